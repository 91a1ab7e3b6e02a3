# SPDX-License-Identifier: Apache-2.0
"""Trouble: a sealed paper lies on the disk otherwise than it was sealed; no byte goes out."""

from collections.abc import Iterator
from pathlib import Path
from threading import Event
from uuid import uuid4

import pytest

from devices.printing.attempt import AttemptState
from devices.printing.port import PrintJob
from devices.printing.press import print_once
from kiosk.clock import SystemClock
from kiosk.store.print_ledger import PrintRefusedError
from kiosk.store.records import StoredDocument
from kiosk.store.store import Store
from tests.support.printer_process import PrinterProcess
from tests.support.printing import QUICK, direct, pdf, run
from tests.support.store_samples import numbered_case, opened

CASE, PAPER = "K-0001-20261123-0001", "licence.pdf"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path / "data", SystemClock()) as store:
        store.submit_case(numbered_case(store, CASE))
        store.documents.put(CASE, PAPER, pdf())
        yield store


@pytest.fixture
def printer(tmp_path: Path) -> Iterator[PrinterProcess]:
    (tmp_path / "printed").mkdir()
    with PrinterProcess(tmp_path / "printed") as running:
        yield running


def read(store: Store) -> StoredDocument:
    """The paper as the disk holds it, and the digest under which it was kept."""
    stored = store.documents.get(CASE, PAPER)
    assert stored is not None
    return stored


def change_on_disk(store: Store) -> None:
    """Put other bytes where the paper lies, past the rule that keeps a document as it is."""
    ((trigger,),) = store._database.execute(
        "SELECT sql FROM sqlite_schema WHERE name = 'document_stays'"
    )
    store._database.execute("DROP TRIGGER document_stays")
    changed = pdf() + b"\n%0002\n"
    store._database.execute("UPDATE document SET content = ? WHERE name = ?", (changed, PAPER))
    store._database.execute(trigger)


def job_of(stored: StoredDocument) -> PrintJob:
    """A new attempt at these bytes."""
    return PrintJob(str(uuid4()), stored.content, 297.0, 210.0, sealed_sha256=stored.sha256)


def test_a_paper_that_was_changed_before_it_was_read_is_not_sent(
    store: Store, printer: PrinterProcess
) -> None:
    change_on_disk(store)
    result = run(printer.address, job_of(read(store)))
    assert (result.outcome.state, result.outcome.code) == (
        AttemptState.NOT_STARTED,
        "PRINTER-0411",
    )
    assert result.ledger.history == []
    assert printer.documents() == []


def test_a_paper_that_was_changed_while_it_waited_for_the_printer_is_not_sent(
    store: Store, printer: PrinterProcess
) -> None:
    job = job_of(read(store))
    change_on_disk(store)
    with pytest.raises(PrintRefusedError) as caught:
        print_once(
            direct(printer.address),
            store.prints,
            job,
            on_progress=lambda _progress: None,
            cancelled=Event(),
            limits=QUICK,
        )
    assert caught.value.code == "PRINTER-0411"
    assert store.prints.open_attempts() == ()
    assert printer.documents() == []
