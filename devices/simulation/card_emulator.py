# SPDX-License-Identifier: Apache-2.0
"""A social-security card at the virtual reader of a real ``pcscd``, and the hand that uses it.

Runs in a process of its own; the host knows only the daemon.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from enum import StrEnum
from threading import Event, Lock
from typing import Any, assert_never

from devices.simulation.social_card import CardMake, social_card_from
from devices.simulation.social_chip import SocialChip
from devices.simulation.vpcd_line import POWER_OFF, VpcdLine


class CardTrouble(StrEnum):
    """What happens to an answer, by the name that ``fault kind=…`` takes."""

    WRONG_LENGTH = "wrong_length"
    """6Cxx: the command is to be repeated with the length that it names."""
    GET_RESPONSE = "get_response"
    """61xx: the data are to be fetched."""
    GARBAGE = "garbage"
    """A record whose length says more than there is."""
    OTHER_NUMBER = "other_number"
    """A record one of whose digits is another; of the number the check no longer holds."""
    REMOVED = "removed"
    """The card is pulled out in the middle of the command."""
    STATUS = "sw"
    """A status word instead of an answer."""
    MUTE = "mute"
    """Nothing at all comes back when the card is switched on."""


@dataclass
class CardFault:
    """A trouble for the next ``left`` answers to the instruction ``on``; all when empty."""

    trouble: CardTrouble
    left: int
    on: str
    sw: bytes

    def befalls(self, instruction: str, *, has_data: bool) -> bool:
        """Whether the answer to this instruction is spoilt; most troubles need data for it."""
        if self.trouble is CardTrouble.MUTE or self.on not in {"", instruction}:
            return False
        return has_data or self.trouble in {CardTrouble.REMOVED, CardTrouble.STATUS}


class CardEmulator:
    """A simulated card: ``start`` waits outside, ``control`` is the hand of the citizen.

    Args:
        persons: slug -> texts of a person, see ``config/simulation/persons.yaml``.
        host: where ``pcscd`` listens for virtual cards.
        port: of the slot.

    """

    def __init__(self, persons: Mapping[str, Mapping[str, str]], host: str, port: int) -> None:
        self._persons = persons
        self._address = f"{host}:{port}"
        self._lock = Lock()  # all below: the hand and the line are two threads
        self._chip: SocialChip | None = None
        self._faults: list[CardFault] = []
        self._latency_ms = 0
        self._is_waking = False
        self._stopping = Event()
        self._requests: Counter[str] = Counter()
        self._line = VpcdLine(
            (host, port), order=self._order, atr=self._atr, answer=self._answer
        )

    @property
    def address(self) -> str:
        """Host and port of the slot."""
        return self._address

    def start(self) -> None:
        """Wait to be laid."""
        self._line.start()

    def stop(self) -> None:
        """Remove the card for good."""
        self._stopping.set()
        self._line.stop()

    def control(self, verb: str, arguments: Mapping[str, object]) -> dict[str, object]:
        """Do what ``verb`` says and return the state after it.

        ``lay card=ID [version=2.00] [named=true] [by_id=true] [contactless=false]
        [padding=00] [issued=…] [expires=…]`` · ``lift`` ·
        ``fault kind=… [count=N] [on=b2] [sw=6982]`` · ``set latency_ms=N`` ·
        ``clear`` (faults and counts gone; the card stays) · ``state``.

        Raises:
            ValueError: an unknown verb or argument, or a value that makes no sense.

        """
        verbs = {
            "lay": self._lay,
            "lift": self._lift,
            "fault": self._fault,
            "clear": self._clear,
            "set": self._set,
            "state": _refuse_rest,
        }
        if verb not in verbs:
            message = f"no verb is called {verb!r}; there are: {', '.join(verbs)}"
            raise ValueError(message)
        verbs[verb]({name: str(value) for name, value in arguments.items()})
        return self._state()

    def _state(self) -> dict[str, object]:
        with self._lock:
            chip = self._chip
            return {
                "card": None if chip is None else chip.card.holder,
                "make": None if chip is None else asdict(chip.card.make),
                "place": "in" if self._line.is_in else "out",
                "faults": [fault.trouble.value for fault in self._faults],
                "requests": dict(self._requests),
                "knobs": {"latency_ms": self._latency_ms},
            }

    # -- the hand --------------------------------------------------------------

    def _lay(self, texts: dict[str, str]) -> None:
        holder = texts.pop("card", "")
        if holder not in self._persons:
            message = f"no person is called {holder!r}; there are: {', '.join(self._persons)}"
            raise ValueError(message)
        card = social_card_from(holder, self._persons[holder], _make_from(texts))
        self._line.pull_out()
        with self._lock:
            self._chip = SocialChip(card)
        self._line.put_in()

    def _lift(self, texts: dict[str, str]) -> None:
        _refuse_rest(texts)
        self._line.pull_out()
        with self._lock:
            self._chip = None

    def _fault(self, texts: dict[str, str]) -> None:
        kind, on = texts.pop("kind", ""), texts.pop("on", "").lower()
        count, sw = int(texts.pop("count", "1")), bytes.fromhex(texts.pop("sw", "6982"))
        _refuse_rest(texts)
        if kind not in list(CardTrouble):
            message = f"no trouble is called {kind!r}; there are: {', '.join(CardTrouble)}"
            raise ValueError(message)
        with self._lock:
            self._faults.append(CardFault(CardTrouble(kind), count, on, sw))

    def _clear(self, texts: dict[str, str]) -> None:
        _refuse_rest(texts)
        with self._lock:
            self._faults.clear()
            self._requests.clear()
            self._latency_ms = 0

    def _set(self, texts: dict[str, str]) -> None:
        latency_ms = int(texts.pop("latency_ms", "0"))
        _refuse_rest(texts)
        with self._lock:
            self._latency_ms = latency_ms

    # -- the line --------------------------------------------------------------

    def _order(self, order: int) -> None:
        with self._lock:
            self._is_waking = order != POWER_OFF
            if self._chip is not None:
                self._chip.reset()

    def _atr(self) -> bytes | None:
        """Answer to reset; a mute card is seen lying there and gives none when powered.

        vpcd takes an empty answer for an empty slot for good; a line that breaks just then is
        what it takes for a chip without power.
        """
        with self._lock:
            is_waking, self._is_waking = self._is_waking, False
            is_mute = is_waking and self._strikes(CardTrouble.MUTE)
            return None if is_mute or self._chip is None else self._chip.card.atr

    def _answer(self, command: bytes) -> bytes | None:
        instruction = command[1:2].hex()
        self._stopping.wait(self._latency_ms / 1000)
        with self._lock:
            if self._chip is None:
                return None
            self._requests[instruction] += 1
            answer = self._chip.answer(command)
            has_data = len(answer) > len(b"SW")
            for fault in self._faults:
                if fault.befalls(instruction, has_data=has_data):
                    return self._spoilt(self._chip, fault, answer)
            return answer

    def _spoilt(self, chip: SocialChip, fault: CardFault, answer: bytes) -> bytes | None:
        fault.left -= 1
        self._faults = [waiting for waiting in self._faults if waiting.left > 0]
        match fault.trouble:
            case CardTrouble.WRONG_LENGTH:
                return bytes((0x6C, len(answer) - 2))
            case CardTrouble.GET_RESPONSE:
                return chip.hold_back(answer)
            case CardTrouble.GARBAGE:
                return answer[:1] + b"\x7f" + answer[2:]
            case CardTrouble.OTHER_NUMBER:
                return answer[:-3] + bytes((answer[-3] ^ 1,)) + answer[-2:]
            case CardTrouble.REMOVED:
                self._chip = None
                return None
            case CardTrouble.STATUS | CardTrouble.MUTE:
                return fault.sw
            case _:
                assert_never(fault.trouble)

    def _strikes(self, trouble: CardTrouble) -> bool:
        fault = next((fault for fault in self._faults if fault.trouble is trouble), None)
        if fault is None:
            return False
        fault.left -= 1
        self._faults = [waiting for waiting in self._faults if waiting.left > 0]
        return True


def _make_from(texts: dict[str, str]) -> CardMake:
    initial = CardMake()
    names = [field.name for field in fields(CardMake)]
    _refuse_rest({name: text for name, text in texts.items() if name not in names})
    values: dict[str, Any] = {
        name: text.lower() == "true" if isinstance(getattr(initial, name), bool) else text
        for name, text in texts.items()
    }
    return replace(initial, **values)


def _refuse_rest(texts: dict[str, str]) -> None:
    if texts:
        message = f"unknown arguments: {', '.join(texts)}"
        raise ValueError(message)
