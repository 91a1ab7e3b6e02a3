# SPDX-License-Identifier: Apache-2.0
"""The QR text of a licence: a web address whose fragment proves itself, without a network.

``https://host/v#J1:<base32>``: a telephone opens the address; a fragment is never sent to the
host, so what is in it stays between the paper and the reader. A kiosk reads the fragment alone.
The bytes are COSE_Sign1 (``certificates.cose``) over CWT claims (RFC 8392: 4 expiry, 6 issued)
and one private claim with what the face shows. Base32 (RFC 4648 section 6, no padding) needs no
escape in an address and packs into the alphanumeric mode of ISO/IEC 18004: 1.1 bits for one,
where base64url needs 1.33. At error correction M the text fits version 13: 77 modules with the
quiet zone, 0.39 mm each at 30 mm.
"""

import base64
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone
from typing import Final, Protocol

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec

from certificates import cose
from certificates.errors import DocumentError
from certificates.trust import QrKey, TrustList

MARK: Final = "J1:"
MAX_VERSION: Final = 13
_ISSUED_AT: Final = 6
_EXPIRES_AT: Final = 4
_FACE: Final = -65_537
_CUT: Final = "…"
CHINA: Final = timezone(timedelta(hours=8))
_DATA_CODEWORDS: Final = 334
_TEXT_CHARACTERS: Final = 4096


@dataclass(frozen=True)
class LicenceClaims:
    """What the QR text says of a licence: what its face says, shortened.

    Attributes:
        number: licence number (许可证编号).
        unit: name of the unit (单位名称); cut, with ``…`` at its end, if the code would be
            too fine to read.
        representative: legal representative or person in charge (法定代表人或负责人).
        item_codes: codes of the permitted items (许可项目).
        issued_on: day of issue.
        expires_on: last day of validity; None for a licence without an end.

    """

    number: str
    unit: str
    representative: str
    item_codes: tuple[str, ...]
    issued_on: date
    expires_on: date | None

    def ends_at(self) -> datetime | None:
        """Moment of expiry: the midnight, Chinese time, after the last day."""
        if self.expires_on is None:
            return None
        return datetime.fromtimestamp(_midnight(self.expires_on + timedelta(days=1)), tz=CHINA)

    def __repr__(self) -> str:
        return f"LicenceClaims({self.number!r}, …)"


class QrSigner(Protocol):
    """Holds the key that signs QR texts."""

    @property
    def kid(self) -> bytes:
        """Name of the key in the key list."""
        ...

    def sign_payload(self, payload: bytes) -> bytes:
        """Wrap ``payload`` in a COSE_Sign1 message."""
        ...


@dataclass(frozen=True)
class FileQrSigner:
    """A QR key kept in memory, read from a key folder."""

    key: ec.EllipticCurvePrivateKey
    kid: bytes

    def sign_payload(self, payload: bytes) -> bytes:
        """Wrap ``payload`` in a COSE_Sign1 message."""
        return cose.sign1(payload, key=self.key, kid=self.kid)

    def __repr__(self) -> str:
        return f"FileQrSigner({self.kid.hex()})"


@dataclass(frozen=True)
class VerifiedClaims:
    """Claims whose signature is of a listed key, used within its period."""

    claims: LicenceClaims
    key: QrKey


class NotQrTextError(ValueError):
    """A text that carries no signed licence of this format."""


class UnknownKeyError(ValueError):
    """The key is on no list, or was used outside the period it is listed for."""


def qr_text(claims: LicenceClaims, *, signer: QrSigner, verify_url: str = "") -> str:
    """Make the text of the QR code; the longest unit name that still reads well is kept.

    Args:
        claims: what the face shows.
        signer: holds the QR key.
        verify_url: web address without a fragment; empty gives the signed text alone.

    Raises:
        DocumentError: too long for version 13 even without a unit name (DOCUMENT-0602).

    """
    prefix = f"{verify_url}#{MARK}" if verify_url else MARK
    for length in range(len(claims.unit), -1, -1):
        unit = claims.unit[:length] + (_CUT if length < len(claims.unit) else "")
        message = signer.sign_payload(_payload(replace(claims, unit=unit)))
        text = prefix + base64.b32encode(message).decode("ascii").rstrip("=")
        if fits(text):
            return text
    raise DocumentError("DOCUMENT-0602", f"QR text does not fit version {MAX_VERSION}")


def fits(text: str) -> bool:
    """Whether a QR text fits version 13 at error correction M, its base32 packed as such.

    Source: ISO/IEC 18004 tables 3 (mode and count indicators) and 7 (334 data codewords).
    """
    address, mark, tail = text.rpartition(MARK)
    tail = mark + tail
    byte_bits = (4 + 16 + 8 * len(address.encode("utf-8"))) if address else 0
    tail_bits = 4 + 11 + 11 * (len(tail) // 2) + 6 * (len(tail) % 2)
    return byte_bits + tail_bits <= 8 * _DATA_CODEWORDS


def read_qr(text: str, trust: TrustList) -> VerifiedClaims:
    """Read a QR text and check its signature; expiry is for the caller to judge.

    Raises:
        NotQrTextError: no text of this format.
        UnknownKeyError: the key is not listed, or not for the day of issue.
        cose.SignatureMismatchError: a character was changed.

    """
    message = _message(text)
    try:
        kid = cose.key_id(message)
        key = trust.qr_key(kid)
        if key is None:
            raise UnknownKeyError(f"no key {kid.hex()} on the list")
        claims = _claims(cose.verify1(message, key=key.public_key))
    except cose.NotCoseError as error:
        raise NotQrTextError(str(error)) from error
    if not key.valid_from <= claims.issued_on <= key.valid_to:
        raise UnknownKeyError(f"key {key.kid.hex()} was not in use on {claims.issued_on}")
    return VerifiedClaims(claims, key)


def _payload(claims: LicenceClaims) -> bytes:
    face = {
        1: claims.number,
        2: claims.unit,
        3: claims.representative,
        4: list(claims.item_codes),
    }
    cwt: dict[int, object] = {_ISSUED_AT: _midnight(claims.issued_on), _FACE: face}
    ends_at = claims.ends_at()
    if ends_at is not None:
        cwt[_EXPIRES_AT] = int(ends_at.timestamp())
    return cbor2.dumps(cwt, canonical=True)


def _claims(payload: bytes) -> LicenceClaims:
    cwt = cose.decode_map(payload)
    match cwt.get(_FACE), cwt.get(_ISSUED_AT), cwt.get(_EXPIRES_AT):
        case (
            {1: str(number), 2: str(unit), 3: str(representative), 4: [*codes]},
            int(issued),
            int() | None as expires,
        ):
            end = None if expires is None else _day(expires) - timedelta(days=1)
            face = (number, unit, representative, tuple(str(code) for code in codes))
            return LicenceClaims(*face, issued_on=_day(issued), expires_on=end)
        case _:
            raise NotQrTextError("signed, but no claims of a licence")


def _message(text: str) -> bytes:
    if len(text) > _TEXT_CHARACTERS:
        raise NotQrTextError("too long")
    before, mark, encoded = text.strip().rpartition(MARK)
    if not mark or (before and not before.endswith("#")):
        raise NotQrTextError(f"no {MARK} in a fragment")
    try:
        message = base64.b32decode(encoded + "=" * (-len(encoded) % 8))
    except ValueError as error:
        raise NotQrTextError("not base32") from error
    if base64.b32encode(message).decode("ascii").rstrip("=") != encoded:
        raise NotQrTextError("not base32 as this kiosk writes it")
    return message


def _midnight(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=CHINA).timestamp())


def _day(seconds: int) -> date:
    try:
        return datetime.fromtimestamp(seconds, tz=CHINA).date()
    except (OverflowError, OSError, ValueError) as error:
        raise NotQrTextError("a date out of range") from error
