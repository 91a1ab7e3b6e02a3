# SPDX-License-Identifier: Apache-2.0
"""What a situation of a service (情形) does to the licence, and which ways lead through it.

公共场所: a change keeps the old expiry, a renewal keeps the number. 道路运输: a lost licence
gets a new number, a damaged one keeps it, both run to the old expiry (填写细则). These rules
drive the licence that is drawn, so they are data beside the situation and not code.
"""

from dataclasses import dataclass
from enum import Enum

from forms.handling import Delivery
from forms.terms import Limit, Provenance
from forms.text import Text


class Route(Enum):
    """How the case is handled.

    PROMISE 告知承诺: decided at once, papers follow. ORDINARY 一般程序: decided on the papers.
    WINDOW 自助填单: the form is filled in and printed here and handed in at the window.
    """

    PROMISE = "promise"
    ORDINARY = "ordinary"
    WINDOW = "window"


class ResultKind(Enum):
    """What comes of the situation: a licence on paper, a receipt only (注销回执), or a copy.

    A copy (加注件) is of a certificate that another office issued; no route leads to it.
    """

    LICENCE = "licence"
    RECEIPT = "receipt"
    COPY = "copy"


class NumberFrom(Enum):
    """Which number the licence bears: the next of the series, the old one, or none."""

    NEW = "new"
    KEPT = "kept"
    NONE = "none"


class ValidFrom(Enum):
    """On which day the licence begins."""

    ISSUE_DAY = "issue_day"
    AFTER_OLD_EXPIRY = "after_old_expiry"


class ValidTo(Enum):
    """On which day it ends: after the full period, on the old last day, or never (长期)."""

    FULL = "full"
    OLD_EXPIRY = "old_expiry"
    NONE = "none"


@dataclass(frozen=True)
class SituationResult:
    """What the situation yields, by which routes.

    ``decided_here`` says whether a complete case is decided at once on the ordinary route when
    the rules pass; else it is only accepted. The promise route, where it is open, always
    decides at once. ``deliveries`` stands here where not all ways of the service are open.
    """

    kind: ResultKind
    number: NumberFrom
    start: ValidFrom
    end: ValidTo
    routes: tuple[Route, ...]
    decided_here: bool
    provenance: Provenance
    deliveries: tuple[Delivery, ...] = ()

    @property
    def needs_old_licence(self) -> bool:
        """Whether number or dates are taken from the licence that is there already."""
        return (
            self.number is NumberFrom.KEPT
            or self.start is ValidFrom.AFTER_OLD_EXPIRY
            or self.end is ValidTo.OLD_EXPIRY
        )


@dataclass(frozen=True)
class Situation:
    """One way of handling the service (情形): new, renewal, change, and so on.

    ``basic_code`` (14 digits) and ``promised_limit`` stand here where they differ from the
    service's own. ``note`` is said on the receipt, such as where the old paper is given back.
    """

    id: str
    title: Text
    is_offered: bool
    result: SituationResult
    provenance: Provenance
    basic_code: str = ""
    promised_limit: Limit | None = None
    note: Text | None = None
