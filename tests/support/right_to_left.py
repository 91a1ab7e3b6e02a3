# SPDX-License-Identifier: Apache-2.0
"""A language that nobody speaks, made from the English texts and read from right to left.

Every word stands reversed and wears accents: what on the glass is still plain English, or
Chinese, was never translated. The letters are Latin, so the fonts of every machine have them;
the marks of Unicode TR 9 make them run as Arabic, Hebrew or Uyghur do.
"""

import re
from collections.abc import Mapping
from typing import Final

from kiosk.screens.texts import learn, table, tables

CODE: Final = "qps-plocm"
"""The name under which Windows knows its mirrored pseudo-locale."""

MARK, REVERSED, AS_BEFORE = "\u200f", "\u202e", "\u202c"
"""Right-to-left mark, right-to-left override, pop directional formatting."""

_ACCENTS: Final = str.maketrans("acdeimnouyACDEIMNOUY", "áçđéíḿñóúýÁÇĐÉÍḾÑÓÚÝ")
"""Letters that both faces of the screens have."""

_WORD: Final = re.compile(r"\{[^}]*\}|\b[A-Z]+-\d[\w-]*|[A-Za-z]+")


def pseudo(english: str) -> str:
    """Make a sentence of the language; blanks in braces stay.

    >>> pseudo("Page {page}").translate(dict.fromkeys(map(ord, "\u200f\u202e\u202c")))
    'Págé {page}'
    """

    def turned(match: re.Match[str]) -> str:
        word = match[0]
        if word.startswith("{") or "-" in word:
            return word
        return f"{REVERSED}{word.translate(_ACCENTS)}{AS_BEFORE}"

    return MARK + _WORD.sub(turned, english)


def plain(text: str) -> str:
    """What of a text is no word of this language: names, codes, what was forgotten."""
    return re.sub(f"{REVERSED}[^{AS_BEFORE}]*{AS_BEFORE}", "", text)


def words(_: str, english: str) -> str:
    """What the samples say; their presenters ask for the language by this word, too."""
    return CODE if english == "en" else pseudo(english)


def learnt() -> Mapping[str, Mapping[str, str]]:
    """Teach the language to the texts and return the words of all languages."""
    made = {key: pseudo(text) for key, text in table("en").items()}
    learn(CODE, {**made, "ui.direction": "rtl"})
    return {**tables(), CODE: table(CODE)}
