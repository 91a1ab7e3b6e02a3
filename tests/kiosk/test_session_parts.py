# SPDX-License-Identifier: Apache-2.0
"""The small parts that a visit is made of."""

from dataclasses import replace

import pytest

from certificates.electronic_certificate import CertificateStatus, UnusableReason
from forms.decision import Concluded, FilledIn
from forms.field_values import Source
from kiosk.journal_events import load_events
from kiosk.session import forming
from kiosk.session.called import called_from, reasons_against
from kiosk.session.events import (
    IssueAdvanced,
    Issued,
    Touched,
)
from kiosk.session.pad import CLEAR, ERASE, typed
from kiosk.session.session import Session, SourceLine
from kiosk.session.states import State
from kiosk.session.transitions import step
from tests.support.applying import TODAY, card, shipped
from tests.support.visits import Visit, licence


def test_clearing_the_pad_empties_it() -> None:
    assert typed("12", CLEAR) == ""
    assert typed("12", ERASE) == "1"
    assert typed("12", "3", 2) == "12"


@pytest.mark.parametrize("part", ["chosen_item", "begun", "read_card", "day"])
def test_a_state_without_what_it_promises_is_a_bug_that_names_itself(part: str) -> None:
    with pytest.raises(LookupError, match="there is no"):
        getattr(Session(catalogue=shipped()), part)()


def test_an_accepted_case_is_told_as_accepted() -> None:
    visit = Visit().until_issuing("ordinary")
    visit.take(
        IssueAdvanced(1, "committed"), Issued(1, "K-0001-1", "", ("acceptance_slip",), (1,))
    )
    assert visit.session.disposition == "accepted"
    assert visit.session.is_committed


@pytest.mark.parametrize(
    ("decision", "word"), [(Concluded(), "concluded"), (FilledIn(()), "filed")]
)
def test_what_is_done_or_only_filled_in_is_not_told_as_accepted(
    decision: Concluded | FilledIn, word: str
) -> None:
    ended = Session(catalogue=shipped(), case_number="K-0001-1", decision=decision)
    assert ended.disposition == word
    assert word in load_events()["session-ended"].dispositions


def test_a_value_that_is_chosen_is_kept_as_chosen() -> None:
    other = licence()
    surface = tuple(
        (label, "说不清的类型" if label == "类型" else text) for label, text in other.surface
    )
    visit = Visit().until_guide(replace(other, surface=surface))
    visit.touch("answer:new", "answer:beauty", "answer:beauty").type("50").touch("forward")
    visit.touch("answer:no", "answer:none", "forward")
    asked = forming.asked_field(visit.session)
    assert asked is not None
    assert asked.choices
    visit.touch("choose:nothing", f"choose:{asked.choices[0].id}")
    answer = visit.session.begun().fields[asked.id]
    assert (answer.value, answer.source) == (asked.choices[0].id, Source.CHOSEN)
    visit.touch("back")
    assert visit.session.editing == asked.id
    visit.touch("back")
    assert visit.at(State.BOARD)


def test_why_a_found_certificate_does_not_count_can_be_said() -> None:
    cancelled = replace(licence(), status=CertificateStatus.CANCELLED)
    line = SourceLine("BL", "found", certificates=(cancelled, licence()))
    assert reasons_against(line, card(), TODAY) == (UnusableReason.CANCELLED,)
    assert len(called_from(line, card(), TODAY)) == 1


def test_an_ordinary_case_that_lacks_nothing_is_signed_at_once() -> None:
    session = Visit().until_checked_form().touch("forward").session
    item = session.chosen_item()
    excused = tuple(replace(material, condition="false") for material in item.materials)
    whole = replace(session, item=replace(item, materials=excused))
    after, _ = step(whole, Touched("route", "ordinary"))
    assert after.state is State.SIGN
