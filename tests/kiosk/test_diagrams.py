# SPDX-License-Identifier: Apache-2.0
"""Drawn guides: nothing covers anything, every arrow goes down, both forms say the same."""

import re
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest

from forms.guide_graph import Edge, Graph, Node, NodeKind, bundle_graph
from kiosk.diagrams.layered import Box, em, laid_out, wrapped
from kiosk.diagrams.mermaid import mermaid
from kiosk.diagrams.svg import svg
from tests.support.bundles import shipped_bundles

GRAPHS = [bundle_graph(one) for one in shipped_bundles()]
ODD = Graph(
    '一<二>&"三"',
    (Node("a", NodeKind.QUESTION, ('问"号"？',)), Node("b", NodeKind.STOP, ("<停>",))),
    (Edge("a", "b"),),
)


def covers(one: Box, other: Box) -> bool:
    apart_x = abs(one.x - other.x) >= (one.width + other.width) / 2 - 0.1
    apart_y = abs(one.y - other.y) >= (one.height + other.height) / 2 - 0.1
    return not (apart_x or apart_y)


@pytest.mark.parametrize("graph", GRAPHS, ids=lambda graph: graph.title)
def test_no_box_and_no_writing_covers_another(graph: Graph) -> None:
    layout = laid_out(graph)
    assert not [pair for pair in combinations(layout.boxes, 2) if covers(*pair)]
    for box in layout.boxes:
        assert box.x - box.width / 2 >= 0
        assert box.x + box.width / 2 <= layout.width
        assert box.y + box.height / 2 <= layout.height
    for way in layout.arrows:
        assert [box.row for box in way] == list(range(way[0].row, way[-1].row + 1))


@pytest.mark.parametrize("graph", GRAPHS, ids=lambda graph: graph.title)
def test_everything_is_written_in_both_forms(graph: Graph) -> None:
    root = ET.fromstring(svg(graph))  # noqa: S314  # our own text
    drawn = "".join(root.itertext())
    text = mermaid(graph)
    for node in graph.nodes:
        assert node.lines[0] in text
        for line in wrapped(node.lines):
            assert line in drawn
    arrows = [line for line in text.splitlines() if " -->" in line]
    paths = root.findall(".//{http://www.w3.org/2000/svg}g/{http://www.w3.org/2000/svg}path")
    assert len(arrows) == len(paths) == len(graph.edges)


def test_marks_of_the_languages_are_escaped() -> None:
    root = ET.fromstring(svg(ODD))  # noqa: S314  # our own text
    assert "<停>" in "".join(root.itertext())
    assert "问#quot;号#quot;？" in mermaid(ODD)
    assert "--> n1" in mermaid(ODD)


def test_nothing_is_fetched_to_look_at_it() -> None:
    for graph in GRAPHS:
        assert not re.search(r"(?:href|src|url)\s*=|@import", svg(graph))


def test_lines_break_by_width_and_never_before_a_stop() -> None:
    assert wrapped(["一" * 20]) == ("一" * 14, "一" * 6)
    assert wrapped(["一" * 14 + "。"]) == ("一" * 14 + "。",)
    assert wrapped([""]) == ("",)
    assert em("一a") == pytest.approx(1.55)


def test_a_lonely_box_is_drawn() -> None:
    graph = Graph("一", (Node("a", NodeKind.OUTCOME, ("完",)),), ())
    assert "完" in svg(graph)
