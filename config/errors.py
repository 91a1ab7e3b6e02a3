# SPDX-License-Identifier: Apache-2.0
"""The one error of configuration; it lists everything that is wrong, not only the first."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Self

from config.places import Problem

CONFIG_INVALID: Final = "CONFIG-0701"


@dataclass(eq=False)  # not frozen: contextlib assigns __traceback__
class ConfigError(Exception):
    """Settings or shipped data do not hold (CONFIG-0701).

    Attributes:
        problems: one sentence each, naming file, line, key, value and remedy; no secrets.
        found: the same in parts, where it is about settings.

    """

    problems: tuple[str, ...]
    found: tuple[Problem, ...] = ()

    @classmethod
    def of(cls, found: Iterable[Problem]) -> Self:
        """The error of these problems."""
        kept = tuple(found)
        return cls(tuple(map(str, kept)), kept)

    @property
    def code(self) -> str:
        """Fault code of ``config/faults.yaml``."""
        return CONFIG_INVALID

    def __str__(self) -> str:
        return f"{self.code}: {'; '.join(self.problems)}"
