# SPDX-License-Identifier: Apache-2.0
"""``kiosk catalogue calendar check|add FILE``: a year's holidays, as they are published."""

import argparse
import shutil
from pathlib import Path

from forms.calendar_check import calendar_rules, year_troubles
from forms.working_days import YearTable, load_year
from kiosk.commands.arguments import (
    FAILED,
    SUCCESS,
    Subparsers,
    add_config_option,
    complain,
    load_from,
    say,
)
from kiosk.recount import SITE_YEARS

CALENDAR_HELP = (
    "Check a year's table of holidays (config/catalogue/_calendar/2026.yaml shows the form), or"
    " check it and keep it for this kiosk. At the next start the kiosk counts again what was"
    " provisional."
)


def add_calendar(actions: Subparsers, shipped: Path) -> None:
    """Offer ``calendar`` beneath ``catalogue``."""
    parser = actions.add_parser("calendar", help="a year's holidays", description=CALENDAR_HELP)
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="ACTION")
    for verb, summary in (
        ("check", "exit 0 if nothing is found, else list it"),
        ("add", "check it and keep it in the kiosk's data folder"),
    ):
        action = verbs.add_parser(verb, help=summary)
        action.add_argument("file", metavar="FILE", type=Path, help="<year>.yaml")
        action.add_argument("--folder", type=Path, default=shipped, help="another catalogue")
        add_config_option(action)


def run_calendar(args: argparse.Namespace) -> int:
    """Check, and add where nothing is found; findings go to stderr, with status 1."""
    table = load_year(args.file, schema_in=args.folder)
    troubles = [*year_troubles(table, calendar_rules(args.folder))]
    for where, message in troubles:
        complain(f"CONFIG-0701 {args.file.name}: {where}: {message}")
    if troubles:
        return FAILED
    if args.verb == "add":
        home = load_from(args).settings.kiosk.data_dir / SITE_YEARS
        try:
            _keep(args.file, home)
        except OSError as error:
            return complain(f"{error.filename}: {error.strerror}")
    say(_summary(table))
    return SUCCESS


def _keep(file: Path, home: Path) -> None:
    """Copy it whole or not at all."""
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = home / f".{file.name}.part"
    shutil.copyfile(file, part)
    part.replace(home / file.name)


def _summary(table: YearTable) -> str:
    feasts = "、".join(holiday.name for holiday in table.holidays)
    return f"{table.year}: {feasts}; {len(table.make_up_days)} make-up days. Nothing found."
