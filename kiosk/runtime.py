# SPDX-License-Identifier: Apache-2.0
"""Performs what the session asks for, each device on its own worker, and posts the answers.

Every answer crosses to the Qt thread by the one signal ``happened``.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from threading import Event as Cancelled
from typing import assert_never

from PySide6.QtCore import QObject, Signal

from certificates.library.interface import CertificateLibrary
from devices.interfaces import IdentitySource
from devices.printing.attempt import AttemptState
from devices.printing.port import PrinterPort
from devices.printing.progress import PrintOutcome, PrintPhase, PrintProgress
from devices.states import DeviceState, ProbeReport
from forms.rating import RatingLevel
from kiosk.clock import Clock
from kiosk.desk import Desk
from kiosk.lookups import ask
from kiosk.pressroom import Pressroom
from kiosk.session import events
from kiosk.session.effects import (
    Effect,
    Forget,
    Issue,
    JudgePin,
    LookUp,
    Note,
    PrintPapers,
    ProbeDevices,
    ReadCard,
    ReadCounters,
    RecordRating,
    StopPrinting,
    StopReading,
    WaitCardTaken,
)
from kiosk.staff.access import StaffAccess
from kiosk.workers import Cancel, Pool, Worker

CARD_LEFT_S = 60.0
"""How long the reader is watched for a card that was left behind."""

CARD_SPOILT_S = 3.0
"""How long a second try waits for a card that could not be read to be taken away first."""

CARD_SEEN_OFF_S = 10.0
"""How long after a visit its card is watched; meanwhile the reader is not tested."""

CARD_FAULTS = "CARD-"
"""Faults of the card that lies there; the reader itself is well."""

CLOSE_S = 3.0
"""Longest time that closing waits for the workers."""


@dataclass(frozen=True)
class Equipment:
    """What the composition root has built; None where no such device is configured."""

    reader: IdentitySource | None
    printer: PrinterPort | None
    library: CertificateLibrary | None
    desk: Desk
    staff: StaffAccess
    probes: Mapping[str, Callable[[], ProbeReport]]


class Runtime(QObject):
    """The workers behind one kiosk."""

    happened = Signal(object)
    """An event for the session; emitted from workers, received on the Qt thread."""

    probed = Signal(object)
    """One device's report; collected on the Qt thread until all are in."""

    doubted = Signal()
    """Something failed on the side: test the devices."""

    def __init__(
        self, equipment: Equipment, clock: Clock, *, card_wait_s: float, look_up_s: float
    ) -> None:
        super().__init__()
        self._equipment = equipment
        self._clock = clock
        self._card_wait_s = card_wait_s
        self._look_up_s = look_up_s
        self._reading = Cancel()
        self._printing = Cancel()
        self._reader = Worker("reader")
        self._printer = Worker("printer")
        self._desk = Worker("desk")
        self._library = Pool("library")
        self._pressroom = Pressroom(equipment.printer, equipment.desk)
        self._is_card_spoilt = False
        self._is_card_known = False
        self._probing: dict[str, ProbeReport] | None = None
        self.probed.connect(self._collect)
        self.doubted.connect(self.probe)

    def perform(self, effect: Effect) -> None:
        """Start what ``effect`` asks for; returns at once."""
        match effect:
            case ReadCard() | StopReading() | WaitCardTaken() | Forget():
                self._mind_card(effect)
            case LookUp():
                self._look_up(effect)
            case Issue():
                self._issue(effect)
            case PrintPapers():
                self._print(effect)
            case StopPrinting():
                self._printing.set()
            case _:
                self._perform_for_staff(effect)

    def _mind_card(self, effect: ReadCard | StopReading | WaitCardTaken | Forget) -> None:
        """Do one thing with the reader; what it waited for before is cancelled."""
        cancelled = self._reading.fresh()
        match effect:
            case ReadCard(visit):
                self._read(visit, cancelled)
            case WaitCardTaken(visit):
                self._watch_card(visit, cancelled)
            case Forget():
                self._see_off(cancelled)
            case StopReading():
                pass
            case _:
                assert_never(effect)

    def _perform_for_staff(self, effect: Effect) -> None:
        desk = self._equipment.desk
        match effect:
            case Note():
                self._desk.do(partial(desk.note, effect), self._ignored)
            case RecordRating(case_number, level):
                rate = partial(desk.rate, case_number, RatingLevel(level))
                self._desk.do(rate, self._ignored)
            case JudgePin(visit, pin):
                self._desk.do(partial(self._judge, visit, pin), self._ignored)
            case ReadCounters():
                self._desk.do(self._count, self._ignored)
            case ProbeDevices():
                self.probe()
            case _:
                return

    def settle(self) -> None:
        """Ask the printer about the last run's prints, before it is tested or used."""
        self._printer.do(self._pressroom.settle, self._ignored)

    def close(self) -> None:
        """Cancel every wait and end the workers within ``CLOSE_S``.

        What is being printed is not cancelled: it comes out, and the next start asks for it.
        """
        self._reading.set()
        self._pressroom.leave()
        self._reader.drop()
        self._printer.drop()
        self._desk.finish()
        ends_at = self._clock.monotonic() + CLOSE_S
        for worker in (self._reader, self._printer, self._desk):
            worker.join(timeout_s=max(0.0, ends_at - self._clock.monotonic()))
        if self._equipment.reader is not None:
            self._equipment.reader.close()

    # -- the card ------------------------------------------------------------

    def _read(self, visit: int, cancelled: Cancelled) -> None:
        reader = self._equipment.reader

        def job() -> None:
            if reader is None or cancelled.is_set():
                return
            if self._is_card_spoilt:
                reader.wait_removed(deadline_s=CARD_SPOILT_S, cancelled=cancelled)
                self._is_card_spoilt = False
            record = reader.read(deadline_s=self._card_wait_s, cancelled=cancelled)
            if record is not None:
                self._is_card_known = True
                self.happened.emit(events.CardRead(visit, record))
            elif not cancelled.is_set():
                self.happened.emit(events.NoCard(visit))

        self._reader.do(job, partial(self._not_read, visit, cancelled))

    def _see_off(self, cancelled: Cancelled) -> None:
        """Let the reader notice that the card of this visit has gone.

        It hands a card out once for each time that it is laid down: unseen, the next visit of
        the same person would wait for it in vain.
        """
        reader = self._equipment.reader

        def job() -> None:
            if reader is not None and self._is_card_known:
                self._is_card_known = False
                reader.wait_removed(deadline_s=CARD_SEEN_OFF_S, cancelled=cancelled)

        self._reader.do(job, self._ignored)

    def _not_read(self, visit: int, cancelled: Cancelled, code: str) -> None:
        """Many readers find a card that failed only once it was away: look for that first.

        Of a read that was cancelled meanwhile nobody is told.
        """
        self._is_card_spoilt = code.startswith(CARD_FAULTS)
        if not cancelled.is_set():
            self._failed(visit, "reader", code)

    def _watch_card(self, visit: int, cancelled: Cancelled) -> None:
        reader = self._equipment.reader

        def job() -> None:
            if reader is None:
                return
            is_gone = reader.wait_removed(deadline_s=CARD_LEFT_S, cancelled=cancelled)
            self.happened.emit(events.CardTaken(visit, is_gone))

        self._reader.do(job, self._ignored)

    # -- the library ---------------------------------------------------------

    def _look_up(self, effect: LookUp) -> None:
        for role in effect.roles:
            job = partial(self._ask, effect, role)
            self._library.do(job, partial(self._not_found_out, effect.visit, role))

    def _ask(self, effect: LookUp, role: str) -> None:
        desk = self._equipment.desk
        answer = ask(
            self._equipment.library,
            desk.audit(effect.item_id),
            role=role,
            number=effect.record.number,
            deadline_s=self._look_up_s,
        )
        self.happened.emit(
            events.LookupEnded(
                effect.visit, role, answer.outcome, answer.certificates, answer.code
            )
        )

    def _not_found_out(self, visit: int, role: str, code: str) -> None:
        self.happened.emit(events.LookupEnded(visit, role, "broken", (), code))

    # -- the desk ------------------------------------------------------------

    def _issue(self, effect: Issue) -> None:
        visit = effect.visit

        def job() -> None:
            papers = self._equipment.desk.issue(
                effect,
                lambda line, case_number: self.happened.emit(
                    events.IssueAdvanced(visit, line, case_number)
                ),
            )
            self.happened.emit(
                events.Issued(
                    visit,
                    papers.case_number,
                    papers.licence_number,
                    papers.names,
                    papers.sheets,
                )
            )

        self._desk.do(job, partial(self._failed, visit, "desk"))

    def _judge(self, visit: int, pin: str) -> None:
        self.happened.emit(self._equipment.desk.judge(self._equipment.staff, visit, pin))

    def _count(self) -> None:
        self.happened.emit(events.CountersRead(self._equipment.desk.counters()))

    # -- the printer ---------------------------------------------------------

    def _print(self, effect: PrintPapers) -> None:
        cancelled = self._printing.fresh()
        failed = partial(self._failed, effect.visit, "printer")
        self._printer.do(partial(self._print_all, effect, cancelled), failed)

    def _print_all(self, effect: PrintPapers, cancelled: Cancelled) -> None:
        """Print one paper after the other; the first that does not come out ends it."""
        for name in effect.papers:
            outcome = self._print_one(effect, name, cancelled)
            is_out = outcome.state is AttemptState.DEVICE_DONE
            self.happened.emit(events.PaperEnded(effect.visit, name, is_out, outcome.code))
            if not is_out:
                self.doubted.emit()
                return

    def _print_one(self, effect: PrintPapers, name: str, cancelled: Cancelled) -> PrintOutcome:
        def progress(told: PrintProgress) -> None:
            phase = "waiting" if told.phase is PrintPhase.QUEUED else "working"
            self.happened.emit(
                events.PaperAdvanced(effect.visit, name, phase, told.sheets_done, told.code)
            )

        return self._pressroom.print_paper(
            effect.case_number, name, on_progress=progress, cancelled=cancelled
        )

    def checkpoint(self) -> None:
        """Sign the journal's chain where it stands."""
        self._desk.do(self._equipment.desk.checkpoint, self._ignored)

    # -- self-tests ----------------------------------------------------------

    def probe(self) -> None:
        """Test every device on its own worker; ``Probed`` follows when all have answered."""
        if self._probing is not None:
            return
        self._probing = {}
        workers = {"reader": self._reader, "printer": self._printer, "store": self._desk}
        for name, probe in self._equipment.probes.items():
            job = partial(self._probe_one, probe)
            worker: Worker | Pool = workers.get(name, self._library)
            worker.do(job, partial(self._probe_failed, name))

    def _probe_one(self, probe: Callable[[], ProbeReport]) -> None:
        self.probed.emit(probe())

    def _probe_failed(self, name: str, code: str) -> None:
        self.probed.emit(ProbeReport(name, DeviceState.UNKNOWN, code))

    def _collect(self, report: ProbeReport) -> None:
        if self._probing is None:
            return
        self._probing[report.device] = report
        if self._probing.keys() >= self._equipment.probes.keys():
            reports = tuple(self._probing.values())
            self._probing = None
            self.happened.emit(events.Probed(reports, self._clock.now()))

    # -- failures ------------------------------------------------------------

    def _failed(self, visit: int, source: str, code: str) -> None:
        """Tell the visit; unless it is about the card, the machine is tested, too."""
        self.happened.emit(events.Failed(visit, code, source))
        if not code.startswith(CARD_FAULTS):
            self.doubted.emit()

    def _ignored(self, _code: str) -> None:
        """A failure that this visit can live without; the self-test finds out what it means."""
        self.doubted.emit()
