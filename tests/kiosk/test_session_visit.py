# SPDX-License-Identifier: Apache-2.0
"""What a citizen lives through, told on the pure session."""

from dataclasses import replace
from datetime import date

import pytest

from forms.decision import AcceptedWithGaps, IssuedUnderPromise, Refused
from forms.service_item import Question
from kiosk.session import apply
from kiosk.session.effects import (
    Forget,
    Issue,
    LookUp,
    Note,
    ReadCard,
    RecordRating,
    ShowSeal,
    StopReading,
    WaitCardTaken,
)
from kiosk.session.events import (
    CardRead,
    CardTaken,
    Failed,
    IssueAdvanced,
    Issued,
    LookupEnded,
    NoCard,
    PaperAdvanced,
    PaperEnded,
    SealShown,
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
    assert ReadCard(1) in visit.effects


def test_declining_leads_home_and_reads_nothing() -> None:
    visit = Visit().touch("start", "service:hygiene-permit", "decline")
    assert visit.at(State.HOME)
    assert not [effect for effect in visit.effects if isinstance(effect, ReadCard)]


def test_only_what_the_service_needs_is_looked_up() -> None:
    visit = Visit().until_lookups()
    (asked,) = [effect for effect in visit.effects if isinstance(effect, LookUp)]
    assert asked.roles == ("BL", "DEED", "HEALTH")


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
    assert visit.effects.count(ReadCard(1)) == 2


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
    assert apply.asked_field(visit.session) is not None


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


def test_papers_follow_one_after_the_other_to_the_tray() -> None:
    visit = Visit().until_printing()
    visit.take(PaperAdvanced(1, "licence", "working", 0))
    visit.take(PaperAdvanced(1, "licence", "working", 0, "PRINTER-0402"))
    assert visit.session.papers[0].phase == "operator"
    visit.take(
        PaperAdvanced(1, "licence", "working", 1), PaperEnded(1, "licence", delivered=True)
    )
    assert visit.session.papers[0].phase == "done"
    assert visit.session.papers[0].sheets_done == 1
    assert visit.at(State.PRINTING)


def test_a_paper_that_does_not_come_ends_in_a_sentence_and_the_number_stays() -> None:
    visit = Visit().until_printing()
    visit.take(PaperEnded(1, "licence", delivered=False, code="PRINTER-0406"))
    assert visit.at(State.TROUBLE)
    assert visit.session.licence_number == "N1"
    visit.take(PaperEnded(1, "receipt", delivered=True)).touch("leave")
    assert visit.at(State.FAREWELL)
    ended = Note("session-ended", "fault", case_number="K-0001-20261123-0001")
    assert ended in visit.effects


def test_the_seal_is_seen_while_the_printer_works_already() -> None:
    visit = Visit().until_issuing().take(IssueAdvanced(1, "committed"))
    visit.take(Issued(1, "K-0001-20261123-0001", "N1", ("licence",), (1,)))
    assert visit.at(State.ISSUING)
    assert visit.effects[-1] == ShowSeal(1)
    visit.take(PaperAdvanced(1, "licence", "working", 1))
    visit.take(PaperEnded(1, "licence", delivered=True))
    assert visit.at(State.ISSUING)
    visit.take(SealShown(1))
    assert visit.at(State.TAKE)


def test_a_paper_that_fails_under_the_seal_is_told_at_once() -> None:
    visit = Visit().until_issuing().take(IssueAdvanced(1, "committed"))
    visit.take(Issued(1, "K-0001-20261123-0001", "N1", ("licence",), (1,)))
    visit.take(PaperEnded(1, "licence", delivered=False, code="PRINTER-0401"))
    assert visit.at(State.TROUBLE)
    visit.take(SealShown(1))
    assert visit.at(State.TROUBLE)


@pytest.mark.parametrize("state", ["issuing", "printing"])
def test_a_machine_that_never_answers_is_told_as_a_fault(state: str) -> None:
    visit = Visit().until_issuing() if state == "issuing" else Visit().until_printing()
    visit.take(TimedOut())
    assert visit.at(State.TROUBLE)


def test_the_tray_waits_for_papers_and_card() -> None:
    visit = Visit().until_take()
    assert WaitCardTaken(1) in visit.effects
    visit.take(CardTaken(1, is_gone=True))
    assert visit.session.is_card_gone
    visit.touch("taken")
    assert visit.at(State.RATING)


def test_a_rating_is_kept_and_silence_is_none() -> None:
    rated = Visit().until_rating().touch("rate:4", "forward")
    assert RecordRating("K-0001-20261123-0001", 4) in rated.effects
    silent = Visit().until_rating().take(TimedOut())
    assert not [effect for effect in silent.effects if isinstance(effect, RecordRating)]
    assert silent.at(State.FAREWELL)
    hasty = Visit().until_rating().touch("forward")
    assert hasty.at(State.RATING)


def test_the_farewell_shows_nobodys_data_and_keeps_the_looks() -> None:
    visit = Visit().touch("language:en", "elder:on", "contrast:on").until_rating().touch("skip")
    session = visit.session
    assert session.record is None
    assert (session.language, session.elder, session.contrast) == ("en", True, True)
    assert Forget(1) in visit.effects
    visit.take(TimedOut())
    assert (visit.session.language, visit.session.elder) == ("zh_CN", False)


def test_leaving_ends_the_visit_at_once() -> None:
    visit = Visit().until_card().touch("leave")
    assert visit.at(State.FAREWELL)
    assert StopReading() in visit.effects
    assert Note("session-ended", "abandoned") in visit.effects


def _stopped() -> Visit:
    """A visit that the guide has stopped: food has a licence of its own."""
    visit = Visit().until_guide().touch("answer:new", "answer:food")
    page = apply.guide_page(visit.session)
    if isinstance(page, Question):
        visit.touch(f"answer:{page.options[0].id}")
    return visit


def test_a_stop_can_be_taken_back() -> None:
    visit = _stopped()
    assert visit.at(State.STOPPED)
    visit.touch("back")
    assert visit.at(State.GUIDE)


@pytest.mark.parametrize("act", ["forward", "home"])
def test_a_stop_ends_at_rest_with_its_reason_in_the_journal(act: str) -> None:
    visit = _stopped().touch(act)
    assert visit.at(State.ATTRACT)
    assert Note("session-ended", "stopped") in visit.effects


def test_papers_that_are_not_here_are_told_at_once_and_nothing_is_accepted() -> None:
    visit = Visit().until_checked_form().touch("forward", "route:ordinary", "route:not_here")
    assert visit.at(State.STOPPED)
    assert isinstance(visit.session.decision, Refused)
    assert len(visit.session.decision.blocking) >= 5
    assert not [effect for effect in visit.effects if isinstance(effect, Issue)]
    visit.touch("back", "back", "back")
    assert visit.at(State.FORM)


def test_help_opens_over_any_page_and_closes_again() -> None:
    opened = Visit().until_board().touch("help").session
    visit = Visit().until_board().touch("help", "close_help", "more_time")
    assert (opened.is_help_open, visit.session.is_help_open) == (True, False)
    assert visit.at(State.BOARD)
