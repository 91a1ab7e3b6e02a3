# SPDX-License-Identifier: Apache-2.0
"""The book of offers: what was said is kept, an accepted one queued for the case desk.

Of somebody who says "no thanks" nothing stays but a keyed hash with a last day. Blocking and
Qt-free; called from the desk's worker.
"""

import hashlib
import hmac
import json
from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from forms.offer import OfferAnswer
from kiosk.clock import Clock
from kiosk.session.effects import KeepOffer
from kiosk.store.keys import read_or_make_key
from kiosk.store.records import OutboxMessage
from kiosk.store.store import Store

OFFERS_KEY: Final = "offers.key"
ACCEPTED: Final = "offer-accepted"
"""Kind of message to the case desk."""

FORMAT: Final = "jiban-offer-1"


class OfferBook:
    """Keeps answers to offers.

    Args:
        store: where tokens and messages are kept.
        clock: dates answers.
        days: for how long an answered offer is not made again.
        machine: name of this kiosk, for the message.

    """

    def __init__(self, store: Store, clock: Clock, *, days: int, machine: str) -> None:
        self._store = store
        self._clock = clock
        self._days = days
        self._machine = machine

    def settled(self, number: str, offers: Iterable[str]) -> frozenset[str]:
        """Those of the offers that this person answered lately.

        Raises:
            StoreError: the store or its key cannot be read.

        """
        tokens = {self._token(number, offer): offer for offer in offers}
        known = self._store.offers.known(tokens, self._clock.today())
        return frozenset(tokens[token] for token in known)

    def keep(self, said: KeepOffer) -> None:
        """Keep an answer; what was accepted is queued in the same transaction.

        "Later" leaves nothing. The same answer twice is one message.

        Raises:
            StoreError: nothing was written.

        """
        if said.answer is OfferAnswer.LATER:
            return
        today = self._clock.today()
        token = self._token(said.record.number.value, said.offer.id)
        with self._store.together():
            self._store.offers.forget_old(today)
            self._store.offers.put(token, today + timedelta(days=self._days))
            if said.answer is OfferAnswer.ACCEPT:
                key = f"offer/{token[:32]}/{today.isoformat()}"
                self._store.outbox.queue(OutboxMessage(key, ACCEPTED, self._message(said)))

    def _token(self, number: str, offer: str) -> str:
        key = read_or_make_key(self._store.data_dir, OFFERS_KEY, may_make=True)
        return hmac.new(key, f"{number}\n{offer}".encode(), hashlib.sha256).hexdigest()

    def _message(self, said: KeepOffer) -> bytes:
        content = {
            "format": FORMAT,
            "offer": said.offer.id,
            "title": said.offer.title.zh_CN,
            "applicant": {"name": said.record.name, "number": said.record.number.value},
            "told": dict(said.facts),
            "registered_by": said.registrar.value,
            "registered_at": self._clock.now().isoformat(),
            "item": said.item_id,
            "machine": self._machine,
        }
        return json.dumps(content, ensure_ascii=False, sort_keys=True).encode()
