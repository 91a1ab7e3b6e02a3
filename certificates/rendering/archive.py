# SPDX-License-Identifier: Apache-2.0
"""Makes an archival file (PDF/A-2u, ISO 19005-2; 3u with data) of what reportlab drew.

reportlab leaves out the output intent and the metadata, and writes characters beyond U+FFFF
into the ToUnicode table as if five digits were one code unit, so that 𠮷 is copied as another
character. This pass mends all three. Equal input gives equal bytes.
"""

import io
import re
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any, Final
from xml.sax.saxutils import escape

import pikepdf
from PIL import ImageCms

PRODUCER: Final = "Jiban"
_ENTRY: Final = re.compile(rb"<([0-9A-F]{2,4})> <([0-9A-F]{4,6})>")
_ENTRIES_PER_BLOCK: Final = 100
_ICC_DATE: Final = slice(24, 36)
_ICC_FIXED_DATE: Final = bytes.fromhex("07ea00010001000000000000")


@dataclass(frozen=True)
class Attachment:
    """Data that travel inside the file, for machines."""

    name: str
    mime_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class Description:
    """What the file says about itself.

    Attributes:
        title: name of the document.
        language_tag: BCP 47, such as ``zh-CN``.
        document_id: what it is filed under, such as the case number; no personal data.
        created: time of making, with its time zone.
        attachment: the same in data; a file with one is PDF/A-3u.

    """

    title: str
    language_tag: str
    document_id: str
    created: datetime
    attachment: Attachment | None = None


def archived(pdf: bytes, description: Description) -> bytes:
    """Turn ``pdf`` into PDF/A-2u, or with an attachment into PDF/A-3u.

    Raises:
        ValueError: ``created`` has no time zone.

    """
    if description.created.tzinfo is None:
        message = "created needs a time zone"
        raise ValueError(message)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for font in _fonts(document):
            _mend_unicode(document, font)
        _describe(document, description)
        _intend_output(document)
        if description.attachment is not None:
            _attach(document, description.attachment, _pdf_date(description.created))
        buffer = io.BytesIO()
        document.save(
            buffer,
            min_version="1.7",
            force_version="1.7",
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
    return buffer.getvalue()


def unicode_map(entries: dict[int, int]) -> bytes:
    """Write a ToUnicode table (ISO 32000-1 section 9.10.3) of one-byte codes.

    >>> b"<01> <D842DFB7>" in unicode_map({1: 0x20BB7})
    True
    """
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<00> <FF>",
        "endcodespacerange",
    ]
    codes = sorted(entries)
    for start in range(0, len(codes), _ENTRIES_PER_BLOCK):
        block = codes[start : start + _ENTRIES_PER_BLOCK]
        lines.append(f"{len(block)} beginbfchar")
        for code in block:
            units = chr(entries[code]).encode("utf-16-be").hex().upper()
            lines.append(f"<{code:02X}> <{units}>")
        lines.append("endbfchar")
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines).encode("ascii")


def _fonts(document: Any) -> list[Any]:  # noqa: ANN401  (pikepdf objects)
    return [
        item
        for item in document.objects
        if isinstance(item, pikepdf.Dictionary)
        and item.get("/Type") == pikepdf.Name.Font
        and "/ToUnicode" in item
    ]


def _mend_unicode(document: Any, font: Any) -> None:  # noqa: ANN401
    _, _, table = font.ToUnicode.read_bytes().partition(b"beginbfchar")
    entries = {int(code, 16): int(point, 16) for code, point in _ENTRY.findall(table)}
    drawn = {code: point for code, point in entries.items() if point}
    font.ToUnicode = document.make_stream(unicode_map(drawn))


def _describe(document: Any, description: Description) -> None:  # noqa: ANN401
    for key in list(document.docinfo):
        del document.docinfo[key]
    date = _pdf_date(description.created)
    document.docinfo["/Title"] = pikepdf.String(description.title)
    document.docinfo["/Producer"] = pikepdf.String(PRODUCER)
    document.docinfo["/CreationDate"] = pikepdf.String(date)
    document.docinfo["/ModDate"] = pikepdf.String(date)
    root = document.Root
    root.Lang = pikepdf.String(description.language_tag)
    root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
    metadata = document.make_stream(_xmp(description).encode("utf-8"))
    metadata.Type = pikepdf.Name.Metadata
    metadata.Subtype = pikepdf.Name.XML
    root.Metadata = metadata
    for key in ("/Outlines", "/PageMode", "/OpenAction"):
        if key in root:
            del root[key]


def _pdf_date(moment: datetime) -> str:
    """Write a moment as ISO 32000-1 section 7.9.4 does."""
    stamp = moment.strftime("D:%Y%m%d%H%M%S%z")
    return f"{stamp[:-2]}'{stamp[-2:]}'"


def _attach(document: Any, attachment: Attachment, made: str) -> None:  # noqa: ANN401
    """Attach data as ISO 19005-3, 6.8, demands: with their type, related to the document."""
    spec = pikepdf.AttachedFileSpec(
        document,
        attachment.content,
        description="data of the licence",
        filename=attachment.name,
        mime_type=attachment.mime_type,
        creation_date=made,
        mod_date=made,
    )
    spec.obj.AFRelationship = pikepdf.Name.Data
    document.attachments[attachment.name] = spec
    document.Root.AF = pikepdf.Array([spec.obj])


def _xmp(description: Description) -> str:
    title, language = escape(description.title), escape(description.language_tag)
    made = description.created.isoformat(timespec="seconds")
    part = 2 if description.attachment is None else 3
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<pdfaid:part>{part}</pdfaid:part>
<pdfaid:conformance>U</pdfaid:conformance>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<dc:identifier>{escape(description.document_id)}</dc:identifier>
<pdf:Producer>{PRODUCER}</pdf:Producer>
<xmp:CreateDate>{made}</xmp:CreateDate>
<xmp:ModifyDate>{made}</xmp:ModifyDate>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""


def _intend_output(document: Any) -> None:  # noqa: ANN401
    profile = document.make_stream(_srgb())
    profile.N = 3
    intent = pikepdf.Dictionary(
        Type=pikepdf.Name.OutputIntent,
        S=pikepdf.Name.GTS_PDFA1,
        OutputConditionIdentifier=pikepdf.String("sRGB"),
        Info=pikepdf.String("sRGB IEC61966-2.1"),
        DestOutputProfile=document.make_indirect(profile),
    )
    document.Root.OutputIntents = pikepdf.Array([intent])


@lru_cache(maxsize=1)
def _srgb() -> bytes:
    """Give an sRGB profile whose date is fixed, so that equal pages are equal bytes."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[_ICC_DATE] = _ICC_FIXED_DATE
    return bytes(profile)
