# SPDX-License-Identifier: Apache-2.0
"""Which keys are trusted (信任列表): ``keys.json``, all that verification needs, offline.

One file, JSON, UTF-8::

    {"version": 1,
     "qr_keys":   [{"kid": "16 hex digits", "public_key": "base64 SubjectPublicKeyInfo",
                    "valid_from": "2026-01-01", "valid_to": "2035-12-31", "demo": true}],
     "pdf_roots": [{"certificate": "base64 X.509", "demo": true}],
     "time_roots": [{"certificate": "base64 X.509", "demo": true}]}

``time_roots`` may be absent; they are believed about when a seal was made, and nothing else.
"""

import base64
import binascii
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from certificates.errors import KeyRefusedError

KEY_LIST_NAME: Final = "keys.json"
CONFIGURATION_INVALID: Final = "CONFIG-0701"
_KID_BYTES: Final = 8
_VERSION: Final = 1


@dataclass(frozen=True)
class QrKey:
    """A public key whose signed QR texts are believed.

    Attributes:
        kid: first 8 bytes of SHA-256 over the key's SubjectPublicKeyInfo.
        public_key: on P-256.
        valid_from: first day on which it may have signed.
        valid_to: last day on which it may have signed.
        is_demo: what it signed is a sample, never a licence.

    """

    kid: bytes
    public_key: ec.EllipticCurvePublicKey
    valid_from: date
    valid_to: date
    is_demo: bool


@dataclass(frozen=True)
class PdfRoot:
    """A root certificate whose sealed documents, or whose time stamps, are believed.

    Attributes:
        certificate: X.509, DER.
        is_demo: what is sealed under it is a sample, never a licence.

    """

    certificate: bytes
    is_demo: bool


@dataclass(frozen=True)
class TrustList:
    """All that a verifier believes; empty believes nobody.

    ``sm2_roots`` are those of second signatures, by SM2 with SM3.
    """

    qr_keys: tuple[QrKey, ...] = ()
    pdf_roots: tuple[PdfRoot, ...] = ()
    time_roots: tuple[PdfRoot, ...] = ()
    sm2_roots: tuple[PdfRoot, ...] = ()

    def qr_key(self, kid: bytes) -> QrKey | None:
        """The key of this name; None when nobody listed it."""
        return next((key for key in self.qr_keys if key.kid == kid), None)


def kid_of(public_key: ec.EllipticCurvePublicKey) -> bytes:
    """Name of a key: first 8 bytes of SHA-256 over its SubjectPublicKeyInfo."""
    return hashlib.sha256(_spki(public_key)).digest()[:_KID_BYTES]


def read_trust_list(path: Path) -> TrustList:
    """Read a key list file.

    Raises:
        KeyRefusedError: it cannot be read or is not a key list (CONFIG-0701).

    """
    try:
        return decode_trust_list(path.read_bytes())
    except OSError as error:
        raise KeyRefusedError(
            CONFIGURATION_INVALID, f"cannot read key list {path}: {error.strerror}"
        ) from error
    except ValueError as error:
        raise KeyRefusedError(CONFIGURATION_INVALID, f"{path}: {error}") from error


def encode_trust_list(trust: TrustList) -> bytes:
    """The key list as JSON, two blanks indent, sorted as given."""
    keys = [
        {
            "kid": key.kid.hex(),
            "public_key": base64.b64encode(_spki(key.public_key)).decode("ascii"),
            "valid_from": key.valid_from.isoformat(),
            "valid_to": key.valid_to.isoformat(),
            "demo": key.is_demo,
        }
        for key in trust.qr_keys
    ]
    document: dict[str, object] = {
        "version": _VERSION,
        "qr_keys": keys,
        "pdf_roots": [_root_entry(root) for root in trust.pdf_roots],
        "time_roots": [_root_entry(root) for root in trust.time_roots],
    }
    if trust.sm2_roots:  # a list without them is read by every version
        document["sm2_roots"] = [_root_entry(root) for root in trust.sm2_roots]
    return json.dumps(document, indent=2).encode("utf-8") + b"\n"


def decode_trust_list(encoded: bytes) -> TrustList:
    """Decode a key list; every entry must be whole and every kid the key's own.

    Raises:
        ValueError: not a key list; the message names the entry.

    """
    document = json.loads(encoded)
    if not isinstance(document, dict) or document.get("version") != _VERSION:
        raise ValueError(f"not a key list of version {_VERSION}")
    keys = _entries(document, "qr_keys")
    seals = _entries(document, "pdf_roots")
    return TrustList(
        tuple(_qr_key(entry, place=f"qr_keys[{index}]") for index, entry in enumerate(keys)),
        tuple(_root(entry, place=f"pdf_roots[{index}]") for index, entry in enumerate(seals)),
        _further_roots(document, "time_roots"),
        _further_roots(document, "sm2_roots"),
    )


def _further_roots(document: Mapping[str, object], name: str) -> tuple[PdfRoot, ...]:
    entries = _entries(document, name) if name in document else []
    return tuple(_root(entry, place=f"{name}[{index}]") for index, entry in enumerate(entries))


def _root_entry(root: PdfRoot) -> dict[str, object]:
    certificate = base64.b64encode(root.certificate).decode("ascii")
    return {"certificate": certificate, "demo": root.is_demo}


def _entries(document: Mapping[str, object], name: str) -> list[Mapping[str, object]]:
    entries = document.get(name)
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise ValueError(f"{name} is not a list of entries")
    return entries


def _qr_key(entry: Mapping[str, object], *, place: str) -> QrKey:
    try:
        public_key = _p256_key(_base64(entry["public_key"]))
        key = QrKey(
            kid_of(public_key),
            public_key,
            date.fromisoformat(str(entry["valid_from"])),
            date.fromisoformat(str(entry["valid_to"])),
            is_demo=_flag(entry["demo"]),
        )
        claimed = entry["kid"]
    except KeyError as error:
        raise ValueError(f"{place}: no {error}") from error
    except ValueError as error:
        raise ValueError(f"{place}: {error}") from error
    if claimed != key.kid.hex():
        raise ValueError(f"{place}: kid is not that of the key")
    return key


def _root(entry: Mapping[str, object], *, place: str) -> PdfRoot:
    try:
        certificate = _base64(entry["certificate"])
        x509.load_der_x509_certificate(certificate)
        return PdfRoot(certificate, is_demo=_flag(entry["demo"]))
    except KeyError as error:
        raise ValueError(f"{place}: no {error}") from error
    except ValueError as error:
        raise ValueError(f"{place}: {error}") from error


def _p256_key(spki: bytes) -> ec.EllipticCurvePublicKey:
    match serialization.load_der_public_key(spki):
        case ec.EllipticCurvePublicKey(curve=ec.SECP256R1()) as public_key:
            return public_key
        case _:
            raise ValueError("not a key on P-256")


def _base64(text: object) -> bytes:
    try:
        return base64.b64decode(str(text), validate=True)
    except binascii.Error as error:
        raise ValueError("not base64") from error


def _flag(value: object) -> bool:
    """A flag that must be written: a key without one is neither demo nor production."""
    if not isinstance(value, bool):
        raise ValueError("demo is not true or false")  # noqa: TRY004  a fault of the file
    return value


def _spki(public_key: ec.EllipticCurvePublicKey) -> bytes:
    return public_key.public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
