# SPDX-License-Identifier: Apache-2.0
"""Versions, packages on USB, and what came of keeping one, on the staff's pages; pure."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from kiosk.session.events import Event, Touched
from kiosk.session.session import Session, Step
from kiosk.session.settings_acts import (
    EditsChecked,
    FindPackages,
    PackagesFound,
    PlugsSeen,
    ReadSettings,
    SettingsEvent,
    SettingsKept,
    SettingsRead,
)
from kiosk.session.settings_desk import (
    Checked,
    Kept,
    PackageLine,
    SettingsDesk,
    VersionLine,
    act_for,
    changed_keys,
)
from kiosk.session.settings_turn import (
    DRAFT,
    PACKAGE,
    VERSION,
    at,
    checking,
    opened,
    restarting,
    sure,
    with_settings,
)
from kiosk.session.staff_desk import Page, Pending
from kiosk.session.staff_rights import Act, may
from kiosk.session.states import State

# -- versions and packages -------------------------------------------------------------------


def back_act(version: VersionLine) -> Act:
    """The right that it takes to go back to a version.

    One that has come into service was kept by whoever may; going back to it is no new word of
    two persons.
    """
    act = act_for(changed_keys(version.back))
    return Act.CONFIGURE_ALL if act is Act.CONFIGURE_TWO and version.is_good else act


def _at_versions(session: Session, event: Event) -> Step:
    settings = session.staff.settings
    numbers = {str(one.number): one.number for one in settings.versions}
    match event:
        case Touched("choose", "back") if settings.back_to:
            return at(session, Page.VERSION, number=settings.back_to), ()
        case Touched("choose", number) if number in numbers:
            return at(session, Page.VERSION, number=numbers[number]), ()
        case _:
            return session, ()


def may_go_back(session: Session, version: VersionLine) -> bool:
    """Whether who is in may go back to the version that is open."""
    return bool(version.back) and may(session.staff.role, back_act(version))


def _at_version(session: Session, event: Event) -> Step:
    version = session.staff.settings.one_version
    match event:
        case Touched("forward") if version is not None and may_go_back(session, version):
            asked = Pending(back_act(version), VERSION, first=version.number)
            return sure(session, asked), ()
        case _:
            return session, ()


def _at_packages(session: Session, event: Event) -> Step:
    settings = session.staff.settings
    match event:
        case Touched("choose", "again"):
            looking = with_settings(session, replace(settings, packages=None))
            return looking, (FindPackages(session.visit),)
        case Touched("choose", path) if path in {one.path for one in settings.packages or ()}:
            return at(session, Page.PACKAGE, path=path), ()
        case _:
            return session, ()


def may_take(session: Session, package: PackageLine) -> bool:
    """Whether who is in may keep the package that is open."""
    is_good = not package.refused and not package.problems
    return is_good and may(session.staff.role, Act.CONFIGURE_ALL)


def _at_package(session: Session, event: Event) -> Step:
    package = session.staff.settings.package
    match event:
        case Touched("forward") if package is not None and may_take(session, package):
            asked = Pending(Act.CONFIGURE_ALL, PACKAGE, first=package.number)
            return sure(session, asked), ()
        case _:
            return session, ()


# -- kept ------------------------------------------------------------------------------------


def _at_kept(session: Session, event: Event) -> Step:
    match event:
        case Touched("choose", "restart"):
            return restarting(session)
        case Touched("choose", "draft") if session.staff.settings.edits:
            return checking(session)
        case Touched("forward"):
            return opened(session)
        case _:
            return session, ()


def heard(session: Session, event: SettingsEvent) -> Step:
    """Take in what the configuration says; a draft over another text is checked anew."""
    settings = session.staff.settings
    if not session.staff.role:
        return session, ()
    match event:
        case SettingsRead():
            return with_settings(session, _read(settings, event)), ()
        case EditsChecked():
            if event.turn != settings.turn:
                return session, ()
            checked = Checked(event.changes, event.problems)
            return with_settings(session, replace(settings, checked=checked)), ()
        case PlugsSeen():
            return with_settings(session, replace(settings, plugs=event.plugs)), ()
        case PackagesFound():
            return with_settings(session, replace(settings, packages=event.packages)), ()
        case _:
            return _kept(session, event)


def _read(settings: SettingsDesk, event: SettingsRead) -> SettingsDesk:
    return replace(
        settings,
        is_read=True,
        is_offered=event.is_offered,
        base=event.base,
        is_waiting=event.is_waiting,
        version=event.version,
        lines=event.lines,
        versions=event.versions,
        back_to=event.back_to,
        refused=event.refused,
    )


def _kept(session: Session, event: SettingsKept) -> Step:
    """Tell what came of it; what was kept is no draft any more."""
    settings, desk = session.staff.settings, session.staff
    is_kept = event.outcome == "kept"
    was_draft = desk.pending is not None and desk.pending.what == DRAFT
    kept = Kept(
        event.outcome, event.number, event.of, event.changes, event.problems, event.code
    )
    edits = () if is_kept and was_draft else settings.edits
    told_now = with_settings(session, replace(settings, kept=kept, edits=edits, checked=None))
    again = (ReadSettings(session.visit),)
    if session.state is not State.STAFF_TASK or desk.page is not Page.TOLD:
        return told_now, again
    return at(told_now, Page.SETTINGS_KEPT), again


PAGES: Final[Mapping[Page, Callable[[Session, Event], Step]]] = {
    Page.VERSIONS: _at_versions,
    Page.VERSION: _at_version,
    Page.PACKAGES: _at_packages,
    Page.PACKAGE: _at_package,
    Page.SETTINGS_KEPT: _at_kept,
}
