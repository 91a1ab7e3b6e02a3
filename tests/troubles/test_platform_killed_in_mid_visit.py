# SPDX-License-Identifier: Apache-2.0
"""The platform's process is killed and started anew while a citizen stands at the look-ups."""

from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from tests.support.citizen_at_lookups import AtLookups, at_lookups
from tests.support.dialects import DIALECTS
from tests.support.simulators import RunningSimulator, running_simulator

pytestmark = [pytest.mark.daemon]

SERVICE = "hygiene-permit"
PATIENT_S = 15.0
"""Time for the look-ups on a busy machine; nobody waits so long for a platform that is away."""

LONG_AWAY = 20
"""Self-tests in vain, after which the circuit pauses for half a minute at least."""

FOUND = {"BL": "found", "DEED": "found", "HEALTH": "found", "HYG": "not_found"}
SEARCHES = {"queryCertInfoByHolderCode", "regional/secGetCertificateDataByHolder"}


def searches(platform: RunningSimulator) -> int:
    """How many searches by holder it was asked for."""
    calls = platform.send("state")["calls"]
    assert isinstance(calls, list)
    return sum(call["operation"] in SEARCHES for call in calls)


def touch_again(kiosk: AtLookups) -> None:
    kiosk.touch("again")
    kiosk.settle()


@pytest.mark.parametrize("dialect", DIALECTS)
def test_the_same_visit_goes_on_with_the_new_process(
    dialect: str, tmp_path: Path, qapp: QGuiApplication
) -> None:
    """Killed before the look-ups: all of them fail, and are found at the next touch."""
    with running_simulator("platform") as first:
        port = first.address.rpartition(":")[2]
        with at_lookups(dialect, first.address, tmp_path, look_up_s=PATIENT_S) as kiosk:
            kiosk.arrive(SERVICE)  # connections, and a session in the one dialect
            assert kiosk.outcomes() == FOUND
            kiosk.begin(SERVICE)
            first.end()
            kiosk.arrive(SERVICE)
            assert kiosk.outcomes() == dict.fromkeys(FOUND, "unreachable")
            touch_again(kiosk)
            assert kiosk.outcomes() == dict.fromkeys(FOUND, "unreachable")
            with running_simulator("platform", "--port", port):
                touch_again(kiosk)
                assert kiosk.outcomes() == FOUND
                touch_again(kiosk)  # nothing has failed: nothing is asked
                assert len(kiosk.told) == len(FOUND)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_asked_again_by_a_citizen_it_is_asked_although_it_is_held_to_be_away(
    dialect: str, tmp_path: Path, qapp: QGuiApplication
) -> None:
    """The pause of the circuit has grown long by then; a touch does not wait for its end."""
    with running_simulator("platform") as first:
        port = first.address.rpartition(":")[2]
        with at_lookups(dialect, first.address, tmp_path, look_up_s=PATIENT_S) as kiosk:
            first.end()
            assert kiosk.library is not None
            for _ in range(LONG_AWAY):
                assert not kiosk.library.probe().reachable
            kiosk.arrive(SERVICE)
            with running_simulator("platform", "--port", port) as second:
                kiosk.arrive(SERVICE)  # another citizen: told at once
                assert kiosk.outcomes() == dict.fromkeys(FOUND, "unreachable")
                assert searches(second) == 0
                touch_again(kiosk)
                assert kiosk.outcomes() == FOUND


@pytest.mark.parametrize("dialect", DIALECTS)
def test_what_was_found_before_the_kill_is_kept(
    dialect: str, tmp_path: Path, qapp: QGuiApplication
) -> None:
    """Killed in the midst of them: only those that failed are asked of the new process."""
    with running_simulator("platform") as first:
        port = first.address.rpartition(":")[2]
        with at_lookups(dialect, first.address, tmp_path, look_up_s=PATIENT_S) as kiosk:
            first.send("set", latencies_ms="0,30000,30000,30000")
            kiosk.begin(SERVICE)
            kiosk.ask(SERVICE, "BL")  # the first kind that is asked for answers at once
            kiosk.lay_card()
            kiosk.wait(lambda: kiosk.outcomes()["BL"] == "found")
            first.end()
            kiosk.settle()
            failed = dict.fromkeys(("DEED", "HEALTH", "HYG"), "unreachable")
            assert kiosk.outcomes() == {"BL": "found", **failed}
            with running_simulator("platform", "--port", port) as second:
                touch_again(kiosk)
                assert kiosk.outcomes() == FOUND
                assert {told.event.source for told in kiosk.told} == set(failed)
                assert searches(second) == 4, "three that failed, and one by the licence's code"
            again = [one["disposition"] for one in kiosk.journal()[-3:]]
            assert sorted(again) == ["found", "found", "not_found"]
