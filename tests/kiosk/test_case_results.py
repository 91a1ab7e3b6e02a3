# SPDX-License-Identifier: Apache-2.0
"""Papers of a second visit: results that may be printed, and receipts made again."""

from argparse import Namespace

import pytest

from certificates.simulation.result_pdf import KINDS
from certificates.trust import TrustList, read_trust_list
from forms.case_standing import CaseAct, Standing, acts_of, result_paper, standing_of
from kiosk.case_results import Believing
from kiosk.commands.cases_paper import run_paper
from kiosk.demo.world import OFFICES_KEYS
from kiosk.desk import Desk
from kiosk.session.case_visit import (
    CaseActed,
    PaperReady,
)
from tests.kiosk.test_case_room import counter, desk, desk_process, there
from tests.kiosk.test_desk import documents
from tests.support.case_rooms import Counter, came_out, handed_in, only
from tests.support.documents import read_text, unspaced
from tests.support.simulators import RunningSimulator

pytestmark = pytest.mark.slow
__all__ = ["counter", "desk", "desk_process", "documents", "there"]


# -- results ---------------------------------------------------------------------


def test_a_result_is_kept_as_the_desk_gave_it_and_comes_out_once(counter: Counter) -> None:
    number = handed_in(counter)
    case = only(counter.ask())
    (result,) = case.results_to_fetch
    ready = counter.do(CaseAct.FETCH, case, result.reference)
    assert ready == PaperReady(1, CaseAct.FETCH, number, result_paper(result.reference), 1)
    stored = counter.desk.paper(number, result_paper(result.reference))
    assert number in unspaced(read_text(stored.pdf))
    again = counter.do(CaseAct.FETCH, case, result.reference)
    assert again == ready, "what is there is not fetched again"
    came_out(counter, stored.pdf)
    out = counter.do(CaseAct.FETCH, case, result.reference)
    assert isinstance(out, CaseActed)
    assert out.outcome == "closed"
    assert out.file is not None
    assert standing_of(out.file) is Standing.RESULT_OUT
    paper = out.file.paper(result_paper(result.reference))
    assert paper is not None
    assert paper.out_at is not None


@pytest.mark.parametrize(
    ("kind", "word"),
    [
        ("unsealed", "not_sealed"),
        ("unlisted", "unknown_key"),
        ("altered", "tampered"),
        ("foreign", "unfit"),
        ("acts", "unfit"),
    ],
)
def test_a_result_with_a_flaw_is_not_kept_and_staff_has_a_task(
    counter: Counter, there: RunningSimulator, kind: str, word: str
) -> None:
    there.send("set", results=kind)
    number = handed_in(counter)
    case = only(counter.ask())
    acted = counter.do(CaseAct.FETCH, case, case.results_to_fetch[0].reference)
    assert isinstance(acted, CaseActed)
    assert (acted.outcome, acted.code) == ("unfit", "DOCUMENT-0622")
    assert acted.file is not None
    assert standing_of(acted.file) is Standing.RESULT_READY
    assert [task.case_id for task in counter.desk.store.desk_book.tasks()] == [number]
    assert f'"{word}"' in "".join(counter.desk.journal.export())


def test_every_kind_of_file_is_tried() -> None:
    assert set(KINDS) == {"sealed", "unsealed", "unlisted", "altered", "foreign", "acts"}


@pytest.mark.parametrize(
    "believing",
    [
        Believing(TrustList(), samples=True),
        Believing(read_trust_list(OFFICES_KEYS), samples=False),
    ],
    ids=["no list", "samples do not count"],
)
def test_only_a_believed_seal_counts(
    desk: Desk, there: RunningSimulator, believing: Believing
) -> None:
    counter = Counter(desk, there.address, believing)
    handed_in(counter)
    case = only(counter.ask())
    acted = counter.do(CaseAct.FETCH, case, case.results_to_fetch[0].reference)
    assert isinstance(acted, CaseActed)
    assert acted.code == "DOCUMENT-0622"


def test_a_desk_that_is_away_or_has_no_file_leaves_everything_as_it_is(
    counter: Counter, there: RunningSimulator
) -> None:
    handed_in(counter)
    case = only(counter.ask())
    reference = case.results_to_fetch[0].reference
    there.send("set", busy=1)
    away = counter.do(CaseAct.FETCH, case, reference)
    assert isinstance(away, CaseActed)
    assert (away.outcome, away.code) == ("away", "DESK-1501")
    unknown = counter.do(CaseAct.FETCH, case, "JG-unknown")
    assert isinstance(unknown, CaseActed)
    assert unknown.outcome == "closed"
    assert isinstance(counter.do(CaseAct.FETCH, case, reference), PaperReady)


# -- papers again -------------------------------------------------------------------


def test_a_slip_is_made_again_and_says_so(counter: Counter) -> None:
    number = handed_in(counter)
    case = only(counter.ask())
    first = counter.do(CaseAct.RECEIPT, case)
    sheets = counter.desk.paper(number, "acceptance_slip").sheets
    assert first == PaperReady(1, CaseAct.RECEIPT, number, "acceptance_slip-2", sheets)
    waiting = counter.do(CaseAct.RECEIPT, case)
    assert waiting == first, "one that never came out is printed first"
    again = counter.desk.paper(number, "acceptance_slip-2").pdf
    assert "补打件" in unspaced(read_text(again))
    assert "补打件" not in unspaced(
        read_text(counter.desk.paper(number, "acceptance_slip").pdf)
    )
    came_out(counter, again)
    second = counter.do(CaseAct.RECEIPT, case)
    assert isinstance(second, PaperReady)
    assert second.paper == "acceptance_slip-3"


def test_of_an_issued_case_the_receipt_is_made_again_and_never_the_licence(
    counter: Counter,
) -> None:
    number = handed_in(counter, "promise")
    case = only(counter.ask())
    assert set(acts_of(case)) == {CaseAct.RECEIPT, CaseAct.APPEAL}
    ready = counter.do(CaseAct.RECEIPT, case)
    assert ready == PaperReady(1, CaseAct.RECEIPT, number, "receipt-2", 1)


def test_what_is_to_be_put_right_comes_on_paper_as_often_as_it_is_lost(
    counter: Counter, there: RunningSimulator, capsys: pytest.CaptureFixture[str]
) -> None:
    there.send("set", office="*", answer="correct")
    number = handed_in(counter)
    case = only(counter.ask())
    (asked,) = case.open_notices
    told = f"correction_notice-{case.last_step}"
    for name in (told, f"{told}-2"):
        ready = counter.do(CaseAct.NOTICE, case)
        assert isinstance(ready, PaperReady)
        assert ready.paper == name
        at_the_window = run_paper(Namespace(case=number, kind="correction"), counter.desk.store)
        assert at_the_window == 0
        assert f"--paper {name}\n" in capsys.readouterr().out, "what waits is not made again"
        pdf = counter.desk.paper(number, ready.paper).pdf
        text = unspaced(read_text(pdf))
        assert "补正材料一次性告知书" in text
        assert all(unspaced(one) in text for one in asked.texts)
        came_out(counter, pdf)
        case = only(counter.ask())


def test_a_refusal_comes_with_reasons_and_remedies(
    counter: Counter, there: RunningSimulator
) -> None:
    there.send("set", office="*", answer="refuse")
    number = handed_in(counter)
    case = only(counter.ask())
    ready = counter.do(CaseAct.DECISION, case)
    assert isinstance(ready, PaperReady)
    text = unspaced(read_text(counter.desk.paper(number, ready.paper).pdf))
    assert "不予行政许可决定书" in text
    assert "行政复议" in text
    assert "提交的材料不符合规定的条件" in text
