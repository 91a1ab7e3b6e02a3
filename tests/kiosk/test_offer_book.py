# SPDX-License-Identifier: Apache-2.0
"""Answers to offers on disk: one message, a keyed hash, and nothing else."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from queue import Queue

import pytest

from certificates.library.interface import AuditElements
from certificates.settings import PlatformSettings
from config.loader import load_settings
from forms.base_data import Base
from forms.offer import Offer, OfferAnswer, Registrar
from forms.text import Text
from kiosk.base_room import BaseRoom, BaseSide, base_side_of
from kiosk.offer_book import OfferBook
from kiosk.session.effects import AskBase, KeepOffer, RecallOffers
from kiosk.session.events import BaseTold, Event, OfferKept, OffersRecalled
from kiosk.store.outbox import OFFER
from kiosk.store.store import Store
from kiosk.sync.base_data import BaseData
from kiosk.workers import Worker
from tests.support.applying import card
from tests.support.fixed_clock import FixedClock

NUMBER = card().number.value
LIVING = Offer("benefit:living", Text("补贴", "Subsidy"), Text("甲", "A"), (), Text("局", "B"))
NOTICE = replace(LIVING, id="notice:PN-1")
DAYS = 30
DAY_S = 86_400.0


def said(answer: OfferAnswer, offer: Offer = LIVING) -> KeepOffer:
    return KeepOffer(
        1, "hygiene-permit", offer, answer, Registrar.STAFF, card(), (("long_care", True),)
    )


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def store(tmp_path: Path, clock: FixedClock) -> Iterator[Store]:
    with Store.open(tmp_path / "data", clock=clock) as opened:
        yield opened


@pytest.fixture
def book(store: Store, clock: FixedClock) -> OfferBook:
    return OfferBook(store, clock, days=DAYS, machine="K-0001")


def test_an_accepted_offer_is_one_message_for_the_desk(store: Store, book: OfferBook) -> None:
    book.keep(said(OfferAnswer.ACCEPT))
    book.keep(said(OfferAnswer.ACCEPT))
    (message,) = store.outbox.waiting()
    assert message.kind == OFFER
    assert NUMBER not in message.idempotency_key
    content = json.loads(message.body)
    assert (content["offer"], content["registered_by"]) == (LIVING.id, "staff")
    person = {"name": card().name, "number": NUMBER, "number_type": "111"}
    assert content["applicant"] == person
    assert content["told"] == {"long_care": True}


@pytest.mark.parametrize("answer", [OfferAnswer.ACCEPT, OfferAnswer.DECLINE])
def test_an_answered_offer_is_not_made_again_for_its_time(
    book: OfferBook, clock: FixedClock, answer: OfferAnswer
) -> None:
    book.keep(said(answer))
    offers = (LIVING.id, NOTICE.id)
    assert book.settled(NUMBER, offers) == {LIVING.id}
    assert book.settled("439900198503150013", offers) == frozenset()
    clock.advance(DAYS * DAY_S)
    assert book.settled(NUMBER, offers) == {LIVING.id}
    clock.advance(DAY_S)
    assert book.settled(NUMBER, offers) == frozenset()


def test_no_thanks_leaves_a_keyed_hash_and_nothing_else(
    store: Store, book: OfferBook, tmp_path: Path
) -> None:
    before = rows(store)
    book.keep(said(OfferAnswer.DECLINE))
    after = rows(store)
    ((token, until),) = after.pop("offer_answered")
    before.pop("offer_answered")
    assert after == before
    assert re.fullmatch("[0-9a-f]{64}", str(token))
    assert store.outbox.depth() == 0
    elsewhere = tmp_path / "other"
    with Store.open(elsewhere, clock=FixedClock()) as other:
        OfferBook(other, FixedClock(), days=DAYS, machine="K-0002").keep(
            said(OfferAnswer.DECLINE)
        )
        ((foreign, _),) = rows(other)["offer_answered"]
    assert foreign != token  # another machine's key: hashes cannot be put side by side
    assert until


def rows(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables."""
    database = store._database
    names = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    return {
        name: list(database.execute(f'SELECT * FROM "{name}"'))  # noqa: S608  # our own names
        for (name,) in names
    }


def test_later_leaves_nothing(store: Store, book: OfferBook) -> None:
    before = rows(store)
    book.keep(said(OfferAnswer.LATER))
    assert rows(store) == before


def test_what_has_run_out_is_deleted_with_the_next_answer(
    store: Store, book: OfferBook, clock: FixedClock
) -> None:
    book.keep(said(OfferAnswer.DECLINE))
    clock.advance((DAYS + 1) * DAY_S)
    book.keep(said(OfferAnswer.DECLINE, NOTICE))
    assert len(rows(store)["offer_answered"]) == 1


ASK = AskBase(1, "hygiene-permit", 3, Base.NOTICES, NUMBER, "111", (), "offers")
RECALL = RecallOffers(1, NUMBER, (LIVING.id,))
AWAY = PlatformSettings(base_url="http://127.0.0.1:9")
"""Nobody listens on the port of discard."""


@pytest.fixture
def room(book: OfferBook, clock: FixedClock) -> Iterator[tuple[BaseRoom, Queue[Event]]]:
    """A room whose bases are away, and the events it tells."""
    told: Queue[Event] = Queue()
    desk = Worker("desk")
    side = BaseSide(BaseData(AWAY, clock.today), book)
    audit = AuditElements("厅", "K-0001", "事项", "1", "1")
    opened = BaseRoom(side, audit=lambda _id: audit, tell=told.put, desk=desk, wait_s=2.0)
    yield opened, told
    desk.finish()
    for worker in (desk, *opened.leave()):
        worker.join(timeout_s=5)
    opened.close()


Room = tuple[BaseRoom, Queue[Event]]


def test_bases_that_are_away_are_told_with_their_line(room: Room) -> None:
    room[0].perform(ASK)
    assert room[1].get(timeout=5) == BaseTold(1, 3, "unreachable", code="FACTS-1501")


def test_a_bug_of_ours_is_an_answer_that_tells_nothing(room: Room) -> None:
    room[0].perform(replace(ASK, purpose="service", base=Base.POPULATION))  # asks for no fact
    told = room[1].get(timeout=5)
    assert isinstance(told, BaseTold)
    assert (told.outcome, told.facts) == ("broken", ())


@pytest.mark.parametrize("offer", [LIVING, NOTICE])
def test_an_answer_is_told_kept_once_it_is_on_disk(
    room: Room, store: Store, offer: Offer
) -> None:
    room[0].perform(said(OfferAnswer.ACCEPT, offer))
    assert room[1].get(timeout=5) == OfferKept(1, offer.id, is_kept=True)
    assert store.outbox.depth() == (2 if offer is NOTICE else 1)  # the base is told, too
    room[0].perform(replace(RECALL, offers=(offer.id,)))
    assert room[1].get(timeout=5) == OffersRecalled(1, frozenset({offer.id}))


def test_a_store_that_is_gone_keeps_nothing_and_offers_nothing(
    room: Room, store: Store
) -> None:
    store.close()
    room[0].perform(said(OfferAnswer.ACCEPT))
    assert room[1].get(timeout=5) == OfferKept(1, LIVING.id, is_kept=False)
    room[0].perform(RECALL)
    assert room[1].get(timeout=5) == OffersRecalled(1, frozenset({LIVING.id}))


def test_a_kiosk_without_base_data_has_no_side(store: Store, clock: FixedClock) -> None:
    told: list[Event] = []
    desk = Worker("desk")
    audit = AuditElements("厅", "K-0001", "事项", "1", "1")
    room = BaseRoom(None, audit=lambda _id: audit, tell=told.append, desk=desk, wait_s=1.0)
    room.perform(ASK)
    room.close()
    desk.finish()
    desk.join(timeout_s=5)
    assert told == []
    bare = load_settings(None, {}).settings
    assert base_side_of(bare, store, clock) is None
    named = load_settings(None, {"KIOSK_BASE_DATA__BASE_URL": "http://127.0.0.1:9"}).settings
    assert base_side_of(named, store, clock) is not None
