# SPDX-License-Identifier: Apache-2.0
"""The fault catalogue: three voices, two languages, words that anybody understands."""

import re
from pathlib import Path

import pytest
import yaml

from config.errors import ConfigError
from config.faults import LANGUAGES, Audience, Fault, load_faults
from devices.states import ErrorAction, ErrorCause

CATALOGUE = load_faults()
FAULTS = list(CATALOGUE)
BY_CODE = pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.code)

JARGON = re.compile(
    r"SAM|IPP|USB|PIN|HTTP|URI|API|串口|端口|波特|驱动|数据库|进程|服务器|接口|超时|异常|报错|网络错误"
    r"|\b(error|failed|failure|invalid|timeout|server|database|driver|port|exception)\b"
)
BLAME = re.compile(r"您错|您的错|非法|违规|\byour (mistake|fault)\b|\billegal\b|\bwrongly\b")
COMMANDS = "|".join(
    path.stem for path in (Path(__file__).parents[2] / "kiosk" / "commands").glob("[a-z]*.py")
)
COMMAND = re.compile(rf"\bkiosk ({COMMANDS})\b|systemctl|journalctl|lsof")
"""What can be typed at a console only."""

LONGEST = {"zh_CN": 32, "en": 90}


def sentences_of(fault: Fault, language: str) -> tuple[str, ...]:
    told = fault.citizen[language]
    return told.happened, told.now, told.elsewhere


@BY_CODE
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_citizen_reads_short_sentences_without_jargon_or_blame(
    fault: Fault, language: str
) -> None:
    for sentence in sentences_of(fault, language):
        assert not JARGON.search(sentence), sentence
        assert not BLAME.search(sentence), sentence
        assert "!" not in sentence
        assert "！" not in sentence
        assert len(sentence) <= LONGEST[language], sentence
        assert sentence.endswith("。" if language == "zh_CN" else ".")


@BY_CODE
def test_a_clerk_is_sent_to_no_console(fault: Fault) -> None:
    for steps in fault.clerk.values():
        assert not COMMAND.search(" ".join(steps)), (
            "it is done on the glass, or by a technician"
        )


@BY_CODE
def test_chinese_is_chinese_and_english_is_english(fault: Fault) -> None:
    for audience in Audience:
        assert re.search("[一-鿿]", CATALOGUE.text(fault.code, audience, "zh_CN"))
        assert not re.search("[一-鿿]", CATALOGUE.text(fault.code, audience, "en"))


@BY_CODE
@pytest.mark.parametrize("language", LANGUAGES)
def test_hall_staff_gets_three_whole_steps(fault: Fault, language: str) -> None:
    steps = fault.clerk[language]
    assert len(steps) == 3
    for step in steps:
        assert step.endswith(("。", ".")), step
        assert "!" not in step


DRAWN = re.compile(r'^ +"([a-z_0-9]+)": "M', re.MULTILINE)


@BY_CODE
def test_a_fault_has_a_picture_that_somebody_drew(fault: Fault) -> None:
    parts = Path(__file__).parents[2] / "kiosk" / "screens" / "qml" / "parts"
    assert fault.picture in DRAWN.findall((parts / "Drawings.qml").read_text("utf-8"))


@BY_CODE
def test_what_a_hand_can_mend_is_not_left_to_the_program(fault: Fault) -> None:
    """What somebody did is no error of the program, and no program sets it right."""
    if fault.cause is ErrorCause.USER:
        assert fault.action in {
            ErrorAction.CLEAR,
            ErrorAction.SUSPEND,
            ErrorAction.CONFIGURATION,
        }
    if fault.action is ErrorAction.SOFTWARE_ERROR:
        assert fault.cause is ErrorCause.SOFTWARE


def test_a_text_is_one_string_for_each_audience() -> None:
    faults = CATALOGUE
    assert faults.text("CARD-0202", Audience.CITIZEN, "en").startswith("The card was lifted")
    assert faults.text("PRINTER-0402", Audience.CLERK, "zh_CN").startswith("1. 打开纸盒")
    assert faults.text("PRINTER-0402", Audience.CLERK, "zh_CN").count("\n") == 2
    assert "[reader] port" in faults.text("READER-0101", Audience.TECHNICIAN, "en")


def test_a_card_that_lies_there_unseen_is_to_be_laid_down_again() -> None:
    told = CATALOGUE.fault("CARD-0201").citizen
    assert "已经放着的，请拿起来再放一次" in told["zh_CN"].now
    assert "lift it and lay it down again" in told["en"].now


def test_an_unknown_code_or_language_still_has_words() -> None:
    faults = CATALOGUE
    assert "NOWHERE-0001" not in faults
    assert faults.fault("NOWHERE-0001").code == "APP-1001"
    chinese = faults.text("APP-1001", Audience.CITIZEN, "zh_CN")
    assert faults.text("NOWHERE-0001", Audience.CITIZEN, "fr") == chinese


def test_a_catalogue_that_leaves_somebody_without_words_is_refused() -> None:
    text = Path(__file__).parents[2].joinpath("config/faults.yaml").read_text("utf-8")
    entries = yaml.load(text, Loader=yaml.CSafeLoader)
    del entries["CARD-0202"]["clerk"]["en"]
    entries["CARD-0203"]["severity"] = "terrible"
    with pytest.raises(ConfigError) as caught:
        load_faults(yaml.safe_dump(entries))
    assert len(caught.value.problems) == 2
    assert "CARD-0202/clerk" in str(caught.value)


def test_rubbish_is_refused_as_configuration() -> None:
    with pytest.raises(ConfigError, match="is not YAML"):
        load_faults("a: [")
    without = yaml.safe_load(
        Path(__file__).parents[2].joinpath("config/faults.yaml").read_text("utf-8")
    )
    del without["APP-1001"]
    with pytest.raises(ConfigError, match="APP-1001 is missing"):
        load_faults(yaml.safe_dump(without))
