# SPDX-License-Identifier: Apache-2.0
"""A guide as a graph: every question, every answer, every end, and no circle."""

from forms.guide_graph import Graph, NodeKind, bundle_graph, service_graph
from tests.support.applying import permit
from tests.support.bundles import bundle, shipped_bundles


def kinds(graph: Graph, kind: NodeKind) -> set[str]:
    return {node.id for node in graph.nodes if node.kind is kind}


def test_all_questions_of_a_bundle_are_drawn_and_lead_to_its_members() -> None:
    for shipped in shipped_bundles():
        graph = bundle_graph(shipped)
        assert kinds(graph, NodeKind.QUESTION) == {one.id for one in shipped.questions}
        members = {f"member {one.id}" for one in shipped.members}
        assert kinds(graph, NodeKind.MEMBER) == members
        assert {edge.head for edge in graph.edges} >= members
        ids = {node.id for node in graph.nodes}
        assert {edge.tail for edge in graph.edges} | {edge.head for edge in graph.edges} <= ids


def test_what_a_member_waits_for_stands_on_its_arrow() -> None:
    graph = bundle_graph(bundle("lodging"))
    arrows = {(edge.tail, edge.head): edge.text for edge in graph.edges}
    assert arrows["member fire", "member trade"] == "消防安全检查意见书"
    assert arrows["member registration", "member fire"] == "营业执照"
    assert arrows["outcome ", "member tax"] == ""


def test_answers_are_read_on_the_arrows_and_numbers_as_ranges() -> None:
    graph = bundle_graph(bundle("restaurant"))
    texts = {edge.text for edge in graph.edges}
    assert "1～5000平方米" in texts
    assert "有 / 没有" in texts
    stops = [node for node in graph.nodes if node.kind is NodeKind.STOP]
    assert [node.lines[0] for node in stops] == ["要先有营业执照。"]


def test_a_service_is_drawn_to_its_situations() -> None:
    titles = {one.id: one.title.zh_CN for one in permit().situations}
    graph = service_graph(permit(), "卫生许可", titles)
    assert kinds(graph, NodeKind.QUESTION) <= {one.id for one in permit().questions}
    assert {"situation", "area", "small_barber"} <= kinds(graph, NodeKind.QUESTION)
    ends = [node.lines[0] for node in graph.nodes if node.kind is NodeKind.OUTCOME]
    assert "新办" in ends
    assert {"permit", "situation"} <= kinds(graph, NodeKind.QUESTION)
    (start,) = (node.id for node in graph.nodes if node.kind is NodeKind.START)
    too_young = next(gate.stop for gate in permit().gates if gate.id == "age")
    assert {edge.head for edge in graph.edges if edge.tail == start} == {
        "situation",
        f"stop {too_young.reason.zh_CN}",
    }
    bare = service_graph(permit(), "卫生许可", {})
    assert "new" in [node.lines[0] for node in bare.nodes if node.kind is NodeKind.OUTCOME]


def test_where_no_card_can_stop_it_a_guide_begins_with_its_first_question() -> None:
    graph = bundle_graph(bundle("newborn"))
    assert not kinds(graph, NodeKind.START)


def test_no_arrow_leads_back() -> None:
    titles = {one.id: one.title.zh_CN for one in permit().situations}
    for graph in (service_graph(permit(), "", titles), *map(bundle_graph, shipped_bundles())):
        left = {node.id for node in graph.nodes}
        while left:
            free = {id_ for id_ in left if not _has_tail_in(graph, id_, left)}
            assert free, "a circle"
            left -= free


def _has_tail_in(graph: Graph, id_: str, left: set[str]) -> bool:
    return any(edge.head == id_ and edge.tail in left for edge in graph.edges)
