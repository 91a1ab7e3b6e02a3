# SPDX-License-Identifier: Apache-2.0
"""A licence that nobody could look up: form, slip and wire say who does it, and by what."""

from pathlib import Path

import pytest

from forms.application import Application, Route
from forms.field_values import Answer, Source
from kiosk.filing import kept_from
from kiosk.outgoing_letters import submission_of
from kiosk.paper_drafts import Hall, draft_of
from kiosk.papers import FILLED_FORM, Filing, form_paper, slip_paper
from kiosk.store.records import OutboxMessage
from kiosk.sync.case_desk_values import NamedValue, Submission
from tests.forms.test_platform_away import HYGIENE, cases, decided
from tests.support.applying import TODAY, business_licence, permit
from tests.support.store_samples import opened, sample_case

CASE = "K-0001-20261123-0001"
HALL = Hall("示例市行政审批服务局", "K-0001", TODAY)
WAITS = ("单位名称", "统一社会信用代码", "经营场所地址", "单位性质")
BY_NUMBER = "由受理机关按申请人的证件号码查询后填写"


def filing(route: Route) -> Filing:
    application = next(cases(HYGIENE, "new")).with_route(route)
    decision = decided(application, route)
    return Filing(permit(), application, decision, CASE, TODAY, HALL.authority, HALL.machine)


@pytest.mark.parametrize("name", WAITS)
def test_no_line_of_the_printed_form_stands_empty(name: str) -> None:
    """Whoever takes it in at the window sees that the line is theirs to fill."""
    told = f"{name}：查到证照以后由受理机关填写"
    assert told in form_paper(filing(Route.WINDOW)).values["rows"]


def test_the_form_on_the_glass_says_the_same_before_the_decision() -> None:
    by_window = filing(Route.WINDOW).application
    draft = draft_of(permit(), by_window, None, HALL)
    assert draft.name == FILLED_FORM
    rows = draft.values["rows"]
    assert {row.partition("：")[0] for row in rows if "查到证照以后" in row} == set(WAITS)
    assert not draft.open_rows, "nothing of it is for the citizen to fill"


def test_with_the_licence_there_the_form_has_no_such_line() -> None:
    found = next(cases(HYGIENE, "new", business_licence())).with_route(Route.WINDOW)
    rows = form_paper(replace_in(filing(Route.WINDOW), found)).values["rows"]
    assert not [row for row in rows if "查到证照以后" in row]


def replace_in(before: Filing, application: Application) -> Filing:
    item, decision = before.item, before.decision
    return Filing(item, application, decision, CASE, TODAY, HALL.authority, HALL.machine)


def test_the_slip_says_that_the_number_on_the_card_is_enough() -> None:
    notes = "".join(slip_paper(filing(Route.PROMISE)).values["notes"])
    assert BY_NUMBER in notes
    assert "申请人不用再填" in notes


def told_to_the_desk(folder: Path, application: Application) -> Submission:
    kept = kept_from(application, (), ())
    message = OutboxMessage(f"case/{CASE}", "case-submitted", kept)
    with opened(folder) as store:
        store.submit_case(sample_case(CASE, form=kept, outbox=message, papers=()))
        (due, *_) = store.outbox.due()
        return submission_of(store, due)


def test_the_desk_hears_what_was_not_looked_up_and_which_shop_is_meant(tmp_path: Path) -> None:
    """With the holder's number that is all it needs; nothing else stands for the licence."""
    which = Answer("明月理发店", Source.TYPED)
    named = next(cases(HYGIENE, "new")).with_field("f_which", which)
    case = told_to_the_desk(tmp_path, named)
    assert case.holder.number == named.applicant.number
    assert NamedValue("look-up-BL", "unreachable", "look_up") in case.values
    assert NamedValue("f_which", which.value, "typed") in case.values
    assert "f_uscc" not in {one.name for one in case.values}


def test_of_what_the_library_answered_the_desk_hears_no_such_thing(tmp_path: Path) -> None:
    found = next(cases(HYGIENE, "new", business_licence(), word="not_found"))
    sources = {one.source for one in told_to_the_desk(tmp_path, found).values}
    assert "look_up" not in sources
