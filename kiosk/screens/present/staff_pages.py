# SPDX-License-Identifier: Apache-2.0
"""Pages behind the staff's home; what each says and offers, by the rights of who is in."""

from collections.abc import Callable, Mapping

from kiosk.screens.present import (
    settings_kept,
    settings_pages,
    staff_bench,
    staff_mending,
    staff_training,
)
from kiosk.screens.present.staff_frame import frame
from kiosk.screens.present.words import Words
from kiosk.screens.texts import MissingTextError
from kiosk.screens.views import Button, Choice, Screen
from kiosk.screens.views_cases import CaseRow
from kiosk.session import staff_done, staff_tasks
from kiosk.session.session import Session
from kiosk.session.staff_desk import BlankShelf, OpenPrint, Page, Pending
from kiosk.session.staff_rights import TWO_PERSONS, Act, may


def task(session: Session, words: Words) -> Screen:
    """Whichever page is open."""
    return _PAGES[session.staff.page](session, words)


def paper_name(name: str, words: Words) -> str:
    """A paper in the words of the citizen's pages."""
    try:
        return words(f"paper.{name}")
    except MissingTextError:
        return words("staff.some_paper")


def _others(session: Session, words: Words) -> Screen:
    ways = staff_tasks.ways_on(session.staff.role)
    acts = tuple(
        Choice(name, words(f"staff.to_{name}"), words(f"staff.to_{name}_detail"), picture)
        for name, picture in zip(staff_tasks.OTHERS, _OTHERS, strict=True)
        if name in ways
    )
    return frame(session, words, acts=(*acts, *staff_training.way(session, words)))


# -- prints ----------------------------------------------------------------------------------


def _prints(session: Session, words: Words) -> Screen:
    prints = session.staff.prints
    closing = any(one.is_closing for one in prints)
    text = "staff_page.prints_closed" if closing else "staff_page.prints_help"
    return frame(
        session,
        words,
        lead=words(text) if prints else "",
        rows=() if prints else (CaseRow("", words("staff_page.prints_none"), "done"),),
        acts=tuple(_print_choice(one, words) for one in prints),
    )


def _print_choice(one: OpenPrint, words: Words) -> Choice:
    detail = words(
        "staff_page.print_detail",
        case=one.case_id or words("staff_page.no_case"),
        at=f"{one.at:%m-%d %H:%M}",
    )
    return Choice(one.attempt_id, paper_name(one.paper, words), detail, "question")


def _print(session: Session, words: Words) -> Screen:
    one = session.staff.print
    if one is None:  # settled meanwhile, at the command line
        gone = CaseRow("", words("staff_page.print_gone"), "done")
        return frame(session, words, rows=(gone,))
    rows = [CaseRow(words("staff_page.case"), _of_case(one, words), "open")]
    if one.blank:
        rows.append(CaseRow(words("staff_page.blank_no"), one.blank, "open"))
    found = (name for name, act in staff_tasks.FOUND.items() if may(session.staff.role, act))
    return frame(
        session,
        words,
        title=words("staff_page.print_title", paper=paper_name(one.paper, words)),
        lead=words("staff_page.look_where"),
        rows=tuple(rows),
        acts=tuple(_found_choice(name, words) for name in found),
        code=one.code,
    )


def _of_case(one: OpenPrint, words: Words) -> str:
    detail = words(
        "staff_page.print_detail",
        case=one.case_id or words("staff_page.no_case"),
        at=f"{one.at:%m-%d %H:%M}",
    )
    return words("staff_page.print_sheets", told=detail, sheets=one.sheets)


_OTHERS = ("sheet", "printer", "letter", "loop", "check", "equals")
_OF_MACHINE = {
    staff_done.AFTER,
    staff_done.MACHINE,
    staff_done.MACHINE_AFTER,
    staff_done.TRAINING,
}
_PICTURES = {"came_out": "check", "destroyed": "cross", "nothing_came_out": "person"}


def _found_choice(found: str, words: Words) -> Choice:
    title, detail = words(f"found.{found}"), words(f"found.{found}_detail")
    return Choice(found, title, detail, _PICTURES[found])


# -- blanks ----------------------------------------------------------------------------------


def _blanks(session: Session, words: Words) -> Screen:
    shelves = session.staff.blanks
    is_loader = may(session.staff.role, Act.LOAD)
    none = CaseRow("", words("staff_page.blanks_none"), "open")
    return frame(
        session,
        words,
        lead=words("staff_page.blanks_help") if shelves else "",
        rows=tuple(row for one in shelves for row in _shelf_rows(one, words)) or (none,),
        acts=tuple(_load_choice(one, words) for one in shelves if is_loader and one.cabinet),
    )


def _shelf_rows(one: BlankShelf, words: Words) -> tuple[CaseRow, ...]:
    """How many sheets are where now, and what was moved today."""
    counted = (
        words("staff_page.counted", word=words(f"blank.{state}"), count=count)
        for state, count in one.counts
    )
    moved = (
        words("staff_page.moved", word=words(f"blank_move.{move}"), count=count, serials=told)
        for move, count, told in one.moved
    )
    counts, between = dict(one.counts), words("staff_page.between")
    tone = "stop" if counts.get("missing") else "open" if counts.get("loaded") else "owed"
    label = words("staff_page.shelf", series=one.series, count=one.on_hand)
    rows = [CaseRow(label, between.join(counted), tone)]
    if one.moved:
        today = words("staff_page.today", series=one.series)
        rows.append(CaseRow(today, between.join(moved), "open"))
    return tuple(rows)


def _load_choice(one: BlankShelf, words: Words) -> Choice:
    (first, last), *_ = one.cabinet
    title = words("staff_page.load", series=one.series)
    return Choice(one.series, title, words("staff_page.range", first=first, last=last), "sheet")


def _load_first(session: Session, words: Words) -> Screen:
    shelf = session.staff.shelf
    ranges = words("staff_page.between").join(
        words("staff_page.range", first=first, last=last)
        for first, last in (shelf.cabinet[:3] if shelf else ())
    )
    return _pad(session, words, words("staff_page.in_cabinet", ranges=ranges))


def _load_last(session: Session, words: Words) -> Screen:
    return _pad(session, words, words("staff_page.from", first=session.staff.load[0]))


def _pad(session: Session, words: Words, lead: str) -> Screen:
    is_lawful = session.entry.isdecimal() and int(session.entry) >= 1
    if session.staff.page is Page.LOAD_LAST:
        is_lawful = is_lawful and int(session.entry) >= session.staff.load[0]
    forward = Button(words("staff_page.next"), "forward", enabled=is_lawful)
    return frame(session, words, kind="number", lead=lead, forward=forward)


def _load_tray(session: Session, words: Words) -> Screen:
    acts = tuple(
        Choice(tray, _tray(tray, words), picture="printer")
        for tray in staff_tasks.trays(session)
    )
    first, last = session.staff.load
    told = words("staff_page.range", first=first, last=last)
    return frame(session, words, lead=words("staff_page.tray_help", range=told), acts=acts)


def _tray(tray: str, words: Words) -> str:
    """A tray in words; one that only this printer has by the name that it has there."""
    return words(f"tray.{tray}") if tray in staff_tasks.TRAYS else tray


# -- notice and restart ----------------------------------------------------------------------


def _notice(session: Session, words: Words) -> Screen:
    acts = [Choice(kind, words(f"notice_text.{kind}")) for kind in staff_tasks.NOTICES]
    acts.append(Choice(staff_tasks.OWN, words("staff_page.notice_own"), picture="pen"))
    rows: tuple[CaseRow, ...] = ()
    if session.machine.notice:
        text = notice_text(session, words)
        rows = (CaseRow(words("staff_page.notice_now"), text, "owed"),)
        acts = [Choice(staff_done.OFF, words("staff_page.notice_off"), picture="check"), *acts]
    return frame(
        session, words, lead=words("staff_page.notice_help"), rows=rows, acts=tuple(acts)
    )


def notice_text(session: Session, words: Words) -> str:
    """What the notice on the glass says."""
    machine = session.machine
    if machine.notice == staff_tasks.OWN:
        return machine.notice_text
    return words(f"notice_text.{machine.notice}")


def _notice_text(session: Session, words: Words) -> Screen:
    forward = Button(words("staff_page.next"), "forward", enabled=bool(session.entry.strip()))
    return frame(session, words, kind="text", forward=forward)


_DRAWN: Mapping[str, str] = {
    "reader": "reader",
    "card_slot": "slot",
    "scanner": "scanner",
    "person_check": "person",
    "printer": "printer",
    "receipt_printer": "roll",
    "seal": "seal",
    "platform": "certificate",
    "base_data": "server",
    "desk": "server",
}
"""What stands beside a device that is started anew; a plug beside any other."""


def _restart(session: Session, words: Words) -> Screen:
    acts = [Choice(staff_done.PROGRAM, words("staff_page.program"), picture="loop")]
    ways = staff_done.restartable(session)
    if staff_done.AFTER in ways:
        acts.append(
            Choice(staff_done.AFTER, words("staff_page.program_after"), picture="clock")
        )
    if staff_done.MACHINE in ways:
        acts.append(Choice(staff_done.MACHINE, words("staff_page.machine"), picture="power"))
    if staff_done.MACHINE_AFTER in ways:
        acts.append(
            Choice(staff_done.MACHINE_AFTER, words("staff_page.machine_after"), picture="clock")
        )
    if may(session.staff.role, Act.CLOSE):
        acts.append(Choice(staff_tasks.CLOSE, words("staff_page.close"), picture="stop"))
    acts += [
        Choice(device, words(f"device.{device}"), picture=_DRAWN.get(device, "plug"))
        for device in staff_done.devices(session)
    ]
    key = "restart_help" if session.behind is None else "restart_over"
    return frame(session, words, lead=words(f"staff_page.{key}"), acts=tuple(acts))


# -- the last question, and what came of it --------------------------------------------------


def _sure(session: Session, words: Words) -> Screen:
    asked = staff_tasks.pending(session)
    rows = [CaseRow(words("staff_page.is_done"), said(session, asked, words), "owed")]
    if asked.act in TWO_PERSONS:
        rows.append(CaseRow(words("staff_page.two"), words("staff_page.two_help"), "open"))
    key = "call_second" if asked.act in TWO_PERSONS else "do"
    forward = Button(words(f"staff_page.{key}"), "forward")
    return frame(session, words, rows=tuple(rows), forward=forward)


def said(session: Session, asked: Pending, words: Words) -> str:
    """What is to be done, as one sentence."""
    match asked.act:
        case Act.SETTLE | Act.SETTLE_NOTHING:
            one = session.staff.print
            told = _of_case(one, words) if one is not None else ""
            return words(f"sure.{asked.found}", told=told)
        case Act.LOAD:
            sheets = asked.last - asked.first + 1
            told = words("staff_page.range", first=asked.first, last=asked.last)
            return words(
                "sure.load",
                series=asked.what,
                range=told,
                count=sheets,
                tray=_tray(asked.tray, words),
            )
        case Act.NOTICE if asked.what == staff_done.OFF:
            return words("sure.notice_off")
        case Act.NOTICE:
            text = asked.text or words(f"notice_text.{asked.what}")
            return words("sure.notice", text=text)
        case Act.CONFIGURE | Act.CONFIGURE_ALL | Act.CONFIGURE_TWO:
            return settings_kept.said(session, asked, words)
        case Act.RESTART | Act.TRAIN:
            return _said_restart(session, asked.what, words)
        case _:
            return words(f"sure.{asked.act.value}")


def _said_restart(session: Session, what: str, words: Words) -> str:
    if what in _OF_MACHINE:
        return words(f"sure.{what}")
    if what != staff_done.PROGRAM:
        return words("sure.device", device=words(f"device.{what}"))
    return words("sure.restart" if session.behind is None else "sure.restart_over")


_TONES = {"done": "done", "already": "open", "refused": "stop", "failed": "stop"}


def _told(session: Session, words: Words) -> Screen:
    desk = session.staff
    if not desk.told:
        return frame(session, words, rows=(CaseRow("", words("told.working"), "open"),))
    rows = [CaseRow("", words(f"told.{staff_training.outcome(desk)}"), _TONES[desk.told])]
    if desk.pending is not None:
        about = said(session, desk.pending, words)
        rows.append(CaseRow(words("staff_page.was_about"), about, "open"))
    if desk.told_code:
        steps = words.steps(desk.told_code)
        rows.append(CaseRow(words("staff_page.now"), steps, "owed"))
    forward = Button(words("staff_page.home"), "forward")
    return frame(session, words, rows=tuple(rows), code=desk.told_code, forward=forward)


_PAGES: Mapping[Page, Callable[[Session, Words], Screen]] = {
    Page.PRINTS: _prints,
    Page.PRINT: _print,
    Page.BLANKS: _blanks,
    Page.LOAD_FIRST: _load_first,
    Page.LOAD_LAST: _load_last,
    Page.LOAD_TRAY: _load_tray,
    Page.NOTICE: _notice,
    Page.NOTICE_TEXT: _notice_text,
    Page.RESTART: _restart,
    Page.OTHERS: _others,
    Page.SURE: _sure,
    Page.TOLD: _told,
    **staff_mending.PAGES,
    **staff_bench.PAGES,
    **settings_pages.PAGES,
    **settings_kept.PAGES,
}
