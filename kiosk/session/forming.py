# SPDX-License-Identifier: Apache-2.0
"""Step 3, 填表: one page for each field that nothing knows, then the whole form."""

from dataclasses import replace

from forms.delivery import choices_offered
from forms.field_values import Answer, Source
from forms.prefill import check_value, fields_to_ask, refresh
from forms.service_item import Field, FieldKind
from kiosk.session import address, dispute
from kiosk.session.events import Event, KeyTouched, Touched
from kiosk.session.pad import reopened, typed
from kiosk.session.session import Session, Step, with_state
from kiosk.session.states import State


def asked_field(session: Session) -> Field | None:
    """The field whose page is shown; None when the whole form is shown for checking."""
    item = session.chosen_item()
    if session.editing:
        return item.field(session.editing)
    missing = fields_to_ask(item, session.begun())
    return missing[0] if missing else None


def at_form(session: Session, event: Event) -> Step:
    """Ask what is missing, one page each; then let the whole form be checked."""
    asked = asked_field(session)
    if asked is None:
        return _at_checked_form(session, event)
    if address.is_picked(session, asked):
        after = address.picked(session, asked, event)
        if after is not None:
            return after, ()
    match event:
        case KeyTouched(key) if asked.kind is not FieldKind.CHOICE:
            entry = typed(session.entry, key, address.room_of(session, asked))
            return replace(session, entry=entry, error=None), ()
        case Touched("choose", value) if value in _choices(session, asked):
            return _filled(session, asked, value, Source.CHOSEN)
        case Touched("forward"):
            return _entered(session, asked)
        case Touched("back"):
            return _back_in_form(session)
        case _:
            return session, ()


def _choices(session: Session, asked: Field) -> frozenset[str]:
    """Ids of the choices that this case leaves open."""
    offered = choices_offered(session.chosen_item(), session.begun(), asked)
    return frozenset(choice.id for choice in offered)


def _at_checked_form(session: Session, event: Event) -> Step:
    match event:
        case Touched("edit", id_) if dispute.may_edit(session, id_):
            return with_state(replace(session, editing=id_), State.FORM), ()
        case Touched("forward"):
            return with_state(session, State.ROUTE), ()
        case Touched("back"):
            return _back_in_form(session)
        case _:
            return session, ()


def _entered(session: Session, asked: Field) -> Step:
    value, latest = address.whole(session, asked), dispute.latest_day(session, asked.id)
    if not value and not asked.is_required:
        return _emptied(session, asked)
    error = check_value(asked, value, today=latest, application=session.begun())
    if error is not None:
        return replace(session, error=error), ()
    return _filled(session, asked, value, Source.TYPED)


def _filled(session: Session, asked: Field, value: str, source: Source) -> Step:
    answered = session.begun().with_field(asked.id, Answer(value, source))
    filled = refresh(session.chosen_item(), answered)
    in_order = (*(id_ for id_ in session.asked if id_ != asked.id), asked.id)
    kept = replace(session, application=filled, asked=in_order, editing="", place=None)
    return with_state(kept, State.FORM), ()


def _emptied(session: Session, asked: Field) -> Step:
    """Leave out again what nobody has to say."""
    left = refresh(session.chosen_item(), session.begun().without_field(asked.id))
    kept = tuple(id_ for id_ in session.asked if id_ != asked.id)
    return with_state(
        replace(session, application=left, asked=kept, editing=""), State.FORM
    ), ()


def _back_in_form(session: Session) -> Step:
    """Leave an edit; else open the last answered page again with its value; else the board."""
    asked = tuple(id_ for id_ in session.asked if dispute.may_edit(session, id_))
    if session.editing and session.editing not in asked:
        return with_state(replace(session, editing=""), State.FORM), ()
    before = asked[: asked.index(session.editing)] if session.editing else asked
    if not before:
        return with_state(replace(session, editing=""), State.BOARD), ()
    return _reopened(session, before[-1])


def _reopened(session: Session, id_: str) -> Step:
    answer, field = session.begun().fields.get(id_), session.chosen_item().field(id_)
    opened = with_state(replace(session, editing=id_), State.FORM)
    if answer is not None and address.is_picked(session, field):
        return address.reopened(opened, field, answer.value), ()
    entry = reopened(field, answer.value) if answer is not None else ""
    return replace(opened, entry=entry), ()
