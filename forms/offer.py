# SPDX-License-Identifier: Apache-2.0
"""What a citizen may be entitled to (免申即享) or was sent (主动推送), as offers; pure.

An offer is made where a benefit fits, or where the bases know something of this person that
speaks for it and nothing that speaks against it. Where they know nothing, nothing is offered:
a kiosk without base data does not ask everybody for their hardships.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from forms.base_data import PushedNotice
from forms.benefit import Benefit, BenefitFact, Benefits
from forms.benefit_match import Match, Outcome, match_person, next_question, told
from forms.conditions import Truth, evaluate, facts_used
from forms.question import FactOrigin, FactValue
from forms.text import Text

BENEFIT: Final = "benefit"
NOTICE: Final = "notice"


class OfferAnswer(StrEnum):
    """What the citizen says to an offer; words of the wire."""

    ACCEPT = "accept"
    DECLINE = "decline"
    LATER = "later"


class Registrar(StrEnum):
    """Who registered the answer (登记人): the citizen, or staff on behalf (代为登记)."""

    CITIZEN = "citizen"
    STAFF = "staff"


@dataclass(frozen=True)
class Offer:
    """One thing to be offered.

    Attributes:
        id: ``benefit:<id>`` or ``notice:<id>``.
        title: its name.
        text: what it is, in plain words.
        told: further sentences: from when, how much, what would have to be added.
        authority: who decides.
        where: where it is handled if not here; None for a notice.
        is_sure: every condition is known to hold.

    """

    id: str
    title: Text
    text: Text
    told: tuple[Text, ...]
    authority: Text
    where: Text | None = None
    is_sure: bool = True

    @property
    def kind(self) -> str:
        """``benefit`` or ``notice``."""
        return self.id.partition(":")[0]

    @property
    def subject(self) -> str:
        """Id of the benefit or of the notice."""
        return self.id.partition(":")[2]


def offers_for(
    benefits: Benefits,
    known: Mapping[str, FactValue],
    notices: Iterable[PushedNotice],
    *,
    today: date,
) -> tuple[Offer, ...]:
    """List what to offer: notices first, then benefits in the order of the catalogue.

    Args:
        benefits: the rules in force.
        known: facts about the person; an absent name is unknown.
        notices: what was pushed.
        today: the day of application.

    """
    pushed = tuple(_of_notice(one) for one in notices)
    matches = match_person(benefits, known, today=today)
    return pushed + tuple(
        _of_benefit(benefits, match)
        for match in matches
        if match.outcome is Outcome.ELIGIBLE or is_hinted(benefits, match, known)
    )


def is_hinted(benefits: Benefits, match: Match, known: Mapping[str, FactValue]) -> bool:
    """Whether what is known speaks for a benefit that is not sure yet.

    A base must have told something of it, and a condition must hold by a fact that not most
    people share.
    """
    if match.outcome is not Outcome.NEED_INFO:
        return False
    conditions = [one.condition for one in benefit_of(benefits, match.benefit_id).conditions]
    used = frozenset[str]().union(*(facts_used(one) for one in conditions))
    if not any(_is_told(benefits.facts[name], known) for name in used):
        return False
    facts = {**benefits.switches, **known}
    return any(
        evaluate(one, facts) is Truth.TRUE
        and any(_speaks(benefits.facts[name], known) for name in facts_used(one))
        for one in conditions
    )


def _is_told(fact: BenefitFact, known: Mapping[str, FactValue]) -> bool:
    return fact.origin is FactOrigin.BASE_DATA and fact.id in known


def _speaks(fact: BenefitFact, known: Mapping[str, FactValue]) -> bool:
    """Whether a known fact is one that marks somebody out; no and what most share do not."""
    return not fact.is_common and known.get(fact.id) not in {None, False}


def question_for(
    benefits: Benefits, benefit_id: str, known: Mapping[str, FactValue], *, today: date
) -> tuple[Match, BenefitFact | None]:
    """How one benefit stands, and the next fact to ask for it; None when none is left.

    Only a fact that is unknown and can still change the outcome is asked.
    """
    matches = match_person(benefits, known, today=today)
    mine = next(one for one in matches if one.benefit_id == benefit_id)
    return mine, next_question(benefits, [mine])


def benefit_of(benefits: Benefits, id_: str) -> Benefit:
    """The benefit of an id; StopIteration without it."""
    return next(one for one in benefits.benefits if one.id == id_)


def open_offers(offers: Iterable[Offer], settled: Collection[str]) -> tuple[Offer, ...]:
    """Those that were not answered, neither now nor lately."""
    return tuple(one for one in offers if one.id not in settled)


def _of_notice(notice: PushedNotice) -> Offer:
    return Offer(f"{NOTICE}:{notice.id}", notice.title, notice.text, (), notice.authority)


def _of_benefit(benefits: Benefits, match: Match) -> Offer:
    benefit = benefit_of(benefits, match.benefit_id)
    is_sure = match.outcome is Outcome.ELIGIBLE
    sentences = told(benefits, match) if is_sure else ()
    return Offer(
        id=f"{BENEFIT}:{benefit.id}",
        title=benefit.title,
        text=benefit.summary,
        told=(*_amount(match.fen), *sentences),
        authority=benefit.authority,
        where=benefit.where,
        is_sure=is_sure,
    )


def _amount(fen: int) -> tuple[Text, ...]:
    """The place's amount in words; nothing where it is not known.

    >>> _amount(8050)[0].en
    '80.50 yuan a month here.'
    """
    if not fen:
        return ()
    yuan = f"{fen // 100}" if fen % 100 == 0 else f"{fen / 100:.2f}"
    return (Text(f"本地每月{yuan}元。", f"{yuan} yuan a month here."),)
