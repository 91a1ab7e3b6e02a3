# SPDX-License-Identifier: Apache-2.0
"""One's own cases on their workers: found on disk first, then asked of the case desk.

Nothing of a case is told before it is known to be of whoever asks: a case of this machine by
the hash of its applicant's number, one of another machine by the desk's list for that number.
What the desk lists and this machine knows to be somebody else's is not shown.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from time import monotonic
from typing import Final

from certificates.errors import CertificateError
from certificates.library.interface import AuditElements
from devices.identity.record import IdentityRecord
from forms.case_standing import CaseAct, CaseFile, acts_of
from kiosk.appeal_desk import AppealDesk
from kiosk.case_file import take_news
from kiosk.case_finder import CaseFinder
from kiosk.case_results import CaseResults, NoPaperError
from kiosk.desk import Desk
from kiosk.session.case_visit import (
    OWN_CASES,
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
from kiosk.store.errors import StoreError
from kiosk.store.outbox import CORRECTION, WITHDRAWAL
from kiosk.store.records import OutboxMessage
from kiosk.sync.case_desk import HttpCaseDesk
from kiosk.sync.case_desk_values import CaseDeskError, CaseLine, UnknownThere
from kiosk.workers import Pool, Worker

ASK_S: Final = 20.0
"""Longest that the desk is asked about one person's cases; then what is known is told."""

CALL_S: Final = 8.0
FILE_S: Final = 30.0
"""Longest time for a question, and for a file of some megabytes."""

MOST_ASKED: Final = 20
"""Cases that one visit asks about, the newest."""

NO_DESK: Final = "none"


@dataclass(frozen=True)
class CaseSide:
    """What looks after cases.

    Attributes:
        desk: the case desk; None where none is configured.

    """

    finder: CaseFinder
    results: CaseResults
    appeals: AppealDesk
    desk: HttpCaseDesk | None


class CaseRoom:
    """Performs the effects of a second visit.

    Args:
        side: what looks after cases; None where nothing does, and then nobody is told any.
        desk: of this kiosk.
        worker: the worker to which the store belongs.
        tell: takes an event to the session; called from any thread.
        wake: says that something waits for the case desk.

    """

    def __init__(
        self,
        side: CaseSide | None,
        desk: Desk,
        worker: Worker,
        *,
        tell: Callable[[Event], None],
        wake: Callable[[], None],
    ) -> None:
        self._side = side
        self._desk = desk
        self._store = desk.store
        self._worker = worker
        self._tell = tell
        self._wake = wake
        self._pool = Pool("cases")

    def perform(self, effect: CaseEffect) -> None:
        """Start what is asked for; returns at once."""
        failed = partial(self._failed, effect.visit)
        if self._side is None:
            self._tell(CasesTold(effect.visit, (), NO_DESK))
            return
        match effect:
            case AskCases():
                self._worker.do(partial(self._find, effect), failed)
            case OpenSlip():
                self._worker.do(partial(self._open, effect), failed)
            case DoInCase(act=CaseAct.FETCH):
                self._pool.do(partial(self._fetch, effect), failed)
            case DoInCase():
                self._worker.do(partial(self._do, effect), failed)

    def close(self) -> None:
        """Close kept connections."""
        if self._side is not None and self._side.desk is not None:
            self._side.desk.close()

    @property
    def _there(self) -> CaseSide:
        if self._side is None:
            raise LookupError("nothing looks after cases")
        return self._side

    def _failed(self, visit: int, code: str) -> None:
        self._tell(Failed(visit, code, "cases"))

    # -- finding -------------------------------------------------------------------

    def _find(self, effect: AskCases) -> None:
        """Tell what is on disk, and ask the desk beside it."""
        here = self._there.finder.cases_of(effect.record.number.value)
        if effect.is_here or self._there.desk is None:
            outcome = "" if effect.is_here else NO_DESK
            self._tell(CasesTold(effect.visit, here, outcome))
            return
        self._tell(CasesTold(effect.visit, here))
        ask = partial(self._ask, self._there.desk, effect, here)
        self._pool.do(ask, partial(self._not_asked, effect.visit))

    def _ask(self, desk: HttpCaseDesk, effect: AskCases, here: tuple[CaseFile, ...]) -> None:
        """Ask the desk which cases there are, and how each stands."""
        number, outcome, code = effect.record.number.value, "found", ""
        ends_at = monotonic() + ASK_S
        elsewhere: tuple[CaseFile, ...] = ()
        try:
            audit = self._desk.audit(OWN_CASES)
            lines = desk.cases_of(number, audit, deadline_s=CALL_S)
            elsewhere = self._elsewhere(desk, lines, ends_at)
            self._refresh(desk, here, ends_at)
        except CaseDeskError as error:
            outcome, code = error.kind.value, error.code
        files = (*self._there.finder.cases_of(number), *elsewhere)
        self._tell(CasesTold(effect.visit, files, outcome, code))

    def _not_asked(self, visit: int, code: str) -> None:
        self._tell(CasesTold(visit, (), "broken", code))

    def _elsewhere(
        self, desk: HttpCaseDesk, lines: tuple[CaseLine, ...], ends_at: float
    ) -> tuple[CaseFile, ...]:
        """Cases of this person that were handed in at other machines, with the desk's word."""
        found = []
        for line in lines[:MOST_ASKED]:
            if self._store.cases.summary(line.case_number) is not None:
                continue  # this machine's own; if it is not this person's, it is not shown
            left_s = min(CALL_S, ends_at - monotonic())
            news = desk.news(
                line.case_number, self._about(line.case_number), deadline_s=max(left_s, 0.1)
            )
            told = () if isinstance(news, UnknownThere) else news
            found.append(self._there.finder.elsewhere(line, told))
        return tuple(found)

    def _refresh(self, desk: HttpCaseDesk, here: tuple[CaseFile, ...], ends_at: float) -> None:
        """Ask about those of this machine that are open; what is told goes to disk first."""
        for case in [one for one in here if _is_asked(one)][:MOST_ASKED]:
            left_s = min(CALL_S, ends_at - monotonic())
            news = desk.news(case.number, self._about(case.number), deadline_s=max(left_s, 0.1))
            if not isinstance(news, UnknownThere):
                take_news(self._store, case.number, news)

    def _about(self, case_number: str) -> AuditElements:
        said = self._desk.audit(OWN_CASES)
        return AuditElements(
            said.org_name, said.username, said.item_name, said.item_code, case_number
        )

    def _open(self, effect: OpenSlip) -> None:
        self._tell(SlipOpened(effect.visit, self._there.finder.of_slip(effect.text)))

    # -- doing ---------------------------------------------------------------------

    def _own(self, case_number: str, record: IdentityRecord, act: CaseAct) -> CaseFile | None:
        """The case as it is now, if it is this person's and the act is open to them."""
        if not self._there.finder.is_of(case_number, record.number.value):
            return None
        case = self._there.finder.file_of(case_number)
        return case if case is not None and act in acts_of(case) else None

    def _do(self, effect: DoInCase) -> None:
        """Do one thing that is done on disk; it is told when it is there."""
        if self._store.cases.summary(effect.case_number) is None:  # none of this machine's
            failed = partial(self._failed, effect.visit)
            self._pool.do(partial(self._do_elsewhere, effect), failed)
            return
        case = self._own(effect.case_number, effect.record, effect.act)
        if case is None:
            self._acted(effect, "closed")
            return
        match effect.act:
            case CaseAct.ANSWER:
                self._keep(effect, f"{CORRECTION}/{case.number}/{effect.reference}", CORRECTION)
            case CaseAct.WITHDRAW:
                self._keep(effect, f"{WITHDRAWAL}/{case.number}", WITHDRAWAL)
            case CaseAct.APPEAL:
                self._appeal(effect, case)
            case CaseAct.APPEAL_SLIP:
                self._paper(effect, partial(self._there.appeals.again, case))
            case _:
                again = partial(self._there.results.again, case, effect.act)
                self._paper(effect, again)

    def _keep(
        self, effect: DoInCase, key: str, kind: str, *, elsewhere: CaseFile | None = None
    ) -> None:
        """Queue a message for the desk: it is said only once it is on disk."""
        said = {"notice": effect.reference, "words": effect.words}
        said |= {"case": effect.case_number} if elsewhere is not None else {}
        body = json.dumps(said, ensure_ascii=False, sort_keys=True).encode()
        by = "words" if effect.words else "window"
        with self._store.together():
            message = OutboxMessage(key, kind, body)
            about = effect.case_number if elsewhere is None else ""
            self._store.outbox.queue(message, about)
            if kind == CORRECTION:
                self._store.audit.record(
                    "notice-answered", disposition=by, case_id=effect.case_number
                )
            else:
                self._store.audit.record("withdrawal-asked", case_id=effect.case_number)
        if elsewhere is not None:
            elsewhere = self._there.finder.elsewhere(elsewhere, elsewhere.news)
        self._acted(effect, "kept", elsewhere=elsewhere)
        self._wake()

    def _appeal(self, effect: DoInCase, case: CaseFile) -> None:
        """Take an appeal, then print its slip; without the slip it is taken all the same."""
        appeals = self._there.appeals
        try:
            lodged = appeals.lodge(case, effect.reference, effect.said)
        except NoPaperError as error:
            self._acted(effect, error.outcome)
            return
        self._wake()
        try:
            ready = self._ready(effect, appeals.slip(case, lodged, effect.strokes))
        except (CertificateError, NoPaperError, StoreError):
            self._acted(effect, "kept")
        else:
            self._tell(ready)

    # -- cases of other machines ---------------------------------------------------

    def _do_elsewhere(self, effect: DoInCase) -> None:
        """Say something of another machine's case, if the desk says that it is open now."""
        try:
            case = self._as_the_desk_says(effect)
        except CaseDeskError as error:
            self._acted(effect, "away", error.code)
            return
        if case is None or effect.act not in acts_of(case):
            self._acted(effect, "closed", elsewhere=case)
            return
        start = CORRECTION if effect.act is CaseAct.ANSWER else WITHDRAWAL
        key = "/".join(part for part in (start, case.number, effect.reference) if part)
        self._keep(effect, key, start, elsewhere=case)

    def _as_the_desk_says(self, effect: DoInCase) -> CaseFile | None:
        """The case, if the desk lists it for this person; asked anew, never remembered."""
        desk = self._there.desk
        if desk is None:
            return None
        audit = self._about(effect.case_number)
        lines = desk.cases_of(effect.record.number.value, audit, deadline_s=CALL_S)
        line = next((one for one in lines if one.case_number == effect.case_number), None)
        if line is None:
            return None
        news = desk.news(effect.case_number, audit, deadline_s=CALL_S)
        return self._there.finder.elsewhere(
            line, () if isinstance(news, UnknownThere) else news
        )

    def _fetch(self, effect: DoInCase) -> None:
        case = self._own(effect.case_number, effect.record, effect.act)
        desk = self._there.desk
        ready = case.progress.results if case is not None else ()
        result = next((one for one in ready if one.reference == effect.reference), None)
        if case is None or desk is None or result is None:
            self._acted(effect, "closed")
            return
        fetch = partial(desk.result, case.number, result.reference)
        audit = self._about(case.number)
        made = partial(
            self._there.results.result,
            case,
            result,
            lambda: fetch(audit, deadline_s=FILE_S),
        )
        self._paper(effect, made)

    def _paper(self, effect: DoInCase, made: Callable[[], str]) -> None:
        """Tell of a paper that is ready, or why there is none."""
        try:
            ready = self._ready(effect, made())
        except NoPaperError as error:
            self._acted(effect, error.outcome, error.code)
        except CaseDeskError as error:
            self._acted(effect, "away", error.code)
        else:
            self._tell(ready)

    def _ready(self, effect: DoInCase, name: str) -> PaperReady:
        sheets = self._desk.paper(effect.case_number, name).sheets
        return PaperReady(effect.visit, effect.act, effect.case_number, name, sheets)

    def _acted(
        self,
        effect: DoInCase,
        outcome: str,
        code: str = "",
        *,
        elsewhere: CaseFile | None = None,
    ) -> None:
        """Tell what came of an act, with the case as it is now if it is this person's."""
        number, file = effect.case_number, elsewhere
        if self._there.finder.is_of(number, effect.record.number.value):
            file = self._there.finder.file_of(number)
        self._tell(CaseActed(effect.visit, effect.act, number, outcome, file, code))


def _is_asked(case: CaseFile) -> bool:
    """Whether the desk has the case and may have more to say of it, or of an appeal in it."""
    is_theirs = not case.is_decided_here and case.progress.is_open
    return case.submission == "sent" and (is_theirs or case.is_appealed)
