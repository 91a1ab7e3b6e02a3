# SPDX-License-Identifier: Apache-2.0
"""Samples of the staff's screens; the pages behind the home are made by the real presenter."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from functools import cache

from config.faults import load_faults
from devices.states import DeviceState, ProbeReport
from forms.catalogue import Catalogue
from forms.working_days import WorkCalendar
from kiosk.screens import samples_bench, samples_settings
from kiosk.screens.parts import Button
from kiosk.screens.present import staff_pages, staffing
from kiosk.screens.present.words import Site
from kiosk.screens.present.words import Words as PageWords
from kiosk.screens.texts import Texts
from kiosk.screens.views import Choice, DeviceRow, Figure, Screen, StaffView, View
from kiosk.session.machine import Machine
from kiosk.session.session import Session
from kiosk.session.staff_desk import BlankShelf, OpenPrint, Page, Pending, StaffDesk
from kiosk.session.staff_rights import Act
from kiosk.session.states import State

Words = Callable[[str, str], str]

_AT = datetime(2026, 11, 23, 14, 5, tzinfo=timezone(timedelta(hours=8)))
_FIRST = "11111111-1111-4111-8111-111111111111"
_PRINTS = (
    OpenPrint(
        _FIRST,
        "licence",
        "K-0001-20261123-0017",
        _AT,
        1,
        "PRINTER-0406",
        blank="HYG-2026A 1042",
        is_closing=True,
    ),
    OpenPrint(
        "22222222-2222-4222-8222-222222222222",
        "promise_letter",
        "K-0001-20261123-0016",
        _AT,
        2,
        "PRINTER-0403",
    ),
)
_SHELF = BlankShelf(
    "HYG-2026A",
    cabinet=((1101, 1500),),
    trays=("tray-2",),
    counts=(("received", 400), ("loaded", 57), ("used", 41), ("spoiled", 2)),
    moved=(("load", 100, "1001-1100"), ("use", 41, "1001-1041"), ("spoil", 1, "1043")),
    on_hand=459,
)
_LOADING = Pending(Act.LOAD, "HYG-2026A", first=1101, last=1200, tray="tray-2")
_REPORTS = (
    *(
        ProbeReport(name, DeviceState.ONLINE)
        for name in ("store", "reader", "card_slot", "platform", "desk")
    ),
    ProbeReport("printer", DeviceState.USER_ERROR, "PRINTER-0403"),
)
_SHORT = (
    ProbeReport("reader", DeviceState.ONLINE),
    ProbeReport("scanner", DeviceState.ONLINE),
    ProbeReport("printer", DeviceState.ONLINE, facts=(("low", "toner"),)),
    ProbeReport("receipt_printer", DeviceState.ONLINE, "RECEIPT-1707"),
)
_DESK = StaffDesk(
    role="supervisor",
    number="1024",
    prints=_PRINTS,
    blanks=(_SHELF,),
    picked=_FIRST,
    load=(1101, 1200),
)


@cache
def page_words(language: str) -> PageWords:
    """The words of a fictitious hall."""
    site = Site("K-0001", "示例市卫生健康局", "0000-1234567", "", is_sample=True)
    return PageWords(Texts(language), load_faults(), site)


def empty_session(
    desk: StaffDesk,
    *,
    entry: str = "",
    notice: str = "",
    reports: tuple[ProbeReport, ...] = _REPORTS,
) -> Session:
    """Nobody's visit at that hall's kiosk."""
    machine = Machine(reports=reports, checked_at=_AT, notice=notice, can_reboot=True)
    return Session(
        Catalogue((), WorkCalendar((), ()), ""), machine=machine, staff=desk, entry=entry
    )


def _task(page: Page, **changes: object) -> Callable[[Words], View]:
    return lambda t: staff_screen(page, t, **changes).view


def staff_screen(page: Page, t: Words, **changes: object) -> Screen:
    """A page behind the home, with its own way forward."""
    notice, entry = str(changes.pop("notice", "")), str(changes.pop("entry", ""))
    reports = _SHORT if changes.pop("short", False) else _REPORTS
    if changes.pop("drawn", False):
        report = replace(changes["report"], pages=samples_bench.sheet(t("zh_CN", "en")))  # type: ignore[type-var]
        changes["report"] = report
    desk = replace(_DESK, page=page, **changes)  # type: ignore[arg-type]
    words = page_words(t("zh_CN", "en"))
    session = empty_session(desk, entry=entry, notice=notice, reports=reports)
    return staff_pages.task(session, words)


def _door(**changes: object) -> Callable[[Words], View]:
    entry = str(changes.pop("entry", ""))

    def make(t: Words) -> View:
        desk = replace(StaffDesk(), **changes)  # type: ignore[arg-type]
        return staffing.pin(empty_session(desk, entry=entry), page_words(t("zh_CN", "en"))).view

    return make


def _acts(t: Words, *, busy: bool) -> tuple[Choice, ...]:
    probe = t("正在检查…", "Checking…") if busy else t("重新检查", "Check again")
    return (
        Choice("probe", probe, picture="loop", enabled=not busy),
        Choice("prints", t("没说清的打印 2", "Unclear prints 2")),
        Choice("mend", t("动手修", "Mend")),
        Choice("others", t("别的", "More")),
        Choice("assist_begin", t("帮办", "Assist")),
    )


def _worst_first(*rows: DeviceRow) -> tuple[DeviceRow, ...]:
    return tuple(sorted(rows, key=lambda row: staffing.ORDER.index(row.state)))


def _home(t: Words, *, busy: bool = False, role: str = "clerk") -> View:
    now = t("3 分钟前检查", "3 minutes ago")
    return StaffView(
        t("机器 K-0001", "Machine K-0001"),
        t("工号 1024 · 窗口人员", "Staff 1024 · clerk"),
        _worst_first(
            DeviceRow(
                "reader",
                t("身份证阅读器", "Identity reader"),
                "good",
                t("正常", "Good"),
                now,
                "SAM 05.03-20250101-0000000012",
                "",
                "",
            ),
            DeviceRow(
                "printer",
                t("打印机", "Printer"),
                "bad",
                t("缺纸", "No paper"),
                now,
                "",
                t(
                    "打开下方纸盒，放入 A4 纸，推到底，听到“咔”一声",
                    "Open the lower tray, put in A4 paper, push until it clicks",
                ),
                "PRINTER-0402",
                load_faults().fault("PRINTER-0402").picture,
            ),
            DeviceRow(
                "platform",
                t("证照平台", "Certificate platform"),
                "unknown",
                t("还不知道", "Unknown"),
                t("从未检查", "Never checked"),
                "http://127.0.0.1:8700",
                "",
                "",
            ),
            DeviceRow(
                "store",
                t("数据存储", "Storage"),
                "good",
                t("正常", "Good"),
                now,
                "41 GB",
                "",
                "",
            ),
            DeviceRow(
                "services",
                t("所有业务", "All services"),
                "bad",
                t("办不了", "Not now"),
                "",
                "",
                "",
                "",
            ),
        ),
        (
            Figure("cases", t("今天收件", "Received today"), "23"),
            Figure("licences", t("今天发证", "Permits today"), "17"),
            Figure("waiting", t("等着上报", "Waiting to be sent"), "0"),
            Figure("tasks", t("要人处理的退回", "Tasks for staff"), "1"),
            Figure("open_prints", t("没说清的打印", "Prints not settled"), "2"),
            Figure("in_hand", t("部门在办", "In hand"), "12"),
            Figure("completion", t("30天办结率%", "Ended, %"), "96"),
            Figure("corrections", t("30天补正", "Corrections"), "4"),
        ),
        _acts(t, busy=busy) if role == "clerk" else _acts(t, busy=busy)[1:2],
    )


def _short(t: Words) -> View:
    """Paper and toner, and the roll, that will soon be used up, as the machine tells it."""
    supplies = (("low", "paper toner"), ("sheets", "12"), ("toner_percent", "7"))
    printer = replace(_SHORT[2], facts=supplies)
    others = (one for one in _SHORT if one.device != "printer")
    store, platform = (ProbeReport(name, DeviceState.ONLINE) for name in ("store", "platform"))
    desk = replace(_DESK, counters=(("cases", 23), ("licences", 17), ("open_prints", 2)))
    session = empty_session(desk, reports=(store, platform, printer, *others))
    view = staffing.desk(session, page_words(t("zh_CN", "en"))).view
    assert isinstance(view, StaffView)
    rows = [one for one in view.devices if one.id != "services"]
    told, ready = t("其余 18 项业务", "18 other services"), t("能办", "Ready")
    return replace(view, devices=(*rows, DeviceRow("services", told, "good", ready, *[""] * 4)))


PAGES = {
    **samples_settings.PAGES,
    **{
        name: (page, {**changes, "drawn": name in samples_bench.SHEETS})
        for name, (page, changes) in samples_bench.PAGES.items()
    },
}
"""Pages that are made whole by the presenter, with their own way forward."""

STAFF: dict[State, dict[str, Callable[[Words], View]]] = {
    State.STAFF_PIN: {
        "usual": _door(entry="1024"),
        "secret": _door(asked="1024", entry="1357"),
        "mistaken": _door(asked="1024", message="locked", wait_s=30),
        "second": _door(pending=_LOADING, number="1024", role="clerk"),
    },
    State.STAFF: {
        "usual": _home,
        "checking": lambda t: _home(t, busy=True),
        "looking": lambda t: _home(t, role="auditor"),
        "short": _short,
    },
    State.STAFF_TASK: {
        "prints": _task(Page.PRINTS),
        "noprints": _task(Page.PRINTS, prints=()),
        "print": _task(Page.PRINT),
        "blanks": _task(Page.BLANKS),
        "noblanks": _task(Page.BLANKS, blanks=()),
        "first": _task(Page.LOAD_FIRST, picked="HYG-2026A", entry="1101"),
        "last": _task(Page.LOAD_LAST, picked="HYG-2026A", entry="1200"),
        "tray": _task(Page.LOAD_TRAY, picked="HYG-2026A"),
        "notice": _task(Page.NOTICE),
        "notice-up": _task(Page.NOTICE, notice="supplies"),
        "notice-own": _task(Page.NOTICE_TEXT),
        "restart": _task(Page.RESTART),
        "others": _task(Page.OTHERS),
        "touch": _task(Page.TOUCH, touched=frozenset(range(26))),
        "touched": _task(Page.TOUCHED, touched=frozenset(range(64)) - {40, 41, 49}),
        "mend": _task(Page.MEND),
        "guide-refill": _task(Page.GUIDE, picked="refill", step=0),
        "guide-fill": _task(Page.GUIDE, picked="refill", step=2),
        "guide-jam": _task(Page.GUIDE, picked="jam", step=1),
        "guide-end": _task(Page.GUIDE, picked="jam", step=4),
        "mend-short": _task(Page.MEND, short=True),
        "guide-toner": _task(Page.GUIDE, picked="toner", step=1),
        "guide-shake": _task(Page.GUIDE, picked="toner", step=2),
        "guide-roll": _task(Page.GUIDE, picked="roll", step=0),
        "guide-roll-side": _task(Page.GUIDE, picked="roll", step=1),
        "guide-roll-in": _task(Page.GUIDE, picked="roll", step=2),
        "guide-roll-tear": _task(Page.GUIDE, picked="roll", step=5),
        "still-short": _task(Page.RETEST, picked="roll", short=True),
        "testing": _task(Page.RETEST, picked="jam", is_probing=True),
        "mended": _task(Page.RETEST, picked="reader_line", prints=()),
        "unmended": _task(Page.RETEST, picked="jam"),
        **{name: _task(page, **changes) for name, (page, changes) in PAGES.items()},
        "sure": _task(Page.SURE, pending=Pending(Act.RESTART, "program")),
        "sure-two": _task(Page.SURE, pending=_LOADING),
        "telling": _task(Page.TOLD),
        "told": _task(Page.TOLD, told="done", pending=_LOADING),
        "refused": _task(Page.TOLD, told="refused", told_code="STOCK-1602", pending=_LOADING),
    },
}

FORWARD: dict[str, tuple[str, str]] = {
    "StaffPin-usual": ("下一步", "Next"),
    "StaffPin-secret": ("进入", "Enter"),
    "StaffPin-mistaken": ("进入", "Enter"),
    "StaffPin-second": ("下一步", "Next"),
    "StaffTask-first": ("下一步", "Next"),
    "StaffTask-last": ("下一步", "Next"),
    "StaffTask-notice-own": ("下一步", "Next"),
    "StaffTask-guide-refill": ("下一步", "Next"),
    "StaffTask-guide-fill": ("下一步", "Next"),
    "StaffTask-guide-jam": ("下一步", "Next"),
    "StaffTask-guide-end": ("做完了，检查", "Done, test it"),
    "StaffTask-guide-toner": ("下一步", "Next"),
    "StaffTask-guide-shake": ("下一步", "Next"),
    "StaffTask-guide-roll": ("下一步", "Next"),
    "StaffTask-guide-roll-side": ("下一步", "Next"),
    "StaffTask-guide-roll-in": ("下一步", "Next"),
    "StaffTask-guide-roll-tear": ("做完了，检查", "Done, test it"),
    "StaffTask-still-short": ("回到总览", "To the overview"),
    "StaffTask-mended": ("回到总览", "To the overview"),
    "StaffTask-unmended": ("回到总览", "To the overview"),
    "StaffTask-sure": ("确定", "Do it"),
    "StaffTask-sure-two": ("请第二个人", "Call the second person"),
    "StaffTask-told": ("回到总览", "To the overview"),
    "StaffTask-refused": ("回到总览", "To the overview"),
}
"""The way forward of the samples that have one."""

_TYPED = {"usual": "1024", "secret": "1357", "first": "1101", "last": "1200"}


def with_forward(kind: str, screen: Screen, t: Words) -> Screen:
    """Add the way forward that the page has."""
    if screen.name == State.STAFF_TASK.value and kind in PAGES:
        page, changes = PAGES[kind]
        made = staff_screen(page, t, **changes)
        return replace(screen, forward=made.forward, entry=str(changes.get("entry", "")))
    words = FORWARD.get(f"{screen.name}-{kind}")
    if words is None:
        return screen
    forward = Button(t(*words), "forward")
    return replace(screen, forward=forward, entry=_TYPED.get(kind, screen.entry))
