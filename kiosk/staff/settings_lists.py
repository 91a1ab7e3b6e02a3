# SPDX-License-Identifier: Apache-2.0
"""Configuration for the staff side as values: keys, versions, differences, one-touch rollback.

Nothing here draws or asks who may: pages put these values on the glass, and rights are the
matter of ``kiosk.session.staff_rights``.
"""

import json
from dataclasses import dataclass

from config.errors import ConfigError
from config.explained import StartsAnew, explained
from config.loader import LoadedSettings, Source
from config.places import Problem
from kiosk.clock import Clock
from kiosk.configuration.applying import NoSuchVersionError, roll_back, tell_journal
from kiosk.configuration.differences import HIDDEN, changes_between
from kiosk.configuration.site import Site
from kiosk.configuration.versions import History, Version, Way
from kiosk.journal import Journal
from kiosk.store.errors import StoreError
from kiosk.store.store import Store


@dataclass(frozen=True)
class SettingLine:
    """One key as it counts.

    Attributes:
        key: ``table.key``.
        meaning: what it is, in the page's language.
        value: as TOML writes it; ``(hidden)`` for a secret.
        unit: unit of the number; empty for none.
        allowed: what it may hold.
        default: where nothing is written.
        effect: what follows from a change; may be empty.
        source: who wrote it: the defaults, the file (a version) or the environment.
        where: the file, version or variable.
        starts_anew: what has to start anew before a change counts.

    """

    key: str
    meaning: str
    value: str
    unit: str
    allowed: str
    default: str
    effect: str
    source: Source
    where: str
    starts_anew: StartsAnew


@dataclass(frozen=True)
class ChangeLine:
    """One key that a version changed; None where there was, or is, no value."""

    key: str
    meaning: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class VersionLine:
    """One version.

    Attributes:
        at: ISO 8601 with its zone.
        who: staff number, or ``console``.
        of: version that was gone back to; 0 for none.
        package: number of the package it came in; 0 for none.
        is_good: whether the kiosk came into service with this text.
        is_newest: whether it is what the next start tries first.
        changes: against the version before; empty for the first.

    """

    number: int
    at: str
    who: str
    why: str
    way: Way
    of: int
    package: int
    sha256: str
    is_good: bool
    is_newest: bool
    changes: tuple[ChangeLine, ...]


@dataclass(frozen=True)
class RolledBack:
    """A new version is kept; it counts from the next start of the app."""

    number: int
    of: int
    changes: tuple[ChangeLine, ...]


@dataclass(frozen=True)
class NotRolledBack:
    """Nothing was kept.

    Attributes:
        code: fault code; empty where there is nothing to go back to.
        problems: what does not hold, where that is the reason.

    """

    code: str
    problems: tuple[Problem, ...] = ()


def setting_lines(loaded: LoadedSettings, language: str) -> tuple[SettingLine, ...]:
    """Every key that counts on this machine; keys that no table explains are left out."""
    lines = []
    for found in loaded.values:
        told = explained(f"{found.table}.{found.key}", language)
        if told is None:
            continue
        value = HIDDEN if found.is_secret else json.dumps(found.value, ensure_ascii=False)
        lines.append(
            SettingLine(
                told.key,
                told.meaning,
                value,
                told.unit,
                told.allowed,
                told.default,
                told.effect,
                found.source,
                found.where,
                told.starts_anew,
            )
        )
    return tuple(lines)


def version_lines(history: History, language: str) -> tuple[VersionLine, ...]:
    """Every version, the newest first."""
    return tuple(_version_line(history, one, language) for one in history.versions[::-1])


def change_lines(before: str, after: str, language: str) -> tuple[ChangeLine, ...]:
    """What is different between two texts of ``kiosk.toml``; secrets are hidden."""
    lines = []
    for change in changes_between(before, after):
        told = explained(change.key, language)
        meaning = told.meaning if told is not None else ""
        lines.append(ChangeLine(change.key, meaning, change.before, change.after))
    return tuple(lines)


def go_back(
    site: Site, keeping: tuple[Store, Journal], *, who: str, clock: Clock, language: str
) -> RolledBack | NotRolledBack:
    """Go back by one touch to the last good version, and record it; blocks for the disk."""
    try:
        before = site.versions.read().newest
        done = roll_back(site, who=who, clock=clock)
        tell_journal(site.versions, *keeping)
    except NoSuchVersionError:
        return NotRolledBack("")
    except ConfigError as error:
        return NotRolledBack(error.code, error.found)
    except StoreError as error:
        return NotRolledBack(error.code)
    text = before.text if before is not None else ""
    changes = change_lines(text, done.version.text, language)
    return RolledBack(done.version.number, done.version.draft.of, changes)


def _version_line(history: History, version: Version, language: str) -> VersionLine:
    before, draft = history.before(version), version.draft
    return VersionLine(
        number=version.number,
        at=version.at,
        who=draft.who,
        why=draft.why,
        way=draft.way,
        of=draft.of,
        package=draft.package,
        sha256=version.sha256,
        is_good=history.is_good(version),
        is_newest=version == history.newest,
        changes=change_lines(before.text, version.text, language) if before else (),
    )
