# SPDX-License-Identifier: Apache-2.0
"""What a service needs of the kiosk (设备需求), and what is left of it when that is away; data.

Who may apply and how the person is checked stand under ``identity``, numbered blanks under
``licence``: they are needs, too, and are not said a second time.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final

from forms.terms import Provenance


class Need(Enum):
    """A thing that a service may need (``DECLARED``: with a key of its own)."""

    HOUSE = "house"
    """The kiosk itself: its store, and that staff has not closed it."""
    IDENTITY = "identity"
    PERSON_CHECK = "person_check"
    PRINTER = "printer"
    PRINTING = "printing"
    """That papers may be let out at all: not so while nobody knows what became of the last."""
    STATIONERY = "stationery"
    SIGNATURE = "signature"
    """A hand on the glass: it has no device of its own, and is there wherever a page is."""
    SEAL = "seal"
    PLATFORM = "platform"
    DESK = "desk"


class Without(Enum):
    """What is left of a service without one thing, from all of it to nothing."""

    UNNEEDED = "unneeded"
    """It has no use for it."""
    QUEUED = "queued"
    """All of it; what is sent waits, and the citizen hears that it was not received yet."""
    UNCALLED = "uncalled"
    """Nothing is looked up: the citizen tells it, promises it or hands it in."""
    WITHOUT_PAPER = "without_paper"
    """Filed and decided; its papers wait at the window, and a code fetches them."""
    CLOSED = "closed"
    """It is not begun."""


@dataclass(frozen=True)
class ServiceNeeds:
    """What is left of a service without each of these."""

    printer: Without
    printing: Without
    signature: Without
    seal: Without
    platform: Without
    desk: Without
    provenance: Provenance

    def without(self, need: Need) -> Without:
        """What is left without it; whatever is not declared here closes the service."""
        return self._declared.get(need, Without.CLOSED)

    @property
    def _declared(self) -> Mapping[Need, Without]:
        return {need: getattr(self, need.value) for need in DECLARED}


DECLARED: Final = (
    Need.PRINTER,
    Need.PRINTING,
    Need.SIGNATURE,
    Need.SEAL,
    Need.PLATFORM,
    Need.DESK,
)
"""Needs with a key of their own under ``needs``, in the order of the file."""
