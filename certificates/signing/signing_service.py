# SPDX-License-Identifier: Apache-2.0
"""Keys at a signing service (签章服务): the digest goes there, the signature comes back.

API of the Cloud Signature Consortium, version 1.0.4, sections 11.5 (credentials/info), 11.6
(credentials/authorize) and 11.9 (signatures/signHash). pyHanko speaks it; what is ours is the
authorisation, bound to the one digest and given by a PIN.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

import aiohttp
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import Signer
from pyhanko.sign.signers.csc_signer import (
    CSCAuthorizationInfo,
    CSCAuthorizationManager,
    CSCCredentialInfo,
    CSCServiceSessionInfo,
    CSCSigner,
    fetch_certs_in_csc_credential,
)
from pyhanko_certvalidator.registry import CertificateStore, SimpleCertificateStore

from certificates import cose
from certificates.errors import DocumentError
from certificates.settings import SigningSettings
from certificates.signing.secret_file import one_line

KEY_AWAY: Final = "DOCUMENT-0606"
_AWAY: Final = (SigningError, aiohttp.ClientError, OSError, ValueError, KeyError)


class SigningService:
    """Where the credentials are and what admits this kiosk to them."""

    def __init__(self, settings: SigningSettings) -> None:
        self._settings = settings

    @asynccontextmanager
    async def signer(self, credential: str) -> AsyncIterator[Signer]:
        """Lend a signer of one credential on a connection of its own.

        Raises:
            DocumentError: the service does not answer, or refuses (DOCUMENT-0606).

        """
        timeout = aiohttp.ClientTimeout(total=self._settings.timeout_s)
        async with aiohttp.ClientSession(timeout=timeout) as http:
            where = self._session_info(credential)
            info = await self._told(http, where)
            yield _BareSigner(
                http,
                _PinAuthorization(http, where, info, self._pin()),
                sign_timeout=self._whole_seconds(),
                embed_roots=False,
            )

    def certificate(self, credential: str) -> bytes:
        """The certificate of a credential, DER; must not be called from a running loop."""

        async def ask() -> bytes:
            async with self.signer(credential) as signer:
                if signer.signing_cert is None:
                    raise DocumentError(KEY_AWAY, f"credential {credential!r} is bare")
                return bytes(signer.signing_cert.dump())

        return asyncio.run(ask())

    def sign_raw(self, credential: str, data: bytes) -> bytes:
        """ES256 over ``data``, 64 bytes raw; must not be called from a running loop."""

        async def ask() -> bytes:
            async with self.signer(credential) as signer:
                return cose.raw_of(await signer.async_sign_raw(data, "sha256"))

        try:
            return asyncio.run(ask())
        except _AWAY as error:
            raise _away(credential, error) from error

    async def _told(
        self, http: aiohttp.ClientSession, where: CSCServiceSessionInfo
    ) -> CSCCredentialInfo:
        try:
            return await fetch_certs_in_csc_credential(
                http, where, timeout=self._whole_seconds()
            )
        except _AWAY as error:
            raise _away(where.credential_id, error) from error

    def _session_info(self, credential: str) -> CSCServiceSessionInfo:
        path = self._settings.service_token_file
        return CSCServiceSessionInfo(
            self._settings.service_url,
            credential,
            oauth_token=one_line(Path(path)) if path else None,
        )

    def _pin(self) -> str | None:
        path = self._settings.pin_file
        return one_line(Path(path)) if path else None

    def _whole_seconds(self) -> int:
        return max(1, round(self._settings.timeout_s))


class _BareSigner(CSCSigner):
    """Embeds the chain without the signer's own certificate, which stands there anyway.

    A second copy could be changed unseen.
    """

    @property
    def cert_registry(self) -> CertificateStore:
        """The certificates between the signer's own and the root."""
        store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
        store.register_multiple(self.auth_manager.credential_info.chain)
        return store


class _PinAuthorization(CSCAuthorizationManager):
    """Asks for leave to sign exactly these digests."""

    def __init__(
        self,
        http: aiohttp.ClientSession,
        where: CSCServiceSessionInfo,
        info: CSCCredentialInfo,
        pin: str | None,
    ) -> None:
        super().__init__(where, info)
        self._http = http
        self._pin = pin

    async def authorize_signature(self, hash_b64s: list[str]) -> CSCAuthorizationInfo:
        """Get the service's leave (SAD) for these digests.

        Raises:
            SigningError: it refuses, or does not answer.

        """
        request = self.format_csc_auth_request(hash_b64s=hash_b64s, pin=self._pin)
        url = str(self.csc_session_info.endpoint_url("credentials/authorize"))  # type: ignore[no-untyped-call]
        try:
            async with self._http.post(
                url, headers=self.auth_headers, json=request, raise_for_status=True
            ) as response:
                return self.parse_csc_auth_response(await response.json())
        except (aiohttp.ClientError, OSError, ValueError) as error:
            raise SigningError("no leave to sign") from error


class ServiceKey:
    """Lends the seal's key at the service."""

    def __init__(self, service: SigningService, credential: str) -> None:
        self._service = service
        self._credential = credential
        self.certificate = service.certificate(credential)

    @asynccontextmanager
    async def signer(self) -> AsyncIterator[Signer]:
        """Lend a signer for one document.

        Raises:
            DocumentError: the service does not answer, or refuses (DOCUMENT-0606).

        """
        async with self._service.signer(self._credential) as signer:
            try:
                yield signer
            except SigningError as error:
                raise _away(self._credential, error) from error


class ServiceQrSigner:
    """Signs QR texts with a credential of the service."""

    def __init__(self, service: SigningService, credential: str, kid: bytes) -> None:
        self._service = service
        self._credential = credential
        self.kid = kid

    def sign_payload(self, payload: bytes) -> bytes:
        """Wrap ``payload`` in a COSE_Sign1 message; must not be called from a running loop.

        Raises:
            DocumentError: the service does not answer, or refuses (DOCUMENT-0606).

        """

        def sign(data: bytes) -> bytes:
            return self._service.sign_raw(self._credential, data)

        return cose.sign1_by(payload, sign=sign, kid=self.kid)


def _away(credential: str, error: Exception) -> DocumentError:
    return DocumentError(
        KEY_AWAY, f"credential {credential!r} does not sign: {type(error).__name__}"
    )
