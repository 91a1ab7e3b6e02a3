# SPDX-License-Identifier: Apache-2.0
"""The person check on its worker: every way to its end, and nothing told to nobody."""

from collections.abc import Callable, Iterator
from functools import partial
from queue import SimpleQueue
from threading import Event

import pytest

from certificates.library.interface import AuditElements
from devices.errors import DeviceAbsentError
from devices.states import DeviceState, ProbeReport
from kiosk.check_room import CheckRoom
from kiosk.person_check import (
    CheckEnd,
    CheckOutcome,
    CheckSubject,
    NotConfirmed,
    PersonCheckMethod,
    StartedCheck,
    WrongCode,
)
from kiosk.session.effects import ConcludeCheck, StartCheck
from kiosk.session.events import CheckAnswered, CheckFailed, CheckStarted
from tests.support.applying import card
from tests.support.identities import PHONE, confirmed

LONG_S = 5.0
STARTED = StartedCheck(PersonCheckMethod.PHONE_CODE, "C-1", "00ff", "b", masked_phone=PHONE)


class HeldCheck:
    """A check whose answers the test gives."""

    def __init__(self, start: StartedCheck | NotConfirmed = STARTED) -> None:
        self.start_answer = start
        self.outcomes: SimpleQueue[CheckOutcome] = SimpleQueue()
        self.subjects: list[CheckSubject] = []
        self.abandoned: list[StartedCheck] = []
        self.waits = Event()
        self.is_away = False
        self.is_closed = False

    @property
    def method(self) -> PersonCheckMethod:
        return PersonCheckMethod.PHONE_CODE

    def start(
        self, subject: CheckSubject, audit: AuditElements, *, deadline_s: float
    ) -> StartedCheck | NotConfirmed:
        assert audit.item_code
        assert deadline_s > 0
        if self.is_away:
            raise DeviceAbsentError("CHECK-1301", "person_check", "away")
        self.subjects.append(subject)
        return self.start_answer

    def conclude(
        self, started: StartedCheck, *, code: str = "", deadline_s: float, cancelled: Event
    ) -> CheckOutcome:
        assert started is STARTED
        assert deadline_s > 0
        if code:
            return self.outcomes.get(timeout=LONG_S)
        self.waits.set()
        assert cancelled.wait(LONG_S)
        return NotConfirmed(CheckEnd.CANCELLED)

    def abandon(self, started: StartedCheck) -> None:
        self.abandoned.append(started)

    def probe(self) -> ProbeReport:
        return ProbeReport("person_check", DeviceState.ONLINE)

    def close(self) -> None:
        self.is_closed = True


class Room:
    """A room with a held check, and what it told."""

    def __init__(self, check: HeldCheck | None) -> None:
        self.told: SimpleQueue[object] = SimpleQueue()
        audit = AuditElements("hall", "K-0001", "item", "code", "S-1")
        self.room = CheckRoom(check, audit=lambda _item: audit, tell=self.told.put)

    def hear(self) -> object:
        return self.told.get(timeout=LONG_S)

    def settled(self) -> bool:
        """Whether nothing more was told once the worker is through."""
        through = Event()
        self.room.worker.do(through.set, lambda _code: None)
        assert through.wait(LONG_S)
        return self.told.empty()


@pytest.fixture
def room() -> Iterator[Callable[[HeldCheck | None], Room]]:
    made: list[Room] = []

    def make(check: HeldCheck | None) -> Room:
        made.append(Room(check))
        return made[-1]

    yield make
    for one in made:
        one.room.leave().join(timeout_s=LONG_S)
        one.room.close()


def start(turn: int = 1) -> StartCheck:
    return StartCheck(1, turn, "hygiene-permit", card())


def test_a_code_is_sent_judged_wrong_and_then_right(
    room: Callable[[HeldCheck | None], Room],
) -> None:
    check = HeldCheck()
    here = room(check)
    here.room.start(start())
    assert here.hear() == CheckStarted(1, 1, PHONE)
    assert check.subjects == [CheckSubject(card().name, card().number.value)]
    for outcome in (WrongCode(2), confirmed()):
        check.outcomes.put(outcome)
        here.room.conclude(ConcludeCheck(1, 1, "123456"))
        assert here.hear() == CheckAnswered(1, 1, outcome)
    here.room.stop()
    assert here.settled()
    assert check.abandoned == []


def test_what_never_began_is_told_and_cannot_be_concluded(
    room: Callable[[HeldCheck | None], Room],
) -> None:
    here = room(HeldCheck(NotConfirmed(CheckEnd.NO_PHONE)))
    here.room.start(start())
    assert here.hear() == CheckAnswered(1, 1, NotConfirmed(CheckEnd.NO_PHONE))
    here.room.conclude(ConcludeCheck(1, 1, "123456"))
    assert here.settled()


def test_a_check_that_cannot_be_reached_says_nothing_about_the_person(
    room: Callable[[HeldCheck | None], Room],
) -> None:
    check = HeldCheck()
    check.is_away = True
    here = room(check)
    here.room.start(start())
    assert here.hear() == CheckFailed(1, 1, "CHECK-1301")


def test_a_kiosk_without_a_check_confirms_nobody(
    room: Callable[[HeldCheck | None], Room],
) -> None:
    here = room(None)
    here.room.start(start())
    assert here.hear() == CheckFailed(1, 1, "CHECK-1301")
    here.room.conclude(ConcludeCheck(1, 1, "123456"))
    here.room.stop()
    assert here.settled()


def test_leaving_ends_the_wait_for_a_face_and_tells_the_other_side(
    room: Callable[[HeldCheck | None], Room],
) -> None:
    check = HeldCheck()
    here = room(check)
    here.room.start(start())
    assert isinstance(here.hear(), CheckStarted)
    here.room.conclude(ConcludeCheck(1, 1))
    assert check.waits.wait(LONG_S)
    here.room.stop()
    assert here.settled()


def test_another_code_gives_the_first_check_up(
    room: Callable[[HeldCheck | None], Room],
) -> None:
    check = HeldCheck()
    here = room(check)
    here.room.start(start())
    assert here.hear() == CheckStarted(1, 1, PHONE)
    here.room.start(start(turn=2))
    assert here.hear() == CheckStarted(1, 2, PHONE)
    assert check.abandoned == [STARTED]


def _wait(held: Event) -> None:
    assert held.wait(LONG_S)


def test_a_start_that_nobody_waits_for_any_more_sends_nothing(
    room: Callable[[HeldCheck | None], Room],
) -> None:
    check = HeldCheck()
    here = room(check)
    held = Event()
    here.room.worker.do(partial(_wait, held), lambda _code: None)
    here.room.start(start())
    here.room.stop()
    held.set()
    assert here.settled()
    assert check.subjects == []
