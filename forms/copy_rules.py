# SPDX-License-Identifier: Apache-2.0
"""What the catalogue says of a service that prints one's own certificates (电子证照打印)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final

from forms.terms import Provenance
from forms.text import Text

PICKED: Final = "PICKED"
"""The role, in a form's sources, of the certificate that the citizen has taken."""

PURPOSE: Final = "purpose"
"""The one placeholder of a mark."""


class CopyProof(Enum):
    """What must be readable on a fetched copy, or it is not printed."""

    HOLDER = "holder"
    NUMBER = "number"
    PURPOSE = "purpose"
    LAST_DAY = "last_day"


@dataclass(frozen=True)
class CopyRules:
    """What makes a service one that prints certificates.

    Attributes:
        kinds: keys of ``certificates.certificate_types`` that are looked for.
        mark: what the copy is told to say, with ``{purpose}``.
        purpose_field: choice field of the closed list of purposes.
        words_field: text field that stands in for the purpose's text where it applies.
        days_field: choice field of the periods.
        days: the days of each of its choices; the day after the printing counts as the first.
        must_show: what the fetched file must show.
        is_verified: whether the library is asked if the file it gave is its own. A library
            that knows no digests of its copies needs ``false``.
        provenance: why.

    """

    kinds: tuple[str, ...]
    mark: Text
    purpose_field: str
    words_field: str
    days_field: str
    days: Mapping[str, int]
    must_show: tuple[CopyProof, ...]
    is_verified: bool
    provenance: Provenance
