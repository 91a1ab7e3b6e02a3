# SPDX-License-Identifier: Apache-2.0
"""Several ways to identify oneself at once: one wins, one may break, none is left waiting."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from queue import SimpleQueue
from threading import Event
from time import monotonic

import pytest

from devices.errors import CardUnreadableError, DeviceAbsentError, DeviceError
from devices.identity.record import IdentityRecord, SourceKind
from devices.states import DeviceState, ProbeReport
from kiosk.session.effects import ReadCard
from kiosk.session.events import CardRead, CardTaken, Failed, NoCard, SourceBack, SourceFailed
from kiosk.sources import Sources
from tests.support.applying import card

SAM, SLOT, CODE = SourceKind.SAM_SERIAL, SourceKind.SSCARD_PCSC, SourceKind.QR_TOKEN
LONG_S = 5.0

Answer = IdentityRecord | DeviceError | None


class HeldSource:
    """A source whose next read ends when the test says so, or when it is cancelled."""

    def __init__(self, kind: SourceKind) -> None:
        self._kind = kind
        self.answers: SimpleQueue[Answer] = SimpleQueue()
        self.began = Event()
        self.was_cancelled = Event()
        self.removals = 0
        self.state = DeviceState.ONLINE
        self.is_closed = False

    @property
    def kind(self) -> SourceKind:
        return self._kind

    def read(self, *, deadline_s: float, cancelled: Event) -> IdentityRecord | None:
        self.began.set()
        ends = monotonic() + deadline_s
        while self.answers.empty() and monotonic() < ends:
            if cancelled.wait(0.005):
                self.was_cancelled.set()
                return None
        answer = None if self.answers.empty() else self.answers.get()
        if isinstance(answer, DeviceError):
            self.state = DeviceState.NO_DEVICE
            raise answer
        return answer

    def wait_removed(self, *, deadline_s: float, cancelled: Event) -> bool:
        del deadline_s, cancelled
        self.removals += 1
        return True

    def probe(self) -> ProbeReport:
        return ProbeReport(self._kind.value, self.state)

    def close(self) -> None:
        self.is_closed = True


class Hall:
    """Sources with one held source each, and what they told."""

    def __init__(self, *kinds: SourceKind, wait_s: float = LONG_S) -> None:
        self.held = {kind: HeldSource(kind) for kind in kinds}
        self.told: SimpleQueue[object] = SimpleQueue()
        self.doubts = 0
        self.sources = Sources(
            self.held, wait_s=wait_s, tell=self.told.put, doubt=self._doubted
        )

    def _doubted(self) -> None:
        self.doubts += 1

    def read(self, *accepted: SourceKind, told: tuple[SourceKind, ...] = ()) -> "Hall":
        """Wait for a document, and see every source begin."""
        self.sources.read(ReadCard(1, accepted, told))
        for kind in (*accepted, *told):
            assert self.held[kind].began.wait(LONG_S)
        return self

    def answer(self, kind: SourceKind, answer: Answer) -> "Hall":
        self.held[kind].answers.put(answer)
        return self

    def hear(self) -> object:
        return self.told.get(timeout=LONG_S)

    def settled(self) -> list[object]:
        """What else was told once every worker is through with its jobs."""
        for worker in self.sources.workers.values():
            through = Event()
            worker.do(through.set, lambda _code: None)
            assert through.wait(LONG_S)
        rest: list[object] = []
        while not self.told.empty():
            rest.append(self.told.get())
        return rest


@pytest.fixture
def hall() -> Iterator[Callable[..., Hall]]:
    """Make halls; their workers end with the test."""
    made: list[Hall] = []

    def make(*kinds: SourceKind, wait_s: float = LONG_S) -> Hall:
        made.append(Hall(*kinds, wait_s=wait_s))
        return made[-1]

    yield make
    for one in made:
        for worker in one.sources.leave():
            worker.join(timeout_s=LONG_S)
        one.sources.close()
        assert all(held.is_closed for held in one.held.values())


def shown(kind: SourceKind) -> IdentityRecord:
    return replace(card(), source=kind)


def unplugged(code: str = "READER-0101") -> DeviceError:
    return DeviceAbsentError(code, "reader", "unplugged")


@pytest.mark.parametrize("winner", [SAM, SLOT, CODE])
def test_the_first_document_wins_and_the_others_are_cancelled(
    hall: Callable[..., Hall], winner: SourceKind
) -> None:
    here = hall(SAM, SLOT, CODE).read(SAM, SLOT, CODE).answer(winner, shown(winner))
    assert here.hear() == CardRead(1, shown(winner))
    assert here.settled() == []
    for kind, held in here.held.items():
        assert held.was_cancelled.is_set() == (kind is not winner)
    assert here.doubts == 0


def test_of_two_documents_in_the_same_instant_one_is_told(hall: Callable[..., Hall]) -> None:
    for _ in range(20):
        here = hall(SAM, CODE)
        for kind in (SAM, CODE):
            here.answer(kind, shown(kind))
        here.sources.read(ReadCard(1, (SAM, CODE)))
        first = here.hear()
        assert isinstance(first, CardRead)
        assert here.settled() == []


def test_a_source_that_breaks_leaves_the_others_waiting(hall: Callable[..., Hall]) -> None:
    here = hall(SAM, CODE).read(SAM, CODE).answer(SAM, unplugged())
    assert here.hear() == SourceFailed(1, SAM, "READER-0101")
    assert not here.held[CODE].was_cancelled.is_set()
    here.answer(CODE, shown(CODE))
    assert here.hear() == CardRead(1, shown(CODE))
    assert here.doubts == 1


def test_a_source_that_is_back_waits_again_with_the_others(hall: Callable[..., Hall]) -> None:
    here = hall(SAM, CODE).read(SAM, CODE).answer(SAM, unplugged())
    assert here.hear() == SourceFailed(1, SAM, "READER-0101")
    here.held[SAM].state = DeviceState.ONLINE
    back = here.hear()
    assert isinstance(back, SourceBack)
    assert (back.source, back.report.state) == (SAM, DeviceState.ONLINE)
    here.answer(SAM, unplugged())
    assert here.hear() == SourceFailed(1, SAM, "READER-0101"), "it may break once more"
    here.held[SAM].state = DeviceState.ONLINE
    assert isinstance(here.hear(), SourceBack)
    here.answer(SAM, shown(SAM))
    assert here.hear() == CardRead(1, shown(SAM))
    assert here.settled() == []
    assert here.held[CODE].was_cancelled.is_set()


def test_a_source_that_is_back_does_not_prolong_the_wait(hall: Callable[..., Hall]) -> None:
    here = hall(SAM, CODE, wait_s=1.5).read(SAM, CODE).answer(SAM, unplugged())
    began = monotonic()
    assert here.hear() == SourceFailed(1, SAM, "READER-0101")
    here.held[SAM].state = DeviceState.ONLINE
    assert isinstance(here.hear(), SourceBack)
    assert here.hear() == NoCard(1)
    assert here.settled() == []
    assert monotonic() - began < 2 * 1.5


def test_a_module_that_errs_is_not_pestered(hall: Callable[..., Hall]) -> None:
    here = hall(SAM, CODE, wait_s=2.0).read(SAM, CODE).answer(SAM, unplugged("READER-0104"))
    assert here.hear() == SourceFailed(1, SAM, "READER-0104")
    here.held[SAM].state = DeviceState.HARDWARE_ERROR
    Event().wait(0.8)
    here.held[SAM].state = DeviceState.ONLINE
    assert here.hear() == NoCard(1)


def test_the_last_source_that_breaks_ends_the_wait(hall: Callable[..., Hall]) -> None:
    here = hall(SAM, CODE).read(SAM, CODE).answer(SAM, unplugged())
    assert here.hear() == SourceFailed(1, SAM, "READER-0101")
    here.answer(CODE, unplugged("SCANNER-1101"))
    assert here.hear() == Failed(1, "SCANNER-1101", "scanner")
    assert here.settled() == []


@pytest.mark.parametrize("code", ["CARD-0202", "TOKEN-1201", "TOKEN-1204", "SCANNER-1104"])
def test_what_the_citizen_shows_in_vain_is_told_at_once(
    hall: Callable[..., Hall], code: str
) -> None:
    here = hall(SAM, CODE).read(SAM, CODE)
    here.answer(CODE, CardUnreadableError(code, "scanner", "x"))
    assert here.hear() == Failed(1, code, "scanner")
    assert here.settled() == []
    assert here.held[SAM].was_cancelled.is_set()
    assert here.doubts == (code == "TOKEN-1204")


def test_a_spoilt_card_is_taken_away_before_the_next_try(hall: Callable[..., Hall]) -> None:
    here = hall(SAM).read(SAM).answer(SAM, CardUnreadableError("CARD-0202", "reader", "x"))
    assert here.hear() == Failed(1, "CARD-0202", "reader")
    assert here.held[SAM].removals == 0
    here.answer(SAM, shown(SAM)).sources.read(ReadCard(1, (SAM,)))
    assert here.hear() == CardRead(1, shown(SAM))
    assert here.held[SAM].removals == 1


def test_nothing_by_any_way_is_told_once(hall: Callable[..., Hall]) -> None:
    here = hall(SAM, SLOT, wait_s=0.05)
    here.sources.read(ReadCard(1, (SAM, SLOT)))
    assert here.hear() == NoCard(1)
    assert here.settled() == []


def test_a_broken_way_and_then_nothing_is_no_card(hall: Callable[..., Hall]) -> None:
    here = hall(SAM, CODE, wait_s=0.3).read(SAM, CODE).answer(SAM, unplugged())
    assert here.hear() == SourceFailed(1, SAM, "READER-0101")
    assert here.hear() == NoCard(1)


def test_who_gave_up_is_told_nothing(hall: Callable[..., Hall]) -> None:
    here = hall(SAM, CODE).read(SAM, CODE)
    here.sources.stop()
    here.answer(SAM, unplugged())
    assert here.settled() == []


def test_a_card_that_does_not_do_is_told_but_not_waited_for(hall: Callable[..., Hall]) -> None:
    here = hall(SAM, SLOT).read(SAM, told=(SLOT,))
    here.answer(SLOT, unplugged("SLOT-1201"))
    here.answer(SAM, shown(SAM))
    assert here.hear() == CardRead(1, shown(SAM))
    again = hall(SAM, SLOT).read(SAM, told=(SLOT,)).answer(SLOT, shown(SLOT))
    assert again.hear() == CardRead(1, shown(SLOT))
    assert again.held[SAM].was_cancelled.wait(LONG_S)


def test_the_document_that_was_read_is_watched_until_it_has_gone(
    hall: Callable[..., Hall],
) -> None:
    here = hall(SAM, CODE).read(SAM, CODE).answer(SAM, shown(SAM))
    assert here.hear() == CardRead(1, shown(SAM))
    here.sources.watch(1)
    assert here.hear() == CardTaken(1, is_gone=True)
    assert (here.held[SAM].removals, here.held[CODE].removals) == (1, 0)


def test_without_a_document_there_is_nothing_to_watch(hall: Callable[..., Hall]) -> None:
    here = hall(SAM)
    here.sources.watch(1)
    here.sources.see_off()
    assert here.settled() == []
    assert here.held[SAM].removals == 0


def test_after_the_visit_each_source_sees_its_document_go(hall: Callable[..., Hall]) -> None:
    here = hall(SAM, CODE).read(SAM, CODE).answer(CODE, shown(CODE))
    assert here.hear() == CardRead(1, shown(CODE))
    here.sources.see_off()
    assert here.settled() == []
    assert (here.held[SAM].removals, here.held[CODE].removals) == (0, 1)


def test_a_source_that_this_kiosk_has_not_is_not_waited_for(hall: Callable[..., Hall]) -> None:
    here = hall(SAM, wait_s=0.05)
    here.sources.read(ReadCard(1, (SAM, CODE)))
    assert here.hear() == NoCard(1)


def test_a_fault_while_a_card_is_seen_off_only_raises_doubt(hall: Callable[..., Hall]) -> None:
    here = hall(SAM).read(SAM).answer(SAM, shown(SAM))
    assert here.hear() == CardRead(1, shown(SAM))

    def gone(*, deadline_s: float, cancelled: Event) -> bool:
        del deadline_s, cancelled
        raise unplugged()

    here.held[SAM].wait_removed = gone  # type: ignore[method-assign]
    here.sources.see_off()
    assert here.settled() == []
    assert here.doubts == 1
