# SPDX-License-Identifier: Apache-2.0
"""``kiosk catalogue check|show SERVICE``: the catalogue's linter, and what a service asks."""

import argparse
import json
from pathlib import Path
from typing import Final

from forms.catalogue import load_catalogue
from forms.catalogue_lint import check_catalogue
from forms.service_item import ServiceItem
from kiosk.commands.arguments import (
    FAILED,
    SUCCESS,
    WRONG_USE,
    Subparsers,
    complain,
    reports_faults,
    say,
)

SHIPPED: Final = Path(__file__).resolve().parents[2] / "config" / "catalogue"


def add_parser(subparsers: Subparsers) -> None:
    """Offer ``catalogue`` with its two actions."""
    parser = subparsers.add_parser("catalogue", help="check or show the service catalogue")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    check = actions.add_parser("check", help="exit 0 if nothing is found, else list it")
    show = actions.add_parser("show", help="what a service asks and wants")
    show.add_argument("service", metavar="SERVICE", help="id of a service")
    for action in (check, show):
        action.add_argument("--folder", type=Path, default=SHIPPED, help="another catalogue")
        action.add_argument("--json", action="store_true", help="JSON instead of text")
    parser.set_defaults(run=run)


@reports_faults
def run(args: argparse.Namespace) -> int:
    """Check or show; findings go to stderr, one a line, with status 1."""
    if args.action == "check":
        return _check(args.folder, as_json=args.json)
    catalogue = load_catalogue(args.folder)
    known = {item.id: item for item in catalogue.services}
    if args.service not in known:
        complain(f"There is no service {args.service}; known are {', '.join(known)}")
        return WRONG_USE
    item = known[args.service]
    say(json.dumps(_outline(item), ensure_ascii=False) if args.json else _text(item))
    return SUCCESS


def _check(folder: Path, *, as_json: bool) -> int:
    findings = check_catalogue(folder)
    if as_json:
        found = [str(finding) for finding in findings]
        say(json.dumps({"good": not found, "findings": found}, ensure_ascii=False))
        return FAILED if found else SUCCESS
    for finding in findings:
        complain(f"CONFIG-0701 {finding}")
    if not findings:
        say(f"{len(load_catalogue(folder).services)} services, nothing found.")
    return FAILED if findings else SUCCESS


def _outline(item: ServiceItem) -> dict[str, object]:
    return {
        "id": item.id,
        "version": item.version,
        "sha256": item.checksum,
        "situations": [situation.id for situation in item.situations],
        "questions": [question.id for question in item.questions],
        "fields": [field.id for field in item.fields],
        "materials": [material.id for material in item.materials],
    }


def _text(item: ServiceItem) -> str:
    outline = _outline(item)
    lines = [f"{item.id} {item.version}  {item.checksum[:12]}"]
    for name in ("situations", "questions", "fields", "materials"):
        ids = outline[name]
        if isinstance(ids, list):
            lines.append(f"{name} ({len(ids)}): {', '.join(ids)}")
    return "\n".join(lines)
