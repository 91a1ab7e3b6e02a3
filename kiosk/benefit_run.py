# SPDX-License-Identifier: Apache-2.0
"""Matches a file of persons with the benefits (批量匹配), in one pass and in little memory.

One line is one person. A bad line costs itself alone: it is named by its number and what is
wrong with it, never by what it holds. Quoted values may not run over several lines.
"""

import csv
import os
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import TextIOWrapper
from pathlib import Path
from typing import Final, TextIO

from forms.benefit import Benefits
from forms.benefit_batch import BadHeaderError, BadRowError, PersonMatcher
from forms.benefit_match import Match, Outcome
from forms.benefit_values import BadValueError, Occasion

LONGEST_LINE: Final = 1 << 16
STEP: Final = 20_000
"""Persons between two reports of progress."""
COLUMNS: Final = ("person", "benefit", "outcome", "to_add", "higher_one", "fen", "pay_from")
_LISTED: Final = frozenset({Outcome.ELIGIBLE, Outcome.NEED_INFO})


@dataclass
class RunReport:
    """What a run has counted so far.

    Attributes:
        persons: lines that were matched.
        bad_lines: lines that were not.
        outcomes: how often each outcome came, by benefit id.
        to_requalify: who draws a benefit and no longer meets a condition, by benefit id.
        absent: headings that the file lacks: facts unknown for everybody.

    """

    persons: int = 0
    bad_lines: int = 0
    outcomes: dict[str, Counter[Outcome]] = field(default_factory=dict)
    to_requalify: Counter[str] = field(default_factory=Counter)
    absent: tuple[str, ...] = ()


@dataclass(frozen=True)
class PersonFile:
    """A CSV file of persons and how its text is written."""

    path: Path
    encoding: str = "utf-8-sig"


@dataclass(frozen=True)
class Listener:
    """Who hears of bad lines (number, what is wrong) and of progress (bytes read, report)."""

    bad_line: Callable[[int, str], None]
    progress: Callable[[int, RunReport], None]


def match_file(
    benefits: Benefits,
    source: PersonFile,
    occasion: Occasion,
    *,
    out: TextIO | None,
    listener: Listener,
) -> RunReport:
    """Match every line of a CSV file; its first line names the columns.

    Args:
        benefits: the rules.
        source: the file; read once, from front to end. Bytes that are not of its encoding
            spoil their own line only.
        occasion: day and place of the matching.
        out: takes the lists of who is eligible and who should add something, as CSV.
        listener: hears of bad lines and progress.

    Raises:
        BadHeaderError: the file is empty or its first line does not name the columns.
        OSError: the file cannot be read, or ``out`` cannot be written.

    """
    with (
        source.path.open("rb") as raw,
        TextIOWrapper(raw, source.encoding, errors="replace", newline="") as stream,
    ):
        lines = _Lines(stream, raw.tell, listener)
        rows = csv.reader(lines)
        header = next(rows, None)
        if header is None:
            raise BadHeaderError("the file is empty")
        matcher = PersonMatcher(benefits, header, occasion)
        lines.report.absent = matcher.absent
        lines.report.outcomes = {one.id: Counter() for one in benefits.benefits}
        _match_rows(rows, matcher, lines, out)
        listener.progress(raw.tell(), lines.report)
    return lines.report


def _match_rows(
    rows: Iterator[list[str]], matcher: PersonMatcher, lines: "_Lines", out: TextIO | None
) -> None:
    writer = csv.writer(out) if out is not None else None
    if writer is not None:
        writer.writerow(COLUMNS)
    for row in rows:
        try:
            person = matcher.person(row)
            matches = matcher.match(row)
        except BadValueError as error:
            lines.bad(f"column {error} holds no value of its kind")
            continue
        except BadRowError as error:
            lines.bad(str(error))
            continue
        _count(lines.report, matches)
        if writer is not None:
            writer.writerows(_listed(person, matches))


def _count(report: RunReport, matches: list[Match]) -> None:
    report.persons += 1
    for match in matches:
        report.outcomes[match.benefit_id][match.outcome] += 1
        if match.reasons and match.outcome is Outcome.ALREADY:
            report.to_requalify[match.benefit_id] += 1


def _listed(person: str, matches: list[Match]) -> Iterator[tuple[str, ...]]:
    for match in matches:
        if match.outcome in _LISTED:
            yield (
                person,
                match.benefit_id,
                match.outcome.value,
                " ".join(match.missing),
                "1" if match.may_be_higher_one else "0",
                str(match.fen or ""),
                match.pay_from.isoformat() if match.pay_from else "",
            )


class _Lines:
    """The good lines of a stream, one by one: of a bounded length, their quotes closed."""

    def __init__(
        self, stream: TextIO, bytes_read: Callable[[], int], listener: Listener
    ) -> None:
        self.report = RunReport()
        self._stream = stream
        self._bytes_read = bytes_read
        self._listener = listener
        self._number = 0

    def bad(self, why: str) -> None:
        """Report the line that was read last."""
        self.report.bad_lines += 1
        self._listener.bad_line(self._number, why)

    def __iter__(self) -> Iterator[str]:
        read = self._stream.readline
        while line := read(LONGEST_LINE):
            self._number += 1
            if self._number % STEP == 0:
                self._listener.progress(self._bytes_read(), self.report)
            if len(line) == LONGEST_LINE and not line.endswith("\n"):
                self._skip()
                self.bad("the line is too long")
            elif line.count('"') % 2:
                self.bad("a quotation mark is not closed")
            elif not line.isspace():
                yield line

    def _skip(self) -> None:
        """Read on to the end of an overlong line without keeping it."""
        while (part := self._stream.readline(LONGEST_LINE)) and not part.endswith("\n"):
            pass


@contextmanager
def list_file(path: Path) -> Iterator[TextIO]:
    """A file that is there whole or not at all, for its owner's eyes (mode 0600).

    Raises:
        OSError: it cannot be written.

    """
    part = path.with_name(f".{path.name}.part")
    part.unlink(missing_ok=True)
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
