# SPDX-License-Identifier: Apache-2.0
"""Performs what the session asks for the staff, on the desk's worker, and tells the answers."""

from collections.abc import Callable
from functools import partial

from kiosk.desk import Desk
from kiosk.session.bench_acts import BenchEffect, ReadSteps
from kiosk.session.effects import Effect, JudgePin, ReadCounters
from kiosk.session.events import CountersRead, Event
from kiosk.session.settings_acts import (
    CheckEdits,
    FindPackages,
    GoBack,
    KeepEdits,
    Keeping,
    KeepPackage,
    ReadSettings,
    SeePlugs,
    SettingsKept,
    SettingsRead,
)
from kiosk.session.staff_acts import (
    AskTraining,
    KeepGrid,
    LoadBlanks,
    PutNotice,
    ReadStaffDesk,
    RebootMachine,
    SettlePrint,
    StaffActed,
    StaffCardLaid,
    StoreAct,
)
from kiosk.staff.bench import Bench
from kiosk.staff.door import judged
from kiosk.staff.reboot import reboot
from kiosk.staff.room import StaffRoom
from kiosk.workers import Pool, Worker


class StaffSide:
    """The staff's part of the runtime; called from the Qt thread."""

    def __init__(
        self, room: StaffRoom, desk: Desk, worker: Worker, *, tell: Callable[[Event], None]
    ) -> None:
        self._room = room
        self._desk = desk
        self._worker = worker
        self._tell = tell
        self._pool = Pool("staff")
        self.bench: Bench | None = None

    def laid(self, visit: int, card: str) -> None:
        """Find out on the desk's worker whose card was laid, and tell it."""
        self._worker.do(partial(self._name, visit, card), lambda _code: None)

    def _name(self, visit: int, card: str) -> None:
        self._tell(StaffCardLaid(visit, self._room.access.holder_of(card)))

    def leave(self) -> None:
        """Wait for nothing any more: the kiosk closes."""
        if self.bench is not None:
            self.bench.leave()

    def perform(self, effect: Effect, failed: Callable[[str], None]) -> None:
        """Start what ``effect`` asks for; returns at once. What is not for staff is left.

        ``failed`` hears the code where something could not be read; what could not be done is
        an answer of its own.
        """
        match effect:
            case JudgePin():
                self._worker.do(partial(self._judge, effect), failed)
            case ReadCounters():
                self._worker.do(self._count, failed)
            case ReadStaffDesk():
                self._worker.do(partial(self._act, effect), failed)
            case SettlePrint() | LoadBlanks() | PutNotice() | KeepGrid():
                not_done = partial(self._not_acted, effect.visit)
                self._worker.do(partial(self._act, effect), not_done)
            case RebootMachine() | AskTraining():
                self._pool.do(partial(self._prepare, effect), failed)
            case ReadSettings() | KeepEdits() | GoBack() | KeepPackage():
                self._mind_settings(effect, failed)
            case CheckEdits() | SeePlugs() | FindPackages():
                self._pool.do(partial(self._looked, effect), failed)
            case _:
                self._at_bench(effect)

    def _at_bench(self, effect: Effect) -> None:
        """Sheets and self-test steps."""
        if self.bench is not None and isinstance(effect, BenchEffect):
            self.bench.perform(effect)

    def _mind_settings(
        self, effect: ReadSettings | Keeping, failed: Callable[[str], None]
    ) -> None:
        """Read the configuration, or keep a version, which the journal hears of."""
        if self._room.settings is None:
            self._tell(SettingsRead(effect.visit, is_offered=False))
        elif isinstance(effect, ReadSettings):
            read = self._room.settings.read
            self._worker.do(lambda: self._tell(read(effect)), failed)
        else:
            keep, visit = self._room.settings.keep, effect.visit
            not_kept = partial(self._not_kept, visit)
            self._worker.do(lambda: self._tell(keep(effect)), not_kept)

    def _not_kept(self, visit: int, code: str) -> None:
        self._tell(SettingsKept(visit, "failed", code=code))

    def _looked(self, effect: CheckEdits | SeePlugs | FindPackages) -> None:
        """Find out what takes its time and writes nothing."""
        settings = self._room.settings
        if settings is None:
            return
        match effect:
            case CheckEdits():
                self._tell(settings.check(effect))
            case SeePlugs():
                self._tell(settings.plugs(effect))
            case FindPackages():
                self._tell(settings.packages(effect))

    def _judge(self, effect: JudgePin) -> None:
        self._tell(judged(self._room.access, effect))

    def _prepare(self, effect: RebootMachine | AskTraining) -> None:
        if isinstance(effect, RebootMachine):
            self._tell(reboot(effect, self._room.maintenance.reboot_command))
            return
        code = self._room.training_objection()
        self._tell(StaffActed(effect.visit, "refused" if code else "done", code))

    def _count(self) -> None:
        self._tell(CountersRead(self._desk.counters()))

    def _act(self, effect: StoreAct) -> None:
        for event in self._room.perform(effect):
            self._tell(event)
        if isinstance(effect, KeepGrid):
            self.perform(ReadSteps(effect.visit), lambda _code: None)

    def _not_acted(self, visit: int, code: str) -> None:
        self._tell(StaffActed(visit, "failed", code))
