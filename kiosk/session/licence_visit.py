# SPDX-License-Identifier: Apache-2.0
"""What the session keeps of a licence that is checked (查验证照), effect and events; values.

Nobody is identified here and nothing is committed: it is all gone with the page.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Final

LICENCE_CHECK: Final = "licence-check"
"""Id of the tile by which a licence is checked; no service has it."""

UNREAD: Final = "SCANNER-1104"
"""Code of a scan that is no whole code; nothing is broken by it."""


class Found(Enum):
    """What a code that was shown came to; only ``VALID`` is a good licence."""

    VALID = "valid"
    SAMPLE = "sample"
    EXPIRED = "expired"
    REVOKED = "revoked"
    UNKNOWN_KEY = "unknown_key"
    ALTERED = "altered"
    NOT_OURS = "not_ours"
    SLIP = "slip"
    """The slip of a case: how it stands is told under one's own cases."""


@dataclass(frozen=True)
class CodeFace:
    """What a code says of its licence, to be held against the paper; only if it is proved."""

    number: str
    unit: str
    representative: str
    issued_on: date
    expires_on: date | None


@dataclass(frozen=True)
class CheckedLicence:
    """The answer to one code.

    Attributes:
        found: what it came to.
        face: what the code says; None where nothing is proved.
        ended_on: since when a revoked licence is no longer good.
        ended_by: why, a ``RevocationReason`` by its value.
        known_until: the day of the revocation list; None where this machine has none.

    """

    found: Found
    face: CodeFace | None = field(default=None, repr=False)
    ended_on: date | None = None
    ended_by: str = ""
    known_until: date | None = None


@dataclass(frozen=True)
class LicenceVisit:
    """A visit to check licences: waiting for a code, an answer, or why there can be none.

    Attributes:
        told: the answer to the code that was shown; None while one is waited for.
        code: of the fault for which none can be checked now.
        is_unread: the last scan was no whole code; another is waited for.

    """

    told: CheckedLicence | None = None
    code: str = ""
    is_unread: bool = False

    @property
    def is_waiting(self) -> bool:
        """Whether the scanner is listened to."""
        return self.told is None and not self.code


# -- effect -------------------------------------------------------------------


@dataclass(frozen=True)
class CheckLicence:
    """Wait for a code at the scanner and check it here; ``LicenceChecked`` answers.

    What is shown never leaves the machine, is not kept, and identifies nobody.
    """

    visit: int


# -- events -------------------------------------------------------------------


@dataclass(frozen=True)
class LicenceChecked:
    """A code was shown, and what it came to."""

    visit: int
    told: CheckedLicence


@dataclass(frozen=True)
class LicenceUnread:
    """Nothing could be checked: a bad scan (``UNREAD``), no scanner, no usable key list."""

    visit: int
    code: str
