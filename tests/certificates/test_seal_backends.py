# SPDX-License-Identifier: Apache-2.0
"""Keys in a token and at a signing service; seals that can be checked for decades.

Against SoftHSM2 and certomancer, in processes of their own.
"""

import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pikepdf
import pytest

from certificates.errors import DocumentError, KeyRefusedError
from certificates.qr import LicenceClaims, qr_text
from certificates.settings import SigningSettings
from certificates.signing.backends import SigningDesk, open_signing
from certificates.signing.key_folder import open_keys
from certificates.trust import TrustList
from certificates.verification import Verdict, verify_pdf, verify_qr
from kiosk.clock import SystemClock
from tests.certificates.test_signing import A4_LANDSCAPE, SEAL, page
from tests.support.seal_authority import (
    ROOT_UNTIL,
    SEAL_UNTIL,
    SealAuthority,
    fill_token,
    running_authority,
    token_settings,
)

NOW = SystemClock().now().replace(microsecond=0)
"""A stamp and a list of revoked certificates state the moment at which they are made."""
LATER = datetime(2035, 1, 1, tzinfo=UTC)
assert SEAL_UNTIL < LATER < ROOT_UNTIL
CLAIMS = LicenceClaims(
    "示例卫证字〔2026〕第001号", "示例理发店", "陈秋梅", ("0101",), date(2026, 11, 22), None
)
WRONG = "wrong"
"""A token with keys that may not be used."""
LEVELS = ("B-B", "B-T", "B-LTA")


@pytest.fixture(scope="module")
def authority() -> Iterator[SealAuthority]:
    with running_authority() as running:
        fill_token("hall", running, seal="seal", qr="qr")
        fill_token("wrong", running, demo="demo", qr="qr", tsa="tsa", revoked="revoked")
        yield running


@pytest.fixture(scope="module")
def token(
    authority: SealAuthority, tmp_path_factory: pytest.TempPathFactory
) -> SigningSettings:
    place = tmp_path_factory.mktemp("token")
    return token_settings(authority.key_folder(place / "keys"), place / "pin", "hall")


@pytest.fixture(scope="module")
def service(authority: SealAuthority, token: SigningSettings) -> SigningSettings:
    return SigningSettings(
        backend="remote",
        key_folder=token.key_folder,
        service_url=authority.service_url,
        seal_key="hall/seal",
        qr_key="hall/qr",
        pin_file=token.pin_file,
    )


@pytest.fixture(params=["token", "service"])
def production(request: pytest.FixtureRequest) -> SigningSettings:
    """Settings of either production backend."""
    settings = request.getfixturevalue(request.param)
    assert isinstance(settings, SigningSettings)
    return settings


@pytest.fixture(autouse=True)
def _paths_that_do_not_hold_are_answers(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("CRITICAL", "pyhanko")
    caplog.set_level("CRITICAL", "pyhanko_certvalidator")


def sealed_by(desk: SigningDesk) -> bytes:
    return desk.seal.sign(page(A4_LANDSCAPE), seal=SEAL, signed_at=NOW)


@pytest.fixture(scope="module")
def sealed(token: SigningSettings, authority: SealAuthority) -> dict[str, bytes]:
    """One sealed page per level, made with the token."""
    return {
        level: sealed_by(open_signing(token.at_level(level, authority.timestamp_url), now=NOW))
        for level in LEVELS
    }


# -- production keys ------------------------------------------------------------------------


@pytest.mark.parametrize("level", LEVELS)
def test_a_seal_of_a_production_key_is_a_licence(
    production: SigningSettings, authority: SealAuthority, level: str
) -> None:
    desk = open_signing(production.at_level(level, authority.timestamp_url), now=NOW)
    assert not desk.seal.is_demo
    pdf = sealed_by(desk)
    found = verify_pdf(pdf, desk.trust, at=NOW)
    assert found.verdict is Verdict.VALID
    assert found.signed_at == NOW
    assert pdf.startswith(page(A4_LANDSCAPE))
    if level == "B-B":
        assert found.proved_at is None
    else:
        assert found.proved_at is not None
        assert abs(found.proved_at - NOW) < timedelta(hours=2)  # since the tests were begun


def test_a_qr_text_of_a_production_key_is_a_licence(production: SigningSettings) -> None:
    desk = open_signing(production, now=NOW)
    text = qr_text(CLAIMS, signer=desk.qr_signer, verify_url="")
    found = verify_qr(text, desk.trust, at=NOW)
    assert found.verdict is Verdict.VALID
    assert found.claims == CLAIMS
    changed = text[:-3] + ("A" if text[-3] != "A" else "B") + text[-2:]
    assert verify_qr(changed, desk.trust, at=NOW).verdict is not Verdict.VALID


@pytest.mark.parametrize("level", LEVELS)
def test_a_foreign_reader_agrees(sealed: dict[str, bytes], level: str, tmp_path: Path) -> None:
    """Poppler finds the seal whole; it does not know the root, which is as it should be."""
    path = tmp_path / "sealed.pdf"
    path.write_bytes(sealed[level])
    told = subprocess.run(["pdfsig", path], capture_output=True, text=True, check=False).stdout
    assert told.count("Signature is Valid.") == 1
    if level != "B-LTA":  # there a stamp follows, which pdfsig cannot read
        assert "  - Total document signed" in told


# -- time -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("level", "expected"),
    [("B-B", Verdict.EXPIRED), ("B-T", Verdict.EXPIRED), ("B-LTA", Verdict.VALID)],
)
def test_only_the_proofs_in_the_file_outlive_its_certificate(
    sealed: dict[str, bytes], authority: SealAuthority, level: str, expected: Verdict
) -> None:
    found = verify_pdf(sealed[level], authority.trust(), at=LATER)
    assert found.verdict is expected, found.reason


def test_proofs_of_a_stranger_prove_nothing(
    sealed: dict[str, bytes], authority: SealAuthority
) -> None:
    """The stamps lead to a root that nobody listed for time."""
    trust = replace(authority.trust(), time_roots=())
    found = verify_pdf(sealed["B-LTA"], trust, at=LATER)
    assert found.verdict is Verdict.EXPIRED
    today = verify_pdf(sealed["B-LTA"], trust, at=NOW)
    assert today.verdict is Verdict.VALID
    assert today.proved_at is None


@pytest.mark.parametrize("level", ["B-T", "B-LTA"])
def test_a_flipped_bit_is_found_at_every_level(
    sealed: dict[str, bytes], authority: SealAuthority, level: str
) -> None:
    pdf, trust = sealed[level], authority.trust()
    original = len(page(A4_LANDSCAPE))
    for place in range(original // 2, len(pdf), len(pdf) // 120):
        broken = bytearray(pdf)
        broken[place] ^= 0x01
        verdict = verify_pdf(bytes(broken), trust, at=NOW).verdict
        assert verdict in {Verdict.ALTERED, Verdict.NOT_SIGNED}, f"byte {place}"


def test_a_page_added_to_a_long_lived_file_is_found(
    sealed: dict[str, bytes], authority: SealAuthority, tmp_path: Path
) -> None:
    path = tmp_path / "longer.pdf"
    path.write_bytes(sealed["B-LTA"])
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        document.add_blank_page()
        document.save(path)
    found = verify_pdf(path.read_bytes(), authority.trust(), at=NOW)
    assert found.verdict in {Verdict.ALTERED, Verdict.NOT_SIGNED}


def test_a_key_that_was_revoked_makes_no_long_lived_seal(
    authority: SealAuthority, token: SigningSettings
) -> None:
    settings = token.at_level("B-LTA", authority.timestamp_url)
    settings = replace(settings, token_label=WRONG, seal_key="revoked")
    desk = open_signing(settings, now=NOW)
    with pytest.raises(DocumentError) as caught:
        sealed_by(desk)
    assert caught.value.code == "DOCUMENT-0607"


# -- keys that may not be used --------------------------------------------------------------


def refused(settings: SigningSettings, *, now: datetime = NOW) -> str:
    with pytest.raises(KeyRefusedError) as caught:
        open_signing(settings, now=now)
    assert caught.value.code == "CONFIG-0701"
    return caught.value.detail


def test_a_demo_certificate_never_seals_in_production(token: SigningSettings) -> None:
    settings = replace(token, token_label=WRONG, seal_key="demo")
    assert "refuses a demo certificate" in refused(settings)


def test_a_demo_folder_never_serves_production(
    production: SigningSettings, tmp_path: Path
) -> None:
    open_keys(tmp_path / "signing", now=NOW)
    settings = replace(production, key_folder=str(tmp_path / "signing"))
    assert "refuses the key file" in refused(settings)


def test_a_key_list_with_a_demo_key_never_serves_production(
    production: SigningSettings, authority: SealAuthority, tmp_path: Path
) -> None:
    demo = open_keys(tmp_path / "signing", now=NOW).trust
    trust = authority.trust()
    for mixed in (
        replace(trust, qr_keys=(*trust.qr_keys, *demo.qr_keys)),
        replace(trust, pdf_roots=(*trust.pdf_roots, *demo.pdf_roots)),
    ):
        folder = authority.key_folder(tmp_path / "mixed", mixed)
        detail = refused(replace(production, key_folder=str(folder)))
        assert "names a demo key" in detail


def test_a_certificate_that_is_not_for_seals_is_refused(token: SigningSettings) -> None:
    settings = replace(token, token_label=WRONG, seal_key="tsa")
    assert "not for seals" in refused(settings)


@pytest.mark.parametrize(
    "now", [SEAL_UNTIL + timedelta(days=1), datetime(2025, 1, 1, tzinfo=UTC)]
)
def test_a_certificate_out_of_date_is_refused(
    production: SigningSettings, now: datetime
) -> None:
    assert "not valid now" in refused(production, now=now)


def test_a_qr_key_that_the_list_does_not_name_is_refused(
    production: SigningSettings, authority: SealAuthority, tmp_path: Path
) -> None:
    trust = authority.trust()
    for listed in (
        replace(trust, qr_keys=()),
        authority.trust(until=NOW.date() - timedelta(days=1)),
    ):
        folder = authority.key_folder(tmp_path / "other", listed)
        detail = refused(replace(production, key_folder=str(folder)))
        assert "does not name the QR key" in detail


@pytest.mark.parametrize(
    "missing", ["key_folder", "pkcs11_module", "token_label", "pin_file", "seal_key", "qr_key"]
)
def test_a_token_needs_every_setting(token: SigningSettings, missing: str) -> None:
    settings = replace(token, **{missing: ""})  # type: ignore[arg-type]
    assert missing in refused(settings)


def test_a_level_with_stamps_needs_an_address(token: SigningSettings) -> None:
    assert "timestamp_url" in refused(replace(token, level="B-T"))


def test_a_service_needs_its_address(service: SigningSettings) -> None:
    assert "service_url" in refused(replace(service, service_url=""))


def test_a_pin_file_that_is_none_is_refused(token: SigningSettings, tmp_path: Path) -> None:
    pin = tmp_path / "pin"
    settings = replace(token, pin_file=str(pin))
    assert "cannot be read" in refused(settings)
    for content in ("", "47\n11", " "):
        pin.write_text(content, "utf-8")
        pin.chmod(0o600)
        assert "one line" in refused(settings)
    pin.write_text("4711", "utf-8")
    pin.chmod(0o644)
    assert "open to others" in refused(settings)


def test_no_secret_is_printed(token: SigningSettings) -> None:
    assert "4711" not in repr(token)
    assert "4711" not in repr(open_signing(token, now=NOW))


def test_a_key_list_without_roots_for_time_is_read(authority: SealAuthority) -> None:
    """Lists of before have no such entry, and believe no stamp."""
    trust = TrustList(authority.trust().qr_keys, authority.trust().pdf_roots)
    assert trust.time_roots == ()
