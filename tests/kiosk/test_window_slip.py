# SPDX-License-Identifier: Apache-2.0
"""The slip for the window, from the session's side: told once, noted, and no second try."""

from dataclasses import replace

from forms.field_values import Answer, Source
from kiosk.session.effects import Note, PrintWindowSlip
from kiosk.session.events import GlyphsMissing
from kiosk.session.session import Trouble
from kiosk.session.states import State
from kiosk.session.transitions import step
from kiosk.window_slip import spelt, window_slip
from tests.support.applying import complete, permit
from tests.support.visits import Visit

MISSING = ("U+E000", "U+2EBF0")


def test_before_the_commit_the_citizen_is_sent_to_the_window_with_a_slip() -> None:
    review = Visit().until_review("promise").session
    issuing = replace(review, state=State.ISSUING)
    told, effects = step(issuing, GlyphsMissing(issuing.visit, MISSING))
    assert (told.state, told.trouble) == (State.TROUBLE, Trouble("DOCUMENT-0601"))
    notes = [one for one in effects if isinstance(one, Note)]
    assert [one.event for one in notes] == ["fault-raised", *["character-missing"] * 2]
    assert [one.facts for one in notes[1:]] == [(("code_point", each),) for each in MISSING]
    [slip] = [one for one in effects if isinstance(one, PrintWindowSlip)]
    assert (slip.code_points, slip.application) == (MISSING, issuing.begun())


def test_after_the_commit_the_case_is_there_and_no_slip_is_printed() -> None:
    review = Visit().until_review("promise").session
    issuing = replace(
        review, state=State.ISSUING, case_number="K-1", issue_lines=("committed",)
    )
    told, effects = step(issuing, GlyphsMissing(issuing.visit, MISSING))
    assert told.trouble == Trouble("DOCUMENT-0601")
    assert not any(isinstance(one, PrintWindowSlip) for one in effects)


def test_the_slip_names_the_fields_and_never_the_character() -> None:
    application = complete().with_field("f_unit", Answer("\ue000店", Source.CERTIFICATE))
    person = replace(application.applicant, name="王\U0002ebf0")
    paper = window_slip(permit(), replace(application, applicant=person), MISSING)
    assert paper.values["applicant"] == "王〔U+2EBF0〕"
    assert any("〔U+E000〕店" in place for place in paper.values["places"])
    assert "\ue000" not in str(paper.values)
    assert "\U0002ebf0" not in str(paper.values)
    assert paper.must_show == MISSING
    assert spelt("平常", MISSING) == "平常"
