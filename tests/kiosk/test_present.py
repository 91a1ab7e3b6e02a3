# SPDX-License-Identifier: Apache-2.0
"""Every page of a visit in both languages: no text is missing, none that is needed is empty."""

from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any

import pytest

from certificates.template import template_from
from config.faults import load_faults
from forms.decision import Refused
from forms.masking import masked
from kiosk.app import CATALOGUE, templates_of
from kiosk.paper_drafts import DRAWN
from kiosk.screens.present import Words, present
from kiosk.screens.present.words import Site
from kiosk.screens.session_model import plain
from kiosk.screens.texts import LANGUAGES, Texts
from kiosk.screens.views import (
    Button,
    Choice,
    FormView,
    LetterView,
    OutOfServiceView,
    PrintingView,
    Screen,
    StoppedView,
    TakeView,
    TroubleView,
)
from kiosk.session.events import PaperAdvanced, Probed
from kiosk.session.session import Session, Trouble
from kiosk.session.staff_desk import StaffDesk
from kiosk.session.states import STEP, State
from tests.support.applying import card, shipped
from tests.support.visits import GOOD, NOON, Visit, bad, sessions

MAY_BE_EMPTY = {
    "CasesView": {"help", "cards", "empty", "note", "code"},
    "CaseView": {"remark", "acts", "code"},
    "CaseRow": {"label"},
    "AppealView": {"lead", "remark", "options", "rows"},
    "CorrectionView": {"remark", "options"},
    "ShelfView": {"help", "cards", "empty", "note", "code"},
    "CertificateCard": {"number", "issuer", "validity", "reason"},
    "AttractView": {"hint"},
    "LicenceCheckView": {
        "hint",
        "message",
        "picture",
        "reason",
        "face",
        "next_step",
        "note",
        "code",
    },
    "NoticeView": {"squares", "phone"},
    "CardView": {"message", "ways", "note"},
    "PersonCheckView": {"hint", "error", "note", "lines", "squares"},
    "GuideView": {"unit", "error", "options", "help"},
    "LookupsView": {"note", "code"},
    "BoardRow": {"told", "use", "subject", "act"},
    "ReviewView": {"reasons"},
    "FormView": {
        "asked_id",
        "asked_kind",
        "why",
        "unit",
        "error",
        "options",
        "rows",
        "progress",
        "reasons",
        "still",
        "latest",
        "trail",
        "elsewhere",
    },
    "FormRow": {"act"},
    "RouteOption": {"term", "reason"},
    "SignView": {"error"},
    "PrintingView": {"message", "code"},
    "TakeView": {"due", "note", "reminder"},
    "OutOfServiceView": {"message", "since", "code", "checked", "nearest", "mend", "more"},
    "OffersView": {"lead", "remark", "options", "lines", "message"},
    "StaffPinView": {"lead", "message"},
    "PauseView": {"message"},
    "Help": {"away"},
    "StaffView": {"counters"},
    "StaffTaskView": {
        "lead",
        "rows",
        "acts",
        "code",
        "picture",
        "keys",
        "error",
        "unit",
        "pages",
    },
    "SettingRow": {"mark"},
    "DeviceRow": {"checked", "detail", "action", "code", "picture"},
    "Choice": {"detail", "picture"},
    "Chip": {"explanation"},
    "Line": {"detail"},
    "Button": {"value"},
}
"""Fields of a view that may be empty; every other text must say something."""


@cache
def words(language: str) -> Words:
    """The words of the shipped catalogue."""
    templates = templates_of(CATALOGUE, shipped())
    faces = {"hygiene-permit": template_from(templates["hygiene-permit/licence"])}
    site = Site("K-0001", "示例市卫生健康局", "0000-12345", "3 号窗口", is_sample=True)
    papers = {name: template_from(templates[name]) for name in DRAWN}
    return Words(Texts(language), load_faults(), site, faces, papers)


def empty_texts(value: object, place: str = "") -> list[str]:
    """Where a text that is needed is empty, as ``View.field``."""
    if isinstance(value, tuple):
        return [found for part in value for found in empty_texts(part, place)]
    if not is_dataclass(value):
        return [place] if value == "" else []
    name = type(value).__name__
    found = []
    for part in fields(value):
        inner = getattr(value, part.name)
        if part.name in MAY_BE_EMPTY.get(name, set()) and inner in {"", ()}:
            continue
        if inner == ():
            found.append(f"{name}.{part.name}")
        found += empty_texts(inner, f"{name}.{part.name}")
    return found


EVERY = [
    pytest.param(session, language, id=f"{place:02d}-{session.state.value}-{language}")
    for place, session in enumerate(sessions())
    for language in LANGUAGES
]


@pytest.mark.no_cover
@pytest.mark.parametrize(("session", "language"), EVERY)
def test_every_page_says_what_it_must(session: Session, language: str) -> None:
    screen = present(replace(session, language=language), words(language))
    assert screen.name == session.state.value
    assert screen.language == language
    assert screen.step == STEP.get(session.state, 0)
    assert empty_texts(screen.view) == []
    for button in (screen.back, screen.forward, screen.extra):
        assert button is None or (button.label and button.act)


@pytest.mark.no_cover
@pytest.mark.parametrize(("session", "language"), EVERY)
def test_every_page_is_plain_enough_for_qml(session: Session, language: str) -> None:
    screen = present(replace(session, language=language), words(language))
    told = plain(screen)
    assert isinstance(told, dict)
    assert set(told) == {part.name for part in fields(Screen)}


@pytest.mark.no_cover
@pytest.mark.parametrize(("session", "language"), EVERY)
def test_no_placeholder_is_left_open(session: Session, language: str) -> None:
    text = repr(present(replace(session, language=language), words(language)))
    assert "{" not in text
    assert "None" not in repr(present(session, words(session.language)).view)


def test_the_check_finds_an_empty_text() -> None:
    assert empty_texts(StoppedView("t", "", "n", "w")) == ["StoppedView.reason"]
    assert empty_texts(TakeView("t", "h", (), card_left=True, due="", note="")) == [
        "TakeView.items"
    ]
    assert empty_texts((Choice("a", ""),)) == ["Choice.title"]


def test_the_same_session_gives_the_same_picture() -> None:
    for session in sessions():
        assert present(session, words("zh_CN")) == present(session, words("zh_CN"))


def test_an_identity_number_is_never_whole_on_the_glass() -> None:
    for session in sessions():
        assert card().number.value not in repr(present(session, words("zh_CN")))
    assert masked("12345678") == "12345678"


def test_help_lies_over_the_page_without_changing_it() -> None:
    session = Visit().until_guide().session
    plain_page = present(session, words("zh_CN"))
    helped = present(replace(session, is_help_open=True), words("zh_CN"))
    assert helped.help is not None
    assert len(helped.help.lines) == 3
    assert "0000-12345" in helped.help.contact
    assert replace(helped, help=None) == plain_page


def test_the_countdown_is_handed_through() -> None:
    screen = present(Visit().until_guide().session, words("zh_CN"), seconds_left=7)
    assert screen.seconds_left == 7


def test_what_has_the_printer_stuck_is_said_and_then_no_more() -> None:
    visit = Visit().until_printing()
    number = visit.session.visit
    visit.take(PaperAdvanced(number, "licence", "working", 0, "PRINTER-0402"))
    stuck = present(visit.session, words("zh_CN")).view
    assert isinstance(stuck, PrintingView)
    assert stuck.code == "PRINTER-0402"
    assert "纸" in stuck.message
    visit.take(PaperAdvanced(number, "licence", "working", 1))
    going = present(visit.session, words("zh_CN")).view
    assert isinstance(going, PrintingView)
    assert (going.message, going.code) == ("", "")


@pytest.mark.parametrize("code", sorted(fault.code for fault in load_faults()))
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fault_has_a_page_for_the_citizen(code: str, language: str) -> None:
    session = Visit().until_card().session
    told = replace(
        session, state=State.TROUBLE, trouble=Trouble(code, State.CARD), language=language
    )
    view = present(told, words(language)).view
    assert isinstance(view, TroubleView)
    assert view.code == code
    assert empty_texts(view) == []


def test_a_licence_that_is_committed_is_said_to_be_so_in_trouble() -> None:
    visit = Visit().until_printing()
    failed = replace(visit.session, state=State.TROUBLE, trouble=Trouble("PRINTER-0406"))
    view = present(failed, words("zh_CN")).view
    assert isinstance(view, TroubleView)
    assert visit.session.licence_number in view.next_step + view.elsewhere


def test_a_start_is_no_fault_on_the_page_of_a_closed_kiosk() -> None:
    starting = present(
        replace(Session(catalogue=shipped()), state=State.OUT_OF_SERVICE), words("zh_CN")
    ).view
    assert isinstance(starting, OutOfServiceView)
    assert (starting.code, starting.since) == ("", "")
    broken = present(
        Visit().take(Probed(bad("reader", "READER-0101"), NOON)).session, words("zh_CN")
    ).view
    assert isinstance(broken, OutOfServiceView)
    assert broken.code == "READER-0101"
    assert "11月23日 12:00" in broken.since
    assert (broken.picture, starting.picture) == ("reader", "loop")
    assert (starting.nearest, broken.nearest) == ("", words("zh_CN").fault("READER-0101")[2])


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh_CN", ("离这里最近的另一台机器：一楼东门", "从 11月23日 12:00 起")),
        ("en", ("The nearest other machine: 一楼东门", "Since 23 November 12:00")),
    ],
)
def test_a_closed_kiosk_names_the_nearest_other_one_and_claims_nothing_of_it(
    language: str, said: tuple[str, str]
) -> None:
    told = words(language)
    told = replace(told, site=replace(told.site, nearest="一楼东门"))
    gone = Visit().take(Probed(bad("reader", "READER-0101"), NOON)).session
    view = present(replace(gone, language=language), told).view
    assert isinstance(view, OutOfServiceView)
    assert (view.nearest, view.since) == said


def test_the_whole_form_is_shown_with_a_source_for_each_value() -> None:
    view = present(Visit().until_checked_form().session, words("zh_CN")).view
    assert isinstance(view, FormView)
    assert len(view.rows) == len({row.id for row in view.rows}) == 17
    assert all(row.chip.text and row.chip.explanation for row in view.rows)


def test_the_letter_is_whole_in_both_languages() -> None:
    session = Visit().until_checked_form().touch("forward", "route:promise").session
    counts = set()
    for language in LANGUAGES:
        view = present(replace(session, language=language), words(language)).view
        assert isinstance(view, LetterView)
        assert view.paragraphs[0].style == "title"
        assert all(paragraph.text for paragraph in view.paragraphs)
        counts.add(len(view.paragraphs))
    assert len(counts) == 1


def test_a_refusal_names_everything_that_is_missing() -> None:
    session = (
        Visit()
        .until_checked_form()
        .touch("forward", "route:ordinary", "route:not_here")
        .session
    )
    assert isinstance(session.decision, Refused)
    view = present(session, words("zh_CN")).view
    assert isinstance(view, StoppedView)
    for text in session.decision.blocking:
        assert text.zh_CN in view.reason


def test_forward_is_shut_until_there_is_something_to_go_on_with() -> None:
    def forward(visit: Visit) -> Button | None:
        return present(visit.session, words("zh_CN")).forward

    asked: list[tuple[Any, bool]] = [
        (Visit().until_lookups(), False),
        (Visit().until_board().touch("forward"), False),
        (Visit().until_board().touch("forward").type("1"), True),
        (Visit().until_checked_form().touch("forward", "route:promise"), False),
        (Visit().until_sign(), False),
        (Visit().until_rating(), False),
        (Visit().until_rating().touch("rate:1"), True),
    ]
    for visit, is_open in asked:
        button = forward(visit)
        assert button is not None
        assert button.enabled is is_open


def test_the_staff_page_shows_an_untested_device_as_unknown() -> None:
    desk = Visit().touch("staff_door").type("4711").session
    shown = replace(
        desk,
        state=State.STAFF,
        staff=StaffDesk(role="clerk", number="7"),
        machine=replace(desk.machine, reports=GOOD[:1], checked_at=None),
    )
    rows = plain(present(shown, words("zh_CN")).view)
    assert isinstance(rows, dict)
    states = [(row["id"], row["state"]) for row in rows["devices"]]  # type: ignore[index,union-attr,call-overload]
    assert states == [
        ("services", "bad"),
        ("printer", "unknown"),
        ("reader", "unknown"),
        ("platform", "unknown"),
        ("store", "good"),
    ], "what wants a hand first"
