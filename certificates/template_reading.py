# SPDX-License-Identifier: Apache-2.0
"""Reads a template from a parsed YAML mapping; an unknown key is an error naming the nearest.

The keys are the field names of ``certificates.elements``; ``kind`` chooses the element, and a
box is written as ``[x, y, width, height]`` in millimetres.
"""

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, fields
from enum import Enum
from typing import Any, Final, TypeVar, cast, get_type_hints

from certificates.elements import (
    Box,
    Closing,
    Column,
    Element,
    Frame,
    Guilloche,
    Paragraphs,
    Piece,
    QrPlace,
    Rule,
    SealPlace,
    SignaturePlace,
    Table,
    Template,
    TextLine,
    ValueLine,
)
from certificates.errors import DocumentError

_KINDS: Final[Mapping[str, type]] = {
    "frame": Frame,
    "guilloche": Guilloche,
    "text": TextLine,
    "value": ValueLine,
    "rule": Rule,
    "seal": SealPlace,
    "qr": QrPlace,
    "signature": SignaturePlace,
    "paragraphs": Paragraphs,
    "table": Table,
}
_BOX_NUMBERS: Final = 4
T = TypeVar("T")


def template_from(mapping: Mapping[str, object]) -> Template:
    """Read a template.

    Args:
        mapping: what ``yaml.safe_load`` made of a template file.

    Raises:
        DocumentError: a key is unknown or missing, or a value is of the wrong kind
            (CONFIG-0701); the detail says where.

    """
    template = _read(Template, mapping, "template")
    page = Box(0.0, 0.0, template.width_mm, template.height_mm)
    for index, element in enumerate(template.elements + template.running):
        if not _is_inside(element.box, page):
            raise _wrong(f"template.elements[{index}].box", "reaches beyond the page")
    flowing = (Paragraphs, Table)
    if template.closing and not any(isinstance(e, flowing) for e in template.elements):
        raise _wrong("template.closing", "has no running text to follow")
    return template


def _read(kind: type[T], raw: object, where: str) -> T:
    """Build the dataclass ``kind`` from a mapping whose keys are its fields."""
    mapping = _mapping(raw, where)
    hints = get_type_hints(kind)
    known = {field.name: field for field in fields(kind)}  # type: ignore[arg-type]  # dataclasses only
    for key in mapping:
        if key not in known:
            nearest = difflib.get_close_matches(key, known, n=1)
            meant = f"; did you mean {nearest[0]!r}?" if nearest else ""
            raise _wrong(where, f"unknown key {key!r}{meant}")
    for name, field in known.items():
        if name not in mapping and field.default is MISSING:
            raise _wrong(where, f"key {name!r} is missing")
    return kind(**{key: _value(hints[key], mapping[key], f"{where}.{key}") for key in mapping})


def _value(hint: object, raw: object, where: str) -> object:
    """Convert ``raw`` to a field's type."""
    if isinstance(hint, type) and issubclass(hint, Enum):
        return _member(hint, raw, where)
    return _READERS[hint](raw, where)


def _member(kind: type[Enum], raw: object, where: str) -> Enum:
    for member in kind:
        if raw in {member.name.lower(), member.value}:
            return member
    names = ", ".join(member.name.lower() for member in kind)
    raise _wrong(where, f"{raw!r} is none of {names}")


def _text(raw: object, where: str) -> str:
    if not isinstance(raw, str):
        raise _wrong(where, "must be a text")
    return raw


def _flag(raw: object, where: str) -> bool:
    if not isinstance(raw, bool):
        raise _wrong(where, "must be true or false")
    return raw


def _number(raw: object, where: str) -> float:
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        raise _wrong(where, "must be a number")
    if raw < 0:
        raise _wrong(where, "must not be negative")
    return float(raw)


def _box(raw: object, where: str) -> Box:
    numbers = _items(raw, where)
    if len(numbers) != _BOX_NUMBERS:
        raise _wrong(where, "must be [x, y, width, height]")
    return Box(*(_number(number, where) for number in numbers))


def _later_box(raw: object, where: str) -> Box | None:
    return None if raw is None else _box(raw, where)


def _closing(raw: object, where: str) -> Closing | None:
    return None if raw is None else _read(Closing, raw, where)


def _elements(raw: object, where: str) -> tuple[Element, ...]:
    return tuple(
        _element(item, f"{where}[{index}]") for index, item in enumerate(_items(raw, where))
    )


def _element(raw: object, where: str) -> Element:
    mapping = dict(_mapping(raw, where))
    name = mapping.pop("kind", None)
    if not isinstance(name, str) or name not in _KINDS:
        raise _wrong(where, f"kind {name!r} is none of {', '.join(_KINDS)}")
    return cast("Element", _read(_KINDS[name], mapping, f"{where}({name})"))


def _pieces(raw: object, where: str) -> tuple[Piece, ...]:
    return tuple(_piece(i, f"{where}[{n}]") for n, i in enumerate(_items(raw, where)))


def _piece(raw: object, where: str) -> Piece:
    piece = _read(Piece, raw, where)
    if bool(piece.text) == bool(piece.value):
        raise _wrong(where, "needs either text or value")
    return piece


def _columns(raw: object, where: str) -> tuple[Column, ...]:
    columns = tuple(_read(Column, i, f"{where}[{n}]") for n, i in enumerate(_items(raw, where)))
    if not columns:
        raise _wrong(where, "needs a column")
    return columns


def _mapping(raw: object, where: str) -> Mapping[str, object]:
    if not isinstance(raw, Mapping) or not all(isinstance(key, str) for key in raw):
        raise _wrong(where, "must be a mapping")
    return raw


def _items(raw: object, where: str) -> Sequence[object]:
    if not isinstance(raw, Sequence) or isinstance(raw, str):
        raise _wrong(where, "must be a list")
    return raw


def _is_inside(box: Box, page: Box) -> bool:
    right, bottom = box.x_mm + box.width_mm, box.y_mm + box.height_mm
    return right <= page.width_mm + 1e-6 and bottom <= page.height_mm + 1e-6


def _wrong(where: str, message: str) -> DocumentError:
    return DocumentError("CONFIG-0701", f"{where}: {message}")


_READERS: Final[dict[object, Any]] = {
    str: _text,
    bool: _flag,
    float: _number,
    Box: _box,
    Box | None: _later_box,
    Closing | None: _closing,
    tuple[Element, ...]: _elements,
    tuple[Piece, ...]: _pieces,
    tuple[Column, ...]: _columns,
}
