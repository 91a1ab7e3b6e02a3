# SPDX-License-Identifier: Apache-2.0
"""Why a catalogue file cannot be read, in words of whoever wrote it: place and remedy."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

import jsonschema
import yaml

from forms.structure import nearest

_FULL_COLON: Final = re.compile(r"^[\s-]*([A-Za-z_]+)\uff1a")
_FULL_COMMA: Final = re.compile(r"\uff0c\s*[A-Za-z_]+\s*[:\uff1a]")
_COLON_IN_TEXT: Final = "mapping values are not allowed"
_MANY: Final = 12
_PLAIN: Final[Mapping[str, str]] = {
    "array": "a list is wanted here; write it as [one, two], or a line with - for each",
    "boolean": "true or false is wanted here; write it without quotes",
    "integer": "a whole number is wanted here; write it in digits, without quotes",
}
_PATTERNS: Final[Mapping[str, str]] = {
    "id": "an id begins with a Latin letter; after it letters, digits, - and _",
    "basic_code": "a basic code has 12 or 14 digits; write it in quotes",
    "picture": "a picture is named in small Latin letters, digits and -",
}


def yaml_trouble(error: yaml.YAMLError, text: str) -> str:
    """Say at which line a file stops being YAML, and what most likely mends it, in one line."""
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return " ".join(str(error).split())
    lines = text.splitlines() or [""]
    last = min(error.problem_mark.line, len(lines) - 1)
    first = last if error.context_mark is None else min(error.context_mark.line, last)
    line, remedy = _slip(lines, first, last) or _by_problem(error.problem or "", first, last)
    return f"line {line + 1}: {remedy}"


def _slip(lines: list[str], first: int, last: int) -> tuple[int, str] | None:
    """A slip of the keyboard in the lines that the parser names, nearest to its stop first.

    The line before them is looked at, too: a key without a colon is told at the next one.
    """
    for count in range(last, max(first - 1, last - _MANY, 0) - 1, -1):
        line = lines[count]
        if "\t" in line[: len(line) - len(line.lstrip())]:
            return count, "a tab stands at the beginning; indent with spaces"
        if found := _FULL_COLON.search(line):
            return count, f"a full-width colon stands after {found[1]}; write : and a space"
        if _FULL_COMMA.search(line):
            return count, "a full-width comma stands between two keys; write , and a space"
        if line.partition(" #")[0].count('"') % 2:
            return count, "a quotation mark is not closed; add or remove one"
    return None


def _by_problem(problem: str, first: int, last: int) -> tuple[int, str]:
    if _COLON_IN_TEXT in problem:
        return last, (
            "a colon and a space stand inside a text, or the line is indented too far;"
            " put the text in quotes or align the line"
        )
    if "constructor for the tag" in problem:
        return last, "a text that begins with ! stands without quotes; put it in quotes"
    if "',' or" in problem:
        return first, "a bracket is not closed, or a comma is missing; add it"
    if "expected" in problem:
        return last, "its indentation does not fit the lines above; align it with its like"
    return last, f"{problem}; mend the line"


def schema_troubles(
    errors: Iterator[jsonschema.ValidationError], content: object
) -> tuple[tuple[str, str], ...]:
    """Each place that breaks the schema, and what to do there; entries of lists by their id."""
    found: dict[tuple[str, str], None] = {}
    for error in errors:
        deepest = jsonschema.exceptions.best_match([error]) or error
        for key, message in _words(deepest):
            where = [*_names(content, list(deepest.absolute_path)), *([key] if key else [])]
            found[".".join(where), message] = None
    return tuple(found)


def _names(content: Any, path: list[str | int]) -> Iterator[str]:  # noqa: ANN401  # parsed JSON
    for step in path:
        content = content[step]
        has_id = isinstance(step, int) and isinstance(content, dict)
        yield str(content.get("id", step) if has_id else step)


def _words(error: jsonschema.ValidationError) -> Iterator[tuple[str, str]]:
    rule: Any = error.validator_value
    found: Any = error.instance
    schema: Any = error.schema
    match error.validator:
        case "additionalProperties" | "required":
            yield from _keys(schema, found)
        case "enum":
            words = ", ".join(map(str, rule))
            yield "", f"{found!r} is not one of {words}{nearest(found, rule)}; mend it"
        case "pattern":
            key = str(error.path[-1]) if error.path else ""
            yield "", f"{found!r} cannot stand here: {_PATTERNS.get(key, rule)}; mend it"
        case "type" if rule == "object":
            keys = ", ".join(f"{key}: ..." for key in schema.get("required", ()))
            yield "", f"{found!r} stands alone; write {{{keys}}}"
        case "type" if rule == "string" and not isinstance(found, dict | list | None):
            yield "", f"{found!r} is read as {_kind(found)}; put it in quotes"
        case "type":
            yield "", f"{_shown(found)}: {_PLAIN.get(str(rule), f'a {rule} is wanted here')}"
        case _:
            yield "", f"{error.message}; mend it"


def _keys(schema: Mapping[str, Any], found: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Unknown and missing keys of one object; a misspelt one is told once."""
    missing = [key for key in schema.get("required", ()) if key not in found]
    known = schema.get("properties", {})
    for key in sorted(set(found) - set(known)):
        unused = [one for one in known if one not in found]
        meant = nearest(key, missing) or nearest(key, unused) or nearest(key, known)
        missing = [one for one in missing if f" {one}?" not in meant]
        yield key, f"unknown key {key}{meant}; mend or remove it"
    for key in missing:
        yield "", f"key {key} is missing; write it"


def _kind(found: object) -> str:
    return "true or false" if isinstance(found, bool) else "a number"


def _shown(found: object) -> str:
    return "nothing stands here" if found is None else repr(found)
