# SPDX-License-Identifier: Apache-2.0
"""What stands on a test sheet and in its code; nothing here draws or prints."""

import hashlib
import secrets
from typing import Final

from certificates.elements import Values
from config.settings import KioskSettings

TEST_SHEET: Final = "test_sheet"
MARK: Final = "JIBAN-TEST"
"""What the code of every test sheet begins with: no citizen's code does."""


def sheet_code(machine: str) -> str:
    """The text of a new test sheet's code; nobody can guess it without the sheet.

    >>> sheet_code("K-0001").rpartition("/")[0]
    'JIBAN-TEST/K-0001'
    """
    return f"{MARK}/{machine}/{secrets.token_hex(5)}"


def sheet_digest(code: str) -> str:
    """What the journal keeps of a sheet's code, so that a later scan can be held against it."""
    return hashlib.sha256(code.encode()).hexdigest()


def sheet_values(settings: KioskSettings, *, who: str, at: str, code: str) -> Values:
    """Values of the template ``test_sheet``."""
    printer = settings.printer.uri if settings.printer is not None else ""
    return {
        "machine": settings.kiosk.id,
        "printed_at": at,
        "staff": who,
        "printer": printer,
        "sheet_code": code,
    }
