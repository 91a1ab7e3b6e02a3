# SPDX-License-Identifier: Apache-2.0
"""``kiosk cases paper``: a paper about what the case desk said, made and kept for printing."""

import argparse
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Final

from forms.case_progress import Progress, Stage
from kiosk.case_file import news_in, progress_in
from kiosk.clock import SystemClock
from kiosk.commands.arguments import SUCCESS, complain, load_from, say
from kiosk.filing import papers_from
from kiosk.papers import Paper
from kiosk.papers_desk import DecidedCase
from kiosk.papers_notices import (
    UnderWay,
    appeal_slip,
    correction_notice,
    decided_paper,
    not_accepted,
    withdrawal_receipt,
)
from kiosk.store.desk_book import TaskKind
from kiosk.store.outbox import WITHDRAWAL
from kiosk.store.records import CaseSummary, PaperState
from kiosk.store.store import Store
from kiosk.stored_paper import name_of

if TYPE_CHECKING:
    from argparse import _SubParsersAction

PAPER: Final = "paper"
KINDS: Final = ("correction", "decision", "withdrawal", "appeal")
PAPER_HELP: Final = (
    "Make a paper of what the case desk has said of a case, and keep it: correction"
    " (补正告知书), decision (决定书, 办理结果告知单; of a case that was not taken up"
    " 不予受理决定书), withdrawal (撤回回执) or appeal (诉求登记回执). kiosk cases print prints"
    " it."
)


def add_paper(
    actions: "_SubParsersAction[argparse.ArgumentParser]",
) -> argparse.ArgumentParser:
    """Offer the action; returns its parser."""
    paper = actions.add_parser(
        PAPER, help="make a paper of what the case desk said", description=PAPER_HELP
    )
    paper.add_argument("case", metavar="CASE", help="case number")
    paper.add_argument("kind", choices=KINDS, help="which paper")
    return paper


def run_paper(args: argparse.Namespace, store: Store) -> int:
    """Make the paper; one for the same news that is not out yet is not made twice."""
    from kiosk.desk_beside import desk_beside  # noqa: PLC0415 - Qt comes with it

    summary = store.cases.summary(args.case)
    if summary is None:
        return complain(f"there is no case {args.case}")
    try:
        paper = paper_of(store, summary, args.kind, today=SystemClock().today())
    except ValueError as error:
        return complain(str(error))
    step = max((one.step for one in news_in(store, args.case)), default=0)
    papers = {one.name: one.state for one in store.prints.papers_of(args.case)}
    name = _waiting(papers, f"{paper.name}-{step}")
    if not name:
        name = name_of(paper.name, papers, step=step)
        with desk_beside(load_from(args).settings, store) as desk:
            desk.make_more(args.case, replace(paper, name=name), ())
    say(f"Kept: {name}. Print it: kiosk cases print {args.case} --paper {name}")
    return SUCCESS


def _waiting(papers: Mapping[str, PaperState], first: str) -> str:
    """The newest paper for the same news, made here or at the glass; "" where it is out."""
    same = [name for name in papers if name == first or name.startswith(f"{first}-")]
    return "".join(name for name in same[-1:] if papers[name] is not PaperState.OUT)


def paper_of(store: Store, summary: CaseSummary, kind: str, *, today: date) -> Paper:
    """The paper of this kind, with what the desk has said of it by now.

    Raises:
        ValueError: the desk has said nothing of that kind.

    """
    case = _under_way(store, summary)
    progress = progress_in(store, summary.case_id)
    news = news_in(store, summary.case_id)
    made: dict[str, Callable[[], Paper]] = {
        "correction": lambda: correction_notice(case, progress.notices, today=today),
        "withdrawal": lambda: withdrawal_receipt(case, news, today=today),
        "appeal": lambda: appeal_slip(case, news, progress, today=today),
        "decision": lambda: _decision(store, case, progress, today),
    }
    if kind == "withdrawal" and not _is_withdrawn(store, summary.case_id, progress):
        raise ValueError(f"nobody has asked to withdraw {summary.case_id}")
    return made[kind]()


def _under_way(store: Store, summary: CaseSummary) -> UnderWay:
    """Head the paper as the case's own papers are headed."""
    papers, _ = papers_from(store.cases.form_of(summary.case_id) or b"{}")
    said = papers[0].values if papers else {}
    names = ("service", "applicant", "issuing_authority", "machine")
    about = DecidedCase(summary.case_id, *(str(said.get(name, "")) for name in names))
    return UnderWay(about, summary.submitted_at.date())


def _decision(store: Store, case: UnderWay, progress: Progress, today: date) -> Paper:
    """The decision; of a case that the desk did not take up, that it did not and why."""
    if progress.outcomes:
        return decided_paper(case, progress, today=today)
    reasons = tuple(
        task.reason
        for task in store.desk_book.tasks(open_only=False)
        if task.case_id == case.about.case_number
        and task.kind is TaskKind.SUBMISSION_REFUSED
        and task.message.startswith("case/")
    )
    return not_accepted(case, reasons[-1:], today=today)


def _is_withdrawn(store: Store, case_id: str, progress: Progress) -> bool:
    """Whether it was asked here, or the desk says so."""
    keys = store.outbox.of_case(case_id)
    return progress.stage is Stage.WITHDRAWN or f"{WITHDRAWAL}/{case_id}" in keys
