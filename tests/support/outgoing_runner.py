# SPDX-License-Identifier: Apache-2.0
"""A process to be killed: sends what waits in a store, and dies at the step it is told.

Run as ``python -m tests.support.outgoing_runner``. For each ``folder address step`` on stdin
it forks a sender that kills itself (SIGKILL) at its ``step``-th statement or call; then it
says ``done`` or ``killed``. Forking spares the imports.
"""

import os
import signal
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from kiosk.store.store import Store
from tests.support.case_desks import outgoing_to, run
from tests.support.fixed_clock import FixedClock
from tests.support.store_samples import opened

LATER = timedelta(days=20)


class Countdown:
    """Kills this very process before a step."""

    def __init__(self, step: int) -> None:
        self._left = step

    def before(self, act: Callable[..., Any]) -> Callable[..., Any]:
        """Count each call of ``act``, before it and after it."""

        def counted(*args: object, **named: object) -> object:
            self._step()
            answer = act(*args, **named)
            self._step()
            return answer

        return counted

    def _step(self) -> None:
        self._left -= 1
        if self._left == 0:
            os.kill(os.getpid(), signal.SIGKILL)


def send_all(folder: Path, address: str, step: int) -> None:
    """One pass over everything that waits."""
    clock = FixedClock()
    clock.set(clock.now() + LATER)
    store = opened(folder, clock)
    outgoing = outgoing_to(store, address, clock)
    count_steps(store, outgoing, Countdown(step))
    run(outgoing)
    store.close()


def count_steps(store: Store, outgoing: Any, countdown: Countdown) -> None:  # noqa: ANN401
    """Let every statement of the store and every call to the desk be a step."""
    database, desk = store._database, outgoing._desk
    for owner, names in ((database, ("execute", "changed")), (desk._line, ("post",))):
        for name in names:
            setattr(owner, name, countdown.before(getattr(owner, name)))


def main() -> None:
    """Fork a sender for each line of stdin and say how it ended."""
    for line in sys.stdin:
        folder, address, step = line.split()
        child = os.fork()
        if child == 0:
            send_all(Path(folder), address, int(step))
            os._exit(0)
        _, status = os.waitpid(child, 0)
        ended = "done" if status == 0 else "killed" if os.WIFSIGNALED(status) else "failed"
        os.write(1, f"{ended}\n".encode())


if __name__ == "__main__":
    main()
