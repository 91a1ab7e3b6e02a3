# SPDX-License-Identifier: Apache-2.0
"""Where a case stands, worked out from all that its desk has said so far; pure.

The state depends on the set of steps alone, never on the order or number of their arrivals:
steps are told apart by the desk's own count and read in that order. What the desk says twice
and differently counts as unsaid, and unknown is never good.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import Enum

from forms.case_news import DeskNews, NewsKind, Outcome, Verdict


class Stage(Enum):
    """Where a case stands, as a citizen is told."""

    WAITING = "waiting"
    """Accepted by the kiosk (已收下), not yet received by the desk."""
    RECEIVED = "received"
    CORRECTION = "correction"
    """The citizen has something to put right (补正)."""
    GRANTED = "granted"
    PARTLY_GRANTED = "partly_granted"
    REFUSED = "refused"
    RESULT_READY = "result_ready"
    WITHDRAWN = "withdrawn"


class AppealStage(Enum):
    """How far an appeal against the case's handling is."""

    NONE = "none"
    LODGED = "lodged"
    IN_HAND = "in_hand"
    UPHELD = "upheld"
    DISMISSED = "dismissed"


FINAL = frozenset({Stage.RESULT_READY, Stage.REFUSED, Stage.WITHDRAWN})
"""Stages after which the desk has nothing more to say unless somebody appeals."""


@dataclass(frozen=True)
class Progress:
    """A case as it stands.

    Attributes:
        stage: where it stands.
        receipt: the desk's receipt; None while it is not known.
        notices: correction notices that are not answered, in the desk's order.
        outcomes: the decision that counts, one for each matter.
        results: references of the results that may be fetched, with the member of each.
        appeal: how far an appeal is.
        odd: steps that contradict another one, or that no desk may take there: for staff.
        is_patchy: a step before the last known one is missing.

    """

    stage: Stage = Stage.WAITING
    receipt: DeskNews | None = None
    notices: tuple[DeskNews, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    results: tuple[DeskNews, ...] = ()
    appeal: AppealStage = AppealStage.NONE
    odd: tuple[int, ...] = ()
    is_patchy: bool = False

    @property
    def is_received(self) -> bool:
        """Whether the desk has given its receipt."""
        return self.receipt is not None

    @property
    def is_open(self) -> bool:
        """Whether the desk may still have something to say."""
        running = self.appeal in {AppealStage.LODGED, AppealStage.IN_HAND}
        return running or self.is_patchy or self.stage not in FINAL


def progress_of(news: Iterable[DeskNews]) -> Progress:
    """Work out where a case stands; the same for every order and repetition of ``news``."""
    told: dict[int, set[DeskNews]] = {}
    for one in news:
        told.setdefault(one.step, set()).add(one)
    case = _Case(odd={step for step, versions in told.items() if len(versions) > 1})
    for _, versions in sorted(told.items()):
        if len(versions) == 1:
            case.take(next(iter(versions)))
    return replace(
        case.progress(),
        is_patchy=sum(len(versions) == 1 for versions in told.values()) != max(told, default=0),
    )


@dataclass
class _Case:
    """The fold over the steps in the desk's order."""

    odd: set[int]
    receipt: DeskNews | None = None
    notices: dict[str, DeskNews] = field(default_factory=dict)
    decision: DeskNews | None = None
    results: dict[str, DeskNews] = field(default_factory=dict)
    is_begun: bool = False
    is_withdrawn: bool = False
    may_decide_again: bool = False
    appeal: AppealStage = AppealStage.NONE

    def take(self, news: DeskNews) -> None:
        """Take one step in, or keep it as odd."""
        took = self._took(news)
        self.is_begun = self.is_begun or took
        if not took:
            self.odd.add(news.step)

    def _took(self, news: DeskNews) -> bool:
        match news.kind:
            case NewsKind.RECEIVED:
                return self._received(news)
            case NewsKind.CORRECTION_ASKED:
                return self._correction_asked(news)
            case NewsKind.CORRECTION_ANSWERED:
                return self._correction_answered(news)
            case NewsKind.DECIDED:
                return self._decided(news)
            case NewsKind.RESULT_READY:
                return self._result_ready(news)
            case NewsKind.WITHDRAWN:
                return self._withdrawn()
            case _:
                return self._appealed(news)

    def progress(self) -> Progress:
        """Where it stands after all steps."""
        outcomes = self.decision.outcomes if self.decision is not None else ()
        results = tuple(one for one in self.results.values() if self._may_fetch(one))
        is_over = self.is_withdrawn or self.decision is not None
        return Progress(
            stage=self._stage(results),
            receipt=self.receipt,
            notices=() if is_over else tuple(self.notices.values()),
            outcomes=outcomes,
            results=results,
            appeal=self.appeal,
            odd=tuple(sorted(self.odd)),
        )

    def _stage(self, results: tuple[DeskNews, ...]) -> Stage:
        if self.is_withdrawn:
            return Stage.WITHDRAWN
        if self.decision is not None:
            decided = _decided(self.decision.outcomes)
            return Stage.RESULT_READY if results else decided
        if self.notices:
            return Stage.CORRECTION
        return Stage.RECEIVED if self.is_begun else Stage.WAITING

    def _may_fetch(self, result: DeskNews) -> bool:
        """Only the result of a matter that is known to be granted may be fetched."""
        granted = {
            outcome.member
            for outcome in (self.decision.outcomes if self.decision else ())
            if outcome.verdict is Verdict.GRANTED
        }
        return result.member in granted or (not result.member and bool(granted))

    # -- one step each; False where no desk may take it there ----------------------

    def _received(self, news: DeskNews) -> bool:
        if self.receipt is not None:
            return False
        self.receipt = news
        return True

    def _correction_asked(self, news: DeskNews) -> bool:
        if self.is_withdrawn or self.decision is not None:
            return False
        self.notices[news.reference] = news
        return True

    def _correction_answered(self, news: DeskNews) -> bool:
        self.notices.pop(news.reference, None)
        return True

    def _decided(self, news: DeskNews) -> bool:
        is_second = self.decision is not None and not self.may_decide_again
        if self.is_withdrawn or is_second or not news.outcomes:
            return False
        self.decision, self.may_decide_again = news, False
        self.notices.clear()
        self.results.clear()
        return True

    def _result_ready(self, news: DeskNews) -> bool:
        """Keep it; a decision that is not known yet may still come, a refusal makes it odd."""
        self.results[news.reference] = news
        return self.decision is None or self._may_fetch(news)

    def _withdrawn(self) -> bool:
        if self.is_withdrawn or self.decision is not None:
            return False
        self.is_withdrawn = True
        self.notices.clear()
        return True

    def _appealed(self, news: DeskNews) -> bool:
        """Follow an appeal; only one that is upheld lets the desk decide again."""
        self.appeal = _APPEALS.get(news.kind, AppealStage.DISMISSED)
        if news.kind is NewsKind.APPEAL_ENDED and news.is_upheld:
            self.appeal, self.may_decide_again = AppealStage.UPHELD, True
        return True


_APPEALS = {
    NewsKind.APPEAL_LODGED: AppealStage.LODGED,
    NewsKind.APPEAL_ADVANCED: AppealStage.IN_HAND,
}


def _decided(outcomes: tuple[Outcome, ...]) -> Stage:
    granted = [one.verdict is Verdict.GRANTED for one in outcomes]
    if all(granted):
        return Stage.GRANTED
    return Stage.PARTLY_GRANTED if any(granted) else Stage.REFUSED
