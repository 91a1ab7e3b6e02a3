# SPDX-License-Identifier: Apache-2.0
"""A bundle from the window's keyboard to the offices: in turns, one refusal stops no other."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from forms.bundle_application import judged
from forms.case_news import Verdict
from forms.case_progress import Stage
from forms.working_days import load_calendar
from kiosk.bundle_filing import FiledAt, bundle_record, member_lines
from kiosk.case_file import progress_in
from kiosk.clock import SystemClock
from kiosk.commands.cases_bundle import form_from
from kiosk.filing import papers_from
from kiosk.outgoing_letters import submission_of
from kiosk.papers_desk import DecidedCase, decision_paper
from kiosk.store.store import Store
from tests.support.applying import CATALOGUE_FOLDER
from tests.support.bundle_forms import NUMBER, newborn, restaurant
from tests.support.bundles import bundle
from tests.support.case_desks import QUICK, outgoing_to, run
from tests.support.console_in_process import run_main
from tests.support.fixed_clock import FixedClock
from tests.support.paper_text import joined, text_of
from tests.support.simulators import RunningSimulator, running_simulator
from tests.support.store_samples import opened

FORMS = {"newborn": newborn, "restaurant": restaurant}
CASE = "K-0001-20261123-0001"


@pytest.fixture
def desk() -> Iterator[RunningSimulator]:
    with running_simulator("desk") as process:
        yield process


@pytest.fixture
def site(tmp_path: Path) -> Path:
    path = tmp_path / "kiosk.toml"
    path.write_text(f'[kiosk]\ndata_dir = "{tmp_path / "data"}"\n', "utf-8")
    return path


def filed(id_: str, content: dict[str, Any] | None = None) -> Any:  # noqa: ANN401
    """Record and slip of a bundle, without a kiosk."""
    asked = judged(bundle(id_), form_from(content or FORMS[id_]()), today=date(2026, 11, 23))
    at = FiledAt(CASE, "K-0001", "示例市行政审批局", FixedClock().now(), "JC1:x:y")
    return asked, *bundle_record(asked, at, load_calendar(CATALOGUE_FOLDER / "calendar.yaml"))


def submitted(site: Path, id_: str, content: object, *, status: int = 0) -> str:
    """Type a form at the window; what the command said."""
    words = ("cases", "submit-bundle", id_, "--config", str(site))
    done = run_main(*words, stdin=json.dumps(content))
    assert done.returncode == status, done.stderr
    return done.stdout + done.stderr


@pytest.mark.parametrize("id_", FORMS)
def test_the_slip_says_every_matter_its_office_and_its_turn(id_: str) -> None:
    asked, record, slip = filed(id_)
    lines = "".join(member_lines(asked))
    for member in asked.plan.members:
        assert member.title.zh_CN in lines
        assert bundle(id_).office(member.office).title.zh_CN in lines
    assert str(slip.values["headline"]).startswith("已经受理：一次申请")
    assert record.decision == "accepted"
    papers, strokes = papers_from(record.form)
    assert (papers, strokes) == ((slip,), ())


def test_what_is_lacking_is_promised_by_its_day() -> None:
    content = newborn()
    content["handed_in"].remove("N3")
    _, record, slip = filed("newborn", content)
    assert record.decision == "accepted_with_gaps"
    assert [one.material_id for one in record.promises] == ["N3"]
    assert slip.values["gaps"] == ("居民户口簿",)
    assert "页暂缓打印" in str(slip.values["overdue"])


def test_the_message_names_members_offices_and_what_they_wait_for(tmp_path: Path) -> None:
    _, record, _ = filed("newborn")
    with opened(tmp_path) as store:
        store.submit_case(record)
        store.documents.put(CASE, "acceptance_slip.pdf", b"%PDF")
        (due,) = store.outbox.due()
        case = submission_of(store, due)
    assert (case.bundle, case.situation) == ("newborn", "joint")
    assert (case.holder.number, case.holder.number_type) == (NUMBER, "111")
    waits = {one.member: one.after for one in case.members}
    assert waits["card"] == ("registration",)
    assert waits["registration"] == ()
    assert {one.office for one in case.members} >= {"公安局", "医保局", "人社局"}
    assert "陈小满" in {one.value for one in case.values}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("id_", "refusing", "impossible"),
    [("newborn", "公安局", {"medical", "card"}), ("restaurant", "", set())],
)
def test_a_bundle_goes_from_the_window_to_its_offices(
    site: Path, desk: RunningSimulator, *, id_: str, refusing: str, impossible: set[str]
) -> None:
    """One refused: what needs it is not possible, the rest go on, and one slip says each."""
    refusing = refusing or bundle(id_).office(_last(id_).office).title.zh_CN
    desk.send("set", office=refusing, answer="refuse")
    said = submitted(site, id_, FORMS[id_]())
    case = said.split()[1].rstrip(",")
    with Store.open_beside(site.parent / "data", clock=SystemClock()) as store:
        slip = store.documents.get(case, "acceptance_slip.pdf")
        assert slip is not None
        page = site.parent / "slip.pdf"
        page.write_bytes(slip.content)
        assert bundle(id_).title.zh_CN in joined(text_of(page))
        assert case in joined(text_of(page))
        outgoing = outgoing_to(store, desk.address, SystemClock(), pace=QUICK)
        run(outgoing)
        store._database.execute("UPDATE desk_asked SET at = '2000'")
        outgoing._ask_about(case)
        outgoing.close()
        progress = progress_in(store, case)
    verdicts = {one.member: one.verdict for one in progress.outcomes}
    offices = {one.member: one.office for one in progress.outcomes}
    asked = judged(bundle(id_), form_from(FORMS[id_]()), today=date(2026, 11, 23))
    assert verdicts.keys() == {one.id for one in asked.plan.members}
    for member, verdict in verdicts.items():
        wanted = Verdict.REFUSED if offices[member] == refusing else Verdict.GRANTED
        assert verdict is (Verdict.NOT_POSSIBLE if member in impossible else wanted)
    assert progress.stage is Stage.RESULT_READY
    decided = DecidedCase(case, bundle(id_).title.zh_CN, "陈秋美")
    notice = decision_paper(decided, progress, today=date(2026, 11, 23))
    told = "".join(
        line
        for name in ("granted", "refused", "not_possible")
        if name in notice.values
        for line in notice.values[name]
    )
    assert all(one.title.zh_CN in told for one in asked.plan.members)


def _last(id_: str) -> Any:  # noqa: ANN401
    asked = judged(bundle(id_), form_from(FORMS[id_]()), today=date(2026, 11, 23))
    return asked.plan.members[-1]


def test_what_is_wrong_is_said_and_nothing_is_kept(site: Path) -> None:
    content = newborn()
    content["handed_in"] = []
    said = submitted(site, "newborn", content, status=1)
    assert "缺少材料：结婚证" in said
    assert NUMBER not in said
    assert "There is no bundle" in submitted(site, "nothing", {}, status=2)
    assert "applicant is missing" in submitted(site, "newborn", {}, status=2)
    assert not (site.parent / "data").exists()


def test_an_empty_form_is_written_for_whoever_types_it() -> None:
    done = run_main("cases", "submit-bundle", "newborn", "--empty")
    assert json.loads(done.stdout)["answers"].keys() == newborn()["answers"].keys()
