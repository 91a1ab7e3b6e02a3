# SPDX-License-Identifier: Apache-2.0
"""Every template has a picture that somebody looked at, and every real face bears rare names.

``JIBAN_GOLDEN=1`` keeps new pictures; look at them before they are committed.
"""

import os
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from certificates.elements import Values
from kiosk.report_words import ENGLISH
from tests.support.documents import CATALOGUE, ROOT, pictures, read_text, rendered, unspaced
from tests.support.paper_samples import (
    NAMES,
    day_in_english,
    notices,
    on_face,
    plain,
    readiness,
    stock,
    window_values,
)

GOLDEN = ROOT / "tests" / "golden" / "papers"
DOTS = 60
PAPERS = CATALOGUE / "_documents"
FACES = {
    "hygiene-permit": CATALOGUE / "hygiene-permit" / "faces" / "licence.yaml",
    "duplicate": CATALOGUE / "hygiene-permit" / "faces" / "duplicate.yaml",
    "road-freight": CATALOGUE / "road-freight-licence" / "faces" / "licence.yaml",
    "business-licence": CATALOGUE / "individual-business" / "faces" / "licence.yaml",
}
TEMPLATES = sorted([*CATALOGUE.glob("*/faces/*.yaml"), *PAPERS.glob("*.yaml")])


def own_samples() -> dict[str, tuple[Path, Values]]:
    """Samples that the real functions made."""
    made = {
        name: (PAPERS / f"{paper.name}.yaml", paper.values) for name, paper in notices().items()
    }
    return {
        **made,
        "readiness-report": (PAPERS / "readiness_report.yaml", readiness(40)),
        "readiness-report-en": (PAPERS / "readiness_report_en.yaml", readiness(9, ENGLISH)),
        "stock-report-en": (PAPERS / "stock_report_en.yaml", day_in_english()),
        "stock-report": (PAPERS / "stock_report.yaml", stock(80)),
        "window-slip": (PAPERS / "window_slip.yaml", window_values()),
    }


def samples() -> dict[str, tuple[Path, Values]]:
    """Every template at least once."""
    own = own_samples()
    covered = {path for path, _ in own.values()}
    rest = {
        f"{path.parent.parent.name}-{path.stem}": (path, plain(path))
        for path in TEMPLATES
        if path not in covered
    }
    return {**own, **rest}


def compare(name: str, pdf: bytes) -> None:
    """Hold each page to the picture that was looked at."""
    for number, page in enumerate(pictures(pdf, dots_per_inch=DOTS), 1):
        compare_page(f"{name}-{number}", page)


def compare_page(name: str, page: Image.Image) -> None:
    """Hold one page, in grey, to its picture."""
    kept = GOLDEN / f"{name}.png"
    if os.environ.get("JIBAN_GOLDEN"):
        GOLDEN.mkdir(exist_ok=True)
        page.quantize(16).save(kept, optimize=True)
    with Image.open(kept) as golden:
        assert golden.size == page.size
        told = page.quantize(16).convert("L")
        changed = ImageChops.difference(golden.convert("L"), told).getbbox()
    assert changed is None, f"{kept.name} differs within {changed}"


@pytest.mark.parametrize("name", sorted(samples()))
def test_every_template_is_as_it_was_looked_at(name: str) -> None:
    path, values = samples()[name]
    compare(name, rendered(path, values))


@pytest.mark.parametrize("face", FACES)
def test_rare_names_stand_on_real_faces(face: str) -> None:
    assert len(NAMES[-1]) == 15
    for place, holder in enumerate(NAMES, 1):
        pdf = rendered(FACES[face], {**on_face(FACES[face]), "holder_name": holder})
        assert holder in unspaced(read_text(pdf))
        if place in {1, len(NAMES)} or face == "hygiene-permit":
            compare(f"{face}-name-{place}", pdf)


def test_the_pictures_stay_small() -> None:
    assert sum(path.stat().st_size for path in GOLDEN.rglob("*.png")) < 10_000_000


@pytest.mark.parametrize(("report", "rows"), [("readiness-report", 40), ("stock-report", 80)])
def test_a_table_goes_on_under_its_head(report: str, rows: int) -> None:
    path, values = own_samples()[report]
    pdf = rendered(path, values)
    assert len(pictures(pdf, dots_per_inch=20)) >= 2
    text = unspaced(read_text(pdf))
    head = {"readiness-report": "情况和处理", "stock-report": "说明"}[report]
    assert text.count(head) >= 2
    for row in values["rows"]:
        for cell in row.split("｜"):
            assert unspaced(cell) in text, cell
    assert len(values["rows"]) >= rows
