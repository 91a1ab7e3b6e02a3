# SPDX-License-Identifier: Apache-2.0
"""Permit, freight licence and shop while nobody answers: guided, accepted, told what waits.

Over real HTTP to a platform that is away, in either dialect; the words of each page are held to
the text files, the words on paper to what the citizen has to know.
"""

import json
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date

import pytest
from PySide6.QtGui import QGuiApplication

from forms.application import Route
from forms.decision import Accepted, AcceptedWithGaps, Decision
from kiosk.filing import kept_from
from kiosk.papers import Filing, Paper, papers_of
from kiosk.screens.texts import Texts
from kiosk.screens.views import BoardView, FormRow, FormView, GuideView, ReviewView, RouteView
from kiosk.session import forming
from kiosk.session.events import KeyTouched, Signed
from kiosk.session.states import State
from tests.support.applying import TODAY, shipped
from tests.support.citizen_at_lookups import AtLookups, at_lookups
from tests.support.dialects import DIALECTS
from tests.support.simulators import RunningSimulator, running_simulator
from tests.support.visits import STROKES

pytestmark = [pytest.mark.daemon]

WORDS = Texts("zh_CN")
TYPED = {
    "f_tel": "13800000000",
    "f_staff": "3",
    "f_by": "month_1",
    "f_word": "明月",
    "f_trade_word": "hair",
    "f_addr": "湖南省虚构市示例区秋水路18号",
}


@dataclass(frozen=True)
class Case:
    """One way through: what is answered, by which route, and what comes of it."""

    service: str
    answers: tuple[str, ...]
    route: str
    comes: type[Decision]
    papers: tuple[str, ...] = ("acceptance_slip",)
    waits: frozenset[str] = frozenset({"f_unit", "f_uscc", "f_addr"})


SALON = ("new", "beauty", "beauty", "yes", "=120", "yes", "new")
TRUCK = ("new", "=18000", "general", "yes", "planned", "hired")
SHOP_NAME = "明月理发店"
SHOP, LICENCE = "individual-business", frozenset({"f_uscc", "f_form", "f_item", "f_since"})
CASES = (
    Case("hygiene-permit", SALON, "ordinary", AcceptedWithGaps),
    Case("hygiene-permit", SALON, "promise", Accepted, ("acceptance_slip", "promise_letter")),
    Case("hygiene-permit", ("reissue", "yes", "none"), "ordinary", Accepted),
    Case("hygiene-permit", ("cancel", "yes", "paper"), "ordinary", AcceptedWithGaps),
    Case("road-freight-licence", TRUCK, "ordinary", AcceptedWithGaps),
    Case("road-freight-licence", ("damage", "yes", "paper"), "ordinary", Accepted),
    Case(SHOP, ("change", "yes", "address"), "ordinary", Accepted, waits=LICENCE | {"f_name"}),
    Case(SHOP, ("rename", "yes"), "ordinary", Accepted, waits=LICENCE | {"f_addr"}),
    Case(SHOP, ("cancel", "yes"), "ordinary", Accepted, waits=LICENCE | {"f_addr", "f_name"}),
)


@pytest.fixture(scope="module")
def platform() -> Iterator[RunningSimulator]:
    with running_simulator("platform") as process:
        process.send("fault", kind="down")
        yield process


@pytest.fixture(scope="module")
def kiosks(
    platform: RunningSimulator,
    tmp_path_factory: pytest.TempPathFactory,
    qapp: QGuiApplication,
) -> Iterator[dict[str, AtLookups]]:
    with ExitStack() as stack:
        yield {
            dialect: stack.enter_context(
                at_lookups(dialect, platform.address, tmp_path_factory.mktemp(dialect))
            )
            for dialect in DIALECTS
        }


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize(
    "case", CASES, ids=lambda one: f"{one.service}-{one.answers[0]}-{one.route}"
)
def test_it_is_accepted_and_every_page_says_what_waits(
    kiosks: dict[str, AtLookups], case: Case, dialect: str
) -> None:
    kiosk = kiosks[dialect]
    kiosk.arrive(case.service)
    assert set(kiosk.outcomes().values()) == {"unreachable"}
    answer(kiosk, case)
    check_board(kiosk)
    fill(kiosk, case)
    check_form(kiosk, case)
    choose(kiosk, case)
    decision = kiosk.session.decision
    assert isinstance(decision, case.comes)
    view = kiosk.screen().view
    assert isinstance(view, ReviewView)
    titles = tuple(WORDS(f"paper.{name}") for name in case.papers)
    assert view.papers == titles
    check_papers(kiosk, case)
    kept = json.loads(kept_from(kiosk.session.begun(), (), ()))
    assert set(kept["look_ups"].values()) == {"unreachable"}
    assert kept["fields"]["f_which"] == {"value": SHOP_NAME, "source": "typed"}
    written = json.dumps(kiosk.journal(), ensure_ascii=False)
    assert SHOP_NAME not in written


def answer(kiosk: AtLookups, case: Case) -> None:
    """Through the guide; where a licence is asked for, the page says who did not answer."""
    kiosk.touch("forward")
    for value in case.answers:
        assert is_at(kiosk, State.GUIDE)
        view = kiosk.screen().view
        assert isinstance(view, GuideView)
        if view.id in {"licence", "permit"}:
            assert WORDS("unanswered.unreachable") in view.help
            assert "没有找到" not in view.help, "nobody has said that there is none"
        if value.startswith("="):
            type_in(kiosk, value[1:])
        else:
            kiosk.touch("answer", value)
    assert is_at(kiosk, State.BOARD)


def is_at(kiosk: AtLookups, state: State) -> bool:
    return kiosk.session.state is state


def type_in(kiosk: AtLookups, text: str) -> None:
    for key in text:
        kiosk.handle(KeyTouched(key))
    kiosk.touch("forward")


def check_board(kiosk: AtLookups) -> None:
    """What was not looked up is named, in both languages."""
    for language in ("zh_CN", "en"):
        view = kiosk.screen(language).view
        assert isinstance(view, BoardView)
        told = Texts(language)("sought.unreachable")
        unanswered = [row.title for row in view.rows if told in row.chip.explanation]
        assert all(title in view.note for title in unanswered)


def fill(kiosk: AtLookups, case: Case) -> None:
    kiosk.touch("forward")
    asked = []
    while (field := forming.asked_field(kiosk.session)) is not None:
        asked.append(field.id)
        view = kiosk.screen().view
        assert isinstance(view, FormView)
        assert view.asked_kind != "code", "nothing is copied from a paper"
        value = TYPED[field.id]
        if view.asked_kind == "choice":
            kiosk.touch("choose", value)
        else:
            type_in(kiosk, value)
    assert not {"f_which", "f_oldno", "f_oldto", *case.waits} & set(asked)


def check_form(kiosk: AtLookups, case: Case) -> None:
    """The rows of the licence wait, and say so; nobody can type into them."""
    view = kiosk.screen().view
    assert isinstance(view, FormView)
    waiting = {row.id for row in view.rows if row.chip.kind == "waiting"}
    assert case.waits <= waiting
    assert {row.value for row in view.rows if row.id in waiting} == {WORDS("form.waits")}
    assert {row.act for row in view.rows if row.id in waiting} == {""}
    before = kiosk.session
    for id_ in waiting:
        kiosk.touch("edit", id_)
    assert kiosk.session == before
    name_the_shop(kiosk)


def name_the_shop(kiosk: AtLookups) -> None:
    """Who has several says which; said, changed, taken back, said again."""
    assert which_row(kiosk).act == "add"
    assert which_row(kiosk).value == "不止一家店的，点这里写店名"
    kiosk.touch("edit", "f_which")
    kiosk.touch("back")
    assert which_row(kiosk).act == "add", "looked at and left"
    for text in ("理发", "", SHOP_NAME):
        kiosk.touch("edit", "f_which")
        while kiosk.session.entry:
            kiosk.handle(KeyTouched("backspace"))
        type_in(kiosk, text)
        row = which_row(kiosk)
        assert (row.act, row.value) == (("edit", text) if text else ("add", row.value))


def which_row(kiosk: AtLookups) -> FormRow:
    view = kiosk.screen().view
    assert isinstance(view, FormView)
    return next(row for row in view.rows if row.id == "f_which")


def choose(kiosk: AtLookups, case: Case) -> None:
    kiosk.touch("forward")
    assert is_at(kiosk, State.ROUTE)
    check_route(kiosk, case)
    kiosk.touch("route", case.route)
    if kiosk.session.is_asking_papers:
        kiosk.touch("route", "handed_in")
    if case.route == "promise":
        assert is_at(kiosk, State.LETTER)
        kiosk.touch("letter_end")
        kiosk.touch("forward")
    kiosk.handle(Signed(STROKES))
    kiosk.touch("forward")
    assert is_at(kiosk, State.REVIEW)


def check_route(kiosk: AtLookups, case: Case) -> None:
    """No card of the page offers a licence today."""
    view = kiosk.screen().view
    assert isinstance(view, RouteView)
    said = "".join(f"{one.title}{''.join(one.points)}" for one in view.options)
    assert WORDS("route.promise_now") not in said
    assert WORDS("route.here") not in said
    if case.route == "promise":
        assert WORDS("route.promise_checked") in said
        assert "营业执照" in said


def papers(kiosk: AtLookups) -> dict[str, Paper]:
    session = kiosk.session
    assert session.decision is not None
    filing = Filing(
        session.chosen_item(),
        session.begun(),
        session.decision,
        "K-0001-20261123-0001",
        TODAY,
        "示例市行政审批服务局",
        "K-0001",
    )
    return {one.name: one for one in papers_of(filing, shipped().calendar)}


def check_papers(kiosk: AtLookups, case: Case) -> None:
    """The slip says what was not looked up and waits; a letter promises from the licence on."""
    made = papers(kiosk)
    assert "licence" not in made
    notes = "".join(made["acceptance_slip"].values["notes"])
    assert "查到证照以后再填的：" in notes
    assert ("promise_letter" in made) == (case.route == "promise")
    if case.route == "promise":
        letter = made["promise_letter"].values
        assert letter["unit_name"] == letter["address"] == "以核对后的证照为准"
        told = "".join((*letter["told"], *letter["promised"]))
        assert "领证后第60天" in told
        assert str(date(2027, 1, 22).year) not in told
        assert "承诺的期限从领证以后起算" in notes


def test_who_has_not_brought_the_paper_hears_of_the_ways_that_are_left(
    kiosks: dict[str, AtLookups],
) -> None:
    """Not of a promise that this very page is about."""
    kiosk = kiosks["certshare"]
    kiosk.arrive("hygiene-permit")
    answer(kiosk, CASES[1])
    fill(kiosk, CASES[1])
    kiosk.touch("forward")
    kiosk.touch("route", "promise")
    view = kiosk.screen().view
    assert isinstance(view, RouteView)
    assert view.options[1].points[1] == WORDS("route.not_here_return")
    kiosk.touch("back")
    assert not kiosk.session.is_asking_papers
    kiosk.touch("route", "promise")
    kiosk.touch("route", "not_here")
    assert is_at(kiosk, State.STOPPED)
    assert "营业执照" in str(kiosk.screen().view)
    kiosk.touch("back")
    kiosk.touch("back")
    assert kiosk.session.begun().route in {Route.PROMISE, None}
