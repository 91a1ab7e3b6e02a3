# SPDX-License-Identifier: Apache-2.0
"""The versions of a configuration: a file each in the data folder, numbered, never changed.

    data_dir/config/000007.json     one version, whole
    data_dir/config/standing.json   how starts with them went, and what the journal has heard
    data_dir/config/lock            one writer at a time

A version is there when its file is: it is written beside, synchronised and renamed, so that a
kill leaves the versions before, or one more.
"""

import fcntl
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from enum import Enum
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from kiosk.configuration.whole_file import write_whole
from kiosk.store.errors import StoreNotWritableError

FOLDER: Final = "config"
FORMAT: Final = "jiban-config-version-1"
CONSOLE: Final = "console"
"""Who it was where nobody said a staff number."""
_STANDING: Final = "standing.json"
_LOCK: Final = "lock"
_NAMES: Final = "[0-9]" * 6 + ".json"


class Way(Enum):
    """How a version came to be."""

    APPLIED = "applied"
    PACKAGE = "package"
    ROLLED_BACK = "rolled_back"
    BY_HAND = "by_hand"


@dataclass(frozen=True)
class Draft:
    """What becomes a version.

    Attributes:
        text: the whole of ``kiosk.toml``.
        way: how it came to be.
        who: staff number, or ``console``.
        why: what was said of it; may be empty.
        site_sha256: checksum of the site's file at that time; empty where there was none.
        of: the version that was gone back to; 0 for none.
        package: number of the package it came in; 0 for none.
        files: further files of the package by path below the data folder.

    """

    text: str
    way: Way
    who: str = CONSOLE
    why: str = ""
    site_sha256: str = ""
    of: int = 0
    package: int = 0
    files: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Version:
    """A version that is on disk; ``at`` is ISO 8601 with its zone."""

    number: int
    at: str
    draft: Draft

    @property
    def text(self) -> str:
        """The whole of ``kiosk.toml``."""
        return self.draft.text

    @property
    def sha256(self) -> str:
        """Checksum of the text, 64 hex digits."""
        return checksum(self.draft.text.encode())


@dataclass(frozen=True)
class Standing:
    """How starts went.

    Attributes:
        good: versions with which the kiosk came into service.
        tries: starts with a version that did not (yet) come so far.
        journalled: newest version that the audit journal has heard of.

    """

    good: tuple[int, ...] = ()
    tries: Mapping[int, int] = field(default_factory=dict)
    journalled: int = 0


@dataclass(frozen=True)
class History:
    """Every version, the oldest first, and the names of files that are none any more."""

    versions: tuple[Version, ...] = ()
    damaged: tuple[str, ...] = ()
    standing: Standing = field(default_factory=Standing)

    @property
    def newest(self) -> Version | None:
        """The last version that was made."""
        return self.versions[-1] if self.versions else None

    @property
    def newest_package(self) -> int:
        """Highest number of a package that was taken; 0 for none."""
        return max((one.draft.package for one in self.versions), default=0)

    def version(self, number: int) -> Version | None:
        """The version of a number."""
        return next((one for one in self.versions if one.number == number), None)

    def is_good(self, version: Version) -> bool:
        """Whether the kiosk came into service with it, or with the same text before."""
        good = {one.sha256 for one in self.versions if one.number in self.standing.good}
        return version.sha256 in good

    def before(self, version: Version) -> Version | None:
        """The version before it."""
        earlier = [one for one in self.versions if one.number < version.number]
        return earlier[-1] if earlier else None


def checksum(content: bytes) -> str:
    """SHA-256 as 64 hex digits."""
    return sha256(content).hexdigest()


class VersionStore:
    """Keeps the versions of one data folder; several processes may use it at once."""

    def __init__(self, data_dir: Path) -> None:
        self._folder = data_dir / FOLDER

    def read(self) -> History:
        """Everything that is there; a file that does not hold is named, never believed."""
        versions, damaged = [], []
        for path in sorted(self._folder.glob(_NAMES)):
            try:
                versions.append(_decoded(path))
            except (OSError, ValueError, KeyError, TypeError):
                damaged.append(path.name)
        return History(tuple(versions), tuple(damaged), self._standing())

    def add(self, draft: Draft, *, at: str) -> Version:
        """Keep a version; on disk on return.

        Raises:
            StoreNotWritableError: none was kept (STORE-0501).

        """
        with self._alone():
            taken = [int(path.stem) for path in self._folder.glob(_NAMES)]
            version = Version(max(taken, default=0) + 1, at, draft)
            write_whole(self._folder / f"{version.number:06d}.json", _encoded(version))
        return version

    def note_try(self, number: int) -> None:
        """Count a start with a version, before it is tried.

        Raises:
            StoreNotWritableError: STORE-0501.

        """
        with self._alone():
            standing = self._standing()
            tries = {**standing.tries, number: standing.tries.get(number, 0) + 1}
            self._keep(replace(standing, tries=tries))

    def note_good(self, number: int) -> None:
        """Note that the kiosk came into service with a version.

        Raises:
            StoreNotWritableError: STORE-0501.

        """
        with self._alone():
            standing = self._standing()
            tries = {one: count for one, count in standing.tries.items() if one != number}
            good = tuple(sorted({*standing.good, number}))
            self._keep(replace(standing, good=good, tries=tries))

    def note_journalled(self, number: int) -> None:
        """Note up to where the audit journal has heard of versions.

        Raises:
            StoreNotWritableError: STORE-0501.

        """
        with self._alone():
            self._keep(replace(self._standing(), journalled=number))

    def _standing(self) -> Standing:
        """How starts went; one that cannot be read knows of none, and nothing is good."""
        try:
            said = json.loads((self._folder / _STANDING).read_text("utf-8"))
            return Standing(
                tuple(int(one) for one in said["good"]),
                {int(one): int(count) for one, count in said["tries"].items()},
                int(said["journalled"]),
            )
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return Standing()

    def _keep(self, standing: Standing) -> None:
        write_whole(self._folder / _STANDING, _as_bytes(asdict(standing)))

    @contextmanager
    def _alone(self) -> Iterator[None]:
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            descriptor = os.open(self._folder / _LOCK, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise StoreNotWritableError("STORE-0501", f"{_LOCK}: {error.strerror}") from error
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)


def _encoded(version: Version) -> bytes:
    draft = {**asdict(version.draft), "way": version.draft.way.value}
    said = {"number": version.number, "at": version.at, **draft}
    digest = checksum(_as_bytes(said))
    return _as_bytes({"format": FORMAT, "sha256": digest, "version": said})


def _decoded(path: Path) -> Version:
    """Read one version.

    Raises:
        ValueError: it is cut, changed or another version's.

    """
    whole = json.loads(path.read_text("utf-8"))
    said: dict[str, Any] = whole["version"]
    if whole["format"] != FORMAT or checksum(_as_bytes(said)) != whole["sha256"]:
        raise ValueError("changed since it was written")
    number, at = said.pop("number"), said.pop("at")
    if number != int(path.stem):
        raise ValueError("it bears another version's name")
    return Version(number, at, Draft(**{**said, "way": Way(said["way"])}))


def _as_bytes(said: object) -> bytes:
    return json.dumps(said, ensure_ascii=False, indent=1, sort_keys=True).encode()
