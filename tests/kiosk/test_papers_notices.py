# SPDX-License-Identifier: Apache-2.0
"""Papers of a case that is under way: they say what the desk has said, and nothing else."""

from dataclasses import replace

import pytest

from forms.case_news import NewsKind, Outcome, Verdict
from forms.case_progress import Progress, progress_of
from kiosk.case_papers import LICENCE_DUPLICATE, with_copies
from kiosk.papers import LICENCE, Paper
from kiosk.papers_desk import DECISION_NOTICE
from kiosk.papers_notices import (
    REFUSAL_DECISION,
    appeal_slip,
    correction_notice,
    decided_paper,
    not_accepted,
    refusal_decision,
    withdrawal_receipt,
)
from tests.kiosk.test_certified import filing_of
from tests.support.applying import permit
from tests.support.documents import CATALOGUE, read_text, rendered, unspaced
from tests.support.paper_samples import APPEALS, CASE, NOTICES, REFUSED, TODAY, news


def text_of(paper: Paper) -> str:
    path = CATALOGUE / "_documents" / f"{paper.name.partition('-')[0]}.yaml"
    return unspaced(read_text(rendered(path, paper.values)))


def test_a_correction_notice_tells_everything_at_once_and_the_nearest_day() -> None:
    paper = correction_notice(CASE, NOTICES, today=TODAY)
    text = text_of(paper)
    for notice in NOTICES:
        for asked in notice.texts:
            assert unspaced(asked) in text
    assert "请在2026年12月8日以前补正" in text
    assert paper.must_show == (CASE.about.case_number,)
    undated = correction_notice(CASE, NOTICES[1:], today=TODAY)
    assert "以前补正" not in text_of(undated)
    with pytest.raises(ValueError, match="nothing is to be put right"):
        correction_notice(CASE, (), today=TODAY)


def test_a_refusal_names_reasons_and_the_two_remedies() -> None:
    text = text_of(refusal_decision(CASE, REFUSED, today=TODAY))
    assert "不予行政许可决定书" in text
    assert "60日内" in text
    assert "6个月内" in text
    assert "虚构市样例区卫生健康局" in text
    told = replace(REFUSED, remedies=("向虚构市人民政府申请行政复议",), office="", reasons=())
    text = text_of(refusal_decision(CASE, told, today=TODAY))
    assert "向虚构市人民政府申请行政复议" in text
    assert "60日内" not in text
    assert "没有写明理由" in text


def test_a_case_that_is_not_taken_up_has_a_reason() -> None:
    assert "不予受理决定书" in text_of(not_accepted(CASE, ("不属于本机关",), today=TODAY))
    with pytest.raises(ValueError, match="nobody has said why"):
        not_accepted(CASE, (), today=TODAY)


@pytest.mark.parametrize(
    ("outcomes", "name"),
    [
        ((REFUSED,), REFUSAL_DECISION),
        ((REFUSED, REFUSED), DECISION_NOTICE),
        ((Outcome("", Verdict.GRANTED),), DECISION_NOTICE),
    ],
)
def test_one_matter_that_is_refused_has_a_decision_of_its_own(
    outcomes: tuple[Outcome, ...], name: str
) -> None:
    assert decided_paper(CASE, Progress(outcomes=outcomes), today=TODAY).name == name


def test_a_withdrawal_says_whether_it_is_confirmed() -> None:
    asked = text_of(withdrawal_receipt(CASE, (), today=TODAY))
    assert "正在送往审批部门" in asked
    done = text_of(withdrawal_receipt(CASE, (news(3, NewsKind.WITHDRAWN),), today=TODAY))
    assert "审批部门不再办理" in done
    assert "正在送往" not in done


def test_the_appeal_slip_is_of_the_last_appeal() -> None:
    text = text_of(appeal_slip(CASE, APPEALS, progress_of(APPEALS), today=TODAY))
    for told in ("SQ-000017", "补正的内容没有一次说清", "正在核实办理", "已转卫生健康部门核实"):
        assert told in text
    with pytest.raises(ValueError, match="no appeal is known"):
        appeal_slip(CASE, APPEALS[:1], Progress(), today=TODAY)


@pytest.mark.parametrize("count", [0, 1, 3])
def test_duplicates_stand_behind_their_original_as_many_as_the_service_says(count: int) -> None:
    papers = tuple(
        replace(one, copies=count) if one.id == LICENCE_DUPLICATE else one
        for one in permit().papers
    )
    filing = replace(filing_of("new"), item=replace(permit(), papers=papers))
    licence, receipt = Paper(LICENCE, {"number": "7"}), Paper("receipt", {})
    made = with_copies(filing, (licence, receipt))
    assert [one.name.partition("-")[0] for one in made] == [
        LICENCE,
        *[LICENCE_DUPLICATE] * count,
        "receipt",
    ]
    assert len({one.name for one in made}) == count + 2
    assert all(one.values["number"] == "7" for one in made[:-1])
    marked = [one.values.get("copy") for one in made[1:-1]]
    assert marked == ([None] if count == 1 else [str(turn + 1) for turn in range(count)])
