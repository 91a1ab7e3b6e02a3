# SPDX-License-Identifier: Apache-2.0
"""Every key is explained, in both languages, and by nothing that the rules do not say."""

import tomllib
from importlib import resources

import pytest

from config.explained import StartsAnew, all_keys, explained
from config.rules import RULES

KEYS = tomllib.loads(resources.files("config").joinpath("keys.toml").read_text("utf-8"))


def test_the_words_are_of_the_keys_there_are_and_of_no_other() -> None:
    said = {f"{table}.{key}" for table, keys in KEYS.items() for key in keys}
    said -= {f"remedies.{remedy}" for remedy in KEYS["remedies"]}
    assert said == {f"{table}.{key}" for table, keys in RULES.items() for key in keys}
    assert set(all_keys()) == said


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("key", all_keys())
def test_every_key_says_what_it_is_and_what_it_may_hold(key: str, language: str) -> None:
    told = explained(key, language)
    assert told is not None
    assert told.meaning
    assert told.allowed
    has_chinese = any("一" <= one <= "鿿" for one in told.meaning + told.effect)
    assert has_chinese is (language == "zh_CN")


def test_every_unit_in_a_name_is_told() -> None:
    assert [key for key in all_keys() if key.endswith("_s") and not told_unit(key)] == []
    assert told_unit("screen.width_mm") == "毫米"
    assert told_unit("reader.baud") == "bit/s"
    assert told_unit("kiosk.id") == ""


def told_unit(key: str) -> str:
    told = explained(key)
    assert told is not None
    return told.unit


def test_a_range_and_words_are_read_off_the_rules() -> None:
    idle, speed = explained("timing.idle_s"), explained("reader.baud")
    language = explained("kiosk.language")
    assert idle is not None
    assert speed is not None
    assert language is not None
    assert idle.allowed == "5 到 600 的数"
    assert idle.default == "60.0"
    assert language.allowed == "zh_CN 或 en"
    assert speed.starts_anew is StartsAnew.DEVICE
    assert speed.is_of_device


def test_nothing_is_said_of_a_key_that_is_not() -> None:
    assert explained("kiosk.colour") is None
    assert explained("kiosk") is None
