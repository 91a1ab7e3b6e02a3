# SPDX-License-Identifier: Apache-2.0
# ruff: noqa: ARG002  # the scripted desk has the arguments of a desk
"""A case desk in this process that answers as a test tells it."""

from certificates.library.interface import AuditElements, PlatformReport
from forms.case_news import DeskNews, NewsKind
from kiosk.sync.case_desk_values import (
    AcceptedOffer,
    Appeal,
    CaseDeskError,
    CorrectionAnswer,
    FailureKind,
    IssuedLicence,
    NotTaken,
    Received,
    Registered,
    Submission,
    Taken,
    UnknownThere,
    VoidNumber,
)
from tests.support.fixed_clock import FixedClock

T0 = FixedClock().now()
NO = NotTaken("number_unknown", "证号不在号段内")


class ScriptedDesk:
    """A desk that answers as it is told, and remembers what it was sent, in order."""

    def __init__(self) -> None:
        self.sent: list[str] = []
        self.cases: list[Submission] = []
        self.licences: list[IssuedLicence] = []
        self.answers: list[CorrectionAnswer] = []
        self.offers: list[AcceptedOffer] = []
        self.appeals: list[Appeal] = []
        self.failures: dict[str, FailureKind] = {}
        self.refuses: set[str] = set()
        self.told: dict[str, tuple[DeskNews, ...]] = {}
        self.is_closed = False

    def _sent(self, key: str) -> None:
        self.sent.append(key)
        kind = self.failures.get(key) or self.failures.get("*")
        if kind is not None:
            raise CaseDeskError(kind, "as told")

    def submit(
        self, case: Submission, audit: AuditElements, *, deadline_s: float
    ) -> Received | NotTaken:
        assert audit.business_code == case.case_number
        self._sent(case.key)
        self.cases.append(case)
        receipt = DeskNews(1, NewsKind.RECEIVED, T0)
        return NO if case.key in self.refuses else Received((receipt,))

    def register(
        self, licence: IssuedLicence, audit: AuditElements, *, deadline_s: float
    ) -> Registered | NotTaken:
        self._sent(licence.key)
        self.licences.append(licence)
        return NO if licence.key in self.refuses else Registered(T0)

    def report_void(
        self, number: VoidNumber, audit: AuditElements, *, deadline_s: float
    ) -> Taken | NotTaken:
        self._sent(number.key)
        return NO if number.key in self.refuses else Taken()

    def register_offer(
        self, offer: AcceptedOffer, audit: AuditElements, *, deadline_s: float
    ) -> Taken | NotTaken:
        self._sent(offer.key)
        self.offers.append(offer)
        return NO if offer.key in self.refuses else Taken()

    def lodge_appeal(
        self, lodged: Appeal, audit: AuditElements, *, deadline_s: float
    ) -> Taken | NotTaken:
        self._sent(lodged.key)
        self.appeals.append(lodged)
        told = DeskNews(2, NewsKind.APPEAL_LODGED, T0, lodged.number)
        news = (told,) if lodged.case_number else ()
        return NO if lodged.key in self.refuses else Taken(news, lodged.number)

    def answer_correction(
        self, answer: CorrectionAnswer, audit: AuditElements, *, deadline_s: float
    ) -> Taken | NotTaken:
        self._sent(answer.key)
        self.answers.append(answer)
        answered = DeskNews(3, NewsKind.CORRECTION_ANSWERED, T0, answer.notice)
        return NO if answer.key in self.refuses else Taken((answered,))

    def withdraw(
        self, key: str, case_number: str, audit: AuditElements, *, deadline_s: float
    ) -> Taken | NotTaken:
        self._sent(key)
        withdrawn = DeskNews(2, NewsKind.WITHDRAWN, T0)
        return NO if key in self.refuses else Taken((withdrawn,))

    def news(
        self, case_number: str, audit: AuditElements, *, deadline_s: float, after_step: int = 0
    ) -> tuple[DeskNews, ...] | UnknownThere:
        self._sent(f"news/{case_number}")
        return self.told.get(case_number, UnknownThere())

    def probe(self, *, deadline_s: float = 5.0) -> PlatformReport:
        return PlatformReport(reachable="*" not in self.failures, code="", detail="")

    def close(self) -> None:
        self.is_closed = True


class Half:
    """A chance that is always one half."""

    def random(self) -> float:
        return 0.5
