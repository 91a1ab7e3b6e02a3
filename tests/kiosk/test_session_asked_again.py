# SPDX-License-Identifier: Apache-2.0
"""Asked once more in a visit: papers and proofs that could not be asked for, no others."""

import pytest

from kiosk.session.effects import AskMaterials
from kiosk.session.events import EarlierTold, OnlineTold
from tests.support.materials import FAILURES, PLAN, asking, back_at_lookups, notes, renewing


@pytest.mark.parametrize("failure", FAILURES)
def test_what_could_not_be_asked_is_asked_again_at_a_touch(failure: str) -> None:
    visit = back_at_lookups(asking())
    visit.take(EarlierTold(visit.session.visit, failure, code="PLATFORM-0301"))
    visit.take(OnlineTold(visit.session.visit, "M9", failure, "PLATFORM-0301"))
    failed = visit.session
    assert failed.has_failed_lookups
    again = visit.touch("again").session
    first, second = [one for one in visit.effects if isinstance(one, AskMaterials)]
    assert second == first
    assert not again.are_lookups_settled
    assert len(notes(visit, "earlier-papers-asked")) == 2
    visit.take(EarlierTold(visit.session.visit, "found", (PLAN,)))
    visit.take(OnlineTold(visit.session.visit, "M9", "waiting"))
    assert visit.session.are_lookups_settled
    assert not visit.session.has_failed_lookups


@pytest.mark.parametrize("is_list", [True, False])
def test_only_what_failed_is_asked_again(*, is_list: bool) -> None:
    visit = back_at_lookups(asking())
    listed, proof = ("refused", "waiting") if is_list else ("not_found", "timed_out")
    visit.take(EarlierTold(visit.session.visit, listed))
    visit.take(OnlineTold(visit.session.visit, "M9", proof))
    visit.touch("again")
    asked = [one for one in visit.effects if isinstance(one, AskMaterials)][-1]
    assert bool(asked.type_codes) is is_list
    assert bool(asked.online) is not is_list
    online = visit.session.materials.online_for("M9")
    assert online is not None
    assert online.state == ("waiting" if is_list else "")


@pytest.mark.parametrize("state", ["office_refused", "late", "unknown", "rejected"])
def test_an_office_that_has_answered_is_not_asked_again(state: str) -> None:
    visit = back_at_lookups(renewing(PLAN, state=state))
    before = len(visit.effects)
    visit.touch("again")
    assert len(visit.effects) == before
