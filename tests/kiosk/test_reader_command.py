# SPDX-License-Identifier: Apache-2.0
"""``kiosk reader``: a technician sets the module up from the command line."""

from pathlib import Path

import pytest

from kiosk.__main__ import main
from tests.support.simulators import RunningSimulator


@pytest.fixture
def configured(simulated_reader: RunningSimulator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIOSK_READER__PORT", simulated_reader.address)
    monkeypatch.setenv("KIOSK_KIOSK__ID", "K-0001")
    monkeypatch.setenv("KIOSK_KIOSK__DIVISION", "431102")
    monkeypatch.setenv("KIOSK_KIOSK__AUTHORITY", "某局")


@pytest.mark.usefixtures("configured")
def test_the_speed_is_changed_and_the_setting_is_named(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    simulated_reader: RunningSimulator,
) -> None:
    assert main(["reader", "speed", "9600"]) == 0
    assert "Set [reader] baud = 9600." in capsys.readouterr().out
    knobs = simulated_reader.send("state")["knobs"]
    assert isinstance(knobs, dict)
    assert knobs["baud"] == 9600
    assert main(["reader", "reset"]) == 1
    assert "READER-0107" in capsys.readouterr().err
    monkeypatch.setenv("KIOSK_READER__BAUD", "9600")
    assert main(["reader", "reset"]) == 0
    assert "started anew" in capsys.readouterr().out


@pytest.mark.usefixtures("configured")
def test_the_rf_frame_size_is_set_in_either_notation(
    capsys: pytest.CaptureFixture[str], simulated_reader: RunningSimulator
) -> None:
    assert main(["reader", "rf-frame", "0x58"]) == main(["reader", "rf-frame", "80"]) == 0
    assert "0x50" in capsys.readouterr().out
    assert simulated_reader.requests("61ff") == 2


@pytest.mark.usefixtures("configured")
@pytest.mark.parametrize("words", [["speed", "4800"], ["rf-frame", "0x60"]])
def test_what_no_module_takes_is_wrong_use(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["reader", *words]) == 2
    assert f"kiosk reader {words[0]}: " in capsys.readouterr().err


@pytest.mark.usefixtures("configured")
def test_a_size_that_is_no_number_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["reader", "rf-frame", "big"])
    assert "'big' is no number such as 0x50 or 80" in capsys.readouterr().err


def test_without_a_serial_reader_there_is_nothing_to_set_up(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    site = tmp_path / "kiosk.toml"
    site.write_text('[kiosk]\nid = "K-1"\ndivision = "431102"\nauthority = "某局"\n', "utf-8")
    assert main(["reader", "reset", "--config", str(site)]) == 1
    assert "[reader] names no module" in capsys.readouterr().err
