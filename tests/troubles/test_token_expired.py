# SPDX-License-Identifier: Apache-2.0
"""An identity code that lay on the telephone too long, and one that nobody knows."""

from threading import Event

import pytest

from tests.support.identity_codes import CodeStand


def test_a_code_that_has_run_out_is_told_and_a_fresh_one_works(stand: CodeStand) -> None:
    stand.platform.send("set", token_s=0)
    assert stand.refusal(stand.token()) == "TOKEN-1201"
    stand.platform.send("set", token_s=60)
    record = stand.read(stand.token())
    assert record is not None
    assert record.name == "陈秋美"


@pytest.mark.parametrize(
    "text",
    [
        "JBT1.notGivenOutByAnybody",
        "https://pay.invalid/q?x=1",
        '{"name":"陈","number":"439900199203170068"}'.encode("ascii", "replace").decode(),
    ],
)
def test_a_code_that_is_none_of_ours_tells_nobody(stand: CodeStand, text: str) -> None:
    assert stand.refusal(text) == "TOKEN-1203"


def test_identity_is_never_taken_from_the_text_of_a_code(stand: CodeStand) -> None:
    assert stand.refusal("CHEN QIUMEI,439900199203170068,2,01") == "TOKEN-1203"


def test_no_code_in_time_is_no_fault(stand: CodeStand) -> None:
    assert stand.source.read(deadline_s=0.3, cancelled=Event()) is None
