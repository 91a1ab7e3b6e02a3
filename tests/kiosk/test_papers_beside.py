# SPDX-License-Identifier: Apache-2.0
"""The paper beside the questions: every service has one, and it is the one that is printed."""

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest

from certificates.placing import place, value_names
from forms.application import Route
from forms.catalogue import Catalogue, load_catalogue
from forms.decision import Accepted, Answered, Concluded, Decision, FilledIn, Issued, Refused
from forms.masking import masked
from forms.service_item import ServiceItem
from kiosk.paper_drafts import DRAWN, Hall, draft_of, paper_to_come
from kiosk.papers import CANCELLATION_RECEIPT, Filing, form_paper, papers_of, slip_paper
from kiosk.screens.present.sheet import sheet_of
from kiosk.screens.present.sheet_elements import sheet_elements
from kiosk.screens.views import Sheet, SheetElement
from kiosk.session.events import DayKnown
from kiosk.session.session import Session
from kiosk.session.states import State
from tests.kiosk.test_present import words
from tests.kiosk.test_results_on_paper import OLD
from tests.support.applying import CATALOGUE_FOLDER, TODAY, complete, permit
from tests.support.documents import read_text, rendered, unspaced
from tests.support.visits import Visit

DOG: Final = Path(__file__).parents[1] / "support" / "example_service" / "dog-registration"


@pytest.fixture(scope="module")
def dogs(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """A catalogue whose only service gives no licence."""
    folder = tmp_path_factory.mktemp("dogs")
    for name in ("calendar.yaml", "schema.json"):
        shutil.copy(CATALOGUE_FOLDER / name, folder)
    shutil.copytree(DOG, folder / DOG.name)
    return load_catalogue(folder)


def shown(session: Session) -> Sheet:
    return sheet_of(session, words("zh_CN"))


def element(sheet: Sheet, id_: str) -> SheetElement:
    return next(one for one in sheet.elements if one.id == id_)


def deciding(decision: Decision | None, situation: str = "new") -> Session:
    """A visit at the last look, decided so."""
    session = Visit().until_review().session
    certificates = {**session.begun().certificates, OLD.role: OLD}
    application = replace(session.begun(), situation=situation, certificates=certificates)
    return replace(session, application=application, decision=decision, today=TODAY)


def test_a_registration_fills_its_form_from_the_card_on(dogs: Catalogue) -> None:
    visit = Visit(dogs).touch("start").take(DayKnown(TODAY))
    visit.touch("service:dog-registration", "agree")
    before = shown(visit.session)
    assert before.title == "您的申请表"
    assert (before.width, before.height) == (210, 297)
    assert element(before, "rows-1.label").text == "1. 主人："
    assert element(before, "rows-1").mark == "gap"
    visit.session = replace(visit.session, record=Visit().until_guide().session.record)
    after = shown(visit.session)
    assert (element(after, "rows-1").mark, element(after, "rows-1").text) == ("known", "陈秋美")
    assert element(after, "rows-2").mark == "gap", "the telephone is still to be typed"
    assert element(after, "applicant").text == "陈秋美"
    assert {one.id for one in before.elements} == {one.id for one in after.elements}


def test_no_two_elements_of_a_sheet_have_one_name(dogs: Catalogue) -> None:
    session = Visit(dogs).touch("start", "service:dog-registration", "agree").session
    form, slip = shown(session), shown(deciding(Accepted(TODAY)))
    for sheet in (form, slip, shown(deciding(None, "cancel"))):
        names = [one.id for one in sheet.elements]
        assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("decision", "title"),
    [
        (Issued(), "您要领的证"),
        (Accepted(TODAY), "您要领的受理凭证"),
        (Concluded(), "您要领的注销回执"),
        (FilledIn(()), "您的申请表"),
    ],
)
def test_from_the_decision_on_it_is_the_paper_that_is_printed(
    decision: Decision, title: str
) -> None:
    assert shown(deciding(decision)).title == title


def filing_of(session: Session, decision: Decision) -> Filing:
    site = words("zh_CN").site
    item = session.chosen_item()
    authority = site.authority_of(item)
    return Filing(item, session.begun(), decision, "K-1", TODAY, authority, site.machine)


@pytest.mark.parametrize(
    ("decision", "name", "make"),
    [
        (FilledIn(()), "filled_form", form_paper),
        (Accepted(TODAY), "acceptance_slip", slip_paper),
    ],
)
def test_once_on_disk_the_stage_says_word_for_word_what_is_printed(
    decision: Decision, name: str, make: object
) -> None:
    session = replace(deciding(decision), state=State.TAKE, case_number="K-1")
    assert callable(make)
    template = words("zh_CN").papers[name]
    printed = place(template, make(filing_of(session, decision)).values)
    told = "".join(one.text for one in shown(session).elements)
    said = "".join(one.text for one in printed if one.page == 0)
    secrets = (session.begun().applicant.number, session.begun().fields["f_tel"].value)
    for secret in secrets:
        said = said.replace(secret, masked(secret))
        assert secret not in told, "it stands on the paper, not on the glass"
    assert sorted(told) == sorted(said)


def test_a_cancellation_shows_its_receipt_with_the_old_number() -> None:
    session = deciding(None, "cancel")
    sheet = shown(session)
    assert sheet.title == "您要领的注销回执"
    assert any(OLD.number in one.text for one in sheet.elements)
    assert element(sheet, "case_number").mark == "gap"
    assert element(sheet, "headline").mark == "gap", "nothing is cancelled before it is decided"
    assert "promise" not in {one.id for one in sheet.elements}
    assert sheet.promised == 0


def test_only_what_is_filled_in_counts_as_written(dogs: Catalogue) -> None:
    sheet = shown(Visit(dogs).touch("start", "service:dog-registration", "agree").session)
    assert {one.id for one in sheet.elements if one.mark == "known"} == set()
    assert "已写好 0 项" in sheet.description
    assert "养犬登记申请表" in sheet.description


def test_without_its_template_there_is_no_sheet(dogs: Catalogue) -> None:
    session = Visit(dogs).touch("start", "service:dog-registration", "agree").session
    assert sheet_of(session, replace(words("zh_CN"), papers={})).elements == ()


@pytest.mark.parametrize("decision", [None, Refused(())])
def test_before_a_decision_the_situation_and_the_route_say_which_paper(
    decision: Decision | None,
) -> None:
    session = deciding(decision)
    item, application = session.chosen_item(), session.begun()
    plain = replace(application, route=None)
    assert paper_to_come(item, None, decision) == "licence"
    assert paper_to_come(item, plain, decision) == "licence"
    cancelling = replace(plain, situation="cancel")
    assert paper_to_come(item, cancelling, decision) == "cancellation_receipt"
    later = _only_accepted(item, "cancel")
    assert paper_to_come(later, cancelling, decision) == "filled_form"


def _only_accepted(item: ServiceItem, situation: str) -> ServiceItem:
    """The service where a person decides on this situation."""
    situations = tuple(
        replace(one, result=replace(one.result, decided_here=False))
        if one.id == situation
        else one
        for one in item.situations
    )
    return replace(item, situations=situations)


def test_a_certificates_copy_is_drawn_on_its_own_face() -> None:
    answered = Answered.__new__(Answered)
    assert paper_to_come(permit(), None, answered) == "licence"


def test_a_long_entry_goes_on_below_and_is_written_where_it_begins() -> None:
    template = words("zh_CN").papers["filled_form"]
    place_of = "虚构市示例区秋水路18号一层临街南起第三间与秋水菜场西门相邻原供销社门市部旧址"
    placed = place(template, {"rows": (f"经营场所：{place_of}", "一行没有标签")})
    rows = [one for one in sheet_elements(placed, {1}) if one.id.startswith("rows")]
    assert [one.id for one in rows] == ["rows-1.label", "rows-1", "rows-1.2", "rows-2.1"]
    assert rows[1].mark == "gap"
    told = [one for one in sheet_elements(placed) if one.id in {"rows-1", "rows-1.2"}]
    assert "".join(one.text for one in told) == place_of


def test_every_drawn_paper_is_one_of_the_catalogue() -> None:
    papers = words("zh_CN").papers
    assert set(papers) == set(DRAWN)
    hall = Hall("示例局", "K-0001", None)
    for name, paper in papers.items():
        assert "case_number" in value_names(paper), name
    assert draft_of(permit(), None, None, hall).values["service"] == permit().title.zh_CN


@pytest.mark.parametrize("state", [State.ISSUING, State.PRINTING, State.TAKE])
def test_a_cancellation_without_its_old_licence_still_has_its_receipt(state: State) -> None:
    session = replace(deciding(Concluded(), "cancel"), state=state)
    application = replace(session.begun(), certificates={})
    sheet = shown(replace(session, application=application))
    assert sheet.title == "您要领的注销回执"
    assert any("＿＿" in one.text for one in sheet.elements)


def test_what_is_taken_off_a_list_has_a_receipt_that_names_no_licence(dogs: Catalogue) -> None:
    item = dogs.service(DOG.name)
    application = replace(complete(), situation="deregister", certificates={})
    made = Filing(
        item, application, Concluded(), "K-0001-20261123-0001", TODAY, "虚构县公安局", "K-0001"
    )
    (receipt,) = papers_of(made, dogs.calendar)
    assert receipt.must_show == (made.case_number,)
    path = CATALOGUE_FOLDER / "_documents" / "cancellation_receipt.yaml"
    text = unspaced(read_text(rendered(path, receipt.values)))
    assert "这条狗已经不在登记簿上。" in text
    assert "证号" not in text
    hall = Hall("虚构县公安局", "K-0001", TODAY, made.case_number)
    drawn = draft_of(item, application, Concluded(), hall)
    assert drawn.values["headline"] == "已经注销"
    before = draft_of(item, application.with_route(Route.ORDINARY), None, hall)
    assert (before.name, "licence" in before.values) == (CANCELLATION_RECEIPT, False)
