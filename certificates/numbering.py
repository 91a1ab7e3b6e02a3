# SPDX-License-Identifier: Apache-2.0
"""Licence numbers (许可证编号): a rule that is data, and a series that never repeats itself.

The series itself is kept by whoever owns the disk; here is only what must hold of it.
The pattern follows local practice, such as 某卫公证字〔2024〕第0385号: year brackets are 〔〕
(U+3014, U+3015), the serial starts again each year, the width is fixed. No national rule text
is public, so the pattern is configuration.
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Final, Protocol

from certificates.errors import NumberError
from certificates.licence import LicenceNumber

NO_NUMBER: Final = "NUMBER-0651"
_PLACEHOLDER: Final = re.compile(r"\{(?P<name>[a-z]+)(?::0(?P<width>[1-9]))?\}")
_DIVISION: Final = re.compile(r"[0-9]{6}")
_YEARS: Final = range(1000, 10_000)


class Restart(Enum):
    """When the serial begins again at 1."""

    YEARLY = "yearly"
    NEVER = "never"


class NumberSeries(Protocol):
    """Gives each serial once; fulfilled where things are kept on disk."""

    def reserve(self, series_id: str, period: str) -> int:
        """Take the next serial of ``series_id`` in ``period``.

        The serial is on disk as taken before this returns, and is never returned again: a
        print that failed, a case that was withdrawn or a power cut leaves a gap, not a twin.

        Args:
            series_id: name of the series in the catalogue, such as ``hygiene-permit``.
            period: the year in four digits, or empty for a series that never restarts.

        Returns:
            A serial of 1 or more.

        Raises:
            NumberError: the block is used up, no start value was given, or the series was
                lost (NUMBER-0651).

        """
        ...


@dataclass(frozen=True)
class NumberRule:
    """How one service numbers its licences.

    Attributes:
        series_id: name of the series, shared by all services that count together.
        template: text with ``{year}``, ``{division}`` and ``{serial:04}`` or ``{serial}``.
        restart: when the serial begins again.

    Raises:
        ValueError: the template is not one, or would give the same number in two periods.

    """

    series_id: str
    template: str
    restart: Restart = Restart.YEARLY

    def __post_init__(self) -> None:
        names = _placeholders(self.template)
        if self.restart is Restart.YEARLY and "year" not in names:
            raise ValueError(
                f"a serial that restarts yearly needs {{year}} in {self.template!r}"
            )

    def period(self, today: date) -> str:
        """The period that ``today`` counts in: its year, or empty when nothing restarts."""
        return f"{today.year:04}" if self.restart is Restart.YEARLY else ""


def format_number(template: str, *, year: int, division: str, serial: int) -> str:
    """Fill in a number's template; nothing but the three placeholders is understood.

    >>> format_number("{division}卫公证字〔{year}〕第{serial:04}号",
    ...               year=2026, division="439900", serial=385)
    '439900卫公证字〔2026〕第0385号'

    Raises:
        ValueError: unknown or missing placeholder, stray brace, a year or division of
            another length, a serial below 1.
        NumberError: the serial no longer fits its width (NUMBER-0651).

    """
    _placeholders(template)
    if year not in _YEARS:
        raise ValueError("a year has four digits")
    if not _DIVISION.fullmatch(division):
        raise ValueError("a division code has six digits")
    if serial < 1:
        raise ValueError("a serial starts at 1")

    def filled(match: re.Match[str]) -> str:
        match match["name"]:
            case "year":
                return f"{year:04}"
            case "division":
                return division
            case _:
                return _serial_text(serial, width=int(match["width"] or 0))

    return _PLACEHOLDER.sub(filled, template)


def licence_number(
    rule: NumberRule, series: NumberSeries, *, division: str, today: date
) -> LicenceNumber:
    """Take the next number for a licence; it is used up even if no licence follows.

    Raises:
        NumberError: the series refuses or its width is used up (NUMBER-0651).

    """
    serial = series.reserve(rule.series_id, rule.period(today))
    text = format_number(rule.template, year=today.year, division=division, serial=serial)
    return LicenceNumber(text)


def _serial_text(serial: int, *, width: int) -> str:
    text = f"{serial:0{width}}" if width else str(serial)
    if width and len(text) > width:
        raise NumberError(NO_NUMBER, f"serial needs {len(text)} digits, the number has {width}")
    return text


def _placeholders(template: str) -> frozenset[str]:
    """Names used in ``template``, after checking that each is known and well formed."""
    found = list(_PLACEHOLDER.finditer(template))
    names = [match["name"] for match in found]
    rest = _PLACEHOLDER.sub("", template)
    if "{" in rest or "}" in rest:
        raise ValueError(f"stray brace in number template {template!r}")
    if unknown := set(names) - {"year", "division", "serial"}:
        raise ValueError(f"unknown placeholder {sorted(unknown)} in {template!r}")
    if names.count("serial") != 1:
        raise ValueError(f"a number template has exactly one {{serial}}: {template!r}")
    if any(match["width"] and match["name"] != "serial" for match in found):
        raise ValueError(f"only {{serial}} has a width: {template!r}")
    return frozenset(names)
