# SPDX-License-Identifier: Apache-2.0
"""``kiosk cases figures``: handling time, completion rate and corrections of each service."""

import argparse
import json
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Final

from forms.case_figures import Figures
from kiosk.clock import SystemClock
from kiosk.commands.arguments import SUCCESS, say
from kiosk.handling_figures import figures_in
from kiosk.store.store import Store

if TYPE_CHECKING:
    from argparse import _SubParsersAction

FIGURES: Final = "figures"
FIGURES_HELP: Final = (
    "How cases are handled, by service: how many have ended (办结率), how long the authority"
    " took from its receipt to its decision by its own clock, without the time in which the"
    " citizen had something to put right in the second figure, and how often that was asked"
    " (补正)."
)
_TITLES: Final = (
    *("service", "cases", "here", "waiting", "in hand", "granted", "partly", "refused"),
    *("withdrawn", "ended", "median", "net", "corrections", "late"),
)
_UNITS: Final = ((86_400.0, "d"), (3_600.0, "h"), (60.0, "min"))


def add_figures(
    actions: "_SubParsersAction[argparse.ArgumentParser]",
) -> argparse.ArgumentParser:
    """Offer the action; returns its parser."""
    figures = actions.add_parser(
        FIGURES, help="handling time, completion rate, corrections", description=FIGURES_HELP
    )
    figures.add_argument(
        "--since",
        type=date.fromisoformat,
        metavar="DAY",
        help="cases submitted from this day on (2026-11-01)",
    )
    figures.add_argument("--json", action="store_true", help="one JSON object a service")
    return figures


def run_figures(args: argparse.Namespace, store: Store) -> int:
    """Print the figures; the last line is of all services together."""
    found = figures_in(store, today=SystemClock().today(), since=args.since)
    if args.json:
        for one in found:
            say(json.dumps(_as_json(one), ensure_ascii=False))
        return SUCCESS
    rows = [_TITLES, *(_as_row(one) for one in found)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(_TITLES))]
    for row in rows:
        first, *others = (
            text.ljust(width) if place == 0 else text.rjust(width)
            for place, (text, width) in enumerate(zip(row, widths, strict=True))
        )
        say("  ".join((first, *others)).rstrip())
    return SUCCESS


def _as_json(one: Figures) -> dict[str, object]:
    return {**asdict(one), "ended": one.ended, "completion": one.completion}


def _as_row(one: Figures) -> tuple[str, ...]:
    share = "-" if one.completion is None else f"{one.completion:.0%}"
    counts = (
        *(one.cases, one.decided_here, one.waiting, one.in_hand, one.granted),
        *(one.partly_granted, one.refused, one.withdrawn),
    )
    return (
        one.service or "all",
        *map(str, counts),
        share,
        duration(one.handling.median_s) if one.handling.count else "-",
        duration(one.net.median_s) if one.net.count else "-",
        str(one.corrections),
        str(one.late),
    )


def duration(seconds: float) -> str:
    """Write a duration in its largest unit.

    >>> [duration(seconds) for seconds in (0, 59, 90, 7_200, 400_000)]
    ['0 s', '59 s', '1.5 min', '2.0 h', '4.6 d']
    """
    for unit, name in _UNITS:
        if seconds >= unit:
            return f"{seconds / unit:.1f} {name}"
    return f"{seconds:.0f} s"
