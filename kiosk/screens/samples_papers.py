# SPDX-License-Identifier: Apache-2.0
"""Samples of what becomes of the papers: taken, left, waiting at the window, or not known."""

from collections.abc import Callable
from dataclasses import replace

from kiosk.screens.views import Choice, TakeView, TroubleView, View

Words = Callable[[str, str], str]


def _take(t: Words, *, card_left: bool) -> TakeView:
    return TakeView(
        t("请拿好证和身份证", "Please take your papers and your card"),
        t("许可证已生效，今天就可以营业", "The licence is valid; you may open today"),
        (
            Choice(
                "licence",
                t("卫生许可证 1 张", "Hygiene permit, 1 sheet"),
                t("挂在店里看得见的地方", "Hang it where customers see it"),
                "seal",
            ),
            Choice(
                "letter",
                t("承诺书 2 张", "Promise, 2 sheets"),
                t("您留一份", "One is yours"),
                "letter",
            ),
            Choice(
                "receipt",
                t("回执 1 张", "Receipt, 1 sheet"),
                t("上面有办件编号", "It has your case number"),
                "sheet",
            ),
            Choice("card", t("身份证", "Identity card"), "", "card"),
        ),
        card_left,
        t("2027年1月21日前补交 3 项材料", "Three papers are due by 21 January 2027"),
        t(
            "消防检查还没有做完的，先不要开门营业。",
            "Do not open before the fire inspection is passed.",
        ),
    )


def _take_accepted(t: Words) -> View:
    """The ordinary route: the case is taken in here, and the authority has not got it yet."""
    slip = t("受理凭证 1 张", "Acceptance slip, 1 sheet")
    return TakeView(
        t("请拿好您的东西", "Please take your things"),
        t(
            "本机已收下，还没送到审批部门，受理号 K-0001-20261123-0001",
            "Accepted here, on its way to the authority. Case no. K-0001-20261123-0001",
        ),
        (
            Choice("slip", slip, "", "sheet"),
            Choice("card", t("身份证", "Identity card"), "", "card"),
        ),
        card_left=False,
        due=t(
            "最晚 2026年12月21日 告诉您结果", "You will hear the decision by 21 December 2026"
        ),
        note="",
    )


def _take_window(t: Words) -> View:
    """Printing is closed: the papers wait at the window under a code."""
    return TakeView(
        t("纸的到窗口拿，取件码 012\u00a0345", "Fetch it at the window: code 012\u00a0345"),
        t(
            "办好了。请把取件码记下来，或拍张照",
            "Done. Please note the code or take a picture",
        ),
        (
            Choice(
                "window",
                t(
                    "到窗口拿：证照、告知承诺书、办件凭证",
                    "At the window: licence, promise letter, receipt",
                ),
                t(
                    "证号 卫公证字〔2026〕第439900-000018号",
                    "Licence no. 卫公证字〔2026〕第439900-000018号",
                ),
                "window",
            ),
            Choice("card", t("您的身份证", "Your identity card"), "", "card"),
        ),
        card_left=False,
        due=t("请在 2027年1月21日 前补齐承诺的材料", "Three papers are due by 21 January 2027"),
        note="",
    )


def trouble_pickup(t: Words) -> View:
    """A paper may be on its way or not: the code by which the window hands it out."""
    return TroubleView(
        t(
            "遇到一点麻烦，取件码 012\u00a0345",
            "Something went wrong. Pick-up code 012\u00a0345",
        ),
        t(
            "不能确定您的证有没有打出来。",
            "It is not certain whether your licence was printed.",
        ),
        t(
            "出纸口有纸就请先别拿，工作人员会来看。",
            "If there is a sheet please leave it; staff will look at it.",
        ),
        t(
            "请记下上面的取件码或拍照。证照已经批了，编号 卫公证字〔2026〕第439900-000018号，不会丢。请到窗口说受理号 K-0001-20261123-0001，工作人员给您纸的。",
            "Please note the code above or take a picture. The licence is granted, no. 卫公证字〔2026〕第439900-000018号, and is not lost. Tell case no. K-0001-20261123-0001 at the window and staff give you the paper.",
        ),
        "PRINTER-0406",
    )


def take_reminded(t: Words) -> View:
    """The page under the reminder that sheets lie in the slot."""
    told = t("出纸口有您的 4 张纸，请都拿走", "Please take your 4 sheets out of the slot")
    return replace(_take(t, card_left=False), reminder=told)


TAKE: dict[str, Callable[[Words], View]] = {
    "usual": lambda t: _take(t, card_left=False),
    "card": lambda t: _take(t, card_left=True),
    "accepted": _take_accepted,
    "window": _take_window,
}
