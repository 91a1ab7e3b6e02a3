# SPDX-License-Identifier: Apache-2.0
"""The promise letter: both parts complete, only what this case promises, dates filled in."""

import re
from dataclasses import replace
from datetime import date

from forms.application import Application, Route
from forms.promise import PromiseLetter, promise_letter, route_offer
from tests.support.applying import TODAY, business_licence, complete, deed, permit, shipped


def letter(application: Application, *, today: date = TODAY) -> PromiseLetter:
    return promise_letter(permit(), application, today=today, calendar=shipped().calendar)


def read(content: PromiseLetter, language: str) -> str:
    return "\n".join(
        text.in_(language)
        for section in content.told + content.promised
        for text in (section.heading, *section.paragraphs)
    )


def test_the_letter_tells_exactly_the_materials_that_are_promised() -> None:
    with_deed = letter(complete(business_licence(), deed(), answers={"central_ac": "no"}))
    assert [one.material.id for one in with_deed.items] == [
        "M5", "M6", "M7", "M8", "M9", "M10",
    ]  # fmt: skip
    text = read(with_deed, "zh_CN")
    assert "1. 场所总平面图" in text
    assert "6. 按卫生监督量化分级评分表" in text
    assert "不动产权证" not in text


def test_the_letter_is_the_same_before_and_after_the_route_is_chosen() -> None:
    assert letter(complete()) == letter(complete().with_route(Route.PROMISE))


def test_every_date_and_period_is_filled_in_in_both_languages() -> None:
    content = letter(complete())
    for language, days in (
        ("zh_CN", ("2027年1月22日", "2027年2月22日", "60日", "30日")),
        ("en", ("22 January 2027", "22 February 2027", "60 days", "30 days")),
    ):
        text = read(content, language)
        assert not re.search(r"[{}]", text)
        for wanted in days:
            assert wanted in text


def test_the_letter_warns_against_opening_and_tells_the_free_choice() -> None:
    text = read(letter(complete()), "zh_CN")
    for wanted in (
        "不得营业",
        "撤销",
        "刑事责任",
        "可以不用告知承诺",
        "撤回承诺",
        "自愿",
        "信用",
    ):
        assert wanted in text


def test_each_item_carries_its_last_day_and_what_follows() -> None:
    for one in letter(complete()).items:
        assert one.due_on == date(2027, 1, 22)
        assert "整改" in one.consequence.zh_CN


def test_a_date_in_an_unpublished_year_is_provisional_and_the_letter_says_so() -> None:
    content = letter(complete())
    assert content.due.is_provisional
    assert content.check_due.is_provisional
    assert "以国家公布的放假安排为准" in read(content, "zh_CN")
    assert not letter(complete(), today=date(2026, 3, 2)).check_due.is_provisional


def test_the_promise_route_is_open_where_nothing_speaks_against_it() -> None:
    offer = route_offer(permit(), complete())
    assert offer.is_promise_open
    assert offer.hindrances == ()


def test_the_route_screen_can_say_what_the_ordinary_route_would_ask_for() -> None:
    offer = route_offer(permit(), complete(business_licence(), deed()))
    missing = [material.id for material in offer.ordinary_missing]
    assert missing == ["M5", "M6", "M7", "M8", "M9", "M10", "M11"]


def test_every_hindrance_is_named() -> None:
    application = replace(complete(credit_flag=True), certificates={})
    offer = route_offer(permit(), application)
    assert not offer.is_promise_open
    assert [text.zh_CN for text in offer.hindrances] == [
        "有还没有修复的严重失信记录，不能用告知承诺办。",
        "营业执照不能承诺后补。",
    ]
