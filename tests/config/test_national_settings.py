# SPDX-License-Identifier: Apache-2.0
"""Settings of the national algorithms: what they need beside them is told at the start."""

from pathlib import Path

import pytest

from config.errors import ConfigError
from config.loader import load_settings

PLATFORM = '[platform]\nbase_url = "https://127.0.0.1:1"\n'
SM2 = PLATFORM + 'payload = "sm2"\npayload_platform_key_file = "/k/platform.pem"\n'


def loaded(folder: Path, text: str) -> str:
    """The payload of these settings; what is wrong with them is raised."""
    path = folder / "kiosk.toml"
    path.write_text(text, "utf-8")
    platform = load_settings(path, {}).settings.platform
    assert platform is not None
    return f"{platform.payload} {platform.payload_form}"


def test_payloads_go_as_they_are_unless_it_is_said(tmp_path: Path) -> None:
    assert loaded(tmp_path, PLATFORM) == "plain c1c3c2"


def test_sm2_with_both_keys_is_good(tmp_path: Path) -> None:
    text = SM2 + 'payload_own_key_file = "/k/own.pem"\npayload_form = "asn1"\n'
    assert loaded(tmp_path, text) == "sm2 asn1"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        (SM2, "payload_own_key_file"),
        (PLATFORM + 'payload = "sm2"\n', "payload_platform_key_file"),
        (PLATFORM + 'payload = "sm4"\n', "payload"),
        (PLATFORM + '[signing]\nbackend = "pkcs11"\nnational = "sm2"\n', "national"),
    ],
)
def test_what_does_not_go_together_is_named(tmp_path: Path, text: str, word: str) -> None:
    with pytest.raises(ConfigError, match=word):
        loaded(tmp_path, text)
