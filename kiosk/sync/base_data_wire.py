# SPDX-License-Identifier: Apache-2.0
"""Facts and notices out of an answer of base data: each of its form, or all is rubbish.

Written from ``base_data.openapi.yaml``.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from forms.base_data import Base, BaseFact, PushedNotice, WantedFact
from forms.question import FactValue
from forms.text import Text
from kiosk.sync.wire import needed, optional, rubbish

UNKNOWN: Final = "unknown"
LONGEST_TEXT: Final = 200
LARGEST_NUMBER: Final = 999_999_999
_MOST_NOTICES: Final = 20
_DAY: Final = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_NOTICE_ID: Final = r"[A-Za-z0-9._-]{1,64}"
_LONGEST = {"zh_CN": 120, "en": 240}


def check_subject(data: Mapping[str, Any], base: Base, holder_code: str) -> None:
    """Hold an answer to what was asked: the same base, the same holder.

    Raises:
        PlatformRubbishError: it is about something or somebody else.

    """
    if data.get("base") != base.value or data.get("holderCode") != holder_code:
        raise rubbish("the answer is about another base or another holder")


def facts_from(
    data: Mapping[str, Any], wanted: tuple[WantedFact, ...], base: Base, *, today: date
) -> tuple[BaseFact, ...]:
    """Read the facts that are known, in the order they were asked for.

    Args:
        data: of the answer.
        wanted: what was asked for; each must be answered, and other names are ignored.
        base: who tells.
        today: no fact holds as of a later day.

    Raises:
        PlatformRubbishError: a fact is missing, or a value is none of its kind.

    """
    facts = data.get("facts")
    if not isinstance(facts, dict):
        raise rubbish("the answer has no facts")
    told = ((one, _told(facts, one)) for one in wanted)
    return tuple(
        BaseFact(one.name, value, base, day_of(entry, today=today))
        for one, (entry, value) in told
        if value is not None
    )


def _told(
    facts: Mapping[str, Any], wanted: WantedFact
) -> tuple[Mapping[str, Any], FactValue | None]:
    """One entry with its value; None where it is unknown."""
    entry = facts.get(wanted.name)
    if not isinstance(entry, dict) or "value" not in entry:
        raise rubbish(f"{wanted.name} is not answered")
    value = entry["value"]
    if value == UNKNOWN:
        return entry, None
    if isinstance(value, str):
        value = needed(entry, "value", longest=LONGEST_TEXT)
    if not wanted.takes(value):
        raise rubbish(f"{wanted.name} is no value of its kind")
    if isinstance(value, int) and not 0 <= value <= LARGEST_NUMBER:
        raise rubbish(f"{wanted.name} is out of bounds")
    return entry, value


def notices_from(data: Mapping[str, Any], *, today: date) -> tuple[PushedNotice, ...] | None:
    """Read the notices in their order; None where the base does not know.

    Raises:
        PlatformRubbishError: one is not of its form, or two have one id.

    """
    entries = data.get("notices")
    if entries == UNKNOWN:
        return None
    if not isinstance(entries, list) or len(entries) > _MOST_NOTICES:
        raise rubbish("the answer has no list of notices")
    notices = tuple(_notice(entry, today) for entry in entries)
    if len({one.id for one in notices}) < len(notices):
        raise rubbish("a notice is there twice")
    return notices


def _notice(entry: object, today: date) -> PushedNotice:
    if not isinstance(entry, dict):
        raise rubbish("a notice is no object")
    return PushedNotice(
        id=needed(entry, "noticeId", longest=64, form=_NOTICE_ID),
        title=_words(entry, "title"),
        text=_words(entry, "text"),
        authority=_words(entry, "authority"),
        as_of=day_of(entry, today=today),
    )


def _words(entry: Mapping[str, Any], name: str) -> Text:
    """A text in both languages; where the authority has no English, its Chinese stands."""
    words = entry.get(name)
    if not isinstance(words, dict):
        raise rubbish(f"{name} of a notice has no words")
    chinese = needed(words, "zh_CN", longest=_LONGEST["zh_CN"])
    return Text(chinese, optional(words, "en", longest=_LONGEST["en"]) or chinese)


def day_of(entry: Mapping[str, Any], *, today: date) -> date:
    """The day as of which an entry holds; none that is still to come.

    Raises:
        PlatformRubbishError: missing, no day, or later than ``today``.

    """
    text = needed(entry, "asOf", longest=10, form=_DAY)
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise rubbish("asOf is no day") from None
    if day > today:
        raise rubbish("asOf is still to come")
    return day
