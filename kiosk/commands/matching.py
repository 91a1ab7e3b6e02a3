# SPDX-License-Identifier: Apache-2.0
"""``kiosk cases match FILE``: who may be entitled to a benefit, over a whole file."""

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import date
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    TaskProgressColumn,
    TextColumn,
    TimeRemainingColumn,
)

from forms.benefit import Benefits, load_benefits
from forms.benefit_batch import BadHeaderError
from forms.benefit_match import Outcome
from forms.benefit_values import Occasion
from kiosk.benefit_run import Listener, PersonFile, RunReport, list_file, match_file
from kiosk.clock import SystemClock
from kiosk.commands.arguments import (
    FAILED,
    SUCCESS,
    WRONG_USE,
    Subparsers,
    complain,
    load_from,
    say,
)

MATCH_HELP = (
    "Match a CSV file of persons with the benefits (免申即享). Its first line names columns:"
    " person, and the facts of config/catalogue/_benefits/_facts.yaml; what is blank or missing"
    " is unknown and never speaks against anybody. Bad lines are told and passed over (exit 1)."
    " Lists who is eligible and who should add something; nothing else is kept."
)
SHIPPED: Final = Path(__file__).resolve().parents[2] / "config" / "catalogue"
MOST_TOLD: Final = 100
"""Bad lines told one by one; after them only their number."""


def add_match(actions: Subparsers) -> None:
    """Offer ``match``; the caller adds ``--config``."""
    match = actions.add_parser(
        "match", help="match persons with benefits", description=MATCH_HELP
    )
    match.add_argument("file", metavar="FILE", type=Path, help="CSV file of persons")
    match.add_argument("--out", type=Path, metavar="FILE", help="write the lists there, as CSV")
    match.add_argument("--day", type=date.fromisoformat, help="day of application (today)")
    match.add_argument("--encoding", default="utf-8-sig", help="such as gb18030 (UTF-8)")
    match.add_argument("--folder", type=Path, default=SHIPPED, help="another catalogue")
    match.add_argument("--json", action="store_true", help="progress and report as JSON lines")


def run_match(args: argparse.Namespace) -> int:
    """Match the file; status 1 if a line was bad or a file cannot be used."""
    settings = load_from(args).settings
    occasion = Occasion(args.day or SystemClock().today(), settings.kiosk.division)
    benefits = load_benefits(args.folder).in_force(occasion.day)
    source = PersonFile(args.file, args.encoding)
    if args.out and args.out.resolve() == source.path.resolve():
        complain("the lists would take the place of the file that is read")
        return WRONG_USE
    try:
        "".encode(source.encoding)
        with (
            list_file(args.out) if args.out else nullcontext() as out,
            _listener(source, as_json=args.json) as listener,
        ):
            report = match_file(benefits, source, occasion, out=out, listener=listener)
    except LookupError:
        complain(f"there is no encoding {source.encoding}")
        return WRONG_USE
    except BadHeaderError as error:
        return complain(f"{source.path.name}: {error}")
    except OSError as error:
        return complain(f"{error.filename}: {error.strerror}")
    except KeyboardInterrupt:
        return complain("Stopped; no list was written.")
    if report.bad_lines > MOST_TOLD:
        complain(f"{report.bad_lines - MOST_TOLD} more bad lines.")
    _tell(benefits, report, as_json=args.json)
    return FAILED if report.bad_lines else SUCCESS


@contextmanager
def _listener(source: PersonFile, *, as_json: bool) -> Iterator[Listener]:
    """Bad lines on stderr; progress as a bar on a terminal, or as JSON lines on stdout."""
    told = 0

    def bad_line(number: int, why: str) -> None:
        nonlocal told
        told += 1
        if told <= MOST_TOLD:
            complain(f"line {number}: {why}")

    size = source.path.stat().st_size
    if as_json:

        def tell(read: int, report: RunReport) -> None:
            progress = {"persons": report.persons, "bytes": read, "of": size}
            say(json.dumps({"progress": progress}))

        yield Listener(bad_line, tell)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn())
    console = Console(stderr=True)
    with Progress(
        *columns, TimeRemainingColumn(), console=console, disable=not console.is_terminal
    ) as bar:
        task = bar.add_task("matching", total=size)

        def move(read: int, report: RunReport) -> None:
            bar.update(task, completed=read, description=f"{report.persons:,} persons")

        yield Listener(bad_line, move)


def _tell(benefits: Benefits, report: RunReport, *, as_json: bool) -> None:
    if as_json:
        outline = {
            "persons": report.persons,
            "bad_lines": report.bad_lines,
            "absent_columns": report.absent,
            "benefits": {
                id_: {outcome.value: counts[outcome] for outcome in Outcome}
                | {"to_requalify": report.to_requalify[id_]}
                for id_, counts in report.outcomes.items()
            },
        }
        say(json.dumps({"report": outline}, ensure_ascii=False))
        return
    say(f"{report.persons} persons, {report.bad_lines} bad lines.")
    if report.absent:
        say(
            f"Unknown for everybody, as the file has no such column: {', '.join(report.absent)}"
        )
    for benefit in benefits.benefits:
        counts = report.outcomes[benefit.id]
        parts = [f"{counts[outcome]} {outcome.value}" for outcome in Outcome]
        say(
            f"{benefit.title.zh_CN} ({benefit.id}): {', '.join(parts)};"
            f" {report.to_requalify[benefit.id]} of those who draw it to be looked at again"
        )
    sys.stdout.flush()
