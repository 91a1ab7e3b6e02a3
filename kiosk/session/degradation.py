# SPDX-License-Identifier: Apache-2.0
"""Which services remain, and in what form, while something is away (降级矩阵); pure.

Reckoned from what each service declares (``forms.needs``) and what self-tests found. A thing
that was not tested, or whose test could not tell, counts as away: unknown is never good.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from forms.identity_need import IdentityNeed
from forms.needs import Need, Without
from forms.service_item import ServiceItem
from kiosk.session.case_visit import need_of_query
from kiosk.session.machine import Machine
from kiosk.session.print_need import NO_BLANK, NO_PRINTING, print_fault

SEAL, DESK, PLATFORM, PERSON_CHECK = "seal", "desk", "platform", "person_check"
PRINTER: Final = "printer"

_OWN: Final = {Need.PRINTER: PRINTER, Need.SEAL: SEAL}
"""Devices that close the kiosk only because every service declares to need them."""

_OF_QUERY: Final = {Need.PRINTING: Without.WITHOUT_PAPER, Need.DESK: Without.QUEUED}
"""What is left of asking after one's own cases; without any other need, nothing."""


class Form(Enum):
    """In what form a service remains."""

    FULL = "full"
    REDUCED = "reduced"
    QUERY = "query"
    """It is not begun, but one's own cases of it can be asked after."""
    NOTHING = "nothing"


@dataclass(frozen=True)
class Lack:
    """One thing that a service needs and that is not known to be there.

    Attributes:
        need: which.
        code: fault code of why; empty where this kiosk has no such thing at all.
        left: what is left of the service without it.

    """

    need: Need
    code: str
    left: Without


@dataclass(frozen=True)
class Remaining:
    """What remains of one service; ``lacks`` says why it is not all."""

    form: Form
    lacks: tuple[Lack, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether a citizen may begin."""
        return self.form in {Form.FULL, Form.REDUCED}

    @property
    def reductions(self) -> tuple[Without, ...]:
        """In what way an open service is reduced, each way once."""
        return tuple(dict.fromkeys(one.left for one in self.lacks)) if self.is_open else ()

    @property
    def closing(self) -> Lack | None:
        """The first thing without which it is not begun; None when it is open."""
        return next((one for one in self.lacks if one.left is Without.CLOSED), None)


def remaining(machine: Machine, item: ServiceItem) -> Remaining:
    """What remains of a service at this machine, now."""
    found = (Lack(need, code, item.needs.without(need)) for need, code in _away(machine, item))
    lacks = tuple(one for one in found if one.left is not Without.UNNEEDED)
    if any(one.left is Without.CLOSED for one in lacks):
        can_ask = remaining_query(machine).is_open
        return Remaining(Form.QUERY if can_ask else Form.NOTHING, lacks)
    return Remaining(Form.REDUCED if lacks else Form.FULL, lacks)


def remaining_query(machine: Machine) -> Remaining:
    """What remains of asking after one's own cases; it alone does not keep a kiosk open."""
    if machine.fault_code:
        return Remaining(Form.NOTHING, (Lack(Need.HOUSE, machine.fault_code, Without.CLOSED),))
    away = [*_identity_away(machine, need_of_query(machine.means)), *_desk_away(machine)]
    if dict(_report_facts(machine)).get("closed"):
        away.append((Need.PRINTING, NO_PRINTING))
    lacks = tuple(Lack(need, code, _OF_QUERY.get(need, Without.CLOSED)) for need, code in away)
    if any(one.left is Without.CLOSED for one in lacks):
        return Remaining(Form.NOTHING, lacks)
    return Remaining(Form.REDUCED if lacks else Form.FULL, lacks)


def needed_by_all(services: Sequence[ServiceItem]) -> tuple[str, ...]:
    """Devices without which no service is begun, so that the kiosk closes as a whole."""
    return tuple(
        device
        for need, device in _OWN.items()
        if all(item.needs.without(need) is Without.CLOSED for item in services)
    )


def _away(machine: Machine, item: ServiceItem) -> Iterator[tuple[Need, str]]:
    """Each need that is not known to be met, with the code of why."""
    house = machine.fault_of_house(tuple(_OWN.values()))
    if house:
        yield Need.HOUSE, house
    yield from _identity_away(machine, item.identity)
    yield from _paper_away(machine, item)
    if machine.has(SEAL) and (code := machine.code_of(SEAL)):
        yield Need.SEAL, code
    if code := machine.code_of(PLATFORM):
        yield Need.PLATFORM, code
    yield from _desk_away(machine)


def _identity_away(machine: Machine, need: IdentityNeed) -> Iterator[tuple[Need, str]]:
    """One way to identify oneself is enough; the check of the person has only one."""
    ways = need.sources_of(machine.means)
    codes = [machine.code_of_source(way) for way in ways]
    if all(codes):
        yield Need.IDENTITY, codes[0] if codes else ""
    if not machine.means.person_check.satisfies(need.person_check):
        yield Need.PERSON_CHECK, ""
    elif need.needs_check and (code := machine.code_of(PERSON_CHECK)):
        yield Need.PERSON_CHECK, code


def _paper_away(machine: Machine, item: ServiceItem) -> Iterator[tuple[Need, str]]:
    """The printer itself, else what the ledgers and its trays say."""
    if code := machine.code_of(PRINTER):
        yield Need.PRINTER, code
    elif code := print_fault(machine, item):
        others = {NO_PRINTING: Need.PRINTING, NO_BLANK: Need.STATIONERY}
        yield others.get(code, Need.PRINTER), code


def _desk_away(machine: Machine) -> Iterator[tuple[Need, str]]:
    if machine.has(DESK) and (code := machine.code_of(DESK)):
        yield Need.DESK, code


def _report_facts(machine: Machine) -> tuple[tuple[str, str], ...]:
    return next((one.facts for one in machine.reports if one.device == PRINTER), ())
