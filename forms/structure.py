# SPDX-License-Identifier: Apache-2.0
"""Turns parsed YAML into the frozen types of the catalogue, and the types into a JSON Schema.

Keys in the files are the names of the dataclass fields, so type, schema and file cannot drift
apart. Understood: dataclass, Enum, str, int, bool, date, tuple, Mapping with str keys,
union, Literal.
"""

import difflib
import types
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from typing import Final, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from forms.errors import CatalogueError

_T = TypeVar("_T")
_UNIONS: Final = (Union, types.UnionType)
_JSON_TYPES: Final[Mapping[object, str]] = {str: "string", int: "integer", bool: "boolean"}
_PATTERNS: Final[Mapping[str, str]] = {
    "id": r"^[A-Za-z][A-Za-z0-9_-]*$",
    "basic_code": r"^[0-9]{12}([0-9]{2})?$",
    "picture": r"^[a-z0-9-]*$",
}


def value_from(wanted: type[_T], raw: object, where: str) -> _T:
    """Read ``raw`` as a value of the dataclass ``wanted``.

    Raises:
        CatalogueError: unknown or missing key, or a value of another type; names ``where``.

    """
    return cast(_T, _read(wanted, raw, where))


def definitions_of(
    wanted: type, calculated: frozenset[str] = frozenset()
) -> dict[str, dict[str, object]]:
    """Describe the dataclass and all it holds as JSON Schema objects, by type name.

    No object allows an unknown key; each requires the keys that have no default. Keys in
    ``calculated`` are added by the reader and stand in no file.
    """
    definitions: dict[str, dict[str, object]] = {}
    _define(wanted, definitions, calculated)
    return definitions


def nearest(word: object, known: Iterable[object]) -> str:
    """Say which known word may be meant, as the end of a sentence; empty when none is near.

    >>> nearest("chip_verifed", ["chip_verified", "staff"])
    ' (did you mean chip_verified?)'
    """
    near = difflib.get_close_matches(str(word), [str(one) for one in known], n=1, cutoff=0.5)
    return f" (did you mean {near[0]}?)" if near else ""


def _none_of(raw: object, words: Iterable[str]) -> str:
    return f"{raw!r} is none of {', '.join(words)}{nearest(raw, words)}"


def _read(wanted: object, raw: object, where: str) -> object:
    origin, arguments = get_origin(wanted), get_args(wanted)
    if origin in _UNIONS:
        return _read_union(arguments, raw, where)
    if origin is Literal:
        if raw not in arguments:
            raise CatalogueError(f"{where}: {_none_of(raw, arguments)}")
        return raw
    if origin is tuple:
        return tuple(
            _read(arguments[0], one, f"{where}[{i}]")
            for i, one in enumerate(_checked(raw, list, where))
        )
    if origin is not None:
        rows = _checked(raw, dict, where)
        return {str(key): _read(arguments[1], rows[key], f"{where}.{key}") for key in rows}
    if isinstance(wanted, type):
        return _read_plain(wanted, raw, where)
    raise TypeError(f"catalogue types cannot hold {wanted}")


def _read_plain(wanted: type, raw: object, where: str) -> object:
    if is_dataclass(wanted):
        return _read_dataclass(wanted, raw, where)
    if issubclass(wanted, Enum):
        words = {member.value: member for member in wanted}
        if raw not in words:
            raise CatalogueError(f"{where}: {_none_of(raw, words)}")
        return words[str(raw)]
    if type(raw) is not wanted:  # bool is an int, and must not pass for one
        hint = "; write it as 2026-01-31, without quotes" if wanted is date else ""
        raise CatalogueError(f"{where}: {raw!r} is no {wanted.__name__}{hint}")
    return raw


def _read_union(arguments: tuple[object, ...], raw: object, where: str) -> object:
    if raw is None and types.NoneType in arguments:
        return None
    for argument in arguments:
        if argument is type(raw):
            return raw
    rest = [argument for argument in arguments if argument is not types.NoneType]
    return _read(rest[0], raw, where)


def _read_dataclass(wanted: type, raw: object, where: str) -> object:
    rows = _checked(raw, dict, where)
    hints, required = _keys_of(wanted)
    if unknown := sorted(str(key) for key in rows.keys() - hints.keys()):
        raise CatalogueError(f"{where}: unknown key {unknown[0]}{nearest(unknown[0], hints)}")
    if missing := sorted(required - rows.keys()):
        raise CatalogueError(f"{where}: key {missing[0]} is missing")
    values = {key: _read(hints[key], rows[key], f"{where}.{key}") for key in rows}
    made: object = wanted(**values)
    return made


@cache  # a catalogue has thousands of values of a few dozen types
def _keys_of(wanted: type) -> tuple[Mapping[str, object], frozenset[str]]:
    """The types of a dataclass's keys, and the keys that have no default."""
    required = frozenset(
        one.name
        for one in fields(wanted)
        if one.default is MISSING and one.default_factory is MISSING
    )
    return get_type_hints(wanted), required


def _checked(raw: object, wanted: type[_T], where: str) -> _T:
    if not isinstance(raw, wanted):
        kind = "list" if wanted is list else "mapping"
        raise CatalogueError(f"{where}: a {kind} is wanted here")
    return raw


def _schema(wanted: object, definitions: dict[str, dict[str, object]]) -> dict[str, object]:
    origin, arguments = get_origin(wanted), get_args(wanted)
    if origin in _UNIONS:
        rest = [argument for argument in arguments if argument is not types.NoneType]
        options = [_schema(argument, definitions) for argument in rest]
        return options[0] if len(options) == 1 else {"anyOf": options}
    if origin is Literal:
        return {"enum": list(arguments)}
    if origin is tuple:
        return {"type": "array", "items": _schema(arguments[0], definitions)}
    if origin is not None:
        return {"type": "object", "additionalProperties": _schema(arguments[1], definitions)}
    if wanted is date:
        return {"type": "string", "format": "date"}
    if isinstance(wanted, type) and issubclass(wanted, Enum):
        return {"enum": [member.value for member in wanted]}
    if isinstance(wanted, type) and is_dataclass(wanted):
        _define(wanted, definitions)
        return {"$ref": f"#/$defs/{wanted.__name__}"}
    return {"type": _JSON_TYPES[wanted]}


def _define(
    wanted: type,
    definitions: dict[str, dict[str, object]],
    calculated: frozenset[str] = frozenset(),
) -> None:
    if wanted.__name__ in definitions:
        return
    definitions[wanted.__name__] = {}
    hints = get_type_hints(wanted)
    properties: dict[str, object] = {}
    required = []
    for one in fields(wanted):
        if one.name in calculated:
            continue
        rule = _schema(hints[one.name], definitions)
        if one.name in _PATTERNS and rule == {"type": "string"}:
            rule = {**rule, "pattern": _PATTERNS[one.name]}
        properties[one.name] = rule
        if one.default is MISSING and one.default_factory is MISSING:
            required.append(one.name)
    definitions[wanted.__name__] = {
        "description": (wanted.__doc__ or "").partition("\n")[0],
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }
