# SPDX-License-Identifier: Apache-2.0
"""``kiosk catalogue show --needs`` prints what remains of each service without each thing."""

import json
import shutil
from pathlib import Path

import pytest

from kiosk.__main__ import main
from tests.support.applying import CATALOGUE_FOLDER

Capture = pytest.CaptureFixture[str]

PERMIT = {
    "nothing": "full",
    "store": "nothing",
    "every identity source": "nothing",
    "person check": "full",
    "printer": "nothing",
    "seal": "query",
    "certificate library": "uncalled",
    "case desk": "queued",
    "paper or toner": "query",
    "leave to print": "without_paper",
    "numbered blanks": "full",
}


def run(*words: str) -> int:
    return main(["catalogue", "show", "--needs", *words])


def test_the_matrix_of_one_service_is_printed_for_programs(capsys: Capture) -> None:
    assert run("hygiene-permit", "--json") == 0
    table = json.loads(capsys.readouterr().out)
    assert {name: row["hygiene-permit"] for name, row in table.items()} == PERMIT
    assert table["person check"]["my-cases"] == "nothing"
    assert table["seal"]["my-cases"] == "full"


def test_the_matrix_of_all_stands_in_columns(capsys: Capture) -> None:
    assert run() == 0
    head, *rows = capsys.readouterr().out.splitlines()
    ids = head.split()[1:]
    assert {"hygiene-permit", "own-certificates", "my-cases"} <= set(ids)
    assert len(rows) == len(PERMIT)
    library = next(row for row in rows if row.startswith("certificate library"))
    said = dict(zip(ids, library.split()[2:], strict=True))
    assert (said["own-certificates"], said["hygiene-permit"]) == ("query", "uncalled")


def test_a_licence_on_blanks_is_not_begun_without_one(tmp_path: Path, capsys: Capture) -> None:
    folder = tmp_path / "catalogue"
    shutil.copytree(CATALOGUE_FOLDER, folder)
    item = folder / "hygiene-permit" / "item.yaml"
    text = item.read_text("utf-8")
    item.write_text(text.replace("  role: HYG", "  role: HYG\n  blank_stock: food"), "utf-8")
    assert run("hygiene-permit", "--json", "--folder", str(folder)) == 0
    table = json.loads(capsys.readouterr().out)
    assert table["numbered blanks"]["hygiene-permit"] == "query"
    assert table["nothing"]["hygiene-permit"] == "full"


def test_a_service_that_is_not_there_is_told(capsys: Capture) -> None:
    assert run("nowhere") == 2
    assert "There is no service nowhere" in capsys.readouterr().err
