# SPDX-License-Identifier: Apache-2.0
"""Printing one's own certificates on the pure session: shelf, form, last look, failures."""

from dataclasses import replace
from datetime import timedelta

import pytest
import yaml

from certificates.electronic_certificate import UnusableReason
from certificates.template import template_from
from forms.application import Application
from forms.decision import Answered, Refused
from kiosk.screens.present import Words, present
from kiosk.screens.views import (
    FormView,
    IssuingView,
    ReviewView,
    ShelfView,
    StoppedView,
    TakeView,
)
from kiosk.session.copying import GONE, shelf_of
from kiosk.session.effects import FetchCopy, Issue, LookUp, Note, PrintPapers, TellDay
from kiosk.session.events import DayKnown, Failed, IssueAdvanced, LookupEnded, Touched
from kiosk.session.session import Session
from kiosk.session.states import State
from kiosk.session.transitions import step
from tests.kiosk.test_present import words
from tests.support.applying import CATALOGUE_FOLDER, TODAY, card
from tests.support.copy_visits import CASE, COPIES, COPY, FOUND, CopyVisit, own
from tests.support.flow import flow_chart
from tests.support.visits import Visit, licence


def chinese() -> Words:
    """The words with the picture of the copy."""
    path = CATALOGUE_FOLDER / COPIES / "faces" / "licence.yaml"
    face = template_from(yaml.safe_load(path.read_text("utf-8")))
    return replace(words("zh_CN"), faces={COPIES: face})


def shelf_view(session: Session) -> ShelfView:
    view = present(session, chinese()).view
    assert isinstance(view, ShelfView)
    return view


def test_every_kind_of_the_data_is_looked_for_after_consent() -> None:
    visit = CopyVisit()
    visit.touch("start").take(DayKnown(TODAY)).touch(f"service:{COPIES}")
    assert not any(isinstance(effect, LookUp) for effect in visit.effects)
    visit = CopyVisit().until_lookups_of_copies()
    (asked,) = [effect for effect in visit.effects if isinstance(effect, LookUp)]
    rules = visit.session.chosen_item().copies
    assert rules is not None
    assert asked.roles == rules.kinds


def test_the_look_ups_lead_to_the_shelf_and_back() -> None:
    visit = CopyVisit().until_shelf()
    assert visit.at(State.SHELF)
    assert visit.touch("back").at(State.LOOKUPS)


def test_the_shelf_shows_what_counts_first_and_the_others_with_their_reason() -> None:
    held = shelf_of(CopyVisit().until_shelf().session)
    assert [(one.id, one.reason) for one in held] == [
        ("BL-0", None),
        ("HEALTH-0", None),
        ("HYG-0", None),
        ("MAR-0", UnusableReason.ANOTHER_PERSON),
        ("DL-0", UnusableReason.EXPIRED),
    ]


def test_a_card_hides_the_middle_of_the_number_and_tells_nothing_of_somebody_elses() -> None:
    cards = {one.id: one for one in shelf_view(CopyVisit().until_shelf().session).cards}
    assert cards["BL-0"].number == "9243****T04R"
    assert cards["BL-0"].validity == "长期有效"
    assert cards["HEALTH-0"].validity == "有效期到 2026年12月1日"
    assert cards["DL-0"].reason == "查到了，但已经过期，没有使用"
    assert not cards["DL-0"].enabled
    foreign = cards["MAR-0"]
    assert (foreign.name, foreign.number, foreign.issuer) == ("结婚证", "", "")


@pytest.mark.parametrize("id_", ["DL-0", "MAR-0", "BL-1", "", "HEALTH-9"])
def test_what_does_not_count_cannot_be_taken(id_: str) -> None:
    visit = CopyVisit().until_shelf()
    assert visit.touch(f"pick:{id_}").at(State.SHELF)
    assert visit.session.held == ""


def test_nothing_found_says_where_to_go_and_ends_the_visit() -> None:
    visit = CopyVisit().until_shelf({})
    screen = present(visit.session, chinese())
    assert isinstance(screen.view, ShelfView)
    assert "原件" in screen.view.empty
    assert screen.view.cards == ()
    assert screen.forward is not None
    assert screen.forward.act == "leave"
    assert screen.extra is None
    assert visit.touch("again").at(State.SHELF), "everybody has answered"
    assert visit.touch("leave").at(State.FAREWELL)


def test_a_source_that_was_silent_is_asked_again_from_the_shelf() -> None:
    visit = CopyVisit().until_shelf({}, silent="DEED")
    screen = present(visit.session, chinese())
    assert isinstance(screen.view, ShelfView)
    assert (screen.view.note, screen.view.code) == (
        "有 1 处没有答复，可能还有别的证照。",
        "PLATFORM-0301",
    )
    assert screen.forward is not None
    assert screen.forward.act == "again"
    visit.effects.clear()
    assert visit.touch("again").at(State.LOOKUPS)
    (asked,) = [effect for effect in visit.effects if isinstance(effect, LookUp)]
    assert asked.roles == ("DEED",), "what was answered is kept"


def test_beside_what_was_found_asking_again_is_the_quiet_way() -> None:
    screen = present(CopyVisit().until_shelf(silent="DEED").session, chinese())
    assert screen.forward is None
    assert screen.extra is not None
    assert screen.extra.act == "again"


def test_the_form_asks_the_purpose_and_leads_to_the_last_look() -> None:
    visit = CopyVisit().until_copy_form()
    view = present(visit.session, chinese()).view
    assert isinstance(view, FormView)
    assert view.asked_id == "f_purpose"
    assert visit.touch("choose:bank").at(State.FORM)
    view = present(visit.session, chinese()).view
    assert isinstance(view, FormView)
    assert view.asked_id == ""
    assert visit.touch("forward").at(State.REVIEW)
    assert isinstance(visit.effects[-1], TellDay)


def test_another_purpose_is_asked_for_in_words_and_the_period_may_be_changed() -> None:
    visit = CopyVisit().until_copy_form().touch("choose:other").type("办宽带").touch("forward")
    visit.touch("edit:f_days", "choose:d7", "forward")
    decision = visit.session.decision
    assert isinstance(decision, Answered)
    assert decision.wish.mark.zh_CN == "仅供办宽带使用"
    assert decision.wish.valid_to == TODAY + timedelta(days=7)


def test_back_leads_from_the_form_to_the_shelf_and_from_the_last_look_to_the_form() -> None:
    assert CopyVisit().until_copy_form().touch("back").at(State.SHELF)
    visit = CopyVisit().until_copy_review().touch("back")
    assert visit.at(State.FORM)
    assert visit.session.decision is None


def test_another_certificate_begins_another_form() -> None:
    visit = CopyVisit().until_copy_checked()
    visit.session = replace(visit.session, state=State.SHELF)
    visit.touch("pick:HEALTH-0")
    assert visit.session.asked == ()
    assert "f_purpose" not in visit.session.begun().fields


def test_the_last_look_says_for_what_and_until_when_and_draws_the_copy() -> None:
    screen = present(CopyVisit().until_copy_review().session, chinese())
    assert isinstance(screen.view, ReviewView)
    assert "2026年12月23日" in screen.view.headline
    assert screen.view.papers == ("证照复印件",)
    drawn = {one.id: one.text for one in screen.sheet.elements if one.kind == "value"}
    assert "仅供入学报名使用" in drawn["mark"]
    assert drawn["number"] == "9243****T04R"
    assert drawn["last_day"] == "2026年12月23日"
    gaps = present(CopyVisit().until_shelf().session, chinese()).sheet
    assert all(one.mark != "known" for one in gaps.elements)
    until = present(CopyVisit().until_copy_checked("HEALTH-0").session, chinese()).sheet
    assert "2026年12月1日" in {one.text for one in until.elements}


def test_the_period_runs_from_the_day_that_the_hall_tells_last() -> None:
    visit = CopyVisit().until_copy_review()
    visit.take(DayKnown(TODAY + timedelta(days=1)))
    decision = visit.session.decision
    assert isinstance(decision, Answered)
    assert decision.wish.valid_to == TODAY + timedelta(days=31)
    elsewhere = CopyVisit().until_copy_checked().take(DayKnown(TODAY + timedelta(days=1)))
    assert elsewhere.session.decision is None


def test_one_touch_fetches_the_held_certificate_and_commits_nothing_yet() -> None:
    visit = CopyVisit().until_copy_fetched("HEALTH-0")
    assert visit.at(State.ISSUING)
    (asked,) = [effect for effect in visit.effects if isinstance(effect, FetchCopy)]
    assert asked.certificate == FOUND["HEALTH"][0]
    assert asked.decision == visit.session.decision
    assert not any(isinstance(effect, Issue) for effect in visit.effects)
    assert not visit.session.is_committed
    assert "虚健字" not in repr(asked)


def test_what_the_business_holds_is_asked_for_by_its_code() -> None:
    visit = CopyVisit()
    code = "92439900MA0TEXT04R"
    found = {**FOUND, "BL": (own(licence(), holder_code=code),)}
    found["HYG"] = (replace(FOUND["HYG"][0], holder_code=code),)
    visit.until_shelf(found).touch("pick:HYG-0", "choose:school", "forward", "forward")
    (asked,) = [effect for effect in visit.effects if isinstance(effect, FetchCopy)]
    assert asked.asked_code == code


def test_each_line_is_told_when_it_is_true_and_papers_follow_the_commit() -> None:
    visit = CopyVisit().until_copy_fetched()
    states = []
    for line in ("fetched", "checked", "committed"):
        view = present(visit.session, chinese()).view
        assert isinstance(view, IssuingView)
        states.append([one.state for one in view.lines])
        assert not any(isinstance(effect, PrintPapers) for effect in visit.effects)
        visit.take(IssueAdvanced(1, line, CASE if line == "committed" else ""))
    assert states == [
        ["working", "waiting", "waiting"],
        ["done", "working", "waiting"],
        ["done", "done", "working"],
    ]


def test_the_visit_ends_as_answered() -> None:
    visit = CopyVisit().until_copy_taken()
    view = present(visit.session, chinese()).view
    assert isinstance(view, TakeView)
    assert CASE in view.headline
    assert "2026年12月23日" in view.due
    assert view.note == ""
    assert [item.id for item in view.items] == [COPY, "card"]
    visit.touch("taken", "skip")
    notes = [effect for effect in visit.effects if isinstance(effect, Note)]
    assert (notes[-1].event, notes[-1].disposition) == ("session-ended", "answered")
    assert visit.session.application is None
    assert visit.session.held == ""


@pytest.mark.parametrize("code", sorted(GONE))
def test_a_certificate_that_is_gone_leaves_the_shelf_and_another_may_be_taken(
    code: str,
) -> None:
    visit = CopyVisit().until_copy_fetched("BL-0").take(Failed(1, code, "desk"))
    assert visit.at(State.TROUBLE)
    assert visit.touch("retry").at(State.SHELF)
    assert "BL-0" not in {one.id for one in shelf_of(visit.session)}
    assert visit.touch("pick:HEALTH-0").at(State.FORM)


@pytest.mark.parametrize(
    "code", ["PLATFORM-0301", "PLATFORM-0302", "PLATFORM-0323", "DOCUMENT-0621", "STORE-0501"]
)
def test_what_may_pass_is_tried_again_from_the_last_look(code: str) -> None:
    visit = CopyVisit().until_copy_fetched().take(Failed(1, code, "desk"))
    assert visit.at(State.TROUBLE)
    told = present(visit.session, chinese())
    assert told.forward is not None
    assert visit.touch("retry").at(State.REVIEW)
    assert visit.touch("forward").at(State.ISSUING)


def test_after_the_commit_nothing_leads_back() -> None:
    visit = CopyVisit().until_copy_fetched().take(IssueAdvanced(1, "committed", CASE))
    visit.take(Failed(1, "PLATFORM-0322", "desk"))
    trouble = visit.session.trouble
    assert trouble is not None
    assert trouble.retry is None


@pytest.mark.parametrize("reason", ["outdated", "not_mine"])
def test_what_is_said_to_be_wrong_is_neither_drawn_nor_copied_until_taken_back(
    reason: str,
) -> None:
    visit = CopyVisit().until_copy_checked().touch(f"dispute:f_number:{reason}")
    assert visit.session.begun().disputes
    drawn = present(visit.session, chinese()).sheet.elements
    assert {one.mark for one in drawn if one.kind == "value"} == {"gap"}
    while isinstance(asked := present(visit.session, chinese()).view, FormView):
        visit.touch("leave_blank" if asked.asked_id else "forward")
    assert visit.at(State.STOPPED)
    told = present(visit.session, chinese()).view
    assert isinstance(told, StoppedView)
    assert "不打印" in told.reason
    assert not any(isinstance(effect, FetchCopy) for effect in visit.effects)
    assert visit.touch("back").at(State.FORM)
    assert visit.touch("undispute:f_number", "forward").at(State.REVIEW)


def test_a_form_under_other_rules_is_refused_and_leads_back_to_the_form() -> None:
    visit = CopyVisit().until_copy_checked()
    old: Application = replace(visit.session.begun(), catalogue_version="0.9")
    visit.session = replace(visit.session, application=old)
    visit.touch("forward")
    assert visit.at(State.STOPPED)
    assert isinstance(visit.session.decision, Refused)
    assert visit.touch("back").at(State.FORM)


def test_somebody_elses_certificate_is_never_fetched() -> None:
    session = replace(CopyVisit().until_copy_review().session, held="MAR-0")
    with pytest.raises(LookupError, match="somebody else"):
        step(session, Touched("forward"))


def test_a_touch_that_means_nothing_changes_nothing() -> None:
    for session in (
        CopyVisit().until_shelf().session,
        CopyVisit().until_copy_review().session,
        CopyVisit().until_copy_fetched().session,
    ):
        assert step(session, Touched("nonsense")) == (session, ())


@pytest.mark.no_cover
def test_other_services_go_their_own_way() -> None:
    assert Visit().until_guide().at(State.GUIDE)
    assert Visit().until_checked_form().touch("forward").at(State.ROUTE)
    assert Visit().until_review().touch("forward").at(State.ISSUING)
    assert "Shelf -->|pick| Form" in flow_chart()


def test_the_lines_of_the_look_ups_name_the_kinds_as_ones_own() -> None:
    visit = CopyVisit().until_lookups_of_copies()
    visit.take(LookupEnded(1, "HYG", "not_found"))
    lines = {one.id: one.text for one in present(visit.session, chinese()).view.lines}  # type: ignore[union-attr]
    assert lines["HYG"] == "卫生许可证"
    assert card().name not in "".join(lines.values())
