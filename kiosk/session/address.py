# SPDX-License-Identifier: Apache-2.0
"""An address is picked: province, city, county and street from lists, the rest is typed.

It begins where the citizen most likely is: where the value that stood there lies, the business
licence, the card, else the hall. Without a list of divisions an address is typed whole.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from forms.divisions import Divisions
from forms.field import Field, FieldKind
from kiosk.session.events import Event, KeyTouched, Touched
from kiosk.session.pad import limit_of, stored
from kiosk.session.place import Place
from kiosk.session.session import Session

REST: Final = "rest"
"""Choice for a street or town that the list does not have."""
_PLACES: Final = ("经营场所", "住所", "营业场所")
"""Labels under which a business licence tells where it is."""


def is_picked(session: Session, field: Field | None) -> bool:
    """Whether this field is picked from lists in this visit."""
    return (
        field is not None
        and field.kind is FieldKind.ADDRESS
        and bool(session.catalogue.divisions)
    )


def place_of(session: Session, field: Field) -> Place:
    """How far the address of ``field`` is; afresh on its first page."""
    if session.place is not None and session.place.field_id == field.id:
        return session.place
    divisions = session.catalogue.divisions
    found = (divisions.found(text) for text in _known(session, field))
    here = _within(divisions, session.machine.division)
    code = next((code for code in found if code), here)
    return Place(field.id, code, code, is_rest=not divisions.below(code))


def _known(session: Session, field: Field) -> Iterator[str]:
    """Addresses that are known already, the likeliest first."""
    application = session.begun()
    if field.id in application.fields:
        yield application.fields[field.id].value
    for certificate in application.certificates.values():
        yield from filter(None, map(certificate.value, _PLACES))
    yield application.applicant.address


def _within(divisions: Divisions, code: str) -> str:
    """The hall's division, or the smallest one above it that the list has."""
    path = divisions.path(code)
    return path[-1].code if path else ""


def prefix_of(session: Session, field: Field) -> str:
    """What is picked, as it stands at the beginning of the address."""
    if not is_picked(session, field):
        return ""
    return session.catalogue.divisions.text(place_of(session, field).code)


def whole(session: Session, field: Field) -> str:
    """The value as it would be stored now; empty while nothing is typed."""
    text = stored(field, session.entry)
    return prefix_of(session, field) + text if text else ""


def room_of(session: Session, field: Field) -> int:
    """How many characters may still be typed."""
    return max(limit_of(field) - len(prefix_of(session, field)), 0)


def picked(session: Session, field: Field, event: Event) -> Session | None:
    """The session after a touch of the lists; None for what is not theirs."""
    place, divisions = place_of(session, field), session.catalogue.divisions
    held = replace(session, place=place)
    match event:
        case Touched("choose", value) if not place.is_rest:
            if value == REST:
                return _on(held, replace(place, is_rest=True))
            if value not in {one.code for one in divisions.below(place.code)}:
                return session
            return _on(held, replace(place, code=value, is_rest=not divisions.below(value)))
        case Touched("elsewhere") if place.code:
            up = divisions.parent(place.code)
            return _on(held, Place(field.id, up, up))
        case Touched("back") if place.is_rest and divisions.below(place.code):
            return _on(held, replace(place, is_rest=False))
        case Touched("back") if len(place.code) > len(place.start):
            return _on(held, replace(place, code=divisions.parent(place.code), is_rest=False))
        case KeyTouched() | Touched("forward" | "choose") if not place.is_rest:
            return session
        case _:
            return None


def _on(session: Session, place: Place) -> Session:
    return replace(session, place=place, error=None)


def reopened(session: Session, field: Field, value: str) -> Session:
    """An address that is looked at again: its divisions picked, the rest on the pad."""
    divisions = session.catalogue.divisions
    code = divisions.found(value)
    place = Place(field.id, code, code, is_rest=True)
    return replace(session, place=place, entry=value[len(divisions.text(code)) :])
