# SPDX-License-Identifier: Apache-2.0
"""Catalogue checks of what is read: both languages, sources, placeholders, the letter."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Final, TypeVar

from forms.headlines import PLACEHOLDERS, wanted
from forms.lint_finding import Trouble
from forms.promise import MATERIALS_PART
from forms.service_item import LetterPart, Provenance, Route, ServiceItem
from forms.text import Text
from forms.wording import placeholders as placeholders_of

LETTER_PARTS: Final = ("basis", MATERIALS_PART, "opening", "consequence", "liability", "choice")
LETTER_VALUES: Final = frozenset({"days", "due", "check_days", "check_due"})
PAPER_VALUES: Final = frozenset[str]()
"""The texts of the papers are printed as they stand."""

SHORTEST_SOURCE: Final = 4
"""法律 or 假定 alone leads nobody to a clause or a reason; 永州案例 does."""

_HAN: Final = re.compile(r"[\u3400-\u9fff]")
_NOTICE: Final = re.compile(r"[\u3400-\u9fff]+〔[0-9]{4}〕[0-9]+号")  # cited by its own title

_T = TypeVar("_T")


def found(kind: type[_T], value: object, where: str = "") -> Iterator[tuple[str, _T]]:
    """Every value of a type inside a catalogue value, with its place."""
    if isinstance(value, kind):
        yield where, value
    elif isinstance(value, tuple):
        for count, one in enumerate(value):
            yield from found(kind, one, f"{where}.{getattr(one, 'id', count)}")
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield from found(kind, one, f"{where}.{key}")
    elif is_dataclass(value):
        for one in fields(value):
            place = f"{where}.{one.name}" if where else one.name
            yield from found(kind, getattr(value, one.name), place)


def texts(item: object) -> Iterator[Trouble]:
    """Every text is there in Chinese and in English, and neither stands in for the other."""
    for where, text in found(Text, item):
        if not _HAN.search(text.zh_CN) and text.zh_CN != text.en:
            yield where, "the Chinese text is missing; write it"
        if not text.en.strip():
            yield where, "the English text is missing; write it"
        elif _HAN.search(_NOTICE.sub("", text.en)):
            yield where, "the English text is Chinese; translate it"


def sources(item: ServiceItem) -> Iterator[Trouble]:
    """Every statement says where it comes from."""
    for where, provenance in found(Provenance, item):
        if len(provenance.source.strip()) < SHORTEST_SOURCE:
            yield where, "no source; name the statute and article, or why it is assumed"
    if not item.sources:
        yield "sources", "no legal source of the service; name one"


def promise(item: ServiceItem) -> Iterator[Trouble]:
    """The letter tells all that the law wants told, in each situation that has a promise."""
    situations = [one.id for one in item.situations if Route.PROMISE in one.result.routes]
    terms = any(material.promise is not None for material in item.materials)
    if bool(situations) != (item.promise is not None) or terms > bool(situations):
        yield (
            "promise",
            "letter, promised materials and the route promise go together; add one",
        )
    if item.promise is None:
        return
    for situation in situations:
        parts = {part.id.partition("-")[0] for part in _of(item.promise.told, situation)}
        for name in LETTER_PARTS:
            if name not in parts:
                yield "promise.told", f"part {name} is missing in {situation}; add it"
        if not any(True for _ in _of(item.promise.promised, situation)):
            yield "promise.promised", f"nothing is promised in {situation}; add a part"
    if item.promise.period.days < 1 or item.promise.check_after.days < 1:
        yield "promise.period", "periods of at least a day; mend them"


def _of(parts: tuple[LetterPart, ...], situation: str) -> Iterator[LetterPart]:
    return (part for part in parts if not part.situations or situation in part.situations)


def placeholders(item: ServiceItem) -> Iterator[Trouble]:
    """Texts use no placeholder that nobody fills, in both languages the same."""
    for name in sorted(wanted(item) - item.headlines.keys()):
        yield "headlines", f"{name} is missing; add its sentence"
    for name in sorted(item.headlines.keys() - PLACEHOLDERS.keys()):
        yield "headlines", f"no decision is called {name}; remove it"
    places = [
        *((*place, LETTER_VALUES) for place in found(Text, item.promise, "promise")),
        *((*place, PAPER_VALUES) for place in found(Text, item.papers, "papers")),
        *(
            (f"headlines.{name}", text, PLACEHOLDERS.get(name, frozenset()))
            for name, text in item.headlines.items()
        ),
    ]
    for where, text, values in places:
        yield from ((where, message) for message in _check_braces(text, values))


def _check_braces(text: Text, values: frozenset[str]) -> Iterator[str]:
    try:
        used = placeholders_of(text)
    except ValueError as error:
        yield f"stray brace: {error}; remove it"
        return
    if used - values:
        yield f"nobody fills in {min(used - values)}; remove it"
    if used != placeholders_of(Text(text.zh_CN, text.zh_CN)):
        yield "the languages use different placeholders; use the same"
