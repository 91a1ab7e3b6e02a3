# SPDX-License-Identifier: Apache-2.0
"""How the simulated printer describes itself and its jobs.

Enough for a real cupsd to build a driverless queue (``lpadmin -m everywhere``) and for
ipptool's ``get-printer-attributes.test``. Source: RFC 8011, 5.4; PWG 5100.14, 5.
"""

from typing import Final

from devices.simulation.ipp_printer_engine import A4, A5, Job, PrintEngine
from devices.simulation.ipp_wire import (
    CHARSET,
    COLLECTION,
    ENUM,
    INTEGER,
    KEYWORD,
    LANGUAGE,
    MIME,
    NAME,
    NO,
    RANGE,
    RESOLUTION,
    TEXT,
    URI,
    YES,
    Attributes,
    one,
)

OPERATIONS: Final = (0x02, 0x04, 0x05, 0x06, 0x08, 0x09, 0x0A, 0x0B)
FORMATS: Final = ("application/octet-stream", "application/pdf", "image/pwg-raster")
SIZES: Final = {A4: (21_000, 29_700), A5: (14_800, 21_000)}
SIDES: Final = ("one-sided", "two-sided-long-edge", "two-sided-short-edge")
MARGIN: Final = 423  # hundredths of a millimetre, a sixth of an inch
DPI_600: Final = (600, 600, 3)
DRAFT, NORMAL, HIGH = 3, 4, 5
OUT_OF_BAND_NO_VALUE: Final = 0x13
JOB_TEMPLATE: Final = ("copies", "media", "sides", "print-quality", "orientation-requested")


def printer_attributes(engine: PrintEngine, address: str) -> Attributes:
    """Describe the printer as it is now; the caller holds the engine's condition."""
    return {
        **_identity(address),
        **_protocol(address),
        **_media(engine),
        **_template(),
        **_state(engine),
    }


def job_attributes(engine: PrintEngine, job: Job, address: str) -> Attributes:
    """Describe a job as it is now; the caller holds the engine's condition."""
    counts = 0 if "zero_impressions" in engine.faults else 1
    ended = one(INTEGER, job.ended_s) if job.ended_s else one(OUT_OF_BAND_NO_VALUE, None)
    return {
        "job-id": one(INTEGER, job.job_id),
        "job-uri": one(URI, f"{address}/{job.job_id}"),
        "job-uuid": one(URI, job.job_uuid),
        "job-printer-uri": one(URI, address),
        "job-name": one(NAME, job.name),
        "job-originating-user-name": one(NAME, job.asked.get("requesting-user-name", "")),
        "job-state": one(ENUM, job.state),
        "job-state-reasons": one(KEYWORD, *job.reasons),
        "job-state-message": one(TEXT, " ".join(job.reasons)),
        "job-impressions": one(INTEGER, job.sheets),
        "job-impressions-completed": one(INTEGER, job.impressions_done * counts),
        "job-media-sheets": one(INTEGER, job.sheets),
        "job-media-sheets-completed": one(INTEGER, job.sheets_done * counts),
        "job-k-octets": one(INTEGER, len(job.document or b"") // 1024 + 1),
        "job-printer-up-time": one(INTEGER, engine.up_time_s),
        "time-at-creation": one(INTEGER, job.created_s),
        "time-at-processing": one(INTEGER, job.created_s),
        "time-at-completed": ended,
    }


def media_col_database() -> Attributes:
    """List each size and source; given only when asked for by name (PWG 5100.7)."""
    return {"media-col-database": one(COLLECTION, *(_media_col(name) for name in SIZES))}


def _identity(address: str) -> Attributes:
    device_id = "MFG:Jiban;MDL:Simulated A4 Printer;CMD:PDF,PWGRaster;"
    return {
        "printer-name": one(NAME, "simulated-printer"),
        "printer-info": one(TEXT, "仿真打印机"),
        "printer-location": one(TEXT, "loopback"),
        "printer-geo-location": one(0x12, None),
        "printer-organization": one(TEXT, "Jiban"),
        "printer-organizational-unit": one(TEXT, "simulation"),
        "printer-make-and-model": one(TEXT, "Jiban Simulated A4 Printer"),
        "printer-device-id": one(TEXT, device_id),
        "printer-uuid": one(URI, "urn:uuid:5a0c7e62-6f0e-4d8c-9d47-3f3c7f8d2a11"),
        "printer-more-info": one(URI, address.replace("ipp://", "http://")),
        "printer-icons": one(URI, address.replace("ipp://", "http://") + ".png"),
        "printer-supply-info-uri": one(URI, address.replace("ipp://", "http://")),
        "printer-dns-sd-name": one(NAME, "Jiban Simulated A4 Printer"),
    }


def _protocol(address: str) -> Attributes:
    return {
        "printer-uri-supported": one(URI, address),
        "uri-security-supported": one(KEYWORD, "none"),
        "uri-authentication-supported": one(KEYWORD, "none"),
        "ipp-versions-supported": one(KEYWORD, "1.1", "2.0"),
        "ipp-features-supported": one(KEYWORD, "ipp-everywhere"),
        "operations-supported": one(ENUM, *OPERATIONS),
        "charset-configured": one(CHARSET, "utf-8"),
        "charset-supported": one(CHARSET, "us-ascii", "utf-8"),
        "natural-language-configured": one(LANGUAGE, "en"),
        "generated-natural-language-supported": one(LANGUAGE, "en"),
        "document-format-default": one(MIME, "application/octet-stream"),
        "document-format-supported": one(MIME, *FORMATS),
        "compression-supported": one(KEYWORD, "none"),
        "pdl-override-supported": one(KEYWORD, "attempted"),
        "multiple-document-jobs-supported": NO,
        "multiple-operation-time-out": one(INTEGER, 60),
        "multiple-operation-time-out-action": one(KEYWORD, "abort-job"),
        "job-ids-supported": YES,
        "preferred-attributes-supported": NO,
        "which-jobs-supported": one(KEYWORD, "completed", "not-completed", "all"),
        "identify-actions-default": one(KEYWORD, "display"),
        "identify-actions-supported": one(KEYWORD, "display"),
        "printer-get-attributes-supported": one(KEYWORD, "document-format"),
        "job-creation-attributes-supported": one(KEYWORD, *JOB_TEMPLATE, "media-col"),
        "pwg-raster-document-resolution-supported": one(RESOLUTION, DPI_600),
        "pwg-raster-document-type-supported": one(KEYWORD, "black_1", "sgray_8", "srgb_8"),
        "pwg-raster-document-sheet-back": one(KEYWORD, "normal"),
    }


def _media(engine: PrintEngine) -> Attributes:
    margins = {
        f"media-{edge}-margin-supported": one(INTEGER, MARGIN)
        for edge in ("top", "bottom", "left", "right")
    }
    sizes = (
        {"x-dimension": one(INTEGER, x), "y-dimension": one(INTEGER, y)}
        for x, y in SIZES.values()
    )
    members = ("media-size", "media-source", "media-type", "media-top-margin")
    return {
        **margins,
        "media-default": one(KEYWORD, A4),
        "media-supported": one(KEYWORD, *SIZES),
        "media-ready": one(KEYWORD, engine.media_ready),
        "media-size-supported": one(COLLECTION, *sizes),
        "media-source-supported": one(KEYWORD, "main"),
        "media-type-supported": one(KEYWORD, "stationery"),
        "media-col-supported": one(KEYWORD, *members),
        "media-col-default": one(COLLECTION, _media_col(A4)),
        "media-col-ready": one(COLLECTION, _media_col(engine.media_ready)),
    }


def _media_col(name: str) -> Attributes:
    x, y = SIZES[name]
    size: Attributes = {"x-dimension": one(INTEGER, x), "y-dimension": one(INTEGER, y)}
    margins = {
        f"media-{edge}-margin": one(INTEGER, MARGIN)
        for edge in ("top", "bottom", "left", "right")
    }
    return {
        "media-key": one(KEYWORD, f"{name}_main"),
        "media-size": one(COLLECTION, size),
        "media-size-name": one(KEYWORD, name),
        **margins,
        "media-source": one(KEYWORD, "main"),
        "media-type": one(KEYWORD, "stationery"),
    }


def _template() -> Attributes:
    return {
        "copies-default": one(INTEGER, 1),
        "copies-supported": one(RANGE, (1, 99)),
        "sides-default": one(KEYWORD, "one-sided"),
        "sides-supported": one(KEYWORD, *SIDES),
        "print-quality-default": one(ENUM, NORMAL),
        "print-quality-supported": one(ENUM, DRAFT, NORMAL, HIGH),
        "print-color-mode-default": one(KEYWORD, "color"),
        "print-color-mode-supported": one(KEYWORD, "auto", "color", "monochrome"),
        "print-content-optimize-default": one(KEYWORD, "auto"),
        "print-content-optimize-supported": one(KEYWORD, "auto"),
        "print-rendering-intent-default": one(KEYWORD, "auto"),
        "print-rendering-intent-supported": one(KEYWORD, "auto"),
        "print-scaling-default": one(KEYWORD, "none"),
        "print-scaling-supported": one(KEYWORD, "none", "fit"),
        "printer-resolution-default": one(RESOLUTION, DPI_600),
        "printer-resolution-supported": one(RESOLUTION, DPI_600),
        "orientation-requested-default": one(ENUM, 3),
        "orientation-requested-supported": one(ENUM, 3, 4, 5, 6),
        "finishings-default": one(ENUM, 3),
        "finishings-supported": one(ENUM, 3),
        "output-bin-default": one(KEYWORD, "face-down"),
        "output-bin-supported": one(KEYWORD, "face-down"),
        "overrides-supported": one(KEYWORD, "document-number", "pages"),
        "page-ranges-supported": NO,
        "color-supported": YES,
        "pages-per-minute": one(INTEGER, 40),
        "pages-per-minute-color": one(INTEGER, 40),
    }


def _state(engine: PrintEngine) -> Attributes:
    reasons = engine.reasons()
    message = "" if reasons == ("none",) else " ".join(reasons)
    waiting = sum(1 for job in engine.jobs if not job.is_over) + ("busy" in engine.faults)
    tray = f"type=sheetFeedAutoRemovableTray;maxcapacity=250;level={engine.paper};name=main;"
    supply = f"type=toner;maxcapacity=100;level={engine.toner};colorantname=black;"
    return {
        "printer-state": one(ENUM, engine.state),
        "printer-state-reasons": one(KEYWORD, *reasons),
        "printer-state-message": one(TEXT, message),
        "printer-is-accepting-jobs": YES,
        "printer-up-time": one(INTEGER, engine.up_time_s),
        "printer-state-change-time": one(INTEGER, 1),
        "printer-config-change-time": one(INTEGER, 1),
        "queued-job-count": one(INTEGER, waiting),
        "marker-names": one(NAME, "black toner"),
        "marker-types": one(KEYWORD, "toner"),
        "marker-colors": one(NAME, "#000000"),
        "marker-levels": one(INTEGER, engine.toner),
        "marker-low-levels": one(INTEGER, 10),
        "marker-high-levels": one(INTEGER, 100),
        "printer-input-tray": [(0x30, tray.encode())],
        "printer-supply": [(0x30, supply.encode())],
        "printer-supply-description": one(TEXT, "black toner"),
    }
