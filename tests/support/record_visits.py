# SPDX-License-Identifier: Apache-2.0
"""Visits in which a base, an earlier paper or another office's proof is said to be wrong."""

from dataclasses import replace

from kiosk.session.states import State
from tests.support.base_visits import KnownVisit
from tests.support.materials import PLAN, issued, renewing, whole
from tests.support.visits import Visit

PHONE = "15400000001"
"""The telephone number that the population register has."""

PLAN_ROLE = "reused-M5"
REPORT_ROLE = "issued_online-M9"


def known_form(**more: object) -> Visit:
    """The filled form of a salon; its telephone number is the register's."""
    visit = KnownVisit({"own_phone": PHONE, **more})  # type: ignore[dict-item]
    visit.begin(consent="").look_up().tell().touch("forward")
    visit.touch("answer:new", "answer:beauty", "answer:beauty").type("120")
    visit.touch("forward", "answer:yes", "answer:new", "forward").type("3").touch("forward")
    assert visit.at(State.FORM)
    return visit


def supplied() -> Visit:
    """The board of a renewal with an earlier plan in use and a sealed report."""
    visit = renewing(PLAN).touch("reuse:M5")
    return visit.take(whole(visit), issued(visit))


def other_plan() -> Visit:
    """The same with a second plan on file, handed in before the first."""
    older = replace(PLAN, identifier="MAT-0", submitted_on=PLAN.submitted_on.replace(year=2025))
    visit = renewing(PLAN, older).touch("reuse:M5")
    return visit.take(whole(visit))
