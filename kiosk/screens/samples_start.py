# SPDX-License-Identifier: Apache-2.0
"""Samples of the screens up to the look-ups."""

from collections.abc import Callable
from dataclasses import replace

from certificates.rendering.qr_drawing import qr_matrix
from kiosk.screens.parts import squares_of
from kiosk.screens.views import (
    AttractView,
    CardView,
    Choice,
    HomeView,
    Line,
    LookupsView,
    NoticeView,
    PersonCheckView,
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
                "own-certificates",
                t("打印我的电子证照", "Print my certificates"),
                t(
                    "上学、贷款、投标要用的证照复印件，写明用途和期限，当场打",
                    "Copies for school, a loan or a tender, marked with purpose and last day, printed at once",
                ),
                "certificate",
            ),
        ),
        t(
            "不知道办哪一个，点右上角“帮助”。"
            "以前承诺的材料要补交，点“查我办的事”，看缺哪样、最晚哪天。",
            "Not sure which? Press Help at the top. "
            "Papers you promised? Press Look up my cases to see which, and by when.",
        ),
    )


def _home_one(t: Words) -> View:
    view = _home(t)
    assert isinstance(view, HomeView)
    return HomeView(view.title, view.services[:1], view.note)


def _home_window(t: Words) -> View:
    """One service needs a check of the person that this kiosk has not."""
    view = _home(t)
    assert isinstance(view, HomeView)
    told = t(
        "请到窗口办理：这台机器不能核对是不是您本人",
        "Please go to the window: this machine cannot check that it is you",
    )
    first, second, *others = view.services
    shut = replace(second, detail=told, enabled=False)
    return HomeView(view.title, (first, shut, *others), view.note)


def _home_paperless(t: Words) -> View:
    """Printing is closed: what one can apply for goes on without paper."""
    view = _home(t)
    assert isinstance(view, HomeView)
    told = t(
        "照样能办，纸的凭取件码到窗口拿",
        "You can apply; a code fetches the papers at the window",
    )
    shut = t(
        "请到窗口办理：这台机器暂时不能打印，等工作人员来看",
        "Please go to the window: this machine cannot print until staff have looked at it",
    )
    *others, copies = view.services
    services = tuple(replace(one, detail=told) for one in others)
    copies = replace(copies, detail=shut, enabled=False)
    return HomeView(view.title, (*services, copies), view.note)


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


def _notice_phone(t: Words) -> View:
    """A service that goes on on the citizen's own phone."""
    view = _notice(t)
    assert isinstance(view, NoticeView)
    squares, across = squares_of(qr_matrix("https://m.example/individual-business"))
    phone = t("也可以用手机扫一扫，在手机上办。", "Or scan this and use your phone.")
    return replace(view, squares=squares, across=across, phone=phone)


def _notice_checked(t: Words) -> View:
    """Three ways to identify oneself, and a check of the person."""
    view = _notice(t)
    assert isinstance(view, NoticeView)
    ways = Choice(
        "ways",
        t("看您选用的证件", "The document you choose"),
        t(
            "身份证件、社会保障卡或手机上的身份码，用哪一种就看哪一种：姓名、性别、出生日期、住址、证件号码和有效期，用来填申请表。",
            "From the one you use (identity card, social-security card or code on your phone): name, sex, date of birth, address, number and validity, to fill in the form.",
        ),
        "card",
    )
    check = Choice(
        "phone_code",
        t("核对是您本人", "A check that it is you"),
        t(
            "把证件号码交给政务平台，由它给您登记的手机发验证码。手机号不到本机。",
            "The government platform gets your number and texts a code to your telephone. Your telephone number stays there.",
        ),
        "person",
    )
    return NoticeView(view.title, (ways, check, *view.items[1:]), view.note)


def _card_ways(t: Words) -> View:
    """Reader, slot and scanner, all of them working."""
    return CardView(
        t("请让机器认一认您，用哪一种都行", "Please tell us who you are, in any of these ways"),
        t(
            "用手边有的那一种就行，几秒钟就好。",
            "Use whichever you have at hand. It takes a few seconds.",
        ),
        "",
        (
            Choice(
                "sam_serial",
                t("放身份证", "Lay your identity card"),
                t("平放在亮灯的地方，先不要拿走", "Flat, where the light is; leave it there"),
                "sam_serial",
            ),
            Choice(
                "sscard_pcsc",
                t("插社会保障卡", "Insert your social-security card"),
                t("有芯片的一头朝里，插到底", "Chip first, as far as it goes"),
                "sscard_pcsc",
            ),
            Choice(
                "qr_token",
                t("扫手机上的身份码", "Show the code on your phone"),
                t("屏幕调亮，码对准扫码的窗口", "Screen bright, code to the scanner"),
                "qr_token",
            ),
        ),
    )


def _card_degraded(t: Words) -> View:
    """The reader is away, the scanner works."""
    view = _card_ways(t)
    assert isinstance(view, CardView)
    reader, _, scanner = view.ways
    gone = replace(reader, detail=t("现在用不了", "Not available now"), enabled=False)
    note = t(
        "读卡器现在用不了，请用别的方式。代码 READER-0101",
        "The card reader cannot be used now. Please use another way. Code READER-0101",
    )
    return replace(view, ways=(gone, scanner), note=note)


def _check_code(t: Words, error: str = "") -> View:
    return PersonCheckView(
        t("请输入手机收到的验证码", "Please type the code from your telephone"),
        t(
            "验证码已发送到 138****1234，请在这里输入。",
            "The code was sent to 138****1234. Please type it here.",
        ),
        "code",
        error,
        t(
            "没收到的话，一分钟后可以重新发送；手机号换了，请到窗口核对。",
            "Nothing came? Ask again after a minute. With a new number, go to the window.",
        ),
        (),
    )


def _check_wrong(t: Words) -> View:
    return _check_code(
        t, t("验证码不对，还可以试 2 次。", "That is not the code. Tries left: 2.")
    )


def _check_working(t: Words) -> tuple[Line, ...]:
    working = t("正在核对，请稍等", "Checking, please wait")
    return (Line("check", t("核对是您本人", "Checking that it is you"), "working", working),)


def _check_sending(t: Words) -> View:
    title = t("正在给您登记的手机发验证码", "Sending a code to your telephone")
    return PersonCheckView(title, "", "wait", "", "", _check_working(t))


def _check_face(t: Words) -> View:
    return PersonCheckView(
        t("请看摄像头，核对是您本人", "Please look into the camera"),
        t(
            "一般十几秒就好。照片不留在本机。",
            "It takes about fifteen seconds. No picture stays here.",
        ),
        "look",
        "",
        "",
        _check_working(t),
    )


def _check_scan(t: Words) -> View:
    view = _check_face(t)
    assert isinstance(view, PersonCheckView)
    title = t("请用手机扫这个码，核对是您本人", "Please scan this code with your phone")
    rows = qr_matrix("https://face.example/checks/F-000001?terminal=K-0001")
    squares, across = squares_of(rows)
    return replace(view, title=title, kind="scan", squares=squares, across=across)


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
    State.HOME: {
        "usual": _home,
        "one": _home_one,
        "window": _home_window,
        "paperless": _home_paperless,
    },
    State.NOTICE: {"usual": _notice, "checked": _notice_checked, "phone": _notice_phone},
    State.CARD: {
        "usual": _card,
        "moved": _card_moved,
        "ways": _card_ways,
        "degraded": _card_degraded,
    },
    State.PERSON_CHECK: {
        "digits": _check_code,
        "wrong": _check_wrong,
        "sending": _check_sending,
        "face": _check_face,
        "scan": _check_scan,
    },
    State.LOOKUPS: {"busy": _lookups_busy, "done": _lookups_done},
}
