# SPDX-License-Identifier: Apache-2.0
"""Papers of renewals, cancellations and filled forms, and the numbers that stand on them."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from certificates.licence import Licence, LicenceNumber
from forms.application import Application, CalledCertificate, Route
from forms.decision import Accepted, Concluded, Decision, FilledIn, Issued
from forms.field_values import Answer, Source
from forms.licensing import Issuance, licence_from
from kiosk.delivery_papers import PICKUP_SLIP
from kiosk.filing import decision_word, due_day, kept_from, papers_from, promises_of
from kiosk.numbered import numbered
from kiosk.papers import (
    CANCELLATION_RECEIPT,
    FILLED_FORM,
    LICENCE,
    RECEIPT,
    Filing,
    Paper,
    cancellation_paper,
    licence_values,
    papers_of,
)
from kiosk.slip_lines import spared_line
from tests.support.applying import TODAY, business_licence, complete, permit, shipped
from tests.support.store_samples import opened

OLD_NO = "湘卫公证字〔2024〕第439900000007号"
OLD = CalledCertificate(
    "HYG", "公共场所卫生许可证", OLD_NO, {"许可项目": "美容店"}, expires_on=date(2028, 2, 29)
)


def application(situation: str, *more: CalledCertificate) -> Application:
    found = (business_licence(), OLD, *more)
    return replace(
        complete(), situation=situation, certificates={one.role: one for one in found}
    ).with_route(Route.ORDINARY)


def filing(situation: str, decision: Decision) -> Filing:
    return Filing(
        item=permit(),
        application=application(situation),
        decision=decision,
        case_number="K-0001-20261123-0001",
        today=TODAY,
        authority="虚构市示例区卫生健康局",
        machine="K-0001",
    )


def papers(made: Filing) -> tuple[Paper, ...]:
    return papers_of(made, shipped().calendar)


def test_a_change_keeps_number_and_last_day_and_takes_nothing_of_the_series(
    tmp_path: Path,
) -> None:
    store = opened(tmp_path)
    made, use = numbered(filing("change", Issued()), store.numbers, division="439900")
    assert use is None
    assert store.open_work().reservations == ()
    store.close()
    assert made.licence is not None
    assert made.licence.number.value == OLD_NO
    licence, receipt = papers(made)
    assert licence.values["valid_from_to"] == "2026年11月23日至2028年2月29日"
    assert licence.claims is not None
    assert licence.claims.item_codes == ("00012310600103",)
    assert licence.claims.expires_on == date(2028, 2, 29)
    assert "交回" in "".join(receipt.values["notes"])


def test_a_new_licence_takes_the_next_number_and_a_slip_none(tmp_path: Path) -> None:
    store = opened(tmp_path)
    made, use = numbered(filing("new", Issued()), store.numbers, division="439900")
    assert use is not None
    assert made.licence is not None
    assert made.licence.number.value == use.text == "湘卫公证字〔2026〕第439900000001号"
    same, none = numbered(filing("cancel", Concluded()), store.numbers, division="439900")
    assert (same.licence, none) == (None, None)
    odd = replace(filing("new", Issued()), item=replace(permit(), numbering=None))
    with pytest.raises(ValueError, match="gives no numbers"):
        numbered(odd, store.numbers, division="439900")
    store.close()


def test_a_cancellation_yields_a_receipt_and_no_licence() -> None:
    made = filing("cancel", Concluded())
    (receipt,) = papers(made)
    assert receipt.name == CANCELLATION_RECEIPT
    assert receipt.values["old_number"] == OLD_NO
    assert receipt.values["old_expiry"] == "2028年2月29日"
    assert "注销" in str(receipt.values["statement"])
    for_good = replace(OLD, expires_on=None)
    endless = replace(made, application=application("cancel", for_good))
    assert cancellation_paper(endless).values["old_expiry"] == "长期"
    bare = replace(made, application=replace(made.application, certificates={}))
    with pytest.raises(ValueError, match="no licence to cancel"):
        cancellation_paper(bare)


def test_a_filled_form_lists_what_was_filled_in_and_what_to_bring() -> None:
    made = filing("change", FilledIn((permit().material("M13"),)))
    (form,) = papers(made)
    assert form.name == FILLED_FORM
    assert form.claims is None
    assert any("单位名称：虚构市示例区秋美美容店" in row for row in form.values["rows"])
    assert not any("现场打印" in row for row in form.values["rows"])
    assert form.values["to_bring"] == ("原卫生许可证",)
    assert "还没有受理" in str(form.values["not_accepted"])
    again, _ = papers_from(kept_from(made.application, (form,), ()))
    assert again == (form,)


def test_a_licence_for_the_window_is_made_and_not_printed_here() -> None:
    made = filing("change", Issued())
    chosen = made.application.with_field("f_deliver", Answer("window", Source.CHOSEN))
    from_store = replace(made, application=chosen, pickup_code="012345")
    licensed = replace(from_store, licence=_licence(from_store))
    licence, slip, receipt = papers(licensed)
    assert (licence.name, licence.is_printed) == (LICENCE, False)
    assert (slip.name, slip.is_printed) == (PICKUP_SLIP, True)
    assert (receipt.name, receipt.is_printed) == (RECEIPT, True)
    assert "窗口领取" in "".join(receipt.values["notes"])
    kept, _ = papers_from(kept_from(chosen, (licence,), ()))
    assert not kept[0].is_printed


def _licence(made: Filing) -> Licence:
    return licence_from(
        made.application,
        Issued(),
        LicenceNumber(OLD_NO),
        item=made.item,
        issuance=Issuance(TODAY, made.authority),
    )


def test_a_slip_says_what_did_not_have_to_be_brought() -> None:
    (slip,) = papers(filing("change", Accepted(date(2026, 12, 21))))
    assert slip.values["notes"][-1] == "需要的5项材料中，5项不用您带来。"


def test_what_did_not_have_to_be_brought_is_counted() -> None:
    (line,) = spared_line(permit(), application("change"))
    assert line == "需要的5项材料中，5项不用您带来。"
    by_hand = replace(permit(), materials=(permit().material("M10"),))
    assert spared_line(by_hand, application("new")) == ()


@pytest.mark.parametrize(
    ("decision", "word"), [(Concluded(), "concluded"), (FilledIn(()), "filled_in")]
)
def test_what_is_no_licence_is_kept_by_its_own_word(decision: Decision, word: str) -> None:
    assert decision_word(decision) == word
    assert due_day(decision) is None
    assert promises_of(decision) == ()


def test_a_day_on_the_face_of_a_licence_is_written_out() -> None:
    business = shipped().service("individual-business")
    known = application("new").with_field("f_since", Answer("2024-05-20", Source.CERTIFICATE))
    values = licence_values(business, known, authority="")
    assert values["registered_on"] == "2024年5月20日"
    assert "registered_on" not in licence_values(permit(), known, authority="")
