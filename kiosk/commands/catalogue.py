# SPDX-License-Identifier: Apache-2.0
"""``kiosk catalogue``: the linter, services shown and drawn, notices, cards, holidays."""

import argparse
import json
from pathlib import Path
from typing import Final

from forms.bundle_file import load_bundles
from forms.catalogue import load_catalogue
from forms.catalogue_lint import check_catalogue
from forms.guide import Guided
from forms.lint_guide import walk
from forms.lint_report import walk_lines
from forms.service_list import load_lists
from kiosk.commands.arguments import (
    FAILED,
    SUCCESS,
    Subparsers,
    complain,
    reports_faults,
    say,
)
from kiosk.commands.calendar_table import add_calendar, run_calendar
from kiosk.commands.catalogue_drawn import check_drawn
from kiosk.commands.catalogue_papers import add_papers, run_papers
from kiosk.commands.catalogue_show import add_show, run_list, run_need, run_show
from kiosk.commands.divisions_list import add_divisions, run_divisions

SHIPPED: Final = Path(__file__).resolve().parents[2] / "config" / "catalogue"
_ACTIONS: Final = {
    "calendar": run_calendar,
    "divisions": run_divisions,
    "card": run_papers,
    "list": run_list,
    "need": run_need,
    "sheet": run_papers,
    "show": run_show,
}


def add_parser(subparsers: Subparsers) -> None:
    """Offer ``catalogue`` with its actions."""
    parser = subparsers.add_parser("catalogue", help="check or show the service catalogue")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    check = actions.add_parser("check", help="exit 0 if nothing is found, else list it")
    check.add_argument("--folder", type=Path, default=SHIPPED, help="another catalogue")
    check.add_argument("--json", action="store_true", help="JSON instead of text")
    check.add_argument(
        "-v", "--verbose", action="store_true", help="the table of every guide's paths, too"
    )
    add_show(actions, SHIPPED)
    add_papers(actions, SHIPPED)
    add_calendar(actions, SHIPPED)
    add_divisions(actions)
    parser.set_defaults(run=run)


@reports_faults
def run(args: argparse.Namespace) -> int:
    """Do the action; findings of the check go to stderr, one a line, with status 1."""
    if args.action == "check":
        return _check(args)
    return _ACTIONS[args.action](args)


def _say_walks(folder: Path) -> None:
    """Every guide walked: states of the sources, paths, the longest, and where they end."""
    guided: list[Guided] = [*load_catalogue(folder).services, *load_bundles(folder)]
    for line in walk_lines({item.id: walk(item) for item in guided}):
        say(line)


def _check(args: argparse.Namespace) -> int:
    """What cannot be read is told alone; else pictures and faces are looked at, too."""
    folder: Path = args.folder
    findings = check_catalogue(folder)
    is_read = all(finding.rule != "load" for finding in findings)
    if is_read:
        findings += check_drawn(folder)
    if args.verbose and not args.json and is_read:
        _say_walks(folder)
    if args.json:
        found = [str(finding) for finding in findings]
        say(json.dumps({"good": not found, "findings": found}, ensure_ascii=False))
        return FAILED if found else SUCCESS
    for finding in findings:
        complain(f"CONFIG-0701 {finding}")
    if not findings:
        services = len(load_catalogue(folder).services)
        bundles, guides = len(load_bundles(folder)), len(load_lists(folder).guides)
        say(f"{services} services, {bundles} bundles, {guides} guides, nothing found.")
    return FAILED if findings else SUCCESS
