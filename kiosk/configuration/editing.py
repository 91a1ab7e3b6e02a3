# SPDX-License-Identifier: Apache-2.0
"""Changes single keys in a ``kiosk.toml`` and leaves its other lines and comments alone."""

from collections.abc import Iterable

import tomlkit
from tomlkit.items import Table

from config.rules import Scalar


def edited(text: str, edits: Iterable[tuple[str, Scalar | None]]) -> str:
    r"""Return ``text`` with these changes.

    Args:
        text: TOML that holds.
        edits: ``table.key`` and its value, None to write nothing; ``table`` and None to strike
            the table.

    >>> edited('[reader] # on the left\nport = "a"\n', [("reader.port", "b")])
    '[reader] # on the left\nport = "b"\n'

    """
    document = tomlkit.parse(text)
    for name, value in edits:
        table, _, key = name.partition(".")
        if not key:
            document.pop(table, None)
            continue
        if table not in document:
            if value is None:
                continue
            document.append(table, tomlkit.table())
        written = document[table]
        if not isinstance(written, Table):
            raise TypeError(f"{table} is no table")
        if value is None:
            written.pop(key, None)
        else:
            written[key] = value
    return tomlkit.dumps(document)
