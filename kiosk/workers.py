# SPDX-License-Identifier: Apache-2.0
"""Worker threads: one per device, each doing one thing at a time; started nowhere else.

A job blocks, ends by its own deadline or its cancel event, and its answer is handed to
``answer`` in the worker's thread. What no package's error tree knows is a bug of ours: it is
logged without its text, which could hold personal data, and answered as APP-1001.
"""

import logging
import traceback
from collections.abc import Callable
from pathlib import Path
from queue import SimpleQueue
from threading import Event, Thread

from certificates.errors import CertificateError
from devices.errors import DeviceError
from kiosk.store.errors import StoreError

log = logging.getLogger(__name__)

UNEXPECTED = "APP-1001"

Job = Callable[[], None]
Failure = Callable[[str], None]


class Worker:
    """A thread that does the jobs given to it in their order."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._jobs: SimpleQueue[tuple[Job, Failure] | None] = SimpleQueue()
        self._thread = Thread(target=self._loop, name=name, daemon=True)
        self._thread.start()

    def do(self, job: Job, failed: Failure) -> None:
        """Queue ``job``; ``failed`` gets the fault code if it raises."""
        self._jobs.put((job, failed))

    def stop(self, *, timeout_s: float = 3.0) -> None:
        """Finish the job at hand and end; jobs still queued are dropped by their owners."""
        self._jobs.put(None)
        self._thread.join(timeout_s)

    def _loop(self) -> None:
        while (job := self._jobs.get()) is not None:
            perform(*job, worker=self.name)


def perform(job: Job, failed: Failure, *, worker: str) -> None:
    """Do one job; the only place that catches everything, so that a worker never dies."""
    try:
        job()
    except (DeviceError, CertificateError, StoreError) as error:
        log.info("%s: %s", worker, error.code)
        failed(error.code)
    except Exception as error:  # noqa: BLE001  # the one place; see the module's docstring
        log.error(  # noqa: TRY400  # its text could hold personal data; its places cannot
            "%s: unexpected %s at %s", worker, type(error).__name__, places_of(error)
        )
        failed(UNEXPECTED)


def places_of(error: BaseException) -> str:
    """File and line of the last calls that led to ``error``, without its text."""
    calls = traceback.extract_tb(error.__traceback__)[-6:]
    return " < ".join(f"{Path(call.filename).name}:{call.lineno}" for call in reversed(calls))


class Pool:
    """Short-lived threads for things that are asked at once, such as look-ups of one visit."""

    def __init__(self, name: str) -> None:
        self.name = name

    def do(self, job: Job, failed: Failure) -> None:
        """Start ``job`` now, beside all others."""
        Thread(
            target=perform,
            args=(job, failed),
            kwargs={"worker": self.name},
            name=self.name,
            daemon=True,
        ).start()


class Cancel:
    """A cancel event that is replaced for each new wait."""

    def __init__(self) -> None:
        self._event = Event()

    def fresh(self) -> Event:
        """Cancel what waits now and return the event for the next wait."""
        self._event.set()
        self._event = Event()
        return self._event

    def set(self) -> None:
        """Cancel what waits now."""
        self._event.set()
