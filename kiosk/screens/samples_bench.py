# SPDX-License-Identifier: Apache-2.0
"""Samples of the pages of reports and of the self-test; the sheet is drawn from a real file."""

import base64
from datetime import datetime, timedelta, timezone
from functools import cache
from typing import Final

from certificates.page_pictures import page_pictures
from certificates.rendering.render import Renderer
from certificates.settings import FontSettings
from devices.printing.blanks import Balance, BlankMove, BlankState
from kiosk.papers_reports import STOCK_REPORT, Site
from kiosk.report_words import LANGUAGES
from kiosk.session.bench_desk import STOCK, CheckDesk, Phase, Printing, ReportDesk, StepLine
from kiosk.session.staff_desk import Page
from kiosk.stock_sheet import DaySheet, sheet_values

_AT: Final = datetime(2026, 11, 23, 17, 40, tzinfo=timezone(timedelta(hours=8)))
_STEPS: Final = (
    StepLine("test_sheet", "test_sheet", False, "confirmed", _AT, "3072"),  # noqa: FBT003
    StepLine(
        "scan_back",
        "scan_back",
        True,  # noqa: FBT003
        "failed",
        _AT,
        "3072",
        "SCANNER-1104",
    ),
    StepLine("test_slip"),
    StepLine("sound", "sound", False, "denied", _AT, "3072"),  # noqa: FBT003
    StepLine("touch_grid", "", False, "passed", _AT, "3072"),  # noqa: FBT003
    StepLine("light_labels", "", False, "skipped", _AT, "3072"),  # noqa: FBT003
)


@cache
def sheet(language: str) -> tuple[str, ...]:
    """A day's sheet of two series, made and drawn as the kiosk does it."""
    from kiosk.app import CATALOGUE  # noqa: PLC0415 - the composition root imports the screens
    from kiosk.commands.catalogue_papers import template_of  # noqa: PLC0415

    words = LANGUAGES.get(language, LANGUAGES["en"])  # a language of tests has no reports
    moved = {
        BlankMove.LOAD: (1101, 1102),
        BlankMove.USE: (1001, 1002),
        BlankMove.SPOIL: (1003,),
    }
    closing = Balance(
        {
            BlankState.RECEIVED: 400,
            BlankState.LOADED: 57,
            BlankState.USED: 41,
            BlankState.SPOILED: 2,
        }
    )
    sheets = [
        DaySheet(series, Balance({BlankState.RECEIVED: 500}), closing, moved)
        for series in ("HYG-2026A", "FOOD-2026B")
    ]
    site = Site("K-0001", "示例市卫生健康局", _AT, words)
    pdf = Renderer(FontSettings()).render(
        template_of(CATALOGUE, f"{STOCK_REPORT}{words.template}"),
        sheet_values(sheets, site, day=_AT.date()),
        created=_AT,
        document_id="sample",
        language_tag=words.tag,
    )
    drawn = page_pictures(pdf, width_px=1240)
    return tuple(f"data:image/png;base64,{base64.b64encode(one).decode()}" for one in drawn)


def _report(**changes: object) -> dict[str, object]:
    return {"report": ReportDesk(STOCK, 1, **changes)}  # type: ignore[arg-type]


def _checks(step: str = "", phase: Phase = Phase.READY, **changes: object) -> dict[str, object]:
    desk = CheckDesk(_STEPS, step, phase, is_walking=True, **changes)  # type: ignore[arg-type]
    return {"checks": desk}


SHEETS: Final = frozenset(
    {
        "report-seen",
        "report-large",
        "report-printing",
        "report-waiting",
        "report-out",
        "report-ill",
    }
)
"""Samples whose sheet is drawn when they are asked for."""

PAGES: Final[dict[str, tuple[Page, dict[str, object]]]] = {
    "reports": (Page.REPORTS, {}),
    "report-making": (Page.REPORT, _report()),
    "report-not-made": (Page.REPORT, _report(code="STOCK-1602")),
    "report-broken": (Page.REPORT, _report(code="DOCUMENT-0602")),
    "report-seen": (Page.REPORT, _report()),
    "report-large": (Page.REPORT, _report(is_large=True)),
    "report-printing": (Page.REPORT, _report(printing=Printing.WORKING)),
    "report-waiting": (Page.REPORT, _report(printing=Printing.WORKING, code="PRINTER-0402")),
    "report-out": (Page.REPORT, _report(printing=Printing.DONE)),
    "report-ill": (Page.REPORT, _report(printing=Printing.FAILED, code="PRINTER-0401")),
    "checks": (Page.CHECKS, _checks()),
    "check-ready": (Page.CHECK, _checks("test_sheet")),
    "check-working": (Page.CHECK, _checks("test_sheet", Phase.WORKING)),
    "check-waiting": (Page.CHECK, _checks("test_sheet", Phase.WORKING, code="PRINTER-0402")),
    "check-asking": (Page.CHECK, _checks("test_sheet", Phase.ASKING)),
    "check-sheet-first": (Page.CHECK, _checks("scan_back")),
    "check-passed": (Page.CHECK, _checks("scan_back", Phase.PASSED)),
    "check-failed": (Page.CHECK, _checks("scan_back", Phase.FAILED, code="SCANNER-1104")),
    "check-silent": (
        Page.CHECK,
        _checks("sound", Phase.ASKING, told=("no_sentence", "no_tone")),
    ),
}
"""By the sample's name: the page and what is open on it."""
