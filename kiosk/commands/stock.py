# SPDX-License-Identifier: Apache-2.0
"""``kiosk stock …``: numbered blank stationery (空白证书), from its receipt to its end."""

import argparse
import json
from datetime import date
from pathlib import Path
from typing import Final

from certificates.errors import DocumentError
from devices.printing.blanks import (
    TWO_PERSONS,
    WITH_REASON,
    BlankEntry,
    BlankMove,
    BlankRange,
    BlankRuleError,
    BlankState,
    Feed,
)
from kiosk.clock import SystemClock
from kiosk.commands.arguments import (
    SUCCESS,
    Subparsers,
    add_config_option,
    complain,
    load_from,
    reports_faults,
    say,
)
from kiosk.journal import Journal
from kiosk.papers_reports import STOCK_REPORT, Site
from kiosk.report_words import LANGUAGES
from kiosk.stock_sheet import day_sheet, sheet_values
from kiosk.store.blank_stock import BookedEntry, told_ranges
from kiosk.store.store import Store

BY_PEOPLE: Final = (
    (BlankMove.RECEIVE, "book a delivery"),
    (BlankMove.LOAD, "put a range into a tray of the printer"),
    (BlankMove.UNLOAD, "take a range out of its tray, back into the cabinet"),
    (BlankMove.SPOIL, "make sheets void: misprinted, damaged, found again"),
    (BlankMove.DESTROY, "book the destruction of void sheets"),
    (BlankMove.MISS, "report sheets that are not there"),
    (BlankMove.RETURN, "give sheets back to the authority"),
)
REASONS: Final = ("misprint", "damaged", "found-again", "passed-over", "not-there", "gap")
RULE: Final = "STOCK-1602"


def add_parser(subparsers: Subparsers) -> None:
    """Offer ``stock`` with its actions."""
    parser = subparsers.add_parser("stock", help="numbered blank stationery")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    for move, summary in BY_PEOPLE:
        _add_move(actions, move, summary)
    counting = actions.add_parser("balance", help="how many sheets are where, now")
    counting.add_argument("--json", action="store_true", help="one JSON object a line")
    listing = actions.add_parser("list", help="every line of the ledger")
    listing.add_argument("--series", default="", help="only this one")
    listing.add_argument("--json", action="store_true", help="one JSON object a line")
    report = actions.add_parser("report", help="the day's reconciliation sheet as PDF")
    report.add_argument("--day", type=date.fromisoformat, help="YYYY-MM-DD (default: today)")
    report.add_argument(
        "--language", choices=sorted(LANGUAGES), default="zh_CN", help="of the sheet"
    )
    report.add_argument("--out", type=Path, metavar="FILE.pdf", help="default: stock-DAY.pdf")
    for action in (counting, listing, report):
        add_config_option(action)
    parser.set_defaults(run=run)


def _add_move(actions: Subparsers, move: BlankMove, summary: str) -> None:
    action = actions.add_parser(move.value, help=summary)
    action.add_argument(
        "series", metavar="SERIES", help="series of blanks, as the face names it"
    )
    action.add_argument("first", type=int, metavar="FIRST", help="first serial")
    action.add_argument("last", type=int, nargs="?", metavar="LAST", help="last serial")
    action.add_argument("--by", required=True, metavar="STAFF", help="staff number")
    action.add_argument(
        "--witness",
        required=move in TWO_PERSONS,
        default="",
        metavar="STAFF",
        help="staff number of the second person",
    )
    action.add_argument(
        "--without", type=int, nargs="+", default=[], metavar="N", help="serials not among them"
    )
    if move is BlankMove.RECEIVE:
        action.add_argument("--batch", required=True, help="number of the delivery")
    if move is BlankMove.LOAD:
        action.add_argument("--tray", required=True, help="media-source, such as tray-2")
        action.add_argument(
            "--feed",
            choices=[feed.value for feed in Feed],
            default=Feed.RISING.value,
            help="which end the printer takes first (default rising)",
        )
    if move in WITH_REASON:
        action.add_argument("--reason", required=True, choices=REASONS, help="why")
    add_config_option(action)


@reports_faults
def run(args: argparse.Namespace) -> int:
    """Book an entry, or look; works beside the running kiosk."""
    settings = load_from(args).settings
    clock = SystemClock()
    with Store.open_beside(settings.kiosk.data_dir, clock=clock) as store:
        match args.action:
            case "balance":
                return _balance(store, as_json=args.json)
            case "list":
                return _list(store, args.series, as_json=args.json)
            case "report":
                return _report(store, args)
            case _:
                Journal.open(store, clock=clock)
                return _book(store, args)


def _book(store: Store, args: argparse.Namespace) -> int:
    try:
        sheets = BlankRange(args.series, args.first, args.last or args.first)
        entry = BlankEntry(
            BlankMove(args.action),
            sheets,
            who=args.by,
            witness=args.witness,
            batch=getattr(args, "batch", ""),
            tray=getattr(args, "tray", ""),
            feed=Feed(getattr(args, "feed", Feed.RISING.value)),
            without=tuple(sorted(set(args.without) & set(sheets.serials))),
            reason=getattr(args, "reason", ""),
        )
        store.stock.book(entry)
    except ValueError as error:
        return complain(f"{RULE} {error}; nothing was booked")
    say(f"Booked: {entry.move.value} {sheets}, {len(entry.serials)} sheets.")
    return SUCCESS


def _balance(store: Store, *, as_json: bool) -> int:
    for series in store.stock.series():
        counted = store.stock.balance_of(series)
        numbers = {state.value: counted.of(state) for state in BlankState}
        if as_json:
            columns = {"series": series, "ever_received": counted.ever_received, **numbers}
            say(json.dumps(columns, ensure_ascii=False))
            continue
        parts = (f"{name} {number}" for name, number in numbers.items() if number)
        say(f"{series}  {counted.ever_received} in all: {', '.join(parts)}")
        say(f"  to be counted here: {counted.on_hand}")
        sheets = store.stock.sheets_of(series)
        for state in (BlankState.LOADED, BlankState.SPOILED, BlankState.MISSING):
            serials = [serial for serial, one in sheets.items() if one.state is state]
            if serials:
                say(f"  {state.value}: {told_ranges(serials)}")
    return SUCCESS


def _list(store: Store, series: str, *, as_json: bool) -> int:
    for booked in store.stock.entries(series):
        say(_as_json(booked) if as_json else _as_line(booked))
    return SUCCESS


def _as_line(booked: BookedEntry) -> str:
    entry = booked.entry
    people = f"{entry.who}, {entry.witness}" if entry.witness else entry.who
    more = (entry.batch, entry.tray, entry.reason, entry.attempt_id)
    columns = [f"{booked.number:6d}", f"{booked.at:%F %T}", entry.move.value, str(entry.sheets)]
    columns += [f"{len(entry.serials)} sheets", people, *(part for part in more if part)]
    return "  ".join(columns)


def _as_json(booked: BookedEntry) -> str:
    entry = booked.entry
    columns = {
        "number": booked.number,
        "at": booked.at.isoformat(),
        "move": entry.move.value,
        "series": entry.sheets.series,
        "serials": told_ranges(entry.serials),
        "sheets": len(entry.serials),
        "by": entry.who,
        "witness": entry.witness,
        "batch": entry.batch,
        "tray": entry.tray,
        "reason": entry.reason,
        "attempt": entry.attempt_id,
    }
    return json.dumps(columns, ensure_ascii=False)


def _report(store: Store, args: argparse.Namespace) -> int:
    """Write the day's sheet; what it counts is replayed from the ledger's lines alone."""
    from certificates.rendering.render import Renderer  # noqa: PLC0415 - slow to import
    from kiosk.app import CATALOGUE  # noqa: PLC0415
    from kiosk.commands.catalogue_papers import template_of  # noqa: PLC0415

    settings, now = load_from(args).settings, SystemClock().now()
    day = args.day or now.date()
    booked = store.stock.entries()
    try:
        sheets = [day_sheet(series, booked, day) for series in store.stock.series()]
    except BlankRuleError as error:
        return complain(f"{RULE} the ledger contradicts itself: {error}")
    words = LANGUAGES[args.language]
    site = Site(settings.kiosk.id, settings.kiosk.authority, now, words)
    values = sheet_values(sheets, site, day=day)
    out = args.out or Path(f"stock-{day}.pdf")
    pdf = Renderer(settings.fonts).render(
        template_of(CATALOGUE, f"{STOCK_REPORT}{words.template}"),
        values,
        created=now,
        document_id=f"stock-{settings.kiosk.id}-{day}",
        language_tag=words.tag,
    )
    try:
        out.write_bytes(pdf)
    except OSError as error:
        raise DocumentError("DOCUMENT-0602", f"{out}: {error.strerror}") from error
    say(f"Written: {out}")
    return SUCCESS
