# SPDX-License-Identifier: Apache-2.0
"""``kiosk cases list``: the last cases, without anybody's data."""

import argparse
import json

from kiosk.clock import SystemClock
from kiosk.commands.arguments import (
    SUCCESS,
    Subparsers,
    add_config_option,
    load_from,
    reports_faults,
    say,
)
from kiosk.store.records import CaseSummary
from kiosk.store.store import Store


def add_parser(subparsers: Subparsers) -> None:
    """Offer ``cases`` with its action."""
    parser = subparsers.add_parser("cases", help="list cases and promises")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    listing = actions.add_parser("list", help="the last cases, newest first")
    add_config_option(listing)
    listing.add_argument("--limit", type=int, default=50, help="how many (default 50)")
    listing.add_argument("--json", action="store_true", help="one JSON object a line")
    parser.set_defaults(run=run)


@reports_faults
def run(args: argparse.Namespace) -> int:
    """List; works beside the running kiosk."""
    data_dir = load_from(args).settings.kiosk.data_dir
    with Store.open_beside(data_dir, clock=SystemClock()) as store:
        for case in store.cases.newest(args.limit):
            owed = [
                {"material": promise.material_id, "due_on": promise.due_on.isoformat()}
                for promise in store.cases.promises_of(case.case_id)
            ]
            say(_as_json(case, owed) if args.json else _as_line(case, owed))
    return SUCCESS


def _as_line(case: CaseSummary, owed: list[dict[str, str]]) -> str:
    columns = [case.case_id, f"{case.submitted_at:%F %R}", case.service, case.decision]
    columns += [case.licence_number or "-", f"{len(owed)} owed"]
    if case.due_on:
        columns.append(f"due {case.due_on}")
    return "  ".join(columns)


def _as_json(case: CaseSummary, owed: list[dict[str, str]]) -> str:
    columns = {
        "case_number": case.case_id,
        "service": case.service,
        "situation": case.situation,
        "decision": case.decision,
        "submitted_at": case.submitted_at.isoformat(),
        "due_on": case.due_on.isoformat() if case.due_on else None,
        "licence_number": case.licence_number,
        "documents": case.documents,
        "owed": owed,
    }
    return json.dumps(columns, ensure_ascii=False)
