# SPDX-License-Identifier: Apache-2.0
"""What the teacher breaks, the kiosk finds by its own wires, under the desk's own code."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from queue import SimpleQueue

import pytest

from devices.states import ProbeReport
from kiosk.demo.world import SimulatedWorld
from kiosk.training.provocations import provocations, simulator_of, tell
from tests.support.lent import unmeasured
from tests.support.whole import WholeKiosk, whole_kiosk

pytestmark = [pytest.mark.daemon, pytest.mark.slow]


ANSWERED_S = 60.0
"""Longest wait for one self-test; each ends by itself long before that."""


def asked(whole: WholeKiosk, device: str) -> ProbeReport:
    """Test a device on its own worker, as the kiosk does: each is used by one thread alone."""
    runtime, told = whole.kiosk.runtime, SimpleQueue[ProbeReport | str]()
    probe = runtime._equipment.probes[device]
    runtime._worker_of(device).do(lambda: told.put(probe()), told.put)
    report = told.get(timeout=ANSWERED_S)
    assert isinstance(report, ProbeReport), report
    return report


def told_at_last(probe: Callable[[], ProbeReport], code: str) -> str:
    """What a device says within a few looks: one falls silent in the middle of a question."""
    said = ""
    for _ in range(3):
        said = probe().code
        if said == code:
            break
    return said


def test_every_fault_is_what_it_is_called_and_goes_when_it_is_cleared(tmp_path: Path) -> None:
    with unmeasured():
        world = SimulatedWorld(
            tmp_path / "printed",
            has_scanner=True,
            has_receipts=True,
            has_desk=True,
            person_check="face_service",
        )
        world.__enter__()
    try:
        with whole_kiosk(world) as whole:
            found, left = {}, {}
            for id_, fault in provocations().items():
                assert simulator_of(world, fault.device) is not None
                tell(world, fault.device, fault.provoke)
                if fault.is_of_device:
                    found[id_] = told_at_last(partial(asked, whole, fault.device), fault.code)
                tell(world, fault.device, fault.clear)
                left[id_] = asked(whole, fault.device).code
    finally:
        world.__exit__(None, None, None)
    named = {id_: one.code for id_, one in provocations().items() if one.is_of_device}
    assert found == named
    assert set(left.values()) == {""}
