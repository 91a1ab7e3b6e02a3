# SPDX-License-Identifier: Apache-2.0
"""A configuration is applied, or an earlier one gone back to; each is a version of its own.

Nothing is kept before the whole holds. What was kept counts from the next start of the app.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from certificates.errors import KeyRefusedError
from certificates.settings import SigningSettings
from certificates.signing.mixing import check_key_folder
from config.errors import ConfigError
from config.loader import LoadedSettings
from config.places import Problem, lines_of
from kiosk.clock import Clock
from kiosk.configuration.differences import Change, changes_between
from kiosk.configuration.site import Site
from kiosk.configuration.versions import CONSOLE, Draft, Version, VersionStore, Way
from kiosk.configuration.whole_file import write_whole
from kiosk.journal import Journal
from kiosk.store.store import Store


@dataclass(frozen=True)
class Applied:
    """A version that is on disk, and what it changed."""

    version: Version
    changes: tuple[Change, ...]


class NoSuchVersionError(LookupError):
    """There is no version to go back to, or none of that number; the message says which."""


def signing_of(loaded: LoadedSettings) -> SigningSettings:
    """``[signing]`` with the folder that it means where it names none."""
    settings = loaded.settings
    folder = settings.signing.key_folder or str(settings.kiosk.data_dir / "signing")
    return replace(settings.signing, key_folder=folder)


def check_keys(loaded: LoadedSettings, *, called: str, text: str = "") -> None:
    """Refuse demo and production keys in one kiosk, as the start would.

    Raises:
        ConfigError: naming ``signing.backend`` (CONFIG-0701).

    """
    try:
        check_key_folder(signing_of(loaded))
    except KeyRefusedError as error:
        line = lines_of(text).get(("signing", "backend"), 0)
        problem = Problem(called, f"[signing] {error.detail}", line, "signing.backend")
        raise ConfigError.of([problem]) from error


def check_whole(site: Site, text: str, *, called: str) -> LoadedSettings:
    """Check a text that is to become a version.

    Raises:
        ConfigError: with every problem (CONFIG-0701).

    """
    loaded = site.load(text, called=called)
    if loaded.settings.kiosk.data_dir.absolute() != site.data_dir.absolute():
        what = (
            f"[kiosk] data_dir must stay {site.data_dir}: the versions lie there;"
            " move the folder and edit the site's file instead"
        )
        line = lines_of(text).get(("kiosk", "data_dir"), 0)
        raise ConfigError.of([Problem(called, what, line, "kiosk.data_dir")])
    check_keys(loaded, called=called, text=text)
    return loaded


def preview(site: Site, text: str) -> tuple[Change, ...]:
    """What a text would change against what is kept or written now."""
    history = site.versions.read()
    is_kept = history.newest is not None and not site.is_changed(history)
    now = history.newest.text if history.newest is not None and is_kept else site.text
    return changes_between(now, text)


def apply(site: Site, draft: Draft, *, called: str, clock: Clock) -> Applied:
    """Check, compare and keep.

    Raises:
        ConfigError: it does not hold; nothing was kept (CONFIG-0701).
        StoreNotWritableError: nothing was kept (STORE-0501).

    """
    check_whole(site, draft.text, called=called)
    at = clock.now().isoformat("T", "seconds")
    site.adopt(at=at)  # so that one can go back to what stood there
    changes = preview(site, draft.text)
    version = site.versions.add(replace(draft, site_sha256=site.site_sha256), at=at)
    place_files(site.data_dir, version.draft.files)
    return Applied(version, changes)


def roll_back(
    site: Site, number: int = 0, *, who: str = CONSOLE, why: str = "", clock: Clock
) -> Applied:
    """Go back to a version, or to the last good one before the newest; keeps a new version.

    Raises:
        NoSuchVersionError: there is none.
        ConfigError: it does not hold any more (CONFIG-0701).
        StoreNotWritableError: nothing was kept (STORE-0501).

    """
    wanted = wanted_version(site, number)
    draft = Draft(wanted.text, Way.ROLLED_BACK, who=who, why=why, of=wanted.number)
    return apply(site, draft, called=f"version {wanted.number}", clock=clock)


def wanted_version(site: Site, number: int = 0) -> Version:
    """The version of a number, or the one that a rollback without a number goes back to.

    Raises:
        NoSuchVersionError: there is none.

    """
    history = site.versions.read()
    if number:
        found = history.version(number)
        if found is None:
            raise NoSuchVersionError(f"there is no version {number}")
        return found
    newest = history.newest
    if newest is None:
        raise NoSuchVersionError("no version was kept yet")
    if site.is_changed(history):
        return newest  # what counts now is the file that was changed by hand
    others = [one for one in history.versions if one.sha256 != newest.sha256]
    good = [one for one in others if history.is_good(one)]
    if not others:
        raise NoSuchVersionError(f"there is nothing before version {newest.number}")
    return (good or others)[-1]


def place_files(data_dir: Path, files: Mapping[str, str]) -> None:
    """Put a version's further files in their places; again after a start that was cut short.

    Raises:
        StoreNotWritableError: STORE-0501.

    """
    for name, text in files.items():
        place, content = data_dir / name, text.encode()
        if not place.exists() or place.read_bytes() != content:
            write_whole(place, content)


def tell_journal(versions: VersionStore, store: Store, journal: Journal) -> None:
    """Record each version that the journal has not heard of, once, whatever stopped before.

    Raises:
        StoreError: it could not be written.

    """
    history = versions.read()
    missing = [one for one in history.versions if one.number > history.standing.journalled]
    if not missing:
        return
    heard = {
        json.loads(row.facts)["version"]
        for row in store.journal.all()
        if row.event == "config-applied"
    }
    for version in missing:
        if version.number not in heard:
            _record(journal, version)
    versions.note_journalled(missing[-1].number)


def _record(journal: Journal, version: Version) -> None:
    draft = version.draft
    journal.record(
        "config-applied",
        disposition=draft.way.value,
        version=version.number,
        sha256=version.sha256,
        staff=draft.who,
        of=draft.of,
        package=draft.package,
    )
