# SPDX-License-Identifier: Apache-2.0
"""What a technician does to a module: speed, RF frame, reset, a card's own number."""

from contextlib import closing
from itertools import pairwise

import pytest

from devices.card_reader.sam_frame import SPEED_COMMANDS
from devices.card_reader.sam_reader import SamIdentityReader
from devices.card_reader.sam_technician import (
    change_speed,
    read_management_number,
    reset_module,
    set_rf_frame_size,
)
from devices.errors import DeviceFailedError, DeviceMisfitError
from devices.settings import ReaderSettings
from devices.states import DeviceState
from tests.support.simulators import RunningSimulator


@pytest.fixture
def settings(simulated_reader: RunningSimulator) -> ReaderSettings:
    return ReaderSettings(port=simulated_reader.address)


def test_the_speed_is_changed_through_all_five_and_back(settings: ReaderSettings) -> None:
    for before, after in pairwise([*SPEED_COMMANDS, 115_200]):
        assert settings.baud == before
        settings = change_speed(settings, after)
        assert settings.baud == after
        with closing(SamIdentityReader(settings)) as reader:
            assert reader.probe().state is DeviceState.ONLINE


def test_a_speed_that_no_module_has_is_refused_before_anything_is_sent(
    settings: ReaderSettings, simulated_reader: RunningSimulator
) -> None:
    with pytest.raises(ValueError, match="115200, 57600, 38400, 19200, 9600 baud, not 4800"):
        change_speed(settings, 4800)
    assert simulated_reader.send("state")["requests"] == {}


def test_a_module_that_refuses_the_speed_keeps_the_old_one(
    settings: ReaderSettings, simulated_reader: RunningSimulator
) -> None:
    simulated_reader.send("fault", kind="sw3", sw3="23", on="6004")
    with pytest.raises(DeviceFailedError, match=r"READER-0104.*SET_BAUD_9600"):
        change_speed(settings, 9600)
    with closing(SamIdentityReader(settings)) as reader:
        assert reader.probe().state is DeviceState.ONLINE


def test_a_module_that_agrees_and_stays_as_it_was_is_found_out(
    settings: ReaderSettings, simulated_reader: RunningSimulator
) -> None:
    simulated_reader.send("fault", kind="sw3", sw3="90", on="6004")
    with pytest.raises(DeviceMisfitError, match="configured 9600, answers at 115200"):
        change_speed(settings, 9600)


def test_the_rf_frame_size_is_set_within_its_bounds(
    settings: ReaderSettings, simulated_reader: RunningSimulator
) -> None:
    for size in (0x18, 0x50, 0x58):
        set_rf_frame_size(settings, size)
    assert simulated_reader.requests("61ff") == 3
    for size in (0x17, 0x59):
        with pytest.raises(ValueError, match="from 0x18 to 0x58"):
            set_rf_frame_size(settings, size)


def test_the_module_is_reset(
    settings: ReaderSettings, simulated_reader: RunningSimulator
) -> None:
    reset_module(settings)
    assert simulated_reader.requests("10ff") == 1


def test_a_cards_own_number_is_read(
    settings: ReaderSettings, simulated_reader: RunningSimulator
) -> None:
    assert read_management_number(settings, deadline_s=0.2) is None
    simulated_reader.send("lay", card="chen-qiumei")
    number = read_management_number(settings, deadline_s=2.0)
    assert number is not None
    assert len(number) == 28


def test_a_number_that_cannot_be_read_is_a_fault_without_the_number(
    settings: ReaderSettings, simulated_reader: RunningSimulator
) -> None:
    simulated_reader.send("lay", card="chen-qiumei")
    simulated_reader.send("fault", kind="sw3", sw3="41", on="3005")
    with pytest.raises(DeviceFailedError, match=r"READ_MANAGEMENT_NUMBER answered .* 0 bytes"):
        read_management_number(settings, deadline_s=2.0)
