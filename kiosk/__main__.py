# SPDX-License-Identifier: Apache-2.0
"""The command line: ``kiosk …`` or ``python -m kiosk …``.

Exit status: 0 success, 1 a check failed, 2 wrong use. Errors are one sentence on stderr.
"""

import argparse
import importlib
import sys
from collections.abc import Sequence
from time import monotonic

from kiosk import __version__

COMMANDS: dict[str, tuple[str, str]] = {
    "run": ("kiosk.commands.run", "the appliance, full screen"),
    "demo": ("kiosk.commands.demo", "the whole kiosk against simulators"),
    "rehearse": ("kiosk.commands.rehearse", "a robot citizen against the configured devices"),
    "simulate": ("kiosk.simulate.entry", "one simulator alone"),
    "soak": ("kiosk.commands.soak", "endurance: visit after visit, with a table"),
    "selftest": ("kiosk.commands.selftest", "test the devices"),
    "commission": ("kiosk.commands.commission", "put a new kiosk to work, step by step"),
    "traffic": ("kiosk.commands.traffic", "log what crosses the devices' wires"),
    "support": ("kiosk.commands.support", "a sealed bundle for the maker"),
    "lights": ("kiosk.commands.lights", "put the guide lights out"),
    "reader": ("kiosk.commands.reader", "set up the identity reader's module"),
    "config": ("kiosk.commands.config", "check or show the configuration"),
    "catalogue": ("kiosk.commands.catalogue", "check or show the service catalogue"),
    "verify": ("kiosk.commands.verify", "verify a licence, offline"),
    "journal": ("kiosk.commands.journal", "verify or export the audit journal"),
    "cases": ("kiosk.commands.cases", "list cases, print and settle their papers"),
    "stock": ("kiosk.commands.stock", "numbered blank stationery"),
    "staff": ("kiosk.commands.staff", "who may enter the staff pages"),
    "gallery": ("kiosk.commands.gallery", "pictures of all screens and parts"),
}
"""Name of each command, the module with ``add_parser(subparsers)``, and its help."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    started_s = monotonic()  # before the command is imported, which is part of what one waits
    words = list(sys.argv[1:] if argv is None else argv)
    parser = argparse.ArgumentParser(prog="kiosk", description="即办 Jiban, self-service kiosk")
    parser.add_argument("--version", action="version", version=f"kiosk {__version__}")
    subparsers = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    chosen = next((word for word in words if word in COMMANDS), "")
    for name, (module_name, summary) in COMMANDS.items():
        if name == chosen:  # only the chosen command is imported: the others cost start-up time
            importlib.import_module(module_name).add_parser(subparsers)
        else:
            subparsers.add_parser(name, help=summary)
    args = parser.parse_args(words)
    args.started_s = started_s
    return int(args.run(args))


if __name__ == "__main__":
    sys.exit(main())
