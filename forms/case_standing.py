# SPDX-License-Identifier: Apache-2.0
"""How one's own case stands (刷证即查) and what its owner can do about it; pure.

Two sources meet here: what this machine has on disk, and what the case desk has said. Neither
is guessed from the other: a case that the desk has not receipted is accepted here and no more.
"""

import hashlib
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import Enum
from typing import Final

from forms.case_news import DeskNews, NewsKind
from forms.case_progress import AppealStage, Progress, Stage, progress_of


class Standing(Enum):
    """How a case stands, each with a sentence of its own for its owner."""

    ACCEPTED = "accepted"
    """Committed at this machine, not yet received by the desk."""
    HELD = "held"
    """The desk did not take it in; staff is at it."""
    RECEIVED = "received"
    IN_HAND = "in_hand"
    CORRECTION = "correction"
    GRANTED = "granted"
    PARTLY_GRANTED = "partly_granted"
    REFUSED = "refused"
    RESULT_READY = "result_ready"
    RESULT_OUT = "result_out"
    """Every result was printed at this machine."""
    WITHDRAWING = "withdrawing"
    WITHDRAWN = "withdrawn"
    ISSUED = "issued"
    PROMISE_DUE = "promise_due"
    """Issued here, and papers are owed by a day."""
    CONCLUDED = "concluded"
    FILLED_IN = "filled_in"
    COPIED = "copied"


class CaseAct(Enum):
    """What the owner of a case can do at the machine."""

    FETCH = "fetch"
    ANSWER = "answer"
    NOTICE = "notice"
    """Print what is to be put right: the correction notice (补正告知书)."""
    DECISION = "decision"
    """Print the decision with its reasons and remedies."""
    RECEIPT = "receipt"
    """Print the receipt once more."""
    APPEAL = "appeal"
    """Say that something did not go as it should (诉求); decides nothing and stops nothing."""
    APPEAL_SLIP = "appeal_slip"
    """Print the slip of the last appeal, as it stands now."""
    WITHDRAW = "withdraw"


UNPRINTED: Final = "unprinted"
OUT: Final = "out"
SENT_ON: Final = frozenset({"queued", "sent"})
RECEIPTS: Final = ("receipt", "acceptance_slip")
"""Papers that may come out more than once: they grant nothing."""

MOST_REPRINTS: Final = 5
"""So often a case's papers of that kind are made anew; after that the window does it."""

MOST_APPEALS: Final = 3
"""So many appeals in one case are taken here; after that a person at the window listens."""

APPEAL_SLIP: Final = "appeal_slip"
RESULT: Final = "result"


def result_paper(reference: str) -> str:
    """Name of the paper that holds a result; the reference is the desk's own and of any form.

    >>> result_paper("JG-1")
    'result-7afe84a0'
    """
    return f"{RESULT}-{hashlib.sha256(reference.encode()).hexdigest()[:8]}"


@dataclass(frozen=True)
class KeptPaper:
    """A paper of the case on this machine's disk.

    Attributes:
        name: such as ``receipt``, ``receipt-2`` or ``result-0fc9d4f2``.
        state: ``unprinted``, ``open``, ``unsettled`` or ``out``.
        out_at: when it came out of the printer.

    """

    name: str
    state: str
    out_at: datetime | None = None


@dataclass(frozen=True)
class CaseFile:
    """A case as its owner may see it.

    Attributes:
        decision: what was decided here when it was handed in, as the store keeps it; empty
            for a case of another machine.
        news: all that the desk has said.
        due_on: last day of the whole case.
        promises: (material, last day) still owed.
        answers: (correction notice, ``queued``, ``sent`` or ``refused``) given here.
        submission: how far the case itself is on its way: the same words.
        withdrawal: the same of a withdrawal; empty where there is none.
        appeals: (number, the same) of each appeal that was lodged here, oldest first.

    """

    number: str
    service: str
    submitted_at: datetime
    decision: str = ""
    news: tuple[DeskNews, ...] = field(default=(), repr=False)
    due_on: date | None = None
    promises: tuple[tuple[str, date], ...] = ()
    licence_number: str = field(default="", repr=False)
    papers: tuple[KeptPaper, ...] = ()
    answers: tuple[tuple[str, str], ...] = ()
    submission: str = ""
    withdrawal: str = ""
    appeals: tuple[tuple[str, str], ...] = ()

    @property
    def is_ours(self) -> bool:
        """Whether it was handed in at this machine."""
        return bool(self.decision)

    @property
    def is_decided_here(self) -> bool:
        """Whether it was decided on the spot, so that the desk only keeps it."""
        return self.decision == "issued_under_promise" or self.decision in _HERE

    @property
    def progress(self) -> Progress:
        """Where it stands by the desk's word."""
        return progress_of(self.news)

    @property
    def open_notices(self) -> tuple[DeskNews, ...]:
        """Correction notices that nobody has answered, neither there nor here."""
        answered = {notice for notice, _ in self.answers}
        return tuple(one for one in self.progress.notices if one.reference not in answered)

    @property
    def is_answer_refused(self) -> bool:
        """Whether the desk did not take what was answered here."""
        return any(word == "refused" for _, word in self.answers)

    @property
    def is_appealed(self) -> bool:
        """Whether an appeal is on its way or being handled: then it is waited for."""
        there = self.progress.appeal
        last = self.appeals[-1][1] if self.appeals else ""
        is_under_way = last == "queued" or (last == "sent" and there is AppealStage.NONE)
        return is_under_way or there in {AppealStage.LODGED, AppealStage.IN_HAND}

    def paper(self, name: str) -> KeptPaper | None:
        """The paper of this name; None while there is none."""
        return next((one for one in self.papers if one.name == name), None)

    def paper_of(self, result: DeskNews) -> KeptPaper:
        """The paper of a result; one that was not fetched yet is unprinted."""
        name = result_paper(result.reference)
        return self.paper(name) or KeptPaper(name, UNPRINTED)

    @property
    def results_to_fetch(self) -> tuple[DeskNews, ...]:
        """Results of which no sheet was ever sent to a printer."""
        ready = self.progress.results
        return tuple(one for one in ready if self.paper_of(one).state == UNPRINTED)

    @property
    def last_step(self) -> int:
        """Step of the last news; 0 while the desk has said nothing."""
        return max((one.step for one in self.news), default=0)

    @property
    def reprints(self) -> int:
        """How many papers were made anew for its owner."""
        return sum("-" in one.name and not _is_result(one.name) for one in self.papers)

    def for_bearer(self) -> "CaseFile":
        """What whoever holds the slip may see: how it stands, and nothing that was written."""
        plain = tuple(
            replace(
                one,
                texts=(),
                outcomes=tuple(
                    replace(each, reasons=(), remedies=(), title="") for each in one.outcomes
                ),
            )
            for one in self.news
        )
        return replace(self, news=plain, licence_number="", appeals=())


def _is_result(name: str) -> bool:
    return name.startswith(f"{RESULT}-")


_HERE: Final = {
    "issued": Standing.ISSUED,
    "concluded": Standing.CONCLUDED,
    "filled_in": Standing.FILLED_IN,
    "filed": Standing.FILLED_IN,
    "answered": Standing.COPIED,
}
_THERE: Final = {
    Stage.CORRECTION: Standing.CORRECTION,
    Stage.GRANTED: Standing.GRANTED,
    Stage.PARTLY_GRANTED: Standing.PARTLY_GRANTED,
    Stage.REFUSED: Standing.REFUSED,
    Stage.WITHDRAWN: Standing.WITHDRAWN,
}


def standing_of(case: CaseFile) -> Standing:
    """How a case stands; what was decided on the spot stands so whatever the desk says."""
    if case.decision == "issued_under_promise":
        return Standing.PROMISE_DUE if case.promises else Standing.ISSUED
    if case.decision in _HERE:
        return _HERE[case.decision]
    progress = case.progress
    if progress.stage in {Stage.WAITING, Stage.RECEIVED, Stage.CORRECTION}:
        return _underway(case, progress)
    if progress.stage is Stage.RESULT_READY:
        is_out = not case.results_to_fetch
        return Standing.RESULT_OUT if is_out else Standing.RESULT_READY
    return _THERE[progress.stage]


def _underway(case: CaseFile, progress: Progress) -> Standing:
    """How a case stands that nobody has decided."""
    if case.withdrawal in SENT_ON:
        return Standing.WITHDRAWING
    if progress.stage is Stage.CORRECTION and case.open_notices:
        return Standing.CORRECTION
    if progress.stage is Stage.WAITING and case.is_ours:
        return Standing.HELD if case.submission == "refused" else Standing.ACCEPTED
    answered = bool(case.answers) or any(
        one.kind is NewsKind.CORRECTION_ANSWERED for one in case.news
    )
    return Standing.IN_HAND if answered else Standing.RECEIVED


_MAY_WITHDRAW: Final = frozenset(
    {Standing.ACCEPTED, Standing.RECEIVED, Standing.IN_HAND, Standing.CORRECTION}
)


def acts_of(case: CaseFile) -> tuple[CaseAct, ...]:
    """What its owner can do now, the most wanted first.

    Papers come out where the case was handed in: no other machine can know that a result did
    not come out already. What is only said to the desk can be said anywhere, once the desk
    itself has told that it is open.
    """
    standing = standing_of(case)
    open_to = {
        CaseAct.FETCH: case.is_ours and standing is Standing.RESULT_READY,
        CaseAct.ANSWER: standing is Standing.CORRECTION,
        **_papers_of(case),
        CaseAct.APPEAL: _may_appeal(case),
        CaseAct.WITHDRAW: _may_withdraw(case, standing),
    }
    return tuple(act for act in CaseAct if open_to[act])


def _papers_of(case: CaseFile) -> dict[CaseAct, bool]:
    """Papers that may come out again: where the first one was made, and not without end."""
    may_reprint = case.reprints < MOST_REPRINTS and _has_receipt(case)
    is_decided = not case.is_decided_here and bool(case.progress.outcomes)
    is_asked = standing_of(case) is Standing.CORRECTION
    says_what = any(one.texts for one in case.open_notices)
    return {
        CaseAct.NOTICE: may_reprint and is_asked and says_what,
        CaseAct.DECISION: may_reprint and is_decided,
        CaseAct.RECEIPT: may_reprint,
        CaseAct.APPEAL_SLIP: bool(case.appeals) and (may_reprint or bool(slip_waiting(case))),
    }


def _has_receipt(case: CaseFile) -> bool:
    return case.is_ours and any(case.paper(name) for name in RECEIPTS)


def slip_waiting(case: CaseFile) -> str:
    """Name of a slip of an appeal that was made and never printed; empty without one."""
    waiting = (one.name for one in case.papers if one.state == UNPRINTED)
    return next((name for name in waiting if name.startswith(f"{APPEAL_SLIP}-")), "")


def _may_appeal(case: CaseFile) -> bool:
    """Whatever was decided, or was not: one appeal at a time, and its slip is printed here."""
    is_told = bool(case.submission) and _has_receipt(case)
    return is_told and not case.is_appealed and len(case.appeals) < MOST_APPEALS


def _may_withdraw(case: CaseFile, standing: Standing) -> bool:
    """Before the decision; of another machine's case only once the desk has it."""
    is_known = case.is_ours or case.progress.is_received
    return is_known and standing in _MAY_WITHDRAW and not case.withdrawal
