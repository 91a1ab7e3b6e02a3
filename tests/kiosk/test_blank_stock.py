# SPDX-License-Identifier: Apache-2.0
"""The ledger of numbered blanks on disk: with each print, in one transaction, told if void."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from devices.printing.attempt import AttemptState
from devices.printing.blanks import (
    BlankEntry,
    BlankMove,
    BlankRange,
    BlankRuleError,
    BlankState,
    replayed,
)
from devices.printing.ledger import AttemptRecord, Evidence
from kiosk.papers_reports import Site
from kiosk.stock_sheet import day_sheet, sheet_values
from kiosk.store.blank_stock import NoBlankError
from kiosk.store.engine import IntegrityError
from kiosk.store.records import Disposition, Found
from kiosk.store.store import Store
from tests.devices.test_blanks import ENTRIES, entry
from tests.support.fixed_clock import FixedClock
from tests.support.store_samples import (
    LOST_SHEET,
    SHEET_FOUND,
    new_attempt,
    numbered_case,
    opened,
)

CASE = "K-0001-20261123-0001"
RECEIVE = entry(BlankMove.RECEIVE, 1, 20, batch="B1")
LOAD = entry(BlankMove.LOAD, 1, 10)


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def store(tmp_path: Path, clock: FixedClock) -> Iterator[Store]:
    """A store with ten blanks in tray-2 and a licence that is to be printed on one."""
    with opened(tmp_path, clock) as store:
        store.stock.book(RECEIVE)
        store.stock.book(LOAD)
        store.submit_case(numbered_case(store, CASE))
        store.documents.put(CASE, "licence.pdf", b"sealed")
        yield store


def begun(store: Store) -> AttemptRecord:
    """An attempt at the licence that takes a blank."""
    document = store.documents.get(CASE, "licence.pdf")
    assert document is not None
    attempt = replace(new_attempt(document.sha256), stationery="food")
    store.prints.begin(attempt)
    return attempt


def ended(store: Store, state: AttemptState) -> AttemptRecord:
    """An attempt that has ended so."""
    attempt = begun(store)
    store.prints.advance(attempt.attempt_id, state, Evidence())
    return attempt


def states(store: Store, *serials: int) -> list[str]:
    """Where these sheets are."""
    sheets = store.stock.sheets_of("food")
    return [sheets[serial].state.value for serial in serials]


def voids(store: Store) -> list[int]:
    """Serials that the register is told of."""
    said = [
        json.loads(one.body) for one in store.outbox.waiting(100) if one.kind == "number-void"
    ]
    assert all(one["series"] == "blank/food" for one in said)
    return [one["value"] for one in said]


def test_a_series_is_named_as_the_printing_house_names_it(store: Store) -> None:
    store.stock.book(replace(RECEIVE, sheets=BlankRange("HYG-2026A", 1, 20)))
    assert "HYG-2026A" in store.stock.series()


def test_a_print_keeps_its_sheet_from_the_first_byte_to_the_paper(store: Store) -> None:
    attempt = begun(store)
    assert store.stock.of_attempt(attempt.attempt_id) == ("food", 1)
    assert states(store, 1, 2) == ["reserved", "loaded"]
    store.prints.advance(attempt.attempt_id, AttemptState.SENT, Evidence(job_id=1))
    assert states(store, 1) == ["reserved"]
    store.prints.advance(attempt.attempt_id, AttemptState.DEVICE_DONE, Evidence())
    assert states(store, 1, 2) == ["used", "loaded"]
    assert store.stock.loaded() == {"food": 9}
    assert voids(store) == []


def test_a_print_that_provably_did_not_begin_gives_its_sheet_back(store: Store) -> None:
    ended(store, AttemptState.NOT_STARTED)
    assert store.stock.balance_of("food").of(BlankState.LOADED) == 10
    assert store.stock.of_attempt(begun(store).attempt_id) == ("food", 1)


@pytest.mark.parametrize("end", [AttemptState.UNKNOWN, AttemptState.DEVICE_FAILED])
@pytest.mark.parametrize(
    ("said", "state"),
    [
        (SHEET_FOUND, "used"),
        (LOST_SHEET, "loaded"),
        (Disposition(Found.DESTROYED, "0107"), "spoiled"),
    ],
)
def test_what_staff_finds_says_where_the_sheet_is(
    store: Store, end: AttemptState, said: Disposition, state: str
) -> None:
    attempt = ended(store, end)
    assert states(store, 1) == ["reserved"]
    (waiting,) = store.prints.unsettled_prints()
    assert waiting.blank == ("food", 1)
    store.prints.settle(attempt.attempt_id, said)
    assert store.prints.disposition_of(attempt.attempt_id) == said
    assert states(store, 1) == [state]
    assert voids(store) == ([1] if state == "spoiled" else [])


def test_a_double_feed_is_put_right_by_two_who_read_the_number(store: Store) -> None:
    attempt = ended(store, AttemptState.UNKNOWN)
    store.prints.settle(
        attempt.attempt_id, Disposition(Found.CAME_OUT, "0107", "0112", serial=3)
    )
    assert states(store, 1, 2, 3, 4) == ["missing", "missing", "used", "loaded"]
    assert voids(store) == [1, 2]
    found_again = entry(BlankMove.SPOIL, 2, reason="found-again")
    store.stock.book(found_again)
    assert states(store, 2) == ["spoiled"]
    assert voids(store) == [1, 2]


def test_the_number_that_was_expected_changes_nothing(store: Store) -> None:
    attempt = ended(store, AttemptState.UNKNOWN)
    store.prints.settle(
        attempt.attempt_id, Disposition(Found.CAME_OUT, "0107", "0112", serial=1)
    )
    assert states(store, 1, 2) == ["used", "loaded"]


def test_a_number_that_cannot_be_leaves_all_as_it_was(store: Store) -> None:
    attempt = ended(store, AttemptState.UNKNOWN)
    wrong = Disposition(Found.CAME_OUT, "0107", "0112", serial=15)
    with pytest.raises(BlankRuleError, match="does not lie in that tray"):
        store.prints.settle(attempt.attempt_id, wrong)
    assert states(store, 1) == ["reserved"]
    assert store.prints.is_closed()
    assert store.prints.disposition_of(attempt.attempt_id) is None


def test_on_plain_paper_nothing_is_said_of_blanks(store: Store) -> None:
    assert store.stock.series() == ("food",)
    store.documents.put(CASE, "receipt.pdf", b"on plain paper")
    document = store.documents.get(CASE, "receipt.pdf")
    assert document is not None
    attempt = new_attempt(document.sha256)
    store.prints.begin(attempt)
    store.prints.advance(attempt.attempt_id, AttemptState.DEVICE_FAILED, Evidence(code="X"))
    (waiting,) = store.prints.unsettled_prints()
    assert (waiting.blank, waiting.is_closing, waiting.code) == (None, False, "X")
    assert store.prints.last_at(attempt.attempt_id) == waiting.at
    assert store.prints.last_at("nobody's") is None
    with pytest.raises(BlankRuleError, match="has no numbered sheet"):
        store.prints.settle(
            attempt.attempt_id, Disposition(Found.CAME_OUT, "0107", "0112", serial=3)
        )
    store.prints.settle(attempt.attempt_id, Disposition(Found.DESTROYED, "0107"))
    assert store.stock.balance_of("food").of(BlankState.LOADED) == 10


def test_without_a_loaded_sheet_nothing_is_begun(store: Store) -> None:
    store.stock.book(entry(BlankMove.UNLOAD, 1, 10))
    with pytest.raises(NoBlankError, match="STOCK-1601"):
        begun(store)
    with pytest.raises(NoBlankError, match="STOCK-1601"):
        store.stock.tray_of("food")
    assert store.prints.open_attempts() == ()


def test_a_batch_that_runs_out_in_the_middle_goes_on_with_the_next(store: Store) -> None:
    for serial in range(1, 11):
        attempt = replace(new_attempt(f"{serial:064x}"), stationery="food")
        store.prints.begin(attempt)
        assert store.stock.of_attempt(attempt.attempt_id) == ("food", serial)
        store.prints.advance(attempt.attempt_id, AttemptState.DEVICE_DONE, Evidence())
    with pytest.raises(NoBlankError):
        begun(store)
    store.stock.book(entry(BlankMove.LOAD, 11, 20))
    assert store.stock.tray_of("food") == "tray-2"
    assert store.stock.of_attempt(begun(store).attempt_id) == ("food", 11)


@pytest.mark.parametrize(
    ("found", "who", "witness", "serial"),
    [
        (Found.CAME_OUT, "", "0112", None),
        (Found.NOTHING_CAME_OUT, "0107", "", None),
        (Found.NOTHING_CAME_OUT, "0107", " ", None),
        (Found.NOTHING_CAME_OUT, "0107", "0107", None),
        (Found.CAME_OUT, "0107", "", 3),
    ],
)
def test_too_few_people_say_nothing(
    found: Found, who: str, witness: str, serial: int | None
) -> None:
    with pytest.raises(ValueError, match=r"two persons|another one|stand for"):
        Disposition(found, who, witness, serial)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE blank SET state = 'returned' WHERE serial = 1",
        "UPDATE blank SET serial = 99 WHERE serial = 1",
        "DELETE FROM blank",
        "INSERT INTO blank VALUES ('food', 99, 'used', '', '', 'rising', '')",
        "UPDATE blank_event SET who = 'x'",
        "DELETE FROM blank_event",
        "INSERT INTO blank_event (move, series, first, last, without, who, witness, batch,"
        " tray, feed, reason, attempt_id, at) VALUES ('load', 'food', 1, 1,"
        " '[]', 'a', '', '', '', 'rising', '', '', '')",
    ],
)
def test_the_schema_itself_keeps_the_rules(store: Store, statement: str) -> None:
    with pytest.raises(IntegrityError):
        store._database.execute(statement)


def test_the_schema_keeps_what_people_found(store: Store) -> None:
    attempt = ended(store, AttemptState.UNKNOWN)
    ask = store._database.execute
    with pytest.raises(IntegrityError, match="by what a person found"):
        ask("UPDATE print_attempt SET settlement = 'lost'")
    one = "INSERT INTO disposition VALUES (?, 'nothing_came_out', '0107', ?, '')"
    for witness in ("", "0107"):
        with pytest.raises(IntegrityError):
            ask(one, (attempt.attempt_id, witness))
    store.prints.settle(attempt.attempt_id, LOST_SHEET)
    for statement in ("UPDATE disposition SET found = 'came_out'", "DELETE FROM disposition"):
        with pytest.raises(IntegrityError, match="never"):
            ask(statement)


def test_a_code_is_told_once_and_leads_to_its_case(store: Store) -> None:
    assert store.prints.pickup_code(CASE) == ""
    ended(store, AttemptState.UNKNOWN)
    code = store.prints.pickup_code(CASE)
    assert code.isdecimal()
    assert len(code) == 6
    assert store.prints.give_code(CASE) == code
    assert store.prints.case_of_pickup(code) == CASE
    assert store.prints.case_of_pickup("") == ""


def test_codes_are_never_the_same_for_two_cases(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = "K-0001-20261123-0002"
    store.submit_case(numbered_case(store, other))
    drawn = iter([7, 7, 8])
    monkeypatch.setattr("secrets.randbelow", lambda _bound: next(drawn))
    assert [store.prints.give_code(one) for one in (CASE, other)] == ["000007", "000008"]


def test_the_days_sheet_opens_with_what_the_last_one_left(
    store: Store, clock: FixedClock
) -> None:
    first_day = clock.today()
    clock.advance(24 * 3600)
    ended(store, AttemptState.DEVICE_DONE)
    store.stock.book(entry(BlankMove.SPOIL, 20, reason="damaged"))
    store.stock.book(entry(BlankMove.MISS, 19, reason="gap"))
    clock.advance(24 * 3600)
    store.stock.book(entry(BlankMove.DESTROY, 20))
    booked = store.stock.entries()
    second = day_sheet("food", booked, date.fromordinal(first_day.toordinal() + 1))
    assert (second.opening.on_hand, second.closing.on_hand) == (20, 18)
    assert second.moved[BlankMove.SPOIL] == (20,)
    assert BlankMove.DESTROY not in second.moved
    assert day_sheet("food", booked, first_day).opening.ever_received == 0
    assert [one.entry.move.value for one in store.stock.entries("food", day=first_day)] == [
        "receive",
        "load",
    ]
    assert store.stock.entries("drink") == ()
    site = Site("K-0001", "示例局", clock.now())
    values = sheet_values([second], site, day=clock.today())
    assert "缺1张" in str(values["verdict"])
    assert any("作废｜1｜20" in row for row in values["rows"])
    assert "没有编号空白证书" in str(sheet_values([], site, day=clock.today())["verdict"])
    assert "缺" not in str(
        sheet_values([day_sheet("food", booked, first_day)], site, day=first_day)["verdict"]
    )


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(ENTRIES, max_size=15))
def test_the_file_is_what_its_lines_say_whatever_is_booked(
    tmp_path: Path, tried: list[BlankEntry]
) -> None:
    with opened(tmp_path, FixedClock()) as store:
        for one in tried:
            moved = one.sheets
            fresh = replace(one, sheets=BlankRange("rough", moved.first, moved.last))
            try:
                store.stock.book(fresh)
            except (BlankRuleError, IntegrityError):
                continue
        lines = [booked.entry for booked in store.stock.entries("rough")]
        sheets = store.stock.sheets_of("rough")
        assert replayed(lines).get("rough", {}) == sheets
        assert store.stock.balance_of("rough").ever_received == len(sheets)
