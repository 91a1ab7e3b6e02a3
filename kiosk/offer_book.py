# SPDX-License-Identifier: Apache-2.0
"""The book of offers: what was said is kept, an accepted one queued for the case desk.

An accepted notice is queued for the base that has pushed it, too, in the same transaction.

Of somebody who says "no thanks" nothing stays but a keyed hash with a last day. Blocking and
Qt-free; called from the desk's worker.
"""

import hashlib
import hmac
import json
from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from forms.application import holder_type_of
from forms.offer import NOTICE, OfferAnswer
from kiosk.clock import Clock
from kiosk.session.effects import KeepOffer
from kiosk.store.keys import read_or_make_key
from kiosk.store.outbox import ANSWER, OFFER
from kiosk.store.records import OutboxMessage
from kiosk.store.store import Store

OFFERS_KEY: Final = "offers.key"
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
        self.store = store
        self.clock = clock
        self._days = days
        self._machine = machine

    def settled(self, number: str, offers: Iterable[str]) -> frozenset[str]:
        """Those of the offers that this person answered lately.

        Raises:
            StoreError: the store or its key cannot be read.

        """
        tokens = {self._token(number, offer): offer for offer in offers}
        known = self.store.offers.known(tokens, self.clock.today())
        return frozenset(tokens[token] for token in known)

    def keep(self, said: KeepOffer) -> None:
        """Keep an answer; what was accepted is queued in the same transaction.

        "Later" leaves nothing. The same answer twice is one message.

        Raises:
            StoreError: nothing was written.

        """
        if said.answer is OfferAnswer.LATER:
            return
        today = self.clock.today()
        token = self._token(said.record.number.value, said.offer.id)
        with self.store.together():
            self.store.offers.forget_old(today)
            self.store.offers.put(token, today + timedelta(days=self._days))
            if said.answer is OfferAnswer.ACCEPT:
                key = f"offer/{token[:32]}/{today.isoformat()}"
                self.store.outbox.queue(OutboxMessage(key, OFFER, self._message(said)))
                if said.offer.kind == NOTICE:
                    about = f"notice/{token[:32]}/{today.isoformat()}"
                    self.store.outbox.queue(OutboxMessage(about, ANSWER, _answer(said)))

    def _token(self, number: str, offer: str) -> str:
        key = read_or_make_key(self.store.data_dir, OFFERS_KEY, may_make=True)
        return hmac.new(key, f"{number}\n{offer}".encode(), hashlib.sha256).hexdigest()

    def _message(self, said: KeepOffer) -> bytes:
        content = {
            "format": FORMAT,
            "offer": said.offer.id,
            "title": said.offer.title.zh_CN,
            "applicant": {
                "name": said.record.name,
                "number": said.record.number.value,
                "number_type": holder_type_of(said.record.number).value,
            },
            "told": dict(said.facts),
            "registered_by": said.registrar.value,
            "registered_at": self.clock.now().isoformat(),
            "item": said.item_id,
            "machine": self._machine,
        }
        return json.dumps(content, ensure_ascii=False, sort_keys=True).encode()


def _answer(said: KeepOffer) -> bytes:
    """What the base is told: whose notice, which, what was said, by whom it was registered."""
    number = said.record.number
    content = {
        "format": FORMAT,
        "notice": said.offer.subject,
        "holder": number.value,
        "holder_type": holder_type_of(number).value,
        "answer": said.answer.value,
        "registered_by": said.registrar.value,
        "item": said.item_id,
    }
    return json.dumps(content, ensure_ascii=False, sort_keys=True).encode()
