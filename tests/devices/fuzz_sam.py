# SPDX-License-Identifier: Apache-2.0
"""Coverage-guided fuzzing of what a module sends: frames, base files, text blocks, addresses.

    python tests/devices/fuzz_sam.py [libFuzzer's options] [folder of a corpus]

The first byte chooses what the rest is taken for; checksums are put right where they would
only keep chance out. Whatever is accepted is looked at once more with code that shares nothing
with the decoder. ``test_sam_fuzz.py`` runs this for a while; a crash is written as a file that,
named on the command line, repeats it.
"""

import struct
import sys
from functools import reduce
from operator import xor
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
with atheris.instrument_imports(include=["devices"]):
    from devices.card_reader import sam_frame
    from devices.identity import text_block
    from devices.identity.record import CardKind, IdentityRecord

HEAD = b"\xaa\xaa\xaa\x96\x69"
TEXT_BYTES = 256
COLUMN_BYTES = 70
BLANKS = b" \0" * (TEXT_BYTES // 2)
LONGEST_HOARD = 2567
WEIGHTS_18 = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
WEIGHTS_15 = (7, 3, 1)
NUMBER_COLUMNS = {CardKind.FOREIGN_2017: slice(122, 152)}


def one_input(octets: bytes) -> None:
    """Take ``octets`` for one thing that a module may send; anything wrong is an exception."""
    kind, rest = octets[:1], octets[1:]
    match kind[0] % 4 if kind else 0:
        case 0:
            stream_in_pieces(rest)
        case 1:
            answer_with_base_files(rest)
        case 2:
            block_of_text((rest + BLANKS)[:TEXT_BYTES])
        case _:
            whole = min(len(rest) // COLUMN_BYTES, 4) * COLUMN_BYTES  # as the driver makes sure
            text_block.decode_added_address(rest[:whole])
            sam_frame.decode_sam_id(rest[:16].ljust(16, b"\0"))


def stream_in_pieces(stream: bytes) -> None:
    """Every answer found stands in the stream as it is; nothing is hoarded."""
    size = 1 + stream[0] % 64 if stream else 1
    parser = sam_frame.FrameParser()
    for start in range(0, len(stream), size):
        for item in parser.feed(stream[start : start + size]):
            if isinstance(item, sam_frame.Response):
                assert as_frame(item) in stream, "an answer that was never sent"
                judge(item)
    hoard = len(parser._buffer)
    assert hoard <= LONGEST_HOARD, "more is kept than any answer has"


def answer_with_base_files(rest: bytes) -> None:
    """Files behind a checksum that fits."""
    text, photo = rest[4 : 4 + TEXT_BYTES], rest[4 + TEXT_BYTES :][:1100]
    lengths = rest[:4] if rest[:1] == b"\xff" else struct.pack(">HH", len(text), len(photo))
    frame = as_frame(sam_frame.Response(0, 0, 0x90, lengths + text + photo))
    found = sam_frame.FrameParser().feed(b"\0" + frame)
    assert found == [sam_frame.Damage.NOISE, sam_frame.decode_response(frame)]
    judge(sam_frame.decode_response(frame))


def judge(answer: sam_frame.Response) -> None:
    """Go on as the driver does with an answer to a read."""
    read = sam_frame.Command.READ_BASE
    if answer.sw3 != sam_frame.Status.OK or not read.is_answered_by(answer):
        return
    try:
        text, photo = sam_frame.split_base_files(answer.data)
    except sam_frame.FrameDamagedError:
        return
    assert answer.data == struct.pack(">HH", len(text), len(photo)) + text + photo
    block_of_text(text)


def block_of_text(block: bytes) -> None:
    """A record comes only of a block that says so itself."""
    try:
        record = text_block.decode_text_block(block)
    except text_block.TextBlockError:
        return
    assert len(block) == TEXT_BYTES
    flag = block[248:250].decode("utf-16-le", "replace")
    wanted = {"I": "foreign-2017", "Y": "foreign-2023", "J": "hmt"}.get(flag, "resident")
    assert record.kind == wanted, "another kind than the flag says"
    assert_number(record, block)


def assert_number(record: IdentityRecord, block: bytes) -> None:
    """The number is the card's own, and its check character holds."""
    column = block[NUMBER_COLUMNS.get(record.kind, slice(122, 158))]
    assert record.number.value in column.decode("utf-16-le", "surrogatepass").upper()
    body, check = record.number.value[:-1], record.number.value[-1]
    values = [int(character, 36) for character in body]
    if len(values) == len(WEIGHTS_18):
        total = sum(value * weight for value, weight in zip(values, WEIGHTS_18, strict=True))
        assert check == "10X98765432"[total % 11], "a wrong check character was accepted"
    else:
        total = sum(value * WEIGHTS_15[place % 3] for place, value in enumerate(values))
        assert check == str(total % 10), "a wrong check digit was accepted"


def as_frame(answer: sam_frame.Response) -> bytes:
    """Put an answer together again, apart from the codec that took it apart."""
    words = bytes((answer.sw1, answer.sw2, answer.sw3))
    counted = struct.pack(">H", len(answer.data) + 4) + words + answer.data
    return HEAD + counted + bytes([reduce(xor, counted)])


if __name__ == "__main__":
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()
