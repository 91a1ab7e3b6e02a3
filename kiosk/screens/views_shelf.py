# SPDX-License-Identifier: Apache-2.0
"""What the shelf of one's own certificates shows, as plain values."""

from dataclasses import dataclass


@dataclass(frozen=True)
class CertificateCard:
    """One certificate; what cannot be printed says why and is not touched."""

    id: str
    name: str
    number: str
    """Its middle hidden; empty for one that is not this citizen's."""
    issuer: str
    validity: str
    reason: str = ""
    enabled: bool = True


@dataclass(frozen=True)
class ShelfView:
    """The certificates that were found, those to be printed first."""

    title: str
    help: str
    cards: tuple[CertificateCard, ...]
    empty: str
    """What to do where there is nothing to print; else empty."""
    note: str
    """Which sources did not answer; empty where all did."""
    code: str
