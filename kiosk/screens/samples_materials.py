# SPDX-License-Identifier: Apache-2.0
"""Samples of earlier papers and of proofs that other offices issue online."""

from collections.abc import Callable
from dataclasses import replace

from kiosk.screens.views import (
    BoardRow,
    BoardView,
    Chip,
    Choice,
    Line,
    LookupsView,
    NoticeView,
    View,
)
from kiosk.session.states import State

Words = Callable[[str, str], str]


def _notice(t: Words) -> View:
    return NoticeView(
        t("先跟您说清楚，会看您的哪些信息", "First: what of yours is looked at"),
        (
            Choice(
                "card",
                t("读您的身份证", "Your identity card is read"),
                t(
                    "姓名、性别、出生日期、住址、证件号码和有效期，用来填申请表。不读指纹。",
                    "Name, sex, birth, address, number and validity, to fill in the form. No prints.",
                ),
                "card",
            ),
            Choice(
                "library",
                t("查您的电子证照", "Your certificates are looked up"),
                t(
                    "只查这件事要用的证照，省得您带纸。每查一次都有记录。",
                    "Only those this matter needs, so that you bring no paper. Each is recorded.",
                ),
                "certificate",
            ),
            Choice(
                "materials",
                t("找您以前交过的材料", "Papers you gave before are looked for"),
                t(
                    "找到了先问您用不用。要别的部门开的，请它在网上送来，省得您跑。",
                    "Nothing is used without asking you. A paper of another office is asked for online, to save you the way.",
                ),
                "folder",
            ),
            Choice(
                "kept",
                t("办完，屏幕上就清除", "Then the screen is wiped"),
                t(
                    "交了申请，申请材料加密存好，只交给审批部门；没交，什么都不留。",
                    "What you submit is kept encrypted, for the office alone; else nothing is kept.",
                ),
                "shield",
            ),
        ),
        t("不同意也没关系，可以到窗口办。", "You may decline; the window serves you as well."),
    )


def _lookups(t: Words) -> View:
    return LookupsView(
        t("正在替您找要用的证照", "Finding the certificates you need"),
        (
            Line("card", t("身份证", "Identity card"), "done", t("读到了", "Read")),
            Line("BL", t("营业执照", "Business licence"), "done", t("找到了", "Found")),
            Line("HYG", t("原卫生许可证", "Hygiene permit"), "done", t("找到了", "Found")),
            Line(
                "earlier",
                t("您以前交过的材料", "Papers you gave before"),
                "done",
                t("有 1 份还能用，用不用由您定", "1 can be used again; you decide"),
            ),
            Line(
                "online-M9",
                t(
                    "卫生检测或者评价报告，请疾病预防控制中心在网上开",
                    "Hygiene test or evaluation report, from the Centre for Disease Control",
                ),
                "waiting",
                t("正在开，不用等，先往下办", "Being issued; you need not wait"),
            ),
        ),
        t(
            "查到的会自动填好，不用您带纸。",
            "What was found fills the form. You need no paper.",
        ),
    )


def _plan(t: Words, *, is_used: bool) -> BoardRow:
    chip = (
        Chip("reused", t("材料库", "On file"))
        if is_used
        else Chip("promised", t("承诺 60 天内补", "Promise: within 60 days"))
    )
    return BoardRow(
        "M5",
        t(
            "场所地址方位示意图、平面图和卫生设施平面布局图",
            "Location sketch, floor plan and layout of sanitary facilities",
        ),
        t("店在哪儿、里面怎么摆的图，手画的也行", "A drawing of the place; by hand is fine"),
        chip,
        use=t("用您2026年3月2日交的那一份", "Use the one you gave on 2 March 2026"),
        is_used=is_used,
    )


_REPORT = ("卫生检测或者评价报告", "Hygiene test or evaluation report")
_LABORATORY = ("请检测公司测过空气、毛巾等的报告", "A laboratory's report on air and towels")


def _board(t: Words) -> View:
    return BoardView(
        t("要的材料，都在这张单子上", "All the papers this takes"),
        (
            _plan(t, is_used=False),
            BoardRow(
                "M9",
                t(*_REPORT),
                t(*_LABORATORY),
                Chip(
                    "waiting",
                    t("疾病预防控制中心正在开", "Centre for Disease Control is issuing it"),
                ),
                told=t(
                    "还没有到；没到之前照“承诺 60 天内补”办。",
                    "Not here yet. Until then: Promise: within 60 days.",
                ),
            ),
            BoardRow(
                "M7",
                t("卫生管理制度和卫生管理员", "Hygiene rules and named hygiene officer"),
                t("店里的卫生规矩，谁来管", "The house rules on hygiene"),
                Chip("promised", t("承诺 60 天内补", "Promise: within 60 days")),
                told=t(
                    "您以前交的那一份是旧版的，不能再用。",
                    "The one you gave is of an old version and cannot be used again.",
                ),
            ),
        ),
        t("3 项材料，要您带 0 项", "3 papers needed, 0 to bring"),
        t("后面跟着的小牌子，说的是每一项从哪里来。", "The tag says where each comes from."),
    )


def _board_asking(t: Words) -> View:
    """The guide has just ended: both are being asked, one of them in vain."""
    plan = _plan(t, is_used=False)
    told = t("正在看您以前交过没有。", "Looking whether you gave one before.")
    return BoardView(
        t("要的材料，都在这张单子上", "All the papers this takes"),
        (
            replace(plan, use="", told=told, is_looked_for=True),
            BoardRow(
                "M9",
                t(*_REPORT),
                t(*_LABORATORY),
                Chip("promised", t("承诺 60 天内补", "Promise: within 60 days")),
                told=t(
                    "这次没能请疾病预防控制中心在网上开。联系不上，这一项没有查成。",
                    "The Centre for Disease Control could not be asked. "
                    "There was no connection for the look-up.",
                ),
            ),
        ),
        t("2 项材料，要您带 0 项", "2 papers needed, 0 to bring"),
        t("后面跟着的小牌子，说的是每一项从哪里来。", "The tag says where each comes from."),
    )


def _board_come(t: Words) -> View:
    return BoardView(
        t("要的材料，都在这张单子上", "All the papers this takes"),
        (
            _plan(t, is_used=True),
            BoardRow(
                "M9",
                t(*_REPORT),
                t(*_LABORATORY),
                Chip("issued_online", t("部门间调取", "Other office")),
            ),
            BoardRow(
                "M11",
                t(
                    "集中空调通风系统卫生检测报告",
                    "Test report of the central air-conditioning",
                ),
                t("集中空调的检测报告", "The test report of your central air-conditioning"),
                Chip("handed_in", t("要您交来", "Please bring")),
                told=t(
                    "疾病预防控制中心答复：没有查到您在本机构的检测报告。",
                    "Answer of the Centre for Disease Control: no report of yours is on file.",
                ),
            ),
        ),
        t("3 项材料，要您带 1 项", "3 papers needed, 1 to bring"),
        t("后面跟着的小牌子，说的是每一项从哪里来。", "The tag says where each comes from."),
    )


LIBRARY: dict[State, dict[str, Callable[[Words], View]]] = {
    State.NOTICE: {"materials": _notice},
    State.LOOKUPS: {"issuing": _lookups},
    State.BOARD: {"offered": _board, "asking": _board_asking, "come": _board_come},
}
