# SPDX-License-Identifier: Apache-2.0
"""The material board: twelve rows, and nothing excused, promised or called by mistake."""

from dataclasses import replace

import pytest

from forms.application import Application, Route
from forms.material import SuppliedMaterial, Supply, count_by_supply, supply_materials
from forms.service_item import FactValue, ServiceItem, SupplyWay
from tests.support.applying import (
    business_licence,
    complete,
    deed,
    health_certificate,
    permit,
)

BARBER = {"kind_beauty": "barber", "central_ac": "no", "project": "rebuilt"}


def board(application: Application, item: ServiceItem | None = None) -> dict[str, str]:
    """Material to supply, with ``missing`` for what would have to be handed in."""
    rows = supply_materials(item or permit(), application)
    return {row.material.id: "missing" if row.is_missing else row.supply.value for row in rows}


def row(application: Application, id_: str) -> SuppliedMaterial:
    return next(
        one for one in supply_materials(permit(), application) if one.material.id == id_
    )


def test_a_citizen_with_licence_and_deed_hands_over_nothing() -> None:
    application = complete(business_licence(), deed())
    assert board(application) == {
        "M1": "generated",
        "M2": "card",
        "M3": "called",
        "M4": "called",
        "M5": "promised",
        "M6": "promised",
        "M7": "promised",
        "M8": "promised",
        "M9": "promised",
        "M10": "promised",
        "M11": "promised",
        "M12": "not_needed",
    }
    assert board(application) == board(application.with_route(Route.PROMISE))


def test_a_called_material_names_its_certificate() -> None:
    assert row(complete(), "M3").certificate_name == "营业执照"
    assert row(complete(), "M1").certificate_name == ""


def test_a_deed_of_another_house_does_not_prove_these_premises() -> None:
    elsewhere = complete(business_licence(), deed("湖南省虚构市示例区别处1号"))
    spaced = complete(business_licence(), deed("湖南省虚构市示例区 秋水路18号一层"))
    assert board(elsewhere)["M4"] == "promised"
    assert board(spaced)["M4"] == "called"


@pytest.mark.parametrize(("staff", "supply"), [(1, "called"), (2, "promised")])
def test_one_health_certificate_covers_one_person(staff: int, supply: str) -> None:
    application = complete(business_licence(), health_certificate(), staff=staff)
    assert board(application)["M8"] == supply


@pytest.mark.parametrize(
    ("answers", "supply"),
    [
        ({"project": "none"}, "not_needed"),
        ({"project": "new"}, "promised"),
        ({**BARBER, "small_barber": "yes"}, "not_needed"),
        ({**BARBER, "small_barber": "no"}, "promised"),
        ({**BARBER, "central_ac": "yes"}, "promised"),
    ],
)
def test_the_design_opinion_is_excused_only_as_the_letter_says(
    answers: dict[str, str], supply: str
) -> None:
    application = complete(answers=answers)
    assert board(application)["M6"] == supply
    if supply == "not_needed":
        assert permit().material("M6").excuse is not None


@pytest.mark.parametrize(("answer", "supply"), [("yes", "promised"), ("no", "not_needed")])
def test_central_air_conditioning_brings_its_report(answer: str, supply: str) -> None:
    assert board(complete(answers={"central_ac": answer}))["M11"] == supply


def test_what_nobody_knows_excuses_nothing() -> None:
    application = replace(complete(), facts={})
    assert board(application)["M6"] == "promised"
    assert board(application)["M12"] == "missing"


def test_an_unknown_rule_on_the_test_report_does_not_allow_its_promise() -> None:
    facts: dict[str, FactValue] = {
        key: value for key, value in complete().facts.items() if key != "strict_report"
    }
    assert board(replace(complete(), facts=facts))["M9"] == "missing"


def test_the_strict_rule_wants_the_report_before_issue() -> None:
    application = complete(strict_report=True, pool=False, rooms=1)
    assert board(application)["M9"] == "missing"
    assert board(application)["M11"] == "missing"


def test_the_ordinary_route_promises_nothing_and_tolerates_only_what_is_listed() -> None:
    application = complete().with_route(Route.ORDINARY)
    rows = board(application)
    assert "promised" not in rows.values()
    assert [id_ for id_, supply in rows.items() if supply == "tolerated"] == ["M4"]
    assert rows["M9"] == "missing"


def test_the_promise_route_tolerates_nothing() -> None:
    application = replace(complete(), certificates={}).with_route(Route.PROMISE)
    assert board(application)["M3"] == "missing"
    assert "tolerated" not in board(application).values()


def test_a_paper_that_was_handed_in_is_there() -> None:
    application = complete().with_route(Route.ORDINARY).with_handed_in("M9")
    assert board(application)["M9"] == "handed_in"


def test_with_the_promise_closed_the_board_shows_the_ordinary_route() -> None:
    assert "promised" not in board(complete(credit_flag=True)).values()


def test_a_way_that_the_kiosk_cannot_perform_does_not_count() -> None:
    material = replace(permit().material("M5"), supplies=(SupplyWay(Supply.REUSED),))
    item = replace(permit(), materials=(material,))
    assert board(complete(), item) == {"M5": "promised"}


def test_a_certificate_is_not_called_before_the_field_it_must_equal_is_known() -> None:
    application = replace(complete(business_licence(), deed()), fields={})
    assert board(application)["M4"] == "promised"


def test_limits_stand_where_something_follows_later() -> None:
    promised = row(complete(), "M9")
    tolerated = row(complete().with_route(Route.ORDINARY), "M4")
    assert promised.limit is not None
    assert promised.limit.days == 60
    assert tolerated.limit is not None
    assert tolerated.limit.days == 10
    assert row(complete(), "M1").limit is None


def test_the_count_has_all_nine_words_and_adds_up_to_twelve() -> None:
    counts = count_by_supply(supply_materials(permit(), complete()))
    assert set(counts) == {supply.value for supply in Supply}
    assert sum(counts.values()) == 12


@pytest.mark.parametrize("id_", ["", *(one.id for one in permit().materials)])
def test_twelve_materials_are_known_and_none_is_handed_in(id_: str) -> None:
    """The founding figure, by the engine; it follows when a material is taken out of a copy."""
    kept = tuple(one for one in permit().materials if one.id != id_)
    rows = supply_materials(replace(permit(), materials=kept), complete())
    known = [one for one in permit().materials if one.belongs_to("new")]
    is_new = any(one.id == id_ for one in known)
    assert len(rows) == len(known) - is_new
    assert not [one for one in rows if one.is_missing or one.supply is Supply.HANDED_IN]
    apply = [one for one in rows if one.supply is not Supply.NOT_NEEDED]
    letter = any(one.material.id == "M12" for one in rows)
    assert len(apply) == len(rows) - letter, "in person no letter of authority is needed"


def test_the_twelve_are_twelve() -> None:
    rows = supply_materials(permit(), complete())
    assert (len(rows), sum(one.supply is not Supply.NOT_NEEDED for one in rows)) == (12, 11)
