# SPDX-License-Identifier: Apache-2.0
"""The shipped catalogue as data: lawful, complete in both languages, in everyday words."""

import re
import runpy
import tomllib
import warnings
from pathlib import Path

import pytest

from forms.catalogue_schema import schema_text
from forms.lint_texts import found
from forms.service_item import DayUnit, Limit, Mark, Provenance, ServiceItem, Supply
from forms.text import Text
from tests.support.applying import CATALOGUE_FOLDER, shipped

REHEARSALS = CATALOGUE_FOLDER.parent / "rehearsals"
SERVICES = shipped().services


@pytest.fixture(params=SERVICES, ids=[item.id for item in SERVICES])
def item(request: pytest.FixtureRequest) -> ServiceItem:
    service = request.param
    assert isinstance(service, ServiceItem)
    return service


def test_the_shipped_schema_is_the_one_that_the_types_make() -> None:
    text = (CATALOGUE_FOLDER / "schema.json").read_text(encoding="utf-8")
    assert text == schema_text(), "python -m forms.catalogue_schema writes it"


def test_the_schema_is_written_by_its_module(capsys: pytest.CaptureFixture[str]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # imported above already
        runpy.run_module("forms.catalogue_schema", run_name="__main__")
    assert capsys.readouterr().out == schema_text()


def test_no_service_is_named_in_code() -> None:
    root = CATALOGUE_FOLDER.parents[1]
    ids = re.compile("|".join(rf"[\"']{re.escape(service.id)}[\"']" for service in SERVICES))
    for package in ("forms", "kiosk", "certificates", "devices", "config"):
        for file in (root / package).rglob("*.py"):
            if file.name.startswith("samples"):  # pictures of screens need a sample
                continue
            assert not ids.search(file.read_text(encoding="utf-8")), file


def test_the_permit_has_its_twelve_materials() -> None:
    permit = SERVICES[0]
    of_new = [one.id for one in permit.materials if one.belongs_to("new")]
    assert of_new == [f"M{count}" for count in range(1, 13)]


def test_the_hunan_periods_stand_in_the_letter_and_in_every_promise() -> None:
    permit = SERVICES[0]
    assert permit.promise is not None
    assert permit.promise.period == Limit(60, DayUnit.CALENDAR)
    assert permit.promise.check_after == Limit(30, DayUnit.CALENDAR)
    for material in permit.materials:
        if material.promise is not None:
            assert material.promise.limit == permit.promise.period


def test_form_identity_and_licence_are_never_promised() -> None:
    promised = {one.id for one in SERVICES[0].materials if one.promise is not None}
    assert promised == {f"M{count}" for count in range(4, 12)}


def test_the_letter_tells_each_promised_material_once(item: ServiceItem) -> None:
    told = [one.promise.told.zh_CN for one in item.materials if one.promise is not None]
    assert len(told) == len(set(told))


def test_questions_are_short_and_sound_like_a_neighbour(item: ServiceItem) -> None:
    officialese = re.compile("法定|拟|该|予以|须|事项|情形|从业|经营者")
    for question in item.questions:
        assert len(question.text.zh_CN) <= 20, question.id
        assert not officialese.search(question.text.zh_CN), question.id
        for option in question.options:
            assert len(option.text.zh_CN) <= 16, option.id
            assert option.picture, f"{question.id}.{option.id}"


def test_every_picture_is_drawn(item: ServiceItem) -> None:
    parts = CATALOGUE_FOLDER.parents[1] / "kiosk" / "screens" / "qml" / "parts"
    files = ("Drawings", "Shops", "Papers")
    text = "".join((parts / f"{name}.qml").read_text("utf-8") for name in files)
    drawn = set(re.findall(r'^ *"([a-z0-9_-]+)": "M', text, re.MULTILINE))
    used = {item.picture, *(one.picture for q in item.questions for one in q.options)}
    used |= {one.picture for one in item.materials}
    assert used <= drawn


def test_every_material_shows_what_it_looks_like(item: ServiceItem) -> None:
    assert [one.id for one in item.materials if not one.picture] == []


def test_a_stop_says_why_what_next_and_where(item: ServiceItem) -> None:
    stops = [option.stop for one in item.questions for option in one.options if option.stop]
    stops += [gate.stop for gate in item.gates]
    assert stops or item.copies is not None, "whoever prints a copy is stopped by nothing"
    for stop in stops:
        assert stop.reason.zh_CN.endswith("。")
        assert stop.next_step.zh_CN.endswith("。")
        assert stop.where.zh_CN


def test_chinese_texts_use_chinese_punctuation(item: ServiceItem) -> None:
    half_width = re.compile(r"[\u3400-\u9fff][,;:!?()]|[,;:!?()][\u3400-\u9fff]")
    for where, text in found(Text, item):
        assert not half_width.search(text.zh_CN), (where, text.zh_CN)


def test_assumptions_are_marked_as_such(item: ServiceItem) -> None:
    marks = {where: one.mark for where, one in found(Provenance, item)}
    assert {Mark.ASSUMED, Mark.SOURCED} == set(marks.values())


def test_the_number_of_the_permit_is_an_assumption() -> None:
    marks = {where: one.mark for where, one in found(Provenance, SERVICES[0])}
    assert marks["numbering.provenance"] is Mark.ASSUMED


def test_tolerance_never_appears_as_a_way_to_a_licence(item: ServiceItem) -> None:
    for material in item.materials:
        assert Supply.TOLERATED not in {way.supply for way in material.supplies}


def test_papers_that_are_no_licence_say_so() -> None:
    text = (CATALOGUE_FOLDER / "_documents" / "acceptance_slip.yaml").read_text("utf-8")
    assert "text: 不是许可证，不得据此营业, box" in text, "always there, with gaps or without"


def rehearsals() -> list[Path]:
    return sorted(REHEARSALS.glob("*.toml"))


@pytest.mark.parametrize("file", rehearsals(), ids=lambda file: file.stem)
def test_a_rehearsal_answers_only_what_its_service_asks(file: Path) -> None:
    script = tomllib.loads(file.read_text(encoding="utf-8"))
    if script["service"] == "my-cases":  # no service: one's own cases are looked up
        assert set(script.get("answers", {})) <= {"case", "act"}
        return
    if script["service"] == "licence-check":  # nor is this: a code is held up
        assert script["code"]
        return
    service = shipped().service(script["service"])
    asked_by_the_kiosk = {"papers", "certificate"}  # no question of the guide
    for id_, answer in script["answers"].items():
        if id_ in asked_by_the_kiosk:
            continue
        what, _, material = id_.partition("_")
        if what in {"reuse", "wait"}:  # on the board: an earlier paper, an office's proof
            found = service.material(material)
            assert found.reuse if what == "reuse" else found.online
            continue
        question = service.question(id_)
        assert question.option(answer) or answer.isdigit(), id_
    for id_ in script.get("fields", {}):
        assert service.field(id_).id == id_
