# SPDX-License-Identifier: Apache-2.0
"""Configuration for the staff's pages as values: keys, versions, differences, packages.

Nothing here draws or asks who may: pages put these values on the glass, and rights are the
matter of ``kiosk.session.settings_desk``.
"""

import tomllib
from pathlib import Path

from config.errors import ConfigError
from config.loader import LoadedSettings, Source, default_tables
from config.rules import DEVICE_TABLES, RULES
from kiosk.configuration.applying import check_whole
from kiosk.configuration.bringing import draft_of
from kiosk.configuration.differences import changes_between
from kiosk.configuration.package import (
    LARGEST_PACKAGE,
    PackageRefusedError,
    opened,
    read_keys,
)
from kiosk.configuration.site import Site
from kiosk.configuration.versions import History, Version
from kiosk.session.settings_desk import ChangeLine, PackageLine, SettingLine, VersionLine

MOST_VERSIONS = 20
"""Versions that are shown; ``kiosk config history`` tells all."""
MOST_PACKAGES = 20
_DEPTHS = ("*", "*/*", "*/*/*", "*/*/*/*")
"""Where a stick is mounted: ``/media/STICK`` or ``/media/USER/STICK``, and a folder in it."""


def setting_lines(loaded: LoadedSettings, text: str) -> tuple[SettingLine, ...]:
    """Every key that a rule knows, as it counts; a secret is told to be there, and no more.

    ``text`` is the TOML that ``loaded`` was read from: it says which devices there are.
    """
    defaults = default_tables()
    written = set(tomllib.loads(text))
    written |= {one.table for one in loaded.values if one.source is Source.ENVIRONMENT}
    return tuple(
        SettingLine(
            key=f"{one.table}.{one.key}",
            value="" if one.is_secret else one.value,
            default=defaults[one.table][one.key],
            source=one.source.value,
            where=Path(one.where).name if one.source is Source.FILE else one.where,
            is_secret=one.is_secret,
            is_fitted=one.table not in DEVICE_TABLES or one.table in written,
        )
        for one in loaded.values
        if one.key in RULES.get(one.table, {})
    )


def change_lines(before: str, after: str) -> tuple[ChangeLine, ...]:
    """What is different between two texts of ``kiosk.toml``; secrets are hidden."""
    return tuple(
        ChangeLine(one.key, one.before, one.after) for one in changes_between(before, after)
    )


def version_lines(history: History, now: str) -> tuple[VersionLine, ...]:
    """The newest versions, the newest first; ``now`` is the text that going back changes."""
    newest_first = history.versions[::-1][:MOST_VERSIONS]
    return tuple(_version_line(history, one, now) for one in newest_first)


def _version_line(history: History, version: Version, now: str) -> VersionLine:
    before, draft = history.before(version), version.draft
    return VersionLine(
        number=version.number,
        at=version.at,
        who=draft.who,
        why=draft.why,
        way=draft.way.value,
        of=draft.of,
        package=draft.package,
        is_good=history.is_good(version),
        is_newest=version == history.newest,
        changes=change_lines(before.text, version.text) if before else (),
        back=change_lines(now, version.text),
    )


def packages_below(folder: str) -> tuple[Path, ...]:
    """Files that may be packages, by name, on whatever is mounted there."""
    if not folder:
        return ()
    found = {path for depth in _DEPTHS for path in Path(folder).glob(f"{depth}.package")}
    return tuple(sorted(path for path in found if path.is_file())[:MOST_PACKAGES])


def content_of(path: Path) -> bytes:
    """What lies there, as far as a package may be long.

    Raises:
        PackageRefusedError: it cannot be read: the stick was pulled out.

    """
    try:
        with path.open("rb") as file:
            return file.read(LARGEST_PACKAGE + 1)
    except OSError as error:
        raise PackageRefusedError(
            f"it cannot be read ({error.strerror})", reason="unread"
        ) from error


def package_line(
    path: Path, site: Site, *, running: LoadedSettings, now: str, catalogue: Path
) -> PackageLine:
    """One package, opened and judged as at its keeping."""
    number, signer = 0, ""
    try:
        content = content_of(path)
        keys_file = running.settings.configuration.package_keys_file
        if keys_file:
            package = opened(content, read_keys(Path(keys_file)))
            number, signer = package.number, package.signer
        draft = draft_of(content, site, running=running, catalogue=catalogue)
        check_whole(site, draft.text, called=path.name)
    except PackageRefusedError as error:
        return PackageLine(
            str(path), path.name, error.reason, error.detail, number=number, signer=signer
        )
    except ConfigError as error:
        return PackageLine(
            str(path), path.name, number=number, signer=signer, problems=error.found
        )
    changes = change_lines(now, draft.text)
    return PackageLine(str(path), path.name, number=number, signer=signer, changes=changes)
