# SPDX-License-Identifier: Apache-2.0
"""Sample views of a visit while the certificate library gives no answer."""

from collections.abc import Callable

from kiosk.screens.views import (
    Chip,
    Choice,
    FormRow,
    FormView,
    GuideView,
    RouteOption,
    RouteView,
    View,
)

Words = Callable[[str, str], str]


def _question(t: Words) -> View:
    """Asked because nobody answered: that there is none was not said."""
    return GuideView(
        "permit",
        t("您原来的卫生许可证在哪儿？", "Where is your hygiene permit?"),
        t(
            "原卫生许可证：电子证照库没有按时答复，不等于没有。您照实回答就行，也可以返回再查一次。",
            "Earlier hygiene permit: the certificate library did not answer in time, so nobody "
            "knows yet. Please answer it yourself, or go back and ask again.",
        ),
        "choice",
        (
            Choice(
                "paper",
                t("有纸质的证，还没过期", "I have it on paper, and it is still valid"),
                "",
                "sheet",
            ),
            Choice("expired", t("已经过期了", "It has run out"), "", "clock"),
            Choice("none", t("丢了，或者说不清", "Lost, or not sure"), "", "question"),
        ),
        "",
        "",
        t("第 3 问", "Question 3"),
    )


def _code(t: Words) -> View:
    """A code is typed only where somebody says that the one on the licence is wrong."""
    return FormView(
        t("请填对的：统一社会信用代码", "What is right: Credit code"),
        "f_uscc",
        "code",
        t(
            "营业执照上写的是“92439900MA0TEXT04R”。您填的会写进纠错单，请核对的人看。",
            "The business licence says “92439900MA0TEXT04R”. What you enter goes on the "
            "correction slip, for those who check it.",
        ),
        "",
        "",
        (),
        (),
        t("还有 3 项要填", "Three more to fill in"),
    )


def _waiting(t: Words) -> View:
    card, you = (
        Chip("card", t("身份证", "Identity card")),
        Chip("you", t("可以不填", "Optional")),
    )
    waits = Chip(
        "waiting",
        t("没有查成", "Not looked up"),
        t(
            "证照库没有回应，这一栏先空着。审批部门按您的证件号码去查，查到以后填上，不用您填。",
            "The library did not answer. The authority looks it up by your identity number and "
            "fills this in; you need not.",
        ),
    )
    later = t("查到证照以后再填", "filled in once the certificate is found")
    return FormView(
        t("表填好了，请看一遍", "The form is filled in. Please look it over"),
        "",
        "",
        t("有不对的，点那一行。", "If something is wrong, touch its line."),
        "",
        "",
        (),
        (
            FormRow("unit", t("单位名称", "Name of the business"), later, waits),
            FormRow("uscc", t("统一社会信用代码", "Credit code"), later, waits),
            FormRow(
                "which",
                t("办的是哪一家店", "Which of your businesses"),
                t("不止一家店的，点这里写店名", "if you have several: its name"),
                you,
                "add",
            ),
            FormRow("person", t("负责人", "Person in charge"), "林知夏", card, "dispute"),
            FormRow("address", t("经营场所地址", "Address"), later, waits),
        ),
        "",
    )


def _checked_first(t: Words) -> View:
    return RouteView(
        t("缺的材料，您想怎么办？", "How would you like to handle the missing papers?"),
        (
            RouteOption(
                "promise",
                t("先承诺，核对后发证", "Promise, then a check"),
                (
                    t(
                        "没有查成：营业执照。交纸质件，今天受理",
                        "Not looked up: Business licence. Accepted with the paper",
                    ),
                    t(
                        "核对好就发证，领证后 60 天内补材料",
                        "Permit after the check; papers within 60 days of it",
                    ),
                ),
                t("告知承诺办理", "On a promise"),
            ),
            RouteOption(
                "ordinary",
                t("材料齐了再发证", "Papers first, licence later"),
                (
                    t("今天先收下申请，给您一张受理单", "The case is accepted today"),
                    t("20 个工作日内作决定", "Decided within 20 working days"),
                    t("缺的材料要先补齐", "The missing papers come first"),
                ),
                t("一般程序办理", "The ordinary way"),
            ),
            RouteOption(
                "window",
                t("填好打印，到窗口交", "Fill in, print, hand in"),
                (
                    t("机器替您填好申请表，打印出来", "The form is filled in and printed"),
                    t("带上材料交到窗口，由窗口受理", "The window accepts it with the papers"),
                ),
                t("自助填单", "Form only"),
            ),
        ),
        t("都可以选，由您自己定。", "Each is open to you."),
    )


GUIDE: dict[str, Callable[[Words], View]] = {"unheard": _question}
FORM: dict[str, Callable[[Words], View]] = {"code": _code, "waiting": _waiting}
ROUTE: dict[str, Callable[[Words], View]] = {"checked_first": _checked_first}
