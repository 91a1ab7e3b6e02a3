# SPDX-License-Identifier: Apache-2.0
"""The guide (智能导办): one everyday question per page, nothing asked that is known already."""

from collections.abc import Mapping
from dataclasses import dataclass

from forms.service_item import (
    FactValue,
    Question,
    ServiceItem,
    Stop,
)


@dataclass(frozen=True)
class GuideDone:
    """Every question is answered: the situation and all facts, given and found."""

    situation: str
    facts: Mapping[str, FactValue]


def next_step(
    item: ServiceItem,
    answers: Mapping[str, str],
    facts: Mapping[str, FactValue],
) -> Question | Stop | GuideDone:
    """Find what the guide does next.

    Args:
        item: the service.
        answers: question id to option id, or to digits for a number; answers to questions that
            are no longer on the path are ignored.
        facts: what card, certificates and base data tell; an absent fact is unknown.

    Returns:
        the next question, the reason to stop, or the end with all facts.

    Raises:
        ValueError: an answer is no option of its question or no number in its range.

    """
    raise NotImplementedError


def guide_path(
    item: ServiceItem, answers: Mapping[str, str], facts: Mapping[str, FactValue]
) -> tuple[Question, ...]:
    """List the questions answered so far, in order; the last is where "back" leads."""
    raise NotImplementedError


def number_error(question: Question, text: str) -> bool:
    """Tell whether a typed number is outside the question's range or no number."""
    raise NotImplementedError
