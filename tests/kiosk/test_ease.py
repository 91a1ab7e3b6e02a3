# SPDX-License-Identifier: Apache-2.0
"""Elder mode offered by the card, reach, speech and pace: what a visit keeps of it."""

from dataclasses import replace
from datetime import date

import pytest

from kiosk.screens.parts import Button, Ease
from kiosk.screens.present import present
from kiosk.screens.texts import LANGUAGES
from kiosk.session.comfort import LEVELS, Comfort, SpeechTold
from kiosk.session.deadlines import FAREWELL_S, Patience, deadline_s
from kiosk.session.events import CardRead, TimedOut, Touched
from kiosk.session.session import Session
from kiosk.session.states import State
from kiosk.session.transitions import step
from tests.kiosk.test_present import words
from tests.support.applying import TODAY, card
from tests.support.visits import Visit

SIXTY_TODAY = date(TODAY.year - 60, TODAY.month, TODAY.day)


def speaking() -> Visit:
    visit = Visit().take(SpeechTold(is_there=True)).touch("start")
    return visit.touch("speech:on")


def offer_to(born: date, language: str = "zh_CN") -> Button | None:
    visit = Visit().until_card().take(CardRead(1, replace(card(), birth=born)))
    assert visit.at(State.LOOKUPS)
    session = replace(visit.session, language=language)
    return present(session, words(language)).offer


# -- elder mode --------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_from_sixty_on_the_card_elder_mode_is_offered_and_not_a_day_before(
    language: str,
) -> None:
    assert offer_to(SIXTY_TODAY, language) is not None
    assert offer_to(SIXTY_TODAY.replace(day=SIXTY_TODAY.day + 1), language) is None


def test_the_offer_is_never_forced_and_gone_on_the_next_page() -> None:
    visit = Visit().until_card().take(CardRead(1, replace(card(), birth=date(1941, 3, 9))))
    assert not visit.session.elder
    visit.take(TimedOut())  # what has not answered is unknown
    asked = visit.touch("forward")
    assert asked.session.state is not State.LOOKUPS
    assert present(asked.session, words("zh_CN")).offer is None


def test_whoever_took_the_offer_is_not_asked_again_and_stays_on_the_page() -> None:
    visit = Visit().until_card().take(CardRead(1, replace(card(), birth=date(1941, 3, 9))))
    taken = visit.touch("elder:on")
    assert taken.at(State.LOOKUPS)
    assert taken.session.elder
    assert present(taken.session, words("zh_CN")).offer is None


def test_everything_that_waits_for_an_elder_waits_twice_as_long() -> None:
    patience = Patience()
    for state in (State.GUIDE, State.LETTER, State.TAKE, State.FAREWELL):
        usual = deadline_s(state, patience, elder=False)
        assert usual is not None
        assert deadline_s(state, patience, elder=True) == usual * patience.elder_factor
    assert deadline_s(State.FAREWELL, patience, elder=False) == FAREWELL_S


# -- reach and speech --------------------------------------------------------


def test_lowered_controls_stay_low_to_the_farewell_and_not_for_the_next_citizen() -> None:
    visit = Visit().touch("start").touch("reach:on").touch("ease:open")
    left = visit.touch("leave")
    assert left.at(State.FAREWELL)
    assert left.session.comfort == Comfort(is_low=True)
    assert left.take(TimedOut()).session.comfort == Comfort()


def test_without_a_voice_speech_is_not_offered_and_a_touch_of_it_changes_nothing() -> None:
    visit = Visit().touch("start")
    assert not present(visit.session, words("zh_CN")).ease.can_speak
    assert visit.touch("speech:on").session.comfort == Comfort()
    assert visit.touch("again_spoken").session.comfort == Comfort()


def test_a_voice_that_has_gone_is_no_longer_pretended() -> None:
    visit = speaking().take(SpeechTold(is_there=False))
    shown = present(visit.session, words("zh_CN")).ease
    assert (shown.can_speak, shown.is_spoken) == (False, False)


def test_speech_can_be_paused_repeated_and_ended() -> None:
    visit = speaking()
    assert visit.touch("pause_speech:on").session.comfort.is_paused
    assert not visit.touch("pause_speech:turn").session.comfort.is_paused
    again = visit.touch("again_spoken").session.comfort
    assert (again.said_again, again.is_paused) == (1, False)
    assert not visit.touch("speech:off").session.comfort.is_spoken


@pytest.mark.parametrize("name", ["loudness", "pace"])
def test_loudness_and_pace_have_five_steps_and_stop_at_the_ends(name: str) -> None:
    visit = speaking()
    for _ in range(9):
        visit.touch(f"{name}:up")
    assert getattr(visit.session.comfort, name) == LEVELS
    for _ in range(9):
        visit.touch(f"{name}:down")
    assert getattr(visit.session.comfort, name) == 1


def test_a_touch_with_a_word_that_nothing_knows_changes_nothing() -> None:
    visit = speaking()
    before = visit.session
    for name, value in (("ease", "x"), ("reach", "x"), ("speech", "x"), ("pause_speech", "x")):
        assert step(before, Touched(name, value))[0] == before
    assert step(before, Touched("loudness", "x"))[0] == before


def test_a_listener_is_waited_for_like_an_elder() -> None:
    visit = speaking()
    assert visit.session.is_slow
    assert not visit.touch("speech:off").session.is_slow


def test_the_screen_tells_what_was_chosen() -> None:
    session: Session = speaking().touch("ease:open").touch("pace:up").session
    assert present(session, words("zh_CN")).ease == Ease(
        is_open=True, can_speak=True, is_spoken=True, pace=3
    )
