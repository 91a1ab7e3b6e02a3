# SPDX-License-Identifier: Apache-2.0
"""``kiosk catalogue divisions``: a hall's own list is checked, kept, and read at a start."""

from pathlib import Path

import pytest

from forms.divisions import DIVISIONS_FILE, site_divisions
from tests.support.applying import CATALOGUE_FOLDER
from tests.support.console_in_process import run_main

LIST = "code,name\n11,甲省\n1101,乙市\n110101,丙区\n110101001,丁街道\n"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    file = tmp_path / "kiosk.toml"
    file.write_text(f'[kiosk]\nid = "K-0042"\ndata_dir = "{tmp_path / "data"}"\n', "utf-8")
    return file


def test_a_hall_adds_its_list_and_the_next_start_reads_it(tmp_path: Path, site: Path) -> None:
    own = tmp_path / "hall.csv"
    own.write_text(LIST, "utf-8")
    words = ("catalogue", "divisions")
    checked = run_main(*words, "check", str(own))
    assert checked.returncode == 0
    assert "1 provinces, 1 cities, 1 counties, 1 streets and towns" in checked.stdout
    assert not (tmp_path / "data" / DIVISIONS_FILE).exists()
    assert run_main(*words, "add", str(own), "--config", str(site)).returncode == 0
    assert site_divisions(CATALOGUE_FOLDER, tmp_path / "data").found("甲省乙市丙区") == "110101"


def test_a_list_with_a_slip_is_named_and_not_kept(tmp_path: Path, site: Path) -> None:
    own = tmp_path / "hall.csv"
    own.write_text(LIST + "220101001,无主街道\n", "utf-8")
    refused = run_main("catalogue", "divisions", "add", str(own), "--config", str(site))
    assert refused.returncode == 1
    assert "CONFIG-0701 hall.csv: 220101001 lies in 220101, which is missing" in refused.stderr
    assert not (tmp_path / "data" / DIVISIONS_FILE).exists()


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path, site: Path) -> None:
    own = tmp_path / "hall.csv"
    own.write_text(LIST, "utf-8")
    (tmp_path / "data").write_text("a file stands there", "utf-8")
    refused = run_main("catalogue", "divisions", "add", str(own), "--config", str(site))
    assert refused.returncode != 0
    assert str(tmp_path / "data") in refused.stderr
