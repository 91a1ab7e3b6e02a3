# SPDX-License-Identifier: Apache-2.0
"""``kiosk cases …``: cases, their papers, the case desk's word on them, lists of persons."""

import argparse
import json
import signal
import sys
from dataclasses import asdict
from threading import Event

from config.settings import KioskSettings
from devices.printing.progress import PrintProgress
from forms.catalogue import load_catalogue
from kiosk.case_file import progress_in
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
from kiosk.commands.cases_bundle import SUBMIT_BUNDLE, add_bundle, run_bundle
from kiosk.commands.cases_desk import add_desk_actions, desk_json, run_desk_action, standing
from kiosk.commands.cases_figures import FIGURES, add_figures, run_figures
from kiosk.commands.cases_print import PRINT_ACTIONS, add_print_actions, run_print_action
from kiosk.commands.matching import add_match, run_match
from kiosk.journal import Journal
from kiosk.stationery import stationery_of
from kiosk.store.records import CaseSummary, PaperState, PrintedPaper
from kiosk.store.store import Store

PRINT_HELP = (
    "Print what of a case is stored and not proven out, byte for byte as it was sealed. Works"
    " beside the running kiosk, best while nobody stands before it: who comes second at the"
    " printer is refused. Ctrl-C cancels the job at the printer."
)


def add_parser(subparsers: Subparsers) -> None:
    """Offer ``cases`` with its actions."""
    parser = subparsers.add_parser("cases", help="cases and their papers; match persons")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    listing = actions.add_parser("list", help="the last cases, newest first")
    listing.add_argument("--limit", type=int, default=50, help="how many (default 50)")
    listing.add_argument("--json", action="store_true", help="one JSON object a line")
    printing = actions.add_parser(
        "print", help="print what did not come out", description=PRINT_HELP
    )
    printing.add_argument("case", metavar="CASE", help="case number")
    printing.add_argument("--paper", metavar="NAME", help="only this one, such as licence")
    printing.add_argument(
        "--kept", action="store_true", help="what is kept for window or post, instead"
    )
    prints = add_print_actions(actions)
    add_match(actions)
    desk = (*add_desk_actions(actions), add_figures(actions), add_bundle(actions))
    for action in (listing, printing, *prints, *desk, actions.choices["match"]):
        add_config_option(action)
    parser.set_defaults(run=run)


@reports_faults
def run(args: argparse.Namespace) -> int:
    """List, print or settle beside the running kiosk; matching needs no kiosk at all."""
    if args.action == "match":
        return run_match(args)
    if args.action == SUBMIT_BUNDLE:
        return run_bundle(args)
    settings = load_from(args).settings
    clock = SystemClock()
    with Store.open_beside(settings.kiosk.data_dir, clock=clock) as store:
        match args.action:
            case "list":
                return _list(store, args.limit, as_json=args.json)
            case "print":
                Journal.open(store, clock=clock)
                return _print(store, settings, args)
            case action if action in PRINT_ACTIONS:
                return run_print_action(args, store)
            case word if word == FIGURES:
                return run_figures(args, store)
            case _:
                return run_desk_action(args, store)


def _list(store: Store, limit: int, *, as_json: bool) -> int:
    for case in store.cases.newest(limit):
        owed = [
            {"material": promise.material_id, "due_on": promise.due_on.isoformat()}
            for promise in store.cases.promises_of(case.case_id)
        ]
        papers = store.prints.papers_of(case.case_id)
        said = [asdict(one) for one in store.cases.corrections_of(case.case_id)]
        progress = progress_in(store, case.case_id)
        if as_json:
            more: dict[str, object] = {"desk": desk_json(progress), "corrections": said}
            say(_as_json(case, owed, papers, more))
        else:
            wrong = f"  {len(said)} to correct" if said else ""
            say(f"{_as_line(case, owed, papers)}  {standing(progress)}{wrong}")
    return SUCCESS


def _print(store: Store, settings: KioskSettings, args: argparse.Namespace) -> int:
    """Print the papers one by one; the first that does not come out ends it."""
    from kiosk.app import CATALOGUE  # noqa: PLC0415 - Qt comes with it, a list does not wait
    from kiosk.device_set import devices_of  # noqa: PLC0415
    from kiosk.late_printing import (  # noqa: PLC0415
        NotPrintedError,
        print_stored,
        settle_open,
    )

    case_id, name = str(args.case), args.paper
    port = devices_of(settings).printer
    if port is None:
        return complain("CONFIG-0701 [printer] is not configured: there is no such device")
    if store.cases.summary(case_id) is None:
        return complain(f"there is no case {case_id}")
    cancelled = Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: cancelled.set())
    try:
        settle_open(store, port)
        papers = store.prints.papers_of(case_id, is_kept=args.kept)
        wanted = _wanted(papers, name)
        if not wanted:
            return complain(f"nothing of {name or case_id} is left to print")
        for paper in wanted:
            told = _Told(paper.name)
            print_stored(
                store,
                port,
                case_id,
                paper,
                on_progress=told,
                cancelled=cancelled,
                stationery=stationery_of(store, load_catalogue(CATALOGUE), case_id, paper.name),
            )
            say(f"{paper.name} is out.")
    except NotPrintedError as error:
        return complain(str(error))
    return SUCCESS


def _wanted(papers: tuple[PrintedPaper, ...], name: str | None) -> list[PrintedPaper]:
    """The named paper whatever its state, or all that are not out, those to print first."""
    if name is not None:
        return [paper for paper in papers if paper.name == name.removesuffix(".pdf")]
    left = [paper for paper in papers if paper.state is not PaperState.OUT]
    return sorted(left, key=lambda paper: paper.state is not PaperState.UNPRINTED)


class _Told:
    """Writes each change of a print to stderr once."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._last = ""

    def __call__(self, progress: PrintProgress) -> None:
        line = f"{self._name}: {progress.phase.value} {progress.code}".rstrip()
        if line != self._last:
            self._last = line
            sys.stderr.write(f"{line}\n")


def _as_line(
    case: CaseSummary, owed: list[dict[str, str]], papers: tuple[PrintedPaper, ...]
) -> str:
    columns = [case.case_id, f"{case.submitted_at:%F %R}", case.service, case.decision]
    columns += [case.licence_number or "-", f"{len(owed)} owed"]
    if case.due_on:
        columns.append(f"due {case.due_on}")
    columns += [
        f"{paper.state.value}: {paper.name} {paper.attempt_id}".rstrip()
        for paper in papers
        if paper.state is not PaperState.OUT
    ]
    return "  ".join(columns)


def _as_json(
    case: CaseSummary,
    owed: list[dict[str, str]],
    papers: tuple[PrintedPaper, ...],
    more: dict[str, object],
) -> str:
    columns = {
        "case_number": case.case_id,
        "service": case.service,
        "situation": case.situation,
        "decision": case.decision,
        "submitted_at": case.submitted_at.isoformat(),
        "due_on": case.due_on.isoformat() if case.due_on else None,
        "licence_number": case.licence_number,
        "documents": case.documents,
        "owed": owed,
        **more,
        "papers": [
            {
                "paper": paper.name,
                "print": paper.state.value,
                "attempt": paper.attempt_id,
            }
            for paper in papers
        ],
    }
    return json.dumps(columns, ensure_ascii=False)
