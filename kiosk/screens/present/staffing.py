# SPDX-License-Identifier: Apache-2.0
"""Pages for hall staff, and the page that says that the kiosk is out of service."""

from devices.identity.record import SourceKind
from devices.states import DeviceState, ProbeReport
from kiosk.screens.present.words import Words
from kiosk.screens.views import (
    Button,
    Chip,
    DeviceRow,
    FormRow,
    OutOfServiceView,
    Screen,
    StaffPinView,
    StaffView,
)
from kiosk.session.session import NOT_TESTED, SOURCE_DEVICES, Session
from kiosk.session.states import State

ORDER = ("bad", "unknown", "good")
"""What wants a hand stands first; a clerk has one minute."""


def out_of_service(session: Session, words: Words) -> Screen:
    """What is wrong, since when, whom to call."""
    code = session.machine.fault_code
    what, _, _ = words.fault(code)
    since = session.machine.out_since
    checked = session.machine.checked_at
    is_starting = code == NOT_TESTED and checked is None
    view = OutOfServiceView(
        title=words("out.starting" if is_starting else "out.title"),
        message="" if is_starting else what,
        since=words("out.since", at=f"{since:%m-%d %H:%M}") if since else "",
        contact=words.contact(),
        machine=words.site.machine,
        code="" if is_starting else code,
        checked=words("out.checked", at=f"{checked:%H:%M:%S}") if checked else "",
    )
    return Screen(State.OUT_OF_SERVICE.value, view)


def pin(session: Session, words: Words) -> Screen:
    """The staff door."""
    desk = session.staff
    message = words(f"pin.{desk.message}", seconds=desk.wait_s) if desk.message else ""
    view = StaffPinView(words("pin.title"), len(session.entry), message)
    return Screen(
        State.STAFF_PIN.value,
        view,
        back=Button(words("back"), "back"),
        forward=Button(words("pin.forward"), "forward", enabled=bool(session.entry)),
    )


def desk(session: Session, words: Words) -> Screen:
    """Every device at a glance; restart and close behind a second touch."""
    reports = {report.device: report for report in session.machine.reports}
    others = [report.device for report in session.machine.reports]
    needed = (*session.machine.needed, *_source_names(session), "platform")
    names = dict.fromkeys((*needed, *others))
    checked = session.machine.checked_at
    at = words("staff.checked", at=f"{checked:%H:%M:%S}") if checked else words("staff.never")
    counters = tuple(
        FormRow(name, words(f"counter.{name}"), str(count), Chip("calculated", ""))
        for name, count in session.staff.counters
    )
    rows = (_row(name, reports.get(name), at, words) for name in names)
    view = StaffView(
        title=words("staff.title", machine=words.site.machine),
        devices=tuple(sorted(rows, key=lambda row: ORDER.index(row.state))),
        counters=counters,
        busy=session.staff.is_probing,
        confirm=session.staff.confirm,
    )
    return Screen(
        State.STAFF.value,
        view,
        back=Button(words("staff.leave"), "back"),
    )


def _source_names(session: Session) -> tuple[str, ...]:
    """Devices behind the configured ways to identify oneself; the reader if there is none."""
    ways = session.machine.means.sources or (SourceKind.SAM_SERIAL,)
    return tuple(SOURCE_DEVICES[way] for way in ways if way in SOURCE_DEVICES)


def _row(name: str, report: ProbeReport | None, at: str, words: Words) -> DeviceRow:
    title = words(f"device.{name}")
    if report is None or report.state is DeviceState.UNKNOWN:
        unknown = words("state.unknown")
        code = report.code if report is not None else ""
        return DeviceRow(
            name, title, "unknown", unknown, at, "", words("state.unknown_act"), code
        )
    state = "good" if report.state.is_good else "bad"
    action = words.steps(report.code) if report.code else ""
    telling = report.facts[:1] if report.state.is_good else ()
    detail = " ".join(f"{key} {value}" for key, value in telling) or report.detail
    word = words(f"state.{report.state.value}")
    return DeviceRow(name, title, state, word, at, detail, action, report.code)
