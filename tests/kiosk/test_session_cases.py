# SPDX-License-Identifier: Apache-2.0
"""A second visit on the pure session: the list, one case, what is done, and what is not."""

from dataclasses import replace

import pytest

from devices.identity.record import SourceKind
from forms.case_standing import CaseAct, result_paper
from forms.identity_need import IdentityMeans, PersonCheck
from kiosk.session import cases
from kiosk.session.case_visit import (
    OWN_CASES,
    AskCases,
    CaseActed,
    CasesTold,
    CaseVisit,
    DoInCase,
    OpenSlip,
    PaperReady,
    SlipOpened,
    SlipShown,
    need_of_query,
)
from kiosk.session.deadlines import machine_works
from kiosk.session.effects import Effect, Forget, Note, PrintPapers, ReadCard, StartCheck
from kiosk.session.events import (
    CardRead,
    CaseReceived,
    CheckAnswered,
    Failed,
    PaperEnded,
    TimedOut,
    Touched,
)
from kiosk.session.session import Ending, Session
from kiosk.session.states import State
from kiosk.session.transitions import step
from tests.support.applying import card
from tests.support.case_visits import (
    ASKED,
    AWAY,
    CASE,
    OTHER,
    RECEIVED,
    RESULT,
    SLIP,
    CaseVisitor,
    away,
    case,
    checked_visit,
    printing_visit,
    ready_case,
    slip_visit,
)
from tests.support.identities import confirmed
from tests.support.visits import Visit


def of_kind(effects: list[Effect], kind: type) -> list[Effect]:
    return [one for one in effects if isinstance(one, kind)]


def look(visit: Visit) -> CaseVisit:
    assert visit.session.cases is not None
    return visit.session.cases


def test_nothing_is_read_or_asked_before_the_consent() -> None:
    visit = CaseVisitor().touch("start", f"service:{OWN_CASES}")
    assert visit.at(State.NOTICE)
    assert not of_kind(visit.effects, ReadCard)
    visit.touch("decline")
    assert visit.at(State.HOME)
    assert visit.session.cases is None


def test_after_the_card_the_cases_of_this_person_are_asked_for() -> None:
    visit = CaseVisitor().until_cases()
    (asked,) = of_kind(visit.effects, AskCases)
    assert isinstance(asked, AskCases)
    assert asked.record == card()
    assert visit.at(State.CASES)
    assert Note("cases-asked") in visit.effects
    assert machine_works(visit.session)


def test_the_tile_is_not_offered_where_nobody_can_be_known() -> None:
    stored = IdentityMeans((SourceKind.SSCARD_PCSC,))
    visit = CaseVisitor(means=stored).touch("start", f"service:{OWN_CASES}")
    assert visit.at(State.HOME)


def test_the_person_is_checked_where_the_machine_can() -> None:
    means = IdentityMeans((SourceKind.SAM_SERIAL,), PersonCheck.PHONE_CODE)
    assert need_of_query(means).person_check is PersonCheck.PHONE_CODE
    visit = checked_visit()
    assert visit.at(State.PERSON_CHECK)
    (start,) = of_kind(visit.effects, StartCheck)
    assert isinstance(start, StartCheck)
    assert start.item_id == OWN_CASES
    assert not of_kind(visit.effects, AskCases)
    visit.take(CheckAnswered(1, 1, confirmed()))
    assert visit.at(State.CASES)


def test_what_is_here_is_shown_before_the_desk_has_answered() -> None:
    visit = CaseVisitor().until_cases().take(CasesTold(1, (case(),)))
    assert [one.number for one in look(visit).files] == [CASE]
    assert machine_works(visit.session)
    visit.take(CasesTold(1, (case(RECEIVED), away(RECEIVED)), "found"))
    assert [one.number for one in look(visit).files] == [CASE, AWAY]
    assert look(visit).files[0].news == (RECEIVED,)
    assert not machine_works(visit.session)


@pytest.mark.parametrize("word", ["unreachable", "timed_out", "refused", "broken", "busy"])
def test_a_desk_that_is_away_is_said_and_can_be_asked_again(word: str) -> None:
    visit = CaseVisitor().until_cases().take(CasesTold(1, (case(),), word, "DESK-1501"))
    assert look(visit).code == "DESK-1501"
    visit.touch("again")
    assert look(visit).desk == ""
    assert len(of_kind(visit.effects, AskCases)) == 2
    visit.take(TimedOut())
    assert look(visit).desk == "timed_out"
    visit.take(TimedOut())
    assert visit.at(State.ATTRACT)
    assert Forget(1) in visit.effects


@pytest.mark.parametrize("word", ["found", "none"])
def test_an_answer_is_not_asked_for_again(word: str) -> None:
    visit = CaseVisitor().until_listed(desk=word)
    before = len(visit.effects)
    visit.touch("again")
    assert len(visit.effects) == before


def test_a_store_that_fails_is_told_as_no_answer() -> None:
    visit = CaseVisitor().until_cases().take(Failed(1, "STORE-0501", "cases"))
    assert (look(visit).desk, look(visit).code) == ("broken", "STORE-0501")


def test_only_a_case_of_the_list_is_opened() -> None:
    visit = CaseVisitor().until_listed().touch(f"pick:{OTHER}")
    assert visit.at(State.CASES)
    visit.touch(f"pick:{CASE}")
    assert visit.at(State.CASE)
    assert cases.case_of(visit.session).number == CASE
    visit.touch("back")
    assert visit.at(State.CASES)


def test_a_page_at_which_nobody_is_any_more_ends() -> None:
    visit = CaseVisitor().until_case().take(Failed(1, "STORE-0501", "x"), TimedOut())
    assert visit.at(State.ATTRACT)
    assert visit.session.cases is None


# -- acts ------------------------------------------------------------------------


def test_a_result_is_fetched_and_printed() -> None:
    visit = CaseVisitor().until_case(ready_case()).touch("choose:fetch")
    (asked,) = of_kind(visit.effects, DoInCase)
    assert asked == DoInCase(1, CaseAct.FETCH, CASE, card(), RESULT)
    assert machine_works(visit.session)
    visit.touch("back", "choose:fetch")
    assert visit.at(State.CASE)
    paper = result_paper(RESULT)
    visit.take(PaperReady(1, CaseAct.FETCH, CASE, paper, 2))
    assert visit.at(State.PRINTING)
    assert visit.effects[-1] == PrintPapers(1, CASE, (paper,))
    visit.take(PaperEnded(1, paper, delivered=True))
    assert visit.at(State.TAKE)
    visit.touch("taken")
    assert visit.at(State.FAREWELL)
    assert visit.session.ending is Ending.LOOKED
    assert Note("session-ended", "answered", case_number=CASE) in visit.effects


def test_a_paper_that_nobody_waits_for_any_more_is_not_printed() -> None:
    ready = PaperReady(1, CaseAct.FETCH, CASE, result_paper(RESULT), 1)
    visit = CaseVisitor().until_case(ready_case()).touch("choose:fetch").take(TimedOut())
    assert look(visit).told == "late"
    visit.take(ready)
    assert visit.at(State.CASE)
    assert not of_kind(visit.effects, PrintPapers)


def test_a_paper_that_does_not_come_out_is_a_trouble_with_the_case_number() -> None:
    paper = result_paper(RESULT)
    visit = printing_visit()
    visit.take(PaperEnded(1, paper, delivered=False, code="PRINTER-0406"))
    assert visit.at(State.TROUBLE)
    assert visit.session.case_number == CASE
    assert visit.session.trouble is not None
    assert visit.session.trouble.retry is None


@pytest.mark.parametrize("act", ["answer", "withdraw", "nothing", "yes"])
def test_what_is_not_open_cannot_be_begun(act: str) -> None:
    visit = CaseVisitor().until_case(ready_case()).touch(f"choose:{act}")
    assert visit.at(State.CASE)
    assert not of_kind(visit.effects, DoInCase)
    assert look(visit).asking == ""


def test_a_withdrawal_wants_a_second_touch() -> None:
    visit = CaseVisitor().until_case().touch("choose:withdraw")
    assert not of_kind(visit.effects, DoInCase)
    visit.touch("choose:no", "choose:withdraw", "back", "choose:withdraw", "pick:x")
    assert look(visit).asking == "withdraw"
    visit.touch("choose:yes")
    (asked,) = of_kind(visit.effects, DoInCase)
    assert asked == DoInCase(1, CaseAct.WITHDRAW, CASE, card())
    kept = case(RECEIVED, withdrawal="queued")
    visit.take(CaseActed(1, CaseAct.WITHDRAW, CASE, "kept", kept))
    assert look(visit).told == "withdraw_kept"
    assert look(visit).busy == ""


@pytest.mark.parametrize("act", [CaseAct.RECEIPT, CaseAct.DECISION])
def test_a_slip_or_a_decision_is_printed_at_a_touch(act: CaseAct) -> None:
    visit = CaseVisitor().until_case(ready_case()).touch(f"choose:{act.value}")
    (asked,) = of_kind(visit.effects, DoInCase)
    assert asked == DoInCase(1, act, CASE, card())


def test_a_fault_while_it_works_is_told_on_the_page() -> None:
    visit = CaseVisitor().until_case(ready_case()).touch("choose:fetch")
    visit.take(Failed(1, "STORE-0501", "cases"))
    assert (look(visit).told, look(visit).told_code) == ("failed", "STORE-0501")


def test_an_answer_about_another_case_or_act_changes_no_word() -> None:
    visit = CaseVisitor().until_case(ready_case()).touch("choose:fetch")
    visit.take(CaseActed(1, CaseAct.ANSWER, CASE, "kept"))
    visit.take(CaseActed(1, CaseAct.FETCH, OTHER, "unfit"))
    assert (look(visit).told, look(visit).busy) == ("", "fetch")
    visit.take(CaseActed(1, CaseAct.FETCH, CASE, "unfit", None, "DOCUMENT-0622"))
    assert look(visit).told_code == "DOCUMENT-0622"


# -- corrections -----------------------------------------------------------------


def correcting() -> Visit:
    return CaseVisitor().until_case(case(RECEIVED, ASKED)).touch("choose:answer")


def test_a_correction_is_answered_in_words() -> None:
    visit = correcting().touch("choose:write", "forward").type("  138 ")
    assert visit.at(State.CORRECTION)
    visit.touch("forward")
    (asked,) = of_kind(visit.effects, DoInCase)
    assert asked == DoInCase(1, CaseAct.ANSWER, CASE, card(), "BZ-1", "138")
    assert visit.at(State.CASE)
    assert visit.session.entry == ""


def test_a_correction_is_answered_by_papers_at_the_window() -> None:
    visit = correcting().touch("choose:window")
    (asked,) = of_kind(visit.effects, DoInCase)
    assert asked == DoInCase(1, CaseAct.ANSWER, CASE, card(), "BZ-1", "")


def test_back_leads_from_the_keyboard_to_the_choice_and_to_the_case() -> None:
    visit = correcting().touch("choose:write").type("x").touch("choose:window", "back")
    assert visit.at(State.CORRECTION)
    assert visit.session.entry == ""
    assert not look(visit).is_writing
    visit.touch("choose:nothing", "back")
    assert visit.at(State.CASE)


def test_a_notice_that_is_gone_leads_back_to_the_case() -> None:
    visit = correcting().take(CasesTold(1, (case(RECEIVED, ASKED),)))
    assert visit.at(State.CORRECTION)
    visit.take(CasesTold(1, (case(RECEIVED, ASKED, answers=(("BZ-1", "sent"),)),)))
    assert visit.at(State.CASE)


def test_without_a_notice_nothing_is_sent() -> None:
    gone = replace(
        correcting().session,
        cases=replace(look(correcting()), files=(case(RECEIVED),)),
    )
    after, effects = step(gone, Touched("choose", "window"))
    assert (after.state, effects) == (State.CASE, ())


# -- slips -----------------------------------------------------------------------


def test_a_slip_opens_its_case_and_tells_how_it_stands() -> None:
    visit = slip_visit()
    assert visit.effects[-1] == OpenSlip(1, SLIP)
    assert visit.at(State.CASE)
    assert machine_works(visit.session)
    visit.take(SlipOpened(1, case(RECEIVED).for_bearer()))
    assert Note("slip-opened", "opened", case_number=CASE) in visit.effects
    for act in CaseAct:
        visit.touch(f"choose:{act.value}")
    assert not of_kind(visit.effects, DoInCase)
    visit.touch("choose:card")
    assert visit.at(State.CARD)
    assert not look(visit).is_slip
    visit.take(CardRead(1, card()))
    assert visit.at(State.CASES)
    assert look(visit).files == ()


@pytest.mark.parametrize(
    "event", [SlipOpened(1, None), TimedOut(), Failed(1, "STORE-0501", "cases")]
)
def test_a_slip_that_leads_nowhere_is_always_told_alike(event: SlipOpened) -> None:
    visit = slip_visit().take(event)
    assert visit.at(State.TROUBLE)
    assert visit.session.trouble is not None
    assert visit.session.trouble.code == "DESK-1503"
    visit.touch("retry")
    assert visit.at(State.CARD)


def test_a_slip_says_nothing_to_a_visit_that_applies() -> None:
    visit = Visit().until_card()
    before = visit.session
    visit.take(SlipShown(1, SLIP))
    assert visit.session == before


def test_the_page_of_a_slip_ends_by_itself_and_by_back() -> None:
    opened = slip_visit().take(SlipOpened(1, case().for_bearer()))
    assert opened.at(State.CASE)
    assert step(opened.session, TimedOut())[0].state is State.ATTRACT
    assert opened.touch("x", "back").at(State.CARD)


# -- news while somebody looks ------------------------------------------------------


def test_news_of_an_open_case_are_read_at_once() -> None:
    visit = CaseVisitor().until_case().take(CaseReceived(CASE))
    assert visit.effects[-1] == AskCases(1, card(), is_here=True)


@pytest.mark.parametrize(
    "visit",
    [
        CaseVisitor().until_listed(),
        CaseVisitor().until_own_card(),
        correcting(),
        slip_visit(),
        Visit().until_board(),
    ],
    ids=["another case", "before the card", "at the keyboard", "slip", "no cases"],
)
def test_other_news_are_not(visit: Visit) -> None:
    number = OTHER if visit.at(State.CASES) else CASE
    before = len(visit.effects)
    visit.take(CaseReceived(number))
    assert len(visit.effects) == before


def test_a_visit_without_cases_has_none() -> None:
    session: Session = Visit().session
    with pytest.raises(LookupError):
        cases.visit_of(session)
    with pytest.raises(LookupError):
        cases.case_of(CaseVisitor().until_cases().session)


def test_leaving_says_that_somebody_looked() -> None:
    visit = CaseVisitor().until_listed().touch("leave")
    assert visit.at(State.FAREWELL)
    assert visit.session.ending is Ending.LOOKED
    assert Note("session-ended", "answered") in visit.effects
    early = CaseVisitor().until_own_card().touch("leave")
    assert Note("session-ended", "abandoned") in early.effects
    assert early.session.ending is Ending.NOTHING
