# SPDX-License-Identifier: Apache-2.0
"""Packs a sheet as an OFD file (GB/T 33190-2016), to stand beside the PDF that counts.

The same placed elements as in the PDF, with the same fonts cut to what is shown. It bears no
seal, says so where the PDF has one, and names the digest of that PDF.
"""

import hashlib
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from certificates.elements import PlacedElement
from certificates.placing import page_count
from certificates.rendering.archive import PRODUCER, Attachment, Description
from certificates.rendering.drawing import Marks
from certificates.rendering.fonts import FontBook
from certificates.rendering.ofd_font import small_font
from certificates.rendering.ofd_page import Ids, OfdPage
from certificates.rendering.outlines import outline_font

NAMESPACE: Final = "http://www.ofdspec.org/2016"
_XMLNS: Final = f'xmlns:ofd="{NAMESPACE}"'
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
_ID_DIGITS: Final = 32
_STAMP: Final = (2016, 10, 13, 0, 0, 0)
"""Of every entry of the package: a file tells in its own words when it was made."""


@dataclass(frozen=True)
class OfdCompanion:
    """What an OFD file says of itself and of the PDF that it stands beside."""

    width_mm: float
    height_mm: float
    description: Description
    pdf_sha256: str


def ofd_package(
    said: OfdCompanion, placed: Sequence[PlacedElement], marks: Marks, fonts: FontBook
) -> bytes:
    """Write the file; equal arguments give equal bytes.

    Raises:
        DocumentError: a character is drawn by no font (DOCUMENT-0601).

    """
    ids = Ids()
    page = OfdPage(said.width_mm, said.height_mm, fonts, ids)
    pages = []
    for number in range(page_count(placed)):
        own = [element for element in placed if element.page == number]
        objects = "".join(page.objects(own, marks))
        pages.append((ids.next(), _page(ids.next(), objects)))
    attachment = said.description.attachment
    entries: dict[str, bytes] = {
        "OFD.xml": _root(said).encode(),
        "Doc_0/Document.xml": _document(said, pages, ids, attachment).encode(),
        "Doc_0/PublicRes.xml": _resources(ids).encode(),
    }
    for place, (_, content) in enumerate(pages):
        entries[f"Doc_0/Pages/Page_{place}/Content.xml"] = content.encode()
    for name, (number, characters) in ids.fonts.items():
        outlines = outline_font(fonts.path(name))
        entries[f"Doc_0/Res/font_{number}.ttf"] = small_font(name, outlines, characters)
    if attachment is not None:
        entries["Doc_0/Attachs/Attachments.xml"] = _attachments(attachment).encode()
        entries[f"Doc_0/Attachs/{attachment.name}"] = attachment.content
    return _packed(entries)


def _root(said: OfdCompanion) -> str:
    """OFD.xml, the entry to the package (7.4)."""
    about = said.description
    made = f"{about.created:%Y-%m-%d}"
    named = f"{about.document_id} {about.created.isoformat()} {said.pdf_sha256}"
    document_id = hashlib.sha256(named.encode()).hexdigest()[:_ID_DIGITS]
    custom = {"document": about.document_id, "pdfSha256": said.pdf_sha256}
    data = "".join(
        f"<ofd:CustomData Name={quoteattr(name)}>{escape(value)}</ofd:CustomData>"
        for name, value in custom.items()
    )
    return (
        f'{_HEAD}<ofd:OFD {_XMLNS} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo>'
        f"<ofd:DocID>{document_id}</ofd:DocID><ofd:Title>{escape(about.title)}</ofd:Title>"
        f"<ofd:CreationDate>{made}</ofd:CreationDate><ofd:ModDate>{made}</ofd:ModDate>"
        f"<ofd:Creator>{PRODUCER}</ofd:Creator><ofd:CustomDatas>{data}</ofd:CustomDatas>"
        "</ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
    )


def _document(
    said: OfdCompanion,
    pages: Sequence[tuple[int, str]],
    ids: Ids,
    attachment: Attachment | None,
) -> str:
    """Document.xml (7.5)."""
    listed = "".join(
        f'<ofd:Page ID="{number}" BaseLoc="Pages/Page_{place}/Content.xml"/>'
        for place, (number, _) in enumerate(pages)
    )
    attached = "<ofd:Attachments>Attachs/Attachments.xml</ofd:Attachments>"
    return (
        f"{_HEAD}<ofd:Document {_XMLNS}><ofd:CommonData>"
        f"<ofd:MaxUnitID>{ids.last}</ofd:MaxUnitID>"
        f"<ofd:PageArea><ofd:PhysicalBox>0 0 {said.width_mm:g} {said.height_mm:g}"
        "</ofd:PhysicalBox></ofd:PageArea><ofd:PublicRes>PublicRes.xml</ofd:PublicRes>"
        f"</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages>"
        f"{attached if attachment is not None else ''}</ofd:Document>"
    )


def _resources(ids: Ids) -> str:
    """PublicRes.xml: the fonts (7.9)."""
    fonts = "".join(
        f'<ofd:Font ID="{number}" FontName="{name}" FamilyName="{name}">'
        f"<ofd:FontFile>font_{number}.ttf</ofd:FontFile></ofd:Font>"
        for name, (number, _) in ids.fonts.items()
    )
    return f'{_HEAD}<ofd:Res {_XMLNS} BaseLoc="Res"><ofd:Fonts>{fonts}</ofd:Fonts></ofd:Res>'


def _page(layer: int, objects: str) -> str:
    """Content.xml of a page (7.7)."""
    return (
        f'{_HEAD}<ofd:Page {_XMLNS}><ofd:Content><ofd:Layer ID="{layer}" Type="Body">'
        f"{objects}</ofd:Layer></ofd:Content></ofd:Page>"
    )


def _attachments(attachment: Attachment) -> str:
    """Attachments.xml (20.2); the name is our own, without directories."""
    kind = attachment.name.rpartition(".")[2]
    size_kb = len(attachment.content) / 1024
    return (
        f'{_HEAD}<ofd:Attachments {_XMLNS}><ofd:Attachment ID="A1"'
        f" Name={quoteattr(attachment.name)} Format={quoteattr(kind)}"
        f' Size="{size_kb:.3f}"><ofd:FileLoc>{escape(attachment.name)}</ofd:FileLoc>'
        "</ofd:Attachment></ofd:Attachments>"
    )


def _packed(entries: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, content in entries.items():
            entry = zipfile.ZipInfo(name, date_time=_STAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            package.writestr(entry, content, compresslevel=9)
    return buffer.getvalue()
