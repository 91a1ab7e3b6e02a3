# SPDX-License-Identifier: Apache-2.0
"""``kiosk run``: the appliance, full screen, until staff closes it."""

import argparse
import gc
from typing import Final

from kiosk import heap
from kiosk.commands.options import Subparsers, add_config_option
from kiosk.screens.application import bare_application
from kiosk.screens.starting import open_starting

DARK_S: Final = 1.0
"""Longest wait, at the end, for lights that a killed kiosk left; by then they are long out."""


def add_parser(subparsers: Subparsers) -> None:
    """Offer ``run``."""
    parser = subparsers.add_parser("run", help="the appliance, full screen")
    add_config_option(parser)
    parser.add_argument(
        "--training",
        action="store_true",
        help="for practice: simulated devices and offices, samples alone, a folder of its own",
    )
    parser.add_argument("--came-from-staff", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--training-failed", default="", help=argparse.SUPPRESS)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Say on the glass that it checks itself, load everything else, run the kiosk."""
    heap.keep_one_heap()  # before the first thread
    application = bare_application()
    page = open_starting()
    gc.disable()  # what is loaded now stays; Housekeeping takes over when all of it is there
    # Loading all of it takes longer than anything before; the glass is not dark meanwhile. The
    # document process takes as long as the kiosk, so it begins first and loads beside it.
    from kiosk.documents.launch import Launcher, launch  # noqa: PLC0415

    launcher = Launcher(launch())
    # A light that a killed kiosk left flashing leads to a slot that nobody minds yet.
    from kiosk.commands.lights import putting_out  # noqa: PLC0415

    dark = putting_out(args)
    from kiosk.commands.appliance import Begun, run_appliance  # noqa: PLC0415

    try:
        return run_appliance(args, Begun(application, page, launcher))
    finally:
        dark.join(DARK_S)
