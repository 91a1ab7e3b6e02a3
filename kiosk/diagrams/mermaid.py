# SPDX-License-Identifier: Apache-2.0
"""Writes a graph as a Mermaid flowchart, as code hosts and editors draw it."""

from typing import Final

from forms.guide_graph import Graph, Node, NodeKind

_SHAPES: Final = {
    NodeKind.START: ("((", "))"),
    NodeKind.QUESTION: ("{{", "}}"),
    NodeKind.STOP: ("([", "])"),
    NodeKind.OUTCOME: ("[[", "]]"),
    NodeKind.MEMBER: ("[", "]"),
}


def mermaid(graph: Graph) -> str:
    """Return the flowchart as text, its last line ended."""
    names = {node.id: f"n{count}" for count, node in enumerate(graph.nodes)}
    lines = ["---", f"title: {_quoted(graph.title)}", "---", "flowchart TD"]
    lines += [f"    {names[node.id]}{_shape(node)}" for node in graph.nodes]
    for edge in graph.edges:
        label = f"|{_quoted(edge.text)}|" if edge.text else ""
        lines.append(f"    {names[edge.tail]} -->{label} {names[edge.head]}")
    return "\n".join(lines) + "\n"


def _shape(node: Node) -> str:
    left, right = _SHAPES[node.kind]
    return f"{left}{_quoted('<br>'.join(node.lines))}{right}"


def _quoted(text: str) -> str:
    """Quote a text; Mermaid has no escape for a quotation mark but its entity."""
    return '"' + text.replace('"', "#quot;") + '"'
