# SPDX-License-Identifier: Apache-2.0
"""Signed data (签名数据) by SM2 with SM3: GB/T 35275-2017, the national form of CMS; detached.

Object identifiers of GB/T 35275, clause 5, and of GM/T 0006. One signer, one certificate, three
signed attributes: content type, digest, moment. What departs from this in any byte is no such
statement: a reader that is lenient would let somebody change what no digest covers.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar, Final

from asn1crypto import algos, cms, core, x509

from certificates.national.keys import MALFORMED
from certificates.national.library import sign

SIGNED_DATA: Final = "1.2.156.10197.6.1.4.2.2"
_DATA: Final = "1.2.156.10197.6.1.4.2.1"
_SM3: Final = "1.2.156.10197.1.401"
_SM2_SIGNATURE: Final = "1.2.156.10197.1.301.1"


class SignedContent(core.Sequence):  # type: ignore[misc]  # asn1crypto has no types
    """ContentInfo (GB/T 35275, clause 6) that holds signed data."""

    _fields: ClassVar = [
        ("content_type", core.ObjectIdentifier),
        ("content", cms.SignedData, {"explicit": 0}),
    ]


@dataclass(frozen=True)
class NationalKey:
    """What signs.

    Attributes:
        certificate: X.509 with the public key, DER.
        scalar: the private key.

    """

    certificate: bytes
    scalar: bytes = field(repr=False)


@dataclass(frozen=True)
class Statement:
    """What signed data say; whether it is so, ``judge`` finds.

    Attributes:
        digest: SM3 of what was signed.
        certificate: of the signer, DER.
        signed_at: moment that the signer states.
        attributes: what the signature is over, DER.
        signature: SM2Signature (GB/T 35276), DER.

    """

    digest: bytes
    certificate: bytes
    signed_at: datetime
    attributes: bytes
    signature: bytes


class NoStatementError(ValueError):
    """The bytes are no signed data of the form described above."""


def signed_data(digest: bytes, key: NationalKey, *, signed_at: datetime) -> SignedContent:
    """Sign a digest (SM3, 32 bytes) at a stated moment.

    Raises:
        Sm2MissingError: the extra is not installed.

    """
    attributes = _attributes(digest, signed_at)
    signature = sign(key.scalar, attributes.dump())
    return _assembled(key.certificate, attributes, signature)


def read_signed_data(encoded: bytes) -> Statement:
    """Read signed data, DER.

    Raises:
        NoStatementError: they are of another form, in any byte.

    """
    try:
        content = SignedContent.load(encoded, strict=True)
        [signer] = content["content"]["signer_infos"]
        said = {each["type"].native: each["values"] for each in signer["signed_attrs"]}
        [digest], [signed_at] = said["message_digest"], said["signing_time"]
        [certificate] = content["content"]["certificates"]
        statement = Statement(
            digest.native,
            certificate.chosen.dump(),
            signed_at.native,
            _attributes(digest.native, signed_at.native).dump(),
            signer["signature"].native,
        )
        again = _assembled(
            statement.certificate,
            _attributes(statement.digest, statement.signed_at),
            statement.signature,
        )
        is_exact = again.dump() == encoded
    except MALFORMED as error:
        raise NoStatementError(type(error).__name__) from None
    if not is_exact:
        raise NoStatementError("not written as this form demands")
    return statement


def _attributes(digest: bytes, signed_at: datetime) -> cms.CMSAttributes:
    moment = cms.Time(name="utc_time", value=core.UTCTime(signed_at))
    return cms.CMSAttributes(
        [
            cms.CMSAttribute({"type": "content_type", "values": [_DATA]}),
            cms.CMSAttribute({"type": "message_digest", "values": [digest]}),
            cms.CMSAttribute({"type": "signing_time", "values": [moment]}),
        ]
    )


def _assembled(
    certificate: bytes, attributes: cms.CMSAttributes, signature: bytes
) -> SignedContent:
    known = x509.Certificate.load(certificate, strict=True)
    digest_algorithm = algos.DigestAlgorithm({"algorithm": _SM3})
    signer = cms.SignerInfo(
        {
            "version": "v1",
            "sid": cms.SignerIdentifier(
                "issuer_and_serial_number",
                cms.IssuerAndSerialNumber(
                    {"issuer": known.issuer, "serial_number": known.serial_number}
                ),
            ),
            "digest_algorithm": digest_algorithm,
            "signed_attrs": attributes,
            "signature_algorithm": algos.SignedDigestAlgorithm({"algorithm": _SM2_SIGNATURE}),
            "signature": signature,
        }
    )
    signed = cms.SignedData(
        {
            "version": "v1",
            "digest_algorithms": [digest_algorithm],
            "encap_content_info": {"content_type": _DATA},
            "certificates": [cms.CertificateChoices("certificate", known)],
            "signer_infos": [signer],
        }
    )
    return SignedContent({"content_type": SIGNED_DATA, "content": signed})
