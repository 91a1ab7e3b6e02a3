# SPDX-License-Identifier: Apache-2.0
"""Samples of the last look: the usual one, and one with a letter to post."""

from collections.abc import Callable
from dataclasses import replace

from kiosk.screens.views import Chip, FormRow, ReviewView, View

Words = Callable[[str, str], str]


def _review(t: Words) -> ReviewView:
    you = Chip("you", t("您填写", "You"))
    card = Chip("card", t("身份证", "Identity card"))
    called = Chip("called", t("营业执照", "Business licence"))
    return ReviewView(
        t("最后看一眼，就出证", "One last look before the licence is made"),
        t(
            "现在领证；请于2027年1月21日前补交承诺的3项材料",
            "Licence now; hand in the three promised papers by 21 January 2027",
        ),
        (
            FormRow("unit", t("单位名称", "Name of the unit"), "零栗小院理发店", called),
            FormRow("person", t("负责人", "Person in charge"), "林知夏", card),
            FormRow(
                "address",
                t("经营场所地址", "Address"),
                "样例省样例市云溪区青石街道竹影路18号",
                called,
            ),
            FormRow("item", t("许可项目", "Permitted activity"), t("理发店", "Barber"), you),
        ),
        (
            t("许可证 1 张", "Licence, 1 sheet"),
            t("承诺书 2 张", "Promise, 2 sheets"),
            t("回执 1 张", "Receipt, 1 sheet"),
        ),
        t("确认以后不能再改。", "After this nothing can be changed here."),
    )


def _review_posted(t: Words) -> ReviewView:
    usual = _review(t)
    you = Chip("you", t("您填写", "You"))
    return replace(
        usual,
        headline=t(
            "确认以后：许可证已经办好，会邮寄给您。承诺的3项材料，最晚2027年1月21日补交",
            "After you confirm: Your permit is issued. It will be posted to you. Please hand in"
            " the 3 promised papers by 21 January 2027",
        ),
        rows=(
            *usual.rows,
            FormRow(
                "f_deliver",
                t("领取方式", "How you receive it"),
                t("邮寄", "By post")
                + " · 林知夏 · 样例省样例市云溪区青石街道长长长长长长路118号7栋2单元1201室",
                you,
            ),
        ),
        papers=(t("承诺书 2 张", "Promise, 2 sheets"), t("回执 1 张", "Receipt, 1 sheet")),
    )


REVIEW: dict[str, Callable[[Words], View]] = {"usual": _review, "posted": _review_posted}
