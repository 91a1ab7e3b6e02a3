# SPDX-License-Identifier: Apache-2.0
"""What is measured after a step: each says the fault code that keeps it from passing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from threading import Event
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

QUEUE_S: Final = 60.0
"""Longest wait for the queue to empty; after a short absence the desk is asked again sooner."""
QUEUE_POLL_S: Final = 0.2


@dataclass(frozen=True)
class Site:
    """The kiosk that is measured."""

    settings: KioskSettings
    store: Store
    journal: Journal


@dataclass(frozen=True)
class Measured:
    """What was found: the code of the first thing that is wrong, and where it is.

    ``told`` is what a good one says of what was measured, ``advised`` the codes of which the
    technician's text is worth reading beside ``detail``.
    """

    code: str = ""
    detail: str = ""
    told: str = ""
    advised: tuple[str, ...] = ()

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
        return Measured(told=", ".join(f"{one.report.device} {_word(one)}" for one in tested))
    return Measured(
        bad[0].code,
        ", ".join(f"{one.device} {one.code} {one.detail}".rstrip() for one in bad),
        advised=tuple(dict.fromkeys(one.code for one in bad)),
    )


def _word(tested: Tested) -> str:
    return tested.report.state.value


def _prints(site: Site) -> Measured:
    unsettled = len(site.store.prints.unsettled()) + len(site.store.prints.open_attempts())
    if not unsettled:
        return Measured(told="no print is unsettled")
    detail = f"{unsettled} not settled: kiosk cases print-attempts, then kiosk cases settle"
    return Measured(OPEN_PRINT, detail)


def _journal(site: Site) -> Measured:
    report = site.journal.verify()
    if report.is_good:
        return Measured(told="the journal's chain holds")
    return Measured(BROKEN_CHAIN, "the chain does not hold", advised=(BROKEN_CHAIN,))


_SENT: Final = Measured(told="nothing waits to be sent")


def _outbox(site: Site) -> Measured:
    """Wait for the queue as long as a kiosk runs that empties it."""
    ends_at, pause = monotonic() + QUEUE_S, Event()
    while (waiting := site.store.outbox.depth()) and site.store.is_beside:
        if monotonic() >= ends_at:
            break
        pause.wait(QUEUE_POLL_S)
    if waiting and not site.store.is_beside:
        return Measured(NOT_SENT, f"{waiting} waiting, and no kiosk runs that could send it")
    return Measured(NOT_SENT, f"{waiting} waiting", advised=(NOT_SENT,)) if waiting else _SENT


def _staff(site: Site) -> Measured:
    roles = {member.role for member in site.store.staff.members()}
    missing = [
        role.value for role in (StaffRole.TECHNICIAN, StaffRole.SUPERVISOR) if role not in roles
    ]
    if not missing:
        return Measured(told="a technician and a supervisor are on the list")
    return Measured(NO_STAFF, f"nobody is {' or '.join(missing)}: kiosk staff add")


CHECKS: Final[Mapping[str, Callable[[Site], Measured]]] = {
    "devices": _devices,
    "reader": _reader,
    "prints": _prints,
    "journal": _journal,
    "outbox": _outbox,
    "staff": _staff,
}
"""By the name that ``steps.toml`` has."""
