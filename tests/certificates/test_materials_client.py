# SPDX-License-Identifier: Apache-2.0
"""The client of the materials library against the loopback platform, under either address."""

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from typing import Any

import pytest

from certificates.earlier_material import IssueState
from certificates.errors import (
    CertificateError,
    PlatformRefusedError,
    PlatformRubbishError,
    PlatformTimeoutError,
    PlatformUnreachableError,
)
from certificates.library.materials import IssueRequest, MaterialHolder, PlatformMaterials
from certificates.simulation.troubles import Trouble
from tests.support.dialects import AUDIT, DIALECTS, PURPOSE, settings_for
from tests.support.simulators import RunningSimulator, running_simulator

DENG = MaterialHolder("439900199001010023", "111", "邓丽华", PURPOSE)
CHEN = MaterialHolder("439900199203170068", "111", "陈秋美", PURPOSE)
PLAN = ("SITE-PLAN",)
REPORT = IssueRequest("key-1", "12439900MB0TEXT321", "HYGIENE-TEST-REPORT")
DEADLINE_S = 5.0


@pytest.fixture(scope="module")
def platform_process() -> Iterator[RunningSimulator]:
    with running_simulator("platform") as process:
        yield process


@pytest.fixture
def platform(platform_process: RunningSimulator) -> RunningSimulator:
    platform_process.send("clear")
    platform_process.send("set", access_id="", access_token="")
    return platform_process


@pytest.fixture(params=DIALECTS)
def library(
    request: pytest.FixtureRequest, platform: RunningSimulator
) -> Iterator[PlatformMaterials]:
    settings = settings_for(str(request.param), platform.address)
    with closing(PlatformMaterials(settings)) as opened:
        yield opened


def last_call(platform: RunningSimulator) -> dict[str, Any]:
    calls = platform.send("state")["calls"]
    assert isinstance(calls, list)
    last = calls[-1]
    assert isinstance(last, dict)
    return last


def test_a_holders_papers_come_newest_first(library: PlatformMaterials) -> None:
    papers = library.find(DENG, PLAN, AUDIT, deadline_s=DEADLINE_S)
    assert [paper.submitted_on for paper in papers] == [date(2025, 6, 3), date(2015, 12, 10)]
    assert {paper.holder_code for paper in papers} == {DENG.code}
    assert library.find(CHEN, PLAN, AUDIT, deadline_s=DEADLINE_S) == ()


def test_no_other_types_are_told_than_asked_for(library: PlatformMaterials) -> None:
    assert library.find(DENG, ("HEALTH-LIST",), AUDIT, deadline_s=DEADLINE_S) == ()
    assert len(library.find(DENG, ("HEALTH-LIST", *PLAN), AUDIT, deadline_s=DEADLINE_S)) == 2


def test_the_file_has_the_digest_that_was_told(
    library: PlatformMaterials, platform: RunningSimulator
) -> None:
    paper = library.find(DENG, PLAN, AUDIT, deadline_s=DEADLINE_S)[0]
    content = library.file(DENG, paper.identifier, AUDIT, deadline_s=DEADLINE_S)
    assert paper.digest.fits(content)
    platform.send("set", material="tampered")
    changed = library.file(DENG, paper.identifier, AUDIT, deadline_s=DEADLINE_S)
    assert not paper.digest.fits(changed)


def test_a_file_is_for_its_holder_alone(library: PlatformMaterials) -> None:
    paper = library.find(DENG, PLAN, AUDIT, deadline_s=DEADLINE_S)[0]
    with pytest.raises(PlatformRefusedError):
        library.file(CHEN, paper.identifier, AUDIT, deadline_s=DEADLINE_S)


def test_a_request_goes_from_ticket_to_sealed_answer(
    library: PlatformMaterials, platform: RunningSimulator
) -> None:
    platform.send("set", issue_ms=60_000)
    ticket = library.request_issue(DENG, REPORT, AUDIT, deadline_s=DEADLINE_S)
    waiting = library.issue_report(ticket, PURPOSE, AUDIT, deadline_s=DEADLINE_S)
    assert waiting.state is IssueState.WAITING
    with pytest.raises(PlatformRefusedError):
        library.issued_file(ticket, PURPOSE, AUDIT, deadline_s=DEADLINE_S)
    platform.send("set", issue_ms=0)
    issued = library.issue_report(ticket, PURPOSE, AUDIT, deadline_s=DEADLINE_S)
    assert issued.state is IssueState.ISSUED
    assert issued.digest is not None
    assert issued.digest.fits(
        library.issued_file(ticket, PURPOSE, AUDIT, deadline_s=DEADLINE_S)
    )


def test_the_same_key_never_makes_a_second_request(
    library: PlatformMaterials, platform: RunningSimulator
) -> None:
    first = library.request_issue(DENG, REPORT, AUDIT, deadline_s=DEADLINE_S)
    before = platform.send("state")["issue_requests"]
    again = library.request_issue(DENG, REPORT, AUDIT, deadline_s=DEADLINE_S)
    assert (again, platform.send("state")["issue_requests"]) == (first, before)


def test_an_office_without_a_record_refuses_and_says_why(library: PlatformMaterials) -> None:
    request = IssueRequest("key-of-chen", REPORT.office_code, REPORT.request_type)
    ticket = library.request_issue(CHEN, request, AUDIT, deadline_s=DEADLINE_S)
    report = library.issue_report(ticket, PURPOSE, AUDIT, deadline_s=DEADLINE_S)
    assert report.state is IssueState.REFUSED
    assert "没有查到" in report.reason


def test_a_ticket_that_nobody_knows_is_unknown(library: PlatformMaterials) -> None:
    report = library.issue_report("T-0", PURPOSE, AUDIT, deadline_s=DEADLINE_S)
    assert report.state is IssueState.UNKNOWN


CALLS: dict[str, Callable[[PlatformMaterials], object]] = {
    "queryMaterialsByHolder": lambda library: library.find(DENG, PLAN, AUDIT, deadline_s=0.6),
    "downloadMaterial": lambda library: library.file(DENG, "MAT", AUDIT, deadline_s=0.6),
    "requestIssue": lambda library: library.request_issue(DENG, REPORT, AUDIT, deadline_s=0.6),
    "queryIssue": lambda library: library.issue_report("T", PURPOSE, AUDIT, deadline_s=0.6),
    "downloadIssued": lambda library: library.issued_file("T", PURPOSE, AUDIT, deadline_s=0.6),
}


@pytest.mark.parametrize("operation", CALLS)
def test_every_call_names_its_purpose_and_the_five_audit_elements(
    operation: str, platform: RunningSimulator
) -> None:
    with closing(PlatformMaterials(settings_for("certshare", platform.address))) as library:
        try:
            CALLS[operation](library)
        except PlatformRefusedError:
            assert operation.startswith("download")
    call = last_call(platform)
    assert (call["operation"], call["purpose"]) == (operation, PURPOSE)
    assert list(call["audit"].values()) == list(vars(AUDIT).values())


@pytest.mark.parametrize(
    ("trouble", "failure"),
    [
        (Trouble.REFUSE, PlatformRefusedError),
        (Trouble.STATUS_99, PlatformRefusedError),
        (Trouble.HTTP_500, PlatformRubbishError),
        (Trouble.RUBBISH, PlatformRubbishError),
        (Trouble.HALF_JSON, PlatformRubbishError),
        (Trouble.NO_HTTP, PlatformRubbishError),
        (Trouble.HANG, PlatformTimeoutError),
        (Trouble.SLOW_DRIP, PlatformTimeoutError),
        (Trouble.CLOSE, PlatformUnreachableError),
        (Trouble.DOWN, PlatformUnreachableError),
    ],
)
def test_each_trouble_is_told_as_what_it_is(
    trouble: Trouble, failure: type[CertificateError], platform: RunningSimulator
) -> None:
    platform.send("fault", kind=trouble.value)
    with closing(PlatformMaterials(settings_for("certshare", platform.address))) as library:
        for call in ("queryMaterialsByHolder", "requestIssue", "queryIssue"):
            with pytest.raises(failure):
                CALLS[call](library)


def test_a_foreign_account_is_refused(platform: RunningSimulator) -> None:
    platform.send("set", access_id="somebody-else")
    with closing(PlatformMaterials(settings_for("certshare", platform.address))) as library:
        assert platform.address in repr(library)
        with pytest.raises(PlatformRefusedError):
            CALLS["queryMaterialsByHolder"](library)


@pytest.mark.parametrize("part", ["code", "type_code", "name", "use_cause"])
def test_nobody_is_asked_about_without_number_name_and_purpose(part: str) -> None:
    parts = {**vars(DENG), part: " "}
    with pytest.raises(ValueError, match="blank"):
        MaterialHolder(**parts)


def test_a_holder_hides_himself() -> None:
    assert DENG.code not in repr(DENG)
    assert DENG.name not in repr(DENG)


@pytest.mark.parametrize(
    "knob", [{"material": "eaten"}, {"proof": "late"}, {"issue": "soon"}, {"issue_ms": "x"}]
)
def test_a_knob_has_its_words(knob: dict[str, str], platform: RunningSimulator) -> None:
    with pytest.raises(AssertionError):
        platform.send("set", **knob)
