# SPDX-License-Identifier: Apache-2.0
"""Staff entry: no default PIN, growing delays that outlive a restart."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from kiosk.staff.access import (
    CONSOLE,
    MACHINE_TRIES,
    Entered,
    Locked,
    NotSet,
    StaffAccess,
    WeakPinError,
    Wrong,
    delay_after,
    first_number,
)
from kiosk.store.records import StaffRole
from kiosk.store.staff import StaffListError
from kiosk.store.store import Store
from tests.support.fixed_clock import FixedClock
from tests.support.store_samples import opened

CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
PIN = "135790"
WANG, ZHAO = "1024", "2048"
ENTERED = Entered(WANG, StaffRole.CLERK)


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


def dispositions(store: Store) -> list[str]:
    return [row.disposition for row in store.journal.all() if row.event == "staff-entry-ended"]


def test_without_a_pin_nobody_enters(access: StaffAccess) -> None:
    assert not access.is_set
    for guess in ("", "000000", "123456", PIN):
        assert access.try_pin(WANG, guess) == NotSet()


def test_each_person_enters_with_their_own_pin(access: StaffAccess, store: Store) -> None:
    access.add(WANG, StaffRole.CLERK, PIN)
    access.add(ZHAO, StaffRole.TECHNICIAN, "97531086")
    assert access.is_set
    assert access.try_pin(WANG, PIN) == ENTERED
    assert access.try_pin(ZHAO, "97531086") == Entered(ZHAO, StaffRole.TECHNICIAN)
    assert dispositions(store) == ["entered", "entered"]


def test_the_pin_is_nowhere_in_the_store(access: StaffAccess, store: Store) -> None:
    access.add(WANG, StaffRole.CLERK, PIN)
    (member,) = store.staff.members()
    pin_hash = member.pin_hash
    assert pin_hash.startswith("$argon2id$")
    assert PIN not in pin_hash
    assert all(PIN not in row.facts for row in store.journal.all())


@pytest.mark.parametrize(
    "pin",
    ["", "12345", "1" * 13, "111111", "123456", "654321", "90123456", "12a456", "１２３４５７"],
)
def test_a_pin_that_is_guessed_at_once_cannot_be_set(access: StaffAccess, pin: str) -> None:
    with pytest.raises(WeakPinError):
        access.add(WANG, StaffRole.CLERK, pin)
    assert not access.is_set


def test_the_delay_begins_with_the_fifth_wrong_try_and_doubles(
    access: StaffAccess, clock: FixedClock
) -> None:
    access.add(WANG, StaffRole.CLERK, PIN)
    assert [access.try_pin(WANG, "0") for _ in range(4)] == [
        Wrong(4),
        Wrong(3),
        Wrong(2),
        Wrong(1),
    ]
    assert access.try_pin(WANG, "0") == Locked(15.0)
    assert access.try_pin(WANG, PIN) == Locked(15.0)
    clock.advance(15)
    assert access.try_pin(WANG, "0") == Locked(30.0)
    clock.advance(29)
    assert access.try_pin(WANG, PIN) == Locked(1.0)
    clock.advance(1)
    assert access.try_pin(WANG, PIN) == ENTERED
    assert access.try_pin(WANG, "0") == Wrong(4)


def test_a_restart_does_not_shorten_the_delay(tmp_path: Path) -> None:
    clock = FixedClock()
    with opened(tmp_path, clock) as store:
        access = StaffAccess(store.staff, clock, CHEAP)
        access.add(WANG, StaffRole.CLERK, PIN)
        for _ in range(5):
            access.try_pin(WANG, "0")
        clock.advance(15)
        assert access.try_pin(WANG, "0") == Locked(30.0)
    with opened(tmp_path, clock) as store:
        access = StaffAccess(store.staff, clock, CHEAP)
        clock.advance(10)
        assert access.try_pin(WANG, PIN) == Locked(20.0)


def test_setting_the_clock_back_neither_opens_nor_locks_for_ever(
    access: StaffAccess, clock: FixedClock
) -> None:
    access.add(WANG, StaffRole.CLERK, PIN)
    for _ in range(5):
        access.try_pin(WANG, "0")
    clock.advance(-365 * 24 * 3600)
    assert access.try_pin(WANG, PIN) == Locked(15.0)
    clock.advance(15)
    assert access.try_pin(WANG, PIN) == ENTERED


def test_a_new_pin_or_a_technician_ends_the_delay(access: StaffAccess) -> None:
    access.add(WANG, StaffRole.CLERK, PIN)
    for _ in range(5):
        access.try_pin(WANG, "0")
    access.unlock()
    assert access.try_pin(WANG, PIN) == ENTERED
    for _ in range(5):
        access.try_pin(WANG, "0")
    access.set_pin(WANG, "246802")
    assert access.try_pin(WANG, "246802") == ENTERED


def test_the_code_on_the_console_opens_once_and_only_while_no_pin_is_set(
    access: StaffAccess, store: Store
) -> None:
    code = access.one_time_code()
    assert len(code) == 8
    assert access.try_pin(CONSOLE, "00000000" if code != "00000000" else "1") == Wrong(4)
    assert access.try_pin(CONSOLE, code) == Entered(CONSOLE, StaffRole.TECHNICIAN)
    assert access.try_pin(CONSOLE, code) == NotSet()
    fresh = access.one_time_code()
    access.add(WANG, StaffRole.CLERK, PIN)
    assert access.one_time_code() == ""
    assert access.try_pin(CONSOLE, fresh) == Wrong(4)
    assert dispositions(store) == ["wrong", "entered", "wrong"]


def test_a_damaged_hash_opens_nothing(access: StaffAccess, store: Store) -> None:
    store.staff.add(WANG, StaffRole.CLERK, "no hash")
    assert access.try_pin(WANG, "no hash") == Wrong(4)


def test_the_delay_has_an_end() -> None:
    assert [delay_after(failures) for failures in (0, 4, 5, 6, 1000)] == [0, 0, 15, 30, 3600]


def test_wrong_tries_of_one_person_do_not_lock_another(access: StaffAccess) -> None:
    access.add(WANG, StaffRole.CLERK, PIN)
    access.add(ZHAO, StaffRole.SUPERVISOR, "97531086")
    for _ in range(5):
        access.try_pin(WANG, "0")
    assert access.try_pin(WANG, PIN) == Locked(15.0)
    assert access.try_pin(ZHAO, "97531086") == Entered(ZHAO, StaffRole.SUPERVISOR)


def test_pins_are_not_tried_out_person_by_person(access: StaffAccess) -> None:
    """Four tries under each number never lock a person; all together lock the machine."""
    access.add(WANG, StaffRole.CLERK, PIN)
    numbers = [str(7000 + count // 4) for count in range(MACHINE_TRIES)]
    outcomes = [access.try_pin(number, "0") for number in numbers]
    assert all(isinstance(one, Wrong) for one in outcomes[:-1])
    assert outcomes[-1] == Locked(15.0)
    assert access.try_pin(WANG, PIN) == Locked(15.0)


def test_a_typed_number_that_is_nobodys_is_kept_nowhere(
    access: StaffAccess, store: Store
) -> None:
    """It may be a PIN that somebody typed into the wrong field."""
    access.add(WANG, StaffRole.CLERK, PIN)
    access.try_pin("864200", "1")
    assert store.staff.failures("864200") is None
    assert all("864200" not in row.facts for row in store.journal.all())


def test_whoever_left_enters_no_more_and_the_number_is_nobody_elses(
    access: StaffAccess, store: Store
) -> None:
    access.add(WANG, StaffRole.CLERK, PIN)
    access.add(ZHAO, StaffRole.CLERK, "97531086")
    store.staff.remove(WANG)
    assert isinstance(access.try_pin(WANG, PIN), Wrong)
    assert [one.number for one in store.staff.members()] == [ZHAO]
    with pytest.raises(StaffListError):
        access.add(WANG, StaffRole.AUDITOR, "246802")
    with pytest.raises(StaffListError):
        access.set_pin(WANG, "246802")
    with pytest.raises(StaffListError):
        store.staff.remove(WANG)
    with pytest.raises(StaffListError):
        access.unlock(WANG)


@pytest.mark.parametrize("number", ["", "0", "123456789", "12a", "１２"])
def test_a_staff_number_is_one_to_eight_digits(access: StaffAccess, number: str) -> None:
    with pytest.raises(StaffListError):
        access.add(number, StaffRole.CLERK, PIN)


def test_the_number_itself_is_no_pin(access: StaffAccess) -> None:
    with pytest.raises(WeakPinError):
        access.add(PIN, StaffRole.CLERK, PIN)


def test_a_pin_without_a_number_is_that_of_the_only_one_of_the_role(
    access: StaffAccess, store: Store
) -> None:
    assert first_number(store.staff, StaffRole.TECHNICIAN) == "2"
    access.add(ZHAO, StaffRole.TECHNICIAN, PIN)
    assert first_number(store.staff, StaffRole.TECHNICIAN) == ZHAO
    access.add(WANG, StaffRole.TECHNICIAN, PIN)
    with pytest.raises(StaffListError, match="several"):
        first_number(store.staff, StaffRole.TECHNICIAN)


def test_a_card_is_one_persons_alone_and_goes_with_them(store: Store) -> None:
    store.staff.add(WANG, StaffRole.CLERK, "h")
    store.staff.add(ZHAO, StaffRole.CLERK, "h")
    store.staff.set_card(WANG, "c1")
    holder = store.staff.holder_of("c1")
    assert holder is not None
    assert holder.number == WANG
    with pytest.raises(StaffListError, match="somebody else's"):
        store.staff.set_card(ZHAO, "c1")
    assert store.staff.holder_of("") is None
    store.staff.remove(WANG)
    assert store.staff.holder_of("c1") is None


def test_a_notice_outlives_a_restart(tmp_path: Path) -> None:
    clock = FixedClock()
    with opened(tmp_path, clock) as store:
        store.staff.put_notice("part", "", who=WANG)
        store.staff.put_notice("own", "下午来修", who=ZHAO)
    with opened(tmp_path, clock) as store:
        notice = store.staff.notice()
        assert notice is not None
        assert (notice.kind, notice.text, notice.who) == ("own", "下午来修", ZHAO)
        store.staff.take_notice_down(who=WANG)
        store.staff.take_notice_down(who=WANG)
        assert store.staff.notice() is None
        told = [row.disposition for row in store.journal.all() if row.event == "notice-changed"]
        assert told == ["on", "on", "off"]
