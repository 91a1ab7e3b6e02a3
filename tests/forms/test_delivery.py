# SPDX-License-Identifier: Apache-2.0
"""How the result reaches the citizen: what is offered, asked and planned, and what if not."""

from dataclasses import replace
from datetime import date

import pytest

from forms.application import Application
from forms.decision import (
    Accepted,
    AcceptedWithGaps,
    Concluded,
    Decision,
    FilledIn,
    Issued,
    IssuedUnderPromise,
    Refused,
)
from forms.delivery import (
    DELIVERY_TEXTS,
    DeliveryPlan,
    choices_offered,
    deliveries_of,
    delivery_fields,
    delivery_plan,
    postal_address,
)
from forms.field_check import check_value
from forms.field_values import Answer, Source
from forms.handling import Delivery, PostalFields
from forms.headlines import headline, wanted
from forms.lint_delivery import delivery
from forms.prefill import fields_shown, fields_to_ask, refresh
from forms.service_item import ResultKind, ServiceItem
from tests.support.applying import PREMISES, TODAY, permit, shipped
from tests.support.delivering import ELSEWHERE, changed, posted

LATER = date(2026, 12, 21)
NOW: list[Decision] = [Issued(), IssuedUnderPromise((), LATER, LATER, "1")]
NOT_YET: list[Decision] = [Accepted(LATER), AcceptedWithGaps((), LATER)]
NOTHING: list[Decision] = [Concluded(), FilledIn(()), Refused(())]
HOME = "湖南省虚构市示例区秋水路18号2栋301室"


def way(application: Application, decision: Decision) -> Delivery | None:
    plan = delivery_plan(permit(), application, decision)
    return plan.way if plan is not None else None


@pytest.mark.parametrize("decision", NOW, ids=lambda one: type(one).__name__)
def test_a_licence_that_is_issued_now_is_printed_now_unless_somebody_wants_otherwise(
    decision: Decision,
) -> None:
    assert way(changed(), decision) is Delivery.PRINT
    assert way(changed(f_deliver="window"), decision) is Delivery.WINDOW
    assert way(posted(), decision) is Delivery.POST


@pytest.mark.parametrize("decision", NOT_YET, ids=lambda one: type(one).__name__)
def test_what_is_decided_later_is_posted_or_waits_at_the_window(decision: Decision) -> None:
    assert way(changed(), decision) is Delivery.WINDOW
    assert way(changed(f_deliver="window"), decision) is Delivery.WINDOW
    assert way(posted(), decision) is Delivery.POST


@pytest.mark.parametrize("decision", NOTHING, ids=lambda one: type(one).__name__)
def test_where_there_is_no_licence_nothing_is_delivered(decision: Decision) -> None:
    assert delivery_plan(permit(), posted(), decision) is None
    closed = replace(posted(), situation="cancel")
    assert delivery_plan(permit(), closed, Accepted(LATER)) is None


def test_the_address_is_the_shops_or_the_cards_or_what_is_typed() -> None:
    shop, home = postal_address(permit(), posted()), postal_address(permit(), posted("home"))
    assert shop is not None
    assert (shop.recipient, shop.address, shop.phone) == ("陈秋美", PREMISES, "13800000000")
    assert home is not None
    assert home.address == HOME
    other = postal_address(permit(), posted("other", f_post_other=ELSEWHERE))
    assert other is not None
    assert other.address == ELSEWHERE
    back = changed(f_deliver="post", f_post_to="other", f_post_other=ELSEWHERE).with_field(
        "f_post_to", Answer("premises", Source.CHOSEN)
    )
    again = postal_address(permit(), refresh(permit(), back))
    assert again == shop, "what was typed before does not stick to the letter"


def test_recipient_and_telephone_may_be_others() -> None:
    to = postal_address(permit(), posted(f_post_name="李文", f_post_tel="13900000001"))
    assert to is not None
    assert (to.recipient, to.phone) == ("李文", "13900000001")
    assert "李文" not in repr(to)
    assert "13900000001" not in repr(DeliveryPlan(Delivery.POST, to))


def asked(application: Application) -> list[str]:
    return [field.id for field in fields_to_ask(permit(), application)]


def test_only_what_is_posted_asks_where_to() -> None:
    assert asked(changed()) == []
    assert asked(changed(f_deliver="window")) == []
    assert asked(changed(f_deliver="post"))[0] == "f_post_to"
    assert asked(posted()) == []
    assert asked(posted("home")) == []
    assert asked(posted("other")) == ["f_post_other"]
    shown = {field.id for field in fields_shown(permit(), posted())}
    assert {"f_post_addr", "f_post_name", "f_post_tel"} <= shown
    assert "f_post_other" not in shown
    assert not any(
        one.startswith("f_post") for one in (f.id for f in fields_shown(permit(), changed()))
    )


def test_who_has_no_address_on_the_card_is_asked_for_one() -> None:
    nowhere = changed(f_deliver="post")
    nowhere = replace(nowhere, applicant=replace(nowhere.applicant, address=""))
    home = refresh(permit(), nowhere.with_field("f_post_to", Answer("home", Source.CHOSEN)))
    assert asked(home) == ["f_post_other"]
    assert postal_address(permit(), home) is None
    assert way(home, Issued()) is Delivery.PRINT, "without an address it is printed here"
    assert way(home, Accepted(LATER)) is Delivery.WINDOW


@pytest.mark.parametrize(
    "text", ["北京路", "13800000000", "我家", "湖南省虚构市", "不知道不知道不知道"]
)
def test_an_address_that_no_postman_finds_is_refused(text: str) -> None:
    field = permit().field("f_post_other")
    assert check_value(field, text, today=TODAY) is not None
    assert check_value(field, ELSEWHERE, today=TODAY) is None


def test_a_situation_offers_its_own_ways() -> None:
    freight = shipped().service("road-freight-licence")
    assert deliveries_of(freight, "new") == (Delivery.WINDOW, Delivery.POST)
    assert deliveries_of(freight, "change") == freight.handling.deliveries
    assert deliveries_of(freight, "cancel") == ()
    assert set(DELIVERY_TEXTS) == set(Delivery)


def test_a_page_offers_no_way_that_the_situation_closes() -> None:
    freight = shipped().service("road-freight-licence")
    field = freight.field("f_deliver")
    begun = replace(changed(), situation="new")
    assert [one.id for one in choices_offered(freight, begun, field)] == ["post", "window"]
    changing = replace(begun, situation="change")
    assert len(choices_offered(freight, changing, field)) == 3
    grade = freight.field("f_grade")
    assert choices_offered(freight, begun, grade) == grade.choices


def test_a_choice_that_is_not_offered_falls_back_on_the_usual_way() -> None:
    application = changed(f_deliver="window")
    odd = application.with_field("f_deliver", Answer("by_air", Source.CHOSEN))
    assert way(odd, Issued()) is Delivery.PRINT
    only = replace(
        permit().handling, delivery_field="", deliveries=(Delivery.WINDOW,), postal=None
    )
    item = replace(permit(), handling=only)
    assert delivery_plan(item, application, Issued()) == DeliveryPlan(Delivery.WINDOW)
    assert postal_address(item, application) is None
    assert delivery_fields(item) == frozenset()
    assert "f_post_tel" in delivery_fields(permit())


def test_the_headline_promises_no_paper_that_does_not_come() -> None:
    for decision in NOW:
        here = headline(permit(), decision)
        assert "现在就给您" in here.zh_CN
        sent = headline(permit(), decision, Delivery.POST)
        assert "会邮寄给您" in sent.zh_CN
        assert "posted" in sent.en
        assert "到窗口领取" in headline(permit(), decision, Delivery.WINDOW).zh_CN
    later = Accepted(LATER)
    assert headline(permit(), later, Delivery.POST) == headline(permit(), later)
    for item in shipped().services:
        assert wanted(item) <= item.headlines.keys()
    printed = replace(
        permit(), handling=replace(permit().handling, deliveries=(Delivery.PRINT,))
    )
    assert {one for one in wanted(printed) if one.endswith("elsewhere")} == set()


def handled(**changes: object) -> ServiceItem:
    return replace(permit(), handling=replace(permit().handling, **changes))  # type: ignore[arg-type]


def yields(id_: str, **changes: object) -> ServiceItem:
    rows = tuple(
        replace(one, result=replace(one.result, **changes)) if one.id == id_ else one  # type: ignore[arg-type]
        for one in permit().situations
    )
    return replace(permit(), situations=rows)


GIVEN_HERE = "what is issued here is printed here, and nothing else; mend deliveries"
BROKEN = [
    (handled(delivery_field=""), "nobody asks which; name the delivery_field"),
    (
        handled(postal=None),
        "the post needs an address, and only the post; add or remove postal",
    ),
    (
        handled(deliveries=(Delivery.PRINT, Delivery.WINDOW)),
        "the post needs an address, and only the post; add or remove postal",
    ),
    (
        handled(postal=PostalFields("f_post_name", (), "f_post_tel")),
        "no field holds the address; name one",
    ),
    (
        handled(postal=PostalFields("f_none", ("f_post_addr",), "f_post_tel")),
        "there is no field f_none; add it under fields",
    ),
    (
        handled(postal=PostalFields("f_post_name", ("f_post_addr",), "f_staff")),
        "the phone of a letter is of kind phone; mend kind",
    ),
    (
        handled(postal=PostalFields("f_staff", ("f_post_addr",), "f_post_tel")),
        "the recipient of a letter is of kind name or text; mend kind",
    ),
    (
        yields("cancel", deliveries=(Delivery.POST,)),
        "only a licence is delivered; remove deliveries",
    ),
    (
        replace(
            yields("change", deliveries=(Delivery.PRINT, Delivery.POST)),
            handling=replace(permit().handling, deliveries=(Delivery.PRINT,), postal=None),
        ),
        "the service knows no such delivery; add it under handling",
    ),
    (yields("change", deliveries=(Delivery.POST,)), GIVEN_HERE),
    (yields("change", decided_here=False), GIVEN_HERE),
    (
        yields("change", decided_here=False, deliveries=(Delivery.POST,)),
        "print_here is filled in and not offered; mend the sources of the delivery field",
    ),
]


@pytest.mark.parametrize(
    ("item", "message"), BROKEN, ids=lambda one: one if isinstance(one, str) else ""
)
def test_a_delivery_that_cannot_be_is_found(item: ServiceItem, message: str) -> None:
    assert message in [told for _, told in delivery(item)]


def test_shipped_deliveries_can_all_be_done() -> None:
    for item in shipped().services:
        assert list(delivery(item)) == []
    bare = replace(
        handled(delivery_field="", deliveries=(Delivery.PRINT,), postal=None),
        situations=tuple(
            one for one in permit().situations if one.result.kind is ResultKind.RECEIPT
        ),
    )
    assert list(delivery(bare)) == []
    unoffered = tuple(replace(one, is_offered=False) for one in permit().situations)
    assert list(delivery(replace(permit(), situations=unoffered))) == []
