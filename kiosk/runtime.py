# SPDX-License-Identifier: Apache-2.0
"""Performs what the session asks for, each device on its own worker, and posts the answers.

Every answer crosses to the Qt thread by the one signal ``happened``.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal

from certificates.errors import GlyphError
from certificates.library.interface import CertificateLibrary
from devices.identity.record import SourceKind
from devices.interfaces import IdentitySource
from devices.printing.port import PrinterPort
from devices.states import ProbeReport
from forms.rating import RatingLevel
from kiosk.base_room import BaseRoom, BaseSide
from kiosk.case_room import CaseRoom, CaseSide
from kiosk.check_room import CheckRoom
from kiosk.clock import Clock
from kiosk.copy_desk import CopyDesk
from kiosk.desk import Desk
from kiosk.licence_desk import LicenceDesk
from kiosk.lookups import Asking, ask
from kiosk.materials_desk import MaterialsDesk, MaterialsSide
from kiosk.outgoing import Outgoing
from kiosk.outgoing_room import OutgoingRoom
from kiosk.person_check import PersonCheck
from kiosk.pressroom import Pressroom
from kiosk.print_room import PrintRoom
from kiosk.probe_round import ProbeRound
from kiosk.session import events
from kiosk.session.case_visit import AskCases, DoInCase, OpenSlip
from kiosk.session.effects import (
    AskBase,
    AskMaterials,
    ConcludeCheck,
    Effect,
    FetchCopy,
    FetchPaper,
    Forget,
    Issue,
    KeepOffer,
    LookUp,
    Note,
    PrintPapers,
    PrintWindowSlip,
    ProbeDevices,
    ReadCard,
    RecallOffers,
    RecordRating,
    StartCheck,
    StopCheck,
    StopPrinting,
    StopReading,
    TryNow,
    WaitCardTaken,
)
from kiosk.session.licence_visit import CheckLicence
from kiosk.session.machine import SOURCE_DEVICES
from kiosk.session.staff_acts import RestartDevice, WaitStaffCard
from kiosk.slips import Slips
from kiosk.sources import CARD_FAULTS, SourceEffect, Sources
from kiosk.staff.bench import bench_of
from kiosk.staff.cards import StaffCards
from kiosk.staff.room import StaffRoom
from kiosk.staff.side import StaffSide
from kiosk.workers import Pool, Worker

CLOSE_S = 3.0
"""Longest time that closing waits for the workers."""


@dataclass(frozen=True)
class Equipment:
    """What the composition root has built; None where no such device is configured."""

    sources: Mapping[SourceKind, IdentitySource]
    printer: PrinterPort | None
    library: CertificateLibrary | None
    desk: Desk
    staff: StaffRoom
    probes: Mapping[str, Callable[[], ProbeReport]]
    check: PersonCheck | None = None
    materials: MaterialsSide | None = None
    base_data: BaseSide | None = None
    outgoing: Outgoing | None = None
    cases: CaseSide | None = None
    slips: Slips | None = None
    cards: StaffCards | None = None
    licences: LicenceDesk | None = None


class Runtime(QObject):
    """The workers behind one kiosk."""

    happened = Signal(object)
    """An event for the session; emitted from workers, received on the Qt thread."""

    doubted = Signal()
    """Something failed on the side: test the devices."""

    def __init__(
        self, equipment: Equipment, clock: Clock, *, card_wait_s: float, look_up_s: float
    ) -> None:
        super().__init__()
        self._equipment = equipment
        self._clock = clock
        self._look_up_s = look_up_s
        self._sources = Sources(
            equipment.sources,
            wait_s=card_wait_s,
            tell=self.happened.emit,
            doubt=self.doubted.emit,
            licences=equipment.licences,
        )
        tell, audit = self.happened.emit, equipment.desk.audit
        self._check = CheckRoom(equipment.check, audit=audit, tell=tell)
        self._materials = MaterialsDesk(
            equipment.materials, audit=audit, tell=tell, clock=clock
        )
        self._desk = Worker("desk")
        self._library = Pool("library")
        self._bases = BaseRoom(
            equipment.base_data,
            audit=equipment.desk.audit,
            tell=self.happened.emit,
            desk=self._desk,
            wait_s=look_up_s,
        )
        self._outgoing = OutgoingRoom(equipment.outgoing)
        wake, desk = self._outgoing.wake, equipment.desk
        self._cases = CaseRoom(equipment.cases, desk, self._desk, tell=tell, wake=wake)
        self._staff = StaffSide(equipment.staff, desk, self._desk, tell=tell)
        self._copies = CopyDesk(desk, equipment.library, clock, call_s=look_up_s)
        self._prints = PrintRoom(
            Pressroom(equipment.printer, desk),
            desk,
            self._desk,
            tell=self.happened.emit,
            doubt=self.doubted.emit,
            printed=self._wipe,
            slips=equipment.slips,
        )
        self._printer = self._prints.worker
        bench = partial(bench_of, equipment.staff.site, desk, self._desk, clock=clock)
        self._staff.bench = bench(prints=self._prints, sources=self._sources, tell=tell)
        self._probes = ProbeRound(equipment.probes, self._worker_of, clock)
        self._probes.told.connect(self.happened)
        self.look_at_probes, self.tell_of = self._probes.look, self._probes.add
        self.doubted.connect(self.probe)

    def perform(self, effect: Effect) -> None:
        """Start what ``effect`` asks for; returns at once."""
        match effect:
            case _ if isinstance(effect, SourceEffect):
                self._mind_card(effect)
            case StartCheck() | ConcludeCheck() | StopCheck():
                self._check.perform(effect)
            case TryNow() | LookUp():
                self._look_up(effect)
            case AskBase() | RecallOffers() | KeepOffer() | AskMaterials() | FetchPaper():
                self._ask_elsewhere(effect)
            case AskCases() | OpenSlip() | DoInCase():
                self._cases.perform(effect)
            case Issue() | FetchCopy():
                self._issue(effect)
            case PrintPapers() | PrintWindowSlip() | StopPrinting():
                self._mind_printer(effect)
            case _:
                self._perform_for_staff(effect)

    def _ask_elsewhere(
        self, effect: AskBase | RecallOffers | KeepOffer | AskMaterials | FetchPaper
    ) -> None:
        """Ask for what stands beside the certificates: base data, offers, earlier papers."""
        match effect:
            case AskMaterials():
                self._materials.ask(effect)
            case FetchPaper():
                self._materials.fetch(effect)
            case _:
                self._bases.perform(effect)

    def _mind_card(self, effect: SourceEffect) -> None:
        """Do one thing with the sources; what they waited for before is cancelled."""
        match effect:
            case ReadCard():
                self._sources.read(effect)
            case CheckLicence():
                self._sources.check_licence(effect)
            case WaitStaffCard(visit):
                ways = self._equipment.cards.ways if self._equipment.cards else {}
                self._sources.wait_staff(ways, partial(self._staff.laid, visit))
            case WaitCardTaken(visit):
                self._sources.watch(visit)
            case Forget():
                self._sources.see_off()
                self._materials.forget()
            case StopReading():
                self._sources.stop()

    def _mind_printer(self, effect: PrintPapers | PrintWindowSlip | StopPrinting) -> None:
        """Do one thing with the printer."""
        match effect:
            case PrintPapers():
                self._prints.print(effect, partial(self._failed, effect.visit, "printer"))
            case PrintWindowSlip():
                self._prints.send_to_window(effect)
            case StopPrinting():
                self._prints.stop()

    def _perform_for_staff(self, effect: Effect) -> None:
        desk = self._equipment.desk
        match effect:
            case Note():
                self._desk.do(partial(desk.note, effect), self._ignored)
            case RecordRating(case_number, level):
                rate = partial(desk.rate, case_number, RatingLevel(level))
                self._desk.do(rate, self._ignored)
            case RestartDevice(device):
                self._restart(device)
            case ProbeDevices():
                self.probe()
            case _:
                self._staff.perform(effect, self._ignored)

    def settle(self) -> None:
        """Ask the printer about the last run's prints, before it is tested or used.

        What the last run left for the case desk and the bases goes out, too.
        """
        if (outgoing := self._equipment.outgoing) is not None:
            outgoing.received = lambda number: self.happened.emit(events.CaseReceived(number))
        self._outgoing.start()
        self._bases.start()
        self._printer.do(self._prints.settle, self._ignored)
        self._desk.do(self._copies.tidy, self._ignored)

    def close(self) -> None:
        """Cancel every wait and end the workers within ``CLOSE_S``.

        What is being printed is not cancelled: it comes out, and the next start asks for it.
        """
        self._materials.forget()
        self._prints.leave()
        self._staff.leave()
        ending = (*self._sources.leave(), self._check.leave(), self._printer, self._desk)
        ending += (*self._outgoing.leave(), *self._bases.leave())
        self._printer.drop()
        self._desk.finish()
        ends_at = self._clock.monotonic() + CLOSE_S
        for worker in ending:
            worker.join(timeout_s=max(0.0, ends_at - self._clock.monotonic()))
        self._sources.close()
        if self._equipment.cards is not None:
            self._equipment.cards.close()
        self._check.close()
        self._bases.close()
        self._cases.close()
        self._outgoing.close()

    # -- the library ---------------------------------------------------------

    def _try_now(self) -> None:
        """Let what is asked next be asked also of a platform that is held to be away."""
        equipment = self._equipment
        if equipment.library is not None:
            equipment.library.try_now()
        if equipment.materials is not None:
            equipment.materials.library.try_now()
        if equipment.base_data is not None:
            equipment.base_data.data.try_now()

    def _look_up(self, effect: TryNow | LookUp) -> None:
        if isinstance(effect, TryNow):
            self._try_now()
            return
        failed = partial(self._not_found_out, effect)
        self._library.do(partial(self._ask_all, effect), failed)

    def _ask_all(self, effect: LookUp) -> None:
        """Ask for every role side by side, and tell each answer as it comes."""
        asking = Asking(
            roles=effect.roles,
            number=effect.record.number,
            deadline_s=self._look_up_s,
            name=effect.record.name,
            today=self._clock.today(),
            licences=effect.licences,
        )
        audit = self._equipment.desk.audit(effect.item_id)
        for role, answer in ask(self._equipment.library, audit, asking, self._library.do):
            self.happened.emit(
                events.LookupEnded(
                    effect.visit, role, answer.outcome, answer.certificates, answer.code
                )
            )

    def _not_found_out(self, effect: LookUp, code: str) -> None:
        for role in effect.roles:
            self.happened.emit(events.LookupEnded(effect.visit, role, "broken", (), code))

    # -- the desk ------------------------------------------------------------

    def _issue(self, effect: Issue | FetchCopy) -> None:
        visit = effect.visit

        def told(line: str, case_number: str) -> None:
            self.happened.emit(events.IssueAdvanced(visit, line, case_number))

        def job() -> None:
            if isinstance(effect, FetchCopy):
                papers = self._copies.issue(effect, told)
            else:
                try:
                    papers = self._equipment.desk.issue(effect, told)
                except GlyphError as error:
                    self.happened.emit(events.GlyphsMissing(visit, error.code_points))
                    return
            self.happened.emit(
                events.Issued(
                    visit,
                    papers.case_number,
                    papers.licence_number,
                    papers.names,
                    papers.sheets,
                )
            )
            self._outgoing.wake()

        self._desk.do(job, partial(self._failed, visit, "desk"))

    # -- the printer ---------------------------------------------------------

    def _wipe(self, case_number: str, name: str) -> None:
        self._desk.do(partial(self._copies.printed, case_number, name), self._ignored)

    def keep(self, job: Callable[[], None]) -> None:
        """Put something on the disk, on the desk's worker; what it refuses, its test tells."""
        self._desk.do(job, self._ignored)

    def checkpoint(self) -> None:
        """Sign the journal's chain where it stands."""
        self._desk.do(self._equipment.desk.checkpoint, self._ignored)

    # -- self-tests ----------------------------------------------------------

    def probe(self, *, only_ill: bool = False) -> None:
        """Test every device on its own worker; ``Probed`` follows when all have answered.

        With ``only_ill`` those that were not well; the others keep what they said then.
        """
        self._probes.begin(only_ill=only_ill)

    def _worker_of(self, device: str) -> Worker | Pool:
        workers = {
            "printer": self._printer,
            "receipt_printer": self._printer,
            "store": self._desk,
            "person_check": self._check.worker,
            **{SOURCE_DEVICES[kind]: one for kind, one in self._sources.workers.items()},
        }
        return workers.get(device, self._library)

    def _restart(self, device: str) -> None:
        """Let go of a device on its own worker, then test all; the next use opens it anew."""
        self._sources.close_one(device, self._ignored)
        self.probe()

    # -- failures ------------------------------------------------------------

    def _failed(self, visit: int, source: str, code: str) -> None:
        """Tell the visit; unless it is about the card, the machine is tested, too."""
        self.happened.emit(events.Failed(visit, code, source))
        if not code.startswith(CARD_FAULTS):
            self.doubted.emit()

    def _ignored(self, _code: str) -> None:
        """A failure that this visit can live without; the self-test finds out what it means."""
        self.doubted.emit()
