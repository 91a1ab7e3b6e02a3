# SPDX-License-Identifier: Apache-2.0
"""Pictures and faces of a service are held against what this kiosk can draw."""

import shutil
from pathlib import Path

import pytest

from kiosk.__main__ import main
from kiosk.commands.catalogue_drawn import check_drawn, drawings
from tests.support.bundles import change, copied

PERMIT = "hygiene-permit"
FACE = "faces/licence.yaml"
Capture = pytest.CaptureFixture[str]

BROKEN: dict[str, tuple[str, str, tuple[str, str], str, str]] = {
    "a picture of a service": (
        "pictures", f"{PERMIT}/item.yaml", ("picture: seal", "picture: sael"),
        "picture: sael", "nobody has drawn sael (did you mean seal?); take another",
    ),
    "a picture of an answer": (
        "pictures", f"{PERMIT}/guide.yaml", ("picture: new", "picture: brandnew-thing"),
        "picture: brandnew-thing", "nobody has drawn brandnew-thing",
    ),
    "a picture of a bundle": (
        "pictures", "_bundles/restaurant.yaml", ("picture: shop", "picture: shopp"),
        "picture: shopp", "did you mean shop?",
    ),
    "a value that nobody fills": (
        "faces", f"{PERMIT}/{FACE}", ("value: unit_name", "value: unit_nam"),
        "value: unit_nam", "nobody fills in unit_nam (did you mean unit_name?)",
    ),
    "an element that is none": (
        "faces", f"{PERMIT}/{FACE}", ("kind: qr", "kind: qrr"), "kind: qrr", "mend it",
    ),
    "a key of the page that is none": (
        "faces", f"{PERMIT}/{FACE}", ("width_mm: 297", "width: 297"), "# SPDX", "width",
    ),
    "a face that is no YAML": (
        "faces", f"{PERMIT}/{FACE}", ("{kind: qr,", "{kind: qr\uff0c kind:"),
        "kind: qr", "a full-width comma stands between two keys",
    ),
    "a paper of all services": (
        "faces", "_documents/receipt.yaml", ("kind: qr", "kind: qrr"), "kind: qrr", "mend it",
    ),
    "a paper that is no YAML": (
        "faces", "_documents/receipt.yaml", ("name: receipt", "name\uff1a receipt"),
        "name\uff1a", "a full-width colon stands after name",
    ),
    "a value of a duplicate": (
        "faces", f"{PERMIT}/faces/duplicate.yaml", ("value: unit_name", "value: unit_nam"),
        "value: unit_nam", "nobody fills in unit_nam (did you mean unit_name?)",
    ),
    "a value of a copy": (
        "faces", f"own-certificates/{FACE}", ("value: holder", "value: unit_name"),
        "value: unit_name", "nobody fills in unit_name",
    ),
}  # fmt: skip
"""What is broken: rule, file, the change, what stands in the line told, the message."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A catalogue of two services and a bundle."""
    parts = ("calendar.yaml", "_calendar", "_bundles/restaurant.yaml")
    papers = "_documents/receipt.yaml"
    return copied(tmp_path, *parts, papers, PERMIT, "own-certificates")


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN.keys())
def test_what_cannot_be_drawn_is_told_with_file_line_and_remedy(
    folder: Path, broken: tuple[str, str, tuple[str, str], str, str]
) -> None:
    rule, name, change_of, line, message = broken
    change(folder / name, *change_of)
    (told,) = check_drawn(folder)
    assert message in told.message
    assert (told.rule, told.file) == (rule, name)
    assert line in (folder / name).read_text("utf-8").splitlines()[told.line - 1]


def test_what_is_shipped_can_be_drawn(folder: Path) -> None:
    assert check_drawn(folder) == ()
    assert {"seal", "shop", "home"} <= drawings()


def test_a_licence_without_a_face_is_told_where_to_write_it(folder: Path) -> None:
    shutil.rmtree(folder / PERMIT / "faces")
    (told,) = check_drawn(folder)
    assert told.message == f"its face is missing; write {PERMIT}/{FACE}"
    assert (told.rule, told.file) == ("faces", f"{PERMIT}/item.yaml")


def test_the_command_tells_pictures_beside_rules(folder: Path, capsys: Capture) -> None:
    change(folder / PERMIT / "item.yaml", "picture: seal", "picture: sael")
    change(folder / PERMIT / "item.yaml", "number: new", "number: none")
    assert main(["catalogue", "check", "--folder", str(folder)]) == 1
    told = capsys.readouterr().err
    assert "[pictures]" in told
    assert "[licence]" in told


def test_the_table_of_paths_never_hides_what_cannot_be_read(
    folder: Path, capsys: Capture
) -> None:
    change(folder / PERMIT / "item.yaml", "summary:", "summery:")
    assert main(["catalogue", "check", "-v", "--folder", str(folder)]) == 1
    shown = capsys.readouterr()
    assert f"{PERMIT}/item.yaml:" in shown.err
    assert "did you mean summary" in shown.err
    assert shown.out == ""
