# SPDX-License-Identifier: Apache-2.0
"""Who may enter the staff's pages of a training."""

from typing import Final

STAFF: Final = (
    ("1001", "clerk", "135790"),
    ("1002", "clerk", "246802"),
    ("2001", "technician", "975310"),
    ("3001", "supervisor", "864208"),
)
"""Number, role, PIN; they stand on the teacher's desk, and none is of the real staff."""
