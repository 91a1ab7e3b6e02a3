# SPDX-License-Identifier: Apache-2.0
"""Slips (凭条): second documents on the receipt printer, so that a receipt costs no A4 sheet.

A slip is tried once, before its paper goes to the A4 printer, and only where the receipt
printer gives the proof is the paper out. In every other case the paper comes out on A4: a half
slip more is no harm, a receipt less is. Blocking and Qt-free; called from the printer's worker.
"""

import hashlib
import logging
import uuid
from collections.abc import Callable
from dataclasses import replace
from threading import Event
from typing import Final, Protocol

from certificates.errors import CertificateError
from certificates.slip_picture import SlipPicture
from devices.printing.attempt import AttemptState
from devices.printing.ledger import AttemptRecord, Evidence
from devices.receipt_printer.commands import Bitmap
from devices.receipt_printer.receipt_printer import SlipEnd, SlipOutcome
from kiosk.case_results import MADE_AGAIN, REPRINTED
from kiosk.clock import Clock
from kiosk.desk import MAKE_S, Desk
from kiosk.documents.request import DocumentRequest
from kiosk.filing import papers_from
from kiosk.moments import minute_in_words
from kiosk.papers import Paper
from kiosk.store.print_ledger import slip_sha256
from kiosk.stored_paper import stem_of

log = logging.getLogger(__name__)

SLIP: Final = "slip/"
"""Before the name of a paper: its template for the roll."""

LEFT_OPEN: Final = "RECEIPT-1706"


class SlipPrinter(Protocol):
    """What is asked of a receipt printer, such as ``ReceiptPrinter``."""

    @property
    def address(self) -> str:
        """Where it is."""
        ...

    def print(
        self, slip: Bitmap, token: bytes, *, sending: Callable[[], None], cancelled: Event
    ) -> SlipOutcome:
        """Print one slip and wait for the proof."""
        ...


class Slips:
    """Brings slips out.

    Args:
        printer: the receipt printer.
        desk: keeps papers and ledger, and has slips drawn.
        machine: stands on slips that belong to no case.
        clock: dates them.

    """

    def __init__(self, printer: SlipPrinter, desk: Desk, *, machine: str, clock: Clock) -> None:
        self._printer = printer
        self._desk = desk
        self._machine = machine
        self._clock = clock

    def settle(self) -> None:
        """End what a stop of the kiosk, or a store fault, left open: nobody knows of it.

        Nothing follows from that but that its paper is not out. While it is open the A4 printer
        prints nothing either, so this comes before every print of either device.

        Raises:
            StoreError: it could not be kept.

        """
        for attempt in self._desk.prints.open_attempts():
            if attempt.device == self._printer.address:
                told = Evidence(code=LEFT_OPEN, detail="the kiosk stopped")
                self._desk.prints.advance(attempt.attempt_id, AttemptState.UNKNOWN, told)

    def is_slip(self, name: str) -> bool:
        """Whether a paper is a second document; the catalogue says so by a template."""
        return self._desk.has_template(f"{SLIP}{stem_of(name)}")

    def print_paper(self, case_number: str, name: str, *, cancelled: Event) -> SlipOutcome:
        """Try to bring out a paper of a case as a slip.

        Raises:
            LookupError: there is no such paper.
            StoreError: the ledger could not be written.

        """
        stored = self._desk.store.documents.get(case_number, f"{name}.pdf")
        if stored is None:
            raise LookupError(f"{name} of {case_number} was not made")
        paper = self._kept(case_number, name)
        return self._print(case_number, paper, slip_sha256(stored.sha256), cancelled)

    def print_loose(self, paper: Paper, *, cancelled: Event) -> SlipOutcome:
        """Try to bring out a paper that belongs to no case.

        Raises:
            StoreError: the ledger could not be written.

        """
        now = self._clock.now()
        made_at = {"machine": self._machine, "printed_at": minute_in_words(now)}
        dated = replace(paper, values={**paper.values, **made_at})
        return self._print("", dated, "", cancelled)

    def _kept(self, case_number: str, name: str) -> Paper:
        """The paper's values as they lie with the case; one made again says so."""
        form = self._desk.store.cases.form_of(case_number)
        papers, _ = papers_from(form or b"{}")
        found = next((one for one in papers if one.name == stem_of(name)), None)
        if found is None:
            raise LookupError(f"{name} is none of the papers of {case_number}")
        if name == found.name:
            return found
        said = MADE_AGAIN.format(at=minute_in_words(self._clock.now()))
        return replace(found, values={**found.values, REPRINTED: said})

    def _print(
        self, case_number: str, paper: Paper, sha256: str, cancelled: Event
    ) -> SlipOutcome:
        try:
            picture = self._drawn(case_number, paper)
        except CertificateError as error:
            return SlipOutcome(SlipEnd.NOT_STARTED, error.code, error.detail)
        known = sha256 or hashlib.sha256(picture.dots).hexdigest()
        attempt = AttemptRecord(
            str(uuid.uuid4()), self._printer.address, known, 1, AttemptState.INTENT
        )
        begun = Event()

        def sending() -> None:
            self._desk.prints.begin(attempt)
            begun.set()

        self.settle()
        outcome = self._printer.print(
            Bitmap(picture.width_dots, picture.dots),
            token_of(attempt.attempt_id),
            sending=sending,
            cancelled=cancelled,
        )
        if begun.is_set():
            self._ended(attempt.attempt_id, outcome)
        return outcome

    def _drawn(self, case_number: str, paper: Paper) -> SlipPicture:
        stem = stem_of(paper.name)
        request = DocumentRequest(
            name=paper.name,
            template=self._desk.template(f"{SLIP}{stem}"),
            values=paper.values,
            created=self._clock.now(),
            document_id=f"{case_number}/{stem}",
            is_sample=self._desk.is_sample,
            must_show=paper.must_show,
        )
        return self._desk.draw_slip(request, deadline_s=MAKE_S)

    def _ended(self, attempt_id: str, outcome: SlipOutcome) -> None:
        is_out = outcome.end is SlipEnd.PRINTED
        state = AttemptState.DEVICE_DONE if is_out else AttemptState.UNKNOWN
        told = Evidence(
            code=outcome.code,
            detail=outcome.detail,
            reasons=("cleared",) if outcome.is_cleared else (),
            sheets_completed=1 if is_out else 0,
        )
        self._desk.prints.advance(attempt_id, state, told)


def slips_of(
    printer: SlipPrinter | None, desk: Desk, *, machine: str, clock: Clock
) -> Slips | None:
    """The slips of a kiosk; None without a receipt printer, so that all papers are A4."""
    return Slips(printer, desk, machine=machine, clock=clock) if printer is not None else None


def token_of(attempt_id: str) -> bytes:
    """Four printable characters by which the printer names this slip; base 36 of its id.

    >>> token_of("12345678-1234-5678-1234-567812345678")
    b'9LX9'
    """
    number = int(hashlib.sha256(attempt_id.encode()).hexdigest(), 16)
    digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return bytes(ord(digits[number // 36**place % 36]) for place in range(4))
