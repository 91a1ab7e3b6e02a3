# SPDX-License-Identifier: Apache-2.0
"""The book of an endurance test (耐久测试): a line a visit, what is left to do, the table.

The book is a file, so that a test of days goes on after a power cut where it was.
"""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Final

BOOK: Final = "soak.jsonl"
TENTH: Final = 10


@dataclass(frozen=True)
class SoakVisit:
    """One visit of the test.

    Attributes:
        number: from 1, over all runs.
        at: when it ended.
        outcome: what came of it; ``expected`` is what should have.
        seconds: from the first touch to the end.
        elapsed_s: of the whole test until here, without the time it stood still.
        memory_kib: resident memory of the kiosk's process after it.
        stop_reason: why it was given up, in the robot's words.
        faults: fault codes that it met.

    """

    number: int
    at: str
    script: str
    outcome: str
    expected: str
    seconds: float
    elapsed_s: float
    memory_kib: int
    stop_reason: str = ""
    faults: tuple[str, ...] = ()

    @property
    def is_good(self) -> bool:
        """Whether it ended as it should."""
        return self.outcome == self.expected


@dataclass(frozen=True)
class Plan:
    """How long it goes on: until either is reached, or so many failures came in a row."""

    visits: int
    seconds: float
    failures: int

    def is_over(self, book: Sequence[SoakVisit], elapsed_s: float) -> bool:
        """Whether nothing more is played."""
        return self.is_reached(book, elapsed_s) or self.is_hopeless(book)

    def is_reached(self, book: Sequence[SoakVisit], elapsed_s: float) -> bool:
        """Whether all that was planned was played."""
        return len(book) >= self.visits or elapsed_s >= self.seconds

    def is_hopeless(self, book: Sequence[SoakVisit]) -> bool:
        """Whether the last visits all failed: more would wear paper and show nothing."""
        last = book[-self.failures :]
        return len(last) == self.failures and not any(visit.is_good for visit in last)


def read_book(folder: Path) -> list[SoakVisit]:
    """What was played before; a last line that a power cut halved is played again."""
    try:
        lines = (folder / BOOK).read_text("utf-8").splitlines()
    except FileNotFoundError:
        return []
    return list(_visits(lines))


def _visits(lines: Sequence[str]) -> Iterator[SoakVisit]:
    for line in lines:
        try:
            told = json.loads(line)
            yield SoakVisit(**{**told, "faults": tuple(told["faults"])})
        except (ValueError, TypeError, KeyError):
            return


def write_book(folder: Path, book: Sequence[SoakVisit]) -> None:
    """Begin a run: the book as it was read, without a halved line.

    Raises:
        OSError: it cannot be written.

    """
    folder.mkdir(parents=True, exist_ok=True)
    new = folder / f"{BOOK}.new"
    new.write_text("".join(_line(visit) for visit in book), "utf-8")
    new.replace(folder / BOOK)


def add_to_book(folder: Path, visit: SoakVisit) -> None:
    """Add one visit.

    Raises:
        OSError: it cannot be written.

    """
    with (folder / BOOK).open("a", encoding="utf-8") as file:
        file.write(_line(visit))


def _line(visit: SoakVisit) -> str:
    return json.dumps(asdict(visit), ensure_ascii=False) + "\n"


def table(book: Sequence[SoakVisit]) -> dict[str, object]:
    """The result: counts, times, and whether it became slower or larger on the way."""
    good = [visit for visit in book if visit.is_good]
    tenth = max(len(good) // TENTH, 1)
    return {
        "visits": len(book),
        "good": len(good),
        "outcomes": dict(Counter(visit.outcome for visit in book)),
        "faults": dict(Counter(code for visit in book for code in visit.faults)),
        "hours": round(book[-1].elapsed_s / 3600, 3) if book else 0.0,
        "seconds_median": _median(good),
        "seconds_worst": max((visit.seconds for visit in good), default=0.0),
        "seconds_first_tenth": _median(good[:tenth]),
        "seconds_last_tenth": _median(good[-tenth:]),
        "memory_kib_first": book[0].memory_kib if book else 0,
        "memory_kib_last": book[-1].memory_kib if book else 0,
    }


def _median(visits: Sequence[SoakVisit]) -> float:
    return round(median(visit.seconds for visit in visits), 3) if visits else 0.0
