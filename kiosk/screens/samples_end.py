# SPDX-License-Identifier: Apache-2.0
"""Samples of the letter, the signature, the papers, and of the staff's screens."""

from collections.abc import Callable

from config.places import Problem
from kiosk.screens.present.unconfigured import unconfigured
from kiosk.screens.samples_papers import TAKE, trouble_pickup
from kiosk.screens.samples_review import REVIEW
from kiosk.screens.samples_staff import STAFF
from kiosk.screens.views import (
    Choice,
    FarewellView,
    IssuingView,
    LetterView,
    Line,
    OutOfServiceView,
    Paragraph,
    PrintingView,
    RatingView,
    SignView,
    TroubleView,
    View,
)
from kiosk.session.states import State

Words = Callable[[str, str], str]


def _letter(t: Words, *, read: bool) -> View:
    body = (
        ("title", "公共场所卫生许可告知承诺书", "Promise for a public hygiene permit"),
        ("heading", "一、审批机关告知", "1. What the office tells you"),
        (
            "body",
            "本行政许可事项实行告知承诺。申请人以书面形式承诺符合许可条件并愿意承担不实承诺的法律责任，审批机关当场作出许可决定。",
            "This permit may be given on a promise. If you promise in writing that the conditions are met and answer for it by law, the office decides at once.",
        ),
        (
            "item",
            "营业场所、设施和用具符合《公共场所卫生管理规范》（GB 37487）的要求。",
            "Rooms, fittings and utensils meet the hygiene rules for public places (GB 37487).",
        ),
        (
            "item",
            "直接为顾客服务的人员持有有效健康合格证明。",
            "People who serve customers hold valid health certificates.",
        ),
        (
            "item",
            "六十日内补交平面图、健康合格证明和卫生检测报告。",
            "The floor plan, health certificates and test report are handed in within sixty days.",
        ),
        ("heading", "二、申请人承诺", "2. What you promise"),
        (
            "body",
            "本人已经知晓上述内容，所作承诺是本人真实意思的表示，所填写的信息真实、准确。",
            "I know what is written above; this promise is my own will, and what I have filled in is true and exact.",
        ),
        (
            "body",
            "逾期不补交或者承诺不实的，愿意接受撤销许可、记入信用记录等处理。",
            "If I do not hand in the papers in time, or the promise is untrue, I accept that the permit is withdrawn and the matter recorded.",
        ),
        ("heading", "三、撤回", "3. Taking it back"),
        (
            "body",
            "在许可决定作出前，可以撤回承诺，改按一般程序办理。",
            "Before the decision you may take the promise back and go the ordinary way.",
        ),
    )
    return LetterView(
        t("请读完这份承诺书", "Please read this promise to its end"),
        tuple(Paragraph(style, t(zh, en)) for style, zh, en in body),
        read,
    )


def _sign(t: Words) -> View:
    return SignView(
        t("请签上您的名字", "Please sign your name"),
        t(
            "签名表示：林知夏已读完承诺书，同意照办。",
            "Your signature says: Lin Zhixia has read the promise and will keep it.",
        ),
        t("用手指写，慢一点没有关系。", "Use your finger and take your time."),
        "",
    )


def _sign_wrong(t: Words) -> View:
    return SignView(
        t("请签上您的名字", "Please sign your name"),
        t(
            "签名表示：林知夏已读完承诺书，同意照办。",
            "Your signature says: Lin Zhixia has read the promise and will keep it.",
        ),
        t("用手指写，慢一点没有关系。", "Use your finger and take your time."),
        t(
            "签名太短，看不出是名字，请重新写。",
            "The signature is too short to be a name. Please write it again.",
        ),
    )


def _issuing(t: Words, *, sealed: bool) -> View:
    late = "done" if sealed else "waiting"
    return IssuingView(
        t("证办好了", "Your licence is ready")
        if sealed
        else t("正在办您的证", "Your licence is being made"),
        (
            Line("decide", t("作出许可决定", "The decision is made"), "done"),
            Line(
                "number",
                t("编号", "It gets its number"),
                "done" if sealed else "working",
                "卫公证字〔2026〕第439900-000018号" if sealed else "",
            ),
            Line("render", t("写证", "It is written"), late),
            Line("seal", t("盖章", "It is sealed"), late),
        ),
        sealed,
    )


def _printing(t: Words, message: str = "", code: str = "") -> View:
    return PrintingView(
        t("正在打印，请稍等", "Printing, one moment please"),
        (
            Line("licence", t("公共场所卫生许可证", "Hygiene permit"), "done"),
            Line(
                "letter",
                t("告知承诺书", "Promise"),
                "failed" if message else "working",
                t("第 1 张，共 2 张", "Sheet 1 of 2"),
            ),
            Line("receipt", t("办件回执", "Receipt"), "waiting"),
        ),
        1,
        4,
        message,
        code,
    )


def _printing_stuck(t: Words) -> View:
    return _printing(
        t,
        t(
            "打印机缺纸。已经通知工作人员来加纸，加好后接着打印，您不用重新办。",
            "The printer is out of paper. Staff have been called; printing goes on afterwards and nothing is lost.",
        ),
        "PRINTER-0402",
    )


def _rating(t: Words) -> View:
    words = (
        ("5", "非常满意", "Very good"),
        ("4", "满意", "Good"),
        ("3", "基本满意", "Fair"),
        ("2", "不满意", "Poor"),
        ("1", "非常不满意", "Very poor"),
    )
    return RatingView(
        t("这次办得怎么样？", "How was it?"),
        tuple(Choice(level, t(zh, en), "", f"face_{level}") for level, zh, en in words),
        t(
            "评价不影响您办的事，也不记您的名字。",
            "Your answer changes nothing for you and carries no name.",
        ),
    )


def _farewell(t: Words) -> View:
    return FarewellView(
        t("办好了，慢走", "All done. Goodbye"),
        t("您的信息已经从本机清除。", "Your details have been wiped from this machine."),
    )


def _farewell_received(t: Words) -> View:
    return FarewellView(
        t("办好了，请慢走", "Done. Goodbye"),
        t(
            "屏幕上的信息已经清除。审批部门已经收到您的申请。",
            "Your information is off the screen. The authority has received your application.",
        ),
    )


def _trouble(t: Words) -> View:
    return TroubleView(
        t(
            "读卡器没有回答，今天这台机器办不了",
            "The card reader does not answer, so this machine cannot go on",
        ),
        t("您的申请没有提交，信息没有留下。", "Nothing was submitted and nothing was kept."),
        t(
            "请到旁边的 2 号机，或者再试一次。",
            "Please use machine 2 beside this one, or try again.",
        ),
        t(
            "大厅一楼综合窗口，工作日 9:00 至 17:00",
            "General window on the ground floor, working days 9:00 to 17:00",
        ),
        "READER-0102",
    )


def _out(t: Words) -> View:
    return OutOfServiceView(
        t("这台机器现在不能办事", "This machine is out of service"),
        t(
            "打印机没有纸了。",
            "The printer has run out of paper.",
        ),
        t("从 11月23日 14:05 起", "Since 23 November 14:05"),
        t("导办台 0000-1234567", "Hall desk 0000-1234567"),
        "K-0001",
        "PRINTER-0402",
        t("14:31:07 检查过", "Checked at 14:31:07"),
        t(
            "离这里最近的另一台机器：一楼东门内，K-0002 号机",
            "The nearest other machine: ground floor, inside the east gate, K-0002",
        ),
        "printer",
    )


def _unconfigured(t: Words) -> View:
    """The most that is shown at once, with the longest sentences that the check makes."""
    file = "/etc/kiosk/kiosk.toml"
    known = "known are driver, port, baud, photo_decoder"
    wrong = (
        "[kiosk] id = 'K 0001': must be up to 24 letters, digits and hyphens, such as K-0001"
    )
    problems = [
        Problem(file, wrong, 4, "kiosk.id"),
        Problem(file, f"unknown key colour in [reader]; {known}", 12, "reader.colour"),
        Problem(file, "[signing] backend pkcs11 refuses the key file", 31, "signing.backend"),
        Problem("KIOSK_TIMING__IDLE_S", "[timing] idle_s = 'soon'", 0, "timing.idle_s"),
    ]
    return unconfigured(problems, t("zh_CN", "en")).view


END: dict[State, dict[str, Callable[[Words], View]]] = {
    State.LETTER: {
        "unread": lambda t: _letter(t, read=False),
        "read": lambda t: _letter(t, read=True),
    },
    State.SIGN: {"empty": _sign, "tooshort": _sign_wrong},
    State.REVIEW: REVIEW,
    State.ISSUING: {
        "working": lambda t: _issuing(t, sealed=False),
        "sealed": lambda t: _issuing(t, sealed=True),
    },
    State.PRINTING: {"usual": _printing, "stuck": _printing_stuck},
    State.TAKE: TAKE,
    State.RATING: {"usual": _rating},
    State.FAREWELL: {"usual": _farewell, "received": _farewell_received},
    State.TROUBLE: {"usual": _trouble, "pickup": trouble_pickup},
    State.OUT_OF_SERVICE: {"usual": _out, "unconfigured": _unconfigured},
    **STAFF,
}
