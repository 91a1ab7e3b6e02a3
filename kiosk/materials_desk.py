# SPDX-License-Identifier: Apache-2.0
"""Asks for earlier materials (材料库) and proofs of other offices (在线开具) beside the visit.

Every call is made on a thread of its own and ends by its deadline; what another office takes
long for is asked for again until this visit's time for it is over, or the visit is. Nothing is
kept here: what counts goes to the session, and from there into the case.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Event as Cancelled
from typing import Final, assert_never
from uuid import uuid4

from certificates.earlier_material import IssueReport, IssueState, SealedAnswer
from certificates.errors import (
    CertificateError,
    PlatformTimeoutError,
    PlatformUnreachableError,
)
from certificates.library.interface import AuditElements
from certificates.library.lookup import Broken, Refused, TimedOut, Unreachable, failure_of
from certificates.library.materials import (
    IssueRequest,
    MaterialHolder,
    MaterialsLibrary,
    PlatformMaterials,
)
from certificates.sealed_answer import AnswerFault, AnswerWanted
from certificates.trust import TrustList, read_trust_list
from config.settings import KioskSettings
from devices.identity.record import IdentityRecord
from forms.application import holder_type_of
from forms.service_item import OnlineTerm
from kiosk.clock import Clock
from kiosk.documents.checking import AnswerCheck
from kiosk.lookups import USE_CAUSE
from kiosk.session.effects import AskMaterials, FetchPaper
from kiosk.session.events import EarlierTold, Event, OnlineTold, PaperChecked
from kiosk.workers import Cancel, Pool

log = logging.getLogger(__name__)

FILE_S: Final = 15.0
"""Longest wait for a file, which may have some megabytes."""

_PASSES: Final = (PlatformTimeoutError, PlatformUnreachableError)
"""Failures after which an answer that is being waited for may still come."""

Check = Callable[[AnswerCheck], SealedAnswer | AnswerFault]


@dataclass(frozen=True)
class MaterialsSide:
    """The far side and whose seals are believed.

    Attributes:
        library: earlier materials and other offices.
        trust: roots of the offices.
        samples: whether a demo office's seal counts, as at a kiosk whose papers are samples.
        poll_s: pause between two questions for an answer.
        look_up_s: longest wait for any other answer.
        check: has a sealed answer checked; raises ``CertificateError`` where nobody can say.

    """

    library: MaterialsLibrary
    check: Check
    trust: TrustList
    samples: bool
    poll_s: float
    look_up_s: float


class MaterialsDesk:
    """The materials of the visit that is under way.

    Args:
        side: the far side; None where the kiosk has none, and then nothing is ever asked.
        audit: the five audit elements of a service.
        tell: takes an event to the session; called from any thread.
        clock: measures waits and dates seals.

    """

    def __init__(
        self,
        side: MaterialsSide | None,
        *,
        audit: Callable[[str], AuditElements],
        tell: Callable[[Event], None],
        clock: Clock,
    ) -> None:
        self._side = side
        self._audit = audit
        self._tell = tell
        self._clock = clock
        self._pool = Pool("materials")
        self._waiting = Cancel()
        self._visit: tuple[int, Cancelled, dict[str, str]] | None = None

    def ask(self, effect: AskMaterials) -> None:
        """List earlier papers and ask the offices, all at once; returns at once.

        Asked a second time in one visit, an office gets the same key: it makes one proof, and
        what other offices are waited for goes on.
        """
        if self._side is None:
            return
        if self._visit is None or self._visit[0] != effect.visit:
            self._visit = effect.visit, self._waiting.fresh(), {}
        _, cancelled, keys = self._visit
        if effect.type_codes:
            job = partial(self._list, self._side, effect)
            self._pool.do(job, partial(self._list_broke, effect.visit))
        for material, term in effect.online:
            key = keys.setdefault(material, str(uuid4()))
            asking = _Asking(effect, material, term, cancelled, key)
            job = partial(self._issue, self._side, asking)
            self._pool.do(job, partial(self._issue_broke, asking))

    def fetch(self, effect: FetchPaper) -> None:
        """Fetch one earlier paper and hold it to its digest; returns at once."""
        if self._side is not None:
            job = partial(self._fetch, self._side, effect)
            self._pool.do(job, partial(self._fetch_broke, effect))

    def forget(self) -> None:
        """Wait for no answer any more: the visit is over."""
        self._visit = None
        self._waiting.set()

    # -- earlier papers ------------------------------------------------------

    def _list(self, side: MaterialsSide, effect: AskMaterials) -> None:
        audit = self._audit(effect.item_id)
        holder = _holder(effect.record, audit)
        try:
            papers = side.library.find(
                holder, effect.type_codes, audit, deadline_s=side.look_up_s
            )
        except CertificateError as error:
            self._tell(EarlierTold(effect.visit, word_of(error), (), error.code))
            return
        outcome = "found" if papers else "not_found"
        self._tell(EarlierTold(effect.visit, outcome, papers))

    def _list_broke(self, visit: int, code: str) -> None:
        self._tell(EarlierTold(visit, "broken", (), code))

    def _fetch(self, side: MaterialsSide, effect: FetchPaper) -> None:
        audit = self._audit(effect.item_id)
        holder, paper = _holder(effect.record, audit), effect.paper
        state, code = "whole", ""
        try:
            content = side.library.file(holder, paper.identifier, audit, deadline_s=FILE_S)
        except CertificateError as error:
            state, code = word_of(error), error.code
        else:
            state = "whole" if paper.digest.fits(content) else "wrong_digest"
        self._tell(PaperChecked(effect.visit, effect.material, paper.identifier, state, code))

    def _fetch_broke(self, effect: FetchPaper, code: str) -> None:
        identifier = effect.paper.identifier
        self._tell(PaperChecked(effect.visit, effect.material, identifier, "broken", code))

    # -- proofs issued online ------------------------------------------------

    def _issue(self, side: MaterialsSide, asking: "_Asking") -> None:
        """Ask an office and wait for its answer, at most as long as the catalogue says."""
        audit = self._audit(asking.effect.item_id)
        call = _Call(side, audit, _holder(asking.effect.record, audit))
        ends_at = self._clock.monotonic() + asking.term.wait_s
        try:
            ticket = call.requested(asking.term, asking.key)
        except CertificateError as error:
            self._tell_issue(asking, OnlineTold(*asking.at, word_of(error), error.code))
            return
        self._tell_issue(asking, OnlineTold(*asking.at, "waiting"))
        while not asking.cancelled.is_set():
            told = self._asked_again(call, asking, ticket)
            if told is not None:
                self._tell_issue(asking, told)
                return
            left_s = ends_at - self._clock.monotonic()
            if left_s <= 0:
                self._tell_issue(asking, OnlineTold(*asking.at, "late"))
                return
            asking.cancelled.wait(min(side.poll_s, left_s))

    def _asked_again(self, call: "_Call", asking: "_Asking", ticket: str) -> OnlineTold | None:
        """Ask how far it is; None while there is nothing to be told."""
        try:
            report = call.report(ticket)
            match report.state:
                case IssueState.WAITING:
                    return None
                case IssueState.REFUSED:
                    return OnlineTold(*asking.at, "office_refused", reason=report.reason)
                case IssueState.UNKNOWN:
                    return OnlineTold(*asking.at, "unknown")
                case IssueState.ISSUED:
                    return self._judged(call, asking, report)
                case _:
                    assert_never(report.state)
        except _PASSES as error:
            log.info("%s: asked again later", error.code)
            return None
        except CertificateError as error:
            return OnlineTold(*asking.at, word_of(error), error.code)

    def _judged(self, call: "_Call", asking: "_Asking", report: IssueReport) -> OnlineTold:
        """Fetch the answer and have its seal and its content checked."""
        digest = report.digest
        if digest is None:
            return OnlineTold(*asking.at, "rejected", fault=AnswerFault.DIGEST.value)
        wanted = AnswerWanted(
            ticket=report.ticket,
            office_code=asking.term.office_code,
            request_type=asking.term.request_type,
            holder_code=asking.effect.record.number.value,
            digest=digest,
        )
        pdf = call.answer(report.ticket)
        side = call.side
        outcome = side.check(
            AnswerCheck(pdf, wanted, side.trust, self._clock.now(), side.samples)
        )
        if isinstance(outcome, AnswerFault):
            return OnlineTold(*asking.at, "rejected", fault=outcome.value)
        return OnlineTold(*asking.at, "issued", answer=outcome)

    def _tell_issue(self, asking: "_Asking", told: OnlineTold) -> None:
        """Tell the visit, unless it is over: what came for it is nobody's then."""
        if not asking.cancelled.is_set():
            self._tell(told)

    def _issue_broke(self, asking: "_Asking", code: str) -> None:
        self._tell_issue(asking, OnlineTold(*asking.at, "broken", code))


@dataclass(frozen=True)
class _Asking:
    """One proof of one visit."""

    effect: AskMaterials
    material: str
    term: OnlineTerm
    cancelled: Cancelled
    key: str

    @property
    def at(self) -> tuple[int, str]:
        """Visit and material, with which every event about it begins."""
        return self.effect.visit, self.material


@dataclass(frozen=True)
class _Call:
    """The far side, and what goes with every call."""

    side: MaterialsSide
    audit: AuditElements
    holder: MaterialHolder

    def requested(self, term: OnlineTerm, key: str) -> str:
        """Ask for the proof; once more where the answer was lost, with the same key."""
        request = IssueRequest(key, term.office_code, term.request_type)
        ask = partial(
            self.side.library.request_issue,
            self.holder,
            request,
            self.audit,
            deadline_s=self.side.look_up_s / 2,
        )
        try:
            return ask()
        except PlatformTimeoutError:
            return ask()

    def report(self, ticket: str) -> IssueReport:
        return self.side.library.issue_report(
            ticket, self.holder.use_cause, self.audit, deadline_s=self.side.look_up_s
        )

    def answer(self, ticket: str) -> bytes:
        return self.side.library.issued_file(
            ticket, self.holder.use_cause, self.audit, deadline_s=FILE_S
        )


def materials_of(
    settings: KioskSettings, check: Check, *, is_sample: bool
) -> MaterialsSide | None:
    """The far side that ``[materials]`` and ``[platform]`` name; None without either.

    Raises:
        KeyRefusedError: the list of the offices' keys cannot be read (CONFIG-0701).

    """
    wanted, platform = settings.materials, settings.platform
    if wanted is None or platform is None:
        return None
    listed = wanted.offices_keys_file
    return MaterialsSide(
        library=PlatformMaterials(platform),
        check=check,
        trust=read_trust_list(Path(listed)) if listed else TrustList(),
        samples=is_sample,
        poll_s=wanted.poll_s,
        look_up_s=settings.timing.look_up_s,
    )


def word_of(error: CertificateError) -> str:
    """The word of a failure, as look-ups have it."""
    match failure_of(error):
        case TimedOut():
            return "timed_out"
        case Refused():
            return "refused"
        case Broken():
            return "broken"
        case Unreachable():
            # The document process, too, may fail to say what it was asked.
            return "unreachable" if isinstance(error, PlatformUnreachableError) else "broken"


def _holder(record: IdentityRecord, audit: AuditElements) -> MaterialHolder:
    return MaterialHolder(
        code=record.number.value,
        type_code=holder_type_of(record.number).value,
        name=record.name,
        use_cause=f"{USE_CAUSE}{audit.item_name}",
    )
