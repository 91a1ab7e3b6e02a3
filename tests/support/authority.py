# SPDX-License-Identifier: Apache-2.0
"""A private certificate authority for one test, and the papers that it issues."""

from dataclasses import dataclass
from datetime import UTC, datetime
from ipaddress import IPv4Address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

_BEGIN, _END = datetime(2000, 1, 1, tzinfo=UTC), datetime(2099, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Papers:
    """A certificate and its key, apart and in one file (PEM)."""

    certificate: Path
    key: Path
    both: Path


class Authority:
    """Signs certificates; its own is at ``path``."""

    def __init__(self, folder: Path, name: str = "Fictitious authority") -> None:
        self._folder = folder / name.replace(" ", "-")
        self._folder.mkdir()
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        made = (
            self._builder(self._name, self._key.public_key())
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .sign(self._key, hashes.SHA256())
        )
        self.path = self._folder / "authority.pem"
        self.path.write_bytes(made.public_bytes(serialization.Encoding.PEM))

    def issue(self, name: str) -> Papers:
        """Make papers that are good for 127.0.0.1 as a server and for any client."""
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        place = x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))])
        made = (
            self._builder(subject, key.public_key())
            .add_extension(place, critical=False)
            .sign(self._key, hashes.SHA256())
        )
        parts = ("certificate", "key", "both")
        papers = Papers(*(self._folder / f"{name}-{part}.pem" for part in parts))
        certificate = made.public_bytes(serialization.Encoding.PEM)
        secret = key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        papers.certificate.write_bytes(certificate)
        papers.key.write_bytes(secret)
        papers.both.write_bytes(certificate + secret)
        return papers

    def _builder(
        self, subject: x509.Name, key: ec.EllipticCurvePublicKey
    ) -> x509.CertificateBuilder:
        serial = x509.random_serial_number()
        return x509.CertificateBuilder(self._name, subject, key, serial, _BEGIN, _END)
