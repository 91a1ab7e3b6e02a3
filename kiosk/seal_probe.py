# SPDX-License-Identifier: Apache-2.0
"""The self-test of the seal: only a kiosk whose key is in a token or at a service has one."""

from collections.abc import Callable
from typing import Final

from certificates.errors import CertificateError
from certificates.settings import SigningSettings
from devices.states import DeviceState, ProbeReport
from kiosk.session.session import NEEDED_DEVICES

SEAL: Final = "seal"


def has_seal_device(settings: SigningSettings) -> bool:
    """Whether the key can be away: a demo key lies in a file and is always there."""
    return settings.backend != "file"


def needed_devices(settings: SigningSettings) -> tuple[str, ...]:
    """What a kiosk cannot do without; a seal that is away makes no licence."""
    return (*NEEDED_DEVICES, SEAL) if has_seal_device(settings) else NEEDED_DEVICES


def seal_probe(check_seal: Callable[[], tuple[tuple[str, str], ...]]) -> ProbeReport:
    """Use both keys and the time stamp authority once, in the document process."""
    try:
        facts = check_seal()
    except CertificateError as error:
        return ProbeReport(SEAL, DeviceState.OFFLINE, error.code, error.detail)
    return ProbeReport(SEAL, DeviceState.ONLINE, facts=facts)
