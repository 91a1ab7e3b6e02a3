# SPDX-License-Identifier: Apache-2.0
"""A template that cannot be read is told with its file and line, before anybody is served."""

from pathlib import Path

import pytest

from forms.catalogue import load_catalogue
from forms.errors import CatalogueError
from kiosk.app import templates_of
from tests.support.bundles import change, copied

SLIPS = ("licence.yaml", "duplicate.yaml")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    parts = ("calendar.yaml", "_calendar", "_documents/receipt.yaml", "hygiene-permit")
    return copied(tmp_path, *parts)


@pytest.mark.parametrize("slip", SLIPS)
def test_a_face_that_is_no_yaml_is_named_with_its_service_and_line(
    folder: Path, slip: str
) -> None:
    face = folder / "hygiene-permit" / "faces" / slip
    change(face, "{kind: qr,", "{kind: qr， kind:")
    line = face.read_text("utf-8").split("kind: qr，")[0].count("\n") + 1
    with pytest.raises(CatalogueError) as told:
        templates_of(folder, load_catalogue(folder))
    assert str(told.value).startswith(
        f"hygiene-permit/faces/{slip}: cannot be read: line {line}"
    )


def test_a_shared_paper_that_says_a_thing_twice_is_named(folder: Path) -> None:
    paper = folder / "_documents" / "receipt.yaml"
    paper.write_text(paper.read_text("utf-8") + "\nname: receipt\n", "utf-8")
    with pytest.raises(CatalogueError, match=r"_documents/receipt\.yaml: key name is written"):
        templates_of(folder, load_catalogue(folder))


def test_a_paper_in_another_code_is_named(folder: Path) -> None:
    paper = folder / "_documents" / "receipt.yaml"
    paper.write_bytes(paper.read_text("utf-8").encode("gb18030"))
    with pytest.raises(CatalogueError, match=r"_documents/receipt\.yaml: .* save it in UTF-8"):
        templates_of(folder, load_catalogue(folder))
