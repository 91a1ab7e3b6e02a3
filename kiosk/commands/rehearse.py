# SPDX-License-Identifier: Apache-2.0
"""``kiosk rehearse SCRIPT``: the robot against the configured devices (site acceptance)."""

import argparse
import logging
import os
import sys
from pathlib import Path

from kiosk.commands.arguments import (
    WRONG_USE,
    Subparsers,
    add_config_option,
    load_from,
    reports_faults,
)
from kiosk.technician.traffic import TrafficLog


def add_parser(subparsers: Subparsers) -> None:
    """Offer ``rehearse``."""
    parser = subparsers.add_parser("rehearse", help="a robot citizen on the configured devices")
    parser.add_argument("script", type=Path)
    add_config_option(parser)
    parser.add_argument("--out", type=Path, help="folder for papers, pictures, result.json")
    parser.set_defaults(run=run)


@reports_faults
def run(args: argparse.Namespace) -> int:
    """Play the script; 0 only if the expected outcome was reached."""
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from kiosk.robot.rehearse import rehearse  # noqa: PLC0415  # Qt reads the platform at import
    from kiosk.robot.script import ScriptError, load_script  # noqa: PLC0415

    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s %(message)s")
    try:
        script = load_script(args.script)
    except ScriptError as error:
        sys.stderr.write(f"kiosk rehearse: {error}\n")
        return WRONG_USE
    loaded = load_from(args)
    TrafficLog(loaded.settings.kiosk.data_dir).install()
    return rehearse(script, loaded, args.out)
