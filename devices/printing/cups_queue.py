# SPDX-License-Identifier: Apache-2.0
"""A CUPS queue as transport to a printer that needs its vendor's driver: sent is not printed.

What a queue says of paper is never believed. Seen on CUPS 2.4: ``completed`` with one sheet
and no paper after a power cut, ``completed`` after the device aborted, counters that come from
a filter. So only the device itself, asked beside the queue by IPP (the witness), can prove a
sheet; without a witness every print ends as UNKNOWN and a person says what lies there.

A job that is given up is taken out of the queue, because a queue prints it whenever the printer
comes back (cups issue 3810 and others).
"""

from contextlib import suppress
from dataclasses import replace
from typing import Final
from urllib.parse import urlsplit

from devices.errors import DeviceError
from devices.printing.ipp import STOPPED, JobState, PrinterState
from devices.printing.ipp_direct import IppDirect
from devices.printing.ipp_http import DEFAULT_TIMES, IppTimes
from devices.printing.port import (
    Capabilities,
    JobObservation,
    PrinterStatus,
    PrintJob,
    SubmittedJob,
)
from devices.settings import PrinterSettings
from devices.states import DeviceState

SCHEME: Final = "cups"
LOCAL_SERVER: Final = "localhost:631"
CANCEL_S: Final = 10.0
_BLIND: Final = PrinterStatus(None, DeviceState.UNKNOWN, accepting=True)
"""A device of which nothing is known but that its queue takes jobs."""


def queue_address(uri: str) -> str:
    """Give the IPP address of a queue.

    >>> queue_address("cups://licences")
    'ipp://localhost:631/printers/licences'
    >>> queue_address("cups://127.0.0.1:8631/licences")
    'ipp://127.0.0.1:8631/printers/licences'

    Raises:
        ValueError: it is no ``cups://QUEUE`` or ``cups://HOST:PORT/QUEUE``.

    """
    parts = urlsplit(uri)
    queue = parts.path.strip("/")
    server, name = (parts.netloc, queue) if queue else (LOCAL_SERVER, parts.netloc)
    if parts.scheme != SCHEME or not name or "/" in name or "@" in parts.netloc:
        msg = f"not a cups://QUEUE address: {uri!r}"
        raise ValueError(msg)
    return f"ipp://{server}/printers/{name}"


class CupsQueue:
    """A ``PrinterPort`` that sends through CUPS and asks the device, where one can be asked.

    Raises:
        ValueError: the configured addresses are none.

    """

    def __init__(self, settings: PrinterSettings, times: IppTimes = DEFAULT_TIMES) -> None:
        self._address = settings.uri
        queue = replace(settings, uri=queue_address(settings.uri))
        self._queue = IppDirect(queue, times)
        self._witness: IppDirect | None = None
        if settings.witness_uri:
            self._witness = IppDirect(replace(settings, uri=settings.witness_uri), times)
        has_witness = self._witness is not None
        self.capabilities = Capabilities(
            reports_state=has_witness,
            reports_sheets=has_witness,
            has_job_history=False,  # a restart of cupsd forgets jobs, or sends them again
            detects_reboot=has_witness,
        )
        self._last_up_time_s: dict[str, int] = {}

    @property
    def address(self) -> str:
        """The configured ``cups://`` address."""
        return self._address

    def status(self) -> PrinterStatus:
        """Ask the device how it is; of the queue only whether it takes and passes on jobs.

        A queue's seconds since start are the wall clock, and its reasons stick to it long after
        what they told is over.
        """
        queue = self._queue.status()
        device = _BLIND if self._witness is None else self._witness.status()
        if queue.accepting and queue.state is not PrinterState.STOPPED:
            return device
        detail = f"the queue is stopped: {queue.detail}"
        state = DeviceState.HARDWARE_ERROR
        return replace(device, device_state=state, code=STOPPED, detail=detail)

    def validate(self, job: PrintJob) -> None:
        """Ask the queue whether it would take the job so."""
        self._queue.validate(job)

    def submit(self, job: PrintJob) -> SubmittedJob:
        """Put the job into the queue; the device's own number of it is not known here."""
        return self._queue.submit(job)

    def observe(self, submitted: SubmittedJob) -> JobObservation:
        """Ask the device about the job of this name; the queue whether it still sends it."""
        if self._witness is None:
            return _unwitnessed(self._queue.observe(submitted))
        device = self._witness.status()
        if self._has_restarted(submitted.attempt_id, device):
            self._take_out(submitted)
            return JobObservation(known=False, printer=device, up_time_s=device.up_time_s)
        theirs = self._witness.find(submitted.attempt_id)
        if theirs is not None:
            return self._witness.observe(theirs)
        return self._on_its_way(submitted, device)

    def find(self, attempt_id: str) -> SubmittedJob | None:
        """Look for the job in the queue by its name."""
        return self._queue.find(attempt_id)

    def cancel(self, submitted: SubmittedJob, *, deadline_s: float) -> JobObservation:
        """Take the job out of the queue and out of the device; the device's word counts."""
        seen = _unwitnessed(self._queue.cancel(submitted, deadline_s=deadline_s))
        if self._witness is None:
            return seen
        theirs = self._witness.find(submitted.attempt_id)
        if theirs is not None:
            return self._witness.cancel(theirs, deadline_s=deadline_s)
        device = self._witness.status()
        return replace(seen, printer=device, up_time_s=device.up_time_s)

    def _has_restarted(self, attempt_id: str, device: PrinterStatus) -> bool:
        """Whether the device started anew while the queue still had the job to send again."""
        before = self._last_up_time_s.get(attempt_id)
        if device.up_time_s is None:
            return False
        self._last_up_time_s = {attempt_id: device.up_time_s}
        return before is not None and device.up_time_s < before

    def _on_its_way(self, submitted: SubmittedJob, device: PrinterStatus) -> JobObservation:
        """The device does not have it: it is still queued, or nobody knows where it is."""
        queued = self._queue.observe(submitted)
        is_waiting = queued.known and queued.state is not None and not queued.state.is_final
        if is_waiting:
            return JobObservation(
                known=True, printer=device, state=JobState.PENDING, up_time_s=device.up_time_s
            )
        return JobObservation(known=False, printer=device, up_time_s=device.up_time_s)

    def _take_out(self, submitted: SubmittedJob) -> None:
        """Keep the queue from printing later what nobody waits for any more."""
        with suppress(DeviceError):  # the outcome is unknown anyway, and a person looks
            self._queue.cancel(submitted, deadline_s=CANCEL_S)


def _unwitnessed(seen: JobObservation) -> JobObservation:
    """Keep what the queue knows of its own job and drop what it says of paper and device."""
    return replace(
        seen,
        printer=_BLIND,
        reasons=(),
        sheets_completed=None,
        impressions_completed=None,
        up_time_s=None,
    )
