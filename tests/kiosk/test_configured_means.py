# SPDX-License-Identifier: Apache-2.0
"""From the settings to a QR source and a person check; and the simulators' own refusals."""

from pathlib import Path

import pytest

from config.loader import load_settings
from config.settings import KioskSettings
from devices.identity.record import Assurance, SourceKind
from kiosk import qr_source
from kiosk.checkup import DEVICES, absent_devices
from kiosk.device_set import devices_of
from kiosk.person_check import PersonCheckMethod
from kiosk.probes import probes_of
from kiosk.qr_source import QrTokenSource
from kiosk.store.store import Store
from kiosk.sync.face_service import FaceServiceCheck
from kiosk.sync.person_checks import person_check_of
from kiosk.sync.phone_code import PhoneCodeCheck
from tests.support.identity_codes import CodeStand
from tests.support.simulators import RunningSimulator

SCANNER = "[scanner]\nport = '/dev/none'\n"
PLATFORM = "[platform]\nbase_url = 'http://127.0.0.1:1'\n"


def settings_of(folder: Path, text: str) -> KioskSettings:
    path = folder / "kiosk.toml"
    path.write_text(text, "utf-8")
    return load_settings(path, {}).settings


def test_nothing_configured_is_nothing(tmp_path: Path) -> None:
    settings = settings_of(tmp_path, "")
    assert SourceKind.QR_TOKEN not in devices_of(settings).sources
    assert person_check_of(settings) is None


def test_a_scanner_and_a_platform_make_a_source(tmp_path: Path) -> None:
    settings = settings_of(tmp_path, PLATFORM + SCANNER)
    source = devices_of(settings).sources[SourceKind.QR_TOKEN]
    assert isinstance(source, QrTokenSource)
    assert source.kind.assurance is Assurance.PLATFORM_VERIFIED
    assert source.probe().code == "SCANNER-1101"
    first, second = source._audit(), source._audit()
    assert first.username == "K-0001"
    assert first.business_code != second.business_code


def untested() -> Store:
    raise AssertionError("nobody tests the store here")


def test_a_card_slot_without_a_name_takes_any_reader_and_is_tested(tmp_path: Path) -> None:
    for text in ("[card_slot]\n", "[reader]\ndriver = 'pcsc'\n"):
        settings = settings_of(tmp_path, text)
        sources = devices_of(settings).sources
        assert list(sources) == [SourceKind.SSCARD_PCSC]
        tested = probes_of(sources, None, None, store=untested)
        absent = absent_devices(settings)
        assert {name for name in DEVICES if name not in absent} <= tested.keys()
        assert "reader" in absent


def test_each_method_makes_its_check(tmp_path: Path) -> None:
    method = "[person_check]\nmethod = '{}'\nurl = '{}'\n"
    on_platform = settings_of(tmp_path, PLATFORM + method.format("phone_code", ""))
    check = person_check_of(on_platform)
    assert isinstance(check, PhoneCodeCheck)
    assert check.method is PersonCheckMethod.PHONE_CODE
    assert "127.0.0.1:1" in repr(check._platform)
    elsewhere = settings_of(tmp_path, method.format("phone_code", "http://127.0.0.1:2"))
    check = person_check_of(elsewhere)
    assert isinstance(check, PhoneCodeCheck)
    assert "127.0.0.1:2" in repr(check._platform)
    face = person_check_of(settings_of(tmp_path, method.format("face_service", "http://x")))
    assert isinstance(face, FaceServiceCheck)


def test_only_so_many_codes_are_remembered(
    stand: CodeStand, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(qr_source, "TOKENS_REMEMBERED", 1)
    first, second = stand.token(), stand.token()
    assert stand.read(first) is not None
    assert stand.read(second) is not None
    assert len(stand.source._seen) == 1


@pytest.mark.parametrize(
    ("verb", "arguments", "says"),
    [
        ("lay", {}, "lay needs text"),
        ("lay", {"card": "x"}, "unknown arguments: card"),
        ("fault", {"kind": "fire"}, "there are: half"),
        ("set", {"suffix": "tab"}, "suffix is one of"),
        ("set", {"plugged": "perhaps"}, "true or false"),
        ("set", {"speed": 1}, "unknown arguments: speed"),
    ],
)
def test_a_scanner_says_what_it_cannot_do(
    simulated_scanner: RunningSimulator, verb: str, arguments: dict[str, object], says: str
) -> None:
    with pytest.raises(AssertionError, match=says):
        simulated_scanner.send(verb, **arguments)


def test_an_unplugged_scanner_scans_nothing(simulated_scanner: RunningSimulator) -> None:
    simulated_scanner.send("set", plugged=False)
    with pytest.raises(AssertionError, match="not plugged in"):
        simulated_scanner.send("lay", text="x")
    assert simulated_scanner.send("lift")["knobs"] == {"plugged": False, "suffix": "crlf"}


@pytest.mark.parametrize(
    ("verb", "arguments", "says"),
    [
        ("lay", {"token": "nobody"}, "no person is called"),
        ("lay", {"token": "utopian-2023"}, "for residents"),
        ("lay", {"card": "chen-qiumei"}, "unknown: card"),
        ("set", {"tries": "many"}, "whole number"),
        ("set", {"phone": "red"}, "none of known, unknown"),
    ],
)
def test_a_platform_says_what_it_cannot_do(
    stand: CodeStand, verb: str, arguments: dict[str, object], says: str
) -> None:
    with pytest.raises(AssertionError, match=says):
        stand.platform.send(verb, **arguments)


def test_a_face_service_says_what_it_cannot_do(face_process: RunningSimulator) -> None:
    with pytest.raises(AssertionError, match="no verb 'lay'"):
        face_process.send("lay", card="x")
    with pytest.raises(AssertionError, match="result is one of pass"):
        face_process.send("set", result="perhaps")
