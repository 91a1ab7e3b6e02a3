# SPDX-License-Identifier: Apache-2.0
"""The same service for others: in English, in large type, with two shops, with none."""

import pytest

from kiosk.screens.views import GuideView, Screen
from kiosk.session.states import State
from tests.support.paper_text import joined, text_of
from tests.support.whole import WholeKiosk, script

pytestmark = [pytest.mark.daemon, pytest.mark.slow]


def _screens(
    whole: WholeKiosk, **changes: str | bool | dict[str, str]
) -> tuple[list[Screen], str, int]:
    """Play the promise visit; what was shown, the licence's text, the taps."""
    shown: list[Screen] = []
    before = whole.printed()
    result = whole.play(
        script(**changes),  # type: ignore[arg-type]
        settle_s=0.06,
        looked=lambda _name: shown.append(whole.screen),
    )
    assert result.outcome == "issued", result.stop_reason
    new = [path for path in whole.printed() if path not in before]
    return shown, joined(text_of(new[0])), result.taps


def test_a_visit_in_english_ends_in_the_same_chinese_licence(whole: WholeKiosk) -> None:
    shown, licence, taps = _screens(whole, language="en")
    asked = [screen for screen in shown if screen.name not in {"Attract", "Home"}]
    assert {screen.language for screen in asked} == {"en"}
    titles = [getattr(screen.view, "title", "") for screen in asked]
    assert [title for title in titles if not title.isascii() and "’" not in title] == []
    assert "陈秋美" in licence
    assert taps <= 35


def test_a_visit_in_large_type_asks_no_more(whole: WholeKiosk) -> None:
    shown, licence, taps = _screens(whole, elder=True)
    assert all(screen.elder for screen in shown[2:-1])
    assert "陈秋美" in licence
    assert taps <= 35


def test_the_next_citizen_finds_chinese_and_plain_type_again(whole: WholeKiosk) -> None:
    whole.play(script("hygiene-permit-restaurant", language="en", elder=True), settle_s=0.06)
    whole.rest_now()
    assert (whole.screen.language, whole.screen.elder) == ("zh_CN", False)


def test_of_two_shops_the_chosen_one_stands_on_the_licence(whole: WholeKiosk) -> None:
    answers = {**script().answers, "pick:BL": "1"}
    shown, licence, _ = _screens(whole, card="luo-yufen", answers=answers)
    picks = [s.view for s in shown if isinstance(s.view, GuideView) and "pick" in s.view.id]
    assert len(picks) == 1
    assert [option.title for option in picks[0].options] == [
        "虚构市示例区玉芬美发店",
        "虚构市示例区玉芬足浴店",
    ]
    assert "虚构市示例区玉芬足浴店" in licence
    assert "金桥路83号二层" in licence
    assert "玉芬美发店" not in licence


def test_without_a_business_licence_it_stops_and_says_where_to_go(whole: WholeKiosk) -> None:
    answers = {**script().answers, "licence": "no"}
    wanted = script(card="zhou-kaiyuan", answers=answers, outcome="stopped")
    result = whole.play(wanted, settle_s=0.06)
    assert result.outcome == "stopped"
    assert "营业执照" in result.stop_reason
    assert State.STOPPED in whole.visited
    assert State.BOARD not in whole.visited
    assert result.printer_sheets == 0
