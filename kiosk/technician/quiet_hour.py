# SPDX-License-Identifier: Apache-2.0
"""The unattended self-test at a quiet hour: one a night is kept, of a kiosk that rests.

A resting kiosk tests its devices each minute anyway, on their own workers, and one that serves
somebody does not. So nothing is asked twice: within the window the newest answers are kept,
once, when every device has just been asked.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, time, timedelta
from functools import partial
from typing import Final, Protocol

from config.settings import QuietHourSettings
from devices.states import ProbeReport
from kiosk.checkup import keep
from kiosk.clock import Clock
from kiosk.side_by_side import Probe, Tested
from kiosk.store.self_tests import Occasion
from kiosk.store.store import Store

FRESH_S: Final = 180.0
"""An answer that is older was not got while the kiosk rests now."""
_HALF_A_DAY: Final = timedelta(hours=12)


class Keeps(Protocol):
    """Whoever comes by regularly on a worker that may wait for the disk: the desk."""

    store: Store
    at_quiet_hour: Callable[[], object]


def watched(
    settings: QuietHourSettings, desk: Keeps, clock: Clock, probes: Mapping[str, Probe]
) -> Mapping[str, Probe]:
    """The self-tests, listened to for the desk; the same where no quiet hour is set."""
    if not settings.begins or not settings.ends:
        return probes
    window = (time.fromisoformat(settings.begins), time.fromisoformat(settings.ends))
    quiet = QuietHour(window, desk.store, clock, tuple(probes))
    desk.at_quiet_hour = quiet.keep_if_due
    return {name: partial(quiet.hear, probe) for name, probe in probes.items()}


class QuietHour:
    """Remembers what each device said last, and keeps it once a night.

    Args:
        window: from and until, civil time; may go over midnight.
        devices: every device whose answer belongs to a whole self-test.

    """

    def __init__(
        self, window: tuple[time, time], store: Store, clock: Clock, devices: tuple[str, ...]
    ) -> None:
        self._window = window
        self._store = store
        self._clock = clock
        self._devices = devices
        self._heard: dict[str, tuple[float, Tested]] = {}

    def hear(self, probe: Probe) -> ProbeReport:
        """Test a device and remember what it said, and how long that took."""
        began = self._clock.monotonic()
        report = probe()
        now = self._clock.monotonic()
        self._heard[report.device] = (now, Tested(report, now - began))
        return report

    def keep_if_due(self) -> bool:
        """Keep the night's self-test if it is time, and the kiosk rests; says whether it was.

        Raises:
            StoreError: it could not be written.

        """
        if not self._is_quiet(self._clock.now()):
            return False
        since = self._clock.monotonic() - FRESH_S
        fresh = {name: one for name, (at, one) in self._heard.items() if at >= since}
        if fresh.keys() < set(self._devices) or self._is_kept():
            return False
        with self._store.together():
            tested = [fresh[name] for name in self._devices]
            keep(self._store.self_tests, Occasion.QUIET_HOUR, tested)
        return True

    def _is_quiet(self, now: datetime) -> bool:
        begins, ends = self._window
        clock = now.time()
        return begins <= clock < ends if begins <= ends else clock >= begins or clock < ends

    def _is_kept(self) -> bool:
        last = self._store.self_tests.last_at(Occasion.QUIET_HOUR)
        return last is not None and self._clock.now() - last < _HALF_A_DAY
