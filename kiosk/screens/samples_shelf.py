# SPDX-License-Identifier: Apache-2.0
"""Samples of the shelf of one's own certificates: usual, one, long, nothing, nobody answered."""

from collections.abc import Callable

from kiosk.screens.views import (
    CertificateCard,
    Chip,
    FormRow,
    IssuingView,
    Line,
    ReviewView,
    ShelfView,
    View,
)
from kiosk.session.states import State

Words = Callable[[str, str], str]


def _usual_cards(t: Words) -> tuple[CertificateCard, ...]:
    until, for_good = t("有效期到", "valid until"), t("长期有效", "valid for good")
    day = t("2099年1月11日", "11 January 2099")
    return (
        CertificateCard(
            "BL-0",
            "营业执照",
            "9243****T04R",
            "虚构市示例区市场监督管理局",
            for_good,
        ),
        CertificateCard(
            "DEED-0",
            "不动产权证书",
            "湘（20****001号",
            "虚构市自然资源和规划局",
            for_good,
        ),
        CertificateCard(
            "HEALTH-0",
            "健康证明",
            "虚健字第****018号",
            "虚构市示例区疾病预防控制中心",
            f"{until} {day}",
        ),
        CertificateCard(
            "DL-0",
            "机动车驾驶证",
            "4399****0013",
            "虚构市公安局交通警察支队",
            f"{until} {t('2023年9月9日', '9 September 2023')}",
            t("查到了，但已经过期，没有使用", "Found, but it has expired; not used"),
            enabled=False,
        ),
        CertificateCard(
            "MAR-0",
            "结婚证",
            "",
            "",
            "",
            t("查到的不是您本人的，没有使用", "What was found is not yours; not used"),
            enabled=False,
        ),
    )


_TITLE = ("您要打印哪一本？", "Which one shall be printed?")
_HELP = (
    "点一本。接下来选用途，打出来的复印件会写上用途和期限。",
    "Touch one. Next you choose its purpose; purpose and last day stand on the copy.",
)
_NONE = ("没有找到可以打印的证照", "Nothing was found that can be printed")


def _usual(t: Words) -> View:
    return ShelfView(t(*_TITLE), t(*_HELP), _usual_cards(t), "", "", "")


def _one(t: Words) -> View:
    return ShelfView(t(*_TITLE), t(*_HELP), _usual_cards(t)[:1], "", "", "")


def _silent(t: Words) -> View:
    """Long names, many of them, and a source that did not answer."""
    long = CertificateCard(
        "HYG-0",
        "中华人民共和国特种设备安全管理和作业人员证",
        "湘卫公证****001号",
        "虚构市示例区民族团结大道北段综合行政审批服务局（市场监督管理局）",
        t("有效期到 2028年2月28日", "valid until 28 February 2028"),
    )
    note = t(
        "有 2 处没有答复，可能还有别的证照。",
        "Sources without an answer: 2. There may be more certificates.",
    )
    cards = (long, *_usual_cards(t))
    return ShelfView(t(*_TITLE), t(*_HELP), cards, "", note, "PLATFORM-0302")


def _nothing(t: Words) -> View:
    empty = t(
        "证照库里没有您名下能打印的证照。要复印件的话，请带原件到人工窗口复印盖章。",
        "The library has no certificate of yours that can be printed. For a copy, please"
        " bring the original to the staffed window.",
    )
    return ShelfView(t(*_NONE), "", (), empty, "", "")


def _unanswered(t: Words) -> View:
    empty = t(
        "有些地方这次没有答复，可能还有别的证照。可以再查一次；急用的话，请带原件到人工窗口。",
        "Some sources gave no answer, so there may be more. You can ask again; if it is"
        " urgent, bring the original to the staffed window.",
    )
    note = t(
        "有 8 处没有答复，可能还有别的证照。",
        "Sources without an answer: 8. There may be more certificates.",
    )
    cards = _usual_cards(t)[3:]
    return ShelfView(t(*_NONE), "", cards, empty, note, "PLATFORM-0301")


SHELF: dict[str, Callable[[Words], View]] = {
    "usual": _usual,
    "one": _one,
    "silent": _silent,
    "nothing": _nothing,
    "unanswered": _unanswered,
}


def _review(t: Words) -> View:
    chip = Chip("called", "营业执照")
    mine, usual = Chip("you", t("您选的", "You chose")), Chip("calculated", t("默认", "Usual"))
    rows = (
        FormRow("f_name", t("证照", "Certificate"), "营业执照", chip),
        FormRow("f_holder", t("持证人", "Holder"), "虚构市示例区秋美美容店", chip),
        FormRow("f_number", t("证照编号", "Number"), "9243****T04R", chip),
        FormRow("f_purpose", t("用途", "Purpose"), t("入学报名", "school enrolment"), mine),
        FormRow(
            "f_days",
            t("复印件能用几天", "How long the copy may be used"),
            t("30天", "30 days"),
            usual,
        ),
    )
    return ReviewView(
        t("最后看一眼，点了就打印", "One last look; a touch prints it"),
        t(
            "复印件马上打印给您，有效期到2026年12月23日",
            "Your copy is printed now. It is valid until 23 December 2026",
        ),
        rows,
        (t("证照复印件", "Copy of the certificate"),),
        t(
            "复印件由证照库出，用途和期限写在上面，打印后不能再改。打完后本机不留这份文件。",
            "The library makes the copy with purpose and last day on it; they cannot be changed"
            " afterwards. Once printed, the file is deleted here.",
        ),
    )


def _issuing(t: Words) -> View:
    return IssuingView(
        t("正在取您的复印件", "Fetching your copy"),
        (
            Line("fetched", t("从证照库取复印件", "Copy fetched from the library"), "done"),
            Line(
                "checked",
                t("核对持证人、用途和期限", "Holder, purpose and last day checked"),
                "working",
            ),
            Line("committed", t("登记在册", "Entered in the register"), "waiting"),
        ),
        sealed=False,
    )


SHELVES: dict[State, dict[str, Callable[[Words], View]]] = {State.SHELF: SHELF}
COPIES: dict[State, dict[str, Callable[[Words], View]]] = {
    State.REVIEW: {"copy": _review},
    State.ISSUING: {"copy": _issuing},
}
"""Conditions of pages that other services have, too."""
