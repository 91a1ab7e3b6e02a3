# SPDX-License-Identifier: Apache-2.0
"""Which guide lights flash at which page of a visit."""

from dataclasses import replace

import pytest

from devices.identity.record import SourceKind
from devices.states import FlashRate, LightPosition
from forms.identity_need import IdentityMeans
from kiosk.session.case_visit import OWN_CASES
from kiosk.session.events import CardTaken, DayKnown, Failed, PaperEnded, Probed, SourceFailed
from kiosk.session.guide_lights import Lights, lights_of
from kiosk.session.session import PaperLine, Session
from kiosk.session.states import State
from tests.support.applying import TODAY, card
from tests.support.visits import NOON, WAYS, Visit, bad, sessions

CARD, SLOT, SCANNER, SHEETS, SLIPS = LightPosition
MEDIUM, QUICK = FlashRate.MEDIUM, FlashRate.QUICK

DARK_STATES = frozenset(State) - {
    State.CARD,
    State.PAUSE,
    State.LICENCE_CHECK,
    State.ISSUING,
    State.PRINTING,
    State.TAKE,
    State.TROUBLE,
}


def shown(visit: Visit) -> Lights:
    return lights_of(visit.session)


def equipped() -> Visit:
    return Visit(means=IdentityMeans(WAYS))


def test_all_are_off_at_every_page_that_asks_for_nothing_there() -> None:
    seen = set()
    for session in sessions():
        seen.add(session.state)
        if session.state in DARK_STATES:
            assert not lights_of(session), session.state
    assert {State.ATTRACT, State.OUT_OF_SERVICE, State.FAREWELL, State.STAFF} <= seen


def test_the_document_is_asked_for_where_it_may_be_laid() -> None:
    assert shown(Visit().until_card()) == {CARD: MEDIUM}
    assert shown(equipped().until_card()) == {CARD: MEDIUM, SCANNER: MEDIUM}  # not the slot


def test_a_way_that_broke_is_not_pointed_at() -> None:
    visit = equipped().until_card()
    visit.take(SourceFailed(visit.session.visit, SourceKind.QR_TOKEN, "SCANNER-1101"))
    assert shown(visit) == {CARD: MEDIUM}


def test_a_slip_may_be_shown_where_the_own_cases_are_asked_for() -> None:
    visit = equipped().touch("start").take(DayKnown(TODAY))
    visit.touch(f"service:{OWN_CASES}", "agree")
    assert visit.at(State.CARD)
    assert shown(visit)[SCANNER] is MEDIUM
    alone = Visit().touch("start").take(DayKnown(TODAY)).touch(f"service:{OWN_CASES}", "agree")
    assert shown(alone) == {CARD: MEDIUM}


def test_a_licence_is_held_before_the_scanner() -> None:
    visit = equipped().until_card()
    assert lights_of(replace(visit.session, state=State.LICENCE_CHECK)) == {SCANNER: MEDIUM}


def test_the_way_back_from_a_pause_is_shown_behind_the_shade() -> None:
    visit = equipped().until_guide().touch("pause")
    assert shown(visit) == {}  # the code is chosen on the glass
    visit.type("2580").touch("forward")
    assert shown(visit) == {CARD: MEDIUM}
    visit.take(Failed(visit.session.visit, "READER-0101", "reader"))
    assert shown(visit) == {}


def test_sheets_are_announced_then_asked_to_be_taken_with_the_card() -> None:
    visit = Visit().until_review().touch("forward")
    assert visit.at(State.ISSUING)
    assert shown(visit) == {}
    visit = Visit().until_printing()
    assert shown(visit) == {SHEETS: MEDIUM}
    for paper in visit.session.papers:
        visit.take(PaperEnded(visit.session.visit, paper.name, delivered=True))
    assert visit.at(State.TAKE)
    assert shown(visit) == {SHEETS: QUICK, CARD: QUICK}
    visit.take(CardTaken(visit.session.visit, is_gone=True))
    assert shown(visit) == {SHEETS: QUICK}
    assert shown(visit.touch("taken")) == {}


def at_take(*papers: PaperLine, way: SourceKind = SourceKind.SAM_SERIAL) -> Session:
    visit = Visit().until_printing()
    record = replace(card(), source=way)
    return replace(visit.session, state=State.TAKE, papers=papers, record=record)


@pytest.mark.parametrize(
    ("way", "lit"),
    [
        (SourceKind.SAM_SERIAL, {CARD: QUICK}),
        (SourceKind.SSCARD_PCSC, {SLOT: QUICK}),
        (SourceKind.QR_TOKEN, {}),
        (SourceKind.STAFF, {}),
    ],
)
def test_only_what_was_laid_down_is_to_be_taken(way: SourceKind, lit: Lights) -> None:
    assert lights_of(at_take(way=way)) == lit


def test_a_visit_by_a_slip_alone_left_no_card() -> None:
    assert lights_of(replace(at_take(), record=None)) == {}


def test_a_slip_is_taken_where_slips_come_out() -> None:
    slip = PaperLine("receipt", "done", sheets=0)
    sheet = PaperLine("licence", "done", sheets=1)
    away = replace(at_take(slip, sheet), is_card_gone=True)
    assert lights_of(away) == {SHEETS: QUICK, SLIPS: QUICK}
    assert lights_of(replace(away, papers=(slip,))) == {SLIPS: QUICK}
    coming = replace(away, state=State.PRINTING)
    assert lights_of(coming) == {SHEETS: MEDIUM, SLIPS: QUICK}


def test_what_came_out_is_to_be_taken_although_the_rest_did_not() -> None:
    half = PaperLine("licence", "failed", sheets_done=1, sheets=2)
    stuck = replace(at_take(half), state=State.TROUBLE)
    assert lights_of(stuck) == {SHEETS: QUICK}
    nothing = replace(stuck, papers=(PaperLine("licence", "failed"),))
    assert lights_of(nothing) == {}
    assert lights_of(replace(nothing, is_pickup_on_slip=True)) == {SLIPS: QUICK}


def test_out_of_service_is_dark() -> None:
    visit = Visit().take(Probed(bad("printer", "PRINTER-0401"), NOON))
    assert visit.at(State.OUT_OF_SERVICE)
    assert shown(visit) == {}
