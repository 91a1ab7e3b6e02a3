# SPDX-License-Identifier: Apache-2.0
"""Keeps Python's own work off the glass: the collector sleeps while a citizen is there.

What the start has made is frozen: it lives as long as the process. Rubbish is collected while
the kiosk rests, when nobody waits; what a visit left in reference cycles goes with it, and what
the allocator keeps of it is given back to the system.
"""

import gc
import sys
from typing import Final

from kiosk import heap

SWITCH_INTERVAL_S: Final = 0.0005
"""How long a busy worker may hold the interpreter while the Qt thread waits for it.

QML asks Python for each property it shows; at the interpreter's own five milliseconds one page
turned beside a busy worker would wait that long for every one of them.
"""
REST_S: Final = 60.0
"""A kiosk that rests for hours still tests its devices; it is swept this often."""


class Housekeeping:
    """Freezes after the start, sweeps at rest; ``end`` leaves the interpreter as it was."""

    def __init__(self) -> None:
        self._is_on = False
        self._has_frozen = False
        self._is_dirty = False
        self._swept_s = 0.0
        self._interval_s = 0.0

    def begin(self, now_s: float) -> None:
        """Freeze everything that the start has made and take over from the collector."""
        if self._is_on:
            return
        self._is_on = True
        self._interval_s = sys.getswitchinterval()
        sys.setswitchinterval(SWITCH_INTERVAL_S)
        gc.collect()
        self._has_frozen = gc.get_freeze_count() == 0  # else somebody did it before
        if self._has_frozen:
            gc.freeze()
        gc.disable()
        self._swept_s = now_s

    def busy(self) -> None:
        """Note that a citizen is here: the next rest has something to sweep."""
        self._is_dirty = True

    def rest(self, now_s: float) -> None:
        """Sweep if a visit has ended or the last sweep is long ago; ``now_s`` is monotonic."""
        if not self._is_on or not (self._is_dirty or now_s - self._swept_s >= REST_S):
            return
        self._is_dirty = False
        self._swept_s = now_s
        gc.collect()
        heap.give_back()

    def end(self) -> None:
        """Give the interpreter back: for tests, and for whoever builds a second kiosk."""
        if not self._is_on:
            return
        self._is_on = False
        sys.setswitchinterval(self._interval_s)
        if self._has_frozen:
            gc.unfreeze()
        gc.enable()
