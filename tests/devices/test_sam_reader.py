# SPDX-License-Identifier: Apache-2.0
"""The driver on a real line to a simulated reader in another process."""

import logging
from contextlib import closing
from datetime import date
from pathlib import Path
from threading import Event, Timer
from time import monotonic

import pytest

from devices.card_reader.sam_reader import SamIdentityReader
from devices.identity.record import CardKind, RecordWarning, Sex
from devices.settings import ReaderSettings
from devices.states import DeviceState
from devices.traffic import TRAFFIC
from tests.devices.published_frames import PHOTO, SAM_ID_PRINTED
from tests.support.simulators import RunningSimulator


def read_soon(reader: SamIdentityReader, *, deadline_s: float = 5.0) -> object:
    return reader.read(deadline_s=deadline_s, cancelled=Event())


def test_a_card_that_lies_there_is_read_whole(
    identity_reader: SamIdentityReader, simulated_reader: RunningSimulator
) -> None:
    simulated_reader.send("lay", card="chen-qiumei")
    record = identity_reader.read(deadline_s=5.0, cancelled=Event())
    assert record is not None
    assert record.kind is CardKind.RESIDENT
    assert record.name == "陈秋美"
    assert record.sex is Sex.FEMALE
    assert record.number.value == "439900199203170068"
    assert record.validity.covers(date(2026, 11, 22))
    assert record.photo == PHOTO
    assert record.address_added == ""
    assert record.warnings == ()


def test_a_card_laid_during_the_wait_is_read_within_a_second(
    identity_reader: SamIdentityReader, simulated_reader: RunningSimulator
) -> None:
    hand = Timer(0.3, simulated_reader.send, ("lay",), {"card": "chen-qiumei"})
    hand.start()
    started = monotonic()
    assert read_soon(identity_reader) is not None
    assert monotonic() - started < 1.5
    hand.join()


def test_the_newest_added_address_is_read(
    identity_reader: SamIdentityReader, simulated_reader: RunningSimulator
) -> None:
    simulated_reader.send("lay", card="chen-qiumei", added="甲路1号|乙路2号")
    record = identity_reader.read(deadline_s=5.0, cancelled=Event())
    assert record is not None
    assert record.current_address == "乙路2号"
    assert record.address.endswith("301室")


@pytest.mark.parametrize(("kind", "sw3"), [("sw3", "24"), ("silence", "41")])
def test_an_added_address_that_cannot_be_read_is_a_warning_not_a_failure(
    identity_reader: SamIdentityReader, simulated_reader: RunningSimulator, kind: str, sw3: str
) -> None:
    simulated_reader.send("fault", kind=kind, on="3003", sw3=sw3)
    simulated_reader.send("lay", card="chen-qiumei")
    record = identity_reader.read(deadline_s=5.0, cancelled=Event())
    assert record is not None
    assert record.warnings == (RecordWarning.ADDED_ADDRESS_UNREAD,)


def test_the_fingerprint_is_never_requested(
    identity_reader: SamIdentityReader, simulated_reader: RunningSimulator
) -> None:
    simulated_reader.send("lay", card="chen-qiumei")
    read_soon(identity_reader)
    assert simulated_reader.requests("3001") > 0
    assert simulated_reader.requests("3010") == 0


def test_a_card_at_the_slowest_speed_is_read(simulated_reader: RunningSimulator) -> None:
    simulated_reader.send("set", baud=9600)
    simulated_reader.send("lay", card="chen-qiumei")
    reader = SamIdentityReader(ReaderSettings(port=simulated_reader.address, baud=9600))
    with closing(reader):
        assert read_soon(reader) is not None


def test_traffic_is_logged_without_a_word_of_the_card(
    identity_reader: SamIdentityReader,
    simulated_reader: RunningSimulator,
    caplog: pytest.LogCaptureFixture,
) -> None:
    simulated_reader.send("lay", card="chen-qiumei", added="乙路2号")
    with caplog.at_level(TRAFFIC, "devices"):
        read_soon(identity_reader)
    assert "READ_BASE -> Response(00 00 90, 1284 bytes)" in caplog.text
    assert {record.levelno for record in caplog.records} == {TRAFFIC}
    for personal in ("陈", "4399", "1992", "秋水路", "乙路"):
        assert personal not in caplog.text
    assert logging.getLevelName(TRAFFIC) == "TRAFFIC"


def test_a_cancel_ends_the_wait_at_once(
    identity_reader: SamIdentityReader, simulated_reader: RunningSimulator
) -> None:
    simulated_reader.send("fault", kind="silence", on="2001", count=99)
    cancelled = Event()
    touch = Timer(0.2, cancelled.set)
    touch.start()
    started = monotonic()
    assert identity_reader.read(deadline_s=30.0, cancelled=cancelled) is None
    assert monotonic() - started < 0.6
    touch.join()


def test_a_cancel_in_the_middle_of_a_card_gives_nobody(
    identity_reader: SamIdentityReader, simulated_reader: RunningSimulator
) -> None:
    simulated_reader.send("set", read_ms=800)
    simulated_reader.send("lay", card="chen-qiumei")
    cancelled = Event()
    touch = Timer(0.5, cancelled.set)
    touch.start()
    started = monotonic()
    assert identity_reader.read(deadline_s=30.0, cancelled=cancelled) is None
    assert monotonic() - started < 0.9
    touch.join()


@pytest.mark.slow
def test_a_card_left_lying_is_not_handed_out_again(
    identity_reader: SamIdentityReader, simulated_reader: RunningSimulator
) -> None:
    for must_remove in (True, False):
        simulated_reader.send("set", must_remove=must_remove)
        simulated_reader.send("lay", card="chen-qiumei")
        assert read_soon(identity_reader) is not None
        assert read_soon(identity_reader, deadline_s=0.8) is None
        simulated_reader.send("lift")
        assert identity_reader.wait_removed(deadline_s=2.0, cancelled=Event())


def test_the_next_card_is_read_at_once_though_nobody_waited_for_the_last_to_go(
    identity_reader: SamIdentityReader, simulated_reader: RunningSimulator
) -> None:
    simulated_reader.send("lay", card="chen-qiumei")
    read_soon(identity_reader)
    simulated_reader.send("lift")
    simulated_reader.send("lay", card="liu-guizhen")
    record = identity_reader.read(deadline_s=2.0, cancelled=Event())
    assert record is not None
    assert record.name == "刘桂珍"


def test_the_same_card_laid_down_anew_counts_once_it_stays(
    identity_reader: SamIdentityReader, simulated_reader: RunningSimulator
) -> None:
    simulated_reader.send("lay", card="chen-qiumei")
    read_soon(identity_reader)
    simulated_reader.send("lift")
    assert identity_reader.wait_removed(deadline_s=2.0, cancelled=Event())
    simulated_reader.send("lay", card="chen-qiumei")
    assert read_soon(identity_reader) is not None


def test_a_card_that_brushes_the_reader_on_its_way_out_is_not_read(
    identity_reader: SamIdentityReader, simulated_reader: RunningSimulator
) -> None:
    simulated_reader.send("lay", card="chen-qiumei")
    read_soon(identity_reader)
    simulated_reader.send("lift")
    assert identity_reader.wait_removed(deadline_s=2.0, cancelled=Event())
    simulated_reader.send("lay", card="chen-qiumei")
    hand = Timer(0.5, simulated_reader.send, ("lift",))
    hand.start()
    assert read_soon(identity_reader, deadline_s=1.5) is None
    hand.join()


@pytest.mark.parametrize("must_remove", [True, False])
def test_removal_is_noticed_with_and_without_anti_repeat(
    identity_reader: SamIdentityReader, simulated_reader: RunningSimulator, must_remove: bool
) -> None:
    simulated_reader.send("set", must_remove=must_remove)
    simulated_reader.send("lay", card="chen-qiumei")
    read_soon(identity_reader)
    assert not identity_reader.wait_removed(deadline_s=0.6, cancelled=Event())
    hand = Timer(0.2, simulated_reader.send, ("lift",))
    hand.start()
    started = monotonic()
    assert identity_reader.wait_removed(deadline_s=5.0, cancelled=Event())
    assert monotonic() - started < 1.5
    hand.join()


def test_an_empty_field_counts_as_removed(identity_reader: SamIdentityReader) -> None:
    assert identity_reader.wait_removed(deadline_s=2.0, cancelled=Event())


def test_the_probe_tells_the_sam_id(
    identity_reader: SamIdentityReader, simulated_reader: RunningSimulator
) -> None:
    report = identity_reader.probe()
    assert report.device == "reader"
    assert report.state is DeviceState.ONLINE
    assert dict(report.facts) == {
        "SAM id": SAM_ID_PRINTED,
        "port": simulated_reader.address,
        "tty": str(Path(simulated_reader.address).resolve()),
        "baud": "115200",
    }


@pytest.mark.parametrize("on", ["11ff", "12ff"])
def test_the_probe_asks_again_where_the_first_answers_are_missing(
    identity_reader: SamIdentityReader, simulated_reader: RunningSimulator, on: str
) -> None:
    simulated_reader.send("fault", kind="silence", on=on, count=2)
    assert identity_reader.probe().state is DeviceState.ONLINE


def test_the_probe_reports_what_it_does_not_understand(
    identity_reader: SamIdentityReader, simulated_reader: RunningSimulator
) -> None:
    simulated_reader.send("fault", kind="sw3", sw3="24", on="11ff", count=3)
    report = identity_reader.probe()
    assert (report.state, report.code) == (DeviceState.HARDWARE_ERROR, "READER-0104")


def test_a_reader_without_a_port_is_no_device() -> None:
    report = SamIdentityReader(ReaderSettings()).probe()
    assert (report.state, report.code) == (DeviceState.NO_DEVICE, "READER-0101")


def test_a_closed_reader_opens_again_at_the_next_call(
    identity_reader: SamIdentityReader, simulated_reader: RunningSimulator
) -> None:
    assert identity_reader.probe().state is DeviceState.ONLINE
    identity_reader.close()
    with_other = SamIdentityReader(ReaderSettings(port=simulated_reader.address))
    assert with_other.probe().state is DeviceState.ONLINE
    with_other.close()
    assert identity_reader.probe().state is DeviceState.ONLINE
