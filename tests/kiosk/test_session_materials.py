# SPDX-License-Identifier: Apache-2.0
"""Earlier materials and proofs issued online, on the pure session."""

from dataclasses import replace
from datetime import timedelta

import pytest

from forms.application import Route
from forms.decision import IssuedUnderPromise
from forms.material import Supply
from forms.reuse import ReuseObjection
from kiosk.session.effects import FetchPaper
from kiosk.session.events import (
    OnlineTold,
    PaperChecked,
    Signed,
)
from kiosk.session.material_lines import MaterialsLook
from kiosk.session.materials import papers_offered
from kiosk.session.session import resting
from kiosk.session.states import State
from tests.support.applying import TODAY, permit
from tests.support.materials import (
    ANSWER,
    FAILURES,
    PLAN,
    issued,
    notes,
    renewing,
    row,
    whole,
)
from tests.support.visits import STROKES, Visit

M5 = permit().material("M5")


# -- consent to one paper ---------------------------------------------------------------------


def test_a_paper_is_used_with_consent_and_after_its_check_alone() -> None:
    visit = renewing(PLAN)
    assert row(visit, "M5").supply is Supply.PROMISED
    visit.touch("reuse:M5")
    fetched = visit.effects[-1]
    assert isinstance(fetched, FetchPaper)
    assert (fetched.material, fetched.paper) == ("M5", PLAN)
    assert row(visit, "M5").supply is Supply.PROMISED
    visit.take(whole(visit))
    assert row(visit, "M5").supply is Supply.REUSED
    assert [one.facts for one in notes(visit, "reuse-consented")] == [(("material", "M5"),)]
    assert notes(visit, "reused-paper-checked")[0].disposition == "whole"


def test_consent_can_be_taken_back_before_and_after_the_check() -> None:
    visit = renewing(PLAN).touch("reuse:M5", "reuse:M5").take()
    visit.take(whole(visit))
    assert row(visit, "M5").supply is Supply.PROMISED
    visit.touch("reuse:M5").take(whole(visit))
    assert row(visit, "M5").supply is Supply.REUSED
    visit.touch("reuse:M5")
    assert row(visit, "M5").supply is Supply.PROMISED
    assert len(notes(visit, "reuse-withdrawn")) == 2


def test_a_check_of_another_paper_changes_nothing() -> None:
    visit = renewing(PLAN).touch("reuse:M5")
    visit.take(PaperChecked(visit.session.visit, "M5", "MAT-2", "whole"))
    assert row(visit, "M5").supply is Supply.PROMISED


@pytest.mark.parametrize("state", ["wrong_digest", *FAILURES])
def test_a_file_that_is_not_the_one_handed_in_is_not_used(state: str) -> None:
    visit = renewing(PLAN).touch("reuse:M5")
    visit.take(whole(visit, state))
    assert row(visit, "M5").supply is Supply.PROMISED
    assert notes(visit, "reused-paper-checked")[0].disposition == state


@pytest.mark.parametrize(
    ("change", "objection"),
    [
        ({"holder_code": "439900197002280122"}, ReuseObjection.OTHER_HOLDER),
        ({"version": "2011-1"}, ReuseObjection.OTHER_VERSION),
        ({"valid_until": TODAY - timedelta(days=1)}, ReuseObjection.EXPIRED),
        ({"submitted_on": TODAY - timedelta(days=3000)}, ReuseObjection.TOO_OLD),
    ],
)
def test_a_paper_that_does_not_count_cannot_be_ticked(
    change: dict[str, object], objection: ReuseObjection
) -> None:
    visit = renewing(replace(PLAN, **change))  # type: ignore[arg-type]
    assert papers_offered(visit.session) == {"M5": objection}
    visit.touch("reuse:M5")
    assert visit.session.materials.chosen == ()
    assert row(visit, "M5").supply is Supply.PROMISED


def test_a_material_that_nothing_is_on_file_for_cannot_be_ticked() -> None:
    visit = renewing(PLAN).touch("reuse:M7")
    assert visit.session.materials.chosen == ()
    other = renewing(replace(PLAN, type_code="OTHER"))
    assert papers_offered(other.session) == {}
    assert papers_offered(renewing().session) == {}


def test_consent_survives_the_way_back_through_the_questions() -> None:
    visit = renewing(PLAN).touch("reuse:M5")
    visit.take(whole(visit))
    visit.touch("back", "answer:renew")
    assert visit.at(State.BOARD)
    assert row(visit, "M5").supply is Supply.REUSED


def test_another_paper_than_the_one_consented_to_is_not_used() -> None:
    visit = renewing(PLAN).touch("reuse:M5")
    visit.take(whole(visit))
    newer = replace(PLAN, identifier="MAT-9", submitted_on=TODAY)
    earlier = visit.session.materials.earlier
    assert earlier is not None
    look = replace(visit.session.materials, earlier=replace(earlier, papers=(PLAN, newer)))
    visit.session = replace(visit.session, materials=look)
    visit.touch("back", "answer:renew")
    assert row(visit, "M5").supply is Supply.PROMISED


# -- an office's answer -----------------------------------------------------------------------


def test_while_an_office_works_the_material_is_neither_there_nor_refused() -> None:
    visit = renewing()
    assert (row(visit, "M9").supply, row(visit, "M9").is_waiting) == (Supply.PROMISED, True)
    visit.take(issued(visit))
    assert (row(visit, "M9").supply, row(visit, "M9").is_waiting) == (
        Supply.ISSUED_ONLINE,
        False,
    )


@pytest.mark.parametrize(
    "told",
    [
        {"state": "office_refused", "reason": "没有记录"},
        {"state": "late"},
        {"state": "unknown"},
        {"state": "rejected", "fault": "unknown_key"},
        {"state": "broken", "code": "PLATFORM-0304"},
        {"state": "issued"},
    ],
)
def test_anything_but_a_checked_answer_supplies_nothing(told: dict[str, str]) -> None:
    visit = renewing()
    visit.take(OnlineTold(visit.session.visit, "M9", **told))  # type: ignore[arg-type]
    assert (row(visit, "M9").supply, row(visit, "M9").is_waiting) == (Supply.PROMISED, False)
    visit.take(issued(visit))  # what has ended has ended
    assert row(visit, "M9").supply is Supply.PROMISED
    note = notes(visit, "online-issue-told")[-1]
    assert note.disposition == told["state"]
    assert ("fault" in dict(note.facts)) is ("fault" in told)
    assert "没有记录" not in repr(note)


def test_an_answer_that_was_told_before_is_not_told_again() -> None:
    visit = renewing()
    visit.take(OnlineTold(visit.session.visit, "M9", "waiting"))
    visit.take(OnlineTold(visit.session.visit, "M1", "issued", answer=ANSWER))
    assert len(notes(visit, "online-issue-told")) == 1


def test_an_answer_of_another_visit_changes_nothing() -> None:
    visit = renewing()
    visit.take(OnlineTold(visit.session.visit + 1, "M9", "issued", answer=ANSWER))
    assert row(visit, "M9").is_waiting


def formed(visit: Visit) -> Visit:
    """Fill in what the form of a renewal asks."""
    visit.touch("forward").type("13800000000").touch("forward").type("3").touch("forward")
    return visit.touch("forward")


def test_a_late_answer_is_attached_on_every_page_before_the_review() -> None:
    for touches in ((), ("route:promise",)):
        visit = formed(renewing()).touch(*touches).take()
        visit.take(issued(visit))
        assert row(visit, "M9").supply is Supply.ISSUED_ONLINE


def test_a_letter_that_reads_otherwise_now_is_read_anew() -> None:
    visit = formed(renewing()).touch("route:promise", "letter_end")
    assert visit.session.is_letter_read
    visit.take(issued(visit))
    assert visit.at(State.LETTER)
    assert not visit.session.is_letter_read


def test_a_signature_under_another_letter_is_asked_for_again() -> None:
    visit = formed(renewing()).touch("route:promise", "letter_end", "forward")
    visit.take(Signed(STROKES), issued(visit))
    assert visit.at(State.LETTER)
    assert visit.session.strokes == ()


def test_news_that_the_letter_does_not_show_leave_reading_and_signature_alone() -> None:
    visit = formed(renewing()).touch("route:promise", "letter_end", "forward")
    visit.take(Signed(STROKES))
    visit.take(OnlineTold(visit.session.visit, "M9", "late"))
    assert visit.at(State.SIGN)
    assert visit.session.strokes == STROKES
    assert not row(visit, "M9").is_waiting


def test_at_the_review_the_decision_stands_as_it_was_signed() -> None:
    visit = formed(renewing()).touch("route:promise", "letter_end", "forward")
    visit.take(Signed(STROKES)).touch("forward")
    assert visit.at(State.REVIEW)
    before = visit.session.decision
    visit.take(issued(visit))
    assert isinstance(visit.session.decision, IssuedUnderPromise)
    assert visit.session.decision == before
    assert row(visit, "M9").supply is Supply.PROMISED


def test_on_the_ordinary_route_a_late_answer_is_one_paper_less_to_bring() -> None:
    visit = formed(renewing()).touch("route:ordinary")
    assert visit.session.is_asking_papers
    visit.take(issued(visit))
    assert visit.session.is_asking_papers  # others are still missing
    item = visit.session.chosen_item()
    only = replace(item, materials=(item.material("M1"), item.material("M9")))
    alone = formed(renewing())
    alone.session = replace(alone.session, item=only)
    asked = alone.touch("route:ordinary").session.is_asking_papers
    asked_still = alone.take(issued(alone)).session.is_asking_papers
    assert (asked, asked_still) == (True, False)
    signing = alone.touch("route:ordinary")
    assert signing.at(State.SIGN)
    assert signing.session.begun().route is Route.ORDINARY


def test_signing_on_the_ordinary_route_is_not_disturbed() -> None:
    visit = formed(renewing()).touch("route:ordinary", "route:handed_in")
    visit.take(Signed(STROKES), issued(visit))
    assert visit.at(State.SIGN)
    assert visit.session.strokes == STROKES


def test_nothing_of_it_outlives_the_visit() -> None:
    visit = renewing(PLAN).touch("reuse:M5")
    assert resting(visit.session).materials == MaterialsLook()
    assert resting(visit.session).machine.has_materials
    assert visit.touch("leave").session.materials == MaterialsLook()
