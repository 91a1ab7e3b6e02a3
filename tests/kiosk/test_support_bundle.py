# SPDX-License-Identifier: Apache-2.0
"""A support bundle says how the kiosk is, hides secrets and people, and opens for one key."""

import json
from pathlib import Path

import pytest

from kiosk.clock import SystemClock
from kiosk.journal import Journal
from kiosk.store.self_tests import StepResult
from kiosk.store.store import Store
from kiosk.technician.sealed import SealError, opened, private_key_from, public_key_from, sealed
from tests.support.console_in_process import run_main

CASE = "K-0042-20261122-0001"
STAFF = "0112"
ACCOUNT = "platform-account"
PHONE = "13900000000"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    path = tmp_path / "kiosk.toml"
    (tmp_path / "token").write_text("the-token-itself", "utf-8")
    path.write_text(
        f'[kiosk]\nid = "K-0042"\ndata_dir = "data"\n[contact]\nphone = "{PHONE}"\n'
        f"[platform]\nbase_url = 'http://127.0.0.1:9/x'\norg_name = '示例'\n"
        f"access_id = '{ACCOUNT}'\naccess_token_file = 'token'\n",
        "utf-8",
    )
    return path


@pytest.fixture
def maker(tmp_path: Path) -> Path:
    key = tmp_path / "maker"
    assert run_main("support", "new-key", str(key)).returncode == 0
    assert key.stat().st_mode & 0o777 == 0o600
    return key


def bundle(site: Path, maker: Path, out: Path) -> None:
    done = run_main(
        *("support", "bundle", "--config", str(site)),
        *("--to", f"{maker}.pub", "--out", str(out)),
    )
    assert done.returncode == 0, done.stderr


def files_of(file: Path, maker: Path, folder: Path) -> dict[str, str]:
    done = run_main("support", "open", str(file), "--key", str(maker), "--out", str(folder))
    assert done.returncode == 0, done.stderr
    return {path.name: path.read_text("utf-8") for path in folder.iterdir()}


def test_the_maker_reads_how_it_is_and_no_secret_and_nobodys_number(
    site: Path, maker: Path, tmp_path: Path
) -> None:
    assert run_main("selftest", "--device", "store", "--config", str(site)).returncode == 0
    with Store.open_beside(site.parent / "data", clock=SystemClock()) as store:
        journal = Journal.open(store, clock=SystemClock())
        for _ in range(2):
            journal.record("document-made", case_id=CASE, document="receipt.pdf")
        journal.record("staff-left", disposition="left", staff=STAFF, role="clerk")
        store.self_tests.confirm("selftest", "sound", StepResult.CONFIRMED, who=STAFF)
    file = tmp_path / "case.bundle"
    bundle(site, maker, file)
    assert b"K-0042" not in file.read_bytes(), "nothing is readable without the key"
    files = files_of(file, maker, tmp_path / "opened")
    about = json.loads(files["about.json"])
    assert about["machine"] == "K-0042"
    assert about["libraries"]["cryptography"] != "not installed"
    devices = [json.loads(line) for line in files["devices.jsonl"].splitlines()]
    assert {one["device"]: one["state"] for one in devices}["store"] == "online"
    assert {one["device"]: one["code"] for one in devices}["platform"].startswith("PLATFORM-")
    assert json.loads(files["self-tests.jsonl"].splitlines()[0])["device"] == "store"
    whole = "".join(files.values())
    for hidden in (ACCOUNT, PHONE, "the-token-itself", CASE):
        assert hidden not in whole
    records = [json.loads(line) for line in files["journal.jsonl"].splitlines()]
    made = [one["case"] for one in records if one["event"] == "document-made"]
    assert made[0] == made[1] != "", "lines of one case are still held together"
    (left,) = [one for one in records if one["event"] == "staff-left"]
    (step,) = [json.loads(line) for line in files["steps.jsonl"].splitlines()]
    assert left["facts"]["staff"] == step["who"] != STAFF
    with Store.open_beside(site.parent / "data", clock=SystemClock()) as store:
        assert store.journal.all()[-1].event == "support-bundle-made"


def test_two_bundles_cannot_be_held_together(site: Path, maker: Path, tmp_path: Path) -> None:
    with Store.open_beside(site.parent / "data", clock=SystemClock()) as store:
        journal = Journal.open(store, clock=SystemClock())
        journal.record("document-made", case_id=CASE, document="receipt.pdf")
    names = []
    for number in range(2):
        bundle(site, maker, tmp_path / f"{number}")
        files = files_of(tmp_path / f"{number}", maker, tmp_path / f"opened-{number}")
        lines = [json.loads(line) for line in files["journal.jsonl"].splitlines()]
        names += [line["case"] for line in lines if line["case"]]
    assert len(set(names)) == 2


def test_another_key_a_changed_file_and_an_open_folder_are_refused(
    site: Path, maker: Path, tmp_path: Path
) -> None:
    file, other = tmp_path / "b", tmp_path / "other"
    bundle(site, maker, file)
    assert run_main("support", "new-key", str(other)).returncode == 0
    assert run_main("support", "new-key", str(other)).returncode == 1, "a key is never replaced"

    def opening(*words: str) -> str:
        done = run_main("support", "open", *words, "--out", str(tmp_path / "o"))
        assert done.returncode == 1
        return done.stderr

    assert "it is sealed to key" in opening(str(file), "--key", str(other))
    assert "no private key" in opening(str(file), "--key", f"{maker}.pub")
    content = file.read_bytes()
    for spoilt in (content[:-1], content[:-1] + bytes([content[-1] ^ 1])):
        file.write_bytes(spoilt)
        assert "changed, or cut short" in opening(str(file), "--key", str(maker))
    file.write_bytes(b"something else")
    assert "no support bundle" in opening(str(file), "--key", str(maker))
    assert not (tmp_path / "o").exists()
    wrong = run_main(
        *("support", "bundle", "--config", str(site)),
        *("--to", str(maker), "--out", str(tmp_path / "x")),
    )
    assert wrong.returncode == 1, "a private key is no key to seal to"
    assert not (tmp_path / "x").exists()


def test_the_head_is_sealed_too(maker: Path) -> None:
    public, private = public_key_from(Path(f"{maker}.pub")), private_key_from(maker)
    one, two = (sealed(b"content", public) for _ in range(2))
    assert one != two
    assert opened(one, private) == b"content"
    with pytest.raises(SealError):
        opened(one.replace(b"-1\n", b"-2\n", 1), private)
