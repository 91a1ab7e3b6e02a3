# SPDX-License-Identifier: Apache-2.0
"""Sources that fail in a visit: asked again, promised where that is lawful, noted once."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from forms.decision import IssuedUnderPromise
from forms.material import supply_materials
from forms.service_item import Question, Supply
from kiosk.screens.present import present
from kiosk.screens.texts import Texts
from kiosk.screens.views import GuideView
from kiosk.session import apply, asking, identify
from kiosk.session.effects import LookUp, Note
from kiosk.session.events import CardRead, DayKnown, LookupEnded, Signed, TimedOut
from kiosk.session.states import State
from tests.kiosk.test_present import words
from tests.support.applying import TODAY, card
from tests.support.visits import STROKES, Visit, licence

CODES = {
    "not_found": "",
    "timed_out": "PLATFORM-0302",
    "refused": "PLATFORM-0303",
    "broken": "PLATFORM-0304",
    "unreachable": "PLATFORM-0301",
}
FAILED = sorted(outcome for outcome, code in CODES.items() if code)
OTHERS = ("DEED", "HEALTH", "HYG")
ALL_AGAIN = ("BL", *OTHERS)


def answered(outcomes: Mapping[str, str], visit: Visit | None = None) -> Visit:
    """A visit whose sources have said this; what is found is the citizen's licence."""
    visit = visit or Visit().until_lookups()
    for role, outcome in outcomes.items():
        found = (licence(),) if outcome == "found" else ()
        code = CODES.get(outcome, "")
        visit.take(LookupEnded(visit.session.visit, role, outcome, found, code))
    return visit


def with_others(outcome: str) -> Visit:
    """The licence is found, and everything else ends like this."""
    return answered({"BL": "found", **dict.fromkeys(OTHERS, outcome)})


def asked_by(visit: Visit) -> list[tuple[str, ...]]:
    """The roles of each look-up that the visit has asked for."""
    return [effect.roles for effect in visit.effects if isinstance(effect, LookUp)]


def noted(visit: Visit, event: str) -> list[Note]:
    return [one for one in visit.effects if isinstance(one, Note) and one.event == event]


# -- asked again -----------------------------------------------------------------------------


@pytest.mark.parametrize("outcome", FAILED)
def test_what_failed_is_asked_again_and_what_was_found_is_kept(outcome: str) -> None:
    visit = with_others(outcome)
    before = visit.session.sources[0]
    visit.touch("again")
    assert visit.at(State.LOOKUPS)
    assert asked_by(visit) == [ALL_AGAIN, OTHERS]
    assert visit.session.sources[0] is before
    assert {one.outcome for one in visit.session.sources[1:]} == {""}
    again = [effect for effect in visit.effects if isinstance(effect, LookUp)][-1]
    assert again.licences == (licence(),), "the library is not asked for what the visit has"
    answered(dict.fromkeys(OTHERS, "not_found"), visit)
    assert visit.touch("forward").at(State.GUIDE)


def test_a_source_that_said_there_is_nothing_is_not_asked_again() -> None:
    visit = answered(
        {"BL": "found", "DEED": "not_found", "HEALTH": "broken", "HYG": "not_found"}
    )
    visit.touch("again")
    assert asked_by(visit)[1:] == [("HEALTH",)]


@pytest.mark.parametrize("ended", [{}, {"BL": "found"}, dict.fromkeys(OTHERS, "timed_out")])
def test_nothing_is_asked_twice_while_a_source_works(ended: dict[str, str]) -> None:
    visit = answered(ended)
    before = visit.session
    assert visit.touch("again").session is before


def test_nothing_is_asked_again_where_nothing_failed() -> None:
    visit = with_others("not_found").touch("again")
    assert asked_by(visit) == [ALL_AGAIN]


def test_sources_that_were_given_up_can_be_asked_again_as_often_as_one_likes() -> None:
    visit = Visit().until_lookups()
    for _ in range(3):
        visit.take(TimedOut()).touch("again")
    assert asked_by(visit) == [ALL_AGAIN] * 4


def test_one_comes_back_from_the_questions_to_ask_again() -> None:
    visit = with_others("unreachable").touch("forward")
    assert visit.at(State.GUIDE)
    visit.touch("back", "again")
    assert asked_by(visit)[-1] == OTHERS


# -- the journal -----------------------------------------------------------------------------


def test_each_look_up_is_noted_when_it_begins_and_once_when_it_ends() -> None:
    visit = with_others("refused")
    visit.take(LookupEnded(1, "DEED", "found", (licence(),)))  # late: settled before
    visit.touch("again").take(TimedOut())
    facts = {(one.facts, one.disposition, one.code) for one in noted(visit, "look-up-ended")}
    purpose = ("purpose", "hygiene-permit")
    told = {((("source", "bl"), purpose), "found", "")}
    for role in OTHERS:
        for outcome in ("refused", "timed_out"):
            told.add(((("source", role.lower()), purpose), outcome, CODES[outcome]))
    assert facts == told
    assert len(noted(visit, "look-up-ended")) == len(told)
    started = [one.facts for one in noted(visit, "look-up-started")]
    assert started == [(("source", role.lower()), purpose) for role in (*ALL_AGAIN, *OTHERS)]
    order = [one for one in visit.effects if isinstance(one, LookUp | Note)]
    first = next(place for place, one in enumerate(order) if isinstance(one, LookUp))
    assert [one.event for one in order[first - 4 : first] if isinstance(one, Note)] == [
        "look-up-started"
    ] * 4


# -- the decision ----------------------------------------------------------------------------


@pytest.mark.parametrize("outcome", sorted(CODES))
def test_what_could_not_be_called_is_promised_and_says_why(outcome: str) -> None:
    visit = with_others(outcome).touch(
        "forward", "answer:new", "answer:beauty", "answer:beauty"
    )
    visit.type("120").touch("forward", "answer:yes", "answer:new")
    assert visit.at(State.BOARD)
    item, application = visit.session.chosen_item(), visit.session.begun()
    rows = {row.material.id: row for row in supply_materials(item, application)}
    assert (rows["M3"].supply, rows["M3"].sought) == (Supply.CALLED, "")
    assert (rows["M4"].supply, rows["M4"].sought) == (Supply.PROMISED, outcome)
    assert application.sought == dict.fromkeys(OTHERS, outcome)
    visit.touch("forward")
    visit.type("13800000000").touch("forward").type("3").touch("forward", "forward")
    visit.touch("route:promise", "letter_end", "forward").take(Signed(STROKES)).touch("forward")
    decision = visit.session.decision
    assert isinstance(decision, IssuedUnderPromise)
    assert "M4" in {material.id for material in decision.promised}


def test_a_certificate_that_cannot_be_used_is_sought_in_vain_for_another_reason() -> None:
    visit = answered(dict.fromkeys(ALL_AGAIN, "found"))
    assert identify.sought_by(visit.session) == {}, "the sample stands for all four"
    visit = answered(dict.fromkeys(ALL_AGAIN, "not_found"))
    empty = LookupEnded(1, "DEED", "found", ())
    visit = answered({"BL": "found"}).take(empty)
    answered({"HEALTH": "broken", "HYG": "not_found"}, visit)
    sought = {"DEED": "not_usable", "HEALTH": "broken", "HYG": "not_found"}
    assert identify.sought_by(visit.session) == sought


# -- the questions ---------------------------------------------------------------------------


def licence_question(outcome: str) -> Visit:
    """At the question that is asked where no licence is known."""
    visit = answered(dict.fromkeys(ALL_AGAIN, outcome))
    return visit.touch("forward", "answer:new", "answer:beauty", "answer:beauty")


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("outcome", sorted(CODES))
def test_a_question_does_not_say_not_found_where_nobody_answered(
    outcome: str, language: str
) -> None:
    session = licence_question(outcome).session
    question = apply.guide_page(session)
    assert isinstance(question, Question)
    view = present(session, words(language)).view
    assert isinstance(view, GuideView)
    assert view.id == "licence"
    texts = Texts(language)
    if outcome != "not_found":
        assert texts(f"unanswered.{outcome}") in view.help
    own = question.help.in_(language)
    assert (view.help == own) is (outcome == "not_found")


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize(
    ("service", "question"),
    [
        ("hygiene-permit", "licence"),
        ("hygiene-permit", "permit"),
        ("road-freight-licence", "licence"),
        ("road-freight-licence", "permit"),
        ("individual-business", "licence"),
    ],
)
def test_no_word_of_a_question_says_found_none_where_the_library_did_not_answer(
    service: str, question: str, language: str
) -> None:
    visit = Visit().touch("start").take(DayKnown(TODAY)).touch(f"service:{service}", "agree")
    visit.take(CardRead(visit.session.visit, card()))
    answered({one.role: "unreachable" for one in visit.session.sources}, visit)
    situation = "change" if service == "individual-business" else "renew"
    visit.touch("forward", f"answer:{situation}")
    if question == "permit":
        visit.touch("answer:yes")
    view = present(visit.session, words(language)).view
    assert isinstance(view, GuideView)
    assert view.id == question
    assert {"zh_CN": "没有答复", "en": "did not answer"}[language] in view.help
    said = [view.help, *(f"{one.title} {one.detail}" for one in view.options)]
    for none in ("没有找到", "没查到", "find it", "was found", "has none"):
        assert not any(none in words_said for words_said in said), none


def test_only_a_source_that_a_condition_names_is_blamed() -> None:
    session = licence_question("broken").session
    assert asking.failed_for(session, "") is None
    assert asking.failed_for(session, "area > 5") is None
    for condition, role in (("!licence_found", "BL"), ("area > 5 && !permit_found", "HYG")):
        failed = asking.failed_for(session, condition)
        assert failed is not None
        assert failed.role == role
    assert asking.failed_for(licence_question("not_found").session, "!licence_found") is None


def test_a_source_behind_a_named_condition_is_blamed_too() -> None:
    session = licence_question("refused").session
    item = session.chosen_item()
    named = replace(item, conditions={**item.conditions, "holds_permit": "permit_found"})
    failed = asking.failed_for(replace(session, item=named), "!is_new && !holds_permit")
    assert failed is not None
    assert failed.role == "HYG"
