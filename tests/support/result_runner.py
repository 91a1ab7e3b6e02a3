# SPDX-License-Identifier: Apache-2.0
"""A process to be killed: fetches a result, keeps it, prints it, dies at the step it is told.

Run as ``python -m tests.support.result_runner``. For each ``folder printer step`` on stdin it
forks a fetcher that kills itself (SIGKILL) at its ``step``-th statement of the store or call
to the printer; then it says how the result stands: a word of ``WORDS``, or ``killed``.
"""

import os
import sys
from pathlib import Path
from threading import Event
from typing import Any, cast

from certificates.gate import CalledFile
from certificates.simulation.result_pdf import result_pdf
from certificates.trust import TrustList
from devices.printing.ipp_direct import IppDirect
from devices.settings import PrinterSettings
from forms.case_standing import result_paper
from kiosk.case_file import take_news
from kiosk.case_finder import CaseFinder
from kiosk.case_results import Believing, CaseResults, NoPaperError
from kiosk.desk import Desk
from kiosk.documents.checking import ResultCheck
from kiosk.pressroom import Pressroom
from kiosk.store.store import Store
from kiosk.stored_paper import StoredPaper, measured
from kiosk.sync.case_desk_values import ResultFile
from tests.support.case_desks import kept_case
from tests.support.case_visits import CASE, GRANTED, READY, RECEIVED, RESULT
from tests.support.fixed_clock import FixedClock
from tests.support.outgoing_runner import Countdown
from tests.support.store_samples import opened

PAPER = result_paper(RESULT)
WORDS = ("unprinted", "open", "unsettled", "out")


class LightDesk:
    """What fetching and printing ask of a desk, without a document process."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.prints = store.prints

    def check_result(self, _check: ResultCheck) -> CalledFile:
        return CalledFile(1, 297.0, 210.0)

    def stationery(self, _case_number: str, _name: str) -> str:
        """Results come on plain paper."""
        return ""

    def paper(self, case_number: str, name: str) -> StoredPaper:
        stored = self.store.documents.get(case_number, f"{name}.pdf")
        assert stored is not None
        return measured(stored.content)


def prepared(folder: Path) -> None:
    """A store with one case of which the desk says that its result is ready."""
    with opened(folder) as store:
        kept_case(store, case_id=CASE)
        take_news(store, CASE, (RECEIVED, GRANTED, READY), ends=f"case/{CASE}")


def state_of(store: Store) -> str:
    """What the ledger knows of the result."""
    case = CaseFinder(store).file_of(CASE)
    assert case is not None
    paper = case.paper(PAPER)
    return paper.state if paper is not None else "unprinted"


def fetch_and_print(folder: Path, printer: str, step: int) -> str:
    """One visit that wants the result, begun as each start does; how it stands afterwards."""
    clock = FixedClock()
    store = opened(folder, clock)
    desk = cast("Desk", LightDesk(store))
    port: Any = IppDirect(PrinterSettings(uri=printer))
    count = Countdown(step)
    for owner, names in (
        (store._database, ("execute", "changed")),
        (port, ("submit", "observe", "find", "cancel")),
    ):
        for name in names:
            setattr(owner, name, count.before(getattr(owner, name)))
    pressroom = Pressroom(port, desk)
    pressroom.settle()
    case = CaseFinder(store).file_of(CASE)
    assert case is not None
    content = result_pdf(CASE, RESULT, "unsealed")
    results = CaseResults(desk, Believing(TrustList(), samples=True), clock)
    try:
        name = results.result(case, READY, lambda: ResultFile(RESULT, "", content))
    except NoPaperError:
        return state_of(store)
    pressroom.print_paper(CASE, name, on_progress=lambda _told: None, cancelled=Event())
    word = state_of(store)
    store.close()
    return word


def main() -> None:
    """Fork a fetcher for each line of stdin and say how the result stands."""
    for line in sys.stdin:
        folder, printer, step = line.split()
        child = os.fork()
        if child == 0:
            os._exit(WORDS.index(fetch_and_print(Path(folder), printer, int(step))))
        _, status = os.waitpid(child, 0)
        word = "killed" if os.WIFSIGNALED(status) else WORDS[os.WEXITSTATUS(status)]
        os.write(1, f"{word}\n".encode())


if __name__ == "__main__":
    main()
