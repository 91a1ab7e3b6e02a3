# SPDX-License-Identifier: Apache-2.0
"""Proof of time (时间戳): who says when a seal was made, and that its key was good then.

Level B-T adds a time stamp (RFC 3161) to the signature; B-LTA adds what proves that the
certificates were good at that time, and one more stamp over everything, so that the seal can be
checked after the certificates have run out (ETSI EN 319 142-1, 5.5 and 5.6).
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from asn1crypto import x509
from pyhanko.sign.timestamps import TimeStamper
from pyhanko_certvalidator import ValidationContext

from certificates.settings import SigningSettings
from certificates.trust import TrustList


@dataclass(frozen=True)
class TimeProof:
    """Where time stamps come from and how far the proof reaches.

    Attributes:
        url: of the time stamp authority, ``http://…`` or ``https://…``.
        timeout_s: longest wait for a stamp or for a list of revoked certificates.
        is_for_decades: level B-LTA, else B-T.
        roots: certificates that seals and stamps lead to, DER.

    """

    url: str
    timeout_s: float
    is_for_decades: bool
    roots: tuple[bytes, ...] = ()

    def time_stamper(self) -> TimeStamper:
        """A client of the time stamp authority; one per document."""
        # A kiosk without time stamps does not wait for HTTP.
        from pyhanko.sign.timestamps import HTTPTimeStamper  # noqa: PLC0415

        return HTTPTimeStamper(self.url, timeout=self.timeout_s)

    @asynccontextmanager
    async def validation_context(self) -> AsyncIterator[ValidationContext]:
        """What collects the proof: an answer about every certificate, or no seal.

        Lists of revoked certificates are fetched from the addresses in the certificates.
        """
        from pyhanko_certvalidator.fetchers.aiohttp_fetchers import (  # noqa: PLC0415
            AIOHttpFetcherBackend,
        )

        fetchers = AIOHttpFetcherBackend(per_request_timeout=self.timeout_s)
        context = ValidationContext(
            trust_roots=[x509.Certificate.load(root) for root in self.roots],
            allow_fetching=True,
            revocation_mode="hard-fail",
            fetcher_backend=fetchers,
        )
        try:
            yield context
        finally:
            await fetchers.close()  # type: ignore[no-untyped-call]


def time_proof_of(settings: SigningSettings, trust: TrustList) -> TimeProof | None:
    """What ``[signing]`` asks for; None at level B-B."""
    if settings.level == "B-B":
        return None
    roots = (*trust.pdf_roots, *trust.time_roots)
    return TimeProof(
        settings.timestamp_url,
        settings.timeout_s,
        is_for_decades=settings.level == "B-LTA",
        roots=tuple(root.certificate for root in roots),
    )
