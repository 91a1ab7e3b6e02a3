# SPDX-License-Identifier: Apache-2.0
"""Slips of what is posted or fetched: on which paper what stands, and what the desk is told."""

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from certificates.licence import LicenceNumber
from forms.application import Application
from forms.decision import Accepted, Concluded, Decision, FilledIn, Issued
from forms.licensing import Issuance, licence_from
from kiosk.app import CATALOGUE, templates_of
from kiosk.delivery_papers import (
    PICKUP_SLIP,
    POSTAL_SLIP,
    delivery_record,
    new_pickup_code,
    spaced,
)
from kiosk.filing import kept_from, papers_from
from kiosk.outgoing_letters import submission_of
from kiosk.papers import (
    ACCEPTANCE_SLIP,
    LICENCE,
    PAPERS,
    RECEIPT,
    Filing,
    Paper,
    papers_of,
    subject_of,
)
from kiosk.store.records import OutboxMessage
from tests.support.applying import PREMISES, TODAY, permit, shipped
from tests.support.delivering import ELSEWHERE, changed, posted
from tests.support.store_samples import opened, sample_case

CODE = "012345"
LATER = Accepted(date(2026, 12, 21))


def filing(application: Application, decision: Decision, code: str = CODE) -> Filing:
    """A decided case; a licence with it where the decision makes one."""
    made = Filing(
        item=permit(),
        application=application,
        decision=decision,
        case_number="K-0001-20261123-0001",
        today=TODAY,
        authority="虚构市示例区卫生健康局",
        machine="K-0001",
        pickup_code=code,
    )
    if not isinstance(decision, Issued):
        return made
    licence = licence_from(
        application,
        decision,
        LicenceNumber("湘卫公证字〔2026〕第439900000001号"),
        item=permit(),
        issuance=Issuance(TODAY, made.authority),
    )
    return replace(made, licence=licence)


def papers(made: Filing) -> dict[str, Paper]:
    return {paper.name: paper for paper in papers_of(made, shipped().calendar)}


def test_what_is_posted_is_kept_with_its_slip_and_told_on_the_receipt() -> None:
    made = papers(filing(posted(), Issued(), code=""))
    assert list(made) == [LICENCE, POSTAL_SLIP, RECEIPT]
    assert [paper.is_printed for paper in made.values()] == [False, False, True]
    slip = made[POSTAL_SLIP].values
    told = (slip["recipient"], slip["address"], slip["phone"])
    assert told == ("陈秋美", PREMISES, "13800000000")
    assert slip["contents"] == "公共场所卫生许可证　1份"
    assert "尽快寄出" in str(slip["when"])
    notes = "".join(made[RECEIPT].values["notes"])
    assert "邮寄给您：陈秋美，13800000000" in notes
    assert PREMISES in notes
    assert "会邮寄给您" in str(made[RECEIPT].values["headline"])


def test_a_postal_slip_invents_no_tracking_number() -> None:
    slip = papers(filing(posted("other", f_post_other=ELSEWHERE), Issued()))[POSTAL_SLIP]
    assert slip.values["address"] == ELSEWHERE
    told = {name for name in slip.values if "track" in name or "express" in name}
    assert told == set()
    numbers = re.findall(r"[0-9]{12,}", json.dumps(dict(slip.values), ensure_ascii=False))
    assert numbers == []
    template = templates_of(CATALOGUE, shipped())[POSTAL_SLIP]
    assert "单号以面单为准" in str(template)


def test_what_waits_at_the_window_has_a_slip_with_its_code() -> None:
    made = papers(filing(changed(f_deliver="window"), Issued()))
    assert list(made) == [LICENCE, PICKUP_SLIP, RECEIPT]
    assert not made[LICENCE].is_printed
    assert made[PICKUP_SLIP].is_printed
    slip = made[PICKUP_SLIP].values
    assert slip["code"] == "012 345"
    assert slip["where"] == "政务大厅卫生健康窗口"
    assert "012 345" in made[PICKUP_SLIP].must_show
    assert "领取码 012 345" in "".join(made[RECEIPT].values["notes"])
    with pytest.raises(ValueError, match="needs its code"):
        papers(filing(changed(f_deliver="window"), Issued(), code=""))


def test_what_is_decided_later_says_on_its_slip_how_it_will_come() -> None:
    waits = papers(filing(changed(), LATER))
    assert list(waits) == [ACCEPTANCE_SLIP]
    notes = "".join(waits[ACCEPTANCE_SLIP].values["notes"])
    assert "批准以后，到政务大厅卫生健康窗口领取，领取码 012 345" in notes
    sent = papers(filing(posted(), LATER, code=""))
    assert list(sent) == [ACCEPTANCE_SLIP, POSTAL_SLIP]
    assert not sent[POSTAL_SLIP].is_printed
    assert "批准以后，邮寄给您" in "".join(sent[ACCEPTANCE_SLIP].values["notes"])
    assert "批准发证以后才能寄出" in str(sent[POSTAL_SLIP].values["when"])


def test_a_licence_that_is_printed_here_says_nothing_of_delivery() -> None:
    made = papers(filing(changed(), Issued(), code=""))
    assert list(made) == [LICENCE, RECEIPT]
    notes = "".join(made[RECEIPT].values["notes"])
    assert "领取" not in notes
    assert "邮寄" not in notes


def test_a_code_is_drawn_only_where_something_waits() -> None:
    window = changed(f_deliver="window")
    codes = {new_pickup_code(permit(), window, Issued()) for _ in range(50)}
    assert all(re.fullmatch("[0-9]{6}", code) for code in codes)
    assert len(codes) > 40, "codes are chance"
    assert new_pickup_code(permit(), changed(), Issued()) == ""
    assert new_pickup_code(permit(), changed(), LATER) != ""
    assert new_pickup_code(permit(), posted(), Issued()) == ""
    assert new_pickup_code(permit(), window, Concluded()) == ""
    assert spaced("") == " "


def test_case_and_message_hold_how_the_result_is_delivered() -> None:
    made = filing(posted(), Issued(), code="")
    record = delivery_record(made.delivery, subject_of(made))
    assert record == {
        "way": "post",
        "recipient": "陈秋美",
        "address": PREMISES,
        "phone": "13800000000",
    }
    kept = kept_from(made.application, tuple(papers(made).values()), (), record)
    assert json.loads(kept)["delivery"] == record
    again, _ = papers_from(kept)
    assert [paper.is_printed for paper in again] == [False, False, True]
    window = filing(changed(f_deliver="window"), Issued())
    assert delivery_record(window.delivery, subject_of(window)) == {
        "way": "window",
        "pickup_code": CODE,
    }
    assert delivery_record(None, subject_of(made)) == {}
    form = filing(changed(), FilledIn(()))
    assert json.loads(kept_from(form.application, (), ()))["delivery"] == {}
    assert CODE not in repr(window)


def test_the_desk_hears_how_the_result_comes(tmp_path: Path) -> None:
    made = filing(changed(f_deliver="window"), LATER)
    form = kept_from(made.application, (), (), delivery_record(made.delivery, subject_of(made)))
    with opened(tmp_path) as store:
        message = OutboxMessage(f"case/{made.case_number}", "case-submitted", form)
        case = sample_case(made.case_number, form=form, outbox=message, papers=())
        store.submit_case(case)
        due = store.outbox.due()[0]
        sent = {one.name: one.value for one in submission_of(store, due).values}
    assert sent["delivery-way"] == "window"
    assert sent["delivery-pickup_code"] == CODE


def test_every_slip_has_its_template() -> None:
    templates = templates_of(CATALOGUE, shipped())
    assert {POSTAL_SLIP, PICKUP_SLIP} <= set(PAPERS) & set(templates)


def test_a_form_for_the_window_says_nothing_of_letters() -> None:
    form = papers(filing(posted(), FilledIn(())))["filled_form"]
    rows = "".join(form.values["rows"])
    assert "邮寄" not in rows
    assert "收件人" not in rows
