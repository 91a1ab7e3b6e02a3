# SPDX-License-Identifier: Apache-2.0
"""``kiosk run``: the appliance, full screen, until staff closes it."""

import argparse
import logging

from kiosk.commands.arguments import Subparsers, add_config_option, reports_faults
from kiosk.screens.starting import open_starting
from kiosk.screens.window import make_application


def add_parser(subparsers: Subparsers) -> None:
    """Offer ``run``."""
    parser = subparsers.add_parser("run", help="the appliance, full screen")
    add_config_option(parser)
    parser.set_defaults(run=run)


@reports_faults
def run(args: argparse.Namespace) -> int:
    """Say on the glass that it checks itself, load everything else, run the kiosk."""
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s %(message)s")
    application = make_application()
    starting = open_starting()
    # Loading all of it takes longer than anything before; the glass is not dark meanwhile.
    from kiosk.commands.appliance import run_appliance  # noqa: PLC0415

    return run_appliance(args, application, starting)
