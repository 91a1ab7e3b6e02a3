# SPDX-License-Identifier: Apache-2.0
"""Sample views of what somebody says is wrong: on the board, on the form, at the last look."""

from collections.abc import Callable
from dataclasses import replace

from kiosk.screens.views import (
    BoardRow,
    BoardView,
    Button,
    Chip,
    Choice,
    FormRow,
    FormView,
    ReviewView,
    Screen,
    View,
)
from kiosk.session.states import State

Words = Callable[[str, str], str]


def reasons(t: Words) -> tuple[Choice, ...]:
    """The four reasons as the shipped catalogue has them."""
    return (
        Choice("outdated", t("已经变了", "Out of date"), t("后来改过", "changed since")),
        Choice("misspelt", t("写错了字", "Misspelt"), t("错字、漏字", "a wrong character")),
        Choice("not_mine", t("不是我的", "Not mine"), t("整张都不用", "nothing is used")),
        Choice("other", t("别的不对", "Something else"), t("说不清", "in another way")),
    )


def _disputed(t: Words) -> Chip:
    return Chip(
        "disputed",
        t("您说不对", "Wrong, you say"),
        t(
            "营业执照上的这一项，您说：已经变了。这次不用它，另写一张纠错单，交给发证的机关核对。",
            "You say of this entry of the business licence: Out of date. It is not used now; a "
            "correction slip goes to the office that issued it.",
        ),
    )


def _rows(t: Words) -> tuple[FormRow, ...]:
    called = Chip("called", t("营业执照", "Business licence"))
    emptied = Chip("disputed", t("整张不用", "Not used"))
    return (
        FormRow("unit", t("单位名称", "Name"), "零栗小院理发店", called, "dispute"),
        FormRow(
            "address",
            t("经营场所地址", "Address"),
            "样例省样例市云溪区青石街道竹影路81号临街1至2层（原竹影路18号）",
            _disputed(t),
            "amend",
        ),
        FormRow(
            "person",
            t("法定代表人（负责人）", "Responsible person"),
            t("空着，到窗口核对", "Empty; checked at the window"),
            _disputed(t),
            "undispute",
        ),
        FormRow(
            "nature",
            t("单位性质", "Kind of business"),
            t("空着，到窗口核对", "Empty; checked at the window"),
            emptied,
            "edit",
        ),
        FormRow(
            "number",
            t("身份证号码", "Identity number"),
            "439900********0018",
            Chip("card", t("身份证", "Identity card")),
            "dispute",
        ),
        FormRow(
            "phone",
            t("联系电话", "Your telephone number"),
            "1540***0001",
            Chip("called", t("人口基础库", "Population register")),
            "dispute",
        ),
    )


def _form(t: Words) -> View:
    return FormView(
        t("表填好了，请您看一遍", "The form is filled in. Please look it over"),
        "",
        "",
        "",
        "",
        "",
        (),
        _rows(t),
        "",
        reasons(t),
    )


def _asked(t: Words) -> View:
    return FormView(
        t("请填对的：经营场所地址", "What is right: Address of the place"),
        "address",
        "text",
        t(
            "营业执照上写的是“样例省样例市云溪区青石街道竹影路18号临街1至2层”。"
            "您填的会写进纠错单，请核对的人看。",
            "The business licence says “样例省样例市云溪区青石街道竹影路18号临街1至2层”. What you "
            "enter goes on the correction slip, for those who check it.",
        ),
        "",
        "",
        (),
        (),
        t("还有 2 项要您填", "Two more to fill in"),
    )


def _board(t: Words) -> View:
    called = Chip("called", t("不动产权证书", "Deed"))
    return BoardView(
        t("要的材料，都在这张单子上", "All papers are on this list"),
        (
            BoardRow(
                "identity",
                t("法定代表人（负责人）身份证明", "Identity of the responsible person"),
                t("您的身份证，刷一下就行", "your identity card, already read"),
                Chip("card", t("身份证", "Identity card")),
                subject="ID",
                act="dispute",
            ),
            BoardRow(
                "licence",
                t("营业执照", "Business licence"),
                t(
                    "您说营业执照不对，这次不用它",
                    "You say that the business licence is wrong; it is not used now",
                ),
                Chip("handed_in", t("要您交", "To bring")),
                subject="BL",
                act="undispute",
            ),
            BoardRow(
                "premises",
                t("经营场所合法使用证明", "Proof of lawful use of the premises"),
                t("房产证或者租房合同", "deed or lease of the place"),
                called,
                subject="DEED",
                act="dispute",
            ),
            BoardRow(
                "plan",
                t("卫生设施平面布局图", "Layout of sanitary facilities"),
                t(
                    "您说场所平面图不对，这次不用它",
                    "You say that the 场所平面图 is wrong; it is not used now",
                ),
                Chip("promised", t("承诺 60 天内补", "Promised within 60 days")),
                subject="reused-plan",
                act="undispute",
            ),
        ),
        t("4 项材料，要您带 1 项", "Four papers, one to bring"),
        "",
        reasons(t),
    )


def _review(t: Words) -> View:
    return ReviewView(
        t("最后看一眼，点了就交上去", "One last look before it is handed in"),
        t(
            "交上去以后：已经受理，还没有发证。还缺1项材料，最晚2026年12月7日补齐",
            "Then: accepted, no permit yet. One paper is to be handed in by 7 December 2026",
        ),
        _rows(t)[:3],
        (t("受理单", "Acceptance slip"), t("证照信息纠错单", "Correction slip")),
        t("交上去以后马上办理，不能再改。", "Once handed in it cannot be changed."),
        reasons(t),
    )


DISPUTES: dict[State, dict[str, Callable[[Words], View]]] = {
    State.BOARD: {"disputed": _board},
    State.FORM: {"disputed": _form, "asked-anew": _asked},
    State.REVIEW: {"disputed": _review},
}


def framed(kind: str, screen: Screen, t: Words) -> Screen:
    """The frame of such a page: a flag on the sheet, and the ways out of the question."""
    if kind == "asked-anew":
        blank = t("先空着", "Leave it empty")
        back = t("没有错", "It is right")
        out = Button(blank, "leave_blank")
        return replace(screen, back=Button(back, "back"), extra=out)
    if kind == "disputed":
        flag = t("您说不对", "Wrong, you say")
        elements = tuple(
            replace(one, mark="disputed", flag=flag, text="") if one.id == "address" else one
            for one in screen.sheet.elements
        )
        return replace(screen, sheet=replace(screen.sheet, elements=elements))
    return screen
