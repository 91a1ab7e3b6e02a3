# SPDX-License-Identifier: Apache-2.0
"""A sealed answer to be checked in the document process, and what came of it, as CBOR items.

What checks it (``foreign.py``) is loaded there and nowhere else: its import takes a second; the
screen comes first.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from certificates.earlier_material import SealedAnswer
from certificates.gate import CalledFile
from certificates.sealed_answer import AnswerFault, AnswerWanted
from certificates.trust import TrustList, encode_trust_list
from kiosk.documents.request import Item

Ask = Callable[[Mapping[str, object], float], Item]


@dataclass(frozen=True)
class AnswerCheck:
    """One sealed answer and what it must be; everything that depends on time is in it."""

    pdf: bytes = field(repr=False)
    wanted: AnswerWanted
    trust: TrustList
    at: datetime
    samples: bool


def checked_by(
    ask: Ask, check: AnswerCheck, *, deadline_s: float
) -> SealedAnswer | AnswerFault:
    """Have an answer checked.

    Args:
        ask: puts a question to the document process.
        check: what is to be checked.
        deadline_s: longest wait.

    Raises:
        DocumentError: the process could not say (DOCUMENT-0602).

    """
    said = ask({"check_answer": item_from_check(check)}, deadline_s)
    if said["fault"]:
        return AnswerFault(said["fault"])
    return SealedAnswer(
        ticket=check.wanted.ticket,
        office_code=check.wanted.office_code,
        request_type=check.wanted.request_type,
        issued_on=date.fromisoformat(said["issued_on"]),
        valid_until=date.fromisoformat(said["valid_until"]) if said["valid_until"] else None,
        digest=check.wanted.digest,
        content=check.pdf,
        is_sample=said["is_sample"],
    )


def item_from_check(check: AnswerCheck) -> Item:
    """A check as a CBOR item."""
    wanted = check.wanted
    return {
        "pdf": check.pdf,
        "wanted": {
            "ticket": wanted.ticket,
            "office_code": wanted.office_code,
            "request_type": wanted.request_type,
            "holder_code": wanted.holder_code,
            "digest_kind": wanted.digest.kind.value,
            "digest": wanted.digest.value,
        },
        "trust": encode_trust_list(check.trust),
        "at": check.at,
        "samples": check.samples,
    }


@dataclass(frozen=True)
class ResultCheck:
    """The sealed result of a case, and what must be readable in it."""

    pdf: bytes = field(repr=False)
    texts: tuple[str, ...]
    trust: TrustList
    at: datetime
    samples: bool


def result_checked_by(
    ask: Ask, check: ResultCheck, *, deadline_s: float
) -> CalledFile | AnswerFault:
    """Have a result checked: its seal first, then whether it may be printed.

    Raises:
        DocumentError: it may not be printed (DOCUMENT-0604), or nobody could say (-0602).

    """
    said = ask(
        {
            "check_result": {
                "pdf": check.pdf,
                "texts": list(check.texts),
                "trust": encode_trust_list(check.trust),
                "at": check.at,
                "samples": check.samples,
            }
        },
        deadline_s,
    )
    if said["fault"]:
        return AnswerFault(said["fault"])
    return CalledFile(said["pages"], said["width_mm"], said["height_mm"])
