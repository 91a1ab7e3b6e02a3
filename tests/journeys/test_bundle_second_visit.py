# SPDX-License-Identifier: Apache-2.0
"""A bundle typed at the window of a running kiosk: at a second visit each member is told."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from forms.case_news import Verdict
from kiosk.case_file import progress_in
from kiosk.session.cases import case_of
from tests.journeys.test_second_visit import done, looks_after, printed_since, told_now
from tests.support.bundle_forms import newborn, restaurant
from tests.support.console_in_process import run_main
from tests.support.paper_text import joined, text_of
from tests.support.whole import QUICK, WholeKiosk

pytestmark = [pytest.mark.daemon, pytest.mark.slow]


@pytest.fixture(autouse=True)
def desk_as_ever(whole: WholeKiosk) -> Iterator[None]:
    yield
    whole.world.platform.tell("clear")
    whole.rest_now()


@pytest.mark.parametrize(
    ("id_", "form", "refusing"),
    [("newborn", newborn(), "公安局"), ("restaurant", restaurant(), "消防救援大队")],
)
def test_one_member_is_refused_and_the_rest_go_on(
    whole: WholeKiosk, tmp_path: Path, *, id_: str, form: dict[str, object], refusing: str
) -> None:
    whole.world.platform.tell("set", office="*", answer="grant")
    whole.world.platform.tell("set", office=refusing, answer="refuse")
    site = whole.world.site_file(more=QUICK)
    words = ("cases", "submit-bundle", id_, "--config", str(site))
    typed = run_main(*words, stdin=json.dumps(form))
    assert typed.returncode == 0, typed.stderr
    number = typed.stdout.split()[1].rstrip(",")
    whole.kiosk.runtime._outgoing.wake()
    store = whole.kiosk.store
    whole.wait(lambda: store.desk_book.is_received(number), why="the desk's receipt")
    looks_after(whole, number)
    outcomes = case_of(whole.session).progress.outcomes
    verdicts = {one.verdict for one in outcomes}
    assert {Verdict.GRANTED, Verdict.REFUSED} <= verdicts
    assert {one.office for one in outcomes if one.verdict is Verdict.REFUSED} == {refusing}
    page = told_now(whole)
    assert [one.title for one in outcomes if one.title not in page] == []
    assert progress_in(store, number).odd == ()
    before = whole.printed()
    whole.tap("option-decision")
    done(whole)
    (sheet,) = printed_since(whole, before)
    text = joined(text_of(sheet))
    assert [one.title for one in outcomes if one.title not in text] == []
