# SPDX-License-Identifier: Apache-2.0
"""How well cases are handled (办结率, 办理时长, 补正次数), by service; pure.

Counted from the desk's own steps and by its own clock, so that no difference between two clocks
becomes a handling time. A step that contradicts another one counts for nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from statistics import fmean, median

from forms.case_news import DeskNews, NewsKind
from forms.case_progress import Progress, Stage, progress_of


@dataclass(frozen=True)
class HandledCase:
    """A case and what its desk has said of it.

    Attributes:
        is_decided_here: the kiosk has decided itself (当场办结), and the desk only keeps it.
        decide_by: the day by which it was to be decided, as told; None where none was.

    """

    service: str
    is_decided_here: bool
    decide_by: date | None = None
    news: tuple[DeskNews, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class Spread:
    """Durations in seconds, of ``count`` cases; all are 0.0 where there is none."""

    count: int = 0
    median_s: float = 0.0
    mean_s: float = 0.0
    longest_s: float = 0.0


@dataclass(frozen=True)
class Figures:
    """The figures of one service, or of all (``service`` empty).

    Attributes:
        cases: all of them.
        decided_here: decided by the kiosk at once.
        waiting: committed here, without the desk's receipt.
        in_hand: received and not decided.
        granted, partly_granted, refused, withdrawn: how the others ended.
        corrections: correction notices (补正) in all.
        corrected: cases that had at least one.
        late: not decided by the day that was told.
        handling: from the desk's receipt to its first decision.
        net: the same without the time in which the citizen had something to put right.

    """

    service: str
    cases: int
    decided_here: int
    waiting: int
    in_hand: int
    granted: int
    partly_granted: int
    refused: int
    withdrawn: int
    corrections: int
    corrected: int
    late: int
    handling: Spread
    net: Spread

    @property
    def ended(self) -> int:
        """Cases of which the main matter is over (办结)."""
        return self.cases - self.waiting - self.in_hand

    @property
    def completion(self) -> float | None:
        """Share of the cases that have ended (办结率), from 0 to 1; None without a case."""
        return self.ended / self.cases if self.cases else None


@dataclass(frozen=True)
class _Measured:
    """What one case adds."""

    case: HandledCase
    progress: Progress
    corrections: int
    handling_s: float | None
    net_s: float | None
    is_late: bool


def figures_of(cases: Iterable[HandledCase], *, today: date) -> tuple[Figures, ...]:
    """The figures of each service by name, and last those of all together."""
    measured = [_measured(case, today) for case in cases]
    services = sorted({one.case.service for one in measured})
    rows = [
        _summed(service, [one for one in measured if one.case.service == service])
        for service in services
    ]
    return (*rows, _summed("", measured))


_GRANTED = frozenset({Stage.GRANTED, Stage.RESULT_READY})


def _summed(service: str, measured: list[_Measured]) -> Figures:
    there = [one for one in measured if not one.case.is_decided_here]
    stages = [_stage(one.progress) for one in there]
    return Figures(
        service=service,
        cases=len(measured),
        decided_here=len(measured) - len(there),
        waiting=stages.count(Stage.WAITING),
        in_hand=stages.count(Stage.RECEIVED),
        granted=stages.count(Stage.GRANTED),
        partly_granted=stages.count(Stage.PARTLY_GRANTED),
        refused=stages.count(Stage.REFUSED),
        withdrawn=stages.count(Stage.WITHDRAWN),
        corrections=sum(one.corrections for one in there),
        corrected=sum(one.corrections > 0 for one in there),
        late=sum(one.is_late for one in there),
        handling=_spread(one.handling_s for one in there),
        net=_spread(one.net_s for one in there),
    )


def _stage(progress: Progress) -> Stage:
    """Where a case stands, in the few words of the figures."""
    if progress.stage is Stage.CORRECTION:
        return Stage.RECEIVED
    if progress.stage not in _GRANTED:
        return progress.stage
    verdicts = [outcome.verdict.value == "granted" for outcome in progress.outcomes]
    return Stage.GRANTED if all(verdicts) else Stage.PARTLY_GRANTED


def _spread(seconds: Iterable[float | None]) -> Spread:
    known = [one for one in seconds if one is not None]
    if not known:
        return Spread()
    return Spread(len(known), median(known), fmean(known), max(known))


def _measured(case: HandledCase, today: date) -> _Measured:
    progress = progress_of(case.news)
    news = sorted(
        {one for one in case.news if one.step not in progress.odd}, key=lambda one: one.step
    )
    asked = {one.reference: one for one in news if one.kind is NewsKind.CORRECTION_ASKED}
    decided = next((one for one in news if one.kind is NewsKind.DECIDED), None)
    handling_s = net_s = None
    if progress.receipt is not None and decided is not None:
        handling_s = _seconds(progress.receipt.at, decided.at)
        if handling_s is not None:
            net_s = max(0.0, handling_s - _waited_s(news, progress.receipt.at, decided.at))
    return _Measured(
        case=case,
        progress=progress,
        corrections=len(asked),
        handling_s=handling_s,
        net_s=net_s,
        is_late=_is_late(case, progress, decided, today),
    )


def _seconds(begin: datetime, end: datetime) -> float | None:
    """From one to the other; None if the desk's clock was set back in between."""
    passed = (end - begin).total_seconds()
    return passed if passed >= 0 else None


def _waited_s(news: list[DeskNews], begin: datetime, end: datetime) -> float:
    """Time in which at least one notice was open, between receipt and decision."""
    open_since: dict[str, datetime] = {}
    waited, since = timedelta(), end
    for one in news:
        at = min(max(one.at, begin), end)
        if one.kind is NewsKind.CORRECTION_ASKED:
            since = since if open_since else at
            open_since[one.reference] = at
        elif one.kind is NewsKind.CORRECTION_ANSWERED and one.reference in open_since:
            del open_since[one.reference]
            waited += max(timedelta(), at - since) if not open_since else timedelta()
    if open_since:
        waited += max(timedelta(), end - since)
    return waited.total_seconds()


def _is_late(
    case: HandledCase, progress: Progress, decided: DeskNews | None, today: date
) -> bool:
    if case.decide_by is None or progress.stage is Stage.WITHDRAWN:
        return False
    return (decided.at.date() if decided is not None else today) > case.decide_by
