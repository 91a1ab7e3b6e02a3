# SPDX-License-Identifier: Apache-2.0
"""``kiosk run``: the appliance, full screen, until staff closes it."""

import argparse
import logging
import os
import signal
import socket
import sys
from pathlib import Path

from PySide6.QtCore import QSocketNotifier
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickView

from certificates.errors import CertificateError
from config.errors import ConfigError
from config.loader import load_settings
from config.settings import KioskSettings
from forms.errors import CatalogueError
from kiosk.app import DriverUnknownError, Kiosk, build_kiosk
from kiosk.clock import SystemClock
from kiosk.screens.window import Doorkeeper, ScreenSettings, make_application, open_window
from kiosk.store.errors import StoreError

SITE_FILE = Path("/etc/kiosk/kiosk.toml")


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``run`` to the command line."""
    parser = subparsers.add_parser("run", help="the appliance, full screen")
    parser.add_argument("--config", type=Path, help=f"site file (default {SITE_FILE})")
    parser.set_defaults(run=run)


def settings_from(path: Path | None) -> KioskSettings:
    """Read the settings; without ``--config`` the site file is used where there is one.

    Raises:
        ConfigError: CONFIG-0701 with every problem found.

    """
    chosen = path or (SITE_FILE if SITE_FILE.is_file() else None)
    return load_settings(chosen, os.environ).settings


def run(args: argparse.Namespace) -> int:
    """Run the kiosk; the status is what staff chose (0 close, 75 start anew)."""
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s %(message)s")
    application = make_application()
    try:
        settings = settings_from(args.config)
        kiosk = build_kiosk(settings, clock=SystemClock())
    except (
        ConfigError,
        StoreError,
        CatalogueError,
        CertificateError,
        DriverUnknownError,
    ) as error:
        sys.stderr.write(f"kiosk: {error}\n")
        return 1
    if code := kiosk.staff.one_time_code():
        sys.stderr.write(f"no staff PIN is set; one-time code for this run: {code}\n")
    screen = settings.screen
    window = open_window(
        kiosk.controller.model,
        kiosk.controller.sheet,
        ScreenSettings(width_mm=screen.width_mm, height_mm=screen.height_mm),
    )
    return exec_kiosk(application, kiosk, window)


def exec_kiosk(application: QGuiApplication, kiosk: Kiosk, window: QQuickView) -> int:
    """Turn the Qt loop until the session or a signal asks to close; then close in order."""
    doorkeeper = Doorkeeper()
    application.installEventFilter(doorkeeper)
    kiosk.controller.closing.connect(application.exit)
    with Signals(application):
        kiosk.controller.start()
        status = application.exec()
    doorkeeper.may_close = True
    window.close()
    window.deleteLater()
    kiosk.close()
    return status


class Signals:
    """Ends the Qt loop on SIGTERM and SIGINT; Python's own handlers sleep while Qt is idle."""

    def __init__(self, application: QGuiApplication) -> None:
        self._ours, theirs = socket.socketpair()
        self._theirs = theirs
        self._theirs.setblocking(False)  # noqa: FBT003  # the socket API
        self._notifier = QSocketNotifier(
            self._ours.fileno(), QSocketNotifier.Type.Read, application
        )
        self._notifier.activated.connect(lambda: application.exit(0))

    def __enter__(self) -> None:
        self._old_fd = signal.set_wakeup_fd(self._theirs.fileno())
        self._old = {
            number: signal.signal(number, lambda *_: None)
            for number in (signal.SIGTERM, signal.SIGINT)
        }

    def __exit__(self, *_: object) -> None:
        signal.set_wakeup_fd(self._old_fd)
        for number, handler in self._old.items():
            signal.signal(number, handler)
        self._notifier.setEnabled(False)  # the Qt API
        self._ours.close()
        self._theirs.close()
