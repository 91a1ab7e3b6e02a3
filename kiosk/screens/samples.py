# SPDX-License-Identifier: Apache-2.0
"""Sample screens for the gallery and the layout audit: usual, empty, long, wrong and busy.

Persons and shops are fictitious; division 439900 does not exist.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from kiosk.screens.sample_sheet import sheet
from kiosk.screens.samples_appeal import way_on
from kiosk.screens.samples_assist import assisted
from kiosk.screens.samples_cases import OWN_CASES
from kiosk.screens.samples_dispute import DISPUTES, framed
from kiosk.screens.samples_ease import eased
from kiosk.screens.samples_end import END
from kiosk.screens.samples_identity import MORE
from kiosk.screens.samples_licence import LICENCES, WAY_IN, checking
from kiosk.screens.samples_materials import LIBRARY
from kiosk.screens.samples_middle import MIDDLE
from kiosk.screens.samples_offers import AGREE_TOO, FOOTER, NOTICE, OFFERS
from kiosk.screens.samples_papers import take_reminded
from kiosk.screens.samples_pause import PAUSE, paused
from kiosk.screens.samples_sheets import papers_beside
from kiosk.screens.samples_shelf import COPIES, SHELVES
from kiosk.screens.samples_staff import empty_session, with_forward
from kiosk.screens.samples_start import START
from kiosk.screens.samples_training import banded, desks
from kiosk.screens.views import BoardView, Button, Help, Screen, Sheet, View
from kiosk.session.staff_desk import StaffDesk
from kiosk.session.states import STEP, State


@dataclass(frozen=True)
class Sample:
    """One screen in one of its conditions; ``name`` is unique, such as ``board-usual``."""

    name: str
    state: State
    screen: Screen


Words = Callable[[str, str], str]
"""Chinese and English in, the chosen one out."""

_FOOTERS: dict[
    State, tuple[tuple[str, str] | None, tuple[str, str, str] | None, tuple[str, str] | None]
] = {
    State.HOME: (("返回", "Back"), None, ("查我办的事", "Look up my cases")),
    State.NOTICE: (
        ("不同意，退出", "No, leave"),
        ("同意，去刷身份证", "Agree and lay the card", "agree"),
        None,
    ),
    State.CARD: (("上一步", "Back"), None, ("不办了", "Leave")),
    State.PERSON_CHECK: (
        ("不办了", "Leave"),
        ("核对", "Check", "forward"),
        ("我没有收到", "Nothing came"),
    ),
    State.LOOKUPS: (
        None,
        ("下一步：回答几个问题", "Next: a few questions", "forward"),
        ("不办了", "Leave"),
    ),
    State.OFFERS: FOOTER,
    State.SHELF: (("上一步", "Back"), None, ("不办了", "Leave")),
    State.CASES: (None, ("看好了，结束", "Done", "leave"), None),
    State.CASE: (("返回", "Back"), None, ("不办了", "Leave")),
    State.CORRECTION: (("返回", "Back"), None, ("不办了", "Leave")),
    State.APPEAL: (
        ("返回", "Back"),
        ("没错，去签字", "Yes, go and sign", "forward"),
        ("不办了", "Leave"),
    ),
    State.GUIDE: (("上一步", "Back"), None, ("不办了", "Leave")),
    State.STOPPED: (
        ("改前面的回答", "Change my answers"),
        ("结束办理", "End the visit", "leave"),
        None,
    ),
    State.BOARD: (
        ("上一步", "Back"),
        ("看明白了，去填表", "Understood, to the form", "forward"),
        ("不办了", "Leave"),
    ),
    State.FORM: (
        ("上一步", "Back"),
        ("填好了，下一步", "Filled in, go on", "forward"),
        ("不办了", "Leave"),
    ),
    State.ROUTE: (("上一步", "Back"), None, ("不办了", "Leave")),
    State.LETTER: (
        ("上一步", "Back"),
        ("读好了，下一步", "I have read it, go on", "forward"),
        ("不办了", "Leave"),
    ),
    State.SIGN: (
        ("上一步", "Back"),
        ("签好了，下一步", "Signed, go on", "forward"),
        ("不办了", "Leave"),
    ),
    State.REVIEW: (
        ("上一步", "Back"),
        ("确认，现在出证", "Confirm and issue now", "forward"),
        ("不办了", "Leave"),
    ),
    State.TAKE: (None, ("都拿好了", "I have everything", "taken"), None),
    State.RATING: (None, None, ("不评价", "Skip")),
    State.TROUBLE: (("再试一次", "Try again"), ("结束办理", "End the visit", "leave"), None),
    State.STAFF_PIN: (("返回", "Back"), None, None),
    State.STAFF: (("离开", "Leave"), None, None),
    State.STAFF_TASK: (("返回", "Back"), None, None),
}
_NO_SHEET = {
    State.ATTRACT,
    State.HOME,
    State.LICENCE_CHECK,
    State.CASES,
    State.CASE,
    State.CORRECTION,
    State.APPEAL,
    State.STOPPED,
    State.RATING,
    State.FAREWELL,
    State.TROUBLE,
    State.OUT_OF_SERVICE,
    State.PAUSE,
    State.STAFF_PIN,
    State.STAFF,
    State.STAFF_TASK,
}
_FILLED: dict[State, int] = {
    State.NOTICE: 0,
    State.CARD: 0,
    State.PERSON_CHECK: 1,
    State.LOOKUPS: 1,
    State.SHELF: 0,
    State.GUIDE: 2,
    State.BOARD: 3,
}
_SERVICE = ("公共场所卫生许可 · 新办", "Public hygiene permit · new")


def _english(_: str, english: str) -> str:
    return english


def _chinese(chinese: str, _: str) -> str:
    return chinese


def samples(
    language: str = "zh_CN",
    *,
    elder: bool = False,
    contrast: bool = False,
    words: Words | None = None,
) -> Iterator[Sample]:
    """Yield every sample in ``language``, in the order of a visit.

    ``words`` chooses or makes what a language says that is neither Chinese nor English.
    """
    words = words or (_english if language == "en" else _chinese)
    more = {**MORE, **COPIES, State.NOTICE: NOTICE, State.HOME: WAY_IN}
    for state, kinds in {
        **START,
        **LICENCES,
        **OWN_CASES,
        **OFFERS,
        **SHELVES,
        **MIDDLE,
        **END,
        **PAUSE,
    }.items():
        besides = {**more.get(state, {}), **LIBRARY.get(state, {}), **DISPUTES.get(state, {})}
        for kind, make in {**kinds, **besides}.items():
            screen = _framed(state, make(words), words)
            screen = replace(screen, language=language, elder=elder, contrast=contrast)
            if kind in NOTICE:
                screen = replace(screen, extra=Button(words(*AGREE_TOO), "agree", "offers"))
            shown = Sample(f"{state.value.lower()}-{kind}", state, _as(kind, screen, words))
            yield from _with_easier(shown, words)
    for shown in _overlays(words, language, elder=elder, contrast=contrast):
        yield from _with_easier(shown, words)
    desk = replace(
        _framed(State.ATTRACT, START[State.ATTRACT]["usual"](words), words), language=language
    )
    for name, screen in desks(replace(desk, elder=elder, contrast=contrast)):
        yield Sample(name, State.ATTRACT, screen)


def _with_easier(shown: Sample, words: Words) -> Iterator[Sample]:
    yield shown
    for name, screen in eased(shown.name, shown.screen, words):
        yield Sample(name, shown.state, screen)
    for name, screen in papers_beside(shown.name, shown.screen):
        yield Sample(name, shown.state, screen)
    for name, screen in banded(shown.name, shown.screen):
        yield Sample(name, shown.state, screen)
    for name, screen in assisted(shown.name, shown.screen, empty_session(StaffDesk())):
        yield Sample(name, shown.state, screen)


_LOOKS = {
    "form": "paper-form",
    "identity": "card",
    "licence": "paper-licence",
    "premises": "paper-deed",
    "plan": "paper-plan",
    "M5": "paper-plan",
    "review": "paper-opinion",
    "rules": "paper-rules",
    "M7": "paper-rules",
    "health": "paper-health",
    "lease": "paper-health",
    "self": "paper-score",
    "x": "paper-score",
    "agent": "paper-authority",
}
"""Drawings of materials by the ids of these samples; the others are reports."""


def _drawn(view: View) -> View:
    """Give each material of a board a drawing of what it looks like."""
    if not isinstance(view, BoardView):
        return view
    rows = (replace(row, picture=_LOOKS.get(row.id, "paper-report")) for row in view.rows)
    return replace(view, rows=tuple(rows))


def _framed(state: State, view: View, words: Words) -> Screen:
    back, forward, extra = _FOOTERS.get(state, (None, None, None))
    return Screen(
        name=state.value,
        view=_drawn(view),
        step=STEP.get(state, 0),
        service=words(*_SERVICE) if state in STEP else "",
        back=Button(words(*back), "back") if back else None,
        forward=Button(words(*forward[:2]), forward[2]) if forward else None,
        extra=Button(words(*extra), "skip" if state is State.RATING else "leave")
        if extra
        else None,
        sheet=Sheet() if state in _NO_SHEET else sheet(words, _FILLED.get(state, 4)),
        sample=True,
    )


_ENTRIES = {
    "number": "128",
    "wrong": "0",
    "phone": "13900000001",
    "typing": "1390000",
    "identity": "43990019850101",
    "day": "202611",
    "text": "林知夏",
    "asked-anew": "样例省样例市云溪区青石街道竹影路81号临街1至2层",
    "road": "竹影路18号",
    "digits": "1234",
    "choosing": "2580",
    "answering": "联系电话 13900000001",
}
_BLOCKED = {"busy", "wrong", "unread", "empty"}
"""Conditions in which the way forward is shut."""

_NO_WAY_ON = {"sending", "face", "scan"}
"""Conditions in which there is only the way out."""


_TOUCHED = {"provinces", "streets"}
"""Conditions in which a touch of the list goes on."""


def _as(kind: str, screen: Screen, words: Words) -> Screen:
    forward = screen.forward
    if forward and kind in _BLOCKED:
        forward = replace(forward, enabled=False)
    if screen.name == State.APPEAL.value:
        forward = way_on(kind, forward, words)
    if kind in {"nothing", "unanswered"}:
        forward = Button(words("没答复的再查一次", "Ask those again"), "again")
    if kind in {"number", "wrong"} and screen.name == "Guide":
        forward = Button(words("下一步", "Next"), "forward")
    forward = None if kind in _NO_WAY_ON | _TOUCHED else forward
    if kind in _NO_WAY_ON:
        screen = replace(screen, extra=None)
    screen = framed(kind, screen, words)
    if kind == "failed" and screen.name == "Lookups":
        leave = Button(words("不办了", "Leave"), "leave")
        again = Button(words("没查成的再查一次", "Ask again"), "again")
        screen = replace(screen, back=leave, extra=again)
    if kind == "sealed":
        screen = replace(screen, sheet=replace(screen.sheet, sealed=True))
    screen = replace(screen, entry=_ENTRIES.get(kind, ""), forward=forward)
    screen = checking(kind, screen, words)
    return with_forward(kind, paused(kind, screen, words), words)


def _overlays(words: Words, language: str, *, elder: bool, contrast: bool) -> Iterator[Sample]:
    view = MIDDLE[State.GUIDE]["choice"](words)
    screen = replace(
        _framed(State.GUIDE, view, words), language=language, elder=elder, contrast=contrast
    )
    taking = replace(_framed(State.TAKE, take_reminded(words), words), language=language)
    taking = replace(taking, elder=elder, contrast=contrast, seconds_left=18)
    yield Sample("overlay-take", State.TAKE, taking)
    yield Sample("overlay-idle", State.GUIDE, replace(screen, seconds_left=18))
    advice = Help(
        words("需要帮忙吗", "Do you need help"),
        (
            words(
                "按住屏幕上的大按钮就能一步一步往下办。",
                "Touch the large buttons to go on step by step.",
            ),
            words(
                "看不清可以点右上角的“大字”。",
                "If it is hard to read, touch “Large type” at the top.",
            ),
            words(
                "随时可以点“不办了”，信息会马上清除。",
                "You may leave at any time; your details are cleared at once.",
            ),
        ),
        words(
            "导办台在大厅入口左侧，电话 0000-1234567",
            "The desk is left of the entrance; telephone 0000-1234567",
        ),
        words("我要离开一会儿", "I have to step away"),
    )
    yield Sample("overlay-help", State.GUIDE, replace(screen, help=advice))
