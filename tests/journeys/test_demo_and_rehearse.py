# SPDX-License-Identifier: Apache-2.0
"""``kiosk demo`` as somebody at a console runs it."""

import hashlib
import json
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from forms.service_item import Supply
from kiosk.robot.result import Result
from tests.support.console import RESULT_KEYS, kiosk

pytestmark = [pytest.mark.daemon, pytest.mark.slow]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A folder with a stranger's files and an earlier run's, after one demo; and its words."""
    out = tmp_path_factory.mktemp("demo")
    for name in ("screens", "printed"):
        (out / name).mkdir()
    for name in ("licence.pdf", "screens/99-Old.png", "printed/009-LIC-old.pdf"):
        (out / name).write_bytes(b"old")
    for name in ("thesis.pdf", "notes.txt", "screens/mine.png", "printed/mine.pdf"):
        (out / name).write_bytes(b"mine")
    done = kiosk("demo", "--headless", "--size", "small", "--out", str(out))
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return out, done.stdout


def test_the_result_has_every_key_and_nothing_of_the_person(demo: tuple[Path, str]) -> None:
    text = (demo[0] / "result.json").read_text("utf-8")
    result: dict[str, Any] = json.loads(text)
    assert set(result) == RESULT_KEYS == {part.name for part in fields(Result)}
    assert (result["outcome"], result["stop_reason"], result["faults"]) == ("issued", "", [])
    assert set(result["materials_by_supply"]) == {supply.value for supply in Supply}
    assert sum(result["materials_by_supply"].values()) == result["materials_total"] == 12
    assert (result["fields_total"], result["fields_asked"]) == (18, 2)
    assert result["strokes"] == 5
    assert [one["state"] for one in result["states"]][0::16] == ["Attract", "Farewell"]
    for secret in ("陈秋美", "439900199203170068", "秋水路", "13800000000"):
        assert secret not in text


def test_the_papers_are_the_bytes_that_the_printer_received(demo: tuple[Path, str]) -> None:
    out = demo[0]
    result = json.loads((out / "result.json").read_text("utf-8"))
    printed = sorted(path for path in (out / "printed").glob("0*.pdf"))
    digests = [hashlib.sha256(path.read_bytes()).hexdigest() for path in printed]
    assert digests == [document["sha256"] for document in result["documents"]]
    assert (out / "licence.pdf").read_bytes() == printed[0].read_bytes()
    sheets = (out / "printed" / "tray.txt").read_text("utf-8").splitlines()
    assert result["printer_sheets"] == len(sheets) > len(printed)


def test_there_is_a_picture_of_every_screen(demo: tuple[Path, str]) -> None:
    result = json.loads((demo[0] / "result.json").read_text("utf-8"))
    pictures = sorted((demo[0] / "screens").glob("[0-9]*-*.png"))
    assert all(path.read_bytes().startswith(b"\x89PNG") for path in pictures)
    shown = {path.stem.split("-")[1] for path in pictures}
    assert shown == {one["state"] for one in result["states"]}


def test_an_earlier_run_is_cleared_and_nobody_elses_file(demo: tuple[Path, str]) -> None:
    out = demo[0]
    assert not (out / "screens/99-Old.png").exists()
    assert not (out / "printed/009-LIC-old.pdf").exists()
    for name in ("thesis.pdf", "notes.txt", "screens/mine.png", "printed/mine.pdf"):
        assert (out / name).read_bytes() == b"mine"


def test_the_demo_says_how_its_licence_is_verified(demo: tuple[Path, str]) -> None:
    out, said = demo
    line = next(line for line in said.splitlines() if line.startswith("kiosk verify "))
    assert line == f"kiosk verify {out}/licence.pdf --keys {out}/keys.json"
    good = kiosk(*line.split()[1:])
    assert good.returncode == 0, good.stdout + good.stderr
    assert "样本" in good.stdout
    spoilt = out / "spoilt.pdf"
    content = bytearray((out / "licence.pdf").read_bytes())
    content[len(content) // 3] ^= 0xFF
    spoilt.write_bytes(content)
    assert kiosk("verify", str(spoilt), "--keys", str(out / "keys.json")).returncode == 1
