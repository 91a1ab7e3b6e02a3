# SPDX-License-Identifier: Apache-2.0
"""Why there is no training here."""

from dataclasses import dataclass
from typing import Final

PRODUCTION_KEY: Final = "TRAINING-1801"
FOLDER_UNFIT: Final = "TRAINING-1802"
NO_SIMULATORS: Final = "TRAINING-1803"


@dataclass(eq=False)  # not frozen: contextlib assigns __traceback__
class TrainingRefusedError(Exception):
    """Training does not begin; the real kiosk is as it was.

    Attributes:
        code: fault code.
        detail: for the technician.

    """

    code: str
    detail: str

    def __str__(self) -> str:
        return f"{self.code} {self.detail}"
