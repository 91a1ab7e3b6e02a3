# SPDX-License-Identifier: Apache-2.0
"""Noise, doubled and late answers on the line: passed over, whatever they look like."""

from threading import Event

import pytest

from devices.card_reader.sam_reader import SamIdentityReader
from devices.errors import FrameError
from tests.support.simulators import RunningSimulator


@pytest.mark.parametrize("kind", ["garbage_prefix", "duplicate"])
def test_a_card_is_read_through_noise_around_every_answer(
    identity_reader: SamIdentityReader, simulated_reader: RunningSimulator, kind: str
) -> None:
    simulated_reader.send("fault", kind=kind, count=9)
    simulated_reader.send("lay", card="chen-qiumei")
    record = identity_reader.read(deadline_s=5.0, cancelled=Event())
    assert record is not None
    assert record.name == "陈秋美"


@pytest.mark.parametrize("kind", ["doubled_byte", "half_frame"])
def test_one_answer_that_cannot_be_found_is_asked_for_again(
    identity_reader: SamIdentityReader, simulated_reader: RunningSimulator, kind: str
) -> None:
    simulated_reader.send("fault", kind=kind, on="2001")
    simulated_reader.send("lay", card="chen-qiumei")
    assert identity_reader.read(deadline_s=5.0, cancelled=Event()) is not None


def test_a_line_that_stays_garbled_is_a_fault(
    identity_reader: SamIdentityReader, simulated_reader: RunningSimulator
) -> None:
    simulated_reader.send("fault", kind="doubled_byte", count=9)
    with pytest.raises(FrameError, match="READER-0103"):
        identity_reader.read(deadline_s=5.0, cancelled=Event())


@pytest.mark.parametrize("on", ["2001", "2002"])
def test_a_late_answer_is_not_taken_for_the_answer_to_something_else(
    identity_reader: SamIdentityReader, simulated_reader: RunningSimulator, on: str
) -> None:
    simulated_reader.send("set", late_ms=600)
    simulated_reader.send("fault", kind="late", on=on)
    simulated_reader.send("lay", card="chen-qiumei")
    record = identity_reader.read(deadline_s=10.0, cancelled=Event())
    assert record is not None
    assert record.name == "陈秋美"


@pytest.mark.parametrize("chunk_bytes", [1, 8, 64, 2048])
def test_an_answer_may_come_in_any_pieces(
    identity_reader: SamIdentityReader, simulated_reader: RunningSimulator, chunk_bytes: int
) -> None:
    simulated_reader.send("set", chunk_bytes=chunk_bytes)
    simulated_reader.send("lay", card="chen-qiumei")
    assert identity_reader.read(deadline_s=5.0, cancelled=Event()) is not None
