# SPDX-License-Identifier: Apache-2.0
"""A character that no font draws: a slip for the window, no case, no number, never 〓.

From the last touch of the session to the bytes that the printer received.
"""

from dataclasses import replace
from pathlib import Path

import pytest

from forms.field_values import Answer, Source
from kiosk.session.states import State
from kiosk.store.records import SeriesNumber
from tests.support.documents import unspaced
from tests.support.paper_text import text_of
from tests.support.troubled import check_noted, check_told, hurried_kiosk, leave, walk_to
from tests.support.whole import WholeKiosk, quick_world

pytestmark = [pytest.mark.daemon, pytest.mark.slow]

RARE = "\U0002ebf0"
"""The first character of Extension I, which none of the fonts has."""


def with_the_name(whole: WholeKiosk, name: str) -> None:
    """Let the unit that the citizen has just reviewed bear this name."""
    session = whole.session
    application = session.begun().with_field("f_unit", Answer(name, Source.CERTIFICATE))
    whole.kiosk.controller.session = replace(session, application=application)


def check_slip(text: str) -> None:
    """It says which character, shows none that is not there, and that nothing was begun."""
    assert "U+2EBF0" in text
    assert "〔U+2EBF0〕记理发店" in text
    assert RARE not in text
    assert "〓" not in text
    assert "没有占用办件编号和证照编号" in text


def test_a_character_without_a_glyph_leads_to_the_window_with_a_slip(tmp_path: Path) -> None:
    with quick_world(tmp_path) as world, hurried_kiosk(world) as whole:
        walk_to(whole, "Review")
        with_the_name(whole, f"{RARE}记理发店")
        whole.tap("forward")
        whole.wait_for(State.TROUBLE)
        check_told(whole, "DOCUMENT-0601")
        assert whole.session.trouble is not None
        assert whole.session.trouble.retry is None
        whole.wait(lambda: len(whole.printed()) == 1, why="the slip")

        [slip] = whole.printed()
        check_slip(unspaced(text_of(slip)))

        check_noted(whole, "fault-raised", code="DOCUMENT-0601")
        check_noted(whole, "character-missing", code="DOCUMENT-0601")
        assert any("U+2EBF0" in line for line in whole.journal())
        store = whole.kiosk.store
        year = str(whole.session.day().year)
        assert store.numbers.state_of(SeriesNumber("hygiene-permit", year, 1)) is None
        assert store.cases.newest(9) == ()
        whole.wait(lambda: not store.prints.open_attempts(), why="the printer's last word")
        assert not any("number-reserved" in line for line in whole.journal())
        leave(whole, State.ATTRACT)

        world.reader.tell("lift")
        walk_to(whole, "Review")
        whole.tap("forward")
        whole.wait_for(State.TAKE)
        [case] = store.cases.newest(9)
        assert case.licence_number.endswith("000001号")
