# SPDX-License-Identifier: Apache-2.0
"""The robot at its own cases: opens one, does what the script says, and leaves.

``[answers]`` of a script: ``case`` is a case number or ``first``, ``act`` one of ``CaseAct``,
``correction`` is ``window`` or ``write``; ``said`` of ``[fields]`` is what is written there, or
added to an appeal. A script without them looks at the list and leaves.
"""

from collections.abc import Callable, Iterator
from functools import partial

from forms.case_standing import standing_of
from kiosk.robot.abandoned import AbandonedError
from kiosk.robot.result import Result
from kiosk.robot.script import Script
from kiosk.screens.views import Screen
from kiosk.screens.views_cases import AppealView, CasesView, CaseView, CorrectionView
from kiosk.session.session import Session

FIRST = "first"
SAID = "said"
WRITE = "write"
WAIT_S = 0.05
WAITS = 200
"""So often it is looked whether the desk has said its word, before somebody goes on without."""


class CaseDeeds:
    """What is done on the pages of one's own cases.

    Args:
        script: what the robot wants.
        screen: what is on the glass now.
        tap: touches what has a name.
        until: waits until something is true.
        type_: types a text of the script on the keyboard, by its name.

    """

    def __init__(
        self,
        script: Script,
        screen: Callable[[], Screen],
        tap: Callable[[str], Iterator[float]],
        until: Callable[[Callable[[], bool], str], Iterator[float]],
        *,
        type_: Callable[[str, str], Iterator[float]],
    ) -> None:
        self._script = script
        self._screen = screen
        self._tap = tap
        self._until = until
        self._type = type_
        self._has_acted = False
        self._has_written = False

    def choose(self) -> Iterator[float]:
        """Open the script's case; without one, or when it is done, leave."""
        yield from self._until(self._is_told, "Cases")
        view, wanted = self._screen().view, self._script.answers.get("case", "")
        cards = view.cards if isinstance(view, CasesView) else ()
        if not wanted or self._has_acted:
            yield from self._tap("forward")
            return
        if not cards:
            raise AbandonedError("there is no case to be opened")
        yield from self._wait_for(self._has_heard)
        view = self._screen().view
        cards = view.cards if isinstance(view, CasesView) else cards
        number = cards[0].id if wanted == FIRST else wanted
        yield from self._tap(f"case-{number}")

    def act(self) -> Iterator[float]:
        """Do what the script says in this case, once; then go back to the list."""
        yield from self._until(self._is_idle, "Case")
        if not isinstance(self._screen().view, CaseView):
            return
        act = self._script.answers.get("act", "")
        if not act or self._has_acted:
            self._has_acted = True
            yield from self._leave()
            return
        self._has_acted = True
        yield from self._wait_for(partial(self._offers, act))
        yield from self._tap(f"option-{act}")
        if act == "withdraw":
            yield WAIT_S
            yield from self._tap("option-yes")
        yield from self._until(self._is_idle, "Case")
        yield from self._leave()

    def _leave(self) -> Iterator[float]:
        """Go back to the list; on a page that is just being laid out the button moves."""
        while isinstance(self._screen().view, CaseView):
            yield from self._tap("back")
            yield WAIT_S

    def _wait_for(self, is_true: Callable[[], bool]) -> Iterator[float]:
        """Wait a while for the desk's word, like somebody who has read that it is asked."""
        for _ in range(WAITS):
            if is_true():
                return
            yield WAIT_S

    def _has_heard(self) -> bool:
        view = self._screen().view
        return not isinstance(view, CasesView) or not view.note or bool(view.code)

    def _offers(self, act: str) -> bool:
        view = self._screen().view
        return not isinstance(view, CaseView) or any(one.id == act for one in view.acts)

    def correct(self) -> Iterator[float]:
        """Say it in the script's words, or that the papers go to the window."""
        way = self._script.answers.get("correction", "window")
        yield from self._tap(f"option-{way}")
        if way == WRITE:
            yield from self._write("Correction")

    def appeal(self) -> Iterator[float]:
        """Answer as the script says under ``appeal-<question>``, then go on to sign."""
        view = self._screen().view
        if not isinstance(view, AppealView) or view.kind != "choose":
            if SAID in self._script.fields and not self._has_written:
                yield from self._tap(f"option-{WRITE}")
                yield from self._write("Appeal")
            yield from self._tap("forward")
            return
        chosen = self._script.answers.get(f"appeal-{view.id}")
        if chosen is None:
            raise AbandonedError(f"the script has no answer to appeal-{view.id}")
        yield from self._tap(f"option-{chosen}")

    def _write(self, page: str) -> Iterator[float]:
        """Type the script's words where they are asked for, and end them."""
        self._has_written = True
        yield from self._until(self._is_writing, page)
        yield from self._type(SAID, self._script.fields.get(SAID, ""))
        yield from self._tap("forward")
        yield from self._until(lambda: not self._is_writing(), page)

    def _is_writing(self) -> bool:
        view = self._screen().view
        return isinstance(view, AppealView | CorrectionView) and view.kind == WRITE

    def _is_told(self) -> bool:
        way_on = self._screen().forward
        return way_on is not None and way_on.enabled

    def _is_idle(self) -> bool:
        """Whether the machine does not work at the case; its buttons are there again then."""
        screen = self._screen()
        return not isinstance(screen.view, CaseView) or screen.back is not None


def saw_cases(session: Session, result: Result) -> None:
    """Keep how one's own cases stand, by number; nothing of what is in them."""
    visit = session.cases
    if visit is None or not visit.is_told:
        return
    result.outcome = "filed" if visit.is_filed else "answered"
    result.cases = {one.number: standing_of(one).value for one in visit.files}
    sheets = sum(paper.sheets_done for paper in session.papers)
    result.printer_sheets = max(result.printer_sheets, sheets)
