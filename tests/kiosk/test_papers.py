# SPDX-License-Identifier: Apache-2.0
"""What stands on each paper: by the decision, and never a licence where there is none."""

from dataclasses import replace
from datetime import date

import pytest

from certificates.licence import LicenceNumber
from forms.decision import (
    Accepted,
    AcceptedWithGaps,
    Decision,
    Issued,
    IssuedUnderPromise,
    Refused,
)
from forms.licensing import Issuance, licence_from
from kiosk.papers import (
    ACCEPTANCE_SLIP,
    LICENCE,
    PROMISE_LETTER,
    RECEIPT,
    Filing,
    Paper,
    chinese_day,
    licence_paper,
    papers_of,
)
from tests.support.applying import TODAY, letter_rules, permit, shipped
from tests.support.visits import Visit

NUMBER = LicenceNumber("湘卫公证字〔2026〕第439900000001号")
AUTHORITY = "示例市卫生健康局"


def filing(route: str = "promise", decision: Decision | None = None) -> Filing:
    """A decided application as the desk files it."""
    session = Visit().until_review(route).session
    assert session.application is not None
    assert session.decision is not None
    decided = decision or session.decision
    made = Filing(
        item=permit(),
        application=session.application,
        decision=decided,
        case_number="K-0001-20261123-0001",
        today=TODAY,
        authority=AUTHORITY,
        machine="K-0001",
    )
    if route != "promise":
        return made
    issuance = Issuance(TODAY, AUTHORITY)
    issued = decided if isinstance(decided, Issued) else session.decision
    assert isinstance(issued, Issued | IssuedUnderPromise)
    licence = licence_from(
        session.application, issued, NUMBER, item=permit(), issuance=issuance
    )
    return replace(made, licence=licence)


def names(papers: tuple[Paper, ...]) -> list[str]:
    return [paper.name for paper in papers]


def test_a_promise_gives_licence_letter_and_receipt_in_the_order_of_printing() -> None:
    papers = papers_of(filing(), shipped().calendar)
    assert names(papers) == [LICENCE, PROMISE_LETTER, RECEIPT]
    assert [paper.is_signed_by_hand for paper in papers] == [False, True, False]


def test_a_licence_without_promises_needs_no_letter() -> None:
    papers = papers_of(filing(decision=Issued()), shipped().calendar)
    assert names(papers) == [LICENCE, RECEIPT]
    assert "promised" not in papers[1].values
    assert "due" not in papers[1].values
    assert "hand_in" not in papers[1].values


def test_the_ordinary_route_gives_a_slip_alone() -> None:
    (slip,) = papers_of(filing("ordinary", Accepted(date(2026, 12, 30))), shipped().calendar)
    assert slip.name == ACCEPTANCE_SLIP
    assert slip.claims is None
    assert "licence_number" not in slip.values
    assert len(slip.values["received"]) == 7
    assert "gaps" not in slip.values
    assert "overdue" not in slip.values


def test_a_slip_with_gaps_names_each_and_its_day() -> None:
    gaps = permit().materials[:2]
    (slip,) = papers_of(
        filing("ordinary", AcceptedWithGaps(gaps, date(2026, 12, 30))), shipped().calendar
    )
    assert slip.values["gaps"] == tuple(material.title.zh_CN for material in gaps)
    assert slip.values["due"] == "2026年12月30日"
    assert slip.values["overdue"] == "到期没有补齐的，视为撤回申请，材料退回。"


def test_a_refusal_gives_no_paper() -> None:
    assert papers_of(filing("ordinary", Refused(())), shipped().calendar) == ()


def test_the_licence_says_the_same_in_words_and_in_its_code() -> None:
    paper = papers_of(filing(), shipped().calendar)[0]
    claims = paper.claims
    assert claims is not None
    assert paper.values["number"] == claims.number == NUMBER.value
    assert paper.values["unit_name"] == claims.unit
    assert paper.values["holder_name"] == claims.representative
    assert paper.values["issued_on"] == chinese_day(claims.issued_on)
    assert claims.expires_on is not None
    assert str(paper.values["valid_from_to"]).endswith(chinese_day(claims.expires_on))
    for text in paper.must_show:
        assert text in paper.values.values()


def test_without_a_number_no_licence_can_be_drawn() -> None:
    with pytest.raises(ValueError, match="no licence"):
        licence_paper(replace(filing(), licence=None))


def test_the_receipt_names_every_promise_and_its_last_day() -> None:
    made = filing()
    receipt = papers_of(made, shipped().calendar)[2]
    assert isinstance(made.decision, IssuedUnderPromise)
    titles = tuple(material.title.zh_CN for material in made.decision.promised)
    assert receipt.values["promised"] == titles
    assert len(titles) >= 7
    assert receipt.values["due"] == chinese_day(made.decision.due_on)
    assert receipt.values["licence_number"] == NUMBER.value
    assert receipt.values["not_open_yet"]
    assert receipt.values["hand_in"] == "交到：政务大厅卫生健康窗口"


def test_the_letter_tells_both_parts_and_who_signs() -> None:
    letter = papers_of(filing(), shipped().calendar)[1]
    assert len(letter.values["told"]) > 3
    assert len(letter.values["promised"]) > 3
    assert letter.values["signed_on"] == chinese_day(TODAY)
    assert all(text in letter.values.values() for text in letter.must_show)


def test_the_letter_names_the_person_by_number_and_the_place_as_the_licence_does() -> None:
    made = filing()
    licence, letter, _ = papers_of(made, shipped().calendar)
    assert letter.values["applicant_number"] == made.application.applicant.number
    assert letter.values["unit_name"] == licence.values["unit_name"] != ""
    assert letter.values["address"] == licence.values["address"] != ""
    assert made.application.applicant.number in letter.must_show


def test_as_many_letters_are_printed_as_the_letter_says() -> None:
    made = filing()
    letters = [
        paper for paper in papers_of(made, shipped().calendar) if paper.name == PROMISE_LETTER
    ]
    assert len(letters) == letter_rules().copies == permit().paper(PROMISE_LETTER).copies
    assert letters[0].values["copies"] == "本书打印一份交承诺人，电子件由行政机关存档。"


@pytest.mark.parametrize("route", ["promise", "ordinary"])
def test_no_paper_shows_its_values_in_a_log(route: str) -> None:
    for paper in papers_of(filing(route), shipped().calendar):
        for value in paper.values.values():
            if isinstance(value, str) and len(value) > 4:
                assert value not in repr(paper)
