# SPDX-License-Identifier: Apache-2.0
"""Checks licences that are held before the scanner (查验证照): here, offline, keeping nothing.

The verdict is that of ``kiosk verify --qr``, by the same keys and the same revocations.
"""

from dataclasses import dataclass
from pathlib import Path
from threading import Event as Cancelled
from typing import Final

from certificates.qr import LicenceClaims
from certificates.revocation import RevocationList
from certificates.verification import Verdict, Verification, verify_qr
from config.settings import KioskSettings
from devices.scanner.serial_scanner import SerialQrScanner
from kiosk.clock import Clock
from kiosk.own_trust import believed, own_key_list, revoked_beside
from kiosk.session.licence_visit import CheckedLicence, CodeFace, Found
from kiosk.slip_code import is_slip

_FOUND: Final = {
    Verdict.VALID: Found.VALID,
    Verdict.SAMPLE: Found.SAMPLE,
    Verdict.EXPIRED: Found.EXPIRED,
    Verdict.REVOKED: Found.REVOKED,
    Verdict.UNKNOWN_KEY: Found.UNKNOWN_KEY,
    Verdict.ALTERED: Found.ALTERED,
    Verdict.NOT_SIGNED: Found.NOT_OURS,
}
_ROUND_S: Final = 60.0
"""How long the scanner is listened to in one go; the page ends the wait, not this."""


@dataclass(frozen=True)
class LicenceDesk:
    """Scanner, keys and clock of one kiosk; used by the scanner's thread alone."""

    scanner: SerialQrScanner
    key_list: Path
    clock: Clock

    def check(self, cancelled: Cancelled) -> CheckedLicence | None:
        """Wait for a code and judge it; None when the wait was cancelled.

        Raises:
            DeviceError: SCANNER-1101 to -1104.
            KeyRefusedError: the key list or the revocation list is none (CONFIG-0701).

        """
        while not cancelled.is_set():
            token = self.scanner.read_token(deadline_s=_ROUND_S, cancelled=cancelled)
            if token is not None:
                return self.judged(token.text)
        return None

    def judged(self, text: str) -> CheckedLicence:
        """Judge the text of a code; it is not kept and goes nowhere."""
        if is_slip(text):
            return CheckedLicence(Found.SLIP)
        revoked = revoked_beside(self.key_list)
        trust = believed(self.key_list)
        return told_of(verify_qr(text, trust, at=self.clock.now(), revoked=revoked), revoked)


def told_of(checked: Verification, revoked: RevocationList) -> CheckedLicence:
    """Say for the glass what a check came to."""
    found, claims = _FOUND[checked.verdict], checked.claims
    if claims is None:
        return CheckedLicence(found)
    entry = revoked.of(claims.number) if found is Found.REVOKED else None
    return CheckedLicence(
        found,
        _face(claims),
        ended_on=entry.on if entry is not None else None,
        ended_by=entry.reason.value if entry is not None else "",
        known_until=revoked.as_of,
    )


def _face(claims: LicenceClaims) -> CodeFace:
    return CodeFace(
        claims.number,
        claims.unit,
        claims.representative,
        claims.issued_on,
        claims.expires_on,
    )


def licence_desk_of(
    settings: KioskSettings, scanner: SerialQrScanner | None, clock: Clock
) -> LicenceDesk | None:
    """The desk of a kiosk with a scanner; None without one."""
    if scanner is None:
        return None
    return LicenceDesk(scanner, own_key_list(settings), clock)
