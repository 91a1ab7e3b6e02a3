# SPDX-License-Identifier: Apache-2.0
"""What a citizen lives through, told on the pure session."""

from dataclasses import replace
from datetime import date

import pytest

from devices.identity.record import SourceKind
from forms.decision import AcceptedWithGaps, IssuedUnderPromise
from kiosk.session import apply, forming
from kiosk.session.effects import (
    Issue,
    LookUp,
    ReadCard,
    StopReading,
)
from kiosk.session.events import (
    CardRead,
    Failed,
    IssueAdvanced,
    LookupEnded,
    NoCard,
    Signed,
    TimedOut,
)
from kiosk.session.states import State
from tests.support.applying import card
from tests.support.visits import STROKES, Visit, licence


def test_nothing_is_read_before_the_citizen_agrees() -> None:
    visit = Visit().touch("start", "service:hygiene-permit")
    assert visit.at(State.NOTICE)
    assert not [effect for effect in visit.effects if isinstance(effect, ReadCard)]
    visit.touch("agree")
    assert ReadCard(1, (SourceKind.SAM_SERIAL,)) in visit.effects


def test_declining_leads_home_and_reads_nothing() -> None:
    visit = Visit().touch("start", "service:hygiene-permit", "decline")
    assert visit.at(State.HOME)
    assert not [effect for effect in visit.effects if isinstance(effect, ReadCard)]


def test_only_what_the_service_needs_is_looked_up() -> None:
    visit = Visit().until_lookups()
    (asked,) = [effect for effect in visit.effects if isinstance(effect, LookUp)]
    assert asked.roles == ("BL", "DEED", "HEALTH", "HYG")


def test_an_expired_card_is_told_and_may_be_changed() -> None:
    old = replace(card(), validity=replace(card().validity, end=date(2020, 1, 1)))
    visit = Visit().until_card().take(CardRead(1, old))
    assert visit.at(State.TROUBLE)
    assert visit.session.trouble is not None
    assert visit.session.trouble.code == "CARD-0205"
    assert visit.session.record is None
    visit.touch("retry")
    assert visit.at(State.CARD)


def test_a_card_that_does_not_come_may_be_tried_again() -> None:
    visit = Visit().until_card().take(NoCard(1)).touch("retry")
    assert visit.at(State.CARD)
    assert visit.effects.count(ReadCard(1, (SourceKind.SAM_SERIAL,))) == 2


def test_going_back_from_the_card_stops_the_reader() -> None:
    visit = Visit().until_card().touch("back")
    assert visit.at(State.NOTICE)
    assert StopReading() in visit.effects


def test_look_ups_that_do_not_end_are_given_up_and_the_visit_goes_on() -> None:
    visit = Visit().until_lookups().take(TimedOut())
    assert {line.outcome for line in visit.session.sources} == {"timed_out"}
    visit.touch("forward")
    assert visit.at(State.GUIDE)


def test_a_late_look_up_does_not_change_what_was_given_up() -> None:
    visit = Visit().until_lookups().take(TimedOut())
    visit.take(LookupEnded(1, "BL", "found", (licence(),)))
    assert {line.outcome for line in visit.session.sources} == {"timed_out"}


def test_with_two_licences_the_citizen_says_which_shop() -> None:
    visit = Visit().until_guide(licence(), licence("另一家店"))
    assert apply.role_to_pick(visit.session) == "BL"
    visit.touch("answer:1")
    assert apply.role_to_pick(visit.session) == ""
    visit.touch("answer:new", "answer:beauty", "answer:beauty")
    visit.type("50").touch("forward", "answer:no", "answer:none")
    application = visit.session.application
    assert application is not None
    assert application.fields["f_unit"].value == "另一家店"


def test_back_takes_answers_away_one_by_one_and_leads_to_the_look_ups() -> None:
    visit = Visit().until_guide(licence(), licence("另一家店")).touch("answer:0")
    visit.touch("answer:new", "answer:beauty")
    visit.touch("back")
    assert dict(visit.session.answers) == {"situation": "new"}
    visit.touch("back", "back")
    assert visit.session.picked == ()
    visit.touch("back")
    assert visit.at(State.LOOKUPS)


def test_an_area_that_is_none_is_said_so_and_asked_again() -> None:
    visit = Visit().until_guide().touch("answer:new", "answer:beauty", "answer:beauty")
    visit.type("0").touch("forward")
    assert visit.at(State.GUIDE)
    assert visit.session.error is not None
    visit.type("⌫")
    assert visit.session.entry == ""
    visit.type("12").take()
    visit.type("清").touch("forward")
    assert visit.session.error is not None


def test_what_was_typed_survives_going_back_to_the_questions() -> None:
    visit = Visit().until_checked_form().touch("back", "back", "back")
    assert visit.at(State.BOARD)
    visit.touch("back").touch("answer:new")
    assert visit.at(State.BOARD)
    application = visit.session.application
    assert application is not None
    assert application.fields["f_tel"].value == "13800000000"


def test_back_in_the_form_opens_the_last_answer_with_its_value() -> None:
    visit = Visit().until_checked_form().touch("back")
    assert visit.session.editing == "f_staff"
    assert visit.session.entry == "3"
    visit.touch("back")
    assert visit.session.editing == "f_tel"
    visit.touch("forward")
    assert visit.session.editing == ""


def test_a_wrong_phone_number_is_said_beside_the_field() -> None:
    visit = Visit().until_board().touch("forward").type("123").touch("forward")
    assert visit.session.error is not None
    assert forming.asked_field(visit.session) is not None


def test_only_what_the_citizen_said_can_be_changed() -> None:
    visit = Visit().until_checked_form()
    visit.touch("edit:f_idno")
    assert visit.session.editing == ""
    visit.touch("edit:f_tel").type("清空")
    assert visit.session.editing == "f_tel"
    visit.touch("back")
    assert visit.at(State.BOARD)


def test_the_letter_is_read_before_it_is_signed() -> None:
    visit = Visit().until_checked_form().touch("forward", "route:promise", "forward")
    assert visit.at(State.LETTER)
    visit.touch("letter_end", "forward")
    assert visit.at(State.SIGN)


def test_a_slip_of_the_finger_is_no_signature() -> None:
    visit = Visit().until_sign().take(Signed((((0.0, 0.0, 0.0), (2.0, 1.0, 5.0)),)))
    visit.touch("forward")
    assert visit.at(State.SIGN)
    visit.take(Signed(STROKES)).touch("clear_signature", "forward")
    assert visit.at(State.SIGN)


@pytest.mark.parametrize(
    ("route", "kind"), [("promise", IssuedUnderPromise), ("ordinary", AcceptedWithGaps)]
)
def test_the_two_regimes_never_mix(route: str, kind: type) -> None:
    visit = Visit().until_review(route)
    assert isinstance(visit.session.decision, kind)


@pytest.mark.parametrize(
    ("route", "state"), [("promise", State.LETTER), ("ordinary", State.ROUTE)]
)
def test_back_from_the_pad_leads_where_one_came_from(route: str, state: State) -> None:
    visit = Visit().until_review(route).touch("back", "back")
    assert visit.at(state)
    assert visit.session.strokes == ()


def test_the_case_is_submitted_once() -> None:
    visit = Visit().until_issuing().touch("forward", "forward", "back")
    assert len([effect for effect in visit.effects if isinstance(effect, Issue)]) == 1


def test_a_store_that_fails_before_the_commit_lets_the_citizen_try_again() -> None:
    visit = Visit().until_issuing().take(Failed(1, "STORE-0501", "desk"))
    assert visit.at(State.TROUBLE)
    assert not visit.session.is_committed
    visit.touch("retry")
    assert visit.at(State.REVIEW)


def test_after_the_commit_nothing_is_submitted_again() -> None:
    visit = (
        Visit()
        .until_issuing()
        .take(IssueAdvanced(1, "committed"), Failed(1, "DOCUMENT-0602", "desk"))
    )
    assert visit.session.trouble is not None
    assert visit.session.trouble.retry is None
