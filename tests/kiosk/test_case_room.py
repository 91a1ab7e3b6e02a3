# SPDX-License-Identifier: Apache-2.0
"""One's own cases with a real store, document process and desk over HTTP."""

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from certificates.simulation.result_pdf import KINDS
from certificates.trust import TrustList, read_trust_list
from devices.identity.numbers import identity_number_from
from devices.identity.record import IdentityRecord
from devices.printing.attempt import AttemptState
from devices.printing.ledger import Evidence
from forms.case_standing import CaseAct, CaseFile, Standing, acts_of, result_paper, standing_of
from kiosk.case_finder import CaseFinder
from kiosk.case_results import Believing, CaseResults
from kiosk.case_room import CaseRoom, CaseSide
from kiosk.clock import SystemClock
from kiosk.demo.world import OFFICES_KEYS
from kiosk.desk import Desk
from kiosk.documents.process import DocumentProcess
from kiosk.outgoing import Outgoing
from kiosk.session.case_visit import (
    AskCases,
    CaseActed,
    CaseEffect,
    CasesTold,
    DoInCase,
    OpenSlip,
    PaperReady,
    SlipOpened,
)
from kiosk.session.events import Event, Failed
from kiosk.slip_code import SlipCodes
from kiosk.workers import Failure, Job, Worker
from tests.kiosk.test_desk import documents, issue, opened, told_by
from tests.support.applying import card
from tests.support.case_desks import desk_on, outgoing_to, run
from tests.support.documents import read_text, unspaced
from tests.support.simulators import RunningSimulator, running_simulator
from tests.support.store_samples import new_attempt

pytestmark = pytest.mark.slow
__all__ = ["documents"]
CLOCK = SystemClock()
TURN = count(1)
OTHER = replace(card(), name="周开元", number=identity_number_from("439900197002280122"))


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


class AtOnce(Worker):
    """A worker that does its job at once, on the thread of the test."""

    def __init__(self) -> None:
        super().__init__("at-once")
        self.finish()

    def do(self, job: Job, failed: Failure) -> None:  # noqa: ARG002  # it raises instead
        job()


class Counter:
    """A room, everything that it told, and the way out beside it."""

    def __init__(self, desk: Desk, address: str, believing: Believing | None = None) -> None:
        trust = Believing(read_trust_list(OFFICES_KEYS), samples=True)
        self.desk, self.told, self.woken = desk, list[Event](), 0
        self.finder = CaseFinder(desk.store)
        side = CaseSide(
            self.finder,
            CaseResults(desk, believing or trust, CLOCK),
            desk_on(address) if address else None,
        )
        self.room = CaseRoom(side, desk, AtOnce(), tell=self.told.append, wake=self._wake)
        self.room._pool = AtOnce()  # type: ignore[assignment]  # no thread of its own here
        self.outgoing: Outgoing | None = (
            outgoing_to(desk.store, address, CLOCK) if address else None
        )

    def _wake(self) -> None:
        self.woken += 1

    def send(self) -> None:
        assert self.outgoing is not None
        run(self.outgoing)

    def perform(self, effect: CaseEffect) -> Event:
        """Perform, and give the last thing told."""
        self.room.perform(effect)
        return self.told[-1]

    def ask(self, record: IdentityRecord = card(), *, is_here: bool = False) -> CasesTold:  # noqa: B008  # frozen
        told = self.perform(AskCases(1, record, is_here=is_here))
        assert isinstance(told, CasesTold)
        return told

    def do(
        self, act: CaseAct, case: CaseFile, reference: str = "", words: str = "", **who: object
    ) -> CaseActed | PaperReady:
        record = who.get("record", card())
        assert isinstance(record, IdentityRecord)
        told = self.perform(DoInCase(1, act, case.number, record, reference, words))
        assert isinstance(told, CaseActed | PaperReady)
        return told


@pytest.fixture
def counter(desk: Desk, there: RunningSimulator) -> Counter:
    return Counter(desk, there.address)


def handed_in(counter: Counter, route: str = "ordinary") -> str:
    """Hand a case in as the citizen of ``card``, and send it."""
    told = told_by(counter.desk)
    number = counter.desk.issue(issue(route), told).case_number
    if counter.outgoing is not None:
        counter.send()
    return number


def only(told: CasesTold) -> CaseFile:
    """The one case of this machine; the desk keeps what earlier tests handed in elsewhere."""
    (case,) = (one for one in told.files if one.is_ours)
    return case


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


def test_a_case_of_another_machine_is_listed_and_nothing_can_be_done(
    counter: Counter, tmp_path: Path, documents: DocumentProcess, there: RunningSimulator
) -> None:
    elsewhere = opened(tmp_path / "other", documents)
    first = Counter(elsewhere, there.address)
    for _ in range(3 * next(TURN)):  # so that both machines use different numbers
        elsewhere.store.new_case_id("K-0001")
    number = handed_in(first)
    elsewhere.store.close()
    told = counter.ask()
    case = next(one for one in told.files if one.number == number)
    assert not case.is_ours
    assert acts_of(case) == ()
    assert standing_of(case) in {Standing.RECEIVED, Standing.RESULT_READY}


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


# -- results ---------------------------------------------------------------------


def test_a_result_is_kept_as_the_desk_gave_it_and_comes_out_once(counter: Counter) -> None:
    number = handed_in(counter)
    case = only(counter.ask())
    (result,) = case.results_to_fetch
    ready = counter.do(CaseAct.FETCH, case, result.reference)
    assert ready == PaperReady(1, CaseAct.FETCH, number, result_paper(result.reference), 1)
    stored = counter.desk.paper(number, result_paper(result.reference))
    assert number in unspaced(read_text(stored.pdf))
    again = counter.do(CaseAct.FETCH, case, result.reference)
    assert again == ready, "what is there is not fetched again"
    came_out(counter, stored.pdf)
    out = counter.do(CaseAct.FETCH, case, result.reference)
    assert isinstance(out, CaseActed)
    assert out.outcome == "closed"
    assert out.file is not None
    assert standing_of(out.file) is Standing.RESULT_OUT
    paper = out.file.paper(result_paper(result.reference))
    assert paper is not None
    assert paper.out_at is not None


def came_out(counter: Counter, pdf: bytes) -> None:
    """Let the ledger know that these bytes came out of the printer."""
    prints, attempt = counter.desk.prints, new_attempt(hashlib.sha256(pdf).hexdigest())
    prints.begin(attempt)
    for state in (AttemptState.SENT, AttemptState.DEVICE_DONE):
        prints.advance(attempt.attempt_id, state, Evidence(sheets_completed=1))


@pytest.mark.parametrize(
    ("kind", "word"),
    [
        ("unsealed", "not_sealed"),
        ("unlisted", "unknown_key"),
        ("altered", "tampered"),
        ("foreign", "unfit"),
        ("acts", "unfit"),
    ],
)
def test_a_result_with_a_flaw_is_not_kept_and_staff_has_a_task(
    counter: Counter, there: RunningSimulator, kind: str, word: str
) -> None:
    there.send("set", results=kind)
    number = handed_in(counter)
    case = only(counter.ask())
    acted = counter.do(CaseAct.FETCH, case, case.results_to_fetch[0].reference)
    assert isinstance(acted, CaseActed)
    assert (acted.outcome, acted.code) == ("unfit", "DOCUMENT-0622")
    assert acted.file is not None
    assert standing_of(acted.file) is Standing.RESULT_READY
    assert [task.case_id for task in counter.desk.store.desk_book.tasks()] == [number]
    assert f'"{word}"' in "".join(counter.desk.journal.export())


def test_every_kind_of_file_is_tried() -> None:
    assert set(KINDS) == {"sealed", "unsealed", "unlisted", "altered", "foreign", "acts"}


@pytest.mark.parametrize(
    "believing",
    [
        Believing(TrustList(), samples=True),
        Believing(read_trust_list(OFFICES_KEYS), samples=False),
    ],
    ids=["no list", "samples do not count"],
)
def test_only_a_believed_seal_counts(
    desk: Desk, there: RunningSimulator, believing: Believing
) -> None:
    counter = Counter(desk, there.address, believing)
    handed_in(counter)
    case = only(counter.ask())
    acted = counter.do(CaseAct.FETCH, case, case.results_to_fetch[0].reference)
    assert isinstance(acted, CaseActed)
    assert acted.code == "DOCUMENT-0622"


def test_a_desk_that_is_away_or_has_no_file_leaves_everything_as_it_is(
    counter: Counter, there: RunningSimulator
) -> None:
    handed_in(counter)
    case = only(counter.ask())
    reference = case.results_to_fetch[0].reference
    there.send("set", busy=1)
    away = counter.do(CaseAct.FETCH, case, reference)
    assert isinstance(away, CaseActed)
    assert (away.outcome, away.code) == ("away", "DESK-1501")
    unknown = counter.do(CaseAct.FETCH, case, "JG-unknown")
    assert isinstance(unknown, CaseActed)
    assert unknown.outcome == "closed"
    assert isinstance(counter.do(CaseAct.FETCH, case, reference), PaperReady)


# -- papers again -------------------------------------------------------------------


def test_a_slip_is_made_again_and_says_so(counter: Counter) -> None:
    number = handed_in(counter)
    case = only(counter.ask())
    first = counter.do(CaseAct.RECEIPT, case)
    sheets = counter.desk.paper(number, "acceptance_slip").sheets
    assert first == PaperReady(1, CaseAct.RECEIPT, number, "acceptance_slip-1", sheets)
    waiting = counter.do(CaseAct.RECEIPT, case)
    assert waiting == first, "one that never came out is printed first"
    again = counter.desk.paper(number, "acceptance_slip-1").pdf
    assert "补打件" in unspaced(read_text(again))
    assert "补打件" not in unspaced(
        read_text(counter.desk.paper(number, "acceptance_slip").pdf)
    )
    came_out(counter, again)
    second = counter.do(CaseAct.RECEIPT, case)
    assert isinstance(second, PaperReady)
    assert second.paper == "acceptance_slip-2"


def test_of_an_issued_case_the_receipt_is_made_again_and_never_the_licence(
    counter: Counter,
) -> None:
    number = handed_in(counter, "promise")
    case = only(counter.ask())
    assert set(acts_of(case)) == {CaseAct.RECEIPT}
    ready = counter.do(CaseAct.RECEIPT, case)
    assert ready == PaperReady(1, CaseAct.RECEIPT, number, "receipt-1", 1)


def test_a_refusal_comes_with_reasons_and_remedies(
    counter: Counter, there: RunningSimulator
) -> None:
    there.send("set", office="*", answer="refuse")
    number = handed_in(counter)
    case = only(counter.ask())
    ready = counter.do(CaseAct.DECISION, case)
    assert isinstance(ready, PaperReady)
    text = unspaced(read_text(counter.desk.paper(number, ready.paper).pdf))
    assert "没有批准" in text
    assert "行政复议" in text
    assert "提交的材料不符合规定的条件" in text
