# SPDX-License-Identifier: Apache-2.0
"""An appeal on the pure session: asked, reviewed, signed, handed in; nothing of it is left."""

import re
from dataclasses import replace

import pytest

from forms.appeal import AppealClass, AppealQuestion
from forms.case_standing import CaseAct, acts_of
from kiosk.session import appeal, cases
from kiosk.session.case_visit import AskCases, CaseActed, CasesTold, DoInCase, PaperReady
from kiosk.session.deadlines import machine_works
from kiosk.session.effects import Effect, Note, PrintPapers
from kiosk.session.events import Failed, KeyTouched, PaperEnded, Signed, TimedOut
from kiosk.session.session import Ending
from kiosk.session.states import State
from tests.support.applying import card, shipped
from tests.support.case_visits import (
    APPEALED,
    CASE,
    RECEIVED,
    REFUSED,
    CaseVisitor,
    appealing_visit,
    case,
    lodged_visit,
    lodging_visit,
    reviewing_visit,
    signing_visit,
)
from tests.support.visits import STROKES

RULES = shipped().appeals


def of_kind(effects: list[Effect], kind: type) -> list[Effect]:
    return [effect for effect in effects if isinstance(effect, kind)]


def routes(answers: tuple[tuple[str, str], ...] = ()) -> list[tuple[tuple[str, str], ...]]:
    """Every way through the questions."""
    visit = appealing_visit()
    for _, option in answers:
        visit.touch(f"choose:{option}")
    now = appeal.reached(visit.session)
    if isinstance(now, AppealClass):
        return [answers]
    return [way for option in now.options for way in routes((*answers, (now.id, option.id)))]


ROUTES = routes()


def test_every_class_is_reached_by_some_way() -> None:
    assert RULES is not None
    reached = set()
    for way in ROUTES:
        visit = appealing_visit()
        for _, option in way:
            visit.touch(f"choose:{option}")
        reached.add(appeal.reached(visit.session).id)
    assert reached == {one.id for one in RULES.classes}


@pytest.mark.parametrize("way", ROUTES, ids=["-".join(o for _, o in way) for way in ROUTES])
def test_every_way_ends_in_one_message_with_what_was_said(
    way: tuple[tuple[str, str], ...],
) -> None:
    visit = appealing_visit()
    for _, option in way:
        visit.touch(f"choose:{option}")
    kind = appeal.reached(visit.session)
    assert isinstance(kind, AppealClass)
    told = appeal.receipt_of(visit.session, kind).told.zh_CN
    assert re.search(r"\d{4}年\d+月\d+日", told), "a day on which something happens"
    visit.touch("forward").take(Signed(STROKES)).touch("forward", "forward")
    (asked,) = of_kind(visit.effects, DoInCase)
    assert isinstance(asked, DoInCase)
    assert (asked.act, asked.case_number, asked.reference) == (CaseAct.APPEAL, CASE, kind.id)
    assert (asked.record, asked.strokes) == (card(), STROKES)
    assert len(asked.said) == len(way)
    assert visit.at(State.CASE)
    assert machine_works(visit.session)
    assert visit.session.strokes == ()
    assert cases.visit_of(visit.session).appeal is None


def test_what_was_read_in_english_is_handed_in_in_chinese() -> None:
    visit = reviewing_visit().touch("language:en")
    assert appeal.chosen(visit.session, "en")[0].startswith("I wanted")
    visit.touch("forward").take(Signed(STROKES)).touch("forward")
    (asked,) = of_kind(visit.effects, DoInCase)
    assert isinstance(asked, DoInCase)
    assert asked.said == ("我去办事，没办成", "说按规定办不了")


def test_words_are_added_changed_and_taken_back() -> None:
    visit = reviewing_visit().touch("choose:write").type("  跑了三趟 ").touch("forward")
    assert appeal.said(visit.session)[-1] == "跑了三趟"
    visit.touch("choose:write")
    assert visit.session.entry == "跑了三趟"
    visit.type("x").touch("back")
    assert appeal.draft_of(visit.session).words == "跑了三趟"
    visit.touch("choose:write").take(KeyTouched("清空")).touch("forward")
    assert appeal.draft_of(visit.session).words == ""
    assert len(appeal.said(visit.session)) == 2


def test_more_than_the_pad_takes_is_not_typed() -> None:
    visit = reviewing_visit().touch("choose:write").type("慢" * 300)
    assert len(visit.session.entry) == appeal.WORDS_LIMIT


def test_back_takes_one_answer_at_a_time_and_then_leaves() -> None:
    visit = signing_visit().touch("back")
    assert visit.at(State.APPEAL)
    visit.touch("back")
    now = appeal.reached(visit.session)
    assert isinstance(now, AppealQuestion)
    assert now.id == "why"
    visit.touch("choose:nothing", "forward", "back", "back")
    assert visit.at(State.CASE)
    assert cases.visit_of(visit.session).appeal is None
    assert not of_kind(visit.effects, DoInCase)


def test_without_a_signature_nothing_is_handed_in() -> None:
    visit = signing_visit().touch("forward", "nothing")
    visit.take(Signed((STROKES[0][:1],))).touch("forward")
    visit.take(Signed(STROKES)).touch("clear_signature", "forward")
    assert visit.at(State.SIGN)
    assert not of_kind(visit.effects, DoInCase)


def test_the_slip_is_printed_and_the_visit_counts_as_filed() -> None:
    visit = lodged_visit()
    assert visit.at(State.PRINTING)
    assert visit.effects[-1] == PrintPapers(1, CASE, ("appeal_slip-1",))
    visit.take(PaperEnded(1, "appeal_slip-1", delivered=True)).touch("taken")
    assert visit.at(State.FAREWELL)
    assert visit.session.ending is Ending.LOOKED
    assert Note("session-ended", "filed", case_number=CASE) in visit.effects


def test_an_appeal_without_its_slip_is_filed_all_the_same() -> None:
    kept = case(RECEIVED, REFUSED, appeals=APPEALED)
    visit = lodging_visit().take(CaseActed(1, CaseAct.APPEAL, CASE, "kept", kept))
    assert cases.visit_of(visit.session).told == "appeal_kept"
    assert CaseAct.APPEAL not in cases.acts(visit.session)
    visit.touch("leave")
    assert Note("session-ended", "filed") in visit.effects


def test_an_appeal_that_fails_says_so_and_may_be_tried_again() -> None:
    visit = lodging_visit().take(Failed(1, "STORE-0501", "cases"))
    assert cases.visit_of(visit.session).told_code == "STORE-0501"
    visit.touch("choose:appeal")
    assert visit.at(State.APPEAL)


def test_an_appeal_for_whose_slip_nobody_waited_is_told_and_not_offered_again() -> None:
    visit = lodging_visit().take(TimedOut())
    assert cases.visit_of(visit.session).told == "late"
    visit.take(PaperReady(1, CaseAct.APPEAL, CASE, "appeal_slip-1", 1))
    assert visit.at(State.CASE)
    assert cases.visit_of(visit.session).told == "appeal_kept"
    assert visit.effects[-1] == AskCases(1, card(), is_here=True)
    visit.take(CasesTold(1, (case(RECEIVED, REFUSED, appeals=APPEALED),)))
    assert CaseAct.APPEAL not in cases.acts(visit.session)
    visit.touch("leave")
    assert Note("session-ended", "filed") in visit.effects


@pytest.mark.parametrize("visit", [appealing_visit(), signing_visit()], ids=["asked", "signed"])
def test_who_walks_away_has_appealed_nothing(visit: CaseVisitor) -> None:
    visit.take(TimedOut())
    assert visit.at(State.ATTRACT)
    assert not of_kind(visit.effects, DoInCase)


def test_another_appeal_that_came_meanwhile_ends_this_one() -> None:
    visit = reviewing_visit().take(CasesTold(1, (case(RECEIVED, REFUSED),)))
    assert visit.at(State.APPEAL)
    visit.take(CasesTold(1, (case(RECEIVED, REFUSED, appeals=APPEALED),)))
    assert visit.at(State.CASE)


def test_news_while_it_is_signed_are_kept_for_later() -> None:
    news = case(RECEIVED, REFUSED, licence_number="N")
    visit = signing_visit().take(CasesTold(1, (news,)))
    assert visit.at(State.SIGN)
    assert cases.case_of(visit.session) == news


def test_a_kiosk_without_appeals_offers_none() -> None:
    none = CaseVisitor(replace(shipped(), appeals=None)).until_case(case(RECEIVED, REFUSED))
    assert CaseAct.APPEAL in acts_of(cases.case_of(none.session))
    assert CaseAct.APPEAL not in cases.acts(none.session)
    none.touch("choose:appeal")
    assert none.at(State.CASE)
    with pytest.raises(LookupError):
        appeal.rules_of(none.session)
    with pytest.raises(LookupError):
        appeal.draft_of(none.session)
