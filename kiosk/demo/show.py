# SPDX-License-Identifier: Apache-2.0
"""The two ways to show the demo: a robot without a display, or people with a dock."""

import shutil
from pathlib import Path

from PySide6.QtQuick import QQuickView

from certificates.trust import KEY_LIST_NAME
from config.loader import load_settings
from kiosk.app import Kiosk, build_kiosk
from kiosk.clock import SystemClock
from kiosk.demo.dock import open_dock
from kiosk.demo.world import SimulatedWorld
from kiosk.loop import exec_kiosk
from kiosk.robot.result import Result
from kiosk.robot.script import Script
from kiosk.robot.stage import clear, play
from kiosk.screens.window import ScreenSettings, end_window, make_application, open_window


def play_demo(
    script: Script,
    out: Path,
    *,
    size: tuple[int, int],
    millimetres: tuple[int, int],
    has_receipts: bool = False,
) -> Result:
    """Let the robot play ``script`` in a simulated world; ``out`` gets everything."""
    make_application()
    out.mkdir(parents=True, exist_ok=True)
    clear(out)
    has_scanner = script.shows == "code" or bool(script.code)
    with SimulatedWorld(
        out / "printed",
        has_scanner=has_scanner,
        has_materials=True,
        has_receipts=has_receipts,
    ) as world:
        world.card = script.card or world.card
        more = world.base_data_table if script.base_data else ""
        kiosk, window = _kiosk_in(world, size=size, millimetres=millimetres, more=more)
        try:
            with world.broken(script.platform):
                result = play(script, kiosk, window, hand=world, out=out)
            keys = kiosk.settings.kiosk.data_dir / "signing" / KEY_LIST_NAME
            shutil.copyfile(keys, out / KEY_LIST_NAME)
            return result
        finally:
            end_window(window)
            kiosk.close()


def show_demo(
    *, size: tuple[int, int], millimetres: tuple[int, int], has_receipts: bool = False
) -> int:
    """Show kiosk and dock until the kiosk is closed by staff or a signal."""
    application = make_application()
    with SimulatedWorld(
        has_scanner=True, has_materials=True, has_receipts=has_receipts, has_lights=True
    ) as world:
        kiosk, window = _kiosk_in(
            world, size=size, millimetres=millimetres, more=world.base_data_table
        )
        dock = open_dock(world)
        try:
            return exec_kiosk(application, kiosk, window)
        finally:
            dock.deleteLater()


def _kiosk_in(
    world: SimulatedWorld,
    *,
    size: tuple[int, int],
    millimetres: tuple[int, int],
    more: str = "",
) -> tuple[Kiosk, QQuickView]:
    settings = load_settings(world.site_file(more=more), {}).settings
    kiosk = build_kiosk(settings, clock=SystemClock())
    window = open_window(
        kiosk.controller.model,
        kiosk.controller.sheet,
        ScreenSettings(
            width_mm=millimetres[0],
            height_mm=millimetres[1],
            full_screen=False,
            width_px=size[0],
            height_px=size[1],
        ),
    )
    return kiosk, window
