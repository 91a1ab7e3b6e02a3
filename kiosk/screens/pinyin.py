# SPDX-License-Identifier: Apache-2.0
"""Pinyin on the screen's keyboard (拼音输入)."""

from PySide6.QtCore import Property, QObject, Signal


class PinyinInput(QObject):
    """Letters that wait to become characters, and what they may become."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._letters = ""
        self._candidates: list[str] = []

    letters = Property(str, lambda self: self._letters, notify=changed)
    candidates = Property("QStringList", lambda self: self._candidates, notify=changed)
