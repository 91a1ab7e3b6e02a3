# SPDX-License-Identifier: Apache-2.0
"""Frames of the SAM-V protocol as published, that driver and simulator are both held to.

The person is fictitious; the number is the sample of GB 11643. The photo is the head of the
WLT format and nothing else.
"""

from typing import Final

HEAD: Final = bytes.fromhex("AA AA AA 96 69")


def frame(after_head: str) -> bytes:
    """Return a whole frame from the hexadecimal bytes after its preamble."""
    return HEAD + bytes.fromhex(after_head)


REQUESTS: Final = {
    "RESET": "00 03 10 FF EC",
    "STATUS": "00 03 11 FF ED",
    "SAM_ID": "00 03 12 FF EE",
    "FIND": "00 03 20 01 22",
    "SELECT": "00 03 20 02 21",
    "READ_BASE": "00 03 30 01 32",
    "READ_ADDED_ADDRESS": "00 03 30 03 30",
    "READ_MANAGEMENT_NUMBER": "00 03 30 05 36",
    "SET_BAUD_115200": "00 03 60 00 63",
    "SET_BAUD_57600": "00 03 60 01 62",
    "SET_BAUD_38400": "00 03 60 02 61",
    "SET_BAUD_19200": "00 03 60 03 60",
    "SET_BAUD_9600": "00 03 60 04 67",
}
READ_WITH_FINGERPRINT: Final = frame("00 03 30 10 23")
READ_MANAGEMENT_NUMBER: Final = frame(REQUESTS["READ_MANAGEMENT_NUMBER"])
SET_MAX_RF_FRAME: Final = frame("00 04 61 FF 50 CA")
"""The one request with data: 0x50, as makers set it."""

FIND_OK: Final = frame("00 08 00 00 9F 00 00 00 00 97")
NO_CARD: Final = frame("00 04 00 00 80 84")
SELECT_OK: Final = frame("00 0C 00 00 90 00 00 00 00 00 00 00 00 9C")
STATUS_OK: Final = frame("00 04 00 00 90 94")
READ_FAILED_6985: Final = frame("00 04 69 85 41 A9")
NO_ADDED_ADDRESS: Final = frame("00 04 00 00 91 95")
SAM_ID: Final = frame("00 14 00 00 90 05 00 03 00 29 02 33 01 40 E2 01 00 B1 68 DE 3A 05")
SAM_ID_PRINTED: Final = "05.03-20120105-0000123456-0987654321"
GAVE_UP: Final = frame("00 05 05 05 05")

CHECK_BYTES: Final = {
    0x10: 0x14,
    0x11: 0x15,
    0x21: 0x25,
    0x23: 0x27,
    0x24: 0x20,
    0x31: 0x35,
    0x32: 0x36,
    0x33: 0x37,
    0x40: 0x44,
    0x41: 0x45,
    0x47: 0x43,
    0x60: 0x64,
    0x66: 0x62,
    0x81: 0x85,
}
"""SW3 -> CHK of the answer without data whose SW1 and SW2 are zero."""

TEXT_BLOCK: Final = bytes.fromhex(
    "4E67256653662000200020002000200020002000200020002000200020003200"
    "3000310031003900340039003100320033003100566E57530177386CDE5D025E"
    "B751346CE96E3A53CA735A74EF8D3100F7532000200020002000200020002000"
    "2000200020002000200020002000200020002000200020002000310031003000"
    "3100300035003100390034003900310032003300310030003000320058 00386C"
    "DE5D025E6C51895B405CB751346CE96E0652405C200020002000200032003000"
    "3200300030003100300031007F951F6720002000200020002000200020002000"
    "2000200020002000200020002000200020002000200020002000200020002000"
)
PHOTO: Final = bytes.fromhex("57 4C 66 00") + bytes(1020)
READ_BASE_OK: Final = (
    frame("05 08 00 00 90 01 00 04 00") + TEXT_BLOCK + PHOTO + bytes.fromhex("8D")
)
READ_BASE_SHA256: Final = "dc1cd31c8a9ade17"
"""Beginning of the digest of ``READ_BASE_OK``; 2321 bytes with fingerprints: the other."""
READ_WITH_FINGERPRINT_SHA256: Final = "bb725135497b31d3"

PERSON: Final = {
    "id": "sample",
    "name": "李春晓",
    "sex": "2",
    "nation": "01",
    "birth": "19491231",
    "address": "湖南省永州市冷水滩区珊瑚路1号",
    "number": "11010519491231002X",
    "issuing_authority": "永州市公安局冷水滩分局",
    "valid_from": "20200101",
    "valid_to": "长期",
}
