# SPDX-License-Identifier: Apache-2.0
"""Visits in which something called is said to be wrong, and the touches that say so."""

from collections.abc import Iterator

from kiosk.session.events import Event, Touched
from tests.support.visits import Visit

WRONG = "dispute:f_addr:outdated"
"""The touch that says that the address of the place is not the one any more."""

TOUCHES = (
    "leave_blank",
    "dispute",
    "dispute:f_addr:outdated",
    "dispute:f_addr:nothing",
    "dispute:BL:not_mine",
    "dispute:f_idno:other",
    "dispute:f_tel:other",
    "undispute:f_addr",
    "undispute:BL",
    "undispute:nothing",
)


def dispute_visits() -> tuple[Visit, ...]:
    """One value, a document, the own name: asked, mended, left blank, sent to the window."""
    return (
        Visit().until_board().touch("dispute:BL:not_mine"),
        Visit().until_board().touch("dispute:BL:not_mine", "forward"),
        Visit().until_checked_form().touch(WRONG),
        Visit().until_checked_form().touch("dispute:f_unit:misspelt"),
        Visit().until_checked_form().touch(WRONG).type("新址").touch("leave_blank"),
        Visit().until_checked_form().touch(WRONG).type("样例新址").touch("forward"),
        Visit().until_checked_form().touch("dispute:f_idno:other"),
        Visit().until_checked_form().touch("dispute:ID:other", "forward"),
        Visit().until_checked_form().touch(WRONG, "leave_blank", "forward", "route:window"),
    )


def dispute_events() -> Iterator[Event]:
    """One of every touch about what is wrong."""
    for name in TOUCHES:
        act, _, value = name.partition(":")
        yield Touched(act, value)
