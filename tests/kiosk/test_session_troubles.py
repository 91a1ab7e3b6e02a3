# SPDX-License-Identifier: Apache-2.0
"""What the session does when the desk or the printer is late or fails."""

from dataclasses import replace

import pytest

from config.faults import load_faults
from kiosk.screens.present import Words, present
from kiosk.screens.present.words import Site
from kiosk.screens.texts import LANGUAGES, Texts
from kiosk.screens.views import TroubleView
from kiosk.session.deadlines import Patience, deadline_s, machine_works
from kiosk.session.effects import Issue, Note, StopPrinting
from kiosk.session.events import (
    Failed,
    IssueAdvanced,
    Issued,
    LookupEnded,
    PaperAdvanced,
    PaperEnded,
    TimedOut,
)
from kiosk.session.session import Session, resting
from kiosk.session.states import State
from tests.support.applying import shipped
from tests.support.visits import Visit

CASE = "K-0001-20261123-0001"


def trouble_view(session: Session, language: str = "zh_CN") -> TroubleView:
    site = Site("K-0001", "示例市卫生健康局", "0000-12345", "3 号窗口", is_sample=True)
    words = Words(Texts(language), load_faults(), site)
    view = present(replace(session, language=language), words).view
    assert isinstance(view, TroubleView)
    return view


def test_a_desk_that_never_answers_gets_no_second_application() -> None:
    visit = Visit().until_issuing().take(TimedOut())
    assert visit.session.trouble is not None
    assert visit.session.trouble.code == "DOCUMENT-0605"
    visit.touch("retry")
    assert visit.at(State.TROUBLE)
    assert len([effect for effect in visit.effects if isinstance(effect, Issue)]) == 1


def test_a_commit_that_comes_late_is_told_with_its_number() -> None:
    visit = Visit().until_issuing().take(TimedOut(), IssueAdvanced(1, "committed", CASE))
    assert visit.at(State.TROUBLE)
    assert visit.session.is_committed
    view = trouble_view(visit.session)
    assert CASE in view.next_step
    assert view.code == "DOCUMENT-0602", "nobody need ask any more whether it was taken in"
    assert Note("fault-raised", code="DOCUMENT-0602", case_number=CASE) in visit.effects


def test_a_commit_that_comes_after_a_failure_takes_the_second_try_away() -> None:
    visit = Visit().until_issuing().take(Failed(1, "STORE-0501", "desk"))
    visit.take(IssueAdvanced(1, "committed", CASE)).touch("retry")
    assert visit.at(State.TROUBLE)


def test_a_desk_that_stops_after_the_commit_leaves_the_papers_to_the_next_start() -> None:
    visit = Visit().until_issuing().take(IssueAdvanced(1, "committed", CASE), TimedOut())
    assert visit.session.trouble is not None
    assert visit.session.trouble.code == "DOCUMENT-0602"
    assert visit.session.trouble.retry is None
    assert Note("fault-raised", code="DOCUMENT-0602", case_number=CASE) in visit.effects


@pytest.mark.parametrize("language", LANGUAGES)
def test_before_the_commit_nobody_is_told_that_it_is_kept(language: str) -> None:
    visit = Visit().until_issuing().take(Failed(1, "DOCUMENT-0602", "desk"))
    view = trouble_view(visit.session, language)
    assert view.next_step == Texts(language)("trouble.not_committed")


@pytest.mark.parametrize("language", LANGUAGES)
def test_after_the_commit_the_case_number_is_said(language: str) -> None:
    visit = Visit().until_issuing()
    visit.take(IssueAdvanced(1, "committed", CASE), Failed(1, "DOCUMENT-0602", "desk"))
    assert CASE in trouble_view(visit.session, language).next_step


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_to_do_with_the_paper_is_not_covered_by_the_number(language: str) -> None:
    visit = Visit().until_issuing()
    visit.take(Issued(1, CASE, "N1", ("licence",), (1,)))
    visit.take(PaperEnded(1, "licence", delivered=False, code="PRINTER-0406"))
    view = trouble_view(visit.session, language)
    assert view.next_step == load_faults().fault("PRINTER-0406").citizen[language].now
    assert CASE in view.elsewhere
    assert "N1" in view.elsewhere


def test_a_print_that_nobody_waits_for_any_more_is_cancelled() -> None:
    visit = Visit().until_printing().take(TimedOut())
    assert visit.at(State.TROUBLE)
    assert StopPrinting() in visit.effects


def test_what_hinders_the_paper_is_noted_once_when_it_begins_and_when_it_ends() -> None:
    visit = Visit().until_printing()
    for code in ("", "PRINTER-0402", "PRINTER-0402", "PRINTER-0403", ""):
        visit.take(PaperAdvanced(1, "licence", "working", 0, code))
    told = [(n.event, n.code) for n in visit.effects if isinstance(n, Note) and n.code]
    assert told == [
        ("fault-raised", "PRINTER-0402"),
        ("fault-cleared", "PRINTER-0402"),
        ("fault-raised", "PRINTER-0403"),
        ("fault-cleared", "PRINTER-0403"),
    ]


def test_look_ups_that_have_answered_are_read_at_the_citizens_pace() -> None:
    visit = Visit().until_lookups()
    assert machine_works(visit.session)
    for line in visit.session.sources:
        visit.take(LookupEnded(1, line.role, "not_found"))
    assert not machine_works(visit.session)
    patience = Patience(idle_s=60.0, warning_s=20.0)
    assert deadline_s(State.LOOKUPS, patience, elder=False, is_working=False) == 80.0
    assert machine_works(Visit().until_printing().session)


def test_every_visit_begins_in_the_language_of_the_hall() -> None:
    hall = resting(Session(catalogue=shipped(), home_language="en"))
    assert hall.language == "en"
    assert resting(replace(hall, language="zh_CN")).language == "en"
