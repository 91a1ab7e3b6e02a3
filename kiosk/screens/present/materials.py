# SPDX-License-Identifier: Apache-2.0
"""Earlier papers and proofs of other offices: consent, look-ups, ledger of materials."""

from dataclasses import replace

from certificates.earlier_material import EarlierMaterial
from forms.material import materials_to_fetch
from forms.service_item import Material, Supply
from kiosk.screens.present.words import Words
from kiosk.screens.views import BoardRow, Chip, Line
from kiosk.session.material_lines import CHECKING, WHOLE, EarlierLine, OnlineLine
from kiosk.session.materials import papers_offered
from kiosk.session.session import Session

WAITING = "waiting"
"""Chip of a material that another office is issuing."""

_LINE_STATES = {
    "": "working",
    "waiting": "waiting",
    "issued": "done",
    "office_refused": "none",
    "unknown": "none",
    "late": "failed",
    "rejected": "failed",
}


def names_materials(session: Session) -> bool:
    """Whether this visit looks for earlier papers or asks other offices."""
    return session.machine.has_materials and any(
        one.reuse is not None or one.online is not None
        for one in session.chosen_item().materials
    )


def failure_code(session: Session) -> str:
    """Code of the first thing that could not be asked; empty where all could."""
    look = session.materials
    earlier = look.earlier.code if look.earlier is not None else ""
    return earlier or next((line.code for line in look.online if line.code), "")


def lookup_lines(session: Session, words: Words) -> tuple[Line, ...]:
    """One line for all earlier papers, one for each proof that is asked of an office."""
    look = session.materials
    lines = [_online_line(session, line, words) for line in look.online]
    if look.earlier is not None:
        lines.insert(0, _earlier_line(session, look.earlier, words))
    return tuple(lines)


def _earlier_line(session: Session, earlier: EarlierLine, words: Words) -> Line:
    text = words("earlier.line")
    if not earlier.outcome:
        return Line("earlier", text, "working", words("lookups.working"))
    if earlier.outcome == "found":
        offered = papers_offered(session).values()
        count = sum(isinstance(one, EarlierMaterial) for one in offered)
        if count:
            return Line("earlier", text, "done", words("earlier.found", count=count))
        return Line("earlier", text, "none", words("earlier.none_usable"))
    state = "none" if earlier.outcome == "not_found" else "failed"
    return Line("earlier", text, state, words(f"lookups.{earlier.outcome}"))


def _online_line(session: Session, line: OnlineLine, words: Words) -> Line:
    material = session.chosen_item().material(line.material)
    text = words(
        "online.line",
        office=_office(material, words),
        material=material.title.in_(words.language),
    )
    state = _LINE_STATES.get(line.state, "failed")
    known = line.state in _LINE_STATES
    detail = words(f"online.{line.state or 'working'}" if known else f"lookups.{line.state}")
    return Line(f"online-{line.material}", text, state, detail)


def _office(material: Material, words: Words) -> str:
    return material.online.office.in_(words.language) if material.online is not None else ""


def with_material(
    session: Session, row: BoardRow, *, is_waiting: bool, words: Words
) -> BoardRow:
    """Add to a row what may be chosen, what is waited for, what came to nothing."""
    material = session.chosen_item().material(row.id)
    if is_waiting:
        fallback = row.chip.text
        chip = Chip(
            WAITING,
            words("online.chip", office=_office(material, words)),
            words("online.chip_why", fallback=fallback),
        )
        row = replace(row, chip=chip, told=words("online.until", fallback=fallback))
    elif told := _came_to_nothing(session, material, words):
        row = replace(row, told=told)
    return _with_earlier(session, row, words)


def _came_to_nothing(session: Session, material: Material, words: Words) -> str:
    """Why there is no proof of another office; empty where there is one, or none was asked."""
    line = session.materials.online_for(material.id)
    if line is None or line.state == "issued":
        return ""
    office = _office(material, words)
    if line.state == "office_refused" and line.reason:
        return words("online.reason", office=office, reason=line.reason)
    if line.has_failed:
        why = words(f"sought.{line.state}")
        return words.joined(words("online.not_asked", office=office), why)
    if line.state == "rejected":
        return words("online.fault", office=office, fault=words(f"answer_fault.{line.fault}"))
    return words("online.nothing", office=office)


def _not_listed(session: Session, row: BoardRow, words: Words) -> BoardRow:
    """Say that an earlier paper is being looked for, or that nobody answered for it."""
    look, application = session.materials.earlier, session.application
    if look is None or application is None:
        return row
    wanted = materials_to_fetch(session.chosen_item(), application, Supply.REUSED)
    if row.id not in {one.id for one in wanted}:
        return row
    if not look.outcome:
        return replace(row, told=words("earlier.asking"), is_looked_for=True)
    if not look.has_failed:
        return row
    why = words(f"sought.{look.outcome}")
    return replace(row, told=words.joined(words("earlier.not_listed"), why))


def _with_earlier(session: Session, row: BoardRow, words: Words) -> BoardRow:
    """The earlier paper, offered with its day, or the reason why it cannot be used."""
    offered = papers_offered(session).get(row.id)
    if offered is None:
        return _not_listed(session, row, words)
    if not isinstance(offered, EarlierMaterial):
        return replace(row, told=words(f"earlier.{offered.value}"))
    day = words.day(offered.submitted_on)
    chosen = session.materials.chosen_for(row.id)
    if chosen is None:
        return replace(row, use=words("earlier.use", day=day))
    told = {CHECKING: "earlier.checking", WHOLE: "", "wrong_digest": "earlier.wrong_digest"}
    key = told.get(chosen.state, "earlier.failed")
    return replace(
        row,
        use=words("earlier.use", day=day),
        is_used=chosen.state in {CHECKING, WHOLE},
        told=words(key) if key else row.told,
    )
