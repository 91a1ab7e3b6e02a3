# SPDX-License-Identifier: Apache-2.0
"""What the kiosk asks of a printer, whatever the road to it, and the values it gets back."""

import hashlib
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, Protocol
from uuid import UUID

from devices.printing.ipp import JobState, PrinterState
from devices.states import DeviceState, PaperSupply, TonerLevel

JOB_NAME_PREFIX: Final = "LIC-"

# Short and long edge in mm: paper has no landscape, only the picture on it has (PWG 5101.1).
MEDIA_NAMES: Final = MappingProxyType({(210, 297): "iso_a4_210x297mm"})


@dataclass(frozen=True)
class PrintJob:
    """One document to be printed once, one-sided, in one copy.

    Attributes:
        attempt_id: UUID of this attempt; becomes the job's name, so it must be new each time.
        document: the PDF exactly as sealed; sent byte for byte.
        width_mm: width of the page as it lies in the document (297 for A4 landscape).
        height_mm: height of the page as it lies in the document (210 for A4 landscape).
        sheets: pages of the document, each of which must come out as one sheet.
        tray: ``media-source`` to take the sheet from (PWG 5100.3, 3.13); empty for the device's
            choice among trays with this size.
        stationery: series of numbered blanks; empty for plain paper.
        sealed_sha256: digest under which the document was kept when it was sealed; a document
            that has another is not sent. Empty for one that is not kept.

    Raises:
        ValueError: the id is no UUID, the document is empty, there is no sheet, no paper of
            that size is known, or a numbered blank is to bear several pages or has no tray.

    """

    attempt_id: str
    document: bytes = field(repr=False)
    width_mm: float = 210.0
    height_mm: float = 297.0
    sheets: int = 1
    tray: str = ""
    stationery: str = ""
    sealed_sha256: str = ""

    def __post_init__(self) -> None:
        UUID(self.attempt_id)
        if self.stationery and (self.sheets != 1 or not self.tray):
            msg = "a numbered blank is one sheet out of a named tray"
            raise ValueError(msg)
        if not self.document:
            msg = "there is no document to print"
            raise ValueError(msg)
        if self.sheets < 1:
            msg = f"{self.sheets} sheets cannot be printed"
            raise ValueError(msg)
        if self.edges_mm not in MEDIA_NAMES:
            msg = f"no paper for a page of {self.width_mm:g} x {self.height_mm:g} mm"
            raise ValueError(msg)

    @property
    def edges_mm(self) -> tuple[int, int]:
        """Short and long edge of the sheet, upright as it lies in the tray."""
        short, long = sorted((round(self.width_mm), round(self.height_mm)))
        return short, long

    @property
    def media(self) -> str:
        """PWG name of the sheet."""
        return MEDIA_NAMES[self.edges_mm]

    @property
    def job_name(self) -> str:
        """Name by which the device knows it; holds nothing about a person."""
        return job_name_of(self.attempt_id)

    @property
    def document_sha256(self) -> str:
        """SHA-256 of the document, 64 hexadecimal digits."""
        return hashlib.sha256(self.document).hexdigest()

    @property
    def is_as_sealed(self) -> bool:
        """Whether it is the document that was kept; true for one that is not kept."""
        return self.sealed_sha256 in {"", self.document_sha256}


def job_name_of(attempt_id: str) -> str:
    """Give the ``job-name`` of an attempt, by which it can be found after a lost reply."""
    return f"{JOB_NAME_PREFIX}{attempt_id}"


@dataclass(frozen=True)
class Capabilities:
    """What a road to a printer can bear witness to.

    Attributes:
        reports_state: it tells the device's own state (paper, cover, jam).
        reports_sheets: it counts sheets or sides at the device, not in a filter.
        has_job_history: a job that is over can still be asked about for a minute or more.
        detects_reboot: it gives the device's own seconds since start.

    """

    reports_state: bool
    reports_sheets: bool
    has_job_history: bool
    detects_reboot: bool


@dataclass(frozen=True)
class PrinterStatus:
    """What the device says about itself now.

    Attributes:
        state: ``printer-state``; None when the device gave none that is known.
        device_state: the same in the words of XFS4IoT.
        paper: supply of the trays, as far as the state reasons tell.
        toner: toner or ink, from state reasons and marker levels.
        reasons: state reasons without severity, without ``none``.
        up_time_s: seconds since the device started; None when it does not tell.
        accepting: whether it takes new jobs.
        model: maker and model, for the technician.
        detail: the device's own words, for the technician.
        code: fault code that keeps it from printing; empty when it can print.
        hint: fault code of a word that the device itself only warns of; it can print.
        media_ready: PWG names of the paper in its trays; empty when it does not tell.
        trays: ``media-source`` of its trays (PWG 5100.3); empty when it does not tell.
        sheets: sheets left in all trays together; None when it does not count them.
        toner_percent: of the supply that is lowest; None when not told.

    """

    state: PrinterState | None
    device_state: DeviceState
    paper: PaperSupply = PaperSupply.UNKNOWN
    toner: TonerLevel = TonerLevel.UNKNOWN
    reasons: tuple[str, ...] = ()
    up_time_s: int | None = None
    accepting: bool = False
    model: str = ""
    detail: str = ""
    code: str = ""
    hint: str = ""
    media_ready: tuple[str, ...] = ()
    trays: tuple[str, ...] = ()
    sheets: int | None = None
    toner_percent: int | None = None


@dataclass(frozen=True)
class SubmittedJob:
    """A job that the device has accepted.

    Attributes:
        attempt_id: UUID of the attempt it belongs to.
        job_id: the device's number; used again after a power cut on many devices.
        job_uuid: the device's URN for it; empty when the device gave none.
        up_time_s: the device's seconds since start before the job was sent; None when not told.

    """

    attempt_id: str
    job_id: int
    job_uuid: str = ""
    up_time_s: int | None = None


@dataclass(frozen=True)
class JobObservation:
    """What the device says about one submitted job now.

    Attributes:
        known: the device still has this very job (id, UUID and name all match).
        state: ``job-state``; None when not known.
        reasons: job state reasons; these have no severity to remove.
        sheets_completed: ``job-media-sheets-completed``; None when the device does not count.
        impressions_completed: ``job-impressions-completed``; None when it does not count.
        up_time_s: the device's seconds since start; None when not told.
        printer: the device's own status at the same moment.

    """

    known: bool
    printer: PrinterStatus
    state: JobState | None = None
    reasons: tuple[str, ...] = ()
    sheets_completed: int | None = None
    impressions_completed: int | None = None
    up_time_s: int | None = None


class PrinterPort(Protocol):
    """One road to one printer; every call blocks for seconds at most and starts no thread.

    Raises (every method): ``DeviceAbsentError`` only when no connection came about, so that
    nothing can have been printed; ``DeviceTimeoutError``, ``FrameError`` and
    ``DeviceFailedError`` when the answer is missing, garbled or an HTTP error, so that
    anything may have happened.
    """

    @property
    def address(self) -> str:
        """Where the printer is, for the ledger and the technician."""
        ...

    @property
    def capabilities(self) -> Capabilities:
        """What this road can bear witness to."""
        ...

    def status(self) -> PrinterStatus:
        """Ask the device how it is."""
        ...

    def validate(self, job: PrintJob) -> None:
        """Ask whether the device would print ``job`` exactly so; JobRefusedError if not."""
        ...

    def submit(self, job: PrintJob) -> SubmittedJob:
        """Send ``job``; JobRefusedError means that the device said no and printed nothing."""
        ...

    def observe(self, submitted: SubmittedJob) -> JobObservation:
        """Ask about the job itself and the device at the same moment."""
        ...

    def find(self, attempt_id: str) -> SubmittedJob | None:
        """Look for the job by its name; None when the device has none of that name."""
        ...

    def cancel(self, submitted: SubmittedJob, *, deadline_s: float) -> JobObservation:
        """Cancel the job and watch until the device says it is over, or the deadline."""
        ...
