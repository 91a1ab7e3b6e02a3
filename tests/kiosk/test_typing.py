# SPDX-License-Identifier: Apache-2.0
"""While somebody types, the field says what is wrong and missing; days can be touched."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from forms.field import FieldKind
from kiosk.robot.hands import Hands
from kiosk.screens.gallery import GLASSES, Stage
from kiosk.screens.present import present
from kiosk.screens.present.form_page import PADS
from kiosk.screens.samples import samples
from kiosk.screens.texts import LANGUAGES
from kiosk.screens.views import FormView, GuideView
from kiosk.session.pad import limit_of, reopened, stored, typed
from kiosk.session.session import Session
from tests.kiosk.test_explain_sheet import settle
from tests.kiosk.test_present import words
from tests.support.applying import shipped
from tests.support.visits import Visit


def form_of(session: Session, language: str = "zh_CN") -> FormView:
    view = present(session, words(language)).view
    assert isinstance(view, FormView)
    return view


def said(visit: Visit, language: str) -> tuple[str, str]:
    view = form_of(visit.session, language)
    return view.still, view.error


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_telephone_page_counts_the_digits_that_are_missing(language: str) -> None:
    visit = Visit().until_form()
    assert (
        form_of(visit.session, language).still == form_of(visit.session, language).error == ""
    )
    visit.type("139")
    assert "8" in form_of(visit.session, language).still
    visit.type("00000001")
    assert (
        form_of(visit.session, language).still == form_of(visit.session, language).error == ""
    )


def test_what_no_further_key_can_make_right_is_said_at_once() -> None:
    visit = Visit().until_form().type("12")
    assert form_of(visit.session).error
    assert not form_of(visit.session).still
    assert not form_of(visit.type("⌫").session).error


def test_after_the_way_forward_only_the_fault_is_said() -> None:
    visit = Visit().until_form().type("139").touch("forward")
    assert form_of(visit.session).error
    assert not form_of(visit.session).still


def test_a_number_beyond_what_the_guide_takes_is_said_at_once() -> None:
    visit = Visit().until_guide().touch("answer:new", "answer:beauty", "answer:beauty")
    for typed_so_far, is_wrong in (("120", False), ("000000", True)):
        view = present(visit.type(typed_so_far).session, words("zh_CN")).view
        assert isinstance(view, GuideView)
        assert bool(view.error) == is_wrong


def test_a_day_is_eight_digits_on_the_pad_and_iso_in_the_form() -> None:
    day = next(
        field
        for item in shipped().services
        for field in item.fields
        if field.kind is FieldKind.DATE
    )
    assert limit_of(day) == 8
    assert stored(day, "20261123") == "2026-11-23"
    assert reopened(day, "2026-11-23") == "20261123"
    assert stored(replace(day, kind=FieldKind.CREDIT_CODE), "92439900ma0") == "92439900MA0"
    phone = replace(day, kind=FieldKind.PHONE)
    assert reopened(phone, "0744-1234567") == "0744-1234567"
    assert limit_of(replace(day, kind=FieldKind.CITIZEN_NUMBER)) == 18


# -- on the glass ------------------------------------------------------------


@pytest.fixture
def stage() -> Iterator[Stage]:
    stage = Stage()
    stage.take(GLASSES[0])
    yield stage
    stage.close()


def test_a_touched_day_is_typed_whole_and_a_later_day_is_not_touched(stage: Stage) -> None:
    day = next(sample for sample in samples() if sample.name == "form-day")
    keys: list[str] = []
    stage.session.keyed.connect(keys.append)
    stage.show(day)
    hands = Hands(stage.window)
    assert hands.tap("day-8")
    assert keys == ["清空", "20261108"]
    assert typed("2026", "20261108", 8) == "20262026"  # so it is cleared first
    hands.tap("day-24")
    assert len(keys) == 2
    assert hands.tap("turn--1")
    settle()
    assert hands.tap("day-24")
    assert keys[-1] == "20261024"


def test_an_identity_number_can_end_in_x(stage: Stage) -> None:
    keys: list[str] = []
    stage.session.keyed.connect(keys.append)
    stage.show(next(one for one in samples() if one.name == "form-identity"))
    assert Hands(stage.window).tap("key-X")
    assert keys == ["X"]
    assert PADS[FieldKind.CITIZEN_NUMBER] == "identity"
