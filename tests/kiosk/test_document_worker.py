# SPDX-License-Identifier: Apache-2.0
"""The worker of the document process in this process, and the wire between the two."""

import gc
import socket
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certificates.errors import CertificateError, DocumentError, KeyRefusedError
from kiosk.clock import SystemClock
from kiosk.documents import wire, worker
from kiosk.documents.request import (
    fault_from_item,
    item_from_fault,
    item_from_request,
    item_from_setup,
    request_from_item,
    setup_from_item,
)
from kiosk.documents.workshop import Workshop
from tests.support.document_process import (
    CLAIMS,
    REQUEST,
    setup_in,
)


def test_worker_answers_in_order_and_ends_with_the_line(key_home: Path) -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        wire.send_frame(ours, item_from_setup(setup_in(key_home)))
        wire.send_frame(ours, {"preflight": {"unit": "样本"}})
        wire.send_frame(ours, {"preflight": {"unit": "\ue000"}})
        wire.send_frame(ours, {"make": item_from_request(REQUEST)})
        ours.shutdown(socket.SHUT_WR)
        try:
            with pytest.raises(EOFError):
                worker.serve(theirs, started_s=0.0)
        finally:
            gc.enable()
            gc.unfreeze()
        answers = [wire.receive_frame(ours) for _ in range(4)]
    kinds = [next(iter(answer)) for answer in answers if isinstance(answer, dict)]
    assert kinds == ["done", "done", "fault", "done"]


@pytest.mark.parametrize("question", [{}, {"what": 1}, {"make": 1}, [1], "x"])
def test_question_that_nobody_asks_is_a_bug(question: object, key_home: Path) -> None:
    workshop = Workshop(setup_in(key_home))
    with pytest.raises(TypeError):
        worker.answer(workshop, worker._mapping(question))


def test_report_of_a_bug_names_places_and_no_values(
    capsys: pytest.CaptureFixture[str],
) -> None:
    try:
        raise ValueError("样本明")  # noqa: TRY301
    except ValueError as error:
        worker.report_bug(type(error), error, error.__traceback__)
    told = capsys.readouterr().err
    assert "ValueError" in told
    assert Path(__file__).name in told
    assert "样本明" not in told


# -- the wire -------------------------------------------------------------------------------


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.text() | st.binary(),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(st.text(max_size=8), inner, max_size=4)
        ),
        max_leaves=10,
    )
)
def test_items_cross_unchanged(item: object) -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        wire.send_frame(ours, item)
        assert wire.receive_frame(theirs) == item


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        (b"", EOFError),
        (b"\0\0\0", EOFError),
        (b"\0\0\0\0\0\0\0\5abc", EOFError),
        (b"\0\0\0\0\0\0\0\1\xff", wire.BrokenFrameError),
        (b"\xff\0\0\0\0\0\0\1", wire.BrokenFrameError),
    ],
)
def test_torn_frame_is_an_error(sent: bytes, expected: type[Exception]) -> None:
    ours, theirs = socket.socketpair()
    with theirs:
        with ours:
            ours.sendall(sent)
        with pytest.raises(expected):
            wire.receive_frame(theirs)


def test_silence_ends_at_the_deadline() -> None:
    ours, theirs = socket.socketpair()
    clock = SystemClock()
    ends_at = clock.monotonic() + 0.1
    with ours, theirs:
        ours.sendall(b"\0\0\0")
        with pytest.raises(TimeoutError):
            wire.receive_frame(theirs, remaining_s=lambda: ends_at - clock.monotonic())


def test_requests_and_faults_survive_the_wire(tmp_path: Path) -> None:
    full = replace(
        REQUEST,
        values={"unit": "店", "items": ("一", "二")},
        strokes=(((1.0, 2.0, 3.0), (4.0, 5.0, 6.0)), ((0.0, 0.0, 0.0),)),
        must_show=("店",),
    )
    endless = replace(full, claims=replace(CLAIMS, expires_on=None))
    ours, theirs = socket.socketpair()
    with ours, theirs:
        for request in (full, endless, replace(full, claims=None)):
            wire.send_frame(ours, item_from_request(request))
            item = wire.receive_frame(theirs)
            assert isinstance(item, dict)
            assert request_from_item(item) == request
        wire.send_frame(ours, item_from_setup(setup_in(tmp_path)))
        item = wire.receive_frame(theirs)
        assert isinstance(item, dict)
        assert setup_from_item(item) == setup_in(tmp_path)
    for kind, code in (
        (DocumentError, "DOCUMENT-0601"),
        (KeyRefusedError, "CONFIG-0701"),
        (CertificateError, "PLATFORM-0301"),
    ):
        fault = fault_from_item(item_from_fault(kind(code, "why")))
        assert (type(fault), fault.code, fault.detail) == (kind, code, "why")


def test_request_hides_its_values() -> None:
    assert "阿明" not in repr(REQUEST)
    assert "祥" not in repr(REQUEST)


def test_moment_needs_a_zone() -> None:
    with pytest.raises(ValueError, match="zone"):
        replace(REQUEST, created=datetime(2026, 1, 1))  # noqa: DTZ001
