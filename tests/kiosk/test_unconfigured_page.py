# SPDX-License-Identifier: Apache-2.0
"""The page of a kiosk without a configuration: key, place and remedy in the hall's words."""

from config.places import Problem
from kiosk.screens.present.unconfigured import unconfigured
from kiosk.screens.views import OutOfServiceView

FILE = "/etc/kiosk/kiosk.toml"


def page(*problems: Problem, language: str = "zh_CN") -> OutOfServiceView:
    view = unconfigured(problems, language).view
    assert isinstance(view, OutOfServiceView)
    assert view.code == "CONFIG-0704"
    return view


def test_a_known_key_is_told_with_its_meaning_line_and_range() -> None:
    what = "[timing] idle_s = 1: must be seconds from 5 to 600"
    (row,) = page(Problem(FILE, what, 7, "timing.idle_s")).mend
    assert row.title.startswith("timing.idle_s  没人碰屏幕多久后")
    assert row.place == f"{FILE} 第 7 行"
    assert row.remedy == f"{what}\n应填：5 到 600 的数"
    (row,) = page(Problem(FILE, what, 7, "timing.idle_s"), language="en").mend
    assert (row.place, row.remedy) == (f"{FILE}, line 7", what)


def test_an_unknown_key_and_a_whole_file_are_told_as_the_check_says_it() -> None:
    unknown, whole = page(
        Problem(FILE, "unknown key prot in [reader]; did you mean port?", 2, "reader.prot"),
        Problem(FILE, "cannot be read (Permission denied)"),
    ).mend
    assert (unknown.title, unknown.place) == ("reader.prot", f"{FILE} 第 2 行")
    assert unknown.remedy.endswith("did you mean port?")
    assert (whole.title, whole.place) == (FILE, "")
    assert whole.remedy == "cannot be read (Permission denied)"


def test_more_than_fit_are_counted_whatever_is_shown() -> None:
    many = [Problem(FILE, "x" * 400, line, "no.key") for line in range(1, 6)]
    view = page(*many)
    assert len(view.mend) == 3
    assert [text[:6] for text in view.more] == ["还有 4 处", "还有 3 处", "还有 2 处"]
    assert len(view.mend[0].remedy) == 160
    assert page(many[0]).more == ("",)
    assert "请到旁边的机器或人工窗口" in view.message
