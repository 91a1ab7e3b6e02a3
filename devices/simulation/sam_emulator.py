# SPDX-License-Identifier: Apache-2.0
"""A card reader with its SAM-V module on a line, and the hand that uses it.

Runs in a process of its own; the host knows only the port.
"""

from collections.abc import Mapping
from dataclasses import asdict, fields, replace
from typing import Any

from devices.simulation.people import person_named
from devices.simulation.reader_line import ReaderLine
from devices.simulation.sam_card import card_from
from devices.simulation.sam_faults import Fault, Trouble
from devices.simulation.sam_knobs import Knobs
from devices.simulation.sam_service import SamService


class SamEmulator:
    """A simulated reader: ``start`` serves the port, ``control`` is the hand of the citizen.

    Args:
        persons: slug -> texts of a person, see ``config/simulation/persons.yaml``.
        line: a ``PtyLine`` or ``TcpLine``, not plugged in yet.
        baud: speed that the module speaks, and that answers are paced at.

    """

    def __init__(
        self, persons: Mapping[str, Mapping[str, str]], line: ReaderLine, *, baud: int = 115_200
    ) -> None:
        self._persons = persons
        self._line = line
        self._initial = Knobs(baud=baud)
        self._service = SamService(line, self._initial)

    @property
    def address(self) -> str:
        """Path of the port, or its URL; known after ``start``."""
        return self._line.address

    def start(self) -> None:
        """Plug the reader in and answer from now on."""
        self._service.start()

    def stop(self) -> None:
        """Unplug it for good."""
        self._service.stop()

    def control(self, verb: str, arguments: Mapping[str, object]) -> dict[str, object]:
        """Do what ``verb`` says and return the state after it.

        ``lay card=ID [kind=…] [added=ADDRESS|ADDRESS]`` (ID a slug of ``persons`` or
        ``generated:SEED[:KIND]``) · ``lift [after_bytes=N]`` ·
        ``fault kind=… [count=N] [on=3001] [sw3=41]`` · ``set KNOB=VALUE …`` · ``clear``
        (faults gone, knobs as at the start; the card stays) · ``state``.

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
        return {**self._service.state(), "knobs": asdict(self._service.knobs)}

    def _lay(self, texts: dict[str, str]) -> None:
        holder, kind = texts.pop("card", ""), texts.pop("kind", "")
        added = [text for text in texts.pop("added", "").split("|") if text]
        _refuse_rest(texts)
        generated = person_named(holder)
        if generated is not None:
            added = added or list(generated.added)
            card = card_from(holder, generated.texts, kind=kind, added=added)
        elif holder in self._persons:
            card = card_from(holder, self._persons[holder], kind=kind, added=added)
        else:
            message = f"no person is called {holder!r}; there are: {', '.join(self._persons)}"
            raise ValueError(message)
        self._service.lay(card)

    def _lift(self, texts: dict[str, str]) -> None:
        after_bytes = texts.pop("after_bytes", None)
        _refuse_rest(texts)
        self._service.lift(after_bytes=None if after_bytes is None else int(after_bytes))

    def _fault(self, texts: dict[str, str]) -> None:
        kind, on = texts.pop("kind", ""), texts.pop("on", "").replace(" ", "").lower()
        count, sw3 = int(texts.pop("count", "1")), int(texts.pop("sw3", "41"), 16)
        _refuse_rest(texts)
        if kind not in list(Trouble):
            message = f"no trouble is called {kind!r}; there are: {', '.join(Trouble)}"
            raise ValueError(message)
        self._service.befall(Fault(Trouble(kind), count, on, sw3))

    def _clear(self, texts: dict[str, str]) -> None:
        _refuse_rest(texts)
        self._service.clear()
        self._service.turn(self._initial)

    def _set(self, texts: dict[str, str]) -> None:
        names = [field.name for field in fields(Knobs)]
        unknown = [name for name in texts if name not in names]
        if unknown:
            message = f"no knob is called {unknown[0]!r}; there are: {', '.join(names)}"
            raise ValueError(message)
        values: dict[str, Any] = {
            name: _knob_value(name, text, getattr(self._initial, name))
            for name, text in texts.items()
        }
        self._service.turn(replace(self._service.knobs, **values))


def _knob_value(name: str, text: str, initial: object) -> object:
    """Read ``text`` as a value of the same type as ``initial``."""
    if isinstance(initial, bool):
        if text.lower() not in {"true", "false"}:
            message = f"{name} is true or false, not {text!r}"
            raise ValueError(message)
        return text.lower() == "true"
    if not isinstance(initial, int):
        return text
    try:
        return int(text)
    except ValueError:
        message = f"{name} is a whole number, not {text!r}"
        raise ValueError(message) from None


def _refuse_rest(texts: dict[str, str]) -> None:
    if texts:
        message = f"unknown arguments: {', '.join(texts)}"
        raise ValueError(message)
