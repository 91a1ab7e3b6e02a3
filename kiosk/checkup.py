# SPDX-License-Identifier: Apache-2.0
"""Every device that the configuration names, ready to be tested without the running kiosk."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Final

from config.settings import KioskSettings
from devices.interfaces import IdentitySource
from devices.states import DeviceState, ProbeReport
from kiosk.clock import SystemClock
from kiosk.side_by_side import Probe, Tested
from kiosk.store.errors import StoreError
from kiosk.store.self_tests import Occasion, SelfTests
from kiosk.store.store import Store

DEVICES: Final = (
    "reader",
    "card_slot",
    "scanner",
    "printer",
    "receipt_printer",
    "guide_lights",
    "platform",
    "desk",
    "base_data",
    "person_check",
    "seal",
    "store",
)


def absent_devices(settings: KioskSettings) -> frozenset[str]:
    """Names of devices that the configuration does not have; they are not tested."""
    tables = {
        "reader": settings.reader,
        "card_slot": settings.card_slot,
        "scanner": settings.scanner,
        "printer": settings.printer,
        "receipt_printer": settings.receipt_printer,
        "guide_lights": settings.guide_lights,
        "platform": settings.platform,
        "desk": settings.desk,
        "base_data": settings.base_data,
        "person_check": None if settings.person_check.method == "none" else settings,
    }
    absent = {name for name, table in tables.items() if table is None}
    if settings.signing.backend == "file":
        absent.add("seal")  # a demo key is always there
    return frozenset(absent)


def present_devices(settings: KioskSettings) -> tuple[str, ...]:
    """Names of the devices to test, in the order in which they are told."""
    absent = absent_devices(settings)
    return tuple(name for name in DEVICES if name not in absent)


def probes_at(settings: KioskSettings, store: Store | StoreError) -> Mapping[str, Probe]:
    """One self-test by name for each device that is present.

    Args:
        settings: which devices there are.
        store: the open store, or why it cannot be opened: the devices are tested all the same,
            and what keeps its queue in the store says the store's fault.

    """
    from kiosk.device_set import devices_of  # noqa: PLC0415 - every driver; config errors do not wait
    from kiosk.probes import probes_of, supplies_of  # noqa: PLC0415
    from kiosk.session.machine import SOURCE_DEVICES  # noqa: PLC0415

    def opened() -> Store:
        if isinstance(store, StoreError):
            raise store
        return store

    devices = devices_of(settings)
    probes: dict[str, Probe] = {
        **probes_of(
            devices.sources,
            devices.printer,
            devices.library,
            store=opened,
            check=devices.check,
            supplies=supplies_of(settings),
            receipts=devices.receipts,
        ),
        **{
            SOURCE_DEVICES[kind]: partial(_let_go, source)
            for kind, source in devices.sources.items()
        },
        **({"guide_lights": devices.lights.probe} if devices.lights is not None else {}),
        **_with_store(settings, store),
        "seal": partial(_seal, settings),
    }
    return {name: probes[name] for name in present_devices(settings)}


def keep(history: SelfTests, occasion: Occasion, tested: Sequence[Tested]) -> None:
    """Keep what a self-test found, and its line in the journal.

    Raises:
        StoreError: it could not be written.

    """
    for one in tested:
        report = one.report
        history.add(
            occasion,
            report.device,
            report.state.value,
            passed=report.state.is_good,
            code=report.code,
            seconds=one.seconds,
            facts=dict(report.facts),
        )
    failed = sum(not one.report.state.is_good for one in tested)
    history.end(occasion, tested=len(tested), failed=failed)


def _let_go(source: IdentitySource) -> ProbeReport:
    """Test a source and give its line back: the next test opens it anew."""
    try:
        return source.probe()
    finally:
        source.close()


def _seal(settings: KioskSettings) -> ProbeReport:
    from kiosk.documents.at_site import seal_of  # noqa: PLC0415 - where there is a seal, and beside the others

    return seal_of(settings)


def _with_store(settings: KioskSettings, store: Store | StoreError) -> Mapping[str, Probe]:
    from kiosk.base_room import base_side_of  # noqa: PLC0415 - as above
    from kiosk.outgoing import desk_probe  # noqa: PLC0415
    from kiosk.outgoing_room import case_desk_of  # noqa: PLC0415

    if isinstance(store, StoreError):
        return {name: partial(_without_store, name, store) for name in ("base_data", "desk")}
    case_desk = case_desk_of(settings)
    bases = base_side_of(settings, store, SystemClock())
    return {
        **({"base_data": bases.data.probe} if bases is not None else {}),
        **({"desk": partial(desk_probe, case_desk, store)} if case_desk is not None else {}),
    }


def _without_store(name: str, error: StoreError) -> ProbeReport:
    detail = f"not tested, it needs the store: {error.detail}"
    return ProbeReport(name, DeviceState.UNKNOWN, error.code, detail)
