# SPDX-License-Identifier: Apache-2.0
"""What the glass says while the kiosk is still being put together: that it checks itself.

It needs Qt and one small file, so it stands while everything else is loaded; nobody before it
wonders whether the machine is broken.
"""

from typing import Final

from PySide6.QtCore import QEventLoop, QTimer, QUrl
from PySide6.QtQuick import QQuickView

from kiosk.screens.texts import LANGUAGES, table
from kiosk.screens.window import PAPER, QML_FOLDER, SANS, SERIF

FRAME_LIMIT_MS: Final = 2000
"""A glass without frames (asleep, unplugged) must not keep the kiosk from starting."""


def open_starting() -> QQuickView:
    """Show it over the whole glass; returns when its first frame is there.

    Delete it when the kiosk's own window has drawn.

    Raises:
        RuntimeError: when its QML cannot be loaded.

    """
    view = QQuickView()
    view.setColor(PAPER)
    view.setResizeMode(QQuickView.ResizeMode.SizeRootObjectToView)
    titles, details = (
        [table(language)[f"ui.starting.{part}"] for language in LANGUAGES]
        for part in ("title", "detail")
    )
    view.setInitialProperties(
        {"titles": titles, "details": details, "sans": SANS, "serif": SERIF}
    )
    view.setSource(QUrl.fromLocalFile(str(QML_FOLDER / "first" / "Starting.qml")))
    if view.status() != QQuickView.Status.Ready:
        raise RuntimeError("; ".join(error.toString() for error in view.errors()))
    loop = QEventLoop()
    view.frameSwapped.connect(loop.quit)
    QTimer.singleShot(FRAME_LIMIT_MS, loop.quit)
    view.showFullScreen()
    loop.exec()
    return view


def end_with(starting: QQuickView, window: QQuickView) -> None:
    """Take it away as soon as ``window`` has drawn: the glass is never bare between them."""
    window.frameSwapped.connect(starting.deleteLater)
