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


class LeftError(Exception):
    """The kiosk closes; a job lets go, and what it had begun stands in device and store."""


class Worker:
    """A thread that does the jobs given to it in their order."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._jobs: SimpleQueue[tuple[Job, Failure] | None] = SimpleQueue()
        self._is_dropping = Event()
        self._is_left = Event()
        self._thread = Thread(target=self._loop, name=name, daemon=True)
        self._thread.start()

    def do(self, job: Job, failed: Failure) -> None:
        """Queue ``job``; ``failed`` gets the fault code if it raises."""
        self._jobs.put((job, failed))

    def finish(self) -> None:
        """End after what is queued now; returns at once."""
        self._jobs.put(None)

    def drop(self) -> None:
        """End after the job at hand; what is queued is dropped. Returns at once."""
        self._is_dropping.set()
        self._jobs.put(None)

    def join(self, *, timeout_s: float) -> bool:
        """Wait for the end; what a job still meets after that is no news to anybody.

        Returns:
            Whether it has ended; False where a job holds it still.

        """
        self._thread.join(timeout_s)
        self._is_left.set()
        return not self._thread.is_alive()

    def _loop(self) -> None:
        while (task := self._jobs.get()) is not None:
            job, failed = task
            if not self._is_dropping.is_set():
                perform(job, failed, worker=self.name, is_left=self._is_left.is_set)


def perform(
    job: Job, failed: Failure, *, worker: str, is_left: Callable[[], bool] = lambda: False
) -> None:
    """Do one job; the only place that catches everything, so that a worker never dies.

    Once ``is_left``, store and devices are closed under the job, and its failure is no news.
    """
    try:
        job()
    except LeftError:
        log.info("%s: left", worker)
    except (DeviceError, CertificateError, StoreError) as error:
        log.info("%s: %s", worker, error.code)
        if not is_left():
            failed(error.code)
    except Exception as error:  # noqa: BLE001  # the one place; see the module's docstring
        if is_left():
            return
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
