# SPDX-License-Identifier: Apache-2.0
"""The inside of the simulated printer: jobs, paper, a sheet at a time, and what can go wrong.

Everything happens under one condition variable, ``changed``; the engine's thread waits on it
between sheets, and verbs from outside wake it.
"""

import hashlib
import io
import time
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from threading import Condition, Thread
from typing import Final

from pypdf import PdfReader
from pypdf.errors import PyPdfError

A4: Final = "iso_a4_210x297mm"
A5: Final = "iso_a5_148x210mm"
FULL_TRAY: Final = 250
_LEAVES_PATH_S: Final = 5.0

PENDING, PROCESSING, STOPPED = 3, 5, 6
CANCELED, ABORTED, COMPLETED = 7, 8, 9

# Faults that stop the paper path, and the words with which the printer says so.
STOPPING: Final = {
    "jam": ("media-jam-error",),
    "cover_open": ("cover-open-error",),
    "wrong_tray": ("media-needed-error",),
    "stopped": ("paused",),
}
NO_PAPER: Final = ("media-empty-error", "media-needed-error")
NO_TONER: Final = "toner-empty-error"
WIRE_FAULTS: Final = (
    "offline",
    "lost_reply",
    "hang",
    "http_500",
    "refuse_validate",
    "slow_cancel",
)
ONCE: Final = ("abort", "forget_history", "up_time_back", "paper_empty")
KINDS: Final = frozenset({*STOPPING, *WIRE_FAULTS, *ONCE, "zero_impressions", "busy"})


@dataclass
class Job:
    """A job as the printer keeps it."""

    job_id: int
    name: str
    job_uuid: str
    created_s: int
    asked: dict[str, str]
    document: bytes | None = None
    path: Path | None = None
    sheets: int = 0
    state: int = PENDING
    reasons: tuple[str, ...] = ("none",)
    sheets_done: int = 0
    impressions_done: int = 0
    ended_s: int | None = None

    @property
    def is_over(self) -> bool:
        """Whether it is cancelled, aborted or completed."""
        return self.state >= CANCELED


@dataclass
class Fault:
    """A fault that is on, or waits for the current job's sheet count to be reached."""

    kind: str
    after_sheets: int | None = None
    options: dict[str, str] = field(default_factory=dict)


class PrintEngine:
    """Takes jobs, feeds sheets, keeps what it was given in ``folder``.

    Each sheet that comes out is a line in ``folder/tray.txt``, so that it survives the
    printer's power cut as real paper does.
    """

    def __init__(self, folder: Path) -> None:
        self.changed = Condition()
        self.folder = folder
        self.is_running = True
        self.active: Job | None = None  # on the paper path, even if it was forgotten
        self._is_feeding = False
        self._thread = Thread(target=self._run, name="paper path", daemon=True)
        self._make_new()
        folder.mkdir(parents=True, exist_ok=True)

    def _make_new(self) -> None:
        self.jobs: list[Job] = []
        self.faults: dict[str, Fault] = {}
        self.paper = FULL_TRAY
        self.toner = 80
        self.sheet_s = 1.5
        self.sheets = 0
        self.spoiled = 0
        self.tray: list[str] = []
        self._armed: list[Fault] = []
        self._next_id = 1
        self._booted_s = time.monotonic() - 1.0

    # -- what the wire and the verbs ask; callers hold ``changed`` ---------------------------

    @property
    def up_time_s(self) -> int:
        """Seconds since start, at least 1 (RFC 8011, 5.4.29)."""
        return max(1, int(time.monotonic() - self._booted_s))

    @property
    def media_ready(self) -> str:
        """PWG name of what lies in the tray."""
        return A5 if "wrong_tray" in self.faults else A4

    @property
    def state(self) -> int:
        """``printer-state``: 3 idle, 4 processing, 5 stopped."""
        if self.stop_reasons():
            return 5
        return 4 if self.active is not None or "busy" in self.faults else 3

    def stop_reasons(self) -> tuple[str, ...]:
        """Why the paper path stands still; empty when it does not."""
        reasons = [r for kind, words in STOPPING.items() if kind in self.faults for r in words]
        stopped = self.faults.get("stopped")
        if stopped is not None and "reason" in stopped.options:
            reasons = [*(r for r in reasons if r != "paused"), stopped.options["reason"]]
        if self.paper == 0 and not self._is_feeding:
            reasons += NO_PAPER
        if self.toner == 0:
            reasons.append(NO_TONER)
        return tuple(dict.fromkeys(reasons))

    def reasons(self) -> tuple[str, ...]:
        """``printer-state-reasons``."""
        low = ("toner-low-warning",) if 0 < self.toner <= 10 else ()  # noqa: PLR2004 - per cent
        last = ("media-empty-warning",) if self.paper == 0 and self._is_feeding else ()
        return (*self.stop_reasons(), *last, *low) or ("none",)

    def new_job(self, name: str, asked: dict[str, str]) -> Job:
        """Make a job that waits for its document."""
        job = Job(self._next_id, name, f"urn:uuid:{uuid.uuid4()}", self.up_time_s, asked)
        self._next_id += 1
        self.jobs.append(job)
        return job

    def give_document(self, job: Job, document: bytes) -> None:
        """Keep the document byte for byte and let the job print."""
        is_pdf = document.startswith(b"%PDF")
        number = 1 + sum(1 for _ in self.folder.glob("[0-9][0-9][0-9]-*"))
        safe = "".join(c if c.isalnum() or c in "-_." else "_" for c in job.name)[:80]
        job.path = self.folder / f"{number:03d}-{safe}{'.pdf' if is_pdf else '.prn'}"
        job.path.write_bytes(document)
        job.sheets = _page_count(document) if is_pdf else 1
        if job.sheets == 0:
            self._end(job, ABORTED, ("document-format-error", "aborted-by-system"))
        job.document = document
        self.changed.notify_all()

    def cancel(self, job: Job) -> bool:
        """Cancel the job; False when it is over already."""
        if job.is_over:
            return False
        self._end(job, CANCELED, ("job-canceled-by-user",))
        return True

    def find(self, job_id: int) -> Job | None:
        """Give the job of that number, unless forgotten."""
        return next((j for j in self.jobs if j.job_id == job_id), None)

    def set_fault(self, fault: Fault) -> None:
        """Switch a fault on now, or once the current job has printed so many sheets."""
        if fault.kind not in KINDS:
            msg = f"no fault {fault.kind!r}; there are {', '.join(sorted(KINDS))}"
            raise ValueError(msg)
        if fault.after_sheets is None:
            self._switch_on(fault)
        else:
            self._armed.append(fault)
        self.changed.notify_all()

    def clear(self, kind: str = "") -> None:
        """Mend one fault, or all; an empty tray is filled."""
        for name in [kind] if kind else list(self.faults):
            self.faults.pop(name, None)
        if not kind:
            self._armed.clear()
        if kind in {"", "paper_empty"} and self.paper == 0:
            self.paper = FULL_TRAY
        self.changed.notify_all()

    def begin_anew(self) -> None:
        """Be as at the start: no job, no fault, no count, a full tray, no file."""
        for job in (self.active, *self.jobs):
            if job is not None and not job.is_over:
                self._end(job, CANCELED, ("job-canceled-by-operator",))
        self.clear()  # whoever hangs in a fault leaves it before there are new ones
        self.changed.wait_for(lambda: self.active is None, timeout=_LEAVES_PATH_S)
        self._make_new()
        for path in self.folder.iterdir():
            if not path.is_dir():  # where another printer puts its slips
                path.unlink()
        self.changed.notify_all()

    def set_up_time(self, seconds: float) -> None:
        """Pretend to have been started so long ago."""
        self._booted_s = time.monotonic() - seconds

    # -- the paper path ----------------------------------------------------------------------

    def start(self) -> None:
        """Start the paper path."""
        self._thread.start()

    def stop(self) -> None:
        """Stop it; unfinished jobs stay unfinished."""
        with self.changed:
            self.is_running = False
            self.changed.notify_all()
        self._thread.join()

    def _run(self) -> None:
        with self.changed:
            while self.is_running:
                job = self._next_job()
                if job is None:
                    self.changed.wait()
                else:
                    self.active = job
                    self._print(job)
                    self.active = None
                    self.changed.notify_all()  # who waits for an empty paper path

    def _next_job(self) -> Job | None:
        if "busy" in self.faults:
            return None
        return next((j for j in self.jobs if j.state == PENDING and j.document), None)

    def _print(self, job: Job) -> None:
        while self.is_running:
            self._spring(job)
            if job.is_over:
                return
            if job.sheets_done >= job.sheets:
                self._end(job, COMPLETED, ("job-completed-successfully",))
            elif self.stop_reasons():
                job.state, job.reasons = STOPPED, ("printer-stopped",)
                self.changed.wait()
            else:
                job.state, job.reasons = PROCESSING, ("job-printing",)
                self._feed(job)

    def _feed(self, job: Job) -> None:
        """Move one sheet; a jam on the way spoils it, and it is fed again when cleared."""
        self.paper -= 1

        def disturbed() -> bool:
            self._spring(job)
            return job.is_over or not self.is_running or _is_moved(self.faults)

        self._is_feeding = True
        is_disturbed = self.changed.wait_for(disturbed, timeout=self.sheet_s)
        self._is_feeding = False
        if is_disturbed:
            self.spoiled += "jam" in self.faults
            self.paper += "jam" not in self.faults
            return
        job.sheets_done += 1
        job.impressions_done += 1
        self.sheets += 1
        line = f"{job.path.name if job.path else job.job_id} sheet {job.sheets_done}"
        self.tray.append(line)
        with (self.folder / "tray.txt").open("a", encoding="utf-8") as tray:
            tray.write(line + "\n")

    def _spring(self, job: Job) -> None:
        """Switch on the faults whose sheet count this job has reached."""
        for fault in [f for f in self._armed if job.sheets_done >= (f.after_sheets or 0)]:
            self._armed.remove(fault)
            self._switch_on(fault)

    def _switch_on(self, fault: Fault) -> None:
        match fault.kind:
            case "paper_empty":
                self.paper = 0
            case "up_time_back":
                self.set_up_time(1.0)
            case "forget_history":
                self.jobs = []
            case "abort":
                self._abort(fault.options.get("reason", "aborted-by-system"))
            case _:
                self.faults[fault.kind] = fault

    def _abort(self, reason: str) -> None:
        job = self.active or next((j for j in self.jobs if not j.is_over), None)
        if job is not None:
            by_hand = reason.startswith("job-canceled")
            self._end(job, CANCELED if by_hand else ABORTED, (reason,))

    def _end(self, job: Job, state: int, reasons: tuple[str, ...]) -> None:
        job.state, job.reasons, job.ended_s = state, reasons, self.up_time_s
        self.changed.notify_all()


def sha256_of(document: bytes | None) -> str:
    """Give the digest by which a test knows the document; empty when there is none."""
    return hashlib.sha256(document).hexdigest() if document else ""


def _is_moved(faults: dict[str, Fault]) -> bool:
    return not faults.keys().isdisjoint({"jam", "cover_open", "stopped"})


def _page_count(document: bytes) -> int:
    """Count the pages; 0 when it is no PDF that can be printed."""
    try:
        return len(PdfReader(io.BytesIO(document)).pages)
    except (PyPdfError, ValueError, KeyError, TypeError, RecursionError):
        return 0
