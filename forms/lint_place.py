# SPDX-License-Identifier: Apache-2.0
"""Where in the catalogue's files a finding stands (定位)."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from forms.errors import CatalogueError
from forms.lint_finding import Finding
from forms.yaml_lines import place_of

_KEY: Final = re.compile(r"\$\.?([^:\s]*)")
_LINE: Final = re.compile(r"\bline ([0-9]+)")

_MAIN_FILE: Final = "item.yaml"
"""What belongs to no file of a service in particular, such as a missing key, is told here."""


def placed(rule: str, service: str, trouble: tuple[str, str], files: Sequence[Path]) -> Finding:
    """Make a finding of a place and a message, with that of ``files`` which holds the place."""
    where, message = trouble
    file, line = _place(files, where)
    return Finding(rule, service, where, message, f"{file.parent.name}/{file.name}", line)


def load_finding(service: str, error: CatalogueError, files: Sequence[Path]) -> Finding:
    """Say why files cannot be read, and at which line, as far as the error names one."""
    text = str(error)
    key, told = _KEY.search(text), _LINE.search(text)
    where = key[1] if key else ""
    file, line = _place([one for one in files if one.name in text] or files, where)
    if told:
        line = int(told[1])
    return Finding("load", service, where, text, f"{file.parent.name}/{file.name}", line)


def _place(files: Sequence[Path], where: str) -> tuple[Path, int]:
    """The file that holds most parts of ``where``, and the line."""
    places = [(place_of(file, where), file) for file in files]
    (_, line), file = max(places, key=lambda one: (one[0][0], one[1].name == _MAIN_FILE))
    return file, line
