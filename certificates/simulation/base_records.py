# SPDX-License-Identifier: Apache-2.0
"""What the simulated bases know: of the shipped persons, and of thousands made up beside them.

A made-up person or business is the holder of the same index as in the certificate simulator
(``holders.py``); facts follow from index and name of the fact, and are always the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Final
from zlib import crc32

import yaml

from certificates.simulation.holders import credit_code_of, index_of, number_of

UNKNOWN: Final = "unknown"
BUSINESS: Final = "legal_person"
NOTICES: Final = "notices"
FACTS: Final[Mapping[str, tuple[str, ...]]] = {
    "population": (
        *("alive", "hukou_division", "own_phone", "credit_flag", "barred", "draws_age"),
    ),
    BUSINESS: ("open_promise",),
    "disability": (
        *("disability_card", "disability_grade", "disability_kind", "long_care"),
        *("draws_living", "draws_care"),
    ),
    "low_income": (
        *("low_income", "borderline", "destitute", "orphan", "injury_care"),
        *("other_living", "other_care"),
    ),
    "housing": ("own_home",),
    NOTICES: (),
}
"""The facts that each base has a column for; any other is unknown of everybody."""

_KINDS: Final = (
    *("sight", "hearing", "speech", "physical", "intellectual", "mental", "multiple"),
)
_MOSTLY: Final = {"alive": 997, "own_home": 3}
"""Facts that hold of all but one in so many."""
_SELDOM: Final = {
    "credit_flag": 50,
    "barred": 60,
    "open_promise": 30,
    "disability_card": 20,
    "low_income": 9,
    "long_care": 2,
    "draws_living": 4,
    "draws_care": 4,
    "draws_age": 2,
}
"""Facts that hold of one in so many; those that are nowhere hold of one in 100."""
_UNKNOWN_IN: Final = 13
_NOTICE_IN: Final = 40
_NEWEST: Final = date(2026, 10, 31)
_CREDIT_CODE_LENGTH: Final = 18

Fact = bool | int | str
Answers = Mapping[str, Mapping[str, object]]


@dataclass(frozen=True)
class BaseRecords:
    """Who is known to which base.

    Attributes:
        as_of: day of the shipped records.
        people: facts by base, by the person's number.
        notices: pushed notices, by the person's number.
        businesses: facts by credit code.
        generated: how many holders are made up beside them.

    """

    as_of: str
    people: Mapping[str, Mapping[str, Mapping[str, Fact]]]
    notices: Mapping[str, tuple[Mapping[str, object], ...]]
    businesses: Mapping[str, Mapping[str, Fact]]
    generated: int

    def facts(self, base: str, holder: str, names: list[str]) -> dict[str, object]:
        """Answer each name by its value and day, or as unknown."""
        return {name: self._fact(base, holder, name) for name in names}

    def notices_of(self, holder: str) -> list[dict[str, object]]:
        """The notices that were pushed to a person."""
        if holder in self.notices:
            return [{**one, "asOf": self.as_of} for one in self.notices[holder]]
        index = self._index(holder)
        if index is None or index % _NOTICE_IN != 5:  # noqa: PLR2004  # one in forty
            return []
        return [_made_up_notice(index)]

    def _fact(self, base: str, holder: str, name: str) -> dict[str, object]:
        shipped = self.businesses if base == BUSINESS else None
        known = shipped.get(holder) if shipped is not None else self._known(base, holder)
        if known is not None:
            return {"value": known[name], "asOf": self.as_of} if name in known else _unknown()
        index = self._business_index(holder) if base == BUSINESS else self._index(holder)
        if index is None or name not in FACTS[base]:
            return _unknown()
        return _made_up(index, name)

    def _known(self, base: str, holder: str) -> Mapping[str, Fact] | None:
        bases = self.people.get(holder)
        return None if bases is None else bases.get(base, {})

    def _index(self, number: str) -> int | None:
        index = index_of(number)
        if index is None or index >= self.generated or number_of(index) != number:
            return None
        return index

    def _business_index(self, code: str) -> int | None:
        digits = code[10:17]
        if len(code) != _CREDIT_CODE_LENGTH or not (digits.isascii() and digits.isdigit()):
            return None
        index = int(digits)
        return index if index < self.generated and credit_code_of(index) == code else None


def load_base_records(data_folder: Path, generated: int) -> BaseRecords:
    """Read ``base_data.yaml`` of a data folder; one without it knows its made-up holders only.

    Raises:
        OSError: a file cannot be read.
        ValueError: it is not of its form.

    """
    path = data_folder / "base_data.yaml"
    if not path.is_file():
        return BaseRecords(_NEWEST.isoformat(), {}, {}, {}, generated)
    text = (data_folder / "persons.yaml").read_text("utf-8")
    persons = yaml.load(text, Loader=yaml.CSafeLoader)["persons"]
    numbers = {str(one["id"]): str(one["number"]) for one in persons}
    try:
        content = yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
        people = {numbers[slug]: bases for slug, bases in content["persons"].items()}
        return BaseRecords(
            as_of=str(content["as_of"]),
            people={
                number: {base: facts for base, facts in bases.items() if base != NOTICES}
                for number, bases in people.items()
            },
            notices={number: tuple(bases.get(NOTICES, ())) for number, bases in people.items()},
            businesses=content["businesses"],
            generated=generated,
        )
    except (yaml.YAMLError, TypeError, KeyError, AttributeError) as error:
        message = f"{path} is no list of what the bases know"
        raise ValueError(message) from error


def _unknown() -> dict[str, object]:
    return {"value": UNKNOWN}


def _made_up(index: int, name: str) -> dict[str, object]:
    """A fact of a made-up holder; each is unknown of one in thirteen."""
    chance = index * 31 + crc32(name.encode())
    if chance % _UNKNOWN_IN == 0:
        return _unknown()
    as_of = _NEWEST - timedelta(days=index % 300)
    return {"value": _value(index, name, chance), "asOf": as_of.isoformat()}


def _value(index: int, name: str, chance: int) -> Fact:
    match name:
        case "hukou_division":
            return "439800" if chance % 7 == 0 else f"439900{index % 20:03d}"
        case "own_phone":
            return f"1540{index:07d}"
        case "disability_grade":
            return 1 + index % 4
        case "disability_kind":
            return _KINDS[index % len(_KINDS)]
        case _ if name in _MOSTLY:
            return chance % _MOSTLY[name] != 0
        case _:
            return chance % _SELDOM.get(name, 100) == 0


def _made_up_notice(index: int) -> dict[str, object]:
    return {
        "noticeId": f"PN-GEN-{index:07d}",
        "title": {"zh_CN": "免费体检通知", "en": "Free health check"},
        "text": {
            "zh_CN": "经比对，您可以参加一次免费体检。",
            "en": "By our records you may have one health check free of charge.",
        },
        "authority": {"zh_CN": "虚构市示例区卫生健康局"},
        "asOf": _NEWEST.isoformat(),
    }
