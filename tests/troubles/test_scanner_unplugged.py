# SPDX-License-Identifier: Apache-2.0
"""The scanner's plug is pulled, its port is held, or the kiosk may not open it."""

import os
from collections.abc import Iterator
from threading import Event, Timer
from time import monotonic

import pytest

from devices.errors import DeviceAbsentError
from devices.scanner import scanner_line
from devices.scanner.serial_scanner import SerialQrScanner
from devices.serial_holders import told_unopened
from devices.settings import ScannerSettings
from devices.states import DeviceState
from tests.support.identity_codes import CodeStand, scanner_on
from tests.support.simulators import RunningSimulator

TEXT = "JBT1.zyxwvutsrqponmlkjihgfedcba"


@pytest.fixture
def scanner(simulated_scanner: RunningSimulator) -> Iterator[SerialQrScanner]:
    found = scanner_on(simulated_scanner)
    yield found
    found.close()


def test_an_unplugged_scanner_is_told_and_works_again_once_it_is_back(
    scanner: SerialQrScanner, simulated_scanner: RunningSimulator
) -> None:
    assert scanner.probe().state is DeviceState.ONLINE
    simulated_scanner.send("set", plugged=False)
    with pytest.raises(DeviceAbsentError, match="SCANNER-1101"):
        scanner.read_token(deadline_s=10.0, cancelled=Event())
    report = scanner.probe()
    assert (report.state, report.code) == (DeviceState.NO_DEVICE, "SCANNER-1101")
    simulated_scanner.send("set", plugged=True)
    hand = Timer(0.3, simulated_scanner.send, ("lay",), {"text": TEXT})
    hand.start()
    token = scanner.read_token(deadline_s=3.0, cancelled=Event())
    hand.join()
    assert token is not None
    assert token.text == TEXT


def test_a_plug_that_comes_loose_in_the_middle_of_a_code_is_not_noticed(
    scanner: SerialQrScanner, simulated_scanner: RunningSimulator
) -> None:
    simulated_scanner.send("fault", kind="unplug")

    def hand() -> None:
        simulated_scanner.send("lay", text=TEXT)  # pulls the plug
        Event().wait(0.5)
        simulated_scanner.send("set", plugged=True)
        Event().wait(0.6)
        simulated_scanner.send("lay", text=TEXT)

    timer = Timer(0.3, hand)
    timer.start()
    started = monotonic()
    token = scanner.read_token(deadline_s=8.0, cancelled=Event())
    timer.join()
    assert token is not None
    assert token.text == TEXT
    assert monotonic() - started < 5.0


def test_a_short_wait_on_a_missing_scanner_still_tells_the_fault(
    scanner: SerialQrScanner, simulated_scanner: RunningSimulator
) -> None:
    simulated_scanner.send("set", plugged=False)
    started = monotonic()
    with pytest.raises(DeviceAbsentError, match="SCANNER-1101"):
        scanner.read_token(deadline_s=0.4, cancelled=Event())
    assert monotonic() - started < 1.5
    cancelled = Event()
    Timer(0.2, cancelled.set).start()
    assert scanner.read_token(deadline_s=30.0, cancelled=cancelled) is None


def test_a_line_held_by_another_program_has_its_own_code(
    scanner: SerialQrScanner, simulated_scanner: RunningSimulator
) -> None:
    assert scanner.probe().state is DeviceState.ONLINE
    report = scanner_on(simulated_scanner).probe()
    assert (report.state, report.code) == (DeviceState.USER_ERROR, "SCANNER-1102")
    assert f"(pid {os.getpid()})" in report.detail


def test_no_permission_and_no_port_have_their_own_codes() -> None:
    error = PermissionError(13, "Permission denied")
    assert scanner_line._gone("cannot open", error).code == "SCANNER-1103"
    told = told_unopened("/dev/null", is_held=False, is_forbidden=True)
    assert "belongs to root:root" in told
    missing = SerialQrScanner(ScannerSettings(port="/dev/serial/by-id/none")).probe()
    assert "/dev/serial/by-id" in missing.detail.partition(";")[2]
    assert SerialQrScanner(ScannerSettings()).probe().code == "SCANNER-1101"
    assert SerialQrScanner(ScannerSettings(port="no://such")).probe().code == "SCANNER-1101"


def test_the_source_tells_the_scanner_first_and_then_the_platform(stand: CodeStand) -> None:
    assert stand.source.probe().state is DeviceState.ONLINE
    stand.scanner.send("set", plugged=False)
    assert stand.source.probe().code == "SCANNER-1101"
    stand.scanner.send("set", plugged=True)
    stand.platform.send("fault", kind="down")
    report = stand.source.probe()
    assert (report.state, report.code) == (DeviceState.OFFLINE, "TOKEN-1204")
    stand.platform.send("fault", kind="refuse")
    report = stand.source.probe()
    assert (report.state, report.code) == (DeviceState.USER_ERROR, "TOKEN-1205")
