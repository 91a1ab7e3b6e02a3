# SPDX-License-Identifier: Apache-2.0
"""The form page: one asked field with its pad, or the filled form and its sources."""

from dataclasses import replace
from datetime import date
from typing import Final

from forms.application import Application
from forms.delivery import choices_offered
from forms.field_typing import Typing, judge_typing
from forms.field_values import Answer, Source
from forms.masking import masked
from forms.offered_fields import fields_offered
from forms.prefill import fields_shown, fields_to_ask, fields_waiting
from forms.service_item import Field, FieldKind
from kiosk.screens.present import disputing
from kiosk.screens.present.known import short_name
from kiosk.screens.present.words import Words
from kiosk.screens.views import Button, Chip, Choice, FormRow, FormView, Screen
from kiosk.session import address, dispute, forming
from kiosk.session.session import Session
from kiosk.session.states import State

_CHIP = {
    Source.CARD: "card",
    Source.CERTIFICATE: "called",
    Source.BASE_DATA: "called",
    Source.TYPED: "you",
    Source.CHOSEN: "you",
    Source.CALCULATED: "calculated",
    Source.DEFAULT: "calculated",
    Source.PROMISED: "promised",
}
PADS = {
    FieldKind.NUMBER: "number",
    FieldKind.PHONE: "phone",
    FieldKind.CITIZEN_NUMBER: "identity",
    FieldKind.DATE: "date",
    FieldKind.CREDIT_CODE: "code",
    FieldKind.CHOICE: "choice",
}
DIVISION: Final = "division"
"""Kind of the page on which a part of an address is picked."""


def form(session: Session, words: Words) -> Screen:
    """One question that card and certificates could not answer, or the whole form."""
    asked = forming.asked_field(session)
    if asked is None:
        view = FormView(
            title=words("form.check_title"),
            asked_id="",
            asked_kind="",
            why=words("form.check_why"),
            unit="",
            error="",
            options=(),
            rows=form_rows(session, words),
            progress="",
            reasons=disputing.reasons(session, words),
        )
        forward = Button(words("form.check_forward"), "forward")
        leave, back = Button(words("leave"), "leave"), Button(words("back"), "back")
        return Screen(State.FORM.value, view, back=back, forward=forward, extra=leave)
    is_choice = asked.kind is FieldKind.CHOICE
    typing = Typing() if is_choice else _typing(session, asked)
    error = session.error or typing.wrong
    view = FormView(
        title=words("form.ask", label=asked.label.in_(words.language)),
        asked_id=asked.id,
        asked_kind=PADS.get(asked.kind, "text"),
        why=asked.why.in_(words.language),
        unit=asked.unit.in_(words.language) if asked.unit else "",
        error=error.in_(words.language) if error else "",
        options=_options(session, asked, words),
        rows=(),
        progress=_progress(session, words),
        still=typing.missing.in_(words.language) if typing.missing and not error else "",
        latest=_latest(session, asked),
    )
    if address.is_picked(session, asked):
        view = _picking(view, session, asked, words)
        is_choice = view.asked_kind == DIVISION
    view, back, extra = disputing.asked(view, session, asked, words)
    may_empty = not asked.is_required and asked.id in session.begun().fields
    ready = bool(session.entry) or may_empty
    forward = Button(words("next"), "forward", enabled=ready)
    return Screen(
        State.FORM.value, view, back=back, forward=None if is_choice else forward, extra=extra
    )


def _picking(view: FormView, session: Session, asked: Field, words: Words) -> FormView:
    """An address: the list of what lies in the division chosen last, or the rest to type."""
    place, divisions = address.place_of(session, asked), session.catalogue.divisions
    trail = words("form.trail_joint").join(one.name for one in divisions.path(place.code))
    elsewhere = words("form.elsewhere") if place.code else ""
    if place.is_rest:
        why = words("form.rest") if trail else view.why
        return replace(view, why=why, trail=trail, elsewhere=elsewhere)
    options = [Choice(one.code, one.name) for one in divisions.below(place.code)]
    if place.code:
        options.append(Choice(address.REST, words("form.not_listed"), ""))
    why = words("form.pick_in") if trail else words("form.pick")
    return replace(
        view,
        asked_kind=DIVISION,
        error="",
        still="",
        why=why,
        options=tuple(options),
        trail=trail,
        elsewhere=elsewhere,
    )


def _typing(session: Session, asked: Field) -> Typing:
    """What is wrong already with what stands on the pad, and what is still missing."""
    return judge_typing(
        asked,
        address.whole(session, asked),
        today=dispute.latest_day(session, asked.id),
        application=session.begun(),
    )


def _latest(session: Session, asked: Field) -> str:
    """The last day that the calendar offers; empty for what is no day, or may lie ahead."""
    day = dispute.latest_day(session, asked.id)
    is_bound = asked.kind is FieldKind.DATE and day != date.max
    return day.isoformat() if is_bound else ""


def _options(session: Session, asked: Field, words: Words) -> tuple[Choice, ...]:
    """What may be chosen in this case, with the answer that stands there now."""
    application = session.begun()
    now = application.fields.get(asked.id)
    return tuple(
        Choice(
            id=one.id,
            title=one.text.in_(words.language),
            detail=one.example.in_(words.language) if one.example is not None else "",
            chosen=now is not None and now.value == one.id,
        )
        for one in choices_offered(session.chosen_item(), application, asked)
    )


def _progress(session: Session, words: Words) -> str:
    item, application = session.item, session.application
    if item is None or application is None:
        return ""
    left = len(fields_to_ask(item, application))
    return words("form.progress", left=left) if left else ""


def form_rows(
    session: Session, words: Words, *, only_face: bool = False
) -> tuple[FormRow, ...]:
    """Rows of the filled form; ``only_face`` keeps those that stand on the licence.

    What waits for its certificate says so; what may be added says who would.
    """
    item, application = session.item, session.application
    if item is None or application is None:
        return ()
    wanted = set(item.licence.field_ids) if item.licence is not None else set()
    only_face = only_face and bool(wanted)
    wrong = disputing.flagged(item, application)
    waiting = {field.id for field in fields_waiting(item, application)}
    offered = fields_offered(item, application) if not only_face else ()
    empty = {field.id: _offered_row(field, words) for field in offered}
    empty |= {
        field.id: _waiting_row(field, words)
        for field in fields_shown(item, application)
        if field.id in waiting
    }
    return tuple(
        empty.get(field.id) or _row(session, field, words, is_wrong=field.id in wrong)
        for field in fields_shown(item, application)
        if (field.id in application.fields and (not only_face or field.id in wanted))
        or field.id in wrong | empty.keys()
    )


def _waiting_row(field: Field, words: Words) -> FormRow:
    """A row that stays empty until its certificate can be looked up."""
    chip = Chip("waiting", words("form.waits_chip"), words("form.waits_why"))
    return FormRow(field.id, field.label.in_(words.language), words("form.waits"), chip)


def _offered_row(field: Field, words: Words) -> FormRow:
    """A row that is empty and may stay so: it says who would fill it in."""
    why = field.why.in_(words.language)
    chip = Chip("you", words("form.offered_chip"), why)
    hint = field.hint.in_(words.language) if field.hint is not None else ""
    return FormRow(field.id, field.label.in_(words.language), hint, chip, "add")


def _row(session: Session, field: Field, words: Words, *, is_wrong: bool) -> FormRow:
    application, label = session.begun(), field.label.in_(words.language)
    answer = application.fields.get(field.id)
    act = disputing.act_of(session, field.id)
    if answer is None:
        row = FormRow(field.id, label, "", Chip("", ""), act)
        return disputing.marked(row, session, field, words)
    shown = field.shown(answer.value, words.language)
    if field.is_private:
        shown = masked(shown)
    if field.unit is not None:
        shown = f"{shown} {field.unit.in_(words.language)}"
    row = FormRow(field.id, label, shown, chip_of(application, answer, words), act)
    return disputing.marked(row, session, field, words) if is_wrong else row


def chip_of(application: Application, answer: Answer, words: Words) -> Chip:
    """Where a value came from, as its tag says it."""
    key, proof = answer.source.value, application.proof
    if answer.source is Source.CARD and proof is not None:
        name = short_name(proof.source, proof.document, words)
        return Chip("card", name, words("known.why", document=name))
    if answer.source is Source.BASE_DATA and answer.as_of is not None:
        base, day = words(f"base.{answer.base}"), words.day(answer.as_of)
        why = words("source.base_data_why", base=base, day=day)
        return Chip("called", words("source.base_data", base=base), why)
    text = answer.certificate_name or words(f"source.{key}")
    return Chip(
        _CHIP[answer.source],
        text,
        words(f"source.{key}_why", certificate=answer.certificate_name),
    )
