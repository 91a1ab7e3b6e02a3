# SPDX-License-Identifier: Apache-2.0
"""Every fault code is provoked by a test that exists and names it (``codes.toml``)."""

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from config.faults import load_faults

TESTS = Path(__file__).parents[1]
PRODUCT = ("kiosk", "config", "forms", "certificates", "devices")
CODE = re.compile(r"\b[A-Z]{3,10}-[0-9]{4}\b")


def table() -> dict[str, Any]:
    return tomllib.loads((TESTS / "troubles" / "codes.toml").read_text("utf-8"))


def named_tests() -> Iterator[tuple[str, str]]:
    said = table()
    yield from said["provoked"].items()
    yield from ((code, played["test"]) for code, played in said["played"].items())


@cache
def functions_of(path: Path) -> dict[str, str]:
    """The text of each test of a file, with what it is parametrised by."""
    text = path.read_text("utf-8")
    lines = text.splitlines()
    functions = [one for one in ast.parse(text).body if isinstance(one, ast.FunctionDef)]
    return {
        one.name: "\n".join(lines[_first_line(one) - 1 : one.end_lineno]) for one in functions
    }


def _first_line(function: ast.FunctionDef) -> int:
    return min(function.lineno, *(one.lineno for one in function.decorator_list), 10**9)


@cache
def raised() -> frozenset[str]:
    """Codes that stand in the product outside of its explanations."""
    found: set[str] = set()
    for folder in PRODUCT:
        for path in (TESTS.parent / folder).rglob("*.py"):
            if path.name.startswith("sample"):
                continue
            tree = ast.parse(path.read_text("utf-8"))
            told = {
                id(node.value)
                for node in ast.walk(tree)
                if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
            }
            for node in ast.walk(tree):
                if isinstance(node, ast.Constant) and id(node) not in told:
                    found.update(CODE.findall(str(node.value)))
    return frozenset(found)


def test_every_code_of_the_catalogue_stands_in_the_table_once() -> None:
    said = table()
    codes = [code for part in said.values() for code in part]
    assert len(codes) == len(set(codes))
    assert set(codes) == {fault.code for fault in load_faults()}


@pytest.mark.parametrize(("code", "test"), list(named_tests()))
def test_the_test_is_there_and_names_the_code(code: str, test: str) -> None:
    file, name = test.split("::")
    functions = functions_of(TESTS / f"{file}.py")
    assert name in functions
    assert code in functions[name]


def test_every_code_can_be_raised_but_those_that_say_so() -> None:
    assert {fault.code for fault in load_faults()} - raised() == set(table()["unraised"])


def test_whatever_is_not_provoked_says_why() -> None:
    said = table()
    for why in (*(one["why"] for one in said["played"].values()), *said["unraised"].values()):
        assert len(why.split()) > 5
