# SPDX-License-Identifier: Apache-2.0
"""The application of the social-security card (社会保障卡): which files, which records.

Reads the two files that are free on cards of versions 1 and 2, and nothing else. Cards of
version 3 want a key that only their issuer has; they are refused, never tried.

Source: LD/T 32-2015 part 5, 人社信息函[2012]37号.
"""

from dataclasses import dataclass
from typing import Final

from devices.card_reader.pcsc.apdu import (
    Answer,
    ApduError,
    Command,
    Instruction,
    Status,
    Transmit,
    exchange,
)
from devices.card_reader.pcsc.social_codec import (
    RecordError,
    decode_digits,
    decode_text,
    parse_record,
    strip_filler,
)
from devices.card_reader.pcsc.winscard import DEVICE
from devices.errors import CardRefusedError, CardUnreadableError

_APPLICATION: Final = b"sx1.sh." + bytes.fromhex("C9 E7 BB E1 B1 A3 D5 CF")
"""DDF name, 社会保障 in GBK."""

_ISSUER_FILE: Final = bytes.fromhex("EF05")
_HOLDER_FILE: Final = bytes.fromhex("EF06")
_WAYS_TO_SELECT: Final = (0x02, 0x00)
"""Below the current application, or wherever it is: cards know one or the other."""

_VERSION, _ISSUED, _EXPIRES = 0x03, 0x05, 0x06
_NUMBER, _NAME, _NAME_GOES_ON = 0x08, 0x09, 0x4E
_SEX, _NATION, _BIRTH = 0x0A, 0x0B, 0x0D
_BY_ID, _BY_NUMBER = 0x00, 0x04
_MOST_RECORDS: Final = 16
_LOCKED_SINCE: Final = "3"


@dataclass(frozen=True, repr=False)
class SocialCard:
    """What the card says, as texts; empty where it says nothing.

    Attributes:
        version: of the specification, such as ``2.00``.
        issued: first day, YYYYMMDD.
        expires: last day, YYYYMMDD.
        number: 社会保障号码, the holder's identity number.
        name: bytes in GB 18030, filler taken off, with what goes on in the extension.
        sex: code, one digit.
        nation: code, two digits.
        birth: YYYYMMDD.

    """

    version: str
    issued: str
    expires: str
    number: str
    name: bytes
    sex: str
    nation: str
    birth: str


def read_social_card(transmit: Transmit) -> SocialCard:
    """Read the free files of the card behind ``transmit``.

    Raises:
        CardRefusedError: CARD-0213 it wants a key, CARD-0214 it is no social-security card.
        CardUnreadableError: CARD-0215, its records are not what they should be.
        DeviceError: whatever ``transmit`` raises.

    """
    try:
        return _read(transmit)
    except (ApduError, RecordError) as error:
        raise CardUnreadableError("CARD-0215", DEVICE, str(error)) from None


def _read(transmit: Transmit) -> SocialCard:
    _select_application(transmit)
    _select_file(transmit, _ISSUER_FILE)
    issuer = _Records(transmit)
    version = decode_text(issuer.read(_VERSION))
    if not version:
        raise CardRefusedError("CARD-0214", DEVICE, "its first file names no version")
    if version >= _LOCKED_SINCE:
        raise _locked(f"version {version} of the card")
    issued, expires = (decode_digits(issuer.read(field)) for field in (_ISSUED, _EXPIRES))
    _select_file(transmit, _HOLDER_FILE)
    holder = _Records(transmit)
    number, name = decode_text(holder.read(_NUMBER)), strip_filler(holder.read(_NAME))
    if not number or not name:
        message = "number or name is missing"
        raise RecordError(message)
    return SocialCard(
        version=version,
        issued=issued,
        expires=expires,
        number=number,
        name=name + strip_filler(holder.read(_NAME_GOES_ON)),
        sex=decode_text(holder.read(_SEX)),
        nation=decode_digits(holder.read(_NATION)),
        birth=decode_digits(holder.read(_BIRTH)),
    )


class _Records:
    """The records of the file that is selected: by id, else all of them by number.

    Version 1 has no name extension, so that numbers differ between cards while ids do not;
    but there are cards that know numbers only.
    """

    def __init__(self, transmit: Transmit) -> None:
        self._transmit = transmit
        self._knows_ids = False
        self._all: dict[int, bytes] | None = None

    def read(self, field: int) -> bytes:
        """Value of ``field``; empty when the card has none."""
        if self._all is None:
            answer = self._ask(field, _BY_ID)
            if answer.is_ok:
                record = parse_record(answer.data)
                if record.field == field:
                    self._knows_ids = True
                    return record.value
            if self._knows_ids and answer.status == Status.NO_RECORD:
                return b""
            self._all = self._by_number()
        return self._all.get(field, b"")

    def _by_number(self) -> dict[int, bytes]:
        found: dict[int, bytes] = {}
        for number in range(1, _MOST_RECORDS + 1):
            answer = self._ask(number, _BY_NUMBER)
            if not answer.is_ok:
                break
            record = parse_record(answer.data)
            found[record.field] = record.value
        return found

    def _ask(self, which: int, how: int) -> Answer:
        command = Command(Instruction.READ_RECORD, which, how, expected=0)
        answer = exchange(self._transmit, command)
        if answer.status == Status.NEEDS_AUTHENTICATION:
            raise _locked("a record of the card")
        return answer


def _select_application(transmit: Transmit) -> None:
    answer = exchange(transmit, Command(Instruction.SELECT, 0x04, 0x00, _APPLICATION))
    if not answer.is_ok and answer.status != Status.NO_FILE:  # such cards know their files only
        detail = f"its chip answers the application's name with {answer.status:04X}"
        raise CardRefusedError("CARD-0214", DEVICE, detail)


def _select_file(transmit: Transmit, file: bytes) -> None:
    answers = []
    for way in _WAYS_TO_SELECT:
        answer = exchange(transmit, Command(Instruction.SELECT, way, 0x00, file))
        if answer.is_ok:
            return
        if answer.status == Status.NEEDS_AUTHENTICATION:
            raise _locked("a file of the card")
        answers.append(f"{answer.status:04X}")
    detail = f"file {file.hex().upper()} cannot be selected: {', '.join(answers)}"
    raise CardRefusedError("CARD-0214", DEVICE, detail)


def _locked(what: str) -> CardRefusedError:
    return CardRefusedError("CARD-0213", DEVICE, f"{what} wants a key of its issuer")
