# SPDX-License-Identifier: Apache-2.0
"""What the document process survives, and its wire."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from certificates.errors import DocumentError, KeyRefusedError
from certificates.settings import FontSettings, SigningSettings
from kiosk.clock import SystemClock
from kiosk.documents.process import DocumentProcess
from tests.support.document_process import (
    FONTS,
    READY_S,
    REQUEST,
    ROOT,
    later,
    make,
    pid_of,
    setup_in,
    text_of,
)


def test_killed_while_idle_is_not_noticed_by_the_next_call(documents: DocumentProcess) -> None:
    before = pid_of(documents)
    os.kill(before, signal.SIGKILL)
    with contextlib.suppress(DocumentError):  # the kill may land while the call is under way
        make(documents)
    assert make(documents).startswith(b"%PDF")
    assert pid_of(documents) != before


def test_killed_in_a_call_costs_that_call_only(documents: DocumentProcess) -> None:
    child = pid_of(documents)
    os.kill(child, signal.SIGSTOP)
    with (
        later(lambda: os.kill(child, signal.SIGKILL), 0.2),
        pytest.raises(DocumentError, match="DOCUMENT-0602") as caught,
    ):
        make(documents)
    assert "ended" in caught.value.detail
    assert make(documents).startswith(b"%PDF")


def test_hanging_process_is_given_up_at_the_deadline(documents: DocumentProcess) -> None:
    child = pid_of(documents)
    os.kill(child, signal.SIGSTOP)
    clock = SystemClock()
    started_s = clock.monotonic()
    with pytest.raises(DocumentError, match="DOCUMENT-0602") as caught:
        documents.make(REQUEST, deadline_s=0.3)
    assert clock.monotonic() - started_s < 2.0
    assert "too long" in caught.value.detail
    assert make(documents).startswith(b"%PDF")
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)


def test_slow_start_goes_on_after_a_deadline(key_home: Path) -> None:
    documents = DocumentProcess(setup_in(key_home), clock=SystemClock())
    with pytest.raises(DocumentError, match="not ready yet"):
        documents.make(REQUEST, deadline_s=0.05)
    assert documents._child is not None
    starting = documents._child.process.pid
    assert pid_of(documents) == starting
    documents.close()


def test_two_callers_get_their_own_documents(documents: DocumentProcess) -> None:
    made: dict[str, str] = {}

    def call(name: str) -> None:
        asked = replace(REQUEST, name=name, values={"unit": name}, is_sealed=False)
        made[name] = text_of(make(documents, asked))

    callers = [threading.Thread(target=call, args=(f"店{n}",)) for n in "甲乙丙丁"]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join()
    assert len(made) == 4
    assert all(name in text for name, text in made.items())


@pytest.mark.slow
def test_closed_process_is_gone_and_may_be_asked_again(key_home: Path) -> None:
    documents = DocumentProcess(setup_in(key_home), clock=SystemClock())
    child = pid_of(documents)
    documents.close()
    documents.close()
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)
    documents.start()
    documents.start()
    assert pid_of(documents) != child
    documents.close()


def test_closing_does_not_wait_for_a_process_that_is_stuck(key_home: Path) -> None:
    documents = DocumentProcess(setup_in(key_home), clock=SystemClock())
    os.kill(pid_of(documents), signal.SIGSTOP)
    told: list[str] = []

    def ask() -> None:
        try:
            documents.make(REQUEST, deadline_s=600.0)
        except DocumentError as error:
            told.append(error.detail)

    asking = threading.Thread(target=ask)
    asking.start()
    while not documents._lock.locked():
        asking.join(0.01)
    documents.close()
    asking.join(5.0)
    assert told == ["the document process ended"]
    assert documents._child is None


@pytest.mark.slow
def test_process_ends_with_the_kiosk(key_home: Path) -> None:
    """Nobody is left behind when the kiosk is killed."""
    code = (
        "import os, sys; from pathlib import Path; sys.path.insert(0, sys.argv[1]);"
        "from tests_setup import start; start(Path(sys.argv[2]))"
    )
    script = key_home / "tests_setup.py"
    script.write_text(
        "import os\n"
        "from datetime import datetime, UTC\n"
        "from certificates.settings import FontSettings, SigningSettings\n"
        "from kiosk.clock import SystemClock\n"
        "from kiosk.documents.process import DocumentProcess\n"
        "from kiosk.documents.request import WorkshopSetup\n"
        "def start(folder):\n"
        "    signing = SigningSettings('file', str(folder / 'keys'))\n"
        f"    fonts = FontSettings(built={str(FONTS.built)!r})\n"
        "    setup = WorkshopSetup(signing, fonts, datetime.now(UTC))\n"
        "    process = DocumentProcess(setup, clock=SystemClock())\n"
        "    print(process.wait_ready(deadline_s=60).pid, flush=True)\n"
        "    os.kill(os.getpid(), 9)\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", code, str(key_home), str(key_home)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    child = int(told.stdout)
    gone = threading.Event()
    for _ in range(100):
        if not Path(f"/proc/{child}").exists():
            break
        gone.wait(0.05)
    assert not Path(f"/proc/{child}").exists()


@pytest.mark.slow
def test_refused_key_is_told_at_every_call(tmp_path: Path) -> None:
    setup = replace(setup_in(tmp_path), signing=SigningSettings("pkcs11", str(tmp_path)))
    documents = DocumentProcess(setup, clock=SystemClock())
    with pytest.raises(KeyRefusedError, match="CONFIG-0701"):
        documents.wait_ready(deadline_s=READY_S)
    with pytest.raises(KeyRefusedError, match="CONFIG-0701"):
        make(documents)
    documents.close()


def test_missing_font_is_told(tmp_path: Path) -> None:
    setup = replace(setup_in(tmp_path), fonts=FontSettings(built=tmp_path / "none"))
    documents = DocumentProcess(setup, clock=SystemClock())
    with pytest.raises(DocumentError, match="DOCUMENT-0603"):
        documents.wait_ready(deadline_s=READY_S)
    documents.close()


def test_no_file_with_a_name_in_it_is_written(
    key_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Everything the process may write to is in ``tmp_path``; nothing is there afterwards."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    documents = DocumentProcess(setup_in(key_home), clock=SystemClock())
    child = pid_of(documents)
    assert make(documents).startswith(b"%PDF")
    opened = [path for path in Path(f"/proc/{child}/fd").iterdir() if int(path.name) > 2]
    places = [path.readlink() for path in opened]
    # Fonts are mapped from this checkout, wherever it lies.
    elsewhere = [place for place in places if not place.is_relative_to(ROOT)]
    assert not [place for place in elsewhere if str(place).startswith("/tmp")]  # noqa: S108
    documents.close()
    assert not list(tmp_path.iterdir())


def test_core_files_are_switched_off(documents: DocumentProcess) -> None:
    limits = Path(f"/proc/{pid_of(documents)}/limits").read_text()
    core = next(line for line in limits.splitlines() if line.startswith("Max core"))
    assert core.split()[4:6] == ["0", "0"]


def test_ctrl_c_for_the_kiosk_does_not_end_the_process_that_makes_its_last_paper(
    documents: DocumentProcess,
) -> None:
    before = pid_of(documents)
    os.kill(before, signal.SIGINT)
    assert make(documents).startswith(b"%PDF")
    assert pid_of(documents) == before


def test_the_screen_comes_before_the_making_of_papers(documents: DocumentProcess) -> None:
    mine = os.getpriority(os.PRIO_PROCESS, 0)
    assert os.getpriority(os.PRIO_PROCESS, pid_of(documents)) == min(mine + 5, 19)
