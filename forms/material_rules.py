# SPDX-License-Identifier: Apache-2.0
"""Materials of a service (申请材料) and what the law lets follow later, and on which terms."""

from dataclasses import dataclass
from enum import Enum

from forms.terms import Limit, Provenance
from forms.text import Text


class Supply(Enum):
    """How a material is supplied (材料来源); the words of catalogue, board and result."""

    CARD = "card"
    CALLED = "called"
    REUSED = "reused"
    ISSUED_ONLINE = "issued_online"
    GENERATED = "generated"
    PROMISED = "promised"
    TOLERATED = "tolerated"
    HANDED_IN = "handed_in"
    NOT_NEEDED = "not_needed"


@dataclass(frozen=True)
class SupplyWay:
    """One way to supply a material; CALLED names the certificate role.

    ``condition`` (CEL) must be true for the way to count; unknown does not count.
    """

    supply: Supply
    role: str = ""
    condition: str = ""


@dataclass(frozen=True)
class PromiseTerm:
    """The material may be promised (告知承诺): until when, what is told, what follows."""

    limit: Limit
    told: Text
    consequence: Text
    condition: str = ""


@dataclass(frozen=True)
class ToleranceTerm:
    """The material may follow before the decision (容缺受理); never makes a licence."""

    limit: Limit
    consequence: Text


@dataclass(frozen=True)
class Material:
    """One material (申请材料): legal title, everyday words, ways to supply it in order."""

    id: str
    title: Text
    plain: Text
    supplies: tuple[SupplyWay, ...]
    provenance: Provenance
    condition: str = ""
    excuse: Text | None = None
    promise: PromiseTerm | None = None
    tolerance: ToleranceTerm | None = None


@dataclass(frozen=True)
class PromiseRules:
    """What the authority tells and the citizen promises (告知承诺书), and the clocks.

    ``period`` starts the day after issue; the check is due ``check_after`` its end.
    """

    told_version: str
    period: Limit
    check_after: Limit
    title: Text
    told_heading: Text
    told_intro: Text
    legal_basis: tuple[Text, ...]
    not_before_opening: tuple[Text, ...]
    consequence: tuple[Text, ...]
    liability: tuple[Text, ...]
    free_choice: Text
    publicity: Text
    promise_heading: Text
    promise_statements: tuple[Text, ...]
    copies: int
    provenance: Provenance
