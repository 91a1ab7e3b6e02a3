# SPDX-License-Identifier: Apache-2.0
"""Whole kiosk: staff asks for a report, and what makes or prints it is not there."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kiosk.demo.world import SimulatedWorld
from kiosk.screens.views_staff import StaffTaskView
from kiosk.session.states import State
from kiosk.store.records import StaffRole
from tests.support.staff_hand import PINS, WANG, Clerk
from tests.support.troubled import hurried_kiosk
from tests.support.whole import WholeKiosk, quick_world

pytestmark = [pytest.mark.daemon, pytest.mark.slow]


@contextmanager
def at_the_reports(world: SimulatedWorld) -> Iterator[tuple[WholeKiosk, Clerk]]:
    """A clerk before the list of reports, at a kiosk with a document process of its own."""
    with hurried_kiosk(world, own_documents=True) as whole:
        whole.kiosk.staff.access.add(WANG, StaffRole.CLERK, PINS[WANG])
        whole.wait_for(State.ATTRACT, State.OUT_OF_SERVICE)
        clerk = Clerk(whole)
        clerk.enters(WANG)
        clerk.tap("others", "option-reports")
        yield whole, clerk


def view_of(whole: WholeKiosk) -> StaffTaskView:
    view = whole.screen.view
    assert isinstance(view, StaffTaskView)
    return view


def documents_pid(whole: WholeKiosk) -> int:
    child = whole.kiosk.desk.documents._child
    assert child is not None
    return child.process.pid


def test_a_document_process_that_dies_over_a_report_is_told_and_it_is_made_again(
    tmp_path: Path,
) -> None:
    with quick_world(tmp_path) as world, at_the_reports(world) as (whole, clerk):
        os.kill(documents_pid(whole), signal.SIGSTOP)  # it cannot be faster than the kill
        clerk.tap("option-readiness")
        whole.wait(lambda: bool(view_of(whole).rows))
        assert not view_of(whole).code
        os.kill(documents_pid(whole), signal.SIGKILL)
        whole.wait(lambda: view_of(whole).code == "DOCUMENT-0602")
        assert not view_of(whole).pages
        clerk.tap("forward")
        whole.wait(lambda: bool(view_of(whole).pages))
        assert not view_of(whole).code


def test_without_a_printer_a_report_is_seen_and_nobody_is_sent_to_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with quick_world(tmp_path) as world:
        of_site = world.site_file
        table = f'[printer]\nuri = "{world.printer.address}"\n'

        def without_printer(*, language: str = "zh_CN", more: str = "") -> Path:
            path = of_site(language=language, more=more)
            text = path.read_text("utf-8")
            assert table in text
            path.write_text(text.replace(table, ""), "utf-8")
            return path

        monkeypatch.setattr(world, "site_file", without_printer)
        with at_the_reports(world) as (whole, clerk):
            clerk.tap("option-readiness")
            whole.wait(lambda: bool(view_of(whole).pages))
            assert whole.screen.forward is None
            assert "没有接打印机" in view_of(whole).rows[0].text
            clerk.tap("option-larger", "back", "back")
