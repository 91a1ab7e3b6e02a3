# SPDX-License-Identifier: Apache-2.0
"""Unknown is never good: no hopeful default in the code, no green by default on the glass."""

import ast
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest

from config.faults import load_faults
from devices.states import DeviceState, ProbeReport
from kiosk.screens.present import Words, present
from kiosk.screens.present.words import Site
from kiosk.screens.texts import Texts
from kiosk.screens.views_staff import StaffView
from kiosk.screens.views_start import HomeView
from kiosk.session.staff_desk import StaffDesk
from kiosk.session.states import State
from tests.support.visits import GOOD, NOON, Visit

ROOT = Path(__file__).parents[1]
PRODUCT: Final = ("kiosk", "config", "forms", "certificates", "devices")
STATUS: Final = {"DeviceState", "PaperSupply", "TonerLevel"}
GOOD_WORDS: Final = {
    *("DeviceState.ONLINE", "DeviceState.BUSY"),
    *("PaperSupply.FULL", "PaperSupply.LOW"),
    *("TonerLevel.FULL", "TonerLevel.LOW"),
}
PROVEN: Final = {
    "devices/printing/ipp_status.py:_device_state": "no state and every fault are told before",
    "devices/receipt_printer/status.py:_paper_of": "both bits are of a checked answer",
}
"""Functions whose last branch is good, and what was ruled out before it."""

GREEN: Final = re.compile(r"Theme\.(done|tintDone)\b")
GREEN_KEYS: Final = {
    *("done", "good", "known", "answered"),
    *("card", "called", "reused", "issued_online", "generated"),
}
"""States that may be green; each is said by a view word for word."""

CLERK: Final = StaffDesk(role="clerk", number="7")


def sources() -> Iterator[tuple[str, ast.Module]]:
    for folder in PRODUCT:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "simulation" not in path.parts and "sample" not in path.name:
                yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text("utf-8"))


def good_words(node: ast.AST | None) -> bool:
    return node is not None and any(
        isinstance(one, ast.Attribute)
        and isinstance(one.value, ast.Name)
        and f"{one.value.id}.{one.attr}" in GOOD_WORDS
        for one in ast.walk(node)
    )


def defaults_of(node: ast.AST) -> Iterator[ast.expr | None]:
    """What stands where nothing else was said: defaults, fallbacks, the last branch."""
    if isinstance(node, ast.Module):
        yield from (one.value for one in node.body if isinstance(one, ast.Assign))
    if isinstance(node, ast.Module | ast.ClassDef):
        yield from (one.value for one in node.body if isinstance(one, ast.AnnAssign))
    if isinstance(node, ast.arguments):
        yield from (*node.defaults, *node.kw_defaults)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        yield from node.args[1:] if node.func.attr == "get" else ()
    if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.Or):
        yield node.values[-1]
    if isinstance(node, ast.IfExp):
        yield node.orelse


def is_exclusion(node: ast.AST) -> bool:
    """Whether something counts as good because it is not one of the bad ones."""
    return (
        isinstance(node, ast.Compare)
        and isinstance(node.ops[0], ast.IsNot | ast.NotEq | ast.NotIn)
        and any(isinstance(one, ast.Name) and one.id in STATUS for one in ast.walk(node))
    )


def hopeful(tree: ast.Module) -> Iterator[int]:
    """Lines at which good stands for "nothing was said"."""
    for node in ast.walk(tree):
        yield from (one.lineno for one in defaults_of(node) if one and good_words(one))
        if isinstance(node, ast.Compare) and is_exclusion(node):
            yield node.lineno


def proven_lines(name: str, tree: ast.Module) -> set[int]:
    return {
        line
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and f"{name}:{node.name}" in PROVEN
        for line in range(node.lineno, (node.end_lineno or 0) + 1)
    }


def test_no_status_is_good_by_default() -> None:
    found = [
        f"{name}:{line}"
        for name, tree in sources()
        for line in hopeful(tree)
        if line not in proven_lines(name, tree)
    ]
    assert not found


@pytest.mark.parametrize(
    "line",
    [
        "STATE = DeviceState.ONLINE",
        "class A:\n    paper: PaperSupply = PaperSupply.FULL",
        "def a(state=DeviceState.BUSY): ...",
        "def a(*, state=DeviceState.BUSY): ...",
        "a = told.get(name, TonerLevel.FULL)",
        "def a(x):\n    return x or DeviceState.ONLINE",
        "def a(x):\n    return DeviceState.OFFLINE if x else DeviceState.ONLINE",
        "def a(x):\n    return x is not DeviceState.OFFLINE",
        "def a(x):\n    return x not in {PaperSupply.OUT}",
    ],
)
def test_the_search_finds_each_kind_of_hope(line: str) -> None:
    assert list(hopeful(ast.parse(line)))


def test_every_proof_is_still_needed() -> None:
    hopes = [(name, tree, set(hopeful(tree))) for name, tree in sources()]
    needed = {
        f"{name}:{node.name}"
        for name, tree, lines in hopes
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        and not lines.isdisjoint(range(node.lineno, (node.end_lineno or 0) + 1))
    }
    assert set(PROVEN) <= needed


def test_every_status_has_a_word_for_not_knowing_and_only_two_states_are_good() -> None:
    assert {one for one in DeviceState if one.is_good} == {
        DeviceState.ONLINE,
        DeviceState.BUSY,
    }


def test_green_on_the_glass_is_said_word_for_word() -> None:
    """A page takes green from a table by the state's word; what falls back is never green."""
    hopes = []
    for path in sorted((ROOT / "kiosk/screens/qml").rglob("*.qml")):
        if path.name in {"Theme.qml", "PartsSheet.qml"}:
            continue
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
            key = re.match(r'\s*"(\w+)":', line)
            if GREEN.search(line) and (key is None or key[1] not in GREEN_KEYS):
                hopes.append(f"{path.name}:{number}: {line.strip()}")
            fallbacks = set(re.findall(r'\?\?\s*\w+\["(\w+)"\]', line))
            hopes += [f"{path.name}:{number}: {one}" for one in fallbacks & GREEN_KEYS]
    assert not hopes


def words() -> Words:
    site = Site("K-0001", "示例局", "0000-1", "3 号窗口", is_sample=True)
    return Words(Texts("zh_CN"), load_faults(), site, {})


@pytest.mark.parametrize("state", list(DeviceState))
@pytest.mark.parametrize("device", [report.device for report in GOOD])
def test_staff_and_citizen_see_good_only_where_good_was_told(
    device: str, state: DeviceState
) -> None:
    told = tuple(replace(one, state=state) if one.device == device else one for one in GOOD)
    home = Visit().touch("start").session
    home = replace(home, machine=replace(home.machine, reports=told, checked_at=NOON))
    desk = present(replace(home, state=State.STAFF, staff=CLERK), words()).view
    assert isinstance(desk, StaffView)
    rows = {row.id: row.state for row in desk.devices}
    assert (rows[device] == "good") is state.is_good
    assert (rows[device] == "unknown") is (state is DeviceState.UNKNOWN)
    view = present(home, words()).view
    assert isinstance(view, HomeView)
    shut = {choice.id for choice in view.services if not choice.enabled}
    if state.is_good:
        assert not shut
    elif device == "platform":
        assert shut == {"own-certificates"}
    else:
        assert len(shut) == len(view.services)
        assert rows["services"] == "bad"


def test_a_device_that_nobody_reports_is_unknown_and_not_left_out() -> None:
    home = Visit().touch("start").session
    bare = replace(
        home, state=State.STAFF, staff=CLERK, machine=replace(home.machine, reports=())
    )
    desk = present(bare, words()).view
    assert isinstance(desk, StaffView)
    rows = {row.id: row.state for row in desk.devices}
    assert {rows[report.device] for report in GOOD} == {"unknown"}
    assert rows["services"] == "bad"
    assert ProbeReport("x", DeviceState.UNKNOWN).code == ""
