# SPDX-License-Identifier: Apache-2.0
"""Number series (编号序列): fulfils ``certificates.numbering.NumberSeries`` on disk.

A number is reserved before it is shown anywhere, used by exactly one case, and void with a
reason when nothing came of it; it is never handed out again.
"""

from typing import Final

from certificates.errors import NumberError
from kiosk.clock import Clock
from kiosk.store.audit import Audit
from kiosk.store.engine import Database, IntegrityError
from kiosk.store.records import NumberState, NumberUse, SeriesNumber

NO_NUMBER: Final = "NUMBER-0651"
CASE_SERIES: Final = "case"
"""The count of the cases of a day; it has no events, a gap in it means nothing."""

_LINES: Final = {
    NumberState.RESERVED: "number-reserved",
    NumberState.USED: "number-used",
    NumberState.VOID: "number-void",
}


class Numbers:
    """The series of one kiosk.

    Args:
        database: where they are kept.
        clock: dates each event.
        audit: takes a line for each event.
        starts_by_itself: a series that is not there starts at 1. Right only for a demo key:
            with a production key a lost series must refuse instead of starting again.

    """

    def __init__(
        self, database: Database, clock: Clock, audit: Audit, *, starts_by_itself: bool
    ) -> None:
        self._database = database
        self._audit = audit
        self._clock = clock
        self._starts_by_itself = starts_by_itself

    def open_series(
        self, series_id: str, period: str, *, first: int, last: int | None = None
    ) -> None:
        """Give a series its start value, or a block that follows the one it has.

        Raises:
            NumberError: the block is empty, or begins before what was already handed out.

        """
        if first < 1 or (last is not None and last < first):
            raise NumberError(NO_NUMBER, f"block {first} to {last} of {series_id} is empty")
        with self._database.transaction():
            if (standing := self._standing(series_id, period)) and first < standing[0]:
                raise NumberError(
                    NO_NUMBER, f"{series_id} {period} stands at {standing[0]}, past {first}"
                )
            self._database.execute(
                "INSERT INTO number_series (series_id, period, next_value, last_value)"
                " VALUES (?, ?, ?, ?) ON CONFLICT (series_id, period)"
                " DO UPDATE"
                " SET next_value = excluded.next_value, last_value = excluded.last_value",
                (series_id, period, first, last),
            )

    def reserve(self, series_id: str, period: str) -> int:
        """Take the next number; on disk as taken before this returns.

        Raises:
            NumberError: no start value, or the block is used up (NUMBER-0651).
            StoreError: it could not be written, so none was taken.

        """
        with self._database.transaction():
            value = self._take(series_id, period)
            number = SeriesNumber(series_id, period, value)
            self._add_event(NumberState.RESERVED, number, case_id=None, reason="")
            return value

    def next_case(self, day: str) -> int:
        """Count of the next case of ``day`` (YYYYMMDD), from 1."""
        with self._database.transaction():
            if self._standing(CASE_SERIES, day) is None:
                self.open_series(CASE_SERIES, day, first=1)
            return self._take(CASE_SERIES, day)

    def use(self, use: NumberUse, case_id: str) -> None:
        """Record that a reserved number now belongs to a case.

        Raises:
            IntegrityError: it was not reserved, is void or used, or the case has one.

        """
        self._add_event(NumberState.USED, use, case_id=case_id, reason="")

    def void(self, number: SeriesNumber, *, reason: str) -> None:
        """Make a number void for good; doing it again changes nothing.

        Args:
            number: one that was reserved or used.
            reason: a word of the journal's vocabulary, such as ``interrupted``.

        Raises:
            ValueError: it was never reserved, or there is no reason.

        """
        with self._database.transaction():
            if self.state_of(number) is NumberState.VOID:
                return
            try:
                self._add_event(NumberState.VOID, number, case_id=None, reason=reason)
            except IntegrityError as error:
                raise ValueError(f"{number}: {error}") from error

    def state_of(self, number: SeriesNumber) -> NumberState | None:
        """Where a number stands; None when it was never handed out."""
        rows = self._database.execute(
            "SELECT state FROM number_event WHERE (series_id, period, value) = (?, ?, ?)",
            (number.series_id, number.period, number.value),
        )
        seen = {NumberState(state) for (state,) in rows}
        return next((state for state in reversed(NumberState) if state in seen), None)

    def open_reservations(self) -> tuple[SeriesNumber, ...]:
        """Numbers that are reserved and neither used nor void."""
        rows = self._database.execute(
            "SELECT series_id, period, value FROM number_event"
            " GROUP BY series_id, period, value HAVING max(state <> 'reserved') = 0"
            " ORDER BY series_id, period, value"
        )
        return tuple(SeriesNumber(*row) for row in rows)

    def _take(self, series_id: str, period: str) -> int:
        standing = self._standing(series_id, period)
        if standing is None:
            if not self._starts_by_itself:
                raise NumberError(NO_NUMBER, f"{series_id} {period} has no start value here")
            self.open_series(series_id, period, first=1)
            standing = (1, None)
        value, last = standing
        if last is not None and value > last:
            raise NumberError(NO_NUMBER, f"{series_id} {period} ended with {last}")
        self._database.execute(
            "UPDATE number_series SET next_value = next_value + 1"
            " WHERE (series_id, period) = (?, ?)",
            (series_id, period),
        )
        return value

    def _standing(self, series_id: str, period: str) -> tuple[int, int | None] | None:
        rows = self._database.execute(
            "SELECT next_value, last_value FROM number_series"
            " WHERE (series_id, period) = (?, ?)",
            (series_id, period),
        )
        if not rows:
            return None
        following, last = rows[0]
        return following, last

    def _add_event(
        self, state: NumberState, number: SeriesNumber, *, case_id: str | None, reason: str
    ) -> None:
        key = (number.series_id, number.period, number.value)
        self._database.execute(
            "INSERT INTO number_event (series_id, period, value, state, case_id, reason, at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (*key, state.value, case_id, reason, self._clock.now().isoformat()),
        )
        self._audit.record(
            _LINES[state],
            case_id=case_id or "",
            series=number.series_id,
            period=number.period,
            value=number.value,
            **({"reason": reason} if reason else {}),
        )
