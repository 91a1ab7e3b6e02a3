# SPDX-License-Identifier: Apache-2.0
"""What is measured after a step: each says the fault code that keeps it from passing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from time import monotonic
from typing import Final

from config.settings import KioskSettings
from kiosk.checkup import keep, probes_at
from kiosk.journal import Journal
from kiosk.side_by_side import DEVICES_S, Tested, side_by_side
from kiosk.store.records import StaffRole
from kiosk.store.self_tests import Occasion
from kiosk.store.store import Store

OPEN_PRINT: Final = "PRINTER-0409"
BROKEN_CHAIN: Final = "STORE-0502"
NOT_SENT: Final = "DESK-1501"
NO_STAFF: Final = "STAFF-0901"


@dataclass(frozen=True)
class Site:
    """The kiosk that is measured."""

    settings: KioskSettings
    store: Store
    journal: Journal


@dataclass(frozen=True)
class Measured:
    """What was found: the code of the first thing that is wrong, and where it is."""

    code: str = ""
    detail: str = ""

    @property
    def is_good(self) -> bool:
        """Whether nothing is wrong."""
        return not self.detail


def _devices(site: Site) -> Measured:
    probes = probes_at(site.settings, site.store)
    tested = tuple(side_by_side(probes, ends_at=monotonic() + DEVICES_S))
    keep(site.store.self_tests, Occasion.COMMISSION, tested)
    return _worst(tested)


def _reader(site: Site) -> Measured:
    probes = {"reader": probes_at(site.settings, site.store)["reader"]}
    return _worst(tuple(side_by_side(probes, ends_at=monotonic() + DEVICES_S)))


def _worst(tested: tuple[Tested, ...]) -> Measured:
    bad = [one.report for one in tested if not one.report.state.is_good]
    if not bad:
        return Measured()
    return Measured(bad[0].code, ", ".join(f"{one.device} {one.code}" for one in bad))


def _prints(site: Site) -> Measured:
    unsettled = len(site.store.prints.unsettled()) + len(site.store.prints.open_attempts())
    return Measured(OPEN_PRINT, f"{unsettled} not settled") if unsettled else Measured()


def _journal(site: Site) -> Measured:
    report = site.journal.verify()
    return Measured() if report.is_good else Measured(BROKEN_CHAIN, "the chain does not hold")


def _outbox(site: Site) -> Measured:
    waiting = site.store.outbox.depth()
    return Measured(NOT_SENT, f"{waiting} waiting") if waiting else Measured()


def _staff(site: Site) -> Measured:
    roles = {member.role for member in site.store.staff.members()}
    missing = [
        role.value for role in (StaffRole.TECHNICIAN, StaffRole.SUPERVISOR) if role not in roles
    ]
    return Measured(NO_STAFF, f"nobody is {' or '.join(missing)}") if missing else Measured()


CHECKS: Final[Mapping[str, Callable[[Site], Measured]]] = {
    "devices": _devices,
    "reader": _reader,
    "prints": _prints,
    "journal": _journal,
    "outbox": _outbox,
    "staff": _staff,
}
"""By the name that ``steps.toml`` has."""
