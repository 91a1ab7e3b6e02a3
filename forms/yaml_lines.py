# SPDX-License-Identifier: Apache-2.0
"""Where in a YAML file a value stands (行号), so that a finding can be jumped to."""

import re
from pathlib import Path
from typing import Final

import yaml

_KEYS: Final = frozenset({"id", "service", "division", "way", "delivery"})
"""Keys by which an entry of a list is known."""

_INDEX: Final = re.compile(r"\[([0-9]+)\]")


def line_of(file: Path, where: str) -> int:
    """Return the line, from 1, of the deepest part of ``where`` that the file holds.

    ``where`` is a path of keys, ids of list entries or their numbers, as the rules report it:
    ``members.food.materials`` or ``$.members[0].materials``. Line 1 when nothing of it is there
    or the file is no YAML.
    """
    return place_of(file, where)[1]


def place_of(file: Path, where: str) -> tuple[int, int]:
    """Return how many parts of ``where`` the file holds, and the line as ``line_of``."""
    try:
        node = yaml.compose(file.read_text("utf-8"), Loader=yaml.CSafeLoader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        return 0, 1
    depth, line = 0, 1
    for part in _INDEX.sub(r".\1", where).removeprefix("$").strip(".").split("."):
        found = _child(node, part)
        if found is None:
            break
        line, node = found
        depth += 1
    return depth, line


def _child(node: yaml.Node | None, part: str) -> tuple[int, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == part:
                return key.start_mark.line + 1, value
    elif isinstance(node, yaml.SequenceNode):
        for count, entry in enumerate(node.value):
            if part == str(count) or part in _names_of(entry):
                return entry.start_mark.line + 1, entry
    return None


def _names_of(node: yaml.Node) -> tuple[str, ...]:
    if isinstance(node, yaml.MappingNode):
        return tuple(value.value for key, value in node.value if key.value in _KEYS)
    return (str(node.value),)
