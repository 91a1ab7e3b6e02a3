# SPDX-License-Identifier: Apache-2.0
"""Makes the PDF of a sheet: values placed, drawn, made archival; the signer adds the seal.

A sheet with a gap, a text that does not fit or a character without a glyph is refused. Equal
arguments give equal bytes, and a reprint is the stored file, never drawn again.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from certificates.elements import PlacedElement, PlacedKind, Template, Value, Values
from certificates.errors import DocumentError
from certificates.placing import QR, SEAL, SIGNATURE, page_count, place
from certificates.rendering.archive import Description, archived
from certificates.rendering.drawing import Marks, Sheet
from certificates.rendering.fonts import FontBook, preflight
from certificates.rendering.ofd import OfdCompanion, ofd_package
from certificates.rendering.private_use import standard_text
from certificates.rendering.seal import SealArtwork, seal_artwork_pdf
from certificates.rendering.setting import POINTS_PER_MM
from certificates.settings import FontSettings
from certificates.strokes import Strokes

rl_config.useA85 = 0  # four per cent smaller, and nothing reads these files as text
"""reportlab keeps this switch in a module; nobody else in the program draws with it."""


@dataclass(frozen=True)
class RenderedSheet:
    """A finished page or pages, not yet sealed.

    Attributes:
        pdf: PDF/A-2u, without a signature field.
        placed: what was drawn.
        page_count: number of pages.
        seal: where the seal belongs, or None.

    """

    pdf: bytes
    placed: tuple[PlacedElement, ...]
    page_count: int
    seal: PlacedElement | None


class Renderer:
    """Draws sheets in one process, by one thread at a time."""

    def __init__(self, settings: FontSettings) -> None:
        self.fonts = FontBook(settings)

    def warm(self) -> None:
        """Open the fonts that every sheet needs, before the first citizen."""
        self.fonts.warm()

    def preflight(self, values: Values) -> None:
        """Refuse values that cannot be drawn, before a number is spent on them.

        Raises:
            DocumentError: a character has no glyph (DOCUMENT-0601).

        """
        preflight(values.values(), self.fonts)

    def seal_artwork(self, artwork: SealArtwork) -> bytes:
        """Draw a seal for the signer to stamp: a one-page PDF of the seal's size."""
        return seal_artwork_pdf(artwork, self.fonts)

    def render(  # noqa: PLR0913  (each is another part of the document)
        self,
        template: Template,
        values: Values,
        *,
        created: datetime,
        document_id: str,
        seal: SealArtwork | None = None,
        qr_text: str = "",
        strokes: Strokes = (),
        sample: bool = False,
        language_tag: str = "zh-CN",
    ) -> bytes:
        """Make the PDF of a sheet; see :meth:`render_sheet`."""
        marks = Marks(seal, qr_text, strokes, sample)
        description = Description(template.title, language_tag, document_id, created)
        return self.render_sheet(template, values, marks, description=description).pdf

    def render_sheet(
        self, template: Template, values: Values, marks: Marks, *, description: Description
    ) -> RenderedSheet:
        """Place, draw and archive a sheet.

        Args:
            template: what the sheet is made of.
            values: texts by name; every one that the template does not call optional.
            marks: QR text, signature, 样本; a seal only where nobody signs.
            description: what the file says about itself.

        Raises:
            DocumentError: a character has no glyph (DOCUMENT-0601), a value is missing or does
                not fit (DOCUMENT-0602), or a font is missing (DOCUMENT-0603).

        """
        placed = self.place(template, values, marks)
        _refuse_gaps(placed, marks)
        pages = page_count(placed)
        drawn = self._draw(template, placed, marks)
        seals = [element for element in placed if element.kind is PlacedKind.SEAL]
        pdf = archived(drawn, description)
        return RenderedSheet(pdf, placed, pages, seals[0] if seals else None)

    def companion(
        self,
        template: Template,
        sheet: RenderedSheet,
        marks: Marks,
        *,
        description: Description,
        pdf_sha256: str,
    ) -> bytes:
        """Make the OFD version (GB/T 33190) of a sheet that was rendered, unsealed.

        Args:
            template: as the sheet was rendered with.
            sheet: what ``render_sheet`` gave for it.
            marks: as the sheet was rendered with.
            description: what the file says about itself, its data included.
            pdf_sha256: digest of the file that counts, lower-case hexadecimal.

        Returns:
            The file; equal arguments give equal bytes.

        """
        said = OfdCompanion(template.width_mm, template.height_mm, description, pdf_sha256)
        return ofd_package(said, sheet.placed, marks, self.fonts)

    def place(
        self, template: Template, values: Values, marks: Marks
    ) -> tuple[PlacedElement, ...]:
        """Place values by the widths of the real fonts, as the PDF will show them."""
        there = {QR: marks.qr_text, SEAL: "1" if marks.seal else ""}
        there[SIGNATURE] = "1" if marks.strokes else ""
        standard = {name: _standard(value) for name, value in values.items()}
        return place(template, {**standard, **there}, advances=self.fonts.advances)

    def _draw(self, template: Template, placed: Sequence[PlacedElement], marks: Marks) -> bytes:
        buffer = io.BytesIO()
        canvas = Canvas(
            buffer,
            pagesize=(template.width_mm * POINTS_PER_MM, template.height_mm * POINTS_PER_MM),
            invariant=1,
            pageCompression=1,
            initialFontName=self.fonts.font("song").fontName,
        )
        sheet = Sheet(canvas, self.fonts, template.width_mm, template.height_mm)
        for page in range(page_count(placed)):
            sheet.draw([element for element in placed if element.page == page], marks)
            canvas.showPage()
        canvas.save()
        return buffer.getvalue()


def _standard(value: Value) -> Value:
    if isinstance(value, str):
        return standard_text(value)
    return tuple(standard_text(part) for part in value)


def _refuse_gaps(placed: Sequence[PlacedElement], marks: Marks) -> None:
    """Refuse a sheet on which something is missing or does not fit."""
    for element in placed:
        name = element.value_name or f"the text at {element.x_mm:g}, {element.y_mm:g} mm"
        if element.kind is PlacedKind.TEXT and not element.is_known:
            raise DocumentError("DOCUMENT-0602", f"{name} is missing")
        if not element.is_fitting:
            raise DocumentError("DOCUMENT-0602", f"{name} does not fit its box")
        if element.kind is PlacedKind.QR and not marks.qr_text:
            raise DocumentError("DOCUMENT-0602", "the QR text is missing")
        if element.kind is PlacedKind.SIGNATURE and not marks.strokes:
            raise DocumentError("DOCUMENT-0602", "the signature is missing")
