# SPDX-License-Identifier: Apache-2.0
"""Samples of the offers, and of the notice where base data can be asked."""

from collections.abc import Callable
from functools import partial
from typing import Final

from kiosk.screens.samples_start import START
from kiosk.screens.views import Choice, Line, NoticeView, OffersView, View
from kiosk.session.states import State

Words = Callable[[str, str], str]

AGREE_TOO: Final = ("同意，也帮我查补贴", "Agree, see benefits")
FOOTER: Final = (
    ("返回", "Back"),
    ("先办我的事", "Go on with my matter", "forward"),
    ("工作人员代登记", "Staff registers"),
)


def _answers(t: Words, *, is_sure: bool) -> tuple[Choice, ...]:
    sure = t("要，替我登记", "Yes, register me")
    unsure = t("可能符合，问我几句", "Perhaps: ask me a little")
    declined = t("一段时间内不再问您", "You are not asked again for a time")
    kept = t("不留记录，下次再问", "Nothing is kept; asked next time")
    return (
        Choice("accept", sure if is_sure else unsure, picture="check"),
        Choice("decline", t("不要", "No, thank you"), declined, "cross"),
        Choice("later", t("以后再说", "Another time"), kept, "clock"),
    )


def _benefit(t: Words, *, is_sure: bool) -> View:
    told = t(
        "本地每月80元。从申请的当月起发，按月打到银行账户。",
        " 80 yuan a month here. It is paid from the month of application, monthly, to a bank"
        " account.",
    )
    unsure = t(
        "本地每月80元。有一两样还不知道，点“可能符合”我们问您。",
        " 80 yuan a month here. One or two things are not known yet; touch Perhaps and we ask"
        " you.",
    )
    summary = t(
        "一级、二级残疾，长期要人照料的，按月补贴护理支出。",
        "A monthly subsidy for persons of grade 1 or 2 who need long care.",
    )
    return OffersView(
        id="benefit:care",
        title=t("重度残疾人护理补贴", "Care subsidy for severely disabled persons"),
        kind="offer",
        lead=summary + (told if is_sure else unsure),
        remark=t(
            "这是民政局的待遇，登记后由他们核实。",
            "Paid by: Civil affairs bureau. They check it after you register.",
        ),
        options=_answers(t, is_sure=is_sure),
    )


def _notice(t: Words) -> View:
    return OffersView(
        id="notice:PN-2026-0001",
        title=t("小店用电免费检查", "Free check of your shop's wiring"),
        kind="offer",
        lead=t(
            "按行业匹配到您的店，可以约一次免费的用电安全检查。",
            "Your line of business was matched. You may have the wiring of the shop checked free"
            " of charge.",
        ),
        remark=t(
            "虚构市示例区应急管理局通知您，截至2026年10月31日。",
            "A notice from: Emergency bureau of the sample district, as of 31 October 2026.",
        ),
        options=_answers(t, is_sure=True),
    )


def _question(t: Words) -> View:
    return OffersView(
        id="long_care",
        title=t(
            "您平时要人照料，已经半年以上或者还要半年以上吗？",
            "Do you need somebody's care, for half a year or more?",
        ),
        kind="question",
        lead=t(
            "只为看您符不符合这一项，问完不留。",
            "Only to see whether this is for you. Nothing of it is kept.",
        ),
        remark="",
        options=(Choice("0", t("是", "Yes")), Choice("1", t("不是", "No"))),
    )


def _kinds(t: Words) -> View:
    kinds = (
        *(("视力", "Sight"), ("听力", "Hearing"), ("言语", "Speech"), ("肢体", "Physical")),
        *(("智力", "Intellectual"), ("精神", "Mental"), ("多重", "Multiple")),
    )
    return OffersView(
        id="disability_kind",
        title=t("残疾人证上写的是哪一类？", "Which kind stands on the disability card?"),
        kind="question",
        lead=t(
            "只为看您符不符合这一项，问完不留。",
            "Only to see whether this is for you. Nothing of it is kept.",
        ),
        remark="",
        options=tuple(Choice(str(i), t(*words)) for i, words in enumerate(kinds)),
    )


def _against(t: Words) -> View:
    return OffersView(
        id="care",
        title=t("这一项您现在不符合", "This one is not for you at present"),
        kind="told",
        lead=t("不需要长期照护。", "No long care is needed."),
        remark="",
        options=(Choice("ok", t("知道了", "I see"), picture="check"),),
    )


def _done(t: Words) -> View:
    kept = t("登记好了，凭证上会写", "Registered; the receipt says so")
    failed = t("没有登记上，请到窗口说一声", "Not registered; please tell the window")
    return OffersView(
        id="done",
        title=t("要的这些，登记好了吗", "What you wanted: is it registered?"),
        kind="done",
        lead="",
        remark="",
        lines=(
            Line(
                "a",
                t("重度残疾人护理补贴", "Care subsidy for severely disabled persons"),
                "done",
                kept,
            ),
            Line(
                "b",
                t("困难残疾人生活补贴", "Living subsidy for disabled persons in hardship"),
                "failed",
                failed,
            ),
            Line(
                "c",
                t("高龄津贴", "Old-age allowance"),
                "working",
                t("正在登记", "Being registered"),
            ),
        ),
    )


def _pin(t: Words) -> View:
    return OffersView(
        id="pin",
        title=t("请工作人员输入密码", "Staff: please enter your PIN"),
        kind="pin",
        lead="",
        remark="",
        message=t("密码不对", "That PIN is wrong"),
        digits=4,
    )


def _bases(t: Words) -> View:
    """The notice of a kiosk that asks base data."""
    view = START[State.NOTICE]["usual"](t)
    assert isinstance(view, NoticeView)
    bases = Choice(
        "bases",
        t("问政府已有的资料", "Ask what the government has on record"),
        t(
            "只问这件事要用的几样，省得您填；问不到就当不知道，不影响办理。每问一次都有记录。",
            "Only what this matter needs, so that you type less. What is not told counts as"
            " unknown and stops nothing. Each question is recorded.",
        ),
        "search",
    )
    return NoticeView(view.title, (*view.items[:2], bases, *view.items[2:]), view.note)


OFFERS: Final[dict[State, dict[str, Callable[[Words], View]]]] = {
    State.OFFERS: {
        "sure": partial(_benefit, is_sure=True),
        "unsure": partial(_benefit, is_sure=False),
        "notice": _notice,
        "question": _question,
        "kinds": _kinds,
        "against": _against,
        "done": _done,
        "pin": _pin,
    },
}
NOTICE: Final[dict[str, Callable[[Words], View]]] = {"bases": _bases}
