# SPDX-License-Identifier: Apache-2.0
"""When a licence may be renewed (延续申请期): not too early, and early enough before it ends.

行政许可法 art. 50: thirty days before the last day, unless another rule says otherwise. The
window is data of the service; outside it the guide stops with the day on which to come.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import TYPE_CHECKING, Final, assert_never

from forms.question import Fact, FactPart, FactValue
from forms.terms import DayUnit, Limit, Provenance
from forms.text import Text
from forms.working_days import WorkCalendar

if TYPE_CHECKING:
    from forms.application import CalledCertificate
    from forms.service_item import ServiceItem

_DAY: Final = timedelta(days=1)


class RenewalState(Enum):
    """Where a day lies to the window; the values are those of the fact that tells it."""

    EARLY = "early"
    OPEN = "open"
    LATE = "late"


@dataclass(frozen=True)
class RenewalWindow:
    """Between which days ``situation`` may be applied for, counted back from the last day.

    ``closes`` days before it is the last day to apply, ``opens`` days before it the first;
    without ``opens`` it is never too early.
    """

    situation: str
    closes: Limit
    provenance: Provenance
    opens: Limit | None = None

    def days(self, expires_on: date, calendar: WorkCalendar) -> "RenewalDays":
        """Work out the window of a licence that ends on a day."""
        first = day_before(expires_on, self.opens, calendar) if self.opens else date.min
        return RenewalDays(first, day_before(expires_on, self.closes, calendar))


@dataclass(frozen=True)
class RenewalDays:
    """First and last day on which to apply; both count."""

    first: date
    last: date

    def state(self, today: date) -> RenewalState:
        """Tell where a day lies."""
        if today < self.first:
            return RenewalState.EARLY
        return RenewalState.OPEN if today <= self.last else RenewalState.LATE


def day_before(end: date, limit: Limit, calendar: WorkCalendar) -> date:
    """Return the latest day from which the whole period still ends on or before ``end``.

    So the day itself is not counted and the last one is, as in every other period.
    """
    match limit.unit:
        case DayUnit.CALENDAR:
            return end - limit.days * _DAY
        case DayUnit.WORKING:
            day, left = end, limit.days
            while left:
                left -= calendar.is_working_day(day)
                day -= _DAY
            return day
        case _:
            assert_never(limit.unit)


def renewal_facts(
    item: "ServiceItem",
    certificates: "Mapping[str, CalledCertificate]",
    *,
    today: date,
    calendar: WorkCalendar,
) -> dict[str, FactValue]:
    """What the licence that was called tells of its renewal; nothing while none was called.

    The days are told as YYYY-MM-DD, by which stops name them.
    """
    facts: dict[str, FactValue] = {}
    for fact in item.facts:
        if fact.part not in RENEWAL_PARTS or item.renewal is None:
            continue
        certificate = certificates.get(fact.reference)
        if certificate is not None and certificate.expires_on is not None:
            days = item.renewal.days(certificate.expires_on, calendar)
            facts[fact.id] = _told(fact, days, today)
    return facts


def _told(fact: Fact, days: RenewalDays, today: date) -> str:
    match fact.part:
        case FactPart.OPENS_ON:
            return days.first.isoformat()
        case FactPart.CLOSES_ON:
            return days.last.isoformat()
        case _:
            return days.state(today).value


RENEWAL_PARTS: Final = frozenset({FactPart.RENEWAL, FactPart.OPENS_ON, FactPart.CLOSES_ON})
"""Parts of a certificate that only the window of a service can tell."""


def general_days(item: "ServiceItem") -> Mapping[str, Text]:
    """What stands for the days where no licence is at hand, as on the one-time notice."""
    window = item.renewal
    if window is None:
        return {}
    limits = {FactPart.OPENS_ON: window.opens, FactPart.CLOSES_ON: window.closes}
    return {
        fact.id: _before_the_end(limit)
        for fact in item.facts
        if (limit := limits.get(fact.part)) is not None
    }


def _before_the_end(limit: Limit) -> Text:
    is_working = limit.unit is DayUnit.WORKING
    unit = Text("个工作日", "working days") if is_working else Text("天", "days")
    return Text(
        f"到期前{limit.days}{unit.zh_CN}", f"{limit.days} {unit.en} before its last day"
    )
