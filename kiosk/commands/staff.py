# SPDX-License-Identifier: Apache-2.0
"""``kiosk staff add|set-pin|card|list|unlock|remove``: who may enter the staff pages."""

import argparse
import getpass
import json
import sys
from typing import assert_never

from config.settings import KioskSettings
from devices.card_reader.sam_reader import SamIdentityReader
from devices.identity.record import SourceKind
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
from kiosk.staff.access import StaffAccess, WeakPinError, first_number
from kiosk.staff.cards import StaffCards
from kiosk.store.records import StaffRole
from kiosk.store.staff import Staff, StaffListError
from kiosk.store.store import Store


def add_parser(subparsers: Subparsers) -> None:
    """Offer ``staff`` with its actions."""
    parser = subparsers.add_parser("staff", help="who may enter the staff pages")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    adding = actions.add_parser("add", help="put a person on the list; the PIN is asked for")
    _add_number(adding)
    _add_role(adding, StaffRole.CLERK)
    set_pin = actions.add_parser("set-pin", help="set a PIN, asked for or read from stdin")
    _add_number(set_pin, nargs="?")
    _add_role(set_pin, StaffRole.CLERK, "where no number is named: whose PIN it is")
    card = actions.add_parser("card", help="give a person the card that is laid now")
    _add_number(card)
    card.add_argument("--remove", action="store_true", help="take the person's card away")
    card.add_argument(
        "--wait", type=float, default=30.0, metavar="S", help="seconds (default 30)"
    )
    listing = actions.add_parser("list", help="list who is on the staff")
    listing.add_argument("--json", action="store_true", help="one JSON object a line")
    unlock = actions.add_parser("unlock", help="forget wrong tries, of one person or of all")
    _add_number(unlock, nargs="?")
    removing = actions.add_parser("remove", help="take a person off the list")
    _add_number(removing)
    for action in (adding, set_pin, card, listing, unlock, removing):
        add_config_option(action)
    parser.set_defaults(run=run)


def _add_number(action: argparse.ArgumentParser, nargs: str | None = None) -> None:
    action.add_argument(
        "number", nargs=nargs, default="", metavar="NUMBER", help="staff number, 1 to 8 digits"
    )


def _add_role(action: argparse.ArgumentParser, default: StaffRole, more: str = "") -> None:
    roles = ", ".join(role.value for role in StaffRole)
    action.add_argument(
        "--role",
        type=StaffRole,
        choices=tuple(StaffRole),
        metavar="ROLE",
        default=default,
        help=f"{more + '; ' if more else ''}one of {roles} (default {default.value})",
    )


@reports_faults
def run(args: argparse.Namespace) -> int:
    """Look at the list or change it; works beside the running kiosk."""
    settings = load_from(args).settings
    data_dir = settings.kiosk.data_dir
    clock = SystemClock()
    with Store.open_beside(data_dir, clock=clock) as store:
        Journal.open(store, clock=clock)
        try:
            if args.action == "card":
                return _give_card(args, store.staff, settings)
            return _done(args, store.staff, StaffAccess(store.staff, clock))
        except (WeakPinError, StaffListError) as error:
            complain(f"STAFF-0901: {error}")
            return FAILED


def _done(args: argparse.Namespace, staff: Staff, access: StaffAccess) -> int:
    match args.action:
        case "add" | "set-pin":
            return _give_pin(args, staff, access)
        case "remove":
            staff.remove(args.number)
            say(f"Staff {args.number} is off the list; the number is never given anew.")
        case "unlock":
            access.unlock(args.number)
            say("Wrong tries are forgotten.")
        case "list":
            _list(staff, as_json=args.json)
        case _:
            assert_never(args.action)
    return SUCCESS


def _give_pin(args: argparse.Namespace, staff: Staff, access: StaffAccess) -> int:
    """Set the PIN of a person; whoever is not yet on the list is put there."""
    number = args.number or first_number(staff, args.role)
    member = staff.member(number)
    if args.action == "set-pin" and member is None and args.number:
        raise StaffListError(f"nobody on the staff has number {number}: use kiosk staff add")
    pin = _asked()
    if pin is None:
        return complain("STAFF-0901: the two entries differ, nothing was set")
    if member is None or args.action == "add":
        access.add(number, args.role, pin)
    else:
        access.set_pin(number, pin)
    role = member.role if member is not None else args.role
    say(f"The PIN of staff {number} ({role.value}) is set.")
    return SUCCESS


def _give_card(args: argparse.Namespace, staff: Staff, settings: KioskSettings) -> int:
    """Wait for a card at every place that reads one, or take the person's card away."""
    if args.remove:
        staff.set_card(args.number, "")
        say(f"Staff {args.number} has no card any more: number and PIN open.")
        return SUCCESS
    if staff.member(args.number) is None:
        raise StaffListError(f"nobody on the staff has number {args.number}")
    reader = settings.reader
    sources = {SourceKind.SAM_SERIAL: SamIdentityReader(reader)} if reader else {}
    cards = StaffCards(settings.kiosk.data_dir, sources, settings.card_slot)
    if not cards.ways:
        return complain("STAFF-0901: this kiosk has no place to lay a card")
    say("Please lay the card.")
    try:
        card = cards.first(args.wait)
    finally:
        cards.close()
        for source in sources.values():
            source.close()
    if not card:
        return complain("STAFF-0901: no card was laid, nothing was set")
    staff.set_card(args.number, card)
    say(f"Staff {args.number} has a card now: card and PIN open, where cards can be read.")
    return SUCCESS


def _list(staff: Staff, *, as_json: bool) -> None:
    members = staff.members()
    for one in members:
        failed = staff.failures(one.number)
        wrong = failed[0] if failed else 0
        if as_json:
            columns = {
                "number": one.number,
                "role": one.role.value,
                "card": one.card.partition(":")[0],
                "wrong_tries": wrong,
            }
            say(json.dumps(columns))
        else:
            card = one.card.partition(":")[0] or "no card"
            say(f"{one.number:>8}  {one.role.value:<10}  {card:<8}  wrong tries {wrong}")
    if not members and not as_json:
        say("STAFF-0901: nobody is on the staff; run kiosk staff add NUMBER --role ROLE")


def _asked() -> str | None:
    """The PIN, typed twice at a terminal or one line of stdin; None when the two differ."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().strip()
    first = getpass.getpass("New PIN: ")
    return first if getpass.getpass("Again: ") == first else None
