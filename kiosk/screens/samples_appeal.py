# SPDX-License-Identifier: Apache-2.0
"""Samples of an appeal: the questions, the keyboard, the longest last look."""

from collections.abc import Callable

from kiosk.screens.views import Button, Choice, View
from kiosk.screens.views_cases import AppealView, CaseRow

Words = Callable[[str, str], str]

_NUMBER = ("办件编号 K-0001-20261123-0002", "Case K-0001-20261123-0002")


def _asked(t: Words) -> View:
    options = (
        Choice("ask", t("我就想问个事或者提个意见", "I have a question or a remark")),
        Choice("told_no", t("我去办事，没办成", "I wanted something done and it was not")),
        Choice("stuck", t("正在办，一直没办下来", "It is being handled and does not end")),
    )
    lead = t("照实说就行，几句话就好。", "Just say it as it was; a few words will do.")
    title = t("您遇到了什么情况？", "What happened?")
    return AppealView("what", title, "choose", lead, t(*_NUMBER), options, ())


def _writing(t: Words) -> View:
    title = t("您还想说什么？", "What else would you like to say?")
    return AppealView("words", title, "write", "", "", (), ())


def _review(t: Words, words: str = "") -> View:
    said = "\n".join(
        (
            t("我去办事，没办成", "I wanted something done and it was not"),
            t("让我去找别的部门", "That another office is in charge"),
        )
    )
    own = (CaseRow(t("您另外写的", "What you wrote"), words, "open"),) if words else ()
    told = t(
        "这件事要几个部门一起办，2026年11月24日转过去，原因和进度会告诉您。",
        "Several offices are needed; it is passed on by 24 November 2026, and you hear reason"
        " and progress.",
    )
    note = t(
        "提诉求不影响您的申请，也不停办。不服决定要复议、起诉的，那些期限照样算。",
        "An appeal does not touch your application and does not stop it. Where you want a"
        " review or a lawsuit, their time limits go on.",
    )
    kind = t("这类诉求叫“协调办”", "Appeals of this kind are called “Needs coordination”")
    write = (
        t("改一改写的", "Change what I wrote") if words else t("再写几句", "Add a few words")
    )
    return AppealView(
        id="review",
        title=t("您要反映的，看看对不对", "Is this what you want to say?"),
        kind="review",
        lead="",
        remark=t(*_NUMBER),
        options=(
            Choice("write", write, "" if words else t("不写也可以", "You need not"), "pen"),
        ),
        rows=(
            CaseRow(t("您说的", "What you said"), said, "open"),
            *own,
            CaseRow(kind, told, "owed"),
            CaseRow("", note, "open"),
        ),
    )


def _long(t: Words) -> View:
    """As many words as the keyboard takes."""
    return _review(t, t("跑了三趟，每趟都说少一样材料。" * 8, "I came three times. " * 6)[:120])


def way_on(kind: str, usual: Button | None, t: Words) -> Button | None:
    """The way forward of these pages: a question has none, the keyboard is left by it."""
    done = Button(t("写好了", "Done"), "forward")
    return {"question": None, "writing": done}.get(kind, usual)


APPEAL: dict[str, Callable[[Words], View]] = {
    "question": _asked,
    "writing": _writing,
    "look": _review,
    "wordy": _long,
}
