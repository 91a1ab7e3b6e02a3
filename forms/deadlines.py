# SPDX-License-Identifier: Apache-2.0
"""Last days as they were told, and what becomes of them when a year's holidays are published.

A day counted into a year without a table is provisional; the letter says 以公布的放假安排为准
(the published holidays decide). When the table arrives the day is counted again:

- What a citizen owes is due on the later of the day she was told and the day now counted. Who
  trusted a letter of the authority is not worse off for it (行政许可法 art. 8, protection of
  trust); where the published holidays give more time, they decide, as the letter says.
- What the authority owes is due on the day the law counts, earlier or later: a statutory
  period is not lengthened by a guess.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TypeVar

from forms.decision import Accepted, AcceptedWithGaps, Decision, IssuedUnderPromise
from forms.service_item import ServiceItem
from forms.terms import Limit
from forms.working_days import WorkCalendar


class Bearer(StrEnum):
    """Who has to keep a day (义务人)."""

    CITIZEN = "citizen"
    AUTHORITY = "authority"


@dataclass(frozen=True)
class Deadline:
    """One last day (期限).

    Attributes:
        bearer: who has to keep it.
        event: the day from which it runs; not counted itself.
        limits: the periods that run; the first to end counts.
        told: what was told when it was made.
        due: the last day as it stands now.
        is_provisional: whether it reaches a year whose holidays are not published.

    """

    bearer: Bearer
    event: date
    limits: tuple[Limit, ...]
    told: date
    due: date
    is_provisional: bool


def new_deadline(
    bearer: Bearer, event: date, limits: tuple[Limit, ...], calendar: WorkCalendar
) -> Deadline:
    """Count a last day for the first time.

    Raises:
        CalendarError: it cannot be counted.
        ValueError: there is no limit to count.

    """
    day, is_provisional = _counted(event, limits, calendar)
    return Deadline(bearer, event, limits, day, day, is_provisional)


_Key = TypeVar("_Key", bound=Hashable)


def recompute(
    deadlines: Mapping[_Key, Deadline], calendar: WorkCalendar
) -> dict[_Key, Deadline]:
    """Count all deadlines again; return those that changed, by their key.

    Counting again with the same calendar changes nothing.

    Raises:
        CalendarError: one cannot be counted.

    """
    counted = {key: _again(one, calendar) for key, one in deadlines.items()}
    return {key: one for key, one in counted.items() if one != deadlines[key]}


def _again(deadline: Deadline, calendar: WorkCalendar) -> Deadline:
    day, is_provisional = _counted(deadline.event, deadline.limits, calendar)
    if deadline.bearer is Bearer.CITIZEN:
        day = max(day, deadline.told, deadline.due)
    return replace(deadline, due=day, is_provisional=is_provisional)


def _counted(
    event: date, limits: tuple[Limit, ...], calendar: WorkCalendar
) -> tuple[date, bool]:
    """The first of the last days; one that is not provisional is moved by no later table."""
    dues = [calendar.add(event, limit) for limit in limits]
    first = min(due.day for due in dues)
    return first, any(due.is_provisional for due in dues if due.day == first)


def deadline_of(
    item: ServiceItem,
    situation: str,
    decision: Decision,
    *,
    today: date,
    calendar: WorkCalendar,
) -> Deadline | None:
    """The last day that a decision sets, with what it was counted from; None where none is.

    Raises:
        CalendarError: it cannot be counted.

    """
    match decision:
        case IssuedUnderPromise(promised=materials) if item.promise is not None:
            terms = [one.promise.limit for one in materials if one.promise is not None]
            limits, bearer = (item.promise.period, *terms), Bearer.CITIZEN
        case AcceptedWithGaps(gaps=materials):
            limits = tuple(one.tolerance.limit for one in materials if one.tolerance)
            bearer = Bearer.CITIZEN
        case Accepted():
            limits = (item.situation(situation).promised_limit or item.promised_limit,)
            bearer = Bearer.AUTHORITY
        case _:
            return None
    return new_deadline(bearer, today, limits, calendar)
