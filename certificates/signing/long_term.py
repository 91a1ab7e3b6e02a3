# SPDX-License-Identifier: Apache-2.0
"""A seal whose certificate has run out, believed for the proofs that the file carries.

PAdES B-LTA (ETSI EN 319 142-1, 5.6), checked by ETSI EN 319 102-1, 5.6.3, offline. Of the last
time stamp nothing in the file can say that its own certificate was not revoked since; whoever
lists its root in ``time_roots`` says so.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from asn1crypto import x509
from pyhanko.sign.ades.report import AdESPassed
from pyhanko.sign.validation.ades import ades_lta_validation
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.policy_decl import (
    LocalKnowledge,
    PdfSignatureValidationSpec,
    RevinfoOnlineFetchingRule,
    RevocationInfoGatheringSpec,
    SignatureValidationSpec,
)
from pyhanko_certvalidator.context import CertValidationPolicySpec
from pyhanko_certvalidator.ltv.types import ValidationTimingInfo
from pyhanko_certvalidator.policy_decl import (
    CertRevTrustPolicy,
    NonRevokedStatusAssertion,
    RevocationCheckingPolicy,
)
from pyhanko_certvalidator.registry import SimpleTrustManager


@dataclass(frozen=True)
class Anchors:
    """What is believed: roots of seals, of time stamps, of signatures by SM2; DER."""

    seals: Sequence[bytes]
    times: Sequence[bytes]
    nationals: Sequence[bytes] = ()


@dataclass(frozen=True)
class LongTermProof:
    """The root that a seal leads to, DER, and when the seal existed at the latest."""

    root: bytes
    sealed_by: datetime


async def long_term_proof(
    signature: EmbeddedPdfSignature, anchors: Anchors, *, at: datetime
) -> LongTermProof | None:
    """Weigh the proofs that the file carries; None when they do not hold at that moment."""
    stamps = signature.reader.embedded_timestamp_signatures
    if not stamps:
        return None
    believed = NonRevokedStatusAssertion(stamps[-1].signer_cert.sha256, at=at)
    # Lists of revoked certificates are signed by the roots, which the file need not carry.
    known = [x509.Certificate.load(root) for root in {*anchors.seals, *anchors.times}]
    spec = SignatureValidationSpec(
        cert_validation_policy=_policy(anchors.seals),
        ts_cert_validation_policy=_policy(anchors.times),
        revinfo_gathering_policy=RevocationInfoGatheringSpec(
            RevinfoOnlineFetchingRule.LOCAL_ONLY
        ),
        local_knowledge=LocalKnowledge(known_certs=known, nonrevoked_assertions=[believed]),
    )
    result = await ades_lta_validation(
        signature,
        PdfSignatureValidationSpec(spec),
        timing_info=ValidationTimingInfo(at, at, point_in_time_validation=True),
    )
    status = result.api_status
    if result.ades_subindic is not AdESPassed.OK or status is None:
        return None
    path = status.validation_path
    return (
        None if path is None else LongTermProof(path.first.dump(), result.best_signature_time)
    )


def _policy(roots: Sequence[bytes]) -> CertValidationPolicySpec:
    """Believe these roots; every certificate needs an answer where one can be had."""
    rule = RevocationCheckingPolicy.from_legacy("hard-fail")
    return CertValidationPolicySpec(
        SimpleTrustManager.build([x509.Certificate.load(root) for root in roots]),
        CertRevTrustPolicy(rule),
    )
