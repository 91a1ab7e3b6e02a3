# SPDX-License-Identifier: Apache-2.0
"""Whom a visit asks for earlier papers and proofs, and when; what no answer does."""

from dataclasses import replace

import pytest

from forms.material import Supply
from forms.service_item import ServiceItem, SupplyWay
from kiosk.session.deadlines import machine_works
from kiosk.session.effects import AskMaterials, LookUp
from kiosk.session.events import (
    EarlierTold,
    OnlineTold,
    TimedOut,
)
from kiosk.session.material_lines import MaterialsLook
from kiosk.session.materials import papers_offered
from kiosk.session.states import State
from tests.support.applying import card, permit
from tests.support.materials import (
    FAILURES,
    PLAN,
    asking,
    back_at_lookups,
    connected,
    issued,
    looked_up,
    notes,
    renewing,
    row,
)
from tests.support.visits import Visit

M5 = permit().material("M5")


# -- asked for --------------------------------------------------------------------------------


def test_a_kiosk_without_them_asks_for_neither() -> None:
    visit = Visit().until_board()
    assert visit.session.materials == MaterialsLook()
    assert not [one for one in visit.effects if isinstance(one, AskMaterials)]


def asked_by(visit: Visit) -> list[AskMaterials]:
    return [one for one in visit.effects if isinstance(one, AskMaterials)]


def test_before_the_guide_has_ended_nobody_is_asked() -> None:
    visit = connected().until_card()
    assert not [one for one in visit.effects if isinstance(one, AskMaterials | LookUp)]
    visit = looked_up()
    assert visit.session.are_lookups_settled
    assert visit.touch("forward").at(State.GUIDE)
    assert asked_by(visit) == []


NEEDED: dict[str, tuple[tuple[str, ...], list[str]]] = {
    "new": ((), ["M9"]),
    "renew": (("SITE-PLAN",), ["M9"]),
    "change": ((), []),
    "reissue": ((), []),
    "damage": ((), []),
    "cancel": ((), []),
}


@pytest.mark.parametrize("situation", [one.id for one in permit().situations])
def test_only_what_the_situation_needs_is_asked_for(situation: str) -> None:
    """A new place has a new plan; who closes has nothing tested."""
    visit = looked_up().touch("forward")
    if situation == "new":
        visit.touch("answer:new", "answer:beauty", "answer:beauty").type("120")
        visit.touch("forward", "answer:yes", "answer:new")
    else:
        visit.touch(f"answer:{situation}")
    if situation == "change":
        visit.touch("answer:name")
    assert visit.at(State.BOARD)
    asked = asked_by(visit)
    types, online = NEEDED[situation]
    assert [one.type_codes for one in asked] == ([types] if types or online else [])
    assert [id_ for one in asked for id_, _ in one.online] == online


def test_what_is_asked_is_in_the_journal_with_the_service_and_without_the_citizen() -> None:
    visit = asking()
    (asked,) = asked_by(visit)
    (papers,) = notes(visit, "earlier-papers-asked")
    (proof,) = notes(visit, "online-issue-asked")
    assert papers.facts == (("service", "hygiene-permit"),)
    assert proof.facts == (("material", "M9"), ("service", "hygiene-permit"))
    assert card().number.value not in repr(asked)


def test_on_the_way_back_through_the_questions_nobody_is_asked_twice() -> None:
    visit = renewing(PLAN)
    visit.touch("back", "answer:cancel")
    assert visit.at(State.BOARD)
    assert papers_offered(visit.session) == {}
    visit.touch("back", "answer:renew")
    assert list(papers_offered(visit.session)) == ["M5"]
    assert len(asked_by(visit)) == 1


@pytest.mark.parametrize("failure", FAILURES)
def test_who_comes_to_the_board_anew_asks_again_where_there_was_no_answer(failure: str) -> None:
    visit = asking()
    number = visit.session.visit
    visit.take(EarlierTold(number, failure), OnlineTold(number, "M9", "waiting"))
    visit.touch("back", "answer:renew")
    first, second = asked_by(visit)
    assert (first.type_codes, second.type_codes) == (("SITE-PLAN",), ("SITE-PLAN",))
    assert second.online == ()
    assert row(visit, "M9").is_waiting


def test_papers_of_another_type_are_asked_for_once_the_first_list_is_there() -> None:
    """A case of two types after a case of one."""
    more = replace(permit().material("M7"), situations=("cancel",), supplies=M5.supplies)
    assert M5.reuse is not None
    more = replace(more, supplies=(SupplyWay(Supply.REUSED),), condition="")
    more = replace(more, reuse=replace(M5.reuse, type_code="RULES"))
    item = replace(permit(), materials=(*permit().materials[:6], more))
    visit = renewing(PLAN)
    visit.session = replace(visit.session, item=item)
    visit.touch("back", "answer:cancel")
    assert [one.type_codes for one in asked_by(visit)] == [("SITE-PLAN",), ("RULES",)]
    visit.touch("back", "answer:renew")
    assert len(asked_by(visit)) == 2  # the second list is still on its way
    visit.take(EarlierTold(visit.session.visit, "not_found"))
    visit.touch("back", "answer:renew")
    assert asked_by(visit)[-1].type_codes == ("SITE-PLAN",)


def offering(item: ServiceItem) -> Visit:
    """A connected visit whose service of that id is this one."""
    visit = connected()
    catalogue = visit.session.catalogue
    services = tuple(item if one.id == item.id else one for one in catalogue.services)
    changed = replace(catalogue, services=services)
    visit.session = replace(visit.session, catalogue=changed)
    return visit


def test_a_service_without_either_asks_for_neither() -> None:
    without = tuple(replace(one, reuse=None, online=None) for one in permit().materials)
    visit = offering(replace(permit(), materials=without)).until_board()
    assert visit.at(State.BOARD)
    assert visit.session.materials == MaterialsLook()


def test_what_the_known_facts_rule_out_is_not_asked_for() -> None:
    """Nobody's agent is served here, which is known from the start."""
    changed = tuple(
        replace(one, condition="by_agent", excuse=one.title) if one.reuse else one
        for one in permit().materials
    )
    visit = looked_up()
    visit.session = replace(visit.session, item=replace(permit(), materials=changed))
    visit.touch("forward", "answer:renew")
    (asked,) = asked_by(visit)
    assert (asked.type_codes, visit.session.materials.earlier) == ((), None)
    visit.take(EarlierTold(visit.session.visit, "found", (PLAN,)))
    assert visit.session.materials.earlier is None


# -- look-ups ---------------------------------------------------------------------------------


def test_the_board_waits_neither_for_a_list_nor_for_an_office() -> None:
    visit = asking()
    assert not machine_works(visit.session)
    assert visit.touch("forward").at(State.FORM)


def test_back_at_the_look_ups_they_go_on_once_all_were_asked() -> None:
    visit = back_at_lookups(asking())
    assert machine_works(visit.session)
    visit.touch("forward")
    assert visit.at(State.LOOKUPS)
    visit.take(EarlierTold(visit.session.visit, "found", (PLAN,)))
    visit.take(OnlineTold(visit.session.visit, "M9", "waiting"))
    assert not machine_works(visit.session)
    assert visit.touch("forward").at(State.GUIDE)


@pytest.mark.parametrize("failure", FAILURES)
def test_each_failure_is_told_and_journalled_as_what_it_is(failure: str) -> None:
    visit = asking()
    number = visit.session.visit
    visit.take(
        EarlierTold(number, failure, (), "PLATFORM-0302"),
        OnlineTold(number, "M9", failure, "PLATFORM-0302"),
    )
    look = visit.session.materials
    assert look.earlier is not None
    assert (look.earlier.outcome, look.earlier.code) == (failure, "PLATFORM-0302")
    assert look.online[0].state == failure
    assert look.is_settled
    (earlier,) = notes(visit, "earlier-papers-told")
    (asked,) = notes(visit, "online-issue-told")
    assert earlier.disposition == asked.disposition == failure
    assert asked.facts == (("material", "M9"),)


def test_when_time_is_over_what_was_not_asked_is_given_up_once() -> None:
    visit = back_at_lookups(asking()).take(TimedOut())
    look = visit.session.materials
    assert look.earlier is not None
    assert (look.earlier.outcome, look.online[0].state) == ("timed_out", "timed_out")
    visit.take(EarlierTold(visit.session.visit, "found", (PLAN,)), issued(visit))
    assert visit.session.materials == look
    kept = back_at_lookups(renewing(PLAN))
    machine_wide = replace(
        kept.session, sources=tuple(replace(one, outcome="") for one in kept.session.sources)
    )
    kept.session = machine_wide
    kept.take(TimedOut())
    assert kept.session.materials.online[0].state == "waiting"
    assert kept.session.materials.earlier is not None
    assert kept.session.materials.earlier.outcome == "found"


def test_a_service_with_proofs_alone_has_nothing_earlier_to_give_up() -> None:
    visit = back_at_lookups(asking())
    look = replace(visit.session.materials, earlier=None)
    visit.session = replace(visit.session, materials=look)
    visit.take(TimedOut())
    assert visit.session.materials.earlier is None
    assert papers_offered(visit.session) == {}
