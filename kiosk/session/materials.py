# SPDX-License-Identifier: Apache-2.0
"""Earlier materials (材料库) and proofs issued online (在线开具) in a visit.

Asked for with the look-ups, after the general consent. An earlier paper is used only with the
citizen's consent to this very paper, given on the board; its file is fetched and checked then.
An answer of another office is attached whenever it comes before the review.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import assert_never

from certificates.earlier_material import EarlierMaterial
from forms.application import Application, Route
from forms.conditions import Truth, evaluate
from forms.material import Supply, supply_materials
from forms.reuse import ReuseCase, ReuseObjection, best_paper
from forms.reuse_rules import OnlineTerm
from forms.service_item import FactValue, Material, ServiceItem
from kiosk.session import apply
from kiosk.session.effects import AskMaterials, Effect, FetchPaper, Note
from kiosk.session.events import EarlierTold, Event, OnlineTold, PaperChecked, Touched
from kiosk.session.material_lines import (
    ISSUED,
    WHOLE,
    ChosenPaper,
    EarlierLine,
    MaterialsLook,
    OnlineLine,
)
from kiosk.session.session import Session, Step, with_state
from kiosk.session.states import State

_OPEN = frozenset({State.BOARD, State.FORM, State.ROUTE, State.LETTER, State.SIGN})
"""States in which a late answer is attached: there is an application, not yet for review."""

_READING = frozenset({State.LETTER, State.SIGN})
_GIVEN_UP = ("timed_out", "PLATFORM-0302")


# -- look-ups ----------------------------------------------------------------


def begun(session: Session, facts: Mapping[str, FactValue]) -> Step:
    """Ask for earlier papers and for proofs, of the types that the service names, no others.

    ``facts`` are those known before anything is asked; a material that they rule out is not
    asked for.
    """
    if not session.machine.has_materials:
        return session, ()
    item = session.chosen_item()
    wanted = [one for one in item.materials if _may_be_needed(item, one, facts)]
    types = _types_of(wanted)
    online = tuple((one.id, one.online) for one in wanted if one.online is not None)
    if not types and not online:
        return session, ()
    look = MaterialsLook(
        earlier=EarlierLine() if types else None,
        online=tuple(OnlineLine(id_) for id_, _ in online),
    )
    return replace(session, materials=look), _asked(session, types, online)


def asked_again(session: Session) -> Step:
    """Ask once more for what could not be asked; what was told, or waits, is kept."""
    look, item = session.materials, session.chosen_item()
    if not look.has_failed:
        return session, ()
    earlier, types = look.earlier, tuple[str, ...]()
    if earlier is not None and earlier.has_failed:
        earlier, types = EarlierLine(), _types_of(item.materials)
    failed = {line.material for line in look.online if line.has_failed}
    online = tuple(
        (one.id, one.online)
        for one in item.materials
        if one.id in failed and one.online is not None
    )
    lines = tuple(OnlineLine(one.material) if one.has_failed else one for one in look.online)
    asking = replace(session, materials=replace(look, earlier=earlier, online=lines))
    return asking, _asked(session, types, online)


def _types_of(materials: Iterable[Material]) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(one.reuse.type_code for one in materials if one.reuse is not None)
    )


def _asked(
    session: Session, types: tuple[str, ...], online: tuple[tuple[str, OnlineTerm], ...]
) -> tuple[Effect, ...]:
    """The one question for both, with its notes first."""
    service = ("service", session.chosen_item().id)
    notes = [Note("earlier-papers-asked", facts=(service,))] if types else []
    notes += [Note("online-issue-asked", facts=(*_of(id_), service)) for id_, _ in online]
    asked = AskMaterials(
        session.visit, session.chosen_item().id, types, online, session.read_card()
    )
    return (*notes, asked)


def _may_be_needed(
    item: ServiceItem, material: Material, facts: Mapping[str, FactValue]
) -> bool:
    return evaluate(material.condition, facts, item.conditions) is not Truth.FALSE


def given_up(look: MaterialsLook) -> MaterialsLook:
    """Wait no longer for what has not even been asked."""
    outcome, code = _GIVEN_UP
    earlier = look.earlier
    if earlier is not None and not earlier.outcome:
        earlier = EarlierLine(outcome, code)
    online = tuple(
        line if line.state else replace(line, state=outcome, code=code) for line in look.online
    )
    return replace(look, earlier=earlier, online=online)


# -- what is told, at any time -----------------------------------------------


def told(session: Session, event: EarlierTold | PaperChecked | OnlineTold) -> Step:
    """Take in an answer; the application gets what it supplies, where that is still open."""
    look, note = _taken_in(session.materials, event)
    return _attached(replace(session, materials=look)), note


def _taken_in(
    look: MaterialsLook, event: EarlierTold | PaperChecked | OnlineTold
) -> tuple[MaterialsLook, tuple[Effect, ...]]:
    match event:
        case EarlierTold(outcome=outcome, code=code, papers=papers):
            if look.earlier is None or look.earlier.outcome:
                return look, ()
            line = EarlierLine(outcome, code, papers)
            note = Note("earlier-papers-told", outcome, code=code)
            return replace(look, earlier=line), (note,)
        case PaperChecked(material=material, identifier=identifier, state=state, code=code):
            paper = look.chosen_for(material)
            if paper is None or paper.identifier != identifier:
                return look, ()  # consent was withdrawn meanwhile
            kept = (*look.without(material).chosen, replace(paper, state=state))
            note = Note("reused-paper-checked", state, code=code, facts=_of(material))
            return replace(look, chosen=kept), (note,)
        case OnlineTold():
            return _online_told(look, event)
        case _:
            assert_never(event)


def _online_told(
    look: MaterialsLook, event: OnlineTold
) -> tuple[MaterialsLook, tuple[Effect, ...]]:
    """Take in how a request goes; what has ended has ended."""
    before = look.online_for(event.material)
    if before is None or not before.may_come or before.state == event.state:
        return look, ()
    line = OnlineLine(
        event.material, event.state, event.code, event.reason, event.fault, event.answer
    )
    online = tuple(line if one is before else one for one in look.online)
    facts = (*_of(event.material), *((("fault", event.fault),) if event.fault else ()))
    note = Note("online-issue-told", event.state, code=event.code, facts=facts)
    return replace(look, online=online), (note,)


def _of(material: str) -> tuple[tuple[str, str], ...]:
    return (("material", material),)


# -- the application ---------------------------------------------------------


def applied(session: Session, application: Application) -> Application:
    """The application with what both supply as things stand now."""
    look, best = session.materials, papers_offered(session)
    reused = {
        one.material: paper
        for one in look.chosen
        if one.state == WHOLE
        and isinstance(paper := best.get(one.material), EarlierMaterial)
        and paper.identifier == one.identifier
    }
    issued = {
        line.material: line.answer
        for line in look.online
        if line.state == ISSUED and line.answer is not None
    }
    waiting = frozenset(line.material for line in look.online if line.may_come)
    return replace(application, reused=reused, issued=issued, waiting=waiting)


def papers_offered(session: Session) -> dict[str, EarlierMaterial | ReuseObjection]:
    """For each material the earlier paper that may be used, or why the newest may not."""
    earlier = session.materials.earlier
    if earlier is None or not earlier.papers:
        return {}
    case = ReuseCase(session.read_card().number.value, session.day())
    found: dict[str, EarlierMaterial | ReuseObjection] = {}
    for material in session.chosen_item().materials:
        if material.reuse is None:
            continue
        paper = best_paper(earlier.papers, material.reuse, case)
        if paper is not None:
            found[material.id] = paper
    return found


def _attached(session: Session) -> Session:
    """Give the application what came; a letter that reads otherwise now is read anew."""
    if session.application is None or session.state not in _OPEN:
        return session
    before = session.application
    after = applied(session, before)
    if after == before:
        return session
    attached = replace(session, application=after)
    if session.is_asking_papers and not apply.missing_papers(attached):
        attached = replace(attached, is_asking_papers=False)
    if session.state in _READING and _promised(session, before) != _promised(session, after):
        return with_state(replace(attached, strokes=(), is_letter_read=False), State.LETTER)
    return attached


def _promised(session: Session, application: Application) -> tuple[str, ...]:
    """What the letter names; nothing on another route, which has none."""
    if application.route is not Route.PROMISE:
        return ()
    rows = supply_materials(session.chosen_item(), application)
    return tuple(row.material.id for row in rows if row.supply is Supply.PROMISED)


# -- the board ---------------------------------------------------------------


def at_board(session: Session, event: Event) -> Step:
    """Beside what the board does: consent to an earlier paper, and its withdrawal."""
    match event:
        case Touched("reuse", material):
            return _toggled(session, material)
        case _:
            return apply.at_board(session, event)


def _toggled(session: Session, material: str) -> Step:
    look = session.materials
    if look.chosen_for(material) is not None:
        withdrawn = replace(session, materials=look.without(material))
        return _attached(withdrawn), (Note("reuse-withdrawn", facts=_of(material)),)
    paper = papers_offered(session).get(material)
    if not isinstance(paper, EarlierMaterial):
        return session, ()
    chosen = (*look.chosen, ChosenPaper(material, paper.identifier))
    fetched = FetchPaper(
        session.visit, session.chosen_item().id, material, paper, session.read_card()
    )
    consented = replace(session, materials=replace(look, chosen=chosen))
    return consented, (Note("reuse-consented", facts=_of(material)), fetched)
