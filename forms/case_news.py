# SPDX-License-Identifier: Apache-2.0
"""What a case desk says of a case (办件进度), as values; pure.

The desk counts the steps of a case from 1, without gaps. Its answers repeat steps and bring
them in any order; a step never changes.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum


class NewsKind(Enum):
    """Kinds of steps, in the words of ``kiosk/sync/case_desk.openapi.yaml``."""

    RECEIVED = "received"
    """The desk's own receipt (收件回执): from here on the case is theirs."""
    CORRECTION_ASKED = "correction_asked"
    CORRECTION_ANSWERED = "correction_answered"
    DECIDED = "decided"
    RESULT_READY = "result_ready"
    WITHDRAWN = "withdrawn"
    APPEAL_LODGED = "appeal_lodged"
    APPEAL_ADVANCED = "appeal_advanced"
    APPEAL_ENDED = "appeal_ended"


class Verdict(Enum):
    """How one matter was decided."""

    GRANTED = "granted"
    REFUSED = "refused"
    NOT_POSSIBLE = "not_possible"
    """It needs the result of another member, which was refused."""


@dataclass(frozen=True)
class Outcome:
    """The decision about one matter; of a bundle (一件事) there is one for each member.

    Attributes:
        member: the member's id; empty where the case is one matter.
        title: the matter's name, as the desk writes it; may be empty.
        office: the office that has decided; never a person (受审分离).
        reasons: why it was refused (行政许可法 art. 38).
        remedies: review and suit, where and until when (same).

    """

    member: str
    verdict: Verdict
    title: str = ""
    office: str = ""
    reasons: tuple[str, ...] = ()
    remedies: tuple[str, ...] = ()


@dataclass(frozen=True)
class DeskNews:
    """One step of a case.

    Attributes:
        step: the desk's count, from 1.
        at: when it happened, by the desk's clock.
        reference: of the correction notice, the result or the appeal; may be empty.
        member: which matter it is about; empty for the whole case.
        texts: what is to be put right, or what is said; may name a person: not in ``repr``.
        due_on: until when it is to be put right.
        is_upheld: of an appeal that has ended: the citizen was right.
        outcomes: of a decision: one for each matter.

    """

    step: int
    kind: NewsKind
    at: datetime
    reference: str = ""
    member: str = ""
    texts: tuple[str, ...] = field(default=(), repr=False)
    due_on: date | None = None
    is_upheld: bool = False
    outcomes: tuple[Outcome, ...] = field(default=(), repr=False)
