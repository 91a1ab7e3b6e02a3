# SPDX-License-Identifier: Apache-2.0
"""“This is wrong” (信息有误) in a visit: said in one touch, taken back in one, never edited.

It may be said wherever a called value is shown: on the material board, on the filled form and
at the last look. What it means is decided by ``forms.dispute_rules``.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from forms import offered_fields
from forms.application import Application
from forms.dispute import Dispute, DisputeChoice
from forms.dispute_rules import (
    dispute_of,
    disputed,
    left_blank,
    with_dispute,
    without_dispute,
)
from forms.field_values import Source
from forms.prefill import fields_to_ask, is_answerable
from kiosk.session import materials
from kiosk.session.effects import Note
from kiosk.session.events import Event, Touched
from kiosk.session.session import Session, Step, with_state
from kiosk.session.states import State

BETWEEN = ":"
"""Between what is wrong and how, in the value of the touch."""

Handler = Callable[[Session, Event], Step]


def beside(handler: Handler) -> Handler:
    """Let a page take “this is wrong” and “it is right after all” beside its own touches."""

    def at_page(session: Session, event: Event) -> Step:
        match event:
            case Touched("dispute", value):
                return _said(session, value)
            case Touched("undispute", subject):
                return _taken_back(session, subject)
            case Touched("leave_blank") if is_emptied(session, asked_id(session)):
                return _left_blank(session)
            case Touched("back") if _is_first_asked(session):
                return _taken_back(session, asked_id(session))
            case Touched("forward") if _is_as_shown(session):
                return _taken_back(session, asked_id(session))
            case _:
                return handler(session, event)

    return at_page


def choice_of(session: Session, reason: str) -> DisputeChoice | None:
    """The reason of that name; None when the catalogue has none."""
    known = session.catalogue.dispute_reasons
    return next((one for one in known if one.reason.value == reason), None)


def asked_id(session: Session) -> str:
    """The field whose page is shown; empty on every other page."""
    if session.state is not State.FORM:
        return ""
    missing = fields_to_ask(session.chosen_item(), session.begun())
    return session.editing or (missing[0].id if missing else "")


def latest_day(session: Session, id_: str) -> date:
    """The last day that may be typed: days of a certificate may lie ahead, others may not."""
    return date.max if is_emptied(session, id_) else session.day()


def may_edit(session: Session, id_: str) -> bool:
    """Whether the citizen may change a field here: what he said, or what a dispute emptied.

    So may what nobody is asked for. Called values are corrected by a slip.
    """
    item, application = session.chosen_item(), session.begun()
    answer = application.fields.get(id_)
    mine = {Source.TYPED, Source.CHOSEN, Source.DEFAULT}
    is_said = answer is not None and answer.source in mine and not item.field(id_).is_locked
    return is_said or is_emptied(session, id_) or is_offered(session, id_)


def is_offered(session: Session, id_: str) -> bool:
    """Whether this field is empty, and may be filled in or left."""
    return offered_fields.is_offered(session.chosen_item(), session.begun(), id_)


def is_emptied(session: Session, id_: str) -> bool:
    """Whether a dispute has taken the called value of this field out of use."""
    item = session.chosen_item()
    known = {field.id for field in item.fields}
    return id_ in known and is_answerable(item, session.begun(), item.field(id_))


def _said(session: Session, value: str) -> Step:
    subject, _, reason = value.partition(BETWEEN)
    item, application = session.chosen_item(), session.begun()
    choice = choice_of(session, reason)
    if choice is None:
        return session, ()
    offices = session.catalogue.record_offices
    made = dispute_of(item, application, subject, choice, offices=offices)
    if made is None:
        return session, ()
    changed = _changed(session, with_dispute(item, application, made))
    note = Note("value-disputed", reason, facts=_facts(made))
    if not is_emptied(changed, subject):
        return changed, (note,)
    opened = replace(with_state(changed, State.FORM), editing=subject)
    # What a base says of somebody may be another's: it is not shown in full to be mended.
    is_mended = choice.keeps_text and made.source is not Source.BASE_DATA
    return replace(opened, entry=made.shown if is_mended else ""), (note,)


def _facts(dispute: Dispute) -> tuple[tuple[str, str], ...]:
    """What the journal may know of it: the kind of document and the field, no content."""
    field = dispute.subject if dispute.subject != dispute.role else ""
    return (("role", dispute.role), ("field", field))


def _taken_back(session: Session, subject: str) -> Step:
    item, application = session.chosen_item(), session.begun()
    said = disputed(application, subject)
    if said is None:
        return session, ()
    note = Note("value-undisputed", facts=_facts(said))
    right = replace(session, application=without_dispute(item, application, subject))
    return _changed(right, materials.applied(right, right.begun())), (note,)


def _changed(session: Session, application: Application) -> Session:
    """Go on with the changed case; what was signed was another one, so it is signed anew."""
    state = State.FORM if session.state is State.REVIEW else session.state
    fresh = replace(
        session,
        application=replace(application, route=None, handed_in=frozenset()),
        editing="",
        decision=None,
        strokes=(),
        is_promise_signed=False,
        is_letter_read=False,
    )
    return with_state(fresh, state)


def _left_blank(session: Session) -> Step:
    item, id_ = session.chosen_item(), asked_id(session)
    blank = left_blank(item, session.begun(), id_)
    return with_state(replace(session, application=blank, editing=""), State.FORM), ()


def _is_first_asked(session: Session) -> bool:
    """Whether the right value is asked for right after the touch: back takes the touch back."""
    application, id_ = session.begun(), asked_id(session)
    is_open = id_ not in application.fields and id_ not in application.left_blank
    return is_open and disputed(application, id_) is not None


def _is_as_shown(session: Session) -> bool:
    """Whether the right value that was typed is the one that was said to be wrong."""
    said = disputed(session.begun(), asked_id(session))
    return said is not None and session.entry == said.shown
