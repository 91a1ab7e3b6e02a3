# SPDX-License-Identifier: Apache-2.0
"""COSE_Sign1 with ES256, and nothing else of COSE: what a short signed text needs.

Source: RFC 9052 sections 4.2 and 4.4 (COSE_Sign1, Sig_structure), RFC 9053 section 2.1 (ES256).
The message is untagged; the algorithm and the key id are protected, the unprotected map is
empty and must be.
"""

from collections.abc import Callable
from typing import Final

import cbor2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.hashes import SHA256

_ALGORITHM: Final = 1
_KEY_ID: Final = 4
_ES256: Final = -7
_COORDINATE_BYTES: Final = 32
_SIGNING: Final = ec.ECDSA(SHA256(), deterministic_signing=True)  # RFC 6979
_VERIFYING: Final = ec.ECDSA(SHA256())


class NotCoseError(ValueError):
    """Bytes that are no COSE_Sign1 message of this profile."""


class SignatureMismatchError(ValueError):
    """The message is well formed, but its signature is not of this key."""


def sign1(payload: bytes, *, key: ec.EllipticCurvePrivateKey, kid: bytes) -> bytes:
    """Sign ``payload`` with a P-256 key and name the key by ``kid``; 64-byte raw signature."""
    return sign1_by(payload, sign=lambda data: raw_of(key.sign(data, _SIGNING)), kid=kid)


def sign1_by(payload: bytes, *, sign: Callable[[bytes], bytes], kid: bytes) -> bytes:
    """Sign ``payload`` with a key that is elsewhere.

    Args:
        payload: what is signed.
        sign: makes the ES256 signature over its bytes, 64 bytes raw (r, then s).
        kid: name of the key.

    Raises:
        ValueError: what came back is not 64 bytes long.

    """
    protected = cbor2.dumps({_ALGORITHM: _ES256, _KEY_ID: kid}, canonical=True)
    signature = sign(_to_be_signed(protected, payload))
    if len(signature) != 2 * _COORDINATE_BYTES:
        raise ValueError("a raw signature on P-256 has 64 bytes")
    return cbor2.dumps([protected, {}, payload, signature], canonical=True)


def raw_of(der: bytes) -> bytes:
    """Signature on P-256 as r and s of 32 bytes each, from its DER form (RFC 3279, 2.2.3).

    Raises:
        ValueError: not such a signature.

    """
    try:
        r, s = utils.decode_dss_signature(der)
        return r.to_bytes(_COORDINATE_BYTES, "big") + s.to_bytes(_COORDINATE_BYTES, "big")
    except (ValueError, OverflowError) as error:
        raise ValueError("no signature on P-256 in DER") from error


def key_id(message: bytes) -> bytes:
    """Name of the key that a message claims; nothing is proved by it.

    Raises:
        NotCoseError: not a message of this profile.

    """
    protected, _, _ = _parts(message)
    return _kid(protected)


def verify1(message: bytes, *, key: ec.EllipticCurvePublicKey) -> bytes:
    """Payload of a message whose signature is of ``key``.

    Raises:
        NotCoseError: not a message of this profile.
        SignatureMismatchError: another key signed it, or a byte was changed.

    """
    protected, payload, signature = _parts(message)
    _kid(protected)
    r = int.from_bytes(signature[:_COORDINATE_BYTES], "big")
    s = int.from_bytes(signature[_COORDINATE_BYTES:], "big")
    try:
        key.verify(
            utils.encode_dss_signature(r, s), _to_be_signed(protected, payload), _VERIFYING
        )
    except InvalidSignature as error:
        raise SignatureMismatchError("signature does not match") from error
    return payload


def decode_map(encoded: bytes) -> dict[object, object]:
    """Decode one CBOR map in its canonical form, with nothing behind it.

    Raises:
        NotCoseError: anything else.

    """
    decoded = _decode(encoded)
    if not isinstance(decoded, dict):
        raise NotCoseError("not a map")
    return decoded


def _to_be_signed(protected: bytes, payload: bytes) -> bytes:
    """Sig_structure of RFC 9052 section 4.4, without external data."""
    return cbor2.dumps(["Signature1", protected, b"", payload], canonical=True)


def _parts(message: bytes) -> tuple[bytes, bytes, bytes]:
    match _decode(message):
        case [bytes(protected), dict(unprotected), bytes(payload), bytes(signature)] if (
            not unprotected and len(signature) == 2 * _COORDINATE_BYTES
        ):
            return protected, payload, signature
        case _:
            raise NotCoseError("not a COSE_Sign1 message with a 64-byte signature")


def _kid(protected: bytes) -> bytes:
    match decode_map(protected):
        case {1: -7, 4: bytes(kid), **rest} if not rest:
            return kid
        case _:
            raise NotCoseError("not ES256 with a key id")


def _decode(encoded: bytes) -> object:
    try:
        decoded: object = cbor2.loads(encoded, allow_indefinite=False, max_depth=8)
        canonical = cbor2.dumps(decoded, canonical=True)
    except (cbor2.CBORError, ValueError, TypeError) as error:
        raise NotCoseError("not CBOR") from error
    if canonical != encoded:
        raise NotCoseError("not canonical CBOR, or bytes follow it")
    return decoded
