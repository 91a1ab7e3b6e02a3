# SPDX-License-Identifier: Apache-2.0
"""A foreign decoder makes a card's photo visible, or does not; the visit goes on either way."""

import logging
import os
import shlex
import struct
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from threading import Event
from time import monotonic

import pytest

from devices.card_reader.photo_decoder import (
    BITMAP_BYTES,
    NoPictureError,
    check_bitmap,
    decode_photo,
)
from devices.card_reader.sam_reader import SamIdentityReader
from devices.settings import ReaderSettings
from tests.devices.published_frames import PHOTO
from tests.support.simulators import RunningSimulator

HEADER = struct.pack(
    "<2sIHHIIiiHHIIiiII", b"BM", 38862, 0, 0, 54, 40, 102, 126, 1, 24, 0, 38808, 0, 0, 0, 0
)
BITMAP = HEADER + bytes(BITMAP_BYTES - len(HEADER))

DECODER = f"""
import struct, sys
photo = sys.stdin.buffer.read()
assert len(photo) == 1024 and photo[:4] == b"WLf\\0"
header = bytes.fromhex("{HEADER.hex()}")
sys.stdout.buffer.write(header + bytes(38862 - len(header)))
"""

Make = Callable[[str], str]


@pytest.fixture
def make_decoder(tmp_path: Path) -> Make:
    """Write a script and give the command that runs it."""

    def make(script: str) -> str:
        path = tmp_path / "decoder with a space.py"
        path.write_text(script, "utf-8")
        return shlex.join([sys.executable, str(path)])

    return make


def test_a_photo_becomes_a_bitmap(make_decoder: Make) -> None:
    assert decode_photo(make_decoder(DECODER), PHOTO) == BITMAP


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ("raise SystemExit(4)", "ended with 4"),
        (DECODER + "raise SystemExit(3)", "ended with 3"),
        (DECODER + "sys.stdout.buffer.write(b'x')", "another size"),
        (DECODER + "sys.stdout.buffer.flush(); sys.stdout.buffer.write(bytes(10**8))", "size"),
        ("import os; os.kill(os.getpid(), 11)", "ended with -11"),
        ("print('no picture')", "another size"),
        (DECODER.replace(HEADER[:2].hex(), b"PM".hex()), "another kind"),
        ("import sys; sys.stdin.close(); sys.stdout.buffer.write(bytes(38862))", "kind"),
    ],
)
def test_a_decoder_that_errs_gives_no_picture(
    make_decoder: Make, caplog: pytest.LogCaptureFixture, script: str, reason: str
) -> None:
    with caplog.at_level(logging.INFO, "devices"):
        assert decode_photo(make_decoder(script), PHOTO) == b""
    assert reason in caplog.text
    assert {record.levelno for record in caplog.records} == {logging.INFO}


@pytest.mark.parametrize(
    "after", ["", "import sys; sys.stdout.close(); import os; os.close(1)"]
)
def test_a_slow_decoder_is_ended_with_all_that_it_started(
    make_decoder: Make, tmp_path: Path, after: str
) -> None:
    """Also one that has said all it has to say and does not end."""
    script = f"""
import os, subprocess, sys, time
child = subprocess.Popen(["sleep", "60"], stdout=subprocess.DEVNULL)
open({str(tmp_path / "child")!r}, "w").write(str(child.pid))
{after}
time.sleep(60)
"""
    started = monotonic()
    assert decode_photo(make_decoder(script), PHOTO, limit_s=1.0) == b""
    assert monotonic() - started < 3.0
    child = Path("/proc") / (tmp_path / "child").read_text("utf-8")
    deadline = monotonic() + 5.0
    while child.exists() and "zombie" not in (child / "status").read_text("utf-8"):
        assert monotonic() < deadline
        Event().wait(0.02)


def test_what_it_writes_beside_is_gone_afterwards(make_decoder: Make, tmp_path: Path) -> None:
    note = f"open({str(tmp_path / 'where')!r}, 'w').write(os.getcwd())"
    script = "import os\nopen('zp.bmp', 'w').write('face')\n" + note + "\n" + DECODER
    assert decode_photo(make_decoder(script), PHOTO) == BITMAP
    folder = Path((tmp_path / "where").read_text("utf-8"))
    assert folder != Path.cwd()
    assert not folder.exists()


def test_it_sees_nothing_of_the_kiosks_environment(
    make_decoder: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KIOSK_SIGNING__PIN", "a secret")
    script = "import os\nassert 'KIOSK_SIGNING__PIN' not in os.environ\n" + DECODER
    assert decode_photo(make_decoder(script), PHOTO) == BITMAP


@pytest.mark.parametrize("command", ["", "/no/such/decoder", "'unclosed", "/dev/null"])
def test_without_a_decoder_that_runs_there_is_no_picture(command: str) -> None:
    assert decode_photo(command, PHOTO) == b""


def test_only_a_whole_photo_is_handed_out(make_decoder: Make, tmp_path: Path) -> None:
    script = f"open({str(tmp_path / 'ran')!r}, 'w')"
    assert decode_photo(make_decoder(script), PHOTO[:-1]) == b""
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize("place", [0, 2, 10, 14, 18, 22, 28, 30])
def test_every_figure_of_the_header_is_looked_at(place: int) -> None:
    check_bitmap(BITMAP)
    wrong = bytearray(BITMAP)
    wrong[place] ^= 1
    with pytest.raises(NoPictureError):
        check_bitmap(bytes(wrong))


def test_rows_may_stand_from_top_to_bottom() -> None:
    check_bitmap(BITMAP[:22] + struct.pack("<i", -126) + BITMAP[26:])


@pytest.mark.parametrize(("script", "picture"), [(DECODER, BITMAP), ("", b"")])
def test_the_record_has_the_picture_or_none_and_always_the_photo(
    simulated_reader: RunningSimulator, make_decoder: Make, script: str, picture: bytes
) -> None:
    settings = ReaderSettings(port=simulated_reader.address, photo_decoder=make_decoder(script))
    simulated_reader.send("lay", card="chen-qiumei")
    with closing(SamIdentityReader(settings)) as reader:
        record = reader.read(deadline_s=10.0, cancelled=Event())
    assert record is not None
    assert record.picture == picture
    assert record.photo == PHOTO
    assert os.fsdecode(b"WLf") not in repr(record)
