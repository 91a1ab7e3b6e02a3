# SPDX-License-Identifier: Apache-2.0
"""What can be broken in the simulated world, as data (``faults.toml``)."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from kiosk.demo.world import SimulatedDevice, SimulatedWorld

Verb = tuple[str, Mapping[str, object]]
"""A verb of a simulator's control socket, with its arguments."""

_SIMULATORS: Final[Mapping[str, str]] = {"receipt_printer": "receipts", "person_check": "face"}
"""Attribute of the world, where it is not called as the device."""


@dataclass(frozen=True)
class Provocation:
    """One fault of the catalogue that a teacher can have.

    Attributes:
        code: which fault of ``config/faults.yaml`` it is.
        device: where it is, as the self-tests call it.
        provoke: what is told to its simulator, in this order.
        clear: what mends it there.
        is_of_device: whether the self-test tells it; else it befalls a visit.
        titles: its words by language, where those of the catalogue are another's.

    """

    id: str
    code: str
    device: str
    provoke: tuple[Verb, ...]
    clear: tuple[Verb, ...]
    is_of_device: bool
    titles: Mapping[str, str]


@cache
def provocations() -> Mapping[str, Provocation]:
    """All of them by id, in the order of the panel."""
    text = Path(__file__).with_name("faults.toml").read_text("utf-8")
    return MappingProxyType(
        {
            id_: Provocation(
                id_,
                one["code"],
                one["device"],
                _verbs(one["provoke"]),
                _verbs(one["clear"]),
                is_of_device=one.get("shown", "device") == "device",
                titles={"zh_CN": one["zh"], "en": one["en"]} if "zh" in one else {},
            )
            for id_, one in tomllib.loads(text).items()
        }
    )


def simulator_of(world: SimulatedWorld, device: str) -> SimulatedDevice | None:
    """The simulator behind a device; None where this world has no such device."""
    found = getattr(world, _SIMULATORS.get(device, device))
    return found if isinstance(found, SimulatedDevice) else None


def tell(world: SimulatedWorld, device: str, verbs: tuple[Verb, ...]) -> None:
    """Tell a simulator all of it; blocks until it has answered.

    Raises:
        OSError: it is not there any more.
        ValueError: it does not know the verb.

    """
    simulator = simulator_of(world, device)
    if simulator is None:
        raise ValueError(f"there is no {device} in this world")
    for verb, arguments in verbs:
        reply = simulator.tell(verb, **arguments)
        if reply.get("ok") is not True:
            raise ValueError(str(reply.get("error")))


def _verbs(listed: list[list[object]]) -> tuple[Verb, ...]:
    return tuple((str(verb), dict(_mapping(arguments))) for verb, arguments in listed)


def _mapping(arguments: object) -> Mapping[str, object]:
    return arguments if isinstance(arguments, Mapping) else {}
