# SPDX-License-Identifier: Apache-2.0
"""A guide as a graph (导办流程图): questions, answers, ends; for bundles the members too."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from typing import Final

from forms.appeal import AppealRules
from forms.bundle import parallel_groups, waits_for
from forms.bundle_parts import Bundle
from forms.conditions import remembering
from forms.guide import Guided, GuideDone
from forms.lint_guide import paths, surroundings
from forms.question import FactOrigin, FactValue, Question, QuestionKind, Stop


class NodeKind(Enum):
    """What a box stands for."""

    START = "start"
    QUESTION = "question"
    STOP = "stop"
    OUTCOME = "outcome"
    MEMBER = "member"


@dataclass(frozen=True)
class Node:
    """One box: its text, in lines."""

    id: str
    kind: NodeKind
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Edge:
    """One arrow and what is written on it; empty for nothing."""

    tail: str
    head: str
    text: str = ""


@dataclass(frozen=True)
class Graph:
    """Boxes and arrows without a circle; every arrow leads to a later box."""

    title: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


_START: Final = "start "
"""Where the card settles the way; no question's id has a space."""


@remembering()
def service_graph(item: Guided, title: str, outcomes: Mapping[str, str]) -> Graph:
    """Draw the ways through the guide, whatever card and certificates tell.

    Args:
        item: a service or a bundle.
        title: of the drawing.
        outcomes: what each situation is called; one that is missing is called by its id.

    """
    answered: dict[tuple[str, str], list[str]] = {}
    ends: dict[str, Node] = {}
    asked: set[str] = set()
    starts: dict[str, None] = {}
    for answers, end in (way for known in _surroundings(item) for way in paths(item, known)):
        node = _end_node(end, outcomes)
        ends.setdefault(node.id, node)
        steps = list(answers)
        asked |= answers.keys()
        starts.setdefault(steps[0] if steps else node.id)
        for id_, head in pairwise((*steps, node.id)):
            given = answered.setdefault((id_, head), [])
            if answers[id_] not in given:
                given.append(answers[id_])
    questions = {one.id: one for one in item.questions if one.id in asked}
    boxes = [Node(id_, NodeKind.QUESTION, (q.text.zh_CN,)) for id_, q in questions.items()]
    arrows = [
        Edge(tail, head, _answer_text(questions[tail], given))
        for (tail, head), given in answered.items()
    ]
    if len(starts) > 1:
        boxes.insert(0, Node(_START, NodeKind.START, ("刷证、查证照",)))
        arrows = [*(Edge(_START, head) for head in starts), *arrows]
    return Graph(title, (*boxes, *ends.values()), tuple(arrows))


def bundle_graph(bundle: Bundle) -> Graph:
    """Draw the guide of a bundle and, below its end, the members in the order of handling."""
    title = bundle.title.zh_CN
    guide = service_graph(bundle, title, {"": "汇总：一张表、一套材料"})
    waits = waits_for(bundle.members)
    boxes = list(guide.nodes)
    arrows = list(guide.edges)
    makers = {kind: one.id for one in bundle.members for kind in one.results}
    for member in (one for group in parallel_groups(bundle.members) for one in group):
        note = "（按情况）" if member.condition else ""
        office = bundle.office(member.office).title.zh_CN
        lines = (f"{member.title.zh_CN}{note}", office)
        boxes.append(Node(f"member {member.id}", NodeKind.MEMBER, lines))
        if not waits[member.id]:
            arrows.append(Edge("outcome ", f"member {member.id}"))
        for earlier in waits[member.id]:
            kinds = [kind for kind in member.materials if makers.get(kind) == earlier]
            text = "、".join(bundle.material(kind).title.zh_CN for kind in kinds)
            arrows.append(Edge(f"member {earlier}", f"member {member.id}", text))
    return Graph(title, tuple(boxes), tuple(arrows))


def appeal_graph(rules: AppealRules) -> Graph:
    """Draw how everyday answers lead to the class of an appeal."""
    boxes = [Node(one.id, NodeKind.QUESTION, (one.text.zh_CN,)) for one in rules.questions]
    for kind in rules.classes:
        lines = (kind.title.zh_CN, kind.treatment.zh_CN)
        boxes.append(Node(f"outcome {kind.id}", NodeKind.OUTCOME, lines))
    arrows = [
        Edge(one.id, way.question or f"outcome {way.appeal_class}", way.text.zh_CN)
        for one in rules.questions
        for way in one.options
    ]
    return Graph(rules.title.zh_CN, tuple(boxes), tuple(arrows))


def _surroundings(item: Guided) -> Iterator[dict[str, FactValue]]:
    """What may be known before the first question; switches are as the place set them."""
    switches = {
        fact.id: fact.value
        for fact in item.facts
        if fact.origin is FactOrigin.LOCAL and fact.value is not None
    }
    return (known for known in surroundings(item) if switches.items() <= known.items())


def _end_node(end: Stop | GuideDone, outcomes: Mapping[str, str]) -> Node:
    if isinstance(end, GuideDone):
        text = outcomes.get(end.situation, end.situation)
        return Node(f"outcome {end.situation}", NodeKind.OUTCOME, (text,))
    lines = (end.reason.zh_CN, f"→ {end.where.zh_CN}")
    return Node(f"stop {end.reason.zh_CN}", NodeKind.STOP, lines)


def _answer_text(question: Question, given: Iterable[str]) -> str:
    """Answers as they are read; numbers as the range that leads there."""
    if question.kind is QuestionKind.NUMBER:
        numbers = sorted(int(number) for number in given)
        unit = question.unit.zh_CN if question.unit is not None else ""
        ends = dict.fromkeys((numbers[0], numbers[-1]))
        return "～".join(str(number) for number in ends) + unit
    chosen = set(given)
    return " / ".join(one.text.zh_CN for one in question.options if one.id in chosen)
