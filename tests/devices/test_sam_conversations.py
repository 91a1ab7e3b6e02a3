# SPDX-License-Identifier: Apache-2.0
"""Reader and driver in conversations by chance, with every trouble that the wire knows.

Held at all times: a call ends near its deadline, whatever it raises is a ``DeviceError``, and a
record is that of the card that lies there, bit by bit, or there is none. After all troubles are
over the next card is read. The wire has no speed here and the driver's waits are a tenth, so
that thousands of exchanges pass in a minute.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from threading import Event
from time import monotonic
from typing import ClassVar, TypeVar

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    rule,
    run_state_machine_as_test,
)

from devices.card_reader.sam_frame import Command
from devices.card_reader.sam_reader import SamIdentityReader
from devices.card_reader.sam_timing import SamTiming
from devices.errors import DeviceError
from devices.identity.record import IdentityRecord, RecordWarning
from devices.identity.text_block import decode_added_address, decode_text_block
from devices.settings import ReaderSettings
from devices.simulation.people import person_named
from devices.simulation.sam_card import card_from
from devices.simulation.sam_faults import Trouble
from devices.states import DeviceState
from tests.support.proof import announce, proof_count, proof_seed
from tests.support.simulators import RunningSimulator, running_reader

_T = TypeVar("_T")

QUICKLY = replace(SamTiming().quickened(10), back_off_s=(0.02,))
WIRELESS = {"baud": 10_000_000, "latency_ms": 0, "late_ms": 70}
READ_S = 0.15
LONGEST_S = 6 * sum(
    QUICKLY.deadline_s(command)
    for command in (
        *(Command.FIND, Command.SELECT, Command.READ_BASE),
        *(Command.READ_ADDED_ADDRESS, Command.RESET),
    )
)
"""What a call may take beyond its deadline: three tries with every request sent twice."""

STALL_S = 2.0
"""What a busy machine may add to that."""

CARDS = [f"generated:{number}" for number in range(24)]
REQUESTS = ["", "2001", "2002", "3001", "3003", "11ff", "12ff", "10ff"]
TROUBLES = st.sampled_from(list(Trouble))
STATUSES = ["10", "11", "21", "23", "24", "31", "32", "33", "40", "41", "47", "60", "66", "81"]


class Conversations(RuleBasedStateMachine):
    """One reader process for all runs; every run begins with a well reader and no card."""

    simulator: ClassVar[RunningSimulator]
    exchanges: ClassVar[int] = 0
    records: ClassVar[int] = 0
    faults: ClassVar[int] = 0

    def __init__(self) -> None:
        super().__init__()
        self.card = ""
        self.is_troubled = False
        self.reader = SamIdentityReader(ReaderSettings(port=self.simulator.address), QUICKLY)

    @initialize(must_remove=st.booleans(), chunk_bytes=st.sampled_from([1, 8, 64, 4096]))
    def begin(self, must_remove: bool, chunk_bytes: int) -> None:
        self.simulator.reset()
        self.simulator.send("set", **WIRELESS, must_remove=must_remove, chunk_bytes=chunk_bytes)

    @rule(card=st.sampled_from(CARDS))
    def lay(self, card: str) -> None:
        self.simulator.send("lay", card=card)
        self.card = card

    @rule()
    def lift(self) -> None:
        self.simulator.send("lift")
        self.card = ""

    @rule(after_bytes=st.integers(0, 1300))
    def lift_in_mid_answer(self, after_bytes: int) -> None:
        self.is_troubled = True
        self.simulator.send("lift", after_bytes=after_bytes)

    @rule(
        kind=TROUBLES,
        on=st.sampled_from(REQUESTS),
        count=st.integers(1, 3),
        sw3=st.sampled_from(STATUSES),
    )
    def befall(self, kind: Trouble, on: str, count: int, sw3: str) -> None:
        self.is_troubled = True
        self.simulator.send("fault", kind=kind.value, on=on, count=count, sw3=sw3)

    @rule(plugged=st.booleans())
    def pull_or_plug(self, plugged: bool) -> None:
        self.simulator.send("set", plugged=plugged)

    @rule()
    def read(self) -> None:
        record = self.held_to(
            lambda: self.reader.read(deadline_s=READ_S, cancelled=Event()), READ_S
        )
        if record is not None:
            type(self).records += 1
            assert_is_of(record, self.card)

    @rule(
        card=st.sampled_from(CARDS),
        trouble=st.none() | st.tuples(TROUBLES, st.sampled_from(REQUESTS[:5])),
        count=st.integers(1, 2),
        after_bytes=st.none() | st.integers(0, 1300),
    )
    def visit(
        self,
        card: str,
        trouble: tuple[Trouble, str] | None,
        count: int,
        after_bytes: int | None,
    ) -> None:
        """A citizen comes with a card, and something may happen to its answers."""
        self.simulator.send("set", plugged=True)
        self.lay(card)
        if trouble is not None:
            kind, on = trouble
            self.is_troubled = True
            self.simulator.send("fault", kind=kind.value, on=on, count=count)
        if after_bytes is not None:
            self.lift_in_mid_answer(after_bytes)
        self.read()
        self.read()

    @rule()
    def wait_removed(self) -> None:
        is_gone = self.held_to(
            lambda: self.reader.wait_removed(deadline_s=READ_S, cancelled=Event()), READ_S
        )
        assert self.is_troubled or not (is_gone and self.card), "a lying card was told gone"

    @rule()
    def probe(self) -> None:
        report = self.held_to(self.reader.probe, 0.0)
        assert report is not None
        assert (report.code == "") is (report.state is DeviceState.ONLINE)

    def teardown(self) -> None:
        """Take all troubles away: the next card is read, and by the same driver."""
        requests = self.simulator.send("state")["requests"]
        assert isinstance(requests, dict)
        type(self).exchanges += sum(requests.values())
        self.simulator.reset()
        self.simulator.send("set", **WIRELESS)
        deadline = monotonic() + LONGEST_S + STALL_S
        record = None
        self.simulator.send("lay", card="generated:last")
        while record is None and monotonic() < deadline:
            record = self.held_to(
                lambda: self.reader.read(deadline_s=1.0, cancelled=Event()), 1.0
            )
        self.reader.close()
        assert record is not None
        type(self).records += 1
        assert_is_of(record, "generated:last")

    def held_to(self, call: Callable[[], _T], deadline_s: float) -> _T | None:
        """Make ``call``: it may fail as devices do, and takes no longer than it may."""
        began = monotonic()
        try:
            return call()
        except DeviceError:
            type(self).faults += 1
            return None
        finally:
            assert monotonic() - began <= deadline_s + LONGEST_S + STALL_S


def assert_is_of(record: IdentityRecord, name: str) -> None:
    """The record says what is on the card called ``name``, and nothing else."""
    person = person_named(name)
    assert person is not None, "a record without a card"
    card = card_from(name, person.texts, added=person.added)
    expected = replace(decode_text_block(card.text), photo=card.photo)
    if RecordWarning.ADDED_ADDRESS_UNREAD in record.warnings:
        warnings = (*expected.warnings, RecordWarning.ADDED_ADDRESS_UNREAD)
        assert record == replace(expected, warnings=warnings)
    else:
        assert record == replace(expected, address_added=decode_added_address(card.addresses))


@contextmanager
def conversations() -> Iterator[type[Conversations]]:
    """The machine with its reader in another process."""
    with running_reader() as simulator:
        yield type("Running", (Conversations,), {"simulator": simulator})


@pytest.mark.slow
@pytest.mark.timeout(3300)
def test_no_conversation_gives_a_wrong_record_or_hangs(
    capsys: pytest.CaptureFixture[str],
) -> None:
    wanted, chance = proof_count(1_000), proof_seed()
    announce(capsys, f"{wanted} exchanges by chance between reader and driver", chance)
    how = settings(
        max_examples=10,
        stateful_step_count=40,
        deadline=None,
        database=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    with conversations() as machine:
        while machine.exchanges < wanted:
            chance += 1
            run_state_machine_as_test(seed(chance)(machine), settings=how)
        with capsys.disabled():
            sys.stdout.write(
                f"{machine.exchanges} exchanges, {machine.records} records,"
                f" {machine.faults} faults\n"
            )
    assert machine.records > 0
    assert machine.faults > 0
