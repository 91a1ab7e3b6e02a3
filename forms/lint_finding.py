# SPDX-License-Identifier: Apache-2.0
"""What the catalogue checks report."""

from dataclasses import dataclass

Trouble = tuple[str, str]
"""Where in the service, and what to do about it."""


@dataclass(frozen=True)
class Finding:
    """One thing wrong: the rule, the service, where in it, and what to do.

    ``file`` is relative to the catalogue and ``line`` counts from 1; empty and 0 where the
    finding belongs to no single place.
    """

    rule: str
    service: str
    where: str
    message: str
    file: str = ""
    line: int = 0

    def __str__(self) -> str:
        """Write the place as editors jump to it, then what is wrong and the rule's name."""
        place = f"{self.file}:{self.line}" if self.file else self.service or "catalogue"
        where = f"{self.where}: " if self.where else ""
        return f"{place}: {where}{self.message} [{self.rule}]"
