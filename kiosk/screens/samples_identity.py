# SPDX-License-Identifier: Apache-2.0
"""Samples of what goes wrong with identity and look-ups, and of a kiosk with every device."""

from collections.abc import Callable
from dataclasses import replace

from kiosk.screens.present.staffing import ORDER
from kiosk.screens.samples_end import END
from kiosk.screens.views import DeviceRow, Line, LookupsView, StaffView, TroubleView, View
from kiosk.session.states import State

Words = Callable[[str, str], str]


def _document(t: Words) -> View:
    """A social-security card, where a chip is needed; all that does is named."""
    return TroubleView(
        t("遇到一点麻烦", "Something is not right yet"),
        t(
            "社会保障卡只能用来填表，不能证明是您本人。",
            "A social-security card fills in forms, it does not prove who you are.",
        ),
        t(
            "办这件事请用居民身份证、外国人永久居留身份证、港澳台居民居住证或手机上的身份码。",
            "For this service please use your resident identity card, permanent-residence card, residence permit (Hong Kong, Macao, Taiwan) or identity code on your phone.",
        ),
        t(
            "没带身份证的话，人工窗口可以告诉您怎么办。",
            "If you do not have it with you, the staffed window can advise you.",
        ),
        "CARD-0209",
    )


def _not_confirmed(t: Words) -> View:
    return TroubleView(
        t("遇到一点麻烦", "Something is not right yet"),
        t(
            "这次没有核对上是您本人。",
            "It could not be confirmed this time that it is you.",
        ),
        t("可以再试一次，或者点结束。", "You can try once more, or touch End."),
        t(
            "人工窗口的工作人员可以为您核对。",
            "The staffed window can check it with you.",
        ),
        "CHECK-1304",
    )


def _every_device(t: Words) -> View:
    view = END[State.STAFF]["usual"](t)
    assert isinstance(view, StaffView)
    now = t("3 分钟前检查", "3 minutes ago")
    scanner = DeviceRow(
        "scanner",
        t("扫码窗口", "Code scanner"),
        "bad",
        t("没有装", "No device"),
        now,
        "",
        t(
            "看扫码窗口后面的线有没有松，插紧。",
            "Check the cable behind the scanner and push it in.",
        ),
        "SCANNER-1101",
    )
    good = t("正常", "Good")
    others = tuple(
        DeviceRow(id_, title, "good", good, now, detail, "", "")
        for id_, title, detail in (
            (
                "card_slot",
                t("社会保障卡卡槽", "Social-security card slot"),
                "Virtual PCD 00 00",
            ),
            ("person_check", t("核对本人", "Person check"), "phone_code"),
        )
    )
    devices = (scanner, *view.devices, *others)
    worst_first = sorted(devices, key=lambda row: ORDER.index(row.state))
    return replace(view, devices=tuple(worst_first))


def _lookups_failed(t: Words) -> View:
    """Six sources: one found, and every way in which the others have nothing to give."""
    return LookupsView(
        t("正在替您找要用的证照", "Finding the certificates you need"),
        (
            Line(
                "card",
                t("身份证", "Identity card"),
                "done",
                t("读到了，可以把证件拿回去了", "Read; you may take it back"),
            ),
            Line("BL", t("营业执照", "Business licence"), "done", t("找到了", "Found")),
            Line(
                "DL",
                t("机动车驾驶证", "Driving licence"),
                "none",
                t("没有查到", "None found"),
            ),
            Line(
                "QUAL",
                t("从业资格证", "Driver's qualification"),
                "failed",
                t("等太久了，先往下办", "Took too long; we go on"),
            ),
            Line(
                "RTL",
                t("道路运输经营许可证", "Road transport licence"),
                "failed",
                t("对方没有答应，先往下办", "Not answered; we go on"),
            ),
            Line(
                "VEH",
                t("机动车行驶证", "Vehicle licence"),
                "failed",
                t("回答看不懂，先往下办", "Unclear answer; we go on"),
            ),
            Line(
                "VOC",
                t("道路运输证", "Vehicle operation certificate"),
                "failed",
                t("联系不上，先往下办", "No connection; we go on"),
            ),
        ),
        t(
            "查证照的系统今天回答得慢。您可以继续办理，缺的证照可以以后再交。",
            "The system that looks up certificates is slow today. You can go on. What is missing can be handed in later.",
        ),
        "PLATFORM-0302",
    )


MORE: dict[State, dict[str, Callable[[Words], View]]] = {
    State.LOOKUPS: {"failed": _lookups_failed},
    State.TROUBLE: {"document": _document, "notconfirmed": _not_confirmed},
    State.STAFF: {"everything": _every_device},
}
