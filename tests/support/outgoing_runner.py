# SPDX-License-Identifier: Apache-2.0
"""A process to be killed: sends what waits in a store, and dies at the step it is told.

Run as ``python -m tests.support.outgoing_runner``. For each ``folder address step`` on stdin
it forks a sender that kills itself (SIGKILL) at its ``step``-th statement or call; then it
says ``done``, ``rests`` (more waits, the line is left alone) or ``killed``.
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
RESTS = 3
ENDS = {0: "done", RESTS: "rests"}


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


def send_all(folder: Path, address: str, step: int) -> bool:
    """One pass over everything that waits; whether nothing waits any more."""
    clock = FixedClock()
    clock.set(clock.now() + LATER)
    store = opened(folder, clock)
    outgoing = outgoing_to(store, address, clock)
    count_steps(store, outgoing, Countdown(step))
    run(outgoing)
    is_empty = store.outbox.depth() == 0
    store.close()
    return is_empty


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
            os._exit(0 if send_all(Path(folder), address, int(step)) else RESTS)
        _, status = os.waitpid(child, 0)
        ended = "killed" if os.WIFSIGNALED(status) else ENDS.get(os.WEXITSTATUS(status))
        os.write(1, f"{ended}\n".encode())


if __name__ == "__main__":
    main()
