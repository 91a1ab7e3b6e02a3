# SPDX-License-Identifier: Apache-2.0
"""Pages of step 1, 刷证."""

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
from kiosk.session.called import called_from, reasons_against
from kiosk.session.session import Session, SourceLine
from kiosk.session.states import State

ELDER_AGE = 60
"""From this age on the card, large type is offered; it is never forced."""


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
    services = tuple(
        Choice(
            id=item.id,
            title=item.title.in_(words.language),
            detail=item.summary.in_(words.language),
            picture=item.picture,
        )
        for item in session.catalogue.services
    )
    view = HomeView(words("home.title"), services, words("home.note"))
    return Screen(State.HOME.value, view, back=Button(words("leave"), "leave"))


def notice(_session: Session, words: Words) -> Screen:
    """Say what is read, why, and how long it stays."""
    items = tuple(
        Choice(
            id=name,
            title=words(f"notice.{name}"),
            detail=words(f"notice.{name}_detail"),
            picture=picture,
        )
        for name, picture in (("card", "card"), ("library", "certificate"), ("kept", "shield"))
    )
    view = NoticeView(words("notice.title"), items, words("notice.note"))
    return Screen(
        State.NOTICE.value,
        view,
        back=Button(words("notice.decline"), "decline"),
        forward=Button(words("notice.agree"), "agree"),
    )


def card(_session: Session, words: Words) -> Screen:
    """Show where the card goes."""
    view = CardView(words("card.title"), words("card.hint"), message="")
    return Screen(
        State.CARD.value, view, back=Button(words("back"), "back"), extra=leave_button(words)
    )


def lookups(session: Session, words: Words) -> Screen:
    """One line for each source, and what it said."""
    lines = (
        Line("card", words("lookups.card"), "done", words("lookups.card_done")),
        *(_line(session, source, words) for source in session.sources),
    )
    settled = all(source.outcome for source in session.sources)
    code = next((source.code for source in session.sources if source.code), "")
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
    if _age(session) >= ELDER_AGE and not session.elder:
        extra = Button(words("lookups.elder"), "elder", "on")
    return Screen(
        State.LOOKUPS.value,
        view,
        back=leave_button(words),
        forward=Button(words("lookups.forward"), "forward", enabled=settled),
        extra=extra,
    )


def _line(session: Session, source: SourceLine, words: Words) -> Line:
    text = words(f"certificate.{source.role}")
    if not source.outcome:
        return Line(source.role, text, "working", words("lookups.working"))
    record, today = session.record, session.today
    if source.outcome == "found" and record is not None and today is not None:
        usable = called_from(source, record, today)
        if usable:
            detail = words("lookups.found", count=len(usable))
            return Line(source.role, text, "done", detail)
        reasons = reasons_against(source, record, today)
        if reasons:
            return Line(source.role, text, "none", words(f"unusable.{reasons[0].value}"))
    state = "none" if source.outcome in {"found", "not_found"} else "failed"
    key = "not_found" if source.outcome == "found" else source.outcome
    return Line(source.role, text, state, words(f"lookups.{key}"))


def _age(session: Session) -> int:
    """Full years of age today; 0 while the card is not read."""
    record, today = session.record, session.today
    if record is None or today is None:
        return 0
    birth = record.birth
    return today.year - birth.year - ((today.month, today.day) < (birth.month, birth.day))
