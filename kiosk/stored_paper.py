# SPDX-License-Identifier: Apache-2.0
"""A sealed paper as it goes to the printer: its bytes, measured."""

import io
from collections.abc import Collection
from dataclasses import dataclass, field
from itertools import chain, count
from typing import Final

from certificates.gate import POINTS_PER_MM
from kiosk.documents.request import MadeDocument
from kiosk.store.store import Store

OFD: Final = ".ofd"
"""Ending of an OFD file (GB/T 33190) beside a licence."""


@dataclass(frozen=True)
class StoredPaper:
    """A paper as it goes to the printer."""

    pdf: bytes = field(repr=False)
    width_mm: float
    height_mm: float
    sheets: int
    sealed_sha256: str = ""
    """Digest under which it was kept; empty for a paper that is not kept."""


def measured(pdf: bytes, *, sheets: int = 0, sealed_sha256: str = "") -> StoredPaper:
    """Measure a paper; ``sheets`` is counted where it is not known."""
    from pypdf import PdfReader  # noqa: PLC0415  # a start does not wait a quarter second for it

    pages = PdfReader(io.BytesIO(pdf)).pages
    box = pages[0].mediabox
    return StoredPaper(
        pdf=pdf,
        width_mm=round(float(box.width) / POINTS_PER_MM, 2),
        height_mm=round(float(box.height) / POINTS_PER_MM, 2),
        sheets=sheets or len(pages),
        sealed_sha256=sealed_sha256,
    )


def keep_made(store: Store, case_number: str, made: MadeDocument, *, to_print: bool) -> None:
    """Keep a paper of a case, and beside it the OFD file that was made of it.

    A paper that is there already stays; an OFD file of another making is then dropped.

    Raises:
        StoreError: nothing was kept.

    """
    with store.together():
        kept = store.documents.put(case_number, made.name, made.pdf, to_print=to_print)
        if made.ofd and kept.sha256 == made.sha256:
            name = f"{made.name.removesuffix('.pdf')}{OFD}"
            store.documents.put(case_number, name, made.ofd, to_print=False)


def name_of(kind: str, kept: Collection[str], *, step: int | None = None) -> str:
    """Name of a paper that is made now: its kind, of which news it tells, and its turn.

    Glass and command name by this alone, so that neither takes the other's for its own.

    Args:
        kind: of the paper.
        kept: names of the case's papers, those that are out included.
        step: of the last news that it tells; None for one that tells none, as a receipt.

    >>> name_of("correction_notice", [], step=3)
    'correction_notice-3'
    >>> name_of("correction_notice", ["correction_notice-3"], step=3)
    'correction_notice-3-2'
    >>> name_of("receipt", ["receipt"])
    'receipt-2'

    """
    first = kind if step is None else f"{kind}-{step}"
    turns = chain([first], (f"{first}-{turn}" for turn in count(2)))
    return next(name for name in turns if name not in kept)


def stem_of(name: str) -> str:
    """What kind of paper it is: what ``name_of`` has put behind it is left out.

    >>> stem_of("receipt-2"), stem_of("correction_notice-3-2"), stem_of("acceptance_slip")
    ('receipt', 'correction_notice', 'acceptance_slip')
    """
    return name.partition("-")[0]
