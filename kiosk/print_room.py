# SPDX-License-Identifier: Apache-2.0
"""The printer on its worker: a case's papers one by one, and a slip that belongs to no case."""

from collections.abc import Callable
from functools import partial
from threading import Event as Cancelled

from devices.printing.attempt import AttemptState
from devices.printing.progress import PrintOutcome, PrintPhase, PrintProgress
from devices.receipt_printer.receipt_printer import SlipEnd, SlipOutcome
from kiosk.desk import Desk
from kiosk.papers import Paper
from kiosk.pressroom import Pressroom
from kiosk.session import events
from kiosk.session.effects import Note, PrintPapers, PrintWindowSlip
from kiosk.slips import Slips
from kiosk.store.errors import StoreError
from kiosk.stored_paper import StoredPaper
from kiosk.window_slip import CODE_SLIP, code_slip, window_slip
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
        slips: brings second documents out on the receipt printer; None without one.

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
        slips: Slips | None = None,
    ) -> None:
        self.worker = Worker("printer")
        self._pressroom = pressroom
        self._desk = desk
        self._desk_worker = desk_worker
        self._tell = tell
        self._doubt = doubt
        self._printed = printed
        self._slips = slips
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
        cancelled, slips = self._cancel.fresh(), self._slips
        if slips is None or not slips.is_slip(slip.name):
            self._send_sheet(slip, cancelled)
            return
        printing = partial(slips.print_loose, slip, cancelled=cancelled)

        def on_roll() -> None:
            if not self._is_slip_out(printing):
                self._send_sheet(slip, cancelled)

        self.worker.do(on_roll, self._failed)

    def _send_sheet(self, slip: Paper, cancelled: Cancelled) -> None:
        """Make a paper that belongs to no case on A4, and print it."""

        def make() -> None:
            paper = self._desk.make_loose(slip)
            self.worker.do(partial(self._print_loose, paper, cancelled), self._failed)

        self._desk_worker.do(make, self._failed)

    def print_sheet(
        self,
        make: Callable[[], StoredPaper],
        cancelled: Cancelled,
        *,
        progress: Callable[[PrintProgress], None],
        ended: Callable[[PrintOutcome], None],
        failed: Callable[[str], None],
    ) -> None:
        """Make a sheet for staff on the desk's worker, and print it when its turn comes.

        It has a cancel event of its own: what a citizen waits for is not stopped by it.
        """

        def printing(paper: StoredPaper) -> None:
            self._settle_slips()
            ended(self._pressroom.print_loose(paper, on_progress=progress, cancelled=cancelled))

        def making() -> None:
            paper = make()
            self.worker.do(partial(printing, paper), failed)

        self._desk_worker.do(making, failed)

    def leave(self) -> None:
        """Let the worker go at its next question to the A4 printer, and for good."""
        self._pressroom.leave()

    def settle(self) -> None:
        """End what the last run left open, before the first self-test of the printers.

        Raises:
            LeftError: the kiosk closes meanwhile.
            StoreError: it could not be kept.

        """
        self._settle_slips()
        self._pressroom.settle()

    def _settle_slips(self) -> None:
        """End a slip that is still open; the A4 printer waits for no other device."""
        if self._slips is not None:
            self._slips.settle()

    def _failed(self, _code: str) -> None:
        """The page says already what to do; the self-test finds out what is the matter."""
        self._doubt()

    def _print_loose(self, paper: StoredPaper, cancelled: Cancelled) -> None:
        self._settle_slips()
        outcome = self._pressroom.print_loose(
            paper, on_progress=lambda _told: None, cancelled=cancelled
        )
        if outcome.state is not AttemptState.DEVICE_DONE:
            self._doubt()

    def _print_all(self, effect: PrintPapers, cancelled: Cancelled) -> None:
        """Print one paper after the other; the first that does not come out ends it.

        Slips behind that one are tried all the same: they come out of another device.
        """
        for place, name in enumerate(effect.papers):
            if self._came_on_roll(effect, name, cancelled):
                continue
            is_out, code = self._end_of_one(effect, name, cancelled)
            if not is_out:
                for later in effect.papers[place + 1 :]:
                    self._came_on_roll(effect, later, cancelled)
            if not is_out:
                self._tell(self._kept_for_window(effect, name, code, cancelled))
                self._doubt()
                return
            self._tell(events.PaperEnded(effect.visit, name, delivered=True, code=code))
            self._printed(effect.case_number, name)

    def _kept_for_window(
        self, effect: PrintPapers, name: str, code: str, cancelled: Cancelled
    ) -> events.PaperEnded:
        """Tell of a paper that is not out: its pick-up code, on the roll where there is one."""
        pickup, slips = self._pressroom.pickup_code(effect.case_number), self._slips
        is_on_slip = False
        if pickup and slips is not None and slips.is_slip(CODE_SLIP):
            slip = code_slip(effect.case_number, pickup)
            printing = partial(slips.print_loose, slip, cancelled=cancelled)
            is_on_slip = self._is_slip_out(printing, effect.case_number)
        return events.PaperEnded(
            effect.visit,
            name,
            delivered=False,
            code=code,
            pickup=pickup,
            is_pickup_on_slip=is_on_slip,
        )

    def _came_on_roll(self, effect: PrintPapers, name: str, cancelled: Cancelled) -> bool:
        """Whether a paper is out as a slip; every other end leaves it to the A4 printer."""
        slips = self._slips
        if slips is None or not slips.is_slip(name):
            return False
        self._tell(events.PaperAdvanced(effect.visit, name, "working", 0))
        printing = partial(slips.print_paper, effect.case_number, name, cancelled=cancelled)
        if not self._is_slip_out(printing, effect.case_number):
            return False
        self._tell(events.PaperEnded(effect.visit, name, delivered=True, is_slip=True))
        self._printed(effect.case_number, name)
        return True

    def _is_slip_out(self, printing: Callable[[], SlipOutcome], case_number: str = "") -> bool:
        """Try a slip; what hindered it is noted, and the devices are tested.

        A ledger that refuses hinders the slip alone: how its paper ended is told all the same.
        """
        try:
            outcome = printing()
        except (LookupError, ValueError):  # a form of another version: its values are not known
            return False
        except StoreError as error:
            code = error.code
        else:
            code = outcome.code
            if outcome.end is SlipEnd.PRINTED:
                return True
        if code:
            note = Note("fault-raised", code=code, case_number=case_number)
            self._desk_worker.do(partial(self._desk.note, note), self._failed)
            self._doubt()
        return False

    def _end_of_one(
        self, effect: PrintPapers, name: str, cancelled: Cancelled
    ) -> tuple[bool, str]:
        """Whether a paper is proven to be out, and the code; a refusing ledger ends it, too."""
        try:
            self._settle_slips()
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
