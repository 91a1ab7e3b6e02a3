# SPDX-License-Identifier: Apache-2.0
"""The list of administrative divisions (行政区划) by which an address is picked.

Codes are the statistical ones (统计用区划代码): two digits the province, four the city, six the
county (GB/T 2260), nine the street or town. What a code begins with is what it lies in.
"""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from forms.errors import CatalogueError

DIVISIONS_FOLDER: Final = "_divisions"
DIVISIONS_FILE: Final = "divisions.csv"
LENGTHS: Final = (2, 4, 6, 9)
"""Digits of a province, a city, a county, a street or town."""
UNSAID: Final = frozenset({"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"})
"""Names that stand in the codes alone and in nobody's address (assumed: the published list)."""
_LONGEST_NAME: Final = 30
_HEAD: Final = ["code", "name"]


@dataclass(frozen=True)
class Division:
    """One division: its code and its name (湖南省)."""

    code: str
    name: str

    @property
    def said(self) -> str:
        """Its name as it stands in an address."""
        return "" if self.name in UNSAID else self.name


@dataclass(frozen=True)
class Divisions:
    """All divisions of one list, in its order; without any, addresses are typed whole."""

    by_code: Mapping[str, Division] = field(default_factory=dict, repr=False)
    children: Mapping[str, tuple[Division, ...]] = field(default_factory=dict, repr=False)

    def __bool__(self) -> bool:
        return bool(self.by_code)

    def below(self, code: str) -> tuple[Division, ...]:
        """What lies directly in a division; the provinces for the empty code.

        A level that nobody says (市辖区) is left out where it is the only one.
        """
        found = self.children.get(code, ())
        if len(found) == 1 and not found[0].said:
            return self.below(found[0].code)
        return found

    def path(self, code: str) -> tuple[Division, ...]:
        """The divisions from the province down to ``code`` that stand in an address."""
        codes = (code[:length] for length in LENGTHS if length <= len(code))
        known = (self.by_code[one] for one in codes if one in self.by_code)
        return tuple(one for one in known if one.said)

    def text(self, code: str) -> str:
        """The address so far, such as 湖南省虚构市示例区."""
        return "".join(one.said for one in self.path(code))

    def parent(self, code: str) -> str:
        """The code of the division one step up that is said; empty above a province."""
        path = self.path(code)
        return path[-2].code if len(path) > 1 else ""

    def found(self, address: str) -> str:
        """The code of the smallest division with which an address begins; empty for none."""
        code, rest = "", address
        while True:
            fitting = [
                one for one in self.below(code) if one.said and rest.startswith(one.said)
            ]
            if not fitting:
                return code
            best = max(fitting, key=lambda one: len(one.said))
            code, rest = best.code, rest[len(best.said) :]


def site_divisions(folder: Path, data_dir: Path) -> Divisions:
    """The list that the site has added, else the one shipped with a catalogue, else none.

    Raises:
        CatalogueError: it cannot be used.

    """
    files = (data_dir / DIVISIONS_FILE, folder / DIVISIONS_FOLDER / DIVISIONS_FILE)
    return next((load_divisions(file) for file in files if file.is_file()), Divisions())


def load_divisions(file: Path) -> Divisions:
    """Read a list of divisions: UTF-8, head ``code,name``, a line each; ``#`` begins a comment.

    Raises:
        CatalogueError: the list cannot be used; the text names file and line.

    """
    try:
        lines = file.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CatalogueError(f"{file.name}: it cannot be read as UTF-8 text") from error
    rows = [(number, line) for number, line in enumerate(lines, 1) if _counts(line)]
    if not rows or next(csv.reader([rows[0][1]])) != _HEAD:
        raise CatalogueError(f"{file.name}: the first line is not code,name; write it")
    found: dict[str, Division] = {}
    for one, where in _divisions(file.name, rows[1:]):
        if one.code in found:
            raise CatalogueError(f"{where}: {one.code} stands there twice; remove one")
        found[one.code] = one
    return divisions_of(found, name=file.name)


def _counts(line: str) -> bool:
    return bool(line.strip()) and not line.startswith("#")


def _divisions(name: str, rows: list[tuple[int, str]]) -> Iterator[tuple[Division, str]]:
    for number, line in rows:
        cells = [cell.strip() for cell in next(csv.reader([line]))]
        where = f"{name}:{number}"
        if len(cells) != len(_HEAD):
            raise CatalogueError(f"{where}: {len(cells)} cells; write code,name")
        code, title = cells
        if not (code.isascii() and code.isdigit()) or len(code) not in LENGTHS:
            raise CatalogueError(f"{where}: {code!r} has not 2, 4, 6 or 9 digits; mend it")
        if not 0 < len(title) <= _LONGEST_NAME:
            raise CatalogueError(f"{where}: a name has 1 to {_LONGEST_NAME} characters")
        yield Division(code, title), where


def divisions_of(found: Mapping[str, Division], *, name: str) -> Divisions:
    """Put divisions below their parents.

    Raises:
        CatalogueError: one has no parent in the list.

    """
    children: dict[str, list[Division]] = {}
    for one in found.values():
        above = LENGTHS[: LENGTHS.index(len(one.code))]
        parent = one.code[: above[-1]] if above else ""
        if parent and parent not in found:
            raise CatalogueError(
                f"{name}: {one.code} lies in {parent}, which is missing; add it"
            )
        children.setdefault(parent, []).append(one)
    return Divisions(found, {code: tuple(ones) for code, ones in children.items()})
