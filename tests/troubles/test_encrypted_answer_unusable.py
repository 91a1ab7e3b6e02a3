# SPDX-License-Identifier: Apache-2.0
"""Payloads under SM2: in the clear, for another key, changed, and keys that are not there."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from asn1crypto import pem

from certificates.certificate_types import BUSINESS_LICENCE
from certificates.library.lookup import Broken, Found, LookupOutcome, Refused, look_up
from certificates.national.keys import private_pem, public_key_info
from certificates.national.library import new_scalar
from tests.support.dialects import AUDIT, DIALECTS, library_for, query_for
from tests.support.sealed_platform import keys_in, sealed_platform
from tests.support.second_signature import without_botan
from tests.support.simulators import RunningSimulator

CHEN = "439900199203170068"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("keys")


@pytest.fixture(scope="module")
def platform_process(folder: Path) -> Iterator[RunningSimulator]:
    with sealed_platform(folder) as process:
        yield process


@pytest.fixture
def platform(platform_process: RunningSimulator, folder: Path) -> RunningSimulator:
    platform_process.send("clear")
    platform_process.send("set", sm2_folder=str(folder))
    return platform_process


@pytest.fixture(params=DIALECTS)
def dialect(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def looked_up(platform: RunningSimulator, dialect: str, **more: str) -> LookupOutcome:
    with library_for(dialect, platform.address, **more) as library:
        query = query_for(CHEN, BUSINESS_LICENCE.code)
        outcome = look_up(library, query, AUDIT, deadline_s=5)
    assert CHEN not in repr(outcome)
    return outcome


@pytest.mark.parametrize(
    "mood_and_reason",
    [
        ("clear", "the payload is in the clear, and was to be encrypted"),
        ("other_key", "the payload is encrypted for another key than this kiosk's"),
        ("unsaid_key", "the payload was changed on its way, or is for another key"),
        ("changed", "the payload was changed on its way, or is for another key"),
        ("rubbish", "what was encrypted is not JSON"),
    ],
    ids=lambda pair: pair[0],
)
def test_an_answer_that_is_not_for_us_as_it_was_sent_is_never_used(
    platform: RunningSimulator, folder: Path, dialect: str, mood_and_reason: tuple[str, str]
) -> None:
    mood, reason = mood_and_reason
    platform.send("set", sm2=mood)
    keys = keys_in(folder)
    assert looked_up(platform, dialect, **keys) == Broken("PLATFORM-0304", reason)
    platform.send("set", sm2="good")
    assert isinstance(looked_up(platform, dialect, **keys), Found)


def test_an_answer_in_another_form_than_agreed_is_broken(
    platform: RunningSimulator, folder: Path, dialect: str
) -> None:
    platform.send("set", sm2_form="asn1")
    outcome = looked_up(platform, dialect, **keys_in(folder))
    assert isinstance(outcome, Broken | Refused)  # who meets it first cannot open it


def test_a_kiosk_with_another_key_than_the_platform_knows_is_told_so(
    platform: RunningSimulator, folder: Path, dialect: str
) -> None:
    outcome = looked_up(platform, dialect, **keys_in(folder, own="stranger"))
    reason = "the payload is encrypted for another key than this kiosk's"
    assert outcome == Broken("PLATFORM-0304", reason)


def test_a_request_in_the_clear_is_refused_where_encrypted_is_demanded(
    platform: RunningSimulator, dialect: str
) -> None:
    outcome = looked_up(platform, dialect)
    assert isinstance(outcome, Refused)
    assert outcome.code == "PLATFORM-0303"


def test_a_platform_without_keys_refuses_what_it_cannot_read(
    platform: RunningSimulator, folder: Path, dialect: str
) -> None:
    platform.send("clear")
    assert isinstance(looked_up(platform, dialect, **keys_in(folder)), Refused)


@pytest.mark.parametrize("key", ["payload_platform_key_file", "payload_own_key_file"])
def test_a_key_that_is_not_there_is_named_and_nothing_is_asked(
    platform: RunningSimulator, folder: Path, dialect: str, key: str
) -> None:
    keys = {**keys_in(folder), key: str(folder / "absent.pem")}
    before = platform.send("state")["connections"]
    outcome = looked_up(platform, dialect, **keys)
    assert outcome == Refused("PLATFORM-0303", f"{folder / 'absent.pem'} cannot be read")
    assert platform.send("state")["connections"] == before


def test_a_key_file_whose_key_is_of_no_use_is_named_and_nothing_is_asked(
    platform: RunningSimulator, folder: Path, dialect: str, tmp_path: Path
) -> None:
    off_curve, nought = tmp_path / "off.pem", tmp_path / "nought.pem"
    info = public_key_info(b"\4" + b"\1" * 64).dump()
    off_curve.write_bytes(pem.armor("PUBLIC KEY", info))
    scalar = new_scalar()
    _, _, der = pem.unarmor(private_pem(scalar))
    nought.touch(0o600)
    nought.write_bytes(pem.armor("PRIVATE KEY", der.replace(scalar, bytes(32))))
    before = platform.send("state")["connections"]
    for key, path, what in (
        ("payload_platform_key_file", off_curve, "public key or certificate"),
        ("payload_own_key_file", nought, "private key"),
    ):
        outcome = looked_up(platform, dialect, **{**keys_in(folder), key: str(path)})
        assert outcome == Refused("PLATFORM-0303", f"{path} holds no SM2 {what}")
    assert platform.send("state")["connections"] == before


def test_without_the_library_the_reason_says_what_to_install(
    platform: RunningSimulator, folder: Path, dialect: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = platform.send("state")["connections"]
    with without_botan(monkeypatch):
        outcome = looked_up(platform, dialect, **keys_in(folder))
    assert isinstance(outcome, Refused)
    assert "install Debian's libbotan-2-19" in outcome.detail
    assert platform.send("state")["connections"] == before
