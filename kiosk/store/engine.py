# SPDX-License-Identifier: Apache-2.0
"""The door to SQLite through SQLCipher: settings, transactions, and errors by fault code.

One connection is shared by all threads of the process and guarded by one lock; a transaction
holds the lock from ``BEGIN IMMEDIATE`` to ``COMMIT``. A commit waits for the disk, so callers
are workers, never the thread that draws.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Self

from sqlcipher3 import dbapi2 as sqlcipher

from kiosk.store.errors import StoreDamagedError, StoreError, StoreNotWritableError

Row = tuple[Any, ...]
"""Cells as the STRICT tables hold them: ``str``, ``int``, ``bytes`` or None."""

FIRST_WITHOUT_WAL_RESET_BUG: Final = (3, 51, 3)
"""Older engines may lose a committed transaction when two connections write and checkpoint
in WAL mode at once (sqlite.org/wal.html, "WAL-reset bug"); they get a rollback journal."""

CACHED_KIB: Final = 1024
"""Pages that the engine keeps open, in KiB. SQLCipher's own 8 MiB hold the papers of a hundred
visits in plain text, for no gain: a kiosk seldom reads a row twice."""

_FULL, _READONLY, _IOERR, _CANTOPEN, _PERM, _BUSY = 13, 8, 10, 14, 3, 5
_CORRUPT, _NOTADB = 11, 26
_NOT_WRITABLE: Final = {_FULL, _READONLY, _IOERR, _CANTOPEN, _PERM, _BUSY}


@dataclass(frozen=True)
class Setting:
    """One ``PRAGMA name=value`` and what it must answer when it is read back."""

    name: str
    value: str
    read_back: str | int


def durability_rule(engine_version: tuple[int, ...]) -> tuple[str, str]:
    """Journal mode and synchronous level that lose nothing on this engine version.

    >>> durability_rule((3, 53, 4))
    ('wal', 'full')
    >>> durability_rule((3, 40, 1))
    ('truncate', 'extra')
    """
    if engine_version >= FIRST_WITHOUT_WAL_RESET_BUG:
        return "wal", "full"
    return "truncate", "extra"


def settings_for(engine_version: tuple[int, ...]) -> tuple[Setting, ...]:
    """Every setting of a connection, in the order in which it is made."""
    journal, synchronous = durability_rule(engine_version)
    return (
        Setting("journal_mode", journal, journal),
        Setting("synchronous", synchronous, {"full": 2, "extra": 3}[synchronous]),
        Setting("foreign_keys", "on", 1),
        Setting("busy_timeout", "5000", 5000),
        Setting("cell_size_check", "on", 1),
        Setting("trusted_schema", "off", 0),
        Setting("cache_size", str(-CACHED_KIB), -CACHED_KIB),
    )


def statements_of(script: str) -> tuple[str, ...]:
    """Split a script at the semicolons that end statements, triggers and comments minded.

    Raises:
        ValueError: the last statement has no end.

    """
    found: list[str] = []
    begun = ""
    for line in script.splitlines(keepends=True):
        begun += line
        if sqlcipher.complete_statement(begun):
            found.append(begun.strip())
            begun = ""
    if any(line.strip() and not line.lstrip().startswith("--") for line in begun.splitlines()):
        raise ValueError(f"statement without an end: {begun.strip()[:40]}")
    return tuple(found)


class Database:
    """The encrypted file, open; every statement goes through here.

    Raises:
        StoreDamagedError: the file is no database under this key.
        StoreNotWritableError: it cannot be opened or set up for writing.

    """

    def __init__(self, path: Path, key: bytes) -> None:
        self.path = path
        self.engine_version: Final = tuple(int(n) for n in sqlcipher.sqlite_version.split("."))
        self._lock = threading.RLock()
        self._depth = 0
        with _translated(path):
            self._connection = sqlcipher.connect(
                str(path), isolation_level=None, check_same_thread=False, timeout=5.0
            )
        try:
            self._set_up(key)
        except StoreError:
            self._connection.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Fold the log into the file and let go of it; closing twice is harmless."""
        with self._lock, _translated(self.path):
            self._connection.close()

    @property
    def is_in_transaction(self) -> bool:
        """Whether this thread is inside ``transaction()`` (or another one holds it)."""
        return bool(self._connection.in_transaction)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; on disk when the outermost block has ended.

        Inner blocks join the outer one. Any exception undoes everything since the outermost
        ``BEGIN``, also when the disk is full and the engine has left the transaction open.
        """
        with self._lock:
            if self._depth == 0:
                self._roll_back()
                self.execute("BEGIN IMMEDIATE")
            self._depth += 1
            try:
                yield
                if self._depth == 1:
                    self.execute("COMMIT")
            except BaseException:
                if self._depth == 1:
                    self._roll_back()
                raise
            finally:
                self._depth -= 1

    def execute(self, statement: str, values: Row = ()) -> list[Row]:
        """Run one statement and return all its rows.

        Raises:
            StoreNotWritableError: disk full, read-only, locked or gone (STORE-0501).
            StoreDamagedError: the file does not hold what it should (STORE-0502).
            sqlcipher3.dbapi2.IntegrityError: a rule of the schema was broken: a bug here.

        """
        with self._lock, _translated(self.path):
            return list(self._connection.execute(statement, values).fetchall())

    def changed(self, statement: str, values: Row = ()) -> int:
        """Run one statement and return how many rows it changed."""
        with self._lock, _translated(self.path):
            return int(self._connection.execute(statement, values).rowcount)

    def _set_up(self, key: bytes) -> None:
        self.execute("PRAGMA cipher_log_level=NONE")  # it would write to stderr by itself
        self.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
        self.execute("SELECT count(*) FROM sqlite_schema")
        for setting in settings_for(self.engine_version):
            self.execute(f"PRAGMA {setting.name}={setting.value}")
            ((answer,),) = self.execute(f"PRAGMA {setting.name}")
            if answer != setting.read_back:
                raise StoreNotWritableError(
                    "STORE-0501",
                    f"{self.path.name}: {setting.name} is {answer}, not {setting.read_back}",
                )

    def _roll_back(self) -> None:
        """Undo what is open; the error that led here is the one to report.

        A dying disk may refuse even this; the next ``transaction()`` tries it again first.
        """
        if self._connection.in_transaction:
            with suppress(sqlcipher.Error):
                self._connection.execute("ROLLBACK")


IntegrityError: Final = sqlcipher.IntegrityError
"""Raised when a constraint or trigger of the schema refuses a row."""


@contextmanager
def _translated(path: Path) -> Iterator[None]:
    """Turn the engine's failures of the world into the store's; bugs pass unchanged."""
    try:
        yield
    except sqlcipher.IntegrityError:
        raise
    except sqlcipher.Error as error:
        primary = (getattr(error, "sqlite_errorcode", None) or 0) & 0xFF
        if primary in _NOT_WRITABLE:
            raise StoreNotWritableError("STORE-0501", f"{path.name}: {error}") from error
        if primary in {_CORRUPT, _NOTADB}:
            raise StoreDamagedError("STORE-0502", f"{path.name}: {error}") from error
        raise
