# SPDX-License-Identifier: Apache-2.0
"""Every guide of the catalogue walked to every end; the table is printed with ``-s``."""

from collections import Counter
from dataclasses import replace

import pytest

from forms.bundle_parts import Bundle
from forms.conditions import remembering
from forms.guide import GuideDone, answered, next_step, resume
from forms.lint_guide import (
    MOST_QUESTIONS,
    TO_THE_FORM,
    GuideWalk,
    outcomes,
    paths,
    surroundings,
    walk,
)
from forms.lint_report import walk_lines
from forms.service_item import GateEffect, Question, ServiceItem
from tests.support.applying import permit, shipped
from tests.support.bundles import shipped_bundles

SERVICES = shipped().services
GUIDES: tuple[ServiceItem | Bundle, ...] = (*SERVICES, *shipped_bundles())
OFF = {"small_place", "barred"}
"""Gates that no path of answers closes: a switch of the place, what a base tells unasked."""


@pytest.fixture(scope="module")
def walks() -> dict[str, GuideWalk]:
    """Each guide, walked once."""
    return {item.id: walk(item) for item in GUIDES}


def test_every_path_ends_in_a_named_outcome_and_none_is_long(
    walks: dict[str, GuideWalk],
) -> None:
    print("\n" + "\n".join(walk_lines(walks)))  # noqa: T201  # the table itself
    for item in SERVICES:
        walked = walks[item.id]
        offered = {one.id for one in item.situations if one.is_offered}
        assert walked.situations == offered
    for one in GUIDES:
        walked = walks[one.id]
        assert walked.longest <= MOST_QUESTIONS
        assert walked.repeated == frozenset()
        assert walked.asked == {question.id for question in one.questions}
        assert sum(walked.outcomes.values()) == walked.paths
        assert all(walked.outcomes)
        stops = {id_.removeprefix("stop ") for id_ in walked.outcomes if id_.startswith("stop")}
        assert {gate.id for gate in one.gates if gate.effect is GateEffect.STOP} - stops <= OFF


def test_the_table_has_a_line_for_each_guide_and_one_for_each_end(
    walks: dict[str, GuideWalk],
) -> None:
    lines = walk_lines(walks)
    assert [line.split()[0] for line in lines[1:] if not line.startswith(" ")] == list(walks)
    ends = sum(len(walked.outcomes) for walked in walks.values())
    assert len(lines) == 1 + len(walks) + ends


@pytest.mark.parametrize("item", GUIDES, ids=lambda item: item.id)
def test_no_question_is_asked_whose_answer_is_known(item: ServiceItem | Bundle) -> None:
    """By the guide's own steps, apart from what the walk says of itself."""
    known = next(surroundings(item))
    for answers, _ in list(paths(item, known))[:300]:
        given: dict[str, str] = {}
        place = resume(item, 0, known)
        while isinstance(place.end, Question):
            assert place.end.fact not in place.known
            assert next_step(item, given, known) == place.end
            given[place.end.id] = answers[place.end.id]
            place = answered(item, place, answers[place.end.id])
        assert given == answers
        assert next_step(item, given, known) == place.end


@pytest.mark.no_cover
@pytest.mark.parametrize("item", GUIDES, ids=lambda item: item.id)
def test_the_walk_leaves_no_path_out(
    item: ServiceItem | Bundle, walks: dict[str, GuideWalk]
) -> None:
    """It walks on once from like places; here every path is walked from its beginning."""
    with remembering():
        ways = [way for known in surroundings(item) for way in paths(item, known)]
    ends = Counter(end.situation for _, end in ways if isinstance(end, GuideDone))
    walked = walks[item.id]
    assert walked.paths == len(ways)
    assert walked.longest == max(len(answers) for answers, _ in ways)
    assert walked.asked == set[str]().union(*(answers for answers, _ in ways))
    assert {one or TO_THE_FORM: count for one, count in ends.items()} == {
        name: count for name, count in walked.outcomes.items() if not name.startswith("stop ")
    }


def test_an_answer_where_nothing_is_asked_is_refused() -> None:
    place = resume(permit(), 0, {"age": 12})
    with pytest.raises(ValueError, match="nothing is asked"):
        answered(permit(), place, "new")


def test_a_guide_that_is_too_long_is_found() -> None:
    asked = permit().question("central_ac")
    gate = permit().gates[0].stop
    yes, no = (asked.option(id_) for id_ in ("yes", "no"))
    assert yes is not None
    assert no is not None
    more = tuple(
        replace(
            asked,
            id=f"again-{count}",
            fact=f"again_{count}",
            condition="",
            options=(replace(yes, facts={f"again_{count}": True}), replace(no, stop=gate)),
        )
        for count in range(MOST_QUESTIONS + 1)
    )
    item = replace(permit(), questions=more, gates=permit().gates[:1])
    assert any(f"{MOST_QUESTIONS} are the most" in message for _, message in outcomes(item))


def test_a_situation_that_no_path_leads_to_is_found() -> None:
    extra = replace(permit().situation("new"), id="nowhere")
    item = replace(permit(), situations=(*permit().situations, extra))
    told = dict(outcomes(item))
    assert told["situations.nowhere"] == "no path of the guide leads to it; add an answer"
