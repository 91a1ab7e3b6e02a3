# SPDX-License-Identifier: Apache-2.0
"""Keys are what the settings say or nothing; a seal stands where it is told."""

import hashlib
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID
from reportlab.pdfgen.canvas import Canvas

from certificates.errors import DocumentError, KeyRefusedError
from certificates.settings import SigningSettings
from certificates.signing.backends import open_signing
from certificates.signing.file_signer import FileSigner
from certificates.signing.key_folder import SealKeys, open_keys
from certificates.signing.pades import Seal
from certificates.trust import (
    TrustList,
    decode_trust_list,
    encode_trust_list,
    read_trust_list,
)

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
A4_LANDSCAPE = (841.89, 595.28)
MM = 72 / 25.4


def page(size: tuple[float, float], *, pages: int = 1) -> bytes:
    """A PDF of blank pages with a ring on each."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=size, invariant=1)
    for _ in range(pages):
        canvas.circle(size[0] / 2, size[1] / 2, min(size) / 2 - 2)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


ARTWORK = page((42 * MM, 42 * MM))
SEAL = Seal("Seal1", 0, 200.0, 140.0, 42.0, 42.0, ARTWORK)


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> SealKeys:
    folder = tmp_path_factory.mktemp("keys") / "signing"
    return open_keys(folder, now=NOW)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A key folder that was made at first use."""
    made = tmp_path / "signing"
    open_keys(made, now=NOW)
    return made


# -- keys -----------------------------------------------------------------------------------


def test_first_use_makes_a_key_that_says_it_is_a_sample(folder: Path) -> None:
    certificate = x509.load_pem_x509_certificate((folder / "seal.pem").read_bytes())
    assert "样本" in certificate.subject.rfc4514_string()
    assert "DEMO" in certificate.subject.rfc4514_string()
    opened = open_keys(folder, now=NOW)
    assert opened.is_demo
    assert all(key.is_demo for key in opened.trust.qr_keys)
    assert all(root.is_demo for root in opened.trust.pdf_roots)


def test_key_files_are_for_their_owner_only(folder: Path) -> None:
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}


def test_root_key_is_not_kept(folder: Path) -> None:
    root = x509.load_pem_x509_certificate((folder / "seal-root.pem").read_bytes())
    kept = [
        serialization.load_pem_private_key(path.read_bytes(), None).public_key()
        for path in folder.glob("*-key.pem")
    ]
    assert len(kept) == 2
    assert root.public_key() not in kept


def test_second_use_takes_the_same_keys(folder: Path) -> None:
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    open_keys(folder, now=NOW + timedelta(days=30))
    assert before == {path.name: path.read_bytes() for path in folder.iterdir()}


def test_two_at_once_end_with_one_key_and_no_rubbish(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "signing"
    with ThreadPoolExecutor(8) as pool:
        opened = list(pool.map(lambda _: open_keys(folder, now=NOW), range(8)))
    assert len({each.seal_certificate for each in opened}) == 1
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["signing"]


def test_keys_do_not_print_themselves(keys: SealKeys) -> None:
    assert "seal_key" not in repr(keys)


def refused(settings: SigningSettings) -> str:
    with pytest.raises(KeyRefusedError) as caught:
        open_signing(settings, now=NOW)
    assert caught.value.code == "CONFIG-0701"
    return caught.value.detail


@pytest.mark.parametrize("backend", ["", "FILE", "softhsm"])
def test_unknown_backend_is_named(backend: str, tmp_path: Path) -> None:
    assert repr(backend) in refused(SigningSettings(backend, str(tmp_path)))


def test_file_backend_needs_a_folder() -> None:
    assert "key_folder" in refused(SigningSettings("file", ""))


def write_production_pair(folder: Path) -> None:
    """Replace the seal by a certificate that does not say 样本."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "某审批局电子印章")])
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), 1, NOW, NOW + timedelta(days=9))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    (folder / "seal.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))


def test_file_backend_refuses_a_production_key(folder: Path) -> None:
    write_production_pair(folder)
    assert "only a demo key" in refused(SigningSettings("file", str(folder)))


def replace_key(folder: Path, key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey) -> None:
    (folder / "seal-key.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )


DAMAGES: dict[str, Callable[[Path], object]] = {
    "no key": lambda folder: (folder / "seal-key.pem").unlink(),
    "empty key": lambda folder: (folder / "seal-key.pem").write_bytes(b""),
    "another key": lambda folder: replace_key(folder, ec.generate_private_key(ec.SECP256R1())),
    "another curve": lambda folder: replace_key(
        folder, ec.generate_private_key(ec.SECP384R1())
    ),
    "RSA key": lambda folder: replace_key(folder, rsa.generate_private_key(65537, 2048)),
    "open key": lambda folder: (folder / "seal-key.pem").chmod(0o644),
    "no QR key": lambda folder: (folder / "qr-key.pem").unlink(),
    "no certificate": lambda folder: (folder / "seal.pem").unlink(),
    "torn certificate": lambda folder: (folder / "seal.pem").write_bytes(b"-----BEGIN"),
    "no root": lambda folder: (folder / "seal-root.pem").unlink(),
    "no key list": lambda folder: (folder / "keys.json").unlink(),
    "torn key list": lambda folder: (folder / "keys.json").write_bytes(b'{"version": 1'),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_damaged_folder_is_refused_not_replaced(damage: str, folder: Path) -> None:
    DAMAGES[damage](folder)
    before = sorted(path.name for path in folder.iterdir())
    refused(SigningSettings("file", str(folder)))
    assert sorted(path.name for path in folder.iterdir()) == before


def test_place_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    assert "cannot" in refused(SigningSettings("file", str(tmp_path / "file" / "signing")))
    assert "is no readable" in refused(SigningSettings("file", str(tmp_path)))


# -- key list -------------------------------------------------------------------------------


def test_key_list_survives_writing_and_reading(keys: SealKeys) -> None:
    decoded = decode_trust_list(encode_trust_list(keys.trust))
    assert encode_trust_list(decoded) == encode_trust_list(keys.trust)
    assert decoded.pdf_roots == keys.trust.pdf_roots
    assert decoded.qr_keys[0].kid == keys.qr_signer.kid


def test_empty_key_list_believes_nobody() -> None:
    assert decode_trust_list(encode_trust_list(TrustList())) == TrustList()


@pytest.mark.parametrize(
    "change",
    [
        (rb'"version": 1', b'"version": 2'),
        (rb'"kid": "..', b'"kid": "zz'),
        (rb'"demo": true', b'"demo": "yes"'),
        (rb',\s+"demo": true', b""),
        (rb'"public_key": "[^"]+"', b'"public_key": "AAAA"'),
        (rb'"public_key": "[^"]+"', b'"public_key": "*"'),
        (rb'"valid_from": "[^"]+"', b'"valid_from": "soon"'),
        (rb'"certificate": "[^"]+"', b'"certificate": "AAAA"'),
        (rb'"certificate": "[^"]+",', b""),
        (rb'"qr_keys": \[', b'"qr_keys": ["x", '),
        (rb'"pdf_roots"', b'"roots"'),
    ],
)
def test_wrong_key_list_is_refused(
    keys: SealKeys, tmp_path: Path, change: tuple[bytes, bytes]
) -> None:
    path = tmp_path / "keys.json"
    damaged = re.sub(*change, encode_trust_list(keys.trust), count=1)
    assert damaged != encode_trust_list(keys.trust)
    path.write_bytes(damaged)
    with pytest.raises(KeyRefusedError, match="CONFIG-0701"):
        read_trust_list(path)


def test_key_list_of_another_curve_is_refused(keys: SealKeys) -> None:
    other = ec.generate_private_key(ec.SECP384R1()).public_key()
    listed = replace(keys.trust.qr_keys[0], public_key=other, valid_to=date(2030, 1, 1))
    with pytest.raises(ValueError, match="P-256"):
        decode_trust_list(encode_trust_list(TrustList((listed,))))


# -- seal -----------------------------------------------------------------------------------


def test_original_is_a_strict_prefix(keys: SealKeys) -> None:
    pdf = page(A4_LANDSCAPE)
    sealed = FileSigner(keys).sign(pdf, seal=SEAL, signed_at=NOW)
    assert sealed.startswith(pdf)
    assert len(sealed) > len(pdf)


def test_same_page_and_moment_give_the_same_bytes_but_for_the_signature(
    keys: SealKeys,
) -> None:
    signer = FileSigner(keys)
    one, other = (signer.sign(page(A4_LANDSCAPE), seal=SEAL, signed_at=NOW) for _ in range(2))
    value = re.compile(rb"/Contents <[0-9A-Fa-f]+>")
    assert one != other
    assert value.sub(b"", one) == value.sub(b"", other)


def test_seal_states_the_moment_it_was_told(keys: SealKeys) -> None:
    sealed = FileSigner(keys).sign(page(A4_LANDSCAPE), seal=SEAL, signed_at=NOW)
    with pikepdf.open(BytesIO(sealed)) as pdf:
        signature = pdf.Root.AcroForm.Fields[0].V
        assert str(signature.M) == "D:20261122100000Z"
        assert signature.SubFilter == "/ETSI.CAdES.detached"
        assert pdf.Root.Perms.DocMDP.objgen == signature.objgen
        assert signature.Reference[0].TransformParams.P == 1


@pytest.mark.parametrize(("number", "expected"), [(0, 0), (1, 1), (-1, 2)])
def test_seal_stands_where_it_is_told(keys: SealKeys, number: int, expected: int) -> None:
    seal = replace(SEAL, page=number, x_mm=20.0, y_mm=30.0, width_mm=40.0, height_mm=38.0)
    sealed = FileSigner(keys).sign(page(A4_LANDSCAPE, pages=3), seal=seal, signed_at=NOW)
    with pikepdf.open(BytesIO(sealed)) as pdf:
        assert ["/Annots" in each for each in pdf.pages].index(True) == expected
        left, lower, right, upper = (float(edge) for edge in pdf.pages[expected].Annots[0].Rect)
    height_mm = A4_LANDSCAPE[1] / MM
    assert (left / MM, right / MM) == pytest.approx((20.0, 60.0), abs=0.01)
    assert (height_mm - upper / MM, height_mm - lower / MM) == pytest.approx(
        (30.0, 68.0), abs=0.01
    )


def test_seal_is_opaque_and_without_a_frame(keys: SealKeys) -> None:
    sealed = FileSigner(keys).sign(page(A4_LANDSCAPE), seal=SEAL, signed_at=NOW)
    with pikepdf.open(BytesIO(sealed)) as pdf:
        appearance = pdf.pages[0].Annots[0].AP.N
        states = appearance.Resources.ExtGState
        assert [float(state.ca) for _, state in states.items()] == [1.0]
        assert b" re S" not in appearance.read_bytes()


@pytest.mark.parametrize(
    ("pdf", "seal"),
    [
        (b"", SEAL),
        (b"%PDF-1.7 torn", SEAL),
        (page(A4_LANDSCAPE), replace(SEAL, artwork=b"no PDF")),
        (page(A4_LANDSCAPE), replace(SEAL, page=5)),
        (page(A4_LANDSCAPE)[:-200], SEAL),
    ],
)
def test_what_cannot_be_sealed_is_an_error(keys: SealKeys, pdf: bytes, seal: Seal) -> None:
    with pytest.raises(DocumentError) as caught:
        FileSigner(keys).sign(pdf, seal=seal, signed_at=NOW)
    assert caught.value.code == "DOCUMENT-0602"


def test_sealed_document_is_not_sealed_again(keys: SealKeys) -> None:
    signer = FileSigner(keys)
    sealed = signer.sign(page(A4_LANDSCAPE), seal=SEAL, signed_at=NOW)
    with pytest.raises(DocumentError, match="DOCUMENT-0602"):
        signer.sign(sealed, seal=replace(SEAL, field_name="Seal2"), signed_at=NOW)


def test_nothing_is_left_on_the_disk(keys: SealKeys, tmp_path: Path) -> None:
    before = set(Path(os.environ.get("TMPDIR", "/tmp")).iterdir())  # noqa: S108
    FileSigner(keys).sign(page(A4_LANDSCAPE), seal=SEAL, signed_at=NOW)
    written = set(Path(os.environ.get("TMPDIR", "/tmp")).iterdir()) - before  # noqa: S108
    assert not {path for path in written if path.suffix == ".pdf"}
    assert not list(tmp_path.iterdir())


def test_foreign_reader_finds_the_seal_whole(keys: SealKeys, tmp_path: Path) -> None:
    """Poppler's pdfsig, another implementation of PDF signatures, agrees."""
    if shutil.which("pdfsig") is None:
        if os.environ.get("CI") == "true":
            pytest.fail("pdfsig (poppler-utils) is missing")
        pytest.skip("pdfsig (poppler-utils) is missing")
    path = tmp_path / "sealed.pdf"
    path.write_bytes(FileSigner(keys).sign(page(A4_LANDSCAPE), seal=SEAL, signed_at=NOW))
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    told = subprocess.run(
        ["pdfsig", str(path)],
        env={**os.environ, "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    ).stdout
    assert "Signature is Valid" in told
    assert "Total document signed" in told
    assert "ETSI.CAdES.detached" in told
    assert hashlib.sha256(path.read_bytes()).hexdigest() == digest
