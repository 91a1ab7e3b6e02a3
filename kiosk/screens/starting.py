# SPDX-License-Identifier: Apache-2.0
"""What the glass says while the kiosk is still being put together: that it checks itself.

It is painted, not loaded: no QML engine and one small file, so it stands while everything else
is loaded; nobody before it wonders whether the machine is broken.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEventLoop, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QRasterWindow

from kiosk.screens.application import PAPER, SANS, SERIF
from kiosk.screens.texts import FOLDER, LANGUAGES

if TYPE_CHECKING:  # QML is loaded when the page stands
    from PySide6.QtQuick import QQuickView

FRAME_LIMIT_MS: Final = 2000
"""A glass without frames (asleep, unplugged) must not keep the kiosk from starting."""

_UNITS: Final = 40
"""Of the shorter side of the glass; sizes below are counted in them."""
_GAP: Final = 0.6
_GAP_OF_LANGUAGES: Final = 3.0


@dataclass(frozen=True)
class _Line:
    text: str
    family: str
    colour: str
    size: float
    gap: float
    """Between it and the line above."""


def _lines() -> Iterator[_Line]:
    """Title and detail of every language, that of the house first and larger."""
    for place, language in enumerate(LANGUAGES):
        frame = tomllib.loads((FOLDER / f"{language}.toml").read_text("utf-8"))
        words = frame["ui"]["starting"]  # of the small file alone: the glass is still dark
        is_first = place == 0
        gap = 0.0 if is_first else _GAP_OF_LANGUAGES
        yield _Line(words["title"], SERIF, "#14202B", 3.2 if is_first else 2.2, gap)
        yield _Line(words["detail"], SANS, "#3C4856", 1.5 if is_first else 1.2, _GAP)


class StartingWindow(QRasterWindow):
    """The page, over the whole glass."""

    painted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.lines = tuple(_lines())

    def paintEvent(self, _event: QPaintEvent, /) -> None:
        """Paint every line in the middle, one below the other."""
        unit = min(self.width(), self.height()) / _UNITS
        fonts = [_font(line, unit) for line in self.lines]
        heights = [QFontMetricsF(font).height() for font in fonts]
        gaps = [line.gap * unit for line in self.lines]
        top = (self.height() - sum(heights) - sum(gaps)) / 2
        with QPainter(self) as painter:
            painter.fillRect(0, 0, self.width(), self.height(), PAPER)
            for line, font, height, gap in zip(self.lines, fonts, heights, gaps, strict=True):
                metrics = QFontMetricsF(font)
                left = (self.width() - metrics.horizontalAdvance(line.text)) / 2
                painter.setFont(font)
                painter.setPen(QColor(line.colour))
                painter.drawText(round(left), round(top + gap + metrics.ascent()), line.text)
                top += gap + height
        self.painted.emit()


def _font(line: _Line, unit: float) -> QFont:
    font = QFont(line.family)
    font.setPixelSize(max(1, round(line.size * unit)))
    return font


def open_starting() -> StartingWindow:
    """Show it over the whole glass; returns when it is there.

    Delete it when the kiosk's own window has drawn.
    """
    window = StartingWindow()
    loop = QEventLoop()
    # Painted into memory; on the glass when the loop comes round again.
    window.painted.connect(lambda: QTimer.singleShot(0, loop.quit))
    QTimer.singleShot(FRAME_LIMIT_MS, loop.quit)
    window.showFullScreen()
    loop.exec()
    return window


def end_with(starting: StartingWindow, window: "QQuickView") -> None:
    """Take it away as soon as ``window`` has drawn: the glass is never bare between them."""
    window.frameSwapped.connect(starting.deleteLater)
