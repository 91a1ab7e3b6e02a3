# SPDX-License-Identifier: Apache-2.0
"""The configuration in words: values, differences, faults and remedies, what counts when."""

import json
from collections.abc import Iterable

from config.explained import Explained, StartsAnew, explained
from config.places import Problem
from config.rules import Scalar
from kiosk.configuration.differences import HIDDEN
from kiosk.screens.present.words import Words
from kiosk.screens.texts import MissingTextError
from kiosk.screens.views_cases import CaseRow
from kiosk.session.settings_desk import ChangeLine, SettingLine, SettingsDesk

_LONGEST = 160
_SHORT = 40
HALF = 26
"""Characters of one side of a difference in a list."""
_FAULTS = {
    "a second time": "twice",
    "needs a [platform]": "platform",
    "is needed for": "needed",
    "is empty": "empty",
    "data_dir must stay": "folder",
    "demo": "keys",
}
"""What does not go together, by a part of the sentence in which the check says it."""


def meaning(key: str, words: Words) -> str:
    """What a key, or a device's table, is called; the key itself where nobody explains it."""
    told = explained(key, words.language)
    if told is not None:
        return told.meaning
    return table(key, words) if "." not in key else key


def table(name: str, words: Words) -> str:
    """What a table is called."""
    try:
        return words(f"settings_table.{name}")
    except MissingTextError:
        return f"[{name}]"


def value(key: str, content: Scalar | None, words: Words, *, is_secret: bool = False) -> str:
    """A value as people read it, with its unit; of a secret that it is there."""
    if is_secret:
        return words("settings.hidden")
    if content is None or content == "":
        return words("settings.empty")
    shown = f"{content:.10g}" if isinstance(content, float) else str(content)
    told = explained(key, words.language)
    unit = told.unit if told is not None else ""
    try:
        return words(f"setting_word.{shown}")
    except MissingTextError:
        return (
            f"{shown} {unit}".rstrip() if unit.isascii() and unit != "%" else f"{shown}{unit}"
        )


def written(key: str, content: str | None, words: Words) -> str:
    """A value of a difference, which comes as TOML writes it."""
    if content is None:
        return words("settings.nothing")
    if content == HIDDEN:
        return words("settings.hidden")
    try:
        return value(key, json.loads(content), words)
    except ValueError:
        return content


def change(one: ChangeLine, words: Words, *, most: int = _LONGEST) -> str:
    """Old and new, of each as much as there is room for."""
    before, after = (written(one.key, side, words) for side in (one.before, one.after))
    return words("settings.change", before=short(before, most), after=short(after, most))


def change_texts(changes: Iterable[ChangeLine], words: Words, most: int = 6) -> str:
    """Several differences, one a line, and how many more there are."""
    every = tuple(changes)
    told = [
        words("settings.change_of", what=meaning(one.key, words), change=change(one, words))
        for one in every[:most]
    ]
    if len(every) > most:
        told.append(words("settings.more", count=len(every) - most))
    return "\n".join(told) or words("settings.no_change")


def problem_row(problem: Problem, words: Words) -> CaseRow:
    """What does not hold: the key, and into what to mend it."""
    told = explained(problem.key, words.language)
    name = f"{problem.key}  {told.meaning}" if told is not None else problem.key
    return CaseRow(name or problem.where, remedy(problem, told, words), "stop")


def remedy(problem: Problem, told: Explained | None, words: Words) -> str:
    """What is wrong, and what may stand there instead; the check's own words are English."""
    said = problem.what
    known = next((word for part, word in _FAULTS.items() if part in said), "")
    if known:
        return words(f"settings_fault.{known}")
    if told is not None:
        return words("settings.allowed", allowed=told.allowed)
    return said if len(said) <= _LONGEST else f"{said[: _LONGEST - 1]}…"


def when(changes: Iterable[ChangeLine], words: Words) -> str:
    """What has to start anew before these count."""
    told = (explained(one.key, words.language) for one in changes)
    kinds = {one.starts_anew for one in told if one is not None}
    return words(f"settings_when.{_slowest(kinds).value}")


def _slowest(kinds: set[StartsAnew]) -> StartsAnew:
    for kind in (StartsAnew.DEVICE, StartsAnew.APP):
        if kind in kinds:
            return kind
    return StartsAnew.NOTHING if kinds else StartsAnew.APP


def needs_restart(changes: Iterable[ChangeLine], words: Words) -> bool:
    """Whether the program has to start anew."""
    told = [explained(one.key, words.language) for one in changes]
    return any(one is None or one.starts_anew is not StartsAnew.NOTHING for one in told)


def mark(line: SettingLine, settings: SettingsDesk, words: Words) -> tuple[str, str]:
    """The word beside a key in a list, and its tone: in the draft, or not as by default."""
    taken_out = settings.edit(line.key.partition(".")[0]) is not None
    if settings.edit(line.key) is not None or taken_out:
        return words("settings.in_draft"), "owed"
    return (words("settings.not_default"), "open") if line.is_changed else ("", "open")


def short(text: str, most: int = _SHORT) -> str:
    """So much of a long value as there is room for; its end tells ports apart."""
    return text if len(text) <= most else f"…{text[-most + 1 :]}"
