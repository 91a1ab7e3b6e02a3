# SPDX-License-Identifier: Apache-2.0
"""Materials of a service (申请材料) and what the law lets follow later, and on which terms."""

from dataclasses import dataclass
from enum import Enum

from forms.reuse_rules import OnlineTerm, ReuseTerm
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
    """One way to supply a material; CALLED names the certificate's role.

    ISSUED_ONLINE with a role is a proof that another office has sealed in the library, such as
    that of a community (社区一枚印章); it stands in for papers of the citizen's own. Without
    one it goes by the material's ``online`` term, as REUSED goes by ``reuse``.

    ``condition`` (CEL) must be true for the way to count; unknown does not count. With
    ``face_label`` the value under that label must equal the form field ``equals_field``, so
    that a deed of another house does not prove these premises.
    """

    supply: Supply
    role: str = ""
    condition: str = ""
    face_label: str = ""
    equals_field: str = ""


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
    """One material (申请材料): legal title, everyday words, ways to supply it in order.

    It belongs to the listed situations, to all where none is listed; within those ``condition``
    (CEL) says whether it is needed.

    ``after_check`` says by what right a promise may be taken while its source gives no answer:
    the paper is handed in, the case is accepted, and issued once the paper was checked.

    ``picture`` names the drawing of what it looks like.
    """

    id: str
    title: Text
    plain: Text
    supplies: tuple[SupplyWay, ...]
    provenance: Provenance
    situations: tuple[str, ...] = ()
    condition: str = ""
    excuse: Text | None = None
    promise: PromiseTerm | None = None
    tolerance: ToleranceTerm | None = None
    after_check: Provenance | None = None
    reuse: ReuseTerm | None = None
    online: OnlineTerm | None = None
    picture: str = ""

    def belongs_to(self, situation: str) -> bool:
        """Whether the material is on the list of this situation at all."""
        return not self.situations or situation in self.situations


@dataclass(frozen=True)
class LetterPart:
    """One part of the letter; the part with id ``materials`` is followed by the told items.

    It stands in the letters of the listed situations, of all where none is listed.
    """

    id: str
    heading: Text
    paragraphs: tuple[Text, ...] = ()
    situations: tuple[str, ...] = ()


@dataclass(frozen=True)
class PromiseRules:
    """What the authority tells and the citizen promises (告知承诺书), and the clocks.

    ``period`` runs from the day after issue, ``check_after`` from the end of the period. The
    paragraphs may hold ``{days}``, ``{due}``, ``{check_days}`` and ``{check_due}``.
    """

    told_version: str
    period: Limit
    check_after: Limit
    title: Text
    told_heading: Text
    told: tuple[LetterPart, ...]
    promise_heading: Text
    promised: tuple[LetterPart, ...]
    copies: int
    provenance: Provenance
