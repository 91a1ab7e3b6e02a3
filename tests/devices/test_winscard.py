# SPDX-License-Identifier: Apache-2.0
"""The door to PC/SC: what each return code means, and what a reader's leaving does."""

import logging
import socket
import sys
from pathlib import Path

import pytest

from devices.card_reader.pcsc.slot_watch import SlotWatch
from devices.card_reader.pcsc.winscard import Context, load_library
from devices.errors import (
    CardUnreadableError,
    DeviceAbsentError,
    DeviceError,
    DeviceFailedError,
)
from devices.traffic import TRAFFIC
from tests.support.fake_scard import FakeScard

NO_SERVICE = 0x8010001D
HUNG_UP = 0x8010006A
NAMES = ("ACME Dual 00 00", "ACME Dual 00 01", "Other 01 00")


def test_the_library_is_asked_for_when_it_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load_library().SCARD_SCOPE_SYSTEM == 2
    monkeypatch.setitem(sys.modules, "smartcard.scard", None)
    with pytest.raises(DeviceAbsentError, match="SLOT-1203"):
        SlotWatch("").look()


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        (NO_SERVICE, "SLOT-1201"),
        (NO_SERVICE - 2**32, "SLOT-1201"),
        (HUNG_UP, "SLOT-1201"),
        (0x80100013, "SLOT-1201"),
        (0x80100027, "SLOT-1205"),
        (0x80100055, "SLOT-1201"),
    ],
)
def test_a_daemon_that_is_away_is_told(
    code: int, fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PCSCLITE_CSOCK_NAME", str(tmp_path / "comm"))
    library = FakeScard()
    library.failing["establish"] = code
    with pytest.raises(DeviceAbsentError) as caught:
        Context(library)
    assert caught.value.code == fault


@pytest.mark.parametrize("code", [NO_SERVICE, HUNG_UP, 0x80100013])
def test_a_daemon_that_takes_no_more_calls_is_not_away(
    code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PCSCLITE_CSOCK_NAME", str(tmp_path / "comm"))
    library = FakeScard()
    library.failing["establish"] = code
    with socket.socket(socket.AF_UNIX) as daemon, socket.socket(socket.AF_UNIX) as waiting:
        daemon.bind(str(tmp_path / "comm"))
        daemon.listen(0)
        waiting.connect(str(tmp_path / "comm"))  # and the queue is full
        with pytest.raises(DeviceAbsentError, match="SLOT-1205"):
            Context(library)


@pytest.mark.parametrize(
    ("code", "fault", "kind"),
    [
        (0x80100066, "CARD-0211", CardUnreadableError),
        (0x80100067, "CARD-0211", CardUnreadableError),
        (0x80100001, "CARD-0211", CardUnreadableError),
        (0x8010000C, "CARD-0212", CardUnreadableError),
        (0x8010000B, "SLOT-1204", DeviceFailedError),
        (0x80100009, "SLOT-1202", DeviceAbsentError),
    ],
)
def test_a_card_that_cannot_be_had_is_told(
    code: int, fault: str, kind: type[DeviceError]
) -> None:
    library = FakeScard(*NAMES)
    library.failing["connect"] = code
    with pytest.raises(kind) as caught:
        Context(library).connect(NAMES[0])
    assert caught.value.code == fault


@pytest.mark.parametrize(
    ("code", "reply", "fault"),
    [
        (0x80100069, [], "CARD-0212"),
        (0, [], "CARD-0212"),
        (0, [0x90], "CARD-0212"),
        (0x80100077, [], "CARD-0211"),
        (NO_SERVICE, [], "SLOT-1201"),
        (HUNG_UP, [], "SLOT-1201"),
    ],
)
def test_a_card_that_stops_answering_is_told(code: int, reply: list[int], fault: str) -> None:
    library = FakeScard(*NAMES)
    with Context(library).connect(NAMES[0]) as card:
        library.failing["transmit"], library.reply = code, reply
        with pytest.raises(DeviceError) as caught:
            card.transmit(b"\0\xb2\x08\0\0")
    assert caught.value.code == fault
    assert library.used[-1] == "disconnect"


@pytest.mark.parametrize(("protocol", "header"), [(1, 100), (2, 101)])
def test_both_protocols_are_spoken(protocol: int, header: int) -> None:
    library = FakeScard(*NAMES)
    library.protocol = protocol
    with Context(library).connect(NAMES[0]) as card:
        assert card.transmit(b"\0\xb2") == b"\x90\0"
    assert library.sent == [(header, [0, 0xB2])]


def test_the_log_has_headers_lengths_and_status_words_only(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(TRAFFIC)
    library = FakeScard(*NAMES)
    library.reply = [*b"secret", 0x90, 0x00]
    with Context(library).connect(NAMES[0]) as card:
        card.transmit(b"\0\xa4\x04\0\x06hidden")
    (line,) = (record for record in caplog.records if record.name.endswith("winscard"))
    assert line.levelno == TRAFFIC < logging.DEBUG
    assert line.getMessage() == "00 a4 04 00, 11 bytes -> 9000, 8 bytes"


def test_readers_are_watched_by_part_of_their_name() -> None:
    library = FakeScard(*NAMES)
    library.cards[NAMES[1]] = b"\x3b\x02"
    first, second = SlotWatch("Dual", library).look()
    assert (first.name, first.has_card) == (NAMES[0], False)
    assert (second.name, second.has_card, second.atr) == (NAMES[1], True, b"\x3b\x02")
    assert len(SlotWatch("", library).look()) == 3
    with pytest.raises(DeviceAbsentError, match="SLOT-1202") as caught:
        SlotWatch("ACME Single", library).look()
    assert ", ".join(NAMES) in caught.value.detail


def test_no_reader_at_all_is_said_so() -> None:
    library = FakeScard()
    library.failing["list"] = 0x8010002E
    with pytest.raises(DeviceAbsentError, match="there are: none"):
        SlotWatch("", library).look()
    assert "release" not in library.used, "a missing reader is waited for in one conversation"


def test_a_reader_that_is_pulled_out_and_put_back_is_seen_both_times() -> None:
    library = FakeScard(NAMES[0])
    watch = SlotWatch("Dual", library)
    (slot,) = watch.look()
    library.failing["status"] = 0x80100009
    with pytest.raises(DeviceAbsentError, match="SLOT-1202"):
        watch.look()
    library.failing.clear()
    library.names.clear()
    with pytest.raises(DeviceAbsentError, match="SLOT-1202"):
        watch.look()
    library.names.append(NAMES[0])
    (again,) = watch.look()
    assert again.name == slot.name
    assert again.presentation != slot.presentation


@pytest.mark.parametrize("function", ["list", "status"])
def test_a_daemon_that_hangs_up_in_mid_conversation_is_dead(function: str) -> None:
    """Libpcsclite gives the code of a refusal, seen with pcsc-lite 1.9.9."""
    library = FakeScard(NAMES[0])
    watch = SlotWatch("Dual", library)
    watch.look()
    library.failing[function] = HUNG_UP
    with pytest.raises(DeviceAbsentError, match="SLOT-1201"):
        watch.look()


def test_every_failure_begins_a_new_conversation() -> None:
    library = FakeScard(NAMES[0])
    watch = SlotWatch("Dual", library)
    (slot,) = watch.look()
    library.failing["connect"] = NO_SERVICE
    with pytest.raises(DeviceAbsentError):
        watch.connect(slot)
    assert library.used[-1] == "release"
    library.failing.clear()
    (again,) = watch.look()
    assert again.presentation[0] == slot.presentation[0] + 1
    watch.close()
    watch.close()
    assert library.used.count("release") == 2


def test_a_card_exchanged_unseen_is_another_presentation() -> None:
    library = FakeScard(NAMES[0])
    library.cards[NAMES[0]] = b"\x3b"
    watch = SlotWatch("Dual", library)
    (slot,) = watch.look()
    library.counts[NAMES[0]] = 2
    (again,) = watch.look()
    assert again.presentation != slot.presentation
