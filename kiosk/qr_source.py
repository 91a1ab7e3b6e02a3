# SPDX-License-Identifier: Apache-2.0
"""Identity by a QR code that a telephone shows (身份码): the scanner and the platform together.

The text of the code is a token and nothing else: it is never looked into, only redeemed, once.
"""

import hashlib
import secrets
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from threading import Event
from typing import Final

from certificates.errors import (
    CertificateError,
    PlatformTimeoutError,
    PlatformUnreachableError,
)
from certificates.library.interface import AuditElements
from config.settings import KioskSettings
from devices.errors import (
    CardRefusedError,
    DeviceAbsentError,
    DeviceError,
    DeviceFailedError,
)
from devices.identity.record import CardKind, IdentityRecord, SourceKind, Validity
from devices.scanner.scanner_line import DEVICE
from devices.scanner.serial_scanner import SerialQrScanner
from devices.scanner.token import ScannedToken
from devices.states import DeviceState, ProbeReport
from kiosk.slip_code import is_slip
from kiosk.sync.identity_platform import (
    IdentityPlatform,
    RedeemedPerson,
    TokenDenied,
    TokenEnd,
)

REDEEM_S: Final = 8.0
"""Longest that the platform may take over a token, whatever is left of the wait for one."""

TOKENS_REMEMBERED: Final = 10_000
"""Far more than a day's; the oldest have run out at the platform long since."""

_DENIED: Final = {
    TokenEnd.EXPIRED: "TOKEN-1201",
    TokenEnd.USED: "TOKEN-1202",
    TokenEnd.UNKNOWN: "TOKEN-1203",
    TokenEnd.REFUSED: "TOKEN-1203",
}
_NOT_STATED: Final = Validity(date.min, None, is_stated=False)


class SlipShownError(CardRefusedError):
    """The slip of a case was shown: nobody's identity (TOKEN-1203), but a case to look up."""

    def __init__(self, text: str) -> None:
        super().__init__("TOKEN-1203", DEVICE, "the slip of a case")
        self.text = text


class QrTokenSource:
    """Tells who shows a code; fulfils ``devices.interfaces.IdentitySource``.

    Args:
        scanner: where codes are shown.
        platform: who knows them.
        audit: gives the five audit elements at the moment of the call.

    Used by one thread at a time. Tokens are remembered by a keyed digest whose key dies with
    the process; a text that was seen before is refused without asking anybody, also where the
    first time ended in a fault.
    """

    def __init__(
        self,
        scanner: SerialQrScanner,
        platform: IdentityPlatform,
        audit: Callable[[], AuditElements],
    ) -> None:
        self._scanner = scanner
        self._platform = platform
        self._audit = audit
        self._digest_key = secrets.token_bytes(16)
        self._seen: OrderedDict[bytes, None] = OrderedDict()

    @property
    def kind(self) -> SourceKind:
        """``QR_TOKEN``, which is worth the platform's word."""
        return SourceKind.QR_TOKEN

    def read(self, *, deadline_s: float, cancelled: Event) -> IdentityRecord | None:
        """Wait for a code and redeem it; None when none came or the wait was cancelled.

        The redeeming has its own ``REDEEM_S`` after the scan.

        Raises:
            SlipShownError: what was shown is a case's slip, which says who nobody is.
            DeviceError: SCANNER-1101 to -1104; TOKEN-1201 expired, -1202 used already, -1203
                not known, -1204 the platform cannot be reached, -1205 it answers rubbish or
                refuses this kiosk.

        """
        token = self._scanner.read_token(deadline_s=deadline_s, cancelled=cancelled)
        if token is None:
            return None
        if is_slip(token.text):
            raise SlipShownError(token.text)
        self._use_up(token)
        try:
            outcome = self._platform.redeem(token.text, self._audit(), deadline_s=REDEEM_S)
        except CertificateError as error:
            raise _fault_from(error) from error
        if isinstance(outcome, TokenDenied):
            detail = f"the platform says: {outcome.end}"
            raise CardRefusedError(_DENIED[outcome.end], DEVICE, detail)
        return None if cancelled.is_set() else _record_of(outcome)

    def wait_removed(self, *, deadline_s: float, cancelled: Event) -> bool:  # noqa: ARG002
        """Nothing lies anywhere: a code is gone as soon as it was read."""
        return True

    def probe(self) -> ProbeReport:
        """Test the port, then the platform with nobody's token; the first fault counts."""
        report = self._scanner.probe()
        if not report.state.is_good:
            return report
        platform = self._platform.probe()
        if platform.reachable:
            return replace(report, facts=(*report.facts, ("platform", platform.detail)))
        is_refusal = platform.code in {"PLATFORM-0303", "PLATFORM-0304"}
        return ProbeReport(
            DEVICE,
            DeviceState.USER_ERROR if is_refusal else DeviceState.OFFLINE,
            "TOKEN-1205" if is_refusal else "TOKEN-1204",
            f"{platform.code} {platform.detail}",
            report.facts,
        )

    def close(self) -> None:
        """Give port and connections back; the next call opens them again."""
        self._scanner.close()
        self._platform.close()

    def _use_up(self, token: ScannedToken) -> None:
        digest = hashlib.blake2b(token.text.encode(), key=self._digest_key).digest()
        if digest in self._seen:
            raise CardRefusedError("TOKEN-1202", DEVICE, "this kiosk has seen it before")
        self._seen[digest] = None
        if len(self._seen) > TOKENS_REMEMBERED:
            self._seen.popitem(last=False)


def qr_source_of(
    settings: KioskSettings, scanner: SerialQrScanner | None
) -> QrTokenSource | None:
    """Build the source; nothing is opened yet. None without scanner or platform."""
    platform, site = settings.platform, settings.kiosk
    if scanner is None or platform is None:
        return None
    return QrTokenSource(
        scanner,
        IdentityPlatform(platform),
        lambda: identification_audit(
            platform.org_name or site.authority, site.id, f"{site.id}-{secrets.token_hex(6)}"
        ),
    )


def identification_audit(org_name: str, terminal: str, business_code: str) -> AuditElements:
    """Audit elements of finding out who stands there, before any service was chosen."""
    return AuditElements(
        org_name=org_name,
        username=terminal,
        item_name="身份核对",
        item_code="identification",
        business_code=business_code,
    )


def _record_of(person: RedeemedPerson) -> IdentityRecord:
    return IdentityRecord(
        kind=CardKind.RESIDENT,
        name=person.name,
        sex=person.sex,
        nation_code=person.nation_code,
        nation=person.nation,
        birth=person.number.birth,
        address=person.address,
        number=person.number,
        issuing_authority="",
        validity=_NOT_STATED,
        source=SourceKind.QR_TOKEN,
    )


def _fault_from(error: CertificateError) -> DeviceError:
    detail = f"{error.code} {error.detail}"
    if isinstance(error, PlatformUnreachableError | PlatformTimeoutError):
        return DeviceAbsentError("TOKEN-1204", DEVICE, detail)
    return DeviceFailedError("TOKEN-1205", DEVICE, detail)
