# SPDX-License-Identifier: Apache-2.0
"""A room of one's own cases on a real store and desk, without threads of its own."""

import hashlib
from dataclasses import replace
from itertools import count

from certificates.trust import read_trust_list
from devices.identity.numbers import identity_number_from
from devices.identity.record import IdentityRecord
from devices.printing.attempt import AttemptState
from devices.printing.ledger import Evidence
from forms.case_standing import CaseAct, CaseFile
from forms.catalogue import Catalogue
from kiosk.appeal_desk import AppealDesk
from kiosk.case_finder import CaseFinder
from kiosk.case_results import Believing, CaseResults
from kiosk.case_room import CaseRoom, CaseSide
from kiosk.clock import SystemClock
from kiosk.demo.world import OFFICES_KEYS
from kiosk.desk import Desk
from kiosk.outgoing import Outgoing
from kiosk.session.case_visit import (
    AskCases,
    CaseActed,
    CaseEffect,
    CasesTold,
    DoInCase,
    PaperReady,
)
from kiosk.session.events import Event
from kiosk.workers import Failure, Job, Worker
from tests.kiosk.test_desk import issue, told_by
from tests.support.applying import card, shipped
from tests.support.case_desks import desk_on, outgoing_to, run
from tests.support.store_samples import new_attempt

CLOCK = SystemClock()
MACHINES = count(1)
"""A desk that is shared by tests hears each number of an appeal once."""
OTHER = replace(card(), name="周开元", number=identity_number_from("439900197002280122"))


class AtOnce(Worker):
    """A worker that does its job at once, on the thread of the test."""

    def __init__(self) -> None:
        super().__init__("at-once")
        self.finish()

    def do(self, job: Job, failed: Failure) -> None:  # noqa: ARG002  # it raises instead
        job()


class Counter:
    """A room, everything that it told, and the way out beside it."""

    def __init__(
        self,
        desk: Desk,
        address: str,
        believing: Believing | None = None,
        *,
        catalogue: Catalogue | None = None,
    ) -> None:
        trust = Believing(read_trust_list(OFFICES_KEYS), samples=True)
        self.desk, self.told, self.woken = desk, list[Event](), 0
        self.finder = CaseFinder(desk.store)
        results = CaseResults(desk, believing or trust, CLOCK)
        side = CaseSide(
            self.finder,
            results,
            AppealDesk(
                catalogue or shipped(), desk, results, CLOCK, machine=f"K-{next(MACHINES):04d}"
            ),
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


def came_out(counter: Counter, pdf: bytes) -> None:
    """Let the ledger know that these bytes came out of the printer."""
    prints, attempt = counter.desk.prints, new_attempt(hashlib.sha256(pdf).hexdigest())
    prints.begin(attempt)
    for state in (AttemptState.SENT, AttemptState.DEVICE_DONE):
        prints.advance(attempt.attempt_id, state, Evidence(sheets_completed=1))
