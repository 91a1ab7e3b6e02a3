# SPDX-License-Identifier: Apache-2.0
"""A verdict never rests on an intact signature alone, and only VALID is a licence."""

import json
import random
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from asn1crypto import keys as asn1_keys
from asn1crypto import x509
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, SimpleSigner, sign_pdf
from pyhanko_certvalidator.registry import SimpleCertificateStore
from reportlab.pdfgen.canvas import Canvas

from certificates.qr import LicenceClaims, qr_text
from certificates.signing.file_signer import FileSigner
from certificates.signing.key_folder import SealKeys, open_keys
from certificates.signing.pades import Seal
from certificates.trust import TrustList, encode_trust_list
from certificates.verification import Verdict, Verification, verify_pdf, verify_qr
from tests.support.seal_keys import NOW

CLAIMS = LicenceClaims(
    number="439900卫公证字〔2026〕第0385号",
    unit="样本县青石街阿明理发店",
    representative="样本明",
    item_codes=("GB-201",),
    issued_on=date(2026, 11, 22),
    expires_on=date(2030, 11, 21),
)


def page(side: float) -> bytes:
    out = BytesIO()
    canvas = Canvas(out, pagesize=(side, side), invariant=1)
    canvas.circle(side / 2, side / 2, side / 2 - 2)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


PAGE = page(500)
SEAL = Seal("Seal1", 0, 100.0, 100.0, 42.0, 42.0, page(119))


@pytest.fixture(scope="module")
def sealed(keys: SealKeys) -> bytes:
    return FileSigner(keys).sign(PAGE, seal=SEAL, signed_at=NOW)


def verdict(pdf: bytes, trust: TrustList, *, at: datetime = NOW) -> Verdict:
    return verify_pdf(pdf, trust, at=at).verdict


# -- files ----------------------------------------------------------------------------------


def test_seal_of_a_listed_key_is_valid(sealed: bytes, trust: TrustList) -> None:
    assert verify_pdf(sealed, trust, at=NOW) == Verification(
        Verdict.VALID, "the seal holds", signer="样本电子印章", signed_at=NOW
    )


def test_seal_of_a_demo_key_is_a_sample(sealed: bytes, keys: SealKeys) -> None:
    assert verdict(sealed, keys.trust) is Verdict.SAMPLE


def test_seal_that_nobody_listed_is_unknown(sealed: bytes, tmp_path: Path) -> None:
    assert verdict(sealed, TrustList()) is Verdict.UNKNOWN_KEY
    stranger = open_keys(tmp_path / "other", now=NOW)
    assert verdict(sealed, stranger.trust) is Verdict.UNKNOWN_KEY, "same names, other keys"


@pytest.mark.parametrize("days", [-10, 4000])
def test_certificate_outside_its_period_is_expired(
    sealed: bytes, trust: TrustList, days: int
) -> None:
    found = verdict(sealed, trust, at=NOW + timedelta(days=days))
    assert found is (Verdict.EXPIRED if days > 0 else Verdict.UNKNOWN_KEY)


@pytest.mark.parametrize("pdf", [b"", b"text", PAGE, PAGE[:300], b"%PDF-1.7\n"])
def test_file_without_a_seal_is_not_signed(pdf: bytes, trust: TrustList) -> None:
    assert verdict(pdf, trust) is Verdict.NOT_SIGNED


@pytest.mark.parametrize("trace", [b"/ByteRange [0 9 9 9]", b"/SigFlags 3"])
def test_either_trace_of_a_lost_seal_tells_of_it(trace: bytes, trust: TrustList) -> None:
    assert verdict(b"%PDF-1.7\n" + trace, trust) is Verdict.ALTERED


def appended_page_stamp(sealed: bytes) -> bytes:
    writer = IncrementalPdfFileWriter(BytesIO(sealed))
    paint = generic.StreamObject(stream_data=b"q 1 0 0 rg 0 0 99 99 re f Q")
    writer.add_stream_to_page(0, writer.add_object(paint))  # type: ignore[no-untyped-call]
    return written(writer)


def appended_comment_annotation(sealed: bytes) -> bytes:
    writer = IncrementalPdfFileWriter(BytesIO(sealed))
    note = generic.DictionaryObject(  # type: ignore[no-untyped-call]
        {
            generic.pdf_name("/Type"): generic.pdf_name("/Annot"),
            generic.pdf_name("/Subtype"): generic.pdf_name("/Text"),
            generic.pdf_name("/Contents"): generic.pdf_string("another name"),
        }
    )
    page_ref = writer.root["/Pages"]["/Kids"].raw_get(0)
    writer.register_annotation(page_ref, writer.add_object(note))  # type: ignore[no-untyped-call]
    return written(writer)


def written(writer: IncrementalPdfFileWriter) -> bytes:
    out = BytesIO()
    writer.write(out)  # type: ignore[no-untyped-call]
    return out.getvalue()


ATTACKS: dict[str, Callable[[bytes], bytes]] = {
    "page stamp in a later revision": appended_page_stamp,
    "note in a later revision": appended_comment_annotation,
    "comment after the end": lambda sealed: sealed + b"\n% nothing\n",
    "one byte after the end": lambda sealed: sealed + b"\0",
    "cut by one byte": lambda sealed: sealed[:-1],
    "cut in the middle": lambda sealed: sealed[:-900],
    "another version": lambda sealed: sealed.replace(b"%PDF-1.3", b"%PDF-1.4", 1),
    "bytes before the start": lambda sealed: b"\n" + sealed,
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_changed_file_is_altered(attack: str, sealed: bytes, trust: TrustList) -> None:
    assert verdict(ATTACKS[attack](sealed), trust) is Verdict.ALTERED


def test_any_flipped_byte_is_found(sealed: bytes, trust: TrustList) -> None:
    for index in random.Random(20261122).sample(range(len(sealed)), 150):
        changed = bytearray(sealed)
        changed[index] ^= 1
        found = verdict(bytes(changed), trust)
        assert found in {Verdict.ALTERED, Verdict.NOT_SIGNED}, index


def test_no_byte_hides_in_the_signature_value(sealed: bytes, trust: TrustList) -> None:
    """The value is not covered by itself: its lengths, versions and padding are checked."""
    start = sealed.index(b"/Contents <3") + len("/Contents <")
    end = sealed.index(b">", start)
    versions_and_algorithm = [50, 51, *range(64, 82), 1170, 1171]
    lengths = [4, 5, 6, 7, 32, 33, 34, 35, 40, 41]
    for offset in (*versions_and_algorithm, *lengths, end - start - 1):
        index = start + offset
        changed = bytearray(sealed)
        changed[index] ^= 1
        assert verdict(bytes(changed), trust) is Verdict.ALTERED, index - start


def signed_by_hand(keys: SealKeys, *, certify: bool, permission: MDPPerm) -> bytes:
    """A PDF signed with the listed key, but not the way the kiosk seals."""
    signer = SimpleSigner(
        signing_cert=x509.Certificate.load(keys.seal_certificate),
        signing_key=asn1_keys.PrivateKeyInfo.load(keys.seal_key),
        cert_registry=SimpleCertificateStore(),  # type: ignore[no-untyped-call]
    )
    meta = PdfSignatureMetadata(
        field_name="Other",
        certify=certify,
        docmdp_permissions=permission,
        subfilter=SigSeedSubFilter.PADES,
    )
    out = sign_pdf(
        IncrementalPdfFileWriter(BytesIO(PAGE)),
        meta,
        signer=signer,
        new_field_spec=SigFieldSpec("Other"),
    )
    return bytes(out.getvalue())


@pytest.mark.parametrize(
    ("certify", "permission"), [(False, MDPPerm.NO_CHANGES), (True, MDPPerm.FILL_FORMS)]
)
def test_signature_that_allows_changes_is_no_seal(
    keys: SealKeys, trust: TrustList, certify: bool, permission: MDPPerm
) -> None:
    pdf = signed_by_hand(keys, certify=certify, permission=permission)
    assert verdict(pdf, trust) is Verdict.ALTERED


def test_certification_that_forbids_changes_is_a_seal(keys: SealKeys, trust: TrustList) -> None:
    pdf = signed_by_hand(keys, certify=True, permission=MDPPerm.NO_CHANGES)
    assert verdict(pdf, trust) is Verdict.VALID


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_garbled_file_gets_a_verdict_and_no_crash(
    sealed: bytes, trust: TrustList, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(sealed) - 1))
    patch = data.draw(st.binary(min_size=1, max_size=40))
    garbled = sealed[:start] + patch + sealed[start + data.draw(st.integers(0, 40)) :]
    found = verdict(garbled, trust)
    assert (found is Verdict.VALID) == (garbled == sealed)


def test_file_of_deep_nesting_gets_a_verdict(trust: TrustList) -> None:
    bomb = b"%PDF-1.7\n1 0 obj " + b"[" * 20_000 + b"\ntrailer <</Root 1 0 R>>\n%%EOF"
    assert verdict(bomb, trust) is Verdict.NOT_SIGNED


# -- QR texts -------------------------------------------------------------------------------


def test_qr_of_a_listed_key_is_valid(keys: SealKeys, trust: TrustList) -> None:
    text = qr_text(CLAIMS, signer=keys.qr_signer)
    found = verify_qr(text, trust, at=NOW)
    assert (found.verdict, found.claims) == (Verdict.VALID, CLAIMS)
    assert found.signer == keys.qr_signer.kid.hex()


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (datetime(2030, 11, 21, 15, 59, 59, tzinfo=UTC), Verdict.VALID),
        (datetime(2030, 11, 21, 16, 0, tzinfo=UTC), Verdict.EXPIRED),
    ],
)
def test_licence_runs_out_at_chinese_midnight(
    keys: SealKeys, trust: TrustList, at: datetime, expected: Verdict
) -> None:
    assert verify_qr(qr_text(CLAIMS, signer=keys.qr_signer), trust, at=at).verdict is expected


def test_licence_without_an_end_does_not_run_out(keys: SealKeys, trust: TrustList) -> None:
    text = qr_text(replace(CLAIMS, expires_on=None), signer=keys.qr_signer)
    late = datetime(2099, 1, 1, tzinfo=UTC)
    assert verify_qr(text, trust, at=late).verdict is Verdict.VALID


def test_qr_of_a_demo_key_is_a_sample_even_when_run_out(keys: SealKeys) -> None:
    text = qr_text(CLAIMS, signer=keys.qr_signer)
    for at in (NOW, datetime(2031, 1, 1, tzinfo=UTC)):
        assert verify_qr(text, keys.trust, at=at).verdict is Verdict.SAMPLE


def test_bad_qr_texts_have_their_verdicts(keys: SealKeys, trust: TrustList) -> None:
    text = qr_text(CLAIMS, signer=keys.qr_signer)
    middle = len(text) // 2
    changed = text[:middle] + ("A" if text[middle] != "A" else "B") + text[middle + 1 :]
    assert verify_qr("hello", trust, at=NOW).verdict is Verdict.NOT_SIGNED
    assert verify_qr(text, TrustList(), at=NOW).verdict is Verdict.UNKNOWN_KEY
    found = verify_qr(changed, trust, at=NOW)
    assert (found.verdict, found.claims) == (Verdict.ALTERED, None)


def test_qr_is_checked_without_loading_pyhanko() -> None:
    code = (
        "import sys, datetime; from certificates.verification import verify_qr;"
        "from certificates.trust import TrustList;"
        "verify_qr('x', TrustList(), at=datetime.datetime.now(datetime.UTC));"
        "sys.exit('pyhanko' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


# -- command line ---------------------------------------------------------------------------


@pytest.fixture
def key_list(tmp_path: Path, trust: TrustList) -> Path:
    path = tmp_path / "keys.json"
    path.write_bytes(encode_trust_list(trust))
    return path


def kiosk_verify(*words: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "kiosk", "verify", *map(str, words)],
        capture_output=True,
        text=True,
        check=False,
    )


def test_command_says_valid(sealed: bytes, key_list: Path, tmp_path: Path) -> None:
    path = tmp_path / "licence.pdf"
    path.write_bytes(sealed)
    told = kiosk_verify(path, "--keys", key_list)
    assert told.returncode == 0
    assert told.stdout.startswith("有效 VALID\n")
    assert told.stderr == ""


def test_command_answers_in_json(keys: SealKeys, key_list: Path) -> None:
    text = qr_text(CLAIMS, signer=keys.qr_signer, verify_url="https://example.cn/v")
    told = kiosk_verify("--qr", text, "--keys", key_list, "--json")
    assert told.returncode == 0
    assert json.loads(told.stdout) == {
        "verdict": "valid",
        "reason": "the signature holds",
        "signer": keys.qr_signer.kid.hex(),
        "revocations_as_of": None,
        "number": CLAIMS.number,
        "unit": CLAIMS.unit,
        "representative": CLAIMS.representative,
        "items": ["GB-201"],
        "issued_on": "2026-11-22",
        "expires_on": "2030-11-21",
    }


def test_command_tells_an_altered_file(sealed: bytes, key_list: Path, tmp_path: Path) -> None:
    path = tmp_path / "licence.pdf"
    path.write_bytes(appended_page_stamp(sealed))
    told = kiosk_verify(path, "--keys", key_list, "--json")
    assert told.returncode == 1
    assert json.loads(told.stdout)["verdict"] == "altered"
    assert told.stderr == "", "no log lines, no traceback"


def test_command_finds_the_keys_of_its_own_configuration(sealed: bytes, tmp_path: Path) -> None:
    site = tmp_path / "kiosk.toml"
    site.write_text(f'[kiosk]\nid = "K-0001"\ndata_dir = "{tmp_path / "data"}"\n')
    (tmp_path / "licence.pdf").write_bytes(sealed)
    told = kiosk_verify(tmp_path / "licence.pdf", "--config", site)
    assert told.returncode == 1
    assert told.stdout.startswith("签发者不明")
    assert "no key list" in told.stderr
    made = open_keys(tmp_path / "data" / "signing", now=NOW)
    (tmp_path / "own.pdf").write_bytes(FileSigner(made).sign(PAGE, seal=SEAL, signed_at=NOW))
    told = kiosk_verify(tmp_path / "own.pdf", "--config", site)
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout.startswith("样本 SAMPLE")


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["--qr", "x", "file.pdf"],
        ["/nonexistent/file.pdf", "--keys", "KEYS"],
        ["--qr", "x", "--keys", "/nonexistent/keys.json"],
        ["--qr", "x", "--config", "/nonexistent/kiosk.toml"],
        [".", "--keys", "KEYS"],
    ],
)
def test_wrong_use_is_one_sentence(words: list[str], key_list: Path) -> None:
    told = kiosk_verify(*(str(key_list) if word == "KEYS" else word for word in words))
    assert told.returncode == 2
    assert told.stdout == ""
    assert "Traceback" not in told.stderr
