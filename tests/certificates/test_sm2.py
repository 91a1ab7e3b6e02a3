# SPDX-License-Identifier: Apache-2.0
"""SM2 and SM3 as the standards' own examples have them, and as ``openssl`` does."""

from pathlib import Path

import pytest

from certificates.national import library
from certificates.national.keys import (
    KeyFileError,
    key_id,
    private_pem,
    public_key_info,
    read_point,
    read_private,
    sm3,
)
from certificates.national.library import Sm2Error, Sm2MissingError
from certificates.national.payload import (
    FORMS,
    ClearPayloadError,
    PayloadError,
    PayloadKeys,
    read_keys,
)
from tests.support import sm2
from tests.support.second_signature import without_botan
from tests.support.sm2 import openssl_agrees, openssl_pair

GREETING = "营业执照".encode()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("sm2")


@pytest.fixture(scope="module")
def pair(folder: Path) -> sm2.OpensslPair:
    return openssl_pair(folder)


def test_the_published_key_has_the_published_point() -> None:
    assert library.point_of(sm2.PUBLISHED_SCALAR) == sm2.PUBLISHED_POINT


def test_the_published_digest() -> None:
    assert sm3(b"abc").hex() == sm2.PUBLISHED_SM3


def test_the_published_signature_holds_over_the_published_text_alone() -> None:
    r, s = (_number(number) for number in sm2.PUBLISHED_SIGNATURE)
    signature = bytes([0x30, len(r + s)]) + r + s
    assert library.holds(sm2.PUBLISHED_POINT, sm2.PUBLISHED_SIGNED, signature)
    assert not library.holds(sm2.PUBLISHED_POINT, b"message Digest", signature)


@pytest.mark.parametrize(
    ("form", "parts"),
    [
        ("c1c3c2", (sm2.PUBLISHED_C1, sm2.PUBLISHED_C3, sm2.PUBLISHED_C2)),
        ("c1c2c3", (sm2.PUBLISHED_C1, sm2.PUBLISHED_C2, sm2.PUBLISHED_C3)),
    ],
)
def test_the_published_ciphertext_opens(form: str, parts: tuple[bytes, ...]) -> None:
    keys = PayloadKeys(sm2.PUBLISHED_POINT, sm2.PUBLISHED_SCALAR, form)
    assert keys.open(b"".join(parts).hex()) == sm2.PUBLISHED_PLAIN
    assert keys.open(b"".join(parts).hex().upper()) == sm2.PUBLISHED_PLAIN


def test_openssl_opens_what_is_sealed_here_and_the_reverse(pair: sm2.OpensslPair) -> None:
    keys = read_keys(pair.public, pair.private, "asn1")
    for plain in (b"x", GREETING, GREETING * 20_000):
        assert pair.decrypted(bytes.fromhex(keys.seal(plain))) == plain
        assert keys.open(pair.encrypted(plain).hex()) == plain


def test_openssl_agrees_with_signatures_made_here_and_the_reverse(
    pair: sm2.OpensslPair,
) -> None:
    scalar, point = read_private(pair.private), read_point(pair.public)
    signature = library.sign(scalar, GREETING)
    assert openssl_agrees(pair.public, GREETING, signature)
    assert not openssl_agrees(pair.public, GREETING + b".", signature)
    assert library.holds(point, GREETING, pair.signed(GREETING))


def test_keys_are_written_as_openssl_writes_them(pair: sm2.OpensslPair, folder: Path) -> None:
    scalar = read_private(pair.private)
    assert private_pem(scalar) == pair.private.read_bytes()
    made = folder / "made.der"
    made.write_bytes(public_key_info(library.point_of(scalar)).dump())
    read = sm2.openssl("pkey", "-pubin", "-inform", "DER", "-in", str(made))
    assert read == pair.public.read_bytes()
    assert key_id(read_point(pair.public)) == sm3(library.point_of(scalar))[:8].hex()


def test_a_new_key_is_another_one() -> None:
    first, second = library.new_scalar(), library.new_scalar()
    assert first != second
    assert library.decrypt(first, library.encrypt(library.point_of(first), b"x")) == b"x"


@pytest.mark.parametrize("form", FORMS)
def test_one_changed_bit_anywhere_closes_a_ciphertext(form: str) -> None:
    scalar = library.new_scalar()
    keys = PayloadKeys(library.point_of(scalar), scalar, form)
    sealed = bytes.fromhex(keys.seal(b"x" * 9))
    for index in range(len(sealed)):
        changed = bytearray(sealed)
        changed[index] ^= 1
        with pytest.raises(PayloadError):
            keys.open(changed.hex())
    for length in range(0, len(sealed), 7):
        with pytest.raises(PayloadError):
            keys.open(sealed[:length].hex())


@pytest.mark.parametrize("scalar", [b"", bytes(32), b"\xff" * 32, b"\1" * 31])
def test_what_is_no_private_key_is_refused(scalar: bytes) -> None:
    with pytest.raises(Sm2Error):
        library.point_of(scalar)


@pytest.mark.parametrize(
    "point", [b"", b"\4" + bytes(64), b"\4" + b"\1" * 64, b"\2" + bytes(64)]
)
def test_what_is_no_point_of_the_curve_is_refused(point: bytes) -> None:
    with pytest.raises(Sm2Error):
        library.encrypt(point, b"x")


def test_key_files_that_cannot_be_used_are_named(pair: sm2.OpensslPair, folder: Path) -> None:
    open_key, rubbish, other = (folder / name for name in ("open.pem", "none.pem", "p256.pem"))
    open_key.write_bytes(pair.private.read_bytes())
    open_key.chmod(0o644)
    rubbish.write_bytes(b"no key")
    rubbish.chmod(0o600)
    made = sm2.openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256")
    other.write_bytes(made)
    other.chmod(0o600)
    for path, word in (
        (open_key, "0600"),
        (rubbish, "no SM2 private key"),
        (other, "no SM2 private key"),
        (pair.public, "0600"),
        (folder / "absent.pem", "cannot be read"),
    ):
        with pytest.raises(KeyFileError, match=word) as caught:
            read_private(path)
        assert path.name in str(caught.value)
    for path, word in (
        (rubbish, "no SM2 public key or certificate"),
        (other, "no SM2 public key or certificate"),
        (folder / "absent.pem", "cannot be read"),
        (folder, "cannot be read"),
    ):
        with pytest.raises(KeyFileError, match=word):
            read_point(path)


def test_a_point_in_its_short_form_is_not_taken(pair: sm2.OpensslPair, folder: Path) -> None:
    short = folder / "short.pem"
    words = ("ec", "-pubin", "-in", str(pair.public), "-conv_form", "compressed")
    short.write_bytes(sm2.openssl(*words))
    with pytest.raises(KeyFileError, match="no SM2 public key"):
        read_point(short)


@pytest.mark.parametrize("text", ["[]", "", "0g", None, 7, [], {"certData": []}])
def test_what_is_no_ciphertext_is_in_the_clear(text: object) -> None:
    keys = PayloadKeys(sm2.PUBLISHED_POINT, sm2.PUBLISHED_SCALAR)
    with pytest.raises(ClearPayloadError):
        keys.open(text)


def test_a_platforms_certificate_serves_as_its_key(pair: sm2.OpensslPair, folder: Path) -> None:
    certificate = folder / "certificate.pem"
    words = ("req", "-x509", "-new", "-key", str(pair.private), "-sm3", "-subj", "/CN=platform")
    certificate.write_bytes(sm2.openssl(*words))
    assert read_point(certificate) == read_point(pair.public)


def test_without_the_extra_the_error_names_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with without_botan(monkeypatch), pytest.raises(Sm2MissingError, match="libbotan-2-19"):
        library.new_scalar()
    library.new_scalar()


def _number(number: int) -> bytes:
    digits = number.to_bytes(33, "big").lstrip(b"\0")
    digits = b"\0" + digits if digits[0] & 0x80 else digits
    return bytes([2, len(digits)]) + digits
