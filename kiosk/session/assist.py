# SPDX-License-Identifier: Apache-2.0
"""Who of the staff helps in this visit, and whose hand is at the glass."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Assist:
    """Help beside the citizen; ``is_typing`` while staff has the glass."""

    number: str
    is_typing: bool = True
