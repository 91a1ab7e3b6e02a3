# SPDX-License-Identifier: Apache-2.0
"""Samples of the screens up to the look-ups."""

from collections.abc import Callable

from kiosk.screens.views import (
    AttractView,
    CardView,
    Choice,
    HomeView,
    Line,
    LookupsView,
    NoticeView,
    View,
)
from kiosk.session.states import State

Words = Callable[[str, str], str]


def _attract(t: Words) -> View:
    return AttractView(
        t("带上身份证，当场拿到证", "Bring your identity card and leave with the licence"),
        (
            t("刷身份证，表格自己填好", "Lay your card and the form fills itself"),
            t(
                "证照从库里调取，缺的可以承诺后补",
                "Certificates are fetched; what is missing may follow",
            ),
            t("盖好章的许可证现在就打印", "The sealed licence is printed now"),
        ),
        t("点一下屏幕，开始办理", "Touch the screen to begin"),
        "K-0001",
        t("帮助电话 0000-1234567", "Help 0000-1234567"),
    )


def _home(t: Words) -> View:
    return HomeView(
        t("您今天来办什么？", "What would you like to do today?"),
        (
            Choice(
                "hygiene-permit",
                t("公共场所卫生许可证", "Hygiene permit for public places"),
                t(
                    "开理发店、宾馆、浴室、游泳馆等，当场领证",
                    "For barbers, hotels, baths, pools: issued on the spot",
                ),
                "sheet",
            ),
            Choice(
                "freight-permit",
                t("普通货物运输经营许可", "Road freight permit"),
                t(
                    "新办、补办、变更、换发、注销",
                    "New, reissue, change, renewal, cancellation",
                ),
                "truck",
            ),
            Choice(
                "shop-registration",
                t("个体工商户登记", "Registration of a small business"),
                t("自己开店做生意，先办这个", "The first step to a shop of your own"),
                "shop",
            ),
            Choice(
                "progress",
                t("查进度、补交承诺的材料", "Ask for progress, hand in promised papers"),
                "",
                "search",
            ),
        ),
        t(
            "本机免费办理。需要带：本人身份证。",
            "Free of charge. Bring your own identity card.",
        ),
    )


def _home_one(t: Words) -> View:
    view = _home(t)
    assert isinstance(view, HomeView)
    return HomeView(view.title, view.services[:1], view.note)


def _notice(t: Words) -> View:
    return NoticeView(
        t("先说清楚：会用到您的哪些信息", "First: which of your details are used"),
        (
            Choice(
                "card",
                t("读身份证", "Your card is read"),
                t(
                    "姓名、号码、住址和有效期，用来填表和核对是本人",
                    "Name, number, address and validity, to fill the form and to know it is you",
                ),
                "card",
            ),
            Choice(
                "library",
                t("查电子证照库", "The certificate library is asked"),
                t(
                    "只查本事项要用的证照，例如营业执照",
                    "Only for certificates this matter needs, such as the business licence",
                ),
                "download",
            ),
            Choice(
                "keep",
                t("办完就清除", "Then it is wiped"),
                t(
                    "本机不留您的信息，只把您提交的申请加密交给审批部门",
                    "Nothing stays here; only the application you submit goes, encrypted, to the office",
                ),
                "lock",
            ),
        ),
        t(
            "依据：《中华人民共和国个人信息保护法》第十三条、第十七条",
            "Personal Information Protection Law, articles 13 and 17",
        ),
    )


def _card(t: Words) -> View:
    return CardView(
        t("请把身份证平放在读卡处", "Please lay your identity card flat on the reader"),
        t("放好后不要移动，大约三秒。", "Leave it there for about three seconds."),
        "",
    )


def _card_moved(t: Words) -> View:
    return CardView(
        t("请把身份证平放在读卡处", "Please lay your identity card flat on the reader"),
        t("放好后不要移动，大约三秒。", "Leave it there for about three seconds."),
        t(
            "刚才身份证移动了，没有读完。请再放一次，听到提示音再拿走。",
            "The card was moved before it was read. Please lay it down again and leave it until you hear the tone.",
        ),
    )


def _lookups_busy(t: Words) -> View:
    return LookupsView(
        t("林知夏，您好。正在为您找材料", "Hello, Lin Zhixia. We are fetching your papers"),
        (
            Line("card", t("读身份证", "Reading the identity card"), "done"),
            Line(
                "licence",
                t("调取营业执照", "Fetching the business licence"),
                "done",
                t("找到 1 张：零栗小院理发店", "One found: Lingli Courtyard Barber"),
            ),
            Line(
                "health", t("调取从业人员健康证明", "Fetching health certificates"), "working"
            ),
            Line("deed", t("调取不动产权证书", "Fetching the property deed"), "waiting"),
        ),
        t(
            "没有查到也不要紧，后面可以承诺或补交。",
            "If something is not found you may promise it or bring it later.",
        ),
    )


def _lookups_done(t: Words) -> View:
    return LookupsView(
        t("找好了：3 份不用您带", "Found: three papers you need not bring"),
        (
            Line("card", t("读身份证", "Reading the identity card"), "done"),
            Line(
                "licence",
                t("调取营业执照", "Fetching the business licence"),
                "done",
                t("找到 1 张：零栗小院理发店", "One found: Lingli Courtyard Barber"),
            ),
            Line(
                "health",
                t("调取从业人员健康证明", "Fetching health certificates"),
                "none",
                t("库里没有，您可以承诺后补", "Not in the library; you may promise it"),
            ),
            Line(
                "deed",
                t("调取不动产权证书", "Fetching the property deed"),
                "failed",
                t("对方系统暂时没有回答", "The other system does not answer at the moment"),
            ),
        ),
        t(
            "没有查到也不要紧，后面可以承诺或补交。",
            "If something is not found you may promise it or bring it later.",
        ),
    )


START: dict[State, dict[str, Callable[[Words], View]]] = {
    State.ATTRACT: {"usual": _attract},
    State.HOME: {"usual": _home, "one": _home_one},
    State.NOTICE: {"usual": _notice},
    State.CARD: {"usual": _card, "moved": _card_moved},
    State.LOOKUPS: {"busy": _lookups_busy, "done": _lookups_done},
}
