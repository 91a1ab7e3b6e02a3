# SPDX-License-Identifier: Apache-2.0
"""Can this service be printed to its end? Home offers it, or says why not."""

from dataclasses import replace

import pytest

from config.faults import load_faults
from devices.states import DeviceState, ProbeReport
from devices.supplies import SupplyLimits
from kiosk.screens.present import Words, present
from kiosk.screens.present.words import Site
from kiosk.screens.texts import Texts
from kiosk.screens.views_start import HomeView
from kiosk.session import identify
from kiosk.session.events import PaperEnded, TimedOut, Touched
from kiosk.session.print_need import print_fault, sheets_at_most
from kiosk.session.session import Machine, Session
from kiosk.session.states import State
from kiosk.session.transitions import step
from tests.support.visits import Visit

PERMIT, COPIES = "hygiene-permit", "own-certificates"
CASE = "K-0001-20261123-0001"


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
        ((("closed", "PRINTER-0409"), ("sheets", "250")), "PRINTER-0409", "PRINTER-0409"),
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
    assert sheets_at_most(catalogue.service(PERMIT)) == 6
    assert sheets_at_most(catalogue.service(COPIES)) < 6


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ((("closed", "PRINTER-0409"),), {"zh_CN": "暂时不能打印", "en": "cannot print"}),
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


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_page_of_trouble_tells_the_pick_up_code_and_no_page_after_it(language: str) -> None:
    visit = Visit().until_printing()
    code = "PRINTER-0406"
    visit.take(PaperEnded(1, "licence", delivered=False, code=code, pickup="012345"))
    view = present(replace(visit.session, language=language), words(language)).view
    assert "012 345" in str(view)
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
