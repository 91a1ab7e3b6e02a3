# SPDX-License-Identifier: Apache-2.0
"""Sample views of the shade: digits being chosen, and the ways back."""

from collections.abc import Callable
from dataclasses import replace

from kiosk.screens.parts import Button
from kiosk.screens.views import PauseView, Screen, View
from kiosk.session.states import State

Words = Callable[[str, str], str]


def _note(t: Words) -> str:
    return t(
        "3 分钟里没有回来，就当您不办了，信息全部清除。",
        "After 3 minutes the visit ends and everything is cleared.",
    )


def _choose(t: Words) -> View:
    return PauseView(
        t("离开一会儿：先定四位数字", "Stepping away: choose four digits"),
        t(
            "回来时再放一次证件，或者输这四位数字。请把您的证件带走。",
            "To come back, lay your card down again or enter these digits. "
            "Please take your card with you.",
        ),
        digits=4,
        hidden=False,
        message="",
        note=_note(t),
    )


def _shade(t: Words, message: str = "", digits: int = 0) -> View:
    return PauseView(
        t("有人正在办，暂时离开了", "Somebody is at work here and has stepped away"),
        t(
            "是您的话，请再放一次证件，或者输您定的四位数字。",
            "If it is you: lay your card down again, or enter your four digits.",
        ),
        digits=digits,
        hidden=True,
        message=message,
        note=_note(t),
    )


def _other(t: Words) -> View:
    return _shade(
        t,
        t(
            "这不是办理人的证件，没有使用。",
            "This is not the applicant's card. It was not used.",
        ),
    )


PAUSE: dict[State, dict[str, Callable[[Words], View]]] = {
    State.PAUSE: {
        "choosing": _choose,
        "shade": lambda t: _shade(t, digits=2),
        "other": _other,
    }
}


def paused(kind: str, screen: Screen, t: Words) -> Screen:
    """Give the page on which the digits are chosen its buttons; the shade has none."""
    if kind != "choosing":
        return screen
    back = Button(t("不离开了", "Stay here"), "back")
    cover = Button(t("遮住屏幕", "Cover the screen"), "forward")
    return replace(screen, back=back, forward=cover)
