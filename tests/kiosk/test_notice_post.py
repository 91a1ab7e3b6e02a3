# SPDX-License-Identifier: Apache-2.0
# ruff: noqa: ARG002  # the scripted bases have the arguments of the bases
"""Accepted notices reach the base that has pushed them, also after days without it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random
from threading import Event

import pytest

from certificates.library.interface import AuditElements
from certificates.settings import PlatformSettings
from forms.offer import Offer, OfferAnswer, Registrar
from forms.text import Text
from kiosk.base_room import BaseRoom, BaseSide
from kiosk.notice_post import GONE_REASON, UNREADABLE, NoticePost
from kiosk.offer_book import OfferBook
from kiosk.outgoing import LONGEST_REST_S, STUCK_AFTER
from kiosk.session.effects import KeepOffer
from kiosk.session.events import Event as Told
from kiosk.store.desk_book import TaskKind
from kiosk.store.outbox import ANSWER, OFFER
from kiosk.store.records import OutboxMessage
from kiosk.store.store import Store
from kiosk.sync.base_data import AWAY, NO_ANSWER, BaseAnswer, BaseData, BaseOutcome, BaseQuery
from kiosk.workers import Worker
from tests.support.applying import card
from tests.support.fixed_clock import FixedClock
from tests.support.simulators import running_simulator
from tests.support.store_samples import opened

NUMBER = card().number.value
NOTICE = Offer(
    "notice:PN-2026-0001", Text("检查", "Check"), Text("甲", "A"), (), Text("局", "B")
)
AUDIT = AuditElements("厅", "K-0001", "公共场所卫生许可", "1", "1")
FOUND = BaseAnswer(BaseOutcome.FOUND)


def said(answer: OfferAnswer, offer: Offer = NOTICE) -> KeepOffer:
    return KeepOffer(1, "hygiene-permit", offer, answer, Registrar.STAFF, card())


class ScriptedBases:
    """Bases that answer as they are told, and remember what they were told."""

    def __init__(self) -> None:
        self.answer = FOUND
        self.told: list[tuple[str, str, str, str]] = []

    def answer_notice(
        self,
        query: BaseQuery,
        notice_id: str,
        said: tuple[OfferAnswer, Registrar],
        audit: AuditElements,
        *,
        deadline_s: float,
    ) -> BaseAnswer:
        assert query.use_cause.endswith(audit.item_name)
        self.told.append((query.holder_code, notice_id, said[0].value, said[1].value))
        return self.answer


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def store(tmp_path: Path, clock: FixedClock) -> Iterator[Store]:
    with opened(tmp_path, clock) as store:
        yield store


@pytest.fixture
def book(store: Store, clock: FixedClock) -> OfferBook:
    return OfferBook(store, clock, days=30, machine="K-0001")


@pytest.fixture
def bases() -> ScriptedBases:
    return ScriptedBases()


@pytest.fixture
def post(store: Store, bases: ScriptedBases, clock: FixedClock) -> NoticePost:
    return NoticePost(store, bases, audit=lambda _id: AUDIT, clock=clock, chance=Random(1))


def run(post: NoticePost) -> float:
    return post.run_once(Event())


def bodies(store: Store) -> dict[str, bytes]:
    return dict(store._database.execute("SELECT kind, body FROM outbox"))


def test_an_acceptance_is_told_once_and_nothing_of_the_person_stays(
    store: Store, book: OfferBook, bases: ScriptedBases, post: NoticePost
) -> None:
    book.keep(said(OfferAnswer.ACCEPT))
    book.keep(said(OfferAnswer.ACCEPT))
    assert NUMBER.encode() in bodies(store)[ANSWER]
    assert run(post) == LONGEST_REST_S
    run(post)
    assert bases.told == [(NUMBER, "PN-2026-0001", "accept", "staff")]
    assert bodies(store)[ANSWER] == b""
    assert NUMBER.encode() in bodies(store)[OFFER], "the desk has not had its message yet"
    post.close()


@pytest.mark.parametrize("answer", [OfferAnswer.DECLINE, OfferAnswer.LATER])
def test_no_thanks_and_later_never_wait_here(
    store: Store, book: OfferBook, answer: OfferAnswer
) -> None:
    book.keep(said(answer))
    assert store.outbox.depth() == 0


def test_a_benefit_is_no_notice(store: Store, book: OfferBook) -> None:
    book.keep(said(OfferAnswer.ACCEPT, replace(NOTICE, id="benefit:living")))
    assert list(bodies(store)) == [OFFER]


def test_days_without_the_base_lose_nothing_and_the_line_is_left_alone(
    store: Store, book: OfferBook, bases: ScriptedBases, *, post: NoticePost, clock: FixedClock
) -> None:
    for turn in range(5):
        offer = replace(NOTICE, id=f"notice:PN-{turn}")
        book.keep(said(OfferAnswer.ACCEPT, offer))
    bases.answer = BaseAnswer(BaseOutcome.UNREACHABLE, code=AWAY)
    for _ in range(20):
        asked = len(bases.told)
        assert 0 < run(post) <= LONGEST_REST_S
        assert len(bases.told) <= asked + 1
        clock.advance(1_000)
    assert store.desk_book.tasks() == (), "a base that is away is no work for staff"
    bases.answer = FOUND
    bases.told.clear()
    clock.advance(1_000)
    run(post)
    assert sorted(notice for _, notice, _, _ in bases.told) == [f"PN-{n}" for n in range(5)]
    assert store.outbox.depth() == 5, "the desk's own messages stay"


def test_a_base_that_is_odd_about_one_notice_is_told_to_staff_in_the_end(
    store: Store, book: OfferBook, bases: ScriptedBases, *, post: NoticePost, clock: FixedClock
) -> None:
    book.keep(said(OfferAnswer.ACCEPT))
    bases.answer = BaseAnswer(BaseOutcome.BROKEN, code=NO_ANSWER)
    for _ in range(STUCK_AFTER + 2):
        run(post)
        clock.advance(1_000)
    (task,) = store.desk_book.tasks()
    assert task.kind is TaskKind.UNDELIVERABLE
    assert task.message.startswith("notice/")


def test_a_notice_that_is_gone_is_a_task_and_never_silence(
    store: Store, book: OfferBook, bases: ScriptedBases, post: NoticePost
) -> None:
    book.keep(said(OfferAnswer.ACCEPT))
    bases.answer = BaseAnswer(BaseOutcome.NOT_FOUND)
    run(post)
    (task,) = store.desk_book.tasks()
    assert (task.kind, task.reason) == (TaskKind.OFFER_REFUSED, GONE_REASON)
    assert store.desk_book.settle(task.task_id, again=True).endswith("/again-2")
    bases.answer = FOUND
    run(post)
    assert len(bases.told) == 2


def test_words_of_another_make_are_told_to_staff_and_nobody_else(
    store: Store, bases: ScriptedBases, post: NoticePost
) -> None:
    store.outbox.queue(OutboxMessage("notice/odd", ANSWER, b"[]"))
    run(post)
    (task,) = store.desk_book.tasks()
    assert (task.kind, UNREADABLE in task.reason) == (TaskKind.UNDELIVERABLE, True)
    assert bases.told == []


def test_who_leaves_begins_nothing_more(
    book: OfferBook, bases: ScriptedBases, post: NoticePost
) -> None:
    book.keep(said(OfferAnswer.ACCEPT))
    leaving = Event()
    leaving.set()
    post.run_once(leaving)
    assert bases.told == []


@pytest.mark.daemon
def test_the_base_is_away_at_first_and_hears_of_it_when_it_is_back(
    store: Store, book: OfferBook, clock: FixedClock
) -> None:
    told: list[Told] = []
    desk = Worker("desk")
    with running_simulator("platform") as platform:
        platform.send("fault", kind="down")
        data = BaseData(PlatformSettings(base_url=platform.address), clock.today)
        room = BaseRoom(
            BaseSide(data, book), audit=lambda _id: AUDIT, tell=told.append, desk=desk, wait_s=5
        )
        room.perform(said(OfferAnswer.ACCEPT))
        desk.finish()
        desk.join(timeout_s=10)
        post = NoticePost(store, data, audit=lambda _id: AUDIT, clock=clock, chance=Random(1))
        run(post)
        assert platform.send("state")["notice_answers"] == []
        platform.send("clear")
        clock.advance(60)
        run(post)
        assert platform.send("state")["notice_answers"] == [
            {"notice": "PN-2026-0001", "answer": "accept", "registered_by": "staff"}
        ]
        for worker in room.leave():
            worker.join(timeout_s=10)
        room.close()
    assert [type(one).__name__ for one in told] == ["OfferKept"]
