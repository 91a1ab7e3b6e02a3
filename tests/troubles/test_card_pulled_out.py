# SPDX-License-Identifier: Apache-2.0
"""The card leaves while it is read: asked for again, and never half a person."""

from threading import Event

import pytest

from devices.card_reader.sam_reader import SamIdentityReader
from devices.errors import CardUnreadableError
from tests.support.simulators import RunningSimulator


@pytest.mark.slow
@pytest.mark.parametrize("after_bytes", [0, 7, 600, 1290])
def test_a_card_pulled_out_half_way_is_asked_for_again(
    identity_reader: SamIdentityReader, simulated_reader: RunningSimulator, after_bytes: int
) -> None:
    simulated_reader.send("lay", card="chen-qiumei")
    simulated_reader.send("lift", after_bytes=after_bytes)
    with pytest.raises(CardUnreadableError) as caught:
        identity_reader.read(deadline_s=10.0, cancelled=Event())
    assert caught.value.code == "CARD-0202"
    assert simulated_reader.send("state")["place"] == "empty"
    simulated_reader.send("lay", card="chen-qiumei")
    assert identity_reader.read(deadline_s=5.0, cancelled=Event()) is not None


def test_a_module_that_names_the_failure_is_asked_once_more_while_the_card_stays(
    identity_reader: SamIdentityReader, simulated_reader: RunningSimulator
) -> None:
    simulated_reader.send("fault", kind="sw3", sw3="41", on="3001")
    simulated_reader.send("lay", card="chen-qiumei")
    assert identity_reader.read(deadline_s=5.0, cancelled=Event()) is not None
    assert simulated_reader.requests("3001") == 2


@pytest.mark.parametrize("sw3", ["21", "23", "24", "41", "47", "81"])
def test_a_card_that_fails_twice_is_asked_for_again(
    identity_reader: SamIdentityReader, simulated_reader: RunningSimulator, sw3: str
) -> None:
    simulated_reader.send("fault", kind="sw3", sw3=sw3, on="3001", count=2)
    simulated_reader.send("lay", card="chen-qiumei")
    with pytest.raises(CardUnreadableError, match=f"CARD-0202.*READ_BASE.*{sw3}"):
        identity_reader.read(deadline_s=5.0, cancelled=Event())


@pytest.mark.parametrize("must_remove", [True, False])
def test_half_an_answer_about_a_card_that_stays_is_read_again(
    identity_reader: SamIdentityReader, simulated_reader: RunningSimulator, must_remove: bool
) -> None:
    simulated_reader.send("set", must_remove=must_remove)
    simulated_reader.send("fault", kind="half_frame", on="3001")
    simulated_reader.send("lay", card="chen-qiumei")
    record = identity_reader.read(deadline_s=5.0, cancelled=Event())
    assert record is not None
    assert record.name == "陈秋美"


def test_a_card_that_leaves_before_it_was_selected_was_only_waved(
    identity_reader: SamIdentityReader, simulated_reader: RunningSimulator
) -> None:
    simulated_reader.send("fault", kind="sw3", sw3="81", on="2002")
    simulated_reader.send("fault", kind="sw3", sw3="9f", on="2001")
    assert identity_reader.read(deadline_s=1.0, cancelled=Event()) is None
