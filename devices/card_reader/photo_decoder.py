# SPDX-License-Identifier: Apache-2.0
"""The card's photo made visible by a foreign program; there is no open decoder of WLT.

    photo, 1024 bytes  →  stdin of the command      stdout of the command  →  BMP, 38862 bytes

The command runs for this one photo, without a shell, with an empty environment, and for three
seconds at most. Whatever goes wrong, there is no picture and the visit goes on.

Source: sizes as vendors' decoders give them, 102 × 126 points of 24 bits.
"""

import logging
import os
import select
import shlex
import signal
import struct
import subprocess
import tempfile
from contextlib import suppress
from time import monotonic
from typing import IO, Final

PHOTO_BYTES: Final = 1024
LIMIT_S: Final = 3.0
WIDTH, HEIGHT, DEPTH = 102, 126, 24
HEADER_BYTES: Final = 54
BITMAP_BYTES: Final = HEADER_BYTES + HEIGHT * (WIDTH * 3 + 2)
"""Rows are filled up to four bytes: 38862 in all."""

_HEADER: Final = struct.Struct("<2sI4xIIiiHHI")
_INFO_BYTES: Final = 40
_PLAIN: Final = 0
_TOO_SLOW: Final = "the decoder took too long"
_WRONG_SIZE: Final = f"the decoder gave another size than {BITMAP_BYTES} bytes"

_log = logging.getLogger(__name__)


class NoPictureError(ValueError):
    """Why there is no picture; the message holds nothing of the card."""


def decode_photo(command: str, photo: bytes, *, limit_s: float = LIMIT_S) -> bytes:
    """Run the decoder; empty where there is no picture, for whatever reason.

    Args:
        command: program and arguments as a shell would split them; empty for none.
        photo: 1024 bytes as read from the card.
        limit_s: how long the decoder may take.

    Returns:
        A BMP of exactly ``BITMAP_BYTES`` bytes, or nothing; why is logged without content.

    """
    if not command or len(photo) != PHOTO_BYTES:
        return b""
    try:
        picture = _run(shlex.split(command), photo, limit_s)
        check_bitmap(picture)
    except (ValueError, OSError) as error:
        reason = error if isinstance(error, NoPictureError) else type(error).__name__
        _log.info("no picture: %s", reason)
        return b""
    return picture


def check_bitmap(picture: bytes) -> None:
    """Make sure that ``picture`` is a plain bitmap of the one size that a card has.

    Raises:
        NoPictureError: it is anything else.

    """
    if len(picture) != BITMAP_BYTES:
        raise NoPictureError(_WRONG_SIZE)
    magic, size, start, header, width, height, _, depth, packing = _HEADER.unpack_from(picture)
    found = (magic, size, start, header, width, abs(height), depth, packing)
    wanted = (b"BM", BITMAP_BYTES, HEADER_BYTES, _INFO_BYTES, WIDTH, HEIGHT, DEPTH, _PLAIN)
    if found != wanted:
        message = "the decoder gave another kind of picture"
        raise NoPictureError(message)


def _run(words: list[str], photo: bytes, limit_s: float) -> bytes:
    """Let the command work in an empty folder and a group of its own, which ends with it."""
    deadline = monotonic() + limit_s
    with (
        tempfile.TemporaryDirectory(prefix="photo-") as folder,
        subprocess.Popen(  # noqa: S603  # what the site's own configuration names
            words,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            env={"PATH": os.defpath, "LC_ALL": "C.UTF-8"},
            start_new_session=True,
        ) as process,
    ):
        try:
            _give(process.stdin, photo)
            picture = _taken(process.stdout, deadline)
            status = process.wait(max(0.0, deadline - monotonic()))
        except subprocess.TimeoutExpired:
            raise NoPictureError(_TOO_SLOW) from None
        finally:
            _end(process)
    if status != 0:
        message = f"the decoder ended with {status}"
        raise NoPictureError(message)
    return picture


def _give(stdin: IO[bytes] | None, photo: bytes) -> None:
    """Hand the photo over; it fits the pipe, and who does not read it may still end well."""
    with suppress(BrokenPipeError):
        if stdin is not None:
            stdin.write(photo)
            stdin.close()


def _taken(stdout: IO[bytes] | None, deadline: float) -> bytes:
    """What the decoder says until it ends, or until it is one byte too much."""
    picture = b""
    while stdout is not None and len(picture) <= BITMAP_BYTES:
        ready, _, _ = select.select([stdout], [], [], max(0.0, deadline - monotonic()))
        if not ready:
            raise NoPictureError(_TOO_SLOW)
        chunk = os.read(stdout.fileno(), BITMAP_BYTES + 1 - len(picture))
        if not chunk:
            break
        picture += chunk
    if len(picture) > BITMAP_BYTES:
        raise NoPictureError(_WRONG_SIZE)
    return picture


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kill what is left of the decoder and of what it started."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
