# SPDX-License-Identifier: Apache-2.0
"""``kiosk rehearse``, and a demo that ends otherwise than expected, at a console."""

import json
from pathlib import Path

import pytest

from tests.support.console import RESULT_KEYS, kiosk
from tests.support.whole import QUICK, REHEARSALS, quick_world

pytestmark = [pytest.mark.daemon, pytest.mark.slow]


def test_a_demo_that_ends_otherwise_than_expected_fails(tmp_path: Path) -> None:
    wanted = (REHEARSALS / "hygiene-permit-restaurant.toml").read_text("utf-8")
    script = tmp_path / "wrong.toml"
    script.write_text(wanted.replace('outcome = "stopped"', 'outcome = "issued"'), "utf-8")
    done = kiosk(
        "demo",
        "--headless",
        "--size",
        "small",
        "--out",
        str(tmp_path / "o"),
        "--script",
        str(script),
    )
    assert done.returncode == 1
    assert "expected issued, got stopped" in done.stderr
    assert "kiosk verify" not in done.stdout


def test_a_rehearsal_on_configured_devices_by_the_command_line(tmp_path: Path) -> None:
    """Site acceptance: the card is laid by whoever plays the citizen's hand."""
    with quick_world(tmp_path) as world:
        world.lay_card()  # and it stays: nobody here can do what is asked on stderr
        out = tmp_path / "out"
        site = world.site_file(more=QUICK)
        script = REHEARSALS / "hygiene-permit-ordinary.toml"
        done = kiosk("rehearse", str(script), "--config", str(site), "--out", str(out))
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("accepted")
    assert done.stderr.splitlines()[-1] == "please take the papers"
    result = json.loads((out / "result.json").read_text("utf-8"))
    assert set(result) == RESULT_KEYS
    assert result["outcome"] == "accepted"
    assert (out / "acceptance_slip.pdf").read_bytes().startswith(b"%PDF-")
    assert not (out / "licence.pdf").exists()


def test_a_script_that_is_none_is_wrong_use(tmp_path: Path) -> None:
    script = tmp_path / "script.toml"
    script.write_text('service = "hygiene-permit"\nrouet = "promise"\n', "utf-8")
    done = kiosk("rehearse", str(script), "--out", str(tmp_path / "out"))
    assert (done.returncode, done.stderr) == (
        2,
        f"kiosk rehearse: {script}: unknown key rouet\n",
    )
    assert not (tmp_path / "out").exists()
