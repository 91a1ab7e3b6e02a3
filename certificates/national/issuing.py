# SPDX-License-Identifier: Apache-2.0
"""Certificates of SM2 keys: issues those of a demo seal, and finds what a seal's leads to.

X.509 with the signature algorithm SM2 with SM3 (1.2.156.10197.1.501, GM/T 0006 and GB/T 20518).
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from asn1crypto import x509

from certificates.national.keys import MALFORMED, point_in, public_key_info
from certificates.national.library import Sm2Error, holds, point_of, sign

SM2_WITH_SM3: Final = "1.2.156.10197.1.501"
_ALGORITHM: Final = {"algorithm": SM2_WITH_SM3}
_SERIAL_BYTES: Final = 16


@dataclass(frozen=True)
class Span:
    """From when to when a certificate is valid, with time zones, whole seconds."""

    begin: datetime
    end: datetime


@dataclass(frozen=True)
class Chain:
    """What a seal's certificate leads to.

    Attributes:
        root: the listed certificate that issued it, DER; None when none did.
        is_in_time: both are valid at the moment asked for.

    """

    root: bytes | None
    is_in_time: bool


def issue_root(name: Sequence[tuple[str, str]], scalar: bytes, span: Span) -> bytes:
    """Issue a root to itself; DER.

    Args:
        name: of the root, as pairs of attribute (``common_name``) and value.
        scalar: its private key.
        span: when it is valid.

    """
    subject = _name(name)
    return _issued(subject, point_of(scalar), (subject, scalar), span)


def issue_seal(
    name: Sequence[tuple[str, str]], point: bytes, issuer: tuple[bytes, bytes], span: Span
) -> bytes:
    """Issue a seal's certificate; DER.

    Args:
        name: as in ``issue_root``.
        point: the seal's public key.
        issuer: the root's certificate, DER, and its private key.
        span: when it is valid.

    """
    root, scalar = issuer
    return _issued(_name(name), point, (x509.Certificate.load(root).subject, scalar), span)


def point_certified(certificate: bytes) -> bytes:
    """The public key in a certificate, DER.

    Raises:
        ValueError: it has no SM2 key; one of its kin where it is malformed.

    """
    known = x509.Certificate.load(certificate, strict=True)
    return point_in(known["tbs_certificate"]["subject_public_key_info"].dump())


def common_name(certificate: bytes) -> str:
    """The name on a certificate, as it claims."""
    return str(x509.Certificate.load(certificate).subject.native.get("common_name", ""))


def says(certificate: bytes, word: str) -> bool:
    """Whether the subject of a certificate has a word in it."""
    return word in x509.Certificate.load(certificate).subject.human_friendly


def chain_of(certificate: bytes, roots: Sequence[bytes], *, at: datetime) -> Chain:
    """Find the listed certificate that issued a seal's; a chain has no link between.

    Raises:
        Sm2MissingError: the extra is not installed.

    """
    seal = x509.Certificate.load(certificate)
    for root in roots:
        if _has_issued(root, seal):
            return Chain(root, all(_is_in_time(each, at) for each in (certificate, root)))
    return Chain(None, is_in_time=False)


def is_for_seals(certificate: bytes) -> bool:
    """Whether its key may prove a will (key usage non-repudiation), and it issues nothing."""
    known = x509.Certificate.load(certificate)
    usage = known.key_usage_value
    return not known.ca and usage is not None and "non_repudiation" in usage.native


def _has_issued(root: bytes, seal: x509.Certificate) -> bool:
    try:
        issuer = x509.Certificate.load(root, strict=True)
        algorithms = [
            seal["signature_algorithm"].dump(),
            seal["tbs_certificate"]["signature"].dump(),
        ]
        if not issuer.ca or issuer.subject.dump() != seal.issuer.dump():
            return False
        if algorithms != [x509.SignedDigestAlgorithm(_ALGORITHM).dump()] * 2:
            return False
        signature = seal["signature_value"].native
        if seal["signature_value"].contents[:1] != b"\0":  # DER leaves no bit unused here
            return False
        return holds(point_certified(root), seal["tbs_certificate"].dump(), signature)
    except (*MALFORMED, Sm2Error):
        return False


def _is_in_time(certificate: bytes, at: datetime) -> bool:
    known = x509.Certificate.load(certificate)
    return bool(known.not_valid_before <= at <= known.not_valid_after)


def _name(pairs: Sequence[tuple[str, str]]) -> x509.Name:
    return x509.Name.build(dict(pairs))


def _issued(
    subject: x509.Name, point: bytes, issuer: tuple[x509.Name, bytes], span: Span
) -> bytes:
    issuer_name, scalar = issuer
    is_root = issuer_name.dump() == subject.dump()
    usage = {"key_cert_sign", "crl_sign"} if is_root else {"non_repudiation"}
    to_sign = x509.TbsCertificate(
        {
            "version": "v3",
            "serial_number": int.from_bytes(secrets.token_bytes(_SERIAL_BYTES), "big") >> 1,
            "signature": _ALGORITHM,
            "issuer": issuer_name,
            "validity": {"not_before": _time(span.begin), "not_after": _time(span.end)},
            "subject": subject,
            "subject_public_key_info": public_key_info(point),
            "extensions": [
                _extension("basic_constraints", {"ca": is_root}),
                _extension("key_usage", usage),
            ],
        }
    )
    certificate = x509.Certificate(
        {
            "tbs_certificate": to_sign,
            "signature_algorithm": _ALGORITHM,
            "signature_value": sign(scalar, to_sign.dump()),
        }
    )
    return bytes(certificate.dump())


def _time(moment: datetime) -> x509.Time:
    return x509.Time("utc_time", x509.UTCTime(moment.replace(microsecond=0)))


def _extension(name: str, value: object) -> dict[str, object]:
    return {"extn_id": name, "critical": True, "extn_value": value}
