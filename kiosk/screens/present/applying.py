# SPDX-License-Identifier: Apache-2.0
"""Pages of steps 2 to 4, 问答 · 填表 · 签字."""

from dataclasses import replace

from forms.application import Application, Route
from forms.decision import Refused, is_decided_here
from forms.material import SuppliedMaterial, Supply, supply_materials
from forms.promise import promise_letter, route_offer
from forms.service_item import Material, Question, QuestionKind, ServiceItem, Stop
from forms.spared import spared_of
from kiosk.screens.present import disputing
from kiosk.screens.present.form_page import form
from kiosk.screens.present.known import other_than_usual
from kiosk.screens.present.materials import with_material
from kiosk.screens.present.words import Words
from kiosk.screens.views import (
    BoardRow,
    BoardView,
    Button,
    Chip,
    Choice,
    GuideView,
    LetterView,
    Paragraph,
    RouteOption,
    RouteView,
    Screen,
    SignView,
    StoppedView,
)
from kiosk.session import apply, asking, identify, pad
from kiosk.session.called import called_from
from kiosk.session.session import Session
from kiosk.session.states import State


def _back(words: Words) -> Button:
    return Button(words("back"), "back")


def guide(session: Session, words: Words) -> Screen:
    """One everyday question."""
    role = apply.role_to_pick(session)
    if role:
        return _pick(session, role, words)
    page = apply.guide_page(session)
    if not isinstance(page, Question):
        return Screen(State.GUIDE.value, GuideView("", "", "", "choice", (), "", "", ""))
    given = dict(session.answers)
    options = tuple(
        Choice(
            id=option.id,
            title=option.text.in_(words.language),
            detail=option.example.in_(words.language) if option.example else "",
            picture=option.picture,
            chosen=given.get(page.id) == option.id,
        )
        for option in page.options
    )
    is_number = page.kind is QuestionKind.NUMBER
    is_wrong = is_number and session.entry.isdigit() and int(session.entry) > page.maximum
    error = page.help if is_wrong else session.error
    view = GuideView(
        id=page.id,
        title=page.text.in_(words.language),
        help=_help(session, page, words),
        kind=page.kind.value,
        options=options,
        unit=page.unit.in_(words.language) if page.unit else "",
        error=error.in_(words.language) if error else "",
        progress=words("guide.progress", number=len(session.answers) + 1),
    )
    forward = Button(words("next"), "forward", enabled=bool(session.entry))
    return Screen(
        State.GUIDE.value,
        view,
        back=_back(words),
        forward=forward if is_number else None,
        extra=Button(words("leave"), "leave"),
    )


def _help(session: Session, page: Question, words: Words) -> str:
    """What helps to answer; where it is asked for want of an answer, who did not give it."""
    failed = asking.failed_for(session, page.condition)
    if failed is None:
        return page.help.in_(words.language)
    return words(
        "guide.not_looked_up",
        certificate=words(f"certificate.{failed.role}"),
        why=words(f"unanswered.{failed.outcome}"),
    )


def _pick(session: Session, role: str, words: Words) -> Screen:
    """Ask which of several certificates is meant."""
    line = next(line for line in session.sources if line.role == role)
    record, today = session.record, session.today
    owned = identify.owned_by(session)
    found = called_from(line, record, today, owned) if record and today else ()
    options = tuple(
        Choice(str(place), certificate.face.get("名称", certificate.name), certificate.number)
        for place, certificate in enumerate(found)
    )
    view = GuideView(
        id=apply.PICK + role,
        title=words("guide.pick"),
        help=words("guide.pick_help"),
        kind="choice",
        options=options,
        unit="",
        error="",
        progress=words("guide.progress", number=1),
    )
    leave = Button(words("leave"), "leave")
    return Screen(State.GUIDE.value, view, back=_back(words), extra=leave)


def stopped(session: Session, words: Words) -> Screen:
    """Why this kiosk cannot go on, and where it goes on."""
    page = apply.guide_page(session)
    if isinstance(session.decision, Refused):
        reasons = "；".join(text.in_(words.language) for text in session.decision.blocking)
        view = StoppedView(
            title=words("stopped.refused"),
            reason=reasons,
            next_step=words("stopped.refused_next"),
            where=words.contact(),
        )
    elif isinstance(page, Stop):
        view = StoppedView(
            title=words("stopped.title"),
            reason=page.reason.in_(words.language),
            next_step=page.next_step.in_(words.language),
            where=page.where.in_(words.language),
        )
    else:
        view = StoppedView(words("stopped.title"), "", "", words.contact())
    return Screen(
        State.STOPPED.value,
        view,
        back=Button(words("stopped.back"), "back"),
        forward=Button(words("stopped.home"), "home"),
    )


def board(session: Session, words: Words) -> Screen:
    """The ledger of materials."""
    item, application = session.item, session.application
    rows = supply_materials(item, application) if item and application else ()
    needed = [row for row in rows if row.supply is not Supply.NOT_NEEDED]
    brought = sum(row.is_missing or row.supply is Supply.HANDED_IN for row in needed)
    spared = spared_of(item, application).spared if item and application else 0
    view = BoardView(
        title=words("board.title"),
        rows=tuple(
            disputing.on_board(
                _board_row(session, row, other_than_usual(application.proof, words), words),
                session,
                row.material,
                words,
            )
            for row in rows
        )
        if application
        else (),
        totals=words("board.totals", count=len(needed), spared=spared, brought=brought),
        note=_board_note(rows, words),
        reasons=disputing.reasons(session, words),
    )
    return Screen(
        State.BOARD.value,
        view,
        back=_back(words),
        forward=Button(words("board.forward"), "forward"),
        extra=Button(words("leave"), "leave"),
    )


def _board_note(rows: tuple[SuppliedMaterial, ...], words: Words) -> str:
    """What the tags mean; where a source gave no answer, what still waits for one."""
    waits = [row.material.title.in_(words.language) for row in rows if row.is_unanswered]
    if not waits:
        return words("board.note")
    return words("board.waits", names=words("document.and").join(waits))


def _board_row(session: Session, row: SuppliedMaterial, shown: str, words: Words) -> BoardRow:
    """One material; ``shown`` is what was read where it is another than the usual card."""
    plain = row.material.plain.in_(words.language)
    kind = row.supply.value
    text = words(f"supply.{kind}")
    explanation = words(f"supply.{kind}_why", certificate=row.certificate_name)
    if row.supply is Supply.CARD and shown:
        text, plain = shown, words("known.why", document=shown)
    if row.supply is Supply.CALLED:
        text = row.certificate_name or text
    if row.supply in {Supply.PROMISED, Supply.TOLERATED} and row.limit is not None:
        unit = words(f"unit.{row.limit.unit.value}")
        text = words(f"supply.{kind}_within", days=row.limit.days, unit=unit)
    if row.supply is Supply.NOT_NEEDED and row.material.excuse is not None:
        explanation = row.material.excuse.in_(words.language)
    if row.sought:
        explanation = words.joined(words(f"sought.{row.sought}"), explanation)
    shown_row = BoardRow(
        id=row.material.id,
        title=row.material.title.in_(words.language),
        plain=plain,
        chip=Chip(kind, text, explanation),
        picture=row.material.picture,
    )
    if row.supply is Supply.NOT_NEEDED:
        return shown_row
    return with_material(session, shown_row, is_waiting=row.is_waiting, words=words)


def route(session: Session, words: Words) -> Screen:
    """Two honest ways, and what each means."""
    if session.is_asking_papers:
        return _papers_asked(session, words)
    item, application = session.item, session.application
    offer = route_offer(item, application) if item and application else None
    is_open = offer is not None and offer.is_promise_open
    closed = "".join(text.in_(words.language) for text in offer.closed) if offer else ""
    hindrance = (
        ""
        if is_open or offer is None
        else closed or "".join(text.in_(words.language) for text in offer.hindrances)
    )
    days = item.promise.period.days if item and item.promise else 0
    promise = RouteOption(
        id="promise",
        title=words("route.promise"),
        points=(
            words("route.promise_now"),
            words("route.promise_later", days=days),
            words("route.promise_check"),
        ),
        term=words("route.promise_term"),
        enabled=is_open,
        reason=hindrance,
    )
    if offer is not None and offer.to_check:
        promise = _checked_first(promise, offer.to_check, days, words)
    window = RouteOption(
        id="window",
        title=words("route.window"),
        points=(words("route.window_now"), words("route.window_later")),
        term=words("route.window_term"),
    )
    cards = {
        Route.PROMISE: promise,
        Route.ORDINARY: replace(
            _ordinary(item, application, words), enabled=not closed, reason=closed
        ),
        Route.WINDOW: window,
    }
    routes = offer.routes if offer is not None else (Route.PROMISE, Route.ORDINARY)
    key = "route.title" if Route.PROMISE in routes else "route.title_plain"
    view = RouteView(words(key), tuple(cards[one] for one in routes), words("route.note"))
    leave = Button(words("leave"), "leave")
    return Screen(State.ROUTE.value, view, back=_back(words), extra=leave)


def _checked_first(
    promise: RouteOption, papers: tuple[Material, ...], days: int, words: Words
) -> RouteOption:
    """The promise where something was not looked up: accepted now, issued after a check."""
    names = words("document.and").join(one.title.in_(words.language) for one in papers)
    return replace(
        promise,
        title=words("route.promise_checked"),
        points=(
            words("route.promise_checked_now", names=names),
            words("route.promise_checked_later", days=days),
        ),
    )


def _ordinary(
    item: ServiceItem | None, application: Application | None, words: Words
) -> RouteOption:
    """The ordinary way: decided on the spot where the rules alone decide, else accepted."""
    if item is not None and application is not None and is_decided_here(item, application):
        return RouteOption(
            id="ordinary",
            title=words("route.here"),
            points=(words("route.here_now"), words("route.here_papers")),
            term=words("route.ordinary_term"),
        )
    limit = item.legal_limit if item else None
    return RouteOption(
        id="ordinary",
        title=words("route.ordinary"),
        points=(
            words("route.ordinary_now"),
            words("route.ordinary_later", days=limit.days if limit else 0),
            words("route.ordinary_papers"),
        ),
        term=words("route.ordinary_term"),
    )


def _papers_asked(session: Session, words: Words) -> Screen:
    """Are the papers here? All that the chosen route asks for are named at once."""
    papers = tuple(
        material.title.in_(words.language) for material in apply.missing_papers(session)
    )
    brought = RouteOption(
        id="handed_in",
        title=words("route.handed_in"),
        points=papers,
        term=words("route.handed_in_term"),
    )
    not_here = RouteOption(
        id="not_here",
        title=words("route.not_here"),
        points=(words("route.not_here_now"), words(_other_way(session))),
        term="",
    )
    view = RouteView(
        words("route.papers_title"), (brought, not_here), words("route.papers_note")
    )
    leave = Button(words("leave"), "leave")
    return Screen(State.ROUTE.value, view, back=_back(words), extra=leave)


def _other_way(session: Session) -> str:
    """What is left to whoever has not brought the papers: the promise only where it is open."""
    application = session.begun()
    offer = route_offer(session.chosen_item(), application)
    if application.route is Route.ORDINARY and offer.is_promise_open and not offer.to_check:
        return "route.not_here_later"
    return "route.not_here_return"


def letter(session: Session, words: Words) -> Screen:
    """The promise letter in full."""
    view = LetterView(words("letter.title"), _letter(session, words), session.is_letter_read)
    return Screen(
        State.LETTER.value,
        view,
        back=_back(words),
        forward=Button(words("letter.forward"), "forward", enabled=session.is_letter_read),
        extra=Button(words("leave"), "leave"),
    )


def _letter(session: Session, words: Words) -> tuple[Paragraph, ...]:
    item, application, today = session.item, session.application, session.today
    if item is None or application is None or today is None:
        return ()
    content = promise_letter(
        item, application, today=today, calendar=session.catalogue.calendar
    )
    paragraphs = [Paragraph("title", content.title.in_(words.language))]
    for section in (*content.told, *content.promised):
        paragraphs.append(Paragraph("heading", section.heading.in_(words.language)))
        paragraphs += [
            Paragraph("item", text.in_(words.language)) for text in section.paragraphs
        ]
    return tuple(paragraphs)


def sign(session: Session, words: Words) -> Screen:
    """The pad."""
    application = session.application
    is_promise = application is not None and application.route is Route.PROMISE
    name = session.record.name if session.record is not None else ""
    if application is not None and application.is_identity_disputed:
        name = words("dispute.myself")
    key = "sign.statement_promise" if is_promise else "sign.statement_ordinary"
    has_ink = pad.ink_mm(session.strokes) >= pad.MIN_INK_MM
    error = words("sign.too_short") if session.strokes and not has_ink else ""
    view = SignView(words("sign.title"), words(key, name=name), words("sign.hint"), error)
    return Screen(
        State.SIGN.value,
        view,
        back=_back(words),
        forward=Button(words("sign.forward"), "forward", enabled=has_ink),
        extra=Button(words("leave"), "leave"),
    )


__all__ = [
    "board",
    "form",
    "guide",
    "letter",
    "route",
    "sign",
    "stopped",
]
