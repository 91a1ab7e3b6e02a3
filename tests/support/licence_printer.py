# SPDX-License-Identifier: Apache-2.0
"""A process to be killed: prints one stored licence on a numbered blank, as the kiosk does.

Run as ``python -m tests.support.licence_printer``. For each JSON line on stdin it forks a
printer of that licence, says ``pid N`` and, when that is dead, ``dead``. With ``die`` it kills
itself before or after the ledger commits a state, such as ``before sent``; ``print_licence``
can do something else at that moment.
"""

import json
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Event
from uuid import uuid4

from devices.printing.attempt import AttemptState
from devices.printing.ledger import AttemptRecord, Evidence, PrintLedger
from devices.printing.port import PrintJob
from devices.printing.press import PrintOutcome, print_once
from kiosk.clock import SystemClock
from kiosk.store.store import Store
from tests.support.printing import QUICK, direct
from tests.support.store_samples import opened

LIMITS = replace(QUICK, progress_s=1.5, operator_s=1.5, settle_s=1.0)
SERIES, TRAY, PAPER = "food", "main", "licence.pdf"


def kill_oneself() -> None:
    """Die on the spot."""
    os.kill(os.getpid(), signal.SIGKILL)


class DoomedLedger:
    """The store's ledger, at one commit of which something terrible happens."""

    def __init__(self, ledger: PrintLedger, when: str, act: Callable[[], None]) -> None:
        self._ledger = ledger
        self._when = when
        self._act = act
        self.open_attempts = ledger.open_attempts

    def begin(self, attempt: AttemptRecord) -> None:
        self._dying_at(attempt.state, lambda: self._ledger.begin(attempt))

    def advance(self, attempt_id: str, state: AttemptState, evidence: Evidence) -> None:
        self._dying_at(state, lambda: self._ledger.advance(attempt_id, state, evidence))

    def _dying_at(self, state: AttemptState, commit: Callable[[], None]) -> None:
        self._happen(f"before {state.value}")
        commit()
        self._happen(f"after {state.value}")

    def _happen(self, now: str) -> None:
        if self._when == now:
            self._when = ""
            self._act()


def print_licence(
    store: Store,
    address: str,
    case_id: str,
    *,
    when: str = "",
    act: Callable[[], None] = kill_oneself,
) -> PrintOutcome:
    """Print the licence of a case once; what the ledger refuses is raised."""
    stored = store.documents.get(case_id, PAPER)
    assert stored is not None
    job = PrintJob(
        str(uuid4()),
        stored.content,
        297.0,
        210.0,
        tray=store.stock.tray_of(SERIES),
        stationery=SERIES,
    )
    ledger = DoomedLedger(store.prints, when, act)
    return print_once(
        direct(address),
        ledger,
        job,
        on_progress=lambda _progress: None,
        cancelled=Event(),
        limits=LIMITS,
    )


def main() -> None:
    """Fork a printer of a licence for each line of stdin and wait until it is dead."""
    for line in sys.stdin:
        said = json.loads(line)
        child = os.fork()
        if child == 0:
            with opened(Path(said["folder"]), SystemClock()) as store:
                print_licence(store, said["address"], said["case"], when=said["die"])
            os._exit(0)
        os.write(1, f"pid {child}\n".encode())
        os.waitpid(child, 0)
        os.write(1, b"dead\n")


if __name__ == "__main__":
    main()
