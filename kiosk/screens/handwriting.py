# SPDX-License-Identifier: Apache-2.0
"""Characters written by finger (手写), by libzinnia0 and the simplified-Chinese model.

The library (BSD) only reads its model (tegaki-zinnia-simplified-chinese, LGPL-2.1+): it learns
nothing, so nothing of one citizen can reach the next. Strokes go at the end of a visit.

Source: ``zinnia.h``, C interface ``zinnia_*``.
"""

import ctypes
import logging
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import Property, QObject, Signal, Slot

logger = logging.getLogger(__name__)

LIBRARY: Final = "libzinnia.so.0"
MODEL: Final = Path("/usr/share/tegaki/models/zinnia/handwriting-zh_CN.model")
MOST_CANDIDATES: Final = 16
SIDE: Final = 300
"""Of the square in which a character is looked at."""
MOST_STROKES: Final = 40
"""More than any character has; a hand that scribbles on must not fill the memory."""
_LIST: Any = "QStringList"

Stroke = list[tuple[float, float]]
"""Points (x, y) in pixels of the pad, from its upper left."""


class HandwritingUnavailableError(RuntimeError):
    """The library or its model is not installed."""


class Recognizer:
    """The library with its model open."""

    def __init__(self) -> None:
        """Open both.

        Raises:
            HandwritingUnavailableError: when one is missing or cannot be opened.

        """
        try:
            self._zinnia = ctypes.CDLL(LIBRARY)
        except OSError as error:
            message = f"{LIBRARY} is not installed"
            raise HandwritingUnavailableError(message) from error
        _declare(self._zinnia)
        self._recognizer = self._zinnia.zinnia_recognizer_new()
        if not self._zinnia.zinnia_recognizer_open(self._recognizer, str(MODEL).encode()):
            self._zinnia.zinnia_recognizer_destroy(self._recognizer)
            message = f"the handwriting model {MODEL} cannot be opened"
            raise HandwritingUnavailableError(message)

    def classify(self, strokes: list[Stroke]) -> list[str]:
        """Say what the strokes may mean, the likeliest first; wherever on the pad they are.

        Nothing for no strokes: with none the library would end the process.
        """
        strokes = _squared([stroke for stroke in strokes[:MOST_STROKES] if stroke])
        if not strokes:
            return []
        zinnia = self._zinnia
        character = zinnia.zinnia_character_new()
        zinnia.zinnia_character_set_width(character, SIDE)
        zinnia.zinnia_character_set_height(character, SIDE)
        for number, stroke in enumerate(strokes):
            for x, y in stroke:
                zinnia.zinnia_character_add(character, number, round(x), round(y))
        result = zinnia.zinnia_recognizer_classify(self._recognizer, character, MOST_CANDIDATES)
        zinnia.zinnia_character_destroy(character)
        if not result:
            return []
        count = zinnia.zinnia_result_size(result)
        found = [zinnia.zinnia_result_value(result, place).decode() for place in range(count)]
        zinnia.zinnia_result_destroy(result)
        return found


def _squared(strokes: list[Stroke]) -> list[Stroke]:
    """The same in the middle of a square: a wide pad must not make a character narrow."""
    points = [point for stroke in strokes for point in stroke]
    if not points:
        return []
    left, top = min(x for x, _ in points), min(y for _, y in points)
    width, height = max(x for x, _ in points) - left, max(y for _, y in points) - top
    scale = 0.8 * SIDE / max(width, height, 1.0)
    from_left, from_top = (SIDE - width * scale) / 2, (SIDE - height * scale) / 2
    return [
        [(from_left + (x - left) * scale, from_top + (y - top) * scale) for x, y in stroke]
        for stroke in strokes
    ]


def _declare(zinnia: ctypes.CDLL) -> None:
    """Tell the types of every function that is called: pointers are longer than an int."""
    pointer, size, number = ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int
    functions: dict[str, tuple[Any, ...]] = {
        "recognizer_new": (pointer,),
        "recognizer_destroy": (None, pointer),
        "recognizer_open": (number, pointer, ctypes.c_char_p),
        "recognizer_classify": (pointer, pointer, pointer, size),
        "character_new": (pointer,),
        "character_destroy": (None, pointer),
        "character_set_width": (None, pointer, size),
        "character_set_height": (None, pointer, size),
        "character_add": (number, pointer, size, number, number),
        "result_size": (size, pointer),
        "result_value": (ctypes.c_char_p, pointer, size),
        "result_destroy": (None, pointer),
    }
    for name, (answer, *given) in functions.items():
        function = getattr(zinnia, f"zinnia_{name}")
        function.restype, function.argtypes = answer, given


class HandwritingInput(QObject):
    """What is being written, and which characters it may be.

    The model opens with the first stroke; where it is not installed writing is not offered.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._recognizer: Recognizer | None = None
        self._missing = not MODEL.is_file()
        self._candidates: list[str] = []

    @Slot(list)
    def write(self, strokes: list[list[list[float]]]) -> None:
        """Take all strokes so far, in pixels of the pad."""
        recognizer = self._opened()
        points = [[(x, y) for x, y in stroke] for stroke in strokes]
        self._show(recognizer.classify(points) if recognizer else [])

    @Slot()
    def clear(self) -> None:
        """Drop what was written: it was chosen, taken back, or the visit has ended."""
        self._show([])

    def _show(self, candidates: list[str]) -> None:
        self._candidates = candidates
        self.changed.emit()

    def _opened(self) -> Recognizer | None:
        if self._recognizer is None and not self._missing:
            try:
                self._recognizer = Recognizer()
            except HandwritingUnavailableError as error:
                self._missing = True
                logger.info("no handwriting: %s", error)
        return self._recognizer

    candidates = Property(_LIST, lambda self: self._candidates, notify=changed)
    offered = Property(bool, lambda self: not self._missing, constant=True)
