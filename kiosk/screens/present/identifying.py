# SPDX-License-Identifier: Apache-2.0
"""Pages of step 1, 刷证."""

from certificates.rendering.qr_drawing import qr_matrix
from devices.identity.record import SourceKind
from forms.needs import Without
from forms.service_item import ServiceItem
from kiosk.screens.parts import squares_of
from kiosk.screens.present import casework, licence_checking
from kiosk.screens.present.known import document_name, ways_of
from kiosk.screens.present.materials import failure_code, lookup_lines, names_materials
from kiosk.screens.present.offering import agree_too, base_lines
from kiosk.screens.present.words import Words
from kiosk.screens.views import (
    AttractView,
    Button,
    CardView,
    Choice,
    HomeView,
    Line,
    LookupsView,
    NoticeView,
    Screen,
)
from kiosk.session import identify
from kiosk.session.called import called_from, reasons_against
from kiosk.session.degradation import Lack, remaining
from kiosk.session.print_need import waits_for_window
from kiosk.session.session import Session, SourceLine
from kiosk.session.states import State

_HINDRANCES = {
    "PRINTER-0409": "no_printing",
    "PRINTER-0410": "no_paper",
    "STOCK-1601": "no_blank",
}
"""Word for each reason for which a service cannot be printed to its end."""

_READER_ALONE = (SourceKind.SAM_SERIAL,)
"""The kiosk with the usual reader only: its pages stay as short as they can be."""


def leave_button(words: Words) -> Button:
    """The quiet way out of a visit in which nothing is committed."""
    return Button(words("leave"), "leave")


def attract(session: Session, words: Words) -> Screen:
    """Invite."""
    titles = (item.title.in_(words.language) for item in session.catalogue.services)
    view = AttractView(
        title=words("attract.title"),
        lines=tuple(titles),
        hint=words("attract.hint"),
        machine=words.site.machine,
        contact=words.contact(),
    )
    return Screen(State.ATTRACT.value, view)


def home(session: Session, words: Words) -> Screen:
    """Offer the services."""
    offered = (_service(item, session, words) for item in session.services)
    services = (*offered, *licence_checking.way_in(session, words))
    own = casework.way_in(words) if identify.is_query_offered(session) else None
    due = words("home.note_due", button=own.label) if own is not None else ""
    note = words.joined(words("home.note"), due)
    view = HomeView(words("home.title"), services, note)
    return Screen(State.HOME.value, view, back=Button(words("leave"), "leave"), extra=own)


def _service(item: ServiceItem, session: Session, words: Words) -> Choice:
    """One service; where it cannot be given to its end here, why, and the way to the window."""
    left = remaining(session.machine, item)
    told = item.summary.in_(words.language)
    if left.closing is not None:
        told = words("home.window", reason=_reason(left.closing, item, session, words))
    elif Without.WITHOUT_PAPER in left.reductions:
        told = words("home.without_paper")
    title = item.title.in_(words.language)
    return Choice(item.id, title, told, item.picture, enabled=left.is_open)


def _reason(lack: Lack, item: ServiceItem, session: Session, words: Words) -> str:
    """Why a service is not begun here: what this kiosk has not, else what is away now."""
    unmet = item.identity.unmet_by(session.machine.means)
    if unmet is not None:
        return words(f"home.{unmet.value}")
    name = _HINDRANCES.get(lack.code, f"away_{lack.need.value}")
    return words(f"home.{name}")


def notice(session: Session, words: Words) -> Screen:
    """Say what is read, from which source, why, and how long it stays."""
    names = ways_of(session, words)
    section = "cases_notice" if session.cases is not None else "notice"
    items = tuple(
        Choice(
            id=name,
            title=words(f"{section}.{name}"),
            detail=words(f"{section}.{name}_detail", ways=names),
            picture=picture,
        )
        for name, picture in _notices(session)
    )
    url = session.catalogue.phone_urls.get(session.item.id, "") if session.item else ""
    squares, across = squares_of(qr_matrix(url)) if url else ("", 0)
    phone = words("notice.phone") if url else ""
    item, note = session.item, words("notice.note")
    if item is not None and waits_for_window(session.machine, item):
        note = words.joined(words("notice.without_paper"), note)
    view = NoticeView(words("notice.title"), items, note, squares, across, phone)
    return Screen(
        State.NOTICE.value,
        view,
        back=Button(words("notice.decline"), "decline"),
        forward=Button(words("notice.agree"), "agree"),
        extra=agree_too(session, words),
    )


def _notices(session: Session) -> list[tuple[str, str]]:
    """What is said before anything is read: names of texts, each with its picture."""
    usual = session.accepted_ways == _READER_ALONE
    pages = [("card" if usual else "ways", "card")]
    if session.identity.needs_check:
        pages.append((session.machine.means.person_check.value, "person"))
    if session.cases is not None:
        return [*pages, ("cases", "folder"), ("kept", "shield")]
    pages.append(("library", "certificate"))
    if names_materials(session):
        pages.append(("materials", "folder"))
    if session.machine.has_base_data:
        pages.append(("bases", "search"))
    return [*pages, ("kept", "shield")]


def card(session: Session, words: Words) -> Screen:
    """Show where the card goes; with more ways than the reader, each of them."""
    ways = session.accepted_ways
    if ways == _READER_ALONE:
        view = CardView(words("card.title"), words("card.hint"), message="")
    else:
        view = CardView(
            words("card.title_ways"),
            words("card.hint_ways"),
            message="",
            ways=tuple(_way(way, session, words) for way in ways),
            note=_degraded(session, words) or casework.slip_note(session, words),
        )
    return Screen(
        State.CARD.value, view, back=Button(words("back"), "back"), extra=leave_button(words)
    )


def _way(way: SourceKind, session: Session, words: Words) -> Choice:
    works = not _broken(session, way)
    detail = words(f"way.{way.value}_detail") if works else words("way.out")
    return Choice(way.value, words(f"way.{way.value}"), detail, way.value, enabled=works)


def _broken(session: Session, way: SourceKind) -> str:
    """Code of why a way cannot be used now; what is not known to be good is not."""
    return dict(session.broken_ways).get(way) or session.machine.code_of_source(way)


def _degraded(session: Session, words: Words) -> str:
    """Name what does not work, with the code of the first."""
    broken = {way: code for way in session.accepted_ways if (code := _broken(session, way))}
    if not broken:
        return ""
    names = words("document.and").join(words(f"way.{way.value}_broken") for way in broken)
    code = next(iter(broken.values()))
    return words("card.degraded", ways=names, code=code)


def _known_lines(session: Session, words: Words) -> tuple[Line, ...]:
    """What is known before anything is looked up: the document, and the person if checked."""
    record = session.read_card()
    is_card = record.source is not SourceKind.QR_TOKEN
    done = words("lookups.card_done" if is_card else "lookups.code_done")
    lines = [Line("card", document_name(record.source, record.kind, words), "done", done)]
    if session.confirmed is not None:
        told = words("lookups.person_check_done")
        lines.append(Line("person_check", words("lookups.person_check"), "done", told))
    return tuple(lines)


def lookups(session: Session, words: Words) -> Screen:
    """One line for each source, and what it said."""
    lines = (
        *_known_lines(session, words),
        *(_line(session, source, words) for source in session.sources),
        *lookup_lines(session, words),
        *base_lines(session, words),
    )
    settled = session.are_lookups_settled
    code = next((source.code for source in session.sources if source.code), "")
    code = code or failure_code(session)
    note = words("lookups.note")
    if code:
        happened, now, _ = words.fault(code)
        note = words.joined(happened, now)
    view = LookupsView(
        title=words("lookups.title"),
        lines=lines,
        note=note if settled else "",
        code=code if settled else "",
    )
    extra = None
    if settled and session.has_failed_lookups:
        extra = Button(words("lookups.again"), "again")
    return Screen(
        State.LOOKUPS.value,
        view,
        back=leave_button(words),
        forward=Button(words("lookups.forward"), "forward", enabled=settled),
        extra=extra,
    )


def _line(session: Session, source: SourceLine, words: Words) -> Line:
    is_own = session.chosen_item().copies is not None
    text = words(f"own.{source.role}" if is_own else f"certificate.{source.role}")
    if not source.outcome:
        return Line(source.role, text, "working", words("lookups.working"))
    record, today = session.record, session.today
    if source.outcome == "found" and record is not None and today is not None:
        usable = called_from(source, record, today, identify.owned_by(session))
        if usable:
            detail = words("lookups.found", count=len(usable))
            return Line(source.role, text, "done", detail)
        reasons = reasons_against(source, record, today, identify.owned_by(session))
        if reasons:
            return Line(source.role, text, "none", words(f"unusable.{reasons[0].value}"))
    state = "none" if source.outcome in {"found", "not_found"} else "failed"
    key = "not_found" if source.outcome == "found" else source.outcome
    return Line(source.role, text, state, words(f"lookups.{key}"))
