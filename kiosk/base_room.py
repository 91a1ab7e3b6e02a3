# SPDX-License-Identifier: Apache-2.0
"""Base data and offers on their workers; every answer is an event of the visit that asked."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from random import Random
from typing import Final

from certificates.library.interface import AuditElements
from config.settings import KioskSettings
from forms.application import holder_type_of
from forms.base_data import Base
from forms.offer import NOTICE, OfferAnswer
from kiosk.clock import Clock
from kiosk.notice_post import PURPOSE, NoticePost
from kiosk.offer_book import OfferBook
from kiosk.outgoing_room import OutgoingRoom
from kiosk.session.effects import AskBase, KeepOffer, RecallOffers
from kiosk.session.events import BaseTold, Event, OfferKept, OffersRecalled
from kiosk.store.store import Store
from kiosk.sync.base_data import BaseData, BaseQuery
from kiosk.workers import Pool, Worker

PURPOSES: Final = {"service": "自助终端办理", "offers": PURPOSE}
"""Purpose that is told to a base, before the name of the service."""

ANSWER_S: Final = 8.0
"""Longest wait for an answer to a notice to be recorded; nobody waits for it on the glass."""


@dataclass(frozen=True)
class BaseSide:
    """The bases that can be asked, and the book in which answers to offers are kept."""

    data: BaseData
    book: OfferBook


def base_side_of(settings: KioskSettings, store: Store, clock: Clock) -> BaseSide | None:
    """The bases that the settings name; None where they name none."""
    wanted = settings.base_data
    if wanted is None:
        return None
    book = OfferBook(store, clock, days=wanted.declined_days, machine=settings.kiosk.id)
    return BaseSide(BaseData(wanted.line, clock.today), book)


def _post_of(side: BaseSide | None, audit: Callable[[str], AuditElements]) -> NoticePost | None:
    if side is None:
        return None
    book = side.book
    chance = Random()  # noqa: S311  # spreads pauses, keeps no secret
    return NoticePost(book.store, side.data, audit=audit, clock=book.clock, chance=chance)


class BaseRoom:
    """Asks bases, each beside the others, and keeps what was said to offers.

    Args:
        side: None where no base data is configured; nothing is asked then.
        audit: the five audit elements for a service.
        tell: takes each answer.
        desk: the worker to which the store belongs.
        wait_s: longest wait for one answer, in seconds.

    """

    def __init__(
        self,
        side: BaseSide | None,
        *,
        audit: Callable[[str], AuditElements],
        tell: Callable[[Event], None],
        desk: Worker,
        wait_s: float,
    ) -> None:
        self._side = side
        self._audit = audit
        self._tell = tell
        self._desk = desk
        self._wait_s = wait_s
        self._pool = Pool("base_data")
        self._post = OutgoingRoom(_post_of(side, audit), name="notices")

    def perform(self, effect: AskBase | RecallOffers | KeepOffer) -> None:
        """Start what is asked for; returns at once."""
        if self._side is None:
            return
        match effect:
            case AskBase():
                self._pool.do(
                    partial(self._ask, self._side, effect), partial(self._not_told, effect)
                )
            case RecallOffers():
                recall = partial(self._recall, self._side, effect)
                self._desk.do(recall, partial(self._not_recalled, effect))
            case KeepOffer():
                keep = partial(self._keep, self._side, effect)
                self._desk.do(keep, partial(self._not_kept, effect))

    def start(self) -> None:
        """Begin with what the last run left for the bases."""
        self._post.start()

    def leave(self) -> tuple[Worker, ...]:
        """Give up every wait of the post; returns workers to be joined."""
        return self._post.leave()

    def close(self) -> None:
        """Close the kept connections."""
        if self._side is not None:
            self._side.data.close()

    # -- on the workers ----------------------------------------------------------

    def _ask(self, side: BaseSide, effect: AskBase) -> None:
        audit = self._audit(effect.item_id)
        query = BaseQuery(
            effect.base,
            effect.holder_code,
            effect.holder_type_code,
            effect.facts,
            f"{PURPOSES[effect.purpose]}{audit.item_name}",
        )
        told = side.data.ask(query, audit, deadline_s=self._wait_s)
        self._tell(
            BaseTold(
                effect.visit,
                effect.line,
                told.outcome.value,
                told.facts,
                told.notices,
                told.code,
            )
        )

    def _not_told(self, effect: AskBase, code: str) -> None:
        self._tell(BaseTold(effect.visit, effect.line, "broken", code=code))

    def _recall(self, side: BaseSide, effect: RecallOffers) -> None:
        settled = side.book.settled(effect.number, effect.offers)
        self._tell(OffersRecalled(effect.visit, settled))

    def _not_recalled(self, effect: RecallOffers, _code: str) -> None:
        """A store that does not tell what was declined: then nothing is offered."""
        self._tell(OffersRecalled(effect.visit, frozenset(effect.offers)))

    def _keep(self, side: BaseSide, effect: KeepOffer) -> None:
        side.book.keep(effect)
        self._tell(OfferKept(effect.visit, effect.offer.id, is_kept=True))
        if effect.answer is OfferAnswer.ACCEPT:
            self._post.wake()
        elif effect.offer.kind == NOTICE:
            self._pool.do(partial(self._pass_on, side, effect), lambda _code: None)

    def _not_kept(self, effect: KeepOffer, _code: str) -> None:
        self._tell(OfferKept(effect.visit, effect.offer.id, is_kept=False))

    def _pass_on(self, side: BaseSide, effect: KeepOffer) -> None:
        """Tell the base "no thanks" or "later", once: nothing of it may stay here."""
        audit = self._audit(effect.item_id)
        number = effect.record.number
        query = BaseQuery(
            Base.NOTICES,
            number.value,
            holder_type_of(number).value,
            (),
            f"{PURPOSES['offers']}{audit.item_name}",
        )
        said = (effect.answer, effect.registrar)
        side.data.answer_notice(query, effect.offer.subject, said, audit, deadline_s=ANSWER_S)
