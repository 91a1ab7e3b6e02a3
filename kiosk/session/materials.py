# SPDX-License-Identifier: Apache-2.0
"""Earlier materials (材料库) and proofs issued online (在线开具) in a visit.

Asked for once the guide has told which case it is, so that nobody is asked for what this case
does not need; the board fills itself as they answer. An earlier paper is used only with the
citizen's consent to this very paper, given on the board; its file is fetched and checked then.
An answer of another office is attached whenever it comes before the review.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import assert_never

from certificates.earlier_material import EarlierMaterial
from forms.application import Application, Route
from forms.dispute_rules import without_disputed_papers
from forms.field_values import Source
from forms.material import Supply, materials_to_fetch, supply_materials
from forms.reuse import ReuseCase, ReuseObjection, best_paper
from forms.reuse_rules import OnlineTerm
from forms.service_item import Material
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


# -- asked for ---------------------------------------------------------------


def at_new_board(session: Session) -> Step:
    """Show the board of the case that was begun, and ask those who may supply what is on it."""
    asking, effects = _begun(session)
    shown = replace(asking, application=applied(asking, asking.begun()))
    return with_state(shown, State.BOARD), effects


def _begun(session: Session) -> Step:
    """Ask for the earlier papers and proofs that this case needs, and for no others.

    The guide has told which case it is. What was asked before, by whichever way the citizen
    came back here, is asked again only where it brought no answer.
    """
    if not session.machine.has_materials:
        return session, ()
    item, application = session.chosen_item(), session.begun()
    look = session.materials
    types = _types_of(materials_to_fetch(item, application, Supply.REUSED))
    if not (look.earlier or EarlierLine("unreachable")).lacks(types):
        types = ()
    known = {line.material for line in look.online if not line.has_failed}
    wanted = materials_to_fetch(item, application, Supply.ISSUED_ONLINE)
    online = tuple(
        (one.id, one.online) for one in wanted if one.online is not None and one.id not in known
    )
    return _asking(session, types, online)


def asked_again(session: Session) -> Step:
    """Ask once more for what could not be asked; what was told, or waits, is kept."""
    look, item = session.materials, session.chosen_item()
    earlier = look.earlier
    types = earlier.types if earlier is not None and earlier.has_failed else ()
    failed = {line.material for line in look.online if line.has_failed}
    online = tuple(
        (one.id, one.online)
        for one in item.materials
        if one.id in failed and one.online is not None
    )
    return _asking(session, types, online)


def _asking(
    session: Session, types: tuple[str, ...], online: tuple[tuple[str, OnlineTerm], ...]
) -> Step:
    """Note what is asked for now, and ask; nothing where there is nothing to ask for."""
    if not types and not online:
        return session, ()
    look, ids = session.materials, [id_ for id_, _ in online]
    kept = tuple(line for line in look.online if line.material not in ids)
    asking = replace(
        look,
        earlier=EarlierLine(types=types) if types else look.earlier,
        online=(*kept, *(OnlineLine(id_) for id_ in ids)),
    )
    return replace(session, materials=asking), _asked(session, types, online)


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


def given_up(look: MaterialsLook) -> MaterialsLook:
    """Wait no longer for what has not even been asked."""
    outcome, code = _GIVEN_UP
    earlier = look.earlier
    if earlier is not None and not earlier.outcome:
        earlier = replace(earlier, outcome=outcome, code=code)
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
            line = EarlierLine(outcome, code, papers, look.earlier.types)
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
    attached = replace(application, reused=reused, issued=issued, waiting=waiting)
    return without_disputed_papers(attached)


def papers_offered(session: Session) -> dict[str, EarlierMaterial | ReuseObjection]:
    """For each material of this case the earlier paper to use, or why the newest may not be.

    One that is said to be wrong is passed over.
    """
    earlier = session.materials.earlier
    if earlier is None or not earlier.papers:
        return {}
    case = ReuseCase(session.read_card().number.value, session.day())
    application = session.begun()
    wrong = {one.number for one in application.disputes if one.source is Source.MATERIAL}
    papers = [one for one in earlier.papers if one.identifier not in wrong]
    wanted = materials_to_fetch(session.chosen_item(), application, Supply.REUSED)
    terms = {one.id: one.reuse for one in wanted if one.reuse is not None}
    found = {id_: best_paper(papers, term, case) for id_, term in terms.items()}
    return {id_: paper for id_, paper in found.items() if paper is not None}


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
