# SPDX-License-Identifier: Apache-2.0
"""Whole kiosk: the disk is full or read-only. What is not on it is never called done."""

from pathlib import Path

import pytest

from kiosk.session.states import State
from tests.support.troubled import (
    check_kept,
    check_lawful,
    check_noted,
    check_nothing_twice,
    check_told,
    check_wiped,
    hurried_kiosk,
    leave,
    open_work,
    records,
    sheets,
    walk_to,
)
from tests.support.whole import WholeKiosk, quick_world

pytestmark = [pytest.mark.daemon, pytest.mark.slow]


def pragma(whole: WholeKiosk, setting: str) -> None:
    """Let the engine itself refuse or take writes, on the connection that the kiosk uses."""
    whole.kiosk.store._database.execute(f"PRAGMA {setting}")


def test_a_read_only_disk_is_told_closes_the_kiosk_and_opens_it_again(tmp_path: Path) -> None:
    with quick_world(tmp_path) as world:
        with hurried_kiosk(world) as whole:
            walk_to(whole, "Review")
            pragma(whole, "query_only=on")
            whole.tap("forward")
            whole.wait_for(State.TROUBLE)
            check_told(whole, "STORE-0501")
            assert whole.kiosk.store.cases.newest() == ()
            assert sheets(world) == 0
            leave(whole, State.OUT_OF_SERVICE)
            check_told(whole, "STORE-0501")
            check_wiped(whole)
            pragma(whole, "query_only=off")
            whole.wait_for(State.ATTRACT)
            check_noted(whole, "fault-cleared", code="STORE-0501")
            told = [(one["event"], one["code"]) for one in records(whole)]
            assert told.index(("fault-raised", "STORE-0501")) < told.index(
                ("session-ended", "")
            )
        with hurried_kiosk(world) as whole:
            whole.wait_for(State.ATTRACT)
            check_lawful(open_work(whole))
            assert open_work(whole).is_empty


def test_a_disk_that_is_full_at_the_commit_keeps_nothing_and_may_be_tried_again(
    tmp_path: Path,
) -> None:
    with quick_world(tmp_path) as world, hurried_kiosk(world) as whole:
        walk_to(whole, "Review")
        pragma(whole, "max_page_count=1")  # the engine takes it as: as many as there are
        whole.tap("forward")
        whole.wait_for(State.TROUBLE)
        check_told(whole, "STORE-0501")
        assert whole.kiosk.store.cases.newest() == ()
        assert not whole.session.is_committed
        pragma(whole, "max_page_count=1000000")
        whole.tap("forward")
        whole.wait_for(State.REVIEW)
        whole.tap("forward")
        whole.wait_for(State.TAKE)
        check_kept(whole, whole.session.case_number)
        check_noted(whole, "fault-raised", code="STORE-0501")
        assert len(whole.kiosk.store.cases.newest()) == 1
        check_nothing_twice(whole)


def test_a_kiosk_whose_disk_fails_still_ends(tmp_path: Path) -> None:
    with quick_world(tmp_path) as world:
        with hurried_kiosk(world) as whole:
            whole.wait_for(State.ATTRACT)
            pragma(whole, "query_only=on")
        with hurried_kiosk(world) as whole:
            whole.wait_for(State.ATTRACT)
            assert whole.kiosk.journal.verify().is_good
