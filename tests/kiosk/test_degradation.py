# SPDX-License-Identifier: Apache-2.0
"""The degradation matrix against the rule in words, over every state of every device."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from typing import Final

import pytest

from devices.identity.record import Assurance, SourceKind
from devices.states import DeviceState, ProbeReport
from forms.identity_need import IdentityMeans, PersonCheck
from forms.needs import Need, Without
from forms.service_item import ServiceItem
from kiosk.session import identify
from kiosk.session.degradation import (
    Form,
    Lack,
    Remaining,
    needed_by_all,
    remaining,
    remaining_query,
)
from kiosk.session.events import Touched
from kiosk.session.machine import Machine
from kiosk.session.session import Session
from kiosk.session.states import State
from kiosk.session.transitions import step
from tests.support.applying import shipped
from tests.support.visits import Visit

pytestmark = pytest.mark.slow

DEVICES: Final = (
    "store",
    "reader",
    "scanner",
    "card_slot",
    "person_check",
    "printer",
    "seal",
    "platform",
    "desk",
)
GOOD, AWAY, UNKNOWN = DeviceState.ONLINE, DeviceState.OFFLINE, DeviceState.UNKNOWN
WAYS = (SourceKind.SAM_SERIAL, SourceKind.QR_TOKEN, SourceKind.SSCARD_PCSC)
MEANS = IdentityMeans(WAYS, PersonCheck.PHONE_CODE)

CHECKED: Final = "checked"
"""A service beside the shipped ones: it checks the person, and its licence needs a blank."""

RULE: Final = {
    "hygiene-permit": ("store printer seal", "reader scanner", "platform desk"),
    "individual-business": ("store printer seal", "reader scanner", "platform desk"),
    "road-freight-licence": ("store printer seal", "reader scanner", "platform desk"),
    "own-certificates": ("store printer platform", "reader scanner", ""),
    CHECKED: ("store printer seal person_check", "reader", "platform desk"),
}
"""Service: needed, one of these needed, and without what it is reduced. Written by hand."""

LEFT: Final = {"platform": Without.UNCALLED, "desk": Without.QUEUED}


def services() -> tuple[ServiceItem, ...]:
    """The shipped services, and one that asks for more."""
    items = shipped().services
    permit = next(item for item in items if item.id == "hygiene-permit")
    identity = replace(
        permit.identity,
        person_check=PersonCheck.PHONE_CODE,
        assurance=(Assurance.CHIP_VERIFIED,),
    )
    assert permit.licence is not None
    licence = replace(permit.licence, blank_stock="food")
    return (*items, replace(permit, id=CHECKED, identity=identity, licence=licence))


def machine(states: dict[str, DeviceState], *facts: tuple[str, str]) -> Machine:
    """A kiosk with everything, in these states; a device that is away says which one it is."""
    reports = tuple(
        ProbeReport(
            name,
            state,
            f"OF-{name}" if state is AWAY else "",
            facts=(("blank.food", "5"), *facts) if name == "printer" else (),
        )
        for name, state in states.items()
    )
    return Machine(
        reports,
        means=MEANS,
        ways=WAYS[:2],
        needed=("store", *needed_by_all(shipped().services)),
        fitted=("seal", "desk"),
    )


def every(*possible: DeviceState) -> Iterator[dict[str, DeviceState]]:
    """Every state of all devices together."""
    for states in product(possible, repeat=len(DEVICES)):
        yield dict(zip(DEVICES, states, strict=True))


def by_rule(name: str, states: dict[str, DeviceState]) -> tuple[Form, set[Without], str]:
    """Form, reductions and the device that closes it, read from the hand-written rule."""
    needed, any_of, reduced = RULE[name]
    asked = [device for device in needed.split() if states[device] is not GOOD]
    ways = any_of.split()
    if all(states[way] is not GOOD for way in ways):
        asked.append(ways[0])
    if asked:
        return (Form.QUERY if may_ask(states) else Form.NOTHING), set(), asked[0]
    less = {LEFT[one] for one in reduced.split() if states[one] is not GOOD}
    return (Form.REDUCED if less else Form.FULL), less, ""


def may_ask(states: dict[str, DeviceState]) -> bool:
    """Whether one's own cases can be asked after: a checked person at an open kiosk."""
    is_known = GOOD in {states["reader"], states["scanner"]}
    return is_known and {states[one] for one in ("store", "printer", "person_check")} == {GOOD}


@pytest.mark.no_cover
@pytest.mark.parametrize("possible", [(GOOD, AWAY), (GOOD, AWAY, UNKNOWN)])
def test_every_state_of_every_device_leaves_what_the_rule_says(
    possible: tuple[DeviceState, ...],
) -> None:
    items = services()
    assert {item.id for item in items} == set(RULE)
    count = 0
    for states in every(*possible):
        kiosk = machine(states)
        for item in items:
            found = remaining(kiosk, item)
            form, less, closing = by_rule(item.id, states)
            assert (found.form, set(found.reductions)) == (form, less), (item.id, states)
            assert (found.closing is None) is (closing == ""), (item.id, states)
        assert remaining_query(kiosk).is_open is may_ask(states), states
        count += 1
    assert count == len(possible) ** len(DEVICES)


@pytest.mark.no_cover
def test_guide_lights_change_nothing_whatever_else_is_away() -> None:
    items = services()
    for states in every(GOOD, AWAY):
        kiosk = machine(states)
        for light in DeviceState:
            lit = kiosk.with_report(ProbeReport("guide_lights", light, "OF-guide_lights"))
            assert lit.fault_code == kiosk.fault_code
            assert remaining_query(lit) == remaining_query(kiosk)
            for item in items:
                assert remaining(lit, item) == remaining(kiosk, item), (item.id, states, light)


@pytest.mark.parametrize("state", [one for one in DeviceState if not one.is_good])
@pytest.mark.parametrize("device", DEVICES)
def test_the_reason_is_the_code_of_what_is_away(device: str, state: DeviceState) -> None:
    others = dict.fromkeys(DEVICES, GOOD)
    kiosk = machine(others)
    told = ProbeReport(device, state, f"OF-{device}")
    for item in services():
        lacks = remaining(kiosk.with_report(told), item).lacks
        _, less, closing = by_rule(item.id, {**others, device: state})
        assert [lack.code for lack in lacks] == ([f"OF-{device}"] if closing or less else [])
        silent = kiosk.with_report(ProbeReport(device, state))
        assert {lack.code for lack in remaining(silent, item).lacks} <= {"APP-1002"}


def test_what_was_never_tested_is_offered_to_nobody() -> None:
    untested = replace(machine(dict.fromkeys(DEVICES, GOOD)), reports=())
    assert {remaining(untested, item).form for item in services()} == {Form.NOTHING}
    assert not remaining_query(untested).is_open


def test_a_kiosk_that_is_shut_as_a_whole_offers_nothing_and_one_that_offers_is_open() -> None:
    for states in every(GOOD, UNKNOWN):
        kiosk = machine(states)
        if kiosk.fault_code:
            assert not any(remaining(kiosk, item).is_open for item in shipped().services)
            assert not remaining_query(kiosk).is_open


def test_a_notice_of_staff_closes_everything() -> None:
    noted = replace(machine(dict.fromkeys(DEVICES, GOOD)), notice="own")
    for item in services():
        assert remaining(noted, item) == Remaining(
            Form.NOTHING, (Lack(Need.HOUSE, "STAFF-0903", Without.CLOSED),)
        )


@pytest.mark.parametrize(
    ("facts", "permit", "copies", "on_blanks"),
    [
        ((("closed", "PRINTER-0409"),), "without_paper", "PRINTER-0409", "without_paper"),
        ((("sheets", "5"),), "PRINTER-0410", "", "PRINTER-0410"),
        ((("blank.food", "0"),), "", "", "STOCK-1601"),
    ],
)
def test_ledgers_and_trays_are_needs_like_any_other(
    facts: tuple[tuple[str, str], ...], permit: str, copies: str, on_blanks: str
) -> None:
    kiosk = machine(dict.fromkeys(DEVICES, GOOD), *facts)
    said = {}
    for item in services():
        found = remaining(kiosk, item)
        closing = found.closing
        less = " ".join(one.value for one in found.reductions)
        said[item.id] = closing.code if closing else less
        assert found.is_open is (closing is None)
    assert (said["hygiene-permit"], said["own-certificates"], said[CHECKED]) == (
        permit,
        copies,
        on_blanks,
    )
    asked = remaining_query(kiosk)
    is_closed = facts[0][0] == "closed"
    assert asked.form is (Form.REDUCED if is_closed else Form.FULL)


def test_a_service_without_its_way_or_check_here_has_no_code_and_is_not_begun() -> None:
    checked = services()[-1]
    kiosk = machine(dict.fromkeys(DEVICES, GOOD))
    bare = replace(kiosk, means=IdentityMeans((SourceKind.QR_TOKEN,)))
    found = remaining(bare, checked)
    assert [(lack.need, lack.code) for lack in found.lacks] == [
        (Need.IDENTITY, ""),
        (Need.PERSON_CHECK, ""),
    ]
    assert not found.is_open


def test_a_kiosk_without_seal_and_desk_of_its_own_misses_neither() -> None:
    states = {**dict.fromkeys(DEVICES, GOOD), "seal": AWAY, "desk": AWAY}
    plain = replace(machine(states), fitted=())
    assert remaining(plain, services()[0]) == Remaining(Form.FULL)


def test_home_begins_what_the_matrix_says_and_nothing_else() -> None:
    items = {item.id for item in shipped().services}
    for device in DEVICES:
        for state in (GOOD, AWAY, UNKNOWN):
            states = {**dict.fromkeys(DEVICES, GOOD), device: state}
            home = Visit().touch("start").session
            home = replace(home, machine=machine(states))
            begun = {id_ for id_ in items if _is_begun(home, id_)}
            rule = {id_ for id_ in items if not by_rule(id_, states)[2]}
            assert begun == rule == set(identify.offered(home)), (device, state)


def _is_begun(home: Session, id_: str) -> bool:
    after, _ = step(home, Touched("service", id_))
    return after.state is State.NOTICE
