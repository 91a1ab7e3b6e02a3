# SPDX-License-Identifier: Apache-2.0
"""The store as the rest of the kiosk sees it: opened once, shared by all workers."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final, Self

from kiosk.clock import Clock
from kiosk.store.audit import Audit
from kiosk.store.blank_stock import BlankStock
from kiosk.store.cases import Cases
from kiosk.store.certificates import Certificates
from kiosk.store.deadlines import Deadlines
from kiosk.store.desk_book import DeskBook
from kiosk.store.documents import Documents
from kiosk.store.engine import Database
from kiosk.store.errors import (
    ClockBehindError,
    StoreDamagedError,
    StoreHeldError,
    StoreNotWritableError,
    StoreTooNewError,
)
from kiosk.store.holders import CaseHolders
from kiosk.store.instance_lock import InstanceLock
from kiosk.store.journal_records import JournalRecords
from kiosk.store.keys import STORE_KEY, read_or_make_key
from kiosk.store.migrate import check_history, migrate, schema_version, shipped_scripts
from kiosk.store.numbers import Numbers
from kiosk.store.offers import AnsweredOffers
from kiosk.store.outbox import Outbox
from kiosk.store.print_ledger import PrintAttempts
from kiosk.store.ratings import Ratings
from kiosk.store.records import CaseRecord, OpenWork
from kiosk.store.self_tests import SelfTests
from kiosk.store.staff import Staff

STORE_FILE: Final = "kiosk.db"
CLOCK_SLACK: Final = timedelta(minutes=1)
"""A clock that was put right by less than this is no reason to stop."""


class Store:
    """Everything that outlives a visit (see ``kiosk/store/README.md``).

    Any thread may call; calls wait for each other and for the disk, so the thread that draws
    never calls. Every method that writes has it on disk when it returns.

    Attributes:
        cases: cases and what is owed to them.
        certificates: licences issued here, and how each ended.
        deadlines: last days, as told and as they stand now.
        numbers: number series; fulfils ``certificates.numbering.NumberSeries``.
        prints: print ledger; fulfils ``devices.printing.ledger.PrintLedger``.
        stock: numbered blank stationery.
        documents: sealed documents.
        outbox: messages to the case desk.
        desk_book: what the case desk said, and tasks for staff.
        ratings: ratings.
        staff: who is on the staff, and the notice that staff has put on the glass.
        self_tests: what self-tests found, and what people confirmed beside them.
        offers: which offers were answered lately, as keyed hashes.
        holders: whose cases they are, as keyed hashes.
        audit: where the parts send their lines; ``Journal.open`` attaches itself to it.
        journal: rows of the audit journal; ``kiosk.journal.Journal`` writes them.

    """

    def __init__(
        self, database: Database, clock: Clock, lock: InstanceLock | None, *, demo: bool
    ) -> None:
        self._database = database
        self._clock = clock
        self._lock = lock
        self.data_dir = database.path.parent
        self.audit = Audit()
        self.numbers = Numbers(database, clock, self.audit, starts_by_itself=demo)
        self.outbox = Outbox(database, clock)
        self.desk_book = DeskBook(database, clock, self.audit, outbox=self.outbox)
        self.deadlines = Deadlines(database, self.audit)
        self.certificates = Certificates(database, self.audit)
        self.cases = Cases(
            database,
            self.audit,
            numbers=self.numbers,
            outbox=self.outbox,
            deadlines=self.deadlines,
            certificates=self.certificates,
        )
        self.documents = Documents(database, clock, self.audit)
        self.stock = BlankStock(database, clock, self.audit, outbox=self.outbox)
        self.prints = PrintAttempts(database, clock, self.audit, stock=self.stock)
        self.ratings = Ratings(database, clock, self.audit)
        self.staff = Staff(database, clock, self.audit)
        self.self_tests = SelfTests(database, clock, self.audit)
        self.offers = AnsweredOffers(database)
        self.holders = CaseHolders(database)
        self.journal = JournalRecords(database)

    @classmethod
    def open(cls, data_dir: Path, *, clock: Clock, demo: bool = True) -> Self:
        """Open the store of the one running kiosk; an empty folder is a valid beginning.

        Args:
            data_dir: the kiosk's data folder; made when it is not there.
            clock: dates what is written.
            demo: whether number series may start by themselves (demo signing key).

        Raises:
            StoreHeldError: another kiosk runs on this folder (STORE-0503).
            StoreNotWritableError: it cannot be written (STORE-0501).
            StoreDamagedError: damaged, or locked with another key (STORE-0502).
            StoreTooNewError: written by a newer program (STORE-0504).

        """
        try:
            data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise StoreNotWritableError(
                "STORE-0501", f"cannot make the data folder: {error.strerror}"
            ) from error
        lock = InstanceLock(data_dir)
        try:
            database = _opened(data_dir)
            try:
                migrate(database, shipped_scripts())
            except BaseException:
                database.close()
                raise
        except BaseException:
            lock.release()
            raise
        return cls(database, clock, lock, demo=demo)

    @classmethod
    def open_beside(cls, data_dir: Path, *, clock: Clock) -> Self:
        """Open it for a command line that may run beside the kiosk.

        Takes the kiosk's place when none runs; otherwise opens the same file without
        migrating it. It never starts a number series by itself.

        Raises:
            StoreError: as ``open``, without STORE-0503.

        """
        try:
            return cls.open(data_dir, clock=clock, demo=False)
        except StoreHeldError:
            database = _opened(data_dir)
        try:
            _check_is_current(database)
        except BaseException:
            database.close()
            raise
        return cls(database, clock, None, demo=False)

    @property
    def is_beside(self) -> bool:
        """Whether a kiosk runs on the same folder and answers for what is open there."""
        return self._lock is None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file and of the folder; closing twice is harmless."""
        self._database.close()
        if self._lock is not None:
            self._lock.release()

    def together(self) -> AbstractContextManager[None]:
        """Join several writes: all or nothing, on disk when the block has ended.

        Used to put a journal record beside what it tells of.
        """
        return self._database.transaction()

    def new_case_id(self, kiosk_id: str) -> str:
        """Take the next case number (办件编号), such as ``K-0001-20261122-0001``.

        Raises:
            StoreError: it could not be written, so none was taken.

        """
        day = f"{self._clock.today():%Y%m%d}"
        return f"{kiosk_id}-{day}-{self.numbers.next_case(day):04d}"

    def submit_case(self, case: CaseRecord) -> None:
        """Write a case, its promises, its number's use and its message: all or nothing.

        May be called again with the same case; see ``Cases.submit``.

        Raises:
            StoreError: nothing was written.
            ValueError: another case has this number, or the licence number is taken.

        """
        self.cases.submit(case)

    def open_work(self) -> OpenWork:
        """What the last run left half done; asked at the start, before the first citizen."""
        ask = self._database.execute
        unnumbered = ask(
            "SELECT case_id FROM case_ WHERE licence_number IS NULL"
            " AND decision IN ('issued', 'issued_under_promise') ORDER BY submitted_at"
        )
        undocumented = ask(
            "SELECT case_id FROM case_ WHERE EXISTS"
            " (SELECT 1 FROM paper WHERE paper.case_id = case_.case_id AND name NOT IN"
            "  (SELECT name FROM document WHERE document.case_id = case_.case_id))"
            " ORDER BY submitted_at"
        )
        return OpenWork(
            reservations=self.numbers.open_reservations(),
            unnumbered=tuple(case_id for (case_id,) in unnumbered),
            undocumented=tuple(case_id for (case_id,) in undocumented),
            unprinted=self.prints.unprinted(),
            unsettled=tuple(attempt.attempt_id for attempt in self.prints.unsettled()),
        )

    def check_clock(self) -> None:
        """Refuse a clock that lies before the last record: it has stopped or was set back.

        Raises:
            ClockBehindError: nothing dated may be made until it is set (CLOCK-0801).

        """
        last = self.journal.last()
        now = self._clock.now()
        if last is not None and now + CLOCK_SLACK < datetime.fromisoformat(last.at):
            raise ClockBehindError(
                "CLOCK-0801", f"it is {now:%F %T}, the last record says {last.at}"
            )

    def check_writable(self) -> None:
        """Write one row to the disk.

        Raises:
            StoreNotWritableError: disk full, read-only or gone (STORE-0501).

        """
        with self._database.transaction():
            self._database.execute(
                "INSERT INTO meta (name, value) VALUES ('checked_at', ?)"
                " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                (self._clock.now().isoformat(),),
            )

    def check(self) -> None:
        """Read every page: seals, structure and references; seconds on a full disk.

        Raises:
            StoreDamagedError: naming what does not hold (STORE-0502).

        """
        with _damage_named():
            for pragma in ("cipher_integrity_check", "foreign_key_check"):
                if rows := self._database.execute(f"PRAGMA {pragma}"):
                    raise StoreDamagedError("STORE-0502", f"{pragma}: {len(rows)} findings")
            if (rows := self._database.execute("PRAGMA integrity_check")) != [("ok",)]:
                raise StoreDamagedError("STORE-0502", f"integrity_check: {rows[0][0]}")

    def facts(self) -> tuple[tuple[str, str], ...]:
        """Engine and durability of the file, for the technician."""
        ((mode,),) = self._database.execute("PRAGMA journal_mode")
        ((level,),) = self._database.execute("PRAGMA synchronous")
        version = ".".join(map(str, self._database.engine_version))
        return (
            ("engine", f"SQLite {version}"),
            ("journal_mode", str(mode)),
            ("synchronous", {2: "full", 3: "extra"}.get(level, str(level))),
            ("schema", str(schema_version(self._database))),
            ("outbox", str(self.outbox.depth())),
        )


def _check_is_current(database: Database) -> None:
    scripts = shipped_scripts()
    check_history(database, scripts)
    if schema_version(database) < len(scripts):
        raise StoreTooNewError("STORE-0504", "the running kiosk is older than this program")


def _opened(data_dir: Path) -> Database:
    path = data_dir / STORE_FILE
    key = read_or_make_key(data_dir, STORE_KEY, may_make=not path.exists())
    return Database(path, key)


@contextmanager
def _damage_named() -> Iterator[None]:
    """A page that cannot be read during a check is damage, whatever the engine calls it."""
    try:
        yield
    except StoreNotWritableError as error:
        raise StoreDamagedError("STORE-0502", error.detail) from error
