# SPDX-License-Identifier: Apache-2.0
"""What a proof of another office is held against, and why it does not count.

``answer_check`` looks; this needs no PDF library.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum

from certificates.earlier_material import FileDigest
from certificates.trust import TrustList


class AnswerFault(Enum):
    """Why a sealed answer does not count; the words of screen and journal."""

    DIGEST = "wrong_digest"
    NOT_SEALED = "not_sealed"
    TAMPERED = "tampered"
    UNKNOWN_KEY = "unknown_key"
    SAMPLE = "sample_seal"
    SEAL_EXPIRED = "seal_expired"
    NO_CONTENT = "no_content"
    OTHER_REQUEST = "other_request"
    OTHER_OFFICE = "other_office"
    OTHER_TYPE = "other_type"
    OTHER_HOLDER = "other_holder"
    ADVERSE = "adverse"
    EXPIRED = "expired"


@dataclass(frozen=True)
class AnswerWanted:
    """What was asked for, which the answer has to say itself."""

    ticket: str
    office_code: str
    request_type: str
    holder_code: str = field(repr=False)
    digest: FileDigest


@dataclass(frozen=True)
class Believed:
    """Whose seals count.

    Attributes:
        trust: roots of the offices.
        at: now, with a time zone, on the hall's clock.
        samples: whether a seal under a demo root counts, as at a kiosk whose own papers are
            samples.

    """

    trust: TrustList
    at: datetime
    samples: bool
