# SPDX-License-Identifier: Apache-2.0
"""A file that another office made: what passes the gate, and one file for every refusal."""

import io
from collections.abc import Callable
from contextlib import suppress

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, Pdf

from certificates.errors import DocumentError
from certificates.gate import CalledExpectation, CalledFile
from certificates.gate_check import check_called
from certificates.simulation.copies import MOODS, Copies
from certificates.simulation.copy_pdf import Line, copy_pdf
from certificates.simulation.one_page_pdf import one_page_pdf
from certificates.simulation.operations import file_digest

MARK = "仅供入学报名使用"
ENTRY = {
    "certificateName": "营业执照",
    "certificateNumber": "92439900MA0TEXT04R",
    "certificateHolderName": "虚构市示例区秋美美容店",
    "certificateIssuingAuthorityName": "虚构市示例区市场监督管理局",
    "certificateIdentifier": "1.2.156.3005.2.A.B.C.001.J",
    "certificateStatus": "10",
    "certificateDigest": "ab",
}
GOOD = Copies().copy_of(ENTRY, MARK, "2026-12-23")
SHOWN = CalledExpectation(
    (("虚构市示例区秋美美容店",), (MARK,), ("2026年12月23日", "2026-12-23"))
)


def changed(change: Callable[[Pdf], None]) -> bytes:
    """The good copy with something done to it."""
    pdf, written = pikepdf.open(io.BytesIO(GOOD)), io.BytesIO()
    change(pdf)
    pdf.save(written)
    return written.getvalue()


def on_page(**entries: object) -> Callable[[Pdf], None]:
    def change(pdf: Pdf) -> None:
        for name, value in entries.items():
            pdf.pages[0].obj[f"/{name}"] = value

    return change


def on_root(**entries: object) -> Callable[[Pdf], None]:
    def change(pdf: Pdf) -> None:
        for name, value in entries.items():
            pdf.Root[f"/{name}"] = value

    return change


def many_pages(pdf: Pdf) -> None:
    for _ in range(20):
        pdf.pages.append(pdf.pages[0])


def other_second_page(pdf: Pdf) -> None:
    pdf.add_blank_page(page_size=(595, 842))


def blank_second_page(pdf: Pdf) -> None:
    pdf.add_blank_page(page_size=(842, 595))


def encrypted() -> bytes:
    pdf, written = pikepdf.open(io.BytesIO(GOOD)), io.BytesIO()
    pdf.save(written, encryption=pikepdf.Encryption(owner="o", user=""))
    return written.getvalue()


def test_a_copy_passes_and_says_how_large_it_is() -> None:
    size = check_called(GOOD, SHOWN)
    assert isinstance(size, CalledFile)
    assert (size.pages, round(size.width_mm), round(size.height_mm)) == (1, 297, 210)


def test_one_way_to_write_a_text_is_enough_and_blanks_do_not_count() -> None:
    check_called(GOOD, CalledExpectation((("编号： 92439900 MA0TEXT04R", "nowhere"),)))
    check_called(GOOD, CalledExpectation())


REFUSED: dict[str, tuple[str, Callable[[], bytes]]] = {
    "no PDF": ("no PDF", lambda: b"PK\x03\x04"),
    "nothing": ("no PDF", lambda: b""),
    "half a file": ("structure is broken", lambda: GOOD[: len(GOOD) // 2]),
    "encrypted": ("encrypted", encrypted),
    "too many pages": ("21 pages", lambda: changed(many_pages)),
    "pages of two sizes": ("another size", lambda: changed(other_second_page)),
    "a blank page": ("blank", lambda: changed(blank_second_page)),
    "a turned page": ("rotated", lambda: changed(on_page(Rotate=90))),
    "a page that begins elsewhere": (
        "another size or place",
        lambda: changed(on_page(CropBox=Array([10, 10, 842, 595]))),
    ),
    "an act at opening": (
        "can act",
        lambda: changed(on_root(OpenAction=Dictionary(S=Name.JavaScript, JS="1"))),
    ),
    "a file inside": (
        "another file",
        lambda: changed(on_root(Names=Dictionary(EmbeddedFiles=Dictionary()))),
    ),
    "a font that is not there": ("not embedded", lambda: one_page_pdf(("SPECIMEN",))),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_may_not_be_printed_is_refused(name: str) -> None:
    why, make = REFUSED[name]
    with pytest.raises(DocumentError, match=why) as caught:
        check_called(make(), CalledExpectation())
    assert caught.value.code == "DOCUMENT-0604"


@pytest.mark.parametrize("place", range(3))
def test_a_text_that_cannot_be_read_is_told_by_its_number_alone(place: int) -> None:
    texts = tuple(("没有这些字",) if at == place else one for at, one in enumerate(SHOWN.texts))
    with pytest.raises(DocumentError, match=f"expected text {place + 1}") as caught:
        check_called(GOOD, CalledExpectation(texts))
    assert "没有" not in caught.value.detail


@given(content=st.binary(max_size=400), is_marked=st.booleans())
@settings(max_examples=60, deadline=None)
def test_rubbish_is_refused_and_nothing_else(content: bytes, is_marked: bool) -> None:
    with pytest.raises(DocumentError):
        check_called(b"%PDF-1.7\n" + content if is_marked else content, CalledExpectation())


@given(at=st.integers(0, len(GOOD) - 1), byte=st.integers(0, 255))
@settings(max_examples=60, deadline=None)
def test_a_changed_byte_is_let_through_or_refused_and_never_a_crash(at: int, byte: int) -> None:
    spoilt = GOOD[:at] + bytes([byte]) + GOOD[at + 1 :]
    with suppress(DocumentError):
        assert check_called(spoilt, SHOWN).pages == 1


# -- the simulator's own copies ------------------------------------------------


@given(text=st.text(max_size=80))
@settings(max_examples=40, deadline=None)
def test_the_simulator_writes_any_purpose(text: str) -> None:
    made = copy_pdf([Line("营业执照")], [Line(text)])
    assert check_called(made, CalledExpectation((("营业执照",),))).pages == 1


def test_a_page_of_nothing_still_is_one() -> None:
    assert copy_pdf([], []).startswith(b"%PDF-")


def test_a_character_without_a_glyph_is_an_empty_box() -> None:
    made = copy_pdf([Line("甲\U000f0000乙")], [])
    check_called(made, CalledExpectation((("甲",), ("乙",))))


def test_the_library_knows_the_copies_that_it_gave_out_and_forgets_the_oldest() -> None:
    held = Copies()
    first = held.copy_of(ENTRY, MARK, "2026-12-23")
    digest = file_digest(first)
    identifier = ENTRY["certificateIdentifier"]
    assert held.knows(identifier, digest)
    assert not held.knows("another", digest)
    for number in range(1_000):
        held._remember(identifier, str(number).encode())
    assert not held.knows(identifier, digest)


def test_a_mood_that_is_none_is_refused_and_a_lapsed_certificate_says_so() -> None:
    held = Copies()
    with pytest.raises(ValueError, match="copies is one of"):
        held.turn({"copies": "sulky"})
    assert held.as_held(ENTRY) == ENTRY
    held.turn({"copies": "lapsed"})
    assert held.as_held(ENTRY)["certificateStatus"] == "02"
    assert "certificateDigest" not in held.as_held(ENTRY)
    held.clear()
    assert held.as_held(ENTRY) == ENTRY
    assert "good" in MOODS
