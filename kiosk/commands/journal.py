# SPDX-License-Identifier: Apache-2.0
"""``kiosk journal verify|export``: is the audit journal whole, and a copy for the auditor."""

import argparse
import sys
from pathlib import Path

from kiosk.clock import SystemClock
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
from kiosk.journal import Journal, check_export
from kiosk.journal_chain import Anchor, ChainReport
from kiosk.store.store import Store


def add_parser(subparsers: Subparsers) -> None:
    """Offer ``journal`` with its two actions."""
    parser = subparsers.add_parser("journal", help="verify or export the audit journal")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    verify = actions.add_parser("verify", help="check the chain and its signed marks")
    add_config_option(verify)
    verify.add_argument("file", nargs="?", type=Path, help="an exported journal")
    verify.add_argument("--public-key", default="", help="64 hex digits the auditor holds")
    verify.add_argument(
        "--anchor", type=_anchor, metavar="SEQ:HASH", help="a mark kept elsewhere"
    )
    export = actions.add_parser("export", help="write the journal as JSON lines")
    add_config_option(export)
    export.add_argument("--out", type=Path, metavar="FILE", help="default: stdout")
    parser.set_defaults(run=run)


@reports_faults
def run(args: argparse.Namespace) -> int:
    """Verify (status 1 names every problem) or export."""
    if args.action == "verify" and args.file is not None:
        return _verify_file(args)
    with Store.open_beside(
        load_from(args).settings.kiosk.data_dir, clock=SystemClock()
    ) as store:
        journal = Journal.open(store, clock=SystemClock())
        if args.action == "verify":
            return _tell(journal.verify(args.anchor))
        return _export(journal, args.out)


def _export(journal: Journal, out: Path | None) -> int:
    lines = "".join(f"{line}\n" for line in journal.export())
    if out is None:
        sys.stdout.write(lines)
        return SUCCESS
    try:
        out.write_text(lines, "utf-8")
    except OSError as error:
        return complain(f"STORE-0501: {out}: {error.strerror}")
    return SUCCESS


def _verify_file(args: argparse.Namespace) -> int:
    try:
        lines = args.file.read_text("utf-8").splitlines()
        report = check_export(lines, public_key=args.public_key, anchor=args.anchor)
    except (OSError, ValueError) as error:
        complain(f"{args.file}: {error}")
        return WRONG_USE
    return _tell(report)


def _tell(report: ChainReport) -> int:
    for problem in report.problems:
        complain(f"STORE-0502: {problem}")
    problems = len(report.problems)
    say(f"{report.records} records, signed up to {report.signed}, {problems} problems")
    return SUCCESS if report.is_good else FAILED


def _anchor(text: str) -> Anchor:
    seq, _, digest = text.partition(":")
    if not seq.isdigit() or not digest:
        raise argparse.ArgumentTypeError("an anchor is SEQ:HASH")
    return Anchor(int(seq), digest)
