# SPDX-License-Identifier: Apache-2.0
"""What the pages of consent, look-ups and materials say of earlier papers and of proofs."""

from dataclasses import replace
from datetime import timedelta

import pytest

from certificates.sealed_answer import AnswerFault
from config.faults import load_faults
from forms.reuse import ReuseObjection
from kiosk.screens.present import Words, present
from kiosk.screens.present.words import Site
from kiosk.screens.texts import LANGUAGES, Texts
from kiosk.screens.views import BoardRow, BoardView, Line, LookupsView, NoticeView
from kiosk.session.events import EarlierTold, OnlineTold, PaperChecked
from tests.support.applying import TODAY
from tests.support.materials import (
    PLAN,
    asking,
    back_at_lookups,
    connected,
    issued,
    renewing,
    whole,
)
from tests.support.visits import Visit

SITE = Site("K-0001", "示例市卫生健康局", "0000-12345", "3 号窗口", is_sample=True)
OFFICE = {"zh_CN": "疾病预防控制中心", "en": "Centre for Disease Control"}


@pytest.fixture(params=LANGUAGES)
def words(request: pytest.FixtureRequest) -> Words:
    return Words(Texts(str(request.param)), load_faults(), SITE)


def rows(visit: Visit, words: Words) -> dict[str, BoardRow]:
    view = present(visit.session, words).view
    assert isinstance(view, BoardView)
    return {row.id: row for row in view.rows}


def lines(visit: Visit, words: Words) -> dict[str, Line]:
    view = present(visit.session, words).view
    assert isinstance(view, LookupsView)
    return {line.id: line for line in view.lines}


def notice(visit: Visit, words: Words) -> list[str]:
    visit.touch("start").take()
    view = present(visit.until_card().touch("back").session, words).view
    assert isinstance(view, NoticeView)
    return [item.id for item in view.items]


def test_the_consent_names_it_where_the_kiosk_looks_for_it(words: Words) -> None:
    assert "materials" in notice(connected(), words)
    assert "materials" not in notice(Visit(), words)


def test_there_is_a_line_for_papers_and_one_for_each_proof(words: Words) -> None:
    at_work = lines(back_at_lookups(asking()), words)
    assert at_work["earlier"].state == at_work["online-M9"].state == "working"
    assert OFFICE[words.language] in at_work["online-M9"].text
    told = lines(back_at_lookups(renewing(PLAN)), words)
    assert (told["earlier"].state, told["online-M9"].state) == ("done", "waiting")
    assert "1" in told["earlier"].detail
    none = lines(back_at_lookups(renewing()), words)
    assert none["earlier"].state == "none"
    old = lines(back_at_lookups(renewing(replace(PLAN, version="2011-1"))), words)
    assert (old["earlier"].state, old["earlier"].detail) == (
        "none",
        words("earlier.none_usable"),
    )


@pytest.mark.parametrize("failure", ["timed_out", "refused", "broken", "unreachable"])
def test_four_failures_are_four_sentences_and_the_code_stands_below(
    failure: str, words: Words
) -> None:
    visit = asking()
    number = visit.session.visit
    visit.take(EarlierTold(number, failure, (), "PLATFORM-0303"))
    visit.take(OnlineTold(number, "M9", failure, "PLATFORM-0304"))
    on_board = rows(visit, words)
    for id_ in ("M5", "M9"):
        assert words(f"sought.{failure}") in on_board[id_].told
        assert (on_board[id_].use, on_board[id_].chip.kind) == ("", "promised")
    told = lines(back_at_lookups(visit), words)
    for id_ in ("earlier", "online-M9"):
        assert (told[id_].state, told[id_].detail) == ("failed", words(f"lookups.{failure}"))


@pytest.mark.parametrize(
    ("state", "shape"),
    [
        ("issued", "done"),
        ("office_refused", "none"),
        ("unknown", "none"),
        ("late", "failed"),
        ("rejected", "failed"),
    ],
)
def test_what_an_office_answers_is_told_in_its_own_sentence(
    state: str, shape: str, words: Words
) -> None:
    visit = renewing()
    visit.take(OnlineTold(visit.session.visit, "M9", state))
    line = lines(back_at_lookups(visit), words)["online-M9"]
    assert (line.state, line.detail) == (shape, words(f"online.{state}"))


def test_while_the_list_is_on_its_way_its_row_says_so_and_no_other(words: Words) -> None:
    told = rows(asking(), words)
    assert (told["M5"].told, told["M5"].is_looked_for) == (words("earlier.asking"), True)
    assert [row.id for row in told.values() if row.is_looked_for] == ["M5"]
    none = rows(renewing(), words)["M5"]
    assert (none.told, none.use, none.is_looked_for) == ("", "", False)


def test_a_paper_is_offered_by_its_day_and_ticked(words: Words) -> None:
    visit = renewing(PLAN)
    day = words.day(PLAN.submitted_on)
    row = rows(visit, words)["M5"]
    assert (day in row.use, row.is_used, row.chip.kind) == (True, False, "promised")
    row = rows(visit.touch("reuse:M5"), words)["M5"]
    assert (row.is_used, row.told) == (True, words("earlier.checking"))
    row = rows(visit.take(whole(visit)), words)["M5"]
    assert (row.is_used, row.told, row.chip.kind) == (True, "", "reused")


@pytest.mark.parametrize(
    ("state", "key"), [("wrong_digest", "earlier.wrong_digest"), ("broken", "earlier.failed")]
)
def test_a_paper_that_could_not_be_checked_is_unticked_with_the_reason(
    state: str, key: str, words: Words
) -> None:
    visit = renewing(PLAN).touch("reuse:M5")
    visit.take(PaperChecked(visit.session.visit, "M5", "MAT-2026-000001", state))
    row = rows(visit, words)["M5"]
    assert (row.is_used, row.told, row.chip.kind) == (False, words(key), "promised")


def test_a_paper_that_does_not_count_is_not_offered_and_says_why(words: Words) -> None:
    expired = replace(PLAN, valid_until=TODAY - timedelta(days=1))
    row = rows(renewing(expired), words)["M5"]
    assert (row.use, row.told) == ("", words("earlier.expired"))
    sentences = {words(f"earlier.{one.value}") for one in ReuseObjection}
    assert len(sentences) == len(ReuseObjection)


def test_what_is_waited_for_names_the_office_and_what_holds_meanwhile(words: Words) -> None:
    visit = renewing()
    row = rows(visit, words)["M9"]
    assert row.chip.kind == "waiting"
    assert OFFICE[words.language] in row.chip.text
    assert "60" in row.told
    row = rows(visit.take(issued(visit)), words)["M9"]
    assert (row.chip.kind, row.told) == ("issued_online", "")


def test_why_nothing_came_stands_in_the_row(words: Words) -> None:
    told = {
        "office_refused": words("online.reason", office=OFFICE[words.language], reason="没有"),
        "late": words("online.nothing", office=OFFICE[words.language]),
    }
    for state, sentence in told.items():
        visit = renewing()
        visit.take(OnlineTold(visit.session.visit, "M9", state, reason="没有"))
        row = rows(visit, words)["M9"]
        assert (row.chip.kind, row.told) == ("promised", sentence)


@pytest.mark.parametrize("fault", AnswerFault)
def test_every_wrong_answer_has_its_own_words(fault: AnswerFault, words: Words) -> None:
    visit = renewing()
    visit.take(OnlineTold(visit.session.visit, "M9", "rejected", fault=fault.value))
    row = rows(visit, words)["M9"]
    assert words(f"answer_fault.{fault.value}") in row.told
    assert row.chip.kind == "promised"


def test_what_is_not_needed_says_nothing_of_either(words: Words) -> None:
    row = rows(renewing(PLAN), words)["M12"]
    assert (row.chip.kind, row.told, row.use) == ("not_needed", "", "")
