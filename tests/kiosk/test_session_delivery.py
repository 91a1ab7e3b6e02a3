# SPDX-License-Identifier: Apache-2.0
"""Delivery on the glass: chosen in the form, asked where to, looked over, told at the tray."""

from dataclasses import replace
from functools import cache

import pytest

from certificates.rendering.qr_drawing import qr_matrix
from certificates.template import template_from
from config.faults import load_faults
from forms.application import Application
from forms.delivery import delivery_plan
from forms.handling import Delivery, KioskLevel
from forms.service_list import load_lists
from kiosk.app import CATALOGUE, templates_of
from kiosk.screens.parts import squares_of
from kiosk.screens.present import Words, present
from kiosk.screens.present.reviewing import papers_to_come, way_of
from kiosk.screens.present.words import Site
from kiosk.screens.texts import LANGUAGES, Texts
from kiosk.screens.views import BoardView, FormView, NoticeView, ReviewView, TakeView
from kiosk.session.events import Issued, PaperEnded, SealShown, Signed
from kiosk.session.session import Session
from kiosk.session.states import State
from tests.support.applying import PREMISES, shipped
from tests.support.visits import STROKES, Visit


@cache
def words(language: str) -> Words:
    """The words of a hall without a telephone."""
    site = Site("K-0001", "虚构市示例区卫生健康局", "", "", is_sample=True)
    faces = {
        name.removesuffix("/licence"): template_from(template)
        for name, template in templates_of(CATALOGUE, shipped()).items()
        if name.endswith("/licence")
    }
    return Words(Texts(language), load_faults(), site, faces)


def form_of(visit: Visit, language: str = "zh_CN") -> FormView:
    view = present(visit.session, words(language)).view
    assert isinstance(view, FormView)
    return view


def rows_of(visit: Visit) -> dict[str, str]:
    return {row.id: row.value for row in form_of(visit).rows}


def reviewed(visit: Visit, route: str = "promise") -> Visit:
    """Sign and decide what stands in the form."""
    visit.touch("forward", f"route:{route}")
    visit.touch("letter_end", "forward") if route == "promise" else visit.touch(
        "route:handed_in"
    )
    return visit.take(Signed(STROKES)).touch("forward")


def posting() -> Visit:
    return Visit().until_checked_form().touch("edit:f_deliver", "choose:post")


def begun(session: Session) -> Application:
    assert session.application is not None
    return session.application


def test_the_usual_way_is_printing_and_needs_no_touch() -> None:
    visit = Visit().until_checked_form()
    assert rows_of(visit)["f_deliver"] == "现场打印"
    assert not any(id_.startswith("f_post") for id_ in rows_of(visit))
    reviewed(visit)
    assert way_of(visit.session) is Delivery.PRINT
    view = present(visit.session, words("zh_CN")).view
    assert isinstance(view, ReviewView)
    assert "领取方式" not in {row.label for row in view.rows}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_shows_every_way_with_what_it_means(language: str) -> None:
    visit = Visit().until_checked_form().touch("edit:f_deliver")
    view = form_of(visit, language)
    assert [one.id for one in view.options] == ["print_here", "post", "window"]
    assert all(one.detail for one in view.options)
    assert [one.chosen for one in view.options] == [True, False, False]


def test_the_post_asks_where_to_and_takes_the_rest_from_the_form() -> None:
    visit = posting()
    assert form_of(visit).asked_id == "f_post_to"
    visit.touch("choose:premises")
    rows = rows_of(visit)
    assert rows["f_post_addr"] == PREMISES
    assert rows["f_post_name"] == "陈秋美"
    assert "*" in rows["f_post_tel"]
    visit.touch("edit:f_post_to", "choose:other")
    assert form_of(visit).asked_id == "f_post_other"
    visit.type("我家").touch("forward")
    assert form_of(visit).error
    visit.touch("back")
    assert visit.at(State.FORM)


def test_a_way_that_is_not_offered_cannot_be_chosen() -> None:
    visit = Visit().until_checked_form().touch("edit:f_deliver", "choose:by_air")
    assert form_of(visit).asked_id == "f_deliver"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_last_look_names_the_address_and_no_printed_licence(language: str) -> None:
    visit = reviewed(posting().touch("choose:premises"))
    view = present(visit.session, words(language)).view
    assert isinstance(view, ReviewView)
    assert PREMISES in view.rows[-1].value
    assert papers_to_come(visit.session) == ("promise_letter", "receipt")
    assert ("邮寄给您" if language == "zh_CN" else "posted to you") in view.headline


def test_the_last_look_at_what_waits_names_the_slip() -> None:
    visit = Visit().until_checked_form().touch("edit:f_deliver", "choose:window")
    reviewed(visit)
    assert papers_to_come(visit.session) == ("pickup_slip", "promise_letter", "receipt")
    view = present(visit.session, words("zh_CN")).view
    assert isinstance(view, ReviewView)
    assert view.rows[-1].value == "窗口领取"


def taken(visit: Visit, *names: str) -> TakeView:
    """Let the papers come out."""
    visit.touch("forward")
    number = visit.session.visit
    sheets = tuple(1 for _ in names)
    visit.take(Issued(number, "K-0001-1", "N1", names, sheets), SealShown(number))
    visit.take(*(PaperEnded(number, name, delivered=True) for name in names))
    view = present(visit.session, words("zh_CN")).view
    assert isinstance(view, TakeView)
    return view


def test_at_the_tray_it_is_told_how_the_licence_comes() -> None:
    sent = taken(reviewed(posting().touch("choose:premises")), "promise_letter", "receipt")
    assert f"证照会寄到：{PREMISES}" in sent.note
    waits = Visit().until_checked_form().touch("edit:f_deliver", "choose:window")
    told = taken(reviewed(waits), "pickup_slip", "promise_letter", "receipt")
    assert "凭领取单上的领取码" in told.note
    later = reviewed(Visit().until_checked_form(), "ordinary")
    assert "批准以后，凭受理单上的领取码" in taken(later, "acceptance_slip").note
    mailed = reviewed(posting().touch("choose:premises"), "ordinary")
    assert f"批准以后，证照会寄到：{PREMISES}" in taken(mailed, "acceptance_slip").note


def test_what_is_decided_is_delivered_as_the_screen_said() -> None:
    visit = reviewed(posting().touch("choose:premises"))
    decision = visit.session.decision
    assert decision is not None
    plan = delivery_plan(visit.session.chosen_item(), begun(visit.session), decision)
    assert plan is not None
    assert plan.address is not None
    assert plan.address.address == PREMISES


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_board_says_how_many_papers_need_not_be_brought(language: str) -> None:
    view = present(Visit().until_board().session, words(language)).view
    assert isinstance(view, BoardView)
    spared = sum(row.chip.kind in {"card", "called", "generated"} for row in view.rows)
    assert spared >= 3
    said = f"{spared} 项不用您带来" if language == "zh_CN" else f"not have to bring {spared}"
    assert said in view.totals


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_service_that_goes_on_on_the_phone_shows_its_code(language: str) -> None:
    urls = load_lists(CATALOGUE).phone_urls
    catalogue = replace(shipped(), phone_urls=urls)
    visit = Visit(catalogue).touch("start", "service:individual-business")
    view = present(visit.session, words(language)).view
    assert isinstance(view, NoticeView)
    assert view.squares == squares_of(qr_matrix(urls["individual-business"]))[0]
    assert view.phone
    other = Visit(catalogue).touch("start", "service:hygiene-permit")
    plain = present(other.session, words(language)).view
    assert isinstance(plain, NoticeView)
    assert (plain.squares, plain.phone) == ("", "")


def test_a_village_offers_what_is_for_villages_alone() -> None:
    village = shipped().at_level(KioskLevel.VILLAGE)
    visit = Visit(village).touch("start", "service:hygiene-permit")
    assert visit.at(State.HOME), "what is not offered here cannot be chosen"
    assert Visit(village).touch("start", "service:individual-business").at(State.NOTICE)
