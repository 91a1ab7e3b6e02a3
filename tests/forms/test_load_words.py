# SPDX-License-Identifier: Apache-2.0
"""Why a file cannot be read is said in the words of whoever wrote it."""

from pathlib import Path

import jsonschema
import pytest
import yaml

from forms.errors import CatalogueError
from forms.lint_place import load_findings
from forms.load_words import schema_troubles, yaml_trouble
from forms.yaml_file import read_yaml

SLIPS = [
    ("a: 1\n\tb: 2\n", 2, "a tab stands at the beginning; indent with spaces"),
    ("a：1\nb: 2\n", 1, "a full-width colon stands after a; write : and a space"),
    ("a: {b: 1，c: 2, d}: x\n", 1, "a full-width comma stands between two keys"),
    ('a: {b: "x}\nc: 1\n', 1, "a quotation mark is not closed; add or remove one"),
    ("a: {b: 1\nc: 2\n", 1, "a bracket is not closed, or a comma is missing; add it"),
    ("a:\n  - b: 1\n c: 2\n", 3, "its indentation does not fit the lines above"),
    ("a: b: c\n", 1, "put the text in quotes or align the line"),
    ("a: !is_new\n", 1, "a text that begins with ! stands without quotes"),
    ("a: *nobody\n", 1, "found undefined alias; mend the line"),
    ("a: 2026-02-30\n", 1, "2026-02-30 is no day of the calendar; mend it"),
    ("a: 1\na: 2\n", 1, "remove one, or begin the second entry with -"),
]


@pytest.mark.parametrize(("text", "line", "words"), SLIPS, ids=[one[2] for one in SLIPS])
def test_a_slip_is_told_with_its_line_and_what_mends_it(
    tmp_path: Path, text: str, line: int, words: str
) -> None:
    file = tmp_path / "item.yaml"
    file.write_text(text, "utf-8")
    with pytest.raises(CatalogueError) as caught:
        read_yaml(file)
    (told,) = load_findings("shop", caught.value, [file])
    assert words in told.message
    assert told.line == line
    assert "\n" not in str(told), "one finding, one line"


def test_an_error_without_a_place_is_told_in_one_line() -> None:
    assert yaml_trouble(yaml.YAMLError("no\n more"), "") == "no more"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\xd6\xd0: 1", "it is not UTF-8; save it in UTF-8"),
        (b"", "write keys with their values, or delete the file"),
        (b"- a", "holds no mapping"),
    ],
)
def test_a_file_that_is_none_is_told_how_to_mend_it(
    tmp_path: Path, content: bytes, words: str
) -> None:
    file = tmp_path / "item.yaml"
    file.write_bytes(content)
    with pytest.raises(CatalogueError, match=words):
        read_yaml(file)


SCHEMA = {
    "type": "object",
    "properties": {
        "id": {"type": "string", "pattern": "^[a-z]+$"},
        "code": {"type": "string", "pattern": "^[0-9]$"},
        "days": {"type": "integer", "minimum": 1},
        "is_here": {"type": "boolean"},
        "unit": {"enum": ["calendar", "working"]},
        "rows": {"type": "array", "items": {"$ref": "#/$defs/Row"}},
        "term": {"$ref": "#/$defs/Row"},
        "number": {"type": "number"},
    },
    "required": ["id"],
    "additionalProperties": False,
    "$defs": {
        "Row": {
            "type": "object",
            "properties": {"id": {"type": "string"}, "text": {"type": "string"}},
            "required": ["id", "text"],
            "additionalProperties": False,
        }
    },
}


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ({"id": "a"}, ()),
        ({"di": "a"}, (("di", "unknown key di (did you mean id?); mend or remove it"),)),
        ({"id": "a", "uni": 1}, (
            ("uni", "unknown key uni (did you mean unit?); mend or remove it"),)),
        ({}, (("", "key id is missing; write it"),)),
        ({"id": 1}, (("id", "1 is read as a number; put it in quotes"),)),
        ({"id": True}, (("id", "True is read as true or false; put it in quotes"),)),
        ({"id": None}, (("id", "nothing stands here: a string is wanted here"),)),
        ({"id": "A"}, (("id", "'A' cannot stand here: an id begins with a Latin letter;"
                        " after it letters, digits, - and _; mend it"),)),
        ({"id": "a", "code": "x"}, (("code", "'x' cannot stand here: ^[0-9]$; mend it"),)),
        ({"id": "a", "days": "三"}, (("days", "'三': a whole number is wanted here;"
                                      " write it in digits, without quotes"),)),
        ({"id": "a", "days": 0}, (("days", "0 is less than the minimum of 1; mend it"),)),
        ({"id": "a", "is_here": "yes"}, (("is_here", "'yes': true or false is wanted here;"
                                          " write it without quotes"),)),
        ({"id": "a", "unit": "workin"}, (("unit", "'workin' is not one of calendar, working"
                                          " (did you mean working?); mend it"),)),
        ({"id": "a", "rows": 1}, (("rows", "1: a list is wanted here; write it as [one, two],"
                                   " or a line with - for each"),)),
        ({"id": "a", "number": "x"}, (("number", "'x': a number is wanted here"),)),
        ({"id": "a", "term": 3}, (("term", "3 stands alone; write {id: ..., text: ...}"),)),
        ({"id": "a", "rows": [{"id": "r", "text": 2}, {"text": "b"}]}, (
            ("rows.r.text", "2 is read as a number; put it in quotes"),
            ("rows.1", "key id is missing; write it"))),
    ],
)  # fmt: skip
def test_each_break_of_the_schema_is_told_with_its_place_and_remedy(
    content: object, told: tuple[tuple[str, str], ...]
) -> None:
    checker = jsonschema.Draft202012Validator(SCHEMA)
    assert schema_troubles(checker.iter_errors(content), content) == told
