# SPDX-License-Identifier: Apache-2.0
"""When the driver found a card, and how long the wire alone takes for it."""

import logging
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from threading import Event, Thread
from time import monotonic

from devices.card_reader import sam_link
from devices.card_reader.sam_reader import SamIdentityReader
from devices.settings import ReaderSettings
from devices.traffic import TRAFFIC
from tests.support.simulators import RunningSimulator, running_reader

LATENCIES_MS = {"find_ms": 20, "select_ms": 30, "read_ms": 300, "latency_ms": 20}
"""What a module takes before it answers; the last is for the added address."""

SELECT_BYTES, READ_BYTES, ADDRESS_BYTES = 10 + 19, 10 + 1295, 10 + 11
"""Request and answer of each step after the find, for a card without added address."""


def wire_s(baud: int) -> float:
    """From the find's answer to the last byte of the card: bytes both ways, and latencies."""
    bits = 10 * (SELECT_BYTES + READ_BYTES + ADDRESS_BYTES)
    fixed_ms = LATENCIES_MS["select_ms"] + LATENCIES_MS["read_ms"] + LATENCIES_MS["latency_ms"]
    return bits / baud + fixed_ms / 1000


class FindClock(logging.Handler):
    """Notes when a find was answered with a card; listens to the driver's own log."""

    def __init__(self) -> None:
        super().__init__(TRAFFIC)
        self.found_at = 0.0

    def emit(self, record: logging.LogRecord) -> None:
        """Look for ``FIND -> Response(00 00 9F, …)``."""
        if "FIND -> Response(00 00 9F" in record.getMessage():
            self.found_at = monotonic()


@dataclass(frozen=True)
class Bench:
    """A driver at work on a module of one speed."""

    clock: FindClock
    simulator: RunningSimulator
    reader: SamIdentityReader
    baud: int

    def record_s(self, card: str) -> float:
        """Seconds from the find's answer to the record of ``card``."""
        self.simulator.send("lay", card=card)
        assert self.reader.read(deadline_s=20.0, cancelled=Event()) is not None
        taken_s = monotonic() - self.clock.found_at
        self.simulator.send("lift")
        return taken_s

    def found_s(self, card: str, *, after_s: float) -> float:
        """Seconds from ``card`` on the field to the answer of the find that saw it.

        The card is laid ``after_s`` into a wait that has begun.
        """
        records: list[object] = []

        def wait() -> None:
            records.append(self.reader.read(deadline_s=20.0, cancelled=Event()))

        worker = Thread(target=wait)
        worker.start()
        Event().wait(after_s)
        laid_at = monotonic()
        self.simulator.send("lay", card=card)
        worker.join()
        self.simulator.send("lift")
        assert records
        assert records[0] is not None
        return self.clock.found_at - laid_at


@contextmanager
def reader_bench(baud: int) -> Iterator[Bench]:
    """Run a module that speaks at ``baud`` with real latencies, and a driver on its line."""
    log = logging.getLogger(sam_link.__name__)
    clock, level = FindClock(), log.level
    log.addHandler(clock)
    log.setLevel(TRAFFIC)
    try:
        with running_reader("--baud", str(baud)) as simulator:
            simulator.send("set", **LATENCIES_MS)
            settings = ReaderSettings(port=simulator.address, baud=baud)
            with closing(SamIdentityReader(settings)) as reader:
                yield Bench(clock, simulator, reader, baud)
    finally:
        log.removeHandler(clock)
        log.setLevel(level)
