# SPDX-License-Identifier: Apache-2.0
"""The appliance behind its starting page: built, shown, and turned until staff closes it."""

import argparse
import gc
import logging
import sys
from contextlib import closing
from dataclasses import dataclass
from functools import partial

from PySide6.QtGui import QGuiApplication

from config.errors import ConfigError
from config.loader import LoadedSettings
from config.settings import KioskSettings
from kiosk.app import Kiosk, build_kiosk
from kiosk.clock import SystemClock
from kiosk.commands.arguments import complain, reports_faults, site_of
from kiosk.commands.training import after, run_training, tell_failed
from kiosk.configuration.starting import started
from kiosk.documents.at_site import workshop_of
from kiosk.documents.launch import Launcher
from kiosk.documents.process import DocumentProcess
from kiosk.loop import exec_kiosk, exec_unconfigured
from kiosk.screens.starting import StartingWindow, end_with
from kiosk.screens.window import ScreenSettings, open_window
from kiosk.technician.traffic import TrafficLog

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Begun:
    """What a start has done before it loads the kiosk.

    Attributes:
        application: of Qt, without a model.
        page: says that the kiosk checks itself; taken away when there is something else to see.
        launcher: its first document process loads already.

    """

    application: QGuiApplication
    page: StartingWindow
    launcher: Launcher


def run_appliance(args: argparse.Namespace, begun: Begun) -> int:
    """Run the kiosk; the status is what staff chose (0 close, 75 start anew).

    Without a configuration that holds, the glass says what to mend until it is.
    """
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s %(message)s")
    log.info("start: loaded")
    run = _train if args.training else _run
    with closing(begun.launcher):
        status = reports_faults(partial(run, begun=begun))(args)
    return after(status, args)


def _train(args: argparse.Namespace, begun: Begun) -> int:
    build = partial(_built_with, launcher=begun.launcher)
    return run_training(args, begun.application, build, partial(end_with, begun.page))


def _run(args: argparse.Namespace, begun: Begun) -> int:
    application = begun.application
    build = partial(_built, launcher=begun.launcher)
    try:
        start = started(site_of(args), build, clock=SystemClock())
    except ConfigError as error:
        gc.enable()
        begun.launcher.close()
        begun.page.deleteLater()
        return _unconfigured(application, args, error)
    log.info("start: built")
    kiosk, settings = start.kiosk, start.candidate.loaded.settings
    TrafficLog(settings.kiosk.data_dir).install()
    tell_failed(args, kiosk)
    if code := kiosk.staff.access.one_time_code():
        told = f"nobody is on the staff; one-time code of staff number 0 for this run: {code}"
        sys.stderr.write(f"{told}\n")
    window = open_window(
        kiosk.controller.model,
        kiosk.controller.sheet,
        ScreenSettings(width_mm=settings.screen.width_mm, height_mm=settings.screen.height_mm),
    )
    end_with(begun.page, window)
    return exec_kiosk(application, kiosk, window)


def _built(loaded: LoadedSettings, *, launcher: Launcher) -> Kiosk:
    return _built_with(loaded.settings, launcher=launcher, checksum=loaded.checksum)


def _built_with(settings: KioskSettings, *, launcher: Launcher, checksum: str = "") -> Kiosk:
    clock = SystemClock()
    documents = DocumentProcess(workshop_of(settings, clock), clock=clock, launcher=launcher)
    return build_kiosk(settings, clock=clock, checksum=checksum, documents=documents)


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
