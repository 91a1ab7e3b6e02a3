# SPDX-License-Identifier: Apache-2.0
"""What each situation does to number and dates: the rules of the services, as a table."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certificates.licence import LicenceNumber
from forms.application import Application, CalledCertificate, Route
from forms.decision import (
    Accepted,
    Concluded,
    Decision,
    FilledIn,
    Issued,
    IssuedUnderPromise,
    Refused,
    decide,
)
from forms.errors import IncompleteApplicationError
from forms.facts import known_facts
from forms.field_values import Answer, Source
from forms.guide import GuideDone, next_step
from forms.headlines import headline, wanted
from forms.licensing import Issuance, OldLicence, licence_from, licence_terms, old_licence
from forms.material import supply_materials
from forms.prefill import fields_shown, prefill, refresh
from forms.promise import promise_letter, route_offer
from forms.service_item import Question, ResultKind, ServiceItem, Situation, Stop, Supply
from forms.service_item import ServiceItem as Item
from tests.support.applying import (
    TODAY,
    applicant,
    business_licence,
    complete,
    deed,
    permit,
    shipped,
)

FREIGHT, SHOP = "road-freight-licence", "individual-business"
OLD_TO = date(2028, 2, 29)
HYG_NO, RTL_NO = "湘卫公证字〔2024〕第439900000007号", "湘交运管许可示字439900000017号"

TABLE = [
    # service, situation, number, first day, last day; issued on 29 February 2024
    ("hygiene-permit", "new", "", date(2024, 2, 29), date(2028, 2, 28)),
    ("hygiene-permit", "renew", HYG_NO, date(2028, 3, 1), date(2032, 2, 29)),
    ("hygiene-permit", "change", HYG_NO, date(2024, 2, 29), OLD_TO),
    ("hygiene-permit", "reissue", HYG_NO, date(2024, 2, 29), OLD_TO),
    ("hygiene-permit", "damage", HYG_NO, date(2024, 2, 29), OLD_TO),
    ("hygiene-permit", "cancel", "", date(2024, 2, 29), None),
    (FREIGHT, "new", "", date(2024, 2, 29), date(2028, 2, 28)),
    (FREIGHT, "reissue", "", date(2024, 2, 29), OLD_TO),
    (FREIGHT, "change", RTL_NO, date(2024, 2, 29), OLD_TO),
    (FREIGHT, "damage", RTL_NO, date(2024, 2, 29), OLD_TO),
    (FREIGHT, "renew", RTL_NO, date(2028, 3, 1), date(2032, 2, 29)),
    (FREIGHT, "cancel", "", date(2024, 2, 29), None),
    (SHOP, "new", "", date(2024, 2, 29), None),
    (SHOP, "change", "92439900MA0TEXT04R", date(2024, 2, 29), None),
    (SHOP, "rename", "92439900MA0TEXT04R", date(2024, 2, 29), None),
]


def hygiene_permit(last: date | None = OLD_TO) -> CalledCertificate:
    face = {"许可项目": "美容店"}
    return CalledCertificate("HYG", "公共场所卫生许可证", HYG_NO, face, expires_on=last)


def road_licence(last: date | None = OLD_TO) -> CalledCertificate:
    face = {"经营范围": "道路普通货物运输"}
    return CalledCertificate("RTL", "道路运输经营许可证", RTL_NO, face, expires_on=last)


def certificates() -> dict[str, CalledCertificate]:
    face = {"经营范围": "生活美容服务。", "注册日期": "2024-05-20"}
    found = (business_licence(**face), hygiene_permit(), road_licence())
    return {one.role: one for one in found}


def begun(
    service: str,
    answers: dict[str, str],
    *,
    without: str = "",
    today: date = TODAY,
    more: tuple[CalledCertificate, ...] = (),
    switches: Mapping[str, bool] = MappingProxyType({}),
) -> Application:
    """An application after its guide and form, with everything in the library but one."""
    item = shipped().service(service)
    found = {**certificates(), **{one.role: one for one in more}}
    found.pop(without, None)
    facts = known_facts(
        item,
        applicant(),
        certificates=found,
        absent_roles=frozenset({without} - {""}),
        today=today,
    )
    done = next_step(item, answers, {**facts, **switches})
    assert isinstance(done, GuideDone), done
    filled = prefill(item, applicant(), certificates=found, answers=answers, facts=done.facts)
    typed = {"f_tel": "13800000000", "f_staff": "3", "f_grade": "first", "f_by": "month_1"}
    for id_, value in {**typed, "f_word": "秋美", "f_trade_word": "hair"}.items():
        if any(field.id == id_ for field in item.fields):
            filled = filled.with_field(id_, Answer(value, Source.TYPED))
    return refresh(item, filled)


def decided(service: str, application: Application, route: Route) -> Decision:
    item = shipped().service(service)
    chosen = application.with_route(route)
    calendar = shipped().calendar
    return decide(item, chosen, signed=True, today=TODAY, calendar=calendar)


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row[0]}-{row[1]}")
def test_number_and_dates_follow_the_situation(
    row: tuple[str, str, str, date, date | None],
) -> None:
    service, situation, number, first, last = row
    application = replace(
        complete(), item_id=service, situation=situation, certificates=certificates()
    )
    item = shipped().service(service)
    terms = licence_terms(item, application, issued_on=date(2024, 2, 29))
    assert terms.kept_number == number
    assert terms.valid_from == first
    if item.situation(situation).result.kind is ResultKind.LICENCE:
        assert terms.valid_to == last


def test_every_situation_that_is_offered_stands_in_the_table() -> None:
    offered = {(item.id, one.id) for item in shipped().services for one in item.situations}
    receipts = {(SHOP, "cancel")} | {
        (item.id, one.id)
        for item in shipped().services
        for one in item.situations
        if one.result.kind is ResultKind.COPY
    }
    assert offered - receipts == {(service, situation) for service, situation, *_ in TABLE}


@given(
    issued=st.dates(date(2024, 1, 1), date(2090, 12, 31)),
    left=st.integers(0, 4 * 366),
    service=st.sampled_from(["hygiene-permit", FREIGHT]),
)
def test_a_renewal_leaves_no_day_out_and_none_twice(
    issued: date, left: int, service: str
) -> None:
    last = issued + timedelta(days=left)
    found = {"HYG": hygiene_permit(last), "RTL": road_licence(last)}
    application = replace(complete(), situation="renew", certificates=found)
    terms = licence_terms(shipped().service(service), application, issued_on=issued)
    assert terms.valid_from == last + timedelta(days=1)
    assert terms.valid_to is not None
    assert terms.valid_to.year - terms.valid_from.year in {3, 4}


@pytest.mark.parametrize("last", [None, date(2026, 11, 1)])
def test_a_renewal_begins_today_where_the_old_day_is_past_or_none(last: date | None) -> None:
    found = {"HYG": hygiene_permit(last)}
    application = replace(complete(), situation="renew", certificates=found)
    assert licence_terms(permit(), application, issued_on=TODAY).valid_from == TODAY


def test_without_the_old_licence_no_number_is_kept() -> None:
    application = replace(complete(), situation="change")
    assert old_licence(permit(), application) is None
    with pytest.raises(IncompleteApplicationError, match="earlier licence"):
        licence_terms(permit(), application, issued_on=TODAY)
    faceless = replace(permit(), licence=None)
    assert old_licence(faceless, application) is None
    with pytest.raises(IncompleteApplicationError, match="makes no licence"):
        licence_from(
            application, Issued(), LicenceNumber("1"), item=faceless,
            issuance=Issuance(TODAY, "x"),
        )  # fmt: skip


def test_a_full_period_without_its_rule_has_no_end() -> None:
    bare = replace(permit(), validity=None)
    assert licence_terms(bare, complete(), issued_on=TODAY).valid_to is None


def test_the_old_licence_is_what_the_library_told() -> None:
    application = replace(complete(), certificates=certificates())
    assert old_licence(permit(), application) == OldLicence(HYG_NO, OLD_TO)


DECIDED = [
    ("hygiene-permit", {"situation": "change", "changed": "name"}, Issued),
    ("hygiene-permit", {"situation": "reissue"}, Issued),
    ("hygiene-permit", {"situation": "damage"}, Issued),
    ("hygiene-permit", {"situation": "cancel"}, Concluded),
    (FREIGHT, {"situation": "change", "changed": "person"}, Issued),
    (FREIGHT, {"situation": "reissue"}, Issued),
    (FREIGHT, {"situation": "damage"}, Issued),
    (SHOP, {"situation": "change", "changed": "scope", "trade": "clothes"}, Issued),
    (SHOP, {"situation": "rename"}, Accepted),
]


@pytest.mark.parametrize(("service", "answers", "kind"), DECIDED)
def test_what_the_rules_alone_decide_is_decided_at_once(
    service: str, answers: dict[str, str], kind: type
) -> None:
    application = begun(service, answers)
    decision = decided(service, application, Route.ORDINARY)
    assert isinstance(decision, kind), decision
    assert headline(shipped().service(service), decision).zh_CN


def test_a_freight_cancellation_waits_for_the_card_of_the_vehicle() -> None:
    application = begun(FREIGHT, {"situation": "cancel"})
    missing = decided(FREIGHT, application, Route.ORDINARY)
    assert isinstance(missing, Refused)
    handed = decided(FREIGHT, application.with_handed_in("F11"), Route.ORDINARY)
    assert isinstance(handed, Accepted), "nobody has looked at the card yet"
    card = CalledCertificate("VOC", "道路运输证", "1", {})
    called = begun(FREIGHT, {"situation": "cancel"}, more=(card,))
    assert decided(FREIGHT, called, Route.ORDINARY) == Concluded()


def test_new_freight_is_accepted_and_decided_by_the_authority() -> None:
    answers = {"situation": "new", "mass": "18000", "cargo": "general"}
    driver = {"vehicle": "planned", "driver": "hired"}
    application = begun(FREIGHT, {**answers, **driver})
    for id_ in ("F5", "F6", "F7"):
        application = application.with_handed_in(id_)
    decision = decided(FREIGHT, application, Route.ORDINARY)
    assert decision == Accepted(date(2026, 12, 21))
    rows = {row.material.id: row for row in supply_materials(freight(), application)}
    assert rows["F4"].supply is Supply.GENERATED, "the rule's own commitment"
    assert rows["F12"].supply is Supply.NOT_NEEDED
    assert application.fields["f_by"].value == "month_1"
    owned = begun(FREIGHT, {**answers, "vehicle": "owned", "driver": "self"})
    assert {field.id for field in fields_shown(freight(), owned)}.isdisjoint({"f_by"})


def freight() -> ServiceItem:
    return shipped().service(FREIGHT)


def test_a_renewal_on_a_promise_keeps_the_number_and_needs_no_word_about_opening() -> None:
    application = begun("hygiene-permit", {"situation": "renew"})
    decision = decided("hygiene-permit", application, Route.PROMISE)
    assert isinstance(decision, IssuedUnderPromise)
    assert [one.id for one in decision.promised] == ["M5", "M7", "M8", "M9"]
    letter = promise_letter(permit(), application, today=TODAY, calendar=shipped().calendar)
    told = "".join(section.heading.zh_CN for section in letter.told)
    assert "照常营业" in told
    assert "还不能马上营业" not in told


def test_a_situation_without_a_promise_says_so_and_refuses_it() -> None:
    application = begun("hygiene-permit", {"situation": "reissue"})
    offer = route_offer(permit(), application)
    assert not offer.is_promise_open
    assert offer.hindrances[0].zh_CN == "这种情形不用告知承诺。"
    assert Route.PROMISE not in offer.routes
    decision = decided("hygiene-permit", application, Route.PROMISE)
    assert isinstance(decision, Refused)
    assert "不能这样办理" in decision.blocking[0].zh_CN
    rows = {row.material.id for row in supply_materials(permit(), application)}
    assert rows == {"M1", "M2", "M12", "M14"}


def test_a_service_without_a_letter_refuses_to_compose_one() -> None:
    bare = replace(permit(), promise=None)
    with pytest.raises(IncompleteApplicationError, match="not handled on a promise"):
        promise_letter(bare, complete(), today=TODAY, calendar=shipped().calendar)


def test_what_is_filled_in_for_the_window_is_neither_accepted_nor_refused() -> None:
    application = begun(FREIGHT, {"situation": "cancel"})
    decision = decided(FREIGHT, application, Route.WINDOW)
    assert isinstance(decision, FilledIn)
    assert [one.id for one in decision.to_bring] == ["F11"]
    told = headline(freight(), decision).zh_CN
    assert "还没有受理" in told
    unread = replace(application, catalogue_version="0")
    assert isinstance(decided(FREIGHT, unread, Route.WINDOW), Refused)


def test_the_window_may_have_the_old_licence_that_the_library_lacks() -> None:
    lost = replace(begun(FREIGHT, {"situation": "damage"}), certificates={})
    ordinary = decided(FREIGHT, lost, Route.ORDINARY)
    assert isinstance(ordinary, Refused)
    assert "没有查到原来的证" in [reason.zh_CN for reason in ordinary.blocking]
    assert isinstance(decided(FREIGHT, lost, Route.WINDOW), FilledIn)
    faceless = replace(freight(), licence=None)
    again = decide(
        faceless, lost.with_route(Route.ORDINARY), signed=True, today=TODAY,
        calendar=shipped().calendar,
    )  # fmt: skip
    assert isinstance(again, Refused)


def test_premises_are_proved_by_the_deed_by_the_communitys_seal_or_by_a_declaration() -> None:
    answers = {
        "situation": "new", "barred": "no", "trade": "retail", "form": "person",
        "place": "shop", "named": "no",
    }  # fmt: skip
    place = "湖南省虚构市示例区老街9号"
    seal = CalledCertificate("COMMUNITY", "社区证明（一枚印章）", "1", {"场所地址": place})

    def supply(*more: CalledCertificate, **switches: bool) -> Supply:
        application = begun(SHOP, answers, more=more, switches=switches)
        if not more:
            application = application.with_field("f_addr", Answer(place, Source.TYPED))
        rows = supply_materials(shipped().service(SHOP), application)
        return next(row.supply for row in rows if row.material.id == "G3")

    assert supply(deed()) is Supply.CALLED
    assert supply(seal) is Supply.ISSUED_ONLINE
    assert supply() is Supply.HANDED_IN
    assert supply(address_promise=True) is Supply.GENERATED


def test_a_name_is_joined_of_its_parts_and_an_unnamed_shop_bears_its_operators() -> None:
    named = begun(SHOP, {"situation": "rename"})
    assert named.fields["f_name"].value == "虚构市示例区秋美美容美发店"
    answers = {
        "situation": "new", "barred": "no", "trade": "retail", "form": "family",
        "place": "net", "named": "no",
    }  # fmt: skip
    unnamed = begun(SHOP, answers)
    assert unnamed.fields["f_name"].value == "陈秋美"
    assert unnamed.fields["f_since"].value == "登记之日"


def test_a_catalogue_has_the_sentences_that_its_situations_can_come_to() -> None:
    assert wanted(permit()) == permit().headlines.keys()
    assert wanted(freight()) == freight().headlines.keys()
    only: tuple[Situation, ...] = (permit().situations[0],)
    assert "concluded" not in wanted(replace(permit(), situations=only))
    closed: Item = replace(permit(), situations=(replace(only[0], is_offered=False),))
    assert wanted(closed) == {"refused"}


def test_a_light_truck_is_sent_home_only_where_it_carries_nothing_dangerous() -> None:
    """The exemption is for ordinary goods (道路运输条例, art. 24)."""
    found = known_facts(
        freight(), applicant(), certificates=certificates(),
        absent_roles=frozenset(), today=TODAY,
    )  # fmt: skip
    light = {"situation": "new", "mass": "4500"}
    assert isinstance(next_step(freight(), light, found), Question)
    for cargo, sentence in (("general", "4.5吨以下"), ("hazardous", "危险货物")):
        stop = next_step(freight(), {**light, "cargo": cargo}, found)
        assert isinstance(stop, Stop)
        assert sentence in stop.reason.zh_CN
