# SPDX-License-Identifier: Apache-2.0
"""``kiosk reader speed|rf-frame|reset``: what a technician does to the reader's module.

The kiosk must not run meanwhile: it holds the port (READER-0105 names it).
"""

import argparse

from devices.card_reader.sam_technician import change_speed, reset_module, set_rf_frame_size
from devices.settings import ReaderSettings
from kiosk.commands.arguments import (
    SUCCESS,
    WRONG_USE,
    Subparsers,
    add_config_option,
    complain,
    load_from,
    reports_faults,
    say,
)


def add_parser(subparsers: Subparsers) -> None:
    """Offer ``reader`` with its actions."""
    parser = subparsers.add_parser("reader", help="set up the identity reader's module")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    speed = actions.add_parser("speed", help="let the module speak at another speed, for good")
    speed.add_argument("baud", type=int, help="115200, 57600, 38400, 19200 or 9600")
    frame = actions.add_parser("rf-frame", help="longest frame between module and card")
    frame.add_argument("size", type=_size, help="0x18 to 0x58, in tens or with 0x")
    reset = actions.add_parser("reset", help="let the module start anew")
    for action in (speed, frame, reset):
        add_config_option(action)
    parser.set_defaults(run=run)


def _size(text: str) -> int:
    try:
        return int(text, 0)
    except ValueError:
        message = f"{text!r} is no number such as 0x50 or 80"
        raise argparse.ArgumentTypeError(message) from None


@reports_faults
def run(args: argparse.Namespace) -> int:
    """Do one thing to the module; status 0 only if the module confirmed it."""
    settings = load_from(args).settings.reader
    if settings is None:
        return complain("CONFIG-0701 [reader] names no module on a serial line")
    try:
        say(_done(args, settings))
    except ValueError as error:
        complain(f"kiosk reader {args.action}: {error}")
        return WRONG_USE
    return SUCCESS


def _done(args: argparse.Namespace, settings: ReaderSettings) -> str:
    """Do it and say what was done."""
    match args.action:
        case "speed":
            change_speed(settings, args.baud)
            return (
                f"The module speaks at {args.baud} baud now and after power-off."
                f" Set [reader] baud = {args.baud}."
            )
        case "rf-frame":
            set_rf_frame_size(settings, args.size)
            return f"The RF frame size is {args.size:#x}."
        case _:
            reset_module(settings)
            return "The module has started anew."
