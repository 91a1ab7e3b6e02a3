# SPDX-License-Identifier: Apache-2.0
"""What the robot citizen says is wrong: where it stands, and the touches that say so."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from kiosk.screens.views import BoardView, FormView, Screen

TOUCH_S: Final = 0.2
"""Between two of the touches: the sheet over the page has opened or closed."""

Touches = tuple[str, ...]
"""Names to touch, one after the other."""


def touches_of(screen: Screen, disputes: Mapping[str, str]) -> Iterator[Touches]:
    """The touches for everything of the page that is to be disputed and is not yet."""
    view = screen.view
    rows: tuple[tuple[str, str, str], ...] = ()
    if isinstance(view, BoardView):
        rows = tuple((row.subject, row.id, row.act) for row in view.rows)
    elif isinstance(view, FormView):
        rows = tuple((row.id, row.id, row.act) for row in view.rows)
    for subject, row, act in rows:
        if act == "dispute" and subject in disputes:
            yield f"row-{row}", "wrong", f"reason-{disputes[subject]}"


def say_wrong(
    screen: Callable[[], Screen],
    tap: Callable[[str], Iterator[float]],
    disputes: Mapping[str, str],
) -> Iterator[float]:
    """Say all of it, one by one, as long as the page has any."""
    while touches := next(touches_of(screen(), disputes), ()):
        for name in touches:
            yield from tap(name)
            yield TOUCH_S


def may_be_left_blank(screen: Screen) -> bool:
    """Whether the page asks for a right value that the citizen need not know."""
    return screen.extra is not None and screen.extra.act == "leave_blank"
