# SPDX-License-Identifier: Apache-2.0
"""The client of the case desk over real HTTP: every call and answer, five kinds of failure."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from forms.case_news import DeskNews, NewsKind, Verdict
from forms.case_progress import Stage, progress_of
from kiosk.sync.case_desk import HttpCaseDesk
from kiosk.sync.case_desk_values import (
    AcceptedOffer,
    Appeal,
    BundleMember,
    CaseDeskError,
    CorrectionAnswer,
    FailureKind,
    IssuedLicence,
    NamedValue,
    NotTaken,
    Received,
    Registered,
    ResultFile,
    SealedPaper,
    Taken,
    UnknownThere,
    VoidNumber,
)
from tests.support.case_desks import AUDIT, NOBODY, desk_on, submission
from tests.support.simulators import RunningSimulator, running_simulator

DAY = datetime(2026, 11, 23, tzinfo=UTC)
NEWBORN = (
    BundleMember("card", "人社局", ("birth",), "社会保障卡"),
    BundleMember("insurance", "医保局", (), "医疗保险"),
    BundleMember("birth", "公安局", (), "出生登记"),
    BundleMember("care", "残联", ("card",), "护理补贴"),
)


@pytest.fixture(scope="module")
def simulator() -> Iterator[RunningSimulator]:
    with running_simulator("desk") as process:
        yield process


@pytest.fixture
def desk(simulator: RunningSimulator) -> Iterator[HttpCaseDesk]:
    simulator.send("clear")
    client = desk_on(simulator.address)
    yield client
    client.close()


def news_of(desk: HttpCaseDesk, case_number: str) -> tuple[DeskNews, ...]:
    answer = desk.news(case_number, AUDIT, deadline_s=5)
    assert isinstance(answer, tuple)
    return answer


def licence(case_number: str, number: str, **changes: object) -> IssuedLicence:
    paper = submission(case_number).papers[0]
    made = IssuedLicence(
        f"licence/{case_number}",
        case_number,
        number,
        "hygiene-permit",
        "new",
        "测试甲",
        DAY.date(),
        paper,
        valid_to=DAY.date(),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def test_a_case_goes_from_its_receipt_to_its_result(
    desk: HttpCaseDesk, simulator: RunningSimulator
) -> None:
    simulator.send("set", office="*", answer="correct")
    first = desk.submit(submission("C-1"), AUDIT, deadline_s=5)
    assert isinstance(first, Received)
    assert progress_of(first.news).stage is Stage.RECEIVED
    told = progress_of(news_of(desk, "C-1"))
    assert told.stage is Stage.CORRECTION
    (notice,) = told.notices
    answer = CorrectionAnswer(
        "answer/C-1", "C-1", notice.reference, (NamedValue("phone", "10000000001", "user"),)
    )
    assert isinstance(desk.answer_correction(answer, AUDIT, deadline_s=5), Taken)
    ended = progress_of(news_of(desk, "C-1"))
    assert ended.stage is Stage.RESULT_READY
    result = desk.result("C-1", ended.results[0].reference, AUDIT, deadline_s=5)
    assert isinstance(result, ResultFile)
    assert result.content.startswith(b"%PDF")


def test_the_same_key_gives_the_same_answer_and_another_content_is_refused(
    desk: HttpCaseDesk, simulator: RunningSimulator
) -> None:
    case = submission("C-2")
    first = desk.submit(case, AUDIT, deadline_s=5)
    assert desk.submit(case, AUDIT, deadline_s=5) == first
    other = desk.submit(replace(case, situation="renew"), AUDIT, deadline_s=5)
    assert isinstance(other, NotTaken)
    assert other.code == "key_used"
    there = desk.submit(replace(case, key="case/C-2/again-2"), AUDIT, deadline_s=5)
    assert isinstance(there, NotTaken)
    cases = simulator.send("state")["desk"]
    assert isinstance(cases, dict)
    assert cases["cases"].count("C-2") == 1


def test_a_bundle_is_split_in_turns_and_one_refusal_does_not_stop_the_others(
    desk: HttpCaseDesk, simulator: RunningSimulator
) -> None:
    simulator.send("set", office="医保局", answer="refuse")
    answer = desk.submit(submission("C-3", NEWBORN), AUDIT, deadline_s=5)
    assert isinstance(answer, Received)
    turns = {placed.member: placed.order for placed in answer.members}
    assert turns == {"insurance": 1, "birth": 1, "card": 2, "care": 3}
    progress = progress_of(news_of(desk, "C-3"))
    verdicts = {one.member: one.verdict for one in progress.outcomes}
    assert verdicts.pop("insurance") is Verdict.REFUSED
    assert set(verdicts.values()) == {Verdict.GRANTED}
    refused = next(one for one in progress.outcomes if one.verdict is Verdict.REFUSED)
    assert refused.reasons
    assert refused.remedies
    assert {one.member for one in progress.results} == {"birth", "card", "care"}


def test_what_needs_a_refused_matter_is_not_possible_and_says_so(
    desk: HttpCaseDesk, simulator: RunningSimulator
) -> None:
    simulator.send("set", office="公安局", answer="refuse")
    desk.submit(submission("C-4", NEWBORN), AUDIT, deadline_s=5)
    progress = progress_of(news_of(desk, "C-4"))
    verdicts = {one.member: one.verdict for one in progress.outcomes}
    assert verdicts == {
        "birth": Verdict.REFUSED,
        "card": Verdict.NOT_POSSIBLE,
        "care": Verdict.NOT_POSSIBLE,
        "insurance": Verdict.GRANTED,
    }
    assert progress.stage is Stage.RESULT_READY


@pytest.mark.parametrize(
    "members",
    [
        (BundleMember("a", "甲局", ("b",)), BundleMember("b", "乙局", ("a",))),
        (BundleMember("a", "甲局"), BundleMember("a", "乙局")),
        (BundleMember("a", "甲局", ("a",)),),
    ],
)
def test_a_bundle_that_waits_for_itself_is_not_taken(
    desk: HttpCaseDesk, members: tuple[BundleMember, ...]
) -> None:
    answer = desk.submit(submission(f"R-{len(members)}-1", members), AUDIT, deadline_s=5)
    assert isinstance(answer, NotTaken)
    assert answer.code in {"bundle_odd", "key_used"}


@pytest.mark.parametrize("delivery", ["plain", "double", "shuffled"])
def test_answers_doubled_and_out_of_order_come_to_the_same(
    desk: HttpCaseDesk, simulator: RunningSimulator, delivery: str
) -> None:
    case = f"D-{delivery}"
    simulator.send("set", delivery=delivery)
    desk.submit(submission(case, NEWBORN), AUDIT, deadline_s=5)
    progress = progress_of(news_of(desk, case))
    assert (progress.stage, progress.odd, progress.is_patchy) == (Stage.RESULT_READY, (), False)
    assert len(progress.results) == 4


def test_an_office_that_does_not_work_decides_once_it_does(
    desk: HttpCaseDesk, simulator: RunningSimulator
) -> None:
    simulator.send("set", office="公安局", answer="outage")
    desk.submit(submission("C-5", NEWBORN), AUDIT, deadline_s=5)
    assert progress_of(news_of(desk, "C-5")).stage is Stage.RECEIVED
    simulator.send("set", office="公安局", answer="grant")
    assert progress_of(news_of(desk, "C-5")).stage is Stage.RESULT_READY


def test_withdrawal_counts_before_the_decision_alone(
    desk: HttpCaseDesk, simulator: RunningSimulator
) -> None:
    simulator.send("set", office="*", office_latency_ms=3_600_000)
    for case in ("C-6", "C-7"):
        desk.submit(submission(case), AUDIT, deadline_s=5)
    taken = desk.withdraw("withdraw/C-6", "C-6", AUDIT, deadline_s=5)
    assert isinstance(taken, Taken)
    assert progress_of(taken.news).stage is Stage.WITHDRAWN
    simulator.send("set", office="*", office_latency_ms=0)
    late = desk.withdraw("withdraw/C-7", "C-7", AUDIT, deadline_s=5)
    assert isinstance(late, NotTaken)
    assert progress_of(news_of(desk, "C-7")).stage is Stage.RESULT_READY


def test_an_appeal_has_its_number_and_its_progress(desk: HttpCaseDesk) -> None:
    desk.submit(submission("C-8"), AUDIT, deadline_s=5)
    lodged = Appeal("appeal/C-8", "too_slow", "请快一点", NOBODY, "C-8")
    taken = desk.lodge_appeal(lodged, AUDIT, deadline_s=5)
    assert isinstance(taken, Taken)
    progress = desk.appeal(taken.reference, AUDIT, deadline_s=5)
    assert not isinstance(progress, UnknownThere)
    assert (progress.state, len(progress.steps)) == ("in_hand", 1)
    about_none = replace(lodged, key="appeal/none", case_number="")
    assert isinstance(desk.lodge_appeal(about_none, AUDIT, deadline_s=5), Taken)
    lost = replace(lodged, key="appeal/lost", case_number="C-404")
    assert isinstance(desk.lodge_appeal(lost, AUDIT, deadline_s=5), NotTaken)


def test_a_licence_is_registered_once_and_a_void_number_told(
    desk: HttpCaseDesk, simulator: RunningSimulator
) -> None:
    first = desk.register(licence("L-1", "示例字1号"), AUDIT, deadline_s=5)
    assert isinstance(first, Registered)
    again = desk.register(licence("L-1", "示例字1号"), AUDIT, deadline_s=5)
    assert again == first
    taken = desk.register(licence("L-2", "示例字1号"), AUDIT, deadline_s=5)
    assert isinstance(taken, NotTaken)
    assert taken.code == "number_taken"
    number = VoidNumber("void/h/2026/7", "hygiene-permit", "2026", 7, "interrupted", DAY)
    assert isinstance(desk.report_void(number, AUDIT, deadline_s=5), Taken)
    simulator.send("set", registrations="refuse")
    no = desk.register(licence("L-3", "示例字3号"), AUDIT, deadline_s=5)
    assert isinstance(no, NotTaken)
    assert no.reason


def test_an_accepted_offer_is_registered_once(
    desk: HttpCaseDesk, simulator: RunningSimulator
) -> None:
    told = (NamedValue("long_care", "true", "answer"),)
    offer = AcceptedOffer(
        *("offer/1", "benefit:living", "补贴", NOBODY, "citizen", DAY), told=told
    )
    for _ in range(2):
        assert isinstance(desk.register_offer(offer, AUDIT, deadline_s=5), Taken)
    there = simulator.send("state")["desk"]
    assert isinstance(there, dict)
    assert there["offers"] == ["benefit:living"]
    other = replace(offer, offer="notice:PN-1")
    used = desk.register_offer(other, AUDIT, deadline_s=5)
    assert isinstance(used, NotTaken)
    assert used.code == "key_used"
    simulator.send("set", registrations="refuse")
    no = desk.register_offer(replace(other, key="offer/2"), AUDIT, deadline_s=5)
    assert isinstance(no, NotTaken)
    odd = replace(offer, key="offer/3", registered_by="nobody")
    with pytest.raises(CaseDeskError) as caught:
        desk.register_offer(odd, AUDIT, deadline_s=5)
    assert caught.value.kind is FailureKind.REFUSED


def test_what_the_desk_does_not_have_it_says(desk: HttpCaseDesk) -> None:
    assert isinstance(desk.news("C-404", AUDIT, deadline_s=5), UnknownThere)
    assert isinstance(desk.result("C-404", "JG-1", AUDIT, deadline_s=5), UnknownThere)
    assert isinstance(desk.appeal("SQ-404", AUDIT, deadline_s=5), UnknownThere)
    answer = CorrectionAnswer("answer/C-404", "C-404", "BZ-1")
    assert isinstance(desk.answer_correction(answer, AUDIT, deadline_s=5), NotTaken)
    assert desk.cases_of("439900199001010000", AUDIT, deadline_s=5) == ()


def test_a_second_visit_finds_the_cases_of_a_holder(desk: HttpCaseDesk) -> None:
    other = replace(NOBODY, number="439900199203170999")
    for case in ("H-1", "H-2"):
        desk.submit(submission(case, holder=other), AUDIT, deadline_s=5)
    found = desk.cases_of(other.number, AUDIT, deadline_s=5)
    assert {line.case_number for line in found} == {"H-1", "H-2"}
    assert all(line.submitted_at == submission("H-1").submitted_at for line in found)


FAULTS = {
    "refuse": FailureKind.REFUSED,
    "status_99": FailureKind.REFUSED,
    "http_500": FailureKind.BROKEN,
    "rubbish": FailureKind.BROKEN,
    "half_json": FailureKind.BROKEN,
    "huge": FailureKind.BROKEN,
    "no_http": FailureKind.BROKEN,
    "cut_short": FailureKind.UNREACHABLE,
    "close": FailureKind.UNREACHABLE,
    "down": FailureKind.UNREACHABLE,
    "hang": FailureKind.TIMED_OUT,
    "slow_drip": FailureKind.TIMED_OUT,
    "slow_header": FailureKind.TIMED_OUT,
}


@pytest.mark.parametrize("fault", FAULTS)
def test_every_trouble_of_the_line_has_its_kind_and_its_code(
    desk: HttpCaseDesk, simulator: RunningSimulator, fault: str
) -> None:
    simulator.send("fault", kind=fault)
    with pytest.raises(CaseDeskError) as caught:
        desk.submit(submission(f"F-{fault.replace('_', '-')}"), AUDIT, deadline_s=0.6)
    away = {FailureKind.UNREACHABLE, FailureKind.TIMED_OUT}
    assert caught.value.kind is FAULTS[fault]
    assert caught.value.code == ("DESK-1501" if FAULTS[fault] in away else "DESK-1502")
    report = desk.probe(deadline_s=0.6)
    assert (report.reachable, report.code) == (False, caught.value.code)
    simulator.send("clear")
    assert desk.probe().reachable


def test_a_desk_that_is_busy_is_away_for_a_while(
    desk: HttpCaseDesk, simulator: RunningSimulator
) -> None:
    simulator.send("set", busy=1)
    with pytest.raises(CaseDeskError) as caught:
        desk.news("C-1", AUDIT, deadline_s=5)
    assert (caught.value.kind, caught.value.code) == (FailureKind.BUSY, "DESK-1501")
    desk.news("C-1", AUDIT, deadline_s=5)


def test_a_foreign_account_is_refused(desk: HttpCaseDesk, simulator: RunningSimulator) -> None:
    simulator.send("set", access_id="somebody-else")
    with pytest.raises(CaseDeskError) as caught:
        desk.news("C-1", AUDIT, deadline_s=5)
    assert caught.value.kind is FailureKind.REFUSED
    simulator.send("set", access_id="")


def test_what_is_larger_than_a_body_may_be_is_not_sent(desk: HttpCaseDesk) -> None:
    huge = SealedPaper("a.pdf", "0" * 64, b"x" * (19 * 1024 * 1024))
    with pytest.raises(CaseDeskError) as caught:
        desk.submit(submission("C-9", papers=(huge,)), AUDIT, deadline_s=5)
    assert caught.value.kind is FailureKind.BROKEN


def test_a_paper_that_is_not_the_one_of_its_checksum_is_refused(desk: HttpCaseDesk) -> None:
    damaged = SealedPaper("a.pdf", "0" * 64, b"%PDF")
    with pytest.raises(CaseDeskError) as caught:
        desk.submit(submission("C-10", papers=(damaged,)), AUDIT, deadline_s=5)
    assert caught.value.kind is FailureKind.REFUSED


def test_the_receipt_is_news_of_its_own(desk: HttpCaseDesk) -> None:
    answer = desk.submit(submission("C-11"), AUDIT, deadline_s=5)
    assert isinstance(answer, Received)
    assert answer.news[0].kind is NewsKind.RECEIVED
