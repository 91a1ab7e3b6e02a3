# SPDX-License-Identifier: Apache-2.0
"""Services spoiled in their days, their papers and what their conditions compare."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Final

from forms.service_item import DayUnit, Limit, Paper, ServiceItem
from forms.text import Text
from tests.support.applying import permit
from tests.support.spoiled_results import with_one, with_situation

DAY: Final = timedelta(days=1)


def conditioned(condition: str) -> ServiceItem:
    """The permit with another condition of its first material that has one."""
    return with_one("materials", "M11", condition=condition)


def without_paper(id_: str) -> ServiceItem:
    """The permit that lacks one of its papers."""
    return replace(permit(), papers=tuple(one for one in permit().papers if one.id != id_))


def with_text(id_: str) -> ServiceItem:
    """The permit with a text on one paper that nobody prints."""
    paper: Paper = permit().paper(id_)
    texts = {**paper.texts, "date": Text("日期", "date")}
    return with_one("papers", id_, texts=texts)


def with_copies(id_: str, copies: int) -> ServiceItem:
    """The permit with another number of one paper."""
    return with_one("papers", id_, copies=copies)


SPOILED_TERMS: Final[dict[str, tuple[str, str, Callable[[], ServiceItem]]]] = {
    "a limit of no day": (
        "terms", "at least a day",
        lambda: replace(permit(), legal_limit=Limit(0, DayUnit.CALENDAR)),
    ),
    "a situation's limit of no day": (
        "terms", "at least a day",
        lambda: with_situation("renew", promised_limit=Limit(0, DayUnit.WORKING)),
    ),
    "more days than the law gives": (
        "terms", "longer than the legal limit",
        lambda: replace(permit(), promised_limit=Limit(21, DayUnit.WORKING)),
    ),
    "an end before the beginning": (
        "terms", "ends before it begins",
        lambda: replace(permit(), effective_to=permit().effective_from - DAY),
    ),
    "a word that no answer tells": (
        "compared", "no answer makes kind 'barbers' (did you mean barber?)",
        lambda: conditioned('kind == "barbers"'),
    ),
    "a word in a list that no answer tells": (
        "compared", "no answer makes kind 'shops'",
        lambda: conditioned('kind in ["barber", "shops"]'),
    ),
    "a word that no choice of a field offers": (
        "compared", "no answer makes delivery 'pigeon'",
        lambda: conditioned('delivery == "pigeon"'),
    ),
    "a text that is a number": (
        "compared", "area is no text; write 300 without quotes",
        lambda: conditioned('area == "300"'),
    ),
    "a number that is a text": (
        "compared", "kind is no number",
        lambda: conditioned("kind > 3"),
    ),
    "no letter": (
        "papers", "promise_letter lacks its text copies",
        lambda: without_paper("promise_letter"),
    ),
    "no place for what is owed": (
        "papers", "receipt lacks its text where", lambda: without_paper("receipt"),
    ),
    "no word on gaps": (
        "papers", "gaps_notice lacks its text overdue", lambda: without_paper("gaps_notice"),
    ),
    "no word on a cancelled licence": (
        "papers", "cancellation_receipt lacks its text statement",
        lambda: without_paper("cancellation_receipt"),
    ),
    "no word on the form for the window": (
        "papers", "filled_form lacks its text not_accepted",
        lambda: without_paper("filled_form"),
    ),
    "a text for nothing": (
        "papers", "printed nowhere", lambda: with_text("receipt"),
    ),
    "more receipts than one": (
        "papers", "2 are never printed; write 1", lambda: with_copies("receipt", 2),
    ),
    "no letter at all": (
        "papers", "0 are never printed; write 1 to 3", lambda: with_copies("promise_letter", 0),
    ),
    "two numbers of letters": (
        "papers", "promise.copies says 1; write the same number in both",
        lambda: with_copies("promise_letter", 2),
    ),
    "a duplicate of no licence": (
        "papers", "there is no licence to double",
        lambda: replace(with_copies("licence_duplicate", 1), licence=None),
    ),
    "a paper for nothing": (
        "papers", "no paper of this kind has texts of its own",
        lambda: replace(permit(), papers=(
            *permit().papers, replace(permit().paper("receipt"), id="invoice"))),
    ),
}  # fmt: skip
