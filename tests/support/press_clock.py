# SPDX-License-Identifier: Apache-2.0
"""From "print" to the device's proven end: by the device alone, by the kiosk, through CUPS."""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from threading import Event
from time import perf_counter

from devices.printing.attempt import DEFAULT_LIMITS, AttemptState
from devices.printing.ipp import JobState
from devices.printing.port import PrinterPort
from tests.support.printer_process import PrinterProcess
from tests.support.printing import a_job, direct, run, through_cups

SLACK_S = 1.0
"""What asking twice a second may add to the device's own time."""
ASKED_EACH_S = 0.005


@dataclass(frozen=True)
class PressTimes:
    """Median seconds of one sheet; ``queue_s`` is 0 where there is no CUPS."""

    device_s: float
    kiosk_s: float
    queue_s: float = 0.0

    @property
    def added_s(self) -> float:
        """What the kiosk adds to the device's own time."""
        return self.kiosk_s - self.device_s


def press_times(printer: PrinterProcess, queue: str = "", *, times: int = 3) -> PressTimes:
    """Print ``times`` sheets by each road, in turns, so that a neighbour disturbs all alike."""
    roads: dict[str, Callable[[], None]] = {
        "device": lambda: by_the_device_alone(printer),
        "kiosk": lambda: by_the_kiosk(direct(printer.address)),
    }
    if queue:
        roads["queue"] = lambda: by_the_kiosk(through_cups(queue, printer.address))
    taken: dict[str, list[float]] = {name: [] for name in roads}
    for _ in range(times):
        for name, way in roads.items():
            began = perf_counter()
            way()
            taken[name].append(perf_counter() - began)
    return PressTimes(*(median(spans) for spans in taken.values()))


def by_the_device_alone(printer: PrinterProcess) -> None:
    """One bare Print-Job, watched so closely that the device's own end is seen."""
    port = direct(printer.address)
    submitted = port.submit(a_job())
    while port.observe(submitted).state is not JobState.COMPLETED:
        Event().wait(ASKED_EACH_S)


def by_the_kiosk(port: PrinterPort) -> None:
    """As the kiosk prints, under the product's own limits, to DEVICE_DONE."""
    result = run(port, a_job(), limits=DEFAULT_LIMITS)
    assert result.outcome.state is AttemptState.DEVICE_DONE, result.outcome
