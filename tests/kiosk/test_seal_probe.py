# SPDX-License-Identifier: Apache-2.0
"""A production kiosk tests its seal, starts without it, closes, and opens when it is back."""

import json
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from certificates.errors import DocumentError
from certificates.settings import SigningSettings
from certificates.trust import read_trust_list
from certificates.verification import Verdict, verify_pdf
from devices.states import DeviceState, ProbeReport
from kiosk.clock import SystemClock
from kiosk.documents.process import DocumentProcess
from kiosk.documents.request import WorkshopSetup
from kiosk.seal_probe import has_seal_device, needed_devices, seal_probe
from kiosk.session.machine import Machine
from tests.support.applying import shipped
from tests.support.console_in_process import run_main
from tests.support.document_process import FONTS, READY_S, REQUEST
from tests.support.seal_authority import (
    SealAuthority,
    fill_token,
    running_authority,
    token_settings,
)

pytestmark = [pytest.mark.daemon, pytest.mark.slow]

CLOCK = SystemClock()
LABEL = "probed"


@pytest.fixture(scope="module")
def authority() -> Iterator[SealAuthority]:
    with running_authority() as running:
        fill_token(LABEL, running, seal="seal", qr="qr")
        yield running


@pytest.fixture
def signing(authority: SealAuthority, tmp_path: Path) -> SigningSettings:
    """Keys in the token, proofs for decades."""
    settings = token_settings(authority.key_folder(tmp_path / "keys"), tmp_path / "pin", LABEL)
    return settings.at_level("B-LTA", authority.timestamp_url)


def documents_with(settings: SigningSettings) -> DocumentProcess:
    return DocumentProcess(WorkshopSetup(settings, FONTS, CLOCK.now()), clock=CLOCK)


def test_a_licence_for_decades_passes_the_gate(signing: SigningSettings) -> None:
    """From the document process, token and stamps included, to the verdict of a verifier."""
    documents = documents_with(signing)
    try:
        facts = documents.wait_ready(deadline_s=READY_S)
        assert not facts.is_demo
        now = CLOCK.now().replace(microsecond=0)
        request = replace(REQUEST, created=now)
        made = documents.make(request, deadline_s=20)
        trust = read_trust_list(Path(signing.key_folder) / "keys.json")
        found = verify_pdf(made.pdf, trust, at=now)
        assert found.verdict is Verdict.VALID
        assert found.proved_at is not None
        assert found.claims == request.claims
        report = seal_probe(documents.check_seal)
        assert report.state is DeviceState.ONLINE
        assert dict(report.facts) == {"level": "B-LTA", "expires_on": "2029-01-01"}
    finally:
        documents.close()


def test_the_process_starts_without_its_token_and_finds_it_later(
    signing: SigningSettings, tmp_path: Path
) -> None:
    """The PIN file is not there yet, as when the token was left at home; then it is."""
    pin = Path(signing.pin_file)
    kept = replace(signing, level="B-B", token_label="at home")  # noqa: S106  a label
    documents = documents_with(kept)
    try:
        assert not documents.wait_ready(deadline_s=READY_S).is_demo
        report = seal_probe(documents.check_seal)
        assert (report.state, report.code) == (DeviceState.OFFLINE, "DOCUMENT-0606")
        with pytest.raises(DocumentError) as caught:
            documents.make(REQUEST, deadline_s=20)
        assert caught.value.code == "DOCUMENT-0606"
        _rename_token(LABEL, "at home", pin)
        assert seal_probe(documents.check_seal).state is DeviceState.ONLINE
        assert documents.make(REQUEST, deadline_s=20).pages == 1
    finally:
        documents.close()
        _rename_token("at home", LABEL, pin)


def _rename_token(label: str, name: str, pin: Path) -> None:
    """SoftHSM keeps the label in the token's first object: another label is another token."""
    from tests.support.seal_authority import token_store  # noqa: PLC0415

    wide, new = label.ljust(32).encode(), name.ljust(32).encode()
    for path in (token_store() / "tokens").rglob("token.object"):
        content = path.read_bytes()
        if wide in content:
            path.write_bytes(content.replace(wide, new))
    assert pin.exists()


def test_a_kiosk_is_closed_while_its_seal_is_away() -> None:
    signing = SigningSettings(backend="pkcs11")
    assert has_seal_device(signing)
    good = [
        ProbeReport(name, DeviceState.ONLINE) for name in ("store", "reader", "printer", "seal")
    ]
    services = shipped().services
    permits = [item for item in services if item.copies is None]
    machine = Machine(tuple(good), needed=needed_devices(signing, permits))
    assert machine.fault_code == ""
    away = ProbeReport("seal", DeviceState.OFFLINE, "DOCUMENT-0606")
    assert machine.with_report(away).fault_code == "DOCUMENT-0606"
    assert Machine(tuple(good[:3]), needed=machine.needed).fault_code == "APP-1002"
    demo = SigningSettings()
    assert not has_seal_device(demo)
    assert Machine(tuple(good[:3]), needed=needed_devices(demo, services)).fault_code == ""
    for some in (services, permits):
        only = needed_devices(signing, some)
        assert ("seal" in only) is (some is permits)
        told = Machine((*good[:3], away), needed=only, fitted=("seal",))
        assert (told.fault_code == "") is (some is services)
        assert told.worst_fault == "DOCUMENT-0606"


@pytest.mark.alone  # a whole self-test has five seconds, for which three other workers contend
def test_the_self_test_by_command_names_the_seal(
    signing: SigningSettings, authority: SealAuthority, tmp_path: Path
) -> None:
    site = tmp_path / "kiosk.toml"

    def told(**changes: str) -> subprocess.CompletedProcess[str]:
        settings = replace(signing, **changes)  # type: ignore[arg-type]
        lines = [
            f'{name} = "{value}"' if isinstance(value, str) else f"{name} = {value}"
            for name, value in vars(settings).items()
        ]
        head = f'[kiosk]\nid = "K-0001"\ndata_dir = "{tmp_path / "data"}"\n[signing]\n'
        site.write_text(head + "\n".join(lines), "utf-8")
        return run_main("selftest", "--config", str(site), "--device", "seal", "--json")

    passed = told()
    assert passed.returncode == 0, passed.stdout + passed.stderr
    assert json.loads(passed.stdout.splitlines()[0])["facts"]["level"] == "B-LTA"
    failed = told(timestamp_url=authority.url)
    assert failed.returncode == 1
    assert json.loads(failed.stdout.splitlines()[0])["code"] == "DOCUMENT-0607"
    away = told(token_label="nobody's")  # noqa: S106  a label
    assert json.loads(away.stdout.splitlines()[0])["code"] == "DOCUMENT-0606"


def test_a_demo_kiosk_has_no_seal_to_test(tmp_path: Path) -> None:
    site = tmp_path / "kiosk.toml"
    site.write_text(f'[kiosk]\nid = "K-0001"\ndata_dir = "{tmp_path / "data"}"\n', "utf-8")
    told = run_main("selftest", "--config", str(site), "--device", "seal")
    assert told.returncode == 2 or "not configured" in told.stderr
