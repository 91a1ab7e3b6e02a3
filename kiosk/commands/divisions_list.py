# SPDX-License-Identifier: Apache-2.0
"""``kiosk catalogue divisions check|add FILE``: the list by which addresses are picked."""

import argparse
import shutil
from pathlib import Path

from forms.divisions import DIVISIONS_FILE, LENGTHS, load_divisions
from forms.errors import CatalogueError
from kiosk.commands.arguments import (
    FAILED,
    SUCCESS,
    Subparsers,
    add_config_option,
    complain,
    load_from,
    say,
)

DIVISIONS_HELP = (
    "Check a list of administrative divisions, or check it and keep it for this kiosk in place"
    " of the fictitious one (config/catalogue/_divisions/divisions.csv shows the form: UTF-8, a"
    " line each, code,name; 2 digits a province, 4 a city, 6 a county, 9 a street or town). It"
    " is read at the next start."
)


def add_divisions(actions: Subparsers) -> None:
    """Offer ``divisions`` beneath ``catalogue``."""
    parser = actions.add_parser(
        "divisions", help="the list for picking addresses", description=DIVISIONS_HELP
    )
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="ACTION")
    for verb, summary in (
        ("check", "exit 0 if nothing is found, else say what"),
        ("add", "check it and keep it in the kiosk's data folder"),
    ):
        action = verbs.add_parser(verb, help=summary)
        action.add_argument("file", metavar="FILE", type=Path, help="list as CSV")
        add_config_option(action)


def run_divisions(args: argparse.Namespace) -> int:
    """Check, and add where nothing is found; a finding goes to stderr, with status 1."""
    try:
        known = load_divisions(args.file)
    except CatalogueError as error:
        complain(f"CONFIG-0701 {error}")
        return FAILED
    if args.verb == "add":
        try:
            _keep(args.file, load_from(args).settings.kiosk.data_dir)
        except OSError as error:
            return complain(f"{error.filename}: {error.strerror}")
    lengths = [len(code) for code in known.by_code]
    levels = ("provinces", "cities", "counties", "streets and towns")
    counted = zip(levels, (lengths.count(length) for length in LENGTHS), strict=True)
    say(", ".join(f"{count} {level}" for level, count in counted) + ". Nothing found.")
    return SUCCESS


def _keep(file: Path, home: Path) -> None:
    """Copy it whole or not at all."""
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = home / f".{DIVISIONS_FILE}.part"
    shutil.copyfile(file, part)
    part.replace(home / DIVISIONS_FILE)
