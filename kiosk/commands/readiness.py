# SPDX-License-Identifier: Apache-2.0
"""The readiness report (就绪检查报告) of ``kiosk selftest --report``: a table to sign."""

from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from certificates.errors import DocumentError
from config.faults import Audience, FaultCatalogue
from config.settings import KioskSettings
from devices.states import ProbeReport
from kiosk.clock import SystemClock
from kiosk.commands.arguments import say
from kiosk.papers_reports import READINESS_REPORT, Site, readiness_values


def write_readiness(
    out: Path,
    settings: KioskSettings,
    reports: Sequence[ProbeReport],
    faults: FaultCatalogue,
) -> None:
    """Write the report as PDF.

    Raises:
        DocumentError: it cannot be made or written (DOCUMENT-0602).

    """
    from certificates.rendering.render import Renderer  # noqa: PLC0415 - takes half a second
    from kiosk.commands.catalogue import SHIPPED  # noqa: PLC0415
    from kiosk.commands.catalogue_papers import template_of  # noqa: PLC0415

    now = SystemClock().now()
    values = readiness_values(
        Site(settings.kiosk.id, settings.kiosk.authority, now),
        reports,
        version=version("jiban"),
        advice=lambda code: faults.text(code, Audience.TECHNICIAN, "zh_CN"),
    )
    pdf = Renderer(settings.fonts).render(
        template_of(SHIPPED, READINESS_REPORT),
        values,
        created=now,
        document_id=f"{settings.kiosk.id}/{READINESS_REPORT}/{now:%Y%m%d%H%M%S}",
    )
    try:
        out.write_bytes(pdf)
    except OSError as error:
        raise DocumentError("DOCUMENT-0602", f"{out}: {error.strerror}") from error
    say(f"Written: {out}")
