# SPDX-License-Identifier: Apache-2.0
"""What the pages say of base data and offers, in both languages."""

import pytest

from config.faults import load_faults
from kiosk.screens.present import Words, present
from kiosk.screens.present.words import Site
from kiosk.screens.texts import LANGUAGES, Texts
from kiosk.screens.views import FormView, LookupsView, NoticeView, OffersView, Screen
from kiosk.session.events import OfferKept, PinJudged
from kiosk.session.staff import LOCKED_OUT
from tests.support.base_visits import HARDSHIP, NOTICE, KnownVisit, against, registered
from tests.support.visits import Visit

SITE = Site("K-0001", "示例局", "", "", is_sample=True)


def page(visit: Visit, language: str = "zh_CN") -> Screen:
    return present(visit.session, Words(Texts(language), load_faults(), SITE))


def offer(visit: Visit, language: str = "zh_CN") -> OffersView:
    view = page(visit, language).view
    assert isinstance(view, OffersView)
    return view


def test_the_notice_names_the_bases_and_offers_a_second_way_to_agree() -> None:
    known, plain = (
        page(KnownVisit(has_base_data=has).touch("start", "service:hygiene-permit"))
        for has in (True, False)
    )
    assert isinstance(known.view, NoticeView)
    assert "bases" in {one.id for one in known.view.items}
    assert known.extra is not None
    assert (known.extra.act, known.extra.value) == ("agree", "offers")
    assert isinstance(plain.view, NoticeView)
    assert "bases" not in {one.id for one in plain.view.items}
    assert plain.extra is None


@pytest.mark.parametrize(
    ("outcome", "state"),
    [("", "working"), ("found", "done"), ("not_found", "none"), ("timed_out", "failed")],
)
def test_the_look_ups_say_what_became_of_each_purpose_on_one_line(
    outcome: str, state: str
) -> None:
    visit = KnownVisit().begin().look_up()
    if outcome:
        visit.tell(outcome)
    view = page(visit).view
    assert isinstance(view, LookupsView)
    lines = {line.id: line.state for line in view.lines if line.id.startswith("base_")}
    assert lines == {"base_service": state, "base_offers": state}


def test_a_value_from_a_base_says_which_base_and_of_which_day() -> None:
    visit = KnownVisit({"own_phone": "15400000001"}).begin("").look_up().tell()
    visit.touch("forward", "answer:new", "answer:beauty", "answer:beauty").type("120")
    visit.touch("forward", "answer:yes", "answer:new", "forward").type("3").touch("forward")
    view = page(visit).view
    assert isinstance(view, FormView)
    (row,) = (one for one in view.rows if one.id == "f_tel")
    assert row.value == "1540***0001"
    assert row.chip.text == "人口基础库"
    assert "2026年10月31日" in row.chip.explanation


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_offer_has_three_answers_and_the_way_on(language: str) -> None:
    visit = KnownVisit(HARDSHIP).until_offers()
    view, screen = offer(visit, language), page(visit, language)
    assert [one.id for one in view.options] == ["accept", "decline", "later"]
    assert "80" in view.lead
    assert screen.forward is not None
    assert screen.forward.enabled
    assert screen.extra is not None
    assert screen.extra.act == "on_behalf"


def test_an_offer_that_is_not_sure_says_so() -> None:
    view = offer(KnownVisit(HARDSHIP).until_offers("benefit:disabled-living"))
    assert "还不知道" in view.lead
    assert view.options[0].title == "可能符合，问我几句"


def test_a_notice_says_who_sent_it_and_of_which_day() -> None:
    view = offer(KnownVisit(HARDSHIP, (NOTICE,)).until_offers())
    assert view.title == "免费检查"
    assert view.remark == "示例局通知您，截至2026年10月31日。"


def test_a_question_has_its_values_as_answers() -> None:
    knows = {k: v for k, v in HARDSHIP.items() if k != "disability_grade"}
    visit = KnownVisit({**knows, "long_care": True}).until_offers("benefit:disabled-living")
    grades = offer(visit.touch("answer:accept"))
    assert (grades.kind, grades.options[0].title) == ("question", "一级")
    yes_no = KnownVisit(HARDSHIP).until_offers("benefit:disabled-living")
    assert [one.title for one in offer(yes_no.touch("answer:accept")).options] == ["是", "不是"]


def test_what_does_not_fit_says_why() -> None:
    view = offer(against())
    assert (view.kind, view.lead) == ("told", "不需要长期照护。")


@pytest.mark.parametrize(
    ("is_kept", "state"), [(None, "working"), (True, "done"), (False, "failed")]
)
def test_a_registration_is_shown_as_done_only_when_it_is_kept(
    *, is_kept: bool | None, state: str
) -> None:
    visit = registered()
    if is_kept is not None:
        visit.take(OfferKept(1, "benefit:disabled-living", is_kept=is_kept))
    view = offer(visit)
    assert view.kind == "done"
    assert [line.state for line in view.lines] == [state]


def test_the_staffs_pad_shows_digits_as_a_number_and_what_the_door_said() -> None:
    visit = KnownVisit(HARDSHIP).until_offers().touch("on_behalf")
    visit.take(PinJudged(1, "", "locked", 30)).type("47")
    view = offer(visit)
    assert (view.kind, view.digits) == ("pin", 2)
    assert "30" in view.message
    assert LOCKED_OUT in view.message
    visit.take(PinJudged(1, "clerk"))
    assert offer(visit).remark == "现在由工作人员代为登记。"
    assert page(visit).extra is None
