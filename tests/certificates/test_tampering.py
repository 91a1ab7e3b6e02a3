# SPDX-License-Identifier: Apache-2.0
"""What a forger would try, on the shipped licence: each attempt is told, with its reason."""

import os
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
import zxingcpp
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader

from certificates.licence_data import FILE_NAME, encode_data
from certificates.qr import LicenceClaims, qr_text
from certificates.rendering.archive import Attachment, Description
from certificates.rendering.drawing import Marks
from certificates.signing.file_signer import FileSigner
from certificates.signing.key_folder import SealKeys, open_keys
from certificates.trust import TrustList, encode_trust_list
from certificates.verification import Verdict, compare, verify_pdf, verify_qr
from tests.certificates.test_signing import SEAL
from tests.support.console_in_process import run_main
from tests.support.documents import LICENCE, LICENCE_VALUES, pictures, renderer, shipped
from tests.support.seal_keys import NOW

CLAIMS = LicenceClaims(
    str(LICENCE_VALUES["number"]),
    str(LICENCE_VALUES["unit_name"]),
    str(LICENCE_VALUES["holder_name"]),
    ("0103",),
    date(2026, 11, 22),
    date(2030, 11, 21),
)
OTHER = replace(CLAIMS, number="湘卫公证字〔2026〕第439900000999号", unit="别家理发店")


def licence(keys: SealKeys, claims: LicenceClaims) -> bytes:
    """The shipped licence with code, data and seal, as the document process makes it."""
    template = shipped(LICENCE)
    data = encode_data(claims, name=template.title, authority="局")
    sheet = renderer().render_sheet(
        template,
        {**LICENCE_VALUES, "number": claims.number, "unit_name": claims.unit},
        Marks(None, qr_text(claims, signer=keys.qr_signer), (), is_sample=False),
        description=Description(
            template.title, "zh-CN", "c", NOW, Attachment(FILE_NAME, "application/json", data)
        ),
    )
    return FileSigner(keys).sign(sheet.pdf, seal=SEAL, signed_at=NOW)


@pytest.fixture(scope="module")
def genuine(keys: SealKeys) -> bytes:
    return licence(keys, CLAIMS)


@pytest.fixture(scope="module")
def other(keys: SealKeys) -> bytes:
    """A genuine licence of somebody else."""
    return licence(keys, OTHER)


def flipped_byte(genuine: bytes, _other: bytes) -> bytes:
    changed = bytearray(genuine)
    changed[len(changed) // 3] ^= 1
    return bytes(changed)


def appended_page(genuine: bytes, _other: bytes) -> bytes:
    """One more page, in a later revision; the seal's own revision is not touched."""
    writer = IncrementalPdfFileWriter(BytesIO(genuine))
    page = generic.DictionaryObject(  # type: ignore[no-untyped-call]
        {
            generic.pdf_name("/Type"): generic.pdf_name("/Page"),
            generic.pdf_name("/MediaBox"): generic.ArrayObject(
                [generic.NumberObject(n) for n in (0, 0, 842, 595)]  # type: ignore[no-untyped-call]
            ),
        }
    )
    writer.insert_page(page)  # type: ignore[no-untyped-call]
    return _written(writer)


def swapped_code(genuine: bytes, _other: bytes) -> bytes:
    """White over the code, and another one would be drawn there."""
    writer = IncrementalPdfFileWriter(BytesIO(genuine))
    paint = generic.StreamObject(stream_data=b"q 1 1 1 rg 105 85 97 97 re f Q")
    writer.add_stream_to_page(0, writer.add_object(paint))  # type: ignore[no-untyped-call]
    return _written(writer)


def _spec(document: pikepdf.Pdf, content: bytes) -> pikepdf.AttachedFileSpec:
    return pikepdf.AttachedFileSpec(
        document,
        content,
        description="",
        filename=FILE_NAME,
        mime_type="application/json",
        creation_date="",
        mod_date="",
    )


def swapped_data(genuine: bytes, _other: bytes) -> bytes:
    """The attached data of another licence; saved anew, so that the seal is a copy."""
    out = BytesIO()
    with pikepdf.open(BytesIO(genuine)) as document:
        del document.attachments[FILE_NAME]
        data = encode_data(OTHER, name="公共场所卫生许可证", authority="局")
        document.attachments[FILE_NAME] = _spec(document, data)
        document.save(out)
    return out.getvalue()


def other_persons_signature(genuine: bytes, other: bytes) -> bytes:
    """The signature of another genuine licence, put where ours was: of the same length."""

    def value(pdf: bytes) -> tuple[int, int]:
        start = pdf.index(b"/Contents <") + len(b"/Contents <")
        return start, pdf.index(b">", start)

    (start, end), (first, last) = value(genuine), value(other)
    assert end - start == last - first
    return genuine[:start] + other[first:last] + genuine[end:]


def _written(writer: IncrementalPdfFileWriter) -> bytes:
    out = BytesIO()
    writer.write(out)  # type: ignore[no-untyped-call]
    return out.getvalue()


BYTES = "its bytes are not those that this seal was put on"
ADDED = "something was added behind the seal"
ATTEMPTS: dict[Callable[[bytes, bytes], bytes], str] = {
    flipped_byte: BYTES,
    appended_page: ADDED,
    swapped_code: ADDED,
    swapped_data: BYTES,
    other_persons_signature: BYTES,
}
"""What a forger tries, and the reason that is told."""


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_a_changed_licence_is_altered(
    attempt: Callable[[bytes, bytes], bytes], genuine: bytes, other: bytes, trust: TrustList
) -> None:
    forged = attempt(genuine, other)
    assert forged != genuine
    found = verify_pdf(forged, trust, at=NOW)
    assert found.verdict is Verdict.ALTERED, found.reason
    assert found.reason.endswith(f": {ATTEMPTS[attempt]}")
    assert found.claims is None, "what an altered file says is not repeated"


def poppler_says(pdf: bytes, folder: Path) -> bool:
    """Whether Poppler's pdfsig finds the seal valid and over the whole file."""
    path = folder / "judged.pdf"
    path.write_bytes(pdf)
    told = subprocess.run(
        ["pdfsig", "-nocert", path],
        env={**os.environ, "HOME": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    ).stdout
    return "Signature is Valid." in told and "- Total document signed" in told


def test_poppler_agrees_on_every_one_of_them(
    genuine: bytes, other: bytes, tmp_path: Path
) -> None:
    assert poppler_says(genuine, tmp_path)
    assert poppler_says(other, tmp_path)
    for attempt in ATTEMPTS:
        assert not poppler_says(attempt(genuine, other), tmp_path), attempt.__name__


def test_the_genuine_ones_are_valid(genuine: bytes, other: bytes, trust: TrustList) -> None:
    for pdf, claims in ((genuine, CLAIMS), (other, OTHER)):
        found = verify_pdf(pdf, trust, at=NOW)
        assert (found.verdict, found.claims) == (Verdict.VALID, claims)
        assert len(PdfFileReader(BytesIO(pdf)).embedded_signatures) == 1


def test_a_foreign_key_is_unknown(genuine: bytes, tmp_path: Path, trust: TrustList) -> None:
    """A forger with a kiosk of their own: everything is right but the key."""
    stranger = open_keys(tmp_path / "stranger", now=NOW)
    forged = licence(stranger, CLAIMS)
    assert verify_pdf(forged, trust, at=NOW).verdict is Verdict.UNKNOWN_KEY
    text = qr_text(CLAIMS, signer=stranger.qr_signer)
    assert verify_qr(text, trust, at=NOW).verdict is Verdict.UNKNOWN_KEY
    assert verify_pdf(genuine, trust, at=NOW).verdict is Verdict.VALID


def test_a_paper_with_another_licences_code_is_told(
    genuine: bytes, other: bytes, trust: TrustList, tmp_path: Path
) -> None:
    """The code was cut out of a genuine licence and glued on: it is valid, and of another."""
    [picture] = pictures(other, dots_per_inch=200)
    [glued] = zxingcpp.read_barcodes(picture.convert("L"))
    code = verify_qr(glued.text, trust, at=NOW)
    assert code.verdict is Verdict.VALID
    found = compare(verify_pdf(genuine, trust, at=NOW), code)
    assert found.verdict is Verdict.ALTERED
    assert "another licence" in found.reason
    [own] = zxingcpp.read_barcodes(pictures(genuine, dots_per_inch=200)[0].convert("L"))
    both = compare(verify_pdf(genuine, trust, at=NOW), verify_qr(own.text, trust, at=NOW))
    assert both.verdict is Verdict.VALID

    path, list_ = tmp_path / "licence.pdf", tmp_path / "keys.json"
    path.write_bytes(genuine)
    list_.write_bytes(encode_trust_list(trust))
    asked = ("verify", str(path), "--keys", str(list_), "--qr")
    assert run_main(*asked, own.text).returncode == 0
    told = run_main(*asked, glued.text)
    assert told.returncode == 1
    assert "another licence" in told.stdout


def test_the_worse_of_file_and_code_counts(genuine: bytes, trust: TrustList) -> None:
    file = verify_pdf(genuine, trust, at=NOW)
    nothing = verify_qr("no code", trust, at=NOW)
    assert compare(file, nothing).verdict is Verdict.NOT_SIGNED
    assert compare(nothing, file).verdict is Verdict.NOT_SIGNED


def test_a_command_without_file_and_code_is_wrong_use() -> None:
    told = run_main("verify")
    assert told.returncode == 2
    assert "FILE.pdf" in told.stderr
