# SPDX-License-Identifier: Apache-2.0
"""Reads codes from a QR scanner (二维码扫描器) that speaks plain text over a serial line.

Nothing is sent to the scanner: makers differ in their commands, and all of them send the text
and a line end. So it cannot be asked how it is, and a self-test says only that the port opens.
"""

import hashlib
import secrets
from threading import Event
from time import monotonic
from typing import Final

from devices.errors import CardUnreadableError, DeviceAbsentError
from devices.scanner.scan import NoTokenError, Scan
from devices.scanner.scanner_line import DEVICE, ScannerLine, open_scanner_line
from devices.scanner.token import ScannedToken
from devices.settings import ScannerSettings
from devices.states import DeviceState, ProbeReport

PATIENCE_S: Final = 2.0
"""How long the line may be away, tried again every ``RETRY_S``, before that is a fault."""

RETRY_S: Final = 0.25

UNFINISHED_S: Final = 1.0
"""Silence after which a text without a line end is not waited for any longer."""

SAME_SCAN_S: Final = 2.0
"""The same text sooner than this after the last time is the same scan, seen again."""

_STATES: Final = {
    "SCANNER-1102": DeviceState.USER_ERROR,
    "SCANNER-1103": DeviceState.USER_ERROR,
}


class SerialQrScanner:
    """The QR scanner of the kiosk. Opens the line at first use; used by one thread at a time.

    Args:
        settings: port and speed.

    """

    def __init__(self, settings: ScannerSettings) -> None:
        self._settings = settings
        self._line: ScannerLine | None = None
        self._digest_key = secrets.token_bytes(16)
        self._last_digest = b""
        self._last_seen = float("-inf")

    def read_token(self, *, deadline_s: float, cancelled: Event) -> ScannedToken | None:
        """Wait for one scan; None when none came in time or the wait was cancelled.

        What was scanned before the call does not count, and neither does the same code again
        within ``SAME_SCAN_S``. A line that vanishes and comes back within ``PATIENCE_S`` is not
        noticed. Deadline and cancel are kept to about 0.1 s.

        Raises:
            DeviceAbsentError: SCANNER-1101 to -1103.
            CardUnreadableError: SCANNER-1104, a scan came that is no code.

        """
        deadline = monotonic() + deadline_s
        absent_since: float | None = None
        is_fresh = False
        while not cancelled.is_set():
            try:
                line = self._opened()
                if not is_fresh:
                    line.forget()
                    is_fresh = True
                return self._listen(line, deadline, cancelled)
            except DeviceAbsentError:
                self.close()
                now = monotonic()
                absent_since = now if absent_since is None else absent_since
                if now - absent_since >= PATIENCE_S or now + RETRY_S >= deadline:
                    raise
            cancelled.wait(RETRY_S)
        return None

    def probe(self) -> ProbeReport:
        """Open the port, or see that it still is; never raises DeviceError.

        Online goes only as far as the port: a scanner that is dead behind a living USB chip
        cannot be told from one that nobody shows a code to.
        """
        where = (("port", self._settings.port), ("baud", str(self._settings.baud)))
        try:
            self._opened().forget()
        except DeviceAbsentError as error:
            self.close()
            state = _STATES.get(error.code, DeviceState.NO_DEVICE)
            return ProbeReport(DEVICE, state, error.code, error.detail, where)
        detail = "the port is open; whether a code is read shows only when one is shown"
        return ProbeReport(DEVICE, DeviceState.ONLINE, detail=detail, facts=where)

    def close(self) -> None:
        """Give the line back; the next call opens it again."""
        if self._line is not None:
            self._line.close()
            self._line = None

    def _opened(self) -> ScannerLine:
        if self._line is None:
            self._line = open_scanner_line(self._settings.port, baud=self._settings.baud)
        return self._line

    def _listen(
        self, line: ScannerLine, deadline: float, cancelled: Event
    ) -> ScannedToken | None:
        scan = Scan()
        heard_at = monotonic()
        while not cancelled.is_set():
            octets = line.hear()
            now = monotonic()
            try:
                if octets:
                    heard_at = now
                    scan.add(octets)
                elif scan.is_begun and (scan.is_ended or now - heard_at >= UNFINISHED_S):
                    token = scan.token()
                    if self._is_new(token, now):
                        return token
                    scan = Scan()
            except NoTokenError as error:
                line.forget()
                raise CardUnreadableError("SCANNER-1104", DEVICE, str(error)) from None
            if now >= deadline:
                return None
        return None

    def _is_new(self, token: ScannedToken, now: float) -> bool:
        """Whether this is another scan than the last; a code held on is one scan for long."""
        digest = hashlib.blake2b(token.text.encode(), key=self._digest_key).digest()
        is_same = digest == self._last_digest and now - self._last_seen < SAME_SCAN_S
        self._last_digest, self._last_seen = digest, now
        return not is_same
