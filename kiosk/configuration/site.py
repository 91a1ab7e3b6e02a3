# SPDX-License-Identifier: Apache-2.0
"""The site's file and the versions beside it: which text counts now, and which was good last.

The newest version counts until the site's file is changed by hand: each version remembers the
file's checksum of its time. A version that does not hold, or that was started twice and never
came into service, gives way to the last one that did.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from config.errors import ConfigError
from config.loader import (
    ENVIRONMENT_PREFIX,
    LoadedSettings,
    default_tables,
    load_text,
)
from config.loader import load_settings as load_site
from config.places import Problem
from config.site_file import SITE_FILE
from kiosk.configuration.versions import (
    Draft,
    History,
    Version,
    VersionStore,
    Way,
    checksum,
)

TRIES: Final = 2
"""Starts that a new version is given: the first may have been cut short by a power cut."""

_WRITTEN: Final = re.compile(r"""^\s*data_dir\s*=\s*["']([^"'\n]+)["']""", re.MULTILINE)


@dataclass(frozen=True)
class Refusal:
    """Why a configuration gave way to another.

    Attributes:
        reason: ``invalid``, ``not_opened`` or ``failed``.
        version: its number; 0 for a site's file that was changed by hand.
        problems: what is wrong with it, where that is known.

    """

    reason: str
    version: int
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Candidate:
    """Settings to start with.

    Attributes:
        version: which one; None for a site's file that is no version yet.
        refused: what was set aside before it, the newest first.

    """

    loaded: LoadedSettings
    version: Version | None
    refused: tuple[Refusal, ...] = ()


class Site:
    """One kiosk's configuration, as it lies on this machine.

    Args:
        site_file: the site's ``kiosk.toml``; None for none.
        environment: variables, as for ``load_settings``.

    """

    def __init__(self, site_file: Path | None, environment: Mapping[str, str]) -> None:
        self._file = site_file
        self._environment = environment
        self._content = _content_of(site_file)
        self.versions = VersionStore(self.data_dir)

    def again(self) -> Self:
        """The same place, read anew."""
        return type(self)(self._file, self._environment)

    @property
    def data_dir(self) -> Path:
        """Where the versions lie: as the site's file says, even where that is broken."""
        said = self._environment.get(f"{ENVIRONMENT_PREFIX}KIOSK__DATA_DIR", "")
        if said:
            return Path(said)
        written = _data_dir_in(self.text)
        if not written:
            return Path(str(default_tables()["kiosk"]["data_dir"]))
        return (self._file or SITE_FILE).parent.absolute() / written

    @property
    def site_sha256(self) -> str:
        """Checksum of the site's file; empty where there is none."""
        return "" if self._content is None else checksum(self._content)

    @property
    def text(self) -> str:
        """What stands in the site's file; empty where it cannot be read."""
        return (self._content or b"").decode("utf-8", "replace")

    def load(self, text: str, *, called: str = "") -> LoadedSettings:
        """Check a text as if it stood in the site's file.

        Raises:
            ConfigError: with every problem (CONFIG-0701).

        """
        place = self._file or SITE_FILE
        return load_text(text, place, self._environment, called=called)

    def load_version(self, version: Version) -> LoadedSettings:
        """Check a version.

        Raises:
            ConfigError: with every problem (CONFIG-0701).

        """
        return self.load(version.text, called=f"version {version.number}")

    def adopt(self, *, at: str) -> Version | None:
        """Keep a site's file that was changed by hand as a version, if it holds.

        Raises:
            StoreNotWritableError: STORE-0501.

        """
        if not self.is_changed(self.versions.read()) or self._content is None:
            return None
        try:
            load_site(self._file, self._environment)
        except ConfigError:
            return None
        draft = Draft(self._content.decode(), Way.BY_HAND, site_sha256=self.site_sha256)
        return self.versions.add(draft, at=at)

    def is_changed(self, history: History) -> bool:
        """Whether the site's file is another than when the newest version was made."""
        newest = history.newest
        if newest is None or self._content is None:
            return newest is None or bool(newest.draft.site_sha256)
        return newest.draft.site_sha256 != self.site_sha256

    def candidates(self) -> Iterator[Candidate]:
        """What to start with, best first; the last one's refusals are told by ``ConfigError``.

        Raises:
            ConfigError: there is nothing (more) that holds; says what is wrong with the newest.

        """
        history = self.versions.read()
        refused: list[Refusal] = []
        first: ConfigError | None = None
        if self.is_changed(history):
            try:
                yield Candidate(self._load_file(history), None)
                refused.append(Refusal("failed", 0))
            except ConfigError as error:
                first = error
                refused.append(Refusal("invalid", 0, error.found))
        for version in _in_order(history):
            if not _may_try(history, version):
                refused.append(Refusal("not_opened", version.number))
                continue
            try:
                yield Candidate(self.load_version(version), version, tuple(refused))
                refused.append(Refusal("failed", version.number))
            except ConfigError as error:
                first = first or error
                refused.append(Refusal("invalid", version.number, error.found))
        raise first or ConfigError.of(
            [Problem(str(self._file), "no version came into service")]
        )

    def settings(self) -> LoadedSettings:
        """What counts for a command beside the kiosk.

        Raises:
            ConfigError: the site's file was changed by hand and does not hold, or no version
                does (CONFIG-0701).

        """
        history = self.versions.read()
        if self.is_changed(history):
            return self._load_file(history)
        return next(self.candidates()).loaded

    def _load_file(self, history: History) -> LoadedSettings:
        if self._file is None and history.newest is not None:
            raise ConfigError.of(
                [Problem(str(SITE_FILE), "is gone; put it back, or roll back")]
            )
        return load_site(self._file, self._environment)


def _in_order(history: History) -> tuple[Version, ...]:
    """The newest version, then those that were good, the newest first, each text once."""
    newest_first = history.versions[::-1]
    good = tuple(one for one in newest_first[1:] if history.is_good(one))
    once = {one.sha256: one for one in reversed((*newest_first[:1], *good))}
    return tuple(sorted(once.values(), key=lambda one: -one.number))


def _may_try(history: History, version: Version) -> bool:
    """Whether a version may be started; one that never opened may where none ever did."""
    if history.is_good(version) or not history.standing.good:
        return True
    return history.standing.tries.get(version.number, 0) < TRIES


def _content_of(site_file: Path | None) -> bytes | None:
    if site_file is None:
        return None
    try:
        return site_file.read_bytes()
    except OSError:
        return None


def _data_dir_in(text: str) -> str:
    """``kiosk.data_dir`` of a text that may be broken; empty where it says none."""
    try:
        table = tomllib.loads(text).get("kiosk", {})
        said = table.get("data_dir", "") if isinstance(table, dict) else ""
    except tomllib.TOMLDecodeError:
        found = _WRITTEN.search(text)
        said = found[1] if found else ""
    return said if isinstance(said, str) else ""
