# SPDX-License-Identifier: Apache-2.0
"""Licences that are no longer good (失效名单): ``revoked.json`` beside the key list.

The authority's register is the truth; this is what was known of it on a day, for places without
a network. JSON, UTF-8::

    {"version": 1, "as_of": "2026-11-22",
     "revoked": [{"number": "…", "on": "2026-10-01", "reason": "revoked"}]}

Where a number goes on with a newer paper, ``issued_from`` is the first day of good papers.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any, Final

from certificates.errors import KeyRefusedError
from certificates.trust import CONFIGURATION_INVALID

REVOCATION_LIST_NAME: Final = "revoked.json"
_VERSION: Final = 1


class RevocationReason(Enum):
    """Why a licence is no longer good, by the states of GB/T 36903."""

    REPLACED = "replaced"
    CANCELLED = "cancelled"
    WITHDRAWN = "withdrawn"
    REVOKED = "revoked"


@dataclass(frozen=True)
class Revocation:
    """One entry: since when, and why.

    ``issued_from`` spares the papers that were issued on that day or later: their number is the
    same, they took the others' place.
    """

    number: str
    on: date
    reason: RevocationReason
    issued_from: date | None = None

    def concerns(self, issued_on: date) -> bool:
        """Whether a paper of this number that was issued on a day is meant."""
        return self.issued_from is None or issued_on < self.issued_from


@dataclass(frozen=True)
class RevocationList:
    """What was known on a day; an empty list without a day says nothing."""

    as_of: date | None = None
    entries: Mapping[str, Revocation] = field(default_factory=dict, repr=False)

    def of(self, number: str) -> Revocation | None:
        """The entry of a licence number; None when it is not on the list."""
        return self.entries.get(number)


NOTHING_KNOWN: Final = RevocationList()


def read_revocation_list(path: Path) -> RevocationList:
    """Read a list.

    Raises:
        KeyRefusedError: it cannot be read or is none (CONFIG-0701).

    """
    try:
        return decode_revocation_list(path.read_bytes())
    except OSError as error:
        raise KeyRefusedError(
            CONFIGURATION_INVALID, f"cannot read {path}: {error.strerror}"
        ) from error
    except ValueError as error:
        raise KeyRefusedError(CONFIGURATION_INVALID, f"{path}: {error}") from error


def encode_revocation_list(entries: Iterable[Revocation], *, as_of: date) -> bytes:
    """Write a list; equal arguments give equal bytes."""
    revoked = []
    for one in entries:
        entry = {"number": one.number, "on": one.on.isoformat(), "reason": one.reason.value}
        if one.issued_from is not None:
            entry["issued_from"] = one.issued_from.isoformat()
        revoked.append(entry)
    document = {"version": _VERSION, "as_of": as_of.isoformat(), "revoked": revoked}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def decode_revocation_list(encoded: bytes) -> RevocationList:
    """Decode a list; every entry must be whole and no number stand twice.

    Raises:
        ValueError: it is none; the message names the entry.

    """
    document = json.loads(encoded)
    if not isinstance(document, dict) or document.get("version") != _VERSION:
        raise ValueError(f"not a revocation list of version {_VERSION}")
    listed = document.get("revoked")
    if not isinstance(listed, list):
        raise ValueError("revoked is not a list")  # noqa: TRY004  a fault of the file
    entries = [_entry(each, place=f"revoked[{at}]") for at, each in enumerate(listed)]
    by_number = {entry.number: entry for entry in entries}
    if len(by_number) != len(entries):
        raise ValueError("a number stands twice")
    return RevocationList(_day(document, "as_of", place="the list"), by_number)


def _entry(each: Any, *, place: str) -> Revocation:  # noqa: ANN401  anything that JSON holds
    if not isinstance(each, dict) or not isinstance(each.get("number"), str):
        raise ValueError(f"{place}: no number")  # noqa: TRY004  a fault of the file
    try:
        reason = RevocationReason(each.get("reason"))
    except ValueError as error:
        raise ValueError(f"{place}: {error}") from error
    has_newer = each.get("issued_from") is not None
    issued_from = _day(each, "issued_from", place=place) if has_newer else None
    return Revocation(each["number"], _day(each, "on", place=place), reason, issued_from)


def _day(document: Mapping[str, Any], name: str, *, place: str) -> date:
    try:
        return date.fromisoformat(str(document.get(name)))
    except ValueError as error:
        raise ValueError(f"{place}: {name} is no date") from error
