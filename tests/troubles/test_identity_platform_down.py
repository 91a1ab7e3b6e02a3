# SPDX-License-Identifier: Apache-2.0
"""The platform goes away, hangs, drips or answers rubbish while somebody shows a code."""

import pytest

from devices.errors import DeviceError
from kiosk.sync.phone_code import PhoneCodeCheck
from tests.support.identity_codes import AUDIT, CHEN, CodeStand

AWAY = ("down", "close", "cut_short")
NO_ANSWER = ("refuse", "status_99", "http_500", "rubbish", "half_json", "huge", "no_http")


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("down", "TOKEN-1204"),
        ("cut_short", "TOKEN-1204"),
        ("refuse", "TOKEN-1205"),
        ("rubbish", "TOKEN-1205"),
    ],
)
def test_a_code_is_not_taken_and_a_fresh_one_works_afterwards(
    stand: CodeStand, kind: str, code: str
) -> None:
    text = stand.token()
    stand.platform.send("fault", kind=kind)
    assert stand.refusal(text) == code
    stand.platform.send("clear")
    assert stand.read(stand.token()) is not None


@pytest.mark.parametrize(
    ("kind", "code"),
    [*((kind, "CHECK-1301") for kind in AWAY), *((kind, "CHECK-1302") for kind in NO_ANSWER)],
)
def test_no_check_is_started(stand: CodeStand, kind: str, code: str) -> None:
    check = PhoneCodeCheck(stand.source._platform)
    stand.platform.send("fault", kind=kind)
    with pytest.raises(DeviceError) as caught:
        check.start(CHEN, AUDIT, deadline_s=2.0)
    assert caught.value.code == check.probe().code == code
    assert CHEN.number not in str(caught.value)


@pytest.mark.parametrize("kind", ["hang", "slow_drip", "slow_header"])
def test_the_deadline_holds_whatever_comes(stand: CodeStand, kind: str) -> None:
    check = PhoneCodeCheck(stand.source._platform)
    stand.platform.send("fault", kind=kind)
    with pytest.raises(DeviceError) as caught:
        check.start(CHEN, AUDIT, deadline_s=0.4)
    assert caught.value.code == "CHECK-1301"
