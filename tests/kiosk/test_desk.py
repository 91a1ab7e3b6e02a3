# SPDX-License-Identifier: Apache-2.0
"""The desk with a real store and a real document process: first on disk, then told."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

from certificates.errors import DocumentError
from certificates.settings import SigningSettings
from forms.decision import IssuedUnderPromise
from forms.field_values import Answer, Source
from kiosk.app import CATALOGUE, templates_of
from kiosk.clock import SystemClock
from kiosk.desk import Desk, DeskSettings
from kiosk.documents.process import DocumentProcess
from kiosk.documents.request import WorkshopSetup
from kiosk.journal import Journal
from kiosk.papers import LICENCE, PROMISE_LETTER, RECEIPT
from kiosk.session.effects import Issue, JudgePin
from kiosk.staff.access import StaffAccess
from kiosk.staff.door import judged
from kiosk.store.deadlines import DeadlineKey
from kiosk.store.errors import StoreError
from kiosk.store.records import NumberState, SeriesNumber
from kiosk.store.store import Store
from tests.support.applying import shipped
from tests.support.documents import font_settings, read_text, unspaced
from tests.support.store_samples import sample_case
from tests.support.visits import STROKES, Visit

pytestmark = pytest.mark.slow

CLOCK = SystemClock()
SERIES = "hygiene-permit"
NO_NAMES: Mapping[str, str] = {}


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DocumentProcess]:
    """One warm document process for the whole file."""
    keys = tmp_path_factory.mktemp("keys")
    setup = WorkshopSetup(
        signing=SigningSettings(backend="file", key_folder=str(keys)),
        fonts=font_settings(),
        now=CLOCK.now(),
    )
    process = DocumentProcess(setup, clock=CLOCK)
    process.wait_ready(deadline_s=60.0)
    yield process
    process.close()


def opened(
    folder: Path, documents: DocumentProcess, authorities: Mapping[str, str] = NO_NAMES
) -> Desk:
    """A desk on the store of ``folder``."""
    store = Store.open(folder, clock=CLOCK)
    catalogue = shipped()
    settings = DeskSettings(
        machine="K-0001",
        division="439900",
        authority="示例市卫生健康局",
        org_name="",
        templates=templates_of(CATALOGUE, catalogue),
        authorities=authorities,
    )
    return Desk(
        settings,
        catalogue=catalogue,
        store=store,
        journal=Journal.open(store, clock=CLOCK),
        documents=documents,
        clock=CLOCK,
    )


@pytest.fixture
def desk(tmp_path: Path, documents: DocumentProcess) -> Iterator[Desk]:
    """A desk on a new store."""
    made = opened(tmp_path, documents)
    yield made
    made.store.close()


def issue(route: str = "promise") -> Issue:
    """What the session asks for at its last touch."""
    session = Visit().until_review(route).session
    assert session.decision is not None
    return Issue(
        session.visit, session.day(), session.begun(), session.decision, STROKES, "zh_CN"
    )


@dataclass
class Told:
    """Lines as the citizen hears them, with what the store knew at that moment."""

    desk: Desk
    lines: list[str]
    cases: list[int]

    def __call__(self, line: str, *_: str) -> None:
        self.lines.append(line)
        self.cases.append(len(self.desk.store.cases.newest(9)))


def told_by(desk: Desk) -> Told:
    return Told(desk, [], [])


def state_of(desk: Desk, serial: int) -> NumberState | None:
    period = str(CLOCK.now().year)
    return desk.store.numbers.state_of(SeriesNumber(SERIES, period, serial))


def test_nothing_is_told_before_it_is_on_the_disk(desk: Desk) -> None:
    told = told_by(desk)
    asked = issue()
    papers = desk.issue(asked, told)
    assert told.lines == ["committed", "made", "sealed"]
    assert told.cases == [1, 1, 1]
    assert papers.names == (LICENCE, PROMISE_LETTER, RECEIPT)
    summary = desk.store.cases.summary(papers.case_number)
    assert summary is not None
    assert summary.licence_number == papers.licence_number
    assert set(summary.documents) == {f"{name}.pdf" for name in papers.names}
    assert isinstance(asked.decision, IssuedUnderPromise)
    owed = {record.material_id for record in desk.store.cases.promises_of(papers.case_number)}
    assert owed == {material.id for material in asked.decision.promised}
    assert desk.store.outbox.depth() == 1
    assert state_of(desk, 1) is NumberState.USED


def test_papers_and_seal_name_the_authority_of_the_service(
    tmp_path: Path, documents: DocumentProcess
) -> None:
    desk = opened(tmp_path, documents, {"health": "虚构县卫生健康局"})
    try:
        papers = desk.issue(issue(), told_by(desk))
        for name in papers.names:
            text = unspaced(read_text(desk.paper(papers.case_number, name).pdf))
            assert "虚构县卫生健康局" in text
            assert "示例市卫生健康局" not in text
    finally:
        desk.store.close()


def test_the_days_of_a_case_are_kept_with_what_they_were_counted_from(desk: Desk) -> None:
    asked = issue()
    assert isinstance(asked.decision, IssuedUnderPromise)
    papers = desk.issue(asked, told_by(desk))
    kept = desk.store.deadlines.get(DeadlineKey(papers.case_number))
    assert kept is not None
    assert (kept.told, kept.due, kept.event) == (*[asked.decision.due_on] * 2, asked.day)
    assert kept.is_provisional  # it reaches 2027, which nobody has published
    for promise in desk.store.cases.promises_of(papers.case_number):
        assert promise.deadline == kept


def test_papers_come_out_of_the_store_as_they_were_sealed(desk: Desk) -> None:
    papers = desk.issue(issue(), told_by(desk))
    stored = desk.store.documents.get(papers.case_number, "licence.pdf")
    paper = desk.paper(papers.case_number, LICENCE)
    assert stored is not None
    assert hashlib.sha256(paper.pdf).hexdigest() == stored.sha256
    assert (paper.width_mm, paper.height_mm, paper.sheets) == (297.0, 210.0, 1)
    letter = desk.paper(papers.case_number, PROMISE_LETTER)
    assert letter.sheets == desk.paper(papers.case_number, PROMISE_LETTER).sheets > 1
    with pytest.raises(LookupError):
        desk.paper(papers.case_number, "acceptance_slip")


def test_the_ordinary_route_makes_a_slip_and_takes_no_number(desk: Desk) -> None:
    papers = desk.issue(issue("ordinary"), told_by(desk))
    assert (papers.licence_number, papers.names) == ("", ("acceptance_slip",))
    assert state_of(desk, 1) is None
    today = {"cases": 1, "licences": 0, "waiting": 1, "tasks": 0, "open_prints": 1}
    assert desk.counters() == {**today, "in_hand": 0, "completion": 0, "corrections": 0}


def test_a_number_is_void_when_the_commit_fails_and_the_next_goes_on(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = told_by(desk)

    def full(_record: object) -> None:
        raise StoreError("STORE-0501", "disk full")

    with monkeypatch.context() as patch:
        patch.setattr(desk.store, "submit_case", full)
        with pytest.raises(StoreError, match="STORE-0501"):
            desk.issue(issue(), told)
    assert told.lines == []
    assert desk.store.cases.newest(9) == ()
    assert state_of(desk, 1) is NumberState.VOID
    papers = desk.issue(issue(), told)
    assert papers.licence_number.endswith("00002号")
    assert state_of(desk, 2) is NumberState.USED


def test_a_character_without_a_glyph_costs_neither_case_nor_number(desk: Desk) -> None:
    asked = issue()
    private = asked.application.with_field("f_unit", Answer("\ue000店", Source.CERTIFICATE))
    told = told_by(desk)
    with pytest.raises(DocumentError, match="DOCUMENT-0601"):
        desk.issue(replace(asked, application=private), told)
    assert told.lines == []
    assert desk.store.cases.newest(9) == ()
    assert state_of(desk, 1) is None


class StoppedError(Exception):
    """The power goes."""


@pytest.mark.parametrize("line", ["committed", "made"])
def test_a_stop_in_the_middle_is_finished_at_the_next_start(
    tmp_path: Path, documents: DocumentProcess, line: str
) -> None:
    first = opened(tmp_path, documents)

    def stop(told: str, *_: str) -> None:
        if told == line:
            raise StoppedError

    with pytest.raises(StoppedError):
        first.issue(issue(), stop)
    first.store.close()
    second = opened(tmp_path, documents)
    (case_number,) = second.resume()
    summary = second.store.cases.summary(case_number)
    assert summary is not None
    assert set(summary.documents) == {"licence.pdf", "promise_letter.pdf", "receipt.pdf"}
    assert second.resume() == ()
    assert second.store.open_work().undocumented == ()
    assert second.paper(case_number, PROMISE_LETTER).sheets > 1
    second.store.close()


def test_an_odd_old_case_keeps_nobody_from_being_served(
    tmp_path: Path, documents: DocumentProcess
) -> None:
    odd = {
        "K-0001-20200101-0001": b'{"format": "of another time"}',
        "K-0001-20200101-0002": b"no JSON",
        "K-0001-20200101-0003": b"{}",
    }
    first = opened(tmp_path, documents)
    for case_id, form in odd.items():
        first.store.submit_case(sample_case(case_id, decision="refused", form=form))

    def stop(_line: str, *_: str) -> None:
        raise StoppedError

    with pytest.raises(StoppedError):
        first.issue(issue(), stop)
    with pytest.raises(StoppedError):
        first.issue(issue("ordinary"), stop)
    first.store.close()
    second = opened(tmp_path, documents)
    second._settings = replace(  # a template that this version does not ship any more
        second._settings,
        templates={
            name: template
            for name, template in second._settings.templates.items()
            if name != "acceptance_slip"
        },
    )
    (finished,) = second.resume()
    told = [row for row in second.store.journal.all() if row.event == "fault-raised"]
    assert {row.code for row in told} == {"DOCUMENT-0602"}
    assert {row.case_id for row in told} == set(second.store.open_work().undocumented)
    assert len(told) == len(odd) + 1
    assert finished not in odd
    second.store.close()


def test_a_reserved_number_of_a_lost_run_is_void_after_the_start(
    tmp_path: Path, documents: DocumentProcess
) -> None:
    first = opened(tmp_path, documents)
    period = str(CLOCK.now().year)
    serial = first.store.numbers.reserve(SERIES, period)
    first.store.close()
    second = opened(tmp_path, documents)
    second.resume()
    assert state_of(second, serial) is NumberState.VOID
    assert second.issue(issue(), told_by(second)).licence_number.endswith(f"{serial + 1:05d}号")
    second.store.close()


def test_the_audit_elements_name_service_hall_and_machine(desk: Desk) -> None:
    audit = desk.audit(SERIES)
    assert (audit.username, audit.org_name) == ("K-0001", "示例市卫生健康局")
    assert audit.item_name == "公共场所卫生许可"
    assert audit.business_code.startswith("K-0001-20")
    assert isinstance(CLOCK.today(), date)


def test_without_a_pin_the_staff_door_says_so(desk: Desk) -> None:
    told = judged(StaffAccess(desk.store.staff, CLOCK), JudgePin(1, "7", "4711"))
    assert (told.role, told.message) == ("", "not_set")
