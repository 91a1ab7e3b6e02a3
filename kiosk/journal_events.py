# SPDX-License-Identifier: Apache-2.0
"""The vocabulary of the journal, and the check that keeps persons out of it.

No event has a field of free text. Each kind of fact has a shape that a name, an address or a
citizen number does not fit, so that personal data cannot be recorded by mistake.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from importlib import resources
from types import MappingProxyType
from typing import Final

Fact = str | float

_LARGEST_COUNT: Final = 10_000_000
_LONG_DIGITS: Final = re.compile(r"[0-9]{9}")
_CASE_ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,47}")
_CODE: Final = re.compile(r"[A-Z]{3,10}-[0-9]{4}")


class FactKind(Enum):
    """Shapes of facts."""

    WORD = "word"
    VERSION = "version"
    COUNT = "count"
    SECONDS = "seconds"
    DIGEST = "digest"
    DAY = "day"
    UUID = "uuid"


_SHAPES: Final = {
    FactKind.WORD: re.compile(r"[A-Za-z][a-z0-9_.-]{0,47}"),
    FactKind.VERSION: re.compile(r"[A-Za-z0-9_.+-]{0,31}"),
    FactKind.DIGEST: re.compile(r"[0-9a-f]{64}"),
    FactKind.DAY: re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
    FactKind.UUID: re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"),
}


class JournalEntryError(ValueError):
    """An event, disposition or fact that the vocabulary does not have: a bug of the caller."""


@dataclass(frozen=True)
class JournalEvent:
    """One kind of line.

    Attributes:
        id: such as ``session-ended``.
        kind: what it concerns: app, session, case, print, device or staff.
        sentence: what it says to an auditor.
        dispositions: the words of which it must have one; empty when it has none.
        facts: the facts it may have, with their shapes.

    """

    id: str
    kind: str
    sentence: str
    dispositions: tuple[str, ...]
    facts: Mapping[str, FactKind]

    def check(self, disposition: str, facts: Mapping[str, Fact]) -> None:
        """Refuse what is not in the vocabulary.

        Raises:
            JournalEntryError: naming the field, never its value.

        """
        if disposition not in (self.dispositions or ("",)):
            raise JournalEntryError(f"{self.id} has no such disposition")
        for name, value in facts.items():
            if name not in self.facts:
                raise JournalEntryError(f"{self.id} has no fact {name}")
            if not _fits(self.facts[name], value):
                raise JournalEntryError(f"{self.id}: {name} is no {self.facts[name].value}")


def check_reference(*, case_id: str, code: str) -> None:
    """Refuse a case number or fault code of another shape.

    Raises:
        JournalEntryError: naming the field, never its value.

    """
    if case_id and not (_CASE_ID.fullmatch(case_id) and not _LONG_DIGITS.search(case_id)):
        raise JournalEntryError("case_id is no case number")
    if code and not _CODE.fullmatch(code):
        raise JournalEntryError("code is no fault code")


def load_events() -> Mapping[str, JournalEvent]:
    """The vocabulary of ``kiosk/events.toml`` by event id."""
    text = resources.files("kiosk").joinpath("events.toml").read_text("utf-8")
    return MappingProxyType(
        {
            event_id: JournalEvent(
                event_id,
                entry["kind"],
                entry["sentence"],
                tuple(entry.get("dispositions", ())),
                {name: FactKind(kind) for name, kind in entry.get("facts", {}).items()},
            )
            for event_id, entry in tomllib.loads(text).items()
        }
    )


def _fits(kind: FactKind, value: Fact) -> bool:
    if isinstance(value, bool):
        return False
    if kind is FactKind.COUNT:
        return isinstance(value, int) and 0 <= value < _LARGEST_COUNT
    if kind is FactKind.SECONDS:
        return isinstance(value, int | float) and 0 <= value < _LARGEST_COUNT
    if not isinstance(value, str) or not _SHAPES[kind].fullmatch(value):
        return False
    is_checksum = kind in {FactKind.DIGEST, FactKind.UUID}
    return is_checksum or not _LONG_DIGITS.search(value)
