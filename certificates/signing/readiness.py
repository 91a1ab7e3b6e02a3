# SPDX-License-Identifier: Apache-2.0
"""Can documents be sealed now? Signs a word that nobody sees, and asks for a stamp on it."""

import asyncio
from dataclasses import dataclass
from datetime import date, datetime

from cryptography import x509
from pyhanko.sign.timestamps.common_utils import TimestampRequestError

from certificates.errors import DocumentError
from certificates.signing.backends import SigningDesk

_WORD = b"self-test"
_KEY_AWAY = "DOCUMENT-0606"
_UNPROVED = "DOCUMENT-0607"


@dataclass(frozen=True)
class SealFacts:
    """What a technician wants to know of a seal that works.

    Attributes:
        level: PAdES baseline.
        expires_on: last day of its certificate.

    """

    level: str
    expires_on: date


def check_readiness(desk: SigningDesk, *, now: datetime) -> SealFacts:
    """Use both keys and the time stamp authority once.

    Raises:
        DocumentError: a key does not answer, that of the second signature included, or its
            certificate has run out (DOCUMENT-0606); no time stamp (DOCUMENT-0607).

    Must not be called from a running asyncio loop.

    """
    certificate = x509.load_der_x509_certificate(desk.seal.key.certificate)
    until = certificate.not_valid_after_utc
    if now > until:
        raise DocumentError(_KEY_AWAY, f"the seal's certificate was valid until {until:%F}")
    desk.qr_signer.sign_payload(_WORD)
    asyncio.run(_use(desk))
    proof = desk.seal.proof
    level = "B-B" if proof is None else "B-LTA" if proof.is_for_decades else "B-T"
    return SealFacts(level, until.date())


async def _use(desk: SigningDesk) -> None:
    async with desk.seal.key.signer() as key:
        await key.async_sign_raw(_WORD, "sha256")
    if desk.seal.national is not None:
        from certificates.signing.national_seal import sign_word  # noqa: PLC0415  an extra

        sign_word(desk.seal.national, _WORD)
    if desk.seal.proof is None:
        return
    try:
        await desk.seal.proof.time_stamper().async_dummy_response("sha256")
    except TimestampRequestError as error:
        raise DocumentError(_UNPROVED, f"no time stamp: {error}") from error
