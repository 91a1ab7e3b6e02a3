# SPDX-License-Identifier: Apache-2.0
"""The demo keys: a folder made at first use, whose certificates and key list say 样本.

The root's private key is thrown away once it has signed the one seal certificate, so nothing
else can ever be issued under it. A folder appears whole or not at all: it is written beside its
place and renamed, and whoever comes second uses the first one's keys.
"""

import os
import shutil
import tempfile
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from certificates.errors import KeyRefusedError
from certificates.qr import FileQrSigner
from certificates.trust import (
    CONFIGURATION_INVALID,
    KEY_LIST_NAME,
    PdfRoot,
    QrKey,
    TrustList,
    encode_trust_list,
    kid_of,
    read_trust_list,
)

DEMO_MARK: Final = "样本 DEMO"
_LIFETIME: Final = timedelta(days=3652)
_SKEW: Final = timedelta(days=1)
_SEAL_KEY: Final = "seal-key.pem"
_SEAL_CERTIFICATE: Final = "seal.pem"
_ROOT_CERTIFICATE: Final = "seal-root.pem"
_QR_KEY: Final = "qr-key.pem"


@dataclass(frozen=True)
class SealKeys:
    """Keys of one folder, in memory.

    Attributes:
        seal_key: PKCS#8, DER, not encrypted.
        seal_certificate: X.509, DER; its key usage is non-repudiation.
        root_certificate: X.509, DER.
        qr_signer: signs QR texts.
        trust: the folder's key list.
        is_demo: documents must carry 样本.

    """

    seal_key: bytes = field(repr=False)
    seal_certificate: bytes = field(repr=False)
    root_certificate: bytes = field(repr=False)
    qr_signer: FileQrSigner
    trust: TrustList = field(repr=False)
    is_demo: bool


def open_keys(folder: Path, *, now: datetime) -> SealKeys:
    """Open the demo keys of a folder, which is made if it is missing.

    Args:
        folder: where they lie.
        now: with a time zone; a new demo certificate is valid for ten years from here.

    Raises:
        KeyRefusedError: a production key in a file, or a damaged folder (CONFIG-0701).

    """
    _make_demo_folder(folder, now=now)
    return _read_folder(folder)


def _read_folder(folder: Path) -> SealKeys:
    seal = _certificate(folder / _SEAL_CERTIFICATE)
    if DEMO_MARK not in seal.subject.rfc4514_string():
        raise _refused(f"backend file takes only a demo key, {folder} holds another")
    seal_key = _private_key(folder / _SEAL_KEY)
    if kid_of(seal_key.public_key()) != _certified_kid(seal):
        raise _refused(
            f"{_SEAL_KEY} and {_SEAL_CERTIFICATE} in {folder} do not belong together"
        )
    qr_key = _private_key(folder / _QR_KEY)
    return SealKeys(
        seal_key.private_bytes(
            serialization.Encoding.DER,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        ),
        _der(seal),
        _der(_certificate(folder / _ROOT_CERTIFICATE)),
        FileQrSigner(qr_key, kid_of(qr_key.public_key())),
        read_trust_list(folder / KEY_LIST_NAME),
        is_demo=True,
    )


def _make_demo_folder(folder: Path, *, now: datetime) -> None:
    if folder.is_dir() and any(folder.iterdir()):
        return
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        unfinished = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    except OSError as error:
        raise _refused(f"cannot make {folder}: {error.strerror}") from error
    try:
        _write_demo_keys(unfinished, now=now)
        unfinished.rename(folder)
    except OSError as error:
        if not (folder / _SEAL_KEY).exists():
            raise _refused(f"cannot write {folder}: {error.strerror}") from error
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _write_demo_keys(folder: Path, *, now: datetime) -> None:
    root_key, seal_key, qr_key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(3))
    root = _issue(
        "样本根证书", now=now, key=root_key.public_key(), issuer=None, signer=root_key
    )
    seal = _issue(
        "样本电子印章", now=now, key=seal_key.public_key(), issuer=root, signer=root_key
    )
    public_key = qr_key.public_key()
    start = (now - _SKEW).date()
    trust = TrustList(
        (QrKey(kid_of(public_key), public_key, start, start + _LIFETIME, is_demo=True),),
        (PdfRoot(_der(root), is_demo=True),),
    )
    write_new(folder / _SEAL_KEY, _pem(seal_key))
    write_new(folder / _QR_KEY, _pem(qr_key))
    write_new(folder / _SEAL_CERTIFICATE, seal.public_bytes(serialization.Encoding.PEM))
    write_new(folder / _ROOT_CERTIFICATE, root.public_bytes(serialization.Encoding.PEM))
    write_new(folder / KEY_LIST_NAME, encode_trust_list(trust))
    sync_folder(folder)


def _issue(
    name: str,
    *,
    now: datetime,
    key: ec.EllipticCurvePublicKey,
    issuer: x509.Certificate | None,
    signer: ec.EllipticCurvePrivateKey,
) -> x509.Certificate:
    """Issue the root (no ``issuer``) or the seal certificate, ECDSA P-256 with SHA-256."""
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "CN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, f"{DEMO_MARK} 无法律效力"),
            x509.NameAttribute(NameOID.COMMON_NAME, name),
        ]
    )
    is_root = issuer is None
    authority = x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key())
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject if issuer is None else issuer.subject)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _SKEW)
        .not_valid_after(now - _SKEW + _LIFETIME)
        .add_extension(x509.BasicConstraints(is_root, 0 if is_root else None), critical=True)
        .add_extension(_key_usage(is_root=is_root), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
        .add_extension(authority, critical=False)
        .sign(signer, hashes.SHA256())
    )


def _key_usage(*, is_root: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=False,
        content_commitment=not is_root,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=is_root,
        crl_sign=is_root,
        encipher_only=False,
        decipher_only=False,
    )


def write_new(path: Path, content: bytes) -> None:
    """Write a new file that only its owner reads, down to the disk."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Bring a folder's names down to the disk."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _certificate(path: Path) -> x509.Certificate:
    try:
        return x509.load_pem_x509_certificate(path.read_bytes())
    except (OSError, ValueError) as error:
        raise _refused(f"{path} is no readable certificate") from error


def _private_key(path: Path) -> ec.EllipticCurvePrivateKey:
    try:
        if path.stat().st_mode & 0o077:
            raise _refused(f"{path} is open to others; it must have mode 0600")
        key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    except (OSError, ValueError, TypeError) as error:
        raise _refused(f"{path} is no readable key") from error
    match key:
        case ec.EllipticCurvePrivateKey(curve=ec.SECP256R1()):
            return key
        case _:
            raise _refused(f"{path} is no key on P-256")


def _certified_kid(certificate: x509.Certificate) -> bytes | None:
    match certificate.public_key():
        case ec.EllipticCurvePublicKey() as key:
            return kid_of(key)
        case _:
            return None


def _der(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.DER)


def _pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def _refused(detail: str) -> KeyRefusedError:
    return KeyRefusedError(CONFIGURATION_INVALID, detail)
