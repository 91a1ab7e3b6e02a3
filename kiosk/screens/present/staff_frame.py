# SPDX-License-Identifier: Apache-2.0
"""What all pages behind the staff's home share."""

from kiosk.screens.present.words import Words
from kiosk.screens.views import Button, Choice, Screen, StaffTaskView
from kiosk.screens.views_cases import CaseRow
from kiosk.screens.views_staff import SettingRow
from kiosk.session.session import Session
from kiosk.session.states import State


def who(session: Session, words: Words) -> str:
    """Staff number and role of who is in."""
    desk = session.staff
    return words("staff.who", number=desk.number, role=words(f"role.{desk.role}"))


def frame(  # noqa: PLR0913  # the parts of a page, each by its name
    session: Session,
    words: Words,
    *,
    kind: str = "list",
    title: str = "",
    lead: str = "",
    rows: tuple[CaseRow, ...] = (),
    acts: tuple[Choice, ...] = (),
    code: str = "",
    forward: Button | None = None,
    picture: str = "",
    keys: tuple[SettingRow, ...] = (),
    mode: str = "pinyin",
    unit: str = "",
    error: str = "",
    pages: tuple[str, ...] = (),
) -> Screen:
    """A page behind the home, with its way back."""
    page = session.staff.page.value
    view = StaffTaskView(
        title=title or words(f"staff_page.{page}"),
        kind=kind,
        lead=lead,
        who=who(session, words),
        rows=rows,
        acts=acts,
        code=code,
        picture=picture,
        keys=keys,
        mode=mode,
        unit=unit,
        error=error,
        pages=pages,
    )
    return Screen(
        State.STAFF_TASK.value, view, back=Button(words("back"), "back"), forward=forward
    )
