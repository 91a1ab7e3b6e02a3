# SPDX-License-Identifier: Apache-2.0
"""A page with large drawings gives their memory back when it goes, page after page."""

import ctypes
import gc

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from kiosk.screens.gallery import GLASSES, Stage
from kiosk.screens.samples import samples

WARM = 20
"""Qt keeps some pictures for the next page; what grows after that stays for good."""
TURNS = 60
MOST_KIB_A_TURN = 60.0
"""One of the card's drawings is 150 KiB and more on this glass."""


class Mallinfo(ctypes.Structure):
    """``struct mallinfo2`` of the C library."""

    _fields_ = tuple(
        (name, ctypes.c_size_t)
        for name in (
            *("arena", "ordblks", "smblks", "hblks", "hblkhd"),
            *("usmblks", "fsmblks", "uordblks", "fordblks", "keepcost"),
        )
    )


def used_kib(stage: Stage) -> float:
    """What was asked of the C library and not given back."""
    stage.window.engine().collectGarbage()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    library = ctypes.CDLL(None)
    library.mallinfo2.restype = Mallinfo
    told = library.mallinfo2()
    return float(told.uordblks + told.hblkhd) / 1024


@pytest.mark.no_cover
def test_the_drawing_of_the_card_does_not_stay_in_memory(stage: Stage) -> None:
    stage.take(GLASSES[0])
    shown = {sample.name: sample for sample in samples()}
    before = 0.0
    for turn in range(WARM + TURNS):
        if turn == WARM:
            before = used_kib(stage)
        stage.show(shown["card-usual"])
        stage.show(shown["attract-usual"])
    assert (used_kib(stage) - before) / TURNS <= MOST_KIB_A_TURN
