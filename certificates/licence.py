# SPDX-License-Identifier: Apache-2.0
"""The licence as a value: what stands on its face, before any page is drawn."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class LicenceNumber:
    """A licence number (证号) that the number series has committed; used once, never freed."""

    value: str


@dataclass(frozen=True)
class Licence:
    """A licence (许可证), its dates inclusive; names and address hide themselves in logs.

    ``valid_to`` is None where it has no last day (长期).
    ``verify_url`` is empty when there is no address to verify it at.
    """

    number: LicenceNumber
    unit_name: str = field(repr=False)
    holder_name: str = field(repr=False)
    address: str = field(repr=False)
    item_text: str
    valid_from: date
    valid_to: date | None
    issuing_authority: str
    issued_on: date
    title: str = ""
    verify_url: str = ""
