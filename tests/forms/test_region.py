# SPDX-License-Identifier: Apache-2.0
"""Cases of another region: decided as ours, or taken in and decided there."""

from dataclasses import replace
from datetime import date

import pytest

from forms.application import Application, Route
from forms.decision import Accepted, Decision, Issued, decide
from forms.handling import CrossRegion, CrossRegionMode, RegionDuty
from forms.lint_results import handling
from forms.region import duty_of, forwarded_to
from forms.service_item import Mark, Provenance, ServiceItem
from kiosk.delivery_papers import Subject, delivery_line, delivery_record
from tests.support.applying import TODAY, business_licence, permit, shipped
from tests.support.delivering import changed

SURE = Provenance(Mark.ASSUMED, "x")
HERE, PARTNER, ELSEWHERE = "439900", "439901", "439909"
FORWARDED = [CrossRegionMode.FORWARD, CrossRegionMode.JOINT]


def across(mode: CrossRegionMode) -> ServiceItem:
    """The permit under a pact with one region."""
    pact = CrossRegion(mode, (PARTNER,), SURE)
    return replace(permit(), handling=replace(permit().handling, cross_region=pact))


def of(division: str) -> Application:
    """A change whose business is registered there."""
    licence = replace(business_licence(), area_code=division)
    return replace(changed(), certificates={**changed().certificates, "BL": licence})


def decided(item: ServiceItem, application: Application) -> Decision:
    chosen = application.with_route(Route.ORDINARY)
    return decide(item, chosen, signed=True, today=TODAY, calendar=shipped().calendar)


@pytest.mark.parametrize("mode", CrossRegionMode)
@pytest.mark.parametrize("division", [HERE, ELSEWHERE, ""])
def test_what_is_no_partners_is_decided_as_ours(mode: CrossRegionMode, division: str) -> None:
    assert duty_of(across(mode), of(division)) is RegionDuty.DECIDE
    assert forwarded_to(across(mode), of(division)) == ""
    assert isinstance(decided(across(mode), of(division)), Issued)


def test_fully_online_means_decided_here() -> None:
    item = across(CrossRegionMode.ONLINE)
    assert duty_of(item, of(PARTNER)) is RegionDuty.DECIDE_ONLINE
    assert forwarded_to(item, of(PARTNER)) == ""
    assert isinstance(decided(item, of(PARTNER)), Issued)


@pytest.mark.parametrize("mode", FORWARDED)
def test_a_case_that_is_forwarded_is_accepted_here_and_decided_there(
    mode: CrossRegionMode,
) -> None:
    item = across(mode)
    assert forwarded_to(item, of(PARTNER)) == PARTNER
    assert isinstance(decided(item, of(PARTNER)), Accepted)


def test_without_pact_or_certificate_nothing_is_forwarded() -> None:
    assert forwarded_to(permit(), of(PARTNER)) == ""
    bare = replace(of(PARTNER), certificates={})
    assert forwarded_to(across(CrossRegionMode.FORWARD), bare) == ""


def test_slip_and_message_name_who_decides() -> None:
    subject = Subject(permit(), Accepted(date(2026, 12, 21)), "K-1", forward_to=PARTNER)
    (line,) = delivery_line(None, subject)
    assert PARTNER in line
    assert delivery_record(None, subject) == {"forward_to": PARTNER}


@pytest.mark.parametrize("mode", FORWARDED)
def test_a_pact_that_cannot_be_kept_is_found(mode: CrossRegionMode) -> None:
    told = dict.fromkeys(message for _, message in handling(across(mode)))
    assert "what is forwarded is decided there; close the route promise" in told
    assert list(handling(across(CrossRegionMode.ONLINE))) == []
    odd = CrossRegion(CrossRegionMode.ONLINE, (PARTNER,), SURE, role="BILL")
    item = replace(permit(), handling=replace(permit().handling, cross_region=odd))
    assert [message for _, message in handling(item)] == [
        "there is no certificate BILL; mend the role"
    ]
