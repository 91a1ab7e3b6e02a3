# SPDX-License-Identifier: Apache-2.0
"""Which keys may make a second signature, the kiosk without the extra, and ``kiosk verify``."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from asn1crypto import pem, x509

from certificates.errors import DocumentError, KeyRefusedError
from certificates.national import library
from certificates.national.keys import private_pem
from certificates.settings import SigningSettings
from certificates.signing.backends import SigningDesk, open_signing
from certificates.signing.key_folder import open_keys
from certificates.signing.readiness import check_readiness
from certificates.trust import (
    KEY_LIST_NAME,
    decode_trust_list,
    encode_trust_list,
    read_trust_list,
)
from certificates.verification import Verdict, verify_pdf
from kiosk.clock import SystemClock
from tests.support.console_in_process import run_main
from tests.support.seal_keys import NOW
from tests.support.second_signature import (
    issued,
    sealed_by,
    second,
    settings_in,
    without_botan,
)

TODAY = SystemClock().now().replace(microsecond=0)
"""The authority's certificates and stamps are of today."""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> SigningDesk:
    return open_signing(settings_in(tmp_path_factory.mktemp("desk") / "signing"), now=NOW)


@pytest.fixture(scope="module")
def sealed(desk: SigningDesk) -> bytes:
    return sealed_by(desk)


@pytest.fixture
def without_the_extra(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with without_botan(monkeypatch):
        yield


# -- which keys may be used ------------------------------------------------------------------


def test_the_demo_key_says_so_and_its_root_key_is_thrown_away(tmp_path: Path) -> None:
    folder = tmp_path / "signing"
    open_signing(settings_in(folder), now=NOW)
    assert {path.name for path in (folder / "sm2").iterdir()} == {
        "seal-key.pem",
        "seal.pem",
        "seal-root.pem",
    }
    assert {path.stat().st_mode & 0o777 for path in (folder / "sm2").iterdir()} == {0o600}
    for name in ("seal.pem", "seal-root.pem"):
        certificate = pem.unarmor((folder / "sm2" / name).read_bytes())[2]
        assert "样本 DEMO" in x509.Certificate.load(certificate).subject.human_friendly
    [root] = read_trust_list(folder / KEY_LIST_NAME).sm2_roots
    assert root.is_demo


def test_keys_are_made_once_and_a_key_list_that_missed_the_root_is_mended(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "signing"
    first = open_signing(settings_in(folder), now=NOW)
    path = folder / KEY_LIST_NAME
    without = replace(read_trust_list(path), sm2_roots=())
    path.write_bytes(encode_trust_list(without))  # as if power had gone between the two
    again = open_signing(settings_in(folder), now=NOW)
    assert again.trust == first.trust == read_trust_list(path)
    assert again.seal.national == first.seal.national


def test_a_folder_of_before_gets_its_second_key(tmp_path: Path) -> None:
    folder = tmp_path / "signing"
    before = open_keys(folder, now=NOW)
    opened = open_signing(settings_in(folder), now=NOW)
    assert opened.trust.pdf_roots == before.trust.pdf_roots
    assert len(opened.trust.sm2_roots) == 1


@pytest.mark.parametrize("backend", ["pkcs11", "remote"])
def test_a_production_backend_takes_no_demo_key_for_the_second_signature(
    backend: str, tmp_path: Path
) -> None:
    settings = SigningSettings(
        backend=backend,
        key_folder="x",
        pkcs11_module="x",
        token_label="x",  # noqa: S106  no secret
        service_url="x",
        seal_key="x",
        qr_key="x",
        pin_file="x",
        national="sm2",
    )
    with pytest.raises(KeyRefusedError, match="no token or service for SM2"):
        open_signing(settings, now=NOW)


def spoiled(folder: Path, how: str) -> None:
    """Put something into the demo folder that does not belong there."""
    match how:
        case "production":
            key, root = issued("Hall")
            (folder / "seal-key.pem").write_bytes(private_pem(key.scalar))
            (folder / "seal.pem").write_bytes(pem.armor("CERTIFICATE", key.certificate))
            (folder / "seal-root.pem").write_bytes(pem.armor("CERTIFICATE", root))
        case "another_key":
            (folder / "seal-key.pem").write_bytes(private_pem(library.new_scalar()))
        case "another_root":
            (folder / "seal-root.pem").write_bytes(pem.armor("CERTIFICATE", issued()[1]))
        case "rubbish":
            (folder / "seal.pem").write_bytes(pem.armor("CERTIFICATE", b"0"))
        case "gone":
            (folder / "seal.pem").unlink()
        case _:
            (folder / "seal-key.pem").chmod(0o644)


@pytest.mark.parametrize(
    ("how", "word"),
    [
        ("production", "takes only a demo key"),
        ("another_key", "do not belong together"),
        ("another_root", "not of its root"),
        ("rubbish", "is damaged"),
        ("gone", "cannot be used"),
        ("open", "0600"),
    ],
)
def test_a_folder_that_is_not_as_it_was_made_is_refused(
    how: str, word: str, tmp_path: Path
) -> None:
    folder = tmp_path / "signing"
    open_signing(settings_in(folder), now=NOW)
    spoiled(folder / "sm2", how)
    with pytest.raises(KeyRefusedError, match=word) as caught:
        open_signing(settings_in(folder), now=NOW)
    assert caught.value.code == "CONFIG-0701"


def test_a_certificate_that_ran_out_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "signing"
    open_signing(settings_in(folder), now=NOW)
    with pytest.raises(KeyRefusedError, match="not valid now"):
        open_signing(settings_in(folder), now=NOW + timedelta(days=4000))


def test_a_folder_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "signing"
    open_keys(folder, now=NOW)
    (folder / "sm2").write_bytes(b"")  # a file where the folder should be
    with pytest.raises(KeyRefusedError, match="cannot be used"):
        open_signing(settings_in(folder), now=NOW)


def test_the_key_list_goes_through_its_file_with_the_further_roots(desk: SigningDesk) -> None:
    assert decode_trust_list(encode_trust_list(desk.trust)) == desk.trust
    broken = encode_trust_list(desk.trust).replace(b'"sm2_roots": [', b'"sm2_roots": [1,')
    with pytest.raises(ValueError, match="sm2_roots"):
        decode_trust_list(broken)


# -- without the extra -----------------------------------------------------------------------


@pytest.mark.usefixtures("without_the_extra")
def test_without_the_extra_the_error_names_what_to_install(tmp_path: Path) -> None:
    with pytest.raises(KeyRefusedError, match="libbotan-2-19"):
        open_signing(settings_in(tmp_path / "signing"), now=NOW)
    plain = open_signing(settings_in(tmp_path / "signing", "none"), now=NOW)
    assert verify_pdf(sealed_by(plain), plain.trust, at=NOW).verdict is Verdict.SAMPLE


def test_a_library_that_went_away_seals_nothing(
    desk: SigningDesk, request: pytest.FixtureRequest
) -> None:
    check_readiness(desk, now=NOW)
    request.getfixturevalue("without_the_extra")
    for use in (lambda: sealed_by(desk), lambda: check_readiness(desk, now=NOW)):
        with pytest.raises(DocumentError, match="libbotan-2-19") as caught:
            use()
        assert caught.value.code == "DOCUMENT-0606"


@pytest.mark.usefixtures("without_the_extra")
def test_without_the_extra_it_is_not_checked_and_never_called_good(
    desk: SigningDesk, sealed: bytes, tmp_path: Path
) -> None:
    found = verify_pdf(sealed, desk.trust, at=NOW)
    assert (found.verdict, second(found)) == (Verdict.SAMPLE, Verdict.UNCHECKED)
    (tmp_path / "licence.pdf").write_bytes(sealed)
    (tmp_path / "keys.json").write_bytes(encode_trust_list(desk.trust))
    words = ["verify", str(tmp_path / "licence.pdf"), "--keys", str(tmp_path / "keys.json")]
    assert run_main(*words).returncode == 0
    told = run_main(*words, "--national")
    assert told.returncode == 1
    assert "libbotan-2-19" in told.stdout


# -- the command -----------------------------------------------------------------------------


def test_the_command_tells_both_and_may_demand_the_second(
    desk: SigningDesk, sealed: bytes, tmp_path: Path
) -> None:
    keys, licence = tmp_path / "keys.json", tmp_path / "licence.pdf"
    keys.write_bytes(encode_trust_list(desk.trust))
    licence.write_bytes(sealed)
    words = ["verify", str(licence), "--keys", str(keys)]
    told = run_main(*words, "--json", "--national")
    assert told.returncode == 0
    said = json.loads(told.stdout)
    assert (said["verdict"], said["sm2"]) == ("sample", "sample")
    assert said["sm2_signer"] == "样本电子印章 SM2"
    keys.write_bytes(encode_trust_list(replace(desk.trust, sm2_roots=())))
    told = run_main(*words)
    assert told.returncode == 0
    assert "sm2: unknown-key" in told.stdout
    assert run_main(*words, "--national").returncode == 1


def test_the_command_says_that_there_is_none_where_one_is_demanded(tmp_path: Path) -> None:
    plain = open_signing(settings_in(tmp_path / "signing", "none"), now=NOW)
    licence = tmp_path / "licence.pdf"
    licence.write_bytes(sealed_by(plain))
    words = ["verify", str(licence), "--keys", str(tmp_path / "signing" / KEY_LIST_NAME)]
    told = run_main(*words)
    assert (told.returncode, "sm2" in told.stdout) == (0, False)
    told = run_main(*words, "--national")
    assert told.returncode == 1
    assert "sm2: not-signed" in told.stdout
