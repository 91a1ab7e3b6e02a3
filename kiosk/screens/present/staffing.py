# SPDX-License-Identifier: Apache-2.0
"""Pages for hall staff, and the page that says that the kiosk is out of service."""

from datetime import datetime

from devices.identity.record import SourceKind
from devices.states import DeviceState, ProbeReport
from kiosk.screens.present import staff_frame, staff_pages
from kiosk.screens.present.words import Words
from kiosk.screens.views import (
    Button,
    Choice,
    DeviceRow,
    Figure,
    OutOfServiceView,
    Screen,
    StaffPinView,
    StaffView,
)
from kiosk.session import staff_tasks
from kiosk.session.degradation import remaining
from kiosk.session.machine import NOT_TESTED, SOURCE_DEVICES
from kiosk.session.session import Session
from kiosk.session.staff import LOCKED_OUT, may_assist, readable_cards
from kiosk.session.staff_guides import GUIDES, low_of
from kiosk.session.staff_rights import Act, may
from kiosk.session.states import State

_LEFT = ("sheets", "toner_percent")
"""Facts of a printer that say how much is left."""

ORDER = ("bad", "low", "unknown", "good")
"""What wants a hand stands first, what will soon want one next; a clerk has one minute."""


def out_of_service(session: Session, words: Words) -> Screen:
    """What is wrong, since when, whom to call, where else to go."""
    code = session.machine.fault_code
    what, _, elsewhere = words.fault(code)
    if session.machine.notice:
        what = staff_pages.notice_text(session, words)
    since = session.machine.out_since
    checked = session.machine.checked_at
    is_starting = code == NOT_TESTED and checked is None
    view = OutOfServiceView(
        title=words("out.starting" if is_starting else "out.title"),
        message="" if is_starting else what,
        since=words("out.since", at=_day_and_time(since, words)) if since else "",
        contact=words.contact(),
        machine=words.site.machine,
        code="" if is_starting else code,
        checked=words("out.checked", at=f"{checked:%H:%M:%S}") if checked else "",
        nearest="" if is_starting else _nearest(elsewhere, words),
        picture="loop" if is_starting else words.faults.fault(code).picture,
    )
    return Screen(State.OUT_OF_SERVICE.value, view)


def _day_and_time(at: datetime, words: Words) -> str:
    if words.language == "en":
        return f"{at.day} {at:%B %H:%M}"
    return f"{at.month}月{at.day}日 {at:%H:%M}"


def _nearest(elsewhere: str, words: Words) -> str:
    """The kiosk that the hall has named; nobody here knows whether it works just now."""
    where = words.site.nearest
    return words("out.nearest", where=where) if where else elsewhere


def pin(session: Session, words: Words) -> Screen:
    """The staff door: number, then PIN; a second person comes the same way."""
    desk = session.staff
    is_second = desk.pending is not None
    asked = "pin" if desk.asked else "number"
    view = StaffPinView(
        title=words(f"pin.second_{asked}" if is_second else f"pin.{asked}"),
        lead=_door_lead(session, words),
        digits=len(session.entry),
        hidden=bool(desk.asked),
        message=door_says(desk.message, desk.wait_s, words),
    )
    key = "pin.forward" if desk.asked else "pin.next"
    return Screen(
        State.STAFF_PIN.value,
        view,
        back=Button(words("back"), "back"),
        forward=Button(words(key), "forward", enabled=bool(session.entry)),
    )


def door_says(message: str, wait_s: int, words: Words) -> str:
    """Why the last try of a PIN opened nothing; a door that waits says its code, too."""
    if message == "locked":
        return words("pin.locked", seconds=wait_s, code=LOCKED_OUT)
    return words(f"pin.{message}") if message else ""


def _door_lead(session: Session, words: Words) -> str:
    """What a second person stands for, else that a card may be laid instead of the number."""
    if session.staff.pending is not None:
        return staff_pages.said(session, session.staff.pending, words)
    may_lay = not session.staff.asked and readable_cards(session)
    return words("pin.lay_card") if may_lay else ""


def desk(session: Session, words: Words) -> Screen:
    """Every device and service at a glance, what wants a hand first; today's figures."""
    reports = {report.device: report for report in session.machine.reports}
    others = [report.device for report in session.machine.reports]
    needed = (*session.machine.needed, *_source_names(session), "platform")
    names = dict.fromkeys((*needed, *others))
    checked = session.machine.checked_at
    at = words("staff.checked", at=f"{checked:%H:%M:%S}") if checked else words("staff.never")
    rows = tuple(row for name in names for row in _rows(name, reports.get(name), at, words))
    rows += _services(session, words)
    view = StaffView(
        title=words("staff.title", machine=words.site.machine),
        who=staff_frame.who(session, words),
        devices=tuple(sorted(rows, key=lambda row: ORDER.index(row.state))),
        counters=tuple(
            Figure(name, words(f"counter.{name}"), str(count))
            for name, count in session.staff.counters
        ),
        acts=_acts(session, words),
    )
    return Screen(
        State.STAFF.value,
        view,
        back=Button(
            words("staff.leave" if session.behind is None else "staff.to_visit"), "back"
        ),
    )


def _acts(session: Session, words: Words) -> tuple[Choice, ...]:
    """What leads on from here, by the rights of who is in."""
    desk = session.staff
    probe = words("staff.busy" if desk.is_probing else "staff.probe")
    acts = [Choice("probe", probe, picture="loop", enabled=not desk.is_probing)]
    acts = acts if may(desk.role, Act.PROBE) else []
    for name in staff_tasks.ways_on(desk.role):
        if name not in staff_tasks.OTHERS:
            key = f"staff.to_{name}"
            title = words(key, count=len(desk.prints)) if name == "prints" else words(key)
            acts.append(Choice(name, title))
    if may_assist(session):
        key = "assist" if session.behind is None else "assist_here"
        acts.append(Choice("assist_begin", words(f"staff.{key}")))
    return tuple(acts)


def _services(session: Session, words: Words) -> tuple[DeviceRow, ...]:
    """Each service that cannot be given to its end now, and one line for all that can."""
    shut, ready = words("staff.service_shut"), words("staff.service_open")
    rows = []
    open_ones = 0
    for item in session.services:
        lack = remaining(session.machine, item).closing
        if lack is None:
            open_ones += 1
            continue
        unmet, code = item.identity.unmet_by(session.machine.means), lack.code
        reason = words(f"home.{unmet.value}") if unmet else words.steps(code)
        title = item.title.in_(words.language)
        rows.append(DeviceRow(f"service-{item.id}", title, "bad", shut, "", "", reason, code))
    if session.machine.fault_code or not open_ones:
        return (DeviceRow("services", words("staff.services_none"), "bad", shut, *[""] * 4),)
    told = words("staff.services_open", count=open_ones)
    return (*rows, DeviceRow("services", told, "good", ready, *[""] * 4))


def _source_names(session: Session) -> tuple[str, ...]:
    """Devices behind the configured ways to identify oneself; the reader if there is none."""
    ways = session.machine.means.sources or (SourceKind.SAM_SERIAL,)
    return tuple(SOURCE_DEVICES[way] for way in ways if way in SOURCE_DEVICES)


def _rows(
    name: str, report: ProbeReport | None, at: str, words: Words
) -> tuple[DeviceRow, ...]:
    """How one device is; one that is ill and runs low of something else has a row for that."""
    row = _row(name, report, at, words)
    if report is None or row.state == "low" or not (action := _to_fill(report, words)):
        return (row,)
    low = DeviceRow(f"{name}-low", row.title, "low", words("state.low"), at, "", action, "")
    return row, low


def _row(name: str, report: ProbeReport | None, at: str, words: Words) -> DeviceRow:
    title = words(f"device.{name}")
    if report is None or report.state is DeviceState.UNKNOWN:
        unknown = words("state.unknown")
        code = report.code if report is not None else ""
        return DeviceRow(
            name, title, "unknown", unknown, at, "", words("state.unknown_act"), code
        )
    if report.state.is_good and (low_of(report) or report.code):
        return _low_row(report, title, at, words)
    state = "good" if report.state.is_good else "bad"
    action = words.steps(report.code) if report.code else ""
    telling = report.facts[:1] if report.state.is_good else ()
    detail = " ".join(f"{key} {value}" for key, value in telling) or report.detail
    word = words(f"state.{report.state.value}")
    picture = words.faults.fault(report.code).picture if report.code else ""
    return DeviceRow(name, title, state, word, at, detail, action, report.code, picture)


def _low_row(report: ProbeReport, title: str, at: str, words: Words) -> DeviceRow:
    """A device that works and will stop: it is not well, and what to fill is said at once."""
    action = words.steps(report.code) if report.code else _to_fill(report, words)
    left = ((key, dict(report.facts).get(key, "")) for key in _LEFT)
    detail = " · ".join(f"{key} {value}" for key, value in left if value) or report.detail
    code, word = report.code, words("state.low")
    picture = words.faults.fault(code).picture if code else "printer"
    return DeviceRow(report.device, title, "low", word, at, detail, action, code, picture)


def _to_fill(report: ProbeReport, words: Words) -> str:
    """What should be filled soon, a line for each; what the fault itself tells is left out."""
    told = {guide.low: guide.codes for guide in GUIDES.values()}
    low = (one for one in low_of(report) if report.code not in told[one])
    return "\n".join(words(f"state.low_{one}") for one in low)
