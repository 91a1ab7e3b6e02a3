# SPDX-License-Identifier: Apache-2.0
"""A process to be killed: commits cases as fast as it can and names each one it has committed.

Run as ``python -m tests.support.case_writer``. For each folder on stdin it forks a writer, says
``pid N``, and then a line for each case that is on disk. Forking spares the imports.
"""

import os
import sys
from pathlib import Path

from devices.printing.attempt import AttemptState
from devices.printing.ledger import Evidence
from kiosk.clock import SystemClock
from kiosk.store.store import Store
from tests.support.store_samples import new_attempt, numbered_case, opened


def write_cases(folder: Path) -> None:
    """Take cases through all their steps until somebody kills this process."""
    store = opened(folder, SystemClock())
    while True:
        write_one(store)


def write_one(store: Store) -> None:
    """One case from its number to the paper; named when the case is committed."""
    case_id = store.new_case_id("K-0001")
    store.submit_case(numbered_case(store, case_id))
    os.write(1, f"case {case_id}\n".encode())
    document = store.documents.put(case_id, "licence.pdf", f"sealed {case_id}".encode() * 50)
    os.write(1, f"document {case_id} {document.sha256}\n".encode())
    attempt = new_attempt(document.sha256, device=f"ipp://127.0.0.1/{case_id}")
    store.prints.begin(attempt)
    store.prints.advance(attempt.attempt_id, AttemptState.SENT, Evidence(job_id=1))
    store.prints.advance(attempt.attempt_id, AttemptState.DEVICE_DONE, Evidence())
    os.write(1, f"printed {case_id}\n".encode())


def main() -> None:
    """Fork a writer for each line of stdin and wait until it is dead."""
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            write_cases(Path(line.strip()))
        os.write(1, f"pid {child}\n".encode())
        os.waitpid(child, 0)
        os.write(1, b"dead\n")


if __name__ == "__main__":
    main()
