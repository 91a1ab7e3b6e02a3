# SPDX-License-Identifier: Apache-2.0
"""“This is wrong” of what no certificate says: a base's value, an earlier paper, a proof."""

from dataclasses import replace

import pytest

from forms.base_data import Base
from forms.dispute import DisputeReason
from forms.dispute_rules import dispute_of
from forms.facts import facts_now
from forms.field_values import Source
from forms.material import Supply, supply_materials
from forms.promise import route_offer
from kiosk.correction_slip import slip_values
from kiosk.journal_events import load_events
from kiosk.screens.present import present
from kiosk.screens.texts import LANGUAGES
from kiosk.screens.views import BoardRow, BoardView, FormRow, FormView
from kiosk.session.effects import Note
from kiosk.session.forming import asked_field
from kiosk.session.materials import papers_offered
from kiosk.session.session import Session
from kiosk.session.states import State
from tests.kiosk.test_present import words
from tests.support.applying import permit, shipped
from tests.support.disputing import choice
from tests.support.materials import PLAN
from tests.support.record_visits import (
    PHONE,
    PLAN_ROLE,
    REPORT_ROLE,
    known_form,
    other_plan,
    supplied,
)
from tests.support.visits import Visit

MINE = "13800000000"
WRONG = "dispute:f_tel:outdated"


def form_row(session: Session, id_: str, language: str = "zh_CN") -> FormRow:
    view = present(replace(session, language=language), words(language)).view
    assert isinstance(view, FormView)
    return next(row for row in view.rows if row.id == id_)


def board_row(session: Session, id_: str, language: str = "zh_CN") -> BoardRow:
    view = present(replace(session, language=language), words(language)).view
    assert isinstance(view, BoardView)
    return next(row for row in view.rows if row.id == id_)


def entries(visit: Visit) -> tuple[str, ...]:
    application = visit.session.begun()
    found = slip_values(visit.session.chosen_item(), application)["entries"]
    assert isinstance(found, tuple)
    return found


def supply_of(visit: Visit, material: str) -> Supply:
    rows = supply_materials(visit.session.chosen_item(), visit.session.begun())
    return next(row.supply for row in rows if row.material.id == material)


def again_at_the_board(visit: Visit) -> None:
    """Back to the last question, and another answer to it."""
    for _ in range(12):
        if visit.session.state is State.GUIDE:
            break
        visit.touch("back")
    visit.touch("answer:none")
    assert visit.at(State.BOARD)


def last_note(visit: Visit) -> Note:
    return [one for one in visit.effects if isinstance(one, Note)][-1]


# -- what a base says ------------------------------------------------------------------------


def test_a_number_of_the_register_is_not_edited_but_said_to_be_wrong() -> None:
    visit = known_form()
    assert visit.session.begun().fields["f_tel"].source is Source.BASE_DATA
    assert form_row(visit.session, "f_tel").act == "dispute"
    before = visit.session
    assert visit.touch("edit:f_tel").session == before
    visit.touch(WRONG)
    asked = asked_field(visit.session)
    assert asked is not None
    assert asked.id == "f_tel"
    visit.type(MINE).touch("forward")
    answer = visit.session.begun().fields["f_tel"]
    assert (answer.value, answer.source) == (MINE, Source.TYPED)


def test_the_slip_names_the_register_and_who_keeps_it_and_hides_the_number() -> None:
    visit = known_form().touch(WRONG).type(MINE).touch("forward")
    assert entries(visit) == (
        "（一）人口基础信息库",
        "登记的“联系电话”：1540***0001",
        "申请人说：已经变了。",
        f"申请人填的正确内容：{MINE}",
        "请核对的机关：公安机关（户籍部门）",
    )
    assert last_note(visit).event == "value-disputed"
    assert dict(last_note(visit).facts) == {"role": "population", "field": "f_tel"}
    assert PHONE not in repr(last_note(visit))


def test_back_and_right_after_all_bring_the_register_back() -> None:
    visit = known_form()
    before = visit.session
    assert visit.touch(WRONG).type("1").touch("back").session == before
    visit.touch(WRONG).type(MINE).touch("forward", "undispute:f_tel")
    assert visit.session.begun() == before.begun()


def test_a_misspelt_number_is_not_shown_in_full_to_be_mended() -> None:
    """Whose number the register has nobody knows; the form shows it masked."""
    visit = known_form().touch("dispute:f_tel:misspelt")
    assert visit.session.entry == ""
    view = present(visit.session, words("zh_CN")).view
    assert isinstance(view, FormView)
    assert PHONE not in str(view)
    assert "1540***0001" in view.why


def test_what_the_register_says_otherwise_still_closes_what_it_closed() -> None:
    """A wrong telephone number makes nobody's bad credit unknown."""
    visit = known_form(credit_flag=True).touch("dispute:f_tel:not_mine")
    application = visit.session.begun()
    assert facts_now(permit(), application)["credit_flag"] is True
    assert not route_offer(permit(), application).is_promise_open
    assert "这个库里登记的信息这次都没有使用。" in "".join(entries(visit))


def test_on_the_way_back_through_the_questions_it_is_still_wrong() -> None:
    visit = known_form().touch(WRONG).type(MINE).touch("forward")
    again_at_the_board(visit)
    application = visit.session.begun()
    assert [one.subject for one in application.disputes] == ["f_tel"]
    assert application.fields["f_tel"].value == MINE
    fact = application.base_facts["own_phone"]
    other = replace(visit.session, bases=tuple(
        replace(line, facts=tuple(
            replace(one, value="15400000009") if one == fact else one for one in line.facts
        ))
        for line in visit.session.bases
    ))  # fmt: skip
    visit.session = other
    again_at_the_board(visit)
    assert visit.session.begun().disputes == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_row_says_who_said_it_and_who_checks_it(language: str) -> None:
    visit = known_form().touch(WRONG).type(MINE).touch("forward")
    row = form_row(visit.session, "f_tel", language)
    assert (row.chip.kind, row.act) == ("disputed", "amend")
    assert words(language)("base.population") in row.chip.explanation
    told = {"zh_CN": "登记的机关", "en": "the office that keeps it"}
    assert told[language] in row.chip.explanation


@pytest.mark.parametrize("base", Base)
def test_every_base_has_an_office_that_is_asked(base: Base) -> None:
    (office,) = [one for one in shipped().record_offices if one.record == base.value]
    assert office.office.zh_CN
    assert office.name.zh_CN


def test_where_nobody_is_named_the_slip_says_so() -> None:
    visit = known_form()
    catalogue = replace(visit.session.catalogue, record_offices=())
    visit.session = replace(visit.session, catalogue=catalogue)
    assert "请核对的机关：登记机关（没有写明）" in entries(visit.touch(WRONG))


# -- an earlier paper, a proof ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("material", "role", "number", "office"),
    [
        ("M5", PLAN_ROLE, "MAT-2026-000001", "材料库管理单位（政务服务管理部门）"),
        ("M9", REPORT_ROLE, "T-1", "疾病预防控制中心"),
    ],
)
def test_a_paper_that_is_wrong_supplies_nothing_and_its_keeper_is_asked(
    material: str, role: str, number: str, office: str
) -> None:
    visit, supply = supplied(), Supply(role.partition("-")[0])
    assert supply_of(visit, material) is supply
    row = board_row(visit.session, material)
    assert (row.act, row.subject) == ("dispute", role)
    visit.touch(f"dispute:{role}:outdated")
    assert supply_of(visit, material) is Supply.PROMISED
    text = "\n".join(entries(visit))
    assert f"（材料编号{number}）" in text
    assert "申请人说：已经变了。这份材料这次没有使用。" in text
    assert f"请核对的机关：{office}" in text
    assert "正确" not in text
    note = last_note(visit)
    assert dict(note.facts) == {"role": role, "field": ""}
    load_events()[note.event].check(note.disposition, dict(note.facts))


@pytest.mark.parametrize(("material", "role"), [("M5", PLAN_ROLE), ("M9", REPORT_ROLE)])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_board_says_what_is_wrong_and_one_touch_takes_it_back(
    material: str, role: str, language: str
) -> None:
    visit = supplied()
    before = visit.session
    visit.touch(f"dispute:{role}:not_mine")
    row = board_row(visit.session, material, language)
    assert (row.act, row.use) == ("undispute", "")
    names = {"M5": PLAN.name, "M9": permit().material("M9").title.zh_CN}
    assert names[material] in row.plain
    assert visit.touch(f"undispute:{row.subject}").session.begun() == before.begun()


def test_a_wrong_paper_stays_out_when_news_come_and_on_the_way_back() -> None:
    visit = supplied().touch(f"dispute:{PLAN_ROLE}:outdated", "back", "answer:renew")
    assert supply_of(visit, "M5") is Supply.PROMISED
    assert supply_of(visit, "M9") is Supply.ISSUED_ONLINE
    assert [one.number for one in visit.session.begun().disputes] == ["MAT-2026-000001"]


def test_another_paper_that_is_on_file_may_be_used_instead() -> None:
    visit = other_plan()
    visit.touch(f"dispute:{PLAN_ROLE}:outdated")
    (offered,) = papers_offered(visit.session).values()
    assert getattr(offered, "identifier", "") == "MAT-0"


def test_what_is_not_used_cannot_be_said_to_be_wrong() -> None:
    application = replace(supplied().session.begun(), reused={}, issued={})
    for role in (PLAN_ROLE, REPORT_ROLE, "reused-M7"):
        assert dispute_of(permit(), application, role, choice(DisputeReason.OTHER)) is None


def test_a_proof_without_an_office_of_its_own_names_the_keeper_of_papers() -> None:
    application = supplied().session.begun()
    bare = replace(
        permit(), materials=tuple(replace(one, online=None) for one in permit().materials)
    )
    made = dispute_of(
        bare,
        application,
        REPORT_ROLE,
        choice(DisputeReason.OTHER),
        offices=shipped().record_offices,
    )
    assert made is not None
    assert made.authority == "材料库管理单位（政务服务管理部门）"
