# SPDX-License-Identifier: Apache-2.0
"""Checks of the catalogue beyond its schema (目录体检): what would mislead a citizen."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Finding:
    """One thing wrong: the rule, the service, where in it, and what to do."""

    rule: str
    service: str
    where: str
    message: str


def check_catalogue(folder: Path) -> tuple[Finding, ...]:
    """Check every service of the folder; an empty tuple means that nothing was found.

    A catalogue that cannot be loaded yields one finding of rule ``load`` with the reason.
    """
    raise NotImplementedError
