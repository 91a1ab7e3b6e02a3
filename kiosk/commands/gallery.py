# SPDX-License-Identifier: Apache-2.0
"""``kiosk gallery OUT``: pictures of every screen in every dress, checked as they are taken."""

import argparse

from kiosk.commands.arguments import Subparsers
from kiosk.screens.gallery import add_arguments, write_gallery


def add_parser(subparsers: Subparsers) -> None:
    """Offer ``gallery``."""
    parser = subparsers.add_parser("gallery", help="pictures of all screens and parts")
    add_arguments(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write the pictures; status 1 when the layout audit found a fault."""
    return write_gallery(args.out, args.only)
