# SPDX-License-Identifier: Apache-2.0
"""What lies in which reader, looked at by a loop that outlives the daemon.

pyscard's own monitors die with ``pcscd`` and never come back. Here every failure ends the
conversation, and the next look begins a new one.
"""

from dataclasses import dataclass
from time import monotonic
from types import ModuleType
from typing import Final

from devices.card_reader.pcsc.winscard import (
    DEVICE,
    NEW_READERS,
    PRESENT,
    CardLine,
    Context,
)
from devices.errors import DeviceAbsentError, DeviceError

STATUS_WAIT_S: Final = 0.4
"""Longest that one look waits, and so the grain of every deadline and cancel above it."""


@dataclass(frozen=True)
class Slot:
    """One reader as it was at the last look.

    Attributes:
        name: as the daemon calls it.
        has_card: whether something lies in it, readable or not.
        atr: the card's answer to reset, by which kinds of card are told apart; empty without.
        presentation: conversation, name, and how often a card came or went: differs for each
            laying down, and says nothing across two conversations.

    """

    name: str
    has_card: bool
    atr: bytes
    presentation: tuple[int, str, int]


class SlotWatch:
    """Looks at the readers whose name contains ``name``; used by one thread at a time.

    A reader for contact and contactless cards is two readers to PC/SC. Both are watched when
    ``name`` is what their names have in common; an empty one is common to all.

    Args:
        name: part of the reader's name.
        library: pyscard's bare functions; None to import them at the first look.

    Attributes:
        conversation: number of the conversation with the daemon, 0 before the first.

    """

    def __init__(self, name: str, library: ModuleType | None = None) -> None:
        self._name = name
        self._library = library
        self._context: Context | None = None
        self.conversation = 0
        self._begun_at = 0.0
        self._known: dict[str, int] = {}

    @property
    def age_s(self) -> float:
        """How long the conversation with the daemon has lasted."""
        return monotonic() - self._begun_at

    def look(self, wait_s: float = 0.0) -> tuple[Slot, ...]:
        """All watched readers, as soon as something changed, at the latest after ``wait_s``.

        The first look of a conversation, and one with ``wait_s`` 0, returns at once.

        Raises:
            DeviceAbsentError: SLOT-1201 no daemon, -1202 no such reader, -1203 no PC/SC,
                -1205 the daemon does not talk to this user.

        """
        try:
            context = self._opened()
            there = context.readers()
            watched = [name for name in there if self._name in name]
            known = [(name, self._known.get(name, 0)) for name in (*watched, NEW_READERS)]
            states = context.states(known, wait_s)
        except DeviceError:
            self.close()
            raise
        self._known = {name: state for name, state, _ in states}
        if not watched:
            names = ", ".join(there) or "none"
            detail = f"no reader has {self._name!r} in its name; there are: {names}"
            raise DeviceAbsentError("SLOT-1202", DEVICE, detail)
        return tuple(
            Slot(name, bool(state & PRESENT), atr, (self.conversation, name, state >> 16))
            for name, state, atr in states
            if name != NEW_READERS
        )

    def connect(self, slot: Slot) -> CardLine:
        """Power the card in ``slot``; see ``Context.connect`` for what may go wrong."""
        try:
            return self._opened().connect(slot.name)
        except DeviceAbsentError:
            self.close()
            raise

    def close(self) -> None:
        """End the conversation; the next look begins another one."""
        context, self._context = self._context, None
        self._known.clear()
        if context is not None:
            context.close()

    def _opened(self) -> Context:
        if self._context is None:
            self._context = Context(self._library)
            self.conversation += 1
            self._begun_at = monotonic()
        return self._context
