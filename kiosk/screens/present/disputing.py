# SPDX-License-Identifier: Apache-2.0
"""What a citizen said is wrong, on the glass: marks, explanations, and what may be done."""

from dataclasses import replace

from forms.application import Application
from forms.dispute import CARD_ROLE, Dispute, paper_role
from forms.dispute_rules import disputed
from forms.field_values import Source
from forms.masking import masked
from forms.material_rules import Material, Supply
from forms.prefill import blank_by_dispute, fields_shown
from forms.service_item import Field, ServiceItem
from kiosk.screens.present.known import short_name
from kiosk.screens.present.words import Words
from kiosk.screens.views import BoardRow, Button, Chip, Choice, FormRow, FormView, SheetElement
from kiosk.session import dispute
from kiosk.session.session import Session

DISPUTED = "disputed"
"""Kind of the chip, and mark on the sheet, of what is said to be wrong."""

_CALLED = frozenset({Source.CARD, Source.CERTIFICATE, Source.BASE_DATA})
_FROM_ROLE = frozenset({Supply.CALLED, Supply.ISSUED_ONLINE})
_FETCHED = (Supply.REUSED, Supply.ISSUED_ONLINE)


def reasons(session: Session, words: Words) -> tuple[Choice, ...]:
    """What may be said, in the catalogue's order."""
    return tuple(
        Choice(
            one.reason.value,
            one.text.in_(words.language),
            one.example.in_(words.language) if one.example is not None else "",
        )
        for one in session.catalogue.dispute_reasons
    )


def document(one: Dispute, application: Application, words: Words) -> str:
    """What the disputed document is called."""
    proof = application.proof
    if one.role == CARD_ROLE and proof is not None:
        return short_name(proof.source, proof.document, words)
    if one.source is Source.BASE_DATA:
        return words(f"base.{one.role}")
    return one.document or words("source.card")


def flagged(item: ServiceItem, application: Application) -> frozenset[str]:
    """Ids of the fields whose called value is not used because somebody says it is wrong."""
    if not application.disputes:
        return frozenset()
    return frozenset(
        field.id
        for field in fields_shown(item, application)
        if disputed(application, field.id) is not None
        or blank_by_dispute(item, application, field)
    )


def act_of(session: Session, id_: str) -> str:
    """What a touch on a row may do: add, edit, dispute, undispute, amend, or nothing."""
    application = session.begun()
    if disputed(application, id_) is not None:
        return "amend" if dispute.may_edit(session, id_) else "undispute"
    if dispute.is_offered(session, id_):
        return "add"
    if dispute.may_edit(session, id_):
        return "edit"
    answer = application.fields.get(id_)
    is_called = answer is not None and answer.source in _CALLED
    return "dispute" if is_called and session.catalogue.dispute_reasons else ""


def marked(row: FormRow, session: Session, field: Field, words: Words) -> FormRow:
    """Flag the row of a field whose called value is said to be wrong."""
    application = session.begun()
    said = disputed(application, field.id)
    why = words("dispute.emptied")
    if said is not None:
        is_kept = said.source is Source.BASE_DATA
        why = words(
            "dispute.said_of_record" if is_kept else "dispute.said",
            document=document(said, application, words),
            reason=said.said.in_(words.language),
        )
    value = row.value or words("dispute.blank")
    text = words("dispute.chip" if said is not None else "dispute.chip_emptied")
    return replace(row, value=value, chip=Chip(DISPUTED, text, why))


def on_board(row: BoardRow, session: Session, material: Material, words: Words) -> BoardRow:
    """Let a called document be said to be wrong on the board, and flag one that is."""
    application = session.begun()
    roles = [way.role for way in material.supplies if way.supply in _FROM_ROLE]
    roles += [paper_role(supply.value, material.id) for supply in _FETCHED]
    if any(way.supply is Supply.CARD for way in material.supplies):
        roles.append(CARD_ROLE)
    said = next((one for one in application.disputes if one.role in roles), None)
    if said is not None:
        name = document(said, application, words)
        plain = words("dispute.board", document=name)
        return replace(row, plain=plain, subject=said.subject, act="undispute")
    if row.chip.kind == Supply.CARD.value:
        return replace(row, subject=CARD_ROLE, act="dispute")
    if row.chip.kind in _fetched_kinds(application, material.id):
        return replace(row, subject=paper_role(row.chip.kind, material.id), act="dispute")
    role = next((one for one in roles if one in application.certificates), "")
    is_called = role and row.chip.kind in {one.value for one in _FROM_ROLE}
    return replace(row, subject=role, act="dispute") if is_called else row


def _fetched_kinds(application: Application, material: str) -> frozenset[str]:
    """By which supplies a paper was fetched for this material, in the words of chips."""
    fetched = {Supply.REUSED: application.reused, Supply.ISSUED_ONLINE: application.issued}
    return frozenset(kind.value for kind, papers in fetched.items() if material in papers)


def asked(
    view: FormView, session: Session, field: Field, words: Words
) -> tuple[FormView, Button, Button | None]:
    """The page that asks for what a document says wrongly: view, back, and the way around."""
    leave, back = Button(words("leave"), "leave"), Button(words("back"), "back")
    if not dispute.is_emptied(session, field.id):
        return view, back, leave
    said = disputed(session.begun(), field.id)
    blank = Button(words("dispute.leave_blank"), "leave_blank")
    label = field.label.in_(words.language)
    why = words("dispute.ask_emptied")
    if said is not None:
        name = document(said, session.begun(), words)
        shown = masked(said.shown) if field.is_private else said.shown
        why = words("dispute.ask_why", document=name, shown=shown)
        back = Button(words("dispute.back"), "back")
    return replace(view, title=words("dispute.ask", label=label), why=why), back, blank


def on_sheet(
    elements: tuple[SheetElement, ...], session: Session, item: ServiceItem, words: Words
) -> tuple[SheetElement, ...]:
    """Flag what stands on the sheet, or would, and is said to be wrong."""
    application, face = session.application, item.licence
    if application is None or face is None:
        return elements
    fields = {
        "unit_name": face.unit_name,
        "holder_name": face.holder_name,
        "address": face.address,
        "licensed_item": face.item_text,
        **face.more,
    }
    wrong = flagged(item, application)
    return tuple(
        replace(one, mark=DISPUTED, flag=words("sheet.disputed"))
        if fields.get(one.id) in wrong
        else one
        for one in elements
    )
