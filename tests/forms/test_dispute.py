# SPDX-License-Identifier: Apache-2.0
"""“This is wrong”: a disputed value is never used, and the rules alone say what follows."""

from dataclasses import replace
from pathlib import Path

import pytest

from forms.application import EXPIRY_LABEL, Application, CalledCertificate, Route
from forms.decision import (
    AcceptedWithGaps,
    FilledIn,
    IssuedUnderPromise,
    Refused,
)
from forms.dispute import CARD_ROLE, DisputeReason, DisputeRules, load_dispute_rules
from forms.dispute_rules import (
    OLD_LICENCE,
    called,
    dispute_of,
    disputed,
    left_blank,
    without_dispute,
)
from forms.errors import CatalogueError
from forms.facts import facts_now
from forms.field_values import Answer, Source
from forms.licensing import old_licence
from forms.material import Supply
from forms.prefill import fields_to_ask, is_answerable, refresh
from forms.promise import route_offer
from tests.support.applying import (
    CATALOGUE_FOLDER,
    PREMISES,
    TODAY,
    begun,
    business_licence,
    card,
    complete,
    deed,
    health_certificate,
    permit,
    shipped,
)
from tests.support.disputing import choice, decided, said, supply_of

RIGHT_PLACE = "湖南省虚构市示例区秋水路81号一层"
REASONS = tuple(DisputeReason)


def test_the_catalogue_has_each_reason_once() -> None:
    reasons = [one.reason for one in shipped().dispute_reasons]
    assert sorted(reasons, key=REASONS.index) == list(REASONS)


def test_a_catalogue_without_reasons_knows_no_dispute(tmp_path: Path) -> None:
    assert load_dispute_rules(tmp_path) == DisputeRules()


def test_a_reason_that_is_not_of_the_set_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "_disputes"
    folder.mkdir()
    shipped_file = CATALOGUE_FOLDER / "_disputes" / "reasons.yaml"
    text = shipped_file.read_text("utf-8").replace("reason: misspelt", "reason: dislike")
    (folder / "reasons.yaml").write_text(text, "utf-8")
    schema = (CATALOGUE_FOLDER / "schema.json").read_text("utf-8")
    (tmp_path / "schema.json").write_text(schema, "utf-8")
    with pytest.raises(CatalogueError, match="dislike"):
        load_dispute_rules(tmp_path)


# -- what may be disputed ----------------------------------------------------


def test_a_called_value_tells_where_it_stands() -> None:
    made = dispute_of(permit(), begun(), "f_addr", choice(DisputeReason.OUTDATED))
    assert made is not None
    assert (made.role, made.label, made.shown) == ("BL", "经营场所", PREMISES)
    assert (made.document, made.number) == ("营业执照", "92439900MA0TEXT04R")
    assert (made.source, made.is_whole) == (Source.CERTIFICATE, False)


def test_a_translated_value_is_told_as_the_certificate_says_it() -> None:
    made = dispute_of(permit(), begun(), "f_nature", choice(DisputeReason.OTHER))
    assert made is not None
    assert made.shown == "个体工商户"


def test_the_card_tells_who_issued_it() -> None:
    made = dispute_of(permit(), begun(), "f_idno", choice(DisputeReason.MISSPELT))
    assert made is not None
    assert (made.role, made.label) == (CARD_ROLE, "number")
    assert made.authority == card().issuing_authority


@pytest.mark.parametrize(
    "subject", ["f_tel", "f_kind", "f_mgr", "f_divi", "DEED", "f_nothing", ""]
)
def test_what_was_not_called_cannot_be_disputed(subject: str) -> None:
    assert dispute_of(permit(), complete(), subject, choice(DisputeReason.OTHER)) is None


def test_nothing_is_disputed_twice() -> None:
    once = said(begun(), "f_addr")
    assert dispute_of(permit(), once, "f_addr", choice(DisputeReason.OTHER)) is None
    assert disputed(once, "f_addr") is not None
    assert disputed(once, "f_unit") is None


def test_content_hides_itself_in_logs() -> None:
    shown = repr(said(begun(), "f_addr").disputes)
    assert PREMISES not in shown
    assert "92439900MA0TEXT04R" not in shown


# -- what follows ------------------------------------------------------------


@pytest.mark.parametrize(
    ("subject", "label"),
    [("f_unit", "名称"), ("f_uscc", "统一社会信用代码"), ("f_addr", "经营场所")],
)
def test_a_disputed_value_leaves_the_form_and_is_asked(subject: str, label: str) -> None:
    application = said(complete(), subject)
    assert subject not in application.fields
    assert subject in {field.id for field in fields_to_ask(permit(), application)}
    assert application.disputes[0].hits("BL", label)
    assert not application.disputes[0].hits("DEED", label)


def test_the_other_values_of_the_certificate_still_fill_the_form() -> None:
    application = said(complete(), "f_addr")
    assert application.fields["f_unit"].source is Source.CERTIFICATE
    assert application.fields["f_unit"].role == "BL"


def test_a_certificate_with_a_disputed_value_proves_nothing() -> None:
    application = said(complete(), "f_addr")
    assert application.certificates == {}
    assert application.doubted.keys() == {"BL"}
    assert called(application, "BL") is application.doubted["BL"]
    assert supply_of(application, "M3", Route.ORDINARY) is Supply.TOLERATED
    assert supply_of(application, "M3", Route.PROMISE) is Supply.HANDED_IN


def test_what_cannot_be_promised_closes_the_promise() -> None:
    application = said(complete(), "f_addr")
    application = application.with_field("f_addr", Answer(RIGHT_PLACE, Source.TYPED))
    offer = route_offer(permit(), application)
    assert not offer.is_promise_open
    assert offer.closed == ()
    assert offer.leads(Route.ORDINARY)
    assert isinstance(decided(application, Route.PROMISE), Refused)
    brought = frozenset(one.id for one in permit().materials) - {"M3"}
    handed_in = replace(application, handed_in=brought)
    decision = decided(handed_in, Route.ORDINARY)
    assert isinstance(decision, AcceptedWithGaps)
    assert [one.id for one in decision.gaps] == ["M3"]


def test_what_may_be_promised_is_promised() -> None:
    found = (business_licence(), deed(), health_certificate())
    application = complete(*found, staff=1)
    assert supply_of(application, "M4", Route.PROMISE) is Supply.CALLED
    wrong = said(application, "DEED", DisputeReason.OUTDATED)
    assert supply_of(wrong, "M4", Route.PROMISE) is Supply.PROMISED
    assert supply_of(wrong, "M4", Route.ORDINARY) is Supply.TOLERATED
    before, after = decided(application, Route.PROMISE), decided(wrong, Route.PROMISE)
    assert isinstance(before, IssuedUnderPromise)
    assert isinstance(after, IssuedUnderPromise)
    assert "M4" in {one.id for one in after.promised} - {one.id for one in before.promised}


def test_a_count_of_certificates_counts_no_doubted_one() -> None:
    found = (business_licence(), health_certificate())
    application = complete(*found, staff=1)
    assert application.fields["f_health"].value == "1"
    assert "f_health" not in said(application, "HEALTH").fields


def test_a_document_that_is_not_mine_fills_nothing() -> None:
    application = said(complete(), "f_addr", DisputeReason.NOT_MINE)
    sources = {answer.certificate_name for answer in application.fields.values()}
    assert "营业执照" not in sources
    asked = [field.id for field in fields_to_ask(permit(), application)]
    assert asked == ["f_unit", "f_uscc", "f_addr", "f_nature"]
    assert application.fields["f_legal"].source is Source.CARD


def test_a_whole_document_is_disputed_by_its_role() -> None:
    application = said(complete(), "BL", DisputeReason.OUTDATED)
    assert application.disputes[0].is_whole
    assert application.disputes[0].label == ""
    assert "f_unit" not in application.fields


def test_what_a_rejected_certificate_told_is_unknown() -> None:
    application = said(complete(), "BL")
    assert application.facts["licence_found"] is True
    assert "licence_found" not in facts_now(permit(), application)
    assert "licence_found" in facts_now(permit(), said(complete(), "f_addr"))


def old_permit() -> CalledCertificate:
    return CalledCertificate(
        "HYG",
        "公共场所卫生许可证",
        "湘卫公证字〔2023〕第439900000001号",
        {"许可项目": "美容店"},
        expires_on=TODAY.replace(year=2027),
        authority="虚构市示例区卫生健康局",
    )


def renewal() -> Application:
    application = begun(business_licence(), old_permit(), answers={"situation": "renew"})
    for id_, value in (("f_tel", "13800000000"), ("f_staff", "3")):
        application = application.with_field(id_, Answer(value, Source.TYPED))
    return refresh(permit(), application)


def test_a_disputed_last_day_tells_no_days_left_and_no_licence() -> None:
    application = said(renewal(), "f_oldto")
    assert application.disputes[0].label == EXPIRY_LABEL
    assert "days_left" in facts_now(permit(), renewal())
    facts = facts_now(permit(), application)
    assert "days_left" not in facts
    assert facts["permit_found"] is True
    assert old_licence(permit(), application) is None
    assert isinstance(decided(application, Route.ORDINARY), Refused)
    assert isinstance(decided(application, Route.WINDOW), FilledIn)
    offer = route_offer(permit(), application)
    assert offer.closed == (OLD_LICENCE,)
    assert [offer.leads(one) for one in Route] == [False, False, True]


def test_a_disputed_licence_that_is_only_cancelled_closes_no_way() -> None:
    application = replace(said(renewal(), "HYG"), situation="cancel")
    assert route_offer(permit(), application).closed == ()


def test_another_disputed_value_of_it_leaves_the_days_as_they_are() -> None:
    assert "days_left" in facts_now(permit(), said(renewal(), "f_item"))


# -- what the citizen says instead -------------------------------------------


def test_a_typed_value_stays_beside_the_disputed_one() -> None:
    application = said(complete(), "f_addr")
    application = application.with_field("f_addr", Answer(RIGHT_PLACE, Source.TYPED))
    again = refresh(permit(), application)
    assert again.fields["f_addr"] == Answer(RIGHT_PLACE, Source.TYPED)
    assert is_answerable(permit(), again, permit().field("f_addr"))
    assert not is_answerable(permit(), again, permit().field("f_unit"))


def test_it_is_right_after_all() -> None:
    application = said(complete(), "f_addr")
    application = application.with_field("f_addr", Answer(RIGHT_PLACE, Source.TYPED))
    back = without_dispute(permit(), application, "f_addr")
    assert back == complete()
    assert back.fields["f_addr"].source is Source.CERTIFICATE


def test_an_unlocked_field_forgets_what_was_typed_for_it_too() -> None:
    application = said(complete(), "f_nature")
    application = application.with_field("f_nature", Answer("limited", Source.CHOSEN))
    assert without_dispute(permit(), application, "f_nature") == complete()


def test_taking_one_back_leaves_the_others() -> None:
    both = said(said(complete(), "f_addr"), "f_unit")
    one = without_dispute(permit(), both, "f_addr")
    assert [said.subject for said in one.disputes] == ["f_unit"]
    assert one.doubted.keys() == {"BL"}
    assert "f_addr" in one.fields


def test_what_nobody_knows_is_left_blank_and_only_the_window_takes_it() -> None:
    application = left_blank(permit(), said(complete(), "f_addr"), "f_addr")
    assert application.left_blank == {"f_addr"}
    assert fields_to_ask(permit(), application) == ()
    offer = route_offer(permit(), application)
    assert len(offer.closed) == 1
    assert "经营场所地址" in offer.closed[0].zh_CN
    assert [offer.leads(one) for one in Route] == [False, False, True]
    assert isinstance(decided(application, Route.PROMISE), Refused)
    assert isinstance(decided(application, Route.ORDINARY), Refused)
    assert isinstance(decided(application, Route.WINDOW), FilledIn)


def test_what_is_not_disputed_is_not_left_blank() -> None:
    application = said(complete(), "f_addr")
    assert left_blank(permit(), application, "f_unit") == application
    assert left_blank(permit(), application, "f_tel") == application


def test_what_was_left_blank_may_be_filled_in_and_taken_back() -> None:
    application = said(complete(), "f_addr")
    blank = left_blank(
        permit(), application.with_field("f_addr", Answer("填错了的", Source.TYPED)), "f_addr"
    )
    assert "f_addr" not in blank.fields
    assert blank.with_field("f_addr", Answer(RIGHT_PLACE, Source.TYPED)).left_blank == set()
    assert without_dispute(permit(), blank, "f_addr") == complete()
