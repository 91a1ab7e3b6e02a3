# SPDX-License-Identifier: Apache-2.0
"""The one sentence a citizen reads about the decision."""

from typing import Final, assert_never

from forms.decision import (
    Accepted,
    AcceptedWithGaps,
    Answered,
    Concluded,
    Decision,
    FilledIn,
    Issued,
    IssuedUnderPromise,
    Refused,
)
from forms.service_item import ResultKind, Route, ServiceItem
from forms.text import Text
from forms.wording import dated, filled

PLACEHOLDERS: Final = {
    "issued_under_promise": frozenset({"due", "count"}),
    "issued": frozenset[str](),
    "accepted_with_gaps": frozenset({"due", "count"}),
    "accepted": frozenset({"due"}),
    "refused": frozenset({"count"}),
    "concluded": frozenset[str](),
    "answered": frozenset({"due"}),
    "filled_in": frozenset({"count"}),
}
"""The headlines that a catalogue may have, and what each must tell; ``wanted`` says which."""


def wanted(item: ServiceItem) -> frozenset[str]:
    """Keys of the headlines that the offered situations of a service can come to."""
    needed = {"refused"}
    has_gaps = any(material.tolerance is not None for material in item.materials)
    for result in (one.result for one in item.situations if one.is_offered):
        if result.kind is ResultKind.COPY:
            needed.add("answered")
        done = "issued" if result.kind is ResultKind.LICENCE else "concluded"
        if Route.PROMISE in result.routes:
            needed |= {"issued_under_promise", done}
        if Route.ORDINARY in result.routes:
            needed |= {"accepted", done} if result.decided_here else {"accepted"}
            needed |= {"accepted_with_gaps"} if has_gaps else set()
        if Route.WINDOW in result.routes:
            needed.add("filled_in")
    return frozenset(needed)


def headline(item: ServiceItem, decision: Decision) -> Text:
    """Say what the decision means for the citizen, with dates and counts."""
    texts = item.headlines
    match decision:
        case IssuedUnderPromise(promised=promised, due_on=due_on):
            count = str(len(promised))
            return filled(texts["issued_under_promise"], {"due": dated(due_on), "count": count})
        case Issued() | Concluded():
            return texts["issued" if isinstance(decision, Issued) else "concluded"]
        case Answered(wish=wish):
            return filled(texts["answered"], {"due": dated(wish.valid_to)})
        case FilledIn(to_bring=to_bring):
            return filled(texts["filled_in"], {"count": str(len(to_bring))})
        case AcceptedWithGaps(gaps=gaps, due_on=due_on):
            count = str(len(gaps))
            return filled(texts["accepted_with_gaps"], {"due": dated(due_on), "count": count})
        case Accepted(decide_by=decide_by):
            return filled(texts["accepted"], {"due": dated(decide_by)})
        case Refused(blocking=blocking):
            return filled(texts["refused"], {"count": str(len(blocking))})
        case _:
            assert_never(decision)
