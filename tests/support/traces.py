# SPDX-License-Identifier: Apache-2.0
"""Looks for traces of a person in files, texts and live objects, in every usual encoding."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote

ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "gb18030")


def forms_of(secret: str) -> dict[str, bytes]:
    """The bytes by which a text could be found again: plain encodings and usual escapes."""
    forms = {encoding: secret.encode(encoding) for encoding in ENCODINGS}
    forms["json"] = json.dumps(secret)[1:-1].encode()
    forms["percent"] = quote(secret).encode()
    forms["unicode-escape"] = secret.encode("unicode-escape")
    return forms


def traces_in(content: bytes, secrets: Iterable[str]) -> list[str]:
    """Which secrets are in ``content``, each with its form."""
    return [
        f"{place}:{form}"
        for place, secret in enumerate(secrets)
        for form, wanted in forms_of(secret).items()
        if wanted in content
    ]


def traces_below(folder: Path, secrets: tuple[str, ...]) -> list[str]:
    """Every file below ``folder`` in which, or in whose path, a secret is found."""
    found = []
    for path in sorted(folder.rglob("*")):
        name = str(path.relative_to(folder))
        content = path.read_bytes() if path.is_file() and not path.is_symlink() else b""
        found += [f"{name} {trace}" for trace in traces_in(content, secrets)]
        found += [f"path {name} {trace}" for trace in traces_in(name.encode(), secrets)]
    return found


def files_below(folder: Path) -> Iterator[Path]:
    """Every regular file below ``folder``."""
    return (path for path in folder.rglob("*") if path.is_file())
