# SPDX-License-Identifier: Apache-2.0
"""``kiosk catalogue`` shows, draws, lists and prints; papers look as they did."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from kiosk.__main__ import main
from kiosk.commands.catalogue_papers import template_of
from tests.support.applying import CATALOGUE_FOLDER
from tests.support.documents import (
    CREATED,
    ROOT,
    font_settings,
    pictures,
    read_text,
    renderer,
    unspaced,
)

GOLDEN = ROOT / "tests" / "golden"
Capture = pytest.CaptureFixture[str]


def run(*words: str) -> int:
    return main(["catalogue", *words])


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site file that names the fonts of the tests."""
    path = tmp_path / "kiosk.toml"
    built = font_settings().built
    text = f'[kiosk]\nid = "K-0042"\ndata_dir = "data"\n[fonts]\nbuilt = "{built}"\n'
    path.write_text(text, "utf-8")
    return path


def test_a_bundle_is_shown_with_its_order_and_what_merging_saves(capsys: Capture) -> None:
    assert run("show", "lodging") == 0
    shown = capsys.readouterr().out
    assert "side by side: registration, tax, seal → fire, hygiene, sign → trade" in shown
    assert run("show", "hire-staff", "--json") == 0
    outline = json.loads(capsys.readouterr().out)
    assert outline["merged"] == {"materials": [54, 18], "forms": [16, 1], "offices": 6}


@pytest.mark.parametrize("form", ["mermaid", "svg"])
@pytest.mark.parametrize("service", ["hygiene-permit", "restaurant"])
def test_a_guide_is_drawn(capsys: Capture, tmp_path: Path, form: str, service: str) -> None:
    out = tmp_path / f"guide.{form}"
    assert run("show", service, "--format", form, "--out", str(out)) == 0
    assert capsys.readouterr().out == f"Written: {out}\n"
    text = out.read_text("utf-8")
    assert "营业执照" in text
    assert run("show", service, "--format", form) == 0
    assert capsys.readouterr().out == text


def test_benefits_and_appeals_are_shown(capsys: Capture) -> None:
    assert run("show", "old-age", "--json") == 0
    outline = json.loads(capsys.readouterr().out)
    assert {"alive", "local"} & set(outline["conditions"])
    assert outline["drawn already"] == "draws_age"
    assert run("show", "appeals") == 0
    shown = capsys.readouterr().out
    for stated in ('"hard": "10 working days"', '"cannot": "5 working days"', "same_day"):
        assert stated in shown
    assert run("show", "appeals", "--format", "mermaid") == 0
    assert "很难办" in capsys.readouterr().out
    assert run("show", "old-age", "--format", "svg") == 2
    assert "no guide to draw" in capsys.readouterr().err


def test_a_reader_that_has_seen_enough_is_no_error() -> None:
    shown = subprocess.Popen(
        [sys.executable, "-m", "kiosk", "catalogue", "list"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    assert shown.stdout is not None
    assert shown.stderr is not None
    with shown:
        shown.stdout.close()
        assert shown.stderr.read() == b""
    assert shown.returncode == 1


def test_the_lists_are_asked_by_level_list_audience_and_word(capsys: Capture) -> None:
    assert run("list", "--level", "village", "--way", "proactive", "--for", "person") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines
    assert all(line.startswith(("service", "bundle", "guide")) for line in lines)
    assert run("list", "--find", "开饭店") == 0
    assert capsys.readouterr().out.startswith("bundle\trestaurant\t")


@pytest.mark.parametrize(
    ("subject", "words"),
    [
        ("hygiene-permit", "公共场所卫生许可申请表"),
        ("hire-staff", "材料54份变18份"),
        ("passport", "本机不受理这件事"),
    ],
)
def test_a_notice_is_printed_for_services_bundles_and_guides(
    tmp_path: Path, site: Path, subject: str, words: str
) -> None:
    out = tmp_path / "notice.pdf"
    assert run("sheet", subject, "--out", str(out), "--config", str(site)) == 0
    text = unspaced(read_text(out.read_bytes()))
    assert words in text
    assert "依据" in text


def test_a_card_is_printed_for_a_service_point(tmp_path: Path, site: Path) -> None:
    out = tmp_path / "card.pdf"
    assert run("card", "village-qiushui", "--out", str(out), "--config", str(site)) == 0
    assert "便民卡" in read_text(out.read_bytes())


def test_who_asks_whether_a_proof_is_needed_hears_what_stands_in_its_place(
    capsys: Capture,
) -> None:
    assert run("need", "收入证明") == 0
    assert capsys.readouterr().out.startswith("收入证明\t不用交\t本人书面承诺")
    assert run("need") == 0
    assert len(capsys.readouterr().out.splitlines()) >= 10
    assert run("need", "结婚照") == 1
    assert "ask at the window" in capsys.readouterr().err


def test_what_nobody_knows_is_wrong_use(capsys: Capture) -> None:
    for words in (("show", "no"), ("sheet", "no"), ("card", "no")):
        assert run(*words) == 2
        assert "There is no" in capsys.readouterr().err


def test_a_place_that_cannot_be_written_is_told(capsys: Capture, site: Path) -> None:
    out = str(site / "card.pdf")
    assert run("card", "town-wutong", "--out", out, "--config", str(site)) == 1
    assert capsys.readouterr().err.startswith("DOCUMENT-0602")


def sheet_of(values: dict[str, str | tuple[str, ...]]) -> bytes:
    template = template_of(CATALOGUE_FOLDER, "service_sheet")
    return renderer().render(
        template, values, created=CREATED, document_id="x", qr_text="https://m.example/x"
    )


LONG: dict[str, str | tuple[str, ...]] = {
    "service": "样例一件事",
    "authority": "虚构市样例部门",
    "window": "政务大厅“一件事”综合窗口",
    "summary": "十八份材料，一张表，一次办",
    "phone": "扫右上角的二维码，在手机上接着办",
    "members": tuple(f"第{count}件样例事项（样例部门，按情况）" for count in range(1, 19)),
    "saved": "18个事项、6个部门一次办：表格16张变1张，材料54份变18份。",
    "conditions": ("未满十六周岁，不能自己申请。请和家长一起到窗口问一下。",),
    "materials_count": "18项",
    "materials": tuple(
        f"第{count}份样例材料（从证照库调取，不用带；调不到的请带原件）"
        for count in range(1, 19)
    ),
    "limits": "承诺5个工作日",
    "fee": "不收费",
    "basis": ("样例办法第一条", "样例办法第二条"),
    "version": "1.0（0123456789ab）",
    "note": "本单为样例。",
}


def test_the_notice_looks_as_it_was_looked_at() -> None:
    pages = pictures(sheet_of(LONG), dots_per_inch=100)
    assert len(pages) == 2
    for number, page in enumerate(pages, 1):
        kept = GOLDEN / f"service-sheet-{number}.png"
        if os.environ.get("JIBAN_GOLDEN"):
            page.save(kept, optimize=True)
        with Image.open(kept) as golden:
            assert golden.size == page.size
            changed = ImageChops.difference(golden.convert("L"), page.convert("L")).getbbox()
        assert changed is None, f"{kept.name} differs within {changed}"
