# SPDX-License-Identifier: Apache-2.0
"""``kiosk demo``: the whole kiosk against simulators, for a first look.

With a display the kiosk stands on it with a dock beside; without, or with ``--headless``, a
robot citizen goes through the real screens and leaves pictures, papers and ``result.json``.
"""

import argparse
import logging
import os
import sys
from pathlib import Path
from typing import Final

SCRIPT: Final = (
    Path(__file__).resolve().parents[2] / "config" / "rehearsals" / "hygiene-permit-new.toml"
)
SIZES: Final = {"landscape": (1920, 1080), "portrait": (1080, 1920), "small": (1366, 768)}
MILLIMETRES: Final = {"landscape": (476, 268), "portrait": (268, 476), "small": (344, 194)}


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``demo`` to the command line."""
    parser = subparsers.add_parser("demo", help="the whole kiosk against simulators")
    parser.add_argument("--headless", action="store_true", help="let the robot go through it")
    parser.add_argument("--out", type=Path, help="folder for papers, pictures, result.json")
    parser.add_argument("--script", type=Path, default=SCRIPT, help="what the robot does")
    parser.add_argument("--size", choices=sorted(SIZES), default="landscape")
    parser.add_argument(
        "--slips", action="store_true", help="with a receipt printer: slips on the roll"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Run the demo; headless it succeeds only if the script's outcome was reached."""
    has_display = bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    if args.headless or not has_display:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        return _headless(args)
    return _on_screen(args)


def _headless(args: argparse.Namespace) -> int:
    """Play the script without a display."""
    from kiosk.demo.show import play_demo  # noqa: PLC0415  # Qt reads the platform at import
    from kiosk.robot.script import ScriptError, load_script  # noqa: PLC0415

    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s %(message)s")
    try:
        script = load_script(args.script)
    except ScriptError as error:
        sys.stderr.write(f"kiosk demo: {error}\n")
        return 2
    out = args.out or Path("build/demo")
    result = play_demo(
        script,
        out,
        size=SIZES[args.size],
        millimetres=MILLIMETRES[args.size],
        has_receipts=args.slips,
    )
    what = result.licence_number or result.case_number or result.stop_reason
    sys.stdout.write(
        f"{result.outcome}: {what}\n"
        f"{result.taps} taps, {result.typed_characters} typed characters, "
        f"{result.printer_sheets} sheets; everything is in {out}\n"
    )
    if result.licence_number:
        sys.stdout.write(f"kiosk verify {out}/licence.pdf --keys {out}/keys.json\n")
    if result.outcome == script.outcome:
        return 0
    sys.stderr.write(f"kiosk demo: expected {script.outcome}, got {result.outcome}\n")
    return 1


def _on_screen(args: argparse.Namespace) -> int:
    """Put the kiosk and its dock on the display."""
    from kiosk.demo.show import show_demo  # noqa: PLC0415  # Qt reads the platform at import

    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s %(message)s")
    return show_demo(
        size=SIZES[args.size], millimetres=MILLIMETRES[args.size], has_receipts=args.slips
    )
