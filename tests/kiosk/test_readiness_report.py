# SPDX-License-Identifier: Apache-2.0
"""The readiness report says what was found now and before, is signed, and a change shows."""

import re
from pathlib import Path

import pytest

from certificates.trust import KEY_LIST_NAME, read_trust_list
from certificates.verification import Verdict, verify_pdf
from kiosk.checkup import DEVICES
from kiosk.clock import SystemClock
from kiosk.papers_reports import history_rows
from kiosk.report_words import LANGUAGES
from kiosk.technician.steps import load_steps
from kiosk.trend import trend_of
from tests.support.console_in_process import run_main
from tests.support.paper_text import joined, text_of

FONTS = Path(__file__).parents[2] / "build" / "fonts"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    path = tmp_path / "kiosk.toml"
    path.write_text(
        '[kiosk]\nid = "K-0042"\nauthority = "示例市行政审批服务局"\ndata_dir = "data"\n'
        f'[fonts]\nbuilt = "{FONTS}"\n',
        "utf-8",
    )
    return path


def test_the_report_has_the_history_and_is_signed_by_this_machine(site: Path) -> None:
    out = site.parent / "report.pdf"
    words = ("selftest", "--config", str(site), "--report", str(out))
    asked = ("--ask", "--staff", "0112", "--answer=sound=yes", "--answer=touch_grid=no")
    first = run_main(*words, *asked, "--answer=light_labels=skip")
    assert first.returncode == 1, "a step was denied"
    again = run_main(*words)
    assert again.stdout.endswith(f"Written: {out}, signed\n")
    text = joined(text_of(out))
    for told in (
        "1项全部就绪",
        "历次自检和趋势",
        "共2次，失败0次",
        "人工确认",
        "不合格",
        "0112",
    ):
        assert told in text, told
    trust = read_trust_list(site.parent / "data" / "signing" / KEY_LIST_NAME)
    content, now = out.read_bytes(), SystemClock().now()
    good = verify_pdf(content, trust, at=now)
    assert good.verdict is Verdict.SAMPLE, good
    spoilt = content.replace(b"%%EOF", b"%%EOE", 1)
    assert verify_pdf(spoilt, trust, at=now).verdict is not Verdict.SAMPLE


def test_the_report_in_english_has_no_word_left_in_chinese(site: Path) -> None:
    out = site.parent / "report.pdf"
    words = ("selftest", "--config", str(site), "--report", str(out))
    asked = ("--ask", "--staff", "0112", "--answer=sound=yes", "--answer=touch_grid=no")
    run_main(*words, *asked, "--answer=light_labels=skip", "--report-language", "en")
    text = text_of(out)
    for told in ("Readiness report", "All ready: 1", "Confirmed by a person", "staff 0112"):
        assert told in text, told
    ours = text.replace("就绪检查报告", "").replace("示例市行政审批服务局", "")
    assert not re.search(r"[\u4e00-\u9fff]", ours)


def test_the_first_line_says_how_much_of_a_begun_commissioning_is_left(site: Path) -> None:
    out = site.parent / "report.pdf"
    words = ("selftest", "--config", str(site), "--report", str(out))
    run_main(*words)
    assert "还差" not in text_of(out), "it was never begun"
    answers = ("--answer=sound=no", "--answer=touch_grid=yes", "--answer=light_labels=skip")
    run_main("commission", "--staff", "7", "--config", str(site), *answers)
    run_main(*words)
    assert "1项全部就绪；安装验收还差8步" in joined(text_of(out)), "of 9, the open ones too"
    run_main(*words, "--report-language", "en")
    assert "All ready: 1; steps of commissioning left: 8" in text_of(out)


def test_both_languages_say_the_same_things() -> None:
    chinese, english = LANGUAGES["zh_CN"], LANGUAGES["en"]
    for table in ("devices", "results", "trends", "guides", "states", "moves", "says"):
        assert set(getattr(chinese, table)) == set(getattr(english, table)), table
    assert set(chinese.devices) == set(DEVICES)


def test_a_key_that_is_away_leaves_an_unsigned_report_that_says_so(site: Path) -> None:
    assert run_main("selftest", "--config", str(site)).returncode == 0
    keys = site.parent / "data" / "signing"
    keys.mkdir(exist_ok=True)
    (keys / KEY_LIST_NAME).write_text("{}", "utf-8")
    out = site.parent / "report.pdf"
    done = run_main("selftest", "--config", str(site), "--report", str(out))
    assert f"Written: {out}, not signed: CONFIG-0701" in done.stdout, done.stdout + done.stderr
    assert "1项全部就绪" in joined(text_of(out))


def test_without_a_history_there_is_no_heading() -> None:
    names = {step.id: step.names["zh_CN"] for step in load_steps()}
    assert history_rows([], [], names) == ()
    assert trend_of([]) is None
