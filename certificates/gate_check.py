# SPDX-License-Identifier: Apache-2.0
"""The last look at a sealed PDF before it may be printed, by eyes that did not draw it.

pypdf reads the structure strictly and PDFium reads text and picture; neither made the file.
Whatever is not expected is refused: a document of an authority has no scripts, no files
but its own data, no forms besides the one approval signature, and no blank or clipped page.
"""

import hashlib
import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import pypdf
import pypdfium2
from pypdf.errors import PdfReadError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from certificates.errors import DocumentError
from certificates.gate import POINTS_PER_MM, CalledExpectation, CalledFile, GateExpectation
from certificates.licence_data import FILE_NAME

FAILED: Final = "DOCUMENT-0604"
SIZE_TOLERANCE_MM: Final = 0.2
MARGIN_MM: Final = 4.2
"""Laser printers clip what lies nearer to the edge."""
_DOTS_PER_INCH: Final = 50
_PDF_SIGNATURE: Final = b"%PDF-"
_MOST_PAGES: Final = 20
_PAPER_WHITE: Final = 250
_ACTIVE_KEYS: Final = frozenset(
    {"/OpenAction", "/AA", "/JS", "/JavaScript", "/XFA", "/RichMedia"}
)
_ACTIVE_ACTIONS: Final = frozenset(
    {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/URI"}
)
_FILE_KEYS: Final = frozenset({"/EmbeddedFiles", "/EmbeddedFile", "/EF"})


def check_sealed(pdf: bytes, expectation: GateExpectation) -> None:
    """Check a finished file; say nothing if all is as expected.

    Raises:
        DocumentError: something is not (DOCUMENT-0604); the detail names the check and no
            personal data.

    """
    if expectation.sha256 and hashlib.sha256(pdf).hexdigest() != expectation.sha256:
        raise _refused("the file is not the one that was stored")
    with _opened(pdf) as reader:
        _check_pages(reader, expectation)
        _check_objects(reader, may_carry=bool(expectation.data))
        _check_data(reader, expectation)
        _check_fields(reader, expectation)
        _check_picture(pdf, expectation)


def check_called(content: bytes, expectation: CalledExpectation) -> CalledFile:
    """Check a file that another office made, and say how large it is.

    Its drawing is that office's: margins, seals and signatures are not judged here. What could
    act, hide another file, print in foreign letters or is no whole PDF of one size is refused.

    Raises:
        DocumentError: something is not as expected (DOCUMENT-0604); the detail names the check
            and no personal data.

    """
    if not content.startswith(_PDF_SIGNATURE):
        raise _refused("the file is no PDF")
    with _opened(content) as reader:
        size = _size_of(reader)
        _check_objects(reader)
        _check_called_picture(content, expectation)
    return size


@contextmanager
def _opened(pdf: bytes) -> Iterator[pypdf.PdfReader]:
    """Read a file; whatever is broken in it, here or further on, refuses it."""
    try:
        reader = pypdf.PdfReader(io.BytesIO(pdf), strict=True)
        if reader.is_encrypted:
            raise _refused("the file is encrypted")
        yield reader
    except (
        PdfReadError,
        pypdfium2.PdfiumError,
        ValueError,
        KeyError,
        AttributeError,
        TypeError,
        RecursionError,
    ) as error:
        raise _refused(f"the structure is broken ({type(error).__name__})") from error


def _size_of(reader: pypdf.PdfReader) -> CalledFile:
    """Give the one size of all pages in millimetres."""
    if not 1 <= len(reader.pages) <= _MOST_PAGES:
        raise _refused(f"{len(reader.pages)} pages")
    width, height = (float(reader.pages[0].mediabox[place]) for place in (2, 3))
    for page in reader.pages:
        boxes = (*page.mediabox, *page.cropbox)
        wanted = (0.0, 0.0, width, height) * 2
        is_same = all(abs(float(a) - b) <= 1.0 for a, b in zip(boxes, wanted, strict=True))
        if not is_same or page.rotation:
            raise _refused("a page has another size or place, or is rotated")
    return CalledFile(len(reader.pages), width / POINTS_PER_MM, height / POINTS_PER_MM)


def _check_called_picture(content: bytes, expectation: CalledExpectation) -> None:
    document = pypdfium2.PdfDocument(content)
    try:
        read = "".join(_text_of(document[index]) for index in range(len(document)))
        for number, ways in enumerate(expectation.texts, 1):
            if not any(_unspaced(way) in read for way in ways):
                raise _refused(f"expected text {number} cannot be read")
        for page in document:
            if min(min(row) for row in _rows(page)) >= _PAPER_WHITE:
                raise _refused("a page is blank")
    finally:
        document.close()


def _check_pages(reader: pypdf.PdfReader, expectation: GateExpectation) -> None:
    if len(reader.pages) != expectation.page_count:
        raise _refused(f"{len(reader.pages)} pages instead of {expectation.page_count}")
    wanted = (0.0, 0.0, expectation.width_mm, expectation.height_mm)
    for page in reader.pages:
        for box in (page.mediabox, page.cropbox):
            found = (float(number) / POINTS_PER_MM for number in box)
            if any(abs(a - b) > SIZE_TOLERANCE_MM for a, b in zip(found, wanted, strict=True)):
                raise _refused("the page has another size or place")
        if page.rotation:
            raise _refused("the page is rotated")


def _check_objects(reader: pypdf.PdfReader, *, may_carry: bool = False) -> None:
    """Walk everything that can be reached: fonts are embedded, nothing acts by itself."""
    carried = 0
    for item in _dictionaries(reader.trailer):
        names = {str(key) for key in item}
        if active := names & _ACTIVE_KEYS:
            raise _refused(f"the file can act: {min(active)}")
        if str(item.get("/S")) in _ACTIVE_ACTIONS:
            raise _refused(f"the file can act: {item['/S']}")
        carried += "/EF" in names
        if names & _FILE_KEYS and (not may_carry or carried > 1):
            raise _refused("the file carries another file")
        if item.get("/Type") == "/Font" and not _is_embedded(item):
            raise _refused("a font is not embedded")


def _check_data(reader: pypdf.PdfReader, expectation: GateExpectation) -> None:
    """Allow the licence's own data and nothing else."""
    if expectation.data:
        found = {str(name): files for name, files in reader.attachments.items()}
        if found != {FILE_NAME: [expectation.data]}:
            raise _refused("the data attached are not the licence's")


def _check_fields(reader: pypdf.PdfReader, expectation: GateExpectation) -> None:
    """Allow one approval signature that is seen, and document time stamps that are not."""
    form = reader.root_object.get("/AcroForm")
    fields = [] if form is None else [f.get_object() for f in form.get_object()["/Fields"]]
    approvals = 0
    for one in fields:
        value = one.get("/V")
        if one.get("/FT") != "/Sig" or value is None:
            raise _refused("there is a form field that is no signature")
        approvals += value.get_object().get("/Type") != "/DocTimeStamp"
    if approvals != int(expectation.is_signed):
        raise _refused(f"{approvals} approval signatures")
    if approvals and not any(_is_visible(one) for one in fields):
        raise _refused("the seal is not visible")
    if sum(len(page.get("/Annots", ())) for page in reader.pages) > len(fields):
        raise _refused("there is an annotation that is no signature")


def _check_picture(pdf: bytes, expectation: GateExpectation) -> None:
    """Read every page as a picture and as text."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        read = "".join(_text_of(document[index]) for index in range(len(document)))
        for number, text in enumerate(expectation.texts, 1):
            if _unspaced(text) not in read:
                raise _refused(f"expected text {number} cannot be read")
        for page in document:
            _check_margins(page)
    finally:
        document.close()


def _check_margins(page: Any) -> None:  # noqa: ANN401  (pypdfium2 has no types)
    """Refuse a page that is blank, or inked where the printer cannot print."""
    rows = _rows(page)
    margin = int(MARGIN_MM / 25.4 * _DOTS_PER_INCH)
    edge = b"".join(rows[:margin] + rows[-margin:])
    edge += b"".join(row[:margin] + row[-margin:] for row in rows)
    if min(edge) < _PAPER_WHITE:
        raise _refused("something is drawn where the printer cannot print")
    if min(min(row) for row in rows) >= _PAPER_WHITE:
        raise _refused("a page is blank")


def _rows(page: Any) -> list[bytes]:  # noqa: ANN401
    """The page as rows of grey dots."""
    bitmap = page.render(scale=_DOTS_PER_INCH / 72, grayscale=True)
    return [
        bytes(bitmap.buffer[row * bitmap.stride : row * bitmap.stride + bitmap.width])
        for row in range(bitmap.height)
    ]


def _text_of(page: Any) -> str:  # noqa: ANN401
    text = page.get_textpage()
    return _unspaced(text.get_text_range())


def _unspaced(text: str) -> str:
    """Leave out blanks and line ends, which a wrapped value has and its source has not."""
    return "".join(text.split())


def _is_embedded(font: DictionaryObject) -> bool:
    """Whether a font's outlines are in the file; a composite font answers by its parts."""
    if font.get("/Subtype") in {"/Type0", "/Type3"}:
        return True
    descriptor = font.get("/FontDescriptor")
    return descriptor is not None and any(
        key in descriptor.get_object() for key in ("/FontFile", "/FontFile2", "/FontFile3")
    )


def _is_visible(one: DictionaryObject) -> bool:
    rectangle = [float(number) for number in one.get("/Rect", (0, 0, 0, 0))]
    is_wide = rectangle[2] > rectangle[0] and rectangle[3] > rectangle[1]
    return is_wide and "/AP" in one


def _dictionaries(start: Any) -> Iterator[DictionaryObject]:  # noqa: ANN401
    """Walk every dictionary that can be reached, each once."""
    seen: set[int] = set()
    waiting: list[Any] = [start]
    while waiting:
        item = waiting.pop()
        if isinstance(item, IndirectObject):
            if item.idnum in seen:
                continue
            seen.add(item.idnum)
            item = item.get_object()
        if isinstance(item, DictionaryObject):
            yield item
            waiting += item.values()
        elif isinstance(item, ArrayObject):
            waiting += item


def _refused(detail: str) -> DocumentError:
    return DocumentError(FAILED, detail)
