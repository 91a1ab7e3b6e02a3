# SPDX-License-Identifier: Apache-2.0
"""The main job: a card is laid down, a sealed licence comes out."""

import hashlib
import subprocess
from pathlib import Path

import pytest

from kiosk.robot.result import Result
from kiosk.session.states import State
from tests.support.whole import WholeKiosk, quick_world, script, whole_kiosk

pytestmark = [pytest.mark.daemon, pytest.mark.slow]


def test_an_owner_gets_the_licence_on_the_spot(tmp_path: Path) -> None:
    with quick_world(tmp_path) as world, whole_kiosk(world, own_documents=True) as whole:
        result = whole.play(script())
        assert result.outcome == "issued", result.stop_reason
        assert result.faults == []
        assert result.taps <= 35
        assert result.typed_characters <= 25
        _check_materials(result)
        _check_printed_bytes(whole, result)
        _check_licence(whole, result, tmp_path)
        assert whole.visited[-1] is State.FAREWELL
        assert whole.session.record is None


def _check_materials(result: Result) -> None:
    supply = result.materials_by_supply
    assert result.materials_total == 12
    assert supply["handed_in"] == supply["tolerated"] == 0
    assert result.materials_total - supply["not_needed"] == 11
    assert supply["card"] + supply["called"] + supply["generated"] + supply["promised"] == 11


def _check_printed_bytes(whole: WholeKiosk, result: Result) -> None:
    """What the printer received is the sealed file, byte for byte, in order, each once."""
    summary = whole.kiosk.store.cases.summary(result.case_number)
    assert summary is not None
    printed = [
        hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(whole.world.printed.glob("*.pdf"))
    ]
    stored = [
        whole.kiosk.store.documents.get(result.case_number, name)
        for name in ("licence.pdf", "promise_letter.pdf", "receipt.pdf")
    ]
    assert printed == [document.sha256 for document in stored if document is not None]


def _check_licence(whole: WholeKiosk, result: Result, folder: Path) -> None:
    """One landscape A4 page whose text a foreign program reads exactly."""
    document = whole.kiosk.store.documents.get(result.case_number, "licence.pdf")
    assert document is not None
    path = folder / "licence.pdf"
    path.write_bytes(document.content)
    text = subprocess.run(
        ["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True
    ).stdout
    info = subprocess.run(
        ["pdfinfo", str(path)], capture_output=True, text=True, check=True
    ).stdout
    today = whole.kiosk.controller._clock.today()
    for wanted in (
        result.licence_number,
        "陈秋美",
        "湖南省虚构市示例区秋水路18号一层",
        f"{today.year}年{today.month}月{today.day}日",
    ):
        assert wanted in text
    assert "Pages:           1" in info
    assert "841.89 x 595.276 pts (A4)" in info
