# SPDX-License-Identifier: Apache-2.0
"""The C library's heap in a process that runs for months: one, and what lies free goes back.

Each new thread gets an arena of its own, up to eight for each core. What a visit's workers
leave free there is of no use to the next visit's workers in other arenas, and the kiosk grows.
Its threads take turns at Python's lock anyway, so one arena makes nobody wait. See mallopt(3);
``packaging/jiban.service`` has Python's small objects lie in this heap, too, because Python's
own arenas are never given back page by page. Figures in ``kiosk/screens/README.md``.
"""

import ctypes
from typing import Final

_LIBC: Final = ctypes.CDLL(None)
_M_ARENA_MAX: Final = -8


def keep_one_heap() -> None:
    """Have one arena for every thread; before the first is begun, for those keep theirs."""
    _LIBC.mallopt(_M_ARENA_MAX, 1)


def give_back() -> None:
    """Return the pages that are free to the system: milliseconds, and 16 MiB after a visit."""
    _LIBC.malloc_trim(0)
