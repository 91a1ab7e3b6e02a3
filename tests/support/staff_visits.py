# SPDX-License-Identifier: Apache-2.0
"""Staff at the kiosk, played on the pure session."""

from collections.abc import Iterator
from datetime import datetime

from kiosk.clock import SHANGHAI
from kiosk.session.bench_acts import (
    ReportMade,
    ReportPrinted,
    StepDone,
    StepNotKept,
    StepsRead,
)
from kiosk.session.bench_desk import StepLine
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
SHEETS = ("data:image/png;base64,AA==",)
STEPS = (
    StepLine("test_sheet", "test_sheet"),
    StepLine("scan_back", "scan_back", is_measured=True),
    StepLine("touch_grid"),
    StepLine("guide_lights", result="denied", at=AT, who="7"),
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


def bench_visits() -> tuple[Visit, ...]:
    """Staff at the reports and at the self-test's steps."""
    reports = ("others", "choose:reports")
    return (
        at_desk().touch(*reports),
        at_desk().touch(*reports, "choose:stock"),
        at_desk().touch(*reports, "choose:stock").take(ReportMade(1, 1, SHEETS)),
        at_desk()
        .touch(*reports, "choose:stock")
        .take(ReportMade(1, 1, SHEETS))
        .touch("forward"),
        at_checks(),
        at_checks().touch("forward"),
        at_checks().touch("forward", "forward"),
        at_checks().touch("forward", "forward").take(StepDone(1, 3, "ask")),
        at_checks().touch("forward", "forward").take(StepDone(1, 3, "failed", "PRINTER-0401")),
        at_checks().touch("choose:scan_back"),
        at_checks().touch("choose:touch_grid", "choose:end"),
    )


def at_checks() -> Visit:
    """A technician at the list of the self-test's steps."""
    visit = at_desk("technician").touch("others", "choose:selftest")
    return visit.take(StepsRead(1, STEPS))


def staff_visits() -> tuple[Visit, ...]:
    """Staff on every page."""
    return (
        Visit().touch("staff_door").type("7").touch("forward"),
        at_desk(),
        at_desk("auditor"),
        *bench_visits(),
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
        *("reports", "selftest", "stock", "larger", "yes", "skip", "again", "scan_back"),
    ):
        yield Touched("choose", value)
    yield StaffLimit(visit)
    yield StaffDeskRead(visit, (OPEN,), (SHELF,))
    yield StaffDeskRead(visit, (), ())
    yield StaffActed(visit, "done")
    yield StaffActed(visit, "refused", "STOCK-1602")
    yield NoticeTold("own", "下午来修", AT)
    yield NoticeTold("", "", AT)
    yield ReportMade(visit, 1, SHEETS)
    yield ReportPrinted(visit, 1, "working", "PRINTER-0402")
    yield ReportPrinted(visit, 1, "done")
    yield StepsRead(visit, STEPS)
    yield StepDone(visit, 3, "passed")
    yield StepNotKept(visit, "STORE-0501")
    yield PinJudged(visit, "clerk", number="8")
    yield PinJudged(visit, "auditor", number="9")
