# SPDX-License-Identifier: Apache-2.0
"""House rules that no linter knows."""

import ast
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Final

import pytest

from config.faults import load_faults
from config.loader import default_tables
from config.settings import KioskSettings
from kiosk.journal_events import load_events
from kiosk.session.states import State

ROOT: Final = Path(__file__).parents[1]
PACKAGES: Final = ("kiosk", "config", "forms", "certificates", "devices")
LONGEST_FILE, LONGEST_QML, LONGEST_FUNCTION = 400, 200, 50

FAULT_CODE: Final = re.compile(r"\b[A-Z]{3,10}-\d{4}\b")
NO_FAULT_CODES: Final = frozenset[str]()
"""Words of this shape that are no fault, with the reason; none so far."""

SAMPLE_NUMBERS: Final = {
    "11010519491231002X",
    *("932682198501010017", "911124198108030024", "931586198001010028"),
}
"""Printed as samples: in GB 11643-1999, and in the rules for permanent-residence cards."""

NOBODYS_NUMBER: Final = re.compile(r"439900|8[123]0000\d{8}99[6-9]|9\d{2}9\d{2}")
"""A division or a country that does not exist, or a sequence kept for people over a hundred."""

CITIZEN_NUMBER: Final = re.compile(
    r"(?<![0-9A-Za-z])[1-9]\d{5}(?:19|20)\d{9}[0-9X](?![0-9A-Za-z])"
)
MACHINE_PATH: Final = re.compile(r"(?<![\w.])/(?:home|root|work|Users|mnt)/\w")
UNEXPECTED_IS_CAUGHT_IN: Final = {"kiosk/runtime.py", "kiosk/workers.py"}
"""The worker loops: the one place where a bug becomes a fault instead of a dead screen."""


@cache
def files_of(*suffixes: str, folders: tuple[str, ...] = (*PACKAGES, "tests")) -> list[Path]:
    """Files of the project with one of the suffixes, generated ones left out."""
    found = (path for folder in folders for path in sorted((ROOT / folder).rglob("*")))
    return [
        path for path in found if path.suffix in suffixes and "__pycache__" not in path.parts
    ]


@cache
def text_of(path: Path) -> str:
    return path.read_text("utf-8")


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(text_of(path))


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def product_text() -> str:
    return "\n".join(text_of(path) for path in files_of(".py", folders=PACKAGES))


def test_files_are_read_in_one_sitting() -> None:
    long = {
        name_of(path): count
        for path in files_of(".py", ".qml")
        if (count := len(text_of(path).splitlines()))
        > (LONGEST_QML if path.suffix == ".qml" else LONGEST_FILE)
    }
    assert not long


def test_functions_fit_a_screen() -> None:
    """Samples of the gallery are left out: each is one literal, read as the page it fills."""
    long = {
        f"{name_of(path)}:{node.name}": count
        for path in files_of(".py")
        if not path.name.startswith("sample")
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (count := (node.end_lineno or 0) - node.lineno + 1) > LONGEST_FUNCTION
    }
    assert not long


def test_every_source_names_its_licence_first() -> None:
    without = [
        name_of(path)
        for path in files_of(".py", ".qml", ".sql", ".toml", ".yaml")
        if "SPDX-License-Identifier: Apache-2.0"
        not in "\n".join(text_of(path).splitlines()[:2])
    ]
    assert not without


def test_no_path_of_one_machine_stands_in_the_sources() -> None:
    found = [
        f"{name_of(path)}: {match[0]}"
        for path in files_of(".py", ".qml", ".toml", ".yaml", ".md", ".json")
        if path != Path(__file__)
        for match in MACHINE_PATH.finditer(text_of(path))
    ]
    assert not found


def test_unexpected_errors_are_caught_in_one_place_only() -> None:
    found = [
        f"{name_of(path)}:{node.lineno}"
        for path in files_of(".py", folders=PACKAGES)
        if name_of(path) not in UNEXPECTED_IS_CAUGHT_IN
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ExceptHandler)
        and (
            node.type is None
            or (isinstance(node.type, ast.Name) and node.type.id == "Exception")
        )
    ]
    assert not found


def check_character_holds(number: str) -> bool:
    """ISO 7064 MOD 11-2, as GB 11643 asks for."""
    total = sum(
        (10 if digit == "X" else int(digit)) * (1 << (17 - i)) for i, digit in enumerate(number)
    )
    return total % 11 == 1


def test_no_number_could_be_somebodys() -> None:
    found = [
        f"{name_of(path)}: {match[0][:6]}…"
        for path in files_of(".py", ".qml", ".toml", ".yaml", ".json", ".md", ".jsonl")
        if "config/simulation" not in name_of(path)
        for match in CITIZEN_NUMBER.finditer(text_of(path))
        if match[0] not in SAMPLE_NUMBERS
        and not NOBODYS_NUMBER.match(match[0])
        and check_character_holds(match[0])
    ]
    assert not found


def test_every_state_has_its_screen() -> None:
    screens = {path.name for path in files_of(".qml") if path.parent.name == "qml"}
    if not screens:
        pytest.skip("no screens yet")
    missing = [state.name for state in State if f"{state.value}Screen.qml" not in screens]
    assert not missing
    known = {f"{state.value}Screen.qml" for state in State}
    assert {name for name in screens if name.endswith("Screen.qml")} <= known


def test_only_the_theme_asks_the_bridge_for_all_words() -> None:
    """Each asking makes the table anew (half a millisecond), and pages have dozens of words."""
    asking = [path.name for path in files_of(".qml") if "Session.texts" in text_of(path)]
    assert asking == ["Theme.qml"]


def test_every_fault_code_in_the_sources_is_in_the_catalogue_and_the_reverse() -> None:
    used = set(FAULT_CODE.findall(product_text())) - NO_FAULT_CODES
    known = {fault.code for fault in load_faults()}
    assert used - known == set()
    assert known - used == set()


def recorded_events() -> Iterator[str]:
    """Event ids handed to ``record(…)`` or ``Note(…)`` as a literal."""
    for path in files_of(".py", folders=PACKAGES):
        for node in ast.walk(tree_of(path)):
            if (
                isinstance(node, ast.Call)
                and node.args
                and isinstance(node.args[0], ast.Constant)
            ):
                called = node.func
                name = (
                    called.attr
                    if isinstance(called, ast.Attribute)
                    else getattr(called, "id", "")
                )
                if name in {"record", "Note"}:
                    yield str(node.args[0].value)


def test_every_event_in_the_sources_is_in_the_vocabulary_and_the_reverse() -> None:
    known = set(load_events())
    assert set(recorded_events()) - known == set()
    text = product_text()
    assert [event for event in sorted(known) if f'"{event}"' not in text] == []


def test_every_default_has_its_place_in_the_settings() -> None:
    places = {field.name: field.type for field in fields(KioskSettings)}
    for table, keys in default_tables().items():
        if table not in places:
            continue  # a table of a later version, kept as it stands
        parts = [
            part for part in str(places[table]).replace("None", "").split("|") if part.strip()
        ]
        assert len(parts) == 1, table
        settings = settings_class(parts[0].strip())
        assert is_dataclass(settings)
        assert set(keys) <= {field.name for field in fields(settings)}, table


def settings_class(annotation: str) -> type:
    """The class behind an annotation such as ``<class 'config.settings.SiteSettings'>``."""
    import config.settings  # noqa: PLC0415 - looked up by name

    name = annotation.removeprefix("<class '").removesuffix("'>").rpartition(".")[2]
    found = getattr(config.settings, name)
    assert isinstance(found, type)
    return found


def test_test_files_have_names_of_their_own() -> None:
    shared = {"__init__.py", "conftest.py"}
    names = [
        path.name for path in files_of(".py", folders=("tests",)) if path.name not in shared
    ]
    twice = {name for name in names if names.count(name) > 1}
    assert not twice
