# SPDX-License-Identifier: Apache-2.0
"""Base data in a visit: asked after consent, only what is needed; unknown changes nothing."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from forms.base_data import Base, BaseFact
from forms.field_values import Source
from forms.guide import promise_closings
from forms.promise import route_offer
from forms.question import FactValue
from forms.service_item import Route
from kiosk.session.base_data import told_of
from kiosk.session.effects import AskBase, Note, RecallOffers
from kiosk.session.events import BaseTold, LookupEnded, TimedOut
from kiosk.session.session import Session
from kiosk.session.states import State
from tests.support.base_visits import AS_OF, HARDSHIP, NOTICE, KnownVisit
from tests.support.visits import Visit, licence

PHONE = "15400000001"
FAILURES = ("timed_out", "refused", "broken", "unreachable")


def asked(visit: Visit) -> list[tuple[str, str, tuple[str, ...]]]:
    """Base, purpose and names of every question that left the kiosk."""
    return [
        (one.base.value, one.purpose, tuple(fact.name for fact in one.facts))
        for one in visit.effects
        if isinstance(one, AskBase)
    ]


def to_board(visit: Visit) -> Visit:
    """Answer the guide for a beauty salon."""
    visit.touch("answer:new", "answer:beauty", "answer:beauty").type("120")
    visit.touch("forward", "answer:yes", "answer:new")
    assert visit.at(State.BOARD)
    return visit


def test_without_base_data_nothing_is_asked() -> None:
    visit = KnownVisit(HARDSHIP, has_base_data=False).begin().look_up().touch("forward")
    assert asked(visit) == []
    assert visit.session.bases == ()
    assert not visit.session.offers.is_wanted
    assert visit.at(State.GUIDE)


@pytest.mark.parametrize("last", ["start", "service:hygiene-permit"])
def test_nothing_is_asked_before_consent(last: str) -> None:
    visit = KnownVisit().touch("start")
    if last != "start":
        visit.touch(last)
    assert asked(visit) == []


def test_only_what_the_chosen_service_needs_is_asked() -> None:
    visit = KnownVisit().begin(consent="").look_up()
    assert asked(visit) == [
        ("population", "service", ("credit_flag", "own_phone")),
        ("legal_person", "service", ("open_promise",)),
    ]
    business = [one for one in visit.effects if isinstance(one, AskBase)][-1]
    assert (business.holder_code, business.holder_type_code) == ("92439900MA0TEXT04R", "001")


def test_a_licence_under_the_persons_own_number_names_no_business() -> None:
    visit = KnownVisit().begin(consent="").look_up(licence())
    assert [base for base, _, _ in asked(visit)] == ["population"]


def test_another_service_asks_other_facts() -> None:
    visit = KnownVisit().begin(consent="", service="individual-business").look_up()
    assert asked(visit) == [("population", "service", ("barred", "own_phone"))]


def test_benefits_and_notices_are_looked_for_only_with_a_consent_of_their_own() -> None:
    visit = KnownVisit().begin(consent="offers")
    purposes = {(base, purpose) for base, purpose, _ in asked(visit)}
    assert purposes == {
        ("population", "service"),
        *((base, "offers") for base in ("population", "disability", "low_income", "notices")),
    }


def test_no_business_is_asked_about_without_a_licence_of_this_citizen() -> None:
    visit = KnownVisit().begin(consent="")
    for line in visit.session.sources:
        visit.take(LookupEnded(1, line.role, "not_found"))
    assert [base for base, _, _ in asked(visit)] == ["population"]


def test_each_question_and_each_answer_is_journalled_without_content() -> None:
    visit = KnownVisit({"own_phone": PHONE}).begin(consent="").look_up().tell()
    notes = [one for one in visit.effects if isinstance(one, Note)]
    told = [(one.event, one.disposition, dict(one.facts)) for one in notes]
    facts = {"source": "population", "purpose": "hygiene-permit"}
    assert ("look-up-started", "", facts) in told
    assert ("look-up-ended", "found", facts) in told
    assert PHONE not in repr(notes)
    assert PHONE not in repr(visit.effects)


def visible(session: Session) -> Session:
    """The session without what it remembers of the bases themselves."""
    return replace(
        session,
        bases=(),
        offers=Visit().session.offers,
        machine=Visit().session.machine,
        catalogue=Visit().session.catalogue,
    )


@pytest.mark.parametrize("outcome", ["not_found", *FAILURES])
@pytest.mark.parametrize("consent", ["", "offers"])
def test_with_every_fact_unknown_the_visit_is_as_without(outcome: str, consent: str) -> None:
    without = KnownVisit(has_base_data=False).begin(consent).look_up().touch("forward")
    unknown = KnownVisit().begin(consent).look_up().tell(outcome).touch("forward")
    assert visible(unknown.session) == visible(without.session)
    for visit in (without, unknown):
        to_board(visit).touch("forward").type("13800000000").touch("forward")
        visit.type("3").touch("forward", "forward")
        assert visit.at(State.ROUTE)
    assert visible(unknown.session) == visible(without.session)
    assert without.session.asked == unknown.session.asked == ("f_tel", "f_staff")


def test_the_telephone_that_is_known_is_not_typed_and_says_where_it_is_from() -> None:
    visit = KnownVisit({"own_phone": PHONE}).begin("").look_up().tell().touch("forward")
    to_board(visit).touch("forward").type("3").touch("forward")
    answer = visit.session.begun().fields["f_tel"]
    assert visit.session.asked == ("f_staff",)
    assert (answer.value, answer.source) == (PHONE, Source.BASE_DATA)
    assert (answer.base, answer.as_of) == ("population", AS_OF)
    assert visit.session.begun().fields["f_mgrtel"].value == PHONE


def test_a_telephone_that_is_none_is_asked_as_ever() -> None:
    visit = KnownVisit({"own_phone": "0"}).begin("").look_up().tell().touch("forward")
    to_board(visit).touch("forward")
    assert "f_tel" not in visit.session.begun().fields


@pytest.mark.parametrize(
    ("knows", "closed"),
    [
        ({}, 0),
        ({"credit_flag": False}, 0),
        ({"credit_flag": True}, 1),
        ({"open_promise": True}, 1),
        ({"credit_flag": True, "open_promise": True}, 2),
    ],
)
def test_a_credit_record_closes_the_promise_route_and_nothing_else(
    knows: Mapping[str, FactValue], closed: int
) -> None:
    visit = KnownVisit(knows).begin("").look_up().tell().touch("forward")
    to_board(visit).touch("forward").type("13800000000").touch("forward")
    visit.type("3").touch("forward")
    item, application = visit.session.chosen_item(), visit.session.begun()
    offer = route_offer(item, application)
    assert len(promise_closings(item, application.facts)) == closed
    assert offer.is_promise_open is (closed == 0)
    assert Route.ORDINARY in offer.routes


def test_of_two_businesses_the_picked_one_counts() -> None:
    other = replace(licence("另一家店"), holder_code="92439900MA0TEXT12L")
    own = replace(licence(), holder_code="92439900MA0TEXT04R")
    visit = KnownVisit().begin("").look_up(own, other)
    lines = [line for line in visit.session.bases if line.base is Base.LEGAL_PERSON]
    assert {line.holder_code for line in lines} == {own.holder_code, other.holder_code}
    for place, line in enumerate(visit.session.bases):
        is_bad = line.holder_code == other.holder_code
        facts = (BaseFact("open_promise", is_bad, line.base, AS_OF),)
        is_business = line.base is Base.LEGAL_PERSON
        visit.take(BaseTold(1, place, "found", facts if is_business else ()))
    visit.touch("forward")
    undecided = visit.session
    visit.touch("answer:1")
    to_board(visit)
    assert visit.session.begun().facts["open_promise"] is True
    visit.session = undecided
    visit.touch("answer:0")
    assert to_board(visit).session.begun().facts["open_promise"] is False


@pytest.mark.parametrize(("barred", "state"), [(True, State.STOPPED), (False, State.GUIDE)])
def test_a_question_that_a_base_answers_is_not_asked(*, barred: bool, state: State) -> None:
    visit = KnownVisit({"barred": barred}).begin("", "individual-business").look_up()
    visit.tell().touch("forward", "answer:new")
    assert visit.at(state)
    asked_too = KnownVisit().begin("", "individual-business").look_up().tell()
    asked_too.touch("forward", "answer:new", "answer:no")
    if not barred:
        known, unknown = visit.session.answers, asked_too.session.answers
        assert dict(unknown) == {**dict(known), "barred": "no"}


def test_the_way_on_opens_when_every_base_has_answered() -> None:
    visit = KnownVisit(HARDSHIP).begin().look_up()
    assert not visit.session.are_lookups_settled
    visit.touch("forward")
    assert visit.at(State.LOOKUPS)
    visit.tell()
    assert not visit.session.are_lookups_settled  # what was declined lately is not known yet
    assert visit.recall().session.are_lookups_settled


def test_nothing_to_offer_asks_the_store_nothing() -> None:
    visit = KnownVisit({"alive": True}).begin().look_up().tell()
    assert not any(isinstance(one, RecallOffers) for one in visit.effects)
    assert visit.touch("forward").at(State.GUIDE)


def test_a_base_that_is_too_slow_is_left_behind_and_its_answer_ignored() -> None:
    visit = KnownVisit(HARDSHIP, (NOTICE,)).begin().look_up()
    visit.take(TimedOut())
    assert {line.outcome for line in visit.session.bases} == {"timed_out"}
    before = visit.session
    assert visit.tell().session == before
    assert visit.touch("forward").at(State.GUIDE)


def test_what_was_not_recalled_in_time_is_not_offered() -> None:
    visit = KnownVisit(HARDSHIP).begin().look_up().tell()
    visit.take(TimedOut()).touch("forward")
    assert visit.at(State.GUIDE)
    late = KnownVisit(HARDSHIP).begin().look_up().tell().recall().take(TimedOut())
    assert late.at(State.ATTRACT)  # a page that was settled ends like any other


def test_an_answer_to_nothing_changes_nothing() -> None:
    visit = KnownVisit(HARDSHIP).begin()
    before = visit.session
    assert visit.take(BaseTold(1, 99, "found")).session == before


def test_time_over_with_some_bases_told_keeps_what_they_said() -> None:
    visit = KnownVisit().begin("").look_up()
    fact = BaseFact("own_phone", PHONE, Base.POPULATION, AS_OF)
    visit.take(BaseTold(1, 0, "found", (fact,)), TimedOut())
    assert [line.outcome for line in visit.session.bases] == ["found", "timed_out"]
    assert to_board(visit.touch("forward")).session.begun().fields["f_tel"].value == PHONE


# -- asked again ------------------------------------------------------------------------------


@pytest.mark.parametrize("failure", FAILURES)
def test_bases_that_gave_no_answer_are_asked_again_and_no_others(failure: str) -> None:
    visit = KnownVisit({"own_phone": PHONE}).begin(consent="").look_up()
    (person, business) = visit.session.bases
    visit.take(BaseTold(1, 0, failure, code="FACTS-1501"))
    visit.take(BaseTold(1, 1, "not_found"))
    failed = visit.session
    assert failed.has_failed_lookups
    before = len(asked(visit))
    visit.touch("again")
    again = [one for one in visit.effects if isinstance(one, AskBase)][before:]
    assert [(one.line, one.base, one.facts) for one in again] == [
        (0, person.base, person.wanted)
    ]
    assert not visit.session.are_lookups_settled
    phone = BaseFact("own_phone", PHONE, Base.POPULATION, AS_OF)
    visit.take(BaseTold(1, 0, "found", (phone,)))
    assert not visit.session.has_failed_lookups
    assert visit.session.bases[1].base is business.base
    assert told_of(visit.session)["own_phone"] == phone


def test_what_has_been_answered_is_not_asked_again() -> None:
    visit = KnownVisit().begin(consent="").look_up().tell()
    before = len(visit.effects)
    visit.touch("again")
    assert visit.at(State.LOOKUPS)
    assert len(visit.effects) == before


def test_while_somebody_still_works_nothing_is_asked_again() -> None:
    visit = KnownVisit().begin(consent="").look_up()
    visit.take(BaseTold(1, 0, "timed_out", code="FACTS-1501"))
    before = len(asked(visit))
    visit.touch("again")
    assert len(asked(visit)) == before


def test_offers_are_worked_out_anew_when_their_bases_tell_at_the_second_try() -> None:
    visit = KnownVisit(HARDSHIP, (NOTICE,)).begin().look_up().tell("unreachable").recall()
    assert visit.session.are_lookups_settled
    visit.touch("again")
    assert visit.session.offers.settled is None
    visit.tell()
    assert isinstance(visit.effects[-1], RecallOffers)
    visit.recall().touch("forward")
    assert visit.at(State.OFFERS)


def test_a_late_second_answer_of_the_licences_asks_about_no_business_twice() -> None:
    visit = KnownVisit().begin(consent="").look_up()
    before = len(asked(visit))
    visit.look_up()
    assert len(asked(visit)) == before
