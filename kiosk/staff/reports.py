# SPDX-License-Identifier: Apache-2.0
"""Reports that staff sees and prints at the kiosk: made now, by the document process.

They are the papers of ``kiosk stock report`` and ``kiosk selftest --report``. Of paper no
signature can be checked: the readiness report is signed only as that command's file.
"""

import base64
from dataclasses import dataclass, field
from datetime import timedelta
from importlib.metadata import version
from typing import Final

from certificates.elements import Values
from certificates.errors import DocumentError
from config.faults import Audience, load_faults
from config.settings import KioskSettings
from devices.printing.blanks import BlankRuleError
from kiosk.checkup import absent_devices
from kiosk.clock import Clock
from kiosk.desk import MAKE_S, Desk
from kiosk.documents.request import DocumentRequest
from kiosk.papers_reports import (
    READINESS_REPORT,
    STOCK_REPORT,
    Site,
    history_rows,
    readiness_values,
)
from kiosk.report_words import LANGUAGES
from kiosk.session.bench_acts import MakeReport
from kiosk.session.bench_desk import READINESS, STOCK_BEFORE
from kiosk.stock_sheet import day_sheet, sheet_values
from kiosk.stored_paper import StoredPaper, measured
from kiosk.technician.steps import COMMISSION, SELFTEST, load_steps, steps_left
from kiosk.trend import trends

LEDGER_CONTRADICTS: Final = "STOCK-1602"
PICTURE_PX: Final = 1240
"""Width of a sheet's picture: 150 dots an inch of A4, sharp on a glass of 1080 columns."""


@dataclass(frozen=True)
class SeenReport:
    """A report as it goes to the printer, and its pages as pictures (``data:`` addresses)."""

    paper: StoredPaper = field(repr=False)
    pages: tuple[str, ...] = field(repr=False)


class ReportMaker:
    """Makes the reports of one kiosk; used by the desk's worker.

    Args:
        site: what the machine is.
        desk: knows store, templates and the document process.
        clock: dates them.

    """

    def __init__(self, site: KioskSettings, desk: Desk, clock: Clock) -> None:
        self._site = site
        self._desk = desk
        self._clock = clock

    def made(self, asked: MakeReport) -> SeenReport:
        """Make a report and draw its pages.

        Raises:
            DocumentError: it could not be made; the ledger of blanks contradicts itself
                (STOCK-1602).
            StoreError: what it tells of could not be read.

        """
        words, now = LANGUAGES[asked.language], self._clock.now().replace(microsecond=0)
        is_readiness = asked.report == READINESS
        values = self._readiness(asked) if is_readiness else self._stock(asked)
        name = f"{READINESS_REPORT if is_readiness else STOCK_REPORT}{words.template}"
        request = DocumentRequest(
            name=f"{name}.pdf",
            template=self._desk.template(name),
            values=values,
            created=now,
            document_id=f"{self._site.kiosk.id}/{asked.report}/{now:%Y%m%d%H%M%S}",
            is_sample=self._desk.is_sample,
            language_tag=words.tag,
        )
        pdf = self._desk.documents.make(request, deadline_s=MAKE_S).pdf
        drawn = self._desk.documents.pictures(pdf, width_px=PICTURE_PX, deadline_s=MAKE_S)
        return SeenReport(measured(pdf), tuple(_address(png) for png in drawn))

    def _on(self, asked: MakeReport) -> Site:
        said = self._site.kiosk
        words = LANGUAGES[asked.language]
        return Site(said.id, said.authority, self._clock.now().replace(microsecond=0), words)

    def _stock(self, asked: MakeReport) -> Values:
        """The day's reconciliation of blanks, replayed from the ledger's lines alone."""
        before = timedelta(days=1 if asked.report == STOCK_BEFORE else 0)
        day, stock = self._clock.today() - before, self._desk.store.stock
        booked = stock.entries()
        try:
            sheets = [day_sheet(series, booked, day) for series in stock.series()]
        except BlankRuleError as error:
            raise DocumentError(LEDGER_CONTRADICTS, str(error)) from error
        return sheet_values(sheets, self._on(asked), day=day)

    def _readiness(self, asked: MakeReport) -> Values:
        """What the devices said last, with earlier tests and what people confirmed."""
        kept, faults = self._desk.store.self_tests, load_faults()
        steps = [step for guide in (SELFTEST, COMMISSION) for step in kept.last_steps(guide)]
        names = {step.id: step.names[asked.language] for step in load_steps()}
        words = LANGUAGES[asked.language]
        return readiness_values(
            self._on(asked),
            asked.reports,
            version=version("jiban"),
            advice=lambda code: faults.text(code, Audience.TECHNICIAN, asked.language),
            history=history_rows(trends(kept), steps, names, words),
            steps_left=steps_left(COMMISSION, steps, without=absent_devices(self._site)),
        )


def _address(png: bytes) -> str:
    return f"data:image/png;base64,{base64.b64encode(png).decode()}"
