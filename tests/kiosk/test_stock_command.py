# SPDX-License-Identifier: Apache-2.0
"""``kiosk stock …``: staff books blanks, counts them and gets the day's sheet."""

import io
import json
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from pypdf import PdfReader

from tests.support.console_in_process import run_main

TWO = ("--by", "0107", "--witness", "0112")


class Hall:
    """A site without devices: a cabinet of blanks and its ledger."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "kiosk.toml").write_text(
            '[kiosk]\nid = "K-0042"\ndata_dir = "data"\n', "utf-8"
        )

    def stock(self, *words: str) -> CompletedProcess[str]:
        """Run ``kiosk stock …``."""
        return run_main("stock", *words, "--config", str(self.folder / "kiosk.toml"))

    def balance(self) -> dict[str, object]:
        """The one series, counted."""
        counted: dict[str, object] = json.loads(self.stock("balance", "--json").stdout)
        return counted


@pytest.fixture
def hall(tmp_path: Path) -> Hall:
    """A site with a hundred blanks in the cabinet."""
    made = Hall(tmp_path)
    booked = made.stock("receive", "food", "101", "200", "--batch", "B1", *TWO)
    assert (booked.returncode, booked.stdout) == (
        0,
        "Booked: receive food 101-200, 100 sheets.\n",
    )
    return made


def test_a_range_goes_from_the_cabinet_to_the_tray_and_back(hall: Hall) -> None:
    assert hall.stock("spoil", "food", "110", "--by", "0107", "--reason", "damaged").stdout
    gap = hall.stock("load", "food", "101", "150", "--tray", "tray-2", *TWO)
    assert gap.returncode == 1
    assert gap.stderr == (
        "STOCK-1602 food 110 is spoiled: it cannot load; nothing was booked\n"
    )
    words = ("--without", "110", "--tray", "tray-2", "--feed", "falling", *TWO)
    assert "49 sheets" in hall.stock("load", "food", "101", "150", *words).stdout
    assert hall.stock("miss", "food", "105", "--reason", "gap", *TWO).returncode == 0
    told = hall.stock("balance").stdout
    assert "100 in all: received 50, loaded 48, spoiled 1, missing 1" in told
    assert "loaded: 101-104, 106-109, 111-150" in told
    assert hall.stock("unload", "food", "106", "109", *TWO).returncode == 0
    assert hall.stock("destroy", "food", "110", *TWO).returncode == 0
    assert hall.stock("return", "food", "191", "200", *TWO).returncode == 0
    counted = hall.balance()
    assert counted["ever_received"] == 100
    assert (counted["received"], counted["loaded"], counted["returned"]) == (44, 44, 10)
    lines = hall.stock("list", "--series", "food").stdout.splitlines()
    assert len(lines) == 7
    assert "0107, 0112  B1" in lines[0]
    first = json.loads(hall.stock("list", "--json").stdout.splitlines()[0])
    assert (first["move"], first["serials"], first["witness"]) == ("receive", "101-200", "0112")


@pytest.mark.parametrize(
    "words",
    [
        ("spoil", "food", "300", "--by", "0107", "--reason", "damaged"),
        ("load", "food", "150", "101", "--tray", "t", *TWO),
        ("load", "food", "101", "--tray", "t", "--by", "0107", "--witness", "0107"),
    ],
)
def test_what_the_rules_do_not_allow_is_one_sentence(
    hall: Hall, words: tuple[str, ...]
) -> None:
    before = hall.balance()
    ended = hall.stock(*words)
    assert ended.returncode == 1
    assert ended.stderr.startswith("STOCK-1602 ")
    assert ended.stderr.endswith("nothing was booked\n")
    assert hall.balance() == before


def test_two_persons_are_asked_for_before_anything_is_read(hall: Hall) -> None:
    ended = hall.stock("load", "food", "101", "--tray", "t", "--by", "0107")
    assert ended.returncode == 2


def test_the_days_sheet_is_a_page_to_sign(hall: Hall, tmp_path: Path) -> None:
    hall.stock("spoil", "food", "110", "--by", "0107", "--reason", "damaged")
    out = tmp_path / "day.pdf"
    assert hall.stock("report", "--out", str(out)).stdout == f"Written: {out}\n"
    text = PdfReader(io.BytesIO(out.read_bytes())).pages[0].extract_text()
    for said in ("K-0042", "本日入库", "101-200", "本日作废", "监盘人"):
        assert said in text
    before = hall.stock("report", "--day", "2020-01-01", "--out", str(out))
    assert before.returncode == 0
    nowhere = hall.stock("report", "--out", str(tmp_path / "no" / "day.pdf"))
    assert nowhere.returncode == 1
    assert "DOCUMENT-0602" in nowhere.stderr
