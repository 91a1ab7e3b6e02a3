# SPDX-License-Identifier: Apache-2.0
"""Seals proofs of simulated offices: a PDF with its content attached, certified with pyHanko.

The keys are made from words that stand here, so they are the same at every start and nobody can
take them for a secret; ``config/simulation/offices.keys.json`` lists their root as a demo root.
"""

import hashlib
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from certificates.simulation.one_page_pdf import one_page_pdf

CONTENT_NAME: Final = "issued.json"
_FIRST_DAY: Final = datetime(2026, 1, 1, tzinfo=UTC)
_LAST_DAY: Final = datetime(2045, 12, 31, tzinfo=UTC)
_RESERVED_HEX_DIGITS: Final = 8192


@dataclass(frozen=True)
class OfficeKeys:
    """Key and certificates of a simulated office."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate
    root: x509.Certificate


@cache
def office_keys(word: str = "listed") -> OfficeKeys:
    """Make the keys that belong to a word; those of ``listed`` are in the shipped list."""
    root_key, key = _key(f"{word} root"), _key(f"{word} office")
    root_name = _name(f"SPECIMEN root of simulated offices ({word})")
    root = _builder(root_name, root_name, root_key, serial=1).add_extension(
        x509.BasicConstraints(ca=True, path_length=0), critical=True
    )
    leaf = _builder(_name("SPECIMEN simulated office"), root_name, key, serial=2).add_extension(
        x509.BasicConstraints(ca=False, path_length=None), critical=True
    )
    return OfficeKeys(
        key,
        _signed(leaf.add_extension(_usage(is_root=False), critical=True), root_key),
        _signed(root.add_extension(_usage(is_root=True), critical=True), root_key),
    )


def proof_pdf(content: Mapping[str, str]) -> bytes:
    """Make a proof without a seal: one page, and its content as an attached file."""
    from pypdf import PdfReader, PdfWriter  # noqa: PLC0415  not every platform issues

    page = one_page_pdf(
        ("SPECIMEN - simulated office", content["requestTypeCode"], content["ticket"])
    )
    writer = PdfWriter(PdfReader(io.BytesIO(page)))
    text = json.dumps(dict(content), ensure_ascii=False, sort_keys=True)
    writer.add_attachment(CONTENT_NAME, text.encode())
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def sealed(pdf: bytes, keys: OfficeKeys) -> bytes:
    """Certify a file (PAdES B-B, no changes allowed), invisible, as of now."""
    from asn1crypto import keys as private_keys  # noqa: PLC0415  takes a second to import
    from asn1crypto import x509 as der  # noqa: PLC0415
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter  # noqa: PLC0415
    from pyhanko.sign import fields, signers  # noqa: PLC0415
    from pyhanko_certvalidator.registry import SimpleCertificateStore  # noqa: PLC0415

    store = SimpleCertificateStore()  # type: ignore[no-untyped-call]  # its own __init__ has none
    store.register(der.Certificate.load(_der(keys.root)))
    signer = signers.SimpleSigner(
        signing_cert=der.Certificate.load(_der(keys.certificate)),
        signing_key=private_keys.PrivateKeyInfo.load(
            keys.key.private_bytes(
                serialization.Encoding.DER,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        ),
        cert_registry=store,
    )
    metadata = signers.PdfSignatureMetadata(
        field_name="Office",
        md_algorithm="sha256",
        certify=True,
        docmdp_permissions=fields.MDPPerm.NO_CHANGES,
        subfilter=fields.SigSeedSubFilter.PADES,
    )
    out = signers.PdfSigner(metadata, signer).sign_pdf(
        IncrementalPdfFileWriter(io.BytesIO(pdf)), bytes_reserved=_RESERVED_HEX_DIGITS
    )
    return bytes(out.getbuffer())


def _key(word: str) -> ec.EllipticCurvePrivateKey:
    number = int.from_bytes(hashlib.sha256(f"SPECIMEN {word}".encode()).digest(), "big")
    return ec.derive_private_key(number % (1 << 255) + 1, ec.SECP256R1())


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _builder(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, *, serial: int
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(serial)
        .not_valid_before(_FIRST_DAY)
        .not_valid_after(_LAST_DAY)
    )


def _usage(*, is_root: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not is_root,
        content_commitment=not is_root,
        key_cert_sign=is_root,
        crl_sign=is_root,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _signed(
    builder: x509.CertificateBuilder, key: ec.EllipticCurvePrivateKey
) -> x509.Certificate:
    return builder.sign(key, hashes.SHA256(), ecdsa_deterministic=True)


def _der(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.DER)
