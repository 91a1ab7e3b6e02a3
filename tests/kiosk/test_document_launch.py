# SPDX-License-Identifier: Apache-2.0
"""The document process may be started before anybody knows what it will be told."""

import os
import signal
from dataclasses import replace
from pathlib import Path

from kiosk.clock import SystemClock
from kiosk.documents.launch import Launcher, launch
from kiosk.documents.process import DocumentProcess
from tests.support.document_process import READY_S, setup_in


def test_a_program_that_was_started_ahead_is_the_first_that_is_used(tmp_path: Path) -> None:
    ahead = launch()
    setup = replace(setup_in(tmp_path), is_warm=False)
    documents = DocumentProcess(setup, clock=SystemClock(), launcher=Launcher(ahead))
    try:
        assert documents.wait_ready(deadline_s=READY_S).pid == ahead.process.pid
        os.kill(ahead.process.pid, signal.SIGKILL)
        ahead.process.wait()
        assert documents.wait_ready(deadline_s=READY_S).pid != ahead.process.pid
    finally:
        documents.close()


def test_one_that_nobody_took_is_ended() -> None:
    ahead = launch()
    launcher = Launcher(ahead)
    launcher.close()
    assert ahead.process.poll() is not None
    launcher.close()
