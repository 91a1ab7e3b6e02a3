# SPDX-License-Identifier: Apache-2.0
"""An answer that comes too late is asked for once more, as the page offers."""

from collections.abc import Iterator

import pytest

from kiosk.robot.at_lookups import TOO_LATE
from kiosk.session.session import Session
from kiosk.session.states import State
from tests.support.whole import WholeKiosk, script

pytestmark = [pytest.mark.daemon, pytest.mark.slow]

QUICK_S = 0.06


@pytest.fixture
def late(whole: WholeKiosk) -> Iterator[WholeKiosk]:
    """A kiosk whose platform does not answer the next call at all, and all others."""
    whole.world.platform.tell("fault", kind="hang", count=1)
    yield whole
    whole.world.platform.tell("clear")
    whole.rest_now()


def test_what_was_looked_up_too_late_is_looked_up_again(late: WholeKiosk) -> None:
    """Else the citizen would be asked for a permit that the library has."""
    seen: list[set[str]] = []

    def saw(session: Session, _event: object) -> None:
        if session.state is State.LOOKUPS:
            seen.append({one.code for one in session.sources})

    late.kiosk.controller.stepped.connect(saw)
    try:
        result = late.play(script("hygiene-permit-change"), settle_s=QUICK_S)
    finally:
        late.kiosk.controller.stepped.disconnect(saw)
    assert any(TOO_LATE in codes for codes in seen)
    assert seen[-1] == {""}
    assert result.outcome == "issued", result.stop_reason
