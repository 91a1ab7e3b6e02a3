# SPDX-License-Identifier: Apache-2.0
"""Numbered blank stationery (空白证书), as pure functions: entries -> stock -> balance.

Every sheet that was ever received is in exactly one state; an entry moves a whole range or
nothing. The rules follow the closest published regime, MOFCOM Order 2012 no. 1
(进出口许可证证书管理规定), articles 19 to 26 and 37: keeper and user count together and sign,
numbers run without gaps, spoiled blanks are recorded and voided.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from types import MappingProxyType
from typing import Final

MACHINE: Final = "kiosk"
"""Who moves a sheet when no person does: reserved, used, released by proof of the device."""


LAST_SERIAL: Final = 9_999_999
"""As the case desk's interface has it; longer numbers put their head into the series."""


class BlankRuleError(ValueError):
    """An entry that the rules of the stock do not allow; nothing was moved."""


class BlankState(Enum):
    """Where one numbered sheet is."""

    RECEIVED = "received"
    LOADED = "loaded"
    RESERVED = "reserved"
    USED = "used"
    SPOILED = "spoiled"
    DESTROYED = "destroyed"
    MISSING = "missing"
    RETURNED = "returned"


class BlankMove(Enum):
    """What can happen to a sheet."""

    RECEIVE = "receive"
    LOAD = "load"
    UNLOAD = "unload"
    RESERVE = "reserve"
    RELEASE = "release"
    USE = "use"
    SPOIL = "spoil"
    DESTROY = "destroy"
    MISS = "miss"
    RETURN = "return"


class Feed(Enum):
    """Which end of a loaded range the printer takes first."""

    RISING = "rising"
    FALLING = "falling"


_S = BlankState
MOVES: Final[Mapping[BlankMove, tuple[frozenset[BlankState], BlankState]]] = MappingProxyType(
    {
        BlankMove.RECEIVE: (frozenset(), _S.RECEIVED),
        BlankMove.LOAD: (frozenset({_S.RECEIVED}), _S.LOADED),
        BlankMove.UNLOAD: (frozenset({_S.LOADED}), _S.RECEIVED),
        BlankMove.RESERVE: (frozenset({_S.LOADED}), _S.RESERVED),
        BlankMove.RELEASE: (frozenset({_S.RESERVED}), _S.LOADED),
        BlankMove.USE: (frozenset({_S.RESERVED}), _S.USED),
        BlankMove.SPOIL: (
            frozenset({_S.RECEIVED, _S.LOADED, _S.RESERVED, _S.USED, _S.MISSING}),
            _S.SPOILED,
        ),
        BlankMove.DESTROY: (frozenset({_S.SPOILED}), _S.DESTROYED),
        BlankMove.MISS: (frozenset({_S.RECEIVED, _S.LOADED, _S.RESERVED}), _S.MISSING),
        BlankMove.RETURN: (frozenset({_S.RECEIVED}), _S.RETURNED),
    }
)
"""From which states a move leads where; a sheet that was never received has no state."""

TWO_PERSONS: Final = frozenset(
    {
        BlankMove.RECEIVE,
        BlankMove.LOAD,
        BlankMove.UNLOAD,
        BlankMove.DESTROY,
        BlankMove.MISS,
        BlankMove.RETURN,
    }
)
"""Moves that keeper and user count and sign together (articles 21 to 24)."""

WITH_REASON: Final = frozenset({BlankMove.SPOIL, BlankMove.MISS})
BY_MACHINE: Final = frozenset({BlankMove.RESERVE, BlankMove.RELEASE, BlankMove.USE})
VOIDED: Final = frozenset({BlankMove.SPOIL, BlankMove.MISS})
"""Moves after which the authority's register must hear that the serial is void (article 26)."""


@dataclass(frozen=True)
class BlankRange:
    """Serials of one series, first to last, both included.

    Raises:
        ValueError: the range is empty, begins before 1, goes beyond seven digits, or the series
            has no name. Letters and leading digits of longer serials belong to the series.

    """

    series: str
    first: int
    last: int

    def __post_init__(self) -> None:
        if not self.series or not 1 <= self.first <= self.last <= LAST_SERIAL:
            msg = f"no range of blanks: {self.series} {self.first} to {self.last}"
            raise ValueError(msg)

    @property
    def serials(self) -> range:
        """Every serial of it."""
        return range(self.first, self.last + 1)

    def __str__(self) -> str:
        """As people write it."""
        if self.first == self.last:
            return f"{self.series} {self.first}"
        return f"{self.series} {self.first}-{self.last}"


@dataclass(frozen=True)
class BlankEntry:
    """One line of the blank ledger.

    Attributes:
        move: what happened.
        sheets: to which serials.
        who: staff number of who did it, or ``MACHINE``.
        witness: staff number of the second person; empty where one is enough.
        batch: delivery that the sheets came with (RECEIVE).
        tray: the printer's tray (LOAD), as IPP names it in ``media-source``.
        feed: which end comes first (LOAD).
        without: serials within the range that are known not to lie there (LOAD, RETURN, …).
        reason: a word (SPOIL, MISS).
        attempt_id: the print that a sheet was moved for; empty for none.

    """

    move: BlankMove
    sheets: BlankRange
    who: str = MACHINE
    witness: str = ""
    batch: str = ""
    tray: str = ""
    feed: Feed = Feed.RISING
    without: tuple[int, ...] = ()
    reason: str = ""
    attempt_id: str = ""

    @property
    def serials(self) -> tuple[int, ...]:
        """The serials that it moves."""
        return tuple(serial for serial in self.sheets.serials if serial not in self.without)


@dataclass(frozen=True)
class Blank:
    """One numbered sheet."""

    state: BlankState
    batch: str = ""
    tray: str = ""
    feed: Feed = Feed.RISING
    attempt_id: str = ""


Sheets = Mapping[int, Blank]
"""The sheets of one series by serial."""


@dataclass(frozen=True)
class Balance:
    """How many sheets of a series are where."""

    counts: Mapping[BlankState, int] = field(default_factory=dict)

    def of(self, state: BlankState) -> int:
        """Sheets in one state."""
        return self.counts.get(state, 0)

    @property
    def ever_received(self) -> int:
        """Every sheet that ever came: always the sum of all states."""
        return sum(self.counts.values())

    @property
    def on_hand(self) -> int:
        """Sheets that must be found when somebody counts: in the box, the tray, the bin."""
        kept = (_S.RECEIVED, _S.LOADED, _S.RESERVED, _S.SPOILED)
        return sum(self.of(state) for state in kept)


def check_people(entry: BlankEntry) -> None:
    """Refuse an entry that not enough people stand for, or that gives no reason.

    Raises:
        BlankRuleError: naming the rule.

    """
    move = entry.move
    if not entry.who.strip():
        raise BlankRuleError(f"{move.value}: somebody must stand for it")
    if move in TWO_PERSONS and not entry.witness.strip():
        raise BlankRuleError(f"{move.value} needs two persons")
    if entry.witness and entry.witness == entry.who:
        raise BlankRuleError(f"{move.value}: the second person must be another one")
    if entry.who == MACHINE and move not in BY_MACHINE:
        raise BlankRuleError(f"{move.value} is done by people")
    if move in WITH_REASON and not entry.reason:
        raise BlankRuleError(f"{move.value} needs a reason")


def after(sheets: Sheets, entry: BlankEntry) -> Sheets:
    """Give the series as it is after ``entry``; all of its serials move or none.

    Raises:
        BlankRuleError: naming the first serial that cannot move so, and where it is.

    """
    check_people(entry)
    moved = entry.serials
    if not moved:
        raise BlankRuleError(f"{entry.move.value} {entry.sheets}: no sheet is left to move")
    for serial in moved:
        _check_move(sheets.get(serial), entry, serial)
    if entry.move is BlankMove.LOAD:
        _check_tray(sheets, entry.tray)
    return {**sheets, **{serial: _moved(sheets.get(serial), entry) for serial in moved}}


def _check_move(blank: Blank | None, entry: BlankEntry, serial: int) -> None:
    name = f"{entry.sheets.series} {serial}"
    sources, _ = MOVES[entry.move]
    if entry.move is BlankMove.RECEIVE:
        if blank is not None:
            raise BlankRuleError(f"{name} was received before")
        return
    if blank is None:
        raise BlankRuleError(f"{name} was never received")
    if blank.state not in sources:
        raise BlankRuleError(f"{name} is {blank.state.value}: it cannot {entry.move.value}")
    is_for_another = blank.state is _S.RESERVED and blank.attempt_id != entry.attempt_id
    if is_for_another:
        raise BlankRuleError(f"{name} is reserved for print {blank.attempt_id}")


def _check_tray(sheets: Sheets, tray: str) -> None:
    """A stack in a tray has one order; a second range on top would have another."""
    if not tray:
        raise BlankRuleError("load: name the tray")
    in_tray = {_S.LOADED, _S.RESERVED}
    left = [
        serial for serial, one in sheets.items() if one.tray == tray and one.state in in_tray
    ]
    if left:
        raise BlankRuleError(f"tray {tray} still holds {min(left)}: unload it first")


def _moved(blank: Blank | None, entry: BlankEntry) -> Blank:
    _, state = MOVES[entry.move]
    if blank is None:
        return Blank(state, batch=entry.batch)
    match entry.move:
        case BlankMove.LOAD:
            return replace(blank, state=state, tray=entry.tray, feed=entry.feed)
        case BlankMove.RESERVE:
            return replace(blank, state=state, attempt_id=entry.attempt_id)
        case BlankMove.RELEASE:
            return replace(blank, state=state, attempt_id="")
        case BlankMove.USE:
            return replace(blank, state=state, tray="")
        case _:
            return replace(blank, state=state, tray="", attempt_id="")


def next_loaded(sheets: Sheets, tray: str = "") -> int | None:
    """The serial that the printer takes next; None when no blank is loaded.

    Args:
        sheets: of one series.
        tray: only from this one; empty for the tray with the lowest name that has any.

    """
    loaded = {
        serial: blank
        for serial, blank in sheets.items()
        if blank.state is _S.LOADED and tray in {"", blank.tray}
    }
    if not loaded:
        return None
    first_tray = min(blank.tray for blank in loaded.values())
    within = {serial: one for serial, one in loaded.items() if one.tray == first_tray}
    is_rising = next(iter(within.values())).feed is Feed.RISING
    return min(within) if is_rising else max(within)


def passed_over(sheets: Sheets, expected: int, found: int) -> tuple[int, ...]:
    """Serials that the printer must have fed before ``found``, from ``expected`` on.

    A double feed, or a sheet that was never in the stack: they are nowhere until somebody finds
    them. ``found`` itself is not among them.

    Raises:
        BlankRuleError: ``found`` does not lie behind ``expected`` in the same tray.

    """
    start, end = sheets.get(expected), sheets.get(found)
    name = f"{found} after {expected}"
    if start is None or end is None or end.state is not _S.LOADED or start.tray != end.tray:
        raise BlankRuleError(f"{name}: it does not lie in that tray")
    step = 1 if start.feed is Feed.RISING else -1
    if (found - expected) * step <= 0:
        raise BlankRuleError(f"{name}: the tray feeds the other way")
    between = range(expected, found, step)
    moving = {_S.LOADED, _S.RESERVED}
    return tuple(n for n in between if n in sheets and sheets[n].state in moving)


def balance(sheets: Sheets) -> Balance:
    """Count a series by state."""
    return Balance(MappingProxyType(Counter(blank.state for blank in sheets.values())))


def replayed(entries: Iterable[BlankEntry]) -> Mapping[str, Sheets]:
    """Work every entry through from nothing; gives the sheets of each series.

    Raises:
        BlankRuleError: the entries do not hold together.

    """
    stock: dict[str, Sheets] = {}
    for entry in entries:
        series = entry.sheets.series
        stock[series] = after(stock.get(series, {}), entry)
    return stock


def ranges(serials: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """Write serials as ranges, for lists that people read.

    >>> ranges([7, 1, 2, 3, 9, 8])
    ((1, 3), (7, 9))
    """
    found: list[tuple[int, int]] = []
    for serial in sorted(serials):
        if found and found[-1][1] == serial - 1:
            found[-1] = (found[-1][0], serial)
        else:
            found.append((serial, serial))
    return tuple(found)
