# SPDX-License-Identifier: Apache-2.0
"""PINs of staff: what opens no door although it once did, or looks as if it might."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from kiosk.staff.access import (
    CONSOLE,
    Entered,
    Locked,
    StaffAccess,
    WeakPinError,
    Wrong,
)
from kiosk.store.records import StaffRole
from kiosk.store.store import Store
from tests.support.fixed_clock import FixedClock
from tests.support.store_samples import opened

CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
PIN = "135790"
WANG, ZHAO = "1024", "2048"


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def store(tmp_path: Path, clock: FixedClock) -> Iterator[Store]:
    with opened(tmp_path, clock) as store:
        yield store


@pytest.fixture
def access(store: Store, clock: FixedClock) -> StaffAccess:
    return StaffAccess(store.staff, clock, CHEAP)


def test_an_empty_pin_opens_nothing_once_a_pin_is_set(access: StaffAccess) -> None:
    access.add(WANG, StaffRole.CLERK, PIN)
    assert access.try_pin(WANG, "") == Wrong(4)


def test_the_code_on_the_console_dies_when_a_pin_is_set_from_the_command_line(
    access: StaffAccess, store: Store, clock: FixedClock
) -> None:
    code = access.one_time_code()
    StaffAccess(store.staff, clock, CHEAP).add(ZHAO, StaffRole.TECHNICIAN, PIN)
    assert access.try_pin(CONSOLE, code) == Wrong(4)
    assert access.try_pin(ZHAO, PIN) == Entered(ZHAO, StaffRole.TECHNICIAN)


def test_wrong_codes_of_the_console_end_in_the_same_delay(
    access: StaffAccess, clock: FixedClock
) -> None:
    code = access.one_time_code()
    for _ in range(5):
        access.try_pin(CONSOLE, "0")
    assert access.try_pin(CONSOLE, code) == Locked(15.0)
    clock.advance(15)
    assert access.try_pin(CONSOLE, code) == Entered(CONSOLE, StaffRole.TECHNICIAN)


@pytest.mark.parametrize("pin", ["246802", "246802468024"])
def test_the_shortest_and_the_longest_pin_may_be_set(access: StaffAccess, pin: str) -> None:
    access.add(WANG, StaffRole.CLERK, pin)
    assert access.try_pin(WANG, pin) == Entered(WANG, StaffRole.CLERK)


@pytest.mark.parametrize("pin", ["24680", "2468024680246"])
def test_a_pin_one_digit_shorter_or_longer_may_not(access: StaffAccess, pin: str) -> None:
    with pytest.raises(WeakPinError, match="6 to 12 digits"):
        access.add(WANG, StaffRole.CLERK, pin)


def test_the_old_pin_of_a_role_opens_nothing_and_the_other_role_keeps_its_own(
    access: StaffAccess,
) -> None:
    access.add(WANG, StaffRole.CLERK, PIN)
    access.add(ZHAO, StaffRole.TECHNICIAN, "97531086")
    access.set_pin(WANG, "246802")
    assert access.try_pin(WANG, PIN) == Wrong(4)
    assert access.try_pin(WANG, "246802") == Entered(WANG, StaffRole.CLERK)
    assert access.try_pin(ZHAO, "97531086") == Entered(ZHAO, StaffRole.TECHNICIAN)


def test_the_journal_tells_of_every_try_and_who_entered(
    access: StaffAccess, store: Store, clock: FixedClock
) -> None:
    access.add(WANG, StaffRole.CLERK, PIN)
    for guess in ("0", "1", "2", "3", "4", PIN):
        access.try_pin(WANG, guess)
    clock.advance(15)
    access.try_pin(WANG, PIN)
    lines = [
        (row.event, row.disposition, row.facts)
        for row in store.journal.all()
        if row.event.startswith("staff-")
    ]
    who = '{"role":"clerk","staff":"1024"}'
    assert lines == [
        ("staff-added", "", who),
        *[("staff-entry-ended", "wrong", who)] * 5,
        ("staff-entry-ended", "locked", who),
        ("staff-entry-ended", "entered", who),
    ]
