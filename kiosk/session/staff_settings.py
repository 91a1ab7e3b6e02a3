# SPDX-License-Identifier: Apache-2.0
"""The settings on the staff's pages: looked at, changed in a draft, checked whole, kept; pure.

Nothing is kept before the whole holds, before who changes it has seen old beside new and said
why, and, for keys that are marked so, before a second person has entered.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from kiosk.session import settings_draft as draft
from kiosk.session import staff_versions
from kiosk.session.events import Event, KeyTouched, Touched
from kiosk.session.session import Session, Step
from kiosk.session.settings_acts import FindPackages, ReadSettings, SeePlugs
from kiosk.session.settings_desk import (
    AREAS,
    Checked,
    SettingsDesk,
    act_for,
    may_change,
    tables_of,
)
from kiosk.session.settings_turn import (
    DRAFT,
    PACKAGE,
    VERSION,
    at,
    checking,
    key_typed,
    restarting,
    sure,
    with_settings,
)
from kiosk.session.staff_desk import Page, Pending
from kiosk.session.staff_rights import CONFIGURING, Act, may

REASONS: Final = ("new_device", "moved", "maker", "trial")
OWN: Final = "own"

_BACK: Final[Mapping[Page, Page]] = {
    Page.SETTINGS_AREA: Page.SETTINGS,
    Page.SETTINGS_TABLE: Page.SETTINGS_AREA,
    Page.SETTING_TYPE: Page.SETTING,
    Page.SETTINGS_FIND: Page.SETTINGS,
    Page.SETTINGS_FOUND: Page.SETTINGS_FIND,
    Page.SETTINGS_DRAFT: Page.SETTINGS,
    Page.SETTINGS_WHY: Page.SETTINGS_DRAFT,
    Page.SETTINGS_WHY_TEXT: Page.SETTINGS_WHY,
    Page.VERSIONS: Page.SETTINGS,
    Page.VERSION: Page.VERSIONS,
    Page.PACKAGES: Page.SETTINGS,
    Page.PACKAGE: Page.PACKAGES,
    Page.SETTINGS_KEPT: Page.SETTINGS,
    Page.SETTINGS: Page.OTHERS,
}
_ASKED_ON: Final = {
    DRAFT: Page.SETTINGS_WHY,
    VERSION: Page.VERSION,
    PACKAGE: Page.PACKAGE,
}


def back(session: Session) -> Step | None:
    """Where "back" leads from a page of the settings; None from any other page."""
    desk = session.staff
    if desk.page is Page.SETTING:
        return _returned(session)
    if desk.page is Page.SURE and desk.pending is not None and desk.pending.act in CONFIGURING:
        return at(session, _ASKED_ON[desk.pending.what]), ()
    return (at(session, _BACK[desk.page]), ()) if desk.page in _BACK else None


def _returned(session: Session) -> Step:
    """Back to the list that the key was on; a draft is checked anew, for it may be another."""
    settings = session.staff.settings
    if settings.origin != Page.SETTINGS_DRAFT.value:
        return at(session, Page(settings.origin)), ()
    return checking(session) if settings.edits else (at(session, Page.SETTINGS), ())


# -- looking ---------------------------------------------------------------------------------


def _at_settings(session: Session, event: Event) -> Step:
    settings = session.staff.settings
    match event:
        case Touched("choose", "versions"):
            return at(session, Page.VERSIONS), (ReadSettings(session.visit),)
        case Touched("choose", "packages"):
            looking = at(session, Page.PACKAGES, packages=None)
            return looking, (FindPackages(session.visit),)
        case Touched("choose", "restart") if settings.is_waiting:
            return restarting(session)
        case Touched("choose", area) if area in AREAS and settings.lines:
            return at(session, Page.SETTINGS_AREA, area=area), ()
        case Touched("choose", "find") if settings.lines:
            return at(session, Page.SETTINGS_FIND), ()
        case _:
            return _to_draft(session, event)


def _to_draft(session: Session, event: Event) -> Step:
    """The way forward of every page on which one looks: to what was changed so far."""
    match event:
        case Touched("forward") if session.staff.settings.edits:
            return checking(session)
        case _:
            return session, ()


def _at_area(session: Session, event: Event) -> Step:
    match event:
        case Touched("choose", table) if table in tables_of(session.staff.settings.area):
            return at(session, Page.SETTINGS_TABLE, table=table), ()
        case _:
            return _to_draft(session, event)


def _at_table(session: Session, event: Event) -> Step:
    settings = session.staff.settings
    match event:
        case Touched("choose", "out") if can_take_out(session):
            return with_settings(session, draft.taken_out(settings, settings.table)), ()
        case Touched("choose", "undo") if settings.edit(settings.table) is not None:
            return with_settings(session, draft.without(settings, settings.table)), ()
        case Touched("choose", key):
            return _opened(session, key)
        case _:
            return _to_draft(session, event)


def can_take_out(session: Session) -> bool:
    """Whether the table that is open is a device's that is there and may be taken out."""
    settings, table = session.staff.settings, session.staff.settings.table
    own = [one for one in settings.lines if one.key.startswith(f"{table}.")]
    is_there = table in AREAS["devices"] and settings.has(table)
    is_ours = all(one.source != "environment" for one in own)
    return is_there and is_ours and may(session.staff.role, act_for(frozenset({table})))


def _opened(session: Session, key: str) -> Step:
    """Open one key's page."""
    settings = session.staff.settings
    if settings.line(key) is None:
        return session, ()
    origin = session.staff.page.value
    there = at(session, Page.SETTING, key=key, origin=origin, plugs=None)
    if key in draft.PLUGGED:
        return there, (SeePlugs(session.visit, str(settings.value(key))),)
    return there, ()


def _at_find(session: Session, event: Event) -> Step:
    match event:
        case KeyTouched(key):
            return key_typed(session, key), ()
        case Touched("forward") if session.entry.strip():
            return at(session, Page.SETTINGS_FOUND, sought=session.entry.strip()), ()
        case _:
            return session, ()


def _at_found(session: Session, event: Event) -> Step:
    match event:
        case Touched("choose", key):
            return _opened(session, key)
        case _:
            return _to_draft(session, event)


# -- one key ---------------------------------------------------------------------------------


def is_open_to(session: Session) -> bool:
    """Whether who is in may change the key that is open."""
    line = session.staff.settings.line(session.staff.settings.key)
    return line is not None and may_change(session.staff.role, line)


def _at_setting(session: Session, event: Event) -> Step:
    settings = session.staff.settings
    match event:
        case Touched("choose", what) if is_open_to(session):
            return _changed(session, settings, what)
        case _:
            return _to_draft(session, event)


def _changed(session: Session, settings: SettingsDesk, what: str) -> Step:
    """Answer one of the ways to change a key."""
    way, _, value = what.partition(":")
    match way:
        case "less" | "more":
            there = draft.stepped(settings, -1 if way == "less" else 1)
            if there is None:
                return session, ()
            return with_settings(session, draft.with_value(settings, settings.key, there)), ()
        case "undo":
            return with_settings(session, draft.without(settings, settings.key)), ()
        case "type":
            now = told(settings.value(settings.key))
            return replace(at(session, Page.SETTING_TYPE), entry=now), ()
        case "again" if settings.key in draft.PLUGGED:
            port = str(settings.value(settings.key))
            looking = with_settings(session, replace(settings, plugs=None))
            return looking, (SeePlugs(session.visit, port),)
        case _:
            picked = _picked(settings, way, value)
            return _returned(with_settings(session, picked)) if picked else (session, ())


def _picked(settings: SettingsDesk, way: str, value: str) -> SettingsDesk | None:
    """The draft with a value that was there to be touched; None for anything else."""
    match way:
        case "word" if value in draft.choices_of(settings.key):
            return draft.with_value(settings, settings.key, draft.chosen(settings.key, value))
        case "plug":
            found = [one for one in draft.wanted_plugs(settings) if one.port == value]
            return draft.with_plug(settings, found[0]) if found else None
        case "default":
            return draft.with_default(settings, settings.key)
        case _:
            return None


def told(value: object) -> str:
    """A value as one types it; a whole number of seconds without its ".0".

    >>> told(60.0), told(0.7), told("x")
    ('60', '0.7', 'x')
    """
    return f"{value:.10g}" if isinstance(value, float) else str(value)


def _at_type(session: Session, event: Event) -> Step:
    settings = session.staff.settings
    match event:
        case KeyTouched(key):
            return key_typed(session, key), ()
        case Touched("forward") if is_open_to(session):
            value = draft.parsed(settings.key, session.entry)
            if value is None:
                return with_settings(session, replace(settings, error=True)), ()
            changed = draft.with_value(settings, settings.key, value)
            return _returned(with_settings(session, changed))
        case _:
            return session, ()


# -- the draft as a whole --------------------------------------------------------------------


def _at_draft(session: Session, event: Event) -> Step:
    settings = session.staff.settings
    checked = settings.checked
    match event:
        case Touched("choose", "drop"):
            dropped = replace(settings, edits=(), checked=None, turn=settings.turn + 1)
            return at(with_settings(session, dropped), Page.SETTINGS), ()
        case Touched("choose", key):
            return _opened(session, key)
        case Touched("forward") if can_keep(checked) and may(
            session.staff.role, _act(settings)
        ):
            return at(session, Page.SETTINGS_WHY), ()
        case _:
            return session, ()


def can_keep(checked: Checked | None) -> bool:
    """Whether the whole was checked, holds, and is another than now."""
    return checked is not None and not checked.problems and bool(checked.changes)


def _act(settings: SettingsDesk) -> Act:
    return act_for(frozenset(one.key for one in settings.edits))


def _at_why(session: Session, event: Event) -> Step:
    match event:
        case Touched("choose", "own"):
            return at(session, Page.SETTINGS_WHY_TEXT), ()
        case Touched("choose", why) if why in REASONS:
            return sure(session, _keeping(session, why)), ()
        case _:
            return session, ()


def _at_why_text(session: Session, event: Event) -> Step:
    match event:
        case KeyTouched(key):
            return key_typed(session, key), ()
        case Touched("forward") if why := session.entry.strip():
            return sure(session, _keeping(session, why)), ()
        case _:
            return session, ()


def _keeping(session: Session, why: str) -> Pending:
    return Pending(_act(session.staff.settings), DRAFT, text=why)


PAGES: Final[Mapping[Page, Callable[[Session, Event], Step]]] = {
    Page.SETTINGS: _at_settings,
    Page.SETTINGS_AREA: _at_area,
    Page.SETTINGS_TABLE: _at_table,
    Page.SETTING: _at_setting,
    Page.SETTING_TYPE: _at_type,
    Page.SETTINGS_FIND: _at_find,
    Page.SETTINGS_FOUND: _at_found,
    Page.SETTINGS_DRAFT: _at_draft,
    Page.SETTINGS_WHY: _at_why,
    Page.SETTINGS_WHY_TEXT: _at_why_text,
    **staff_versions.PAGES,
}
"""The settings' pages among those behind the staff's home."""
