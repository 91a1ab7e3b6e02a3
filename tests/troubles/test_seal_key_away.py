# SPDX-License-Identifier: Apache-2.0
"""The key of the seal does not answer: a token pulled out, a service down, no time stamp."""

import socket
from dataclasses import replace
from pathlib import Path

import pytest

from certificates.errors import DocumentError
from certificates.settings import SigningSettings
from certificates.signing.backends import open_signing
from kiosk.clock import SystemClock
from tests.certificates.test_signing import A4_LANDSCAPE, SEAL, page
from tests.support.seal_authority import fill_token, running_authority, token_settings

NOW = SystemClock().now().replace(microsecond=0)


def nobody() -> str:
    """An address where nobody listens."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{listener.getsockname()[1]}"


def code_of(settings: SigningSettings) -> str:
    with pytest.raises(DocumentError) as caught:
        open_signing(settings, now=NOW).seal.sign(page(A4_LANDSCAPE), seal=SEAL, signed_at=NOW)
    return caught.value.code


def test_what_is_away_has_its_code_and_comes_back(tmp_path: Path) -> None:
    """One authority for all: it takes two seconds to begin."""
    with running_authority() as authority:
        fill_token("away", authority, seal="seal", qr="qr")
        folder = authority.key_folder(tmp_path / "keys")
        token = token_settings(folder, tmp_path / "pin", "away")
        service = SigningSettings(
            backend="remote",
            key_folder=str(folder),
            service_url=authority.service_url,
            seal_key="hall/seal",
            qr_key="hall/qr",
        )

        pulled_out = replace(token, token_label="pulled out")  # noqa: S106  a label
        assert code_of(pulled_out) == "DOCUMENT-0606"
        assert code_of(replace(token, pkcs11_module="/nowhere.so")) == "DOCUMENT-0606"
        assert code_of(replace(token, seal_key="no such key")) == "DOCUMENT-0606"
        assert code_of(replace(service, service_url=nobody())) == "DOCUMENT-0606"
        assert code_of(replace(service, seal_key="hall/nobody")) == "DOCUMENT-0606"
        for settings in (token, service):
            stamped = replace(settings, level="B-T", timestamp_url=nobody())
            assert code_of(stamped) == "DOCUMENT-0607"
            wrong = replace(settings, level="B-T", timestamp_url=authority.url)
            assert code_of(wrong) == "DOCUMENT-0607"

        # A wrong PIN, told once: a token locks after a few.
        (tmp_path / "wrong").write_text("0000", "utf-8")
        (tmp_path / "wrong").chmod(0o600)
        fill_token("locked", authority, seal="seal", qr="qr")
        locked = token_settings(folder, tmp_path / "pin", "locked")
        locked = replace(locked, pin_file=str(tmp_path / "wrong"))
        assert code_of(locked) == "DOCUMENT-0606"

        # The session ends under us, as when a token is pulled out and put back.
        desk = open_signing(token, now=NOW)
        desk.qr_signer.sign_payload(b"before")
        desk.seal.sign(page(A4_LANDSCAPE), seal=SEAL, signed_at=NOW)
        fill_token("another", authority, seal="seal")  # the library begins anew
        assert desk.qr_signer.sign_payload(b"after")
        assert desk.seal.sign(page(A4_LANDSCAPE), seal=SEAL, signed_at=NOW)
