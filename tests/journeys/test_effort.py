# SPDX-License-Identifier: Apache-2.0
"""What a visit asks of a citizen, over citizens drawn by a seed: touches, characters, papers.

The robot goes through the real screens at the glass of the default settings. The bounds are
those of the design for everybody: with the platform or without, in large type, in English.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from rich.console import Console

from forms.appeal import next_step
from forms.benefit import load_benefits
from forms.bundle_file import load_bundles
from forms.case_standing import CaseAct
from kiosk.robot.script import Script
from kiosk.session.case_visit import OWN_CASES
from kiosk.session.licence_visit import LICENCE_CHECK
from tests.support.applying import CATALOGUE_FOLDER, shipped
from tests.support.citizens_wishes import HYGIENE
from tests.support.effort import ENDS, Visit, effort_table, visit_of
from tests.support.generated_citizens import APPEALS, Citizen, citizens
from tests.support.proof import announce, patient, proof_count, proof_seed
from tests.support.whole import QUICK, WholeKiosk, quick_world, whole_kiosk

pytestmark = [pytest.mark.daemon, pytest.mark.slow, pytest.mark.no_cover]

CITIZENS = 20
SPLIT = (HYGIENE, "new")
"""Of these visits there is a row for telephone and air; the design bounds them."""


@dataclass(frozen=True)
class Most:
    """The most that a visit may ask."""

    taps: int
    typed: int


USUAL = Most(28, 16)
PHONE_KNOWN = Most(28, 5)


@pytest.fixture(scope="module")
def wide(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WholeKiosk]:
    """A running kiosk on the glass of the default settings, with base data and a scanner."""
    folder: Path = tmp_path_factory.mktemp("effort")
    with (
        quick_world(folder, has_scanner=True) as world,
        whole_kiosk(
            world,
            more=QUICK + world.base_data_table,
            size=(1920, 1080),
            millimetres=(476, 268),
        ) as whole,
    ):
        yield whole


def most_of(visit: Visit) -> Most:
    """What the design allows for this visit."""
    return PHONE_KNOWN if visit.citizen.phone_known else USUAL


@patient
def test_no_citizen_is_asked_for_more_than_the_design_allows(
    wide: WholeKiosk, capsys: pytest.CaptureFixture[str]
) -> None:
    seed, count = proof_seed(1), proof_count(CITIZENS)
    announce(capsys, f"{count} generated citizens", seed)
    visits = [visit_of(wide, citizen) for citizen in citizens(seed, count)]
    with capsys.disabled():
        title = f"Effort of {count} citizens, JIBAN_SEED={seed}"
        Console(width=120).print(effort_table(title, visits))
    for visit in visits:
        who, result = str(visit.citizen), visit.result
        assert result.outcome in ENDS, (who, result.stop_reason)
        assert result.faults == [], who
        if visit.kind.startswith(HYGIENE):
            most = most_of(visit)
            assert result.taps <= most.taps, (who, result.taps)
            assert result.typed_characters <= most.typed, (who, result.typed_characters)


LONGEST = {
    "situation": "new",
    "group": "beauty",
    "kind_beauty": "barber",
    "licence": "yes",
    "area": "999",
    "central_ac": "yes",
    "project": "rebuilt",
    "papers": "handed_in",
}
"""The longest way that a draw can take, with the longest letter."""


def longest(language: str, *, is_away: bool) -> Citizen:
    """Somebody who takes that way in large type, whose telephone nobody knows."""
    script = Script(
        HYGIENE,
        language=language,
        elder=True,
        route="promise",
        card="chen-qiumei" if is_away else "deng-lihua",
        platform="down" if is_away else "",
        answers=LONGEST,
        fields={"f_tel": "15412345678", "f_staff": "49"},
    )
    return Citizen(0, script, platform_away=is_away, has_air=True)


def effort_of(visit: Visit) -> tuple[str, int, int]:
    """How it ended, and by how many taps and characters it went over what is allowed."""
    most, result = most_of(visit), visit.result
    taps, typed = result.taps - most.taps, result.typed_characters - most.typed
    return result.outcome, max(0, taps), max(0, typed)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_large_type_without_the_platform_stays_within_the_bounds(
    wide: WholeKiosk, language: str
) -> None:
    """The longest way that a draw can take: a long letter in large type, papers asked for."""
    visit = visit_of(wide, longest(language, is_away=True))
    assert effort_of(visit) == ("accepted", 0, 0), visit.result.stop_reason


@pytest.mark.no_cover
def test_large_type_on_the_lowest_glass_stays_within_the_bounds(tmp_path: Path) -> None:
    """Its leaves hold the fewest lines. English with the platform away: 30, no bound."""
    with (
        quick_world(tmp_path, has_scanner=True) as world,
        whole_kiosk(world, more=QUICK + world.base_data_table) as low,
    ):
        english = visit_of(low, longest("en", is_away=False))
        assert effort_of(english) == ("issued", 0, 0), english.result.stop_reason
        chinese = visit_of(low, longest("zh_CN", is_away=True))
        assert effort_of(chinese) == ("accepted", 0, 0), chinese.result.stop_reason


def test_the_same_seed_makes_the_same_citizens_and_both_sorts_of_each() -> None:
    made = list(citizens(1, 200))
    assert made == list(citizens(1, 200))
    assert made != list(citizens(2, 200))
    hygiene = [one for one in made if one.script.service == HYGIENE]
    for said in ("phone_known", "platform_away", "is_agent", "has_air"):
        assert {getattr(one, said) for one in hygiene} == {True, False}, said


@pytest.mark.parametrize("seed", [1, 839_991])
def test_every_kind_of_visit_that_is_offered_has_a_row_at_two_hundred_citizens(
    seed: int,
) -> None:
    """A service, situation, benefit or bundle that is added wants somebody to come for it."""
    made = list(citizens(seed, 200))
    rows = {one.row for one in made}
    assert set(offered()) - rows == set()
    acts = {one.script.answers.get("act", "") for one in made}
    assert acts >= {act.value for act in CaseAct}


def offered() -> Iterator[str]:
    """Every kind of visit: of the catalogue, and of the first page beside it."""
    for item in shipped().services:
        if item.copies is not None:
            yield item.id
            continue
        situations = {one.id for one in item.situations if one.is_offered}
        yield from (f"{item.id}, {one}" for one in situations if (item.id, one) != SPLIT)
        yield from (f"{item.id}, agent", f"{item.id}, platform away")
    for phone in ("phone known", "phone asked"):
        yield from (f"{', '.join(SPLIT)}, {phone}, {air}" for air in ("air", "no air"))
    yield from (f"benefit, {one.id}" for one in load_benefits(CATALOGUE_FOLDER).benefits)
    yield from (f"bundle, {one.id}" for one in load_bundles(CATALOGUE_FOLDER))
    yield from (f"{OWN_CASES}, {act.value}" for act in CaseAct)
    yield from ("benefit, notice", LICENCE_CHECK, OWN_CASES, f"{OWN_CASES}, platform away")


def test_twenty_citizens_come_for_every_service_and_kind() -> None:
    rows = {one.row.partition(", ")[0] for one in citizens(1, CITIZENS)}
    services = {item.id for item in shipped().services}
    assert rows == services | {"benefit", "bundle", LICENCE_CHECK, OWN_CASES}


def test_an_appeal_is_drawn_through_each_of_its_questions() -> None:
    rules = shipped().appeals
    assert rules is not None
    ways = [next_step(rules, way) for way in APPEALS]
    assert {one.id for one in ways} == {one.id for one in rules.classes}
    answers = {(question, answer) for way in APPEALS for question, answer in way.items()}
    known = {(one.id, option.id) for one in rules.questions for option in one.options}
    assert answers == known
