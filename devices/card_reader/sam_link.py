# SPDX-License-Identifier: Apache-2.0
"""One request, one answer: what lies between a serial line and the card reader's rules.

Knows about time, damage and repetition, nothing about cards.
"""

import logging
from collections.abc import Mapping
from enum import Enum
from threading import Event
from time import monotonic
from typing import Final

from devices.card_reader.sam_frame import (
    Command,
    Damage,
    FrameParser,
    Response,
    Status,
    encode_request,
)
from devices.card_reader.serial_line import DEVICE, SerialLine, open_line
from devices.errors import (
    DeviceAbsentError,
    DeviceFailedError,
    DeviceTimeoutError,
    FrameError,
)
from devices.settings import ReaderSettings
from devices.traffic import TRAFFIC

DEADLINE_S: Final[Mapping[Command, float]] = {
    Command.RESET: 2.0,
    Command.STATUS: 0.5,
    Command.SAM_ID: 0.3,
    Command.FIND: 0.5,
    Command.SELECT: 0.5,
    Command.READ_BASE: 3.0,  # 1295 bytes take 1.35 s at 9600 baud
    Command.READ_ADDED_ADDRESS: 1.5,
}
"""From the request to the end of its answer."""

GAP_S: Final = 0.3
"""Silence inside a frame after which its rest is not coming any more."""

SILENT_LIMIT: Final = 3
"""Requests in a row without an answer after which the reader counts as silent."""

POWER_ON_S: Final = 2.0
"""How long a module that was plugged in again may stay silent (about 1.5 s is usual)."""

_REPEATED: Final = frozenset({Status.BAD_CHECKSUM, Status.BAD_LENGTH})
_BROKEN: Final = frozenset({Status.SELF_TEST_FAILED, Status.NOT_AUTHORISED})

_DAMAGING: Final = frozenset({Damage.CHECKSUM, Damage.LENGTH, Damage.NOISE})
"""What tells a garbled line from a silent one; a module that gave up was merely silent."""

_log = logging.getLogger(__name__)


class Lapse(Enum):
    """Why there is no answer, where that is not yet a fault."""

    SILENT = "nothing came before the deadline"
    HALF = "an answer began and stopped"
    GARBLED = "bytes came that form no answer"
    CANCELLED = "the wait was cancelled"


class SamLink:
    """The line to one module, opened at first use and again after it vanished.

    Used by one thread at a time.
    """

    def __init__(self, settings: ReaderSettings) -> None:
        self._settings = settings
        self._line: SerialLine | None = None
        self._silent_requests = 0
        self._has_vanished = False
        self._ready_by = 0.0

    def exchange(self, command: Command, cancelled: Event) -> Response | Lapse:
        """Send ``command`` and wait for its answer; damaged ones are asked for once more.

        Returns:
            The answer; or SILENT, CANCELLED, or for ``READ_BASE`` alone HALF, where asking
            again would not help because the card may have left.

        Raises:
            DeviceAbsentError: READER-0101, -0105 or -0106, the line cannot be used.
            DeviceTimeoutError: READER-0102, three requests in a row without an answer.
            FrameError: READER-0103, garbled twice.
            DeviceFailedError: READER-0104, the module says that it is out of order.

        """
        outcome = self._exchange_once(command, cancelled)
        if _is_worth_repeating(command, outcome):
            outcome = self._exchange_once(command, cancelled)
            if _is_worth_repeating(command, outcome):
                reason = outcome.value if isinstance(outcome, Lapse) else repr(outcome)
                raise FrameError(
                    "READER-0103", DEVICE, f"{command.name} failed twice: {reason}"
                )
        self._count_silence(outcome)
        if isinstance(outcome, Response) and outcome.sw3 in _BROKEN:
            raise DeviceFailedError(
                "READER-0104", DEVICE, f"module out of order: {Status(outcome.sw3).name}"
            )
        return outcome

    def close(self) -> None:
        """Give the line back; the next exchange opens it again."""
        if self._line is not None:
            self._line.close()
            self._line = None

    def _exchange_once(self, command: Command, cancelled: Event) -> Response | Lapse:
        try:
            line = self._opened()
            line.discard_input()
            line.write(encode_request(command))
            outcome = _await_answer(line, command, cancelled)
            if isinstance(outcome, Lapse):
                line.discard_input()
        except DeviceAbsentError:
            self._has_vanished = True
            self.close()
            raise
        _log.log(TRAFFIC, "%s -> %s", command.name, outcome)
        return outcome

    def _opened(self) -> SerialLine:
        if self._line is None:
            self._line = open_line(self._settings.port, baud=self._settings.baud)
            self._silent_requests = 0
            self._ready_by = monotonic() + (POWER_ON_S if self._has_vanished else 0.0)
            self._has_vanished = False
        return self._line

    def _count_silence(self, outcome: Response | Lapse) -> None:
        match outcome:
            case Lapse.CANCELLED:
                return
            case Lapse.SILENT:
                self._silent_requests += 1
            case _:
                self._silent_requests = 0
        if self._silent_requests >= SILENT_LIMIT and monotonic() >= self._ready_by:
            self.close()
            raise DeviceTimeoutError(
                "READER-0102", DEVICE, f"no answer to {self._silent_requests} requests in a row"
            )


def _is_worth_repeating(command: Command, outcome: Response | Lapse) -> bool:
    match outcome:
        case Response(sw3=sw3):
            return sw3 in _REPEATED
        case Lapse.HALF:
            return command is not Command.READ_BASE
        case Lapse.GARBLED:
            return True
        case Lapse.SILENT | Lapse.CANCELLED:
            return False


def _await_answer(line: SerialLine, command: Command, cancelled: Event) -> Response | Lapse:
    parser = FrameParser()
    heard_at = monotonic()
    deadline = heard_at + DEADLINE_S[command]
    is_damaged = False
    while not cancelled.is_set():
        chunk = line.read()
        now = monotonic()
        if chunk:
            heard_at = now
        items = parser.feed(chunk)
        answer = _fitting(items, command)
        if answer is not None:
            return answer
        is_damaged = is_damaged or any(item in _DAMAGING for item in items)
        if Damage.CHECKSUM in items and not parser.is_inside_frame:
            return Lapse.GARBLED
        if parser.is_inside_frame and now - heard_at >= GAP_S:
            return Lapse.HALF
        if now >= deadline:
            return Lapse.GARBLED if is_damaged else Lapse.SILENT
    return Lapse.CANCELLED


def _fitting(items: list[Response | Damage], command: Command) -> Response | None:
    """Pick the answer to ``command``; late answers to an earlier one are passed over."""
    for item in items:
        if isinstance(item, Response):
            if command.is_answered_by(item):
                return item
            _log.log(TRAFFIC, "%s: passed over %s, an answer to something else", command, item)
        else:
            _log.log(TRAFFIC, "%s: %s", command.name, item.value)
    return None
