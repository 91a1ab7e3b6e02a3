# SPDX-License-Identifier: Apache-2.0
"""The receipt printer on its simulator: a slip is out when the printer says so, dot by dot."""

import socket
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread

import pytest

from devices.errors import DeviceAbsentError
from devices.receipt_printer.commands import without_commands
from devices.receipt_printer.line import open_line
from devices.receipt_printer.receipt_printer import ReceiptPrinter, SlipEnd, SlipOutcome
from devices.settings import ReceiptPrinterSettings
from devices.states import DeviceState, PaperSupply
from tests.support.receipts import (
    DOTS,
    QUICK,
    TOKEN,
    dots_of,
    printed,
    receipt_printer_on,
    running_receipt_printer,
    slips,
)
from tests.support.simulators import RunningSimulator

BLANK_ROWS = 96
"""What the cutter is away from the head."""


@pytest.fixture(scope="module")
def running() -> Iterator[RunningSimulator]:
    with running_receipt_printer() as simulator:
        yield simulator


@pytest.fixture
def simulator(running: RunningSimulator) -> RunningSimulator:
    running.reset()
    return running


def test_a_slip_comes_out_dot_by_dot_and_is_proven(simulator: RunningSimulator) -> None:
    printer = receipt_printer_on(simulator)
    assert printed(printer) == SlipOutcome(SlipEnd.PRINTED)
    assert printed(printer) == SlipOutcome(SlipEnd.PRINTED)
    rest, first, second = slips(simulator)  # the first cut takes off what may hang there
    assert rest.size == (576, BLANK_ROWS)
    assert not any(dots_of(rest))
    for slip in (first, second):
        assert dots_of(slip) == without_commands(DOTS.dots) + bytes(72 * BLANK_ROWS)
    assert simulator.send("state")["strays"] == 0


def test_nothing_is_sent_before_whoever_keeps_the_ledger_agrees(
    simulator: RunningSimulator,
) -> None:
    def refuse() -> None:
        raise LookupError("the disk is full")

    printer = receipt_printer_on(simulator)
    with pytest.raises(LookupError):
        printer.print(DOTS, TOKEN, sending=refuse, cancelled=Event())
    assert slips(simulator) == []
    assert simulator.send("state")["uncut_rows"] == 0


def test_a_slip_that_is_given_up_before_it_was_sent_is_not_started(
    simulator: RunningSimulator,
) -> None:
    cancelled = Event()
    cancelled.set()
    outcome = printed(receipt_printer_on(simulator), cancelled=cancelled)
    assert outcome.end is SlipEnd.NOT_STARTED
    assert slips(simulator) == []


def test_a_slip_that_is_given_up_afterwards_is_cleared_out_of_the_printer(
    simulator: RunningSimulator,
) -> None:
    printer, cancelled = receipt_printer_on(simulator, proof="status"), Event()
    simulator.send("set", process_id=False)
    outcome = printer.print(DOTS, TOKEN, sending=cancelled.set, cancelled=cancelled)
    assert (outcome.end, outcome.detail) == (SlipEnd.NOT_PROVEN, "given up")
    assert outcome.is_cleared


@pytest.mark.parametrize("proof", ["process_id", "status"])
def test_a_printer_without_process_ids_is_believed_by_its_status_or_not_at_all(
    simulator: RunningSimulator, proof: str
) -> None:
    simulator.send("set", process_id=False)
    printer = receipt_printer_on(simulator, proof=proof)
    report, outcome = printer.probe(), printed(printer)
    if proof == "status":
        assert report.state is DeviceState.ONLINE
        assert outcome.end is SlipEnd.PRINTED
        assert not printer.capabilities.proves_print
    else:
        assert (report.state, report.code) == (DeviceState.USER_ERROR, "RECEIPT-1705")
        assert "set [receipt_printer] proof" in report.detail
        assert (outcome.end, outcome.code) == (SlipEnd.NOT_PROVEN, "RECEIPT-1706")


def test_the_self_test_prints_nothing_and_tells_the_paper(simulator: RunningSimulator) -> None:
    printer = receipt_printer_on(simulator)
    report = printer.probe()
    assert (report.device, report.state, report.code) == (
        "receipt_printer",
        DeviceState.ONLINE,
        "",
    )
    assert report.facts == (("paper", "full"), ("address", simulator.address))
    simulator.send("fault", kind="near_end")
    report = printer.probe()
    assert (report.state, report.code) == (DeviceState.ONLINE, "RECEIPT-1707")
    assert printer.status().paper is PaperSupply.LOW
    assert printed(printer).end is SlipEnd.PRINTED
    state = simulator.send("state")
    assert state["strays"] == 0


def test_a_printer_without_cutter_feeds_the_slip_out(simulator: RunningSimulator) -> None:
    printer = receipt_printer_on(simulator, cut="none")
    assert printed(printer).end is SlipEnd.PRINTED
    assert slips(simulator) == []
    assert int(str(simulator.send("state")["uncut_rows"])) > DOTS.rows
    assert not printer.capabilities.can_cut
    printed(receipt_printer_on(simulator))  # cuts it off for the next test


def test_a_slip_goes_over_a_serial_line(tmp_path: Path) -> None:
    with running_receipt_printer("--link", str(tmp_path / "slips")) as simulator:
        printer = receipt_printer_on(simulator)
        assert printer.probe().state is DeviceState.ONLINE
        assert printed(printer).end is SlipEnd.PRINTED
        assert dots_of(slips(simulator)[-1])[: len(DOTS.dots)] == without_commands(DOTS.dots)


def test_stale_answers_are_nobodys() -> None:
    """Answers that wait on the line from before say nothing about now."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def play() -> None:
            line, _ = server.accept()
            with line:
                line.sendall(bytes.fromhex("12 12 12 12 37 22") + TOKEN + b"\0")
                octets = b""
                while part := line.recv(4096):
                    octets += part
                    if octets[-3:-1] == b"\x10\x04":
                        line.sendall(bytes((0x1A,)))  # offline, whatever is asked

        thread = Thread(target=play)
        thread.start()
        address = f"socket://127.0.0.1:{server.getsockname()[1]}"
        outcome = printed(ReceiptPrinter(ReceiptPrinterSettings(uri=address), QUICK))
        thread.join()
    assert (outcome.end, outcome.code) == (SlipEnd.NOT_STARTED, "RECEIPT-1704")


def test_a_babbling_printer_does_not_hold_the_kiosk() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def babble() -> None:
            line, _ = server.accept()
            with line:
                try:
                    while True:
                        line.sendall(b"\x37\x25\0" * 100)
                except OSError:
                    return

        thread = Thread(target=babble)
        thread.start()
        address = f"socket://127.0.0.1:{server.getsockname()[1]}"
        report = ReceiptPrinter(ReceiptPrinterSettings(uri=address), QUICK).probe()
        thread.join()
    assert (report.state, report.code) == (DeviceState.HARDWARE_ERROR, "RECEIPT-1705")


@pytest.mark.parametrize(
    ("uri", "told"),
    [
        ("socket://127.0.0.1:1", "ECONNREFUSED"),
        ("/dev/serial/by-id/nothing", "ENOENT"),
        ("/dev/null", "ECONNRESET"),
        (__file__, "ENOTTY"),
        ("", "ENOENT"),
    ],
)
def test_a_line_that_does_not_open_says_why(uri: str, told: str) -> None:
    with pytest.raises(DeviceAbsentError, match="RECEIPT-1701") as found:
        open_line(uri, baud=9600, connect_s=0.5).turn(b"x")
    assert told in found.value.detail


def test_a_port_that_is_neither_tty_nor_socket_is_written_as_it_is() -> None:
    """/dev/usb/lp0 is a character device and no terminal; /dev/zero stands in for it."""
    with open_line("/dev/zero", baud=9600, connect_s=0.5) as line:
        taken, received = line.turn(b"hello")
    assert taken == 5
    assert received == bytes(4096)
