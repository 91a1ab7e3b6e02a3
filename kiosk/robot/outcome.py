# SPDX-License-Identifier: Apache-2.0
"""What came of a visit, in the words of a rehearsal."""

from forms.decision import (
    Accepted,
    AcceptedWithGaps,
    Answered,
    Concluded,
    Decision,
    FilledIn,
    Issued,
    IssuedUnderPromise,
)


def outcome_of(decision: Decision | None) -> str:
    """The outcome of a committed case; empty where nothing comes of the decision."""
    match decision:
        case IssuedUnderPromise() | Issued():
            return "issued"
        case Accepted() | AcceptedWithGaps():
            return "accepted"
        case Concluded() | FilledIn():
            return "filed"
        case Answered():
            return "answered"
        case _:
            return ""
