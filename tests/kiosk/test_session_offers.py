# SPDX-License-Identifier: Apache-2.0
"""Offers in a visit: accepted, declined, put off, asked about; never in the way."""

from dataclasses import replace

import pytest

from forms.offer import OfferAnswer, Registrar
from kiosk.session import offers
from kiosk.session.effects import Issue, JudgePin, KeepOffer, Note
from kiosk.session.events import OfferKept, PinJudged, Signed, TimedOut
from kiosk.session.states import State
from tests.support.base_visits import HARDSHIP, NOTICE, KnownVisit, against, registered
from tests.support.visits import STROKES, Visit

LIVING, CARE = "benefit:disabled-living", "benefit:disabled-care"


def kept(visit: Visit) -> list[tuple[str, str, str]]:
    """What the store was told to keep: offer, answer, who registered it."""
    return [
        (one.offer.id, one.answer.value, one.registrar.value)
        for one in visit.effects
        if isinstance(one, KeepOffer)
    ]


def shown(visit: Visit) -> str:
    """Id of the offer on the page."""
    offer = offers.current(visit.session)
    return offer.id if offer else ""


def test_what_may_be_drawn_is_offered_after_the_look_ups() -> None:
    visit = KnownVisit(HARDSHIP).until_offers()
    assert visit.at(State.OFFERS)
    assert shown(visit) == LIVING
    assert [one.id for one in offers.all_offers(visit.session)] == [LIVING, CARE]


def test_one_touch_goes_on_with_the_main_matter_and_leaves_nothing() -> None:
    visit = KnownVisit(HARDSHIP, (NOTICE,)).until_offers()
    visit.touch("forward")
    assert visit.at(State.GUIDE)
    assert kept(visit) == []
    assert not [one for one in visit.effects if isinstance(one, Note) and "offer" in one.event]


def test_without_a_consent_of_its_own_nothing_is_offered() -> None:
    visit = KnownVisit(HARDSHIP, (NOTICE,)).begin("").look_up().tell().touch("forward")
    assert visit.at(State.GUIDE)


def test_an_accepted_offer_is_kept_once_and_the_next_one_shown() -> None:
    visit = KnownVisit(HARDSHIP).until_offers().touch("answer:accept")
    assert kept(visit) == [(LIVING, "accept", "citizen")]
    assert shown(visit) == CARE


def test_a_declined_offer_leaves_no_registration() -> None:
    visit = KnownVisit(HARDSHIP).until_offers().touch("answer:decline", "answer:decline")
    assert kept(visit) == [(LIVING, "decline", "citizen"), (CARE, "decline", "citizen")]
    assert visit.session.offers.registrations == ()
    assert visit.at(State.GUIDE)


def test_later_keeps_nothing_of_a_benefit() -> None:
    visit = KnownVisit(HARDSHIP).until_offers().touch("answer:later", "answer:later")
    assert kept(visit) == []
    assert visit.at(State.GUIDE)


def test_later_is_passed_on_for_a_notice() -> None:
    visit = KnownVisit({}, (NOTICE,)).until_offers().touch("answer:later")
    assert kept(visit) == [("notice:PN-1", "later", "citizen")]


@pytest.mark.parametrize("settled", [(LIVING,), (LIVING, CARE)])
def test_what_was_answered_lately_is_not_offered_again(settled: tuple[str, ...]) -> None:
    visit = KnownVisit(HARDSHIP).until_offers(*settled)
    assert shown(visit) == ("" if CARE in settled else CARE)
    assert visit.at(State.GUIDE if CARE in settled else State.OFFERS)


def test_only_the_unknown_fact_is_asked_before_it_is_registered() -> None:
    visit = KnownVisit(HARDSHIP).until_offers(LIVING).touch("answer:accept")
    _, asked = offers.question(visit.session)
    assert asked is not None
    assert asked.id == "long_care"
    assert kept(visit) == []
    visit.touch("answer:0")
    assert kept(visit) == [(CARE, "accept", "citizen")]
    (effect,) = (one for one in visit.effects if isinstance(one, KeepOffer))
    assert effect.facts == (("long_care", True),)


def test_what_does_not_fit_after_all_is_told_and_nothing_is_kept() -> None:
    visit = against()
    match, _ = offers.question(visit.session)
    assert match.reasons == ("long_care",)
    assert visit.touch("answer:ok").at(State.GUIDE)
    assert kept(visit) == []


@pytest.mark.parametrize("value", ["9", "x", "accept"])
def test_an_answer_that_is_none_of_the_question_changes_nothing(value: str) -> None:
    visit = KnownVisit(HARDSHIP).until_offers(LIVING).touch("answer:accept")
    before = visit.session
    assert visit.touch(f"answer:{value}").session == before


def test_back_from_a_question_shows_the_offer_and_from_the_offer_the_look_ups() -> None:
    visit = KnownVisit(HARDSHIP).until_offers(LIVING).touch("answer:accept", "back")
    assert shown(visit) == CARE
    assert not visit.session.offers.asking
    assert visit.touch("back").at(State.LOOKUPS)
    assert visit.touch("forward").at(State.OFFERS)


def test_a_fact_that_nobody_can_be_asked_is_left_to_the_office() -> None:
    """Whether she is alive no question asks; the wish is registered, the office looks."""
    knows = {name: value for name, value in HARDSHIP.items() if name != "alive"}
    visit = KnownVisit(knows).until_offers(CARE).touch("answer:accept")
    assert kept(visit) == [(LIVING, "accept", "citizen")]


def test_the_last_page_says_what_is_registered_once_it_is_on_disk() -> None:
    visit = registered()
    assert visit.at(State.OFFERS)
    assert [one.is_kept for one in visit.session.offers.registrations] == [None]
    visit.take(OfferKept(1, LIVING, is_kept=True), OfferKept(1, CARE, is_kept=True))
    assert [one.is_kept for one in visit.session.offers.registrations] == [True]
    assert visit.touch("answer:accept").at(State.OFFERS)
    assert visit.touch("on_behalf").session.offers.is_at_pin is False
    assert visit.touch("forward").at(State.GUIDE)


@pytest.mark.parametrize("is_kept", [True, False])
def test_the_receipt_tells_what_the_store_has_kept_and_nothing_else(*, is_kept: bool) -> None:
    visit = registered().touch("forward")
    visit.take(OfferKept(1, LIVING, is_kept=is_kept))
    visit.touch("answer:new", "answer:beauty", "answer:beauty").type("120")
    visit.touch("forward", "answer:yes", "answer:new", "forward").type("13800000000")
    visit.touch("forward").type("3").touch("forward", "forward", "route:promise", "letter_end")
    visit.touch("forward").take(Signed(STROKES)).touch("forward", "forward")
    (issue,) = (one for one in visit.effects if isinstance(one, Issue))
    assert issue.application.registered == (("困难残疾人生活补贴",) if is_kept else ())


def test_staff_registers_on_behalf_after_its_pin() -> None:
    visit = KnownVisit(HARDSHIP).until_offers().touch("on_behalf").type("7").touch("forward")
    visit.type("4711").touch("forward")
    assert JudgePin(1, "7", "4711") in visit.effects
    assert visit.session.entry == ""
    visit.take(PinJudged(1, "", "locked", 30))
    assert (visit.session.offers.message, visit.session.offers.wait_s) == ("locked", 30)
    visit.take(PinJudged(1, "clerk"))
    assert visit.session.offers.registrar is Registrar.STAFF
    assert not visit.session.offers.is_at_pin
    visit.touch("answer:accept")
    assert kept(visit) == [(LIVING, "accept", "staff")]
    (note,) = (
        one for one in visit.effects if isinstance(one, Note) and one.event == "offer-answered"
    )
    assert dict(note.facts) == {"kind": "benefit", "by": "staff"}


def test_whoever_may_not_assist_registers_nothing() -> None:
    visit = KnownVisit(HARDSHIP).until_offers().touch("on_behalf").type("9").touch("forward")
    visit.type("4711").touch("forward").take(PinJudged(1, "auditor"))
    assert visit.session.offers.message == "no_right"
    assert visit.session.offers.registrar is Registrar.CITIZEN
    assert visit.session.offers.staff == ""


def test_back_on_the_pad_leads_to_the_number_first() -> None:
    visit = KnownVisit(HARDSHIP).until_offers().touch("on_behalf").type("7").touch("forward")
    visit.touch("back")
    assert visit.session.offers.is_at_pin
    assert visit.session.offers.staff == ""


def test_the_pad_is_left_by_back_and_takes_no_empty_pin() -> None:
    visit = KnownVisit(HARDSHIP).until_offers().touch("on_behalf", "forward", "answer:accept")
    assert not [one for one in visit.effects if isinstance(one, JudgePin)]
    assert kept(visit) == []
    visit.touch("back")
    assert not visit.session.offers.is_at_pin
    assert visit.session.offers.registrar is Registrar.CITIZEN


def test_a_pin_that_is_judged_when_nobody_waits_changes_nothing() -> None:
    visit = KnownVisit(HARDSHIP).until_offers()
    before = visit.session
    assert visit.take(PinJudged(1, "clerk")).session == before


def test_the_citizen_may_leave_or_walk_away() -> None:
    assert KnownVisit(HARDSHIP).until_offers().touch("leave").at(State.FAREWELL)
    assert KnownVisit(HARDSHIP).until_offers().take(TimedOut()).at(State.ATTRACT)


def test_an_answer_to_an_offer_that_is_gone_changes_nothing() -> None:
    visit = registered()
    before = visit.session
    assert visit.touch("answer:later").session == before


def test_nothing_is_shown_before_the_store_has_told() -> None:
    visit = KnownVisit(HARDSHIP).until_offers()
    unsettled = replace(visit.session, offers=replace(visit.session.offers, settled=None))
    assert offers.current(unsettled) is None


def test_every_answer_is_a_word_of_the_wire() -> None:
    assert {one.value for one in OfferAnswer} == {"accept", "decline", "later"}
