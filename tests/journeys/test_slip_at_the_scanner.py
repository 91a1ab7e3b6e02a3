# SPDX-License-Identifier: Apache-2.0
"""The code of a slip, held to the scanner: it tells how its case stands, and no more."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from forms.case_standing import Standing, standing_of
from kiosk.session.cases import case_of
from kiosk.session.states import State
from kiosk.slip_code import SlipCodes
from tests.journeys.test_second_visit import handed_in, told_now
from tests.support.whole import WholeKiosk, quick_world, whole_kiosk

pytestmark = [pytest.mark.daemon, pytest.mark.slow]


@pytest.fixture
def scanning(tmp_path: Path) -> Iterator[WholeKiosk]:
    with (
        quick_world(tmp_path, has_scanner=True) as world,
        whole_kiosk(world) as whole,
    ):
        yield whole


def shown(whole: WholeKiosk, text: str) -> None:
    """Come in, and hold a code to the scanner instead of laying a card down."""
    for touched in ("start", "extra", "forward"):
        whole.tap(touched)
    whole.wait_for(State.CARD)
    whole.hold_up(text, lambda: whole.session.state is not State.CARD)


def test_a_slip_opens_its_case_and_only_the_card_opens_more(scanning: WholeKiosk) -> None:
    number = handed_in(scanning, "correct")
    code = SlipCodes(scanning.kiosk.store.data_dir).code_of(number)
    shown(scanning, code)
    scanning.wait_for(State.CASE)
    scanning.wait(lambda: scanning.session.cases.case is not None, why="the case")  # type: ignore[union-attr]
    assert case_of(scanning.session).number == number
    assert standing_of(case_of(scanning.session)) in {Standing.CORRECTION, Standing.RECEIVED}
    assert "联系电话" not in told_now(scanning)
    scanning.tap("option-card")
    scanning.wait_for(State.CARD)
    scanning.rest_now()

    shown(scanning, f"{code[:-1]}{'A' if code[-1] != 'A' else 'B'}")
    scanning.wait_for(State.TROUBLE)
    assert scanning.session.trouble is not None
    assert scanning.session.trouble.code == "DESK-1503"
    assert scanning.session.record is None
