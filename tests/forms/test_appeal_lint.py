# SPDX-License-Identifier: Apache-2.0
"""Each check of the appeals finds what it is for, in a broken file, and says where."""

import shutil
from pathlib import Path

import pytest

from forms.appeal_lint import RULES, check_appeals
from forms.yaml_file import SCHEMA_FILE
from tests.support.applying import CATALOGUE_FOLDER

FILE = "_appeals/appeals.yaml"
SPOILED: dict[str, tuple[str, str, str, str]] = {
    "a class twice": ("appeal-ids", "- id: cannot", "- id: simple", "simple is there twice"),
    "an answer twice": ("appeal-ids", "id: stuck,", "id: ask,", "ask is there twice"),
    "a limit where none belongs": (
        "appeal-terms", "term: same_day", "term: same_day\n    limit: {days: 1, unit: working}",
        "a limit belongs to the term within",
    ),
    "a period without its limit": (
        "appeal-terms", "    limit: {days: 10, unit: working}\n", "",
        "a limit belongs to the term within",
    ),
    "no day at all": ("appeal-terms", "days: 10", "days: 0", "a limit of at least a day"),
    "passed on without progress": (
        "appeal-terms", "[reason, progress]", "[reason]", "owes reason and progress",
    ),
    "an empty answer": (
        "appeal-terms", "answer: [result]", "answer: []", "an answer must hold something",
    ),
    "a text without its day": (
        "appeal-terms", "最晚{due}答复您", "尽快答复您", "it says {due} in both languages",
    ),
    "handed back before it came": ("appeal-terms", "hours: 24", "hours: 0", "at least an hour"),
    "a way to nowhere": ("appeal-ways", "question: why}", "question: who}", "no question who"),
    "a class that is none": (
        "appeal-ways", "appeal_class: hard}", "appeal_class: harder}", "no class harder",
    ),
    "a way to two places": (
        "appeal-ways", "question: why}", "question: why, appeal_class: hard}",
        "leads to a question or to a class",
    ),
    "a circle": (
        "appeal-ways", "appeal_class: hard}", "question: what}", "round in a circle",
    ),
    "a class nobody reaches": (
        "appeal-ways", "appeal_class: hard}", "appeal_class: refused}", "no answer leads there",
    ),
    "tickets alike": (
        "appeal-ticket", "SQ-{kiosk}-{day}-{serial:04}", "SQ-{kiosk}-{day}",
        "two appeals would have one number",
    ),
    "a ticket of something else": (
        "appeal-ticket", "{serial:04}", "{name}", "the template cannot be filled in",
    ),
    "no source": ("appeal-sources", "source: 龙井市“有事”您说话窗口：简单事项即时答复",
        'source: " "', "no source"),
    "no English": ("appeal-texts", "en: Simple}", 'en: ""}', "the English text is missing"),
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the appeals that may be spoiled."""
    shutil.copytree(CATALOGUE_FOLDER / "_appeals", tmp_path / "_appeals")
    shutil.copy(CATALOGUE_FOLDER / SCHEMA_FILE, tmp_path)
    return tmp_path


def spoil(folder: Path, old: str, new: str) -> None:
    """Put one text in the place of another."""
    text = (folder / FILE).read_text("utf-8")
    assert old in text
    (folder / FILE).write_text(text.replace(old, new, 1), "utf-8")


def test_nothing_is_found_in_what_is_shipped(tmp_path: Path) -> None:
    assert not [*check_appeals(CATALOGUE_FOLDER)]
    assert not [*check_appeals(tmp_path)]


@pytest.mark.parametrize("name", SPOILED)
def test_a_broken_file_is_found_and_named_with_its_line(folder: Path, name: str) -> None:
    rule, old, new, message = SPOILED[name]
    spoil(folder, old, new)
    found = [one for one in check_appeals(folder) if one.rule == rule]
    assert any(message in one.message for one in found), [*check_appeals(folder)]
    assert all(one.file == FILE and one.line > 0 for one in found)


@pytest.mark.parametrize("key", ["classes", "questions"])
def test_appeals_without_classes_or_questions_are_none(folder: Path, key: str) -> None:
    text = (folder / FILE).read_text("utf-8")
    start = text.index(f"{key}:")
    rest = text[text.index("questions:") :] if key == "classes" else ""
    (folder / FILE).write_text(f"{text[:start]}{key}: []\n{rest}", "utf-8")
    found = [one for one in check_appeals(folder) if one.rule == "appeal-ids"]
    assert [(one.where, one.message) for one in found] == [(key, "nothing is there")]


def test_a_question_with_one_answer_is_none(folder: Path) -> None:
    text = (folder / FILE).read_text("utf-8")
    start = text.index("      - {id: no_reason")
    end = text.index("    provenance:", start)
    (folder / FILE).write_text(text[:start] + text[end:], "utf-8")
    assert "2 to 7 answers fit a page" in [one.message for one in check_appeals(folder)]


def test_what_cannot_be_read_is_a_finding(folder: Path) -> None:
    spoil(folder, "ticket:", "tickets:")
    (found,) = check_appeals(folder)
    assert found.rule == "load"
    assert "tickets" in found.message


def test_every_rule_has_a_broken_file() -> None:
    assert {row[0] for row in SPOILED.values()} == RULES.keys()
