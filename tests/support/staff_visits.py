# SPDX-License-Identifier: Apache-2.0
"""Staff at the kiosk, played on the pure session."""

from collections.abc import Iterator
from datetime import datetime

from kiosk.clock import SHANGHAI
from kiosk.session.events import Event, PinJudged, Touched
from kiosk.session.staff_acts import NoticeTold, StaffActed, StaffDeskRead, StaffLimit
from kiosk.session.staff_desk import BlankShelf, OpenPrint
from tests.support.visits import Visit

AT = datetime(2026, 11, 23, 12, 0, tzinfo=SHANGHAI)
PRINT = "11111111-1111-4111-8111-111111111111"
SERIES = "HYG-2026A"
OPEN = OpenPrint(
    PRINT,
    "licence",
    "K-0001-20261123-0001",
    AT,
    1,
    "PRINTER-0406",
    "HYG-2026A 7",
    True,  # noqa: FBT003
)
SHELF = BlankShelf(
    SERIES, cabinet=((101, 200),), trays=("tray-2",), counts=(("received", 100),), on_hand=100
)
TOLD = StaffDeskRead(1, (OPEN,), (SHELF,))


def at_desk(role: str = "clerk", number: str = "7") -> Visit:
    """Somebody of that role at the home page; a print is open and blanks lie in the cabinet."""
    visit = Visit().touch("staff_door").type(number).touch("forward").type("135790")
    return visit.touch("forward").take(PinJudged(1, role, number=number), TOLD)


def over_a_visit() -> Visit:
    """Staff at the home page while a form is being filled."""
    visit = Visit().until_form().touch("staff_door").type("7").touch("forward")
    return visit.type("135790").touch("forward").take(PinJudged(1, "clerk", number="7"))


def at_print(role: str = "clerk") -> Visit:
    """… at the page of the open print."""
    return at_desk(role).touch("prints", f"choose:{PRINT}")


def at_tray() -> Visit:
    """… at the choice of a tray for 101 to 150."""
    visit = at_desk().touch("blanks", f"choose:{SERIES}").touch("forward")
    return visit.type("⌫⌫⌫150").touch("forward")


def second(visit: Visit, number: str, role: str = "clerk") -> Visit:
    """A second person enters number and PIN, and the door says who it is."""
    visit.type(number).touch("forward").type("246802").touch("forward")
    return visit.take(PinJudged(1, role, number=number))


def staff_visits() -> tuple[Visit, ...]:
    """Staff on every page."""
    return (
        Visit().touch("staff_door").type("7").touch("forward"),
        at_desk(),
        at_desk("auditor"),
        at_desk("technician").touch("restart"),
        at_desk("technician").touch("restart", "choose:close"),
        at_desk("technician").touch("restart", "choose:program"),
        at_desk("technician").touch("restart", "choose:reader"),
        at_desk().touch("prints"),
        at_print(),
        at_print().touch("choose:came_out"),
        at_print().touch("choose:came_out", "forward"),
        at_print().touch("choose:came_out", "forward").take(StaffActed(1, "done")),
        at_print().touch("choose:nothing_came_out", "forward"),
        at_print().touch("choose:nothing_came_out", "forward").type("8").touch("forward"),
        at_desk().touch("blanks"),
        at_desk().touch("blanks", f"choose:{SERIES}"),
        at_desk().touch("blanks", f"choose:{SERIES}", "forward"),
        at_tray(),
        at_tray().touch("choose:tray-2"),
        at_desk().touch("notice"),
        at_desk().take(NoticeTold("part", "", AT)).touch("notice"),
        at_desk().touch("notice", "choose:own").type("修"),
        at_desk().touch("notice", "choose:part"),
        Visit().take(NoticeTold("part", "", AT)),
        Visit().until_form().touch("staff_door"),
        over_a_visit(),
        over_a_visit().touch("restart"),
        over_a_visit().touch("assist_begin"),
        over_a_visit().touch("assist_begin", "assist:citizen"),
    )


def staff_events(visit: int) -> Iterator[Event]:
    """Every touch of the staff's pages, and all that the store answers."""
    for value in (
        *(PRINT, "came_out", "destroyed", "nothing_came_out", SERIES, "tray-2", "own", "off"),
        *("part", "program", "close", "reader", "store"),
    ):
        yield Touched("choose", value)
    yield StaffLimit(visit)
    yield StaffDeskRead(visit, (OPEN,), (SHELF,))
    yield StaffDeskRead(visit, (), ())
    yield StaffActed(visit, "done")
    yield StaffActed(visit, "refused", "STOCK-1602")
    yield NoticeTold("own", "下午来修", AT)
    yield NoticeTold("", "", AT)
    yield PinJudged(visit, "clerk", number="8")
    yield PinJudged(visit, "auditor", number="9")
