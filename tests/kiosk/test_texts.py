# SPDX-License-Identifier: Apache-2.0
"""Both languages say the same things with the same blanks."""

import re
from pathlib import Path

import pytest

from kiosk.screens.texts import (
    LANGUAGES,
    MissingTextError,
    Texts,
    placeholders,
    table,
    tables,
)

DOCUMENTS = Path(__file__).parents[2] / "config" / "catalogue" / "_documents"
QML = Path(__file__).parents[2] / "kiosk" / "screens" / "qml"


def test_both_languages_have_the_same_keys() -> None:
    assert set(table("zh_CN")) == set(table("en"))


@pytest.mark.parametrize("key", sorted(table("zh_CN")))
def test_both_languages_have_the_same_blanks(key: str) -> None:
    assert placeholders(table("zh_CN")[key]) == placeholders(table("en")[key])


def test_no_text_is_empty_or_shouts() -> None:
    for language in LANGUAGES:
        for key, text in table(language).items():
            assert text.strip(), key
            assert not set("!！") & set(text), f"{language}: {key}"


def test_english_has_no_chinese_but_the_names() -> None:
    chinese = re.compile(r"[\u4e00-\u9fff]")
    allowed = {"ui.brand", "ui.language"}
    found = {key for key, text in table("en").items() if chinese.search(text)}
    assert {key for key in found - allowed if key.startswith("ui.")} == set()


def test_blanks_are_filled() -> None:
    assert Texts("zh_CN")("ui.page", page=1, pages=3) == "第 1 页，共 3 页"


@pytest.mark.parametrize(
    ("key", "values"), [("ui.no-such", {}), ("ui.page", {"page": 1})], ids=["key", "blank"]
)
def test_a_missing_text_or_value_raises(key: str, values: dict[str, object]) -> None:
    with pytest.raises(MissingTextError, match="no text or value"):
        Texts("en")(key, **values)


def test_an_unknown_language_raises() -> None:
    with pytest.raises(MissingTextError, match="tlh"):
        table("tlh")


def test_every_word_that_qml_asks_for_exists() -> None:
    asked = {
        key
        for path in QML.rglob("*.qml")
        for key in re.findall(r'"(ui\.[a-z_0-9.]+)"', path.read_text("utf-8"))
    }
    known = set(tables()["en"])
    stems = {key for key in asked if key.endswith((".", "_"))}
    assert asked - stems <= known
    assert all(any(key.startswith(stem) for key in known) for stem in stems)


def test_every_paper_of_a_citizen_has_its_name() -> None:
    """A paper without one stops the page on which it is printed."""
    staff_alone = {"readiness_report", "stock_report", "service_card", "service_sheet"}
    staff_alone |= {"readiness_report_en", "stock_report_en", "test_sheet"}
    papers = {path.stem for path in DOCUMENTS.glob("*.yaml")} - staff_alone
    assert len(papers) > 10
    for language in LANGUAGES:
        known = {key for key in table(language) if key.startswith("paper.")}
        assert {f"paper.{name}" for name in papers} <= known
