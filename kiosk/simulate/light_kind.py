# SPDX-License-Identifier: Apache-2.0
"""``kiosk simulate lights``: guide lights as a folder that looks like ``/sys/class/leds``.

kiosk simulate ctl SOCKET state                            what each shows, and what came before
kiosk simulate ctl SOCKET fault kind=unplug light=scanner  one is pulled out; lay plugs it in
kiosk simulate ctl SOCKET fault kind=stuck                 none shows what is written
"""

import argparse
from collections.abc import Callable
from pathlib import Path

from kiosk.simulate.control import Simulator

Add = Callable[[str, str], argparse.ArgumentParser]
Run = Callable[[argparse.Namespace], int]


def add_light_kind(add: Add, run: Run) -> None:
    """Add the kind.

    Args:
        add: makes the parser of a kind by its name and summary.
        run: runs what ``args.make`` builds.

    """
    lights = add("lights", "guide lights as a folder like /sys/class/leds")
    lights.add_argument("--folder", type=Path, help="where the LEDs' folders appear")
    lights.set_defaults(run=run, make=_make)


def _make(args: argparse.Namespace, folder: Path) -> Simulator:
    from devices.simulation.led_folder import LedFolderSimulator  # noqa: PLC0415  one per process

    return LedFolderSimulator(args.folder or folder / "leds")
