# SPDX-License-Identifier: Apache-2.0
"""Encrypted payloads: bytes to hexadecimal text and back, for one pair of parties.

A ciphertext travels in one of three forms: SM2Cipher of GB/T 35276 (``asn1``), or the point,
the digest and the text after one another, in the order of GB/T 32918.4-2016 (``c1c3c2``) or in
that of its forerunner (``c1c2c3``). Which it is, no byte says; the parties agree on it.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar, Final

from asn1crypto import core

from certificates.national.keys import key_id, read_point, read_private
from certificates.national.library import (
    POINT_BYTES,
    SCALAR_BYTES,
    Sm2Error,
    decrypt,
    encrypt,
    point_of,
)

FORMS: Final = ("c1c3c2", "c1c2c3", "asn1")
_DIGEST_BYTES: Final = 32


class PayloadError(Exception):
    """What came is not the other party's payload; the message says in what way."""


class ClearPayloadError(PayloadError):
    """It is not encrypted, and encrypted it was to be."""


class OtherKeyError(PayloadError):
    """It says itself that it is for another key."""


class _Cipher(core.Sequence):  # type: ignore[misc]  # asn1crypto has no types
    """SM2Cipher (GB/T 35276, 7.2)."""

    _fields: ClassVar = [
        ("x", core.Integer),
        ("y", core.Integer),
        ("digest", core.OctetString),
        ("text", core.OctetString),
    ]


@dataclass(frozen=True)
class PayloadKeys:
    """The keys of one pair of parties.

    Attributes:
        other_point: the other party's public key.
        own_scalar: this party's private key.
        form: of the ciphertexts, one of ``FORMS``.

    """

    other_point: bytes
    own_scalar: bytes = field(repr=False)
    form: str = FORMS[0]

    @property
    def other_id(self) -> str:
        """Name of the other party's key."""
        return key_id(self.other_point)

    def seal(self, plain: bytes) -> str:
        """Encrypt for the other party; hexadecimal, lower case.

        Raises:
            Sm2MissingError: the extra is not installed.

        """
        return _written(encrypt(self.other_point, plain), self.form).hex()

    def open(self, sealed: object, stated_id: object = None) -> bytes:
        """Decrypt what is for this party.

        Args:
            sealed: hexadecimal text; anything else is no ciphertext.
            stated_id: name of the key that it says it is for; None where it says nothing.

        Raises:
            ClearPayloadError: it is no ciphertext at all.
            OtherKeyError: it says that it is for another key.
            PayloadError: it was changed, or is for another key without saying so.
            Sm2MissingError: the extra is not installed.

        """
        content = _bytes_in(sealed)
        if stated_id is not None and stated_id != key_id(point_of(self.own_scalar)):
            raise OtherKeyError("the payload is encrypted for another key than this kiosk's")
        try:
            return decrypt(self.own_scalar, _read(content, self.form))
        except Sm2Error:
            detail = "the payload was changed on its way, or is for another key"
            raise PayloadError(detail) from None


def read_keys(other_file: Path, own_file: Path, form: str) -> PayloadKeys:
    """Read both keys from their files.

    Raises:
        KeyFileError: one of them cannot be had, or is of no use.
        Sm2MissingError: the extra is not installed.

    """
    return PayloadKeys(read_point(other_file), read_private(own_file), form)


def _bytes_in(sealed: object) -> bytes:
    try:
        return bytes.fromhex(sealed) if isinstance(sealed, str) and sealed else _clear()
    except ValueError:
        return _clear()


def _clear() -> bytes:
    raise ClearPayloadError("the payload is in the clear, and was to be encrypted")


def _written(cipher: bytes, form: str) -> bytes:
    if form == "asn1":
        return cipher
    parts = _Cipher.load(cipher, strict=True)
    point = b"\x04" + b"".join(
        parts[name].native.to_bytes(SCALAR_BYTES, "big") for name in ("x", "y")
    )
    digest, text = bytes(parts["digest"]), bytes(parts["text"])
    return point + (digest + text if form == "c1c3c2" else text + digest)


def _read(content: bytes, form: str) -> bytes:
    """Bring a ciphertext into the library's form, which is ``asn1``."""
    if form == "asn1":
        return content
    rest = content[POINT_BYTES:]
    if len(rest) <= _DIGEST_BYTES or content[0] != 4:  # noqa: PLR2004  not compressed
        raise PayloadError("the payload is too short, or of another form than agreed")
    digest, text = rest[:_DIGEST_BYTES], rest[_DIGEST_BYTES:]
    if form == "c1c2c3":
        text, digest = rest[:-_DIGEST_BYTES], rest[-_DIGEST_BYTES:]
    middle = 1 + SCALAR_BYTES
    x, y = content[1:middle], content[middle:POINT_BYTES]
    cipher = _Cipher(
        {
            "x": int.from_bytes(x, "big"),
            "y": int.from_bytes(y, "big"),
            "digest": digest,
            "text": text,
        }
    )
    return bytes(cipher.dump())
