# SPDX-License-Identifier: Apache-2.0
"""Accepted and received told apart, to staff, on the glass and on paper; one decision slip."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from forms.case_news import DeskNews, NewsKind, Outcome, Verdict
from forms.case_progress import Stage, progress_of
from forms.decision import AcceptedWithGaps
from kiosk.__main__ import main
from kiosk.case_file import take_news
from kiosk.clock import SystemClock
from kiosk.commands.cases_desk import STANDS, standing
from kiosk.papers import ACCEPTANCE_SLIP, FILED, Filing, slip_paper
from kiosk.papers_desk import DECISION_NOTICE, DecidedCase, decision_paper
from kiosk.screens.present import present
from kiosk.screens.views import FarewellView, TakeView
from kiosk.session.events import CaseReceived, IssueAdvanced, Issued, PaperEnded, SealShown
from kiosk.session.session import Ending
from kiosk.session.states import State
from kiosk.session.transitions import step
from kiosk.store.desk_book import TaskKind
from tests.kiosk.test_present import words
from tests.support.case_desks import kept_case
from tests.support.documents import CATALOGUE, read_text, rendered, unspaced
from tests.support.store_samples import opened
from tests.support.visits import Visit

NOTICE = CATALOGUE / "_documents" / "decision_notice.yaml"
T0 = datetime(2026, 11, 22, 8, tzinfo=UTC)
RECEIPT = DeskNews(1, NewsKind.RECEIVED, T0)
ASKED = DeskNews(2, NewsKind.CORRECTION_ASKED, T0, "BZ-1", texts=("补电话",), due_on=T0.date())
BUNDLE = (
    Outcome("birth", Verdict.GRANTED, "出生登记", "公安局"),
    Outcome(
        "insurance", Verdict.REFUSED, "医疗保险", "医保局", ("已在外地参保。",), ("可以复议。",)
    ),
    Outcome("card", Verdict.GRANTED, "社会保障卡", "人社局"),
)
DECIDED = DeskNews(3, NewsKind.DECIDED, T0, outcomes=BUNDLE)

CASE = "K-0001-20261123-0001"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    path = tmp_path / "kiosk.toml"
    path.write_text(f'[kiosk]\ndata_dir = "{tmp_path / "data"}"\n', "utf-8")
    return path


def lines_of(capsys: pytest.CaptureFixture[str], site: Path, *words: str) -> list[str]:
    assert main(["cases", *words, "--config", str(site)]) == 0
    return capsys.readouterr().out.splitlines()


def test_staff_reads_where_each_case_stands(
    tmp_path: Path, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with opened(tmp_path / "data", SystemClock()) as store:
        waits, asked = kept_case(store).case_id, kept_case(store).case_id
        take_news(store, asked, (ASKED, RECEIPT))
    listed = {line.split()[0]: line for line in lines_of(capsys, site, "list")}
    assert listed[waits].endswith("accepted, not yet received")
    assert listed[asked].endswith("correction asked")
    by_number = {
        one["case_number"]: one["desk"]
        for one in map(json.loads, lines_of(capsys, site, "list", "--json"))
    }
    assert by_number[waits]["received_at"] is None
    assert by_number[asked]["received_at"] == T0.isoformat()
    shown = "\n".join(lines_of(capsys, site, "show", asked))
    assert "correction_asked" in shown
    assert "补电话" in shown


def test_a_decision_is_shown_member_by_member(
    tmp_path: Path, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with opened(tmp_path / "data", SystemClock()) as store:
        case = kept_case(store).case_id
        take_news(store, case, (DECIDED,))
    shown = "\n".join(lines_of(capsys, site, "show", case))
    assert "granted in part, without a receipt" in shown
    assert "refused: 医疗保险 医保局 已在外地参保。" in shown
    (as_json,) = lines_of(capsys, site, "show", case, "--json")
    told = json.loads(as_json)
    assert [one["verdict"] for one in told["outcomes"]] == ["granted", "refused", "granted"]
    assert main(["cases", "show", "nobody", "--config", str(site)]) == 1


def test_tasks_are_listed_and_settled_once(
    tmp_path: Path, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with opened(tmp_path / "data", SystemClock()) as store:
        case = kept_case(store).case_id
        kind = TaskKind.SUBMISSION_REFUSED
        store.desk_book.refused(f"case/{case}", case, kind, "not_ours: 不属于本部门")
    (line,) = lines_of(capsys, site, "tasks")
    task = line.split()[0]
    assert "open" in line
    assert "不属于本部门" in line
    (as_json,) = lines_of(capsys, site, "tasks", "--json")
    assert json.loads(as_json)["case_number"] == case
    (said,) = lines_of(capsys, site, "task", task, "again")
    assert f"case/{case}/again-2" in said
    assert main(["cases", "task", task, "done", "--config", str(site)]) == 1
    capsys.readouterr()
    assert lines_of(capsys, site, "tasks") == []
    assert "again" in lines_of(capsys, site, "tasks", "--all")[0]


def test_every_stage_has_its_words() -> None:
    assert STANDS.keys() == set(Stage)


def test_a_contradiction_is_said() -> None:
    other = replace(RECEIPT, at=datetime(2026, 11, 22, 9, tzinfo=UTC))
    assert standing(progress_of((RECEIPT, other))).endswith("contradictory")


# -- paper ---------------------------------------------------------------------------


def test_one_slip_explains_a_bundle_of_which_one_office_refused() -> None:
    progress = progress_of((RECEIPT, ASKED, DECIDED))
    case = DecidedCase(CASE, "新生儿出生一件事", "测试甲", "示例局", "K-0001")
    paper = decision_paper(case, progress, today=date(2026, 11, 24))
    assert paper.name == DECISION_NOTICE
    assert paper.values["headline"] == "批准了2项，1项没有办成"
    assert paper.values["granted"] == ("出生登记（公安局）", "社会保障卡（人社局）")
    assert paper.values["refused"] == ("医疗保险（医保局）：已在外地参保。",)
    assert paper.values["remedies"] == ("可以复议。",)
    assert "not_possible" not in paper.values
    text = unspaced(read_text(rendered(NOTICE, paper.values)))
    for line in (
        "批准了2项，1项没有办成",
        "出生登记（公安局）",
        "已在外地参保。",
        "可以复议。",
    ):
        assert line in text


@pytest.mark.parametrize(
    ("verdicts", "headline"),
    [
        ((Verdict.GRANTED,), "批准了"),
        ((Verdict.REFUSED,), "没有批准"),
        ((Verdict.REFUSED, Verdict.NOT_POSSIBLE), "没有批准"),
    ],
)
def test_the_slip_says_first_how_it_ended(verdicts: tuple[Verdict, ...], headline: str) -> None:
    outcomes = tuple(Outcome(f"m{n}", verdict) for n, verdict in enumerate(verdicts))
    progress = progress_of((DeskNews(1, NewsKind.DECIDED, T0, outcomes=outcomes),))
    case = DecidedCase(CASE, "示例事项", "测试甲")
    paper = decision_paper(case, progress, today=date(2026, 11, 24))
    assert paper.values["headline"] == headline
    with pytest.raises(ValueError, match="nothing is decided"):
        decision_paper(case, progress_of(()), today=date(2026, 11, 24))


# -- the glass -----------------------------------------------------------------------


def on_the_tray() -> Visit:
    """A visit of the ordinary route whose slip is out."""
    visit = Visit().until_issuing("ordinary").take(IssueAdvanced(1, "committed", CASE))
    visit.take(Issued(1, CASE, "", (ACCEPTANCE_SLIP,), (1,)))
    visit.take(PaperEnded(1, ACCEPTANCE_SLIP, delivered=True), SealShown(1))
    assert visit.at(State.TAKE)
    return visit


def headline_of(visit: Visit, language: str) -> str:
    view = present(visit.session, words(language)).view
    assert isinstance(view, TakeView)
    return view.headline


def test_the_glass_says_accepted_until_the_receipt_is_there() -> None:
    visit = on_the_tray()
    assert headline_of(visit, "zh_CN") == f"本机已收下，还没送到审批部门，受理号 {CASE}"
    visit.take(CaseReceived("K-0001-20261123-9999"))
    assert not visit.session.is_received
    visit.take(CaseReceived(CASE))
    assert headline_of(visit, "zh_CN") == f"审批部门已收到，受理号 {CASE}"
    assert headline_of(visit, "en").startswith("Received by the authority")


@pytest.mark.parametrize("is_received", [True, False])
def test_the_farewell_says_whether_the_authority_has_it(*, is_received: bool) -> None:
    visit = on_the_tray()
    if is_received:
        visit.take(CaseReceived(CASE))
    visit.touch("taken").touch("skip")
    assert visit.at(State.FAREWELL)
    assert visit.session.ending is (Ending.RECEIVED if is_received else Ending.DONE)
    assert not visit.session.is_received
    view = present(visit.session, words("zh_CN")).view
    assert isinstance(view, FarewellView)
    assert ("已经收到" in view.text) == is_received


def test_a_receipt_between_two_visits_changes_nothing() -> None:
    visit = Visit()
    assert step(visit.session, CaseReceived(CASE)) == (visit.session, ())


def test_the_slip_says_that_it_is_on_its_way_and_not_that_it_is_there() -> None:
    visit = Visit().until_review("ordinary")
    item = visit.session.chosen_item()
    assert isinstance(visit.session.decision, AcceptedWithGaps)
    filing = Filing(
        item=item,
        application=visit.session.begun(),
        decision=visit.session.decision,
        case_number=CASE,
        today=visit.session.day(),
        authority="示例局",
        machine="K-0001",
    )
    assert slip_paper(filing).values["filed"] == FILED
    assert "正在送往" in FILED
