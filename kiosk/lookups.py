# SPDX-License-Identifier: Apache-2.0
"""What the catalogue calls of the certificate library, asked for the holder of the card.

All roles of a case are asked side by side under one deadline, and each answer is told as it
comes. Results live as long as the visit; nothing is kept here.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from queue import Empty, SimpleQueue
from threading import Lock
from time import monotonic
from typing import Final, assert_never

from certificates.certificate_types import (
    BUSINESS_LICENCE,
    CertificateType,
    HolderCodeType,
    type_by_key,
)
from certificates.electronic_certificate import ElectronicCertificate, Holder, Usable
from certificates.library.interface import AuditElements, CertificateLibrary, HolderQuery
from certificates.library.lookup import (
    Broken,
    Found,
    LookupOutcome,
    NotFound,
    Refused,
    TimedOut,
    Unreachable,
    look_up,
)
from devices.identity.numbers import IdentityNumber
from forms.application import holder_type_of

USE_CAUSE: Final = "自助终端办理"
"""Purpose that is told to the library, before the name of the service."""

_CREDIT_CODE: Final = HolderCodeType.CREDIT_CODE.value


@dataclass(frozen=True)
class Answer:
    """What one source said: the outcome as a word, what was found, the code of a failure."""

    outcome: str
    certificates: tuple[ElectronicCertificate, ...] = ()
    code: str = ""


_Told = SimpleQueue[tuple[str, Answer]]
_TOO_LATE: Final = Answer("timed_out", code="PLATFORM-0302")


@dataclass(frozen=True)
class Asking:
    """The look-ups of one case: which roles, for whom, on which day, how long at most.

    Attributes:
        roles: keys of ``certificates.certificate_types``.
        number: the holder's number, of whatever kind; its kind is told with it.
        deadline_s: longest wait for all of them together, in seconds.
        name: the holder's name; without it nothing is asked about a business.
        today: the day on which a business licence must be valid.
        licences: the holder's business licences where this visit has them already.

    """

    roles: tuple[str, ...]
    number: IdentityNumber = field(repr=False)
    deadline_s: float
    name: str = field(default="", repr=False)
    today: date | None = None
    licences: tuple[ElectronicCertificate, ...] = field(default=(), repr=False)


Start = Callable[[Callable[[], None], Callable[[str], None]], None]
"""Starts a job beside all others; the second hears the fault code of one that raised."""


def ask(
    library: CertificateLibrary | None, audit: AuditElements, asking: Asking, start: Start
) -> Iterator[tuple[str, Answer]]:
    """Ask for all roles at once; yields each with its answer, the quickest first.

    Never raises for the world. What has no answer by the common deadline, because it waited
    for the system's resolver, is timed out, and what it would still bring is dropped.
    What a business holds is looked for by the credit codes of those valid business licences
    that name this holder, where the holder's own number finds nothing.

    Args:
        library: None where no platform is configured: unreachable.
        audit: the five audit elements; its item's name completes the purpose.
        asking: what is looked for.
        start: starts each job; threads are the caller's.

    """
    case = _Case(library, audit, asking, start)
    yield from case.beside({role: partial(case.ask, role) for role in asking.roles})


class _Case:
    """The look-ups of one case: one deadline, and the holder's licences asked for once."""

    def __init__(
        self,
        library: CertificateLibrary | None,
        audit: AuditElements,
        asking: Asking,
        start: Start,
    ) -> None:
        self._library = library
        self._audit = audit
        self._asking = asking
        self._start = start
        self._ends_at = monotonic() + asking.deadline_s
        self._person = (asking.number.value, holder_type_of(asking.number).value)
        self._one_asks = Lock()
        self._licences = Answer("found", asking.licences) if asking.licences else None

    @property
    def _left_s(self) -> float:
        return max(self._ends_at - monotonic(), 0.0)

    def beside(self, jobs: Mapping[str, Callable[[], Answer]]) -> Iterator[tuple[str, Answer]]:
        """Do all jobs at once; yields each name with its answer until the deadline."""
        told: _Told = SimpleQueue()
        for name, job in jobs.items():
            self._start(partial(_tell, told, name, job), partial(_tell_broken, told, name))
        waiting = dict.fromkeys(jobs)
        while waiting:
            try:
                name, answer = told.get(timeout=self._left_s)
            except Empty:
                break
            del waiting[name]
            yield name, answer
        for name in waiting:
            yield name, _TOO_LATE

    def ask(self, role: str) -> Answer:
        """Search for the certificates of one role."""
        kind = type_by_key(role)
        if self._library is None or kind is None:
            return Answer("unreachable", code="PLATFORM-0301")
        if kind is BUSINESS_LICENCE:
            return self._licences_of_holder()
        own = self._search(kind, self._person)
        if own.outcome != "not_found" or not kind.is_of_business:
            return own
        return own if self._holder is None else self._ask_of_business(kind, self._holder)

    @property
    def _holder(self) -> tuple[Holder, date] | None:
        asking = self._asking
        if not asking.name or asking.today is None:
            return None
        return Holder(asking.name, asking.number.value), asking.today

    def _ask_of_business(self, kind: CertificateType, known: tuple[Holder, date]) -> Answer:
        holder, today = known
        licences = self._licences_of_holder()
        if licences.outcome != "found":
            return licences
        codes = dict.fromkeys(
            one.holder_code
            for one in licences.certificates
            if isinstance(one.usable_for(holder, today=today), Usable)
        )
        jobs = {code: partial(self._search, kind, (code, _CREDIT_CODE)) for code in codes}
        answers = dict(self.beside(jobs))
        return _joined([answers[code] for code in codes])

    def _licences_of_holder(self) -> Answer:
        """The holder's business licences; whoever needs them first asks for all."""
        if not self._one_asks.acquire(timeout=self._left_s):
            return _TOO_LATE
        try:
            if self._licences is None:
                self._licences = self._search(BUSINESS_LICENCE, self._person)
            return self._licences
        finally:
            self._one_asks.release()

    def _search(self, kind: CertificateType, holder: tuple[str, str]) -> Answer:
        """Ask for one kind by the holder's code and the kind of that code."""
        assert self._library is not None  # noqa: S101  # looked at in ``ask``
        query = HolderQuery(
            holder_code=holder[0],
            holder_type_code=holder[1],
            type_code=kind.code,
            use_cause=f"{USE_CAUSE}{self._audit.item_name}",
            holder_name="" if holder[1] == _CREDIT_CODE else self._asking.name,
        )
        found = look_up(self._library, query, self._audit, deadline_s=self._left_s)
        return _answer(found)


def _tell(told: _Told, name: str, job: Callable[[], Answer]) -> None:
    told.put((name, job()))


def _tell_broken(told: _Told, name: str, code: str) -> None:
    told.put((name, Answer("broken", code=code)))


def _joined(answers: list[Answer]) -> Answer:
    """All that was found, under the first failure where there is one.

    Of the business that could not be asked about nobody knows; another's permit does not hide
    that.
    """
    found = tuple(one for answer in answers for one in answer.certificates)
    failed = (one for one in answers if one.outcome not in {"found", "not_found"})
    whole = Answer("found" if found else "not_found")
    return replace(next(failed, whole), certificates=found)


def _answer(outcome: LookupOutcome) -> Answer:
    match outcome:
        case Found(certificates):
            return Answer("found", certificates)
        case NotFound():
            return Answer("not_found")
        case TimedOut(code):
            return Answer("timed_out", code=code)
        case Refused(code):
            return Answer("refused", code=code)
        case Broken(code):
            return Answer("broken", code=code)
        case Unreachable(code):
            return Answer("unreachable", code=code)
        case _:
            assert_never(outcome)
