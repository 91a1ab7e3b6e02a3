# SPDX-License-Identifier: Apache-2.0
"""Papers of a second visit: the desk's result, fetched and kept once; a receipt made again.

Blocking and Qt-free. A result is printed from the bytes that are stored, and the print ledger
lets equal bytes out once: fetching it again cannot print it again. A receipt that is made again
is another paper, which says so.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from certificates.errors import CertificateError, DocumentError
from certificates.gate import CalledFile
from certificates.sealed_answer import AnswerFault
from certificates.trust import TrustList
from devices.printing.port import MEDIA_NAMES
from forms.case_news import DeskNews
from forms.case_standing import (
    RECEIPTS,
    UNPRINTED,
    CaseAct,
    CaseFile,
    Standing,
    result_paper,
    standing_of,
)
from kiosk.clock import Clock
from kiosk.desk import Desk
from kiosk.documents.checking import ResultCheck
from kiosk.filing import papers_from
from kiosk.papers import Paper, chinese_day
from kiosk.papers_desk import DecidedCase
from kiosk.papers_notices import UnderWay, correction_notice, decided_paper, withdrawal_receipt
from kiosk.session.effects import Strokes
from kiosk.store.desk_book import TaskKind
from kiosk.stored_paper import name_of
from kiosk.sync.case_desk_values import ResultFile, UnknownThere

UNFIT: Final = "DOCUMENT-0622"
"""The result that the desk gave may not be printed."""

UNFIT_REASON: Final = "审批结果文件不能打印（{word}），请与审批部门联系"
MADE_AGAIN: Final = "补打件，{at}补打"
REPRINTED: Final = "reprinted"
_TAKEN_BACK: Final = frozenset({Standing.WITHDRAWING, Standing.WITHDRAWN})

Fetch = Callable[[], ResultFile | UnknownThere]
"""Fetches the result; raises ``CaseDeskError``."""


class NoPaperError(Exception):
    """There is no paper to be printed; ``outcome`` is the word for the page.

    ``code`` is the fault's, where it is one.
    """

    def __init__(self, outcome: str, code: str = "") -> None:
        super().__init__(outcome)
        self.outcome = outcome
        self.code = code


@dataclass(frozen=True)
class Believing:
    """Whose seals count on a result."""

    trust: TrustList
    samples: bool


class CaseResults:
    """Makes sure that a paper of a case is on disk, to be printed from there.

    Args:
        desk: of this kiosk; keeps, checks and makes papers.
        believing: whose seals count.
        clock: dates seals and papers.

    """

    def __init__(self, desk: Desk, believing: Believing, clock: Clock) -> None:
        self._desk = desk
        self._believing = believing
        self._clock = clock

    def result(self, case: CaseFile, result: DeskNews, fetch: Fetch) -> str:
        """Fetch a result, check it and keep it; returns the name of its paper.

        What is there already is not fetched again.

        Raises:
            NoPaperError: it was printed, is being printed, or may not be.
            CertificateError: the desk or the document process gave no answer; nothing is kept.
            StoreError: it could not be kept.

        """
        name = result_paper(result.reference)
        kept = case.paper(name)
        if kept is not None and kept.state != UNPRINTED:
            raise NoPaperError(kept.state)
        if kept is None:
            file = fetch()
            if isinstance(file, UnknownThere):
                self._told(case, "missing")
                raise NoPaperError("missing")
            self._check(case, file)
            self._keep(case, name, file)
        return name

    def again(self, case: CaseFile, act: CaseAct) -> str:
        """Make a paper of this case that may come out more than once; returns its name.

        One that was made and never printed is printed first.

        Raises:
            NoPaperError: there is none of that kind.
            CertificateError: it could not be made; nothing is kept.
            StoreError: it could not be kept.

        """
        paper, strokes = self._kept_paper(case)
        if act is CaseAct.DECISION:
            paper, strokes = self._decision(case, paper), ()
        elif act is CaseAct.NOTICE:
            paper, strokes = self._notice(case, paper), ()
        elif standing_of(case) in _TAKEN_BACK:
            paper, strokes = self._withdrawal(case, paper), ()
        waiting = (
            one.name
            for one in case.papers
            if act is CaseAct.RECEIPT
            and one.state == UNPRINTED
            and one.name.startswith(f"{paper.name}-")
        )
        if (name := next(waiting, "")) == "":
            step = None if paper.name in RECEIPTS else case.last_step
            name = name_of(paper.name, [one.name for one in case.papers], step=step)
            self._desk.make_more(case.number, self._named(paper, name, act), strokes)
            self._told(case, "made", event="paper-made-again")
        return name

    def under_way(self, case: CaseFile) -> UnderWay:
        """The case as every paper about it is headed: as its receipt is.

        Raises:
            NoPaperError: it has no receipt.

        """
        return _under_way(case, self._kept_paper(case)[0])

    def _named(self, paper: Paper, name: str, act: CaseAct) -> Paper:
        if act in {CaseAct.DECISION, CaseAct.NOTICE}:
            return replace(paper, name=name)
        said = MADE_AGAIN.format(at=_moment(self._clock.now()))
        return replace(paper, name=name, values={**paper.values, REPRINTED: said})

    def _kept_paper(self, case: CaseFile) -> tuple[Paper, Strokes]:
        form = self._desk.store.cases.form_of(case.number)
        try:
            papers, strokes = papers_from(form or b"{}")
        except (ValueError, KeyError, TypeError) as error:
            raise NoPaperError("missing") from error
        found = next((one for one in papers if one.name in RECEIPTS), None)
        if found is None:
            raise NoPaperError("missing")
        return found, strokes if found.is_signed_by_hand else ()

    def _decision(self, case: CaseFile, receipt: Paper) -> Paper:
        """The decision, headed as the receipt is."""
        under_way, today = _under_way(case, receipt), self._clock.today()
        return decided_paper(under_way, case.progress, today=today)

    def _notice(self, case: CaseFile, receipt: Paper) -> Paper:
        """What is still to be put right, in the desk's words."""
        under_way, today = _under_way(case, receipt), self._clock.today()
        return correction_notice(under_way, case.open_notices, today=today)

    def _withdrawal(self, case: CaseFile, receipt: Paper) -> Paper:
        """The receipt of a withdrawal takes the place of that of the application."""
        under_way, today = _under_way(case, receipt), self._clock.today()
        return withdrawal_receipt(under_way, case.news, today=today)

    def _check(self, case: CaseFile, file: ResultFile) -> None:
        """Hold a result to its seal and to the gate; what fails goes to staff, not to paper."""
        check = ResultCheck(
            file.content,
            (case.number,),
            self._believing.trust,
            self._clock.now(),
            self._believing.samples,
        )
        try:
            found = self._desk.check_result(check)
        except DocumentError as error:
            if error.code != "DOCUMENT-0604":
                raise
            self._unfit(case, "unfit", error)
        else:
            if isinstance(found, AnswerFault):
                self._unfit(case, found.value)
            elif not _fits_paper(found):
                self._unfit(case, "unfit")

    def _unfit(self, case: CaseFile, word: str, cause: CertificateError | None = None) -> None:
        with self._desk.store.together():
            self._told(case, word)
            reason = UNFIT_REASON.format(word=word)
            self._desk.store.desk_book.raise_task(
                TaskKind.CONTRADICTION, case.number, "", reason
            )
        raise NoPaperError("unfit", UNFIT) from cause

    def _keep(self, case: CaseFile, name: str, file: ResultFile) -> None:
        with self._desk.store.together():
            self._desk.store.documents.put(case.number, f"{name}.pdf", file.content)
            self._told(case, "kept")

    def _told(self, case: CaseFile, word: str, *, event: str = "result-fetched") -> None:
        disposition = word if event == "result-fetched" else ""
        self._desk.store.audit.record(event, disposition=disposition, case_id=case.number)


def _under_way(case: CaseFile, receipt: Paper) -> UnderWay:
    """The case as its receipt is headed."""
    names = ("service", "applicant", "issuing_authority", "machine")
    said = (str(receipt.values.get(name, "")) for name in names)
    return UnderWay(DecidedCase(case.number, *said), case.submitted_at.date())


def _fits_paper(file: CalledFile) -> bool:
    short, long = sorted((round(file.width_mm), round(file.height_mm)))
    return (short, long) in MEDIA_NAMES


def _moment(at: datetime) -> str:
    return f"{chinese_day(at.date())}{at:%H:%M}"
