# SPDX-License-Identifier: Apache-2.0
"""Sample views of the form: what is asked, and the whole form to be checked."""

from collections.abc import Callable
from dataclasses import replace

from kiosk.screens.samples_address import ADDRESS
from kiosk.screens.samples_dispute import reasons
from kiosk.screens.views import (
    Chip,
    Choice,
    FormRow,
    FormView,
    View,
)

Words = Callable[[str, str], str]


def _rows(t: Words) -> tuple[FormRow, ...]:
    card = Chip(
        "card",
        t("身份证", "Identity card"),
        t("从您刚放的身份证芯片里读出。", "Read from the chip of the card you laid down."),
    )
    called = Chip(
        "called",
        t("营业执照", "Business licence"),
        t(
            "从电子营业执照调取，发照日期 2025年3月2日。",
            "From the electronic business licence of 2 March 2025.",
        ),
    )
    you = Chip("you", t("您填写", "You"))
    return (
        FormRow("unit", t("单位名称", "Name of the unit"), "零栗小院理发店", called, "dispute"),
        FormRow(
            "uscc",
            t("统一社会信用代码", "Social credit code"),
            "92439900MA00000A1X",
            called,
            "dispute",
        ),
        FormRow("person", t("负责人", "Person in charge"), "林知夏", card, "dispute"),
        FormRow(
            "number", t("身份证号码", "Identity number"), "439900********0018", card, "dispute"
        ),
        FormRow(
            "address",
            t("经营场所地址", "Address"),
            "样例省样例市云溪区青石街道竹影路18号临街1至2层",
            called,
            "dispute",
        ),
        FormRow("kind", t("公共场所类别", "Kind of place"), t("理发店", "Barber"), you),
        FormRow("area", t("营业面积", "Area"), t("128 平方米", "128 m²"), you),
        FormRow("staff", t("从业人员", "Staff"), t("3 人", "3"), you, "edit"),
        FormRow("phone", t("联系电话", "Telephone"), "139 0000 0001", you, "edit"),
        FormRow(
            "item",
            t("许可项目", "Permitted activity"),
            t("理发店", "Barber"),
            Chip("calculated", t("按规则算出", "Worked out")),
        ),
    )


def _form_check(t: Words) -> View:
    return FormView(
        t("表填好了，请看一遍", "The form is filled in. Please look it over"),
        "",
        "",
        t("有不对的，点那一行。", "If something is wrong, touch its line."),
        "",
        "",
        (),
        _rows(t),
        "",
        reasons(t),
    )


def _form_number(t: Words) -> View:
    return FormView(
        t("店里一共有几个人干活？", "How many people work in the place?"),
        "staff",
        "number",
        t(
            "表上叫“从业人员数”，包括您自己。",
            "On the form: number of staff, yourself included.",
        ),
        t("人", "people"),
        "",
        (),
        (),
        t("还有 2 项要填", "Two more to fill in"),
    )


def _phone_page(t: Words) -> FormView:
    return FormView(
        t("有事打哪个电话找您？", "Which telephone number reaches you?"),
        "phone",
        "phone",
        t("材料到期前会往这个号码发提醒。", "Reminders go to this number."),
        "",
        "",
        (),
        (),
        t("最后 1 项", "The last one"),
    )


def _form_wrong(t: Words) -> View:
    return FormView(
        t("有事打哪个电话找您？", "Which telephone number reaches you?"),
        "phone",
        "phone",
        t("材料到期前会往这个号码发提醒。", "Reminders go to this number."),
        "",
        t(
            "手机号码是 11 位，现在只有 1 位。",
            "A mobile number has 11 digits; this one has 1.",
        ),
        (),
        (),
        t("最后 1 项", "The last one"),
    )


def _form_typing(t: Words) -> View:
    return replace(
        _phone_page(t), still=t("一共 11 位，还差 4 位。", "11 characters in all, 4 to go.")
    )


def _form_identity(t: Words) -> View:
    return FormView(
        t("请填写“法定代表人证件号码”", "Please enter: Number of the legal representative"),
        "number",
        "identity",
        t("就是他身份证上的号码。", "As it stands on that person's identity card."),
        "",
        "",
        (),
        (),
        t("还有 2 项要填", "Two more to fill in"),
        still=t("一共 18 位，还差 4 位。", "18 characters in all, 4 to go."),
    )


def _form_day(t: Words) -> View:
    return FormView(
        t("请填写“孩子出生日期”", "Please enter: Day of the child's birth"),
        "born",
        "date",
        t("出生医学证明上写的那一天。", "The day on the medical certificate of birth."),
        "",
        "",
        (),
        (),
        t("还有 2 项要填", "Two more to fill in"),
        still=t(
            "年 4 位、月 2 位、日 2 位，还差 2 位。",
            "Four digits of the year, two of the month, two of the day: 2 to go.",
        ),
        latest="2026-11-23",
    )


def _form_text(t: Words) -> View:
    return FormView(
        t("谁来管店里的卫生？", "Who looks after hygiene in the place?"),
        "manager",
        "text",
        t(
            "表上叫“卫生管理员”，可以是您自己。",
            "On the form: hygiene manager. It may be yourself.",
        ),
        "",
        "",
        (),
        (),
        t("还有 1 项要填", "One more to fill in"),
    )


def _form_choice(t: Words) -> View:
    kinds = (
        ("individual", "个体工商户", "Sole trader"),
        ("limited", "有限责任公司", "Limited company"),
        ("sole", "个人独资企业", "Sole proprietorship"),
        ("partners", "合伙企业", "Partnership"),
        ("state", "国有企业", "State-owned"),
        ("joint", "中外合资", "Joint venture"),
        ("foreign", "外商独资", "Foreign-owned"),
        ("other", "其他", "Other"),
    )
    return FormView(
        t("您的店属于哪一种？", "What kind of business is it?"),
        "nature",
        "choice",
        t("营业执照上的“类型”。", "“Type” on the business licence."),
        "",
        "",
        tuple(Choice(key, t(zh, en), chosen=key == "individual") for key, zh, en in kinds),
        (),
        t("还有 2 项要填", "Two more to fill in"),
    )


def _form_delivery(t: Words) -> View:
    ways = (
        ("print_here", "现场打印", "Printed here", "现在就拿走", "take it along now"),
        (
            "post",
            "邮寄",
            "By post",
            "寄到店里或家里，不收费",
            "to your business or home, free of charge",
        ),
        (
            "window",
            "窗口领取",
            "At the window",
            "凭领取码和身份证取",
            "with a pick-up code and your card",
        ),
    )
    return FormView(
        t("请填写“领取方式”", "Please enter: How you receive it"),
        "f_deliver",
        "choice",
        t(
            "现在打印、邮寄，或者到窗口取。要等批准的，批准以后到窗口取。",
            "Printed now, posted, or fetched. What is decided later waits at the window.",
        ),
        "",
        "",
        tuple(
            Choice(key, t(zh, en), t(zh_2, en_2), chosen=key == "print_here")
            for key, zh, en, zh_2, en_2 in ways
        ),
        (),
        "",
    )


FORM: dict[str, Callable[[Words], View]] = {
    "check": _form_check,
    "staff": _form_number,
    "phone": _phone_page,
    "typing": _form_typing,
    "identity": _form_identity,
    "day": _form_day,
    "wrong": _form_wrong,
    "text": _form_text,
    "choice": _form_choice,
    "delivery": _form_delivery,
    **ADDRESS,
}
