# SPDX-License-Identifier: Apache-2.0
"""Whole kiosk: the disk stops answering, without an error; it may go on much later."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.probe_round import PROBE_DUE_S
from kiosk.session.deadlines import MACHINE_S
from kiosk.session.states import State
from tests.support.hanging_disk import HangingDisk, hanging_disk
from tests.support.troubled import (
    PAPERS,
    case_said,
    check_kept,
    check_noted,
    check_nothing_twice,
    check_told,
    hurried_kiosk,
    leave,
    open_work,
    sheets,
    skip,
    walk_to,
)
from tests.support.whole import WholeKiosk, quick_world

pytestmark = [pytest.mark.daemon, pytest.mark.slow]

Halting = tuple[WholeKiosk, HangingDisk]


@pytest.fixture
def halting(tmp_path: Path) -> Iterator[Halting]:
    """A kiosk whose data lie on a disk that can be made to hang."""
    with (
        quick_world(tmp_path) as world,
        hanging_disk(world.home / "data", behind=tmp_path / "behind") as disk,
        hurried_kiosk(world) as whole,
    ):
        yield whole, disk
        disk.go_on()


def hang_at_the_commit(whole: WholeKiosk, disk: HangingDisk) -> None:
    """Hand an application in to a disk that takes it and does not answer in time."""
    walk_to(whole, "Review")
    disk.hang()
    whole.tap("forward")
    whole.wait_for(State.ISSUING)
    skip(whole, MACHINE_S[State.ISSUING])
    whole.wait_for(State.TROUBLE)


def test_nobody_knows_whether_it_was_taken_in_until_the_disk_goes_on(halting: Halting) -> None:
    whole, disk = halting
    hang_at_the_commit(whole, disk)
    check_told(whole, "DOCUMENT-0605")
    assert whole.hands.find("forward") is None, "a second try could make a second case"
    disk.go_on()
    whole.wait(lambda: whole.session.is_committed)
    whole.wait(lambda: getattr(whole.screen.view, "code", "") == "DOCUMENT-0602")
    check_told(whole, "DOCUMENT-0602")
    case = case_said(whole)
    whole.wait(lambda: not open_work(whole).undocumented)
    check_kept(whole, case)
    check_noted(whole, "fault-raised", code="DOCUMENT-0605")
    check_noted(whole, "fault-raised", code="DOCUMENT-0602", case_id=case)
    leave(whole)
    assert len(whole.kiosk.store.cases.newest()) == 1
    assert len(open_work(whole).unprinted) == len(PAPERS)
    assert sheets(whole.world) == 0
    check_nothing_twice(whole)


def test_a_kiosk_whose_disk_hangs_closes_and_opens_again_by_itself(halting: Halting) -> None:
    whole, disk = halting
    hang_at_the_commit(whole, disk)
    leave(whole)
    whole.wait(lambda: whole.kiosk.runtime._probes._due_at is not None)
    skip(whole, PROBE_DUE_S)
    whole.wait_for(State.OUT_OF_SERVICE)
    check_told(whole, "APP-1002")
    disk.go_on()
    whole.wait_for(State.ATTRACT)
    check_noted(whole, "fault-raised", code="APP-1002")
    check_noted(whole, "fault-cleared", code="APP-1002")
    assert len(whole.kiosk.store.cases.newest()) == 1
