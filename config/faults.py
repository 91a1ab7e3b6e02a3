# SPDX-License-Identifier: Apache-2.0
"""The fault catalogue: what each code means to a citizen, to hall staff and to a technician."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from importlib import resources
from typing import Any, Final, assert_never

import jsonschema_rs
import yaml

from config.errors import ConfigError
from devices.states import ErrorAction, ErrorCause

LANGUAGES: Final = ("zh_CN", "en")
UNEXPECTED: Final = "APP-1001"


class Audience(Enum):
    """Who reads the text."""

    CITIZEN = "citizen"
    CLERK = "clerk"
    TECHNICIAN = "technician"


class Severity(Enum):
    """What a fault stops: nothing, this visit, or the machine."""

    NOTICE = "notice"
    VISIT = "visit"
    MACHINE = "machine"


@dataclass(frozen=True)
class CitizenText:
    """Three plain sentences: what happened, what to do now, where else."""

    happened: str
    now: str
    elsewhere: str


@dataclass(frozen=True)
class Fault:
    """One fault in all its voices; texts by language.

    Attributes:
        code: such as ``READER-0101``.
        cause: who caused it (XFS4IoT Common.ErrorEvent ``eventId``).
        action: what to do about it (XFS4IoT Common.ErrorEvent ``action``).
        who: who acts first.
        picture: name of the line drawing of where to look.
        citizen: for the screen.
        clerk: three steps for the card of hall staff.
        technician: detail.

    """

    code: str
    cause: ErrorCause
    action: ErrorAction
    severity: Severity
    who: Audience
    picture: str
    citizen: Mapping[str, CitizenText]
    clerk: Mapping[str, tuple[str, ...]]
    technician: Mapping[str, str]

    def told(self, language: str) -> CitizenText:
        """What a citizen is told; a language that is not here is answered in Chinese."""
        return self.citizen.get(language) or self.citizen[LANGUAGES[0]]


class FaultCatalogue:
    """Every fault by its code; an unknown code gets the unexpected error's texts."""

    def __init__(self, faults: Mapping[str, Fault]) -> None:
        self._faults = dict(faults)

    def __iter__(self) -> Iterator[Fault]:
        return iter(self._faults.values())

    def __contains__(self, code: object) -> bool:
        return code in self._faults

    def fault(self, code: str) -> Fault:
        """The fault of a code; a citizen is never left without words, so none is unknown."""
        return self._faults.get(code) or self._faults[UNEXPECTED]

    def text(self, code: str, audience: Audience, language: str) -> str:
        """The text of a fault as one string; the clerk's steps stand on a line each.

        Args:
            code: fault code.
            audience: who reads it.
            language: ``zh_CN`` or ``en``; any other is answered in ``zh_CN``.

        """
        fault = self.fault(code)
        language = language if language in LANGUAGES else LANGUAGES[0]
        match audience:
            case Audience.CITIZEN:
                told = fault.citizen[language]
                gap = "" if language == "zh_CN" else " "
                return gap.join((told.happened, told.now, told.elsewhere))
            case Audience.CLERK:
                steps = enumerate(fault.clerk[language], start=1)
                return "\n".join(f"{number}. {step}" for number, step in steps)
            case Audience.TECHNICIAN:
                return fault.technician[language]
            case _:
                assert_never(audience)


def load_faults(text: str | None = None) -> FaultCatalogue:
    """Read and check the fault catalogue.

    Args:
        text: YAML; None for the catalogue that is shipped.

    Raises:
        ConfigError: it is not YAML, or does not follow ``faults.schema.json``.

    """
    return _shipped() if text is None else _read(text)


@cache
def _shipped() -> FaultCatalogue:
    return _read(resources.files("config").joinpath("faults.yaml").read_text("utf-8"))


def _read(source: str) -> FaultCatalogue:
    try:
        entries = yaml.load(source, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise ConfigError((f"faults.yaml: is not YAML: {error}",)) from error
    described = resources.files("config").joinpath("faults.schema.json")
    schema = json.loads(described.read_text("utf-8"))
    found = jsonschema_rs.Draft202012Validator(schema).iter_errors(entries)
    problems = [
        f"faults.yaml: {'/'.join(map(str, error.instance_path)) or 'file'}: {error.message}"
        for error in found
    ]
    if not problems and UNEXPECTED not in entries:
        problems = [f"faults.yaml: {UNEXPECTED} is missing"]
    if problems:
        raise ConfigError(tuple(problems))
    return FaultCatalogue({code: _fault_from(code, entry) for code, entry in entries.items()})


def _fault_from(code: str, entry: dict[str, Any]) -> Fault:
    return Fault(
        code=code,
        cause=ErrorCause(entry["cause"]),
        action=ErrorAction(entry["action"]),
        severity=Severity(entry["severity"]),
        who=Audience(entry["who"]),
        picture=entry["picture"],
        citizen={name: CitizenText(**told) for name, told in entry["citizen"].items()},
        clerk={name: tuple(steps) for name, steps in entry["clerk"].items()},
        technician=dict(entry["technician"]),
    )
