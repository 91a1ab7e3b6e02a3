# SPDX-License-Identifier: Apache-2.0
"""The robot at its own cases: opens one, does what the script says, and leaves.

``[answers]`` of a script: ``case`` is a case number or ``first``, ``act`` one of ``CaseAct``.
A script without them looks at the list and leaves.
"""

from collections.abc import Callable, Iterator

from forms.case_standing import standing_of
from kiosk.robot.abandoned import AbandonedError
from kiosk.robot.result import Result
from kiosk.robot.script import Script
from kiosk.screens.views import Screen
from kiosk.screens.views_cases import AppealView, CasesView, CaseView
from kiosk.session.session import Session

FIRST = "first"


class CaseDeeds:
    """What is done on the pages of one's own cases.

    Args:
        script: what the robot wants.
        screen: what is on the glass now.
        tap: touches what has a name.
        until: waits until something is true.

    """

    def __init__(
        self,
        script: Script,
        screen: Callable[[], Screen],
        tap: Callable[[str], Iterator[float]],
        until: Callable[[Callable[[], bool], str], Iterator[float]],
    ) -> None:
        self._script = script
        self._screen = screen
        self._tap = tap
        self._until = until
        self._has_acted = False

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
        number = cards[0].id if wanted == FIRST else wanted
        yield from self._tap(f"case-{number}")

    def act(self) -> Iterator[float]:
        """Do what the script says in this case, once; then go back to the list."""
        yield from self._until(self._is_idle, "Case")
        act = self._script.answers.get("act", "")
        if not act or self._has_acted:
            self._has_acted = True
            yield from self._tap("back")
            return
        self._has_acted = True
        yield from self._tap(f"option-{act}")
        if act == "withdraw":
            yield from self._tap("option-yes")
        yield from self._until(self._is_idle, "Case")

    def correct(self) -> Iterator[float]:
        """Say that the papers go to the window."""
        yield from self._tap("option-window")

    def appeal(self) -> Iterator[float]:
        """Answer as the script says under ``appeal-<question>``, then go on to sign."""
        view = self._screen().view
        if not isinstance(view, AppealView) or view.kind != "choose":
            yield from self._tap("forward")
            return
        chosen = self._script.answers.get(f"appeal-{view.id}")
        if chosen is None:
            raise AbandonedError(f"the script has no answer to appeal-{view.id}")
        yield from self._tap(f"option-{chosen}")

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
