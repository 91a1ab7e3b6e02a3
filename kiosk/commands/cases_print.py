# SPDX-License-Identifier: Apache-2.0
"""``kiosk cases print-attempts|settle|pickup``: what became of a print, said by people."""

import argparse
import json
from typing import TYPE_CHECKING

from devices.printing.blanks import BlankRuleError
from kiosk.clock import SystemClock
from kiosk.commands.arguments import SUCCESS, complain, say
from kiosk.journal import Journal
from kiosk.store.records import Disposition, Found, PaperState, UnsettledPrint
from kiosk.store.store import Store

if TYPE_CHECKING:
    from argparse import _SubParsersAction

PRINT_ACTIONS = ("print-attempts", "settle", "pickup")
ATTEMPTS_HELP = (
    "Prints of which the machine does not know whether a sheet came out, oldest first. One"
    " whose outcome is unknown closes the printing of this kiosk until somebody has looked."
)
SETTLE_HELP = (
    "Say what became of a print after looking for it: came-out (a good sheet lies there or was"
    " taken), nothing-came-out (no sheet; two persons must say so), destroyed (a spoiled sheet,"
    " taken out and made void). It is said once and kept in the journal. After came-out it is"
    " never printed again; after the others kiosk cases print prints the same bytes."
)
FOUND = {found.value.replace("_", "-"): found for found in Found}


def add_print_actions(
    actions: "_SubParsersAction[argparse.ArgumentParser]",
) -> tuple[argparse.ArgumentParser, ...]:
    """Offer the three actions; returns their parsers."""
    listing = actions.add_parser(
        "print-attempts", help="prints that somebody must look for", description=ATTEMPTS_HELP
    )
    listing.add_argument("--json", action="store_true", help="one JSON object a line")
    settling = actions.add_parser(
        "settle", help="say what became of a print", description=SETTLE_HELP
    )
    settling.add_argument("attempt", metavar="ATTEMPT", help="as print-attempts tells it")
    settling.add_argument("found", choices=tuple(FOUND), help="what people have seen")
    settling.add_argument("--by", required=True, metavar="STAFF", help="staff number")
    settling.add_argument(
        "--witness", default="", metavar="STAFF", help="staff number of the second person"
    )
    settling.add_argument(
        "--serial", type=int, metavar="N", help="numbered blank it lies on, if not the expected"
    )
    fetching = actions.add_parser("pickup", help="the case of a pick-up code (取件码)")
    fetching.add_argument("code", metavar="CODE", help="six digits, as the citizen has them")
    return listing, settling, fetching


def run_print_action(args: argparse.Namespace, store: Store) -> int:
    """Do one of the actions."""
    match args.action:
        case "print-attempts":
            return _list(store, as_json=args.json)
        case "settle":
            Journal.open(store, clock=SystemClock())
            return _settle(store, args)
        case _:
            return _pickup(store, args.code)


def _list(store: Store, *, as_json: bool) -> int:
    waiting = store.prints.unsettled_prints()
    for one in waiting:
        say(_as_json(one) if as_json else _as_line(one))
    if not as_json:
        say("Printing is closed." if store.prints.is_closed() else "Printing is open.")
    return SUCCESS


def _as_line(one: UnsettledPrint) -> str:
    columns = [one.attempt_id, f"{one.at:%F %R}", one.state.value, one.code or "-"]
    columns += [one.case_id or "-", one.document or "-", f"{one.sheets} sheets"]
    if one.blank is not None:
        columns.append(f"blank {one.blank[0]} {one.blank[1]}")
    return "  ".join(columns)


def _as_json(one: UnsettledPrint) -> str:
    columns = {
        "attempt": one.attempt_id,
        "at": one.at.isoformat(),
        "state": one.state.value,
        "code": one.code,
        "case_number": one.case_id,
        "document": one.document,
        "sheets": one.sheets,
        "closes_printing": one.is_closing,
        "blank": None
        if one.blank is None
        else {"series": one.blank[0], "serial": one.blank[1]},
    }
    return json.dumps(columns, ensure_ascii=False)


def _settle(store: Store, args: argparse.Namespace) -> int:
    try:
        said = Disposition(FOUND[args.found], args.by, args.witness, args.serial)
        store.prints.settle(args.attempt, said)
    except BlankRuleError as error:
        return complain(f"STOCK-1602 {error}")
    except ValueError as error:
        return complain(f"PRINTER-0406 {error}: unknown, still open, or said before")
    say(f"Attempt {args.attempt} is settled as {args.found}.")
    return SUCCESS


def _pickup(store: Store, code: str) -> int:
    case_id = store.prints.case_of_pickup(code.replace(" ", ""))
    if not case_id:
        return complain("no case has this pick-up code")
    papers = store.prints.papers_of(case_id)
    left = [
        f"{one.name} {one.state.value}" for one in papers if one.state is not PaperState.OUT
    ]
    say("  ".join([case_id, *left]))
    return SUCCESS
