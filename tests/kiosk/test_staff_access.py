# SPDX-License-Identifier: Apache-2.0
"""Staff entry: no default PIN, growing delays that outlive a restart."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from kiosk.staff.access import Locked, NotSet, StaffAccess, WeakPinError, Wrong, delay_after
from kiosk.store.records import StaffRole
from kiosk.store.store import Store
from tests.support.fixed_clock import FixedClock
from tests.support.store_samples import opened

CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
PIN = "135790"


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def store(tmp_path: Path, clock: FixedClock) -> Iterator[Store]:
    with opened(tmp_path, clock) as store:
        yield store


@pytest.fixture
def access(store: Store, clock: FixedClock) -> StaffAccess:
    return StaffAccess(store.staff_pins, clock, CHEAP)


def dispositions(store: Store) -> list[str]:
    return [row.disposition for row in store.journal.all() if row.event == "staff-entry-ended"]


def test_without_a_pin_nobody_enters(access: StaffAccess) -> None:
    assert not access.is_set
    for guess in ("", "000000", "123456", PIN):
        assert access.try_pin(guess) == NotSet()


def test_each_role_enters_with_its_own_pin(access: StaffAccess, store: Store) -> None:
    access.set_pin(StaffRole.CLERK, PIN)
    access.set_pin(StaffRole.TECHNICIAN, "97531086")
    assert access.is_set
    assert access.try_pin(PIN) is StaffRole.CLERK
    assert access.try_pin("97531086") is StaffRole.TECHNICIAN
    assert dispositions(store) == ["entered", "entered"]


def test_the_pin_is_nowhere_in_the_store(access: StaffAccess, store: Store) -> None:
    access.set_pin(StaffRole.CLERK, PIN)
    ((_, pin_hash),) = store.staff_pins.hashes()
    assert pin_hash.startswith("$argon2id$")
    assert PIN not in pin_hash
    assert all(PIN not in row.facts for row in store.journal.all())


@pytest.mark.parametrize(
    "pin",
    ["", "12345", "1" * 13, "111111", "123456", "654321", "90123456", "12a456", "１２３４５７"],
)
def test_a_pin_that_is_guessed_at_once_cannot_be_set(access: StaffAccess, pin: str) -> None:
    with pytest.raises(WeakPinError):
        access.set_pin(StaffRole.CLERK, pin)
    assert not access.is_set


def test_the_delay_begins_with_the_fifth_wrong_try_and_doubles(
    access: StaffAccess, clock: FixedClock
) -> None:
    access.set_pin(StaffRole.CLERK, PIN)
    assert [access.try_pin("0") for _ in range(4)] == [Wrong(4), Wrong(3), Wrong(2), Wrong(1)]
    assert access.try_pin("0") == Locked(15.0)
    assert access.try_pin(PIN) == Locked(15.0)
    clock.advance(15)
    assert access.try_pin("0") == Locked(30.0)
    clock.advance(29)
    assert access.try_pin(PIN) == Locked(1.0)
    clock.advance(1)
    assert access.try_pin(PIN) is StaffRole.CLERK
    assert access.try_pin("0") == Wrong(4)


def test_a_restart_does_not_shorten_the_delay(tmp_path: Path) -> None:
    clock = FixedClock()
    with opened(tmp_path, clock) as store:
        access = StaffAccess(store.staff_pins, clock, CHEAP)
        access.set_pin(StaffRole.CLERK, PIN)
        for _ in range(5):
            access.try_pin("0")
        clock.advance(15)
        assert access.try_pin("0") == Locked(30.0)
    with opened(tmp_path, clock) as store:
        access = StaffAccess(store.staff_pins, clock, CHEAP)
        clock.advance(10)
        assert access.try_pin(PIN) == Locked(20.0)


def test_setting_the_clock_back_neither_opens_nor_locks_for_ever(
    access: StaffAccess, clock: FixedClock
) -> None:
    access.set_pin(StaffRole.CLERK, PIN)
    for _ in range(5):
        access.try_pin("0")
    clock.advance(-365 * 24 * 3600)
    assert access.try_pin(PIN) == Locked(15.0)
    clock.advance(15)
    assert access.try_pin(PIN) is StaffRole.CLERK


def test_a_new_pin_or_a_technician_ends_the_delay(access: StaffAccess) -> None:
    access.set_pin(StaffRole.CLERK, PIN)
    for _ in range(5):
        access.try_pin("0")
    access.unlock()
    assert access.try_pin(PIN) is StaffRole.CLERK
    for _ in range(5):
        access.try_pin("0")
    access.set_pin(StaffRole.CLERK, "246802")
    assert access.try_pin("246802") is StaffRole.CLERK


def test_the_code_on_the_console_opens_once_and_only_while_no_pin_is_set(
    access: StaffAccess, store: Store
) -> None:
    code = access.one_time_code()
    assert len(code) == 8
    assert access.try_pin("00000000" if code != "00000000" else "1") == Wrong(4)
    assert access.try_pin(code) is StaffRole.TECHNICIAN
    assert access.try_pin(code) == NotSet()
    fresh = access.one_time_code()
    access.set_pin(StaffRole.CLERK, PIN)
    assert access.one_time_code() == ""
    assert access.try_pin(fresh) == Wrong(4)
    assert dispositions(store) == ["wrong", "entered", "wrong"]


def test_a_damaged_hash_opens_nothing(access: StaffAccess, store: Store) -> None:
    store.staff_pins.set_hash(StaffRole.CLERK, "no hash")
    assert access.try_pin("no hash") == Wrong(4)


def test_the_delay_has_an_end() -> None:
    assert [delay_after(failures) for failures in (0, 4, 5, 6, 1000)] == [0, 0, 15, 30, 3600]
