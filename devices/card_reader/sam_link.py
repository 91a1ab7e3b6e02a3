# SPDX-License-Identifier: Apache-2.0
"""One request, one answer: what lies between a serial line and the card reader's rules.

Knows about time, damage and repetition, nothing about cards.
"""

import logging
from enum import Enum
from threading import Event
from time import monotonic
from typing import Final

from devices.card_reader.sam_frame import (
    SPEED_COMMANDS,
    Command,
    Damage,
    FrameParser,
    Response,
    Status,
    encode_request,
)
from devices.card_reader.sam_timing import SamTiming
from devices.card_reader.serial_line import DEVICE, SerialLine, open_line
from devices.errors import (
    DeviceAbsentError,
    DeviceError,
    DeviceFailedError,
    DeviceMisfitError,
    DeviceTimeoutError,
    FrameError,
)
from devices.settings import ReaderSettings
from devices.traffic import TRAFFIC

SILENT_LIMIT: Final = 3
"""Requests in a row without an answer after which the reader counts as silent."""

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

    Used by one thread at a time. A module that answers wrongly is left alone for a while
    before the line is opened again; ``held_off_s`` says how long, and whoever can wait does.
    """

    def __init__(self, settings: ReaderSettings, timing: SamTiming | None = None) -> None:
        self._settings = settings
        self._timing = timing or SamTiming()
        self._line: SerialLine | None = None
        self._is_understood = False
        self._silent_requests = 0
        self._has_vanished = False
        self._ready_by = 0.0
        self._wrongs = 0
        self._held_off_until = 0.0

    @property
    def held_off_s(self) -> float:
        """How much longer the module is better left alone; 0.0 when it is not."""
        return max(0.0, self._held_off_until - monotonic())

    def exchange(
        self, command: Command, cancelled: Event, *, data: bytes = b""
    ) -> Response | Lapse:
        """Send ``command`` and wait for its answer; damaged ones are asked for once more.

        Returns:
            The answer; or SILENT, CANCELLED, or for ``READ_BASE`` alone HALF, where asking
            again would not help because the card may have left.

        Raises:
            DeviceAbsentError: READER-0101, -0105 or -0106, the line cannot be used.
            DeviceTimeoutError: READER-0102, three requests in a row without an answer.
            FrameError: READER-0103, garbled twice.
            DeviceFailedError: READER-0104, the module says that it is out of order.
            DeviceMisfitError: READER-0107, the module answers at another speed.

        """
        request = encode_request(command, data)
        outcome = self._exchange_once(command, request, cancelled)
        if _is_worth_repeating(command, outcome):
            outcome = self._exchange_once(command, request, cancelled)
            if _is_worth_repeating(command, outcome):
                reason = outcome.value if isinstance(outcome, Lapse) else repr(outcome)
                detail = f"{command.name} failed twice: {reason}"
                raise self._given_up(FrameError("READER-0103", DEVICE, detail), cancelled)
        self._count_silence(outcome, cancelled)
        if isinstance(outcome, Response):
            if outcome.sw3 in _BROKEN:
                detail = f"module out of order: {Status(outcome.sw3).name}"
                raise self._given_up(
                    DeviceFailedError("READER-0104", DEVICE, detail), cancelled
                )
            self._wrongs = 0
        return outcome

    def close(self) -> None:
        """Give the line back; the next exchange opens it again."""
        if self._line is not None:
            self._line.close()
            self._line = None

    def _exchange_once(
        self, command: Command, request: bytes, cancelled: Event
    ) -> Response | Lapse:
        try:
            line = self._opened()
            line.discard_input()
            line.write(request)
            deadline_s = self._timing.deadline_s(command)
            outcome = self._await_answer(line, command, deadline_s, cancelled)
            if isinstance(outcome, Lapse):
                line.discard_input()
            else:
                self._is_understood = True
        except DeviceAbsentError:
            self._has_vanished = True
            self.close()
            raise
        _log.log(TRAFFIC, "%s -> %s", command.name, outcome)
        return outcome

    def _opened(self) -> SerialLine:
        if self._line is None:
            self._line = open_line(
                self._settings.port, baud=self._settings.baud, grain_s=self._timing.grain_s
            )
            self._is_understood = False
            self._silent_requests = 0
            self._ready_by = monotonic()
            if self._has_vanished:
                self._ready_by += self._timing.power_on_s
            self._has_vanished = False
        return self._line

    def _count_silence(self, outcome: Response | Lapse, cancelled: Event) -> None:
        match outcome:
            case Lapse.CANCELLED:
                return
            case Lapse.SILENT:
                self._silent_requests += 1
            case _:
                self._silent_requests = 0
        if self._silent_requests >= SILENT_LIMIT and monotonic() >= self._ready_by:
            detail = (
                f"{self._settings.port} is there, the module on it does not answer:"
                f" {self._silent_requests} requests in a row"
            )
            raise self._given_up(DeviceTimeoutError("READER-0102", DEVICE, detail), cancelled)

    def _given_up(self, fault: DeviceError, cancelled: Event) -> DeviceError:
        """Close the line; return ``fault``, or what is behind it: a module at another speed."""
        try:
            speed = None if self._is_understood else self._other_speed(cancelled)
        except DeviceAbsentError:
            self._has_vanished = True
            raise
        finally:
            self.close()
        if speed is not None:
            detail = f"configured {self._settings.baud}, answers at {speed}"
            fault = DeviceMisfitError("READER-0107", DEVICE, detail)
        if not isinstance(fault, DeviceTimeoutError):
            steps = self._timing.back_off_s
            self._held_off_until = monotonic() + steps[min(self._wrongs, len(steps) - 1)]
            self._wrongs += 1
        return fault

    def _other_speed(self, cancelled: Event) -> int | None:
        """The speed at which the module does answer; None where it does at none."""
        line = self._opened()
        others = [baud for baud in SPEED_COMMANDS if baud != self._settings.baud]
        for baud in others if line.has_speed else ():
            line.set_speed(baud)
            cancelled.wait(self._timing.settle_s)
            line.discard_input()
            line.write(encode_request(Command.STATUS))
            patience_s = self._timing.other_speed_s
            outcome = self._await_answer(line, Command.STATUS, patience_s, cancelled)
            _log.log(TRAFFIC, "STATUS at %d baud -> %s", baud, outcome)
            if isinstance(outcome, Response):
                return baud
        return None

    def _await_answer(
        self, line: SerialLine, command: Command, deadline_s: float, cancelled: Event
    ) -> Response | Lapse:
        parser = FrameParser()
        heard_at = monotonic()
        deadline = heard_at + deadline_s
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
            if parser.is_inside_frame and now - heard_at >= self._timing.gap_s:
                return Lapse.HALF
            if now >= deadline:
                return Lapse.GARBLED if is_damaged else Lapse.SILENT
        return Lapse.CANCELLED


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
