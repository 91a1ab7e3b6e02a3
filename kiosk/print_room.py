# SPDX-License-Identifier: Apache-2.0
"""The printer on its worker: a case's papers one by one, and a slip that belongs to no case."""

from collections.abc import Callable
from functools import partial
from threading import Event as Cancelled

from devices.printing.attempt import AttemptState
from devices.printing.progress import PrintOutcome, PrintPhase, PrintProgress
from kiosk.desk import Desk
from kiosk.pressroom import Pressroom
from kiosk.session import events
from kiosk.session.effects import PrintPapers, PrintWindowSlip
from kiosk.store.errors import StoreError
from kiosk.stored_paper import StoredPaper
from kiosk.window_slip import window_slip
from kiosk.workers import Cancel, Worker

Printed = Callable[[str, str], None]
"""Hears that a paper of a case is out: case number and name."""


class PrintRoom:
    """Performs the effects that end in paper.

    Args:
        pressroom: prints.
        desk: keeps papers, and makes slips.
        desk_worker: the worker to which the desk belongs.
        tell: takes an event to the session; called from any thread.
        doubt: says that the devices should be tested.
        printed: hears of each paper of a case that is out.

    """

    def __init__(  # noqa: PLR0913  # the runtime hands over what it has built
        self,
        pressroom: Pressroom,
        desk: Desk,
        desk_worker: Worker,
        *,
        tell: Callable[[events.Event], None],
        doubt: Callable[[], None],
        printed: Printed,
    ) -> None:
        self.worker = Worker("printer")
        self._pressroom = pressroom
        self._desk = desk
        self._desk_worker = desk_worker
        self._tell = tell
        self._doubt = doubt
        self._printed = printed
        self._cancel = Cancel()

    def print(self, effect: PrintPapers, failed: Callable[[str], None]) -> None:
        """Print the papers of a case; what is being printed before is cancelled."""
        self.worker.do(partial(self._print_all, effect, self._cancel.fresh()), failed)

    def stop(self) -> None:
        """Cancel what is being printed: nobody waits for it any more."""
        self._cancel.set()

    def send_to_window(self, effect: PrintWindowSlip) -> None:
        """Make the slip for the window and print it; the page does not wait for it."""
        slip = window_slip(effect.item, effect.application, effect.code_points)
        cancelled = self._cancel.fresh()

        def make() -> None:
            paper = self._desk.make_loose(slip)
            self.worker.do(partial(self._print_loose, paper, cancelled), self._failed)

        self._desk_worker.do(make, self._failed)

    def _failed(self, _code: str) -> None:
        """The page says already what to do; the self-test finds out what is the matter."""
        self._doubt()

    def _print_loose(self, paper: StoredPaper, cancelled: Cancelled) -> None:
        outcome = self._pressroom.print_loose(
            paper, on_progress=lambda _told: None, cancelled=cancelled
        )
        if outcome.state is not AttemptState.DEVICE_DONE:
            self._doubt()

    def _print_all(self, effect: PrintPapers, cancelled: Cancelled) -> None:
        """Print one paper after the other; the first that does not come out ends it."""
        for name in effect.papers:
            is_out, code = self._end_of_one(effect, name, cancelled)
            pickup = "" if is_out else self._pressroom.pickup_code(effect.case_number)
            self._tell(events.PaperEnded(effect.visit, name, is_out, code, pickup))
            if not is_out:
                self._doubt()
                return
            self._printed(effect.case_number, name)

    def _end_of_one(
        self, effect: PrintPapers, name: str, cancelled: Cancelled
    ) -> tuple[bool, str]:
        """Whether a paper is proven to be out, and the code; a refusing ledger ends it, too."""
        try:
            outcome = self._print_one(effect, name, cancelled)
        except StoreError as error:
            return False, error.code
        return outcome.state is AttemptState.DEVICE_DONE, outcome.code

    def _print_one(self, effect: PrintPapers, name: str, cancelled: Cancelled) -> PrintOutcome:
        def progress(told: PrintProgress) -> None:
            phase = "waiting" if told.phase is PrintPhase.QUEUED else "working"
            self._tell(
                events.PaperAdvanced(effect.visit, name, phase, told.sheets_done, told.code)
            )

        return self._pressroom.print_paper(
            effect.case_number, name, on_progress=progress, cancelled=cancelled
        )
