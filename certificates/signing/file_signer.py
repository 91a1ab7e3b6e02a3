# SPDX-License-Identifier: Apache-2.0
"""The seal's key in memory: the demo key of a key folder."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from asn1crypto import keys, x509
from pyhanko.sign.signers import Signer, SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

from certificates.signing.key_folder import SealKeys
from certificates.signing.pades import PadesSigner
from certificates.signing.time_proof import TimeProof


class FileKey:
    """Lends a key that is held in memory."""

    def __init__(self, seal_keys: SealKeys) -> None:
        self.certificate = seal_keys.seal_certificate
        self._signer = SimpleSigner(
            signing_cert=x509.Certificate.load(seal_keys.seal_certificate),
            signing_key=keys.PrivateKeyInfo.load(seal_keys.seal_key),
            cert_registry=SimpleCertificateStore(),  # type: ignore[no-untyped-call]
            embed_roots=False,
        )

    @asynccontextmanager
    async def signer(self) -> AsyncIterator[Signer]:
        """Lend the same signer each time."""
        yield self._signer


class FileSigner(PadesSigner):
    """Seals with the demo key of a key folder."""

    def __init__(self, seal_keys: SealKeys, *, proof: TimeProof | None = None) -> None:
        super().__init__(FileKey(seal_keys), is_demo=seal_keys.is_demo, proof=proof)
