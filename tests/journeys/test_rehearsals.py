# SPDX-License-Identifier: Apache-2.0
"""Every rehearsal that is shipped reaches the outcome that it names, within its effort."""

from dataclasses import dataclass

import pytest

from forms.service_item import Supply
from kiosk.robot.script import load_script
from kiosk.session.case_visit import OWN_CASES
from kiosk.session.states import State
from tests.support.whole import REHEARSALS, WholeKiosk, script

pytestmark = [pytest.mark.daemon, pytest.mark.slow]

SHIPPED = tuple(
    path.stem for path in sorted(REHEARSALS.glob("*.toml")) if not load_script(path).code
)
"""But for the one that needs a scanner: ``test_licence_check.py`` plays it."""
QUICK_S = 0.06
"""The robot looks this long at a page; nothing moves on it."""


@dataclass(frozen=True)
class Effort:
    """The most that a visit may ask of a citizen, and the sheets that come of it."""

    taps: int
    typed: int
    sheets: int


EFFORTS = {
    "hygiene-permit-new": Effort(28, 16, 4),
    "hygiene-permit-ordinary": Effort(24, 16, 1),
    "hygiene-permit-refused": Effort(20, 16, 0),
    "hygiene-permit-restaurant": Effort(10, 0, 0),
    "hygiene-permit-renew": Effort(28, 16, 4),
    "hygiene-permit-renew-on-file": Effort(28, 16, 4),
    "hygiene-permit-change": Effort(20, 12, 2),
    "hygiene-permit-reissue": Effort(18, 12, 2),
    "hygiene-permit-damage": Effort(18, 12, 2),
    "hygiene-permit-cancel": Effort(18, 12, 1),
    "hygiene-permit-post": Effort(22, 12, 1),
    "hygiene-permit-post-elsewhere": Effort(30, 28, 1),
    "hygiene-permit-window": Effort(24, 16, 2),
    "hygiene-permit-disputed": Effort(28, 16, 3),
    "hygiene-permit-platform-away": Effort(28, 16, 3),
    "road-freight-licence-new": Effort(24, 20, 1),
    "road-freight-licence-reissue": Effort(18, 12, 2),
    "road-freight-licence-light": Effort(12, 5, 0),
    "individual-business-new": Effort(24, 12, 1),
    "individual-business-change": Effort(20, 12, 2),
    "individual-business-rename": Effort(20, 24, 1),
    "own-certificates": Effort(11, 0, 1),
    "my-cases": Effort(6, 0, 0),
}
"""What a citizen is asked for; the goal of the design is 28 taps and 16 characters."""


def test_every_outcome_of_a_visit_is_rehearsed() -> None:
    outcomes = {script(name).outcome for name in SHIPPED}
    assert outcomes >= {"issued", "accepted", "refused", "stopped", "filed"}
    assert set(EFFORTS) == set(SHIPPED)


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_rehearsal_reaches_its_outcome(whole: WholeKiosk, name: str) -> None:
    wanted, effort, before = script(name), EFFORTS[name], len(whole.printed())
    result = whole.play(wanted, settle_s=QUICK_S)
    assert result.outcome == wanted.outcome, result.stop_reason
    assert result.faults == []
    assert (result.taps, result.typed_characters) <= (effort.taps, effort.typed)
    assert result.typed_characters <= effort.typed
    assert result.printer_sheets == effort.sheets
    assert bool(len(whole.printed()) - before) == bool(effort.sheets)
    assert set(result.materials_by_supply) == {supply.value for supply in Supply}
    assert sum(result.materials_by_supply.values()) == result.materials_total
    assert whole.session.record is None
    assert {State.TROUBLE, State.OUT_OF_SERVICE}.isdisjoint(whole.visited)


def test_a_rehearsal_names_a_service_that_exists(whole: WholeKiosk) -> None:
    services = {item.id for item in whole.session.catalogue.services} | {OWN_CASES}
    for name in SHIPPED:
        assert load_script(REHEARSALS / f"{name}.toml").service in services
