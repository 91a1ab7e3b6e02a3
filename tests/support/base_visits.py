# SPDX-License-Identifier: Apache-2.0
"""Visits at a kiosk that asks base data, on the pure session, and what the bases say."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cache

from certificates.certificate_types import BUSINESS_LICENCE
from certificates.electronic_certificate import ElectronicCertificate
from forms.base_data import Base, BaseFact, PushedNotice
from forms.benefit import load_benefits
from forms.catalogue import Catalogue
from forms.question import FactValue
from forms.text import Text
from kiosk.session.effects import RecallOffers
from kiosk.session.events import (
    BaseTold,
    CardRead,
    DayKnown,
    Event,
    LookupEnded,
    OfferKept,
    OffersRecalled,
    PinJudged,
    Touched,
)
from kiosk.session.machine import Machine
from kiosk.session.session import Session
from tests.support.applying import CATALOGUE_FOLDER, TODAY, card, shipped
from tests.support.visits import Visit, licence

BUSINESS = "92439900MA0TEXT04R"
"""Credit code of the citizen's shop."""

AS_OF = date(2026, 10, 31)
NOTICE = PushedNotice(
    "PN-1", Text("免费检查", "A free check"), Text("可以约一次。", "Once."),
    Text("示例局", "Sample bureau"), AS_OF,
)  # fmt: skip
NOTHING: Mapping[str, FactValue] = {}
HARDSHIP: Mapping[str, FactValue] = {
    "alive": True, "hukou_division": "439900", "draws_age": False,
    "disability_card": True, "disability_grade": 2, "disability_kind": "physical",
    "draws_living": False, "draws_care": False, "low_income": True, "borderline": False,
    "destitute": False, "orphan": False, "injury_care": False, "other_living": False,
    "other_care": False,
}  # fmt: skip
"""The living subsidy is sure; for the care subsidy nobody knows whether long care is needed."""


@cache
def with_benefits() -> Catalogue:
    """The shipped catalogue with its benefits."""
    return replace(shipped(), benefits=load_benefits(CATALOGUE_FOLDER))


class KnownVisit(Visit):
    """A visit at a kiosk that can ask base data; the bases know what ``knows`` says."""

    def __init__(
        self,
        knows: Mapping[str, FactValue] = NOTHING,
        notices: tuple[PushedNotice, ...] = (),
        *,
        has_base_data: bool = True,
    ) -> None:
        super().__init__(with_benefits())
        machine: Machine = replace(
            self.session.machine, has_base_data=has_base_data, division="439900"
        )
        self.session = replace(self.session, machine=machine)
        self.knows = dict(knows)
        self.notices = notices

    def begin(self, consent: str = "offers", service: str = "hygiene-permit") -> "KnownVisit":
        """From attract to look-ups that wait for every answer."""
        self.touch("start").take(DayKnown(TODAY))
        self.touch(f"service:{service}", f"agree:{consent}")
        self.take(CardRead(self.session.visit, card()))
        return self

    def look_up(self, *licences: ElectronicCertificate) -> "KnownVisit":
        """Let every source of certificates answer; one licence is found unless others are."""
        for line in self.session.sources:
            is_licence = line.role == BUSINESS_LICENCE.key
            own = replace(licence(), holder_code=BUSINESS)
            found = (licences or (own,)) if is_licence else ()
            outcome = "found" if found else "not_found"
            self.take(LookupEnded(self.session.visit, line.role, outcome, tuple(found)))
        return self

    def tell(self, outcome: str = "") -> "KnownVisit":
        """Let every base answer what it knows; ``outcome`` lets all of them fail so."""
        for place, line in enumerate(self.session.bases):
            if outcome:
                code = "FACTS-1501"
                self.take(BaseTold(self.session.visit, place, outcome, code=code))
                continue
            facts = tuple(
                BaseFact(one.name, self.knows[one.name], line.base, AS_OF)
                for one in line.wanted
                if one.name in self.knows
            )
            notices = self.notices if line.base is Base.NOTICES else ()
            word = "found" if facts or notices else "not_found"
            self.take(BaseTold(self.session.visit, place, word, facts, notices))
        return self

    def recall(self, *settled: str) -> "KnownVisit":
        """Let the store say which offers were answered lately."""
        if any(isinstance(one, RecallOffers) for one in self.effects):
            self.take(OffersRecalled(self.session.visit, frozenset(settled)))
        return self

    def until_offers(self, *settled: str) -> "KnownVisit":
        """From attract to the first offer, or to the guide."""
        self.begin().look_up().tell().recall(*settled).touch("forward")
        return self


def base_visits() -> tuple[Visit, ...]:
    """Visits on every page that base data make."""
    return (
        KnownVisit().touch("start", "service:hygiene-permit"),
        KnownVisit(HARDSHIP).begin(),
        KnownVisit(HARDSHIP).begin().look_up().tell(),
        KnownVisit(HARDSHIP).until_offers(),
        KnownVisit(HARDSHIP, (NOTICE,)).until_offers(),
        KnownVisit(HARDSHIP).until_offers().touch("answer:accept"),
        KnownVisit(HARDSHIP).until_offers().touch("answer:decline", "answer:accept"),
        against(),
        registered(),
        registered().take(OfferKept(1, "benefit:disabled-living", is_kept=False)),
        KnownVisit(HARDSHIP).until_offers().touch("on_behalf"),
        KnownVisit(HARDSHIP).until_offers().touch("on_behalf").type("4711"),
        KnownVisit(HARDSHIP).until_offers().touch("on_behalf").take(PinJudged(1, "", "wrong")),
        KnownVisit(HARDSHIP).until_offers().touch("on_behalf").take(PinJudged(1, "clerk")),
    )


def against() -> Visit:
    """The citizen needs no long care, so the care subsidy is not for her."""
    visit = KnownVisit(HARDSHIP).until_offers("benefit:disabled-living")
    return visit.touch("answer:accept", "answer:1")


def registered() -> Visit:
    """One offer was accepted, the other declined; the store has not said yet."""
    visit = KnownVisit(HARDSHIP).until_offers()
    return visit.touch("answer:accept", "answer:decline")


def base_sessions() -> tuple[Session, ...]:
    """Their sessions."""
    return tuple(visit.session for visit in base_visits())


def base_events(visit: int) -> Iterator[Event]:
    """One of every event and touch of these pages."""
    for value in ("accept", "decline", "later", "ok", "1"):
        yield Touched("answer", value)
    yield Touched("on_behalf")
    yield Touched("agree", "offers")
    yield BaseTold(visit, 0, "not_found")
    yield BaseTold(visit, 99, "not_found")
    yield OffersRecalled(visit, frozenset())
    yield OfferKept(visit, "benefit:disabled-living", is_kept=True)
