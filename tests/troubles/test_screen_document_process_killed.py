# SPDX-License-Identifier: Apache-2.0
"""Whole kiosk: the document process is killed (kill -9) while it makes the papers."""

import os
import signal
from contextlib import suppress
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer

from kiosk.session.states import State
from tests.support.troubled import (
    case_said,
    check_kept,
    check_lawful,
    check_noted,
    check_nothing_twice,
    check_told,
    hurried_kiosk,
    leave,
    open_work,
    sheets,
    walk_to,
    when,
)
from tests.support.whole import WholeKiosk, quick_world

pytestmark = [pytest.mark.daemon, pytest.mark.slow]


def pid_of_documents(whole: WholeKiosk) -> int:
    child = whole.kiosk.desk.documents._child
    return child.process.pid if child is not None else 0


def kill_documents(whole: WholeKiosk) -> None:
    if pid := pid_of_documents(whole):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def test_killed_once_after_the_commit_the_citizen_still_gets_the_papers(
    tmp_path: Path,
) -> None:
    with quick_world(tmp_path) as world, hurried_kiosk(world, own_documents=True) as whole:
        walk_to(whole, "Review")
        os.kill(pid_of_documents(whole), signal.SIGSTOP)  # it cannot be faster than the kill
        when(whole, lambda session: session.is_committed, lambda: kill_documents(whole))
        os.kill(pid_of_documents(whole), signal.SIGCONT)
        whole.tap("forward")
        whole.wait_for(State.TAKE)
        check_kept(whole, whole.session.case_number)
        check_noted(whole, "fault-raised", code="DOCUMENT-0602")
        check_nothing_twice(whole)
        assert open_work(whole).is_empty


def test_killed_again_and_again_the_papers_are_made_at_the_next_start(tmp_path: Path) -> None:
    with quick_world(tmp_path) as world:
        with hurried_kiosk(world, own_documents=True) as whole:
            walk_to(whole, "Review")
            killer = QTimer(interval=5)
            killer.timeout.connect(lambda: kill_documents(whole))
            when(whole, lambda session: session.is_committed, killer.start)
            whole.tap("forward")
            whole.wait_for(State.TROUBLE)
            killer.stop()
            check_told(whole, "DOCUMENT-0602")
            case = case_said(whole)
            check_noted(whole, "fault-raised", code="DOCUMENT-0602", case_id=case)
            assert whole.hands.find("forward") is None
            assert sheets(world) == 0
            leave(whole)
        with hurried_kiosk(world) as whole:
            whole.wait_for(State.ATTRACT)
            check_kept(whole, case)
            check_lawful(open_work(whole))
            assert len(open_work(whole).unprinted) == 3
            assert sheets(world) == 0
            check_nothing_twice(whole)


def test_killed_before_the_commit_nothing_is_kept_and_it_may_be_tried_again(
    tmp_path: Path,
) -> None:
    with quick_world(tmp_path) as world, hurried_kiosk(world, own_documents=True) as whole:
        walk_to(whole, "Review")
        os.kill(pid_of_documents(whole), signal.SIGSTOP)
        QTimer.singleShot(300, lambda: kill_documents(whole))
        whole.tap("forward")
        whole.wait_for(State.TROUBLE)
        check_told(whole, "DOCUMENT-0602")
        assert whole.kiosk.store.cases.newest() == ()
        check_lawful(open_work(whole))
        whole.tap("forward")
        whole.wait_for(State.REVIEW)
        whole.tap("forward")
        whole.wait_for(State.TAKE)
        check_kept(whole, whole.session.case_number)
        assert len(whole.kiosk.store.cases.newest()) == 1
        check_nothing_twice(whole)
