# SPDX-License-Identifier: Apache-2.0
"""What citizens type is checked in words that say what to do."""

from datetime import date

import pytest

from forms.field_check import check_value
from forms.field_values import Answer, Source
from forms.service_item import Choice, Field, FieldKind, Mark, Provenance
from forms.text import Text
from tests.support.applying import TODAY, begun, permit

WORDS = Text("字", "word")


def field(kind: FieldKind, *, minimum: int | None = None, pattern: str = "") -> Field:
    return Field(
        "f",
        WORDS,
        WORDS,
        kind,
        Provenance(Mark.ASSUMED, "test"),
        choices=(Choice("a", WORDS),),
        minimum=minimum,
        pattern=pattern,
    )


def error(kind: FieldKind, text: str) -> str:
    found = check_value(field(kind), text, today=TODAY)
    return found.zh_CN if found is not None else ""


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (FieldKind.PHONE, "13800000000"),
        (FieldKind.PHONE, "0746-8300000"),
        (FieldKind.PHONE, "02188888888"),
        (FieldKind.NUMBER, "0"),
        (FieldKind.NUMBER, "999999999"),
        (FieldKind.CHOICE, "a"),
        (FieldKind.DATE, "2026-11-23"),
        (FieldKind.CITIZEN_NUMBER, "11010519491231002X"),
        (FieldKind.CREDIT_CODE, "92439900MA0TEXT04R"),
        (FieldKind.NAME, "陈秋美"),
        (FieldKind.NAME, "阿卜杜热合曼·买买提明·艾山江"),
        (FieldKind.NAME, "𠮷\U00031350"),  # a character newer than the interpreter's tables
        (FieldKind.TEXT, "秋水路18号"),
    ],
)
def test_good_values_pass(kind: FieldKind, text: str) -> None:
    assert error(kind, text) == ""


@pytest.mark.parametrize(
    ("kind", "text", "said"),
    [
        (FieldKind.PHONE, "", "请填写"),
        (FieldKind.PHONE, "   ", "请填写"),
        (FieldKind.PHONE, "1380000000", "11位"),
        (FieldKind.PHONE, "12800000000", "电话号码不对"),
        (FieldKind.PHONE, "１３８００００００００", "电话号码不对"),
        (FieldKind.PHONE, "8300000", "带区号"),
        (FieldKind.NUMBER, "-1", "只填数字"),
        (FieldKind.NUMBER, "²", "只填数字"),
        (FieldKind.NUMBER, "1000000000", "之间"),
        (FieldKind.CHOICE, "b", "选一个"),
        (FieldKind.DATE, "2026-02-30", "没有这一天"),
        (FieldKind.DATE, "20261123", "没有这一天"),
        (FieldKind.DATE, "2026-11-24", "不能晚于今天"),
        (FieldKind.CITIZEN_NUMBER, "110105194912310021", "证件号码不对"),
        (FieldKind.CREDIT_CODE, "92439900MA0TEXT04X", "信用代码不对"),
        (FieldKind.TEXT, "a\x00b", "不能打印"),
        (FieldKind.NAME, "x" * 201, "1到200个字"),
    ],
)
def test_bad_values_are_told_in_plain_words(kind: FieldKind, text: str, said: str) -> None:
    assert said in error(kind, text)


def test_an_error_is_told_in_english_too() -> None:
    found = check_value(permit().field("f_area"), "0", today=TODAY)
    assert found == Text("请填1到200000之间的数。", "Please enter a number from 1 to 200000.")


def test_a_pattern_holds_for_the_whole_value() -> None:
    divided = field(FieldKind.TEXT, pattern="[0-9]{6}")
    assert check_value(divided, "439900", today=TODAY) is None
    assert check_value(divided, "4399001", today=TODAY) is not None


def test_another_field_may_set_the_limit() -> None:
    checked = permit().field("f_health")
    alone, with_staff = begun(), begun().with_field("f_staff", Answer("2", Source.TYPED))
    assert check_value(checked, "3", today=TODAY) is None
    assert check_value(checked, "3", today=TODAY, application=alone) is None
    assert check_value(checked, "2", today=TODAY, application=with_staff) is None
    too_many = check_value(checked, "3", today=TODAY, application=with_staff)
    assert too_many is not None
    assert "0到2之间" in too_many.zh_CN


def test_today_is_not_in_the_future() -> None:
    assert check_value(field(FieldKind.DATE), "2026-11-23", today=date(2026, 11, 22))


def test_a_day_is_shown_in_words_and_what_is_no_day_as_it_is() -> None:
    day = permit().field("f_oldto")
    assert day.shown("2028-02-29", "zh_CN") == "2028年2月29日"
    assert day.shown("2028-02-29", "en") == "29 February 2028"
    assert day.shown("登记之日", "zh_CN") == "登记之日"
    assert permit().field("f_unit").shown("2028-02-29", "en") == "2028-02-29"
