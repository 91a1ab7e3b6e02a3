# SPDX-License-Identifier: Apache-2.0
"""The traffic log: on for a time, by itself off, noticed by a running kiosk, nobody in it."""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event

import pytest

from devices.card_reader.sam_reader import SamIdentityReader
from devices.traffic import TRAFFIC
from kiosk.clock import SystemClock
from kiosk.journal import Journal
from kiosk.store.store import Store
from kiosk.technician.traffic import (
    LARGEST_BYTES,
    TrafficLog,
    end_overdue,
    folder_of,
    log_of,
    masked,
    switch_of,
    switch_on,
)
from tests.support.console_in_process import run_main
from tests.support.simulators import RunningSimulator
from tests.support.store_samples import opened
from tests.support.traces import traces_in

NAME, NUMBER = "张𠮷祥", "43990019900412013X"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    path = tmp_path / "kiosk.toml"
    path.write_text('[kiosk]\nid = "K-0042"\ndata_dir = "data"\n', "utf-8")
    return path


@pytest.fixture
def listening(tmp_path: Path) -> Iterator[TrafficLog]:
    """A kiosk that runs, as far as the log is concerned."""
    devices = logging.getLogger("devices")
    level, root = devices.level, logging.getLogger()
    levels = {handler: handler.level for handler in root.handlers}
    log = TrafficLog(tmp_path / "data")
    log.install()
    yield log
    devices.removeHandler(log)
    devices.setLevel(level)
    for handler, was in levels.items():
        handler.setLevel(was)


def journal_of(site: Path) -> list[tuple[str, str]]:
    with Store.open_beside(site.parent / "data", clock=SystemClock()) as store:
        return [(row.event, row.disposition) for row in store.journal.all()]


def test_it_writes_only_while_it_is_on_and_the_journal_says_so(
    site: Path, listening: TrafficLog
) -> None:
    log = logging.getLogger("devices.card_reader.sam_link")
    data = site.parent / "data"
    log.log(TRAFFIC, "before")
    on = run_main("traffic", "on", "--minutes", "15", "--config", str(site))
    assert on.returncode == 0, on.stderr
    listening._looked_at -= 5  # a second later
    log.log(TRAFFIC, "%s -> %s", "READ_BASE", "90")
    assert run_main("traffic", "off", "--config", str(site)).stdout == "Off.\n"
    listening._looked_at -= 5
    log.log(TRAFFIC, "after")
    (line,) = log_of(data).splitlines()
    assert line.endswith("devices.card_reader.sam_link READ_BASE -> 90")
    assert "READ_BASE" in run_main("traffic", "show", "--config", str(site)).stdout
    assert journal_of(site) == [("traffic-log-started", ""), ("traffic-log-ended", "off")]


def test_its_time_ends_it_though_nobody_switches_it_off(
    site: Path, listening: TrafficLog
) -> None:
    data, now = site.parent / "data", SystemClock().now()
    data.mkdir()
    with opened(data) as store:
        journal = Journal.open(store, clock=SystemClock())
        switch_on(data, journal, now=now - timedelta(minutes=20), minutes=15)
        logging.getLogger("devices.x").log(TRAFFIC, "too late")
        assert log_of(data) == ""
        end_overdue(data, journal, now=now)
        end_overdue(data, journal, now=now)
        rows = store.journal.all()
    assert [(row.event, row.disposition) for row in rows][-2:] == [
        ("traffic-log-started", ""),
        ("traffic-log-ended", "time"),
    ]
    assert switch_of(data) is None


def test_a_clock_that_is_set_back_does_not_lengthen_it(site: Path) -> None:
    data, now = site.parent / "data", SystemClock().now()
    data.mkdir()
    with opened(data) as store:
        switch = switch_on(data, Journal.open(store, clock=SystemClock()), now=now, minutes=15)
    assert switch.is_on(now + timedelta(minutes=14))
    assert not switch.is_on(now - timedelta(days=1))
    (folder_of(data) / "until.json").write_text("{", "utf-8")
    assert switch_of(data) is None


def test_a_log_that_fills_up_stops(site: Path, listening: TrafficLog) -> None:
    data = site.parent / "data"
    assert run_main("traffic", "on", "--minutes", "1", "--config", str(site)).returncode == 0
    (folder_of(data) / "traffic.log").write_bytes(b"x" * LARGEST_BYTES)
    listening._looked_at -= 5
    logging.getLogger("devices.x").log(TRAFFIC, "one more")
    assert len(log_of(data)) == LARGEST_BYTES


@pytest.mark.parametrize(
    "line",
    [
        f"text block {NAME}",
        f"number {NUMBER}",
        f"answer {NAME.encode('utf-16-le').hex(' ')}",
        f"answer {NUMBER.encode('utf-16-le').hex()}",
        "Response(data=b'whatever stands here')",
    ],
)
def test_what_a_driver_lets_slip_is_masked(line: str) -> None:
    shown = masked(line)
    assert traces_in(shown.encode(), (NAME, NUMBER, "whatever stands here")) == []
    assert NAME.encode("utf-16-le").hex(" ") not in shown
    assert "*" in shown


def test_what_a_technician_needs_is_not_masked() -> None:
    line = "2026-11-22 14:05:09.123 devices.card_reader 00 a4 04 00, 13 bytes -> 9000, 2 bytes"
    assert masked(line) == line
    ipp = "operation 0x000b -> status 0x0000, 2716 bytes, 0.004 s"
    assert masked(ipp) == ipp


def test_minutes_are_limited(site: Path) -> None:
    for minutes in ("0", "241", "-1", "x"):
        ended = run_main("traffic", "on", "--minutes", minutes, "--config", str(site))
        assert ended.returncode == 2


@pytest.mark.daemon
def test_a_card_that_is_read_leaves_commands_and_no_person(
    site: Path,
    listening: TrafficLog,
    identity_reader: SamIdentityReader,
    simulated_reader: RunningSimulator,
) -> None:
    assert run_main("traffic", "on", "--minutes", "5", "--config", str(site)).returncode == 0
    listening._looked_at -= 5
    simulated_reader.send("lay", card="zhang-jixiang")
    record = identity_reader.read(deadline_s=10.0, cancelled=Event())
    assert record is not None
    assert record.name == NAME
    log = log_of(site.parent / "data")
    assert "READ_BASE" in log
    assert traces_in(log.encode(), (NAME, NUMBER, record.address)) == []
    first = datetime.fromisoformat(log[:23].replace(",", "."))
    assert first.year >= 2026
