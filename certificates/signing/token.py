# SPDX-License-Identifier: Apache-2.0
"""Keys in a token (密码卡, PKCS#11): they sign there and never come out.

A token that was pulled out answers again once it is back: every document that finds the session
gone opens a new one, once.
"""

import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Lock
from typing import Final, cast

import pkcs11
from asn1crypto import x509
from pkcs11.exceptions import NoSuchToken, PKCS11Error, UserAlreadyLoggedIn
from pyhanko.config.pkcs11 import TokenCriteria
from pyhanko.sign.pkcs11 import PKCS11Signer, find_token
from pyhanko.sign.signers import Signer
from pyhanko_certvalidator.registry import CertificateStore, SimpleCertificateStore

from certificates import cose
from certificates.errors import DocumentError
from certificates.settings import SigningSettings
from certificates.signing.secret_file import one_line

KEY_AWAY: Final = "DOCUMENT-0606"


class Token:
    """One token of a PKCS#11 library, logged in; reopened when it was away.

    Raises:
        DocumentError: the token is not there or refuses the PIN (DOCUMENT-0606).

    """

    def __init__(self, settings: SigningSettings) -> None:
        self._settings = settings
        self._lock = Lock()
        self._session: pkcs11.Session | None = None
        self.session()

    def session(self) -> pkcs11.Session:
        """The open session; opened anew when it does not answer any more."""
        with self._lock:
            if self._session is None or not _is_alive(self._session):
                self._session = self._opened()
            return self._session

    def _opened(self) -> pkcs11.Session:
        pin = one_line(Path(self._settings.pin_file))
        try:
            try:
                return self._session_with(pin)
            except UserAlreadyLoggedIn:  # another session of this process is, and that does
                return self._session_with(None)
            except NoSuchToken:
                # Some libraries look for tokens only when they begin.
                pkcs11.lib(self._settings.pkcs11_module).reinitialize()
                return self._session_with(pin)
        except (PKCS11Error, RuntimeError, OSError) as error:
            label, name = self._settings.token_label, type(error).__name__
            raise DocumentError(KEY_AWAY, f"token {label!r} does not answer: {name}") from error

    def _session_with(self, pin: str | None) -> pkcs11.Session:
        wanted = TokenCriteria(label=self._settings.token_label)
        slots = pkcs11.lib(self._settings.pkcs11_module).get_slots()
        token = find_token(slots, token_criteria=wanted)
        if token is None:
            raise NoSuchToken
        return token.open(user_pin=pin) if pin is not None else token.open()

    def certificate(self, label: str) -> bytes:
        """The certificate of this label, DER."""
        return self._attribute(label, pkcs11.ObjectClass.CERTIFICATE, pkcs11.Attribute.VALUE)

    def _attribute(
        self, label: str, kind: pkcs11.ObjectClass, attribute: pkcs11.Attribute
    ) -> bytes:
        wanted = {pkcs11.Attribute.CLASS: kind, pkcs11.Attribute.LABEL: label}
        try:
            found = list(self.session().get_objects(wanted))
            if len(found) == 1:
                return bytes(found[0][attribute])
        except PKCS11Error as error:
            raise _away(label, error) from error
        raise DocumentError(KEY_AWAY, f"{len(found)} objects {label!r} of {kind} in the token")

    def sign_raw(self, label: str, data: bytes) -> bytes:
        """ES256 over ``data`` with the key of this label, 64 bytes raw.

        The digest is made here, for many tokens sign digests only.
        """
        try:
            key = self.session().get_key(pkcs11.ObjectClass.PRIVATE_KEY, label=label)
            digest = hashlib.sha256(data).digest()
            signing = cast("pkcs11.SignMixin", key)
            return bytes(signing.sign(digest, mechanism=pkcs11.Mechanism.ECDSA))
        except PKCS11Error as error:
            raise _away(label, error) from error


class TokenKey:
    """Lends the seal's key of a token."""

    def __init__(self, token: Token, label: str) -> None:
        self._token = token
        self._label = label
        self.certificate = token.certificate(label)

    @asynccontextmanager
    async def signer(self) -> AsyncIterator[Signer]:
        """Lend a signer on the token's session.

        Raises:
            DocumentError: the token does not answer (DOCUMENT-0606).

        """
        try:
            yield _BareSigner(
                self._token.session(),
                signing_cert=x509.Certificate.load(self.certificate),
                key_label=self._label,
                use_raw_mechanism=True,
                embed_roots=False,
            )
        except PKCS11Error as error:
            raise _away(self._label, error) from error


class _BareSigner(PKCS11Signer):
    """Embeds the seal's certificate once; a second copy could be changed unseen."""

    @property
    def cert_registry(self) -> CertificateStore:
        """No certificate besides the signer's own."""
        return SimpleCertificateStore()  # type: ignore[no-untyped-call]


class TokenQrSigner:
    """Signs QR texts with a key of the token."""

    def __init__(self, token: Token, label: str, kid: bytes) -> None:
        self._token = token
        self._label = label
        self.kid = kid

    def sign_payload(self, payload: bytes) -> bytes:
        """Wrap ``payload`` in a COSE_Sign1 message.

        Raises:
            DocumentError: the token does not answer (DOCUMENT-0606).

        """

        def sign(data: bytes) -> bytes:
            return self._token.sign_raw(self._label, data)

        return cose.sign1_by(payload, sign=sign, kid=self.kid)


def _is_alive(session: pkcs11.Session) -> bool:
    """Whether the token still answers on this session: a byte of its random numbers."""
    try:
        session.generate_random(8)
    except PKCS11Error:
        return False
    return True


def _away(label: str, error: PKCS11Error) -> DocumentError:
    return DocumentError(KEY_AWAY, f"key {label!r} does not sign: {type(error).__name__}")
