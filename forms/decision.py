# SPDX-License-Identifier: Apache-2.0
"""The decision (办理决定): two regimes that never mix.

告知承诺 (promise) decides at once and the papers follow; 容缺受理 (tolerance) accepts the case
and the licence follows the papers. Only ``IssuedUnderPromise`` and ``Issued`` make a licence.
"""

from dataclasses import dataclass
from datetime import date

from forms.application import Application
from forms.service_item import Material, ServiceItem
from forms.text import Text
from forms.working_days import WorkCalendar


@dataclass(frozen=True)
class IssuedUnderPromise:
    """Licence now; papers by ``due_on``, the check by ``check_due_on`` (告知承诺)."""

    promised: tuple[Material, ...]
    due_on: date
    check_due_on: date
    told_version: str
    is_provisional: bool = False


@dataclass(frozen=True)
class Issued:
    """Licence now, nothing left to hand in (当场办结)."""


@dataclass(frozen=True)
class AcceptedWithGaps:
    """Accepted; a licence only after the gaps are filled by ``due_on`` (容缺受理)."""

    gaps: tuple[Material, ...]
    due_on: date
    is_provisional: bool = False


@dataclass(frozen=True)
class Accepted:
    """Complete and accepted; the authority decides by ``decide_by`` (受理)."""

    decide_by: date
    is_provisional: bool = False


@dataclass(frozen=True)
class Refused:
    """Not accepted (不予受理): every reason, told at once."""

    blocking: tuple[Text, ...]


Decision = IssuedUnderPromise | Issued | AcceptedWithGaps | Accepted | Refused


def decide(
    item: ServiceItem,
    application: Application,
    *,
    signed: bool,
    today: date,
    calendar: WorkCalendar,
) -> Decision:
    """Decide the application by the catalogue's rules.

    Args:
        item: the service, as loaded.
        application: complete; its route is chosen.
        signed: the letter (promise route) or the form (ordinary route) is signed by hand.
        today: the day of the decision.
        calendar: for the due dates.

    """
    raise NotImplementedError
