# SPDX-License-Identifier: Apache-2.0
"""The bench of the document process: glyphs first, then page, seal, and a last look."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final

from certificates.elements import PlacedElement, Template, Values
from certificates.errors import DocumentError
from certificates.gate import GateExpectation
from certificates.gate_check import check_sealed
from certificates.licence_data import FILE_NAME, MIME_TYPE, encode_data
from certificates.qr import LicenceClaims, qr_text
from certificates.rendering.archive import Attachment, Description
from certificates.rendering.drawing import Marks
from certificates.rendering.render import RenderedSheet, Renderer
from certificates.rendering.seal import SealArtwork
from certificates.rendering.setting import SAMPLE_LINE
from certificates.signing.backends import SigningDesk, open_signing
from certificates.signing.pades import Seal
from certificates.signing.readiness import SealFacts, check_readiness
from certificates.slip_dots import slip_picture
from certificates.slip_picture import SlipPicture
from certificates.strokes import StrokePoint
from certificates.template_reading import template_from
from kiosk.documents.request import NOT_MADE, DocumentRequest, MadeDocument, WorkshopSetup

_FIELD_NAME: Final = "Seal1"
_SAMPLE_CAPTION: Final = "样本"
SAMPLE_VALUE: Final = "sample"
"""Value of a slip's template that says 样本."""
_WARM_UP: Final[Mapping[str, object]] = {
    "name": "warm-up",
    "title": _SAMPLE_CAPTION,
    "width_mm": 297,
    "height_mm": 210,
    "is_sealed": True,
    "elements": [
        {"kind": "guilloche", "box": [10, 10, 277, 190], "pattern": "band"},
        {"kind": "guilloche", "box": [20, 20, 257, 170], "pattern": "ground"},
        *(
            {
                "kind": "text",
                "box": [20, 20, 200, 9],
                "text": "样本",
                "size_mm": 5,
                "face": face,
            }
            for face in ("song", "kai", "hei", "title")
        ),
        {"kind": "qr", "box": [20, 150, 30, 30]},
        {"kind": "seal", "box": [200, 140, 42, 42]},
    ],
}
"""Touches every part that is slow the first time."""


class Workshop:
    """Fonts, keys and seal, ready to make one document after the other.

    Raises:
        KeyRefusedError: the configured key may not be used (CONFIG-0701).

    """

    def __init__(self, setup: WorkshopSetup) -> None:
        self._setup = setup
        self._opened = self._first_desk()
        self._renderer = Renderer(setup.fonts)

    @property
    def is_demo(self) -> bool:
        """Whether every document carries 样本: those of every key in a file do."""
        return self._setup.signing.backend == "file"

    def _first_desk(self) -> SigningDesk | None:
        """Open the keys; a token or a service that is away is asked again when it is needed."""
        try:
            return open_signing(self._setup.signing, now=self._setup.now)
        except DocumentError:
            return None

    @property
    def _desk(self) -> SigningDesk:
        if self._opened is None:
            self._opened = open_signing(self._setup.signing, now=self._setup.now)
        return self._opened

    def check_seal(self, now: datetime) -> SealFacts:
        """Use keys and time stamps once.

        Raises:
            DocumentError: a key is away (DOCUMENT-0606), or no time stamp (DOCUMENT-0607).

        """
        return check_readiness(self._desk, now=now)

    def open_fonts(self) -> None:
        """Open every font now.

        Raises:
            DocumentError: one is missing (DOCUMENT-0603).

        """
        self._renderer.warm()

    def warm_up(self) -> None:
        """Make a sheet that nobody sees, so that the first citizen does not wait.

        Raises:
            DocumentError: it could not be made.

        """
        if self._opened is None:
            return
        self.make(
            DocumentRequest(
                name="warm-up",
                template=_WARM_UP,
                values={},
                created=self._setup.now,
                document_id="warm-up",
                is_sealed=True,
                authority=_SAMPLE_CAPTION,
                claims=LicenceClaims("", "", "", (), self._setup.now.date(), None),
                is_sample=True,
            )
        )

    def preflight(self, values: Values) -> None:
        """Refuse values that cannot be drawn, before a number is spent on them.

        Raises:
            DocumentError: a character has no glyph (DOCUMENT-0601).

        """
        self._renderer.preflight(values)

    def make(self, request: DocumentRequest) -> MadeDocument:
        """Render, seal where asked, and check the finished file.

        Raises:
            DocumentError: DOCUMENT-0601 to DOCUMENT-0604.

        """
        template = template_from(request.template)
        self.preflight(request.values)
        marks, description = self._marks(request), _description(request, template)
        sheet = self._renderer.render_sheet(
            template, request.values, marks, description=description
        )
        is_signed = request.is_sealed and template.is_sealed
        pdf = self._sealed(request, sheet) if is_signed else sheet.pdf
        expectation = GateExpectation(
            template.width_mm,
            template.height_mm,
            sheet.page_count,
            texts=request.must_show,
            is_signed=is_signed,
            data=_licence_data(request, template),
        )
        check_sealed(pdf, expectation)
        digest = hashlib.sha256(pdf).hexdigest()
        made = MadeDocument(request.name, pdf, digest, sheet.page_count)
        if not (self._setup.has_ofd and is_signed and request.claims is not None):
            return made
        ofd = self._renderer.companion(
            template, sheet, marks, description=description, pdf_sha256=digest
        )
        return replace(made, ofd=ofd)

    def slip(self, request: DocumentRequest) -> SlipPicture:
        """Draw a slip for the receipt printer, check it, and turn it into dots.

        样本 lies pale under a paper and vanishes in black and white: a line says it.

        Raises:
            DocumentError: DOCUMENT-0601 to DOCUMENT-0604; also for a template with a seal,
                which no roll bears.

        """
        template = template_from(request.template)
        if template.is_sealed:
            raise DocumentError(NOT_MADE, "a slip on a roll bears no seal")
        self.preflight(request.values)
        sample = {SAMPLE_VALUE: SAMPLE_LINE} if self._is_sample(request) else {}
        sheet = self._renderer.render_sheet(
            template,
            {**request.values, **sample},
            replace(self._marks(request), is_sample=False),
            description=_description(request, template),
        )
        size = template.width_mm, template.height_mm, sheet.page_count
        check_sealed(
            sheet.pdf, GateExpectation(*size, texts=request.must_show, is_signed=False)
        )
        return slip_picture(sheet.pdf)

    def _marks(self, request: DocumentRequest) -> Marks:
        text = str(request.values.get("slip_code", ""))
        if request.claims is not None:
            url = self._setup.signing.verify_url
            text = qr_text(request.claims, signer=self._desk.qr_signer, verify_url=url)
        strokes = tuple(tuple(StrokePoint(*p) for p in each) for each in request.strokes)
        return Marks(None, text, strokes, self._is_sample(request))

    def _sealed(self, request: DocumentRequest, sheet: RenderedSheet) -> bytes:
        place = sheet.seal
        if place is None:
            raise DocumentError(NOT_MADE, "the template bears a seal and has no place for it")
        seal = self._seal(request, place)
        return self._desk.seal.sign(sheet.pdf, seal=seal, signed_at=request.created)

    def _seal(self, request: DocumentRequest, place: PlacedElement) -> Seal:
        diameter_mm = min(place.width_mm, place.height_mm)
        caption = _SAMPLE_CAPTION if self._is_sample(request) else ""
        artwork = self._renderer.seal_artwork(
            SealArtwork(request.authority, caption, diameter_mm)
        )
        return Seal(
            _FIELD_NAME,
            place.page,
            place.x_mm,
            place.y_mm,
            place.width_mm,
            place.height_mm,
            artwork,
        )

    def _is_sample(self, request: DocumentRequest) -> bool:
        return request.is_sample or self.is_demo


def _description(request: DocumentRequest, template: Template) -> Description:
    data = _licence_data(request, template)
    return Description(
        template.title,
        request.language_tag,
        request.document_id,
        request.created,
        Attachment(FILE_NAME, MIME_TYPE, data) if data else None,
    )


def _licence_data(request: DocumentRequest, template: Template) -> bytes:
    """The licence once more, for machines; other papers carry no data."""
    if request.claims is None or not (request.is_sealed and template.is_sealed):
        return b""
    return encode_data(
        request.claims,
        name=template.title,
        authority=request.authority,
        identifier=str(request.values.get("certificate_identifier", "")),
    )
