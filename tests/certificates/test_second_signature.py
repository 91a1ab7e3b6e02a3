# SPDX-License-Identifier: Apache-2.0
"""A seal's second signature, by SM2: made, found, held to openssl, told from what is none."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from asn1crypto import pem, x509
from pyhanko.pdf_utils.reader import PdfFileReader

from certificates.errors import KeyRefusedError
from certificates.national import library
from certificates.national.issuing import Span, chain_of, issue_root
from certificates.national.judge import NationalFinding, judge
from certificates.national.keys import private_pem, sm3
from certificates.national.signed_data import (
    NationalKey,
    NoStatementError,
    read_signed_data,
    signed_data,
)
from certificates.signing.backends import SigningDesk, open_signing
from certificates.signing.national_seal import covered_digest, second_signature
from certificates.signing.pades import PadesSigner
from certificates.trust import (
    KEY_LIST_NAME,
    PdfRoot,
    TrustList,
    encode_trust_list,
    read_trust_list,
)
from certificates.verification import Verdict, verify_pdf
from kiosk.clock import SystemClock
from kiosk.documents.request import item_from_setup, setup_from_item
from kiosk.documents.workshop import Workshop
from tests.certificates.test_signing import SEAL
from tests.support.document_process import REQUEST, setup_in
from tests.support.seal_authority import (
    SealAuthority,
    fill_token,
    running_authority,
)
from tests.support.seal_keys import NOW
from tests.support.second_signature import (
    PDF,
    SPAN,
    issued,
    production,
    sealed_by,
    second,
    settings_in,
)
from tests.support.sm2 import openssl, openssl_agrees

DIGEST = sm3(b"what was signed")
TODAY = SystemClock().now().replace(microsecond=0)
"""The authority's certificates and stamps are of today."""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> SigningDesk:
    return open_signing(settings_in(tmp_path_factory.mktemp("desk") / "signing"), now=NOW)


@pytest.fixture(scope="module")
def sealed(desk: SigningDesk) -> bytes:
    return sealed_by(desk)


@pytest.fixture(scope="module")
def authority() -> Iterator[SealAuthority]:
    with running_authority() as running:
        fill_token("second", running, seal="seal", qr="qr")
        yield running


def as_licences(trust: TrustList) -> TrustList:
    """The same roots, listed as if they were no demo roots."""
    return TrustList(
        pdf_roots=tuple(replace(root, is_demo=False) for root in trust.pdf_roots),
        sm2_roots=tuple(replace(root, is_demo=False) for root in trust.sm2_roots),
    )


# -- what a seal then is ----------------------------------------------------------------------


def test_both_signatures_hold_each_under_its_own_root(desk: SigningDesk, sealed: bytes) -> None:
    sample = verify_pdf(sealed, desk.trust, at=NOW)
    assert (sample.verdict, second(sample)) == (Verdict.SAMPLE, Verdict.SAMPLE)
    found = verify_pdf(sealed, as_licences(desk.trust), at=NOW)
    assert (found.verdict, second(found)) == (Verdict.VALID, Verdict.VALID)
    assert found.national is not None
    assert found.national.signer == "样本电子印章 SM2"
    assert found.national.signed_at == NOW


def test_without_it_asked_for_there_is_none(tmp_path: Path) -> None:
    plain = open_signing(settings_in(tmp_path / "signing", "none"), now=NOW)
    assert [path.name for path in (tmp_path / "signing").iterdir() if path.is_dir()] == []
    assert "sm2" not in (tmp_path / "signing" / KEY_LIST_NAME).read_text()
    found = verify_pdf(sealed_by(plain), plain.trust, at=NOW)
    assert (found.verdict, found.national) == (Verdict.SAMPLE, None)


def test_equal_pages_at_equal_moments_differ_in_the_value_alone(desk: SigningDesk) -> None:
    first, other = (embedded(sealed_by(desk)) for _ in range(2))
    assert first[0] != other[0]
    assert first[1] == other[1]


def test_poppler_takes_the_seal_for_valid_as_before(sealed: bytes, tmp_path: Path) -> None:
    path = tmp_path / "licence.pdf"
    path.write_bytes(sealed)
    told = subprocess.run(["pdfsig", "-nocert", path], capture_output=True, check=False).stdout
    assert b"Signature is Valid" in told
    assert b"Total document signed" in told


def test_it_holds_at_every_level_and_outlives_its_certificate_by_the_stamps(
    authority: SealAuthority, tmp_path: Path
) -> None:
    authority.key_folder(tmp_path / "keys")
    key, root = issued(span=Span(TODAY - timedelta(days=1), TODAY + timedelta(days=1)))
    for level in ("B-B", "B-LTA"):
        settings = production(tmp_path).at_level(level, authority.timestamp_url)
        desk = open_signing(settings, now=TODAY)
        desk.seal.national = key
        trust = replace(desk.trust, sm2_roots=(PdfRoot(root, is_demo=False),))
        pdf = desk.seal.sign(PDF, seal=SEAL, signed_at=TODAY)
        found = verify_pdf(pdf, trust, at=TODAY)
        assert (found.verdict, second(found)) == (Verdict.VALID, Verdict.VALID)
        later = verify_pdf(pdf, trust, at=TODAY + timedelta(days=2))
        assert later.verdict is Verdict.VALID  # the first certificate goes on
        is_proved = level == "B-LTA"
        assert second(later) is (Verdict.VALID if is_proved else Verdict.EXPIRED)


def test_a_process_that_sealed_plainly_before_can_add_it(tmp_path: Path) -> None:
    """What is known of attributes is fixed by the first signature that a process makes."""
    program = """
import sys, pathlib
from certificates.signing.backends import open_signing
from tests.support.second_signature import NOW, sealed_by, settings_in
for national in ("none", "sm2"):
    desk = open_signing(settings_in(pathlib.Path(sys.argv[1]), national), now=NOW)
    pathlib.Path(sys.argv[1], national + ".pdf").write_bytes(sealed_by(desk))
"""
    folder = tmp_path / "signing"
    words = [sys.executable, "-c", program, str(folder)]
    subprocess.run(words, check=True, cwd=Path(__file__).parents[2], capture_output=True)
    trust = read_trust_list(folder / KEY_LIST_NAME)
    found = [
        verify_pdf((folder / f"{n}.pdf").read_bytes(), trust, at=NOW) for n in ("none", "sm2")
    ]
    assert [second(each) for each in found] == [None, Verdict.SAMPLE]


def test_the_document_process_makes_licences_with_both(tmp_path: Path) -> None:
    setup = setup_in(tmp_path)
    setup = replace(setup, signing=replace(setup.signing, national="sm2"))
    workshop = Workshop(setup_from_item(item_from_setup(setup)))  # as it crosses the wire
    workshop.check_seal(setup.now)
    made = workshop.make(REQUEST)
    trust = read_trust_list(Path(setup.signing.key_folder) / KEY_LIST_NAME)
    found = verify_pdf(made.pdf, trust, at=setup.now)
    assert (found.verdict, second(found)) == (Verdict.SAMPLE, Verdict.SAMPLE)


# -- openssl, which shares no code with what signed ------------------------------------------


def embedded(pdf: bytes) -> tuple[bytes, bytes]:
    """The second signature of a file, and the SM3 digest of what it covers."""
    [signature] = PdfFileReader(BytesIO(pdf)).embedded_regular_signatures
    encoded = second_signature(signature)
    assert encoded is not None
    return encoded, covered_digest(signature, pdf)


def test_openssl_agrees_with_digest_signature_and_certificate(
    desk: SigningDesk, sealed: bytes, tmp_path: Path
) -> None:
    encoded, digest = embedded(sealed)
    said = read_signed_data(encoded)
    value = sealed.index(b"/Contents <") + len("/Contents ")
    end = sealed.index(b">", value) + 1
    outside = sealed[:value] + sealed[end:]
    assert openssl("dgst", "-sm3", "-binary", content=outside) == digest == said.digest
    paths = {name: tmp_path / f"{name}.pem" for name in ("seal", "root", "key")}
    paths["seal"].write_bytes(pem.armor("CERTIFICATE", said.certificate))
    paths["root"].write_bytes(pem.armor("CERTIFICATE", desk.trust.sm2_roots[0].certificate))
    paths["key"].write_bytes(openssl("x509", "-in", str(paths["seal"]), "-noout", "-pubkey"))
    assert openssl_agrees(paths["key"], said.attributes, said.signature)
    assert not openssl_agrees(paths["key"], said.attributes + b"\0", said.signature)
    words = ("verify", "-vfyopt", "distid:1234567812345678", "-no_check_time")
    told = openssl(*words, "-CAfile", str(paths["root"]), str(paths["seal"]))
    assert told.endswith(b": OK\n")


def test_a_certificate_that_openssl_issued_is_believed(tmp_path: Path) -> None:
    scalar, root_scalar = library.new_scalar(), library.new_scalar()
    for name, each in (("seal", scalar), ("root", root_scalar)):
        (tmp_path / f"{name}-key.pem").write_bytes(private_pem(each))
    (tmp_path / "usage").write_text(
        "keyUsage=critical,nonRepudiation\nbasicConstraints=CA:FALSE\n"
    )
    folder = str(tmp_path)
    openssl(
        *f"req -x509 -new -sm3 -days 30 -key {folder}/root-key.pem -subj /CN=root "
        f"-sigopt distid:1234567812345678 -out {folder}/root.pem".split()
    )
    openssl(
        *f"req -new -sm3 -key {folder}/seal-key.pem -subj /CN=hall "
        f"-sigopt distid:1234567812345678 -out {folder}/seal.csr".split()
    )
    openssl(
        *f"x509 -req -sm3 -days 20 -in {folder}/seal.csr -CA {folder}/root.pem "
        f"-CAkey {folder}/root-key.pem -CAcreateserial -extfile {folder}/usage "
        f"-vfyopt distid:1234567812345678 -sigopt distid:1234567812345678 "
        f"-out {folder}/seal.pem".split()
    )
    seal, root = (
        pem.unarmor((tmp_path / f"{name}.pem").read_bytes())[2] for name in ("seal", "root")
    )
    at = x509.Certificate.load(seal).not_valid_before + timedelta(hours=1)
    encoded = signed_data(DIGEST, NationalKey(seal, scalar), signed_at=at).dump()
    found = judge(encoded, DIGEST, [root], at=at)
    assert (found.covers_file, found.root, found.signer) == (True, root, "hall")


# -- what a forger would try -----------------------------------------------------------------


def test_one_changed_bit_of_a_sealed_file_closes_both(desk: SigningDesk, sealed: bytes) -> None:
    for index in (60, len(sealed) // 2, len(sealed) - 20):
        changed = bytearray(sealed)
        changed[index] ^= 1
        found = verify_pdf(bytes(changed), desk.trust, at=NOW)
        assert found.verdict is Verdict.ALTERED
        assert second(found) not in {Verdict.VALID, Verdict.SAMPLE}
    middle = bytearray(sealed)
    middle[sealed.index(b"stream") + 12] ^= 1
    assert second(verify_pdf(bytes(middle), desk.trust, at=NOW)) is Verdict.ALTERED


def test_one_changed_bit_of_the_signed_data_is_never_believed() -> None:
    key, root = issued()
    encoded = signed_data(DIGEST, key, signed_at=NOW).dump()
    for index in range(0, len(encoded), 4):
        changed = bytearray(encoded)
        changed[index] ^= 1
        found = judge(bytes(changed), DIGEST, [root], at=NOW)
        assert not (found.covers_file and found.root), index
    assert judge(encoded, DIGEST, [root], at=NOW).covers_file


def test_no_bit_of_a_certificate_is_left_unused() -> None:
    """The count of unused bits stands outside of what the issuer signed."""
    key, root = issued()
    while key.certificate[-1] & 1:  # where the last bit is set, no reader takes it for unused
        key, root = issued()
    encoded = bytearray(key.certificate)
    size = len(x509.Certificate.load(key.certificate)["signature_value"].native)
    encoded[-size - 1] = 1
    assert chain_of(key.certificate, [root], at=NOW).root == root
    assert chain_of(bytes(encoded), [root], at=NOW).root is None


def test_signed_data_of_another_file_do_not_cover_this_one() -> None:
    key, root = issued()
    encoded = signed_data(DIGEST, key, signed_at=NOW).dump()
    assert not judge(encoded, sm3(b"another"), [root], at=NOW).covers_file


def test_a_second_signature_of_another_file_makes_the_seal_altered(desk: SigningDesk) -> None:
    """Put together by somebody who has the first key alone, and the second's certificate."""
    forger = SigningDesk(PadesSigner(desk.seal.key, is_demo=True), desk.qr_signer, desk.trust)
    assert desk.seal.national is not None
    forger.seal.national = replace(desk.seal.national, scalar=library.new_scalar())
    found = verify_pdf(sealed_by(forger), desk.trust, at=NOW)
    assert (found.verdict, second(found)) == (Verdict.ALTERED, Verdict.ALTERED)
    assert "SM2" in found.reason


def test_a_strangers_key_is_unknown_and_leaves_the_seal_what_it_is(desk: SigningDesk) -> None:
    other = SigningDesk(PadesSigner(desk.seal.key, is_demo=True), desk.qr_signer, desk.trust)
    other.seal.national, _ = issued("somebody")
    found = verify_pdf(sealed_by(other), desk.trust, at=NOW)
    assert (found.verdict, second(found)) == (Verdict.SAMPLE, Verdict.UNKNOWN_KEY)


def test_a_root_of_the_same_name_does_not_make_a_chain() -> None:
    (key, _), (_, namesake) = issued(), issued()
    encoded = signed_data(DIGEST, key, signed_at=NOW).dump()
    found = judge(encoded, DIGEST, [namesake, b"no certificate"], at=NOW)
    assert (found.covers_file, found.root, found.is_out_of_date) == (True, None, False)


def test_a_certificate_that_is_not_for_seals_seals_nothing() -> None:
    scalar = library.new_scalar()
    root = issue_root([("common_name", "root")], scalar, SPAN)
    encoded = signed_data(DIGEST, NationalKey(root, scalar), signed_at=NOW).dump()
    assert not judge(encoded, DIGEST, [root], at=NOW).covers_file


def test_a_certificate_out_of_its_days_is_expired_and_told_so() -> None:
    key, root = issued()
    encoded = signed_data(DIGEST, key, signed_at=NOW).dump()
    for at in (SPAN.begin - timedelta(seconds=1), SPAN.end + timedelta(seconds=1)):
        found = judge(encoded, DIGEST, [root], at=at)
        assert (found.covers_file, found.root, found.is_out_of_date) == (True, None, True)


@pytest.mark.parametrize("rubbish", [b"", b"\x30\x00", b"no DER at all", b"\x30\x82\xff\xff"])
def test_rubbish_is_no_statement(rubbish: bytes) -> None:
    with pytest.raises(NoStatementError):
        read_signed_data(rubbish)
    assert judge(rubbish, DIGEST, [], at=NOW) == NationalFinding(covers_file=False)


def test_a_production_backend_refuses_a_folder_with_a_demo_key_of_sm2(
    authority: SealAuthority, tmp_path: Path
) -> None:
    demo = open_signing(settings_in(tmp_path / "demo"), now=NOW).trust
    folder = authority.key_folder(tmp_path / "keys")
    settings = production(tmp_path)
    open_signing(settings, now=TODAY)
    path, key = folder / KEY_LIST_NAME, folder / "sm2" / "seal-key.pem"
    key.parent.mkdir()
    key.touch()
    with pytest.raises(KeyRefusedError, match="refuses the key file"):
        open_signing(settings, now=TODAY)
    key.unlink()
    mixed = replace(read_trust_list(path), sm2_roots=demo.sm2_roots)
    path.write_bytes(encode_trust_list(mixed))
    with pytest.raises(KeyRefusedError, match="names a demo key"):
        open_signing(settings, now=TODAY)
