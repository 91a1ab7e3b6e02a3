# SPDX-License-Identifier: Apache-2.0
"""The appliance behind its starting page: built, shown, and turned until staff closes it."""

import argparse
import logging
import sys
from functools import partial

from PySide6.QtGui import QGuiApplication

from config.errors import ConfigError
from config.loader import LoadedSettings
from kiosk.app import Kiosk, build_kiosk
from kiosk.clock import SystemClock
from kiosk.commands.arguments import complain, reports_faults, site_of
from kiosk.configuration.starting import started
from kiosk.loop import exec_kiosk, exec_unconfigured
from kiosk.screens.starting import StartingWindow, end_with
from kiosk.screens.window import ScreenSettings, open_window
from kiosk.technician.traffic import TrafficLog


def run_appliance(
    args: argparse.Namespace, application: QGuiApplication, starting: StartingWindow
) -> int:
    """Run the kiosk; the status is what staff chose (0 close, 75 start anew).

    Without a configuration that holds, the glass says what to mend until it is. ``starting``
    is taken away when there is something else to see.
    """
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s %(message)s")
    return reports_faults(partial(_run, application=application, starting=starting))(args)


def _run(
    args: argparse.Namespace, application: QGuiApplication, starting: StartingWindow
) -> int:
    try:
        start = started(site_of(args), _built, clock=SystemClock())
    except ConfigError as error:
        starting.deleteLater()
        return _unconfigured(application, args, error)
    kiosk, settings = start.kiosk, start.candidate.loaded.settings
    TrafficLog(settings.kiosk.data_dir).install()
    if code := kiosk.staff.access.one_time_code():
        told = f"nobody is on the staff; one-time code of staff number 0 for this run: {code}"
        sys.stderr.write(f"{told}\n")
    window = open_window(
        kiosk.controller.model,
        kiosk.controller.sheet,
        ScreenSettings(width_mm=settings.screen.width_mm, height_mm=settings.screen.height_mm),
    )
    end_with(starting, window)
    return exec_kiosk(application, kiosk, window)


def _built(loaded: LoadedSettings) -> Kiosk:
    return build_kiosk(loaded.settings, clock=SystemClock(), checksum=loaded.checksum)


def _unconfigured(
    application: QGuiApplication, args: argparse.Namespace, error: ConfigError
) -> int:
    """Show what to mend; the settings of the screen are the defaults."""
    for problem in error.problems:
        complain(f"{error.code} {problem}")

    def is_mended() -> bool:
        try:
            next(site_of(args).candidates())
        except ConfigError:
            return False
        return True

    return exec_unconfigured(application, error, is_mended)
