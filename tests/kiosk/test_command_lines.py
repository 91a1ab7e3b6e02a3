# SPDX-License-Identifier: Apache-2.0
"""The commands of hall staff and technicians; a few in a process, as they run them."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from config.faults import load_faults
from config.loader import load_settings
from devices.states import DeviceState, ProbeReport
from kiosk.checkup import absent_devices
from kiosk.commands.selftest import run_probes
from kiosk.journal import Journal
from tests.support.console_in_process import run_main
from tests.support.fixed_clock import FixedClock
from tests.support.store_samples import numbered_case, opened, sample_case

ROOT = Path(__file__).parents[2]
RunKiosk = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site file with a data folder and no devices."""
    path = tmp_path / "kiosk.toml"
    path.write_text('[kiosk]\nid = "K-0042"\ndata_dir = "data"\n', "utf-8")
    return path


@pytest.fixture
def kiosk(site: Path) -> RunKiosk:
    """Run ``kiosk …`` with the site file, in this process."""

    def run(*words: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        return run_main(*words, "--config", str(site), stdin=stdin)

    return run


@pytest.fixture
def kiosk_apart(site: Path) -> RunKiosk:
    """Run ``python -m kiosk …`` with the site file, in another process."""

    def run(*words: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "kiosk", *words, "--config", str(site)],
            cwd=ROOT,
            input=stdin,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    return run


def test_a_good_configuration_is_shown_with_its_origins(kiosk: RunKiosk, site: Path) -> None:
    assert kiosk("config", "check").returncode == 0
    shown = kiosk("config", "show").stdout
    assert f'kiosk.id = "K-0042"    # file: {site}' in shown
    assert "timing.idle_s = 60.0    # default: defaults.toml" in shown
    lines = [json.loads(line) for line in kiosk("config", "show", "--json").stdout.splitlines()]
    assert {
        "key": "sound.volume",
        "value": 0.7,
        "source": "default",
        "where": "defaults.toml",
    } in lines


def test_a_bad_configuration_lists_every_problem_on_stderr(kiosk: RunKiosk, site: Path) -> None:
    site.write_text("[kiosk]\nidd = 1\n[printer]\nuri = 'x'\n", "utf-8")
    for words in (("config", "check"), ("config", "show"), ("cases", "list"), ("selftest",)):
        ended = kiosk(*words)
        assert ended.returncode == 1
        assert ended.stdout == ""
        lines = ended.stderr.splitlines()
        assert len(lines) == 2
        assert all(line.startswith("CONFIG-0701 ") for line in lines)


def test_secrets_are_not_shown(kiosk: RunKiosk, site: Path) -> None:
    site.write_text("[platform]\nbase_url='http://x'\naccess_id='geheim'\n", "utf-8")
    for words in (("config", "show"), ("config", "show", "--json")):
        shown = kiosk(*words).stdout
        assert "geheim" not in shown
        assert "(hidden)" in shown


@pytest.mark.parametrize(
    "words",
    [
        ("config",),
        ("config", "apply"),
        ("staff", "set-pin", "--role", "king"),
        ("journal", "x"),
    ],
)
def test_wrong_use_is_status_2(kiosk: RunKiosk, words: tuple[str, ...]) -> None:
    ended = kiosk(*words)
    assert ended.returncode == 2
    assert "usage:" in ended.stderr


def test_a_pin_is_set_from_stdin_and_listed(kiosk: RunKiosk, kiosk_apart: RunKiosk) -> None:
    assert "STAFF-0901" in kiosk("staff", "list").stdout
    weak = kiosk_apart("staff", "set-pin", stdin="123456\n")
    assert weak.returncode == 1
    assert weak.stderr.startswith("STAFF-0901: a PIN is neither")
    assert kiosk("staff", "set-pin", "--role", "technician", stdin="135790\n").returncode == 0
    assert kiosk("staff", "list").stdout.split()[:2] == ["2", "technician"]
    assert kiosk("staff", "unlock").returncode == 0


def test_people_are_added_listed_unlocked_and_taken_off(kiosk: RunKiosk) -> None:
    added = kiosk("staff", "add", "1024", "--role", "supervisor", stdin="135790\n")
    assert added.stdout == "The PIN of staff 1024 (supervisor) is set.\n"
    again = kiosk("staff", "add", "1024", stdin="246802\n")
    assert (again.returncode, again.stderr[:12]) == (1, "STAFF-0901: ")
    unknown = kiosk("staff", "set-pin", "2048", stdin="246802\n")
    assert "kiosk staff add" in unknown.stderr
    assert kiosk("staff", "set-pin", "1024", stdin="246802\n").returncode == 0
    assert kiosk("staff", "unlock", "2048").returncode == 1
    listed = json.loads(kiosk("staff", "list", "--json").stdout)
    assert listed == {"number": "1024", "role": "supervisor", "wrong_tries": 0, "card": ""}
    assert kiosk("staff", "remove", "1024").returncode == 0
    assert kiosk("staff", "list", "--json").stdout == ""


def test_cases_are_listed_beside_the_running_kiosk(kiosk_apart: RunKiosk, site: Path) -> None:
    with opened(site.parent / "data") as store:
        store.submit_case(numbered_case(store, "K-0042-20261123-0001"))
        store.submit_case(sample_case("K-0042-20261123-0002", decision="refused", due_on=None))
        lines = kiosk_apart("cases", "list").stdout.splitlines()
        listed = kiosk_apart("cases", "list", "--json").stdout.splitlines()
        entries = [json.loads(line) for line in listed]
    assert lines[1].startswith("K-0042-20261123-0001  2026-11-23 10:00  hygiene-permit")
    assert "due 2027-01-22" in lines[1]
    assert entries[1]["owed"] == [{"material": "water-report", "due_on": "2027-01-22"}]
    assert entries[0]["licence_number"] == ""
    assert "测试甲" not in str(entries)


def test_a_journal_is_verified_exported_and_verified_again(
    kiosk: RunKiosk, site: Path, tmp_path: Path
) -> None:
    with opened(site.parent / "data") as store:
        journal = Journal.open(store, clock=FixedClock())
        for _ in range(120):
            journal.record("session-started")
    good = kiosk("journal", "verify")
    assert (good.returncode, good.stdout) == (0, "120 records, signed up to 100, 0 problems\n")
    copy = tmp_path / "journal.jsonl"
    assert kiosk("journal", "export", "--out", str(copy)).returncode == 0
    assert kiosk("journal", "export").stdout == copy.read_text("utf-8")
    assert kiosk("journal", "verify", str(copy)).returncode == 0
    copy.write_text(copy.read_text("utf-8").replace('"seq":7}', '"seq":70}'), "utf-8")
    bad = kiosk("journal", "verify", str(copy))
    assert bad.returncode == 1
    assert "STORE-0502: record 7 is missing before record 70" in bad.stderr
    assert kiosk("journal", "export", "--out", str(tmp_path)).stderr.startswith("STORE-0501")
    copy.write_text("rubbish", "utf-8")
    assert kiosk("journal", "verify", str(copy)).returncode == 2


def test_an_anchor_from_elsewhere_shows_a_tail_that_was_cut(
    kiosk: RunKiosk, site: Path
) -> None:
    with opened(site.parent / "data") as store:
        Journal.open(store, clock=FixedClock()).record("session-started")
        last = store.journal.last()
    assert last is not None
    assert kiosk("journal", "verify", "--anchor", f"1:{last.hash}").returncode == 0
    cut = kiosk("journal", "verify", "--anchor", f"2:{last.hash}")
    assert cut.returncode == 1
    assert "kept elsewhere at record 2" in cut.stderr
    assert kiosk("journal", "verify", "--anchor", "x").returncode == 2


def test_the_self_test_of_a_kiosk_without_devices_tests_the_store(kiosk: RunKiosk) -> None:
    ended = kiosk("selftest", "--json")
    lines = [json.loads(line) for line in ended.stdout.splitlines()]
    assert ended.returncode == 0, ended.stderr
    assert [line.get("device") for line in lines] == ["store", None]
    assert lines[0]["facts"]["journal_mode"] == "wal"
    assert lines[-1] == {"passed": True, "failed": []}
    asked = kiosk("selftest", "--device", "reader")
    assert asked.returncode == 1
    assert asked.stderr.startswith("CONFIG-0701 [reader] is not configured")


REPORTS = {
    "reader": ProbeReport("reader", DeviceState.ONLINE, facts=(("sam", "1"),)),
    "printer": ProbeReport("printer", DeviceState.USER_ERROR, "PRINTER-0402", "media-empty"),
    "platform": ProbeReport("platform", DeviceState.UNKNOWN),
}


def test_unknown_never_passes(capsys: pytest.CaptureFixture[str]) -> None:
    probes = {"platform": lambda: REPORTS["platform"]}
    assert run_probes(probes, load_faults(), language="en", as_json=True) == 1
    assert json.loads(capsys.readouterr().out.splitlines()[0])["passed"] is False


def test_a_failure_comes_with_its_code_and_the_technicians_text(
    capsys: pytest.CaptureFixture[str],
) -> None:
    probes = {name: (lambda name=name: REPORTS[name]) for name in ("reader", "printer")}
    assert run_probes(probes, load_faults(), language="en", as_json=False) == 1
    told = capsys.readouterr().out
    assert "reader       passed  online         sam 1" in told
    assert "PRINTER-0402 media-empty" in told
    assert "The device reports media-empty" in told
    assert told.endswith("Failed: printer\n")


def test_all_good_is_status_0(capsys: pytest.CaptureFixture[str]) -> None:
    probes = {"reader": lambda: REPORTS["reader"]}
    assert run_probes(probes, load_faults(), language="zh_CN", as_json=False) == 0
    assert capsys.readouterr().out.endswith("All 1 passed.\n")


def test_a_reservation_is_told_although_the_test_passed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    said = ProbeReport("scanner", DeviceState.ONLINE, detail="whether it reads shows later")
    assert (
        run_probes({"scanner": lambda: said}, load_faults(), language="en", as_json=False) == 0
    )
    assert "whether it reads shows later" in capsys.readouterr().out


def test_devices_without_a_table_are_not_tested() -> None:
    optional = {"reader", "card_slot", "scanner", "printer", "platform", "person_check"}
    optional |= {"receipt_printer", "guide_lights"}
    optional |= {"base_data", "desk", "seal"}  # a demo key is always there
    assert absent_devices(load_settings(None, {}).settings) == optional
    with_printer = load_settings(None, {"KIOSK_PRINTER__URI": "ipp://x"}).settings
    assert absent_devices(with_printer) == optional - {"printer"}


def test_the_catalogue_is_checked_and_shown() -> None:
    def run(*words: str) -> subprocess.CompletedProcess[str]:
        return run_main("catalogue", *words)

    assert run("check").returncode == 0
    assert json.loads(run("show", "hygiene-permit", "--json").stdout)["id"] == "hygiene-permit"
    assert run("show", "hygiene-permit").stdout.startswith("hygiene-permit ")
    assert run("show", "nothing").returncode == 2
    assert json.loads(run("check", "--json").stdout) == {"good": True, "findings": []}
    empty = run("check", "--folder", str(ROOT / "tests"))
    assert empty.returncode == 1
    assert empty.stderr.startswith("CONFIG-0701 ")
