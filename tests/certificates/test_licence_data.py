# SPDX-License-Identifier: Apache-2.0
"""The licence in data inside its own file, and the list of licences that are no longer good."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from certificates.errors import DocumentError, KeyRefusedError
from certificates.gate import GateExpectation
from certificates.gate_check import check_sealed
from certificates.licence_data import FILE_NAME, attached_claims, decode_data, encode_data
from certificates.qr import LicenceClaims, qr_text
from certificates.rendering.archive import Attachment, Description, archived
from certificates.rendering.drawing import Marks
from certificates.revocation import (
    NOTHING_KNOWN,
    RevocationReason,
    decode_revocation_list,
    read_revocation_list,
)
from certificates.signing.file_signer import FileSigner
from certificates.signing.key_folder import SealKeys
from certificates.trust import TrustList, encode_trust_list
from certificates.verification import Verdict, verify_pdf, verify_qr
from tests.certificates.test_signing import A4_LANDSCAPE, SEAL, page
from tests.support.console_in_process import run_main
from tests.support.documents import LICENCE, LICENCE_VALUES, QR_TEXT, renderer, shipped
from tests.support.seal_keys import NOW
from tests.support.verapdf import failed_rules

CLAIMS = LicenceClaims(
    number="示例卫证字〔2026〕第0385号",
    unit="样本县青石街阿明理发店",
    representative="张𠮷祥",
    item_codes=("0103",),
    issued_on=date(2026, 11, 22),
    expires_on=date(2030, 11, 21),
)
DATA = encode_data(CLAIMS, name="公共场所卫生许可证", authority="示例县行政审批服务局")
LISTED = {"number": CLAIMS.number, "on": "2027-03-01", "reason": "revoked"}


def with_data(pdf: bytes, content: bytes = DATA) -> bytes:
    attachment = Attachment(FILE_NAME, "application/json", content)
    return archived(pdf, Description("x", "zh-CN", "c", NOW, attachment))


def rendered_with_data() -> bytes:
    """The shipped licence with its data, as the document process makes it."""
    attachment = Attachment(FILE_NAME, "application/json", DATA)
    template = shipped(LICENCE)
    sheet = renderer().render_sheet(
        template,
        LICENCE_VALUES,
        Marks(None, QR_TEXT, (), is_sample=False),
        description=Description(template.title, "zh-CN", "c", NOW, attachment),
    )
    return sheet.pdf


def revocations(*entries: dict[str, str], as_of: str = "2027-04-01") -> bytes:
    return json.dumps({"version": 1, "as_of": as_of, "revoked": list(entries)}).encode()


@pytest.fixture(scope="module")
def licence(keys: SealKeys) -> bytes:
    """A sealed page with its data."""
    return FileSigner(keys).sign(with_data(page(A4_LANDSCAPE)), seal=SEAL, signed_at=NOW)


# -- data -----------------------------------------------------------------------------------

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@given(
    st.builds(
        LicenceClaims,
        TEXTS,
        TEXTS,
        TEXTS,
        st.lists(TEXTS, max_size=4).map(tuple),
        st.dates(),
        st.none() | st.dates(),
    )
)
def test_data_say_what_the_face_says(claims: LicenceClaims) -> None:
    encoded = encode_data(claims, name="公共场所卫生许可证", authority="局")
    assert decode_data(encoded) == claims
    assert encode_data(claims, name="公共场所卫生许可证", authority="局") == encoded


def test_data_have_the_names_of_the_standard() -> None:
    told = json.loads(DATA)
    assert told["certificateNumber"] == CLAIMS.number
    assert told["certificateHolderName"] == CLAIMS.unit
    assert told["certificateIssuedDate"] == "2026-11-22"
    assert told["certificateExpiringDate"] == "2030-11-21"
    assert told["certificateTypeCode"] == "", "an assumed code is not told as if it were one"
    freight = encode_data(CLAIMS, name="道路运输经营许可证", authority="局")
    assert json.loads(freight)["certificateTypeCode"] == "11100000000019713D008"


@given(st.binary(max_size=200) | st.text(max_size=50).map(str.encode))
def test_rubbish_is_no_data(content: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  of whatever words
        decode_data(content)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)


@given(st.sampled_from(sorted(json.loads(DATA))), JSON)
def test_a_bent_entry_is_refused_or_harmless(name: str, value: object) -> None:
    bent = json.dumps({**json.loads(DATA), name: value}).encode()
    try:
        found = decode_data(bent)
    except ValueError:
        return
    assert isinstance(found.number, str)
    assert isinstance(found.issued_on, date)


def test_a_file_with_data_follows_pdf_a_3(
    licence: bytes, keys: SealKeys, tmp_path: Path
) -> None:
    drawn = rendered_with_data()
    sealed = FileSigner(keys).sign(drawn, seal=SEAL, signed_at=NOW)
    files = {"licence": drawn, "sealed": sealed}
    assert failed_rules(files, tmp_path, profile="3u") == {}
    assert attached_claims(licence) == attached_claims(sealed) == CLAIMS


def test_equal_data_give_equal_bytes() -> None:
    assert with_data(page(A4_LANDSCAPE)) == with_data(page(A4_LANDSCAPE))


@pytest.mark.parametrize("content", [b"", b"{}", b"not json", b"[" * 70_000, DATA[:-9]])
def test_data_that_are_none_are_not_told(content: bytes) -> None:
    assert attached_claims(with_data(page(A4_LANDSCAPE), content)) is None


def test_a_file_without_data_and_no_file_have_none() -> None:
    assert attached_claims(page(A4_LANDSCAPE)) is None
    assert attached_claims(b"%PDF-1.7 nothing") is None


# -- the gate -------------------------------------------------------------------------------


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


def another_file(document: pikepdf.Pdf) -> None:
    document.attachments["more.exe"] = _spec(document, b"MZ")


def other_data(document: pikepdf.Pdf) -> None:
    del document.attachments[FILE_NAME]
    document.attachments[FILE_NAME] = _spec(document, b"{}")


def no_data(document: pikepdf.Pdf) -> None:
    del document.attachments[FILE_NAME]


@pytest.mark.parametrize("change", [another_file, other_data, no_data])
def test_the_gate_lets_through_the_licence_s_own_data_alone(
    change: Callable[[pikepdf.Pdf], None],
) -> None:
    made = rendered_with_data()
    expectation = GateExpectation(297, 210, 1, is_signed=False, data=DATA)
    check_sealed(made, expectation)
    with pytest.raises(DocumentError):
        check_sealed(made, replace(expectation, data=b""))
    out = BytesIO()
    with pikepdf.open(BytesIO(made)) as document:
        change(document)
        document.save(out)
    with pytest.raises(DocumentError) as caught:
        check_sealed(out.getvalue(), expectation)
    assert caught.value.code == "DOCUMENT-0604"


# -- verdicts -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("at", "listed", "expected"),
    [
        (NOW, False, Verdict.VALID),
        (NOW + timedelta(days=5 * 365), False, Verdict.EXPIRED),
        (datetime(2027, 2, 28, tzinfo=UTC), True, Verdict.VALID),
        (datetime(2027, 3, 1, tzinfo=UTC), True, Verdict.REVOKED),
        (NOW + timedelta(days=5 * 365), True, Verdict.REVOKED),
    ],
)
def test_paper_and_file_have_the_same_verdict(  # noqa: PLR0917  (a row and two fixtures)
    licence: bytes,
    keys: SealKeys,
    trust: TrustList,
    at: datetime,
    listed: bool,
    expected: Verdict,
) -> None:
    revoked = decode_revocation_list(revocations(LISTED)) if listed else NOTHING_KNOWN
    text = qr_text(CLAIMS, signer=keys.qr_signer)
    for found in (
        verify_pdf(licence, trust, at=at, revoked=revoked),
        verify_qr(text, trust, at=at, revoked=revoked),
    ):
        assert found.verdict is expected, found.reason
        assert found.claims == CLAIMS


def test_a_sample_stays_a_sample_whatever_is_listed(licence: bytes, keys: SealKeys) -> None:
    revoked = decode_revocation_list(revocations({**LISTED, "on": "2026-01-01"}))
    assert verify_pdf(licence, keys.trust, at=NOW, revoked=revoked).verdict is Verdict.SAMPLE


def test_data_of_an_altered_file_are_not_told(licence: bytes, trust: TrustList) -> None:
    found = verify_pdf(licence + b"\n", trust, at=NOW)
    assert found.verdict is Verdict.ALTERED
    assert found.claims is None


# -- the list -------------------------------------------------------------------------------


def test_a_list_says_why_and_since_when() -> None:
    known = decode_revocation_list(revocations(LISTED))
    entry = known.of(CLAIMS.number)
    assert entry is not None
    assert (entry.on, entry.reason) == (date(2027, 3, 1), RevocationReason.REVOKED)
    assert known.as_of == date(2027, 4, 1)
    assert known.of("another") is None


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"{", "Expecting"),
        (b"[]", "version 1"),
        (b'{"version": 2}', "version 1"),
        (b'{"version": 1, "as_of": "2027-04-01"}', "not a list"),
        (b'{"version": 1, "revoked": []}', "as_of"),
        (revocations({"on": "2027-03-01", "reason": "revoked"}), "revoked[0]: no number"),
        (revocations({**LISTED, "on": "soon"}), "revoked[0]: on"),
        (revocations({**LISTED, "reason": "lost"}), "revoked[0]"),
        (revocations(LISTED, LISTED), "twice"),
        (b'{"version": 1, "as_of": "2027-04-01", "revoked": [7]}', "revoked[0]"),
    ],
)
def test_a_wrong_list_is_refused(content: bytes, told: str, tmp_path: Path) -> None:
    path = tmp_path / "revoked.json"
    path.write_bytes(content)
    with pytest.raises(KeyRefusedError) as caught:
        read_revocation_list(path)
    assert caught.value.code == "CONFIG-0701"
    assert told in caught.value.detail


def test_a_list_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KeyRefusedError) as caught:
        read_revocation_list(tmp_path / "none.json")
    assert "cannot read" in caught.value.detail


def test_the_command_finds_the_list_beside_the_keys(
    licence: bytes, trust: TrustList, tmp_path: Path
) -> None:
    path, keys = tmp_path / "licence.pdf", tmp_path / "keys.json"
    path.write_bytes(licence)
    keys.write_bytes(encode_trust_list(trust))
    asked = ("verify", str(path), "--keys", str(keys))
    assert run_main(*asked).returncode == 0
    (tmp_path / "revoked.json").write_bytes(revocations({**LISTED, "on": "2026-11-22"}))
    told = run_main(*asked, "--json")
    assert told.returncode == 1
    document = json.loads(told.stdout)
    assert document["verdict"] == "revoked"
    assert document["revocations_as_of"] == "2027-04-01"
    elsewhere = tmp_path / "elsewhere.json"
    elsewhere.write_bytes(revocations())
    assert run_main(*asked, "--revoked", str(elsewhere)).returncode == 0
    elsewhere.write_bytes(b"{}")
    assert run_main(*asked, "--revoked", str(elsewhere)).returncode == 2
