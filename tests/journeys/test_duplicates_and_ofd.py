# SPDX-License-Identifier: Apache-2.0
"""A hall that gives duplicates, two letters and OFD files says so in data; all comes out."""

import hashlib
import shutil
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp

from kiosk.app import CATALOGUE
from kiosk.screens.views import TakeView
from kiosk.session.states import State
from tests.support.bundles import change
from tests.support.console_in_process import run_main
from tests.support.documents import read_text, unspaced
from tests.support.ofd import SPACE, drawn, judged, parsed
from tests.support.whole import QUICK, WholeKiosk, quick_world, script, whole_kiosk

pytestmark = [pytest.mark.daemon, pytest.mark.slow]

PAPERS = (
    "licence",
    "licence_duplicate",
    "licence_duplicate-2",
    "promise_letter",
    "promise_letter-2",
    "receipt",
)
OFD = '[documents]\nformats = "pdf+ofd"\n'


def generous(folder: Path) -> Path:
    """The shipped catalogue where the permit comes with two duplicates and two letters."""
    copy = folder / "catalogue"
    shutil.copytree(CATALOGUE, copy)
    home = copy / "hygiene-permit"
    change(home / "papers.yaml", "copies: 0", "copies: 2")
    change(home / "papers.yaml", "copies: 1", "copies: 2")
    change(home / "promise.yaml", "copies: 1", "copies: 2")
    return copy


def test_duplicates_letters_and_ofd_files_come_from_data_alone(tmp_path: Path) -> None:
    catalogue = generous(tmp_path)
    assert run_main("catalogue", "check", "--folder", str(catalogue)).returncode == 0
    with (
        quick_world(tmp_path) as world,
        whole_kiosk(world, more=QUICK + OFD, catalogue=catalogue, own_documents=True) as whole,
    ):
        told: list[str] = []
        whole.kiosk.controller.stepped.connect(lambda *_: told.extend(_taken(whole)))
        result = whole.play(script())
        assert (result.outcome, result.faults) == ("issued", [])
        assert whole.visited[-1] is State.FAREWELL
        stored = _stored(whole, result.case_number)
        printed = [hashlib.sha256(path.read_bytes()).hexdigest() for path in whole.printed()]
        assert printed == [hashlib.sha256(stored[f"{one}.pdf"]).hexdigest() for one in PAPERS]
        assert len(set(printed)) == len(PAPERS), "equal bytes come out once"
        assert told.count("证照副本") >= 2
        site = whole.world.site_file(more=QUICK + OFD)
        listed = run_main("cases", "print", result.case_number, "--kept", "--config", str(site))
        assert "nothing of" in listed.stderr, "an OFD file is no paper"
        done = run_main(
            "cases",
            "ofd",
            result.case_number,
            "--out",
            str(tmp_path / "out"),
            "--config",
            str(site),
        )
        assert (done.returncode, done.stderr) == (0, "")
    _check_duplicates(stored)
    _check_ofd(stored, tmp_path, result.case_number)


def _taken(whole: WholeKiosk) -> list[str]:
    screen = whole.kiosk.controller.screen
    view = screen.view if screen is not None else None
    return [one.title for one in view.items] if isinstance(view, TakeView) else []


def _stored(whole: WholeKiosk, case_number: str) -> dict[str, bytes]:
    summary = whole.kiosk.store.cases.summary(case_number)
    assert summary is not None
    found = [whole.kiosk.store.documents.get(case_number, name) for name in summary.documents]
    return {one.name: one.content for one in found if one is not None}


def _check_duplicates(stored: dict[str, bytes]) -> None:
    number = "卫公证字"
    for turn in (1, 2):
        name = "licence_duplicate.pdf" if turn == 1 else f"licence_duplicate-{turn}.pdf"
        text = unspaced(read_text(stored[name]))
        assert f"（2-{turn}）" in text
        assert number in text
        assert "副本" in text
    assert "副本" not in unspaced(read_text(stored["licence.pdf"]))


def _check_ofd(stored: dict[str, bytes], folder: Path, case_number: str) -> None:
    """One file beside the licence and each duplicate, with the code and digest of its PDF."""
    files = {name: stored[name] for name in stored if name.endswith(".ofd")}
    assert set(files) == {f"{one}.ofd" for one in PAPERS[:3]}
    assert judged(files, folder) == ""
    for name, content in files.items():
        pdf = stored[name.replace(".ofd", ".pdf")]
        said = {
            one.get("Name"): one.text
            for one in parsed(content, "OFD.xml").iter(f"{SPACE}CustomData")
        }
        assert said["pdfSha256"] == hashlib.sha256(pdf).hexdigest()
        written = folder / "out" / f"{case_number}-{name}"
        assert written.read_bytes() == content
        assert written.stat().st_mode & 0o077 == 0, "a licence is for its owner's eyes"
    (page,) = drawn(files["licence.ofd"], folder, dots_per_inch=200)
    (theirs,) = pypdfium2.PdfDocument(stored["licence.pdf"])
    (code,) = zxingcpp.read_barcodes(page)
    (same,) = zxingcpp.read_barcodes(theirs.render(scale=200 / 72).to_pil())
    assert code.text == same.text
