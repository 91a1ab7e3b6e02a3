# SPDX-License-Identifier: Apache-2.0
"""Samples of one's own cases: usual, many, none, the desk away; each way in which one stands."""

from collections.abc import Callable

from kiosk.screens.samples_appeal import APPEAL
from kiosk.screens.views import (
    Choice,
    View,
)
from kiosk.screens.views_cases import (
    CaseCard,
    CaseRow,
    CasesView,
    CaseView,
    CorrectionView,
)
from kiosk.session.states import State

Words = Callable[[str, str], str]


def _card(  # noqa: PLR0917  # one line of a sample list
    t: Words, turn: int, standing: tuple[str, str], tone: str, service: str = ""
) -> CaseCard:
    number = f"K-0001-2026112{turn}-000{turn}"
    title = service or t("公共场所卫生许可", "Public hygiene permit")
    detail = t(
        f"办件编号 {number} · 2026年11月2{turn}日 交",
        f"Case {number} · handed in 2{turn} November 2026",
    )
    return CaseCard(number, title, t(*standing), tone, detail)


_READY = ("批准了，结果可以取了", "Granted; you can fetch the result")
_ASKED = ("要您补正", "Something is to be corrected")
_ACCEPTED = ("本机已收下，正在送往审批部门", "Taken in here, on its way to the authority")
_REFUSED = ("没有批准", "Not granted")
_OWED = ("证已经发给您，材料还欠着", "Your permit was issued; papers are still owed")
_TITLE = ("您办过的事", "Your cases")
_HELP = (
    "点一件，看办到哪一步了、能做什么。",
    "Touch one to see how it stands and what you can do.",
)


def _usual(t: Words) -> View:
    cards = (_card(t, 3, _READY, "done"), _card(t, 2, _ASKED, "owed"))
    return CasesView(t(*_TITLE), t(*_HELP), cards, "", "", "")


def _many(t: Words) -> View:
    """More than a page, one with a long name, and the desk away."""
    long = t(
        "道路普通货物运输经营许可（总质量四点五吨以上普通货运车辆）",
        "Road freight operating permit for vehicles above four and a half tonnes",
    )
    cards = (
        _card(t, 9, _ACCEPTED, "open", long),
        _card(t, 8, _OWED, "owed"),
        _card(t, 7, _READY, "done"),
        _card(t, 6, _ASKED, "owed"),
        _card(t, 5, _REFUSED, "stop"),
        _card(t, 4, _READY, "done"),
        _card(t, 3, _REFUSED, "stop"),
        _card(t, 2, _READY, "done"),
    )
    note = t(
        "审批部门这会儿没有答复，下面是本机知道的。",
        "The authority gives no answer now. Below is what this machine knows.",
    )
    return CasesView(t(*_TITLE), t(*_HELP), cards, "", note, "DESK-1501")


def _asking(t: Words) -> View:
    asking = t("正在问审批部门，稍等一下……", "Asking the authority, one moment…")
    return CasesView(t(*_TITLE), "", (), asking, "", "")


def _none(t: Words) -> View:
    empty = t(
        "本机和审批部门都没有您名下的办件。用别人的证件办的，要用那个人的证件查。",
        "Neither this machine nor the authority has a case under your name. A case handed in"
        " with another document is found with that one.",
    )
    title = t("没有查到您办的事", "No cases of yours were found")
    return CasesView(title, "", (), empty, "", "")


CASES: dict[str, Callable[[Words], View]] = {
    "usual": _usual,
    "many": _many,
    "asking": _asking,
    "none": _none,
}


def _act(t: Words, name: str) -> Choice:
    return {
        "fetch": Choice(
            "fetch",
            t("取结果，现在打印", "Print the result now"),
            t("只打一次，请收好", "It is printed once; keep it well"),
            "sheet_out",
        ),
        "notice": Choice(
            "notice",
            t("打印补正通知书", "Print what to put right"),
            t("要补什么、最晚哪天，都写在上面", "What is missing, and the last day"),
            "letter",
        ),
        "answer": Choice(
            "answer",
            t("补正", "Answer the correction"),
            t("写几句，或者说材料送窗口", "In a few words, or bring papers to the window"),
            "pen",
        ),
        "decision": Choice(
            "decision",
            t("打印决定和理由", "Print the decision"),
            t("上面写着不服怎么办", "With reasons and what you can do"),
            "letter",
        ),
        "receipt": Choice(
            "receipt",
            t("补打凭条", "Print the receipt again"),
            t("受理单或办件凭证；证照不能补打", "Receipt or slip; never a permit"),
            "printer",
        ),
        "appeal": Choice(
            "appeal",
            t("“有事”您说话", "Tell us what went wrong"),
            t(
                "没办成、办不动、有意见，都可以说",
                "Refused, stuck, or a remark: you get an answer",
            ),
            "person",
        ),
        "appeal_slip": Choice(
            "appeal_slip",
            t("打印诉求回执", "Print the appeal slip"),
            t("上面有诉求编号和办到哪一步", "With its number and how it stands"),
            "printer",
        ),
        "withdraw": Choice(
            "withdraw",
            t("撤回，不办了", "Withdraw it"),
            t("决定以前都可以，不收费", "Free of charge, until it is decided"),
            "undo",
        ),
        "card": Choice(
            "card",
            t("放证件，看详细的", "Use my card for more"),
            t("放好身份证，就能补正、取结果", "To correct something or fetch the result"),
            "card",
        ),
        "yes": Choice("yes", t("撤回", "Withdraw"), "", "undo"),
        "no": Choice("no", t("不撤回，回去", "No, go back"), "", "left"),
    }[name]


_NUMBER = ("办件编号 K-0001-20261123-0002", "Case K-0001-20261123-0002")
_SERVICE = ("公共场所卫生许可", "Public hygiene permit")


def _history(t: Words) -> CaseRow:
    lines = t(
        "2026年11月23日　您交了申请\n2026年11月23日　审批部门收到\n2026年11月25日　要您补正",
        "23 November 2026　You handed it in\n23 November 2026　The authority received it\n"
        "25 November 2026　A correction was asked for",
    )
    return CaseRow(t("经过", "Step by step"), lines, "open")


def _page(t: Words, rows: tuple[CaseRow, ...], *acts: str, code: str = "") -> View:
    options = tuple(_act(t, name) for name in acts)
    return CaseView(t(*_SERVICE), t(*_NUMBER), rows, options, code)


def _correction(t: Words) -> View:
    asked = t(
        "要补正的：申请表缺少联系电话，请补上。",
        "To be corrected: the telephone number is missing on the form.",
    )
    rows = (
        CaseRow("", t(*_ASKED), "owed"),
        CaseRow(t("2026年12月8日 前补正", "by 8 December 2026"), asked, "owed"),
        _history(t),
    )
    return _page(t, rows, "answer", "notice", "receipt", "appeal", "withdraw")


def _ready(t: Words) -> View:
    return _page(
        t,
        (CaseRow("", t(*_READY), "done"), _history(t)),
        *("fetch", "decision", "receipt", "appeal"),
    )


def _refused(t: Words) -> View:
    """Reasons and remedies are long, and a fault is told above them."""
    rows = (
        CaseRow(
            "",
            t(
                "审批部门给的结果文件有问题，本机不能打印。您的办件没有问题，工作人员会去核对，"
                "不用您做什么。",
                "The authority's file has a flaw, so this machine may not print it. Nothing is"
                " wrong with your case. Staff will look into it; you need do nothing.",
            ),
            "stop",
        ),
        CaseRow("", t(*_REFUSED), "stop"),
        CaseRow(
            "",
            t(
                "为什么没有批准：提交的材料不符合规定的条件。",
                "Why it was not granted: the papers do not meet the conditions.",
            ),
            "stop",
        ),
        CaseRow(
            "",
            t(
                "不服怎么办：对决定不服的，可以在收到之日起六十日内向本级人民政府申请行政复议。"
                "也可以在六个月内向人民法院提起行政诉讼。",
                "What you can do about it: within sixty days you may ask the government for a"
                " review, or within six months bring a suit before the people's court.",
            ),
            "open",
        ),
        _history(t),
    )
    return _page(t, rows, "decision", "receipt", "appeal", code="DOCUMENT-0622")


def _sure(t: Words) -> View:
    sure = t(
        "真的要撤回吗？撤回以后这件事就停了，要办得重新申请。",
        "Withdraw this case? It stops here, and you would have to apply anew.",
    )
    return _page(t, (CaseRow("", sure, "owed"),), "yes", "no")


def _slip(t: Words) -> View:
    bearer = t(
        "凭条只能看办到哪一步。要看详细的、要补正或取结果，请放身份证。",
        "The slip only tells how the case stands. For everything else, please use your card.",
    )
    rows = (CaseRow("", t(*_ACCEPTED), "open"), CaseRow("", bearer, "open"))
    return _page(t, rows, "card")


def _working(t: Words) -> View:
    rows = (
        CaseRow("", t("正在办，稍等一下……", "One moment…"), "open"),
        CaseRow("", t(*_READY), "done"),
        _history(t),
    )
    return _page(t, rows)


def _appealed(t: Words) -> View:
    """An appeal that has ended, and everything that can still be done."""
    rows = (
        CaseRow("", t(*_REFUSED), "stop"),
        CaseRow(
            t("诉求 SQ-K-0001-20261127-0001", "Appeal SQ-K-0001-20261127-0001"),
            t(
                "您的诉求办完了：没有发现办错。经核实，办理符合规定，理由已经向您说明。",
                "Your appeal has ended: no mistake was found. The reason was explained to you.",
            ),
            "stop",
        ),
        _history(t),
    )
    return _page(t, rows, "decision", "receipt", "appeal", "appeal_slip")


CASE: dict[str, Callable[[Words], View]] = {
    "appealed": _appealed,
    "correction": _correction,
    "ready": _ready,
    "refused": _refused,
    "sure": _sure,
    "slip": _slip,
    "working": _working,
}

_TO_CORRECT = (
    "申请表缺少联系电话，请补上。平面图没有标明面积，请补交一份标明面积的平面图。",
    "The telephone number is missing on the form. The floor plan shows no areas; please hand"
    " in one that does.",
)


def _choose(t: Words) -> View:
    options = (
        Choice(
            "write",
            t("在这里写", "Write it here"),
            t(
                "用键盘写几句，送给审批部门",
                "A few words on the keyboard, sent to the authority",
            ),
            "pen",
        ),
        Choice(
            "window",
            t("材料送到窗口", "Papers go to the window"),
            t(
                "先告诉审批部门，材料您拿到窗口交",
                "The authority is told; you hand them in at the window",
            ),
            "window",
        ),
    )
    remark = t("2026年12月8日 前", "by 8 December 2026")
    title = t("请补正", "Please correct this")
    return CorrectionView(title, "choose", t(*_TO_CORRECT), remark, options)


def _write(t: Words) -> View:
    title = t("请写下您的补正", "Please write your correction")
    return CorrectionView(
        title,
        "write",
        t("申请表缺少联系电话，请补上。", "The telephone number is missing."),
        "",
        (),
    )


OWN_CASES: dict[State, dict[str, Callable[[Words], View]]] = {
    State.CASES: CASES,
    State.CASE: CASE,
    State.APPEAL: APPEAL,
    State.CORRECTION: {"choose": _choose, "answering": _write},
}
