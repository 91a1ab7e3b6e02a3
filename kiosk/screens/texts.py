# SPDX-License-Identifier: Apache-2.0
"""All words of the screens, two TOML files per language, flat dotted keys.

The words are not in QML and not in code: a translator opens ``texts/<language>.toml`` (the
frame) and ``texts/visit/<language>.toml`` (the pages) and sees everything a citizen may read.
A missing word is a mistake of ours and raises.
"""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from string import Formatter
from types import MappingProxyType

LANGUAGES = ("zh_CN", "en")
FOLDER = Path(__file__).with_name("texts")


class MissingTextError(LookupError):
    """A key that no file has, or a placeholder that was not given."""


@cache
def table(language: str) -> Mapping[str, str]:
    """Read the words of one language: dotted key → text with ``{placeholders}``.

    Raises:
        MissingTextError: when there is no such language.

    """
    if language in _learnt:
        return _learnt[language]
    path = FOLDER / f"{language}.toml"
    if not path.is_file():
        message = f"no texts for language {language!r}"
        raise MissingTextError(message)
    words = dict(_flat(tomllib.loads(path.read_text("utf-8"))))
    visit = FOLDER / "visit" / path.name
    words.update(_flat(tomllib.loads(visit.read_text("utf-8"))))
    return MappingProxyType(words)


_learnt: dict[str, Mapping[str, str]] = {}


def learn(language: str, words: Mapping[str, str]) -> None:
    """Take in a language without files, so that it can be shown; nobody is offered it."""
    _learnt[language] = MappingProxyType(dict(words))


def tables() -> Mapping[str, Mapping[str, str]]:
    """All languages, as ``SessionModel`` wants them."""
    return {language: table(language) for language in LANGUAGES}


def placeholders(text: str) -> frozenset[str]:
    """Names in braces.

    >>> sorted(placeholders("{page} / {pages}"))
    ['page', 'pages']
    """
    return frozenset(name for _, name, _, _ in Formatter().parse(text) if name)


class Texts:
    """The words of one language, called with a key.

    >>> Texts("en")("ui.page", page=1, pages=2)
    'Page 1 of 2'
    """

    def __init__(self, language: str) -> None:
        self.language = language
        self._table = table(language)

    def __call__(self, key: str, /, **values: object) -> str:
        """Return the text of ``key`` with its placeholders filled.

        Raises:
            MissingTextError: for an unknown key or a placeholder without a value.

        """
        try:
            return self._table[key].format(**values)
        except KeyError as error:
            message = f"{self.language}: {key}: no text or value for {error.args[0]!r}"
            raise MissingTextError(message) from error


def _flat(section: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, str]]:
    for key, value in section.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", str(value)
