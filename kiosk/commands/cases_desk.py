# SPDX-License-Identifier: Apache-2.0
"""``kiosk cases show|tasks|task|…``: what the case desk said, and what of it needs a person."""

import argparse
import json
from typing import TYPE_CHECKING

from forms.case_progress import Progress, Stage
from kiosk.case_file import progress_in
from kiosk.clock import SystemClock
from kiosk.commands.arguments import SUCCESS, complain, say
from kiosk.commands.cases_certificates import (
    REVOCATIONS,
    REVOKE,
    add_certificate_actions,
    certificate_json,
    certificate_lines,
    run_certificate_action,
)
from kiosk.commands.cases_ofd import OFD_FILES, add_ofd, run_ofd
from kiosk.commands.cases_paper import PAPER, add_paper, run_paper
from kiosk.journal import Journal
from kiosk.store.store import Store

if TYPE_CHECKING:
    from argparse import _SubParsersAction

TASK_HELP = (
    "Say that a task of kiosk cases tasks is done, or that its message is to be sent again once"
    " the authority has put its register right. It is said once and kept in the journal."
)
STANDS = {
    Stage.WAITING: "accepted, not yet received",
    Stage.RECEIVED: "received",
    Stage.CORRECTION: "correction asked",
    Stage.GRANTED: "granted",
    Stage.PARTLY_GRANTED: "granted in part",
    Stage.REFUSED: "refused",
    Stage.RESULT_READY: "result ready",
    Stage.WITHDRAWN: "withdrawn",
}
"""Where a case stands, in the words of the staff's side."""

DESK_ACTIONS = ("show", "tasks", "task")


def add_desk_actions(
    actions: "_SubParsersAction[argparse.ArgumentParser]",
) -> tuple[argparse.ArgumentParser, ...]:
    """Offer the three actions; returns their parsers."""
    showing = actions.add_parser("show", help="one case: where it stands at the authority")
    showing.add_argument("case", metavar="CASE", help="case number")
    showing.add_argument("--json", action="store_true", help="as one JSON object")
    listing = actions.add_parser("tasks", help="what needs a person, oldest first")
    listing.add_argument("--all", action="store_true", help="settled ones, too")
    listing.add_argument("--json", action="store_true", help="one JSON object a line")
    settling = actions.add_parser("task", help="settle a task", description=TASK_HELP)
    settling.add_argument("task", metavar="TASK", help="as kiosk cases tasks tells it")
    settling.add_argument("found", choices=("done", "again"), help="done, or send it again")
    papers = (add_paper(actions), add_ofd(actions))
    return showing, listing, settling, *papers, *add_certificate_actions(actions)


def run_desk_action(args: argparse.Namespace, store: Store) -> int:
    """Do one of the actions; only what settles something is kept in the journal."""
    match args.action:
        case "show":
            return _show(store, args.case, as_json=args.json)
        case "tasks":
            return _tasks(store, every=args.all, as_json=args.json)
        case word if word == PAPER:
            return run_paper(args, store)
        case word if word == OFD_FILES:
            return run_ofd(args, store)
        case word if word in {REVOCATIONS, REVOKE}:
            return run_certificate_action(args, store)
        case _:
            Journal.open(store, clock=SystemClock())
            return _settle(store, args.task, args.found)


def standing(progress: Progress) -> str:
    """Where a case stands, as one line of the staff's side."""
    words = STANDS[progress.stage]
    if progress.stage is not Stage.WAITING and not progress.is_received:
        words += ", without a receipt"
    if progress.odd:
        words += ", contradictory"
    return words


def _show(store: Store, case_id: str, *, as_json: bool) -> int:
    summary = store.cases.summary(case_id)
    if summary is None:
        return complain(f"there is no case {case_id}")
    progress = progress_in(store, case_id)
    if as_json:
        say(json.dumps(_case_json(store, case_id, progress), ensure_ascii=False))
        return SUCCESS
    say(f"{case_id}  {summary.service}  {summary.decision}  {standing(progress)}")
    for row in store.desk_book.news_of(case_id):
        say(f"  {row.step:3d}  {row.at:%F %R}  {row.kind}")
    for line in certificate_lines(store, case_id, SystemClock().today()):
        say(f"  {line}")
    for notice in progress.notices:
        due = f" by {notice.due_on}" if notice.due_on else ""
        say(f"  to be put right{due}: {'; '.join(notice.texts)}")
    for outcome in progress.outcomes:
        about = " ".join(part for part in (outcome.title, outcome.office) if part)
        reasons = "; ".join(outcome.reasons)
        say(f"  {outcome.verdict.value}: {about or case_id} {reasons}".rstrip())
    return SUCCESS


def _case_json(store: Store, case_id: str, progress: Progress) -> dict[str, object]:
    return {
        "case_number": case_id,
        "desk": desk_json(progress),
        "certificate": certificate_json(store, case_id, SystemClock().today()),
        "news": [
            {"step": row.step, "kind": row.kind, "at": row.at.isoformat()}
            for row in store.desk_book.news_of(case_id)
        ],
        "notices": [
            {
                "notice": one.reference,
                "member": one.member,
                "due_on": one.due_on.isoformat() if one.due_on else None,
                "texts": one.texts,
            }
            for one in progress.notices
        ],
        "outcomes": [
            {
                "member": one.member,
                "title": one.title,
                "office": one.office,
                "verdict": one.verdict.value,
                "reasons": one.reasons,
                "remedies": one.remedies,
            }
            for one in progress.outcomes
        ],
    }


def desk_json(progress: Progress) -> dict[str, object]:
    """Where a case stands, for a machine."""
    receipt = progress.receipt
    return {
        "stage": progress.stage.value,
        "standing": standing(progress),
        "received_at": receipt.at.isoformat() if receipt is not None else None,
    }


def _tasks(store: Store, *, every: bool, as_json: bool) -> int:
    for task in store.desk_book.tasks(open_only=not every):
        if as_json:
            columns = {
                "task": task.task_id,
                "kind": task.kind.value,
                "case_number": task.case_id,
                "raised_at": task.raised_at.isoformat(),
                "reason": task.reason,
                "settlement": task.settlement,
            }
            say(json.dumps(columns, ensure_ascii=False))
        else:
            state = task.settlement or "open"
            say(
                f"{task.task_id}  {task.raised_at:%F %R}  {task.case_id or '-'}  {state}"
                f"  {task.reason}"
            )
    return SUCCESS


def _settle(store: Store, task_id: str, found: str) -> int:
    try:
        key = store.desk_book.settle(task_id, again=found == "again")
    except ValueError as error:
        return complain(str(error))
    say(f"Task {task_id} is settled as {found}." + (f" Queued: {key}." if key else ""))
    return SUCCESS
