# SPDX-License-Identifier: Apache-2.0
"""What must hold at a whole kiosk after any trouble: told, noted, kept, nothing twice."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from config.faults import load_faults
from kiosk.app import CATALOGUE
from kiosk.clock import SystemClock
from kiosk.demo.world import SimulatedWorld
from kiosk.robot.abandoned import AbandonedError
from kiosk.robot.result import Result
from kiosk.robot.script import Script
from kiosk.screens.views import OutOfServiceView, PrintingView, TroubleView
from kiosk.session.deadlines import FAREWELL_S
from kiosk.session.session import Session
from kiosk.session.states import State
from kiosk.store.records import OpenWork, OutboxState
from kiosk.store.store import Store
from tests.support.whole import QUICK, WholeKiosk, script, whole_kiosk

CODE = re.compile(r"[A-Z]{2,}-[0-9]{4}")
QUICK_FINGER_S = 0.02
PAPERS = ("licence.pdf", "promise_letter.pdf", "receipt.pdf")


class HurriedClock(SystemClock):
    """The machine's clock with an idle time that a test need not sit out."""

    def __init__(self) -> None:
        self._skipped_s = 0.0

    def skip(self, seconds: float) -> None:
        """Let so much time pass at once for everything that waits."""
        self._skipped_s += seconds

    def monotonic(self) -> float:
        return super().monotonic() + self._skipped_s


@contextmanager
def hurried_kiosk(
    world: SimulatedWorld,
    *,
    more: str = QUICK,
    catalogue: Path = CATALOGUE,
    own_documents: bool = False,
) -> Iterator[WholeKiosk]:
    """Build and start a kiosk in ``world`` on whose clock time can be skipped."""
    with whole_kiosk(
        world, more=more, clock=HurriedClock(), catalogue=catalogue, own_documents=own_documents
    ) as whole:
        yield whole


def skip(whole: WholeKiosk, seconds: float) -> None:
    """Let so much time pass at once on this kiosk's clock."""
    clock = whole.kiosk.controller._clock
    assert isinstance(clock, HurriedClock)
    clock.skip(seconds)


def walk_to(whole: WholeKiosk, page: str, wanted: Script | None = None) -> None:
    """Let the robot go as far as this page (its name, such as ``Guide-reason``) and stop."""
    wanted = wanted or script()
    seen: list[str] = []

    def looked(name: str) -> None:
        seen.append(name)
        if name == page:
            raise AbandonedError(page)

    result = whole.play(wanted, settle_s=QUICK_FINGER_S, looked=looked)
    assert seen[-1] == page, f"{page} was not reached but {seen}: {result.stop_reason}"


def play_quickly(whole: WholeKiosk) -> Result:
    """Play the shipped visit with a quick finger."""
    return whole.play(script(), settle_s=QUICK_FINGER_S)


def lay(world: SimulatedWorld, card: str) -> None:
    """Lay this person's card."""
    world.reader.tell("lay", card=card)


# -- what must hold ------------------------------------------------------------------------


def check_told(whole: WholeKiosk, code: str, *, language: str = "zh_CN") -> None:
    """The page tells the citizen what happened in the words of the fault catalogue."""
    words = load_faults().fault(code).citizen[language]
    view = whole.screen.view
    match view:
        case TroubleView():
            assert view.message == words.happened
            sentences = [view.message, view.next_step, view.elsewhere]
        case OutOfServiceView():
            assert view.message == words.happened
            sentences = [view.message, view.contact]
        case PrintingView():
            between = "" if language == "zh_CN" else " "
            assert view.message == between.join((words.happened, words.now))
            sentences = [view.message]
        case _:
            raise AssertionError(f"{whole.screen.name} tells of no trouble")
    assert view.code == code
    assert whole.screen.language == language
    for sentence in sentences:
        assert sentence
        assert not CODE.search(sentence), sentence


def case_said(whole: WholeKiosk) -> str:
    """The number of the case, which the page of trouble must say."""
    number, view = whole.session.case_number, whole.screen.view
    assert number
    assert isinstance(view, TroubleView)
    assert number in view.next_step + view.elsewhere
    return number


def records(whole: WholeKiosk) -> list[dict[str, Any]]:
    """The journal's records, oldest first; all events queued so far are in it."""
    lines = [json.loads(line) for line in whole.journal()]
    return [line["record"] for line in lines if "record" in line]


def check_noted(whole: WholeKiosk, event: str, **columns: str) -> None:
    """The journal comes to have such a record; its chain holds."""

    def is_there() -> bool:
        return any(
            record["event"] == event
            and all(record[name] == value for name, value in columns.items())
            for record in records(whole)
        )

    whole.wait(is_there, seconds=5.0, why=f"{event} {columns} in the journal")
    assert whole.kiosk.journal.verify().is_good


def check_nothing_twice(whole: WholeKiosk) -> None:
    """No licence number twice, and no sheet of a paper more than once."""
    cases = whole.kiosk.store.cases.newest(1000)
    numbers = [case.licence_number for case in cases if case.licence_number]
    assert len(numbers) == len(set(numbers))
    state = printer_state(whole.world)
    sent = Counter(job["sha256"] for job in state["jobs"])
    assert all(count == 1 for count in sent.values()), sent
    assert state["sheets"] <= sum(job["sheets"] for job in state["jobs"])


def check_kept(whole: WholeKiosk, case_number: str) -> None:
    """The case, its number and its papers are there."""
    summary = whole.kiosk.store.cases.summary(case_number)
    assert summary is not None
    assert summary.licence_number
    assert summary.documents == tuple(sorted(PAPERS))
    told = whole.kiosk.store.outbox.of_case(case_number).values()
    assert told, "the case desk hears of it, or has done so already"
    assert OutboxState.REFUSED not in told


def check_wiped(whole: WholeKiosk) -> None:
    """Nothing of the citizen is left in the session."""
    now = whole.session
    empty = Session(
        catalogue=now.catalogue,
        machine=now.machine,
        visit=now.visit,
        state=now.state,
        staff=now.staff,
        ending=now.ending,
    )
    assert now == empty


def check_lawful(work: OpenWork) -> None:
    """What a start must not leave open: numbers for no case, cases without their papers."""
    assert work.reservations == ()
    assert work.unnumbered == ()
    assert work.undocumented == ()


def open_work(whole: WholeKiosk) -> OpenWork:
    """What the store says is half done."""
    return whole.kiosk.store.open_work()


def printer_state(world: SimulatedWorld) -> dict[str, Any]:
    """What the simulated printer has done so far."""
    return dict(world.printer.tell("state"))


def sheets(world: SimulatedWorld) -> int:
    """Sheets that have come out of the printer since its start."""
    return int(printer_state(world)["sheets"])


@contextmanager
def stored(world: SimulatedWorld) -> Iterator[Store]:
    """Look into the store of a kiosk that is not running."""
    with Store.open(world.home / "data", clock=SystemClock()) as store:
        yield store


def leave(whole: WholeKiosk, *then: State) -> None:
    """Touch "leave", and let the farewell pass."""
    whole.tap("back")
    whole.wait_for(State.FAREWELL)
    skip(whole, FAREWELL_S)
    whole.wait_for(*(then or (State.ATTRACT,)))


def when(whole: WholeKiosk, is_so: Callable[[Session], bool], do: Callable[[], object]) -> None:
    """Do something once, at the first step after which the session is so."""
    pending = [do]

    def look(session: Session, _event: object) -> None:
        if pending and is_so(session):
            pending.pop()()

    whole.kiosk.controller.stepped.connect(look)
