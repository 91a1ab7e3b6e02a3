# SPDX-License-Identifier: Apache-2.0
"""What the pages say of sources, documents and the person check, in both languages."""

from dataclasses import replace

import pytest

from devices.identity.record import Assurance, CardKind, SourceKind
from devices.states import DeviceState, ProbeReport
from forms.identity_need import DocumentKind, IdentityMeans, PersonCheck
from kiosk.person_check import WrongCode
from kiosk.screens.parts import squares_of
from kiosk.screens.present import present
from kiosk.screens.texts import LANGUAGES
from kiosk.screens.views import (
    CardView,
    FormView,
    HomeView,
    LookupsView,
    NoticeView,
    PersonCheckView,
    StaffView,
    TroubleView,
)
from kiosk.session.effects import Note
from kiosk.session.events import (
    CardRead,
    CheckAnswered,
    CheckStarted,
    PinJudged,
    Probed,
    ResendAllowed,
    SourceBack,
    SourceFailed,
)
from kiosk.session.session import Session
from tests.kiosk.test_present import words
from tests.support.applying import card
from tests.support.identities import PHONE, asking_for, confirmed, shown_code, social_card
from tests.support.visits import EQUIPPED, NOON, WAYS, Visit, checked, equipped

SAM, SLOT, CODE = WAYS
FACE = PersonCheck.FACE_SERVICE
BOTH = pytest.mark.parametrize("language", LANGUAGES)


def view_of(session: Session, language: str = "zh_CN") -> object:
    return present(replace(session, language=language), words(language)).view


def test_a_service_that_cannot_be_given_here_leads_to_the_window_with_the_reason() -> None:
    for means, reason in (
        (IdentityMeans(WAYS), "核对"),
        (IdentityMeans((SLOT,), FACE), "证件"),
    ):
        session = Visit(asking_for(FACE), means).touch("start").session
        view = view_of(session)
        assert isinstance(view, HomeView)
        tile = view.services[0]
        assert not tile.enabled
        assert tile.detail.startswith("请到窗口办理：")
        assert reason in tile.detail
    offered = view_of(Visit().touch("start").session)
    assert isinstance(offered, HomeView)
    assert offered.services[0].enabled


def test_home_leads_whoever_promised_papers_to_their_cases_where_these_can_be_asked() -> None:
    for means, is_offered in ((IdentityMeans(WAYS), True), (IdentityMeans(()), False)):
        session = Visit(asking_for(FACE), means).touch("start").session
        screen = present(session, words("zh_CN"))
        view, extra = screen.view, screen.extra
        assert isinstance(view, HomeView)
        assert (extra is not None) is is_offered
        assert ("补交" in view.note) is is_offered
        assert extra is None or f"“{extra.label}”" in view.note


def test_the_notice_names_the_sources_and_the_check() -> None:
    usual = view_of(Visit().touch("start", "service:hygiene-permit").session)
    assert isinstance(usual, NoticeView)
    assert [item.id for item in usual.items] == ["card", "library", "kept"]
    several = view_of(equipped().touch("start", "service:hygiene-permit").session)
    assert isinstance(several, NoticeView)
    assert [item.id for item in several.items] == ["ways", "library", "kept"]
    assert "身份证件或手机上的身份码" in several.items[0].detail
    for method in (PersonCheck.PHONE_CODE, FACE):
        view = view_of(checked(method).touch("start", "service:hygiene-permit").session)
        assert isinstance(view, NoticeView)
        assert view.items[1].id == method.value


def test_with_only_the_reader_the_card_page_is_as_it_was() -> None:
    view = view_of(Visit().until_card().session)
    assert isinstance(view, CardView)
    assert (view.ways, view.note, view.message) == ((), "", "")
    assert "身份证" in view.title


@BOTH
def test_every_way_that_the_service_accepts_has_its_picture(language: str) -> None:
    every = Visit(asking_for(PersonCheck.NONE, *Assurance), IdentityMeans(WAYS)).until_card()
    view = view_of(every.session, language)
    assert isinstance(view, CardView)
    assert [way.picture for way in view.ways] == [way.value for way in WAYS]
    assert all(way.enabled and way.title and way.detail for way in view.ways)


@BOTH
def test_a_way_that_is_back_is_shown_again_and_noted(language: str) -> None:
    well = ProbeReport("scanner", DeviceState.ONLINE)
    away = replace(well, state=DeviceState.NO_DEVICE, code="SCANNER-1101")
    reports = tuple(away if one.device == "scanner" else one for one in EQUIPPED)
    told = equipped().until_card().take(SourceFailed(1, CODE, "SCANNER-1101"))
    told.take(Probed(reports, NOON)).take(SourceBack(1, CODE, well))
    view = view_of(told.session, language)
    assert isinstance(view, CardView)
    assert all(way.enabled for way in view.ways)
    assert view.note == ""
    assert Note("fault-cleared", code="SCANNER-1101") in told.effects


@BOTH
def test_what_does_not_work_is_named_small_with_its_code(language: str) -> None:
    told = equipped().until_card().take(SourceFailed(1, CODE, "SCANNER-1101"))
    view = view_of(told.session, language)
    assert isinstance(view, CardView)
    assert [way.enabled for way in view.ways] == [True, False]
    assert "SCANNER-1101" in view.note
    gone = tuple(
        replace(one, state=DeviceState.NO_DEVICE, code="READER-0101")
        if one.device == "reader"
        else one
        for one in EQUIPPED
    )
    probed = equipped().take(Probed(gone, NOON)).until_card()
    known = view_of(probed.session, language)
    assert isinstance(known, CardView)
    assert [way.enabled for way in known.ways] == [False, True]
    assert "READER-0101" in known.note


@BOTH
def test_a_refused_document_hears_what_does(language: str) -> None:
    texts = words(language)
    visit = equipped().until_card().take(CardRead(1, social_card()))
    view = view_of(visit.session, language)
    assert isinstance(view, TroubleView)
    for name in ("resident", "foreign_2023", "hmt", "qr_token"):
        assert texts(f"document.{name}") in view.next_step
    assert texts("document.social_security") not in view.next_step
    assert view.next_step.count(texts("document.foreign_2023")) == 1
    every = asking_for(PersonCheck.NONE, Assurance.STORED_DATA)
    stored = Visit(every, IdentityMeans(WAYS)).until_card().take(CardRead(1, card()))
    told = view_of(stored.session, language)
    assert isinstance(told, TroubleView)
    assert texts("document.social_security") in told.next_step


def test_without_a_service_a_refusal_has_its_own_words() -> None:
    session = equipped().until_card().take(CardRead(1, social_card())).session
    view = view_of(replace(session, item=None))
    assert isinstance(view, TroubleView)
    assert view.next_step == words("zh_CN").fault("CARD-0209")[1]


@pytest.mark.parametrize("kind", sorted(CardKind))
@BOTH
def test_the_look_ups_name_the_document_that_was_read(kind: CardKind, language: str) -> None:
    every = asking_for(PersonCheck.NONE, *Assurance)
    record = replace(card(), kind=kind)
    session = Visit(every, IdentityMeans(WAYS)).until_lookups(record).session
    view = view_of(session, language)
    assert isinstance(view, LookupsView)
    assert view.lines[0].text == words(language)(f"known.{DocumentKind.of(kind).value}")


def test_the_look_ups_say_that_a_code_was_checked_and_the_person_too() -> None:
    view = view_of(equipped().until_lookups(shown_code()).session)
    assert isinstance(view, LookupsView)
    assert (view.lines[0].text, "手机" in view.lines[0].detail) == ("身份码", True)
    visit = checked().until_code().take(CheckAnswered(1, 1, confirmed()))
    told = view_of(visit.session)
    assert isinstance(told, LookupsView)
    assert [line.id for line in told.lines[:2]] == ["card", "person_check"]
    unchecked = view_of(Visit().until_lookups().session)
    assert isinstance(unchecked, LookupsView)
    assert "person_check" not in [line.id for line in unchecked.lines]


def test_the_form_says_from_which_document_a_value_is() -> None:
    session = Visit().until_checked_form().session
    application = session.begun()
    assert application.proof is not None
    proof = replace(application.proof, source=SourceKind.QR_TOKEN)
    for known, name in ((application.proof, "身份证"), (proof, "身份码"), (None, "身份证")):
        shown = replace(session, application=replace(application, proof=known))
        view = view_of(shown)
        assert isinstance(view, FormView)
        chips = {row.chip.text for row in view.rows if row.chip.kind == "card"}
        assert chips == {name}


@BOTH
def test_the_code_page_says_where_it_went_and_how_many_tries_are_left(language: str) -> None:
    visit = checked().until_code()
    first = present(replace(visit.session, language=language), words(language))
    assert isinstance(first.view, PersonCheckView)
    assert (first.view.kind, first.view.error) == ("code", "")
    assert PHONE in first.view.hint
    assert first.forward is not None
    assert first.extra is not None
    assert (first.forward.enabled, first.extra.act) == (False, "no_code")
    visit.type("123456").touch("forward").take(CheckAnswered(1, 1, WrongCode(2)))
    visit.type("1234").take(ResendAllowed(1, 1))
    again = present(replace(visit.session, language=language), words(language))
    assert isinstance(again.view, PersonCheckView)
    assert "2" in again.view.error
    assert again.forward is not None
    assert again.extra is not None
    assert (again.forward.enabled, again.extra.act) == (True, "resend")


def test_a_wait_has_only_the_way_out_and_claims_nothing() -> None:
    face = checked(FACE).until_check()
    scan = checked(FACE).until_check().take(CheckStarted(1, 1, url="https://f.example/1"))
    for visit, kind in (
        (checked().until_check(), "wait"),
        (checked().until_code().type("123456").touch("forward"), "wait"),
        (face, "wait"),
        (checked(FACE).until_check().take(CheckStarted(1, 1)), "look"),
        (scan, "scan"),
    ):
        screen = present(visit.session, words("zh_CN"))
        assert isinstance(screen.view, PersonCheckView)
        assert screen.view.kind == kind
        assert bool(screen.view.squares) == (kind == "scan")
        assert screen.forward is screen.extra is None
        assert screen.back is not None
        assert screen.back.act == "leave"
        assert [line.state for line in screen.view.lines] == ["working"]


def test_a_code_to_scan_has_its_quiet_modules() -> None:
    assert squares_of(((True, False), (False, True))) == ("M4 4h1v1h-1zM5 5h1v1h-1z", 10)


def test_staff_sees_every_device_that_there_is() -> None:
    visit = (
        equipped()
        .touch("staff_door")
        .type("7")
        .touch("forward")
        .take(PinJudged(1, "clerk", number="7"))
    )
    view = view_of(visit.session)
    assert isinstance(view, StaffView)
    assert {row.id for row in view.devices} == {
        *("store", "reader", "card_slot", "scanner", "person_check", "printer", "platform"),
        "services",
    }
    usual = (
        Visit()
        .touch("staff_door")
        .type("7")
        .touch("forward")
        .take(PinJudged(1, "clerk", number="7"))
    )
    told = view_of(usual.session)
    assert isinstance(told, StaffView)
    assert {row.id for row in told.devices} == {
        *("store", "reader", "printer", "platform", "services"),
    }
