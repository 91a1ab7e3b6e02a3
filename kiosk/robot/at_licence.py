# SPDX-License-Identifier: Apache-2.0
"""The robot where a licence is checked: holds the script's code up, looks, leaves."""

from collections.abc import Callable, Iterator

from kiosk.robot.abandoned import AbandonedError
from kiosk.robot.citizens_hand import CitizensHand
from kiosk.robot.result import Result
from kiosk.robot.script import Script
from kiosk.screens.views import LicenceCheckView, Screen
from kiosk.session.session import Session


def check_licence(  # noqa: PLR0913, PLR0917  # what the robot sees and does there
    script: Script,
    hand: CitizensHand,
    screen: Callable[[], Screen],
    tap: Callable[[str], Iterator[float]],
    until: Callable[[Callable[[], bool], str], Iterator[float]],
    looked: Callable[[str], None],
) -> Iterator[float]:
    """Show the code and wait for a word about it; a person may hold another one up."""

    def is_answered() -> bool:
        view = screen().view
        return not isinstance(view, LicenceCheckView) or view.tone != "wait"

    hand.show_licence(script.code)
    yield from until(is_answered, "LicenceCheck")
    view = screen().view
    if isinstance(view, LicenceCheckView) and view.code:
        raise AbandonedError(view.code)
    looked("LicenceCheck-told")
    yield from tap("forward")


def saw_licence(session: Session, result: Result) -> None:
    """Keep what the check came to; not which licence it was."""
    told = session.licence.told if session.licence is not None else None
    if told is not None:
        result.outcome, result.found = "checked", told.found.value
