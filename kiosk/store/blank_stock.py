# SPDX-License-Identifier: Apache-2.0
"""The ledger of numbered blank stationery (空白证书台账) on disk.

The rules are ``devices.printing.blanks``, pure; here each entry is one line that is never
changed, and the sheets it moves change in the same transaction. A sheet that became void is
told to the authority's register by the outbox, in that transaction, too.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from devices.printing.blanks import (
    VOIDED,
    Balance,
    Blank,
    BlankEntry,
    BlankMove,
    BlankRange,
    BlankRuleError,
    BlankState,
    Feed,
    Sheets,
    after,
    next_loaded,
    passed_over,
    ranges,
)
from kiosk.clock import Clock
from kiosk.store.audit import Audit
from kiosk.store.engine import Database, Row
from kiosk.store.errors import StoreError
from kiosk.store.outbox import VOID, Outbox
from kiosk.store.records import OutboxMessage

NO_BLANK: Final = "STOCK-1601"
VOID_SERIES: Final = "blank/"
"""Before a series in the message that voids a blank: it is a sheet's number, no licence's."""


_SHEETS: Final = "SELECT serial, state, batch, tray, feed, attempt_id FROM blank"


class NoBlankError(StoreError):
    """No numbered sheet of the series is loaded, so nothing may be printed (STOCK-1601)."""


@dataclass(frozen=True)
class BookedEntry:
    """A line of the ledger as it was kept, with its number and time."""

    number: int
    at: datetime
    entry: BlankEntry


class BlankStock:
    """Every numbered blank sheet that was ever received here."""

    def __init__(
        self, database: Database, clock: Clock, audit: Audit, *, outbox: Outbox
    ) -> None:
        self._database = database
        self._clock = clock
        self._audit = audit
        self._outbox = outbox

    def book(self, entry: BlankEntry) -> None:
        """Keep an entry and move its sheets: all or nothing.

        Raises:
            BlankRuleError: the rules do not allow it; nothing was moved.
            StoreError: nothing was written.

        """
        with self._database.transaction():
            moved = after(self._concerned(entry.sheets), entry)
            self._add_event(entry)
            for serial in entry.serials:
                self._put(entry, serial, moved[serial])
            if entry.move in VOIDED:
                self._tell_void(entry)
            self._audit.record(
                "blank-moved",
                disposition=entry.move.value,
                series=entry.sheets.series,
                first=entry.sheets.first,
                last=entry.sheets.last,
                sheets=len(entry.serials),
                **({"reason": entry.reason} if entry.reason else {}),
                **({"attempt": entry.attempt_id} if entry.attempt_id else {}),
            )

    # -- the machine's own moves, each within the print's transaction -------------------------

    def reserve(self, series: str, attempt_id: str) -> int:
        """Keep the next loaded sheet for a print; its serial.

        Raises:
            NoBlankError: none is loaded.

        """
        with self._database.transaction():
            serial = next_loaded(self._in_trays(series))
            if serial is None:
                raise NoBlankError(NO_BLANK, f"no blank of {series} is loaded")
            self.book(_entry(BlankMove.RESERVE, series, serial, attempt_id))
        return serial

    def release(self, attempt_id: str) -> None:
        """Give a print's sheet back to its tray; nothing when the print had none."""
        if (found := self.of_attempt(attempt_id)) is not None:
            self.book(_entry(BlankMove.RELEASE, *found, attempt_id))

    def use(self, attempt_id: str) -> None:
        """Record that a print's sheet is a licence now; nothing when the print had none."""
        if (found := self.of_attempt(attempt_id)) is not None:
            self.book(_entry(BlankMove.USE, *found, attempt_id))

    def spoil_of(self, attempt_id: str, *, who: str, witness: str = "") -> None:
        """Void the sheet of a print that went wrong; nothing when the print had none."""
        found = self.of_attempt(attempt_id)
        if found is not None:
            series, serial = found
            sheets = BlankRange(series, serial, serial)
            reason = "misprint"
            self.book(
                BlankEntry(
                    BlankMove.SPOIL, sheets, who, witness, reason=reason, attempt_id=attempt_id
                )
            )

    def found_on(self, attempt_id: str, serial: int, *, who: str, witness: str) -> None:
        """Put right which sheet a print lies on: what was passed over is missing.

        A double feed, or a gap in the stack that nobody had named: the print is on a later
        sheet than the one reserved for it.

        Raises:
            BlankRuleError: the print had no sheet, or ``serial`` cannot be the one.

        """
        with self._database.transaction():
            found = self.of_attempt(attempt_id)
            if found is None:
                raise BlankRuleError(f"print {attempt_id} has no numbered sheet")
            series, expected = found
            if serial == expected:
                return
            over = passed_over(self._in_trays(series), expected, serial)
            for first in over:
                own = attempt_id if first == expected else ""
                sheets = BlankRange(series, first, first)
                self.book(
                    BlankEntry(
                        BlankMove.MISS,
                        sheets,
                        who,
                        witness,
                        reason="passed-over",
                        attempt_id=own,
                    )
                )
            self.book(_entry(BlankMove.RESERVE, series, serial, attempt_id))

    # -- looking ----------------------------------------------------------------------------

    def of_attempt(self, attempt_id: str) -> tuple[str, int] | None:
        """Series and serial of the sheet that is reserved for a print, or became it."""
        rows = self._database.execute(
            "SELECT series, serial FROM blank WHERE attempt_id = ?", (attempt_id,)
        )
        return (str(rows[0][0]), int(rows[0][1])) if rows else None

    def tray_of(self, series: str) -> str:
        """The tray that the next sheet comes from.

        Raises:
            NoBlankError: none is loaded.

        """
        sheets = self._in_trays(series)
        serial = next_loaded(sheets)
        if serial is None:
            raise NoBlankError(NO_BLANK, f"no blank of {series} is loaded")
        return sheets[serial].tray

    def series(self) -> tuple[str, ...]:
        """Every series that was ever received."""
        rows = self._database.execute("SELECT DISTINCT series FROM blank ORDER BY series")
        return tuple(series for (series,) in rows)

    def sheets_of(self, series: str) -> Sheets:
        """Every sheet of a series, by serial."""
        return self._sheets("series = ?", (series,))

    def _concerned(self, sheets: BlankRange) -> Sheets:
        """The sheets of a range and those in trays: all that an entry can turn on."""
        return self._sheets(
            "series = ? AND (serial BETWEEN ? AND ? OR state IN ('loaded', 'reserved'))",
            (sheets.series, sheets.first, sheets.last),
        )

    def _in_trays(self, series: str) -> Sheets:
        return self._sheets("series = ? AND state IN ('loaded', 'reserved')", (series,))

    def _sheets(self, condition: str, values: Row) -> Sheets:
        rows = self._database.execute(f"{_SHEETS} WHERE {condition} ORDER BY serial", values)
        return {serial: _blank_from(row) for serial, *row in rows}

    def balance_of(self, series: str) -> Balance:
        """How many sheets of a series are where, now."""
        rows = self._database.execute(
            "SELECT state, count(*) FROM blank WHERE series = ? GROUP BY state", (series,)
        )
        return Balance({BlankState(state): count for state, count in rows})

    def loaded(self) -> dict[str, int]:
        """How many sheets of each series a printer can take."""
        rows = self._database.execute(
            "SELECT series, count(*) FROM blank WHERE state = 'loaded' GROUP BY series"
        )
        return dict(rows)

    def entries(self, series: str = "", *, day: date | None = None) -> tuple[BookedEntry, ...]:
        """The lines of the ledger in their order: of a series, of a day, or all."""
        rows = self._database.execute(
            "SELECT number, at, move, series, first, last, who, witness, batch, tray, feed,"
            " without, reason, attempt_id FROM blank_event"
            " WHERE (? = '' OR series = ?) ORDER BY number",
            (series, series),
        )
        booked = (_booked_from(row) for row in rows)
        return tuple(one for one in booked if day is None or one.at.date() == day)

    # -- writing ----------------------------------------------------------------------------

    def _add_event(self, entry: BlankEntry) -> None:
        self._database.execute(
            "INSERT INTO blank_event (move, series, first, last, without, who, witness, batch,"
            " tray, feed, reason, attempt_id, at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                entry.move.value,
                entry.sheets.series,
                entry.sheets.first,
                entry.sheets.last,
                json.dumps(list(entry.without)),
                entry.who,
                entry.witness,
                entry.batch,
                entry.tray,
                entry.feed.value,
                entry.reason,
                entry.attempt_id,
                self._clock.now().isoformat(),
            ),
        )

    def _put(self, entry: BlankEntry, serial: int, blank: Blank) -> None:
        series = entry.sheets.series
        if entry.move is BlankMove.RECEIVE:
            self._database.execute(
                "INSERT INTO blank (series, serial, batch, state, tray, feed, attempt_id)"
                " VALUES (?, ?, ?, 'received', '', 'rising', '')",
                (series, serial, blank.batch),
            )
            return
        self._database.execute(
            "UPDATE blank SET state = ?, tray = ?, feed = ?, attempt_id = ?"
            " WHERE (series, serial) = (?, ?)",
            (
                blank.state.value,
                blank.tray,
                blank.feed.value,
                blank.attempt_id,
                series,
                serial,
            ),
        )

    def _tell_void(self, entry: BlankEntry) -> None:
        """Queue one message for each sheet; a sheet becomes void once, whatever comes after."""
        at = self._clock.now().isoformat()
        series = f"{VOID_SERIES}{entry.sheets.series}"
        for serial in entry.serials:
            said = {"series": series, "period": "", "value": serial}
            body = json.dumps({**said, "reason": entry.reason, "voided_at": at}).encode()
            self._outbox.queue(OutboxMessage(f"void/{series}/{serial}", VOID, body))


def told_ranges(serials: Iterable[int]) -> str:
    """Serials as people read them: ``101-105, 109``."""
    return ", ".join(
        str(first) if first == last else f"{first}-{last}" for first, last in ranges(serials)
    )


def _entry(move: BlankMove, series: str, serial: int, attempt_id: str) -> BlankEntry:
    return BlankEntry(move, BlankRange(series, serial, serial), attempt_id=attempt_id)


def _blank_from(row: Row | list[str]) -> Blank:
    state, batch, tray, feed, attempt_id = row
    return Blank(BlankState(state), batch, tray, Feed(feed), attempt_id)


def _booked_from(row: Row) -> BookedEntry:
    number, at, move, series, first, last, who, witness, batch, tray, feed, *rest = row
    without, reason, attempt_id = rest
    entry = BlankEntry(
        BlankMove(move),
        BlankRange(series, first, last),
        who,
        witness,
        batch,
        tray,
        Feed(feed),
        tuple(json.loads(without)),
        reason,
        attempt_id,
    )
    return BookedEntry(number, datetime.fromisoformat(at), entry)
