# SPDX-License-Identifier: Apache-2.0
"""What a receipt printer says of itself, from its bytes; pure.

Real-time answers, reports that it sends by itself and answers in order share one line and are
told apart by their fixed bits. Source: Epson ESC/POS command reference, DLE EOT, GS a, GS r,
GS ( H.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

from devices.states import DeviceState, PaperSupply

ABSENT: Final = "RECEIPT-1701"
PAPER_OUT: Final = "RECEIPT-1702"
COVER_OPEN: Final = "RECEIPT-1703"
STUCK: Final = "RECEIPT-1704"
NO_SENSE: Final = "RECEIPT-1705"
NOT_PROVEN: Final = "RECEIPT-1706"
PAPER_LOW: Final = "RECEIPT-1707"

REAL_TIME_KINDS: Final = (1, 2, 3, 4)
_REPORT_BYTES: Final = 4
_HEADER: Final = 0x37
_PROCESS_ID, _CLEARED = 0x22, 0x25
_FIXED, _REAL_TIME, _REPORT = 0b1001_0011, 0b0001_0010, 0b0001_0000
_FLOW_CONTROL: Final = frozenset({0x11, 0x13})


@dataclass(frozen=True)
class ReceiptStatus:
    """How the printer is now.

    Attributes:
        is_online: it would print.
        is_cover_open: the cover over the roll is open.
        paper: FULL, LOW (near end) or OUT.
        is_cutter_stuck: the cutter did not come home.
        is_broken: another error, which it may or may not recover from.

    """

    is_online: bool
    is_cover_open: bool
    paper: PaperSupply
    is_cutter_stuck: bool = False
    is_broken: bool = False

    @property
    def code(self) -> str:
        """Fault code of what keeps it from printing; empty when nothing does.

        What a hand can mend is told before what makes it so: an open cover reads as no paper.
        """
        if self.is_cover_open:
            return COVER_OPEN
        if self.paper is PaperSupply.OUT:
            return PAPER_OUT
        if self.is_cutter_stuck or self.is_broken or not self.is_online:
            return STUCK
        return ""

    @property
    def device_state(self) -> DeviceState:
        """The same in the words of XFS4IoT."""
        match self.code:
            case "":
                return DeviceState.ONLINE
            case code if code == STUCK:
                return DeviceState.HARDWARE_ERROR
            case _:
                return DeviceState.USER_ERROR

    @property
    def told(self) -> str:
        """All of it, for the technician."""
        words = [self.paper.value]
        words += ["cover open"] if self.is_cover_open else []
        words += ["cutter stuck"] if self.is_cutter_stuck else []
        words += ["error"] if self.is_broken else []
        words += [] if self.is_online else ["offline"]
        return f"paper {', '.join(words)}"


@dataclass(frozen=True)
class RealTime:
    """One real-time answer (DLE EOT); which it is follows from what was asked."""

    octet: int


@dataclass(frozen=True)
class Report:
    """A report by itself (automatic status back)."""

    status: ReceiptStatus


@dataclass(frozen=True)
class Printed:
    """Everything before the request with this token is on paper."""

    token: bytes


@dataclass(frozen=True)
class Cleared:
    """Its buffers are empty."""


@dataclass(frozen=True)
class InOrder:
    """An answer to GS r: everything before it was processed."""

    octet: int


@dataclass(frozen=True)
class Noise:
    """A byte that belongs to no answer."""

    octet: int


Answer: TypeAlias = RealTime | Report | Printed | Cleared | InOrder | Noise


class Answers:
    """Sorts the bytes of one line into answers, whatever pieces they come in."""

    def __init__(self) -> None:
        self._rest = b""

    def feed(self, octets: bytes) -> Iterator[Answer]:
        """Give the answers that are whole now; the rest waits for more."""
        self._rest += octets
        while self._rest:
            length = _length_of(self._rest)
            if len(self._rest) < length:
                return
            piece, self._rest = self._rest[:length], self._rest[length:]
            if piece[0] not in _FLOW_CONTROL:
                yield _answer(piece)


def _length_of(octets: bytes) -> int:
    """Bytes of the answer that begins here; one where none does."""
    first = octets[0]
    if first == _HEADER and len(octets) == 1:
        return 2
    if first == _HEADER:
        return {_PROCESS_ID: 7, _CLEARED: 3}.get(octets[1], 1)
    if not _is_report(first):
        return 1
    follow = octets[1:_REPORT_BYTES]
    return _REPORT_BYTES if all(_is_plain(octet) for octet in follow) else 1


def _answer(piece: bytes) -> Answer:
    first = piece[0]
    if first == _HEADER and len(piece) > 1 and piece[-1] == 0:
        return Printed(piece[2:6]) if piece[1] == _PROCESS_ID else Cleared()
    if _is_report(first) and len(piece) == _REPORT_BYTES:
        return Report(status_of_report(piece))
    if _is_real_time(first):
        return RealTime(first)
    if _is_plain(first):
        return InOrder(first)
    return Noise(first)


def _is_real_time(octet: int) -> bool:
    """Fixed bits 0xx1xx10."""
    return octet & _FIXED == _REAL_TIME


def _is_report(octet: int) -> bool:
    """Fixed bits 0xx1xx00."""
    return octet & _FIXED == _REPORT


def _is_plain(octet: int) -> bool:
    """Fixed bits 0xx0xxxx: the later bytes of a report, and answers in order."""
    return octet & 0b1001_0000 == 0


def status_of_report(report: bytes) -> ReceiptStatus:
    """Read a report of four bytes.

    Raises:
        ValueError: its fixed bits are not those of a report.

    """
    is_whole = len(report) == _REPORT_BYTES and _is_report(report[0])
    if not is_whole or not all(_is_plain(octet) for octet in report[1:]):
        raise ValueError("this is no report")
    state, error, paper, _ = report
    return ReceiptStatus(
        is_online=not state & 0x08,
        is_cover_open=bool(state & 0x20),
        paper=_paper_of(near_end=bool(paper & 0x03), end=bool(paper & 0x0C)),
        is_cutter_stuck=bool(error & 0x08),
        is_broken=bool(error & 0x64),
    )


def status_of_answers(answers: bytes) -> ReceiptStatus:
    """Read the four real-time answers, in the order of ``REAL_TIME_KINDS``.

    Raises:
        ValueError: their fixed bits are not those of real-time answers.

    """
    if len(answers) != len(REAL_TIME_KINDS) or not all(_is_real_time(one) for one in answers):
        raise ValueError("these are no real-time answers")
    printer, offline, error, paper = answers
    return ReceiptStatus(
        is_online=not printer & 0x08,
        is_cover_open=bool(offline & 0x04),
        paper=_paper_of(near_end=bool(paper & 0x0C), end=bool(paper & 0x60 or offline & 0x20)),
        is_cutter_stuck=bool(error & 0x08),
        is_broken=bool(error & 0x64),
    )


def _paper_of(*, near_end: bool, end: bool) -> PaperSupply:
    if end:
        return PaperSupply.OUT
    return PaperSupply.LOW if near_end else PaperSupply.FULL
