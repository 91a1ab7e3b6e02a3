# SPDX-License-Identifier: Apache-2.0
"""What is wrong and where: the file, its line and the key, for whoever has to mend it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

_HEADER: Final = re.compile(r"\s*\[\s*([A-Za-z0-9_-]+)\s*\]")
_KEY: Final = re.compile(r"""\s*["']?([A-Za-z0-9_-]+)["']?\s*=""")
_TOML_LINE: Final = re.compile(r"at line (\d+)")


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong with a configuration.

    Attributes:
        where: the file, or the variable of the environment.
        what: what is wrong and the remedy, one English sentence without the place; no secrets.
        line: line of the file, from 1; 0 when it is not about a line.
        key: ``table.key`` or ``table`` it is about; empty when it is about the whole file.

    """

    where: str
    what: str
    line: int = 0
    key: str = ""

    def __str__(self) -> str:
        place = f"{self.where}:{self.line}" if self.line else self.where
        return f"{place}: {self.what}"


def lines_of(text: str) -> Mapping[tuple[str, str], int]:
    r"""Line of each ``(table, key)`` of a TOML text, and of each ``(table, "")``; first counts.

    A hint for people, not a parser: a key inside of a text of several lines is taken for one.

    >>> lines_of('[reader]\n# the port\nport = "x"\n')
    {('reader', ''): 1, ('reader', 'port'): 3}
    """
    found: dict[tuple[str, str], int] = {}
    table = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if header := _HEADER.match(line):
            table = header[1]
            found.setdefault((table, ""), number)
        elif key := _KEY.match(line):
            found.setdefault((table, key[1]), number)
    return found


def line_in(message: str) -> int:
    """The line that the TOML parser's message names; 0 when it names none.

    >>> line_in("Expected '=' after a key (at line 3, column 5)")
    3
    """
    named = _TOML_LINE.search(message)
    return int(named[1]) if named else 0
