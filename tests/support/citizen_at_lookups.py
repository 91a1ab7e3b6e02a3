# SPDX-License-Identifier: Apache-2.0
"""A citizen at the look-ups of a kiosk without a glass: the real session, runtime and journal.

Nothing between the card and the platform's socket is left out but the window.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

from PySide6.QtCore import QEventLoop, QObject, QTimer, Slot

from certificates.library.interface import CertificateLibrary
from certificates.settings import SigningSettings
from devices.identity.record import IdentityRecord
from kiosk.clock import SystemClock
from kiosk.desk import Desk, DeskSettings
from kiosk.documents.process import DocumentProcess
from kiosk.documents.request import WorkshopSetup
from kiosk.journal import Journal
from kiosk.runtime import Equipment, Runtime
from kiosk.screens.present import present
from kiosk.screens.views import Screen
from kiosk.session.effects import Effect, LookUp, Note, TryNow
from kiosk.session.events import CardRead, DayKnown, Event, LookupEnded, Touched
from kiosk.session.transitions import step
from kiosk.staff.access import StaffAccess
from kiosk.staff.room import StaffRoom
from kiosk.store.store import Store
from tests.kiosk.test_present import words
from tests.support.applying import TODAY, card, shipped
from tests.support.dialects import library_for
from tests.support.documents import font_settings
from tests.support.visits import Visit

LOOK_UP_S = 1.0
CLOCK = SystemClock()


class LicenceDay(SystemClock):
    """The machine's clock on the day of the fictitious certificates."""

    def today(self) -> date:
        return TODAY


@dataclass(frozen=True)
class Told:
    """One answer, and the seconds after which it came."""

    event: LookupEnded
    seconds: float


class AtLookups(QObject):
    """Turns session and runtime; lives on the Qt thread."""

    def __init__(
        self, library: CertificateLibrary | None, desk: Desk, look_up_s: float
    ) -> None:
        super().__init__()
        self.desk, self.library = desk, library
        self.session = Visit().session
        self.told: list[Told] = []
        self._began = 0.0
        room = StaffRoom(StaffAccess(desk.store.staff, CLOCK), desk.store, CLOCK)
        self.runtime = Runtime(
            Equipment({}, None, library, desk, room, {}),
            LicenceDay(),
            card_wait_s=1.0,
            look_up_s=look_up_s,
        )
        self.runtime.happened.connect(self.handle)

    @Slot(object)
    def handle(self, event: Event) -> None:
        """Take one event, and do what the session asks for of library and journal."""
        if isinstance(event, LookupEnded):
            self.told.append(Told(event, perf_counter() - self._began))
        self.session, effects = step(self.session, event)
        for effect in effects:
            self.perform(effect)

    def perform(self, effect: Effect) -> None:
        """Have an effect performed, if it is one of looking up."""
        if isinstance(effect, LookUp):
            self.told.clear()
            self._began = perf_counter()
        if isinstance(effect, TryNow | LookUp | Note):
            self.runtime.perform(effect)

    def ask(self, service: str, *roles: str, record: IdentityRecord | None = None) -> float:
        """Have these roles looked up; gives the seconds until the last has answered."""
        visit = self.session.visit
        self.perform(LookUp(visit, service, roles, record or card()))
        self.wait(lambda: len(self.told) == len(roles))
        return max(told.seconds for told in self.told)

    def arrive(self, service: str, record: IdentityRecord | None = None) -> None:
        """Begin a visit for ``service`` and lay the card; returns when all have answered."""
        self.begin(service)
        self.lay_card(record)
        self.settle()

    def begin(self, service: str) -> None:
        """Begin a visit for ``service``, up to where the card is asked for."""
        visit = Visit().touch("start").take(DayKnown(TODAY))
        self.session = visit.touch(f"service:{service}", "agree").session

    def lay_card(self, record: IdentityRecord | None = None) -> None:
        """Lay the card: the look-ups begin."""
        self.handle(CardRead(self.session.visit, record or card()))

    def touch(self, name: str, value: str = "") -> None:
        """Touch what has this intent."""
        self.handle(Touched(name, value))

    def settle(self, seconds: float = 20.0) -> None:
        """Turn the Qt loop until every source has answered."""
        self.wait(lambda: all(one.outcome for one in self.session.sources), seconds)

    def wait(self, is_true: Callable[[], bool], seconds: float = 20.0) -> None:
        """Turn the Qt loop until something is true."""
        loop = QEventLoop()
        poll, limit = QTimer(interval=5), QTimer(singleShot=True, interval=int(seconds * 1000))
        poll.timeout.connect(lambda: loop.quit() if is_true() else None)
        limit.timeout.connect(loop.quit)
        poll.start()
        limit.start()
        if not is_true():
            loop.exec()
        assert is_true(), [(one.role, one.outcome) for one in self.session.sources]

    def screen(self, language: str = "zh_CN") -> Screen:
        """What is on the glass."""
        return present(self.session, words(language))

    def outcomes(self) -> dict[str, str]:
        """What came of each source."""
        return {one.role: one.outcome for one in self.session.sources}

    def journal(self) -> list[dict[str, Any]]:
        """Every record of the journal, oldest first, once all that was noted is in it."""
        written: list[int] = []
        self.runtime._desk.do(lambda: written.append(1), lambda _code: None)
        self.wait(lambda: bool(written))
        lines = [json.loads(line) for line in self.desk.journal.export()]
        return [line["record"] for line in lines if "record" in line]


@contextmanager
def at_lookups(
    dialect: str, address: str, folder: Path, *, look_up_s: float = LOOK_UP_S
) -> Iterator[AtLookups]:
    """A kiosk whose platform is at ``address``; its store is in ``folder``."""
    setup = WorkshopSetup(
        signing=SigningSettings(backend="file", key_folder=str(folder / "keys")),
        fonts=font_settings(),
        now=CLOCK.now(),
    )
    settings = DeskSettings("K-0001", "439900", "示例市行政审批服务局", "示例大厅", {})
    with (
        Store.open(folder / "data", clock=CLOCK) as store,
        library_for(dialect, address) as library,
    ):
        desk = Desk(
            settings,
            catalogue=shipped(),
            store=store,
            journal=Journal.open(store, clock=CLOCK),
            documents=DocumentProcess(setup, clock=CLOCK),  # never started: no paper is made
            clock=CLOCK,
        )
        kiosk = AtLookups(library, desk, look_up_s)
        try:
            yield kiosk
        finally:
            kiosk.runtime.close()
