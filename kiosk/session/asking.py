# SPDX-License-Identifier: Apache-2.0
"""The sources of certificates in a visit: asked, answered, given up, asked again.

Each look-up is in the journal before it is made and when it has ended, with its source and its
purpose and without what was found.
"""

from collections.abc import Sequence
from dataclasses import replace

from certificates.certificate_types import BUSINESS_LICENCE
from forms.conditions import facts_used
from forms.service_item import FactOrigin, ServiceItem
from kiosk.session.effects import LookUp, Note
from kiosk.session.session import Session, SourceLine, Step


def asked(session: Session, roles: Sequence[str]) -> Step:
    """Ask for these roles, and for no other."""
    return _asking(replace(session, sources=tuple(SourceLine(role) for role in roles)))


def answered(session: Session, answer: SourceLine) -> Step:
    """Take in what one source said; what comes after it was given up changes nothing."""
    return _settled(session, [answer])


def given_up(session: Session) -> Step:
    """Wait no longer for the sources that have not answered."""
    late = (SourceLine(one.role, "timed_out", "PLATFORM-0302") for one in session.sources)
    return _settled(session, list(late))


def asked_again(session: Session) -> Step:
    """Ask those once more that gave no answer, when all have ended; what was found is kept."""
    sources = session.sources
    if not all(one.outcome for one in sources) or not any(one.has_failed for one in sources):
        return session, ()
    lines = tuple(SourceLine(one.role) if one.has_failed else one for one in sources)
    return _asking(replace(session, sources=lines))


def failed_for(session: Session, condition: str) -> SourceLine | None:
    """The source without an answer whose fact a condition names: nobody said that it is so."""
    if not condition:
        return None
    item, used = session.chosen_item(), facts_used(condition)
    used |= {name for one in used & item.conditions.keys() for name in _named(item, one)}
    roles = {
        fact.reference
        for fact in item.facts
        if fact.origin is FactOrigin.CERTIFICATE and fact.id in used
    }
    return next((one for one in session.sources if one.has_failed and one.role in roles), None)


def _named(item: ServiceItem, name: str) -> frozenset[str]:
    return facts_used(item.conditions[name])


def _asking(session: Session) -> Step:
    waiting = [one for one in session.sources if not one.outcome]
    licences = tuple(
        certificate
        for line in session.sources
        if line.role == BUSINESS_LICENCE.key
        for certificate in line.certificates
    )
    look_up = LookUp(
        session.visit,
        session.chosen_item().id,
        tuple(line.role for line in waiting),
        session.read_card(),
        licences,
    )
    notes = (Note("look-up-started", facts=_told_of(session, one)) for one in waiting)
    return session, (*notes, look_up)


def _settled(session: Session, answers: Sequence[SourceLine]) -> Step:
    waiting = {line.role for line in session.sources if not line.outcome}
    new = {answer.role: answer for answer in answers if answer.role in waiting}
    notes = (
        Note("look-up-ended", one.outcome, code=one.code, facts=_told_of(session, one))
        for one in new.values()
    )
    sources = tuple(new.get(line.role, line) for line in session.sources)
    return replace(session, sources=sources), tuple(notes)


def _told_of(session: Session, line: SourceLine) -> tuple[tuple[str, str], ...]:
    """What the journal may say of a look-up: its source, and for which service it is."""
    return ("source", line.role.lower()), ("purpose", session.chosen_item().id)
