# SPDX-License-Identifier: Apache-2.0
"""Pages of the settings: old beside new, why, versions, packages, what came of keeping one."""

from collections.abc import Callable, Mapping
from datetime import datetime

from kiosk.screens.present import settings_words as told
from kiosk.screens.present.staff_frame import frame, who
from kiosk.screens.present.words import Words
from kiosk.screens.texts import MissingTextError
from kiosk.screens.views import Button, Choice, Screen
from kiosk.screens.views_cases import CaseRow
from kiosk.session import staff_settings, staff_versions
from kiosk.session.session import Session
from kiosk.session.settings_desk import Checked, Kept, PackageLine, SettingsDesk, VersionLine
from kiosk.session.staff_desk import Page, Pending

_MOST = 3
"""Faults that are told at once; whoever mends these sees the next ones."""


def difference(session: Session, words: Words) -> Screen:
    """Old beside new, and what the whole says of it."""
    settings = session.staff.settings
    checked = settings.checked
    forward = Button(
        words("settings.go_keep"), "forward", enabled=staff_settings.can_keep(checked)
    )
    return frame(
        session,
        words,
        rows=_verdict(session, checked, words),
        acts=_changes(settings, checked, words),
        forward=forward,
    )


def _verdict(session: Session, checked: Checked | None, words: Words) -> tuple[CaseRow, ...]:
    if checked is None:
        return (CaseRow("", words("settings.checking"), "open"),)
    if checked.problems:
        rows = tuple(told.problem_row(one, words) for one in checked.problems[:_MOST])
        left = len(checked.problems) - len(rows)
        more = (CaseRow("", words("settings.more", count=left), "open"),) if left else ()
        return (*rows, *more)
    if not checked.changes:
        return (CaseRow("", words("settings.no_change"), "open"),)
    return (
        CaseRow("", words("settings.holds"), "done"),
        CaseRow(words("settings.who"), who(session, words), "open"),
        CaseRow(words("settings.counts"), told.when(checked.changes, words), "open"),
    )


def _changes(
    settings: SettingsDesk, checked: Checked | None, words: Words
) -> tuple[Choice, ...]:
    """Every key that is changed, to be opened once more; then the way to drop all."""
    wrong = {one.key for one in checked.problems} if checked is not None else set()
    acts = [
        Choice(
            one.key,
            told.meaning(one.key, words),
            f"{one.key}　{told.change(one, words, most=told.HALF)}",
            "warning" if one.key in wrong else "",
        )
        for one in (checked.changes if checked is not None else ())
    ]
    drop = words("settings.drop", count=len(settings.edits))
    return (*acts, Choice("drop", drop, picture="cross"))


def why(session: Session, words: Words) -> Screen:
    """Why it is changed; whoever reads the versions later knows."""
    acts = [Choice(one, words(f"settings_why.{one}")) for one in staff_settings.REASONS]
    acts.append(Choice(staff_settings.OWN, words("settings_why.own"), picture="pen"))
    return frame(session, words, lead=words("settings.why_help"), acts=tuple(acts))


def why_text(session: Session, words: Words) -> Screen:
    """A reason in one's own words."""
    enabled = bool(session.entry.strip())
    forward = Button(words("staff_page.next"), "forward", enabled=enabled)
    return frame(session, words, kind="text", forward=forward)


def said(session: Session, asked: Pending, words: Words) -> str:
    """What is to be kept, as sentences."""
    settings = session.staff.settings
    match asked.what:
        case "version":
            version = settings.one_version
            changes = version.back if version is not None else ()
            return _said("sure.settings_back", changes, words, number=asked.first)
        case "package":
            package = settings.package
            changes = package.changes if package is not None else ()
            return _said("sure.settings_package", changes, words, number=asked.first)
        case _:
            changes = settings.checked.changes if settings.checked is not None else ()
            reason = _reason(asked.text, words)
            return _said("sure.settings_draft", changes, words, why=reason)


def _said(key: str, changes: object, words: Words, **values: object) -> str:
    lines = changes if isinstance(changes, tuple) else ()
    listed = told.change_texts(lines, words, most=4)
    return words(key, changes=listed, when=told.when(lines, words), **values)


def _reason(text: str, words: Words) -> str:
    """A prepared reason in the page's language, or what was typed."""
    try:
        return words(f"settings_why.{text}")
    except MissingTextError:
        return text


# -- versions --------------------------------------------------------------------------------


def versions(session: Session, words: Words) -> Screen:
    """The newest first, and above them the one touch back."""
    settings = session.staff.settings
    acts = []
    if settings.back_to:
        title = words("settings.back_to", number=settings.back_to)
        acts.append(Choice("back", title, words("settings.back_to_detail"), "undo"))
    acts += [_version_choice(one, words) for one in settings.versions]
    none = CaseRow("", words("settings.no_versions"), "open")
    return frame(session, words, rows=() if acts else (none,), acts=tuple(acts))


def _version_choice(one: VersionLine, words: Words) -> Choice:
    title = words("settings.version_at", number=one.number, at=_at(one.at))
    counted = words("settings.count", count=len(one.changes)) if one.changes else ""
    parts = (_how(one, words), _by(one.who, words), counted, _proof(one, words))
    detail = " · ".join(part for part in parts if part)
    return Choice(str(one.number), title, detail, "check" if one.is_good else "question")


def _at(at: str) -> str:
    return f"{datetime.fromisoformat(at):%m-%d %H:%M}"


def _how(one: VersionLine, words: Words) -> str:
    return words(f"settings_way.{one.way}", of=one.of, package=one.package)


def _by(staff: str, words: Words) -> str:
    if not staff.isdigit():
        return words("settings.console")
    return words("settings.by", number=staff)


def _proof(one: VersionLine, words: Words) -> str:
    return words("settings.proved" if one.is_good else "settings.not_proved")


def version(session: Session, words: Words) -> Screen:
    """One version: who, when and why, what it changed, what going back to it changes."""
    one = session.staff.settings.one_version
    if one is None:
        gone = CaseRow("", words("settings.no_versions"), "open")
        return frame(session, words, rows=(gone,))
    origin = " · ".join((_how(one, words), _by(one.who, words), _at(one.at)))
    rows = [
        CaseRow(words("settings.who"), origin, "open"),
        CaseRow(words("settings.proof"), _proof(one, words), "done" if one.is_good else "owed"),
    ]
    if one.why:
        rows.append(CaseRow(words("settings.reason"), _reason(one.why, words), "open"))
    if one.changes:
        changed = told.change_texts(one.changes, words)
        rows.append(CaseRow(words("settings.it_changed"), changed, "open"))
    if one.back:
        back = told.change_texts(one.back, words)
        rows.insert(0, CaseRow(words("settings.back_changes"), back, "owed"))
    may_go = staff_versions.may_go_back(session, one)
    if one.back and not may_go:
        rows.append(CaseRow(words("settings.who_may"), words("settings.supervisor"), "owed"))
    forward = Button(words("settings.go_back", number=one.number), "forward")
    title = words("settings.version", number=one.number)
    return frame(
        session, words, title=title, rows=tuple(rows), forward=forward if may_go else None
    )


# -- packages --------------------------------------------------------------------------------


def packages(session: Session, words: Words) -> Screen:
    """What lies on the sticks that are plugged in."""
    found = session.staff.settings.packages
    again = Choice("again", words("settings.look_again"), picture="loop")
    if found is None:
        looking = CaseRow("", words("settings.looking"), "open")
        return frame(session, words, rows=(looking,))
    none = CaseRow("", words("settings.no_packages"), "open")
    acts = (*(_package_choice(one, words) for one in found), again)
    return frame(session, words, rows=() if found else (none,), acts=acts)


def _package_choice(one: PackageLine, words: Words) -> Choice:
    if one.refused or one.problems:
        reason = one.refused or "does_not_hold"
        detail = words("settings.not_taken", reason=words(f"package_refused.{reason}"))
        return Choice(one.path, one.name, detail, "warning")
    detail = words(
        "settings.package", number=one.number, signer=one.signer, count=len(one.changes)
    )
    return Choice(one.path, one.name, detail, "sheet")


def package(session: Session, words: Words) -> Screen:
    """One package: who signed it, what it changes, or why it is not taken."""
    one = session.staff.settings.package
    if one is None:  # pulled out meanwhile
        gone = CaseRow("", words("package_refused.unread"), "stop")
        return frame(session, words, rows=(gone,))
    signer = one.signer or words("settings.nobody_known")
    signed = words("settings.signed", number=one.number, signer=signer)
    rows = [CaseRow(words("settings.signed_by"), signed, "done" if one.signer else "stop")]
    may_take = staff_versions.may_take(session, one)
    if one.refused:
        text = f"{words(f'package_refused.{one.refused}')}\n{one.detail}"
        rows.insert(0, CaseRow(words("settings.not_taken_now"), text, "stop"))
    elif one.problems:
        rows += [told.problem_row(problem, words) for problem in one.problems[:_MOST]]
    else:
        changes = told.change_texts(one.changes, words)
        rows.append(CaseRow(words("settings.it_changes"), changes, "open"))
        counts = told.when(one.changes, words)
        rows.append(CaseRow(words("settings.counts"), counts, "open"))
        if not may_take:
            text = words("settings.supervisor")
            rows.append(CaseRow(words("settings.who_may"), text, "owed"))
    forward = Button(words("settings.take"), "forward") if may_take else None
    code = "CONFIG-0702" if one.refused else ""
    return frame(session, words, title=one.name, rows=tuple(rows), code=code, forward=forward)


# -- what came of it -------------------------------------------------------------------------


def kept(session: Session, words: Words) -> Screen:
    """What was kept and when it counts, or why nothing was."""
    settings = session.staff.settings
    one = settings.kept or Kept("nothing")
    if one.outcome != "kept":
        return _not_kept(session, one, words)
    rows = [
        CaseRow("", words("settings.is_kept", number=one.number), "done"),
        CaseRow(words("settings.counts"), told.when(one.changes, words), "owed"),
        CaseRow(words("settings.it_changed"), told.change_texts(one.changes, words), "open"),
    ]
    acts = []
    if told.needs_restart(one.changes, words):
        key = "restart" if session.behind is None else "restart_after"
        acts.append(Choice("restart", words(f"settings.{key}"), picture="loop"))
    forward = Button(words("settings.to_settings"), "forward")
    return frame(session, words, rows=tuple(rows), acts=tuple(acts), forward=forward)


def _not_kept(session: Session, one: Kept, words: Words) -> Screen:
    rows = [CaseRow("", words(f"settings_not_kept.{one.outcome}"), "stop")]
    rows += [told.problem_row(problem, words) for problem in one.problems[:_MOST]]
    if one.code and not one.problems:
        rows.append(CaseRow(words("staff_page.now"), words.steps(one.code), "owed"))
    draft = Choice("draft", words("settings.look_draft"), picture="pen")
    acts = (draft,) if session.staff.settings.edits else ()
    forward = Button(words("settings.to_settings"), "forward")
    return frame(
        session,
        words,
        title=words("settings.not_kept"),
        rows=tuple(rows),
        acts=acts,
        code=one.code,
        forward=forward,
    )


PAGES: Mapping[Page, Callable[[Session, Words], Screen]] = {
    Page.SETTINGS_DRAFT: difference,
    Page.SETTINGS_WHY: why,
    Page.SETTINGS_WHY_TEXT: why_text,
    Page.VERSIONS: versions,
    Page.VERSION: version,
    Page.PACKAGES: packages,
    Page.PACKAGE: package,
    Page.SETTINGS_KEPT: kept,
}
