# SPDX-License-Identifier: Apache-2.0
"""Which role may do what at the kiosk, and what takes two persons; a table, nothing else.

No service is named here: a right is about the machine, its paper and its ledgers. Why a
technician touches no ledger and an auditor nothing at all: whoever mends a machine does not
say what it printed, and whoever checks the books does not write them.
"""

from collections.abc import Mapping
from enum import Enum
from typing import Final


class Act(Enum):
    """Something that staff does on the glass; the value is the word of journal and texts."""

    LOOK = "look"
    """See devices, services, figures, open prints, blanks."""
    PROBE = "probe"
    RESTART = "restart"
    """Start the program anew, or let go of a device and open it again."""
    CLOSE = "close"
    NOTICE = "notice"
    """Put a fault notice on the glass, which closes the kiosk, or take it down."""
    SETTLE = "settle"
    """Say that a print came out, or was destroyed."""
    SETTLE_NOTHING = "settle_nothing"
    """Say that nothing came out, after which the paper may be printed again."""
    LOAD = "load"
    """Book numbered blanks into a tray."""
    TRAIN = "train"
    """Turn the kiosk into one for practice, until somebody ends it."""
    ASSIST = "assist"
    """Register on a citizen's behalf (代为登记)."""
    CONFIGURE = "configure"
    """Change what a device is and where it is plugged in."""
    CONFIGURE_ALL = "configure_all"
    """Change any other setting, and take a signed package."""
    CONFIGURE_TWO = "configure_two"
    """Change what licences say, who is believed, or a program that is run."""


CONFIGURING: Final = frozenset({Act.CONFIGURE, Act.CONFIGURE_ALL, Act.CONFIGURE_TWO})

RIGHTS: Final[Mapping[str, frozenset[Act]]] = {
    "clerk": frozenset(Act) - {Act.CLOSE, Act.TRAIN} - CONFIGURING,
    "technician": frozenset(
        {Act.LOOK, Act.PROBE, Act.RESTART, Act.CLOSE, Act.NOTICE, Act.TRAIN, Act.CONFIGURE}
    ),
    "supervisor": frozenset(Act),
    "auditor": frozenset({Act.LOOK}),
}
"""By role; a role that is not here may do nothing."""

TWO_PERSONS: Final = frozenset({Act.SETTLE_NOTHING, Act.LOAD, Act.CONFIGURE_TWO})
"""A second person enters number and PIN on the glass before it is done."""


def may(role: str, act: Act) -> bool:
    """Whether somebody of that role may do it, alone or as the first of two.

    >>> may("auditor", Act.LOOK), may("auditor", Act.PROBE), may("king", Act.LOOK)
    (True, False, False)
    """
    return act in RIGHTS.get(role, frozenset())


def objection(act: Act, *, first: str, second: str, role: str) -> str:
    """What keeps a second person from standing for an act; empty when nothing does.

    Args:
        act: one of ``TWO_PERSONS``.
        first: staff number of who does it.
        second: staff number of who stands beside.
        role: the second person's, who must have the right, too.

    >>> objection(Act.LOAD, first="7", second="7", role="clerk")
    'same_person'

    """
    if first == second:
        return "same_person"
    return "" if may(role, act) else "no_right"
