# SPDX-License-Identifier: Apache-2.0
"""A service is added with data alone: small files, a silent linter, a decision at the end.

It is the example of CONTRIBUTING, "Add a service in an hour"; nothing of it is in the program.
"""

import shutil
from datetime import date
from pathlib import Path
from typing import Final

import pytest

from forms.application import Route
from forms.catalogue import Catalogue, load_catalogue
from forms.catalogue_lint import check_service
from forms.decision import Accepted, Concluded, FilledIn, decide
from forms.facts import known_facts
from forms.field_values import Answer, Source
from forms.guide import GuideDone, next_step
from forms.headlines import headline
from forms.lint_guide import walk
from forms.material import supply_materials
from forms.prefill import prefill, refresh
from tests.support.applying import CATALOGUE_FOLDER, TODAY, applicant

SERVICE: Final = "dog-registration"
EXAMPLE: Final = Path(__file__).parents[1] / "support" / "example_service"


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    """A catalogue folder as a county would have it, with the new service in it."""
    shutil.copy(CATALOGUE_FOLDER / "calendar.yaml", tmp_path)
    shutil.copy(CATALOGUE_FOLDER / "schema.json", tmp_path)
    shutil.copytree(EXAMPLE / SERVICE, tmp_path / SERVICE)
    return load_catalogue(tmp_path)


def test_the_linter_has_nothing_to_say(catalogue: Catalogue) -> None:
    item = catalogue.service(SERVICE)
    assert check_service(item) == ()
    walked = walk(item)
    assert walked.situations == {"register", "deregister"}
    assert walked.longest == 2


@pytest.mark.parametrize(
    ("situation", "route", "kind"),
    [
        ("register", Route.ORDINARY, Accepted),
        ("deregister", Route.ORDINARY, Concluded),
        ("register", Route.WINDOW, FilledIn),
    ],
)
def test_a_citizen_comes_to_a_decision(
    catalogue: Catalogue, situation: str, route: Route, kind: type
) -> None:
    item = catalogue.service(SERVICE)
    facts = known_facts(
        item, applicant(), certificates={}, absent_roles=frozenset(), today=TODAY
    )
    answers = {"situation": situation, "size": "small"}
    done = next_step(item, answers, facts)
    assert isinstance(done, GuideDone)
    form = prefill(item, applicant(), certificates={}, answers=answers, facts=done.facts)
    form = refresh(item, form.with_field("f_tel", Answer("13800000000", Source.TYPED)))
    if situation == "register":
        form = form.with_handed_in("D3")
    rows = supply_materials(item, form)
    assert {row.material.id for row in rows} >= {"D1", "D2"}
    decision = decide(
        item, form.with_route(route), signed=True, today=TODAY, calendar=catalogue.calendar
    )
    assert isinstance(decision, kind)
    assert headline(item, decision).zh_CN
    if isinstance(decision, Accepted):
        assert decision.decide_by == date(2026, 11, 30)


def test_a_big_dog_is_stopped_with_the_reason(catalogue: Catalogue) -> None:
    item = catalogue.service(SERVICE)
    end = next_step(item, {"situation": "register", "size": "big"}, {"age": 34})
    assert not isinstance(end, GuideDone)
