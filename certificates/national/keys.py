# SPDX-License-Identifier: Apache-2.0
"""SM2 keys in PEM files, as other programs write them: PKCS#8, SubjectPublicKeyInfo, X.509.

Algorithm id-ecPublicKey on the curve 1.2.156.10197.1.301 (RFC 5480, GM/T 0006); not encrypted.
"""

from pathlib import Path
from typing import Final

from asn1crypto import keys, pem, x509
from cryptography.hazmat.primitives import hashes

from certificates.national.library import (
    POINT_BYTES,
    SCALAR_BYTES,
    Sm2Error,
    check_point,
    point_of,
)

CURVE: Final = "sm2p256v1"
KEY_ID_BYTES: Final = 8
MALFORMED: Final = (ValueError, TypeError, LookupError, AttributeError, OverflowError)
"""What asn1crypto answers to bytes that are not of their form."""

keys.NamedCurve.register(CURVE, "1.2.156.10197.1.301", SCALAR_BYTES)


class KeyFileError(Exception):
    """The file cannot be read, is open to others, or holds no SM2 key; says which file."""


def sm3(content: bytes) -> bytes:
    """Digest (GB/T 32905), 32 bytes."""
    digest = hashes.Hash(hashes.SM3())
    digest.update(content)
    return digest.finalize()


def key_id(point: bytes) -> str:
    """Name of a key: the first 8 bytes of SM3 over its point, in hexadecimal."""
    return sm3(point)[:KEY_ID_BYTES].hex()


def read_private(path: Path) -> bytes:
    """Read a private key; mode 0600 is demanded.

    Raises:
        KeyFileError: it cannot be had, or is of no use.
        Sm2MissingError: the extra is not installed.

    """
    try:
        is_open = path.stat().st_mode & 0o077
    except OSError as error:
        raise _unreadable(path) from error
    if is_open:
        message = f"{path} is open to others; it must have mode 0600"
        raise KeyFileError(message)
    try:
        scalar = scalar_in(_pem(path))
        point_of(scalar)
    except (Sm2Error, *MALFORMED):
        raise _no_key(path, "private key") from None  # the cause may hold the key
    return scalar


def read_point(path: Path) -> bytes:
    """Read a public key, from a file of its own or from a certificate.

    Raises:
        KeyFileError: it cannot be had, or is of no use.
        Sm2MissingError: the extra is not installed.

    """
    try:
        content = _pem(path)
    except ValueError as error:
        raise _no_key(path, "public key or certificate") from error
    for reads in (point_in, _certified_point):
        try:
            check_point(point := reads(content))
        except (Sm2Error, *MALFORMED):
            continue
        return point
    raise _no_key(path, "public key or certificate")


def scalar_in(private_key_info: bytes) -> bytes:
    """The private key of PKCS#8, DER.

    Raises:
        ValueError: it is none, or on another curve; one of its kin where it is malformed.

    """
    info = keys.PrivateKeyInfo.load(private_key_info, strict=True)
    _check_curve(info["private_key_algorithm"])
    number: int = info["private_key"].parsed["private_key"].native
    return number.to_bytes(SCALAR_BYTES, "big")


def point_in(public_key_info: bytes) -> bytes:
    """The point of a SubjectPublicKeyInfo, DER; raises as ``scalar_in`` does."""
    info = keys.PublicKeyInfo.load(public_key_info, strict=True)
    _check_curve(info["algorithm"])
    point: bytes = info["public_key"].native
    if len(point) != POINT_BYTES:
        raise ValueError("no point in its long form")
    return point


def public_key_info(point: bytes) -> keys.PublicKeyInfo:
    """SubjectPublicKeyInfo of a point."""
    algorithm = {"algorithm": "ec", "parameters": _named_curve()}
    return keys.PublicKeyInfo(
        {
            "algorithm": keys.PublicKeyAlgorithm(algorithm),
            "public_key": keys.ECPointBitString(point),
        }
    )


def private_pem(scalar: bytes) -> bytes:
    """A private key as a file holds it: PKCS#8, PEM, not encrypted."""
    key = keys.ECPrivateKey(
        {
            "version": "ecPrivkeyVer1",
            "private_key": int.from_bytes(scalar, "big"),
            "public_key": keys.ECPointBitString(point_of(scalar)),
        }
    )
    algorithm = {"algorithm": "ec", "parameters": _named_curve()}
    info = keys.PrivateKeyInfo(
        {
            "version": 0,
            "private_key_algorithm": keys.PrivateKeyAlgorithm(algorithm),
            "private_key": key,
        }
    )
    return bytes(pem.armor("PRIVATE KEY", info.dump()))


def _named_curve() -> keys.ECDomainParameters:
    return keys.ECDomainParameters(name="named", value=CURVE)


def _certified_point(certificate: bytes) -> bytes:
    known = x509.Certificate.load(certificate, strict=True)
    return point_in(known["tbs_certificate"]["subject_public_key_info"].dump())


def _check_curve(algorithm: keys.PublicKeyAlgorithm) -> None:
    if algorithm["algorithm"].native != "ec" or algorithm["parameters"].native != CURVE:
        raise ValueError("a key of another curve")


def _pem(path: Path) -> bytes:
    """The one object of a PEM file, DER; raises ``ValueError`` for what is no PEM."""
    try:
        _, _, content = pem.unarmor(path.read_bytes())
    except OSError as error:
        raise _unreadable(path) from error
    return bytes(content)


def _unreadable(path: Path) -> KeyFileError:
    return KeyFileError(f"{path} cannot be read")


def _no_key(path: Path, what: str) -> KeyFileError:
    return KeyFileError(f"{path} holds no SM2 {what}")
