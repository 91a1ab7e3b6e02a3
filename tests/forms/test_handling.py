# SPDX-License-Identifier: Apache-2.0
"""Attributes with behaviour: level of the kiosk, regions."""

from dataclasses import replace

import pytest

from forms.handling import (
    CrossRegion,
    CrossRegionMode,
    KioskLevel,
    RegionDuty,
    offered_at,
    region_duty,
)
from forms.service_item import Handling, Mark, Provenance
from tests.support.applying import permit, shipped

SURE = Provenance(Mark.ASSUMED, "x")


COUNTY = ("hygiene-permit", "road-freight-licence", "individual-business")
COPIES = "own-certificates"


@pytest.mark.parametrize(
    ("level", "services"),
    [
        (KioskLevel.COUNTY, [*COUNTY, COPIES]),
        (KioskLevel.TOWN, [*COUNTY, COPIES]),
        (KioskLevel.VILLAGE, ["individual-business", COPIES]),
    ],
)
def test_the_level_of_the_kiosk_selects_what_it_offers(
    level: KioskLevel, services: list[str]
) -> None:
    assert [item.id for item in shipped().at_level(level).services] == services
    assert offered_at(shipped().services, level) == shipped().at_level(level).services


def across(mode: CrossRegionMode) -> Handling:
    partners = CrossRegion(mode, ("439901",), SURE)
    return replace(permit().handling, cross_region=partners)


@pytest.mark.parametrize(
    ("mode", "duty"),
    [
        (CrossRegionMode.ONLINE, RegionDuty.DECIDE_ONLINE),
        (CrossRegionMode.FORWARD, RegionDuty.COLLECT_AND_FORWARD),
        (CrossRegionMode.JOINT, RegionDuty.HANDLE_JOINTLY),
    ],
)
def test_a_partners_case_is_handled_as_the_two_agreed(
    mode: CrossRegionMode, duty: RegionDuty
) -> None:
    rules = across(mode)
    assert region_duty(rules, here="439900", division="439901") is duty
    assert region_duty(rules, here="439900", division="439900") is RegionDuty.DECIDE
    assert region_duty(rules, here="439900", division="") is RegionDuty.DECIDE
    assert region_duty(rules, here="439900", division="439909") is RegionDuty.SEND_AWAY


def test_without_an_agreement_another_regions_case_is_sent_away() -> None:
    duty = region_duty(permit().handling, here="439900", division="439901")
    assert duty is RegionDuty.SEND_AWAY
