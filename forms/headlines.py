# SPDX-License-Identifier: Apache-2.0
"""The one sentence a citizen reads about the decision."""

from typing import Final, assert_never

from forms.decision import (
    Accepted,
    AcceptedWithGaps,
    Decision,
    Issued,
    IssuedUnderPromise,
    Refused,
)
from forms.service_item import ServiceItem
from forms.text import Text
from forms.wording import dated, filled

PLACEHOLDERS: Final = {
    "issued_under_promise": frozenset({"due", "count"}),
    "issued": frozenset[str](),
    "accepted_with_gaps": frozenset({"due", "count"}),
    "accepted": frozenset({"due"}),
    "refused": frozenset({"count"}),
}
"""The headlines that a catalogue must have, and what each must tell."""


def headline(item: ServiceItem, decision: Decision) -> Text:
    """Say what the decision means for the citizen, with dates and counts."""
    texts = item.headlines
    match decision:
        case IssuedUnderPromise(promised=promised, due_on=due_on):
            count = str(len(promised))
            return filled(texts["issued_under_promise"], {"due": dated(due_on), "count": count})
        case Issued():
            return texts["issued"]
        case AcceptedWithGaps(gaps=gaps, due_on=due_on):
            count = str(len(gaps))
            return filled(texts["accepted_with_gaps"], {"due": dated(due_on), "count": count})
        case Accepted(decide_by=decide_by):
            return filled(texts["accepted"], {"due": dated(decide_by)})
        case Refused(blocking=blocking):
            return filled(texts["refused"], {"count": str(len(blocking))})
        case _:
            assert_never(decision)
