# SPDX-License-Identifier: Apache-2.0
"""Pinyin on the screen's keyboard (拼音输入), by Debian's libgooglepinyin0.

What a citizen chose would be learnt into a user dictionary: it is opened where no file can be,
so there is none. When a visit ends, the library's own copy of the letters is written over.

The decoder is opened once and stays: each time that it is closed, the library keeps 208 KB
(``lma_idx_buf_``), 25 MB in a thousand visits.

What was chosen is kept here and only the rest is searched again: a search after ``im_choose``
and one of far more syllables than a phrase has end the process, by assertions of the library.

Source: ``pinyinime.h`` of the library (Apache-2.0), C interface ``im_*``.
"""

import ctypes
import logging
from functools import cache
from pathlib import Path
from typing import Any

from PySide6.QtCore import Property, QObject, Signal, Slot

logger = logging.getLogger(__name__)

LIBRARY = "libgooglepinyin.so.0"
DICTIONARY = Path("/usr/lib/x86_64-linux-gnu/googlepinyin/data/dict_pinyin.dat")
NO_FILE = "/dev/null/none"
"""Where no file can be: nothing is read, learnt or kept."""
NOBODYS_LETTERS = "zhuangzhuangbao"
"""As many letters as fit, in few syllables: they take the place of a citizen's."""
LONGEST_PINYIN = 15
"""Letters at once; from 17 on ("an" again and again) the library may end the process."""
MOST_SYLLABLES = 8
"""After this many no syllable is begun (``kMaxLemmaSize`` of the library)."""
MOST_CANDIDATES = 48
_LONGEST_PHRASE = 64
_POSITIONS = ctypes.POINTER(ctypes.c_uint16)
_LIST: Any = "QStringList"


class PinyinUnavailableError(RuntimeError):
    """The library or its dictionary is not installed."""


class Decoder:
    """The library's one decoder, without a user dictionary; ``decoder()`` opens it."""

    def __init__(self) -> None:
        """Open library and dictionary.

        Raises:
            PinyinUnavailableError: when one of them is missing or cannot be opened.

        """
        try:
            self._library = ctypes.CDLL(LIBRARY)
        except OSError as error:
            message = f"{LIBRARY} is not installed"
            raise PinyinUnavailableError(message) from error
        size = ctypes.c_size_t
        self._library.im_search.argtypes = (ctypes.c_char_p, size)
        self._library.im_search.restype = size
        self._library.im_get_spl_start_pos.argtypes = (ctypes.POINTER(_POSITIONS),)
        self._library.im_get_spl_start_pos.restype = size
        self._library.im_get_candidate.argtypes = (size, ctypes.c_void_p, size)
        self._library.im_get_candidate.restype = ctypes.c_void_p
        if not self._library.im_open_decoder(str(DICTIONARY).encode(), NO_FILE.encode()):
            message = f"the pinyin dictionary {DICTIONARY} cannot be opened"
            raise PinyinUnavailableError(message)

    def search(self, letters: str) -> int:
        """Count what ``letters`` (a to z) may mean."""
        self._library.im_reset_search()
        text = letters.encode("ascii")
        return int(self._library.im_search(text, len(text)))

    def syllables(self) -> tuple[int, ...]:
        """Where each syllable of what was searched begins, and where the last one ends."""
        starts = _POSITIONS()
        count = int(self._library.im_get_spl_start_pos(ctypes.byref(starts)))
        return tuple(starts[place] for place in range(count + 1))

    def candidate(self, index: int) -> str:
        """Characters of one candidate; number 0 is the whole phrase."""
        buffer = (ctypes.c_uint16 * _LONGEST_PHRASE)()
        self._library.im_get_candidate(index, buffer, _LONGEST_PHRASE - 1)
        return bytes(buffer).decode("utf-16-le").split("\0", 1)[0]

    def forget(self) -> None:
        """Write over what was searched last: a search is kept until the next one."""
        self.search(NOBODYS_LETTERS)
        self._library.im_reset_search()


@cache
def decoder() -> Decoder:
    """The decoder of this process, opened by the first who needs it.

    Raises:
        PinyinUnavailableError: as ``Decoder``; asked again, it is tried again.

    """
    return Decoder()


class PinyinInput(QObject):
    """Letters that wait to become characters, and what they may become.

    The decoder is opened with the first letter; without the library there are no candidates and
    a line in the log.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._decoder: Decoder | None = None
        self._missing = False
        self._letters = ""
        self._chosen = ""
        self._taken = ""
        self._candidates: list[str] = []

    @Slot(str)
    def add(self, letter: str) -> None:
        """Take one more letter of a to z; more than fits at once is ignored."""
        if len(letter) == 1 and "a" <= letter <= "z" and not self._is_full():
            self._look_up(self._letters + letter)

    def _is_full(self) -> bool:
        """What was chosen counts, too: ``erase`` makes letters of it again."""
        if len(self._taken) + len(self._letters) >= LONGEST_PINYIN:
            return True
        if self._decoder is None or not self._letters:
            return False
        return len(self._chosen) + len(self._decoder.syllables()) - 1 > MOST_SYLLABLES

    @Slot()
    def erase(self) -> None:
        """Take back what was chosen of the letters, or else the last letter."""
        letters, self._chosen = self._letters, ""
        if self._taken:
            letters, self._taken = self._taken + letters, ""
        else:
            letters = letters[:-1]
        self._look_up(letters)

    @Slot(int, result=str)
    def choose(self, index: int) -> str:
        """Choose a candidate; return the finished characters, or "" while more is to choose."""
        if self._decoder is None or not 0 <= index < len(self._candidates):
            return ""
        characters = self._candidates[index]
        places = self._decoder.syllables()
        end = places[min(len(characters), len(places) - 1)]
        self._chosen += characters
        self._taken += self._letters[:end]
        rest = self._letters[end:]
        if rest:
            self._look_up(rest)
            return ""
        finished = self._chosen
        self.clear()
        return finished

    @Slot()
    def clear(self) -> None:
        """Drop what waits."""
        self._chosen = self._taken = ""
        self._look_up("")

    @Slot()
    def forget(self) -> None:
        """End of a visit: nothing waits, nothing was learnt."""
        self._letters, self._candidates = "", []
        self._chosen = self._taken = ""
        if self._decoder is not None:
            self._decoder.forget()
            self._decoder = None
        self.changed.emit()

    def _look_up(self, letters: str) -> None:
        self._letters = letters
        opened = self._opened() if letters else None
        self._list(opened.search(letters) if opened is not None else 0)

    def _list(self, count: int) -> None:
        opened = self._decoder
        places = range(min(count, MOST_CANDIDATES))
        self._candidates = [opened.candidate(place) for place in places] if opened else []
        self.changed.emit()

    def _opened(self) -> Decoder | None:
        if self._decoder is None and not self._missing:
            try:
                self._decoder = decoder()
            except PinyinUnavailableError as error:
                self._missing = True
                logger.info("no pinyin: %s", error)
        return self._decoder

    letters = Property(str, lambda self: self._chosen + self._letters, notify=changed)
    candidates = Property(_LIST, lambda self: self._candidates, notify=changed)
