# SPDX-License-Identifier: Apache-2.0
"""Which key seals: what ``[signing]`` names, and whether it may be used here.

A demo key can never sign on a production configuration, nor a production key on a demo one:
``file`` takes demo keys alone, and the other two refuse a certificate that says 样本, a key
that the key list marks as demo, and one that it does not name.
"""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec

from certificates.errors import KeyRefusedError
from certificates.qr import QrSigner
from certificates.settings import SigningSettings
from certificates.signing.file_signer import FileKey
from certificates.signing.key_folder import DEMO_MARK, open_keys
from certificates.signing.mixing import check_production_folder
from certificates.signing.pades import PadesSigner, SealingKey
from certificates.signing.time_proof import time_proof_of
from certificates.trust import (
    CONFIGURATION_INVALID,
    TrustList,
    kid_of,
)

_NEEDED: Final = {
    "file": ("key_folder",),
    "pkcs11": ("key_folder", "pkcs11_module", "token_label", "pin_file", "seal_key", "qr_key"),
    "remote": ("key_folder", "service_url", "seal_key", "qr_key"),
}
"""Keys of ``[signing]`` without which a backend cannot begin."""


@dataclass(frozen=True)
class SigningDesk:
    """All that makes a document a licence.

    Attributes:
        seal: seals files.
        qr_signer: signs QR texts.
        trust: the key list, which names both.

    """

    seal: PadesSigner
    qr_signer: QrSigner
    trust: TrustList = field(repr=False)


def open_signing(settings: SigningSettings, *, now: datetime) -> SigningDesk:
    """Open the keys that ``[signing]`` names; the demo folder is made if it is missing.

    Args:
        settings: backend and where its keys are.
        now: with a time zone; the certificates must be valid.

    Raises:
        KeyRefusedError: a setting is missing, a demo key under a production backend or the
            reverse, a key that the key list does not name, a certificate that is not valid
            now or not for seals, a damaged folder (CONFIG-0701).
        DocumentError: token or service does not answer (DOCUMENT-0606).

    Must not be called from a running asyncio loop.

    """
    missing = [key for key in _NEEDED.get(settings.backend, ()) if not getattr(settings, key)]
    if settings.level != "B-B" and not settings.timestamp_url:
        missing.append("timestamp_url")
    if missing:
        raise _refused(f"backend {settings.backend} needs {', '.join(missing)}")
    if settings.national != "none" and settings.backend != "file":
        what = "no token or service for SM2 is known yet; set national = none"
        raise _refused(f"backend {settings.backend}: {what}")
    match settings.backend:
        case "file":
            return _demo_desk(settings, now=now)
        case "pkcs11":
            return _token_desk(settings, now=now)
        case "remote":
            return _service_desk(settings, now=now)
        case unknown:
            raise _refused(f"backend {unknown!r} is none of {', '.join(_NEEDED)}")


def _demo_desk(settings: SigningSettings, *, now: datetime) -> SigningDesk:
    keys = open_keys(Path(settings.key_folder), now=now)
    proof = time_proof_of(settings, keys.trust)
    seal, trust = PadesSigner(FileKey(keys), is_demo=True, proof=proof), keys.trust
    if settings.national == "sm2":
        # A kiosk without the extra does not wait for it.
        from certificates.signing.national_keys import open_national  # noqa: PLC0415

        folder = Path(settings.key_folder)
        seal.national, trust = open_national(folder, trust, now=now)
    return SigningDesk(seal, keys.qr_signer, trust)


def _token_desk(settings: SigningSettings, *, now: datetime) -> SigningDesk:
    # A kiosk without a token does not wait for its library.
    from certificates.signing.token import Token, TokenKey, TokenQrSigner  # noqa: PLC0415

    token = Token(settings)
    seal = TokenKey(token, settings.seal_key)
    desk = _Production(settings, seal, seal.certificate, now)
    kid = desk.listed_kid(token.certificate(settings.qr_key))
    return desk.opened(TokenQrSigner(token, settings.qr_key, kid))


def _service_desk(settings: SigningSettings, *, now: datetime) -> SigningDesk:
    # Nor does one without a service wait for HTTP.
    from certificates.signing.signing_service import (  # noqa: PLC0415
        ServiceKey,
        ServiceQrSigner,
        SigningService,
    )

    service = SigningService(settings)
    seal = ServiceKey(service, settings.seal_key)
    desk = _Production(settings, seal, seal.certificate, now)
    kid = desk.listed_kid(service.certificate(settings.qr_key))
    return desk.opened(ServiceQrSigner(service, settings.qr_key, kid))


class _Production:
    """Judges keys that make licences in law."""

    def __init__(
        self, settings: SigningSettings, seal: SealingKey, certificate: bytes, now: datetime
    ) -> None:
        self._settings = settings
        self._seal = seal
        self._now = now
        self._trust = check_production_folder(settings)
        self._judge(certificate)

    def opened(self, qr_signer: QrSigner) -> SigningDesk:
        """The desk with these keys."""
        proof = time_proof_of(self._settings, self._trust)
        return SigningDesk(
            PadesSigner(self._seal, is_demo=False, proof=proof), qr_signer, self._trust
        )

    def listed_kid(self, encoded: bytes) -> bytes:
        """Name of the QR key in this certificate; it must be on the key list, today."""
        public_key = x509.load_der_x509_certificate(encoded).public_key()
        if not isinstance(public_key, ec.EllipticCurvePublicKey):
            raise _refused("the QR key is not on P-256")
        kid = kid_of(public_key)
        listed = self._trust.qr_key(kid)
        if listed is None or not listed.valid_from <= self._now.date() <= listed.valid_to:
            raise _refused(f"the key list does not name the QR key {kid.hex()} for today")
        return kid

    def _judge(self, encoded: bytes) -> None:
        """Refuse a certificate of the seal that no verifier would believe."""
        certificate = x509.load_der_x509_certificate(encoded)
        if DEMO_MARK in certificate.subject.rfc4514_string():
            raise _refused(f"backend {self._settings.backend} refuses a demo certificate")
        until = certificate.not_valid_after_utc
        if not certificate.not_valid_before_utc <= self._now <= until:
            raise _refused(f"the seal's certificate is not valid now, but until {until:%F}")
        try:
            usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
        except x509.ExtensionNotFound:
            usage = None
        if usage is None or not usage.content_commitment:
            raise _refused("the seal's certificate is not for seals (non-repudiation)")


def _refused(detail: str) -> KeyRefusedError:
    return KeyRefusedError(CONFIGURATION_INVALID, detail)
