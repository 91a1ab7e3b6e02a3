# SPDX-License-Identifier: Apache-2.0
"""Where in the catalogue's files a finding stands (定位)."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from forms.errors import CatalogueError
from forms.lint_finding import Finding
from forms.yaml_lines import place_of

_KEY: Final = re.compile(
    r"(?:[\w/-]+\.yaml|[\w/-]+)(?:: \$\.([^:\s]*)|\.(?!(?:yaml|json):)([^:\s]*))?:"
)
"""What an error begins with: the service or file, and the place in it."""
_LINE: Final = re.compile(r"\bline ([0-9]+)")

_MAIN_FILE: Final = "item.yaml"
"""What belongs to no file of a service in particular, such as a missing key, is told here."""


def placed(rule: str, service: str, trouble: tuple[str, str], files: Sequence[Path]) -> Finding:
    """Make a finding of a place and a message, with that of ``files`` which holds the place."""
    where, message = trouble
    file, line = _place(files, where)
    return Finding(rule, service, where, message, f"{file.parent.name}/{file.name}", line)


def load_findings(
    service: str, error: CatalogueError, files: Sequence[Path]
) -> tuple[Finding, ...]:
    """Say why files cannot be read, each reason with its line as far as the error tells it."""
    text = str(error)
    named = [one for one in files if text.startswith((f"{one.name}:", f"{one.name}."))]
    if error.troubles:
        return tuple(placed("load", service, one, named or files) for one in error.troubles)
    key, told = _KEY.match(text), _LINE.search(text)
    where = (key[1] or key[2] or "").strip(".") if key else ""
    message = text[key.end() :].strip(": ") if key else text
    found = placed("load", service, (where, message), named or files)
    return (replace(found, line=int(told[1])) if told else found,)


def _place(files: Sequence[Path], where: str) -> tuple[Path, int]:
    """The file that holds most parts of ``where``, and the line."""
    places = [(place_of(file, where), file) for file in files]
    (_, line), file = max(places, key=lambda one: (one[0][0], one[1].name == _MAIN_FILE))
    return file, line
