# SPDX-License-Identifier: Apache-2.0
"""Brings the schema up to date, one script per transaction: a kill leaves no half step.

Each transaction holds the script, its row in ``migration`` and ``PRAGMA user_version``. A
script that was edited after it had run, and a file written by a newer program, are refused.
"""

import hashlib
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from importlib import resources
from typing import Final, Protocol

from kiosk.store.engine import Row, statements_of
from kiosk.store.errors import StoreDamagedError, StoreTooNewError

_BOOK: Final = (
    "CREATE TABLE IF NOT EXISTS migration ("
    "number INTEGER PRIMARY KEY, sha256 TEXT NOT NULL) STRICT"
)


class Executes(Protocol):
    """What the runner needs of a database; ``Database`` has it."""

    @property
    def execute(self) -> Callable[..., list[Row]]:
        """Run one statement and return its rows."""
        ...

    @property
    def transaction(self) -> Callable[[], AbstractContextManager[None]]:
        """A block that is written all or nothing."""
        ...


@dataclass(frozen=True)
class Script:
    """A numbered script, split into statements."""

    number: int
    sha256: str
    statements: tuple[str, ...]


def shipped_scripts() -> tuple[Script, ...]:
    """The scripts of ``kiosk/store/migrations`` in order of their numbers."""
    files = sorted(
        (entry.name, entry.read_text("utf-8"))
        for entry in resources.files("kiosk.store.migrations").iterdir()
        if entry.name.endswith(".sql")
    )
    return tuple(script_from(int(name[:4]), text) for name, text in files)


def script_from(number: int, text: str) -> Script:
    """A script out of its text."""
    return Script(number, hashlib.sha256(text.encode()).hexdigest(), statements_of(text))


def schema_version(database: Executes) -> int:
    """Number of the last script that ran; 0 for an empty file."""
    ((version,),) = database.execute("PRAGMA user_version")
    return int(version)


def check_history(database: Executes, scripts: tuple[Script, ...]) -> None:
    """Refuse a file whose history is not the beginning of ``scripts``.

    Raises:
        StoreTooNewError: it has a script that this program does not know, or another text.

    """
    version = schema_version(database)
    if version > len(scripts):
        raise StoreTooNewError(
            "STORE-0504", f"schema {version} is newer than {len(scripts)} of this program"
        )
    if version == 0:
        return
    ran = database.execute("SELECT number, sha256 FROM migration ORDER BY number")
    known = [(script.number, script.sha256) for script in scripts[:version]]
    if ran != known:
        raise StoreTooNewError("STORE-0504", "a script that ran here reads otherwise now")


def migrate(database: Executes, scripts: tuple[Script, ...]) -> int:
    """Run what has not run yet and return the version reached.

    Raises:
        StoreTooNewError: see ``check_history``.
        StoreDamagedError: a reference leads nowhere after a script.

    """
    check_history(database, scripts)
    for script in scripts[schema_version(database) :]:
        with database.transaction():
            database.execute(_BOOK)
            for statement in script.statements:
                database.execute(statement)
            database.execute(
                "INSERT INTO migration (number, sha256) VALUES (?, ?)",
                (script.number, script.sha256),
            )
            database.execute(f"PRAGMA user_version={script.number:d}")
            if lost := database.execute("PRAGMA foreign_key_check"):
                raise StoreDamagedError(
                    "STORE-0502", f"{len(lost)} references lead nowhere after {script.number}"
                )
    return schema_version(database)
