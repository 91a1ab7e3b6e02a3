# SPDX-License-Identifier: Apache-2.0
"""Facts that the government has already (基础数据): asked beside the look-ups, after consent.

Each base is asked once for a purpose: for what the rules of the chosen service need, and, only
for somebody who agreed to that, for what benefits turn on. A business is asked about once its
licence is known to be this citizen's. What does not come is unknown, and the visit goes on.
"""

from collections.abc import Iterable
from dataclasses import replace

from certificates.certificate_types import BUSINESS_LICENCE, HolderCodeType
from certificates.credit_code import is_credit_code
from forms.application import Application, holder_type_of
from forms.base_data import (
    Base,
    BaseFact,
    benefit_facts,
    wanted_by_benefits,
    wanted_by_service,
)
from forms.benefit_values import Occasion
from forms.offer import Offer, offers_for
from forms.prefill import with_base_facts
from forms.question import FactValue
from kiosk.session.base_desk import OFFERS, SERVICE, BaseLine
from kiosk.session.called import owned_codes
from kiosk.session.effects import AskBase, Effect, Note, RecallOffers
from kiosk.session.events import BaseTold, OffersRecalled
from kiosk.session.session import Session, Step

OUT_OF_TIME = "FACTS-1501"


def begin(session: Session) -> Step:
    """Ask the bases about the person, beside the certificates."""
    if not session.machine.has_base_data:
        return session, ()
    number = session.read_card().number.value
    wanted = [(SERVICE, *one) for one in wanted_by_service(session.chosen_item()).items()]
    if session.offers.is_wanted:
        in_force = session.catalogue.benefits.in_force(session.day())
        wanted += [(OFFERS, *one) for one in wanted_by_benefits(in_force).items()]
        wanted.append((OFFERS, Base.NOTICES, ()))
    lines = (
        BaseLine(base, purpose, number, facts)
        for purpose, base, facts in wanted
        if not base.is_of_business
    )
    return _asked(session, lines)


def after_lookup(session: Session, role: str) -> Step:
    """Ask about the citizen's businesses once their licences were looked for."""
    if role != BUSINESS_LICENCE.key or not session.machine.has_base_data:
        return session, ()
    wanted = wanted_by_service(session.chosen_item())
    known = {(line.base, line.holder_code) for line in session.bases}
    lines = (
        BaseLine(base, SERVICE, code, facts)
        for code in sorted(_owned(session))
        for base, facts in wanted.items()
        if base.is_of_business and (base, code) not in known
    )
    return _asked(session, lines)


def asked_again(session: Session) -> Step:
    """Ask those bases once more that gave no answer; what was told is kept.

    What there is to offer is worked out anew once they have told.
    """
    places = [place for place, line in enumerate(session.bases) if line.has_failed]
    bases = tuple(
        replace(line, outcome="", code="") if line.has_failed else line
        for line in session.bases
    )
    asking = replace(session, bases=bases)
    if any(bases[place].purpose == OFFERS for place in places):
        asking = replace(asking, offers=replace(asking.offers, settled=None))
    return asking, _questions(asking, places)


def _asked(session: Session, lines: Iterable[BaseLine]) -> Step:
    first = len(session.bases)
    asking = replace(session, bases=(*session.bases, *lines))
    return asking, _questions(asking, range(first, len(asking.bases)))


def _questions(session: Session, places: Iterable[int]) -> tuple[Effect, ...]:
    """The questions of these lines, with their notes first."""
    lines = [(place, session.bases[place]) for place in places]
    questions = (
        AskBase(
            visit=session.visit,
            item_id=session.chosen_item().id,
            line=place,
            base=line.base,
            holder_code=line.holder_code,
            holder_type_code=_type_of(session, line.base),
            facts=line.wanted,
            purpose=line.purpose,
        )
        for place, line in lines
    )
    notes = (Note("look-up-started", facts=_journal(session, line)) for _, line in lines)
    return (*notes, *questions)


def _journal(session: Session, line: BaseLine) -> tuple[tuple[str, str], ...]:
    """What the journal may say of a question: which base, and for what."""
    purpose = session.chosen_item().id if line.purpose == SERVICE else OFFERS
    return ("source", line.base.value), ("purpose", purpose)


def _type_of(session: Session, base: Base) -> str:
    if base.is_of_business:
        return HolderCodeType.CREDIT_CODE.value
    return holder_type_of(session.read_card().number).value


def _owned(session: Session) -> frozenset[str]:
    """Credit codes of the citizen's businesses; of the one that was picked, else of all.

    A licence that a library keeps under the person's own number names no business to ask about.
    """
    record, picked = session.read_card(), dict(session.picked)
    codes = owned_codes(session.sources, record, session.day(), picked)
    return frozenset(code for code in codes if is_credit_code(code))


def told(session: Session, event: BaseTold) -> Step:
    """Take one base's answer; when all have told, ask what was declined lately."""
    if not event.line < len(session.bases) or session.bases[event.line].outcome:
        return session, ()
    line = replace(
        session.bases[event.line],
        outcome=event.outcome,
        code=event.code,
        facts=event.facts,
        notices=event.notices,
    )
    bases = (*session.bases[: event.line], line, *session.bases[event.line + 1 :])
    note = Note("look-up-ended", line.outcome, code=line.code, facts=_journal(session, line))
    after, effects = _recalled(replace(session, bases=bases))
    return after, (note, *effects)


def _recalled(session: Session) -> Step:
    """Ask the store which of the offers were answered lately, once all of them are known."""
    lines = [line for line in session.bases if line.purpose == OFFERS]
    if session.offers.settled is not None or not all(line.outcome for line in lines):
        return session, ()
    found = offers_of(session)
    if not found:
        return _settled(session, frozenset()), ()
    effect: Effect = RecallOffers(
        session.visit, session.read_card().number.value, tuple(one.id for one in found)
    )
    return session, (effect,)


def recalled(session: Session, event: OffersRecalled) -> Step:
    """Take what was answered lately."""
    return _settled(session, event.settled), ()


def _settled(session: Session, settled: frozenset[str]) -> Session:
    return replace(session, offers=replace(session.offers, settled=settled))


def given_up(session: Session) -> Session:
    """Stop waiting: what was not told is unknown, what was not recalled is not offered."""
    bases = tuple(
        line if line.outcome else replace(line, outcome="timed_out", code=OUT_OF_TIME)
        for line in session.bases
    )
    late = replace(session, bases=bases)
    if late.offers.settled is not None:
        return late
    return _settled(late, frozenset(one.id for one in offers_of(late)))


def told_of(session: Session) -> dict[str, BaseFact]:
    """Facts for the chosen service, by id; of a business only when it is clear which one."""
    owned = _owned(session)
    mine = owned if len(owned) == 1 else frozenset()
    return {
        fact.name: fact
        for line in session.bases
        if line.purpose == SERVICE
        and (not line.base.is_of_business or line.holder_code in mine)
        for fact in line.facts
    }


def filled(session: Session, application: Application) -> Application:
    """The application with what the bases told filled in, too."""
    return with_base_facts(session.chosen_item(), application, told_of(session))


def known_of(session: Session) -> dict[str, FactValue]:
    """Facts for benefits: card, bases, and what the citizen told on the way."""
    told_facts = (
        fact for line in session.bases if line.purpose == OFFERS for fact in line.facts
    )
    occasion = Occasion(session.day(), session.machine.division)
    known = benefit_facts(
        session.catalogue.benefits,
        told_facts,
        birth=session.read_card().birth,
        occasion=occasion,
    )
    return {**known, **dict(session.offers.facts)}


def offers_of(session: Session) -> tuple[Offer, ...]:
    """All that there is to offer, answered or not; what the citizen told adds nothing here."""
    without = replace(session, offers=replace(session.offers, facts=()))
    notices = (one for line in session.bases for one in line.notices)
    benefits = session.catalogue.benefits.in_force(session.day())
    return offers_for(benefits, known_of(without), notices, today=session.day())
