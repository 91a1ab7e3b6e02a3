# SPDX-License-Identifier: Apache-2.0
"""A renewal with a plan that is on file and a report that another office issues and seals."""

import json
from collections.abc import Iterator

import pytest

from kiosk.demo.world import SimulatedWorld
from kiosk.session.states import State
from tests.support.whole import WholeKiosk, script, whole_kiosk

pytestmark = [pytest.mark.daemon, pytest.mark.slow]


@pytest.fixture(scope="module")
def kiosk_and_offices(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WholeKiosk]:
    """A running kiosk whose platform has materials, and whose offices issue online."""
    folder = tmp_path_factory.mktemp("world")
    with SimulatedWorld(folder / "printed", has_materials=True) as world:
        world.printer.tell("set", speed=0.1)
        with whole_kiosk(world) as whole:
            yield whole


@pytest.fixture
def connected(kiosk_and_offices: WholeKiosk) -> WholeKiosk:
    """The same, resting, and the platform as at its start."""
    kiosk_and_offices.world.platform.tell("clear")
    kiosk_and_offices.rest_now()
    return kiosk_and_offices


def kept_materials(whole: WholeKiosk, case_number: str) -> list[dict[str, str]]:
    form = whole.kiosk.store.cases.form_of(case_number)
    assert form is not None
    materials = json.loads(form)["materials"]
    assert isinstance(materials, list)
    return materials


def test_both_supplies_count_and_go_into_the_case(connected: WholeKiosk) -> None:
    result = connected.play(script("hygiene-permit-renew-on-file"), settle_s=0.06)
    assert (result.outcome, result.faults) == ("issued", [])
    by_supply = result.materials_by_supply
    assert (by_supply["reused"], by_supply["issued_online"]) == (1, 1)
    assert by_supply["promised"] == 2
    plan, report = kept_materials(connected, result.case_number)
    assert (plan["material"], plan["supply"]) == ("M5", "reused")
    assert (report["material"], report["supply"]) == ("M9", "issued_online")
    told = "\n".join(connected.journal())
    for event in ("earlier-papers-told", "reuse-consented", "reused-paper-checked"):
        assert event in told
    assert "邓丽华" not in told
    calls = connected.world.platform.tell("state")["calls"]
    assert isinstance(calls, list)
    asked = [call for call in calls if call["operation"] == "requestIssue"]
    assert len(asked) == 1
    assert all(call["purpose"] and all(call["audit"].values()) for call in calls)


OPERATIONS = {"queryMaterialsByHolder", "downloadMaterial", "requestIssue", "queryIssue"}


def asked_of(whole: WholeKiosk) -> list[str]:
    """Operations of materials and proofs that reached the platform."""
    calls = whole.world.platform.tell("state")["calls"]
    assert isinstance(calls, list)
    return [call["operation"] for call in calls if call["operation"] in OPERATIONS]


def test_nothing_reaches_the_platform_before_the_consent_nor_a_file_before_its_own(
    connected: WholeKiosk,
) -> None:
    before = asked_of(connected)
    connected.world.card = "deng-lihua"
    for name in ("start", "service-hygiene-permit"):
        connected.tap(name)
    connected.wait_for(State.NOTICE)
    connected.world.lay_card()
    connected.rest(0.5)
    assert asked_of(connected) == before
    connected.tap("forward")
    connected.wait_for(State.LOOKUPS)
    connected.wait(lambda: connected.session.are_lookups_settled)
    assert asked_of(connected) == before, "the guide has not told yet what is needed"
    connected.tap("forward")
    connected.wait_for(State.GUIDE)
    connected.tap("option-renew")
    connected.wait_for(State.BOARD)
    connected.wait(lambda: connected.session.materials.is_settled)
    new = asked_of(connected)[len(before) :]
    assert {"queryMaterialsByHolder", "requestIssue"} <= set(new)
    assert "downloadMaterial" not in new
    connected.world.lift_card()


def test_the_first_rehearsal_is_what_it_was(connected: WholeKiosk) -> None:
    """Nothing of hers is on file, and the office has no report: twelve papers, none brought."""
    result = connected.play(script(), settle_s=0.06)
    assert result.outcome == "issued"
    by_supply = result.materials_by_supply
    assert (result.materials_total, by_supply["handed_in"]) == (12, 0)
    assert (by_supply["reused"], by_supply["issued_online"]) == (0, 0)
    assert kept_materials(connected, result.case_number) == []


def test_who_does_not_tick_and_does_not_wait_promises_as_ever(connected: WholeKiosk) -> None:
    connected.world.platform.tell("set", issue="waiting")
    result = connected.play(script("hygiene-permit-renew"), settle_s=0.06)
    assert result.outcome == "issued"
    by_supply = result.materials_by_supply
    assert (by_supply["reused"], by_supply["issued_online"], by_supply["promised"]) == (0, 0, 4)


def test_a_tampered_proof_and_a_tampered_paper_supply_nothing(connected: WholeKiosk) -> None:
    connected.world.platform.tell("set", proof="tampered")
    result = connected.play(
        script(
            "hygiene-permit-renew-on-file",
            answers={"situation": "renew", "wait_M9": "yes"},
        ),
        settle_s=0.06,
    )
    assert result.outcome == "issued"
    assert result.materials_by_supply["issued_online"] == 0
    assert kept_materials(connected, result.case_number) == []
