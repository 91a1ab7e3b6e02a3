# SPDX-License-Identifier: Apache-2.0
"""The code on a slip: leads to its case here, and any other text nowhere."""

import string
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from devices.scanner.token import ScannedToken
from kiosk.slip_code import SlipCodes, is_slip

CASE = "K-0001-20261123-0001"


@pytest.fixture
def codes(tmp_path: Path) -> SlipCodes:
    return SlipCodes(tmp_path)


def test_a_code_holds_the_case_number_and_a_check_and_nothing_else(codes: SlipCodes) -> None:
    text = codes.code_of(CASE)
    mark, number, check = text.split(":")
    assert (mark, number, len(check)) == ("JC1", CASE, 16)
    assert is_slip(text)
    assert ScannedToken(text).text == text
    assert codes.case_of(text) == CASE
    assert codes.code_of(CASE) == text


def test_another_kiosk_does_not_know_it(codes: SlipCodes, tmp_path: Path) -> None:
    other = SlipCodes(tmp_path / "other")
    assert other.case_of(codes.code_of(CASE)) == ""


@pytest.mark.parametrize(
    "text",
    [
        "",
        "JC1:",
        CASE,
        f"JC1:{CASE}:",
        f"JC1:{CASE}:AAAAAAAAAAAAAAAA",
        f"JC2:{CASE}:AAAAAAAAAAAAAAAA",
        f"JC1:{CASE}:aaaaaaaaaaaaaaaa",
    ],
)
def test_what_this_kiosk_did_not_make_leads_nowhere(codes: SlipCodes, text: str) -> None:
    assert codes.case_of(text) == ""


@given(st.integers(0, 40), st.sampled_from(string.ascii_uppercase + string.digits + "-:"))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_one_character_that_differs_leads_nowhere(
    codes: SlipCodes, place: int, letter: str
) -> None:
    text = codes.code_of(CASE)
    place %= len(text)
    changed = text[:place] + letter + text[place + 1 :]
    assert codes.case_of(changed) == (CASE if changed == text else "")
