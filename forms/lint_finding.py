# SPDX-License-Identifier: Apache-2.0
"""What the catalogue checks report."""

from dataclasses import dataclass

Trouble = tuple[str, str]
"""Where in the service, and what to do about it."""


@dataclass(frozen=True)
class Finding:
    """One thing wrong: the rule, the service, where in it, and what to do."""

    rule: str
    service: str
    where: str
    message: str
