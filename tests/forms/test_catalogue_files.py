# SPDX-License-Identifier: Apache-2.0
"""Catalogue files that are wrong are refused, and the error names file and key."""

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from forms.catalogue import checksum_of, load_catalogue
from forms.catalogue_lint import check_catalogue
from forms.errors import CatalogueError
from forms.yaml_file import read_yaml
from tests.support.applying import CATALOGUE_FOLDER, shipped

PERMIT = "hygiene-permit"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped catalogue to spoil."""
    copy = tmp_path / "catalogue"
    shutil.copytree(CATALOGUE_FOLDER, copy)
    return copy


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("day", "is_offered"),
    [
        (date(2026, 6, 30), False),
        (date(2026, 7, 1), True),
        (date(2027, 6, 30), True),
        (date(2027, 7, 1), False),
    ],
)
def test_a_service_is_in_force_from_its_first_day_to_its_last(
    folder: Path, day: date, *, is_offered: bool
) -> None:
    dates = "effective_from: 2026-07-01\neffective_to: 2027-06-30"
    change(folder / PERMIT / "item.yaml", "effective_from: 2026-01-01", dates)
    catalogue = load_catalogue(folder)
    assert catalogue.service(PERMIT).is_in_force(day) is is_offered
    assert all(one.is_in_force(day) for one in catalogue.services if one.id != PERMIT)


def test_services_are_found_by_id() -> None:
    catalogue = shipped()
    assert catalogue.service(PERMIT).id == PERMIT
    with pytest.raises(KeyError, match="no-such"):
        catalogue.service("no-such")


@pytest.mark.parametrize(
    ("file", "change_of", "message"),
    [
        (
            "item.yaml",
            ("picture: seal", "picture: seal\npictures: seal"),
            "unknown key pictures",
        ),
        ("item.yaml", ("order: 10", "order: ten"), r"\$\.order"),
        ("item.yaml", ("order: 10", "order: true"), r"\$\.order"),
        ("item.yaml", ("id: hygiene-permit", "id: another"), "not named as the id"),
        ("item.yaml", ('version: "2.0"', "version: 2.0"), r"\$\.version"),
        ("item.yaml", ("effective_from: 2026-01-01", "effective_from: soon"), "is no date"),
        ("item.yaml", ("from: 2026-01-01", "from: 2026-02-30"), "no day of the calendar"),
        ("guide.yaml", ("kind: choice", "kind: choose"), "is not one of"),
        ("item.yaml", ("[chip_verified", "[chip_verifed"), "did you mean chip_verified"),
        ("item.yaml", ("foreign_2023", "foreigner_2023"), "did you mean foreign_2023"),
        (
            "item.yaml",
            ("person_check: none", "person_check: face"),
            "did you mean face_service",
        ),
        ("item.yaml", ("person_check: none", "person_chek: none"), "did you mean person_check"),
        ("item.yaml", ("identity:", "identities:"), "did you mean identity"),
        ("item.yaml", ("person_check: none", "person_check: 7"), "is not one of"),
        ("guide.yaml", ("questions:", "questions: ["), "cannot be read"),
        ("guide.yaml", ("    fact: group\n", "    fact: a\n    fact: b\n"), "written twice"),
        ("facts.yaml", ("facts:", "questions: []\nfacts:"), "is in another file too"),
    ],
)
def test_a_wrong_file_is_named_with_its_key(
    folder: Path, file: str, change_of: tuple[str, str], message: str
) -> None:
    change(folder / PERMIT / file, *change_of)
    with pytest.raises(CatalogueError, match=message) as caught:
        load_catalogue(folder)
    assert PERMIT in str(caught.value) or file in str(caught.value)
    found = check_catalogue(folder)
    assert [finding.rule for finding in found] == ["load"]


def test_a_missing_file_is_a_missing_key(folder: Path) -> None:
    (folder / PERMIT / "promise.yaml").unlink()
    with pytest.raises(CatalogueError, match="key promise is missing"):
        load_catalogue(folder)


def test_a_missing_part_that_every_service_has_is_a_missing_key(folder: Path) -> None:
    (folder / PERMIT / "materials.yaml").unlink()
    with pytest.raises(CatalogueError, match="key materials is missing"):
        load_catalogue(folder)


def test_a_catalogue_without_services_is_none(folder: Path) -> None:
    for item in shipped().services:
        shutil.rmtree(folder / item.id)
    with pytest.raises(CatalogueError, match="no service"):
        load_catalogue(folder)


@pytest.mark.parametrize("name", ["calendar.yaml", "schema.json"])
def test_a_folder_lacking_calendar_or_schema_is_refused(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(CatalogueError, match=name):
        load_catalogue(folder)
    found = check_catalogue(folder)
    assert {finding.rule for finding in found} == {"load"}
    assert any(name in finding.message for finding in found)


@pytest.mark.parametrize("text", ["{", '{"$schema": 3}', '{"$schema": "x"}', "[]"])
def test_a_broken_schema_is_refused(folder: Path, text: str) -> None:
    (folder / "schema.json").write_text(text, encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"schema\.json: no usable schema"):
        load_catalogue(folder)


@pytest.mark.parametrize(
    "content", [b"- a list", b"\xff\xfe", b"just text", b"? [a, b]\n: 1\n? [a, b]\n: 2"]
)
def test_a_file_that_holds_no_mapping_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "spoiled.yaml"
    file.write_bytes(content)
    with pytest.raises(CatalogueError, match=r"spoiled\.yaml"):
        read_yaml(file)


def test_the_checksum_sees_values_and_not_comments_or_order(folder: Path) -> None:
    before = load_catalogue(folder)
    item = folder / PERMIT / "item.yaml"
    item.write_text("# a comment\n" + item.read_text(encoding="utf-8"), encoding="utf-8")
    assert load_catalogue(folder).checksum == before.checksum
    change(item, "order: 10", "order: 11")
    after = load_catalogue(folder)
    assert after.service(PERMIT).checksum != before.service(PERMIT).checksum
    assert after.checksum != before.checksum


def test_the_checksum_of_the_catalogue_covers_the_calendar(folder: Path) -> None:
    before = load_catalogue(folder)
    change(folder / "_calendar" / "2026.yaml", "last: 2026-10-07", "last: 2026-10-06")
    after = load_catalogue(folder)
    assert after.service(PERMIT).checksum == before.service(PERMIT).checksum
    assert after.checksum != before.checksum


def test_the_canonical_form_is_sorted_json() -> None:
    assert checksum_of({"b": 1, "a": "字"}) == checksum_of({"a": "字", "b": 1})
    assert checksum_of({"a": 1}) != checksum_of({"a": "1"})


def test_services_stand_in_the_order_of_the_home_screen(folder: Path) -> None:
    shutil.copytree(folder / PERMIT, folder / "another")
    change(folder / "another" / "item.yaml", "id: hygiene-permit", "id: another")
    change(folder / "another" / "item.yaml", "order: 10", "order: 5")
    before = [item.id for item in shipped().services]
    assert before[0] == PERMIT
    assert [item.id for item in load_catalogue(folder).services] == ["another", *before]
    change(folder / "another" / "item.yaml", "order: 5", "order: 10")
    assert {finding.where for finding in check_catalogue(folder)} == {"order"}


def test_folders_with_an_underscore_are_no_services(folder: Path) -> None:
    (folder / "_pages").mkdir()
    (folder / "_pages" / "page.yaml").write_text("anything: 1\n", encoding="utf-8")
    assert len(load_catalogue(folder).services) == len(shipped().services)


def test_the_schema_is_json_that_an_editor_can_use() -> None:
    schema = json.loads((CATALOGUE_FOLDER / "schema.json").read_text(encoding="utf-8"))
    assert schema["$schema"].endswith("2020-12/schema")
    assert "checksum" not in schema["properties"]
