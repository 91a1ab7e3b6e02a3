# SPDX-License-Identifier: Apache-2.0
"""The page on which a licence is checked (查验证照), and its way in on the first page."""

from typing import Final

from kiosk.screens.present.words import Words
from kiosk.screens.views import Button, Choice, LicenceCheckView, Screen
from kiosk.session.licence_check import is_offered
from kiosk.session.licence_visit import (
    LICENCE_CHECK,
    CheckedLicence,
    CodeFace,
    Found,
    LicenceVisit,
)
from kiosk.session.session import Session
from kiosk.session.states import State

_LOOKS: Final = {
    Found.VALID: ("done", "check"),
    Found.SAMPLE: ("owed", "warning"),
    Found.EXPIRED: ("owed", "clock"),
    Found.REVOKED: ("stop", "cancel"),
    Found.UNKNOWN_KEY: ("owed", "question"),
    Found.ALTERED: ("stop", "warning"),
    Found.NOT_OURS: ("owed", "question"),
    Found.SLIP: ("owed", "info"),
}
"""Tone and drawing of each answer; the title says it in words."""
_UNLISTED: Final = ("owed", "question")
"""A genuine code on a machine without a list: not known to be good, so never green."""


def way_in(session: Session, words: Words) -> tuple[Choice, ...]:
    """The tile of the first page; none at a kiosk without a scanner."""
    if not session.machine.has_scanner:
        return ()
    is_open = is_offered(session.machine)
    told = words("home.check_licence_detail" if is_open else "home.away_scanner")
    title = words("home.check_licence")
    return (Choice(LICENCE_CHECK, title, told, "scanner", enabled=is_open),)


def page(session: Session, words: Words) -> Screen:
    """Say where the code goes, what it came to, or why none can be checked now."""
    now = session.licence or LicenceVisit()
    back = Button(words("back"), "back")
    if now.told is not None:
        return Screen(
            State.LICENCE_CHECK.value,
            _answer(now.told, words),
            back=back,
            forward=Button(words("licence_check.end"), "leave"),
            extra=Button(words("licence_check.again"), "again"),
        )
    if now.code:
        retry = Button(words("licence_check.retry"), "again")
        view = _broken(now.code, words)
        return Screen(State.LICENCE_CHECK.value, view, back=back, forward=retry)
    view = LicenceCheckView(
        title=words("licence_check.title"),
        hint="" if now.is_unread else words("licence_check.hint"),
        message=words("licence_check.unread") if now.is_unread else "",
        tone="wait",
        note=words("licence_check.note"),
    )
    return Screen(State.LICENCE_CHECK.value, view, back=back)


def _answer(told: CheckedLicence, words: Words) -> LicenceCheckView:
    name = told.found.value
    is_unlisted = told.found is Found.VALID and told.known_until is None
    tone, picture = _UNLISTED if is_unlisted else _LOOKS[told.found]
    return LicenceCheckView(
        title=words("licence_check.unlisted" if is_unlisted else f"licence_check.{name}"),
        hint="",
        message="",
        tone=tone,
        picture=picture,
        reason=_reason(told, words),
        face=_face(told.face, words) if told.face is not None else (),
        next_step=words(f"licence_check.{name}_next"),
    )


def _reason(told: CheckedLicence, words: Words) -> str:
    """Why, and how far this machine can know."""
    if told.ended_on is not None:
        day = words.day(told.ended_on)
        return words(f"licence_check.ended_{told.ended_by}", day=day)
    reason = words(f"licence_check.{told.found.value}_why")
    if told.found is not Found.VALID:
        return reason
    if told.known_until is None:
        return words.joined(reason, words("licence_check.no_list"))
    listed = words("licence_check.not_listed", day=words.day(told.known_until))
    return words.joined(reason, listed)


def _face(face: CodeFace, words: Words) -> tuple[str, ...]:
    """What the code says, in the order of the paper."""
    lines = (
        ("number", face.number),
        ("unit", face.unit),
        ("holder", face.representative),
        ("issued", words.day(face.issued_on)),
    )
    told = (words(f"licence_check.{name}", text=text) for name, text in lines if text)
    if face.expires_on is None:
        return (*told, words("licence_check.for_good"))
    return (*told, words("licence_check.until", text=words.day(face.expires_on)))


def _broken(code: str, words: Words) -> LicenceCheckView:
    happened, _, _ = words.fault(code)
    return LicenceCheckView(
        title=words("licence_check.broken"),
        hint="",
        message="",
        tone="stop",
        picture="warning",
        reason=happened,
        next_step=words("licence_check.broken_next"),
        code=code,
    )
