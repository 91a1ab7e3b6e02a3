# SPDX-License-Identifier: Apache-2.0
"""Faults of a person check's other side, and its state, in one vocabulary."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from certificates.errors import (
    CertificateError,
    PlatformTimeoutError,
    PlatformUnreachableError,
)
from certificates.library.interface import PlatformReport
from devices.errors import DeviceAbsentError, DeviceFailedError
from devices.states import DeviceState, ProbeReport
from kiosk.person_check import (
    DEVICE,
    PassAnswer,
    PersonCheckMethod,
    PersonConfirmed,
    StartedCheck,
    UnboundAnswerError,
)

OUT_OF_REACH: Final = "CHECK-1301"
NO_ANSWER: Final = "CHECK-1302"
_AWAY: Final = {"PLATFORM-0301", "PLATFORM-0302"}


@contextmanager
def told_as_check_fault() -> Iterator[None]:
    """Turn a platform's failure into one of the check; also an answer about somebody else.

    Raises:
        DeviceError: CHECK-1301 or CHECK-1302.

    """
    try:
        yield
    except (PlatformUnreachableError, PlatformTimeoutError) as error:
        raise DeviceAbsentError(OUT_OF_REACH, DEVICE, str(error)) from error
    except CertificateError as error:
        raise DeviceFailedError(NO_ANSWER, DEVICE, str(error)) from error


def confirmed(started: StartedCheck, answer: PassAnswer) -> PersonConfirmed:
    """Take a pass for what it is, if it belongs to the check.

    Raises:
        DeviceFailedError: CHECK-1302, it does not.

    """
    try:
        return PersonConfirmed(started, answer)
    except UnboundAnswerError as error:
        raise DeviceFailedError(NO_ANSWER, DEVICE, str(error)) from None


def report_of(found: PlatformReport, method: PersonCheckMethod) -> ProbeReport:
    """Say what a self-test found, in the check's own codes."""
    facts = (("method", method.value),)
    if found.reachable:
        return ProbeReport(DEVICE, DeviceState.ONLINE, detail=found.detail, facts=facts)
    is_away = found.code in _AWAY
    return ProbeReport(
        DEVICE,
        DeviceState.OFFLINE if is_away else DeviceState.USER_ERROR,
        OUT_OF_REACH if is_away else NO_ANSWER,
        f"{found.code} {found.detail}",
        facts,
    )
