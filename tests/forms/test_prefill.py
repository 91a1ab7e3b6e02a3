# SPDX-License-Identifier: Apache-2.0
"""The form fills itself, says where each value came from, and asks for almost nothing."""

from dataclasses import replace
from datetime import date

import pytest

from forms.application import Application, Route
from forms.calculations import text_of_choice
from forms.facts import facts_now, full_years, known_facts
from forms.field_values import Answer, Source
from forms.prefill import (
    fields_missing,
    fields_shown,
    fields_to_ask,
    prefill,
    refresh,
    translated,
)
from forms.service_item import (
    Fact,
    FactOrigin,
    FactType,
    Field,
    FieldKind,
    Mark,
    Provenance,
    ServiceItem,
    SourceKind,
    SourceRule,
)
from forms.text import Text
from tests.support.applying import (
    PREMISES,
    TODAY,
    applicant,
    begun,
    business_licence,
    complete,
    health_certificate,
    permit,
)

WORDS = Text("字", "word")
PROVENANCE = Provenance(Mark.ASSUMED, "test")


def test_every_value_says_where_it_came_from() -> None:
    fields = complete(business_licence(), health_certificate()).fields
    assert fields["f_unit"] == Answer("虚构市示例区秋美美容店", Source.CERTIFICATE, "营业执照")
    assert fields["f_addr"] == Answer(PREMISES, Source.CERTIFICATE, "营业执照")
    assert fields["f_idno"] == Answer("439900199203170068", Source.CARD)
    assert fields["f_nature"] == Answer("individual", Source.CERTIFICATE, "营业执照")
    assert fields["f_kind"] == Answer("beauty", Source.CHOSEN)
    assert fields["f_item"] == Answer("美容店", Source.CALCULATED)
    assert fields["f_divi"] == Answer("439900", Source.CALCULATED)
    assert fields["f_area"] == Answer("120", Source.TYPED)
    assert fields["f_ac"] == Answer("yes", Source.CHOSEN)
    assert fields["f_health"] == Answer("1", Source.CALCULATED)
    assert fields["f_mgr"] == Answer("陈秋美", Source.DEFAULT)
    assert fields["f_mgrtel"] == Answer("13800000000", Source.DEFAULT)
    assert fields["f_deliver"] == Answer("print_here", Source.DEFAULT)


def test_two_fields_are_typed_and_the_whole_permit_takes_at_most_16_characters() -> None:
    application = begun()
    typed = len("120")
    asked = []
    for text in ("13800000000", "3"):
        field = fields_to_ask(permit(), application)[0]
        asked.append(field.id)
        answered = application.with_field(field.id, Answer(text, Source.TYPED))
        application = refresh(permit(), answered)
        typed += len(text)
    assert asked == ["f_tel", "f_staff"]
    assert fields_to_ask(permit(), application) == ()
    assert typed <= 16


def test_values_and_persons_hide_themselves_in_logs() -> None:
    shown = repr(complete())
    for secret in ("陈秋美", "439900199203170068", "13800000000", PREMISES, "秋美美容店"):
        assert secret not in shown


def test_health_certificates_that_were_not_found_are_left_open_and_not_counted_as_none() -> (
    None
):
    application = complete()
    assert "f_health" not in application.fields
    assert fields_to_ask(permit(), application) == ()


def test_the_officer_s_telephone_follows_until_it_is_given_on_its_own() -> None:
    application = complete()
    moved = refresh(
        permit(), application.with_field("f_tel", Answer("13900000000", Source.TYPED))
    )
    assert moved.fields["f_mgrtel"] == Answer("13900000000", Source.DEFAULT)
    own = moved.with_field("f_mgrtel", Answer("13700000000", Source.TYPED))
    again = refresh(permit(), own.with_field("f_tel", Answer("13800000000", Source.TYPED)))
    assert again.fields["f_mgrtel"].value == "13700000000"


def test_what_a_certificate_must_prove_cannot_be_typed() -> None:
    typed = begun().with_field("f_unit", Answer("别的店", Source.TYPED))
    assert refresh(permit(), typed).fields["f_unit"].value == "虚构市示例区秋美美容店"
    nameless = begun(business_licence(名称=""))
    assert "f_unit" not in {field.id for field in fields_to_ask(permit(), nameless)}
    assert "f_unit" in {field.id for field in fields_missing(permit(), nameless)}


def test_a_value_that_fails_its_own_check_is_not_taken_over() -> None:
    application = begun(business_licence(统一社会信用代码="92439900MA0TEXT04X"))
    assert "f_uscc" not in application.fields
    assert "f_divi" not in application.fields


@pytest.mark.parametrize(
    ("label", "value", "field", "expected"),
    [
        ("类型", "有限责任公司（自然人独资）", "f_nature", "limited"),
        ("类型", "个体工商户", "f_nature", "individual"),
        ("类型", "没听说过的类型", "f_nature", None),
    ],
)
def test_a_printed_word_is_translated_by_its_beginning_or_not_at_all(
    label: str, value: str, field: str, expected: str | None
) -> None:
    answer = begun(business_licence(**{label: value})).fields.get(field)
    assert (answer.value if answer else None) == expected


def test_the_longest_beginning_wins() -> None:
    table = {"个体": "a", "个体工商户": "b"}
    assert translated(table, "个体工商户（家庭）") == "b"
    assert translated(table, "企业") is None
    assert translated({}, "企业") == "企业"


def test_a_company_names_its_representative_and_its_domicile_under_other_labels() -> None:
    company = business_licence(经营者="", 法定代表人="陈秋美", 经营场所="", 住所="示例路1号")
    fields = begun(company).fields
    assert fields["f_legal"].source is Source.CERTIFICATE
    assert fields["f_addr"].value == "示例路1号"


def test_a_licence_without_any_representative_falls_back_to_the_card() -> None:
    assert begun(business_licence(经营者="")).fields["f_legal"].source is Source.CARD


def test_the_application_keeps_under_which_rules_it_was_begun() -> None:
    application = begun()
    item = permit()
    assert (application.item_id, application.situation) == (item.id, "new")
    assert application.catalogue_version == item.version
    assert application.catalogue_checksum == item.checksum
    assert application.with_route(Route.PROMISE).route is Route.PROMISE
    assert application.with_handed_in("M5").handed_in == {"M5"}


@pytest.mark.parametrize(
    ("birth", "today", "years"),
    [
        (date(1992, 3, 17), date(2026, 3, 16), 33),
        (date(1992, 3, 17), date(2026, 3, 17), 34),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
    ],
)
def test_a_year_of_life_is_full_on_the_birthday(birth: date, today: date, years: int) -> None:
    assert full_years(birth, today) == years


def test_a_library_that_is_down_leaves_its_facts_unknown() -> None:
    def facts(absent: frozenset[str]) -> object:
        known = known_facts(
            permit(), applicant(), certificates={}, absent_roles=absent, today=TODAY
        )
        return known.get("licence_found", "unknown")

    assert facts(frozenset({"BL"})) is False
    assert facts(frozenset()) == "unknown"


# -- rules that the shipped permit does not use ------------------------------


def service_with(fields: tuple[Field, ...], facts: tuple[Fact, ...] = ()) -> ServiceItem:
    return replace(permit(), fields=fields, facts=facts)


def field(id_: str, *sources: SourceRule, condition: str = "") -> Field:
    return Field(
        id_, WORDS, WORDS, FieldKind.TEXT, PROVENANCE, sources=sources, condition=condition
    )


def started(item: ServiceItem) -> Application:
    return prefill(item, applicant(), certificates={}, answers={}, facts={})


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("name", "陈秋美"),
        ("birth", "1992-03-17"),
        ("sex", "女"),
        ("address", "湖南省虚构市示例区秋水路18号2栋301室"),
    ],
)
def test_each_part_of_the_card_can_fill_a_field(part: str, value: str) -> None:
    item = service_with((field("f", SourceRule(SourceKind.CARD, part)),))
    assert started(item).fields["f"] == Answer(value, Source.CARD)


def test_an_empty_part_of_the_card_fills_nothing() -> None:
    item = service_with((field("f", SourceRule(SourceKind.CARD, "address")),))
    nowhere = replace(applicant(), address="")
    application = prefill(item, nowhere, certificates={}, answers={}, facts={})
    assert application.fields == {}


def test_a_field_that_does_not_apply_is_neither_filled_nor_shown_nor_asked() -> None:
    rule = SourceRule(SourceKind.CARD, "name")
    item = service_with((field("f", rule, condition="by_agent"),))
    application = prefill(
        item, applicant(), certificates={}, answers={}, facts={"by_agent": False}
    )
    assert application.fields == {}
    assert fields_shown(item, application) == ()
    assert fields_to_ask(item, application) == ()


def test_sources_that_know_nothing_leave_the_field_to_be_asked() -> None:
    rules = (
        SourceRule(SourceKind.FACT, "nothing"),
        SourceRule(SourceKind.CERTIFICATE, "BL", ("名称",)),
        SourceRule(SourceKind.FIELD, "other"),
        SourceRule(SourceKind.CALCULATION, "text_of_choice", ("other",)),
    )
    item = service_with((field("f", *rules),))
    assert fields_to_ask(item, started(item)) == item.fields
    assert text_of_choice(item, started(item), ("other",)) == ""


@pytest.mark.parametrize(
    ("type_", "text", "value"),
    [(FactType.INT, "3", 3), (FactType.BOOL, "yes", True), (FactType.TEXT, "3", "3")],
)
def test_a_field_tells_its_fact_in_the_fact_s_own_type(
    type_: FactType, text: str, value: object
) -> None:
    fact = Fact("told", type_, FactOrigin.FIELD, "", PROVENANCE, reference="f")
    item = service_with((field("f"),), (fact,))
    assert "told" not in facts_now(item, started(item))
    filled = started(item).with_field("f", Answer(text, Source.TYPED))
    assert facts_now(item, filled)["told"] == value
