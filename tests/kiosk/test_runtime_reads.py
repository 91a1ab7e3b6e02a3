# SPDX-License-Identifier: Apache-2.0
"""A read that was cancelled meanwhile tells nobody how it failed."""

from threading import Event
from typing import cast

import pytest
from PySide6.QtGui import QGuiApplication

from certificates.library.interface import AuditElements
from devices.errors import DeviceAbsentError
from devices.identity.record import IdentityRecord, SourceKind
from devices.states import DeviceState, ProbeReport
from kiosk.clock import SystemClock
from kiosk.desk import Desk
from kiosk.runtime import Equipment, Runtime
from kiosk.session.effects import ReadCard, StopReading
from kiosk.session.events import Failed
from kiosk.staff.room import StaffRoom

LONG_S = 5.0


class UnpluggedReader:
    """A reader that is pulled out while a read waits; ``began`` and ``pull`` time it."""

    def __init__(self) -> None:
        self.began = Event()
        self.pull = Event()

    @property
    def kind(self) -> SourceKind:
        return SourceKind.SAM_SERIAL

    def read(self, *, deadline_s: float, cancelled: Event) -> IdentityRecord | None:
        del cancelled  # the line breaks before it is looked at
        self.began.set()
        assert self.pull.wait(deadline_s)
        raise DeviceAbsentError("READER-0101", "reader", "unplugged")

    def wait_removed(self, *, deadline_s: float, cancelled: Event) -> bool:
        del deadline_s, cancelled
        return True

    def probe(self) -> ProbeReport:
        return ProbeReport("reader", DeviceState.ONLINE)

    def close(self) -> None:
        pass


class NoLedger:
    """The desk of a kiosk that prints nothing."""

    def audit(self, item_id: str) -> AuditElements:
        raise NotImplementedError(item_id)

    def open_attempts(self) -> tuple[()]:
        return ()

    @property
    def prints(self) -> "NoLedger":
        return self

    @property
    def store(self) -> "NoLedger":
        return self


class NoBench:
    """The staff's room of a kiosk whose settings nobody has told it."""

    site = None


@pytest.mark.parametrize("is_cancelled", [True, False])
def test_only_a_read_that_somebody_waits_for_is_told(
    qapp: QGuiApplication, *, is_cancelled: bool
) -> None:
    reader = UnpluggedReader()
    desk = cast("Desk", NoLedger())
    staff = cast("StaffRoom", NoBench())
    runtime = Runtime(
        Equipment({reader.kind: reader}, None, None, desk, staff, {}),
        SystemClock(),
        card_wait_s=LONG_S,
        look_up_s=LONG_S,
    )
    told: list[object] = []
    runtime.happened.connect(told.append)
    runtime.perform(ReadCard(1, (SourceKind.SAM_SERIAL,)))
    assert reader.began.wait(LONG_S)
    if is_cancelled:
        runtime.perform(StopReading())
    ended = Event()
    runtime._sources.workers[reader.kind].do(ended.set, lambda _code: None)
    reader.pull.set()
    assert ended.wait(LONG_S)
    qapp.processEvents()
    assert told == ([] if is_cancelled else [Failed(1, "READER-0101", "reader")])
    runtime.close()
