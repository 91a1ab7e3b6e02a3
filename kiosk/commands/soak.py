# SPDX-License-Identifier: Apache-2.0
"""``kiosk soak SCRIPT… [--hours H|--visits N] --out DIR``: endurance that ends by itself."""

import argparse
import json
import logging
import math
import os
import sys
from pathlib import Path

from config.loader import LoadedSettings
from kiosk.commands.arguments import (
    FAILED,
    SUCCESS,
    WRONG_USE,
    Subparsers,
    add_config_option,
    complain,
    load_from,
    reports_faults,
    say,
)
from kiosk.technician.soak_book import (
    Plan,
    SoakVisit,
    add_to_book,
    read_book,
    table,
    write_book,
)


def add_parser(subparsers: Subparsers) -> None:
    """Offer ``soak``."""
    parser = subparsers.add_parser("soak", help="endurance: visit after visit, with a table")
    parser.add_argument(
        "scripts", type=Path, nargs="+", metavar="SCRIPT", help="played in turn"
    )
    add_config_option(parser)
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="its book")
    parser.add_argument("--hours", type=_more_than_nothing, help="go on for so long")
    parser.add_argument("--visits", type=int, help="or until so many were played")
    parser.add_argument(
        "--failures", type=int, default=3, help="stop after so many in a row (default 3)"
    )
    parser.add_argument(
        "--hand", type=Path, metavar="PROGRAM", help="lays cards and takes papers by its verb"
    )
    parser.add_argument("--json", action="store_true", help="the table as one JSON object")
    parser.set_defaults(run=run)


def _more_than_nothing(text: str) -> float:
    try:
        hours = float(text)
    except ValueError:
        hours = 0.0
    if hours > 0 and math.isfinite(hours):
        return hours
    message = f"{text!r} is no number of hours"
    raise argparse.ArgumentTypeError(message)


@reports_faults
def run(args: argparse.Namespace) -> int:
    """Play until the plan is over; 0 only if all of it was played and every visit was good."""
    if args.hours is None and args.visits is None:
        complain("kiosk soak: --hours or --visits says when it ends")
        return WRONG_USE
    loaded = load_from(args)
    if loaded.settings.signing.backend != "file":
        complain("kiosk soak: this kiosk has a production key; a soak would make real papers")
        return WRONG_USE
    visits = args.visits if args.visits is not None else sys.maxsize
    seconds = args.hours * 3600 if args.hours is not None else math.inf
    plan = Plan(visits, seconds, max(args.failures, 1))
    book = read_book(args.out)
    try:
        write_book(args.out, book)
    except OSError as error:
        return complain(f"kiosk soak: {args.out}: {error.strerror}")
    is_resumed = bool(book)
    status = SUCCESS
    if not plan.is_over(book, book[-1].elapsed_s if book else 0.0):
        status = _played(args, loaded, plan, book)
    if status == WRONG_USE:
        return status
    return _told(args, plan, book, is_resumed=is_resumed)


def _played(
    args: argparse.Namespace, loaded: LoadedSettings, plan: Plan, book: list[SoakVisit]
) -> int:
    """Play what is left."""
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from kiosk.robot.rehearse import SomebodysHand  # noqa: PLC0415  # Qt reads it at import
    from kiosk.robot.script import ScriptError, load_script  # noqa: PLC0415
    from kiosk.robot.soak import HandProgram, play_all  # noqa: PLC0415

    logging.basicConfig(level=logging.ERROR, format="%(levelname)s %(name)s %(message)s")
    try:
        scripts = [(path.stem, load_script(path)) for path in args.scripts]
    except ScriptError as error:
        complain(f"kiosk soak: {error}")
        return WRONG_USE
    hand = HandProgram(args.hand) if args.hand is not None else SomebodysHand()

    def keep(visit: SoakVisit) -> None:
        add_to_book(args.out, visit)
        verdict = "good" if visit.is_good else f"FAILED {visit.stop_reason}"
        told = f"{visit.number} {visit.script} {visit.outcome} {visit.seconds:.1f} s {verdict}"
        sys.stderr.write(f"{told}\n")

    play_all(loaded, plan, scripts, hand=hand, book=book, keep=keep)
    return SUCCESS


def _told(
    args: argparse.Namespace, plan: Plan, book: list[SoakVisit], *, is_resumed: bool
) -> int:
    """Tell the table; good only if the plan was reached and no visit failed."""
    found = table(book)
    elapsed_s = book[-1].elapsed_s if book else 0.0
    is_reached = plan.is_reached(book, elapsed_s)
    is_good = is_reached and found["good"] == found["visits"]
    found |= {"reached": is_reached, "resumed": is_resumed, "passed": is_good}
    if args.json:
        say(json.dumps(found))
    else:
        for name, value in found.items():
            say(f"{name:<22}{value}")
    return SUCCESS if is_good else FAILED
