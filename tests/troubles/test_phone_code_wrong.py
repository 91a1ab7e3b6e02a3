# SPDX-License-Identifier: Apache-2.0
"""The code by telephone: right, wrong, too often wrong, too late, of another person."""

from collections.abc import Iterator
from threading import Event

import pytest

from devices.errors import DeviceError
from kiosk.person_check import (
    CheckEnd,
    CheckOutcome,
    CheckSubject,
    NotConfirmed,
    PersonCheckMethod,
    PersonConfirmed,
    StartedCheck,
    WrongCode,
)
from kiosk.sync.phone_code import PhoneCodeCheck
from tests.support.identity_codes import AUDIT, CHEN, platform_on
from tests.support.simulators import RunningSimulator


@pytest.fixture
def platform(identity_process: RunningSimulator) -> RunningSimulator:
    identity_process.send("clear")
    return identity_process


@pytest.fixture
def check(platform: RunningSimulator) -> Iterator[PhoneCodeCheck]:
    found = PhoneCodeCheck(platform_on(platform.address))
    yield found
    found.close()


def started(check: PhoneCodeCheck, subject: CheckSubject = CHEN) -> StartedCheck:
    found = check.start(subject, AUDIT, deadline_s=3.0)
    assert isinstance(found, StartedCheck)
    return found


def typed(check: PhoneCodeCheck, begun: StartedCheck, code: str) -> CheckOutcome:
    return check.conclude(begun, code=code, deadline_s=3.0, cancelled=Event())


def message(platform: RunningSimulator) -> dict[str, str]:
    messages = platform.send("state")["messages"]
    assert isinstance(messages, list)
    return dict(messages[-1])


def other_than(code: str) -> str:
    return "000000" if code != "000000" else "000001"


def test_the_right_code_confirms_this_person_and_nobody_else(
    check: PhoneCodeCheck, platform: RunningSimulator
) -> None:
    begun = started(check)
    sent = message(platform)
    assert begun.masked_phone == "100****0000"
    assert sent["phone"] not in repr(vars(begun))
    outcome = typed(check, begun, sent["code"])
    assert isinstance(outcome, PersonConfirmed)
    assert outcome.method is PersonCheckMethod.PHONE_CODE
    assert outcome.is_of(CHEN.number)
    assert not outcome.is_of("439900194311050044")
    assert typed(check, begun, sent["code"]) == NotConfirmed(CheckEnd.CANCELLED)  # used up


def test_wrong_codes_count_down_and_end_the_check(
    check: PhoneCodeCheck, platform: RunningSimulator
) -> None:
    begun = started(check)
    right = message(platform)["code"]
    wrong = other_than(right)
    assert typed(check, begun, wrong) == WrongCode(2)
    assert typed(check, begun, wrong) == WrongCode(1)
    assert typed(check, begun, wrong) == NotConfirmed(CheckEnd.FAILED)
    assert isinstance(typed(check, begun, right), NotConfirmed)
    assert isinstance(typed(check, started(check), message(platform)["code"]), PersonConfirmed)


@pytest.mark.parametrize("code", ["", "12a456", "１２３４５６", "1" * 13, "-1"])
def test_what_is_no_code_costs_no_try(
    check: PhoneCodeCheck, platform: RunningSimulator, code: str
) -> None:
    begun = started(check)
    assert isinstance(typed(check, begun, code), WrongCode)
    assert typed(check, begun, other_than(message(platform)["code"])) == WrongCode(2)


def test_a_code_that_came_too_late(check: PhoneCodeCheck, platform: RunningSimulator) -> None:
    platform.send("set", code_s=0)
    begun = started(check)
    outcome = typed(check, begun, message(platform)["code"])
    assert outcome == NotConfirmed(CheckEnd.TIMED_OUT)
    assert NotConfirmed(CheckEnd.TIMED_OUT).code == "CHECK-1305"


def test_nobody_is_confirmed_whose_telephone_is_not_known(
    check: PhoneCodeCheck, platform: RunningSimulator
) -> None:
    unknown = CheckSubject("无名", "439900197002280122")
    outcome = check.start(unknown, AUDIT, deadline_s=3.0)
    assert outcome == NotConfirmed(CheckEnd.NO_PHONE)
    platform.send("set", phone="unknown")
    outcome = check.start(CHEN, AUDIT, deadline_s=3.0)
    assert isinstance(outcome, NotConfirmed)
    assert outcome.code == "CHECK-1303"


def test_a_right_code_about_another_person_confirms_nobody(
    check: PhoneCodeCheck, platform: RunningSimulator
) -> None:
    begun = started(check)
    code = message(platform)["code"]
    platform.send("fault", kind="wrong_holder")
    with pytest.raises(DeviceError, match="CHECK-1302"):
        typed(check, begun, code)


def test_an_abandoned_check_is_over(check: PhoneCodeCheck, platform: RunningSimulator) -> None:
    begun = started(check)
    code = message(platform)["code"]
    cancelled = Event()
    cancelled.set()
    ended = check.conclude(begun, code=code, deadline_s=3.0, cancelled=cancelled)
    assert ended == NotConfirmed(CheckEnd.CANCELLED)
    assert typed(check, begun, code) == NotConfirmed(CheckEnd.CANCELLED)


def test_the_number_and_nothing_else_of_the_person_goes_out(
    check: PhoneCodeCheck, platform: RunningSimulator
) -> None:
    started(check)
    report = check.probe()
    assert report.state.is_good
    assert check.method is PersonCheckMethod.PHONE_CODE
    calls = platform.send("state")["calls"]
    assert isinstance(calls, list)
    assert calls[0]["purpose"] == "核对本人"
    assert calls[0]["audit"]["itemCode"] == "identification"
