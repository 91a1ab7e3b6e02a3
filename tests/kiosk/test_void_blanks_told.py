# SPDX-License-Identifier: Apache-2.0
"""A spoiled blank is told to the authority's register once, after the network is back, too."""

from pathlib import Path

from certificates.library.interface import AuditElements
from devices.printing.blanks import BlankMove
from kiosk.outgoing import Outgoing
from kiosk.sync.case_desk_values import FailureKind
from tests.devices.test_blanks import entry
from tests.support.case_desks import QUICK, run
from tests.support.fixed_clock import FixedClock
from tests.support.scripted_desk import Half, ScriptedDesk
from tests.support.store_samples import opened

KEYS = ["void/blank/food/5", "void/blank/food/6"]


def test_a_void_sheet_is_told_once_when_the_desk_is_back(tmp_path: Path) -> None:
    clock, desk = FixedClock(), ScriptedDesk()
    with opened(tmp_path, clock) as store:
        outgoing = Outgoing(
            store,
            desk,
            audit=lambda _service, case: AuditElements("大厅", "K-0001", "事项", "01", case),
            clock=clock,
            pace=QUICK,
            chance=Half(),  # type: ignore[arg-type]
        )
        store.stock.book(entry(BlankMove.RECEIVE, 1, 10, batch="B1"))
        store.stock.book(entry(BlankMove.SPOIL, 5, 6, reason="damaged"))
        desk.failures[KEYS[0]] = FailureKind.UNREACHABLE
        run(outgoing)
        assert store.outbox.depth() == 2
        desk.failures.clear()
        desk.sent.clear()
        clock.advance(3600)
        run(outgoing)
        assert desk.sent == KEYS
        store.stock.book(entry(BlankMove.DESTROY, 5, 6))
        run(outgoing)
        assert desk.sent == KEYS
        assert store.outbox.depth() == 0
