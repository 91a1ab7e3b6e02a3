# SPDX-License-Identifier: Apache-2.0
"""``kiosk staff set-pin|list|unlock``: who may enter the staff pages."""

import argparse
import getpass
import sys
from typing import assert_never

from kiosk.clock import SystemClock
from kiosk.commands.arguments import (
    FAILED,
    SUCCESS,
    Subparsers,
    add_config_option,
    complain,
    load_from,
    reports_faults,
    say,
)
from kiosk.journal import Journal
from kiosk.staff.access import StaffAccess, WeakPinError
from kiosk.store.records import StaffRole
from kiosk.store.store import Store


def add_parser(subparsers: Subparsers) -> None:
    """Offer ``staff`` with its actions."""
    parser = subparsers.add_parser("staff", help="set the staff PIN")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    set_pin = actions.add_parser("set-pin", help="set a PIN, asked for or read from stdin")
    set_pin.add_argument(
        "--role",
        type=StaffRole,
        choices=tuple(StaffRole),
        metavar="ROLE",
        default=StaffRole.CLERK,
        help="clerk (default) or technician",
    )
    listing = actions.add_parser("list", help="list the roles that have a PIN")
    unlock = actions.add_parser("unlock", help="forget wrong tries")
    for action in (set_pin, listing, unlock):
        add_config_option(action)
    parser.set_defaults(run=run)


@reports_faults
def run(args: argparse.Namespace) -> int:
    """Set, list or unlock; works beside the running kiosk."""
    data_dir = load_from(args).settings.kiosk.data_dir
    clock = SystemClock()
    with Store.open_beside(data_dir, clock=clock) as store:
        Journal.open(store, clock=clock)
        access = StaffAccess(store.staff_pins, clock)
        match args.action:
            case "set-pin":
                return _set_pin(access, args.role)
            case "unlock":
                access.unlock()
                say("Wrong tries are forgotten.")
            case "list":
                roles = [role.value for role, _ in store.staff_pins.hashes()]
                say("\n".join(roles) or "STAFF-0901: no PIN is set; run kiosk staff set-pin")
            case _:
                assert_never(args.action)
    return SUCCESS


def _set_pin(access: StaffAccess, role: StaffRole) -> int:
    pin = _asked()
    if pin is None:
        return complain("STAFF-0901: the two entries differ, nothing was set")
    try:
        access.set_pin(role, pin)
    except WeakPinError as error:
        complain(f"STAFF-0901: {error}")
        return FAILED
    say(f"The PIN of the {role.value} is set.")
    return SUCCESS


def _asked() -> str | None:
    """The PIN, typed twice at a terminal or one line of stdin; None when the two differ."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().strip()
    first = getpass.getpass("New PIN: ")
    return first if getpass.getpass("Again: ") == first else None
