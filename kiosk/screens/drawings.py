# SPDX-License-Identifier: Apache-2.0
"""Drawings for the glass: an SVG becomes a picture once for each size, at once, and is kept.

Qt loads a ``data:`` picture in a thread of its own, and what a page that goes has asked for
stays behind. A provider answers in the thread that asks: nothing is under way when a page goes.
"""

import logging
from collections import OrderedDict
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, QUrl
from PySide6.QtGui import QImage, QImageReader
from PySide6.QtQml import QQmlEngine
from PySide6.QtQuick import QQuickImageProvider

log = logging.getLogger(__name__)

MOST_BYTES: Final = 16 * 1024 * 1024
"""Pixels that are kept; 239 of the 242 that one walk through all samples asks for."""


def provide(engine: QQmlEngine) -> None:
    """Answer ``image://svg/`` and ``image://code/``, each with a whole SVG percent-encoded.

    A code is a citizen's own: neither its picture nor its address is kept.
    """
    engine.addImageProvider("svg", Drawings())
    engine.addImageProvider("code", Codes())


class Drawings(QQuickImageProvider):
    """Renders and keeps pictures, of which the longest unused go first."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)
        self._most = most_bytes
        self._kept: OrderedDict[tuple[str, int, int], QImage] = OrderedDict()
        self._bytes = 0

    @property
    def kept_bytes(self) -> int:
        """How many bytes of pixels are kept now."""
        return self._bytes

    def requestImage(self, id: str, size: QSize, requested_size: QSize) -> QImage:  # noqa: A002
        """Return the picture ``requested_size`` pixels large; null for what is no SVG."""
        key = (id, requested_size.width(), requested_size.height())
        image = self._kept.get(key)
        if image is None:
            image = _rendered(id, requested_size)
            self._keep(key, image)
        else:
            self._kept.move_to_end(key)
        size.setWidth(image.width())
        size.setHeight(image.height())
        return image

    def _keep(self, key: tuple[str, int, int], image: QImage) -> None:
        if image.isNull() or image.sizeInBytes() > self._most:
            return  # its key, the whole address, would stay for nothing
        self._kept[key] = image
        self._bytes += image.sizeInBytes()
        while self._bytes > self._most:
            _, gone = self._kept.popitem(last=False)
            self._bytes -= gone.sizeInBytes()


class Codes(Drawings):
    """Pictures of a citizen's codes: never kept, and never named by Qt.

    For a null picture Qt writes the whole address into its warning, and so into the log.
    """

    def __init__(self) -> None:
        super().__init__(most_bytes=0)

    def requestImage(self, id: str, size: QSize, requested_size: QSize) -> QImage:  # noqa: A002
        """Return the picture; what cannot be drawn is empty and told without its content."""
        image = super().requestImage(id, size, requested_size)
        if not image.isNull():
            return image
        log.warning("a code's picture cannot be drawn: %d characters of SVG", len(id))
        empty = QImage(1, 1, QImage.Format.Format_ARGB32)
        empty.fill(0)
        return empty


def _rendered(encoded: str, size: QSize) -> QImage:
    source = QBuffer()
    source.setData(QByteArray(QUrl.fromPercentEncoding(encoded.encode()).encode()))
    source.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(source, QByteArray(b"svg"))
    reader.setScaledSize(size)
    return reader.read().copy()  # the copy is without the engine that painted the first one
