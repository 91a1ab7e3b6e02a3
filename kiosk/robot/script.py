# SPDX-License-Identifier: Apache-2.0
"""A rehearsal script: what the robot citizen wants, answers and expects."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from forms.dispute import DisputeReason

OUTCOMES: Final = frozenset(
    {
        "issued",
        "accepted",
        "stopped",
        "refused",
        "abandoned",
        "fault",
        "filed",
        "answered",
        "checked",
    }
)
SHOWN: Final = frozenset({"card", "code", "social_card"})
ROUTES: Final = frozenset({"promise", "ordinary", "window"})
REASONS: Final = frozenset(reason.value for reason in DisputeReason)
_KEYS: Final = frozenset(
    {"service", "language", "elder", "route", "answers", "fields", "expect", "card", "shows"}
    | {"code", "offers", "base_data", "changes", "pinyin", "disputes", "world"}
)


class ScriptError(ValueError):
    """The script is not one; the message names the file and the key."""


@dataclass(frozen=True)
class Script:
    """One visit to be played.

    Attributes:
        service: id of the service.
        language: ``zh_CN`` or ``en``.
        elder: switch large type on first.
        route: ``promise``, ``ordinary`` or ``window``.
        answers: guide question id to option id, or to digits.
        fields: field id to what is typed, or to the option id.
        changes: the same for what is filled in already and changed on the page of the whole
            form, in this order.
        pinyin: field id to the letters by which its Chinese value is spelt on the keyboard.
        disputes: what is said to be wrong: field id, or role of a document, to the reason.
        outcome: what must come of it.
        card: which simulated person it is; without meaning on real devices.
        offers: id of an offer, such as ``benefit:old-age``, to what is said to it (accept,
            decline, later); with any, the robot agrees that benefits are looked for.
        base_data: whether the demo asks base data; without meaning on real devices.
        platform: how the simulated certificate platform is broken for the visit, a kind of its
            ``fault``; empty where it is not, and without meaning on real devices.
        shows: what that person identifies with: ``card`` on the reader, ``code`` on the phone,
            ``social_card`` in the slot.
        code: what is held before the scanner where a licence is checked.

    """

    service: str
    language: str = "zh_CN"
    elder: bool = False
    route: str = "promise"
    answers: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, str] = field(default_factory=dict)
    changes: Mapping[str, str] = field(default_factory=dict)
    pinyin: Mapping[str, str] = field(default_factory=dict)
    disputes: Mapping[str, str] = field(default_factory=dict)
    outcome: str = "issued"
    card: str = ""
    shows: str = "card"
    offers: Mapping[str, str] = field(default_factory=dict)
    base_data: bool = False
    platform: str = ""
    code: str = ""


def load_script(path: Path) -> Script:
    """Read a rehearsal script.

    Raises:
        ScriptError: the file cannot be read, a key is unknown, or a value is out of its list.

    """
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise ScriptError(f"{path}: {error}") from error
    if unknown := sorted(table.keys() - _KEYS):
        raise ScriptError(f"{path}: unknown key {unknown[0]}")
    if "service" not in table:
        raise ScriptError(f"{path}: service is missing")
    script = Script(
        service=str(table["service"]),
        language=str(table.get("language", "zh_CN")),
        elder=bool(table.get("elder", False)),
        route=str(table.get("route", "promise")),
        answers=_texts(table.get("answers", {})),
        fields=_texts(table.get("fields", {})),
        changes=_texts(table.get("changes", {})),
        pinyin=_texts(table.get("pinyin", {})),
        disputes=_texts(table.get("disputes", {})),
        outcome=str(table.get("expect", {}).get("outcome", "issued")),
        card=str(table.get("card", "")),
        shows=str(table.get("shows", "card")),
        offers=_texts(table.get("offers", {})),
        base_data=bool(table.get("base_data", False)),
        code=str(table.get("code", "")),
        platform=str(table.get("world", {}).get("platform", "")),
    )
    if script.shows not in SHOWN:
        raise ScriptError(f"{path}: shows is none of {', '.join(sorted(SHOWN))}")
    if unknown := sorted(set(script.disputes.values()) - REASONS):
        raise ScriptError(f"{path}: {unknown[0]} is no reason of a dispute")
    if script.route not in ROUTES or script.outcome not in OUTCOMES:
        raise ScriptError(f"{path}: route or expect.outcome is not one that exists")
    return script


def _texts(table: Mapping[str, object]) -> Mapping[str, str]:
    return {key: str(value) for key, value in table.items()}
