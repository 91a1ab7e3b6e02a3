# SPDX-License-Identifier: Apache-2.0
"""The readiness report (就绪检查报告) of ``kiosk selftest --report``: a table, signed.

It is signed with the machine's own key of the seal, without the picture of a seal: a report is
no licence, and whoever reads it can check that nothing in it was changed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Final

from certificates.errors import CertificateError, DocumentError
from certificates.rendering.render import Renderer
from certificates.signing.backends import open_signing
from certificates.signing.pades import Seal
from certificates.template_reading import template_from
from config.faults import Audience, FaultCatalogue
from config.settings import KioskSettings
from devices.states import ProbeReport
from kiosk.clock import SystemClock
from kiosk.commands.arguments import say
from kiosk.papers_reports import READINESS_REPORT, Site, readiness_values
from kiosk.report_words import LANGUAGES, ReportWords

BOX_MM: Final = (150.0, 16.0, 40.0, 15.0)
"""Left, top, width and height of the note that the file is signed; beside the title."""


@dataclass(frozen=True)
class Report:
    """What goes into the report: this test, and rows about earlier ones."""

    tests: Sequence[ProbeReport]
    history: Sequence[str] = ()
    steps_left: int = 0


def write_readiness(
    out: Path,
    settings: KioskSettings,
    report: Report,
    faults: FaultCatalogue,
    *,
    language: str = "zh_CN",
) -> None:
    """Write the report as PDF, signed where the key answers; says which.

    Raises:
        DocumentError: it cannot be made or written (DOCUMENT-0602).

    """
    from kiosk.commands.catalogue import SHIPPED  # noqa: PLC0415
    from kiosk.commands.catalogue_papers import template_of  # noqa: PLC0415

    now, words = SystemClock().now().replace(microsecond=0), LANGUAGES[language]
    values = readiness_values(
        Site(settings.kiosk.id, settings.kiosk.authority, now, words),
        report.tests,
        version=version("jiban"),
        advice=lambda code: faults.text(code, Audience.TECHNICIAN, language),
        history=report.history,
        steps_left=report.steps_left,
    )
    renderer = Renderer(settings.fonts)
    pdf = renderer.render(
        template_of(SHIPPED, f"{READINESS_REPORT}{words.template}"),
        values,
        created=now,
        document_id=f"{settings.kiosk.id}/{READINESS_REPORT}/{now:%Y%m%d%H%M%S}",
        language_tag=words.tag,
    )
    try:
        pdf, told = _signed(pdf, settings, renderer, now=now, words=words), "signed"
    except CertificateError as error:
        told = f"not signed: {error}"
    try:
        out.write_bytes(pdf)
    except OSError as error:
        raise DocumentError("DOCUMENT-0602", f"{out}: {error.strerror}") from error
    say(f"Written: {out}, {told}")


def _signed(
    pdf: bytes,
    settings: KioskSettings,
    renderer: Renderer,
    *,
    now: datetime,
    words: ReportWords,
) -> bytes:
    from kiosk.documents.at_site import workshop_of  # noqa: PLC0415

    setup = workshop_of(settings, SystemClock())
    desk = open_signing(setup.signing, now=now)
    left, top, width, height = BOX_MM
    note = _note(settings.kiosk.id, words.minute(now), words, is_demo=desk.seal.is_demo)
    artwork = renderer.render(template_from(note), {}, created=now, document_id="note")
    seal = Seal("Report1", 0, left, top, width, height, artwork)
    return desk.seal.sign(pdf, seal=seal, signed_at=now)


def _note(machine: str, at: str, words: ReportWords, *, is_demo: bool) -> dict[str, object]:
    """A small page that says by whom and when it was signed."""
    _, _, width, height = BOX_MM
    lines = (
        words("signed_note"),
        machine,
        at,
        *((words("signed_demo"),) if is_demo else ()),
    )
    step = height / 4
    return {
        "name": "signed-note",
        "title": lines[0],
        "width_mm": width,
        "height_mm": height,
        "elements": [
            {
                "kind": "text",
                "box": [0, place * step, width, step],
                "text": line,
                "size_mm": 2.6,
                "min_size_mm": 2.0,
                "align": "right",
                "colour": "soft",
            }
            for place, line in enumerate(lines)
        ],
    }
