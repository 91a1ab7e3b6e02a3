# SPDX-License-Identifier: Apache-2.0
"""``kiosk catalogue show --needs``: what remains of each service while one thing is away."""

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from devices.states import DeviceState, ProbeReport
from forms.catalogue import load_catalogue
from forms.identity_need import IdentityMeans, PersonCheck
from forms.service_item import ServiceItem
from kiosk.commands.arguments import SUCCESS, WRONG_USE, complain, say
from kiosk.session.case_visit import OWN_CASES
from kiosk.session.degradation import (
    DESK,
    PERSON_CHECK,
    PLATFORM,
    PRINTER,
    SEAL,
    Form,
    Remaining,
    needed_by_all,
    remaining,
    remaining_query,
)
from kiosk.session.machine import SOURCE_DEVICES, Machine
from kiosk.session.print_need import CLOSED, LOADED, NO_PRINTING, SHEETS

STORE: Final = "store"
_SOURCES: Final = tuple(SOURCE_DEVICES)
_DEVICES: Final = (
    STORE,
    *SOURCE_DEVICES.values(),
    PERSON_CHECK,
    PRINTER,
    SEAL,
    PLATFORM,
    DESK,
)
_AWAY: Final[Mapping[str, tuple[str, ...]]] = {
    "nothing": (),
    "store": (STORE,),
    "every identity source": tuple(SOURCE_DEVICES.values()),
    "person check": (PERSON_CHECK,),
    "printer": (PRINTER,),
    "seal": (SEAL,),
    "certificate library": (PLATFORM,),
    "case desk": (DESK,),
}
"""What is away, and the devices that this means."""

_FACTS: Final[Mapping[str, tuple[str, str]]] = {
    "paper or toner": (SHEETS, "0"),
    "leave to print": (CLOSED, NO_PRINTING),
}
"""What is away while the printer is well, as its report says it."""

_BLANKS: Final = "numbered blanks"


def run_needs(args: argparse.Namespace) -> int:
    """Print the matrix of all services, or of one; reckoned as the kiosk reckons it."""
    services = load_catalogue(args.folder).services
    known = [item.id for item in services]
    if args.service and args.service not in known:
        complain(f"There is no service {args.service}; known are {', '.join(known)}")
        return WRONG_USE
    wanted = [item for item in services if args.service in {"", item.id}]
    table = dict(_rows(services, wanted))
    if args.json:
        say(json.dumps(table, ensure_ascii=False))
        return SUCCESS
    names = list(next(iter(table.values())))
    widths = [max(len(name), *(len(row[name]) for row in table.values())) for name in names]
    first = max(map(len, table))
    for title, cells in {"away": dict(zip(names, names, strict=True)), **table}.items():
        told = (cells[name].ljust(width) for name, width in zip(names, widths, strict=True))
        say("  ".join((title.ljust(first), *told)).rstrip())
    return SUCCESS


def _rows(
    services: Sequence[ServiceItem], wanted: Sequence[ServiceItem]
) -> Iterator[tuple[str, dict[str, str]]]:
    whole = _whole_kiosk(services)
    for name, devices in _AWAY.items():
        machine = whole
        for device in devices:
            machine = machine.with_report(ProbeReport(device, DeviceState.OFFLINE))
        yield name, _row(machine, wanted)
    printer = next(one for one in whole.reports if one.device == PRINTER)
    for name, fact in _FACTS.items():
        told = replace(printer, facts=(*printer.facts, fact))
        yield name, _row(whole.with_report(told), wanted)
    yield _BLANKS, _row(whole.with_report(replace(printer, facts=())), wanted)


def _row(machine: Machine, wanted: Sequence[ServiceItem]) -> dict[str, str]:
    cells = {item.id: _word(remaining(machine, item)) for item in wanted}
    return {**cells, OWN_CASES: _word(remaining_query(machine))}


def _word(left: Remaining) -> str:
    ways = left.reductions if left.form is Form.REDUCED else (left.form,)
    return " ".join(str(one.value) for one in ways)


def _whole_kiosk(services: Sequence[ServiceItem]) -> Machine:
    """A kiosk with everything that a service may need, all of it well."""
    series = {item.licence.blank_stock for item in services if item.licence is not None}
    loaded = tuple((f"{LOADED}{name}", "1") for name in sorted(series - {""}))
    reports = (
        ProbeReport(name, DeviceState.ONLINE, facts=loaded if name == PRINTER else ())
        for name in _DEVICES
    )
    return Machine(
        tuple(reports),
        means=IdentityMeans(_SOURCES, PersonCheck.FACE_SERVICE),
        ways=_SOURCES,
        needed=(STORE, *needed_by_all(services)),
        fitted=(SEAL, DESK),
    )
