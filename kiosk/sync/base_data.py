# SPDX-License-Identifier: Apache-2.0
"""Client of base data (基础数据): facts that the government has already, and pushed notices.

The wire is ``base_data.openapi.yaml``; account, envelope and line are those of the certificate
library. A call blocks, ends by its one deadline and starts no thread; nothing here logs a name,
a number or a fact. What comes of a call is a value: told, or one of five things that kept it.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from certificates.errors import (
    CertificateError,
    PlatformRefusedError,
    PlatformRubbishError,
    PlatformTimeoutError,
)
from certificates.library.circuit import Circuit
from certificates.library.interface import AuditElements, check_use_cause
from certificates.library.platform_call import Bounds, PlatformCaller
from certificates.settings import PlatformSettings
from devices.states import DeviceState, ProbeReport
from forms.base_data import Base, BaseFact, PushedNotice, WantedFact
from forms.offer import OfferAnswer, Registrar
from forms.question import FactType
from kiosk.sync.base_data_wire import check_subject, facts_from, notices_from
from kiosk.sync.wire import data_of, needed, rubbish

DEVICE: Final = "base_data"
"""Its table in ``kiosk.toml``, and its name in self-tests and faults."""

AWAY: Final = "FACTS-1501"
NO_ANSWER: Final = "FACTS-1502"
ANSWER_LIMIT: Final = 262_144
"""Largest answer taken, in bytes; twenty notices are some thousand."""

NOBODY: Final = "000000000000000000"
"""A number that nobody has, for self-tests."""

_SELF_TEST: Final = ("selftest", "终端自检", "selftest", "selftest")
_ALIVE: Final = WantedFact("alive", FactType.BOOL)

_log = logging.getLogger(__name__)


class BaseOutcome(StrEnum):
    """What came of a call; words of the journal. The last four are failures of the line."""

    FOUND = "found"
    NOT_FOUND = "not_found"
    TIMED_OUT = "timed_out"
    REFUSED = "refused"
    BROKEN = "broken"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True, repr=False)
class BaseQuery:
    """One question to one base.

    Attributes:
        base: who is asked.
        holder_code: whom it is about.
        holder_type_code: kind of that code: ``111`` citizen, ``001`` business.
        facts: what is asked for; empty for notices.
        use_cause: purpose in at most 200 characters.

    Raises:
        ValueError: a part is blank or the purpose too long; or nothing is asked for.

    """

    base: Base
    holder_code: str
    holder_type_code: str
    facts: tuple[WantedFact, ...]
    use_cause: str

    def __post_init__(self) -> None:
        check_use_cause(self.use_cause)
        if not self.holder_code.strip() or not self.holder_type_code.strip():
            raise ValueError("a holder of a query is blank")
        if bool(self.facts) == (self.base is Base.NOTICES):
            raise ValueError("facts are asked of every base but the notices")

    def __repr__(self) -> str:
        return f"BaseQuery({self.base.value}, …)"


@dataclass(frozen=True, repr=False)
class BaseAnswer:
    """What came of a query; a failure has its fault code and tells nothing."""

    outcome: BaseOutcome
    facts: tuple[BaseFact, ...] = ()
    notices: tuple[PushedNotice, ...] = ()
    code: str = ""


class BaseData:
    """Base data over HTTP. One object may be used from several threads at once.

    Args:
        settings: address, account and time limits.
        today: the hall's date; no fact holds as of a later one.
        circuit: what keeps calls from bases that are away.

    """

    def __init__(
        self,
        settings: PlatformSettings,
        today: Callable[[], date],
        circuit: Circuit | None = None,
    ) -> None:
        self._settings = settings
        self._today = today
        self._caller = PlatformCaller(settings, repeats=True)
        self._circuit = circuit or Circuit()

    def __repr__(self) -> str:
        return f"BaseData({self._settings.base_url})"

    def ask(self, query: BaseQuery, audit: AuditElements, *, deadline_s: float) -> BaseAnswer:
        """Ask one base (``queryBaseData``); never raises for the world.

        Facts that the base does not know are absent; NOT_FOUND when it knows none of them.
        """
        try:
            return self._circuit.run(
                lambda left_s: self._told(query, audit, left_s), deadline_s=deadline_s
            )
        except CertificateError as error:
            _log.info("%s: %s", query.base.value, error)
            return _failure(error)

    def answer_notice(
        self,
        query: BaseQuery,
        notice_id: str,
        said: tuple[OfferAnswer, Registrar],
        audit: AuditElements,
        *,
        deadline_s: float,
    ) -> BaseAnswer:
        """Pass on what was said to a notice (``answerPushedNotice``); may be repeated.

        Returns:
            FOUND when it is recorded, NOT_FOUND when the notice is gone or was answered
            otherwise before, else the failure.

        """
        answer, registrar = said
        parameters = {
            "noticeId": notice_id,
            "answer": answer.value,
            "registeredBy": registrar.value,
            **_holder(query),
        }
        try:
            data = self._circuit.run(
                lambda left_s: self._call("answerPushedNotice", parameters, audit, left_s),
                deadline_s=deadline_s,
            )
            return BaseAnswer(_recorded(data))
        except CertificateError as error:
            _log.info("answer to a notice: %s", error)
            return _failure(error)

    def try_now(self) -> None:
        """Let the next call be made although the bases are held to be away: asked by hand."""
        self._circuit.try_now()

    def probe(self, *, deadline_s: float = 5.0) -> ProbeReport:
        """Ask whether nobody is alive: tests line, account and answer in one call."""
        place = self._settings.org_name.strip() or "自助终端"
        audit = AuditElements(place, *_SELF_TEST)
        query = BaseQuery(Base.POPULATION, NOBODY, "111", (_ALIVE,), "终端自检")
        try:
            told = self._circuit.run(
                lambda left_s: self._told(query, audit, left_s),
                deadline_s=deadline_s,
                always=True,
            )
        except CertificateError as error:
            failure = _failure(error)
            is_away = failure.code == AWAY
            state = DeviceState.OFFLINE if is_away else DeviceState.USER_ERROR
            return ProbeReport(DEVICE, state, failure.code, str(error))
        if told.facts:
            detail = "the population base knows a person whom nobody is"
            return ProbeReport(DEVICE, DeviceState.USER_ERROR, NO_ANSWER, detail)
        return ProbeReport(DEVICE, DeviceState.ONLINE, detail="answered as described")

    def close(self) -> None:
        """Close the kept connections."""
        self._caller.close()

    def _told(self, query: BaseQuery, audit: AuditElements, left_s: float) -> BaseAnswer:
        names = [one.name for one in query.facts] or [Base.NOTICES.value]
        parameters = {"base": query.base.value, "facts": names, **_holder(query)}
        data = self._call("queryBaseData", parameters, audit, left_s)
        check_subject(data, query.base, query.holder_code)
        today = self._today()
        if query.base is Base.NOTICES:
            notices = notices_from(data, today=today) or ()
            return BaseAnswer(_found(notices), notices=notices)
        facts = facts_from(data, query.facts, query.base, today=today)
        return BaseAnswer(_found(facts), facts)

    def _call(
        self,
        operation: str,
        parameters: Mapping[str, object],
        audit: AuditElements,
        left_s: float,
    ) -> Mapping[str, Any]:
        bounds = Bounds(left_s, self._settings.read_s, ANSWER_LIMIT)
        return data_of(self._caller.call(operation, parameters, audit, bounds).body)


def _holder(query: BaseQuery) -> dict[str, object]:
    return {
        "holderCode": query.holder_code,
        "holderTypeCode": query.holder_type_code,
        "useCause": query.use_cause,
    }


def _found(things: tuple[object, ...]) -> BaseOutcome:
    return BaseOutcome.FOUND if things else BaseOutcome.NOT_FOUND


def _recorded(data: Mapping[str, Any]) -> BaseOutcome:
    match needed(data, "outcome", longest=20):
        case "recorded":
            return BaseOutcome.FOUND
        case "other_answer" | "unknown":
            return BaseOutcome.NOT_FOUND
        case _:
            raise rubbish("answerPushedNotice: no known outcome")


def _failure(error: CertificateError) -> BaseAnswer:
    match error:
        case PlatformTimeoutError():
            return BaseAnswer(BaseOutcome.TIMED_OUT, code=AWAY)
        case PlatformRefusedError():
            return BaseAnswer(BaseOutcome.REFUSED, code=NO_ANSWER)
        case PlatformRubbishError():
            return BaseAnswer(BaseOutcome.BROKEN, code=NO_ANSWER)
        case _:
            return BaseAnswer(BaseOutcome.UNREACHABLE, code=AWAY)
