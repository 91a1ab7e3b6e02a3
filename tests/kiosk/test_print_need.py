# SPDX-License-Identifier: Apache-2.0
"""Can this service be printed to its end? Home offers it, or says why not."""

from dataclasses import replace

import pytest

from config.faults import load_faults
from devices.states import DeviceState, ProbeReport
from devices.supplies import SupplyLimits
from forms.case_standing import CaseAct, result_paper
from kiosk.screens.present import Words, present
from kiosk.screens.present.words import Site
from kiosk.screens.texts import Texts
from kiosk.screens.views import TakeView, TroubleView
from kiosk.screens.views_start import HomeView, NoticeView
from kiosk.session import identify
from kiosk.session.case_visit import PaperReady
from kiosk.session.effects import Note, WaitCardTaken
from kiosk.session.events import (
    IssueAdvanced,
    Issued,
    PaperEnded,
    SealShown,
    TimedOut,
    Touched,
)
from kiosk.session.machine import Machine
from kiosk.session.print_need import print_fault, sheets_at_most
from kiosk.session.session import Session
from kiosk.session.states import State
from kiosk.session.transitions import step
from tests.support.case_visits import CASE as HELD
from tests.support.case_visits import RESULT, CaseVisitor, ready_case
from tests.support.visits import Visit

PERMIT, COPIES = "hygiene-permit", "own-certificates"
CASE = "K-0001-20261123-0001"
CLOSED = ("closed", "PRINTER-0409")


def words(language: str) -> Words:
    """The words of the pages in one language."""
    site = Site("K-0001", "示例局", "0000-1", "3 号窗口", is_sample=True)
    return Words(Texts(language), load_faults(), site, {})


def machine_with(session: Session, *facts: tuple[str, str]) -> Machine:
    """The same machine, its printer reporting these facts."""
    report = ProbeReport("printer", DeviceState.ONLINE, facts=facts)
    return session.machine.with_report(report)


def at_home(*facts: tuple[str, str]) -> Session:
    """A visit that has just been begun at a kiosk whose printer reports these facts."""
    session = Visit().touch("start").session
    assert session.state is State.HOME
    return replace(session, machine=machine_with(session, *facts))


@pytest.mark.parametrize(
    ("facts", "permit", "copies"),
    [
        ((), "", ""),
        ((("sheets", ""), ("toner_percent", "")), "", ""),
        ((("sheets", "6"), ("toner_percent", "2")), "", ""),
        ((("sheets", "5"),), "PRINTER-0410", ""),
        ((("sheets", "3"),), "PRINTER-0410", "PRINTER-0410"),
        ((("sheets", "250"), ("toner_percent", "1")), "PRINTER-0410", "PRINTER-0410"),
    ],
)
def test_a_service_is_offered_only_if_its_papers_can_come_out(
    facts: tuple[tuple[str, str], ...], permit: str, copies: str
) -> None:
    session = at_home(*facts)
    for item_id, code in ((PERMIT, permit), (COPIES, copies)):
        item = session.catalogue.service(item_id)
        assert print_fault(session.machine, item) == code
        assert (item_id in identify.offered(session)) is (code == "")
        chosen, _ = step(session, Touched("service", item_id))
        assert (chosen.state is State.NOTICE) is (code == "")


def test_while_printing_is_closed_what_needs_no_paper_at_once_goes_on() -> None:
    session = at_home(CLOSED, ("sheets", "250"))
    assert PERMIT in identify.offered(session)
    assert step(session, Touched("service", PERMIT))[0].state is State.NOTICE
    assert COPIES not in identify.offered(session)
    assert step(session, Touched("service", COPIES))[0].state is State.HOME


def closed_at_the_printer(*, pickup: str, papers: tuple[str, ...] = ("licence",)) -> Visit:
    """A case is filed; the ledger refuses its first paper, because printing is closed."""
    visit = Visit().until_issuing().take(IssueAdvanced(1, "committed"))
    visit.take(Issued(1, CASE, "N1", papers, (1,) * len(papers)))
    return visit.take(
        PaperEnded(1, papers[0], delivered=False, code="PRINTER-0409", pickup=pickup)
    )


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize(("pickup", "said"), [("012345", "012\u00a0345"), ("", CASE)])
def test_papers_that_wait_for_the_window_are_no_trouble_but_a_code_on_the_screen(
    pickup: str, said: str, language: str
) -> None:
    visit = closed_at_the_printer(pickup=pickup, papers=("licence", "receipt"))
    assert visit.at(State.ISSUING)
    visit.take(SealShown(1))
    assert visit.at(State.TAKE)
    assert WaitCardTaken(1) in visit.effects
    assert Note("fault-raised", code="PRINTER-0409", case_number=CASE) in visit.effects
    view = present(replace(visit.session, language=language), words(language)).view
    assert isinstance(view, TakeView)
    assert said in view.title
    waiting, card = view.items
    assert waiting.id == "window"
    assert "N1" in waiting.detail
    receipt = {"zh_CN": "办件凭证", "en": "receipt"}[language]
    assert receipt in waiting.title.lower()
    assert card.id == "card"
    assert visit.touch("taken").at(State.RATING)
    assert visit.session.licence_number == "N1"
    visit.touch("skip")
    assert visit.session.pickup == ""


@pytest.mark.parametrize("code", ["PRINTER-0409", "PRINTER-0406"])
def test_a_code_that_lies_on_the_roll_need_not_be_written_down(code: str) -> None:
    visit = Visit().until_printing()
    visit.take(
        PaperEnded(
            1, "licence", delivered=False, code=code, pickup="012345", is_pickup_on_slip=True
        )
    )
    view = present(visit.session, words("zh_CN")).view
    assert isinstance(view, TakeView | TroubleView)
    told = view.headline if isinstance(view, TakeView) else view.elsewhere
    assert "凭条口" in told
    assert "拍张照" not in told
    assert "请记下" not in told


def test_what_came_out_before_printing_was_closed_is_still_to_be_taken() -> None:
    visit = Visit().until_printing().take(PaperEnded(1, "licence", delivered=True))
    visit.take(
        PaperEnded(1, "promise_letter", delivered=False, code="PRINTER-0409", pickup="012345")
    )
    assert visit.at(State.TAKE)
    view = present(visit.session, words("zh_CN")).view
    assert isinstance(view, TakeView)
    assert [item.id for item in view.items] == ["licence", "window", "card"]


def test_a_result_of_an_earlier_case_waits_for_the_window_too() -> None:
    visit = CaseVisitor().until_case(ready_case())
    visit.touch("choose:fetch")
    visit.take(PaperReady(1, CaseAct.FETCH, HELD, result_paper(RESULT), 1))
    visit.take(
        PaperEnded(
            1, result_paper(RESULT), delivered=False, code="PRINTER-0409", pickup="012345"
        )
    )
    assert visit.at(State.TAKE)
    view = present(visit.session, words("zh_CN")).view
    assert isinstance(view, TakeView)
    assert (view.items[0].id, view.items[0].detail) == ("window", "")


@pytest.mark.parametrize("loaded", ["", "0", "1"])
def test_a_face_on_numbered_blanks_needs_one_that_is_loaded(loaded: str) -> None:
    session = at_home(*((("blank.food", loaded),) if loaded else ()))
    item = session.catalogue.service(PERMIT)
    assert item.licence is not None
    on_blanks = replace(item, licence=replace(item.licence, blank_stock="food"))
    assert print_fault(session.machine, on_blanks) == ("" if loaded == "1" else "STOCK-1601")
    assert print_fault(session.machine, item) == ""


def test_a_site_says_how_little_toner_is_too_little() -> None:
    session = at_home(("toner_percent", "8"))
    item = session.catalogue.service(PERMIT)
    assert print_fault(session.machine, item) == ""
    strict = replace(session.machine, supplies=SupplyLimits(stop_toner_percent=9))
    assert print_fault(strict, item) == "PRINTER-0410"


def test_without_a_printer_that_was_tested_the_kiosk_is_closed_as_a_whole() -> None:
    session = at_home()
    untested = replace(session.machine, reports=())
    assert print_fault(untested, session.catalogue.service(PERMIT)) == ""
    assert untested.fault_code


def test_a_visit_with_a_licence_needs_more_sheets() -> None:
    catalogue = at_home().catalogue
    permit = catalogue.service(PERMIT)
    assert sheets_at_most(permit) == 6
    more = {"licence_duplicate": 5, "promise_letter": 3}
    papers = tuple(replace(one, copies=more.get(one.id, one.copies)) for one in permit.papers)
    assert sheets_at_most(replace(permit, papers=papers)) == 6 + 5 + 4
    assert sheets_at_most(catalogue.service(COPIES)) < 6


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ((("sheets", "2"),), {"zh_CN": "纸或墨粉", "en": "paper or toner"}),
    ],
)
def test_home_says_why_a_service_is_not_offered(
    facts: tuple[tuple[str, str], ...], said: dict[str, str], language: str
) -> None:
    session = replace(at_home(*facts), language=language)
    view = present(session, words(language)).view
    assert isinstance(view, HomeView)
    shown = {choice.id: choice for choice in view.services}
    assert not shown[PERMIT].enabled
    assert said[language] in shown[PERMIT].detail


@pytest.mark.parametrize(
    ("language", "said", "never"),
    [
        ("zh_CN", "凭取件码到窗口拿", "暂时不能打印"),
        ("en", "a code fetches the papers at the window", "cannot print"),
    ],
)
def test_home_and_notice_say_before_the_start_that_papers_wait_at_the_window(
    language: str, said: str, never: str
) -> None:
    session = replace(at_home(CLOSED), language=language)
    view = present(session, words(language)).view
    assert isinstance(view, HomeView)
    shown = {choice.id: choice for choice in view.services}
    assert (shown[PERMIT].enabled, shown[COPIES].enabled) == (True, False)
    assert said in shown[PERMIT].detail
    assert never in shown[COPIES].detail
    notice, _ = step(session, Touched("service", PERMIT))
    told, usual = (
        present(one, words(language)).view
        for one in (notice, replace(notice, machine=machine_with(notice)))
    )
    assert isinstance(told, NoticeView)
    assert isinstance(usual, NoticeView)
    assert told.note.endswith(usual.note)
    assert len(told.note) > len(usual.note)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_page_of_trouble_tells_the_pick_up_code_and_no_page_after_it(language: str) -> None:
    visit = Visit().until_printing()
    code = "PRINTER-0406"
    visit.take(PaperEnded(1, "licence", delivered=False, code=code, pickup="012345"))
    view = present(replace(visit.session, language=language), words(language)).view
    assert isinstance(view, TroubleView)
    assert "012\u00a0345" in view.title
    visit.touch("leave")
    assert visit.session.pickup == ""


def test_a_code_that_comes_after_the_page_gave_up_is_told_on_it() -> None:
    visit = Visit().until_printing().take(TimedOut())
    assert visit.at(State.TROUBLE)
    ended = PaperEnded(1, "licence", delivered=False, code="PRINTER-0407", pickup="543210")
    visit.take(ended)
    assert visit.at(State.TROUBLE)
    assert visit.session.pickup == "543210"
    assert "543210" not in repr(visit.session)
