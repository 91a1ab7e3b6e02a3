# SPDX-License-Identifier: Apache-2.0
"""From the desk to the farewell: what is printed, told, rated and forgotten."""

from dataclasses import replace
from datetime import timedelta

import pytest

from forms.decision import IssuedUnderPromise, Refused
from forms.service_item import Question
from kiosk.session import apply
from kiosk.session.effects import (
    Forget,
    Issue,
    Note,
    RecordRating,
    ShowSeal,
    StopReading,
    WaitCardTaken,
)
from kiosk.session.events import (
    CardTaken,
    DayKnown,
    Failed,
    IssueAdvanced,
    Issued,
    PaperAdvanced,
    PaperEnded,
    SealShown,
    Signed,
    TimedOut,
    Touched,
)
from kiosk.session.session import Ending
from kiosk.session.states import State
from kiosk.session.transitions import step
from tests.support.applying import TODAY
from tests.support.visits import STROKES, Visit


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


def test_papers_that_nobody_takes_are_told_to_staff_and_on_the_last_page() -> None:
    visit = Visit().until_take().take(TimedOut())
    assert visit.at(State.FAREWELL)
    assert visit.session.ending is Ending.LEFT
    assert Note("papers-left", case_number="K-0001-20261123-0001") in visit.effects
    taken = Visit().until_take().touch("taken").take(TimedOut())
    assert taken.session.ending is not Ending.LEFT
    assert not [one for one in taken.effects if isinstance(one, Note) and "left" in one.event]


def test_where_nothing_came_out_nothing_is_left_in_the_slot() -> None:
    visit = Visit().until_printing()
    visit.take(PaperEnded(1, "licence", delivered=False, code="PRINTER-0409"), TimedOut())
    assert visit.at(State.FAREWELL)
    assert visit.session.ending is not Ending.LEFT


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


def test_no_licence_rests_on_papers_that_nobody_has_seen() -> None:
    visit = Visit().until_sign("ordinary").touch("back", "route:promise")
    assert visit.session.begun().handed_in == frozenset()
    visit.touch("letter_end", "forward").take(Signed(STROKES)).touch("forward")
    decision = visit.session.decision
    assert isinstance(decision, IssuedUnderPromise)
    assert {"M5", "M7", "M9"} <= {material.id for material in decision.promised}
    again = Visit().until_sign("ordinary").touch("back", "route:ordinary")
    assert again.session.is_asking_papers


def test_a_letter_read_before_midnight_is_read_again() -> None:
    visit = Visit().until_sign().take(Signed(STROKES))
    tomorrow = TODAY + timedelta(days=1)
    visit.take(DayKnown(tomorrow))
    assert visit.at(State.LETTER)
    assert not visit.session.is_letter_read
    visit.touch("letter_end", "forward").take(Signed(STROKES), DayKnown(tomorrow))
    visit.touch("forward", "forward")
    (issue,) = [effect for effect in visit.effects if isinstance(effect, Issue)]
    assert issue.day == tomorrow


def test_a_signature_is_written_anew_after_the_last_look() -> None:
    visit = Visit().until_review().touch("back")
    assert visit.at(State.SIGN)
    assert visit.session.strokes == ()


def test_a_refusal_is_told_before_the_last_look() -> None:
    visit = Visit().until_sign()
    holed = replace(
        visit.session,
        application=replace(visit.session.begun(), catalogue_checksum="another"),
    )
    signed, _ = step(holed, Signed(STROKES))
    after, _ = step(signed, Touched("forward"))
    assert after.state is State.STOPPED
    assert isinstance(after.decision, Refused)


@pytest.mark.parametrize(
    ("visit", "ending"),
    [
        (Visit().until_board().touch("leave"), Ending.NOTHING),
        (Visit().until_rating().touch("skip"), Ending.DONE),
        (
            Visit().until_printing().take(Failed(1, "PRINTER-0401", "printer")).touch("leave"),
            Ending.KEPT,
        ),
        (
            Visit().until_issuing().take(Failed(1, "STORE-0501", "desk")).touch("leave"),
            Ending.NOTHING,
        ),
    ],
)
def test_the_farewell_tells_how_it_ended(visit: Visit, ending: Ending) -> None:
    assert visit.at(State.FAREWELL)
    assert visit.session.ending is ending


def test_an_edited_value_that_was_filled_in_leads_back_to_the_form() -> None:
    visit = Visit().until_checked_form().touch("edit:f_mgr")
    assert visit.session.editing == "f_mgr"
    visit.touch("back")
    assert visit.at(State.FORM)
    assert visit.session.editing == ""


def test_help_opens_over_any_page_and_closes_again() -> None:
    opened = Visit().until_board().touch("help").session
    visit = Visit().until_board().touch("help", "close_help", "more_time")
    assert (opened.is_help_open, visit.session.is_help_open) == (True, False)
    assert visit.at(State.BOARD)
