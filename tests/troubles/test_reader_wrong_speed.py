# SPDX-License-Identifier: Apache-2.0
"""The module speaks at another speed than configured: found out and named, never "silent"."""

from contextlib import closing
from dataclasses import replace
from threading import Event, Timer

import pytest

from devices.card_reader.sam_reader import SamIdentityReader
from devices.card_reader.sam_timing import SamTiming
from devices.errors import DeviceMisfitError
from devices.settings import ReaderSettings
from devices.states import DeviceState
from tests.support.simulators import RunningSimulator, running_reader

HASTY = SamTiming(usual_s=0.1, grain_s=0.05)


@pytest.mark.parametrize(
    ("configured", "spoken"),
    [(115_200, 9600), (115_200, 57_600), (9600, 115_200), (38_400, 19_200), (19_200, 38_400)],
)
def test_the_probe_says_at_which_speed_the_module_answers(
    simulated_reader: RunningSimulator, configured: int, spoken: int
) -> None:
    simulated_reader.send("set", baud=spoken)
    settings = ReaderSettings(port=simulated_reader.address, baud=configured)
    with closing(SamIdentityReader(settings, HASTY)) as reader:
        report = reader.probe()
    assert (report.state, report.code) == (DeviceState.USER_ERROR, "READER-0107")
    assert report.detail == f"configured {configured}, answers at {spoken}"


def test_a_read_tells_the_same_and_works_once_the_setting_is_right(
    simulated_reader: RunningSimulator,
) -> None:
    simulated_reader.send("set", baud=9600)
    simulated_reader.send("lay", card="chen-qiumei")
    address = simulated_reader.address
    wrong = SamIdentityReader(ReaderSettings(port=address), HASTY)
    with (
        closing(wrong),
        pytest.raises(DeviceMisfitError, match=r"READER-0107.*answers at 9600"),
    ):
        wrong.read(deadline_s=10.0, cancelled=Event())
    with closing(SamIdentityReader(ReaderSettings(port=address, baud=9600))) as reader:
        assert reader.read(deadline_s=5.0, cancelled=Event()) is not None


def test_a_module_that_answered_before_and_falls_silent_is_silent(
    identity_reader: SamIdentityReader, simulated_reader: RunningSimulator
) -> None:
    assert identity_reader.probe().state is DeviceState.ONLINE
    simulated_reader.send("set", baud=9600)
    assert identity_reader.probe().code == "READER-0102"
    assert identity_reader.probe().code == "READER-0107"


def test_a_box_on_the_network_has_no_speed_to_look_for() -> None:
    with running_reader("--tcp") as simulator:
        simulator.send("fault", kind="silence", count=99)
        settings = ReaderSettings(port=simulator.address, baud=9600)
        with closing(SamIdentityReader(settings, HASTY)) as reader:
            assert reader.probe().code == "READER-0102"
        assert simulator.requests("11ff") == 3


def test_a_plug_pulled_during_the_search_is_a_missing_line() -> None:
    with running_reader() as simulator:
        simulator.send("fault", kind="silence", count=99)
        settings = ReaderSettings(port=simulator.address)
        hand = Timer(0.4, simulator.send, ("set",), {"plugged": False})
        slowly = replace(HASTY, usual_s=0.02, grain_s=0.02, other_speed_s=1.0)
        with closing(SamIdentityReader(settings, slowly)) as reader:
            hand.start()
            assert reader.probe().code == "READER-0101"
        hand.join()
