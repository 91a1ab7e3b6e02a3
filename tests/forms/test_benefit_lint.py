# SPDX-License-Identifier: Apache-2.0
"""Each check of the benefits finds what it is for, in a broken file, and says where."""

import shutil
from pathlib import Path

import pytest

from forms.benefit_lint import RULES, check_benefits
from forms.yaml_file import SCHEMA_FILE
from tests.support.applying import CATALOGUE_FOLDER

FACTS, LIVING, CARE, AGE = "_facts", "disabled-living", "disabled-care", "old-age"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the benefits that may be spoiled."""
    shutil.copytree(CATALOGUE_FOLDER / "_benefits", tmp_path / "_benefits")
    shutil.copy(CATALOGUE_FOLDER / SCHEMA_FILE, tmp_path)
    return tmp_path


def spoil(folder: Path, name: str, old: str, new: str) -> None:
    """Put one text in the place of another in one file."""
    file = folder / "_benefits" / f"{name}.yaml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def test_nothing_is_found_in_what_is_shipped() -> None:
    assert not [*check_benefits(CATALOGUE_FOLDER)]


SPOILED: dict[str, tuple[str, str, str, str, str]] = {
    "two at one place": ("benefit-ids", AGE, "order: 3", "order: 2", "2 is there twice"),
    "a heading twice": (
        "benefit-ids", FACTS, "column: birth", "column: alive", "alive is there twice",
    ),
    "a condition twice": (
        "benefit-ids", AGE, "- id: here", "- id: age", "age is there twice",
    ),
    "a thing to add twice": (
        "benefit-ids", AGE, "- id: phone", "- id: helper", "helper is there twice",
    ),
    "a switch without a value": (
        "benefit-facts", FACTS, "    value: 80\n", "", "a value of its type belongs to local",
    ),
    "a value for a fact of a base": (
        "benefit-facts", FACTS, "reference: population\n    label: {zh_CN: 健在",
        "reference: population\n    value: true\n    label: {zh_CN: 健在",
        "a value of its type belongs to local",
    ),
    "an unknown base": (
        "benefit-facts", FACTS, "reference: disability", "reference: weather",
        "reference names the base",
    ),
    "an answer of the guide": (
        "benefit-facts", FACTS, "origin: card", "origin: guide",
        "comes from card, base_data or local",
    ),
    "an unknown calculation": (
        "benefit-facts", FACTS, "calculation: age_at_month_end", "calculation: horoscope",
        "there is no calculation horoscope: age_at_month_end, division_within",
    ),
    "a choice of another type": (
        "benefit-facts", FACTS, "{value: 2,", "{value: two,", "a choice is not of its type",
    ),
    "a question nobody can tap": (
        "benefit-facts", FACTS, "    provenance: {mark: asm, source: 按月发放",
        "    question: {zh_CN: 您多大？, en: How old are you?}\n"
        "    provenance: {mark: asm, source: 按月发放",
        "a question needs choices to tap",
    ),
    "a fact for nothing": (
        "benefit-facts", CARE, "condition: other_care", "condition: other_living",
        "no benefit uses it",
    ),
    "an unknown fact": (
        "benefit-conditions", AGE, "age >= age_from", "age >= agefrom",
        "there is no fact agefrom",
    ),
    "no CEL": ("benefit-conditions", AGE, "age >= age_from", "age >=", "no CEL expression"),
    "no bool": ("benefit-conditions", AGE, "age >= age_from", "age + age_from", "yields no"),
    "a condition that says nothing": (
        "benefit-conditions", AGE, "age >= age_from", "age >= 0 || age_from > 0",
        "is the same whatever the facts are",
    ),
    "too much at once": (
        "benefit-conditions", LIVING, "'!orphan'",
        "'!orphan || (disability_grade in [1] && disability_kind == \"mental\" && alive &&"
        " hukou_here && low_income && borderline && destitute && injury_care && long_care &&"
        " disability_card && draws_care)'",
        "uses too many facts at once",
    ),
    "drawing that is no fact": (
        "benefit-conditions", AGE, "drawing: draws_age", "drawing: age",
        "age is no fact that says yes or no",
    ),
    "drawing that is a switch": (
        "benefit-conditions", AGE, "drawing: draws_age", "drawing: borderline_counts",
        "is no fact that says yes or no",
    ),
    "drawing that is unknown": (
        "benefit-conditions", AGE, "drawing: draws_age", "drawing: draws_ages",
        "there is no fact draws_ages",
    ),
    "nothing to pay": ("benefit-amounts", AGE, "fen: 5000", "fen: 0", "an amount of nothing"),
    "a sourced amount": (
        "benefit-amounts", LIVING, "provenance: {mark: asm, source: 各地自定；",
        "provenance: {mark: src, source: 各地自定；", "amounts are local: mark it asm",
    ),
    "an amount nobody reaches": (
        "benefit-amounts", AGE, "condition: age >= 90", 'condition: ""', "those after it never",
    ),
    "no legal source": (
        "benefit-sources", AGE, "sources:\n  - 中华人民共和国老年人权益保障法第三十三条\n"
        "  - 年龄和数额由各地自定，此处为示例\n", "sources: []\n", "no legal source",
    ),
    "a statement without a source": (
        "benefit-sources", FACTS, "source: 各地补贴发放规定：身故停发", 'source: " "',
        "no source",
    ),
    "a benefit without English": (
        "benefit-texts", AGE, "en: Old-age allowance", 'en: ""', "the English text is missing",
    ),
    "a fact without English": (
        "benefit-texts", FACTS, "en: Alive", 'en: ""', "the English text is missing",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SPOILED)
def test_a_broken_file_is_found_and_named_with_its_line(folder: Path, name: str) -> None:
    rule, file, old, new, message = SPOILED[name]
    spoil(folder, file, old, new)
    found = [one for one in check_benefits(folder) if one.rule == rule]
    assert any(message in one.message for one in found), [*check_benefits(folder)]
    assert all((folder / one.file).is_file() and one.line > 0 for one in found)


def test_without_a_condition_everybody_would_get_it(folder: Path) -> None:
    file = folder / "_benefits" / f"{AGE}.yaml"
    text = file.read_text("utf-8")
    start, end = text.index("conditions:"), text.index("payment:")
    file.write_text(f"{text[:start]}conditions: []\n{text[end:]}", "utf-8")
    messages = [one.message for one in check_benefits(folder)]
    assert "without a condition everybody would get it" in messages


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        (AGE, "id: old-age", "id: oldage", "not named as the id oldage"),
        (FACTS, "- id: orphan", "- id: destitute", "a fact is there twice"),
        (AGE, "drawing:", "drawings:", "drawings"),
    ],
)
def test_what_cannot_be_read_is_a_finding(  # noqa: PLR0917  # the columns of the table
    folder: Path, file: str, old: str, new: str, message: str
) -> None:
    spoil(folder, file, old, new)
    (found,) = check_benefits(folder)
    assert found.rule == "load"
    assert message in found.message


def test_every_rule_has_a_broken_file() -> None:
    assert {row[0] for row in SPOILED.values()} == RULES.keys()
