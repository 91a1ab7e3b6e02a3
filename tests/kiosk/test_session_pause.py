# SPDX-License-Identifier: Apache-2.0
"""Going away for a moment: the shade shows nothing, and only the citizen lifts it."""

from dataclasses import replace

import pytest

from devices.identity.numbers import identity_number_from
from kiosk.screens.present import present
from kiosk.screens.texts import LANGUAGES
from kiosk.session import cases
from kiosk.session.away import TRIES
from kiosk.session.case_visit import CasesTold
from kiosk.session.deadlines import PAUSE_S, Patience, deadline_s
from kiosk.session.effects import Effect, Forget, ReadCard, StopReading
from kiosk.session.events import (
    CardRead,
    DayKnown,
    Failed,
    NoCard,
    Signed,
    TimedOut,
    Touched,
)
from kiosk.session.pause import MAY_PAUSE
from kiosk.session.session import resting
from kiosk.session.states import State
from kiosk.session.transitions import step
from tests.kiosk.test_present import words
from tests.support.applying import TODAY, card
from tests.support.case_visits import CaseVisitor, case
from tests.support.visits import STROKES, Visit, sessions


def reads(effects: list[Effect]) -> int:
    return sum(isinstance(effect, ReadCard) for effect in effects)


# -- which page --------------------------------------------------------------


def test_every_page_that_waits_for_a_known_person_can_be_left_for_a_moment() -> None:
    paused = {
        session.state
        for session in sessions()
        if step(session, Touched("pause"))[0].state is State.PAUSE
        and session.state is not State.PAUSE
    }
    assert paused == MAY_PAUSE


@pytest.mark.parametrize("state", [State.HOME, State.NOTICE])
def test_where_nobody_is_known_there_is_nothing_to_shade(state: State) -> None:
    visit = Visit().touch("start").take(DayKnown(TODAY))
    if state is State.NOTICE:
        visit.touch("service:hygiene-permit")
    assert visit.touch("help", "pause").at(state)
    shown = present(visit.session, words("zh_CN")).help
    assert shown is not None
    assert shown.away == ""


# -- what is seen ------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_shade_shows_nothing_of_the_visit(language: str) -> None:
    visit = Visit().until_review().touch(f"language:{language}").away()
    screen = present(visit.session, words(language))
    everything = repr(screen)
    for known in (card().name, card().number.value, card().address, "2580"):
        assert known not in everything
    assert not screen.sheet.elements
    assert screen.service == ""
    assert screen.step == 0
    assert screen.forward is screen.back is screen.extra is None


def test_the_chosen_digits_are_seen_until_the_shade_falls() -> None:
    visit = Visit().until_form().touch("help", "pause").type("25X")
    assert not visit.session.is_help_open
    screen = present(visit.session, words("zh_CN"))
    assert screen.entry == "25"
    assert screen.forward is not None
    assert not screen.forward.enabled
    visit.touch("forward").type("8099")
    assert present(visit.session, words("zh_CN")).entry == "2580"
    visit.touch("forward").type("25")
    screen = present(visit.session, words("zh_CN"))
    assert screen.entry == ""
    assert getattr(screen.view, "digits", 0) == 2


def test_who_stays_after_all_is_on_the_page_as_it_was() -> None:
    visit = Visit().until_form().type("139")
    before = visit.session
    assert visit.touch("pause").type("12").touch("back").session == before


# -- the way back ------------------------------------------------------------


def test_the_digits_lead_back_to_the_page_and_what_was_typed_on_it() -> None:
    visit = Visit().until_form().type("139")
    before = visit.session
    visit.away()
    assert isinstance(visit.effects[-1], ReadCard)
    assert visit.type("2580").session == before
    assert StopReading() in visit.effects


def test_the_same_document_leads_back_and_another_persons_does_not() -> None:
    visit = Visit().until_form()
    before = visit.session
    stranger = replace(card(), number=identity_number_from("439900199003070038"))
    asked = reads(visit.away().effects)
    visit.take(CardRead(1, stranger))
    assert visit.at(State.PAUSE)
    assert getattr(present(visit.session, words("en")).view, "message", "")
    assert reads(visit.effects) == asked + 1
    assert visit.take(CardRead(1, card())).session == before


def test_a_document_is_waited_for_as_long_as_the_shade_lasts() -> None:
    visit = Visit().until_form().away()
    asked = reads(visit.effects)
    assert reads(visit.take(NoCard(1), NoCard(1)).effects) == asked + 2


def test_a_reader_that_breaks_leaves_the_digits() -> None:
    visit = Visit().until_form()
    before = visit.session
    visit.away().take(Failed(1, "READER-0102", "reader"))
    assert visit.at(State.PAUSE)
    view = present(visit.session, words("zh_CN")).view
    assert getattr(view, "message", "") == words("zh_CN")("pause.reader_broken")
    assert visit.type("2580").session == before


def test_after_five_wrong_codes_only_the_document_leads_back() -> None:
    visit = Visit().until_form()
    before = visit.session
    visit.away()
    for _ in range(TRIES):
        visit.type("0000")
        assert visit.at(State.PAUSE)
    assert visit.type("2580").at(State.PAUSE)
    lead = getattr(present(visit.session, words("zh_CN")).view, "lead", "")
    assert lead == words("zh_CN")("pause.shut_lead")
    assert visit.take(CardRead(1, card())).session == before


def test_a_wrong_code_says_so_until_the_next_digit() -> None:
    visit = Visit().until_form().away().type("0000")
    wrong = words("zh_CN")("pause.wrong")
    assert getattr(present(visit.session, words("zh_CN")).view, "message", "") == wrong
    visit.type("2")
    assert getattr(present(visit.session, words("zh_CN")).view, "message", "") == ""


def test_a_passer_by_can_neither_leave_nor_sign_nor_go_on() -> None:
    visit = Visit().until_sign("ordinary").away()
    before = visit.session
    visit.touch("leave", "forward", "back", "home", "pause").take(Signed(STROKES))
    assert visit.session == before


# -- the world and time ------------------------------------------------------


def test_what_the_world_says_meanwhile_is_taken_in_behind_the_shade() -> None:
    visitor = CaseVisitor().until_case().away()
    news = case(licence_number="N")
    assert visitor.take(CasesTold(1, (news,))).at(State.PAUSE)
    assert visitor.type("2580").at(State.CASE)
    assert cases.case_of(visitor.session) == news


def test_a_case_that_is_being_worked_on_cannot_be_paused() -> None:
    assert CaseVisitor().until_cases().touch("pause").at(State.CASES)


def test_a_state_without_its_pause_is_a_bug_that_says_so() -> None:
    torn = replace(Visit().until_form().away().session, pause=None)
    with pytest.raises(LookupError):
        step(torn, NoCard(1))


def test_midnight_under_the_shade_is_told_before_the_page_is_shown() -> None:
    visit = Visit().until_sign("promise").take(Signed(STROKES)).away()
    visit.type("2580")
    tomorrow = TODAY.replace(day=TODAY.day + 1)
    assert visit.take(DayKnown(tomorrow)).at(State.LETTER)


def test_who_does_not_come_back_leaves_a_wiped_kiosk() -> None:
    visit = Visit().until_review().away()
    visit.take(TimedOut())
    assert visit.at(State.ATTRACT)
    assert visit.session == resting(visit.session)
    assert Forget(1) in visit.effects
    assert visit.effects.count(StopReading()) >= 1


def test_who_chooses_no_digits_leaves_it_too_and_nothing_was_read() -> None:
    visit = Visit().until_review()
    stopped = visit.effects.count(StopReading())
    assert visit.touch("pause").take(TimedOut()).at(State.ATTRACT)
    assert visit.effects.count(StopReading()) == stopped


def test_the_shade_lasts_three_minutes_and_longer_for_elders() -> None:
    patience = Patience()
    assert deadline_s(State.PAUSE, patience, elder=False) == PAUSE_S
    assert deadline_s(State.PAUSE, patience, elder=True) == PAUSE_S * patience.elder_factor
