# SPDX-License-Identifier: Apache-2.0
"""Pinyin: letters become characters, and nothing of them outlives the visit."""

import ctypes
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QGuiApplication

from kiosk.screens.pinyin import (
    LONGEST_PINYIN,
    MOST_CANDIDATES,
    MOST_SYLLABLES,
    NO_FILE,
    NOBODYS_LETTERS,
    PinyinInput,
    decoder,
)

LETTERS = "abcdefghijklmnopqrstuvwxyz"


@pytest.fixture
def pinyin(qapp: QGuiApplication) -> Iterator[PinyinInput]:
    made = PinyinInput()
    yield made
    made.forget()


def typed(pinyin: PinyinInput, letters: str) -> PinyinInput:
    for letter in letters:
        pinyin.add(letter)
    return pinyin


def letters_of(pinyin: PinyinInput) -> str:
    return str(pinyin.property("letters"))


def candidates_of(pinyin: PinyinInput) -> list[str]:
    return list(pinyin.property("candidates"))


def held_letters() -> str:
    """The letters that the library holds, whoever typed them."""
    library, size = decoder()._library, ctypes.c_size_t()
    library.im_get_sps_str.restype = ctypes.c_char_p
    return bytes(library.im_get_sps_str(ctypes.byref(size))).decode("ascii")


def test_letters_wait_and_candidates_are_offered(pinyin: PinyinInput) -> None:
    typed(pinyin, "lifa")
    assert letters_of(pinyin) == "lifa"
    assert "理发" in candidates_of(pinyin)
    assert len(candidates_of(pinyin)) <= MOST_CANDIDATES


@pytest.mark.parametrize(
    ("letters", "characters"),
    [("changsha", "长沙"), ("weisheng", "卫生"), ("dian", "店"), ("lvguan", "旅馆")],
)
def test_a_chosen_candidate_is_finished(
    pinyin: PinyinInput, letters: str, characters: str
) -> None:
    typed(pinyin, letters)
    place = candidates_of(pinyin).index(characters)
    assert pinyin.choose(place) == characters
    assert (letters_of(pinyin), candidates_of(pinyin)) == ("", [])


def test_a_name_is_put_together_from_single_characters(pinyin: PinyinInput) -> None:
    typed(pinyin, "chenqiumei")
    finished = ""
    for character in "陈秋美":
        assert not finished
        finished = pinyin.choose(candidates_of(pinyin).index(character))
    assert finished == "陈秋美"


@pytest.mark.parametrize("sign", ["A", "1", "'", " ", "", "ab", "é", "中", "\0"])
def test_what_is_no_letter_is_ignored(pinyin: PinyinInput, sign: str) -> None:
    typed(pinyin, "li")
    before = candidates_of(pinyin)
    pinyin.add(sign)
    assert (letters_of(pinyin), candidates_of(pinyin)) == ("li", before)


@pytest.mark.parametrize("part", ["a", "n", "ang", "xian", "zh", "zhuang", "an", "eng", "hua"])
def test_more_than_the_decoder_bears_is_ignored(pinyin: PinyinInput, part: str) -> None:
    text = part * LONGEST_PINYIN
    typed(pinyin, text)
    kept = letters_of(pinyin)
    assert text.startswith(kept)
    assert len(kept) <= LONGEST_PINYIN
    assert len(kept) >= MOST_SYLLABLES
    assert candidates_of(pinyin)


def test_a_long_name_fits(pinyin: PinyinInput) -> None:
    typed(pinyin, "zhuangqiuliang")
    assert letters_of(pinyin) == "zhuangqiuliang"


def test_what_was_chosen_stands_before_the_letters_that_are_left(pinyin: PinyinInput) -> None:
    typed(pinyin, "chenqiumei")
    pinyin.choose(candidates_of(pinyin).index("陈"))
    assert letters_of(pinyin) == "陈qiumei"
    pinyin.erase()
    assert letters_of(pinyin) == "chenqiumei", "a choice is taken back whole"
    pinyin.erase()
    assert letters_of(pinyin) == "chenqiume"


def test_letters_may_follow_a_choice(pinyin: PinyinInput) -> None:
    typed(pinyin, "changshali")
    pinyin.choose(candidates_of(pinyin).index("长沙"))
    typed(pinyin, "fa")
    assert letters_of(pinyin) == "长沙lifa"
    assert pinyin.choose(candidates_of(pinyin).index("理发")) == "长沙理发"


def test_the_last_letter_is_taken_back(pinyin: PinyinInput) -> None:
    typed(pinyin, "lifa")
    pinyin.erase()
    assert letters_of(pinyin) == "lif"
    for _ in range(5):
        pinyin.erase()
    assert (letters_of(pinyin), candidates_of(pinyin)) == ("", [])


@pytest.mark.parametrize("place", [-1, MOST_CANDIDATES, 10_000])
def test_a_candidate_that_is_not_there_is_none(pinyin: PinyinInput, place: int) -> None:
    assert pinyin.choose(0) == "", "nothing was typed yet"
    typed(pinyin, "li")
    assert pinyin.choose(place) == ""
    assert letters_of(pinyin) == "li"


def test_what_waits_is_dropped(pinyin: PinyinInput) -> None:
    typed(pinyin, "li").clear()
    assert (letters_of(pinyin), candidates_of(pinyin)) == ("", [])


def test_a_visit_leaves_nothing_on_the_machine(pinyin: PinyinInput) -> None:
    typed(pinyin, "lifa")
    pinyin.choose(0)
    assert held_letters() == "lifa", "else this test looks at nothing"
    pinyin.forget()
    assert held_letters() == NOBODYS_LETTERS
    assert not Path(NO_FILE).exists()
    pinyin.clear()  # the page that is taken down after the visit
    assert held_letters() == NOBODYS_LETTERS
    assert (letters_of(pinyin), candidates_of(pinyin)) == ("", [])


def test_visit_after_visit_takes_no_more_memory(pinyin: PinyinInput) -> None:
    """Closed and opened anew, the library keeps 208 KB each time."""
    typed(pinyin, "lifa").forget()
    before = _in_use()
    for _ in range(20):
        typed(pinyin, "lifa").forget()
    assert _in_use() - before < 500_000


class _Use(ctypes.Structure):
    """``struct mallinfo2`` of glibc."""

    _fields_ = tuple((f"n{number}", ctypes.c_size_t) for number in range(10))


def _in_use() -> int:
    """Bytes that are allocated: from the heap and mapped."""
    mallinfo = ctypes.CDLL(None).mallinfo2
    mallinfo.restype = _Use
    told = mallinfo()
    return int(told.n7 + told.n4)


def test_the_next_visit_knows_nothing_of_the_last(pinyin: PinyinInput) -> None:
    typed(pinyin, "chenqiumei")
    fresh = candidates_of(pinyin)
    for character in "陈秋美":
        pinyin.choose(candidates_of(pinyin).index(character))
    pinyin.forget()
    assert candidates_of(typed(pinyin, "chenqiumei")) == fresh


def test_every_change_is_told(pinyin: PinyinInput) -> None:
    told: list[str] = []
    pinyin.changed.connect(lambda: told.append(letters_of(pinyin)))
    typed(pinyin, "li")
    pinyin.erase()
    pinyin.clear()
    pinyin.forget()
    assert told == ["l", "li", "l", "", ""]


ACTS = st.one_of(
    st.sampled_from(LETTERS),
    st.sampled_from(["a", "n", "g", "e", "i", "x"]),
    st.sampled_from(["erase", "clear", "forget"]),
    st.integers(-2, MOST_CANDIDATES + 2),
)


@settings(
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(ACTS, max_size=40))
def test_whatever_is_touched_letters_and_candidates_fit_each_other(
    pinyin: PinyinInput, acts: list[str | int]
) -> None:
    pinyin.forget()
    for act in acts:
        match act:
            case int():
                finished = pinyin.choose(act)
                assert not finished or not letters_of(pinyin)
            case "erase" | "clear" | "forget":
                getattr(pinyin, act)()
            case _:
                pinyin.add(act)
        assert len(re.sub("[^a-z]", "", letters_of(pinyin))) <= LONGEST_PINYIN
        assert len(candidates_of(pinyin)) <= MOST_CANDIDATES
        assert letters_of(pinyin) or not candidates_of(pinyin)
        assert all(candidates_of(pinyin))
