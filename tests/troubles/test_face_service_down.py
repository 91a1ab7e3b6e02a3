# SPDX-License-Identifier: Apache-2.0
"""The face service passes, fails, is slow, never ends, goes away, lies, or signs wrongly."""

import socket
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from threading import Event, Timer
from time import monotonic

import pytest

from devices.errors import DeviceError
from devices.states import DeviceState
from kiosk.person_check import (
    CheckEnd,
    CheckOutcome,
    NotConfirmed,
    PersonCheckMethod,
    PersonConfirmed,
    StartedCheck,
)
from kiosk.sync.face_service import FaceServiceCheck, FaceSettings
from tests.support.identity_codes import AUDIT, CHEN
from tests.support.simulators import RunningSimulator

SHARED = "only the two of us know"

Make = Callable[..., FaceServiceCheck]


@pytest.fixture
def face(face_process: RunningSimulator) -> RunningSimulator:
    face_process.send("clear")
    return face_process


@pytest.fixture
def make(face: RunningSimulator) -> Iterator[Make]:
    made: list[FaceServiceCheck] = []

    def build(**more: float | str) -> FaceServiceCheck:
        made.append(FaceServiceCheck(FaceSettings(face.address, **more)))  # type: ignore[arg-type]
        return made[-1]

    yield build
    for check in made:
        check.close()


def started(check: FaceServiceCheck) -> StartedCheck:
    found = check.start(CHEN, AUDIT, deadline_s=3.0)
    assert isinstance(found, StartedCheck)
    return found


def ended(
    check: FaceServiceCheck, begun: StartedCheck, deadline_s: float = 5.0
) -> CheckOutcome:
    return check.conclude(begun, deadline_s=deadline_s, cancelled=Event())


def test_a_pass_confirms_this_person_and_name_and_number_are_all_that_went_out(
    make: Make, face: RunningSimulator
) -> None:
    check = make()
    outcome = ended(check, started(check))
    assert isinstance(outcome, PersonConfirmed)
    assert outcome.method is check.method is PersonCheckMethod.FACE_SERVICE
    assert outcome.is_of(CHEN.number)
    assert not outcome.is_of("439900194311050044")
    assert face.send("state")["told"] == [["name", "nonce", "number"]]


@pytest.mark.parametrize(
    ("result", "end"), [("fail", CheckEnd.FAILED), ("cancel", CheckEnd.CANCELLED)]
)
def test_what_is_not_passed_confirms_nobody(
    make: Make, face: RunningSimulator, result: str, end: CheckEnd
) -> None:
    face.send("set", result=result)
    check = make()
    assert ended(check, started(check)) == NotConfirmed(end)


def test_a_slow_service_is_waited_for(make: Make, face: RunningSimulator) -> None:
    face.send("set", result="slow", slow_ms=900)
    check = make()
    assert isinstance(ended(check, started(check)), PersonConfirmed)


def test_a_check_that_nobody_finishes_ends_by_our_time_or_theirs(
    make: Make, face: RunningSimulator
) -> None:
    face.send("set", result="none")
    check = make()
    assert ended(check, started(check), 0.4) == NotConfirmed(CheckEnd.TIMED_OUT)
    assert face.send("state")["cancelled"] == 1  # the camera is told
    impatient = make(timeout_s=0.3)
    assert ended(impatient, started(impatient)) == NotConfirmed(CheckEnd.TIMED_OUT)
    face.send("set", valid_s=0)
    with pytest.raises(DeviceError, match="validSeconds"):
        started(check)
    face.send("set", valid_s=1)
    assert ended(check, started(check)) == NotConfirmed(CheckEnd.TIMED_OUT)


def test_cancel_ends_the_wait_and_tells_the_service(make: Make, face: RunningSimulator) -> None:
    face.send("set", result="none")
    check, cancelled = make(), Event()
    begun = started(check)
    Timer(0.2, cancelled.set).start()
    outcome = check.conclude(begun, deadline_s=30.0, cancelled=cancelled)
    assert outcome == NotConfirmed(CheckEnd.CANCELLED)
    assert face.send("state")["cancelled"] == 1
    assert NotConfirmed(CheckEnd.CANCELLED).code == ""


def test_a_pass_about_another_person_confirms_nobody(
    make: Make, face: RunningSimulator
) -> None:
    check = make()
    begun = started(check)
    face.send("fault", kind="wrong_holder")
    with pytest.raises(DeviceError, match="CHECK-1302"):
        ended(check, begun)


def test_signed_answers_are_taken_and_others_are_not(
    make: Make, face: RunningSimulator, tmp_path: Path
) -> None:
    secret = tmp_path / "secret"
    secret.write_text(f"{SHARED}\n")
    check = make(secret_file=str(secret))
    begun = started(check)  # a service without a secret does not mind the signature
    with pytest.raises(DeviceError, match="signature is missing"):
        ended(check, begun)
    face.send("set", secret="something else")  # noqa: S106  # a test
    with pytest.raises(DeviceError, match="CHECK-1302"):
        started(check)
    with pytest.raises(DeviceError, match="signature does not hold"):
        ended(check, begun)
    face.send("set", secret=SHARED)
    assert isinstance(ended(check, started(check)), PersonConfirmed)
    face.send("set", result="fail")
    assert ended(check, started(check)) == NotConfirmed(CheckEnd.FAILED)
    assert check.probe().state.is_good
    for text in ("", None):
        secret.unlink() if text is None else secret.write_text(text)
        assert check.probe().code == "CHECK-1302"


def test_a_page_for_the_telephone_is_handed_on_only_when_it_is_one(
    make: Make, face: RunningSimulator
) -> None:
    face.send("set", url="https://face.invalid/go?check=1")
    check = make()
    assert started(check).url == "https://face.invalid/go?check=1"
    face.send("set", url="javascript:alert(1)")
    with pytest.raises(DeviceError, match="url is not of its form"):
        started(check)


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("down", "CHECK-1301"),
        ("close", "CHECK-1301"),
        ("refuse", "CHECK-1302"),
        ("status_99", "CHECK-1302"),
        ("http_500", "CHECK-1302"),
        ("rubbish", "CHECK-1302"),
        ("half_json", "CHECK-1302"),
        ("huge", "CHECK-1302"),
        ("no_http", "CHECK-1302"),
    ],
)
def test_no_answer_is_told_and_is_no_pass(
    make: Make, face: RunningSimulator, kind: str, code: str
) -> None:
    check = make()
    begun = started(check)
    face.send("fault", kind=kind)
    with pytest.raises(DeviceError) as caught:
        check.start(CHEN, AUDIT, deadline_s=2.0)
    assert caught.value.code == check.probe().code == code
    assert CHEN.number not in str(caught.value)
    with pytest.raises(DeviceError, match=code):
        ended(check, begun)
    check.abandon(begun)  # says nothing of its own failure
    face.send("clear")
    assert isinstance(ended(check, started(check)), PersonConfirmed)


def test_one_question_that_is_lost_does_not_end_the_check(
    make: Make, face: RunningSimulator
) -> None:
    check = make()
    begun = started(check)
    face.send("fault", kind="close", count=2)
    assert isinstance(ended(check, begun), PersonConfirmed)


def test_a_service_that_hangs_holds_nobody(make: Make, face: RunningSimulator) -> None:
    check = make()
    begun = started(check)
    face.send("fault", kind="hang")
    before = monotonic()
    with suppress(DeviceError):
        assert ended(check, begun, 0.5) == NotConfirmed(CheckEnd.TIMED_OUT)
    assert monotonic() - before < 6.0


def test_a_service_that_is_not_there_is_offline() -> None:
    with socket.socket() as bound:  # bound and not listening: the port stays nobody's
        bound.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{bound.getsockname()[1]}"
        report = FaceServiceCheck(FaceSettings(address)).probe()
    assert (report.device, report.state) == ("person_check", DeviceState.OFFLINE)
