# SPDX-License-Identifier: Apache-2.0
"""With the certificate library away: guided, accepted and promised, and nothing issued."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import islice

import pytest

from forms.application import NO_ANSWER, Application, CalledCertificate, Route
from forms.decision import (
    Accepted,
    AcceptedWithGaps,
    Decision,
    FilledIn,
    Issued,
    IssuedUnderPromise,
    Refused,
    decide,
    is_proven,
)
from forms.dispute import DisputeReason
from forms.dispute_rules import dispute_of, with_dispute
from forms.facts import facts_now, known_facts
from forms.field_values import Answer, Source
from forms.guide import GuideDone
from forms.lint_guide import paths
from forms.lint_rules import facts as lint_facts
from forms.lint_rules import fields as lint_fields
from forms.material import Supply, supply_materials
from forms.offered_fields import fields_offered
from forms.prefill import (
    fields_missing,
    fields_to_ask,
    fields_unproven,
    fields_waiting,
    prefill,
    refresh,
)
from forms.promise import promise_letter, route_offer
from forms.question import Fact, FactOrigin, FactPart, FactType
from forms.service_item import ServiceItem
from tests.forms.test_situations import begun as begun_with_all
from tests.support.applying import (
    TODAY,
    applicant,
    business_licence,
    deed,
    permit,
    shipped,
)
from tests.support.disputing import choice

HYGIENE, FREIGHT = "hygiene-permit", "road-freight-licence"
SHOP = "individual-business"
ROLES = ("BL", "HYG", "DEED", "HEALTH", "RTL", "VEH", "DL", "QUAL", "VOC")
TYPED = {
    "f_tel": "13800000000",
    "f_staff": "3",
    "f_grade": "first",
    "f_by": "month_1",
    "f_post_other": "湖南省虚构市示例区秋水路18号",
    "f_word": "明月",
    "f_trade_word": "hair",
    "f_addr": "湖南省虚构市示例区秋水路18号",
}
AWAY = [
    (service, situation.id)
    for service in (HYGIENE, FREIGHT, SHOP)
    for situation in shipped().service(service).situations
    if (service, situation.id) != (SHOP, "new")
]
"""Every situation of every service but the one that asks for no certificate of one's own."""


def filled(item: ServiceItem, application: Application) -> Application:
    """The application with all typed in that is asked."""
    while asked := fields_to_ask(item, application):
        answer = Answer(TYPED[asked[0].id], Source.TYPED)
        application = refresh(item, application.with_field(asked[0].id, answer))
    return application


def cases(
    service: str, situation: str, *found: CalledCertificate, word: str = "unreachable"
) -> Iterator[Application]:
    """Some forms at the ends of the guide, everything but ``found`` unanswered."""
    item, by_role = shipped().service(service), {one.role: one for one in found}
    facts = known_facts(
        item, applicant(), certificates=by_role, absent_roles=frozenset(), today=TODAY
    )
    ends = (
        (answers, end)
        for answers, end in paths(item, facts)
        if isinstance(end, GuideDone) and end.situation == situation
    )
    for answers, end in islice(ends, 40):
        application = prefill(
            item, applicant(), certificates=by_role, answers=answers, facts=end.facts
        )
        sought = {role: word for role in ROLES if role not in by_role}
        yield filled(item, replace(application, sought=sought))


def decided(application: Application, route: Route, *, brought: bool = True) -> Decision:
    item = shipped().service(application.item_id)
    chosen = application.with_route(route)
    missing = [row for row in supply_materials(item, chosen) if row.is_missing]
    for row in missing if brought else ():
        chosen = chosen.with_handed_in(row.material.id)
    calendar = shipped().calendar
    return decide(item, chosen, signed=True, today=TODAY, calendar=calendar)


# -- what is guided and accepted -------------------------------------------------------------


@pytest.mark.no_cover
@pytest.mark.parametrize(("service", "situation"), AWAY)
def test_every_situation_is_accepted_and_none_is_decided(service: str, situation: str) -> None:
    item, count = shipped().service(service), 0
    for application in cases(service, situation):
        count += 1
        ordinary = decided(application, Route.ORDINARY)
        assert isinstance(ordinary, Accepted | AcceptedWithGaps), ordinary
        assert isinstance(decided(application, Route.WINDOW), FilledIn)
        assert not is_proven(item, application)
        assert not fields_missing(item, application)
    assert count


@pytest.mark.no_cover
@pytest.mark.parametrize("word", sorted(NO_ANSWER))
def test_each_way_to_give_no_answer_leads_on(word: str) -> None:
    for application in cases(HYGIENE, "new", word=word):
        assert isinstance(decided(application, Route.ORDINARY), AcceptedWithGaps)


@pytest.mark.parametrize("word", ["not_found", "not_usable", ""])
def test_no_word_but_no_answer_opens_the_old_licence(word: str) -> None:
    """The engine itself refuses, were a guide to let it through."""
    application = next(cases(HYGIENE, "reissue", word=word))
    refused = decided(application, Route.ORDINARY)
    assert isinstance(refused, Refused)
    assert any("没有查到原来的证" in text.zh_CN for text in refused.blocking)


@pytest.mark.parametrize("service", [HYGIENE, FREIGHT, SHOP])
def test_what_the_library_says_is_not_there_still_stops(service: str) -> None:
    item = shipped().service(service)
    facts = known_facts(
        item, applicant(), certificates={}, absent_roles=frozenset(ROLES), today=TODAY
    )
    ends = {end.situation for _, end in paths(item, facts) if isinstance(end, GuideDone)}
    assert ends == ({"new"} if service == SHOP else set())


def test_nothing_is_typed_in_place_of_the_licence() -> None:
    """It is found by the holder's number; who has several shops may say which, and need not."""
    item = permit()
    application = next(cases(HYGIENE, "new"))
    waiting = {field.id for field in fields_waiting(item, application)}
    assert waiting == {"f_unit", "f_uscc", "f_addr", "f_nature"}
    asked = {id_ for id_, one in application.fields.items() if one.source is Source.TYPED}
    assert asked == {"f_tel", "f_staff", "f_area"}
    assert [field.id for field in fields_offered(item, application)] == ["f_which"]
    assert application.fields["f_legal"].value == applicant().name
    assert {field.id for field in fields_unproven(item, application)} == set()


def test_with_the_licence_found_nothing_waits_and_no_shop_is_offered() -> None:
    application = next(cases(HYGIENE, "new", business_licence()))
    assert fields_waiting(permit(), application) == ()
    assert fields_offered(permit(), application) == ()
    assert is_proven(permit(), application)


@pytest.mark.parametrize("has_permit", ["paper", "none"])
def test_a_lost_or_damaged_permit_is_not_replaced_before_it_was_looked_up(
    has_permit: str,
) -> None:
    """The decision would be made here; number and last day are on the old one alone."""
    found = [
        one
        for situation in ("reissue", "damage", "change", "cancel")
        for one in cases(HYGIENE, situation, business_licence())
        if one.facts["has_permit"] == has_permit
    ]
    assert {one.situation for one in found} == {"reissue", "damage", "change", "cancel"}
    for application in found:
        waiting = {field.id for field in fields_waiting(permit(), application)}
        assert waiting == {"f_item", "f_oldno", "f_oldto"}
        decision = decided(application, Route.ORDINARY)
        assert isinstance(decision, Accepted | AcceptedWithGaps)


SHOP_WAITS = {
    "change": {"f_uscc", "f_name", "f_form", "f_since"},
    "rename": {"f_uscc", "f_form", "f_addr", "f_item", "f_since"},
    "cancel": {"f_uscc", "f_name", "f_form", "f_addr", "f_item", "f_since"},
}


@pytest.mark.parametrize("situation", sorted(SHOP_WAITS))
def test_of_a_shop_only_what_changes_is_filled_in_and_the_rest_waits_for_its_licence(
    situation: str,
) -> None:
    """Neither the own name nor a usual form stands where the licence may say another."""
    item = shipped().service(SHOP)
    for application in cases(SHOP, situation):
        waiting = {field.id for field in fields_waiting(item, application)}
        changed = {"scope": {"f_addr"}, "address": {"f_item"}}
        kept = changed.get(str(application.facts.get("changed")), set())
        assert waiting == SHOP_WAITS[situation] | kept


def test_a_new_shop_waits_for_no_licence() -> None:
    item, count = shipped().service(SHOP), 0
    for application in cases(SHOP, "new"):
        count += 1
        assert fields_waiting(item, application) == ()
        assert fields_offered(item, application) == ()
        assert application.fields["f_addr"].source is Source.TYPED
    assert count


@pytest.mark.parametrize("situation", ["change", "rename", "cancel"])
def test_a_shop_whose_licence_is_not_brought_is_told_that_it_is_missing(situation: str) -> None:
    """No rule lets the licence follow later: it is put into the box, or the case waits."""
    refused = decided(next(cases(SHOP, situation)), Route.ORDINARY, brought=False)
    assert isinstance(refused, Refused)
    assert any("营业执照" in text.zh_CN for text in refused.blocking)


# -- what is promised ------------------------------------------------------------------------


@pytest.mark.parametrize("situation", ["new", "renew"])
def test_the_promise_is_accepted_with_the_paper_and_issued_after_its_check(
    situation: str,
) -> None:
    for application in cases(HYGIENE, situation):
        offer = route_offer(permit(), application)
        assert offer.is_promise_open, offer.hindrances
        assert {one.id for one in offer.to_check} <= {"M3", "M13"}
        assert "M3" in {one.id for one in offer.to_check}
        assert isinstance(decided(application, Route.PROMISE), Accepted)
        refused = decided(application, Route.PROMISE, brought=False)
        assert isinstance(refused, Refused), "without the paper nothing is promised on it"


def test_such_a_letter_names_no_day_for_the_clocks_begin_with_the_licence() -> None:
    calendar = shipped().calendar

    def letter_of(application: Application) -> str:
        letter = promise_letter(permit(), application, today=TODAY, calendar=calendar)
        return "".join(
            text.zh_CN
            for section in (*letter.told, *letter.promised)
            for text in section.paragraphs
        )

    waiting = letter_of(next(cases(HYGIENE, "new")))
    assert "领证后第60天" in waiting
    assert "领证后第90天" in waiting
    assert "2027年" not in waiting
    now = letter_of(next(cases(HYGIENE, "new", business_licence())))
    assert "领证后第" not in now
    assert "2027年1月" in now


def test_with_the_licence_there_the_rest_is_promised_and_the_permit_issued() -> None:
    """Of deed, health certificates and reports the rules allow a promise."""
    for application in cases(HYGIENE, "new", business_licence()):
        decision = decided(application, Route.PROMISE)
        assert isinstance(decision, IssuedUnderPromise)
        assert "M4" in {one.id for one in decision.promised}


def test_what_may_not_be_checked_later_closes_the_promise_and_says_why() -> None:
    strict = replace(
        permit(),
        materials=tuple(replace(one, after_check=None) for one in permit().materials),
    )
    application = next(cases(HYGIENE, "new"))
    offer = route_offer(strict, application)
    assert not offer.is_promise_open
    assert "营业执照没有查成" in offer.hindrances[0].zh_CN
    assert "could not be looked up" in offer.hindrances[0].en


def test_a_disputed_licence_is_no_licence_that_could_not_be_looked_up() -> None:
    application = next(cases(HYGIENE, "new", business_licence(), deed()))
    made = dispute_of(permit(), application, "BL", choice(DisputeReason.NOT_MINE))
    assert made is not None
    disputed = with_dispute(permit(), application, made)
    assert facts_now(permit(), disputed)["licence_answered"] is True
    assert fields_waiting(permit(), disputed) == ()
    assert not route_offer(permit(), disputed).is_promise_open


# -- what a hand has written is not issued ---------------------------------------------------


@pytest.mark.parametrize("field", ["f_unit", "f_addr"])
@pytest.mark.parametrize("service", [HYGIENE, FREIGHT])
@pytest.mark.parametrize("situation", ["reissue", "damage"])
def test_a_name_that_was_typed_for_a_disputed_one_is_not_printed_on_a_licence(
    service: str, situation: str, field: str
) -> None:
    item = shipped().service(service)
    application = begun_with_all(service, {"situation": situation})
    assert isinstance(decided(application, Route.ORDINARY, brought=False), Issued)
    made = dispute_of(item, application, field, choice(DisputeReason.OUTDATED))
    assert made is not None
    typed = with_dispute(item, application, made).with_field(
        field, Answer("湖南省虚构市示例区改过的名字", Source.TYPED)
    )
    assert [one.id for one in fields_unproven(item, typed)] == [field]
    decision = decided(typed, Route.ORDINARY, brought=False)
    assert isinstance(decision, Accepted | AcceptedWithGaps)


def test_a_cancellation_on_a_typed_name_is_not_concluded_here() -> None:
    application = begun_with_all(HYGIENE, {"situation": "cancel"})
    made = dispute_of(permit(), application, "f_unit", choice(DisputeReason.OUTDATED))
    assert made is not None
    answer = Answer("改过的名字店", Source.TYPED)
    typed = with_dispute(permit(), application, made).with_field("f_unit", answer)
    assert decided(typed, Route.ORDINARY) == Accepted(date(2026, 12, 21))


# -- the data --------------------------------------------------------------------------------


def test_a_service_without_a_licence_has_no_old_one_to_wait_for() -> None:
    application = replace(next(cases(HYGIENE, "cancel", business_licence())), sought={})
    bare = replace(permit(), licence=None, fields=())
    assert is_proven(bare, application)


def test_a_field_that_waits_for_nothing_is_found() -> None:
    spoiled = replace(permit().field("f_tel"), waits_when="!licence_answered")
    item = replace(permit(), fields=(spoiled,))
    assert any("waits for no certificate" in message for _, message in lint_fields(item))


def test_an_answered_fact_that_is_no_bool_of_a_certificate_is_found() -> None:
    provenance = permit().facts[0].provenance
    fact = Fact(
        "odd", FactType.INT, FactOrigin.CERTIFICATE, "", provenance, "BL", FactPart.ANSWERED
    )
    item = replace(permit(), facts=(*permit().facts, fact))
    assert any("whether a source answered" in message for _, message in lint_facts(item))


def test_the_twelve_papers_with_the_library_up_are_what_they_were() -> None:
    """The founding figures: twelve materials, none of them handed in."""
    rows = supply_materials(permit(), next(cases(HYGIENE, "new", business_licence(), deed())))
    assert len(rows) == 12
    assert Supply.HANDED_IN not in {row.supply for row in rows}


# -- a certificate that ends in mid-visit ----------------------------------------------------


@pytest.mark.parametrize(("last", "is_refused"), [(TODAY, False), (date(2026, 11, 22), True)])
def test_a_certificate_that_ran_out_in_mid_visit_decides_nothing(
    last: date, is_refused: bool
) -> None:
    """Whoever begins before midnight and signs after it."""
    ending = replace(deed(), expires_on=last)
    application = next(cases(HYGIENE, "new", business_licence(), ending))
    decision = decided(application, Route.PROMISE)
    assert isinstance(decision, Refused) == is_refused
    if isinstance(decision, Refused):
        assert any("刚刚到期" in text.zh_CN for text in decision.blocking)


def test_the_number_on_the_form_is_the_number_that_is_kept() -> None:
    """A face may say something else than the metadata that the new licence is numbered by."""
    old = CalledCertificate(
        "HYG",
        "公共场所卫生许可证",
        "湘卫公证字〔2024〕第439900000007号",
        {"证照编号": "另一个号", "证照有效期截止日期": "2099-01-01", "许可项目": "美容店"},
        expires_on=date(2028, 2, 29),
    )
    application = next(cases(HYGIENE, "damage", business_licence(), old))
    assert application.fields["f_oldno"].value == old.number
    assert application.fields["f_oldto"].value == "2028-02-29"
