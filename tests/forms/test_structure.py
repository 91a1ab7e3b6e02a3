# SPDX-License-Identifier: Apache-2.0
"""YAML values become typed values, or an error that names the place."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Literal, NewType

import jsonschema
import pytest

from forms.errors import CatalogueError
from forms.structure import definitions_of, value_from

Word = NewType("Word", str)


class Colour(Enum):
    """Two colours."""

    RED = "red"
    BLUE = "blue"


@dataclass(frozen=True)
class Leaf:
    """A leaf."""

    id: str
    colour: Colour = Colour.RED


@dataclass(frozen=True)
class Tree:
    """A tree (树).

    More words.
    """

    name: str
    height: int
    planted: date
    leaves: tuple[Leaf, ...]
    kind: Literal["oak", "elm"] = "oak"
    best: Leaf | None = None
    label: bool | int | str = ""
    words: Mapping[str, str] = field(default_factory=dict)
    is_old: bool = False


GOOD: dict[str, object] = {
    "name": "a",
    "height": 3,
    "planted": date(2026, 1, 1),
    "leaves": [{"id": "x"}, {"id": "y", "colour": "blue"}],
}


def test_a_whole_value_is_read() -> None:
    rest = {"kind": "elm", "best": {"id": "z"}, "words": {"k": "v"}, "is_old": True}
    tree = value_from(Tree, {**GOOD, **rest}, "tree")
    assert tree.leaves == (Leaf("x"), Leaf("y", Colour.BLUE))
    assert (tree.kind, tree.best, tree.words, tree.is_old) == (
        "elm", Leaf("z"), {"k": "v"}, True,
    )  # fmt: skip


def test_nothing_may_stand_where_nothing_is_allowed() -> None:
    assert value_from(Tree, {**GOOD, "best": None}, "tree").best is None


@pytest.mark.parametrize("label", [True, 3, "three"])
def test_a_union_keeps_the_type_that_the_file_has(label: bool | int | str) -> None:
    assert value_from(Tree, {**GOOD, "label": label}, "tree").label is label


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"colour": "red"}, r"tree: unknown key colour"),
        ({"height": "3"}, r"tree\.height: '3' is no int"),
        ({"height": True}, r"tree\.height: True is no int"),
        ({"planted": "2026-01-01"}, r"tree\.planted: .* is no date"),
        ({"kind": "ash"}, r"tree\.kind: 'ash' is none of oak, elm"),
        ({"leaves": {}}, r"tree\.leaves: a list is wanted"),
        ({"leaves": ["x"]}, r"tree\.leaves\[0\]: a mapping is wanted"),
        ({"leaves": [{"id": "x", "colour": "green"}]}, r"colour: 'green' is none of red, blue"),
        ({"words": []}, r"tree\.words: a mapping is wanted"),
        ({"label": 1.5}, r"tree\.label: 1.5 is no bool"),
    ],
)
def test_a_wrong_value_is_named_with_its_place(change: dict[str, object], message: str) -> None:
    with pytest.raises(CatalogueError, match=message):
        value_from(Tree, {**GOOD, **change}, "tree")


def test_a_missing_key_is_named() -> None:
    with pytest.raises(CatalogueError, match="tree: key height is missing"):
        value_from(Tree, {key: GOOD[key] for key in GOOD if key != "height"}, "tree")


@dataclass(frozen=True)
class Odd:
    """Holds a type that files cannot hold."""

    one: Word


def test_a_type_that_files_cannot_hold_is_a_mistake_in_the_code() -> None:
    with pytest.raises(TypeError, match="cannot hold"):
        value_from(Odd, {"one": 1}, "here")


def test_the_schema_says_the_same_as_the_reader() -> None:
    definitions = definitions_of(Tree)
    assert definitions["Tree"]["description"] == "A tree (树)."
    assert definitions["Tree"]["required"] == ["name", "height", "planted", "leaves"]
    checker = jsonschema.Draft202012Validator({"$ref": "#/$defs/Tree", "$defs": definitions})
    good = {**GOOD, "planted": "2026-01-01", "label": 3, "words": {"k": "v"}, "kind": "elm"}
    assert checker.is_valid(good)
    for wrong in ({"colour": 1}, {"height": "3"}, {"kind": "ash"}, {"leaves": [{"id": "1x"}]}):
        assert not checker.is_valid({**good, **wrong})
