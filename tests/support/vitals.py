# SPDX-License-Identifier: Apache-2.0
"""What a process holds after each visit, and how fast its memory grows, with an interval."""

import ctypes
import gc
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from pathlib import Path
from statistics import linear_regression, mean

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer

from tests.support.whole import WholeKiosk

SELF = Path("/proc/self")
_STUDENT_95 = ((5, 2.571), (8, 2.306), (12, 2.179), (20, 2.086), (30, 2.042), (60, 2.0))
"""Two-sided 95 % quantiles of Student's t; above the last its value is kept."""


@dataclass(frozen=True)
class Counts:
    """What has to stay as it is from visit to visit.

    Attributes:
        handles: open file descriptors; connections that are kept come and go.
        objects: ``QObject`` of the window's tree and of Python's.
        timers: of these, how many are ``QTimer``.

    """

    handles: int
    threads: int
    timers: int
    objects: int

    def __str__(self) -> str:
        """One line of figures."""
        return (
            f"{self.handles} handles, {self.threads} threads, {self.timers} timers, "
            f"{self.objects} QObjects"
        )


@dataclass(frozen=True)
class Vitals:
    """Memory of one process at rest.

    Attributes:
        visit: after so many visits.
        resident_mb: anonymous memory in MiB, after everything free was given back.

    """

    visit: int
    resident_mb: float

    def __str__(self) -> str:
        """One line of figures."""
        return f"{self.visit} visits: {self.resident_mb:.2f} MiB"


def counts_of(whole: WholeKiosk) -> Counts:
    """Count while the kiosk rests, before and after the memory is measured.

    To look at an object makes Python's half of it, and PySide keeps that of a page that has
    gone: counted in between, some thirty kilobytes each time would be the measure's own.
    """
    _settle(whole)
    objects = _objects(whole)
    return Counts(
        sum(1 for _ in (SELF / "fd").iterdir()),
        sum(1 for _ in (SELF / "task").iterdir()),
        sum(isinstance(one, QTimer) for one in objects),
        len(objects),
    )


def vitals(whole: WholeKiosk, visit: int) -> Vitals:
    """Look at this process while its kiosk rests.

    What QML's own collector has not taken yet, and the 4,096 names that Python's cache of
    methods may hold, are given back first: both have an end, a leak has none. The store's
    cache of pages is left alone: it is full long before the first look, and to empty and fill
    it between two looks would leave holes in the heap that no citizen makes.
    """
    _settle(whole)
    sys._clear_type_cache()
    ctypes.CDLL(None).malloc_trim(0)
    return Vitals(visit, _resident_kb() / 1024)


def _settle(whole: WholeKiosk) -> None:
    whole.window.engine().collectGarbage()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()
    gc.collect()


def _objects(whole: WholeKiosk) -> list[QObject]:
    """Every ``QObject`` that the kiosk's tree or Python holds, each once."""
    trees = (whole.window, whole.kiosk.controller, whole.kiosk.runtime)
    found = [one for tree in trees for one in tree.findChildren(QObject)]
    known = {shiboken6.getCppPointer(one)[0] for one in found}
    held = (one for one in gc.get_objects() if isinstance(one, QObject))
    alive = (one for one in held if shiboken6.isValid(one))
    return found + [one for one in alive if shiboken6.getCppPointer(one)[0] not in known]


def _resident_kb() -> int:
    lines = (SELF / "smaps_rollup").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Anonymous:"))


@dataclass(frozen=True)
class Slope:
    """Growth in MiB for a thousand visits, and half the width of its 95 % interval."""

    per_thousand: float
    give_or_take: float

    def __str__(self) -> str:
        """As it is reported."""
        low = self.per_thousand - self.give_or_take
        high = self.per_thousand + self.give_or_take
        return (
            f"{self.per_thousand:+.2f} MiB per 1,000 visits (95 %: {low:+.2f} to {high:+.2f})"
        )


def slope_of(samples: Sequence[Vitals]) -> Slope:
    """Least squares through memory over visits; of at least three samples."""
    visits = [float(one.visit) for one in samples]
    memory = [one.resident_mb for one in samples]
    line = linear_regression(visits, memory)
    left = [y - line.intercept - line.slope * x for x, y in zip(visits, memory, strict=True)]
    free = len(samples) - 2
    middle = mean(visits)
    spread = sum((x - middle) ** 2 for x in visits)
    error = sqrt(sum(one * one for one in left) / free / spread)
    student = next((t for most, t in _STUDENT_95 if free <= most), _STUDENT_95[-1][1])
    return Slope(1000 * line.slope, 1000 * student * error)
