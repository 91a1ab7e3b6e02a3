# SPDX-License-Identifier: Apache-2.0
"""Numbered blanks: every sheet in one state, nothing moved by too few people, nothing lost."""

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.printing.blanks import (
    BY_MACHINE,
    MACHINE,
    MOVES,
    TWO_PERSONS,
    WITH_REASON,
    Balance,
    BlankEntry,
    BlankMove,
    BlankRange,
    BlankRuleError,
    BlankState,
    Feed,
    Sheets,
    after,
    balance,
    next_loaded,
    passed_over,
    ranges,
    replayed,
)

ATTEMPT = "aaaaaaaa-0000-4000-8000-000000000001"
OTHER = "aaaaaaaa-0000-4000-8000-000000000002"
TWO = {"who": "0107", "witness": "0112"}


def entry(move: BlankMove, first: int, last: int = 0, **words: object) -> BlankEntry:
    """A lawful entry of that move, unless ``words`` say otherwise."""
    lawful: dict[str, object] = {} if move in BY_MACHINE else dict(TWO)
    if move in WITH_REASON:
        lawful["reason"] = "damaged"
    if move is BlankMove.LOAD:
        lawful["tray"] = "tray-2"
    if move in {BlankMove.RESERVE, BlankMove.USE, BlankMove.RELEASE}:
        lawful["attempt_id"] = ATTEMPT
    sheets = BlankRange("food", first, last or first)
    return BlankEntry(move, sheets, **{**lawful, **words})  # type: ignore[arg-type]


def stock(*entries: BlankEntry) -> Sheets:
    """The series after these entries."""
    return replayed(entries)["food"]


RECEIVED = entry(BlankMove.RECEIVE, 1, 20, batch="B1")
LOADED = entry(BlankMove.LOAD, 1, 10)


@pytest.mark.parametrize("first_last", [(0, 1), (2, 1), (1, 10_000_000)])
def test_a_range_has_serials_of_seven_digits(first_last: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="no range"):
        BlankRange("food", *first_last)


def test_a_range_has_a_series_and_is_written_as_people_do() -> None:
    with pytest.raises(ValueError, match="no range"):
        BlankRange("", 1, 2)
    assert (str(BlankRange("food", 1, 2)), str(BlankRange("food", 7, 7))) == (
        "food 1-2",
        "food 7",
    )


@pytest.mark.parametrize("move", [move for move in BlankMove if move in TWO_PERSONS])
@pytest.mark.parametrize("witness", ["", " ", "0107"])
def test_two_different_persons_stand_for_what_is_counted(move: BlankMove, witness: str) -> None:
    with pytest.raises(BlankRuleError, match=r"two persons|another one"):
        after({}, entry(move, 1, witness=witness))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (entry(BlankMove.SPOIL, 1, who=" "), "somebody must stand"),
        (entry(BlankMove.SPOIL, 1, who=MACHINE), "done by people"),
        (entry(BlankMove.SPOIL, 1, reason=""), "needs a reason"),
        (entry(BlankMove.MISS, 1, reason=""), "needs a reason"),
        (entry(BlankMove.LOAD, 11, tray=""), "name the tray"),
        (entry(BlankMove.LOAD, 11, 20), "tray tray-2 still holds 1"),
        (entry(BlankMove.LOAD, 11, 12, without=(11, 12)), "no sheet is left"),
        (entry(BlankMove.RECEIVE, 20, 21), "food 20 was received before"),
        (entry(BlankMove.RETURN, 20, 21), "food 21 was never received"),
        (entry(BlankMove.RETURN, 10, 11), "food 10 is loaded: it cannot return"),
        (entry(BlankMove.USE, 2, attempt_id=OTHER), "reserved for print aaaaaaaa"),
        (entry(BlankMove.SPOIL, 2), "reserved for print aaaaaaaa"),
        (entry(BlankMove.USE, 3), "food 3 is loaded: it cannot use"),
    ],
)
def test_each_wrong_entry_is_named_and_moves_nothing(wrong: BlankEntry, said: str) -> None:
    before = stock(RECEIVED, LOADED, entry(BlankMove.RESERVE, 2))
    with pytest.raises(BlankRuleError, match=said):
        after(before, wrong)
    assert before == stock(RECEIVED, LOADED, entry(BlankMove.RESERVE, 2))


def test_a_gap_in_the_stack_is_named_by_who_loads_it() -> None:
    spoilt = entry(BlankMove.SPOIL, 5)
    with pytest.raises(BlankRuleError, match="food 5 is spoiled"):
        stock(RECEIVED, spoilt, LOADED)
    sheets = stock(RECEIVED, spoilt, entry(BlankMove.LOAD, 1, 10, without=(5,)))
    assert [n for n, one in sheets.items() if one.state is BlankState.LOADED] == [
        *range(1, 5),
        *range(6, 11),
    ]


@pytest.mark.parametrize(
    ("feed", "order"), [(Feed.RISING, [1, 2, 3]), (Feed.FALLING, [3, 2, 1])]
)
def test_the_next_sheet_is_the_one_that_the_tray_feeds(feed: Feed, order: list[int]) -> None:
    sheets = stock(RECEIVED, entry(BlankMove.LOAD, 1, 3, feed=feed))
    seen = []
    while (serial := next_loaded(sheets)) is not None:
        seen.append(serial)
        sheets = after(sheets, entry(BlankMove.RESERVE, serial))
        sheets = after(sheets, entry(BlankMove.USE, serial))
    assert seen == order
    assert next_loaded({}) is None


def test_of_two_trays_one_is_emptied_first_or_the_named_one() -> None:
    sheets = stock(RECEIVED, LOADED, entry(BlankMove.LOAD, 11, 12, tray="tray-1"))
    assert next_loaded(sheets) == 11
    assert next_loaded(sheets, "tray-2") == 1
    assert next_loaded(sheets, "tray-9") is None


def test_a_double_feed_shows_which_sheets_nobody_has_seen() -> None:
    sheets = stock(RECEIVED, LOADED, entry(BlankMove.RESERVE, 1))
    assert passed_over(sheets, 1, 4) == (1, 2, 3)
    falling = stock(RECEIVED, entry(BlankMove.LOAD, 1, 10, feed=Feed.FALLING))
    assert passed_over(falling, 10, 8) == (10, 9)


@pytest.mark.parametrize(
    ("expected", "found", "said"),
    [
        (1, 15, "does not lie in that tray"),
        (99, 2, "does not lie in that tray"),
        (1, 99, "does not lie in that tray"),
        (5, 4, "feeds the other way"),
        (5, 5, "feeds the other way"),
    ],
)
def test_what_cannot_have_been_fed_is_refused(expected: int, found: int, said: str) -> None:
    with pytest.raises(BlankRuleError, match=said):
        passed_over(stock(RECEIVED, LOADED), expected, found)


def test_the_way_of_a_sheet_to_its_end() -> None:
    sheets = stock(
        RECEIVED,
        LOADED,
        entry(BlankMove.RESERVE, 1),
        entry(BlankMove.RELEASE, 1),
        entry(BlankMove.RESERVE, 1),
        entry(BlankMove.SPOIL, 1, attempt_id=ATTEMPT),
        entry(BlankMove.DESTROY, 1),
        entry(BlankMove.UNLOAD, 2, 10),
        entry(BlankMove.RETURN, 2, 5),
        entry(BlankMove.MISS, 6),
    )
    counted = balance(sheets)
    wanted = {"destroyed": 1, "returned": 4, "missing": 1, "received": 14}
    assert {s.value: n for s, n in counted.counts.items()} == wanted
    assert (counted.ever_received, counted.on_hand) == (20, 14)
    assert Balance().of(BlankState.USED) == Balance().ever_received == 0
    assert sheets[2].tray == ""
    assert sheets[1].batch == "B1"


def test_ranges_of_nothing_are_nothing() -> None:
    assert ranges([]) == ()


ENTRIES = st.builds(
    lambda move, first, length, attempt: entry(
        move,
        first,
        first + length,
        **({"attempt_id": attempt} if move in BY_MACHINE or move is BlankMove.SPOIL else {}),
    ),
    st.sampled_from(BlankMove),
    st.integers(1, 12),
    st.integers(0, 5),
    st.sampled_from(["", ATTEMPT, OTHER]),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(ENTRIES, max_size=40))
def test_whatever_is_booked_the_balance_is_exact_and_replay_gives_the_same(
    tried: list[BlankEntry],
) -> None:
    sheets: Sheets = {}
    booked: list[BlankEntry] = []
    received: set[int] = set()
    for one in tried:
        try:
            following = after(sheets, one)
        except BlankRuleError:
            continue
        check_moved(sheets, following, one)
        sheets = following
        booked.append(one)
        if one.move is BlankMove.RECEIVE:
            received.update(one.serials)
        counted = balance(sheets)
        assert counted.ever_received == len(received) == len(sheets)
        assert sum(counted.of(state) for state in BlankState) == len(received)
        assert all(count > 0 for count in counted.counts.values())
    assert replayed(booked).get("food", {}) == sheets


def check_moved(before: Sheets, following: Sheets, one: BlankEntry) -> None:
    """Exactly the entry's serials have moved, each along the table."""
    sources, target = MOVES[one.move]
    untouched: Mapping[int, object] = {n: b for n, b in before.items() if n not in one.serials}
    assert {n: b for n, b in following.items() if n not in one.serials} == untouched
    for serial in one.serials:
        assert following[serial].state is target
        assert (before[serial].state in sources) if serial in before else not sources
