# SPDX-License-Identifier: Apache-2.0
"""``kiosk traffic on|off|show``: log what crosses the devices' wires, for a time."""

import argparse

from config.settings import KioskSettings
from kiosk.clock import SystemClock
from kiosk.commands.arguments import (
    SUCCESS,
    Subparsers,
    add_config_option,
    load_from,
    reports_faults,
    say,
)
from kiosk.journal import Journal
from kiosk.store.store import Store
from kiosk.technician.traffic import (
    LONGEST_MINUTES,
    end_overdue,
    log_of,
    switch_of,
    switch_off,
    switch_on,
)


def add_parser(subparsers: Subparsers) -> None:
    """Offer ``traffic`` with its actions."""
    parser = subparsers.add_parser("traffic", help="log what crosses the devices' wires")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    on = actions.add_parser("on", help="begin a log; it ends by itself")
    on.add_argument("--minutes", type=_minutes, required=True, help=f"1 to {LONGEST_MINUTES}")
    for action in (
        on,
        actions.add_parser("off", help="end it now; the file stays for the support bundle"),
        actions.add_parser("show", help="whether it is on, and what it has"),
    ):
        add_config_option(action)
    parser.set_defaults(run=run)


def _minutes(text: str) -> int:
    if text.isdigit() and 1 <= int(text) <= LONGEST_MINUTES:
        return int(text)
    message = f"{text!r} is no number of minutes from 1 to {LONGEST_MINUTES}"
    raise argparse.ArgumentTypeError(message)


@reports_faults
def run(args: argparse.Namespace) -> int:
    """Switch it or show it; works beside the running kiosk, which notices within a second."""
    settings = load_from(args).settings
    clock = SystemClock()
    with Store.open_beside(settings.kiosk.data_dir, clock=clock) as store:
        journal = Journal.open(store, clock=clock)
        end_overdue(settings.kiosk.data_dir, journal, now=clock.now())
        say(_done(args, settings, journal, clock))
    return SUCCESS


def _done(
    args: argparse.Namespace, settings: KioskSettings, journal: Journal, clock: SystemClock
) -> str:
    data_dir = settings.kiosk.data_dir
    match args.action:
        case "on":
            switch = switch_on(data_dir, journal, now=clock.now(), minutes=args.minutes)
            return f"On until {switch.until:%F %T}; it ends by itself."
        case "off":
            was_on = switch_off(data_dir, journal)
            return "Off." if was_on else "It was off already."
        case _:
            standing = switch_of(data_dir)
            head = f"On until {standing.until:%F %T}." if standing else "Off."
            return f"{head}\n{log_of(data_dir)}".rstrip()
