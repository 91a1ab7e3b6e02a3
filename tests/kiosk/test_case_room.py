# SPDX-License-Identifier: Apache-2.0
"""One's own cases with a real store, document process and desk over HTTP."""

import hashlib
import re
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from threading import Event as ThreadEvent
from threading import Thread

import pytest

from forms.case_standing import CaseAct, CaseFile, Standing, standing_of
from kiosk.case_room import CaseRoom
from kiosk.clock import SystemClock
from kiosk.desk import Desk
from kiosk.documents.process import DocumentProcess
from kiosk.session.case_visit import (
    AskCases,
    CaseActed,
    CasesTold,
    DoInCase,
    OpenSlip,
    SlipOpened,
)
from kiosk.session.events import Event, Failed
from kiosk.slip_code import SlipCodes
from kiosk.workers import Worker
from tests.kiosk.test_desk import documents, issue, opened, told_by
from tests.support.applying import card
from tests.support.case_rooms import OTHER, AtOnce, Counter, handed_in, only
from tests.support.documents import read_text, unspaced
from tests.support.simulators import RunningSimulator, running_simulator

pytestmark = pytest.mark.slow
__all__ = ["documents"]
CLOCK = SystemClock()
TURN = count(1)


@pytest.fixture(scope="module")
def desk_process() -> Iterator[RunningSimulator]:
    with running_simulator("desk") as process:
        yield process


@pytest.fixture
def there(desk_process: RunningSimulator) -> RunningSimulator:
    """The case desk, whose offices grant at once."""
    desk_process.send("clear")
    return desk_process


@pytest.fixture
def desk(tmp_path: Path, documents: DocumentProcess) -> Iterator[Desk]:
    made = opened(tmp_path, documents)
    for _ in range(3 * next(TURN)):  # the desk keeps what it took in earlier tests
        made.store.new_case_id("K-0001")
    yield made
    made.store.close()


@pytest.fixture
def counter(desk: Desk, there: RunningSimulator) -> Counter:
    return Counter(desk, there.address)


# -- finding ---------------------------------------------------------------------


def test_a_case_is_found_by_its_owner_and_by_nobody_else(counter: Counter) -> None:
    number = handed_in(counter)
    told = counter.ask()
    assert only(told).number == number
    assert told.desk == "found"
    assert counter.ask(OTHER).files == ()
    assert not counter.finder.is_of(number, OTHER.number.value)
    assert counter.finder.is_of(number, card().number.value)


def test_nothing_readable_of_a_person_is_kept_beside_the_cases(counter: Counter) -> None:
    handed_in(counter)
    counter.ask()
    rows = counter.desk.store._database.execute("SELECT token FROM case_holder")
    assert all(re.fullmatch("[0-9a-f]{64}", token) for (token,) in rows)
    plain = hashlib.sha256(card().number.value.encode()).hexdigest()
    assert plain not in {token for (token,) in rows}


def test_cases_of_two_persons_never_mix_whatever_the_desk_lists(
    counter: Counter, desk: Desk
) -> None:
    """The desk lists our case for somebody else: this machine knows better."""
    number = handed_in(counter)
    told = counter.ask(OTHER)
    assert number not in {one.number for one in told.files}
    for act in CaseAct:
        acted = counter.do(act, CaseFile(number, "x", CLOCK.now()), "JG-1", record=OTHER)
        assert isinstance(acted, CaseActed)
        assert (acted.outcome, acted.file) == ("closed", None)
    assert not [key for key in desk.store.outbox.of_case(number) if "withdrawal" in key]


def test_with_the_desk_down_what_is_known_here_is_told(desk: Desk) -> None:
    counter = Counter(desk, "http://127.0.0.1:9")
    number = desk.issue(issue("ordinary"), told_by(desk)).case_number
    told = counter.ask()
    assert (told.desk, told.code) == ("unreachable", "DESK-1501")
    assert only(told).number == number
    assert standing_of(only(told)) is Standing.ACCEPTED


def test_without_a_desk_the_list_is_this_machines(desk: Desk) -> None:
    counter = Counter(desk, "")
    number = desk.issue(issue("ordinary"), told_by(desk)).case_number
    told = counter.ask()
    assert (only(told).number, told.desk) == (number, "none")
    counter.room.close()


def test_a_room_without_a_side_tells_that_there_is_nothing(desk: Desk) -> None:
    told: list[Event] = []
    room = CaseRoom(None, desk, AtOnce(), tell=told.append, wake=lambda: None)
    room.perform(AskCases(1, card()))
    assert told == [CasesTold(1, (), "none")]
    room.close()
    room._failed(1, "STORE-0501")
    room._not_asked(1, "APP-1001")
    assert told[1:] == [
        Failed(1, "STORE-0501", "cases"),
        CasesTold(1, (), "broken", "APP-1001"),
    ]
    with pytest.raises(LookupError):
        _ = room._there


# -- slips -----------------------------------------------------------------------


def test_the_slip_of_a_case_opens_it_without_what_was_written(
    counter: Counter, there: RunningSimulator
) -> None:
    there.send("set", office="*", answer="correct")
    number = handed_in(counter)
    counter.ask()
    text = SlipCodes(counter.desk.store.data_dir).code_of(number)
    slip = unspaced(read_text(counter.desk.paper(number, "acceptance_slip").pdf))
    assert number in slip
    told = counter.perform(OpenSlip(1, text))
    assert isinstance(told, SlipOpened)
    assert told.file is not None
    assert standing_of(told.file) is Standing.CORRECTION
    assert not any(one.texts for one in told.file.news)


@pytest.mark.parametrize("spoil", [lambda text: text[:-1] + "A", lambda _text: "JC1:K-1:AAAA"])
def test_a_slip_that_is_none_opens_nothing(
    counter: Counter, spoil: Callable[[str], str]
) -> None:
    number = handed_in(counter)
    codes = SlipCodes(counter.desk.store.data_dir)
    spoilt = spoil(codes.code_of(number))
    if codes.case_of(spoilt):
        spoilt = spoilt[:-1] + "B"
    assert counter.perform(OpenSlip(1, spoilt)) == SlipOpened(1, None)
    unknown = codes.code_of("K-0001-20200101-0001")
    assert counter.perform(OpenSlip(1, unknown)) == SlipOpened(1, None)


# -- corrections and withdrawal ------------------------------------------------------


@pytest.mark.parametrize(("words", "by"), [("电话 13800000000", "words"), ("", "window")])
def test_an_answer_is_on_disk_before_it_is_said_and_then_with_the_desk(
    counter: Counter, there: RunningSimulator, words: str, by: str
) -> None:
    there.send("set", office="*", answer="correct")
    handed_in(counter)
    case = only(counter.ask())
    (notice,) = case.open_notices
    acted = counter.do(CaseAct.ANSWER, case, notice.reference, words)
    assert isinstance(acted, CaseActed)
    assert acted.outcome == "kept"
    assert acted.file is not None
    assert dict(acted.file.answers) == {notice.reference: "queued"}
    assert acted.file.open_notices == ()
    assert counter.woken == 1
    assert f'"disposition": "{by}"' in "".join(counter.desk.journal.export()).replace(
        '":"', '": "'
    )
    again = counter.do(CaseAct.ANSWER, case, notice.reference, words)
    assert isinstance(again, CaseActed)
    assert again.outcome == "closed", "a notice is answered once"
    counter.send()
    sent = counter.finder.file_of(case.number)
    assert sent is not None
    assert dict(sent.answers) == {notice.reference: "sent"}
    assert standing_of(only(counter.ask())) is not Standing.CORRECTION


def test_a_withdrawal_follows_its_case_and_the_desk_confirms_it(
    counter: Counter, there: RunningSimulator
) -> None:
    there.send("set", office="*", answer="outage")
    handed_in(counter)
    case = only(counter.ask())
    acted = counter.do(CaseAct.WITHDRAW, case)
    assert isinstance(acted, CaseActed)
    assert acted.file is not None
    assert standing_of(acted.file) is Standing.WITHDRAWING
    counter.send()
    assert standing_of(only(counter.ask())) is Standing.WITHDRAWN


def test_a_withdrawal_that_comes_too_late_is_told_to_staff(
    counter: Counter, there: RunningSimulator
) -> None:
    there.send("set", office="*", answer="outage")
    handed_in(counter)
    case = only(counter.ask())
    there.send("set", office="*", answer="refuse")
    counter.do(CaseAct.WITHDRAW, case)
    counter.send()
    told = only(counter.ask())
    assert told.withdrawal == "refused"
    assert standing_of(told) is Standing.REFUSED
    assert [task.case_id for task in counter.desk.store.desk_book.tasks()] == [case.number]


def test_the_thread_that_draws_never_waits_for_the_store(counter: Counter) -> None:
    handed_in(counter)
    case = only(counter.ask())
    counter.room._worker = Worker("desk")
    is_held, may_go, is_back = ThreadEvent(), ThreadEvent(), ThreadEvent()

    def hold() -> None:
        with counter.desk.store.together():
            is_held.set()
            may_go.wait(30.0)

    def draw() -> None:
        counter.room.perform(DoInCase(1, CaseAct.WITHDRAW, case.number, card()))
        is_back.set()

    holding = Thread(target=hold)
    holding.start()
    assert is_held.wait(10.0)
    Thread(target=draw, daemon=True).start()
    returned = is_back.wait(2.0)
    may_go.set()
    holding.join()
    counter.room._worker.finish()
    counter.room._worker.join(timeout_s=10.0)
    assert returned
    assert isinstance(counter.told[-1], CaseActed)
