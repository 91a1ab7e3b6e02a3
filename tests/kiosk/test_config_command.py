# SPDX-License-Identifier: Apache-2.0
"""``kiosk config`` at the command line: what is said, what is kept, and the exit status."""

import json
from pathlib import Path

import pytest

from tests.support.configurations import site_in, text_with
from tests.support.console_in_process import run_main
from tests.support.seal_keys import production_folder


@pytest.fixture
def site(tmp_path: Path) -> tuple[str, str]:
    """``--config FILE`` of a kiosk whose idle time is ten seconds."""
    site_in(tmp_path, text_with(10))
    return ("--config", str(tmp_path / "kiosk.toml"))


def new_file(folder: Path, text: str) -> str:
    path = folder / "new.toml"
    path.write_text(text, "utf-8")
    return str(path)


def test_a_key_is_explained_with_what_it_holds_now(site: tuple[str, str]) -> None:
    told = run_main("config", "show", "timing.idle_s", *site)
    assert told.returncode == 0
    assert told.stdout.splitlines()[:4] == [
        "timing.idle_s",
        "  meaning  Without a touch for so long it asks whether somebody is there",
        "  unit     seconds",
        "  must be  seconds from 5 to 600",
    ]
    assert "now      10.0" in told.stdout
    chinese = run_main("config", "show", "reader.baud", "--language", "zh_CN", *site).stdout
    assert "改后  应用重启、设备断电重开后生效" in chinese
    as_json = run_main("config", "show", "timing.idle_s", "--json", *site)
    assert json.loads(as_json.stdout)["default"] == "60.0"
    assert run_main("config", "show", "timing.idle", *site).returncode == 2


def test_every_value_is_listed_with_its_origin_and_secrets_are_hidden(tmp_path: Path) -> None:
    more = '[platform]\nbase_url = "http://127.0.0.1:9"\naccess_id = "kiosk-7"\n'
    site_in(tmp_path, text_with(10, more))
    told = run_main("config", "show", "--json", "--config", str(tmp_path / "kiosk.toml"))
    lines = {one["key"]: one for one in map(json.loads, told.stdout.splitlines())}
    assert lines["platform.access_id"]["value"] == "(hidden)"
    assert lines["timing.idle_s"]["source"] == "file"
    plain = run_main("config", "show", "--config", str(tmp_path / "kiosk.toml")).stdout
    assert "kiosk-7" not in plain


def test_what_is_applied_counts_and_stands_in_the_history(
    tmp_path: Path, site: tuple[str, str]
) -> None:
    new = new_file(tmp_path, text_with(20))
    tried = run_main("config", "apply", new, "--dry-run", *site)
    assert tried.stdout == "~ timing.idle_s = 20    # was 10\nIt holds; nothing was kept.\n"
    assert run_main("config", "history", *site).stdout == ""
    told = run_main("config", "apply", new, "--by", "1024", "--why", "slow hall", *site)
    assert told.returncode == 0
    assert "Version 2 is kept" in told.stdout
    assert "# file: version 2" in run_main("config", "show", "timing.idle_s", *site).stdout
    told = run_main("config", "rollback", *site)
    assert "~ timing.idle_s = 10    # was 20" in told.stdout
    history = run_main("config", "history", *site).stdout.splitlines()
    assert [line.split()[0] for line in history] == ["1", "2", "~", "3", "~"]
    assert "by 1024  applied  not proved" in history[1]
    assert history[1].endswith("slow hall")
    assert "rolled back to 1" in history[3]
    as_json = run_main("config", "history", "--json", *site).stdout.splitlines()
    assert json.loads(as_json[1])["changes"] == [["timing.idle_s", "10", "20"]]
    exported = run_main("journal", "export", *site).stdout
    assert exported.count('"event":"config-applied"') == 3


def test_the_same_configuration_again_says_that_nothing_changes(
    tmp_path: Path, site: tuple[str, str]
) -> None:
    told = run_main("config", "apply", new_file(tmp_path, text_with(10)), *site)
    assert told.stdout.startswith("Nothing that counts is different.\n")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"[kiosk]\nid = \xff\n", "is not UTF-8"),
        (b"[kiosk]\nid = 7\n", "new.toml:2: [kiosk] id = 7: must be"),
        (b"[timing]\nidle_s = 5\n[tming]\n", "new.toml:3: unknown table [tming]"),
        (None, "cannot be read (No such file or directory)"),
    ],
)
def test_what_does_not_hold_is_told_with_its_line_and_not_kept(
    tmp_path: Path, site: tuple[str, str], content: bytes | None, said: str
) -> None:
    new = tmp_path / "new.toml"
    if content is not None:
        new.write_bytes(content)
    told = run_main("config", "apply", str(new), *site)
    assert told.returncode == 1
    assert "CONFIG-0701" in told.stderr
    assert said in told.stderr
    assert run_main("config", "history", *site).stdout == ""


def test_check_refuses_mixed_keys_as_apply_does(tmp_path: Path) -> None:
    production_folder(tmp_path / "keys")
    mixed = text_with(10, "[signing]\nkey_folder = 'keys'\n")
    site_in(tmp_path, mixed)
    words = ("--config", str(tmp_path / "kiosk.toml"))
    assert "backend file takes only a demo key" in run_main("config", "check", *words).stderr
    told = run_main("config", "apply", new_file(tmp_path, mixed), *words)
    assert "backend file takes only a demo key" in told.stderr
    site_in(tmp_path, text_with(10))
    good = run_main("config", "check", *words)
    assert good.stdout.startswith("The configuration is good")
    assert json.loads(run_main("config", "check", "--json", *words).stdout)["good"]


def test_wrong_use_is_told(tmp_path: Path, site: tuple[str, str]) -> None:
    new = new_file(tmp_path, text_with(20))
    assert run_main("config", "apply", new, "--by", "Zhang", *site).returncode == 2
    told = run_main("config", "rollback", "7", *site)
    assert (told.returncode, "there is no version 7" in told.stderr) == (2, True)


def test_history_names_what_is_damaged_and_what_was_changed_by_hand(
    tmp_path: Path, site: tuple[str, str]
) -> None:
    run_main("config", "apply", new_file(tmp_path, text_with(20)), *site)
    site_in(tmp_path, text_with(30))
    assert "was changed since" in run_main("config", "history", *site).stdout
    (tmp_path / "data" / "config" / "000002.json").write_text("{}", "utf-8")
    told = run_main("config", "history", *site)
    assert told.returncode == 1
    assert "STORE-0502: 000002.json is damaged" in told.stderr
