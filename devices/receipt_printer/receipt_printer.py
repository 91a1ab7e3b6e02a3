# SPDX-License-Identifier: Apache-2.0
"""The driver of a receipt printer: one line open at a time, every wait with its end.

A slip counts as out when the printer gives back the token that was sent behind it, which it
does once everything before the token is on paper. Nothing else is a proof: bytes that a socket
has taken, and a printer that says it is well, are none.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from threading import Event
from typing import Final

from devices.errors import DeviceError, DeviceMisfitError, DeviceTimeoutError, FrameError
from devices.receipt_printer import commands
from devices.receipt_printer.commands import Bitmap
from devices.receipt_printer.line import DEVICE, ReceiptLine, open_line
from devices.receipt_printer.status import (
    NO_SENSE,
    NOT_PROVEN,
    PAPER_LOW,
    REAL_TIME_KINDS,
    Answer,
    Answers,
    Cleared,
    InOrder,
    Noise,
    Printed,
    RealTime,
    ReceiptStatus,
    Report,
    status_of_answers,
)
from devices.settings import ReceiptPrinterSettings
from devices.states import DeviceState, PaperSupply, ProbeReport

_TEST_TOKEN: Final = b"test"
_BITS_PER_OCTET: Final = 10
_FEED_OUT: Final = b"\n" * 6
_WELL_MASK: Final = 0x0C


@dataclass(frozen=True)
class ReceiptLimits:
    """How long to wait for what, in seconds.

    Attributes:
        connect_s: for a connection.
        answer_s: for one answer of a printer that is asked how it is.
        print_s: for a slip to be proven, on top of what the line itself takes.
        clear_s: for the word that its buffers are empty.

    """

    connect_s: float = 3.0
    answer_s: float = 1.0
    print_s: float = 20.0
    clear_s: float = 1.0


@dataclass(frozen=True)
class ReceiptCapabilities:
    """What this printer, as configured, can bear witness to.

    Attributes:
        proves_print: it says when a slip is on paper; else only that it was processed.
        can_cut: it has a cutter.

    """

    proves_print: bool
    can_cut: bool


class SlipEnd(Enum):
    """How a slip ended."""

    PRINTED = "printed"
    NOT_STARTED = "not_started"  # proven: no dot of it was sent
    NOT_PROVEN = "not_proven"  # part of it, all or nothing is on paper


@dataclass(frozen=True)
class SlipOutcome:
    """How a slip ended, and why.

    Attributes:
        end: see ``SlipEnd``.
        code: fault code; empty when it is printed.
        detail: for the technician; nothing about a person.
        is_cleared: after NOT_PROVEN, the printer says that it holds nothing of it any more.

    """

    end: SlipEnd
    code: str = ""
    detail: str = ""
    is_cleared: bool = False


class ReceiptPrinter:
    """One receipt printer; every call opens the line and gives it back."""

    def __init__(
        self, settings: ReceiptPrinterSettings, limits: ReceiptLimits | None = None
    ) -> None:
        self._settings = settings
        self._limits = limits or ReceiptLimits()
        self._is_paper_clean = False  # whose half slip may hang there is not known at first

    @property
    def address(self) -> str:
        """Where it is, for the ledger and the technician."""
        return self._settings.uri

    @property
    def capabilities(self) -> ReceiptCapabilities:
        """What it can bear witness to."""
        proves = self._settings.proof == "process_id"
        return ReceiptCapabilities(proves_print=proves, can_cut=self._settings.cut != "none")

    def status(self) -> ReceiptStatus:
        """Ask how it is.

        Raises:
            DeviceAbsentError: nobody is there (RECEIPT-1701).
            DeviceTimeoutError, FrameError: silence, or no answers of ESC/POS (RECEIPT-1705).

        """
        with self._opened() as line:
            return self._status(line)

    def print(
        self, slip: Bitmap, token: bytes, *, sending: Callable[[], None], cancelled: Event
    ) -> SlipOutcome:
        """Print one slip and wait for the proof; device faults are told by the outcome.

        Args:
            slip: what comes out.
            token: four printable characters that no slip of late had.
            sending: called once, before the first dot is sent; what it raises ends the call
                with nothing sent.
            cancelled: set to give up.

        """
        try:
            with self._opened() as line:
                status = self._status(line)
                if status.code or cancelled.is_set():
                    return SlipOutcome(SlipEnd.NOT_STARTED, status.code, status.told)
                sending()
                outcome = self._follow(line, slip, token, cancelled)
                self._is_paper_clean = outcome.end is SlipEnd.PRINTED
                return outcome
        except DeviceError as error:
            return SlipOutcome(SlipEnd.NOT_STARTED, error.code, error.detail)

    def probe(self) -> ProbeReport:
        """Ask how it is, and whether it gives the proof that the settings count on."""
        try:
            with self._opened() as line:
                status = self._status(line)
                if not status.code:
                    self._check_proof(line)
        except DeviceMisfitError as error:
            return ProbeReport(DEVICE, DeviceState.USER_ERROR, error.code, error.detail)
        except DeviceError as error:
            is_there = error.code == NO_SENSE
            state = DeviceState.HARDWARE_ERROR if is_there else DeviceState.OFFLINE
            return ProbeReport(DEVICE, state, error.code, error.detail)
        low = PAPER_LOW if status.paper is PaperSupply.LOW else ""
        facts = (("paper", status.paper.value), ("address", self.address))
        code = status.code or low
        return ProbeReport(DEVICE, status.device_state, code, status.told, facts)

    def _opened(self) -> ReceiptLine:
        settings = self._settings
        connect_s = self._limits.connect_s
        return open_line(settings.uri, baud=settings.baud, connect_s=connect_s)

    def _status(self, line: ReceiptLine) -> ReceiptStatus:
        """Ask the four real-time statuses one by one; what came before is thrown away."""
        ends_at = time.monotonic() + self._limits.answer_s
        while line.turn()[1] and time.monotonic() < ends_at:
            continue
        octets = bytearray()
        for kind in REAL_TIME_KINDS:
            octets.append(self._real_time(line, kind))
        return status_of_answers(bytes(octets))

    def _real_time(self, line: ReceiptLine, kind: int) -> int:
        """One real-time answer; reports in between are passed over, noise is none."""
        wait = _Wait(line, commands.ask_now(kind), self._limits.answer_s)
        for answer in wait.answers():
            match answer:
                case RealTime(octet):
                    return octet
                case Noise(octet) | InOrder(octet):
                    raise FrameError(NO_SENSE, DEVICE, f"{octet:02X} answers status {kind}")
                case _:
                    continue
        raise DeviceTimeoutError(NO_SENSE, DEVICE, f"status {kind} is not answered")

    def _check_proof(self, line: ReceiptLine) -> None:
        """Ask for a proof with nothing before it; what a stranger prints of it is dropped."""
        asked = self._proof(_TEST_TOKEN) + commands.INITIALISE
        wait = _Wait(line, asked, self._limits.answer_s)
        if not any(self._proves(answer, _TEST_TOKEN) for answer in wait.answers()):
            detail = f"it gives no {self._settings.proof}; set [receipt_printer] proof"
            raise DeviceMisfitError(NO_SENSE, DEVICE, detail)

    def _proof(self, token: bytes) -> bytes:
        if self.capabilities.proves_print:
            return commands.tell_when_printed(token)
        return commands.ASK_IN_ORDER

    def _proves(self, answer: Answer, token: bytes) -> bool:
        match answer:
            case Printed(found):
                return self.capabilities.proves_print and found == token
            case InOrder(octet):
                return not self.capabilities.proves_print and not octet & _WELL_MASK
            case _:
                return False

    def _follow(
        self, line: ReceiptLine, slip: Bitmap, token: bytes, cancelled: Event
    ) -> SlipOutcome:
        """Send a slip, and listen until it is proven, hindered, given up or silent."""
        octets = self._job(slip, token)
        wait = _Wait(line, octets, self._limits.print_s + self._line_s(octets), cancelled)
        code, detail = NOT_PROVEN, "no proof came in time"
        try:
            for answer in wait.answers():
                if self._proves(answer, token):
                    return SlipOutcome(SlipEnd.PRINTED)
                if isinstance(answer, Report) and answer.status.code:
                    code, detail = answer.status.code, answer.status.told
                    break
            if cancelled.is_set():
                detail = "given up"
            is_cleared = self._clear(line)
        except DeviceError as error:
            return SlipOutcome(SlipEnd.NOT_PROVEN, error.code, error.detail)
        return SlipOutcome(SlipEnd.NOT_PROVEN, code, detail, is_cleared)

    def _job(self, slip: Bitmap, token: bytes) -> bytes:
        """The bytes of a slip; what may hang there of an earlier one is cut off before it."""
        cut = commands.FEED_AND_CUT if self.capabilities.can_cut else _FEED_OUT
        before = b"" if self._is_paper_clean else cut
        head = commands.INITIALISE + commands.REPORT_CHANGES + before
        return b"".join((head, *commands.raster(slip), cut, self._proof(token)))

    def _line_s(self, octets: bytes) -> float:
        """Seconds that a serial line needs for so much; nothing worth telling elsewhere."""
        if self._settings.uri.startswith("socket://"):
            return 0.0
        return len(octets) * _BITS_PER_OCTET / self._settings.baud

    def _clear(self, line: ReceiptLine) -> bool:
        """Have it forget what is not printed, so that it does not come out for the next one."""
        wait = _Wait(line, commands.CLEAR_BUFFERS, self._limits.clear_s)
        return any(isinstance(answer, Cleared) for answer in wait.answers())


class _Wait:
    """Sends octets and gives the answers as they come, until its time is over."""

    def __init__(
        self,
        line: ReceiptLine,
        octets: bytes,
        longest_s: float,
        cancelled: Event | None = None,
    ) -> None:
        self._line = line
        self._rest = memoryview(octets)
        self._ends_at = time.monotonic() + longest_s
        self._cancelled = cancelled or Event()
        self._answers = Answers()

    def answers(self) -> Iterator[Answer]:
        """Give answer after answer; ends with the time, or when cancelled."""
        while time.monotonic() < self._ends_at and not self._cancelled.is_set():
            taken, received = self._line.turn(self._rest)
            self._rest = self._rest[taken:]
            yield from self._answers.feed(received)
