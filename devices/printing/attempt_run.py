# SPDX-License-Identifier: Apache-2.0
"""Drives one attempt: asks the device, takes the step, commits it, does what it demands."""

import time
from collections.abc import Callable
from dataclasses import replace
from threading import Event
from typing import Final

from devices.errors import DeviceAbsentError, DeviceError, JobRefusedError
from devices.printing.attempt import (
    AttemptEffect,
    AttemptEvent,
    AttemptState,
    PrintLimits,
    step,
)
from devices.printing.evidence import (
    OUTCOME_UNKNOWN,
    Expectation,
    Judgement,
    evidence_from,
    has_restarted,
    judge,
    sheets_done,
)
from devices.printing.ipp import NOT_SO, PAPER_OUT
from devices.printing.ledger import NOT_AS_SEALED, AttemptRecord, Evidence, PrintLedger
from devices.printing.port import (
    JobObservation,
    PrinterPort,
    PrinterStatus,
    PrintJob,
    SubmittedJob,
)
from devices.printing.progress import PHASES, PrintOutcome, PrintPhase, PrintProgress

FAILED_POLLS: Final = 2  # one lost answer is no news; two in a row are


class AttemptRun:
    """One attempt on its way; performs what ``attempt.step`` demands."""

    def __init__(
        self,
        port: PrinterPort,
        ledger: PrintLedger,
        limits: PrintLimits,
        *,
        on_progress: Callable[[PrintProgress], None],
        cancelled: Event,
    ) -> None:
        self._port = port
        self._ledger = ledger
        self._limits = limits
        self._on_progress = on_progress
        self._cancelled = cancelled
        self._state = AttemptState.PLANNED
        self._evidence = Evidence()
        self._attempt_id = ""
        self._sheets = 0
        self._up_time_at_send_s: int | None = None
        self._sent_at_s: float | None = None  # None after a restart of the kiosk
        self._shown: PrintProgress | None = None

    # -- the two ways in -----------------------------------------------------------------

    def print(self, job: PrintJob) -> PrintOutcome:
        """Print ``job`` from pre-flight to the device's last word."""
        self._attempt_id, self._sheets = job.attempt_id, job.sheets
        self._show(PrintPhase.QUEUED)
        if not self._preflight(job):
            return self._outcome()
        self._state, _ = step(self._state, AttemptEvent.PREFLIGHT_PASSED)
        self._ledger.begin(
            AttemptRecord(
                attempt_id=job.attempt_id,
                device=self._port.address,
                document_sha256=job.document_sha256,
                sheets=job.sheets,
                state=self._state,
                evidence=self._evidence,
                stationery=job.stationery,
            )
        )
        self._show(PrintPhase.SENDING)
        submitted = self._send(job)
        if submitted is not None:
            self._watch(submitted)
        return self._outcome()

    def resume(self, record: AttemptRecord) -> PrintOutcome:
        """Settle an attempt that an earlier run of the kiosk left open."""
        self._attempt_id, self._sheets = record.attempt_id, record.sheets
        self._state, self._evidence = record.state, record.evidence
        self._up_time_at_send_s = record.evidence.up_time_at_send_s
        submitted = self._submitted_before(record.evidence)
        if self._advance(AttemptEvent.RESTARTED) == (AttemptEffect.FIND,):
            submitted = self._find(is_proof=False)
        elif submitted is None and not self._state.is_final:
            detail = "the ledger has no job id"
            self._learn(Judgement(AttemptEvent.EVIDENCE_LOST, OUTCOME_UNKNOWN, detail))
        if submitted is not None and self._is_answering():
            self._watch(submitted)
        return self._outcome()

    # -- before the first byte -----------------------------------------------------------

    def _preflight(self, job: PrintJob) -> bool:
        """Ask everything that can be asked without printing; a no costs nothing."""
        try:
            refusal = self._refusal(job)
        except DeviceError as error:
            refusal = Judgement(AttemptEvent.PREFLIGHT_FAILED, error.code, error.detail)
        if refusal is None:
            return True
        self._learn(refusal)
        return False

    def _refusal(self, job: PrintJob) -> Judgement | None:
        if not job.is_as_sealed:
            detail = "the document is not the one that was sealed"
            return Judgement(AttemptEvent.PREFLIGHT_FAILED, NOT_AS_SEALED, detail)
        if self._ledger.open_attempts():
            detail = "an earlier attempt is still open"
            return Judgement(AttemptEvent.PREFLIGHT_FAILED, OUTCOME_UNKNOWN, detail)
        asked_at_s = time.monotonic()
        status = self._port.status()
        if status.code:
            return Judgement(AttemptEvent.PREFLIGHT_FAILED, status.code, status.detail)
        if wrong := _wrong_paper(job, status):
            return wrong
        self._port.validate(job)
        if self._cancelled.is_set():
            return Judgement(AttemptEvent.PREFLIGHT_FAILED, detail="cancelled before sending")
        self._sent_at_s, self._up_time_at_send_s = asked_at_s, status.up_time_s
        self._evidence = Evidence(
            up_time_at_send_s=status.up_time_s, up_time_s=status.up_time_s
        )
        return None

    # -- from INTENT to a job at the device ----------------------------------------------

    def _send(self, job: PrintJob) -> SubmittedJob | None:
        """Send once; a reply that is lost is looked for, never asked for again."""
        try:
            submitted = self._port.submit(job)
        except (JobRefusedError, DeviceAbsentError) as error:
            self._learn(Judgement(AttemptEvent.REFUSED, error.code, error.detail))
            return None
        except DeviceError as error:
            self._learn(Judgement(AttemptEvent.REPLY_LOST, error.code, error.detail))
            return self._find(is_proof=True)
        return self._accepted(submitted)

    def _find(self, *, is_proof: bool) -> SubmittedJob | None:
        """Look for the job by name until it shows, is absent for long, or time is over."""
        started_s = time.monotonic()
        absent_since_s: float | None = None
        while True:
            try:
                submitted = self._port.find(self._attempt_id)
                status = self._port.status()
            except DeviceError as error:
                absent_since_s = None
                detail = f"the reply was lost, then: {error.detail}"
                verdict = Judgement(AttemptEvent.EVIDENCE_LOST, OUTCOME_UNKNOWN, detail)
            else:
                if submitted is not None:
                    return self._accepted(submitted)
                absent_since_s = absent_since_s or time.monotonic()
                verdict = self._not_there(status.up_time_s, is_proof=is_proof)
                if time.monotonic() - absent_since_s >= self._limits.absent_s:
                    break
            if time.monotonic() - started_s >= self._limits.settle_s:
                detail = verdict.detail
                verdict = Judgement(AttemptEvent.EVIDENCE_LOST, OUTCOME_UNKNOWN, detail)
                break
            self._pause()
        self._learn(verdict)
        return None

    def _not_there(self, up_time_s: int | None, *, is_proof: bool) -> Judgement:
        expected_s = self._expectation().up_time_s
        never_restarted = (
            up_time_s is not None
            and expected_s is not None
            and not has_restarted(up_time_s, expected_s)
        )
        is_recent = (
            self._sent_at_s is not None
            and time.monotonic() - self._sent_at_s < self._limits.history_s
        )
        has_history = self._port.capabilities.has_job_history
        if is_proof and never_restarted and is_recent and has_history:
            detail = "the device never stopped and has no such job"
            return Judgement(AttemptEvent.NOT_FOUND, self._evidence.code, detail)
        detail = "the device has no such job, which proves nothing after a restart or a minute"
        return Judgement(AttemptEvent.EVIDENCE_LOST, OUTCOME_UNKNOWN, detail)

    def _accepted(self, submitted: SubmittedJob) -> SubmittedJob:
        job = replace(submitted, up_time_s=self._up_time_at_send_s)
        evidence = replace(
            self._evidence, code="", detail="", job_id=job.job_id, job_uuid=job.job_uuid
        )
        self._advance(AttemptEvent.ACCEPTED, evidence)
        return job

    def _submitted_before(self, evidence: Evidence) -> SubmittedJob | None:
        if evidence.job_id is None:
            return None
        return SubmittedJob(
            self._attempt_id, evidence.job_id, evidence.job_uuid, evidence.up_time_at_send_s
        )

    def _is_answering(self) -> bool:
        """Wait for the device after a restart of the kiosk; without it nothing is learnt."""
        deadline = time.monotonic() + self._limits.settle_s
        while True:
            try:
                self._port.status()
            except DeviceError as error:
                if time.monotonic() >= deadline:
                    detail = f"after a restart: {error.detail}"
                    self._learn(Judgement(AttemptEvent.EVIDENCE_LOST, OUTCOME_UNKNOWN, detail))
                    return False
            else:
                return True
            self._pause()

    # -- at the device -------------------------------------------------------------------

    def _watch(self, job: SubmittedJob) -> None:
        """Follow the job until the machine can learn nothing more."""
        progress_at_s = time.monotonic()
        before: tuple[AttemptState, int] | None = None
        failures = 0
        while not self._state.is_final:
            try:
                seen = self._port.observe(job)
            except DeviceError as error:
                failures += 1
                if failures >= FAILED_POLLS:
                    self._needs_operator(error)
            else:
                failures = 0
                self._weigh(seen, job)
            now = (self._state, self._shown.sheets_done if self._shown else 0)
            if now != before:
                before, progress_at_s = now, time.monotonic()
            if not self._state.is_final:
                self._bound(job, time.monotonic() - progress_at_s)

    def _weigh(self, seen: JobObservation, job: SubmittedJob) -> None:
        """Draw the conclusion from one observation and show it."""
        judgement = judge(seen, self._expectation())
        event = judgement.event
        if event is None and self._state is AttemptState.WAIT_OPERATOR:
            event = AttemptEvent.WORKING  # mended while the job was still queued
        self._evidence = evidence_from(seen, job, judgement)
        if event is not None:
            self._advance(event, self._evidence)
        if self._state in PHASES:
            done = sheets_done(seen, self._sheets)
            self._show(PHASES[self._state], done, judgement.code)

    def _needs_operator(self, error: DeviceError) -> None:
        self._evidence = replace(self._evidence, code=error.code, detail=error.detail)
        self._advance(AttemptEvent.NEEDS_OPERATOR, self._evidence)
        done = self._shown.sheets_done if self._shown else 0
        self._show(PHASES[self._state], done, error.code)

    def _bound(self, job: SubmittedJob, idle_s: float) -> None:
        """Wait for the next question, unless it has taken too long or was called off."""
        is_waiting = self._state is AttemptState.WAIT_OPERATOR
        limit_s = self._limits.operator_s if is_waiting else self._limits.progress_s
        if idle_s < limit_s and not self._cancelled.wait(self._limits.poll_s):
            return
        if self._advance(AttemptEvent.TIMED_OUT) == (AttemptEffect.CANCEL,):
            self._cancel(job)

    def _cancel(self, job: SubmittedJob) -> None:
        """Leave no ghost: a job that is given up must be over at the device, too."""
        try:
            seen = self._port.cancel(job, deadline_s=self._limits.confirm_s)
        except DeviceError as error:
            detail = f"the job could not be cancelled: {error.detail}"
            self._learn(Judgement(AttemptEvent.EVIDENCE_LOST, OUTCOME_UNKNOWN, detail))
            return
        self._weigh(seen, job)
        if not self._state.is_final:
            detail = "the device did not confirm that the job was cancelled"
            self._learn(Judgement(AttemptEvent.EVIDENCE_LOST, OUTCOME_UNKNOWN, detail))

    # -- common --------------------------------------------------------------------------

    def _expectation(self) -> Expectation:
        up_time_s: float | None = self._up_time_at_send_s
        if up_time_s is not None and self._sent_at_s is not None:
            elapsed_s = time.monotonic() - self._sent_at_s
            up_time_s += max(0.0, elapsed_s - self._limits.up_time_slack_s)
        return Expectation(self._sheets, up_time_s)

    def _learn(self, judgement: Judgement) -> None:
        evidence = replace(self._evidence, code=judgement.code, detail=judgement.detail)
        if judgement.event is not None:
            self._advance(judgement.event, evidence)

    def _advance(
        self, event: AttemptEvent, evidence: Evidence | None = None
    ) -> tuple[AttemptEffect, ...]:
        """Take the step, committed where it must be; gives back what is left to do."""
        if evidence is not None:
            self._evidence = evidence
        self._state, effects = step(self._state, event)
        if AttemptEffect.COMMIT in effects:
            self._ledger.advance(self._attempt_id, self._state, self._evidence)
        return tuple(effect for effect in effects if effect is not AttemptEffect.COMMIT)

    def _pause(self) -> None:
        Event().wait(self._limits.poll_s)

    def _show(self, phase: PrintPhase, done: int = 0, code: str = "") -> None:
        progress = PrintProgress(phase, done, self._sheets, code)
        if progress != self._shown:
            self._shown = progress
            self._on_progress(progress)

    def _outcome(self) -> PrintOutcome:
        return PrintOutcome(self._attempt_id, self._state, self._evidence)


def _wrong_paper(job: PrintJob, status: PrinterStatus) -> Judgement | None:
    """What of the trays keeps this job from its paper; a device that says nothing is trusted.

    Some devices take another tray for one that they have not, and a queue leaves it out: a
    licence would come out on plain paper.
    """
    if status.media_ready and job.media not in status.media_ready:
        detail = f"no {job.media} in any tray: {', '.join(status.media_ready)}"
        return Judgement(AttemptEvent.PREFLIGHT_FAILED, PAPER_OUT, detail)
    if job.tray and status.trays and job.tray not in status.trays:
        detail = f"no tray {job.tray}: {', '.join(status.trays)}"
        return Judgement(AttemptEvent.PREFLIGHT_FAILED, NOT_SO, detail)
    return None
