# SPDX-License-Identifier: Apache-2.0
"""The one sentence a citizen reads about the decision."""

from collections.abc import Mapping
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
from forms.delivery import deliveries_of
from forms.handling import Delivery
from forms.service_item import ResultKind, Route, ServiceItem
from forms.text import Text
from forms.wording import dated, filled

PLACEHOLDERS: Final = {
    "issued_under_promise": frozenset({"due", "count"}),
    "issued": frozenset[str](),
    "issued_under_promise_elsewhere": frozenset({"due", "count", "delivery"}),
    "issued_elsewhere": frozenset({"delivery"}),
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
    for one in (one for one in item.situations if one.is_offered):
        result = one.result
        if result.kind is ResultKind.COPY:
            needed.add("answered")
        done = "issued" if result.kind is ResultKind.LICENCE else "concluded"
        if Route.PROMISE in result.routes:
            needed |= {"issued_under_promise", done}
            needed |= {"issued_under_promise_elsewhere"} if _is_sent(item, one.id) else set()
        if Route.ORDINARY in result.routes:
            needed |= {"accepted", done} if result.decided_here else {"accepted"}
            needed |= {"accepted_with_gaps"} if has_gaps else set()
        if done == "issued" and "issued" in needed and _is_sent(item, one.id):
            needed.add("issued_elsewhere")
        if Route.WINDOW in result.routes:
            needed.add("filled_in")
    return frozenset(needed)


def _is_sent(item: ServiceItem, situation: str) -> bool:
    """Whether its licence may be had otherwise than printed here."""
    return bool(set(deliveries_of(item, situation)) - {Delivery.PRINT})


_SENT: Final = {
    Delivery.POST: Text("会邮寄给您", "It will be posted to you"),
    Delivery.WINDOW: Text("请到窗口领取", "Fetch it at the window"),
}


def headline(item: ServiceItem, decision: Decision, way: Delivery = Delivery.PRINT) -> Text:
    """Say what the decision means for the citizen, with dates and counts.

    ``way`` is how a licence that is issued now reaches the citizen.
    """
    texts = item.headlines
    if way is not Delivery.PRINT and isinstance(decision, Issued | IssuedUnderPromise):
        return _elsewhere(texts, decision, _SENT[way])
    return _here(texts, decision)


def _here(texts: Mapping[str, Text], decision: Decision) -> Text:
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


def _elsewhere(
    texts: Mapping[str, Text], decision: Issued | IssuedUnderPromise, way: Text
) -> Text:
    """The same for a licence that is issued and not handed out here."""
    match decision:
        case IssuedUnderPromise(promised=promised, due_on=due_on):
            due, count = dated(due_on), str(len(promised))
            values: Mapping[str, str | Text] = {"due": due, "count": count, "delivery": way}
            return filled(texts["issued_under_promise_elsewhere"], values)
        case Issued():
            return filled(texts["issued_elsewhere"], {"delivery": way})
        case _:
            assert_never(decision)
