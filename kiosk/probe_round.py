# SPDX-License-Identifier: Apache-2.0
"""A round of self-tests: every device on its own worker, told when all have answered.

A device that does not answer at all is told as unknown, and unknown is never good.
"""

import math
from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Signal

from devices.states import DeviceState, ProbeReport
from kiosk.clock import Clock
from kiosk.session.events import Probed
from kiosk.workers import Pool, Worker

PROBE_DUE_S: Final = 45.0
"""The slowest test (the seal's keys and time stamps) has its own end before that."""

Probe = Callable[[], ProbeReport]


class ProbeRound(QObject):
    """One round at a time.

    Args:
        probes: each blocks and ends by its own deadline, unless what is below it hangs.
        worker_of: who tests the device of this name.
        clock: measures how long the round takes, and dates what it found.

    """

    told = Signal(object)
    """A ``Probed``: every device has answered, or it is overdue."""

    _reported = Signal(object)
    """One device's report; collected on the Qt thread."""

    def __init__(
        self,
        probes: Mapping[str, Probe],
        worker_of: Callable[[str], Worker | Pool],
        clock: Clock,
    ) -> None:
        super().__init__()
        self._probes = dict(probes)
        self._worker_of = worker_of
        self._clock = clock
        self._found: dict[str, ProbeReport] | None = None
        self._reports: dict[str, ProbeReport] = {}
        self._due_at: float | None = None
        self._reported.connect(self._collect)

    def add(self, report: ProbeReport) -> None:
        """Show something beside the devices that stays as it is for this run."""
        self._probes[report.device] = lambda: report

    def begin(self, *, only_ill: bool = False) -> None:
        """Test every device, unless a round is under way.

        With ``only_ill`` those that were not well; the others keep what they said then.
        """
        if self._found is not None:
            return
        well = {name: one for name, one in self._reports.items() if one.state.is_good}
        if not only_ill or well.keys() >= self._probes.keys():
            well = {}
        self._found = dict(well)
        due = ((name, one) for name, one in self._probes.items() if name not in well)
        for name, probe in due:
            self._worker_of(name).do(partial(self._test, probe), partial(self._failed, name))

    def look(self) -> None:
        """Tell of a round that takes too long; it goes on, and tells again at its end.

        To be asked again and again while no citizen is here: a visit may rightly keep a worker
        busy, so the time runs from the first such look.
        """
        now = self._clock.monotonic()
        if self._found is None:
            return
        if self._due_at is None:
            self._due_at = now + PROBE_DUE_S
        if now < self._due_at:
            return
        self._due_at = math.inf
        silent = self._probes.keys() - self._found.keys()
        detail = f"no answer within {PROBE_DUE_S:.0f} s"
        unknown = {name: ProbeReport(name, DeviceState.UNKNOWN, "", detail) for name in silent}
        self._tell({**self._found, **unknown})

    def _test(self, probe: Probe) -> None:
        self._reported.emit(probe())

    def _failed(self, name: str, code: str) -> None:
        self._reported.emit(ProbeReport(name, DeviceState.UNKNOWN, code))

    def _collect(self, report: ProbeReport) -> None:
        if self._found is None:
            return
        self._found[report.device] = report
        if self._found.keys() >= self._probes.keys():
            found, self._found, self._due_at = self._found, None, None
            self._tell(found)

    def _tell(self, found: Mapping[str, ProbeReport]) -> None:
        self._reports = dict(found)
        reports = tuple(found[name] for name in self._probes)
        self.told.emit(Probed(reports, self._clock.now()))
