# SPDX-License-Identifier: Apache-2.0
"""The sheet that fills itself: the same template and values as the PDF, as far as known.

Which paper it is, ``kiosk.paper_drafts`` says; every template of the catalogue can be drawn.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from certificates.template import PlacedElement, PlacedKind, Values, place
from forms.application import Application, Route, applicant_from
from forms.licensing import licence_terms
from forms.masking import masked
from forms.material import Supply, supply_materials
from forms.prefill import prefill
from forms.service_item import ServiceItem
from kiosk.paper_drafts import Draft, Hall, draft_of, paper_to_come
from kiosk.papers import LICENCE, chinese_day, licence_values, validity_text
from kiosk.screens.present import copying, disputing
from kiosk.screens.present.sheet_elements import sheet_elements
from kiosk.screens.present.words import Words
from kiosk.screens.views import Sheet, SheetElement
from kiosk.session import identify
from kiosk.session.comfort import Comfort
from kiosk.session.session import Session
from kiosk.session.states import State

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


def has_sheet(session: Session) -> bool:
    """Whether a sheet may lie on the page; where not, ``sheet_of`` is empty at once."""
    return session.item is not None and session.state not in _NO_SHEET


def is_same_sheet(before: Session, now: Session) -> bool:
    """Whether nothing has changed from which the sheet is drawn; a new field counts as such."""
    return _drawn_parts(before) == _drawn_parts(now)


def _drawn_parts(session: Session) -> Session:
    """Leave out what no sheet shows: the page, the pad, how the citizen sees and hears."""
    return replace(
        session,
        state=State.CARD if has_sheet(session) else State.ATTRACT,
        elder=False,
        contrast=False,
        comfort=Comfort(),
        is_help_open=False,
        entry="",
        error=None,
        editing="",
        place=None,
        strokes=(),
        papers=(),
        rating=None,
        trouble=None,
        issue_lines=("sealed",) if "sealed" in session.issue_lines else (),
    )


def sheet_of(session: Session, words: Words) -> Sheet:
    """Draw the sheet with exactly the values known so far; empty where none is to be had."""
    item = session.item
    if item is None or not has_sheet(session):
        return Sheet()
    application = session.application or _drafted(session, item)
    paper = paper_to_come(item, application, session.decision)
    if paper == LICENCE:
        template, flag = words.faces.get(item.id), True
        draft = Draft(LICENCE, known_values(session, item, words))
    else:
        template, flag = words.papers.get(paper), False
        hall = Hall(
            words.site.authority_of(item),
            words.site.machine,
            session.today,
            session.case_number,
        )
        draft = draft_of(item, application, session.decision, hall)
    if template is None:
        return Sheet()
    values = _discreet(draft.values, item, application)
    placed = tuple(one for one in place(template, values) if one.page == 0)
    elements = sheet_elements(placed, draft.open_rows)
    if flag:
        elements = disputing.on_sheet(elements, session, item, words)
        elements += _flag(session, item, placed, words)
    return Sheet(
        width=template.width_mm,
        height=template.height_mm,
        elements=elements,
        title=words(f"sheet.title_{paper}"),
        description=words(
            "sheet.description",
            title=_name(item, paper, words),
            known=sum(one.mark == "known" for one in elements),
            gaps=sum(one.mark == "gap" for one in elements),
        ),
        sealed="sealed" in session.issue_lines,
        promised=_promised(session, item) if flag else 0,
    )


def _discreet(values: Values, item: ServiceItem, application: Application | None) -> Values:
    """Hide on the glass what anybody near could read there; the paper has it whole."""
    if application is None:
        return values
    private = [
        answer.value
        for one in item.fields
        if one.is_private and (answer := application.fields.get(one.id)) is not None
    ]

    def hidden(text: str) -> str:
        for secret in (application.applicant.number, *private):
            text = text.replace(secret, masked(secret))
        return text

    return {
        name: hidden(value) if isinstance(value, str) else tuple(map(hidden, value))
        for name, value in values.items()
    }


def _name(item: ServiceItem, paper: str, words: Words) -> str:
    """What the sheet is called when it is described."""
    service = item.title.in_(words.language)
    return service if paper == LICENCE else words(f"sheet.name_{paper}", service=service)


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
