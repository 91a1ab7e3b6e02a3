# SPDX-License-Identifier: Apache-2.0
"""``kiosk run``: the appliance, full screen, until staff closes it."""

import argparse
import logging
import sys

from kiosk.app import build_kiosk
from kiosk.clock import SystemClock
from kiosk.commands.arguments import Subparsers, add_config_option, load_from, reports_faults
from kiosk.loop import exec_kiosk
from kiosk.screens.window import ScreenSettings, make_application, open_window


def add_parser(subparsers: Subparsers) -> None:
    """Offer ``run``."""
    parser = subparsers.add_parser("run", help="the appliance, full screen")
    add_config_option(parser)
    parser.set_defaults(run=run)


@reports_faults
def run(args: argparse.Namespace) -> int:
    """Run the kiosk; the status is what staff chose (0 close, 75 start anew)."""
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s %(message)s")
    application = make_application()
    loaded = load_from(args)
    kiosk = build_kiosk(loaded.settings, clock=SystemClock(), checksum=loaded.checksum)
    if code := kiosk.staff.access.one_time_code():
        told = f"nobody is on the staff; one-time code of staff number 0 for this run: {code}"
        sys.stderr.write(f"{told}\n")
    screen = loaded.settings.screen
    window = open_window(
        kiosk.controller.model,
        kiosk.controller.sheet,
        ScreenSettings(width_mm=screen.width_mm, height_mm=screen.height_mm),
    )
    return exec_kiosk(application, kiosk, window)
