# SPDX-License-Identifier: Apache-2.0
"""Client of the case desk (审批业务系统) over HTTP; ``case_desk.openapi.yaml`` is the contract.

Every call blocks, ends by its deadline, has a bounded body either way, looks at no proxy, and
follows no redirection: the certificate library's line. No method logs anything of a case.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

from certificates.errors import (
    CertificateError,
    PlatformRefusedError,
    PlatformRubbishError,
    PlatformTimeoutError,
    PlatformUnreachableError,
)
from certificates.library.interface import AuditElements, PlatformReport
from certificates.library.platform_call import audit_parameters, read_secret
from certificates.library.platform_line import HttpAnswer, PlatformLine, Tls
from config.settings import CaseDeskSettings
from forms.case_news import DeskNews, NewsKind
from kiosk.sync import case_desk_wire as wire
from kiosk.sync.case_desk_values import (
    DESK_ODD,
    AcceptedOffer,
    Appeal,
    AppealProgress,
    CaseDeskError,
    CaseLine,
    CorrectionAnswer,
    FailureKind,
    IssuedLicence,
    NotTaken,
    Received,
    Registered,
    ResultFile,
    Submission,
    Taken,
    UnknownThere,
    VoidNumber,
)
from kiosk.sync.wire import data_of, needed, rubbish

BODY_LIMIT: Final = 24 * 1024 * 1024
ANSWER_LIMIT: Final = 256 * 1024
FILE_LIMIT: Final = 12 * 1024 * 1024
"""Largest bodies, in bytes, as the description says."""

NOBODYS_CASE: Final = "SELFTEST-0"
_SELF_TEST: Final = ("selftest", "终端自检", "selftest", "selftest")
_HTTP_OK: Final = 200
_NOT_NOW: Final = frozenset({429, 503})
_NOT_WE: Final = frozenset({401, 403})
_APPEAL_STATES: Final = "lodged|in_hand|ended"
_MOST_STEPS: Final = 100
_MOST_CASES: Final = 50


class HttpCaseDesk:
    """The desk that ``[desk]`` names; one object may be used from several threads at once."""

    def __init__(self, settings: CaseDeskSettings) -> None:
        self._settings = settings
        tls = Tls(settings.ca_file, settings.client_certificate_file, settings.client_key_file)
        self._line = PlatformLine(
            f"{settings.base_url.rstrip('/')}/desk", connect_s=settings.connect_s, tls=tls
        )

    def __repr__(self) -> str:
        return f"HttpCaseDesk({self._settings.base_url})"

    def submit(
        self, case: Submission, audit: AuditElements, *, deadline_s: float
    ) -> Received | NotTaken:
        """Submit a case; without the receipt among its news an answer is none."""
        with self._asked("submitCase", wire.submission(case), audit, deadline_s) as data:
            if data["outcome"] == "not_taken":
                return _not_taken(data)
            _outcome(data, "received")
            told = Received(wire.news_of(data), wire.placed_of(data))
            if not any(one.kind is NewsKind.RECEIVED for one in told.news):
                raise rubbish("submitCase: received, without the receipt")
            return told

    def register(
        self, licence: IssuedLicence, audit: AuditElements, *, deadline_s: float
    ) -> Registered | NotTaken:
        """Register a licence that was issued here."""
        with self._asked("registerLicence", wire.licence(licence), audit, deadline_s) as data:
            if data["outcome"] == "not_taken":
                return _not_taken(data)
            _outcome(data, "registered")
            return Registered(wire.moment(data, "registeredAt"))

    def report_void(
        self, number: VoidNumber, audit: AuditElements, *, deadline_s: float
    ) -> Taken | NotTaken:
        """Tell a number that became void."""
        return self._taken("reportVoidNumber", wire.void_number(number), audit, deadline_s)

    def register_offer(
        self, offer: AcceptedOffer, audit: AuditElements, *, deadline_s: float
    ) -> Taken | NotTaken:
        """Register an offer that was accepted here; it makes no news of a case."""
        return self._taken("registerOffer", wire.offer(offer), audit, deadline_s)

    def answer_correction(
        self, answer: CorrectionAnswer, audit: AuditElements, *, deadline_s: float
    ) -> Taken | NotTaken:
        """Answer a correction notice."""
        return self._taken("answerCorrection", wire.correction(answer), audit, deadline_s)

    def withdraw(
        self, key: str, case_number: str, audit: AuditElements, *, deadline_s: float
    ) -> Taken | NotTaken:
        """Withdraw an application before its decision."""
        said = {"idempotencyKey": key, "caseNumber": case_number}
        return self._taken("withdrawCase", said, audit, deadline_s)

    def lodge_appeal(
        self, lodged: Appeal, audit: AuditElements, *, deadline_s: float
    ) -> Taken | NotTaken:
        """Lodge an appeal; its number is the answer's ``reference``."""
        taken = self._taken("lodgeAppeal", wire.appeal(lodged), audit, deadline_s)
        if isinstance(taken, Taken) and not taken.reference:
            raise CaseDeskError(FailureKind.BROKEN, "lodgeAppeal: taken, without a number")
        return taken

    def news(
        self, case_number: str, audit: AuditElements, *, deadline_s: float, after_step: int = 0
    ) -> tuple[DeskNews, ...] | UnknownThere:
        """Ask what happened to a case; in any order, perhaps more than was asked for."""
        said = {"caseNumber": case_number, "afterStep": after_step}
        with self._asked("queryCase", said, audit, deadline_s) as data:
            if data["outcome"] == "unknown":
                return UnknownThere()
            _outcome(data, "known")
            return wire.news_of(data)

    def cases_of(
        self, holder_code: str, audit: AuditElements, *, deadline_s: float
    ) -> tuple[CaseLine, ...]:
        """Ask for the cases of a holder, newest first: what a second visit begins with."""
        said = {"holderCode": holder_code}
        with self._asked("listCases", said, audit, deadline_s) as data:
            return tuple(
                CaseLine(
                    needed(one, "caseNumber", longest=48, form=wire.CASE_NUMBER),
                    needed(one, "service", longest=64),
                    wire.moment(one, "submittedAt"),
                )
                for one in wire.entries(data, "cases", _MOST_CASES)
            )

    def appeal(
        self, number: str, audit: AuditElements, *, deadline_s: float
    ) -> AppealProgress | UnknownThere:
        """Ask how far an appeal is."""
        with self._asked("queryAppeal", {"appeal": number}, audit, deadline_s) as data:
            if data["outcome"] == "unknown":
                return UnknownThere()
            _outcome(data, "known")
            state = needed(data, "state", longest=10, form=_APPEAL_STATES)
            is_upheld = data.get("upheld") is True
            if is_upheld and state != "ended":
                raise rubbish("queryAppeal: upheld before its end")
            steps = tuple(
                (wire.moment(one, "at"), needed(one, "text", longest=wire.LONGEST_LINE))
                for one in wire.entries(data, "steps", _MOST_STEPS)
            )
            return AppealProgress(state, is_upheld, steps)

    def result(
        self, case_number: str, reference: str, audit: AuditElements, *, deadline_s: float
    ) -> ResultFile | UnknownThere:
        """Fetch the sealed file of a result; its checksum is compared."""
        said = {"caseNumber": case_number, "result": reference}
        with self._asked("fetchResult", said, audit, deadline_s, limit=FILE_LIMIT) as data:
            if data["outcome"] == "unknown":
                return UnknownThere()
            _outcome(data, "file")
            return ResultFile(*wire.file_of(data))

    def probe(self, *, deadline_s: float = 5.0) -> PlatformReport:
        """Ask for nobody's case: tests line, account and answer in one call."""
        audit = AuditElements(self._settings.org_name.strip() or "自助终端", *_SELF_TEST)
        try:
            found = self.news(NOBODYS_CASE, audit, deadline_s=deadline_s)
        except CaseDeskError as error:
            return PlatformReport(reachable=False, code=error.code, detail=error.detail)
        if not isinstance(found, UnknownThere):
            detail = "the desk knows a case that nobody has"
            return PlatformReport(reachable=False, code=DESK_ODD, detail=detail)
        return PlatformReport(reachable=True, code="", detail="answered as described")

    def close(self) -> None:
        """Close the kept connections."""
        self._line.close()

    # -- one call ------------------------------------------------------------------

    def _taken(
        self,
        operation: str,
        said: Mapping[str, object],
        audit: AuditElements,
        deadline_s: float,
    ) -> Taken | NotTaken:
        with self._asked(operation, said, audit, deadline_s) as data:
            if data["outcome"] == "not_taken":
                return _not_taken(data)
            _outcome(data, "taken")
            named = data.get("appeal") is not None
            reference = needed(data, "appeal", longest=64, form=wire.REFERENCE) if named else ""
            return Taken(wire.news_of(data), reference)

    @contextmanager
    def _asked(
        self,
        operation: str,
        said: Mapping[str, object],
        audit: AuditElements,
        deadline_s: float,
        *,
        limit: int = ANSWER_LIMIT,
    ) -> Iterator[Mapping[str, Any]]:
        """Make one call and give its data; whatever goes wrong, reading it too, has a kind."""
        with _told_by_kind():
            answer = self._exchange(operation, said, audit, deadline_s, limit=limit)
            data = dict(data_of(answer.body))
            data["outcome"] = "" if "cases" in data else needed(data, "outcome", longest=20)
            yield data

    def _exchange(
        self,
        operation: str,
        said: Mapping[str, object],
        audit: AuditElements,
        deadline_s: float,
        *,
        limit: int,
    ) -> HttpAnswer:
        secret = read_secret(self._settings.access_token_file)
        head = {"accessId": self._settings.access_id, "accessToken": secret}
        content = wire.encode(head, audit_parameters(audit), said)
        if len(content) > BODY_LIMIT:
            raise rubbish(f"{operation}: more than {BODY_LIMIT} bytes to send")
        answer = self._line.post(
            operation, content, deadline_s=deadline_s, answer_s=deadline_s, limit=limit
        )
        if answer.status in _NOT_NOW:
            raise CaseDeskError(FailureKind.BUSY, f"{operation}: HTTP {answer.status}")
        if answer.status in _NOT_WE:
            detail = f"{operation}: HTTP {answer.status}"
            raise PlatformRefusedError("PLATFORM-0303", detail)
        if answer.status != _HTTP_OK:
            raise rubbish(f"{operation}: HTTP {answer.status}")
        return answer


def _outcome(data: Mapping[str, Any], wanted: str) -> None:
    if data["outcome"] != wanted:
        raise rubbish(f"the outcome is not {wanted}")


def _not_taken(data: Mapping[str, Any]) -> NotTaken:
    return NotTaken(
        needed(data, "reasonCode", longest=48, form="[a-z][a-z0-9_]{0,47}"),
        needed(data, "reason", longest=wire.LONGEST_LINE),
    )


_KINDS: Final = {
    PlatformUnreachableError: FailureKind.UNREACHABLE,
    PlatformTimeoutError: FailureKind.TIMED_OUT,
    PlatformRefusedError: FailureKind.REFUSED,
    PlatformRubbishError: FailureKind.BROKEN,
}


@contextmanager
def _told_by_kind() -> Iterator[None]:
    """Turn the line's failures into the desk's five kinds.

    Raises:
        CaseDeskError: of one of the kinds.

    """
    try:
        yield
    except CaseDeskError:
        raise
    except CertificateError as error:
        kind = _KINDS.get(type(error), FailureKind.BROKEN)
        raise CaseDeskError(kind, error.detail) from error
