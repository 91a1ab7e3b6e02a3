# SPDX-License-Identifier: Apache-2.0
"""The person check: a code from the telephone, or the wait for a face service."""

from certificates.rendering.qr_drawing import qr_matrix
from kiosk.screens.parts import squares_of
from kiosk.screens.present.identifying import leave_button
from kiosk.screens.present.words import Words
from kiosk.screens.views import Button, Line, PersonCheckView, Screen
from kiosk.session.person_check import LEAST_DIGITS, MOST_TURNS
from kiosk.session.session import CheckDesk, CheckStage, Session
from kiosk.session.states import State


def person_check(session: Session, words: Words) -> Screen:
    """Ask for the code, or say what is waited for; nobody is said to be confirmed here."""
    desk = session.running_check()
    if desk.stage is CheckStage.ASKING:
        return _asking(session, desk, words)
    title, hint, kind = _wait(desk, words)
    squares, across = squares_of(qr_matrix(desk.url)) if kind == "scan" else ("", 0)
    working = Line("check", words("check.line"), "working", words("check.line_working"))
    view = PersonCheckView(title, hint, kind, "", "", (working,), squares, across)
    return Screen(State.PERSON_CHECK.value, view, back=leave_button(words))


def _wait(desk: CheckDesk, words: Words) -> tuple[str, str, str]:
    """Title, hint and kind of a page on which the machine works."""
    if desk.stage is CheckStage.WAITING:
        title = words("check.waiting_url" if desk.url else "check.waiting")
        return title, words("check.waiting_hint"), "scan" if desk.url else "look"
    if desk.stage is CheckStage.JUDGING:
        return words("check.judging"), "", "wait"
    return words(f"check.starting_{desk.method.value}"), "", "wait"


def _asking(session: Session, desk: CheckDesk, words: Words) -> Screen:
    may_resend = desk.may_resend and desk.turn < MOST_TURNS
    view = PersonCheckView(
        title=words("check.asking"),
        hint=words("check.sent", phone=desk.masked_phone),
        kind="code",
        error=words("check.wrong", tries=desk.tries_left) if desk.tries_left else "",
        note=words("check.note_resend" if may_resend else "check.note"),
        lines=(),
    )
    other = (
        Button(words("check.resend"), "resend")
        if may_resend
        else Button(words("check.no_code"), "no_code")
    )
    return Screen(
        State.PERSON_CHECK.value,
        view,
        back=leave_button(words),
        forward=Button(
            words("check.forward"), "forward", enabled=len(session.entry) >= LEAST_DIGITS
        ),
        extra=other,
    )
