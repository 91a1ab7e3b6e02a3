# SPDX-License-Identifier: Apache-2.0
"""What a touch test reached: kept as a step with its name, and as a test with its trend."""

from typing import Final

from devices.states import DeviceState
from kiosk.session.staff_acts import KeepGrid
from kiosk.session.touch_grid import CELLS, percent
from kiosk.store.self_tests import Occasion, SelfTests, StepResult
from kiosk.technician.steps import SELFTEST

STEP: Final = "touch_grid"
DEVICE: Final = "touch"
"""Name of the glass in the history of self-tests."""
SHARE: Final = "touched_percent"


def keep_grid(history: SelfTests, told: KeepGrid) -> None:
    """Keep it; passed only if every cell answered.

    Raises:
        StoreError: it could not be kept.

    """
    passed = len(told.touched) == CELLS
    state = DeviceState.ONLINE if passed else DeviceState.HARDWARE_ERROR
    history.add(
        Occasion.COMMAND,
        DEVICE,
        state.value,
        passed=passed,
        code="",
        seconds=0.0,
        facts={SHARE: f"{percent(told.touched):g}"},
    )
    result = StepResult.PASSED if passed else StepResult.FAILED
    history.confirm(SELFTEST, STEP, result, who=told.who)
