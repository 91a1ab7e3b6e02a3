# SPDX-License-Identifier: Apache-2.0
"""How far an address is picked, as a value of the session."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """How far an address is picked.

    Attributes:
        field_id: the field that asks for it.
        code: of the smallest division chosen; empty before a province is.
        start: the code it began with, which nobody chose.
        is_rest: whether the rest is typed now.

    """

    field_id: str
    code: str = ""
    start: str = ""
    is_rest: bool = False
