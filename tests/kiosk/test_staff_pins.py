# SPDX-License-Identifier: Apache-2.0
"""PINs of staff: what opens no door although it once did, or looks as if it might."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from kiosk.staff.access import Locked, StaffAccess, WeakPinError, Wrong
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


def test_an_empty_pin_opens_nothing_once_a_pin_is_set(access: StaffAccess) -> None:
    access.set_pin(StaffRole.CLERK, PIN)
    assert access.try_pin("") == Wrong(4)


def test_the_code_on_the_console_dies_when_a_pin_is_set_from_the_command_line(
    access: StaffAccess, store: Store, clock: FixedClock
) -> None:
    code = access.one_time_code()
    StaffAccess(store.staff_pins, clock, CHEAP).set_pin(StaffRole.TECHNICIAN, PIN)
    assert access.try_pin(code) == Wrong(4)
    assert access.try_pin(PIN) is StaffRole.TECHNICIAN


def test_wrong_codes_of_the_console_end_in_the_same_delay(
    access: StaffAccess, clock: FixedClock
) -> None:
    code = access.one_time_code()
    for _ in range(5):
        access.try_pin("0")
    assert access.try_pin(code) == Locked(15.0)
    clock.advance(15)
    assert access.try_pin(code) is StaffRole.TECHNICIAN


@pytest.mark.parametrize("pin", ["246802", "246802468024"])
def test_the_shortest_and_the_longest_pin_may_be_set(access: StaffAccess, pin: str) -> None:
    access.set_pin(StaffRole.CLERK, pin)
    assert access.try_pin(pin) is StaffRole.CLERK


@pytest.mark.parametrize("pin", ["24680", "2468024680246"])
def test_a_pin_one_digit_shorter_or_longer_may_not(access: StaffAccess, pin: str) -> None:
    with pytest.raises(WeakPinError, match="6 to 12 digits"):
        access.set_pin(StaffRole.CLERK, pin)


def test_the_old_pin_of_a_role_opens_nothing_and_the_other_role_keeps_its_own(
    access: StaffAccess,
) -> None:
    access.set_pin(StaffRole.CLERK, PIN)
    access.set_pin(StaffRole.TECHNICIAN, "97531086")
    access.set_pin(StaffRole.CLERK, "246802")
    assert access.try_pin(PIN) == Wrong(4)
    assert access.try_pin("246802") is StaffRole.CLERK
    assert access.try_pin("97531086") is StaffRole.TECHNICIAN


def test_the_journal_tells_of_every_try_and_who_entered(
    access: StaffAccess, store: Store, clock: FixedClock
) -> None:
    access.set_pin(StaffRole.CLERK, PIN)
    for guess in ("0", "1", "2", "3", "4", PIN):
        access.try_pin(guess)
    clock.advance(15)
    access.try_pin(PIN)
    lines = [
        (row.event, row.disposition, row.facts)
        for row in store.journal.all()
        if row.event.startswith("staff-")
    ]
    assert lines == [
        ("staff-pin-set", "", '{"role":"clerk"}'),
        *[("staff-entry-ended", "wrong", "{}")] * 5,
        ("staff-entry-ended", "locked", "{}"),
        ("staff-entry-ended", "entered", '{"role":"clerk"}'),
    ]
