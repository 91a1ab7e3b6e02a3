# SPDX-License-Identifier: Apache-2.0
"""One licence to make and a document process to make it, for tests of that process."""

import contextlib
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path

from pypdf import PdfReader

from certificates.qr import LicenceClaims
from certificates.settings import FontSettings, SigningSettings
from kiosk.clock import SystemClock
from kiosk.documents.process import DocumentProcess
from kiosk.documents.request import DocumentRequest, WorkshopSetup

ROOT = Path(__file__).resolve().parents[2]
FONTS = FontSettings(built=ROOT / "build" / "fonts")
NOW = SystemClock().now().replace(microsecond=0)
"""When the licence is made: today, for the process makes its demo keys today."""
READY_S = 60.0
TEMPLATE: dict[str, object] = {
    "name": "licence",
    "title": "样本许可证",
    "width_mm": 297,
    "height_mm": 210,
    "is_sealed": True,
    "elements": [
        {
            "kind": "value",
            "box": [20, 60, 200, 12],
            "label": "单位名称",
            "value": "unit",
            "label_width_mm": 66,
            "size_mm": 6,
            "min_size_mm": 3,
        },
        {"kind": "qr", "box": [20, 150, 30, 30], "optional": True},
        {"kind": "seal", "box": [200, 140, 42, 42]},
    ],
}
CLAIMS = LicenceClaims(
    "439900卫公证字〔2026〕第0385号",
    "样本县阿明理发店",
    "样本明",
    ("GB-201",),
    NOW.date(),
    NOW.date() + timedelta(days=1460),
)
REQUEST = DocumentRequest(
    name="licence.pdf",
    template=TEMPLATE,
    values={"unit": "样本县𠮷祥理发店"},
    created=NOW,
    document_id="439900-1/licence",
    is_sealed=True,
    authority="样本县行政审批服务局",
    claims=CLAIMS,
)


def setup_in(folder: Path) -> WorkshopSetup:
    """A demo key of its own in ``folder``."""
    signing = SigningSettings("file", str(folder / "keys"), "https://example.cn/v")
    return WorkshopSetup(signing, FONTS, NOW)


def pid_of(documents: DocumentProcess) -> int:
    """Process id of the running worker."""
    return documents.wait_ready(deadline_s=READY_S).pid


@contextlib.contextmanager
def later(action: Callable[[], object], delay_s: float) -> Iterator[None]:
    """Do something from another thread while a call is under way."""
    timer = threading.Timer(delay_s, action)
    timer.start()
    try:
        yield
    finally:
        timer.join()


def make(documents: DocumentProcess, request: DocumentRequest = REQUEST) -> bytes:
    """Have the document made and take its bytes."""
    return documents.make(request, deadline_s=READY_S).pdf


def text_of(pdf: bytes) -> str:
    """Text of the first page without blanks and line feeds."""
    return "".join(PdfReader(BytesIO(pdf)).pages[0].extract_text().split())
