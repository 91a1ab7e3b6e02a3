# SPDX-License-Identifier: Apache-2.0
"""Samples of the questions, the board, the form and the route."""

from collections.abc import Callable

from kiosk.screens import samples_away
from kiosk.screens.samples_form import FORM
from kiosk.screens.views import (
    BoardRow,
    BoardView,
    Chip,
    Choice,
    GuideView,
    RouteOption,
    RouteView,
    StoppedView,
    View,
)
from kiosk.session.states import State

Words = Callable[[str, str], str]

_SHOPS = (
    ("hotel", "宾馆、旅店、民宿", "Hotel, inn, guest house"),
    ("barber", "理发店", "Barber"),
    ("beauty", "美容店", "Beauty parlour"),
    ("bath", "浴室、足浴", "Bath house, foot bath"),
    ("cinema", "影院、歌厅、游艺厅", "Cinema, karaoke, arcade"),
    ("pool", "游泳馆", "Swimming pool"),
    ("shop", "商场、书店", "Department store, bookshop"),
    ("museum", "展览馆、博物馆、图书馆", "Gallery, museum, library"),
    ("waiting", "候车室、候诊室", "Waiting room"),
    ("food", "饭店、咖啡、茶馆", "Restaurant, café, tea house"),
    ("park", "公园、体育场", "Park, sports ground"),
    ("other", "都不是", "None of these"),
)


def _guide_choice(t: Words) -> View:
    return GuideView(
        "kind",
        t("您开的是什么店？", "What kind of place do you run?"),
        t("有几种生意的，选最主要的一种。", "If there are several, choose the main one."),
        "choice",
        tuple(Choice(key, t(zh, en), "", key) for key, zh, en in _SHOPS),
        "",
        "",
        t("第 2 问，还有 3 问", "Question 2, three to go"),
    )


def _guide_yes_no(t: Words) -> View:
    return GuideView(
        "air",
        t("店里用不用集中空调？", "Does the place have central air conditioning?"),
        t(
            "一台主机送风到几个房间的，才算集中空调；每间各装一台的不算。",
            "One machine that serves several rooms counts; one machine in each room does not.",
        ),
        "choice",
        (
            Choice("yes", t("用", "Yes")),
            Choice("no", t("不用", "No"), chosen=True),
            Choice(
                "unknown",
                t("不清楚", "I do not know"),
                t("按不用办，检查时再看", "We go on as if not; the inspector will look"),
            ),
        ),
        "",
        "",
        t("第 4 问，还有 1 问", "Question 4, one to go"),
    )


def _guide_number(t: Words) -> View:
    return GuideView(
        "area",
        t("店里营业用的面积有多大？", "How large is the area open to customers?"),
        t(
            "照租房合同上写的填，不到一平方米的不算。",
            "As in your lease, in whole square metres.",
        ),
        "number",
        (),
        t("平方米", "m²"),
        "",
        t("第 3 问，还有 2 问", "Question 3, two to go"),
    )


def _guide_wrong(t: Words) -> View:
    return GuideView(
        "area",
        t("店里营业用的面积有多大？", "How large is the area open to customers?"),
        t(
            "照租房合同上写的填，不到一平方米的不算。",
            "As in your lease, in whole square metres.",
        ),
        "number",
        (),
        t("平方米", "m²"),
        t(
            "面积要在 1 到 200000 之间，请重新填。",
            "The area must be between 1 and 200,000. Please enter it again.",
        ),
        t("第 3 问，还有 2 问", "Question 3, two to go"),
    )


def _stopped(t: Words) -> View:
    return StoppedView(
        t("饭店、咖啡馆、茶馆不在这里办", "Restaurants and cafés are not handled here"),
        t(
            "这类店自 2016 年起合并办理食品经营许可证，不再单独办卫生许可证。",
            "Since 2016 they need the food permit only and no hygiene permit of their own.",
        ),
        t(
            "请办食品经营许可证。带身份证和营业执照就可以开始。",
            "Please apply for the food permit. Your card and business licence are enough to begin.",
        ),
        t(
            "市场监督管理局窗口，大厅一楼 12 号，工作日 9:00 至 17:00",
            "Market regulation window, ground floor, no. 12, working days 9:00 to 17:00",
        ),
    )


_MATERIALS = (
    (
        "form",
        "申请表",
        "本机写好，您签名",
        "Application form",
        "Written here, signed by you",
        "generated",
        "自动生成",
        "Written here",
    ),
    (
        "identity",
        "负责人身份证明",
        "就是您刚放的身份证",
        "Proof of identity",
        "The card you just laid down",
        "card",
        "身份证",
        "Identity card",
    ),
    (
        "licence",
        "营业执照",
        "从电子证照库调取",
        "Business licence",
        "From the certificate library",
        "called",
        "电子证照",
        "Certificate",
    ),
    (
        "premises",
        "经营场所使用证明",
        "房产证或者租房合同",
        "Right to use the premises",
        "Deed or lease",
        "reused",
        "材料库",
        "Library",
    ),
    (
        "plan",
        "平面图和设施布局图",
        "画出房间和洗手、消毒的地方",
        "Floor plan",
        "Rooms, basins, places to disinfect",
        "promised",
        "已承诺 2027-01-21",
        "Promised 2027-01-21",
    ),
    (
        "review",
        "预防性卫生审查意见书",
        "小理发店不用交",
        "Preventive review",
        "Small barbers need none",
        "not_needed",
        "不用交",
        "Not needed",
    ),
    (
        "rules",
        "卫生管理制度",
        "本机有样本，可以直接用",
        "Hygiene rules of the house",
        "A model is kept here",
        "generated",
        "自动生成",
        "Written here",
    ),
    (
        "health",
        "从业人员健康合格证明",
        "每位员工一张",
        "Health certificates of staff",
        "One for each person",
        "promised",
        "已承诺 2027-01-21",
        "Promised 2027-01-21",
    ),
    (
        "report",
        "卫生检测或评价报告",
        "请有资质的机构来测",
        "Hygiene test report",
        "By an accredited laboratory",
        "promised",
        "已承诺 2027-01-21",
        "Promised 2027-01-21",
    ),
    (
        "self",
        "量化分级自查结果",
        "回答过的问题就是自查",
        "Self-assessment",
        "Made from your answers",
        "calculated",
        "按规则算出",
        "Worked out",
    ),
    (
        "air",
        "集中空调检测报告",
        "您不用集中空调",
        "Air conditioning report",
        "You have none",
        "not_needed",
        "不用交",
        "Not needed",
    ),
    (
        "agent",
        "授权委托书",
        "您本人来办，不用交",
        "Letter of authority",
        "You came yourself",
        "not_needed",
        "不用交",
        "Not needed",
    ),
)


def _row(t: Words, item: tuple[str, ...]) -> BoardRow:
    key, zh, plain_zh, en, plain_en, kind, chip_zh, chip_en = item
    return BoardRow(key, t(zh, en), t(plain_zh, plain_en), Chip(kind, t(chip_zh, chip_en)))


def _board(t: Words) -> View:
    return BoardView(
        t("材料都有着落了", "Every paper is accounted for"),
        tuple(_row(t, item) for item in _MATERIALS),
        t("12 项材料，您带了 0 项", "Twelve papers; you brought none"),
        t(
            "承诺的 3 项请在 2027年1月21日前补交，到期前会提醒您。",
            "Please hand in the three promised papers by 21 January 2027. You will be reminded.",
        ),
    )


def _board_owed(t: Words) -> View:
    rows = [_row(t, item) for item in _MATERIALS[:4]]
    rows[3] = BoardRow(
        "premises",
        t(
            "经营场所使用证明（房产证、租房合同，或者村委会、居委会出的证明）",
            "Right to use the premises: a deed, a lease, or a letter of the neighbourhood committee",
        ),
        t("没有查到，要您交来", "Not found; you bring it"),
        Chip("handed_in", t("待补", "To bring")),
    )
    return BoardView(
        t("还差 1 项材料要您交来", "One paper is still to be brought"),
        (
            *rows,
            BoardRow(
                "lease",
                t("从业人员健康合格证明", "Health certificates"),
                t("可以以后补", "May follow"),
                Chip("tolerated", t("可后补", "May follow")),
            ),
            BoardRow(
                "x",
                t("量化分级自查结果", "Self-assessment"),
                "",
                Chip("unknown", t("没有查到", "Not found")),
            ),
        ),
        t("6 项材料，您带了 0 项，还差 1 项", "Six papers; none brought, one missing"),
        "",
    )


def _route(t: Words) -> View:
    return RouteView(
        t("缺的 3 项材料，您想怎么办？", "Three papers are missing. Which way do you prefer?"),
        (
            RouteOption(
                "promise",
                t("今天拿证，材料后补", "Licence today, papers later"),
                (
                    t("读一份承诺书，签名", "Read a promise and sign it"),
                    t("现在就打印许可证", "The licence is printed now"),
                    t(
                        "60 天内补交；不交或者不属实，许可证会撤销，并记入信用",
                        "Papers within 60 days; if they fail to come or are untrue, the licence is withdrawn and recorded",
                    ),
                ),
                t("告知承诺", "Notification and promise"),
            ),
            RouteOption(
                "ordinary",
                t("材料齐了再拿证", "Papers first, licence later"),
                (
                    t("今天先受理，给您回执", "Your application is accepted today"),
                    t(
                        "补齐材料后 20 个工作日内决定",
                        "Decision within 20 working days of the last paper",
                    ),
                    t("不用作承诺", "No promise is needed"),
                ),
                t("一般程序", "Ordinary procedure"),
            ),
        ),
        t("两种办法都可以，收费都是 0 元。", "Either way is fine and free of charge."),
    )


def _route_closed(t: Words) -> View:
    view = _route(t)
    assert isinstance(view, RouteView)
    promise, ordinary = view.options
    shut = RouteOption(
        promise.id,
        promise.title,
        promise.points,
        promise.term,
        enabled=False,
        reason=t(
            "您上一次的承诺还没有办完，这次只能用一般程序。",
            "An earlier promise is still open, so only the ordinary way is possible this time.",
        ),
    )
    return RouteView(view.title, (shut, ordinary), view.note)


MIDDLE: dict[State, dict[str, Callable[[Words], View]]] = {
    State.GUIDE: {
        "choice": _guide_choice,
        "yesno": _guide_yes_no,
        "number": _guide_number,
        "wrong": _guide_wrong,
        **samples_away.GUIDE,
    },
    State.STOPPED: {"usual": _stopped},
    State.BOARD: {"usual": _board, "owed": _board_owed},
    State.FORM: {**FORM, **samples_away.FORM},
    State.ROUTE: {"usual": _route, "closed": _route_closed, **samples_away.ROUTE},
}
