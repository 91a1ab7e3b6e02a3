# SPDX-License-Identifier: Apache-2.0
"""The licence fills itself before the citizen's eyes: what is known, no more and no less."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QTimer

from kiosk.controller import SEAL_MS
from kiosk.screens.present.sheet import PROMISE_FLAG
from kiosk.session.states import State
from tests.support.paper_text import joined, text_of
from tests.support.sheet_reading import Value, drawn_on, seal_on, values_of
from tests.support.whole import WholeKiosk, quick_world, script, whole_kiosk

pytestmark = [pytest.mark.daemon, pytest.mark.slow]

GAP = Value("", "gap")
CARD = {"holder_name": "陈秋美", "issuing_authority": "示例市行政审批服务局"}
CALLED = {
    **CARD,
    "unit_name": "虚构市示例区秋美美容店",
    "address": "湖南省虚构市示例区秋水路18号一层",
}
ASKED = {**CALLED, "licensed_item": "美容店"}
NAMES = {*ASKED, "number", "valid_from_to", "issued_on"}

AFTER: dict[str, dict[str, str]] = {
    "Notice": {},
    "Card": {},
    "Lookups-done": CALLED,
    "Guide-situation": CALLED,
    "Guide-project": CALLED,
    "Board": ASKED,
    "Form-f_tel": ASKED,
    "Form-check": ASKED,
    "Route-promise": ASKED,
    "Letter": ASKED,
    "Sign": ASKED,
    "Review": ASKED,
}
"""Values known when a page is looked at; every other value is a gap."""
PROMISED = frozenset(
    ["Letter", "Sign", "Sign-signed", "Review", "Issuing", "Issuing-sealed", "Printing", "Take"]
)
SHOWN = frozenset({"Notice", "Card", "Lookups-done", "Guide-situation", "Board", "Review"})
"""Pages beside which the sheet is drawn in landscape, among others."""


@dataclass
class Look:
    """What the sheet was when a page was looked at."""

    values: dict[str, Value]
    drawn: dict[str, tuple[str, ...]]
    seal: str
    is_sealed: bool


@dataclass
class Seen:
    """A played visit: looks by page, and what the sheet was after each event."""

    looks: dict[str, Look] = field(default_factory=dict)
    after_card: dict[str, Value] = field(default_factory=dict)
    sealed: list[tuple[bool, bool]] = field(default_factory=list)
    seal: str = ""
    licence: str = ""
    number: str = ""
    promise_day: str = ""


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seen]:
    with (
        quick_world(tmp_path_factory.mktemp("sheet")) as world,
        whole_kiosk(world, size=(1920, 1080)) as whole,
    ):
        yield _played(whole)


def _played(whole: WholeKiosk) -> Seen:
    seen, sheet = Seen(), whole.kiosk.controller.sheet

    def look(page: str) -> None:
        whole.window.grabWindow()  # lay out what was just changed
        seen.looks[page] = Look(
            values_of(sheet), drawn_on(whole.window), seal_on(whole.window), _sealed(whole)
        )

    def drawn() -> None:
        session = whole.session
        if session.state is State.LOOKUPS and not seen.after_card:
            seen.after_card = values_of(sheet)
        seen.sealed.append(("sealed" in session.issue_lines, _sealed(whole)))
        if _sealed(whole) and session.state is State.ISSUING:
            QTimer.singleShot(SEAL_MS // 2, whole.window, stamped)

    def stamped() -> None:
        seen.seal = seal_on(whole.window)

    sheet.sheetChanged.connect(drawn)
    result = whole.play(script(), settle_s=0.06, looked=look)
    assert result.outcome == "issued", result.stop_reason
    seen.licence = joined(text_of(whole.printed()[0]))
    seen.number = result.licence_number
    promises = whole.kiosk.store.cases.promises_of(result.case_number)
    due = promises[0].due_on
    seen.promise_day = f"{due.year}年{due.month}月{due.day}日"
    return seen


def _sealed(whole: WholeKiosk) -> bool:
    return bool(whole.kiosk.controller.sheet.property("sealed"))


def _expected(known: dict[str, str]) -> dict[str, Value]:
    return {name: Value(known[name], "known") if name in known else GAP for name in NAMES}


@pytest.mark.parametrize("page", AFTER)
def test_the_sheet_has_exactly_what_is_known(seen: Seen, page: str) -> None:
    values = dict(seen.looks[page].values)
    values.pop(PROMISE_FLAG, None)
    assert values == _expected(AFTER[page])


def test_before_a_service_and_after_the_farewell_there_is_no_sheet(seen: Seen) -> None:
    for page in ("Attract", "Home", "Farewell"):
        assert seen.looks[page].values == {}
        assert seen.looks[page].drawn == {}


def test_the_card_alone_writes_the_name_and_nothing_of_the_shop(seen: Seen) -> None:
    known = {name for name, value in seen.after_card.items() if value.mark == "known"}
    assert "holder_name" in known
    assert seen.after_card["holder_name"].text == "陈秋美"
    assert {"unit_name", "licensed_item", "number", "issued_on"}.isdisjoint(known)


@pytest.mark.parametrize("page", AFTER)
def test_what_is_drawn_is_what_the_model_says(seen: Seen, page: str) -> None:
    look = seen.looks[page]
    if not look.drawn:
        assert page not in SHOWN
        return
    for name, value in look.values.items():
        wanted = value.flag if value.mark == "promised" else value.text
        assert look.drawn[name] == ((wanted,) if wanted else ())


def test_the_promise_hangs_on_the_sheet_once_it_is_chosen_with_its_day(seen: Seen) -> None:
    for page, look in seen.looks.items():
        assert (PROMISE_FLAG in look.values) is (page in {*PROMISED, "Rating"}), page
    flag = seen.looks["Review"].values[PROMISE_FLAG]
    assert flag.mark == "promised"
    assert "7" in flag.text
    assert seen.promise_day in flag.flag


def test_the_seal_comes_down_when_the_file_is_sealed_and_not_before(seen: Seen) -> None:
    assert all(is_true or not is_shown for is_true, is_shown in seen.sealed)
    assert any(is_shown for _, is_shown in seen.sealed)
    for page, look in seen.looks.items():
        assert look.is_sealed or not look.seal, page
    assert seen.seal == "示例市行政审批服务局"


def test_at_the_end_the_sheet_says_what_the_printed_licence_says(seen: Seen) -> None:
    values = dict(seen.looks["Take"].values)
    del values[PROMISE_FLAG]
    assert set(values) == NAMES
    assert values["number"].text == seen.number
    for name, value in values.items():
        assert value.mark == "known", name
        assert joined(value.text) in seen.licence, name
    drawn = [look.drawn["number"] for look in seen.looks.values() if look.drawn]
    assert {text for texts in drawn for text in texts} <= {seen.number}
