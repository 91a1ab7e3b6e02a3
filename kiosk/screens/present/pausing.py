# SPDX-License-Identifier: Apache-2.0
"""The shade over a visit (暂停): nothing of it shows but the way back."""

from typing import Final

from kiosk.screens.present.words import Words
from kiosk.screens.views import Button, PauseView, Screen
from kiosk.session.away import DIGITS, Pause
from kiosk.session.deadlines import PAUSE_S
from kiosk.session.session import Session
from kiosk.session.states import State

_NOTHING: Final = Pause(State.ATTRACT)


def pause(session: Session, words: Words) -> Screen:
    """First the digits are chosen and seen; then there are dots, and no way forward."""
    now = session.pause or _NOTHING
    stage = "shade" if now.code else "choose"
    view = PauseView(
        title=words(f"pause.{stage}"),
        lead=words("pause.shut_lead" if now.is_shut else f"pause.{stage}_lead"),
        digits=len(now.typed),
        hidden=bool(now.code),
        message=_message(now, words),
        note=words("pause.note", minutes=round(PAUSE_S / 60)),
    )
    if now.code:
        return Screen(State.PAUSE.value, view)
    cover = Button(words("pause.cover"), "forward", enabled=len(now.typed) == DIGITS)
    return Screen(
        State.PAUSE.value, view, back=Button(words("pause.stay"), "back"), forward=cover
    )


def entry(session: Session) -> str:
    """What has been typed, as the pad shows it: under the shade nothing but dots."""
    if session.pause is None:
        return session.entry
    return "" if session.pause.code else session.pause.typed


def _message(now: Pause, words: Words) -> str:
    """What is wrong with the last way back that was tried."""
    if now.is_reader_broken:
        return words("pause.reader_broken")
    if now.is_other:
        return words("pause.other")
    return words("pause.wrong") if now.wrong and not (now.typed or now.is_shut) else ""
