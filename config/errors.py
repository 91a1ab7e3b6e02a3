# SPDX-License-Identifier: Apache-2.0
"""The one error of configuration; it lists everything that is wrong, not only the first."""

from dataclasses import dataclass
from typing import Final

CONFIG_INVALID: Final = "CONFIG-0701"


@dataclass(eq=False)  # not frozen: contextlib assigns __traceback__
class ConfigError(Exception):
    """Settings or shipped data do not hold (CONFIG-0701).

    Attributes:
        problems: one sentence each, naming file, key, value and remedy; no secrets.

    """

    problems: tuple[str, ...]

    @property
    def code(self) -> str:
        """Fault code of ``config/faults.yaml``."""
        return CONFIG_INVALID

    def __str__(self) -> str:
        return f"{self.code}: {'; '.join(self.problems)}"
