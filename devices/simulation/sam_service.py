# SPDX-License-Identifier: Apache-2.0
"""The simulated module at work on its line: one thread that answers requests at line speed."""

from collections import Counter
from dataclasses import replace
from threading import Event, Lock, Thread
from time import monotonic
from typing import Final

from devices.simulation.reader_line import ReaderLine
from devices.simulation.sam_card import Card
from devices.simulation.sam_faults import Fault, Trouble, spoilt
from devices.simulation.sam_knobs import OUT_OF_ORDER, Knobs
from devices.simulation.sam_module import BAUDS, SamModule
from devices.simulation.sam_wire import BAD_LENGTH, Request, RequestReader, answer_frame
from devices.simulation.uart import as_heard

_BITS_PER_BYTE: Final = 10  # start, eight, stop
_REQUEST_GAP_S: Final = 0.1
_IDLE_S: Final = 60.0
_GRAIN_S: Final = 0.02
_PLUG_S: Final = 5.0
_CARD_REQUESTS: Final = range(0x3000, 0x3100)


class SamService:
    """Serves one module on one line until it is stopped.

    Attributes:
        requests: how often each request came, by its four hexadecimal digits.

    """

    def __init__(self, line: ReaderLine, knobs: Knobs) -> None:
        self.requests: Counter[str] = Counter()
        self._line = line
        self._module = SamModule()
        self._faults: list[Fault] = []
        self._lift_after_bytes: int | None = None
        self._deaf_until = 0.0
        self._lock = Lock()  # all above: the hand and the line are two threads
        self._stopping = Event()
        self._is_plug_right = Event()
        self._thread = Thread(target=self._serve, name="sam-service", daemon=True)
        self._knobs = knobs
        self._turn_module(knobs)

    def start(self) -> None:
        """Plug the reader in and answer from now on."""
        self._match_plug()
        self._thread.start()

    def stop(self) -> None:
        """Unplug for good."""
        self._stopping.set()
        self._line.wake()
        self._thread.join()
        self._line.close()

    @property
    def knobs(self) -> Knobs:
        """How the knobs stand, also where a request of the host turned one."""
        module = self._module
        return replace(self._knobs, baud=module.baud, find_misses=module.find_misses)

    def turn(self, knobs: Knobs) -> None:
        """Turn the knobs; returns when the plug is in or out as they say."""
        with self._lock:
            self._knobs = knobs
            self._turn_module(knobs)
        self._is_plug_right.clear()
        self._line.wake()
        if self._thread.is_alive():
            self._is_plug_right.wait(_PLUG_S)

    def lay(self, card: Card) -> None:
        """Put a card into the field."""
        with self._lock:
            self._module.lay(card)

    def lift(self, *, after_bytes: int | None = None) -> None:
        """Take it out, now or when so many bytes of an answer about it are on the line."""
        with self._lock:
            self._lift_after_bytes = after_bytes
            if after_bytes is None:
                self._module.lift()

    def befall(self, fault: Fault) -> None:
        """Let ``fault`` befall the next answers, after those that wait already."""
        with self._lock:
            self._faults.append(fault)

    def clear(self) -> None:
        """Take all faults back and count requests from zero."""
        with self._lock:
            self._faults.clear()
            self.requests.clear()
            self._lift_after_bytes = None

    def state(self) -> dict[str, object]:
        """Describe card, place and waiting faults, as JSON values."""
        with self._lock:
            card = self._module.card
            return {
                "card": None if card is None else card.holder,
                "place": self._module.place.value,
                "faults": [fault.trouble.value for fault in self._faults],
                "requests": dict(self.requests),
            }

    def _turn_module(self, knobs: Knobs) -> None:
        self._module.baud = knobs.baud
        self._module.must_remove = knobs.must_remove
        self._module.find_misses = knobs.find_misses
        self._module.fingerprint_bytes = knobs.fingerprint_bytes
        self._module.sam_id = knobs.sam_id_bytes
        self._module.out_of_order = OUT_OF_ORDER[knobs.health]

    def _serve(self) -> None:
        reader = RequestReader()
        while not self._stopping.is_set():
            self._match_plug()
            is_waiting = reader.is_waiting_for_rest
            octets = self._heard(self._line.read(_REQUEST_GAP_S if is_waiting else _IDLE_S))
            if monotonic() < self._deaf_until:
                continue
            for item in reader.take(octets):
                self._answer(item)
            if is_waiting and not octets:
                reader.give_up()
                self._answer(BAD_LENGTH)

    def _match_plug(self) -> None:
        with self._lock:
            if self._knobs.plugged and not self._line.is_plugged:
                self._line.plug(baud=self._module.baud)
                self._module.restart()
                self._deaf_until = monotonic() + self._knobs.power_on_ms / 1000
            elif not self._knobs.plugged:
                self._line.unplug()
        self._is_plug_right.set()

    def _answer(self, item: Request | int) -> None:
        with self._lock:
            knobs, baud, card = self._knobs, self._module.baud, self._module.card
            trouble, frame = self._trouble_and_frame(item)
        if trouble is Trouble.SILENCE:
            return
        delay_s = _request_s(item, baud) + _delay_ms(knobs, item, trouble) / 1000
        if self._pause_until(monotonic() + delay_s):
            is_about_card = isinstance(item, Request) and item.words in _CARD_REQUESTS
            self._send(spoilt(frame, trouble), baud, card if is_about_card else None)
        if trouble is Trouble.UNPLUG:
            with self._lock:
                self._knobs = replace(self._knobs, plugged=False)

    def _trouble_and_frame(self, item: Request | int) -> tuple[Trouble | None, bytes]:
        if isinstance(item, int):
            return None, answer_frame(item)
        digits = f"{item.words:04x}"
        self.requests[digits] += 1
        fault = next((fault for fault in self._faults if fault.befalls(digits)), None)
        if fault is None:
            return None, self._module.answer(item)
        fault.left -= 1
        self._faults = [waiting for waiting in self._faults if waiting.left > 0]
        match fault.trouble:
            case Trouble.SILENCE:
                return fault.trouble, b""  # as if the request had never arrived
            case Trouble.STATUS:
                return fault.trouble, answer_frame(fault.sw3)
            case _:
                return fault.trouble, self._module.answer(item)

    def _send(self, octets: bytes, baud: int, card: Card | None) -> None:
        """Send at line speed; break off where the card leaves that the answer is about."""
        started = monotonic()
        sent = 0
        while sent < len(octets):
            lift_at = self._lift_after_bytes if card is not None else None
            room = self._knobs.chunk_bytes
            if lift_at is not None:
                room = min(room, max(lift_at - sent, 0))
            piece = octets[sent : sent + room]
            sent += len(piece)
            if not self._pause_until(started + sent * _BITS_PER_BYTE / baud):
                return
            self._line.write(self._garbled(piece, sent_baud=baud))
            if lift_at is not None and sent >= lift_at:
                self.lift()
            if card is not None and self._module.card is not card:
                return

    def _heard(self, octets: bytes) -> bytes:
        """What the module makes of what the host sent at the speed that it has set."""
        speed, baud = self._line_speed(), self._module.baud
        if speed is None or speed == baud or baud not in BAUDS:
            return octets
        return as_heard(octets, sent_baud=speed, heard_baud=baud) if speed else b""

    def _garbled(self, octets: bytes, *, sent_baud: int) -> bytes:
        """What the host makes of what the module sends."""
        speed = self._line_speed()
        if speed is None or speed == sent_baud or sent_baud not in BAUDS:
            return octets
        return as_heard(octets, sent_baud=sent_baud, heard_baud=speed) if speed else b""

    def _line_speed(self) -> int | None:
        return self._line.speed if self._line.is_plugged else None

    def _pause_until(self, moment: float) -> bool:
        """Wait; False when the line or the simulation ends before."""
        while (left := moment - monotonic()) > 0:
            if self._stopping.wait(min(left, _GRAIN_S)) or not self._knobs.plugged:
                return False
        return True


def _request_s(item: Request | int, baud: int) -> float:
    """How long the request was on the wire, which a pseudo-terminal carries in no time."""
    return item.wire_bytes * _BITS_PER_BYTE / baud if isinstance(item, Request) else 0.0


def _delay_ms(knobs: Knobs, item: Request | int, trouble: Trouble | None) -> int:
    if trouble is Trouble.LATE:
        return knobs.late_ms
    return knobs.latency_of(item.words if isinstance(item, Request) else 0)
