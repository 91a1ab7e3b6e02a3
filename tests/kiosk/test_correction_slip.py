# SPDX-License-Identifier: Apache-2.0
"""The correction slip: what it says, when it is made, what store and desk keep of it."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from forms.application import Application
from forms.decision import AcceptedWithGaps, FilledIn, Refused
from forms.dispute import CARD_ROLE
from forms.identity_need import DocumentKind
from kiosk.case_papers import corrections_of, papers_of, printed_values
from kiosk.commands import cases
from kiosk.commands.arguments import SUCCESS
from kiosk.correction_slip import (
    BLANK,
    CORRECTION_SLIP,
    UNNAMED,
    document_of,
    filled_rows,
    numeral,
    slip_values,
)
from kiosk.filing import kept_from, papers_from
from kiosk.papers import ACCEPTANCE_SLIP, FILLED_FORM, Filing
from kiosk.session.events import Signed
from kiosk.store.engine import IntegrityError
from kiosk.store.records import CorrectionRecord
from kiosk.store.store import Store
from tests.support.applying import PREMISES, TODAY, card, permit, shipped
from tests.support.documents import CATALOGUE, read_text, rendered, unspaced
from tests.support.store_samples import opened, sample_case
from tests.support.visits import STROKES, Visit

SLIP = CATALOGUE / "_documents" / "correction_slip.yaml"
RIGHT = "湖南省虚构市示例区秋水路81号"
CASE = "K-0001-20261123-0001"
WRONG = "dispute:f_addr:outdated"
SAID = (
    CorrectionRecord("f_addr", "BL", "outdated"),
    CorrectionRecord(CARD_ROLE, CARD_ROLE, "other"),
)


def filed(visit: Visit) -> Filing:
    """The visit from the filled form to the desk, by the first way that leads on."""
    visit.touch("forward", "route:promise")
    if visit.session.begun().route is None:
        visit.touch("route:ordinary", "route:handed_in")
    if visit.session.begun().route is None:
        visit.touch("route:window")
    visit.touch("letter_end", "forward").take(Signed(STROKES)).touch("forward")
    session = visit.session
    assert session.decision is not None
    return Filing(
        item=permit(),
        application=session.begun(),
        decision=session.decision,
        case_number=CASE,
        today=TODAY,
        authority="虚构市示例区卫生健康局",
        machine="K-0001",
    )


def mended() -> Filing:
    """The address is wrong, and the right one is typed."""
    return filed(Visit().until_checked_form().touch(WRONG).type(RIGHT).touch("forward"))


def disputed_identity() -> Filing:
    visit = Visit().until_checked_form().touch("dispute:f_idno:misspelt")
    return filed(visit.type("林一").touch("forward"))


def said(application: Application) -> str:
    return "\n".join(slip_values(permit(), application)["entries"])


def test_a_slip_says_what_stands_where_what_is_wrong_and_who_checks_it() -> None:
    filing = mended()
    assert isinstance(filing.decision, AcceptedWithGaps)
    *_, slip = papers_of(filing, shipped().calendar)
    assert slip.name == CORRECTION_SLIP
    assert not slip.is_signed_by_hand
    assert slip.must_show == (CASE,)
    assert slip.values["entries"] == (
        "（一）营业执照（证照编号9243**********T04R）",
        f"证照上的“经营场所”：{PREMISES}",
        "申请人说：已经变了。",
        f"申请人填的正确内容：{RIGHT}",
        "请核对的机关：虚构市示例局",
    )
    assert slip.values["count"] == "1"


def test_a_value_that_nobody_knows_and_a_whole_document_say_so() -> None:
    visit = Visit().until_checked_form().touch(WRONG, "leave_blank")
    assert "正确的内容：申请人没有填。" in said(visit.session.begun())
    visit = Visit().until_board().touch("dispute:BL:not_mine")
    text = said(visit.session.begun())
    assert "申请人说：不是我的。整张证照这次没有使用。" in text
    assert "正确" not in text
    assert "证照上的" not in text


def test_a_field_that_no_longer_applies_has_no_right_value() -> None:
    visit = Visit().until_checked_form().touch("dispute:f_nature:other", "choose:limited")
    application = visit.session.begun()
    assert "申请人填的正确内容：有限责任公司" in said(application)
    assert "证照上的“类型”：个体工商户" in said(application)
    other = replace(application, facts={**application.facts, "situation": "change"})
    assert "申请人没有填" in said(other)


def test_an_own_number_is_masked_and_the_card_named() -> None:
    filing = disputed_identity()
    assert isinstance(filing.decision, FilledIn)
    text = said(filing.application)
    assert card().number.value not in text
    assert "4399**********0068" in text
    assert "（一）居民身份证" in text
    assert f"请核对的机关：{card().issuing_authority}" in text
    unknown = replace(filing.application, proof=None)
    assert "（一）身份证件" in said(unknown)


@pytest.mark.parametrize("kind", DocumentKind)
def test_every_kind_of_document_has_a_name(kind: DocumentKind) -> None:
    application = disputed_identity().application
    assert application.proof is not None
    shown = replace(application, proof=replace(application.proof, document=kind))
    assert document_of(shown, application.disputes[0]).endswith(("证", "卡"))


def test_without_a_known_office_the_slip_says_that() -> None:
    application = mended().application
    (one,) = application.disputes
    silent = replace(application, disputes=(replace(one, authority="", number=""),))
    assert "请核对的机关：发证机关（证照上没有写明）" in said(silent)
    assert "证照编号" not in said(silent)


def test_no_paper_names_somebody_who_says_that_the_name_is_wrong() -> None:
    form, slip = papers_of(disputed_identity(), shipped().calendar)
    assert (form.name, slip.name) == (FILLED_FORM, CORRECTION_SLIP)
    assert form.values["applicant"] == slip.values["applicant"] == UNNAMED
    rows = "\n".join(form.values["rows"])
    assert card().name not in rows
    assert card().number.value not in rows
    assert f"证件号码：{BLANK}" in rows


def test_a_form_shows_what_was_left_open() -> None:
    visit = Visit().until_checked_form().touch(WRONG, "leave_blank")
    *rows, last = filled_rows(permit(), visit.session.begun(), unsaid={"f_tel"})
    assert last == f"经营场所地址：{BLANK}"
    assert "营业面积：120平方米" in rows
    assert not any("13800000000" in row for row in rows if row.startswith("联系电话"))
    usual = filled_rows(permit(), Visit().until_checked_form().session.begun())
    assert not any(BLANK in row for row in usual)


def test_where_nothing_is_disputed_there_is_no_slip() -> None:
    session = Visit().until_review("ordinary").session
    assert session.decision is not None
    plain = replace(mended(), application=session.begun(), decision=session.decision)
    assert [one.name for one in papers_of(plain, shipped().calendar)] == [ACCEPTANCE_SLIP]


def test_it_is_the_last_paper_of_a_case_and_of_none_that_is_refused() -> None:
    names = [one.name for one in papers_of(mended(), shipped().calendar)]
    assert names == [ACCEPTANCE_SLIP, CORRECTION_SLIP]
    assert papers_of(replace(mended(), decision=Refused(())), shipped().calendar) == ()


@pytest.mark.parametrize(
    ("number", "text"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (34, "三十四")]
)
def test_headings_are_counted_in_chinese(number: int, text: str) -> None:
    assert numeral(number) == text


def test_every_value_of_the_slip_is_tried_for_its_glyphs_before_a_number_is_spent() -> None:
    values = printed_values(mended().application)
    assert PREMISES in values.values()
    assert RIGHT in values.values()
    assert card().name in values.values()


# -- on paper ----------------------------------------------------------------


def test_the_slip_is_read_as_it_was_written() -> None:
    *_, slip = papers_of(mended(), shipped().calendar)
    text = unspaced(read_text(rendered(SLIP, slip.values)))
    for part in (
        "证照信息纠错单",
        "Correctionslip:",
        CASE,
        "陈秋美",
        "下面1处信息不对",
        "9243**********T04R",
        PREMISES,
        RIGHT,
        "已经变了",
        "虚构市示例局",
        "不能代替证照",
        "第1页共1页",
    ):
        assert part in text, part


def test_many_disputes_go_on_to_a_second_page() -> None:
    visit = Visit().until_checked_form()
    for field in ("f_unit", "f_uscc", "f_addr", "f_nature", "f_legal"):
        visit.touch(f"dispute:{field}:other", "leave_blank")
    application = visit.session.begun()
    assert len(application.disputes) == 5
    values = {**mended_values(), **slip_values(permit(), application)}
    text = unspaced(read_text(rendered(SLIP, values)))
    assert "（五）营业执照" in text
    assert "第2页共2页" in text


def mended_values() -> dict[str, str | tuple[str, ...]]:
    *_, slip = papers_of(mended(), shipped().calendar)
    return dict(slip.values)


# -- what is kept ------------------------------------------------------------


def test_the_case_keeps_what_was_said_and_the_message_carries_it() -> None:
    filing = mended()
    papers = papers_of(filing, shipped().calendar)
    kept = kept_from(filing.application, papers, STROKES)
    content = json.loads(kept)
    (one,) = content["disputes"]
    assert one == {
        "subject": "f_addr",
        "role": "BL",
        "reason": "outdated",
        "source": "certificate",
        "document": "营业执照",
        "number": "92439900MA0TEXT04R",
        "label": "经营场所",
        "shown": PREMISES,
        "authority": "虚构市示例局",
        "is_whole": False,
    }
    assert content["left_blank"] == []
    assert content["fields"]["f_addr"] == {"value": RIGHT, "source": "typed"}
    assert papers_from(kept)[0] == papers


def test_a_correction_is_told_without_content() -> None:
    assert corrections_of(mended().application) == SAID[:1]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path) as store:
        yield store


def test_corrections_are_kept_with_the_case_in_their_order(store: Store) -> None:
    store.submit_case(sample_case(CASE, decision="filled_in", promises=(), corrections=SAID))
    assert store.cases.corrections_of(CASE) == SAID
    assert store.cases.corrections_of("K-0001-20261123-0009") == ()
    lines = [row for row in store.journal.all() if row.event == "correction-filed"]
    assert [row.case_id for row in lines] == [CASE, CASE]
    assert [row.disposition for row in lines] == ["outdated", "other"]
    assert [json.loads(row.facts) for row in lines] == [
        {"role": "BL", "field": "f_addr"},
        {"role": CARD_ROLE, "field": ""},
    ]


def test_a_case_that_is_filed_again_has_its_corrections_once(store: Store) -> None:
    case = sample_case(CASE, decision="filled_in", promises=(), corrections=SAID)
    store.submit_case(case)
    store.submit_case(case)
    assert store.cases.corrections_of(CASE) == SAID


def test_staff_sees_what_is_to_be_corrected_and_no_content(
    store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    plain = "K-0001-20261123-0002"
    store.submit_case(sample_case(CASE, decision="filled_in", promises=(), corrections=SAID))
    store.submit_case(sample_case(plain, decision="filled_in", promises=()))
    assert cases._list(store, 9, as_json=True) == SUCCESS
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    by_case = {line["case_number"]: line["corrections"] for line in lines}
    first = {"subject": "f_addr", "role": "BL", "reason": "outdated"}
    assert by_case[CASE][0] == first
    assert by_case[plain] == []
    assert cases._list(store, 9, as_json=False) == SUCCESS
    told = sorted(capsys.readouterr().out.splitlines())
    assert ["2 to correct" in line for line in told] == [True, False]


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE correction SET reason = 'other'", "never changed"),
        ("DELETE FROM correction", "never deleted"),
    ],
)
def test_what_was_said_is_never_changed(store: Store, statement: str, told: str) -> None:
    store.submit_case(sample_case(CASE, decision="filled_in", promises=(), corrections=SAID))
    with pytest.raises(IntegrityError, match=told):
        store._database.execute(statement)


@pytest.mark.parametrize(
    "wrong",
    [
        (SAID[0], SAID[0]),
        (replace(SAID[0], reason="dislike"),),
        (replace(SAID[0], subject=""),),
        (replace(SAID[0], role=""),),
    ],
)
def test_a_correction_that_says_nothing_is_no_case(
    store: Store, wrong: tuple[CorrectionRecord, ...]
) -> None:
    with pytest.raises(IntegrityError):
        store.submit_case(sample_case(CASE, corrections=wrong))
    assert store.cases.summary(CASE) is None
