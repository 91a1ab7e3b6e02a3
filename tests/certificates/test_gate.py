# SPDX-License-Identifier: Apache-2.0
"""A sealed file passes the gate; one file for every way in which it must not."""

import hashlib
import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String

from certificates.elements import Values
from certificates.errors import DocumentError
from certificates.gate import GateExpectation
from certificates.gate_check import check_sealed
from certificates.rendering.archive import Description
from certificates.rendering.drawing import Marks
from certificates.rendering.seal import SealArtwork
from certificates.signing.file_signer import FileSigner
from certificates.signing.key_folder import open_keys
from certificates.signing.pades import Seal
from tests.support.documents import (
    AUTHORITY,
    CASE,
    CREATED,
    LETTER,
    LETTER_VALUES,
    LICENCE,
    LICENCE_VALUES,
    LONG_VALUES,
    QR_TEXT,
    RECEIPT,
    RECEIPT_VALUES,
    STROKES,
    rendered,
    renderer,
    shipped,
)

LICENCE_GATE = GateExpectation(
    297, 210, 1, tuple(str(value) for value in LICENCE_VALUES.values()), is_signed=True
)
UNSIGNED_GATE = replace(LICENCE_GATE, is_signed=False)


@pytest.fixture(scope="module")
def signer(tmp_path_factory: pytest.TempPathFactory) -> FileSigner:
    folder = tmp_path_factory.mktemp("keys") / "signing"
    return FileSigner(open_keys(folder, now=CREATED))


@pytest.fixture(scope="module")
def seal(signer: FileSigner) -> Callable[[Path, Values], bytes]:
    """Renders and seals a document of a shipped template."""

    def sealed(path: Path, values: Values) -> bytes:
        template = shipped(path)
        sheet = renderer().render_sheet(
            template,
            values,
            Marks(qr_text=QR_TEXT, strokes=STROKES),
            description=Description(template.title, "zh-CN", CASE, CREATED),
        )
        place = sheet.seal
        assert place is not None
        artwork = renderer().seal_artwork(SealArtwork(AUTHORITY, "行政审批专用章"))
        stamp = Seal(
            "Seal1",
            place.page,
            place.x_mm,
            place.y_mm,
            place.width_mm,
            place.height_mm,
            artwork,
        )
        return signer.sign(sheet.pdf, seal=stamp, signed_at=CREATED)

    return sealed


@pytest.fixture(scope="module")
def licence(seal: Callable[[Path, Values], bytes]) -> bytes:
    return seal(LICENCE, LICENCE_VALUES)


@pytest.fixture(scope="module")
def plain() -> bytes:
    """A licence without a signature, to be spoilt."""
    return rendered(LICENCE, LICENCE_VALUES)


def spoilt(pdf: bytes, change: Callable[[Pdf], None]) -> bytes:
    """The file with one change made to it."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        change(document)
        out = io.BytesIO()
        document.save(out)
    return out.getvalue()


def refusal(pdf: bytes, expectation: GateExpectation) -> str:
    """What the gate says about a file that must not pass."""
    with pytest.raises(DocumentError) as caught:
        check_sealed(pdf, expectation)
    assert caught.value.code == "DOCUMENT-0604"
    assert "张" not in caught.value.detail
    return caught.value.detail


# -- what passes ----------------------------------------------------------------------------


def test_a_sealed_licence_passes(licence: bytes) -> None:
    check_sealed(licence, LICENCE_GATE)
    digest = hashlib.sha256(licence).hexdigest()
    check_sealed(licence, replace(LICENCE_GATE, sha256=digest))


def test_values_over_two_lines_are_read_whole(seal: Callable[[Path, Values], bytes]) -> None:
    texts = tuple(str(value) for value in LONG_VALUES.values())
    check_sealed(seal(LICENCE, LONG_VALUES), replace(LICENCE_GATE, texts=texts))


def test_a_sealed_letter_of_two_pages_passes(seal: Callable[[Path, Values], bytes]) -> None:
    check_sealed(
        seal(LETTER, LETTER_VALUES),
        GateExpectation(210, 297, 2, ("张𠮷祥", CASE), is_signed=True),
    )


def test_a_receipt_without_a_seal_passes() -> None:
    pdf = rendered(RECEIPT, RECEIPT_VALUES)
    check_sealed(pdf, GateExpectation(210, 297, 1, (CASE,), is_signed=False))


# -- the file -------------------------------------------------------------------------------


def test_another_file_than_the_stored_one_is_refused(licence: bytes) -> None:
    stored = replace(LICENCE_GATE, sha256=hashlib.sha256(b"other").hexdigest())
    assert "not the one that was stored" in refusal(licence, stored)


@pytest.mark.parametrize(
    "broken",
    [b"", b"%PDF-1.7\nrubbish", b"\x00" * 4096],
    ids=["empty", "rubbish", "zeros"],
)
def test_what_is_no_file_is_refused(broken: bytes) -> None:
    assert "structure is broken" in refusal(broken, LICENCE_GATE)


def test_a_file_that_lost_its_way_is_refused_although_readers_would_mend_it(
    plain: bytes,
) -> None:
    at = plain.rindex(b"startxref") + len("startxref\n")
    refusal(plain[:at] + b"1" + plain[at:], UNSIGNED_GATE)


@pytest.mark.parametrize("kept", [0.3, 0.7, 0.99])
def test_a_cut_file_is_refused(licence: bytes, kept: float) -> None:
    refusal(licence[: int(len(licence) * kept)], LICENCE_GATE)


def test_an_encrypted_file_is_refused(plain: bytes) -> None:
    with pikepdf.open(io.BytesIO(plain)) as document:
        out = io.BytesIO()
        document.save(out, encryption=pikepdf.Encryption(owner="o", user=""))
    assert "encrypted" in refusal(out.getvalue(), UNSIGNED_GATE)


# -- the page -------------------------------------------------------------------------------


def test_a_page_too_many_is_refused(plain: bytes) -> None:
    pdf = spoilt(plain, lambda d: d.pages.append(d.pages[0]))
    assert refusal(pdf, UNSIGNED_GATE) == "2 pages instead of 1"


def test_another_size_is_refused(plain: bytes) -> None:
    assert "another size" in refusal(plain, replace(UNSIGNED_GATE, width_mm=210, height_mm=297))


def test_a_cropped_page_is_refused(plain: bytes) -> None:
    def crop(document: Pdf) -> None:
        document.pages[0].cropbox = Array([0, 0, 400, 500])

    assert "another size" in refusal(spoilt(plain, crop), UNSIGNED_GATE)


def test_a_turned_page_is_refused(plain: bytes) -> None:
    def turn(document: Pdf) -> None:
        document.pages[0].Rotate = 90

    assert "rotated" in refusal(spoilt(plain, turn), UNSIGNED_GATE)


def test_a_blank_page_is_refused(plain: bytes) -> None:
    def wipe(document: Pdf) -> None:
        document.pages[0].Contents = document.make_stream(b"")

    nothing = replace(UNSIGNED_GATE, texts=())
    assert "blank" in refusal(spoilt(plain, wipe), nothing)


def test_ink_where_no_printer_prints_is_refused(plain: bytes) -> None:
    def smear(document: Pdf) -> None:
        bar = document.make_stream(b"q 0 0 0 rg 0 0 842 6 re f Q")
        document.pages[0].contents_add(bar)

    assert "cannot print" in refusal(spoilt(plain, smear), UNSIGNED_GATE)


SIDES = {
    "bottom": "300 {near} 200 {thick}",
    "top": "300 {far_top} 200 {thick}",
    "left": "{near} 200 {thick} 200",
    "right": "{far_right} 200 {thick} 200",
}


def line(side: str, distance_mm: float) -> Callable[[Pdf], None]:
    """A thin line along one side of the sheet, so far from its edge."""
    near, thick = distance_mm * 72 / 25.4, 1.0
    box = SIDES[side].format(
        near=near, thick=thick, far_top=595.28 - near - thick, far_right=841.89 - near - thick
    )

    def draw(document: Pdf) -> None:
        ink = document.make_stream(f"q 0 0 0 rg {box} re f Q".encode())
        document.pages[0].contents_add(ink)

    return draw


@pytest.mark.parametrize("side", SIDES)
def test_a_line_four_millimetres_from_any_edge_would_be_clipped(
    side: str, plain: bytes
) -> None:
    assert "cannot print" in refusal(spoilt(plain, line(side, 3.6)), UNSIGNED_GATE)


@pytest.mark.parametrize("side", SIDES)
def test_a_line_five_millimetres_from_any_edge_is_printed(side: str, plain: bytes) -> None:
    check_sealed(spoilt(plain, line(side, 5.0)), UNSIGNED_GATE)


# -- the content ----------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(LICENCE_VALUES))
def test_one_wrong_character_of_any_value_is_refused(name: str, plain: bytes) -> None:
    wrong = [str(v) if k != name else f"{v}某" for k, v in LICENCE_VALUES.items()]
    number = list(LICENCE_VALUES).index(name) + 1
    detail = refusal(plain, replace(UNSIGNED_GATE, texts=tuple(wrong)))
    assert detail == f"expected text {number} cannot be read"


def test_a_font_that_is_not_embedded_is_refused(plain: bytes) -> None:
    def take_out(document: Pdf) -> None:
        for item in document.objects:
            if isinstance(item, Dictionary) and "/FontFile2" in item:
                del item["/FontFile2"]

    assert "not embedded" in refusal(spoilt(plain, take_out), UNSIGNED_GATE)


def add_script(document: Pdf) -> None:
    document.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def add_page_action(document: Pdf) -> None:
    document.pages[0].AA = Dictionary(O=Dictionary(S=Name.Named, N=Name.Print))


def add_named_script(document: Pdf) -> None:
    script = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
    names = Dictionary(Names=Array([String("a"), script]))
    document.Root.Names = Dictionary(JavaScript=names)


def add_launch(document: Pdf) -> None:
    document.Root.Extra = Dictionary(S=Name.Launch, F=String("x"))


@pytest.mark.parametrize("change", [add_script, add_page_action, add_named_script, add_launch])
def test_a_file_that_can_act_is_refused(change: Callable[[Pdf], None], plain: bytes) -> None:
    assert "can act" in refusal(spoilt(plain, change), UNSIGNED_GATE)


@pytest.mark.parametrize("key", ["OpenAction", "AA", "JS", "JavaScript", "XFA", "RichMedia"])
def test_every_key_that_makes_a_file_act_is_refused(key: str, plain: bytes) -> None:
    def add(document: Pdf) -> None:
        document.Root[f"/{key}"] = Array([])

    assert refusal(spoilt(plain, add), UNSIGNED_GATE) == f"the file can act: /{key}"


@pytest.mark.parametrize(
    "action",
    ["JavaScript", "Launch", "SubmitForm", "ImportData", "GoToR", "GoToE", "URI"],
)
def test_every_action_that_leads_out_of_the_file_is_refused(action: str, plain: bytes) -> None:
    def add(document: Pdf) -> None:
        document.Root.Extra = Array([Dictionary(S=Name(f"/{action}"))])

    assert refusal(spoilt(plain, add), UNSIGNED_GATE) == f"the file can act: /{action}"


@pytest.mark.parametrize("key", ["EmbeddedFiles", "EmbeddedFile", "EF"])
def test_every_way_to_carry_another_file_is_refused(key: str, plain: bytes) -> None:
    def add(document: Pdf) -> None:
        document.Root.Extra = Dictionary({f"/{key}": Array([])})

    assert "another file" in refusal(spoilt(plain, add), UNSIGNED_GATE)


def test_a_file_within_the_file_is_refused(plain: bytes) -> None:
    def attach(document: Pdf) -> None:
        document.attachments["x.txt"] = b"hello"

    assert "another file" in refusal(spoilt(plain, attach), UNSIGNED_GATE)


# -- signature and fields -------------------------------------------------------------------


def test_a_licence_without_its_signature_is_refused(plain: bytes) -> None:
    assert refusal(plain, LICENCE_GATE) == "0 approval signatures"


def test_a_signature_that_nobody_expects_is_refused(licence: bytes) -> None:
    assert refusal(licence, UNSIGNED_GATE) == "1 approval signatures"


def field(kind: Name, corner: int, value: Dictionary | None = None) -> Callable[[Pdf], None]:
    """Add a form field, shown on the page, from the origin to ``corner`` points both ways."""

    def add(document: Pdf) -> None:
        widget = Dictionary(Type=Name.Annot, Subtype=Name.Widget, T=String("f"), FT=kind)
        widget.Rect = Array([0, 0, corner, corner])
        if value is not None:
            widget.V = value
        shown = document.make_indirect(widget)
        document.Root.AcroForm = Dictionary(Fields=Array([shown]))
        document.pages[0].Annots = Array([shown])

    return add


def test_a_form_field_is_refused(plain: bytes) -> None:
    change = field(Name.Tx, 9)
    assert "no signature" in refusal(spoilt(plain, change), UNSIGNED_GATE)


def test_an_empty_signature_field_is_refused(plain: bytes) -> None:
    change = field(Name.Sig, 9)
    assert "no signature" in refusal(spoilt(plain, change), LICENCE_GATE)


def test_a_signature_without_a_visible_seal_is_refused(plain: bytes) -> None:
    change = field(Name.Sig, 0, Dictionary(Type=Name.Sig))
    assert refusal(spoilt(plain, change), LICENCE_GATE) == "the seal is not visible"


@pytest.mark.parametrize(("width", "height"), [(90, 0), (0, 90), (90, 90)])
def test_a_seal_without_extent_or_picture_is_not_visible(
    width: int, height: int, plain: bytes
) -> None:
    def add(document: Pdf) -> None:
        field(Name.Sig, 0, Dictionary(Type=Name.Sig))(document)
        shown = document.pages[0].Annots[0]
        shown.Rect = Array([0, 0, width, height])
        if 0 in {width, height}:
            shown.AP = Dictionary(N=document.make_stream(b""))

    assert refusal(spoilt(plain, add), LICENCE_GATE) == "the seal is not visible"


def test_a_time_stamp_of_the_document_is_allowed(plain: bytes) -> None:
    change = field(Name.Sig, 0, Dictionary(Type=Name.DocTimeStamp))
    check_sealed(spoilt(plain, change), UNSIGNED_GATE)


def test_a_note_on_the_page_is_refused(plain: bytes) -> None:
    def note(document: Pdf) -> None:
        one = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([50, 50, 60, 60]))
        document.pages[0].Annots = Array([document.make_indirect(one)])

    assert "annotation" in refusal(spoilt(plain, note), UNSIGNED_GATE)
