# SPDX-License-Identifier: Apache-2.0
"""Sheets are data: read strictly, filled without clipping, and broken like Chinese papers."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from certificates.errors import DocumentError
from certificates.template import (
    Align,
    Face,
    Frame,
    Guilloche,
    Paragraphs,
    PlacedElement,
    PlacedKind,
    Template,
    Values,
    page_count,
    place,
    template_from,
    value_names,
)
from tests.support.documents import (
    LETTER,
    LETTER_VALUES,
    LICENCE,
    LICENCE_VALUES,
    LONG_VALUES,
    RECEIPT,
    RECEIPT_VALUES,
    SLIP,
    SLIP_VALUES,
    TOLD,
    shipped,
)

ROW = {
    "kind": "value",
    "label": "地址",
    "value": "address",
    "box": [20, 20, 100, 15],
    "label_width_mm": 20,
    "size_mm": 6,
    "min_size_mm": 4,
}


def sheet(*elements: dict[str, Any], **more: object) -> Template:
    """A small template of the elements given."""
    mapping = {"name": "t", "title": "样张", "width_mm": 200, "height_mm": 100}
    return template_from({**mapping, "elements": list(elements), **more})


def texts(template: Template, values: Values) -> list[str]:
    """The texts that a sheet shows."""
    return [e.text for e in place(template, values) if e.kind is PlacedKind.TEXT]


def named(placed: tuple[PlacedElement, ...], name: str) -> PlacedElement:
    """The one element that shows a value."""
    [element] = [e for e in placed if e.value_name == name]
    return element


# -- reading --------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [LICENCE, LETTER, RECEIPT, SLIP], ids=lambda p: p.stem)
def test_shipped_templates_are_read(path: Path) -> None:
    assert shipped(path).elements


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"lable": "x"}, "did you mean 'label'"),
        ({"zzzz": "x"}, "unknown key 'zzzz'"),
        ({"box": [1, 2, 3]}, r"elements\[0\]\(value\).box: must be \[x, y"),
        ({"box": 7}, "must be a list"),
        ({"box": [150, 20, 100, 15]}, "reaches beyond the page"),
        ({"size_mm": "6"}, "size_mm: must be a number"),
        ({"size_mm": True}, "size_mm: must be a number"),
        ({"size_mm": -1}, "must not be negative"),
        ({"label": 5}, "label: must be a text"),
        ({"is_ruled": 1}, "must be true or false"),
        ({"face": "comic"}, "'comic' is none of song, kai"),
        ({"kind": "picture"}, "kind 'picture' is none of frame"),
    ],
)
def test_a_wrong_template_is_refused_and_says_where(
    change: dict[str, Any], complaint: str
) -> None:
    with pytest.raises(DocumentError, match=complaint) as caught:
        sheet({**ROW, **change})
    assert caught.value.code == "CONFIG-0701"


def test_a_missing_key_is_named() -> None:
    row = {key: value for key, value in ROW.items() if key != "min_size_mm"}
    with pytest.raises(DocumentError, match="'min_size_mm' is missing"):
        sheet(row)


def test_an_element_must_be_a_mapping() -> None:
    with pytest.raises(DocumentError, match="must be a mapping"):
        template_from(
            {"name": "t", "title": "t", "width_mm": 9, "height_mm": 9, "elements": [1]}
        )


def test_a_piece_has_either_text_or_value() -> None:
    flow = [{"style": "body", "text": "a", "value": "b"}]
    with pytest.raises(DocumentError, match="either text or value"):
        sheet({"kind": "paragraphs", "box": [10, 10, 50, 50], "flow": flow})


def test_what_closes_the_text_needs_a_text() -> None:
    with pytest.raises(DocumentError, match="no running text"):
        sheet(ROW, closing={"height_mm": 10, "elements": []})


# -- placing --------------------------------------------------------------------------------


def test_a_missing_value_is_a_gap_in_its_own_place() -> None:
    empty = named(place(sheet(ROW), {}), "address")
    filled = named(place(sheet(ROW), {"address": "百花路18号"}), "address")
    assert not empty.is_known
    assert empty.text == ""
    assert filled.is_known
    assert (empty.x_mm, empty.width_mm) == (filled.x_mm, filled.width_mm)


def test_an_empty_value_is_a_gap_too() -> None:
    assert not named(place(sheet(ROW), {"address": ""}), "address").is_known


def test_a_gap_inside_wording_is_a_blank_line() -> None:
    line = {"kind": "text", "text": "编号：{number}", "box": [9, 9, 90, 9], "size_mm": 5}
    assert texts(sheet(line), {}) == ["编号：＿＿＿＿"]
    assert texts(sheet(line), {"number": "七"}) == ["编号：七"]


def test_braces_inside_a_value_stay_what_they_are() -> None:
    line = {"kind": "text", "text": "名称：{unit}", "box": [9, 9, 90, 9], "size_mm": 5}
    assert texts(sheet(line), {"unit": "{number}店", "number": "7"}) == ["名称：{number}店"]


def test_a_long_value_wraps_and_shrinks_but_loses_nothing() -> None:
    address = "虚构省虚构市样例区梧桐街道百花路社区第三网格和平里小区北区17号楼"
    placed = named(place(sheet(ROW), {"address": address}), "address")
    assert placed.is_fitting
    assert placed.text.replace("\n", "") == address
    assert 4.0 <= placed.size_mm < 6.0
    assert placed.leading_mm * len(placed.text.split("\n")) <= 15.0


def test_a_value_that_cannot_fit_says_so_instead_of_being_clipped() -> None:
    placed = named(place(sheet(ROW), {"address": "长" * 200}), "address")
    assert not placed.is_fitting
    assert placed.text.replace("\n", "") == "长" * 200


def test_sixty_characters_fit_every_row_of_the_licence() -> None:
    sixty = "虚构省虚构市样例区梧桐街道" + "百" * 47
    names = ("unit_name", "holder_name", "address", "licensed_item", "valid_from_to")
    values = {**LICENCE_VALUES, **dict.fromkeys(names, sixty)}
    assert all(element.is_fitting for element in place(shipped(LICENCE), values))


def test_optional_elements_leave_no_trace() -> None:
    line = {"kind": "text", "text": "{note}", "box": [9, 9, 90, 9], "size_mm": 5}
    template = sheet({**line, "optional": True}, {**ROW, "optional": True})
    assert texts(template, {}) == []
    code = {"kind": "qr", "box": [10, 10, 30, 30], "optional": True}
    assert place(sheet(code), {}) == ()
    assert len(place(sheet(code), {"qr": "x"})) == 1


def test_when_and_unless_choose_between_titles() -> None:
    line = {"kind": "text", "box": [9, 9, 90, 9], "size_mm": 5}
    template = sheet(
        {**line, "text": "受理凭证", "unless": "gaps"},
        {**line, "text": "容缺受理通知书", "when": "gaps"},
    )
    assert texts(template, {"gaps": ()}) == ["受理凭证"]
    assert texts(template, {"gaps": ("检测报告",)}) == ["容缺受理通知书"]


def test_the_sheet_knows_what_is_there_besides_texts() -> None:
    placed = place(shipped(LICENCE), {**LICENCE_VALUES, "qr": "x"})
    known = {e.kind: e.is_known for e in placed if e.kind is not PlacedKind.TEXT}
    assert known[PlacedKind.QR]
    assert not known[PlacedKind.SEAL]
    [seal] = [e for e in placed if e.kind is PlacedKind.SEAL]
    assert (seal.width_mm, seal.height_mm) == (42.0, 42.0)
    assert seal.text == LICENCE_VALUES["issuing_authority"]


def test_a_label_of_two_lines_stays_in_its_row() -> None:
    placed = place(shipped(LICENCE), LICENCE_VALUES)
    [label] = [e for e in placed if e.text.startswith("法定代表人")]
    value = named(placed, "holder_name")
    assert label.text == "法定代表人\n（负责人）"
    assert label.align is Align.SPREAD
    assert label.y_mm + label.height_mm == pytest.approx(value.y_mm + value.height_mm)


def test_value_names_are_what_a_form_must_give() -> None:
    assert value_names(shipped(LICENCE)) == set(LICENCE_VALUES)
    assert value_names(shipped(LETTER)) >= set(LETTER_VALUES)
    assert value_names(shipped(RECEIPT)) >= set(RECEIPT_VALUES)
    assert value_names(shipped(SLIP)) >= set(SLIP_VALUES)


def test_a_placed_value_hides_its_text_in_a_log() -> None:
    placed = named(place(sheet(ROW), {"address": "百花路18号"}), "address")
    assert "百花路" not in repr(placed)
    assert "<address>" in repr(placed)


def test_a_slip_never_looks_like_a_licence() -> None:
    for path in (SLIP, RECEIPT):
        kinds = {type(element) for element in shipped(path).elements}
        assert not kinds & {Frame, Guilloche}
    assert any("不是许可证" in text for text in texts(shipped(SLIP), SLIP_VALUES))


# -- running text ---------------------------------------------------------------------------


def lines_by_page(template: Template, values: Values) -> list[list[PlacedElement]]:
    """Lines of the running text, page by page."""
    placed = place(template, values)
    [paragraphs] = [e for e in template.elements if isinstance(e, Paragraphs)]
    later = paragraphs.later_box or paragraphs.box
    pages = []
    for page in range(page_count(placed)):
        box = paragraphs.box if page == 0 else later
        inside = [
            e
            for e in placed
            if e.page == page
            and e.kind is PlacedKind.TEXT
            and box.y_mm - 1e-6 <= e.y_mm < box.y_mm + box.height_mm
        ]
        pages.append(inside)
    return pages


def test_a_letter_goes_on_over_the_page_and_counts_it() -> None:
    placed = place(shipped(LETTER), LETTER_VALUES)
    assert page_count(placed) == 2
    footers = [e.text for e in placed if e.text.startswith("第 ")]
    assert footers == ["第 1 页　共 2 页", "第 2 页　共 2 页"]


def test_the_signature_stands_on_the_last_page_below_text() -> None:
    placed = place(shipped(LETTER), LETTER_VALUES)
    [signature] = [e for e in placed if e.kind is PlacedKind.SIGNATURE]
    last = [e for e in placed if e.page == signature.page and e.value_name == "promised"]
    assert signature.page == page_count(placed) - 1
    assert len(last) >= 2
    assert max(e.y_mm + e.height_mm for e in last) < signature.y_mm


@pytest.mark.parametrize("copies", range(1, 9))
def test_no_heading_and_no_single_line_is_left_alone(copies: int) -> None:
    values = {**LETTER_VALUES, "told": TOLD * copies}
    pages = lines_by_page(shipped(LETTER), values)
    for lines in pages[:-1]:
        assert lines[-1].face is not Face.HEI
    for lines in pages[1:]:
        assert len(lines) >= 2


@pytest.mark.parametrize("words", range(0, 140, 7))
def test_the_closing_is_never_torn_off_the_text(words: int) -> None:
    values = {**LETTER_VALUES, "told": (*TOLD, "补" * 39) + ("句",) * (words // 7)}
    placed = place(shipped(LETTER), values)
    [seal] = [e for e in placed if e.kind is PlacedKind.SEAL]
    text = {"promised", "copies"}
    on_page = [e for e in placed if e.page == seal.page and e.value_name in text]
    assert len(on_page) >= 2
    assert seal.y_mm + seal.height_mm <= 279


def test_items_hang_behind_their_numbers() -> None:
    flow = [{"style": "item", "value": "list", "numbering": "chinese"}]
    template = sheet({"kind": "paragraphs", "box": [10, 10, 60, 80], "flow": flow})
    first, second, third = place(template, {"list": ("第" * 16, "二")})
    assert first.text.startswith("（一）")
    assert second.x_mm > first.x_mm
    assert third.text == "（二）二"


def test_numbered_paragraphs_of_a_value_can_be_headings() -> None:
    flow = [{"style": "body", "value": "told", "has_headings": True}]
    template = sheet({"kind": "paragraphs", "box": [10, 10, 180, 80], "flow": flow})
    heading, body = place(template, {"told": ("（二）核查", "上门核查。")})
    assert heading.face is Face.HEI
    assert body.face is Face.SONG


def test_a_missing_list_is_a_gap_unless_it_is_optional() -> None:
    piece = {"style": "item", "value": "list", "numbering": "dash"}
    paragraphs = {"kind": "paragraphs", "box": [10, 10, 60, 80]}
    [gap] = place(sheet({**paragraphs, "flow": [piece]}), {})
    assert not gap.is_known
    assert place(sheet({**paragraphs, "flow": [{**piece, "optional": True}]}), {}) == ()
    [shown] = place(sheet({**paragraphs, "flow": [piece]}), {"list": "甲"})
    assert shown.text == "— 甲"


def test_a_line_feed_in_a_value_ends_a_paragraph() -> None:
    flow = [{"style": "line", "value": "words"}]
    template = sheet({"kind": "paragraphs", "box": [10, 10, 60, 80], "flow": flow})
    assert texts(template, {"words": "甲\n\n乙"}) == ["甲", "乙"]


def test_running_text_may_stand_on_every_page() -> None:
    small = {"kind": "paragraphs", "box": [10, 90, 60, 8]}
    template = sheet(
        ROW, running=[{**small, "flow": [{"style": "note", "text": "第{page}页"}]}]
    )
    assert "第1页" in texts(template, {"address": "百花路"})
    bare = sheet({**ROW, "is_ruled": False})
    assert all(e.kind is PlacedKind.TEXT for e in place(bare, {}))


def test_text_larger_than_every_page_still_ends() -> None:
    flow = [{"style": "title", "value": "words"}]
    template = sheet({"kind": "paragraphs", "box": [10, 10, 60, 5], "flow": flow})
    assert page_count(place(template, {"words": ("甲", "乙", "丙")})) == 3


def test_long_values_of_the_licence_stay_in_their_boxes() -> None:
    placed = place(shipped(LICENCE), LONG_VALUES)
    assert all(e.is_fitting for e in placed)
    moved = replace(placed[0], page=1)
    assert page_count((moved,)) == 2
