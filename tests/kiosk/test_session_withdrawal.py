# SPDX-License-Identifier: Apache-2.0
"""A signed promise may be taken back until the decision; then the ordinary way is left."""

import pytest

from forms.application import Route
from forms.decision import Refused, decide
from forms.promise import route_offer
from kiosk.journal_events import load_events
from kiosk.session.effects import Note
from kiosk.session.states import State
from tests.support.applying import TODAY, complete, permit, shipped
from tests.support.visits import Visit

BACK_TO_THE_ROUTES = ("back", "back", "back")


@pytest.mark.parametrize("route", ["ordinary", "window"])
def test_who_goes_another_way_after_signing_withdraws(route: str) -> None:
    visit = Visit().until_review().touch(*BACK_TO_THE_ROUTES)
    assert visit.at(State.ROUTE)
    visit.touch(f"route:{route}")
    application = visit.session.begun()
    assert application.is_promise_withdrawn
    assert application.route is Route(route)
    assert visit.effects.count(Note("promise-withdrawn")) == 1
    assert "promise-withdrawn" in load_events()


def test_a_withdrawn_promise_is_closed_for_the_rest_of_the_case() -> None:
    visit = Visit().until_review().touch(*BACK_TO_THE_ROUTES, "route:ordinary", "back")
    assert visit.touch("route:promise").at(State.ROUTE), "closed"
    assert visit.touch("back", "back", "back", "back", "back").at(State.GUIDE)
    assert visit.touch("answer:new").at(State.BOARD), "answered again, filled in anew"
    assert visit.session.begun().is_promise_withdrawn


def test_who_only_looked_or_signs_again_has_withdrawn_nothing() -> None:
    unsigned = Visit().until_sign().touch("back", "back", "route:ordinary")
    assert not unsigned.session.begun().is_promise_withdrawn
    again = Visit().until_review().touch(*BACK_TO_THE_ROUTES, "route:promise")
    assert again.at(State.LETTER)
    assert not again.session.begun().is_promise_withdrawn


def test_the_engine_knows_no_promise_of_a_case_that_took_one_back() -> None:
    free = complete().with_promise_withdrawn()
    offer = route_offer(permit(), free)
    assert not offer.is_promise_open
    assert "撤回" in offer.hindrances[0].zh_CN
    tried = decide(
        permit(), free.with_route(Route.PROMISE),
        signed=True, today=TODAY, calendar=shipped().calendar,
    )  # fmt: skip
    assert isinstance(tried, Refused)
