# SPDX-License-Identifier: Apache-2.0
"""What is said to be wrong, on the glass: flagged wherever it would stand, and never called."""

from dataclasses import replace

import pytest

from forms.dispute import CARD_ROLE
from kiosk.robot.disputing import may_be_left_blank, touches_of
from kiosk.screens.present import disputing, present
from kiosk.screens.texts import LANGUAGES
from kiosk.screens.views import (
    BoardRow,
    BoardView,
    FormRow,
    FormView,
    ReviewView,
    RouteView,
    Screen,
    SheetElement,
    SignView,
)
from kiosk.session.events import Signed
from tests.kiosk.test_present import words
from tests.support.applying import PREMISES, card, permit, shipped
from tests.support.visits import STROKES, Visit

WRONG = "dispute:f_addr:outdated"
RIGHT = "湖南省虚构市示例区秋水路81号"


def seen(visit: Visit, language: str = "zh_CN") -> Screen:
    return present(replace(visit.session, language=language), words(language))


def form_row(visit: Visit, id_: str) -> FormRow:
    view = seen(visit).view
    assert isinstance(view, FormView | ReviewView)
    return next(row for row in view.rows if row.id == id_)


def board_row(visit: Visit, id_: str) -> BoardRow:
    view = seen(visit).view
    assert isinstance(view, BoardView)
    return next(row for row in view.rows if row.id == id_)


def element(visit: Visit, id_: str) -> SheetElement:
    return next(one for one in seen(visit).sheet.elements if one.id == id_)


def mended() -> Visit:
    return Visit().until_checked_form().touch(WRONG).type(RIGHT).touch("forward")


# -- the form ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "act"),
    [
        ("f_unit", "dispute"),
        ("f_addr", "dispute"),
        ("f_idno", "dispute"),
        ("f_tel", "edit"),
        ("f_mgr", "edit"),
        ("f_divi", ""),
        ("f_kind", ""),
    ],
)
def test_each_row_offers_what_may_be_done_about_it(field: str, act: str) -> None:
    assert form_row(Visit().until_checked_form(), field).act == act


def test_without_reasons_nothing_is_offered() -> None:
    silent = Visit(replace(shipped(), dispute_reasons=())).until_checked_form()
    assert form_row(silent, "f_unit").act == ""
    assert disputing.reasons(silent.session, words("en")) == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_reasons_are_those_of_the_catalogue(language: str) -> None:
    view = seen(Visit().until_checked_form(), language).view
    assert isinstance(view, FormView)
    shown = [(one.id, one.title) for one in view.reasons]
    assert shown == [
        (one.reason.value, one.text.in_(language)) for one in shipped().dispute_reasons
    ]
    assert all(one.detail for one in view.reasons)
    bare = replace(shipped().dispute_reasons[0], example=None)
    terse = Visit(replace(shipped(), dispute_reasons=(bare,))).until_checked_form()
    assert disputing.reasons(terse.session, words(language))[0].detail == ""


def test_a_mended_row_is_flagged_and_shows_what_was_typed() -> None:
    row = form_row(mended(), "f_addr")
    assert (row.value, row.act, row.chip.kind) == (RIGHT, "amend", "disputed")
    assert "已经变了" in row.chip.explanation
    assert "营业执照" in row.chip.explanation


def test_a_row_that_was_left_blank_stays_on_the_form() -> None:
    row = form_row(Visit().until_checked_form().touch(WRONG, "leave_blank"), "f_addr")
    assert (row.value, row.act, row.chip.kind) == ("空着，到窗口核对", "amend", "disputed")


def test_a_disputed_identity_is_flagged_and_cannot_be_filled_in() -> None:
    visit = (
        Visit().until_checked_form().touch("dispute:f_idno:other").type("林一").touch("forward")
    )
    row = form_row(visit, "f_idno")
    assert (row.act, row.chip.kind) == ("undispute", "disputed")
    assert "身份证" in row.chip.explanation
    assert form_row(visit, "f_legal").act == "", "what else stands on the card"
    assert card().number.value not in repr(seen(visit))


def test_fields_of_a_document_that_is_not_used_say_so() -> None:
    visit = Visit().until_board().touch("dispute:BL:not_mine", "forward").type("秋美")
    visit.touch("forward", "leave_blank", "leave_blank", "leave_blank")
    visit.type("13800000000").touch("forward").type("3").touch("forward")
    assert form_row(visit, "f_unit").chip.text == "整张不用"
    assert form_row(visit, "f_uscc").value == "空着，到窗口核对"
    assert form_row(visit, "f_uscc").act == "edit"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_that_asks_for_the_right_value_says_what_stands_there(language: str) -> None:
    screen = seen(Visit().until_checked_form().touch(WRONG), language)
    assert isinstance(screen.view, FormView)
    assert screen.view.asked_id == "f_addr"
    assert PREMISES in screen.view.why
    assert screen.extra is not None
    assert screen.extra.act == "leave_blank"
    assert may_be_left_blank(screen)


def test_a_page_that_asks_after_a_rejected_document_says_so() -> None:
    screen = seen(Visit().until_board().touch("dispute:BL:not_mine", "forward"))
    assert isinstance(screen.view, FormView)
    assert screen.view.asked_id == "f_unit"
    assert "自己填" in screen.view.why


def test_a_usual_page_knows_no_leaving_blank() -> None:
    screen = seen(Visit().until_board().touch("forward"))
    assert not may_be_left_blank(screen)
    assert not may_be_left_blank(replace(screen, extra=None))


# -- the board ---------------------------------------------------------------


def test_on_the_board_only_called_documents_may_be_disputed() -> None:
    visit = Visit().until_board()
    assert (board_row(visit, "M3").subject, board_row(visit, "M3").act) == ("BL", "dispute")
    assert (board_row(visit, "M2").subject, board_row(visit, "M2").act) == (
        CARD_ROLE,
        "dispute",
    )
    for material in ("M1", "M4", "M5", "M8", "M12"):
        assert (board_row(visit, material).subject, board_row(visit, material).act) == ("", "")


@pytest.mark.parametrize(("subject", "material"), [("BL", "M3"), (CARD_ROLE, "M2")])
def test_a_disputed_document_is_flagged_and_may_be_restored(
    subject: str, material: str
) -> None:
    row = board_row(Visit().until_board().touch(f"dispute:{subject}:outdated"), material)
    assert (row.subject, row.act) == (subject, "undispute")
    assert "您说" in row.plain
    assert row.chip.kind == "handed_in"


def test_the_board_names_a_card_whose_kind_is_not_known() -> None:
    session = Visit().until_board().touch("dispute:ID:other").session
    (said,) = session.begun().disputes
    nameless = replace(session.begun(), proof=None)
    assert disputing.document(said, nameless, words("zh_CN")) == "身份证"


# -- routes, signature, last look, sheet --------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("deeds", [(WRONG, "leave_blank"), ("dispute:ID:other",)])
def test_where_only_the_window_is_left_the_other_ways_say_why(
    language: str, deeds: tuple[str, ...]
) -> None:
    visit = Visit().until_checked_form().touch(*deeds)
    if "ID" in deeds[0]:
        visit.type("林一").touch("forward")
    view = seen(visit.touch("forward"), language).view
    assert isinstance(view, RouteView)
    enabled = {one.id: one.enabled for one in view.options}
    assert enabled == {"promise": False, "ordinary": False, "window": True}
    assert all(one.reason for one in view.options if not one.enabled)


def test_who_says_that_the_name_is_wrong_does_not_sign_under_it() -> None:
    visit = Visit().until_checked_form().touch("dispute:ID:other").type("林一")
    view = seen(visit.touch("forward", "forward", "route:window")).view
    assert isinstance(view, SignView)
    assert card().name not in view.statement


def test_the_last_look_flags_it_and_names_the_slip() -> None:
    visit = mended().touch("forward", "route:ordinary", "route:handed_in")
    visit.take(Signed(STROKES)).touch("forward")
    view = seen(visit).view
    assert isinstance(view, ReviewView)
    assert view.papers[-1] == "证照信息纠错单"
    assert form_row(visit, "f_addr").chip.kind == "disputed"
    assert view.reasons
    usual = seen(Visit().until_review()).view
    assert isinstance(usual, ReviewView)
    assert "证照信息纠错单" not in usual.papers


def test_the_sheet_flags_it_whether_it_is_open_or_mended() -> None:
    visit = Visit().until_checked_form()
    assert element(visit, "address").mark == "known"
    visit.touch(WRONG)
    open_ = element(visit, "address")
    assert (open_.mark, open_.text, open_.flag) == ("disputed", "", "您说不对")
    visit.type(RIGHT).touch("forward")
    assert (element(visit, "address").mark, element(visit, "address").text) == (
        "disputed",
        RIGHT,
    )
    assert element(visit, "unit_name").mark == "known"
    visit.touch("undispute:f_addr")
    assert element(visit, "address").mark == "known"


def test_a_sheet_before_the_form_and_without_a_licence_has_no_flags() -> None:
    before = Visit().until_guide()
    assert {one.mark for one in seen(before).sheet.elements} <= {"fixed", "known", "gap"}
    visit = mended()
    faceless = replace(permit(), licence=None)
    elements = seen(visit).sheet.elements
    assert disputing.on_sheet(elements, visit.session, faceless, words("en")) == elements


# -- the robot's finger --------------------------------------------------------


def test_the_robot_finds_what_it_is_to_dispute() -> None:
    disputes = {"BL": "not_mine", "f_addr": "misspelt", "f_tel": "other"}
    board, form = seen(Visit().until_board()), seen(Visit().until_checked_form())
    assert list(touches_of(board, disputes)) == [("row-M3", "wrong", "reason-not_mine")]
    assert list(touches_of(form, disputes)) == [("row-f_addr", "wrong", "reason-misspelt")]
    assert list(touches_of(seen(Visit().until_guide()), disputes)) == []
    assert list(touches_of(seen(mended()), disputes)) == []
