# SPDX-License-Identifier: Apache-2.0
"""Whom a benefit is meant for (待遇匹配), in three values; pure, for one person at a time.

Unknown yields information to add and never a refusal; one condition that fails is a named
reason; who draws the benefit already is offered nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import product
from math import prod
from typing import Final

from forms.benefit import Benefit, BenefitFact, Benefits
from forms.conditions import Truth, evaluate, facts_used
from forms.question import FactValue
from forms.text import Text

_MOST_TRIALS: Final = 4096


class Outcome(StrEnum):
    """What came of matching one person with one benefit."""

    ELIGIBLE = "eligible"
    NOT = "not"
    NEED_INFO = "need_info"
    ALREADY = "already"


@dataclass(frozen=True)
class Verdict:
    """What one condition is, and the unknown facts that could settle it."""

    truth: Truth
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Match:
    """One person and one benefit.

    Attributes:
        benefit_id: the benefit.
        outcome: see ``Outcome``.
        reasons: ids of the conditions that do not hold; beside ALREADY they say that the
            yearly requalification has something to look at.
        missing: ids of the facts to add, for NEED_INFO.
        may_be_higher_one: a benefit of the same kind is or may be drawn: say that the higher
            one is paid.
        fen: the place's amount a month; 0 while it is not known.
        pay_from: first day of the month from which it is paid if applied for today; set for
            ELIGIBLE only.

    """

    benefit_id: str
    outcome: Outcome
    reasons: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    may_be_higher_one: bool = False
    fen: int = 0
    pay_from: date | None = field(default=None)


def match_person(
    benefits: Benefits, facts: Mapping[str, FactValue], *, today: date
) -> tuple[Match, ...]:
    """Match one person with every benefit, in the order of the catalogue.

    Args:
        benefits: the rules.
        facts: what is known about the person; an absent name is unknown. Switches of the
            place come from ``benefits``.
        today: the day of application.

    Raises:
        CatalogueError: a condition fails on these facts.

    """
    known = {**benefits.switches, **facts}
    return tuple(
        combined(
            benefit,
            [judged(text, known, benefits.facts) for text in benefit.expressions],
            today=today,
        )
        for benefit in benefits.benefits
    )


def judged(
    expression: str, known: Mapping[str, FactValue], facts: Mapping[str, BenefitFact]
) -> Verdict:
    """Evaluate a condition; where it is unknown, name the facts that can still change it.

    A fact that no value of the others lets matter is not asked: with the grade known to be the
    first, nobody is asked for the kind of disability.
    """
    truth = evaluate(expression, known)
    if truth is not Truth.UNKNOWN:
        return Verdict(truth)
    unknown = [id_ for id_ in facts if id_ in facts_used(expression) - known.keys()]
    domains = {id_: facts[id_].domain for id_ in unknown}
    if not 0 < prod(len(domain) for domain in domains.values()) <= _MOST_TRIALS:
        return Verdict(truth, tuple(unknown))
    outcomes = {
        values: evaluate(expression, {**known, **dict(zip(unknown, values, strict=True))})
        for values in product(*domains.values())
    }
    matter = [id_ for place, id_ in enumerate(unknown) if _matters(place, outcomes)]
    return Verdict(truth, tuple(matter or unknown))


def combined(benefit: Benefit, verdicts: Sequence[Verdict], *, today: date) -> Match:
    """Put the verdicts on ``benefit.expressions`` together by Kleene's logic."""
    count = len(benefit.conditions)
    drawing, conditions, same_kind = verdicts[0], verdicts[1 : count + 1], verdicts[count + 1]
    reasons = tuple(
        one.id
        for one, verdict in zip(benefit.conditions, conditions, strict=True)
        if verdict.truth is Truth.FALSE
    )
    holds = ~drawing.truth
    for verdict in conditions:
        holds &= verdict.truth
    if drawing.truth is Truth.TRUE:
        return Match(benefit.id, Outcome.ALREADY, reasons)
    if holds is Truth.FALSE:
        return Match(benefit.id, Outcome.NOT, reasons)
    fen = _amount(benefit, verdicts[count + 2 :])
    may_be = same_kind.truth is not Truth.FALSE
    if holds is Truth.UNKNOWN:
        ids = [id_ for verdict in (drawing, *conditions) for id_ in verdict.missing]
        missing = tuple(dict.fromkeys(ids))
        return Match(benefit.id, Outcome.NEED_INFO, (), missing, may_be, fen)
    return Match(
        benefit.id,
        Outcome.ELIGIBLE,
        may_be_higher_one=may_be,
        fen=fen,
        pay_from=today.replace(day=1),
    )


def next_question(benefits: Benefits, matches: Sequence[Match]) -> BenefitFact | None:
    """The next fact to ask the person, in the order of the facts file; None when none is left.

    Only what is unknown, can still change an outcome and has a question is asked.
    """
    wanted = {id_ for match in matches for id_ in match.missing}
    return next(
        (fact for fact in benefits.facts.values() if fact.id in wanted and fact.question), None
    )


def told(benefits: Benefits, match: Match) -> tuple[Text, ...]:
    """What to tell about a match: the reasons, the facts to add, the higher-one sentence."""
    benefit = next(one for one in benefits.benefits if one.id == match.benefit_id)
    texts = [benefit.reason(id_) for id_ in match.reasons]
    texts += [benefits.facts[id_].label for id_ in match.missing]
    if match.may_be_higher_one and benefit.same_kind is not None:
        texts.append(benefit.same_kind.text)
    if match.outcome is Outcome.ELIGIBLE:
        texts.append(benefit.payment.text)
    return tuple(texts)


def _amount(benefit: Benefit, verdicts: Sequence[Verdict]) -> int:
    """The first amount whose condition holds; none while one before it is unknown."""
    for amount, verdict in zip(benefit.amounts, verdicts, strict=True):
        if verdict.truth is Truth.TRUE:
            return amount.fen
        if verdict.truth is Truth.UNKNOWN:
            return 0
    return 0


def _matters(place: int, outcomes: Mapping[tuple[FactValue, ...], Truth]) -> bool:
    """Whether two assignments that differ only in this place have different outcomes."""
    seen: dict[tuple[FactValue, ...], Truth] = {}
    return any(
        seen.setdefault(values[:place] + values[place + 1 :], truth) is not truth
        for values, truth in outcomes.items()
    )
