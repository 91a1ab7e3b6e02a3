# SPDX-License-Identifier: Apache-2.0
"""A citizen prints a certificate of her own; the sheet is the library's copy, byte for byte."""

import json
import re
from datetime import timedelta
from pathlib import Path

import pytest

from certificates.certificate_types import BUSINESS_LICENCE
from certificates.library.interface import Annotation
from kiosk.clock import SystemClock
from kiosk.copy_desk import DOCUMENT
from kiosk.robot.result import Result
from kiosk.session.states import State
from tests.support.dialects import AUDIT, library_for, query_for
from tests.support.whole import WholeKiosk, script

pytestmark = [pytest.mark.daemon, pytest.mark.slow]

CHEN = "439900199203170068"
QUICK_S = 0.06


def lines(whole: WholeKiosk, case_number: str) -> list[dict[str, str]]:
    """The journal's lines about a case."""
    records = (json.loads(line).get("record", {}) for line in whole.journal())
    return [one for one in records if one.get("case_id") == case_number]


def played(whole: WholeKiosk, **changes: object) -> tuple[Result, list[Path]]:
    """The shipped rehearsal, and the sheets that came of it."""
    before = len(whole.printed())
    result = whole.play(script("own-certificates", **changes), settle_s=QUICK_S)
    return result, whole.printed()[before:]


def test_what_is_printed_is_the_librarys_copy_byte_for_byte(whole: WholeKiosk) -> None:
    result, printed = played(whole)
    assert result.outcome == "answered", result.stop_reason
    assert result.faults == []
    assert result.typed_characters == 0
    (sheet,) = printed
    with library_for("certshare", whole.world.platform.address) as library:
        (licence,) = library.find_by_holder(
            query_for(CHEN, BUSINESS_LICENCE.code), AUDIT, deadline_s=5
        )
        mark = f"仅供入学报名使用，办件编号{result.case_number}"
        last = SystemClock().today() + timedelta(days=30)
        copy = library.annotated_copy(
            licence.identifier, Annotation(mark, last), AUDIT, deadline_s=5
        )
    assert sheet.read_bytes() == copy
    store = whole.kiosk.store
    whole.wait(
        lambda: store.documents.get(result.case_number, DOCUMENT) is None,
        why="the copy's end",
    )
    summary = store.cases.summary(result.case_number)
    assert summary is not None
    assert (summary.decision, summary.documents) == ("answered", ())
    told = [one["event"] for one in lines(whole, result.case_number)]
    wanted = ["copy-fetched", "case-submitted", "document-made"]
    assert [event for event in told if event in wanted] == wanted
    assert "copy-wiped" in told
    assert licence.number not in "".join(whole.journal())


def test_the_same_copy_may_be_printed_again_the_same_day(whole: WholeKiosk) -> None:
    (first, (one,)), (second, (other,)) = played(whole), played(whole)
    assert first.case_number != second.case_number
    assert one.read_bytes() != other.read_bytes()


@pytest.mark.parametrize(
    ("mood", "code"),
    [
        ("refused", "PLATFORM-0323"),
        ("missing", "PLATFORM-0321"),
        ("lapsed", "PLATFORM-0322"),
        ("foreign", "DOCUMENT-0621"),
    ],
)
def test_a_copy_that_cannot_be_had_is_told_plainly_and_nothing_is_printed(
    whole: WholeKiosk, mood: str, code: str
) -> None:
    whole.world.platform.tell("set", copies=mood)
    try:
        result, printed = played(whole)
    finally:
        whole.world.platform.tell("clear")
    assert (result.outcome, result.stop_reason) == ("fault", code)
    assert printed == []
    assert State.PRINTING not in whole.visited


def test_who_has_nothing_hears_so_and_where_to_go(whole: WholeKiosk) -> None:
    whole.world.card = "zhou-kaiyuan"
    wanted = script("own-certificates", card="zhou-kaiyuan", answers={})
    result = whole.play(wanted, settle_s=QUICK_S)
    assert (result.outcome, result.stop_reason) == ("stopped", "nothing can be printed")
    assert State.FORM not in whole.visited
    assert re.search("Shelf", "".join(state.value for state in whole.visited))
