# SPDX-License-Identifier: Apache-2.0
"""The robot before what the sources answer: waits, and asks again who was too late."""

from collections.abc import Callable, Iterator
from typing import Final

from kiosk.robot.at_cases import WAIT_S
from kiosk.robot.script import Script
from kiosk.screens.views import LookupsView, Screen

TOO_LATE: Final = "PLATFORM-0302"
"""Code of a look-up that had no answer in time; a person would touch "again", too."""


def see_lookups(
    script: Script,
    screen: Callable[[], Screen],
    tap: Callable[[str], Iterator[float]],
    until: Callable[[Callable[[], bool], str], Iterator[float]],
) -> Iterator[float]:
    """Wait until one can go on.

    Args:
        script: where it breaks the platform itself, nobody is asked again.
        screen: what is on the glass now.
        tap: touches what has a name.
        until: waits until something is true.

    """

    def is_told() -> bool:
        way_on = screen().forward
        return way_on is not None and way_on.enabled

    yield from until(is_told, "Lookups")
    view = screen().view
    if isinstance(view, LookupsView) and view.code == TOO_LATE and not script.platform:
        yield WAIT_S  # the button has come this moment, and is not in its place yet
        yield from tap("extra")
        yield from until(is_told, "Lookups")
