# SPDX-License-Identifier: Apache-2.0
"""What a scanner sends that is no code: half of it, noise, far too much, two at once."""

from collections.abc import Iterator
from threading import Event, Timer
from time import monotonic

import pytest

from devices.errors import CardUnreadableError
from devices.scanner.serial_scanner import SerialQrScanner
from tests.support.identity_codes import SOON_S, CodeStand, scanner_on
from tests.support.simulators import RunningSimulator

TEXT = "JBT1.abcdefghijklmnopqrstuvwxyz"


@pytest.fixture
def scanner(simulated_scanner: RunningSimulator) -> Iterator[SerialQrScanner]:
    found = scanner_on(simulated_scanner)
    yield found
    found.close()


def shown(
    scanner: SerialQrScanner, simulator: RunningSimulator, *texts: str, deadline_s: float = 3.0
) -> str | None:
    """What the driver makes of codes that are shown while it waits."""

    def show() -> None:
        for text in texts:
            simulator.send("lay", text=text)

    hand = Timer(SOON_S, show)
    hand.start()
    try:
        token = scanner.read_token(deadline_s=deadline_s, cancelled=Event())
    finally:
        hand.join()
    return None if token is None else token.text


@pytest.mark.parametrize("kind", ["half", "garbage", "too_long"])
def test_what_is_no_code_is_told_at_once_and_the_next_one_works(
    scanner: SerialQrScanner, simulated_scanner: RunningSimulator, kind: str
) -> None:
    simulated_scanner.send("fault", kind=kind)
    with pytest.raises(CardUnreadableError, match="SCANNER-1104") as caught:
        shown(scanner, simulated_scanner, TEXT, deadline_s=10.0)
    assert TEXT[:10] not in str(caught.value)
    assert shown(scanner, simulated_scanner, TEXT) == TEXT


def test_a_code_read_twice_at_once_is_one(
    scanner: SerialQrScanner, simulated_scanner: RunningSimulator
) -> None:
    simulated_scanner.send("fault", kind="double")
    assert shown(scanner, simulated_scanner, TEXT) == TEXT
    assert shown(scanner, simulated_scanner, TEXT, deadline_s=1.0) is None  # still held there
    assert shown(scanner, simulated_scanner, TEXT + "2") == TEXT + "2"


def test_two_codes_at_once_are_none(
    scanner: SerialQrScanner, simulated_scanner: RunningSimulator
) -> None:
    with pytest.raises(CardUnreadableError, match="2 different texts"):
        shown(scanner, simulated_scanner, TEXT, TEXT + "2")


@pytest.mark.parametrize("suffix", ["cr", "lf", "crlf"])
def test_every_line_end_is_taken(
    scanner: SerialQrScanner, simulated_scanner: RunningSimulator, suffix: str
) -> None:
    simulated_scanner.send("set", suffix=suffix)
    assert shown(scanner, simulated_scanner, TEXT + suffix) == TEXT + suffix


def test_a_scanner_without_a_line_end_is_told_with_its_remedy(
    scanner: SerialQrScanner, simulated_scanner: RunningSimulator
) -> None:
    simulated_scanner.send("set", suffix="none")
    with pytest.raises(CardUnreadableError, match="suffix CR or LF"):
        shown(scanner, simulated_scanner, TEXT)


def test_what_was_shown_before_the_wait_does_not_count(
    scanner: SerialQrScanner, simulated_scanner: RunningSimulator
) -> None:
    assert scanner.probe().state.is_good  # the port is open and takes in what comes
    simulated_scanner.send("lay", text=TEXT)
    assert scanner.read_token(deadline_s=0.4, cancelled=Event()) is None
    assert shown(scanner, simulated_scanner, TEXT) == TEXT


def test_cancel_ends_the_wait_at_once(
    scanner: SerialQrScanner, simulated_scanner: RunningSimulator
) -> None:
    cancelled = Event()
    Timer(0.2, cancelled.set).start()
    started = monotonic()
    assert scanner.read_token(deadline_s=30.0, cancelled=cancelled) is None
    assert monotonic() - started < 2.0
    assert scanner.read_token(deadline_s=30.0, cancelled=cancelled) is None


@pytest.mark.parametrize("kind", ["half", "garbage", "too_long"])
def test_a_bad_scan_never_reaches_the_platform(stand: CodeStand, kind: str) -> None:
    stand.scanner.send("fault", kind=kind)
    assert stand.refusal(stand.token()) == "SCANNER-1104"
    assert stand.platform.send("state")["calls"] == []
