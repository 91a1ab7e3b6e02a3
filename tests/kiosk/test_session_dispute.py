# SPDX-License-Identifier: Apache-2.0
"""“This is wrong” in a visit: one touch says it, one takes it back, and nothing is edited."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from certificates.certificate_types import HYGIENE_PERMIT
from forms.application import Route
from forms.dispute import DisputeReason
from forms.field_values import Source
from forms.prefill import fields_to_ask
from kiosk.journal_events import load_events
from kiosk.session import dispute
from kiosk.session.effects import Issue, Note
from kiosk.session.events import LookupEnded, Signed
from kiosk.session.forming import asked_field
from kiosk.session.pad import limit_of, stored
from kiosk.session.states import State
from tests.support.applying import PREMISES, permit, shipped
from tests.support.visits import STROKES, Visit, called, licence

WRONG = "dispute:f_addr:outdated"
RIGHT = "湖南省虚构市示例区秋水路81号"


def asked(visit: Visit) -> str:
    field = asked_field(visit.session)
    return field.id if field is not None else ""


def notes(visit: Visit, event: str) -> list[Note]:
    return [one for one in visit.effects if isinstance(one, Note) and one.event == event]


def test_the_right_value_is_asked_for_right_away() -> None:
    visit = Visit().until_checked_form().touch(WRONG)
    assert visit.at(State.FORM)
    assert asked(visit) == "f_addr"
    assert visit.session.entry == ""
    assert "f_addr" not in visit.session.begun().fields


def test_a_misspelt_value_is_mended_where_it_stands() -> None:
    visit = Visit().until_checked_form().touch("dispute:f_addr:misspelt")
    assert visit.session.entry == PREMISES
    visit.type("⌫⌫").touch("forward")
    answer = visit.session.begun().fields["f_addr"]
    assert (answer.value, answer.source) == (PREMISES[:-2], Source.TYPED)
    assert asked(visit) == ""


def test_what_is_typed_again_as_it_was_is_right_after_all() -> None:
    visit = Visit().until_checked_form()
    before = visit.session
    visit.touch("dispute:f_addr:misspelt", "forward")
    assert visit.session.begun() == before.begun()
    assert len(notes(visit, "value-undisputed")) == 1


def test_back_takes_the_touch_back() -> None:
    visit = Visit().until_checked_form()
    before = visit.session
    visit.touch(WRONG).type("新").touch("back")
    assert visit.session == before


def test_the_form_may_be_mended_and_restored() -> None:
    visit = Visit().until_checked_form()
    before = visit.session.begun()
    visit.touch(WRONG).type(RIGHT).touch("forward")
    assert dispute.may_edit(visit.session, "f_addr")
    visit.touch("edit:f_addr")
    assert asked(visit) == "f_addr"
    visit.touch("back", "undispute:f_addr")
    assert visit.session.begun() == before
    assert not dispute.may_edit(visit.session, "f_addr")


def test_who_goes_back_from_a_second_edit_keeps_what_was_said() -> None:
    visit = Visit().until_checked_form().touch(WRONG).type(RIGHT).touch("forward")
    visit.touch("edit:f_addr", "back")
    assert len(visit.session.begun().disputes) == 1


def test_no_way_back_leads_to_a_page_that_would_overwrite_a_called_value() -> None:
    visit = Visit().until_checked_form().touch(WRONG).type(RIGHT).touch("forward")
    visit.touch("undispute:f_addr")
    for _ in range(6):
        visit.touch("back")
        assert asked(visit) != "f_addr" if visit.at(State.FORM) else True
    assert visit.session.begun().fields["f_addr"].value == PREMISES


def test_what_nobody_knows_is_left_blank_and_goes_to_the_window() -> None:
    visit = Visit().until_checked_form().touch(WRONG, "leave_blank")
    assert asked(visit) == ""
    assert visit.session.begun().left_blank == {"f_addr"}
    visit.touch("forward", "route:promise", "route:ordinary")
    assert visit.at(State.ROUTE), "neither leads on"
    visit.touch("route:window").take(Signed(STROKES)).touch("forward")
    assert visit.at(State.REVIEW)


def test_what_was_left_blank_may_be_filled_in_later() -> None:
    visit = Visit().until_checked_form().touch(WRONG, "leave_blank", "edit:f_addr")
    assert asked(visit) == "f_addr"
    visit.touch("back")
    assert visit.session.begun().left_blank == {"f_addr"}, "back leaves the edit alone"
    visit.touch("edit:f_addr").type(RIGHT).touch("forward")
    assert visit.session.begun().left_blank == set()


def test_only_what_a_dispute_has_emptied_is_left_blank() -> None:
    visit = Visit().until_board().touch("forward", "leave_blank")
    assert asked(visit) == "f_tel"
    assert Visit().until_board().touch("leave_blank").at(State.BOARD)


def test_a_document_is_disputed_on_the_board_and_its_fields_are_asked_one_by_one() -> None:
    visit = Visit().until_board().touch("dispute:BL:not_mine")
    assert visit.at(State.BOARD)
    visit.touch("forward")
    assert asked(visit) == "f_unit"
    visit.type("秋美美容店").touch("forward", "leave_blank")
    assert visit.session.begun().left_blank == {"f_uscc"}
    assert asked(visit) == "f_addr"
    visit.touch("back")
    assert asked(visit) == "f_unit", "the last answered page opens again"


def test_an_identity_is_not_asked_for() -> None:
    visit = Visit().until_checked_form().touch("dispute:f_idno:misspelt")
    assert visit.at(State.FORM)
    assert "f_idno" not in visit.session.begun().fields
    assert not dispute.may_edit(visit.session, "f_idno")
    assert asked(visit) == "f_mgr", "who looks after hygiene was the applicant"
    visit.type("林一").touch("forward", "forward", "route:promise", "route:ordinary")
    assert visit.at(State.ROUTE)


def test_at_the_last_look_what_was_signed_is_signed_anew() -> None:
    visit = Visit().until_review().touch(WRONG)
    session = visit.session
    assert visit.at(State.FORM)
    assert (session.strokes, session.decision, session.is_promise_signed) == ((), None, False)
    assert (session.begun().route, session.is_letter_read) == (None, False)
    assert not session.begun().is_promise_withdrawn


def test_the_case_that_is_filed_holds_what_was_said() -> None:
    visit = Visit().until_checked_form().touch(WRONG).type(RIGHT).touch("forward")
    visit.touch("forward", "route:ordinary", "route:handed_in").take(Signed(STROKES))
    visit.touch("forward", "forward")
    (issue,) = [one for one in visit.effects if isinstance(one, Issue)]
    (said,) = issue.application.disputes
    assert (said.subject, said.shown, said.authority) == ("f_addr", PREMISES, "虚构市示例局")
    assert issue.application.route is Route.ORDINARY


@pytest.mark.parametrize(
    "value",
    ["", ":", "f_addr", "f_addr:", "f_addr:nonsense", "f_tel:other", "nothing:other", ":other"],
)
def test_a_touch_that_means_nothing_changes_nothing(value: str) -> None:
    visit = Visit().until_checked_form()
    before = visit.session
    assert visit.touch(f"dispute:{value}", f"undispute:{value}").session == before


def test_nothing_is_disputed_where_nothing_is_shown() -> None:
    for visit in (Visit().until_sign(), Visit().until_guide()):
        before = visit.session
        assert visit.touch(WRONG, "undispute:f_addr").session == before


def test_where_the_catalogue_has_no_reasons_nothing_is_disputed() -> None:
    silent = Visit(replace(shipped(), dispute_reasons=())).until_checked_form()
    before = silent.session
    assert silent.touch(WRONG).session == before


@pytest.mark.parametrize(
    ("subject", "reason"), list(product(["f_addr", "BL", "f_idno", "ID"], DisputeReason))
)
def test_the_journal_hears_what_and_why_and_no_content(
    subject: str, reason: DisputeReason
) -> None:
    visit = Visit().until_checked_form()
    visit.touch(f"dispute:{subject}:{reason.value}", f"undispute:{subject}")
    told = [*notes(visit, "value-disputed"), *notes(visit, "value-undisputed")]
    assert len(told) == 2
    events = load_events()
    for note in told:
        events[note.event].check(note.disposition, dict(note.facts))
    assert told[0].disposition == reason.value
    field = "" if subject in {"BL", "ID"} else subject
    role = "BL" if subject in {"f_addr", "BL"} else "ID"
    assert dict(told[0].facts) == {"role": role, "field": field}


# -- a guide that is answered again ------------------------------------------


def test_who_answers_a_question_again_has_still_said_it() -> None:
    visit = Visit().until_checked_form().touch(WRONG).type(RIGHT).touch("forward")
    visit.touch("back", "back", "back", "back")
    for _ in range(6):
        if visit.at(State.GUIDE):
            break
        visit.touch("back")
    visit.touch("answer:new")
    assert visit.at(State.BOARD)
    (said,) = visit.session.begun().disputes
    assert said.subject == "f_addr"
    assert visit.session.begun().fields["f_addr"].value == RIGHT


def test_who_picks_another_licence_has_said_nothing_of_that_one() -> None:
    other = replace(licence("虚构市示例区另一家店"), number="92439900MA0TEXT12X")
    visit = Visit().until_guide(licence(), other).touch("answer:0")
    visit.touch("answer:new", "answer:beauty", "answer:beauty").type("120")
    visit.touch("forward", "answer:yes", "answer:new", "dispute:BL:other")
    assert len(visit.session.begun().disputes) == 1
    while not dispute_free_pick(visit):
        visit.touch("back")
    visit.touch("answer:1", "answer:new", "answer:beauty", "answer:beauty").type("120")
    visit.touch("forward", "answer:yes", "answer:new")
    assert visit.at(State.BOARD)
    assert visit.session.begun().disputes == ()


def dispute_free_pick(visit: Visit) -> bool:
    return visit.at(State.GUIDE) and not visit.session.picked


# -- days and lengths --------------------------------------------------------


def renewal() -> Visit:
    old = replace(
        called(HYGIENE_PERMIT, "湘卫公证字〔2023〕第1号", ("许可项目", "美容店")),
        expires_on=date(2027, 1, 20),
    )
    visit = Visit().until_lookups()
    found = {"BL": (licence(),), "HYG": (old,)}
    for line in visit.session.sources:
        hits = found.get(line.role, ())
        outcome = "found" if hits else "not_found"
        visit.take(LookupEnded(visit.session.visit, line.role, outcome, hits))
    visit.touch("forward", "answer:renew", "forward")
    visit.type("13800000000").touch("forward").type("3").touch("forward")
    return visit


def test_a_day_is_typed_as_eight_digits_and_may_lie_ahead() -> None:
    visit = renewal().touch("dispute:f_oldto:misspelt")
    assert asked(visit) == "f_oldto"
    assert dispute.latest_day(visit.session, "f_oldto") == date.max
    assert dispute.latest_day(visit.session, "f_tel") == visit.session.day()
    visit.type("⌫" * 10).type("20280120").touch("forward")
    assert visit.session.begun().fields["f_oldto"].value == "2028-01-20"
    assert fields_to_ask(permit(), visit.session.begun()) == ()


def test_a_day_stays_as_typed_while_it_is_none() -> None:
    day, text = permit().field("f_oldto"), permit().field("f_addr")
    assert stored(day, "20280120") == "2028-01-20"
    assert stored(day, "2028012") == "2028012"
    assert stored(text, "20280120") == "20280120"


@pytest.mark.parametrize(
    ("field", "most"), [("f_tel", 11), ("f_addr", 100), ("f_mgr", 30), ("f_staff", 60)]
)
def test_a_field_takes_as_much_as_it_may_hold(field: str, most: int) -> None:
    assert limit_of(permit().field(field)) == most


def test_a_text_without_a_limit_takes_what_a_pad_takes() -> None:
    assert limit_of(replace(permit().field("f_addr"), maximum=None)) == 60
