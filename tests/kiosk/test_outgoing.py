# SPDX-License-Identifier: Apache-2.0
"""The way out: order, patience, what is told to staff, and what is never silent."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest

from certificates.library.interface import AuditElements
from forms.case_news import DeskNews, NewsKind, Outcome, Verdict
from forms.case_progress import Stage
from forms.offer import Offer, OfferAnswer, Registrar
from forms.text import Text
from kiosk.case_file import progress_in, take_news
from kiosk.offer_book import OfferBook
from kiosk.outgoing import LONGEST_REST_S, STUCK_AFTER, Outgoing, Pace, pause_s
from kiosk.session.effects import KeepOffer
from kiosk.store.desk_book import TaskKind
from kiosk.store.outbox import ANSWER, OFFER
from kiosk.store.records import OutboxMessage, SeriesNumber
from kiosk.store.store import Store
from kiosk.sync.case_desk_values import (
    FailureKind,
)
from tests.support.applying import card
from tests.support.case_desks import QUICK, form_of, kept_case, run
from tests.support.fixed_clock import FixedClock
from tests.support.scripted_desk import T0, Half, ScriptedDesk
from tests.support.store_samples import numbered_case, opened, sample_case


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def store(tmp_path: Path, clock: FixedClock) -> Iterator[Store]:
    with opened(tmp_path, clock) as store:
        yield store


@pytest.fixture
def desk() -> ScriptedDesk:
    return ScriptedDesk()


@pytest.fixture
def outgoing(store: Store, desk: ScriptedDesk, clock: FixedClock) -> Outgoing:
    return Outgoing(
        store,
        desk,
        audit=lambda _service, case: AuditElements("大厅", "K-0001", "事项", "01", case),
        clock=clock,
        pace=QUICK,
        chance=Half(),  # type: ignore[arg-type]
        received=lambda case: desk.sent.append(f"told {case}"),
    )


def test_a_case_is_received_once_its_receipt_is_on_disk(
    store: Store, desk: ScriptedDesk, outgoing: Outgoing
) -> None:
    case = kept_case(store).case_id
    assert progress_in(store, case).stage is Stage.WAITING
    assert run(outgoing) == 60
    assert progress_in(store, case).stage is Stage.RECEIVED
    assert desk.sent == [f"case/{case}", f"told {case}"]
    (sent,) = desk.cases
    assert [paper.name for paper in sent.papers] == ["acceptance_slip.pdf"]
    assert {value.name: value.value for value in sent.values}["unit_name"] == "示例美容店"


def test_messages_of_one_case_go_in_their_order_and_a_licence_after_its_case(
    store: Store, desk: ScriptedDesk, outgoing: Outgoing
) -> None:
    one, two = (kept_case(store, decision="issued").case_id for _ in range(2))
    desk.failures[f"case/{one}"] = FailureKind.BROKEN
    run(outgoing)
    keys = [key for key in desk.sent if not key.startswith("told")]
    assert keys == [f"case/{one}", f"case/{two}", f"licence/{two}"]
    assert store.outbox.depth() == 2
    desk.failures.clear()
    (store._database.execute("UPDATE outbox SET not_before = NULL"))
    run(outgoing)
    assert [key for key in desk.sent if one in key and "told" not in key][1:] == [
        f"case/{one}",
        f"licence/{one}",
    ]
    assert [licence.case_number for licence in desk.licences] == [two, one]
    assert desk.licences[0].paper.name == "licence.pdf"


@pytest.mark.parametrize("kind", [FailureKind.UNREACHABLE, FailureKind.BUSY])
def test_a_desk_that_is_away_is_left_alone_longer_each_time(
    store: Store, desk: ScriptedDesk, outgoing: Outgoing, kind: FailureKind
) -> None:
    for _ in range(5):
        kept_case(store)
    desk.failures["*"] = kind
    rests = [run(outgoing) for _ in range(9)]
    assert rests == [0.75, 1.5, 3.0, 6.0, 12.0, 24.0, 45.0, 45.0, 45.0]
    assert len(desk.sent) == 9  # one call each time, however long the queue
    assert store.desk_book.tasks() == ()
    desk.failures.clear()
    run(outgoing)
    assert store.outbox.depth() == 0


@pytest.mark.parametrize(
    "kind", [FailureKind.BROKEN, FailureKind.REFUSED, FailureKind.TIMED_OUT]
)
def test_a_case_that_the_desk_cannot_swallow_holds_up_no_other(
    store: Store,
    desk: ScriptedDesk,
    outgoing: Outgoing,
    *,
    clock: FixedClock,
    kind: FailureKind,
) -> None:
    bad, good = kept_case(store).case_id, kept_case(store).case_id
    desk.told[good] = (DeskNews(1, NewsKind.RECEIVED, T0),)
    desk.failures[f"case/{bad}"] = kind
    run(outgoing)
    assert store.desk_book.is_received(good)
    for _ in range(STUCK_AFTER + 3):
        clock.advance(61)
        run(outgoing)
    (task,) = store.desk_book.tasks()
    assert (task.kind, task.case_id) == (TaskKind.UNDELIVERABLE, bad)
    desk.failures.clear()
    clock.advance(61)
    run(outgoing)
    assert store.desk_book.is_received(bad)


def test_three_failures_in_a_row_mean_the_line(
    store: Store, desk: ScriptedDesk, outgoing: Outgoing
) -> None:
    for _ in range(9):
        kept_case(store)
    desk.failures["*"] = FailureKind.REFUSED
    run(outgoing)
    assert len(desk.sent) == 3


def test_a_refused_registration_is_a_task_and_is_sent_again_under_another_key(
    store: Store, desk: ScriptedDesk, outgoing: Outgoing
) -> None:
    case = kept_case(store, decision="issued_under_promise").case_id
    desk.refuses.add(f"licence/{case}")
    run(outgoing)
    (task,) = store.desk_book.tasks()
    assert (task.kind, task.case_id) == (TaskKind.REGISTRATION_REFUSED, case)
    assert "证号不在号段内" in task.reason
    assert store.outbox.depth() == 0
    assert store.desk_book.settle(task.task_id, again=True) == f"licence/{case}/again-2"
    run(outgoing)
    assert desk.sent[-1] == f"licence/{case}/again-2"
    assert store.desk_book.open_tasks() == 0
    (settled,) = store.desk_book.tasks(open_only=False)
    assert settled.settlement == "again"
    run(outgoing)
    assert store.outbox.depth() == 0  # the licence is not gathered a second time


def test_a_refused_case_and_void_number_are_tasks_too(
    store: Store, desk: ScriptedDesk, outgoing: Outgoing
) -> None:
    case = kept_case(store).case_id
    value = store.numbers.reserve("hygiene-permit", "2026")
    store.numbers.void(SeriesNumber("hygiene-permit", "2026", value), reason="interrupted")
    desk.refuses |= {f"case/{case}", f"void/hygiene-permit/2026/{value}"}
    run(outgoing)
    kinds = {task.kind for task in store.desk_book.tasks()}
    assert kinds == {TaskKind.SUBMISSION_REFUSED, TaskKind.VOID_REFUSED}
    assert not store.desk_book.is_received(case)


@pytest.mark.parametrize("decision", ["accepted", "issued"])
def test_a_case_waits_for_its_papers(
    store: Store, desk: ScriptedDesk, outgoing: Outgoing, *, clock: FixedClock, decision: str
) -> None:
    case = kept_case(store, decision=decision, has_paper=False)
    assert run(outgoing) < QUICK.first_s
    assert desk.sent == []
    assert store.desk_book.tasks() == ()
    store.documents.put(case.case_id, case.papers[0], b"%PDF")
    clock.advance(61)
    run(outgoing)
    assert store.desk_book.is_received(case.case_id)
    assert store.outbox.depth() == 0


def test_a_form_of_another_make_is_told_to_staff_at_once(
    store: Store, desk: ScriptedDesk, outgoing: Outgoing
) -> None:
    store.submit_case(sample_case("K-0001-20261123-0009", decision="accepted"))
    run(outgoing)
    (task,) = store.desk_book.tasks()
    assert task.kind is TaskKind.UNDELIVERABLE
    assert (desk.sent, store.outbox.depth()) == ([], 1)


def test_a_licence_whose_case_tells_no_claims_is_told_to_staff(
    store: Store, desk: ScriptedDesk, outgoing: Outgoing
) -> None:
    case = numbered_case(store, "K-0001-20261123-0008", outbox=None, form=form_of())
    store.submit_case(case)
    store.documents.put(case.case_id, "licence.pdf", b"%PDF")
    run(outgoing)
    (task,) = store.desk_book.tasks()
    assert (task.kind, task.message) == (TaskKind.UNDELIVERABLE, f"licence/{case.case_id}")
    assert desk.sent == []


def test_open_cases_are_asked_about_until_nothing_more_is_to_come(
    store: Store, desk: ScriptedDesk, outgoing: Outgoing, clock: FixedClock
) -> None:
    case, issued = kept_case(store).case_id, kept_case(store, decision="issued").case_id
    run(outgoing)
    desk.sent.clear()
    clock.advance(QUICK.ask_s + 1)
    desk.told[case] = (DeskNews(1, NewsKind.RECEIVED, T0),)
    run(outgoing)
    assert desk.sent == [f"news/{case}"]
    assert issued not in str(desk.sent)
    granted = DeskNews(2, NewsKind.DECIDED, T0, outcomes=(Outcome("", Verdict.GRANTED),))
    ready = DeskNews(3, NewsKind.RESULT_READY, T0, "JG-1")
    desk.told[case] = (ready, *desk.told[case], granted, ready)
    clock.advance(QUICK.ask_s + 1)
    run(outgoing)
    assert progress_in(store, case).stage is Stage.RESULT_READY
    clock.advance(10 * QUICK.ask_s)
    run(outgoing)
    assert desk.sent == [f"news/{case}"] * 2


def test_a_desk_that_has_lost_a_case_is_told_to_staff(
    store: Store, desk: ScriptedDesk, outgoing: Outgoing, clock: FixedClock
) -> None:
    case = kept_case(store).case_id
    run(outgoing)
    clock.advance(QUICK.ask_s + 1)
    run(outgoing)
    (task,) = store.desk_book.tasks()
    assert (task.kind, task.case_id) == (TaskKind.CONTRADICTION, case)


@pytest.mark.parametrize(
    ("kind", "asked"), [(FailureKind.UNREACHABLE, 1), (FailureKind.BROKEN, 3)]
)
def test_asking_stops_where_the_line_is_gone(
    store: Store,
    desk: ScriptedDesk,
    outgoing: Outgoing,
    *,
    clock: FixedClock,
    kind: FailureKind,
    asked: int,
) -> None:
    for _ in range(3):
        kept_case(store)
    run(outgoing)
    desk.sent.clear()
    desk.failures["*"] = kind
    clock.advance(QUICK.ask_s + 1)
    run(outgoing)
    assert len(desk.sent) == asked


def test_what_is_left_is_left_between_two_messages(
    store: Store, desk: ScriptedDesk, outgoing: Outgoing
) -> None:
    kept_case(store)
    leaving = Event()
    leaving.set()
    outgoing.run_once(leaving)
    assert desk.sent == []
    assert store.outbox.depth() == 1
    outgoing.close()
    assert desk.is_closed


def test_the_self_test_tells_what_waits(
    store: Store, desk: ScriptedDesk, outgoing: Outgoing
) -> None:
    kept_case(store)
    good = outgoing.probe()
    assert (good.state.is_good, good.facts) == (True, (("waiting", "1"),))
    desk.failures["*"] = FailureKind.UNREACHABLE
    assert not outgoing.probe().state.is_good


@pytest.mark.parametrize(("attempts", "low", "high"), [(0, 2, 4), (3, 16, 32), (50, 50, 100)])
def test_pauses_double_up_to_the_longest_and_half_of_each_is_chance(
    attempts: int, low: float, high: float
) -> None:
    pace = Pace(first_s=4, longest_s=100)
    assert pause_s(pace, attempts, 0.0) == low
    assert pause_s(pace, attempts, 1.0) == high


def accepted_offer(store: Store, clock: FixedClock) -> str:
    """An offer that a citizen has accepted, as the book queues it; its key."""
    offer = Offer(
        "benefit:living", Text("补贴", "Benefit"), Text("甲", "A"), (), Text("局", "B")
    )
    said = KeepOffer(
        *(1, "hygiene-permit", offer, OfferAnswer.ACCEPT, Registrar.STAFF, card()),
        (("long_care", True), ("grade", 2)),
    )
    OfferBook(store, clock, days=30, machine="K-0001").keep(said)
    (message,) = store.outbox.waiting()
    return message.idempotency_key


def test_an_accepted_offer_is_registered_there_and_nothing_of_it_stays(
    store: Store, desk: ScriptedDesk, outgoing: Outgoing, clock: FixedClock
) -> None:
    key = accepted_offer(store, clock)
    run(outgoing)
    (offer,) = desk.offers
    assert (offer.key, offer.offer, offer.registered_by) == (key, "benefit:living", "staff")
    assert (offer.holder.number, offer.holder.number_type) == (card().number.value, "111")
    assert [(one.name, one.value) for one in offer.told] == [
        ("grade", "2"),
        ("long_care", "true"),
    ]
    assert (store.outbox.depth(), store.desk_book.tasks()) == (0, ())
    assert store._database.execute("SELECT body FROM outbox") == [(b"",)]


def test_an_offer_that_is_refused_is_a_task_and_may_be_sent_again(
    store: Store, desk: ScriptedDesk, outgoing: Outgoing, clock: FixedClock
) -> None:
    key = accepted_offer(store, clock)
    desk.refuses.add(key)
    run(outgoing)
    (task,) = store.desk_book.tasks()
    assert (task.kind, task.message) == (TaskKind.OFFER_REFUSED, key)
    store.desk_book.settle(task.task_id, again=True)
    run(outgoing)
    assert [one.key for one in desk.offers] == [key, f"{key}/again-2"]


def test_messages_of_unknown_kind_or_form_are_told_to_staff(
    store: Store, desk: ScriptedDesk, outgoing: Outgoing
) -> None:
    store.outbox.queue(OutboxMessage("odd/1", "of-tomorrow", b"{}"))
    store.outbox.queue(OutboxMessage("offer/1", OFFER, b"[]"))
    run(outgoing)
    assert {task.message for task in store.desk_book.tasks()} == {"odd/1", "offer/1"}
    assert desk.sent == []


def test_answers_for_the_base_are_no_business_of_the_desk(
    store: Store, desk: ScriptedDesk, outgoing: Outgoing
) -> None:
    store.outbox.queue(OutboxMessage("notice/1", ANSWER, b"{}"))
    assert run(outgoing) == LONGEST_REST_S
    assert (desk.sent, store.outbox.depth()) == ([], 1)


def test_a_clock_that_was_years_ahead_keeps_no_case_from_being_asked_about(
    store: Store, desk: ScriptedDesk, outgoing: Outgoing, clock: FixedClock
) -> None:
    case, now = kept_case(store).case_id, clock.now()
    desk.told[case] = (DeskNews(1, NewsKind.RECEIVED, T0),)
    run(outgoing)
    clock.set(now + timedelta(days=4_000))
    run(outgoing)
    clock.set(now + timedelta(hours=1))
    desk.sent.clear()
    run(outgoing)
    assert desk.sent == [f"news/{case}"]


def test_a_case_that_was_over_is_asked_about_again_after_an_appeal(
    store: Store, desk: ScriptedDesk, outgoing: Outgoing, clock: FixedClock
) -> None:
    case = kept_case(store).case_id
    refused = DeskNews(2, NewsKind.DECIDED, T0, outcomes=(Outcome("", Verdict.REFUSED),))
    desk.told[case] = (DeskNews(1, NewsKind.RECEIVED, T0), refused)
    run(outgoing)
    clock.advance(QUICK.ask_s + 1)
    run(outgoing)
    desk.sent.clear()
    clock.advance(10 * QUICK.ask_s)
    run(outgoing)
    assert desk.sent == []
    take_news(store, case, (DeskNews(3, NewsKind.APPEAL_LODGED, T0, "SQ-1"),))
    clock.advance(QUICK.ask_s + 1)
    run(outgoing)
    assert desk.sent == [f"news/{case}"]
