# SPDX-License-Identifier: Apache-2.0
"""The QR text proves itself, stays readable, and does not survive a changed character."""

import base64
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import cbor2
import pytest
import qrcode
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as st
from qrcode.constants import ERROR_CORRECT_M

from certificates import cose
from certificates.errors import DocumentError
from certificates.qr import (
    MAX_VERSION,
    FileQrSigner,
    LicenceClaims,
    NotQrTextError,
    UnknownKeyError,
    fits,
    qr_text,
    read_qr,
)
from certificates.trust import QrKey, TrustList, kid_of

KEY = ec.generate_private_key(ec.SECP256R1())
SIGNER = FileQrSigner(KEY, kid_of(KEY.public_key()))
LISTED = QrKey(
    SIGNER.kid, KEY.public_key(), date(2026, 1, 1), date(2035, 12, 31), is_demo=False
)
TRUST = TrustList((LISTED,))
URL = "https://zwfw.example.gov.cn/v"
CLAIMS = LicenceClaims(
    number="439900卫公证字〔2026〕第0385号",
    unit="样本县青石街阿明理发店",
    representative="样本明",
    item_codes=("GB-201", "GB-202"),
    issued_on=date(2026, 11, 22),
    expires_on=date(2030, 11, 21),
)
BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
CHINA = timezone(timedelta(hours=8))


def version_of(text: str) -> int:
    """Version that a common encoder picks at error correction M."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M)
    code.add_data(text)
    code.make(fit=True)
    return int(code.version)


@pytest.mark.parametrize("url", ["", URL])
def test_claims_come_back(url: str) -> None:
    verified = read_qr(qr_text(CLAIMS, signer=SIGNER, verify_url=url), TRUST)
    assert verified.claims == CLAIMS
    assert verified.key == LISTED


def test_claims_travel_in_the_fragment_which_no_browser_sends() -> None:
    text = qr_text(CLAIMS, signer=SIGNER, verify_url=URL)
    address, _, fragment = text.partition("#")
    assert address == URL
    assert fragment.startswith("J1:")
    assert set(fragment[3:]) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")


def test_usual_licence_has_modules_that_every_scanner_reads() -> None:
    assert version_of(qr_text(CLAIMS, signer=SIGNER, verify_url=URL)) <= 12


@pytest.mark.parametrize("length", range(0, 120, 7))
def test_long_unit_name_is_cut_until_the_code_is_readable(length: int) -> None:
    claims = replace(CLAIMS, unit="样" * length)
    text = qr_text(claims, signer=SIGNER, verify_url=URL)
    unit = read_qr(text, TRUST).claims.unit
    assert version_of(text) <= MAX_VERSION
    assert claims.unit.startswith(unit.removesuffix("…"))
    assert (unit == claims.unit) == (not unit.endswith("…"))
    assert unit == claims.unit or len(unit) > 30, "no more is cut than must be"


def test_text_that_cannot_fit_is_refused() -> None:
    claims = replace(CLAIMS, item_codes=tuple(f"GB-{number}" for number in range(200, 240)))
    with pytest.raises(DocumentError) as caught:
        qr_text(claims, signer=SIGNER, verify_url=URL)
    assert caught.value.code == "DOCUMENT-0602"
    assert CLAIMS.unit not in str(caught.value)


@given(st.integers(0, 60), st.integers(1, 480))
def test_size_is_reckoned_as_the_encoder_does(address: int, letters: int) -> None:
    text = ("h" * address + "#" if address else "") + "J1:" + "A" * letters
    if fits(text):
        assert version_of(text) <= MAX_VERSION


def test_size_is_not_reckoned_too_strictly() -> None:
    longest = max(n for n in range(500) if fits(f"{URL}#J1:" + "A" * n))
    assert version_of(f"{URL}#J1:" + "A" * longest) == MAX_VERSION
    assert version_of(f"{URL}#J1:" + "A" * (longest + 2)) == MAX_VERSION + 1


def test_every_changed_bit_is_found() -> None:
    message = bytearray(base64.b32decode(_padded(qr_text(CLAIMS, signer=SIGNER)[3:])))
    for index in range(len(message)):
        for bit in (1, 0x80):
            message[index] ^= bit
            text = "J1:" + base64.b32encode(message).decode().rstrip("=")
            with pytest.raises((NotQrTextError, UnknownKeyError, cose.SignatureMismatchError)):
                read_qr(text, TRUST)
            message[index] ^= bit


def test_every_changed_character_is_found() -> None:
    text = qr_text(CLAIMS, signer=SIGNER, verify_url=URL)
    start = text.index("#") + 1
    for index in range(start, len(text)):
        other = "A" if text[index] != "A" else "B"
        with pytest.raises((NotQrTextError, UnknownKeyError, cose.SignatureMismatchError)):
            read_qr(text[:index] + other + text[index + 1 :], TRUST)


def test_lower_case_is_not_a_second_spelling() -> None:
    text = qr_text(CLAIMS, signer=SIGNER)
    with pytest.raises(NotQrTextError):
        read_qr(text[:3] + text[3:].lower(), TRUST)


def test_a_licence_that_a_browser_would_send_to_a_server_is_none() -> None:
    """Only behind ``#`` stay number and names on the scanning device."""
    text = qr_text(CLAIMS, signer=SIGNER)
    for address in (f"{URL}/", f"{URL}?licence="):
        with pytest.raises(NotQrTextError, match="fragment"):
            read_qr(address + text, TRUST)


def test_unused_bits_of_the_last_character_are_no_second_spelling() -> None:
    texts = (
        qr_text(replace(CLAIMS, unit="样本" + "A" * extra), signer=SIGNER) for extra in range(8)
    )
    loose = [text for text in texts if len(_padded(text[3:])) > len(text[3:])]
    assert loose, "some message leaves bits unused"
    for text in loose:
        last = BASE32.index(text[-1])
        with pytest.raises(NotQrTextError, match="as this kiosk writes it"):
            read_qr(text[:-1] + BASE32[last | 1], TRUST)


def test_a_text_longer_than_any_code_holds_is_not_even_decoded() -> None:
    text = qr_text(CLAIMS, signer=SIGNER, verify_url=URL)
    with pytest.raises(NotQrTextError, match="too long"):
        read_qr(URL + "?" + "x" * 5000 + text[len(URL) :], TRUST)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "J1:",
        "J1:A",
        "J1:AAAAAAAA",
        "https://example.cn/v",
        "https://example.cn/v#J2:AAAA",
        "https://example.cn/J1:AAAA",
        "J1:" + "A" * 5000,
        "J1:样本",
        "J1:91234567",
        "WIFI:S:net;;",
    ],
)
def test_other_text_is_no_licence(text: str) -> None:
    with pytest.raises(NotQrTextError):
        read_qr(text, TRUST)


@given(st.binary(max_size=200))
def test_any_bytes_are_refused_in_order(message: bytes) -> None:
    with pytest.raises((NotQrTextError, UnknownKeyError)):
        read_qr("J1:" + base64.b32encode(message).decode().rstrip("="), TRUST)


@given(
    st.recursive(
        st.none() | st.integers() | st.text(max_size=5) | st.binary(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(st.integers(-70_000, 9), inner, max_size=4)
        ),
        max_leaves=8,
    )
)
def test_signed_rubbish_is_no_licence(item: object) -> None:
    message = SIGNER.sign_payload(cbor2.dumps(item, canonical=True))
    with pytest.raises(NotQrTextError):
        read_qr("J1:" + base64.b32encode(message).decode().rstrip("="), TRUST)


def test_date_beyond_the_calendar_is_no_licence() -> None:
    face = {1: "n", 2: "u", 3: "r", 4: []}
    message = SIGNER.sign_payload(cbor2.dumps({6: 2**62, -65537: face}, canonical=True))
    with pytest.raises(NotQrTextError, match="range"):
        read_qr("J1:" + base64.b32encode(message).decode().rstrip("="), TRUST)


def test_key_that_nobody_listed_is_unknown() -> None:
    text = qr_text(CLAIMS, signer=SIGNER)
    with pytest.raises(UnknownKeyError, match=SIGNER.kid.hex()):
        read_qr(text, TrustList())


def test_stranger_cannot_borrow_a_listed_key_id() -> None:
    stranger = FileQrSigner(ec.generate_private_key(ec.SECP256R1()), SIGNER.kid)
    with pytest.raises(cose.SignatureMismatchError):
        read_qr(qr_text(CLAIMS, signer=stranger), TRUST)


@pytest.mark.parametrize("issued_on", [date(2025, 12, 31), date(2036, 1, 1)])
def test_key_is_believed_only_for_its_period(issued_on: date) -> None:
    text = qr_text(replace(CLAIMS, issued_on=issued_on), signer=SIGNER)
    with pytest.raises(UnknownKeyError, match="not in use"):
        read_qr(text, TRUST)


def test_licence_ends_at_the_midnight_after_its_last_day() -> None:
    assert CLAIMS.ends_at() == datetime(2030, 11, 22, tzinfo=CHINA)
    assert CLAIMS.ends_at() == datetime(2030, 11, 21, 16, tzinfo=UTC)


def test_licence_without_an_end_says_so() -> None:
    endless = replace(CLAIMS, expires_on=None)
    assert endless.ends_at() is None
    assert read_qr(qr_text(endless, signer=SIGNER), TRUST).claims == endless


def test_claims_and_signer_hide_what_is_personal() -> None:
    assert CLAIMS.representative not in repr(CLAIMS)
    assert "PrivateKey" not in repr(SIGNER)


def test_message_follows_the_standard() -> None:
    """RFC 9052: [protected bstr, unprotected map, payload bstr, signature bstr], ES256 = -7."""
    message = cose.sign1(b"payload", key=KEY, kid=b"kid")
    protected, unprotected, payload, signature = cbor2.loads(message)
    assert cbor2.loads(protected) == {1: -7, 4: b"kid"}
    assert (unprotected, payload, len(signature)) == ({}, b"payload", 64)
    assert cose.verify1(message, key=KEY.public_key()) == b"payload"


@pytest.mark.parametrize(
    "header",
    [{1: -7}, {1: -8, 4: b"k"}, {1: -7, 4: "k"}, {1: -7, 4: b"k", 2: [1]}, [1]],
)
def test_other_algorithms_and_headers_are_refused(header: object) -> None:
    protected = cbor2.dumps(header, canonical=True)
    message = cbor2.dumps([protected, {}, b"", bytes(64)], canonical=True)
    with pytest.raises(cose.NotCoseError):
        cose.key_id(message)


def _padded(text: str) -> str:
    return text + "=" * (-len(text) % 8)
