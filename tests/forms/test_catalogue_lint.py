# SPDX-License-Identifier: Apache-2.0
"""Each rule of the catalogue check finds what it is for, and nothing in what is shipped."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from devices.identity.record import Assurance
from forms.catalogue_lint import RULES, Finding, check_catalogue, check_service
from forms.identity_need import DocumentKind
from forms.material_rules import LetterPart
from forms.service_item import (
    Choice,
    DayUnit,
    Fact,
    FactOrigin,
    FactType,
    Field,
    Limit,
    Mark,
    Material,
    Provenance,
    Question,
    ResultKind,
    ServiceItem,
    SourceKind,
    SourceRule,
    Supply,
    SupplyWay,
    ToleranceTerm,
)
from forms.text import Text
from tests.support.applying import (
    CATALOGUE_FOLDER,
    face,
    letter_rules,
    numbers,
    permit,
    validity,
)
from tests.support.spoiled_needs import SPOILED_NEEDS
from tests.support.spoiled_results import SPOILED_RESULTS
from tests.support.spoiled_reuse import SPOILED_REUSE
from tests.support.spoiled_terms import SPOILED_TERMS

WORDS = Text("字", "word")


def with_question(id_: str, change: Callable[[Question], Question]) -> ServiceItem:
    questions = tuple(change(one) if one.id == id_ else one for one in permit().questions)
    return replace(permit(), questions=questions)


def with_field(id_: str, change: Callable[[Field], Field]) -> ServiceItem:
    fields = tuple(change(one) if one.id == id_ else one for one in permit().fields)
    return replace(permit(), fields=fields)


def with_material(id_: str, change: Callable[[Material], Material]) -> ServiceItem:
    materials = tuple(change(one) if one.id == id_ else one for one in permit().materials)
    return replace(permit(), materials=materials)


A_SOURCE = Provenance(Mark.ASSUMED, "x")


def with_fact(id_: str, change: Callable[[Fact], Fact]) -> ServiceItem:
    facts = tuple(change(one) if one.id == id_ else one for one in permit().facts)
    return replace(permit(), facts=facts)


def with_conditions(**conditions: str) -> ServiceItem:
    return replace(permit(), conditions={**permit().conditions, **conditions})


def with_source(id_: str, *rules: SourceRule) -> ServiceItem:
    return with_field(id_, lambda one: replace(one, sources=rules))


def with_way(**changes: object) -> ServiceItem:
    way = SupplyWay(Supply.CALLED, role="BL")
    return with_material(
        "M3",
        lambda one: replace(one, supplies=(replace(way, **changes),)),  # type: ignore[arg-type]
    )


def options_of(id_: str, count: int) -> ServiceItem:
    return with_question(id_, lambda one: replace(one, options=one.options[:1] * count))


def without_part(id_: str) -> ServiceItem:
    rules = letter_rules()
    told = tuple(part for part in rules.told if part.id != id_)
    return replace(permit(), promise=replace(rules, told=told))


def with_headline(text: Text) -> ServiceItem:
    return replace(permit(), headlines={**permit().headlines, "issued": text})


A_SOURCE = Provenance(Mark.ASSUMED, "x")


def with_base_fact(base: str, *, is_used: bool) -> ServiceItem:
    """The service with one more fact of a base, which a condition of its own may use."""
    fact = Fact("told", FactType.BOOL, FactOrigin.BASE_DATA, "m", A_SOURCE, reference=base)
    item = permit()
    named = {**item.conditions, "is_told": "told"} if is_used else item.conditions
    return replace(item, facts=(*item.facts, fact), conditions=named)


def with_identity(**changes: object) -> ServiceItem:
    return replace(
        permit(),
        identity=replace(permit().identity, **changes),  # type: ignore[arg-type]
    )


def unsourced() -> ServiceItem:
    blank = Provenance(Mark.SOURCED, " ")
    return with_material("M5", lambda one: replace(one, provenance=blank))


def more_of_the_same_kind() -> ServiceItem:
    twice = permit().facts + permit().facts[:1]
    return replace(permit(), facts=twice)


def test_nothing_is_found_in_the_shipped_catalogue() -> None:
    assert check_catalogue(CATALOGUE_FOLDER) == ()


SPOILED: dict[str, tuple[str, str, Callable[[], ServiceItem]]] = {
    "a fact twice": ("unique-ids", "is there twice", more_of_the_same_kind),
    "a condition called like a fact": (
        "unique-ids", "area is there twice", lambda: with_conditions(area="true"),
    ),
    "an unknown fact": (
        "conditions", "no fact or condition colour", lambda: with_conditions(x="colour"),
    ),
    "no CEL": ("conditions", "no CEL", lambda: with_conditions(x="area >")),
    "a number for a condition": (
        "conditions", "yields no bool", lambda: with_conditions(x="area + 1"),
    ),
    "mixed types": ("conditions", "mixes types", lambda: with_conditions(x='area > "3"')),
    "a condition that needs itself": (
        "conditions", "needs itself", lambda: with_conditions(x="y", y="x"),
    ),
    "a question without its field": (
        "questions", "no field f_none",
        lambda: with_question("area", lambda one: replace(one, field_id="f_none")),
    ),
    "a question without its fact": (
        "questions", "no fact none",
        lambda: with_question("area", lambda one: replace(one, fact="none")),
    ),
    "a number that is none": (
        "questions", "kind is no number",
        lambda: with_question("area", lambda one: replace(one, fact="kind")),
    ),
    "a range the wrong way round": (
        "questions", "needs a range",
        lambda: with_question("area", lambda one: replace(one, maximum=0)),
    ),
    "too many answers": ("questions", "fit a page", lambda: options_of("group", 8)),
    "one answer": ("questions", "fit a page", lambda: options_of("group", 1)),
    "an answer that settles nothing": (
        "questions", "does not settle kind",
        lambda: with_question("kind_beauty", lambda one: replace(
            one, options=tuple(replace(option, facts={}) for option in one.options))),
    ),
    "an answer of the wrong type": (
        "questions", "no fact of that type",
        lambda: with_question("central_ac", lambda one: replace(one, options=tuple(
            replace(option, facts={"central_ac": "yes"}) for option in one.options))),
    ),
    "a fact of no field": (
        "facts", "no field f_none",
        lambda: with_fact("staff", lambda one: replace(one, reference="f_none")),
    ),
    "a fact of no certificate": (
        "facts", "no certificate XX",
        lambda: with_fact("licence_found", lambda one: replace(one, reference="XX")),
    ),
    "a switch without a value": (
        "facts", "belongs to local switches",
        lambda: with_fact("strict_report", lambda one: replace(one, value=None)),
    ),
    "choices in a number": (
        "fields", "belong to choice fields",
        lambda: with_field("f_area", lambda one: replace(one, choices=(Choice("a", WORDS),))),
    ),
    "a locked field without a source": (
        "fields", "locked field needs", lambda: with_source("f_unit"),
    ),
    "an unknown limit": (
        "fields", "no field f_none",
        lambda: with_field("f_health", lambda one: replace(one, maximum_field="f_none")),
    ),
    "an unknown source": (
        "fields", "no card blood",
        lambda: with_source("f_legal", SourceRule(SourceKind.CARD, "blood")),
    ),
    "a certificate without labels": (
        "fields", "lacks its labels",
        lambda: with_source("f_legal", SourceRule(SourceKind.CERTIFICATE, "BL")),
    ),
    "a result outside the choices": (
        "fields", "limitd is none of the choices",
        lambda: with_source("f_nature", SourceRule(
            SourceKind.CERTIFICATE, "BL", ("类型",), {"有限责任公司": "limitd"})),
    ),
    "a constant outside the choices": (
        "fields", "by_air is none of the choices",
        lambda: with_source("f_deliver", SourceRule(SourceKind.CONSTANT, "by_air")),
    ),
    "a material from nowhere": (
        "materials", "no way to supply",
        lambda: with_material("M5", lambda one: replace(one, supplies=())),
    ),
    "a condition without an excuse": (
        "materials", "excuse belong together",
        lambda: with_material("M6", lambda one: replace(one, excuse=None)),
    ),
    "a promise as a way of its own": (
        "materials", "follows from the terms", lambda: with_way(supply=Supply.PROMISED),
    ),
    "a call without a role": (
        "materials", "role belongs to called", lambda: with_way(role=""),
    ),
    "a call of nothing known": ("materials", "no certificate XX", lambda: with_way(role="XX")),
    "a label without a field": (
        "materials", "belong together", lambda: with_way(face_label="坐落"),
    ),
    "a label and no such field": (
        "materials", "no field f_none",
        lambda: with_way(face_label="坐落", equals_field="f_none"),
    ),
    "a promise without a period": (
        "materials", "at least a day",
        lambda: with_material("M5", lambda one: replace(one, promise=replace(
            one.promise, limit=Limit(0, DayUnit.CALENDAR)) if one.promise else None)),
    ),
    "tolerance beyond the handling time": (
        "materials", "within the promised handling time",
        lambda: with_material("M4", lambda one: replace(
            one, tolerance=ToleranceTerm(Limit(21, DayUnit.WORKING), WORDS))),
    ),
    "tolerance in other days": (
        "materials", "within the promised handling time",
        lambda: with_material("M4", lambda one: replace(
            one, tolerance=ToleranceTerm(Limit(5, DayUnit.CALENDAR), WORDS))),
    ),
    "a letter without liability": (
        "promise", "part liability is missing", lambda: without_part("liability"),
    ),
    "a letter that promises nothing": (
        "promise", "nothing is promised",
        lambda: replace(permit(), promise=replace(letter_rules(), promised=())),
    ),
    "a letter without a period": (
        "promise", "at least a day",
        lambda: replace(permit(), promise=replace(
            letter_rules(), period=Limit(0, DayUnit.CALENDAR))),
    ),
    "a face from an optional field": (
        "licence", "f_health is no required field",
        lambda: replace(permit(), licence=replace(face(), address="f_health")),
    ),
    "a validity of no years": (
        "licence", "whole years",
        lambda: replace(permit(), validity=replace(validity(), years=0)),
    ),
    "a number without a serial": (
        "licence", "serial",
        lambda: replace(permit(), numbering=replace(numbers(), template="{year}")),
    ),
    "a fact that nobody asks": (
        "base-data", "nobody asks for it", lambda: with_base_fact("population", is_used=False),
    ),
    "a fact of no base": (
        "base-data", "reference names the base", lambda: with_base_fact("police", is_used=True),
    ),
    "a fact of the notices": (
        "base-data", "reference names the base",
        lambda: with_base_fact("notices", is_used=True),
    ),
    "nobody who could apply": (
        "identity", "no level would do", lambda: with_identity(assurance=()),
    ),
    "no document to apply with": (
        "identity", "no document would do", lambda: with_identity(documents=()),
    ),
    "a level twice": (
        "identity", "chip_verified is there twice",
        lambda: with_identity(assurance=(Assurance.CHIP_VERIFIED,) * 2),
    ),
    "a document twice": (
        "identity", "hmt is there twice",
        lambda: with_identity(documents=(DocumentKind.HMT,) * 2),
    ),
    "stored data of no card": (
        "identity", "both or neither",
        lambda: with_identity(assurance=(*permit().identity.assurance, Assurance.STORED_DATA)),
    ),
    "a card that is not good enough": (
        "identity", "both or neither", lambda: with_identity(documents=tuple(DocumentKind)),
    ),
    "a chip that no document has": (
        "identity", "no document with such a chip",
        lambda: with_identity(
            assurance=(Assurance.CHIP_VERIFIED, Assurance.STORED_DATA),
            documents=(DocumentKind.SOCIAL_SECURITY,)),
    ),
    "no Chinese": (
        "texts", "Chinese text is missing", lambda: replace(permit(), title=Text("", "x")),
    ),
    "no English": (
        "texts", "English text is missing", lambda: replace(permit(), title=Text("字", " ")),
    ),
    "Chinese for English": (
        "texts", "English text is Chinese", lambda: replace(permit(), title=Text("字", "字")),
    ),
    "a statement without a source": ("sources", "no source", unsourced),
    "a service without a law": (
        "sources", "no legal source", lambda: replace(permit(), sources=()),
    ),
    "a headline too few": (
        "placeholders", "refused is missing", lambda: replace(permit(), headlines={
            key: text for key, text in permit().headlines.items() if key != "refused"}),
    ),
    "a placeholder nobody fills": (
        "placeholders", "nobody fills in name",
        lambda: with_headline(Text("{name}您好", "Hello {name}")),
    ),
    "placeholders in one language": (
        "placeholders", "different placeholders",
        lambda: replace(permit(), headlines={
            **permit().headlines, "accepted": Text("已受理", "Decision by {due}")}),
    ),
    "a stray brace": (
        "placeholders", "stray brace", lambda: with_headline(Text("领证{", "take it {")),
    ),
    "a copy beside a licence": (
        "copies", "go together, and alone", lambda: replace(permit(), situations=tuple(
            replace(one, result=replace(one.result, kind=ResultKind.COPY))
            for one in permit().situations)),
    ),
    "an idle question": (
        "outcomes", "asked on no path",
        lambda: with_question("pool", lambda one: replace(one, condition="false")),
    ),
    **SPOILED_NEEDS,
    **SPOILED_RESULTS,
    **SPOILED_REUSE,
    **SPOILED_TERMS,
}  # fmt: skip


@pytest.mark.parametrize("name", SPOILED)
def test_a_spoiled_service_is_found_by_its_rule(name: str) -> None:
    rule, message, spoil = SPOILED[name]
    found = check_service(spoil())
    assert any(one.rule == rule and message in one.message for one in found), found
    assert {one.service for one in found} == {permit().id}


def test_every_rule_has_a_service_that_it_refuses() -> None:
    assert {rule for rule, _, _ in SPOILED.values()} == set(RULES)


def test_a_notice_may_be_cited_in_english_by_its_own_title() -> None:
    cited = replace(permit(), title=Text("字", "see 国办发〔2020〕42号"))
    assert check_service(cited) == ()


def test_a_text_that_is_a_bare_figure_is_the_same_in_both_languages() -> None:
    assert check_service(replace(permit(), title=Text("12345", "12345"))) == ()


def test_whole_places_are_named() -> None:
    part = LetterPart("x", Text("字", ""), ())
    rules = replace(letter_rules(), told=(*letter_rules().told, part))
    found = check_service(replace(permit(), promise=rules))
    assert Finding("texts", permit().id, "promise.told.x.heading", found[0].message) in found


def test_a_number_fact_that_is_no_local_switch_stays_open() -> None:
    fixed = Fact(
        "quota", FactType.INT, FactOrigin.LOCAL, "x", Provenance(Mark.ASSUMED, "some"), value=3
    )
    assert check_service(replace(permit(), facts=(*permit().facts, fixed))) == ()
