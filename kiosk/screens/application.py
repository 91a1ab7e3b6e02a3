# SPDX-License-Identifier: Apache-2.0
"""The Qt application before anything of QML: the renderer, the fonts, the paper.

The renderer is chosen here and not by the machine: without a graphics driver the other choice
costs a whole core.
"""

import os
from typing import Final

from PySide6.QtGui import QColor, QFont, QGuiApplication

SANS: Final = "Noto Sans CJK SC"
SERIF: Final = "Noto Serif CJK SC"
PAPER: Final = QColor("#F8F6F1")


def bare_application(arguments: list[str] | None = None) -> QGuiApplication:
    """Create the Qt application, or return the one that exists; no model is registered yet."""
    os.environ["QT_QUICK_BACKEND"] = "software"
    os.environ["QSG_RENDER_LOOP"] = "basic"
    application = QGuiApplication.instance()
    if not isinstance(application, QGuiApplication):
        application = QGuiApplication(arguments or ["kiosk"])
    application.setFont(QFont(SANS))
    application.setQuitOnLastWindowClosed(False)
    return application
