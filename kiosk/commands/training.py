# SPDX-License-Identifier: Apache-2.0
"""``kiosk run --training``: from the real kiosk into a training and back, in one process.

Each of the two takes the other's place (``exec``), so that the service manager sees one program
and nothing on the disk says which it is: whatever starts ``kiosk run`` starts the real one.
"""

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickView

from certificates.errors import CertificateError
from config.settings import KioskSettings
from devices.states import DeviceState, ProbeReport
from kiosk.app import Kiosk
from kiosk.commands.arguments import complain, load_from
from kiosk.controller import Controller
from kiosk.loop import exec_kiosk
from kiosk.screens.window import ScreenSettings, open_window
from kiosk.store.errors import StoreError
from kiosk.technician.traffic import TrafficLog
from kiosk.training.errors import TrainingRefusedError
from kiosk.training.running import training


def run_training(
    args: argparse.Namespace,
    application: QGuiApplication,
    build: Callable[[KioskSettings], Kiosk],
    shown: Callable[[QQuickView], None],
) -> int:
    """Run a training until somebody ends it; the status is for ``after``.

    Begun from the staff's pages, one that cannot be is told there, and the kiosk serves again.

    Args:
        args: of ``kiosk run``.
        application: of Qt.
        build: builds a kiosk with the training's settings.
        shown: is told the window, when there is something to see.

    Raises:
        ConfigError: the real kiosk's settings do not hold.

    """
    real = load_from(args).settings
    try:
        with training(real, build) as held:
            TrafficLog(held.kiosk.settings.kiosk.data_dir).install()
            screen = held.kiosk.settings.screen
            window = open_window(
                held.kiosk.controller.model,
                held.kiosk.controller.sheet,
                ScreenSettings(width_mm=screen.width_mm, height_mm=screen.height_mm),
            )
            shown(window)
            return exec_kiosk(application, held.kiosk, window)
    except (TrainingRefusedError, StoreError, CertificateError) as error:
        status = complain(str(error))
        if args.came_from_staff:
            take_place(["--training-failed", error.code], args)
        return status


def after(status: int, args: argparse.Namespace) -> int:
    """Go on as the loop's status says; returns the status of a program that really ends."""
    if (words := words_after(status)) is not None:
        take_place(words, args)
    return status


def words_after(status: int) -> list[str] | None:
    """What ``kiosk run`` is begun with in this one's place; None where nothing is.

    >>> words_after(Controller.TRAINING_STATUS), words_after(Controller.REAL_STATUS)
    (['--training', '--came-from-staff'], [])
    >>> words_after(0) is words_after(Controller.RESTART_STATUS) is None
    True
    """
    match status:
        case Controller.TRAINING_STATUS:
            return ["--training", "--came-from-staff"]
        case Controller.REAL_STATUS:
            return []
        case _:
            return None


def take_place(words: list[str], args: argparse.Namespace) -> None:
    """Become ``kiosk run`` with these words; returns only where the system refuses it."""
    site: Path | None = args.config
    config = ["--config", str(site)] if site is not None else []
    sys.stdout.flush()
    sys.stderr.flush()
    begun = [sys.executable, "-m", "kiosk", "run", *config, *words]
    os.execv(sys.executable, begun)  # noqa: S606  # our own interpreter and module


def tell_failed(args: argparse.Namespace, kiosk: Kiosk) -> None:
    """Show among the devices that the training which staff had asked for did not begin."""
    if code := args.training_failed:
        detail = "the training that was asked for did not begin"
        kiosk.runtime.tell_of(ProbeReport("training", DeviceState.USER_ERROR, code, detail))
