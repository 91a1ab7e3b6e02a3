# SPDX-License-Identifier: Apache-2.0
"""The receipt printer fails in the middle of a slip: told at once, and never taken for printed.

What it holds of the slip is cleared, so that it does not come out before the next citizen.
"""

from collections.abc import Iterator
from threading import Event
from time import monotonic

import pytest

from devices.receipt_printer.commands import without_commands
from devices.receipt_printer.receipt_printer import SlipEnd
from devices.states import DeviceState
from tests.support.receipts import (
    DOTS,
    TOKEN,
    dots_of,
    printed,
    receipt_printer_on,
    running_receipt_printer,
    slips,
)
from tests.support.simulators import RunningSimulator

MID_SLIP = 200
"""Rows: the first cut and part of the slip."""


@pytest.fixture(scope="module")
def running() -> Iterator[RunningSimulator]:
    with running_receipt_printer() as simulator:
        yield simulator


@pytest.fixture
def simulator(running: RunningSimulator) -> Iterator[RunningSimulator]:
    running.reset()
    yield running
    running.reset()
    printed(receipt_printer_on(running))  # takes off what hangs there


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        ({"kind": "paper_end", "after_rows": MID_SLIP}, "RECEIPT-1702"),
        ({"kind": "cover_open", "after_rows": MID_SLIP}, "RECEIPT-1703"),
        ({"kind": "cutter_jam"}, "RECEIPT-1704"),
    ],
)
def test_it_is_told_at_once_and_the_rest_never_comes_out(
    simulator: RunningSimulator, fault: dict[str, object], code: str
) -> None:
    simulator.send("fault", **fault)
    began = monotonic()
    outcome = printed(receipt_printer_on(simulator))
    assert monotonic() - began < 1.0
    assert (outcome.end, outcome.code) == (SlipEnd.NOT_PROVEN, code)
    assert outcome.is_cleared
    before = simulator.send("state")["uncut_rows"]
    after = simulator.send("clear")
    assert after["uncut_rows"] == before
    assert int(str(after["waiting"])) < 72  # less than a row: nothing to print


def test_a_power_cut_loses_the_slip_and_the_next_one_begins_on_clean_paper(
    simulator: RunningSimulator,
) -> None:
    printer = receipt_printer_on(simulator)
    assert printed(printer).end is SlipEnd.PRINTED
    simulator.send("fault", kind="power_cut", after_rows=MID_SLIP)
    outcome = printed(printer)
    assert (outcome.end, outcome.code) == (SlipEnd.NOT_PROVEN, "RECEIPT-1701")
    assert printer.probe().state is DeviceState.OFFLINE
    simulator.send("clear")
    assert printed(printer).end is SlipEnd.PRINTED
    half, whole = slips(simulator)[-2:]
    assert half.size[1] == MID_SLIP + 96
    assert dots_of(whole)[: len(DOTS.dots)] == without_commands(DOTS.dots)


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("paper_end", "RECEIPT-1702"),
        ("cover_open", "RECEIPT-1703"),
        ("garbage", "RECEIPT-1705"),
        ("hang", "RECEIPT-1705"),
        ("power_cut", "RECEIPT-1701"),
    ],
)
def test_what_is_wrong_before_a_slip_is_found_before_a_dot_is_sent(
    simulator: RunningSimulator, kind: str, code: str
) -> None:
    rows = simulator.send("state")["uncut_rows"]
    simulator.send("fault", kind=kind)
    printer = receipt_printer_on(simulator)
    outcome, report = printed(printer), printer.probe()
    assert (outcome.end, outcome.code) == (SlipEnd.NOT_STARTED, code)
    assert not report.state.is_good
    assert report.code == code
    assert simulator.send("clear")["uncut_rows"] == rows


def test_a_line_that_hangs_in_mid_slip_ends_with_its_time(simulator: RunningSimulator) -> None:
    def fall_silent() -> None:
        simulator.send("fault", kind="hang")

    printer = receipt_printer_on(simulator)
    outcome = printer.print(DOTS, TOKEN, sending=fall_silent, cancelled=Event())
    assert (outcome.end, outcome.code) == (SlipEnd.NOT_PROVEN, "RECEIPT-1706")
    assert not outcome.is_cleared
