# SPDX-License-Identifier: Apache-2.0
"""The self-test of the seal: only a kiosk whose key is in a token or at a service has one."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from certificates.errors import CertificateError
from certificates.settings import SigningSettings
from config.settings import KioskSettings
from devices.states import DeviceState, ProbeReport
from forms.service_item import ServiceItem
from kiosk.session.degradation import DESK, SEAL, needed_by_all
from kiosk.session.machine import NEEDED_DEVICES


def has_seal_device(settings: SigningSettings) -> bool:
    """Whether the key can be away: a demo key lies in a file and is always there."""
    return settings.backend != "file"


def needed_devices(
    settings: SigningSettings, services: Sequence[ServiceItem]
) -> tuple[str, ...]:
    """What a kiosk cannot do without: its store, and what each of its services needs."""
    of_all = needed_by_all(services)
    made_with = (*NEEDED_DEVICES, SEAL) if has_seal_device(settings) else NEEDED_DEVICES
    return tuple(name for name in made_with if name in {"store", *of_all})


def fitted_devices(settings: KioskSettings) -> tuple[str, ...]:
    """What this kiosk is made with beside that, and what only some services need."""
    desk = (DESK,) if settings.desk is not None else ()
    return (*((SEAL,) if has_seal_device(settings.signing) else ()), *desk)


def seal_tests(
    settings: SigningSettings, check_seal: Callable[[], tuple[tuple[str, str], ...]]
) -> Mapping[str, Callable[[], ProbeReport]]:
    """The self-test of the seal by its device's name; none where the key cannot be away."""
    return {SEAL: partial(seal_probe, check_seal)} if has_seal_device(settings) else {}


def seal_probe(check_seal: Callable[[], tuple[tuple[str, str], ...]]) -> ProbeReport:
    """Use both keys and the time stamp authority once, in the document process."""
    try:
        facts = check_seal()
    except CertificateError as error:
        return ProbeReport(SEAL, DeviceState.OFFLINE, error.code, error.detail)
    return ProbeReport(SEAL, DeviceState.ONLINE, facts=facts)
