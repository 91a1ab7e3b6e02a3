# SPDX-License-Identifier: Apache-2.0
"""The client of the case desk against every odd answer: no crash, no wrong value taken."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forms.case_news import DeskNews, NewsKind
from forms.case_progress import progress_of
from kiosk.case_file import rows_of
from kiosk.sync.case_desk import HttpCaseDesk
from kiosk.sync.case_desk_values import (
    AcceptedOffer,
    Appeal,
    CaseDeskError,
    CorrectionAnswer,
    FailureKind,
    NotTaken,
    Received,
    UnknownThere,
)
from kiosk.sync.case_desk_wire import news_from
from tests.support.answering_server import Answering, answering_server
from tests.support.case_desks import AUDIT, NOBODY, desk_on, submission

CONTRACT = Path(__file__).parents[2] / "kiosk" / "sync" / "case_desk.openapi.yaml"
ODD = settings(
    max_examples=120,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
TEXTS = st.sampled_from(
    [
        *("received", "not_taken", "taken", "known", "unknown", "file", "registered"),
        *("decided", "correction_asked", "result_ready", "granted", "refused", "ended"),
        *("2026-11-23T10:00:00+08:00", "2026-11-23T10:00:00", "2026-13-40T99:00:00Z", "BZ-1"),
        *("", " ", "\x00", "\ud800", "x" * 600, "application/pdf", "ab" * 32, "JVBERg=="),
    ]
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 20_000) | st.floats(allow_nan=False) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)
STEP = {
    **dict.fromkeys(("step", "kind", "at", "reference", "member", "texts", "dueOn"), VALUES),
    **dict.fromkeys(("upheld", "outcomes"), VALUES),
}
NEWS = st.lists(st.fixed_dictionaries({}, optional=STEP), max_size=3) | VALUES
ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        **dict.fromkeys(("reasonCode", "reason", "members", "appeal", "state"), VALUES),
        **dict.fromkeys(("upheld", "steps", "name", "mediaType", "sha256"), VALUES),
        **dict.fromkeys(("content", "registeredAt", "cases"), VALUES),
        "outcome": VALUES,
        "news": NEWS,
    },
)
AWAY = (FailureKind.UNREACHABLE, FailureKind.TIMED_OUT, FailureKind.BUSY)
STEP_OK = {"step": 1, "kind": "received", "at": "2026-11-23T10:00:00+08:00"}


@pytest.fixture(scope="module")
def server() -> Iterator[Answering]:
    with answering_server() as running:
        yield running


@pytest.fixture(scope="module")
def desk(server: Answering) -> Iterator[HttpCaseDesk]:
    client = desk_on(server.address)
    yield client
    client.close()


def every_call(desk: HttpCaseDesk) -> Iterator[object]:
    """What each call makes of the answer: a value, or the kind of its failure."""
    answer = CorrectionAnswer("k", "C-1", "BZ-1")
    lodged = Appeal("k", "slow", "慢", NOBODY)
    at = datetime(2026, 11, 23, tzinfo=UTC)
    accepted = AcceptedOffer("k", "benefit:living", "补贴", NOBODY, "citizen", at)
    calls = (
        lambda: desk.submit(submission("C-1"), AUDIT, deadline_s=5),
        lambda: desk.news("C-1", AUDIT, deadline_s=5),
        lambda: desk.answer_correction(answer, AUDIT, deadline_s=5),
        lambda: desk.withdraw("k", "C-1", AUDIT, deadline_s=5),
        lambda: desk.register_offer(accepted, AUDIT, deadline_s=5),
        lambda: desk.lodge_appeal(lodged, AUDIT, deadline_s=5),
        lambda: desk.appeal("SQ-1", AUDIT, deadline_s=5),
        lambda: desk.result("C-1", "JG-1", AUDIT, deadline_s=5),
        lambda: desk.cases_of("1", AUDIT, deadline_s=5),
    )
    for call in calls:
        try:
            yield call()
        except CaseDeskError as error:
            yield error.kind


@ODD
@given(data=ANSWERS)
def test_no_answer_crashes_the_client_and_what_is_taken_is_whole(
    desk: HttpCaseDesk, server: Answering, data: dict[str, Any]
) -> None:
    server.says(data)
    for value in every_call(desk):
        assert value not in AWAY
        if isinstance(value, Received):
            assert any(one.kind is NewsKind.RECEIVED for one in value.news)
        if isinstance(value, NotTaken):
            assert value.code
            assert value.reason
    assert not desk.probe().reachable or data.get("outcome") == "unknown"


@ODD
@given(body=st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
def test_bytes_that_are_no_answer_are_broken(
    desk: HttpCaseDesk, server: Answering, body: bytes
) -> None:
    server.body = body
    assert set(every_call(desk)) == {FailureKind.BROKEN}


def kept(**changes: object) -> dict[str, object]:
    return {**STEP_OK, **changes}


@pytest.mark.parametrize(
    "step",
    [
        kept(step=0),
        kept(step=True),
        kept(step=10_001),
        kept(kind="thought_about"),
        kept(at="2026-11-23T10:00:00"),
        kept(at="2026-02-31T10:00:00Z"),
        kept(at=5),
        kept(kind="decided"),
        kept(outcomes=[{"member": "", "verdict": "granted"}]),
        kept(kind="decided", outcomes=[{"verdict": "granted"}] * 2),
        kept(kind="decided", outcomes=[{"verdict": "perhaps"}]),
        kept(kind="correction_asked"),
        kept(kind="result_ready", reference="../x"),
        kept(dueOn="2026-13-01"),
        kept(upheld="yes"),
        kept(texts="x"),
        kept(texts=[""]),
        kept(texts=["x" * 501]),
        kept(texts=["x"] * 21),
        kept(member="a b"),
        kept(outcomes={}),
        kept(outcomes=[1]),
    ],
)
def test_a_step_that_is_not_as_described_spoils_the_whole_answer(
    desk: HttpCaseDesk, server: Answering, step: dict[str, object]
) -> None:
    """A half-taken answer would be a case that looks otherwise than it stands."""
    server.says({"outcome": "known", "news": [STEP_OK, step]})
    with pytest.raises(CaseDeskError) as caught:
        desk.news("C-1", AUDIT, deadline_s=5)
    assert caught.value.kind is FailureKind.BROKEN


@pytest.mark.parametrize(
    "data",
    [
        {"outcome": "received", "news": []},
        {"outcome": "received", "news": [{**STEP_OK, "kind": "withdrawn"}]},
        {"outcome": "received"},
        {"outcome": "taken", "news": [STEP_OK]},
        {"outcome": "not_taken"},
        {"outcome": "not_taken", "reasonCode": "No Code", "reason": "x"},
        {"outcome": "received", "news": [STEP_OK], "members": [{"member": "a"}]},
    ],
)
def test_without_a_receipt_nothing_is_received(
    desk: HttpCaseDesk, server: Answering, data: dict[str, object]
) -> None:
    server.says(data)
    with pytest.raises(CaseDeskError):
        desk.submit(submission("C-1"), AUDIT, deadline_s=5)


@pytest.mark.parametrize(
    "change",
    [
        {"sha256": "0" * 64},
        {"content": "JVBERg"},
        {"content": "§"},
        {"content": 5},
        {"mediaType": "text/html"},
        {"name": ""},
    ],
)
def test_a_file_that_is_not_the_one_of_its_checksum_is_not_taken(
    desk: HttpCaseDesk, server: Answering, change: dict[str, object]
) -> None:
    digest = "3fe0a1a6ff6d2a0b6fbd8d5ee4d8d3b5"  # of nothing
    file = {
        "outcome": "file",
        "name": "a.pdf",
        "mediaType": "application/pdf",
        "sha256": digest * 2,
        "content": "JVBERg==",
    }
    server.says({**file, **change})
    with pytest.raises(CaseDeskError):
        desk.result("C-1", "JG-1", AUDIT, deadline_s=5)


def test_an_officers_name_that_a_desk_adds_stays_outside(
    desk: HttpCaseDesk, server: Answering
) -> None:
    """受审分离: what is not described is neither taken nor kept."""
    step = {**STEP_OK, "officer": "某审批员", "officerPhone": "10000000001"}
    server.says({"outcome": "known", "news": [step], "reviewer": "某审批员"})
    news = desk.news("C-1", AUDIT, deadline_s=5)
    assert not isinstance(news, UnknownThere)
    assert "某审批员" not in repr(news)
    assert all("某审批员".encode() not in row.body for row in rows_of(news))


def test_what_goes_out_fits_the_description(desk: HttpCaseDesk, server: Answering) -> None:
    import jsonschema  # noqa: PLC0415

    server.says({"outcome": "received", "news": [STEP_OK]})
    desk.submit(submission("C-1"), AUDIT, deadline_s=5)
    operation, sent = server.asked[-1]
    assert operation == "desk/submitCase"
    described = yaml.safe_load(CONTRACT.read_text("utf-8"))
    schema = {
        "$ref": "#/components/schemas/SubmitRequest",
        "components": described["components"],
    }
    jsonschema.validate(sent, schema)


@ODD
@given(
    kind=st.sampled_from(NewsKind),
    step=st.integers(1, 10_000),
    texts=st.lists(st.sampled_from(["补电话", "a"]), max_size=3),
)
def test_a_step_is_read_back_as_it_was_kept(
    kind: NewsKind, step: int, texts: list[str]
) -> None:
    if kind is NewsKind.DECIDED:
        return
    at = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
    news = DeskNews(step, kind, at, "R-1", "m", tuple(texts), at.date())
    (row,) = rows_of((news,))
    assert news_from(json.loads(row.body)) == news
    assert progress_of((news_from(json.loads(row.body)),)) == progress_of((news,))
