# SPDX-License-Identifier: Apache-2.0
"""The licence that fills itself: the same template and values as the PDF, as far as known."""

from collections.abc import Mapping
from typing import Final

from certificates.template import (
    Align,
    Pattern,
    PlacedElement,
    PlacedKind,
    place,
)
from forms.application import Application, Route, applicant_from
from forms.decision import Answered, Issued, IssuedUnderPromise
from forms.licensing import licence_terms
from forms.material import Supply, supply_materials
from forms.prefill import prefill
from forms.service_item import ResultKind, ServiceItem
from kiosk.papers import chinese_day, licence_values, validity_text
from kiosk.screens.present import copying, disputing
from kiosk.screens.present.words import Words
from kiosk.screens.views import Sheet, SheetElement
from kiosk.session import identify
from kiosk.session.session import Session
from kiosk.session.states import State

_ALIGN: Final = {
    Align.LEFT: "left",
    Align.CENTRE: "center",
    Align.RIGHT: "right",
    Align.SPREAD: "spread",
}
_NO_SHEET: Final = frozenset(
    {
        State.ATTRACT,
        State.HOME,
        State.FAREWELL,
        State.OUT_OF_SERVICE,
        State.PAUSE,
        State.STAFF_PIN,
    }
)
FLAG_WIDTH_MM: Final = 88.0
FLAG_HEIGHT_MM: Final = 9.5
FLAG_GAP_MM: Final = 4.0
PROMISE_FLAG: Final = "promise"
"""Id of the flag that hangs on the sheet while papers are promised."""


def sheet_of(session: Session, words: Words) -> Sheet:
    """Draw the sheet with exactly the values known so far; empty where none is to be had."""
    item = session.item
    if item is None or session.state in _NO_SHEET:
        return Sheet()
    template = words.faces.get(item.id)
    if template is None or not _makes_licence(session, item) or _is_taken_in(session):
        return Sheet()
    values = known_values(session, item, words)
    placed = place(template, values)
    elements = tuple(
        element
        for index, one in enumerate(placed)
        if (element := _element(index, one)) is not None
    )
    elements = disputing.on_sheet(elements, session, item, words)
    gaps = sum(element.mark == "gap" for element in elements)
    known = sum(element.mark == "known" for element in elements)
    return Sheet(
        width=template.width_mm,
        height=template.height_mm,
        elements=elements + _flag(session, item, placed, words),
        description=words(
            "sheet.description", title=item.title.in_(words.language), known=known, gaps=gaps
        ),
        sealed="sealed" in session.issue_lines,
        promised=_promised(session, item),
    )


def _makes_licence(session: Session, item: ServiceItem) -> bool:
    """Whether a licence comes of the situation; until one is chosen it is taken for granted."""
    chosen = session.application.situation if session.application is not None else ""
    return not any(
        one.id == chosen and one.result.kind is ResultKind.RECEIPT for one in item.situations
    )


def _is_taken_in(session: Session) -> bool:
    """Whether the case is submitted and no licence is issued on it: none may be shown then."""
    is_submitted = session.state in {State.ISSUING, State.PRINTING, State.TAKE, State.RATING}
    given = IssuedUnderPromise | Issued | Answered
    return is_submitted and not isinstance(session.decision, given)


def known_values(session: Session, item: ServiceItem, words: Words) -> Mapping[str, str]:
    """Values of the licence face that are known at this moment, by name."""
    if item.copies is not None:
        return copying.copy_values(session)
    application = session.application or _drafted(session, item)
    if application is None:
        return {}
    values = dict(licence_values(item, application, authority=words.site.authority_of(item)))
    if session.licence_number and session.today is not None:
        values |= issued_values(item, application, session)
    return {name: text for name, text in values.items() if text}


def issued_values(
    item: ServiceItem, application: Application, session: Session
) -> Mapping[str, str]:
    """Values that exist only once the licence is numbered: they are written last."""
    today = session.day()
    terms = licence_terms(item, application, issued_on=today)
    return {
        "number": session.licence_number,
        "issued_on": chinese_day(today),
        "valid_from_to": validity_text(terms.valid_from, terms.valid_to),
    }


def _drafted(session: Session, item: ServiceItem) -> Application | None:
    """What the form would hold now, before the guide has ended."""
    if session.record is None:
        return None
    facts = identify.facts_of(session, item)
    return prefill(
        item,
        applicant_from(session.record),
        certificates=identify.certificates_of(session),
        answers=dict(session.answers),
        facts=facts,
    )


def _element(index: int, placed: PlacedElement) -> SheetElement | None:
    """Translate one placed element; a value keeps its id while it turns from gap to known."""
    kind = placed.kind.value
    mark = "fixed"
    if placed.value_name:
        mark = "known" if placed.is_known else "gap"
        kind = "value" if placed.kind is PlacedKind.TEXT else kind
    if placed.kind is PlacedKind.SIGNATURE or _is_band(placed):
        return None
    is_ornament = placed.kind in {PlacedKind.FRAME, PlacedKind.GUILLOCHE}
    return SheetElement(
        id=placed.value_name if kind == "value" else f"{kind}-{index}",
        kind=kind,
        x=placed.x_mm,
        y=placed.y_mm,
        width=placed.width_mm,
        height=placed.height_mm,
        text=placed.text,
        size=placed.size_mm,
        face=placed.face.value,
        align=_ALIGN[placed.align],
        colour=placed.colour.value if is_ornament else placed.colour.name.lower(),
        mark=mark,
    )


def _is_band(placed: PlacedElement) -> bool:
    """The border of fine curves, which would be grey mush at the size of the stage."""
    return placed.kind is PlacedKind.GUILLOCHE and placed.pattern is Pattern.BAND


def _promised(session: Session, item: ServiceItem) -> int:
    """How many papers are promised on the chosen route; none before it is chosen."""
    application = session.application
    if application is None or application.route is not Route.PROMISE:
        return 0
    rows = supply_materials(item, application)
    return sum(row.supply is Supply.PROMISED for row in rows)


def _flag(
    session: Session, item: ServiceItem, placed: tuple[PlacedElement, ...], words: Words
) -> tuple[SheetElement, ...]:
    """Hang a flag with the date on the sheet while papers are promised, beside its code."""
    count = _promised(session, item)
    if not count or session.today is None or item.promise is None:
        return ()
    due = session.catalogue.calendar.add(session.today, item.promise.period)
    code = next((one for one in placed if one.kind is PlacedKind.QR), placed[0])
    return (
        SheetElement(
            id=PROMISE_FLAG,
            kind="value",
            x=code.x_mm + code.width_mm + FLAG_GAP_MM,
            y=code.y_mm + code.height_mm - FLAG_HEIGHT_MM,
            width=FLAG_WIDTH_MM,
            height=FLAG_HEIGHT_MM,
            text=words("sheet.promised", count=count),
            size=5.0,
            face="hei",
            mark="promised",
            flag=words("sheet.promised_by", count=count, day=words.day(due.day)),
        ),
    )
