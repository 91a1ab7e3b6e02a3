# SPDX-License-Identifier: Apache-2.0
"""Self-tests of several devices at once, under one deadline, so that none waits for another."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from queue import Empty, SimpleQueue
from time import monotonic
from typing import Final

from devices.states import DeviceState, ProbeReport
from kiosk.workers import Pool

Probe = Callable[[], ProbeReport]

WHOLE_S: Final = 5.0
"""A technician at the device waits no longer, the program's own start included ..."""
DEVICES_S: Final = 3.0
"""... and a device has this time to answer, however slowly the program started."""
LAST_WORDS_S: Final = 0.8
"""Kept back of the whole for telling it, for keeping it and for the program's end."""

SILENT: Final[Mapping[str, str]] = {
    "reader": "READER-0102",
    "card_slot": "SLOT-1201",
    "scanner": "SCANNER-1101",
    "printer": "PRINTER-0401",
    "receipt_printer": "RECEIPT-1705",
    "guide_lights": "LIGHT-1904",
    "platform": "PLATFORM-0302",
    "desk": "DESK-1501",
    "base_data": "FACTS-1501",
    "person_check": "CHECK-1301",
    "seal": "DOCUMENT-0606",
    "store": "STORE-0501",
}
"""What each device is said to have where no answer came: what a driver with more time says."""


@dataclass(frozen=True)
class Tested:
    """What one device said, and how long that took.

    Attributes:
        report: its report; one that came too late is that of ``SILENT``.
        seconds: from the question to the answer, or to the deadline.

    """

    report: ProbeReport
    seconds: float


def devices_deadline(started_s: float, now_s: float) -> float:
    """Until when devices may answer, for a program that started then; monotonic seconds."""
    return max(started_s + WHOLE_S - LAST_WORDS_S, now_s + DEVICES_S)


def side_by_side(probes: Mapping[str, Probe], *, ends_at: float) -> Iterator[Tested]:
    """Test all at once; yields in the order of ``probes``, each as soon as it is known.

    What has not answered at ``ends_at`` (monotonic seconds) is offline and has its code; what
    it would still say is dropped. A probe that raises is unknown, which is never good.
    """
    pool, began = Pool("selftest"), monotonic()
    told = {name: SimpleQueue[Tested]() for name in probes}
    for name, probe in probes.items():
        pool.do(
            partial(_tell, told[name], probe, began),
            partial(_tell_failed, told[name], name, began),
        )
    for name, answer in told.items():
        try:
            yield answer.get(timeout=max(ends_at - monotonic(), 0.0))
        except Empty:
            yield Tested(_silent(name, monotonic() - began), monotonic() - began)


def _tell(told: SimpleQueue[Tested], probe: Probe, began: float) -> None:
    report = probe()
    told.put(Tested(report, monotonic() - began))


def _tell_failed(told: SimpleQueue[Tested], name: str, began: float, code: str) -> None:
    told.put(Tested(ProbeReport(name, DeviceState.UNKNOWN, code), monotonic() - began))


def _silent(name: str, seconds: float) -> ProbeReport:
    detail = f"no answer within {seconds:.1f} s"
    return ProbeReport(name, DeviceState.OFFLINE, SILENT[name], detail)
