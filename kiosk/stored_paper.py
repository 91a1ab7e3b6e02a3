# SPDX-License-Identifier: Apache-2.0
"""A sealed paper as it goes to the printer: its bytes, measured."""

import io
from dataclasses import dataclass, field
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


def stem_of(name: str) -> str:
    """What kind of paper it is: one that was made again has its turn at the end of its name.

    >>> stem_of("receipt-2"), stem_of("acceptance_slip")
    ('receipt', 'acceptance_slip')
    """
    return name.partition("-")[0]
