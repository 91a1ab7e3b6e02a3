# SPDX-License-Identifier: Apache-2.0
"""Performs what the pages of reports and of the self-test ask for, each on its device's worker.

A sheet is printed as every paper is: through the one print room, with its attempt in the ledger
before the first byte. The scanner's line is given back by its source first, so that two never
read from it.
"""

from collections.abc import Callable
from functools import partial
from threading import Event as Cancelled
from typing import Final

from config.settings import KioskSettings
from devices.identity.record import SourceKind
from devices.printing.attempt import AttemptState
from devices.printing.progress import PrintOutcome, PrintProgress
from kiosk.checkup import absent_devices
from kiosk.clock import Clock
from kiosk.desk import Desk
from kiosk.papers import SLIP_CODE, Paper
from kiosk.print_room import PrintRoom
from kiosk.session.bench_acts import (
    BenchEffect,
    DoStep,
    KeepStep,
    LetGo,
    MakeReport,
    PrintReport,
    ReadSteps,
    ReportMade,
    ReportPrinted,
    StepDone,
    StepNotKept,
    StepsRead,
)
from kiosk.session.bench_desk import StepLine
from kiosk.session.effects import Note
from kiosk.session.events import Event
from kiosk.session.machine import SOURCE_DEVICES
from kiosk.sources import Sources
from kiosk.staff.reports import ReportMaker
from kiosk.store.self_tests import StepResult
from kiosk.stored_paper import StoredPaper
from kiosk.technician.checks import Site
from kiosk.technician.deeds import DEEDS, NOT_PRINTED, SILENT, Done, Hand
from kiosk.technician.sheet_code import TEST_SHEET, sheet_code, sheet_digest, sheet_values
from kiosk.technician.steps import SELFTEST, Step, as_named_now, steps_of
from kiosk.workers import Cancel, Pool, Worker

NOT_PROVEN: Final = "PRINTER-0406"
"""What is said where the printer gave no proof and no code."""


class Bench:
    """The technician's bench inside the running kiosk; called from the Qt thread.

    Args:
        site: what the machine is.
        desk: store, journal, templates, document process.
        worker: the one to which the desk belongs.
        prints: the printer's worker and its road.
        sources: hold the scanner's line.
        clock: dates what is made.
        tell: takes an event to the session; called from any thread.

    """

    def __init__(  # noqa: PLR0913  # the runtime hands over what it has built
        self,
        site: KioskSettings,
        desk: Desk,
        worker: Worker,
        *,
        prints: PrintRoom,
        sources: Sources,
        clock: Clock,
        tell: Callable[[Event], None],
    ) -> None:
        self._site = Site(site, desk.store, desk.journal)
        self._desk = desk
        self._worker = worker
        self._prints = prints
        self._sources = sources
        self._tell = tell
        self._pool = Pool("bench")
        self._reports = ReportMaker(site, desk, clock)
        self._made: StoredPaper | None = None
        self._waiting = Cancel()
        self._steps = steps_of(SELFTEST, without=absent_devices(site))

    def perform(self, effect: BenchEffect) -> None:
        """Start what ``effect`` asks for; returns at once."""
        visit = effect.visit
        match effect:
            case MakeReport(_, turn):
                job = partial(self._make, effect)
                self._worker.do(
                    job, lambda code: self._tell(ReportMade(visit, turn, code=code))
                )
            case PrintReport():
                self._print_report(effect)
            case LetGo():
                self._waiting.set()
                self._made = None
            case ReadSteps():
                self._worker.do(partial(self.read_steps, visit), partial(self._lost, visit))
            case DoStep(step="test_sheet"):
                self._print_test(effect)
            case DoStep():
                self._do_step(effect)
            case KeepStep(_, step, result, who):
                kept = partial(self._keep, visit, step, StepResult(result), who=who)
                self._worker.do(kept, partial(self._lost, visit))
            case _:
                raise TypeError("an effect that nobody asks for")

    def leave(self) -> None:
        """Let every worker go: the kiosk closes."""
        self._waiting.set()

    # -- reports -----------------------------------------------------------------

    def _make(self, effect: MakeReport) -> None:
        seen = self._reports.made(effect)
        self._made = seen.paper
        self._tell(ReportMade(effect.visit, effect.turn, seen.pages))

    def _print_report(self, effect: PrintReport) -> None:
        def told(outcome: str, code: str) -> None:
            self._tell(ReportPrinted(effect.visit, effect.turn, outcome, code))
            if outcome != "working":
                facts = (("report", effect.report), ("staff", effect.who))
                self._note("report-printed", outcome, code, facts)

        paper = self._made
        if paper is None:
            raise LookupError("nothing was made to be printed")
        self._print(lambda: paper, self._waiting.fresh(), told)

    def _print(
        self,
        make: Callable[[], StoredPaper],
        cancelled: Cancelled,
        told: Callable[[str, str], None],
    ) -> None:
        """Print a sheet that is no case's; ``told`` hears outcome and code."""
        if self._site.settings.printer is None:
            told("failed", NOT_PRINTED)
            return

        def progress(now: PrintProgress) -> None:
            told("working", now.code)

        def ended(outcome: PrintOutcome) -> None:
            is_out = outcome.state is AttemptState.DEVICE_DONE
            told("done" if is_out else "failed", "" if is_out else outcome.code or NOT_PROVEN)

        self._prints.print_sheet(
            make,
            cancelled,
            progress=progress,
            ended=ended,
            failed=lambda code: told("failed", code),
        )

    def _note(
        self, event: str, outcome: str, code: str, facts: tuple[tuple[str, str], ...]
    ) -> None:
        word = "came_out" if outcome == "done" else "failed"
        note = Note(event, word, code=code, facts=facts)
        self._worker.do(partial(self._desk.note, note), lambda _code: None)

    # -- the self-test's steps -----------------------------------------------------

    def read_steps(self, visit: int) -> None:
        """Tell the steps with what came of each last; on the desk's worker."""
        kept = self._site.store.self_tests.last_steps(SELFTEST)
        last = {one.step: one for one in as_named_now(kept, self._steps)}
        lines = []
        for step in self._steps:
            line = StepLine(step.id, step.does, step.is_measured_alone)
            if (known := last.get(step.id)) is not None:
                result, who, code = known.result.value, known.who, known.code
                line = StepLine(
                    step.id, step.does, step.is_measured_alone, result, known.at, who, code
                )
            lines.append(line)
        self._tell(StepsRead(visit, tuple(lines)))

    def _keep(
        self, visit: int, step: str, result: StepResult, *, who: str, code: str = ""
    ) -> None:
        self._site.store.self_tests.confirm(SELFTEST, step, result, who=who, code=code)
        self.read_steps(visit)

    def _lost(self, visit: int, code: str) -> None:
        self._tell(StepNotKept(visit, code))

    def _print_test(self, effect: DoStep) -> None:
        """Print a test sheet; what is on it the scanner is asked for afterwards."""
        settings, who = self._site.settings, effect.who
        code, cancelled = sheet_code(settings.kiosk.id), self._waiting.fresh()
        values = sheet_values(settings, who=who, at="", code=code)
        sheet = Paper(TEST_SHEET, {**values, SLIP_CODE: code})

        def told(outcome: str, fault: str) -> None:
            if outcome == "working":
                self._tell(StepDone(effect.visit, effect.turn, outcome, fault))
                return
            facts = (("staff", who), ("sheet", sheet_digest(code)))
            self._note("test-sheet-printed", outcome, fault, facts)
            done = Done(fault, printed=code if not fault else "")
            self._ended(effect, done, cancelled)

        self._print(partial(self._desk.make_loose, sheet), cancelled, told)

    def _do_step(self, effect: DoStep) -> None:
        """Have another device do its part, on the worker to which it belongs."""
        step = next((one for one in self._steps if one.id == effect.step), None)
        if step is None or not step.does:
            return
        cancelled = self._waiting.fresh()
        hand = Hand(effect.who, effect.language, effect.sheet_code, cancelled)
        job = partial(self._deed, effect, step, hand)
        worker: Worker | Pool = self._pool
        if step.does == "scan_back" and SourceKind.QR_TOKEN in self._sources.workers:
            worker = self._sources.workers[SourceKind.QR_TOKEN]
            self._sources.close_one(SOURCE_DEVICES[SourceKind.QR_TOKEN], lambda _code: None)
        worker.do(job, lambda code: self._ended(effect, Done(code), cancelled))

    def _deed(self, effect: DoStep, step: Step, hand: Hand) -> None:
        self._ended(effect, DEEDS[step.does](self._site, hand), hand.cancelled)

    def _ended(self, effect: DoStep, done: Done, cancelled: Cancelled) -> None:
        """Tell it, and keep what nobody is asked about; what was left is neither."""
        if cancelled.is_set():
            return
        step = next(one for one in self._steps if one.id == effect.step)
        visit, turn = effect.visit, effect.turn
        if not (done.code or step.is_measured_alone):
            silent = tuple(word for sign, word in SILENT.items() if sign in done.told)
            asked = StepDone(visit, turn, "ask", told=silent, sheet_code=done.printed)
            self._tell(asked)
            return
        result = StepResult.FAILED if done.code else StepResult.PASSED
        self._tell(StepDone(visit, turn, result.value, done.code))
        kept = partial(self._keep, visit, step.id, result, who=effect.who, code=done.code)
        self._worker.do(kept, partial(self._lost, visit))


def bench_of(  # noqa: PLR0913  # as above
    site: KioskSettings | None,
    desk: Desk,
    worker: Worker,
    *,
    prints: PrintRoom,
    sources: Sources,
    clock: Clock,
    tell: Callable[[Event], None],
) -> Bench | None:
    """The bench of a kiosk whose settings are known."""
    if site is None:
        return None
    return Bench(site, desk, worker, prints=prints, sources=sources, clock=clock, tell=tell)
