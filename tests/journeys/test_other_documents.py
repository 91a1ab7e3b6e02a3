# SPDX-License-Identifier: Apache-2.0
"""To an issued licence by other documents: a residence permit, a foreigner's card, a code."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.robot.result import Result
from kiosk.screens.views import BoardView, CardView, FormView, LookupsView, Screen, TakeView
from kiosk.session.states import State
from tests.support.paper_text import joined, text_of
from tests.support.whole import (
    QUICK,
    WholeKiosk,
    catalogue_asking,
    quick_world,
    script,
    whole_kiosk,
)

pytestmark = [pytest.mark.daemon, pytest.mark.slow]


@pytest.fixture(scope="module")
def both_ways(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WholeKiosk]:
    """A kiosk with reader and scanner."""
    folder = tmp_path_factory.mktemp("both")
    with quick_world(folder, has_scanner=True) as world, whole_kiosk(world) as whole:
        yield whole


@pytest.fixture
def whole(both_ways: WholeKiosk) -> WholeKiosk:
    """The kiosk, resting."""
    both_ways.rest_now()
    return both_ways


def played(whole: WholeKiosk, card: str, *, shows: str = "card") -> tuple[Result, list[Screen]]:
    """Play the promise visit to its end; what came of it, and every page."""
    shown: list[Screen] = []
    result = whole.play(
        script(card=card, shows=shows),
        settle_s=0.06,
        looked=lambda _name: shown.append(whole.screen),
    )
    assert result.outcome == "issued", (result.stop_reason, result.faults)
    assert result.faults == []
    return result, shown


def licence_text(whole: WholeKiosk, result: Result) -> str:
    document = whole.kiosk.store.documents.get(result.case_number, "licence.pdf")
    assert document is not None
    path = whole.world.home / "licence.pdf"
    path.write_bytes(document.content)
    return joined(text_of(path))


def noted(whole: WholeKiosk, event: str) -> list[tuple[str, dict[str, str]]]:
    """Disposition and facts of every such event in the journal, oldest first."""
    lines = [json.loads(line).get("record", {}) for line in whole.journal()]
    return [
        (one["disposition"], json.loads(one["facts"]))
        for one in lines
        if one.get("event") == event
    ]


def card_values(shown: list[Screen]) -> dict[str, str]:
    """Values of the checked form that came from the document, by field."""
    form = next(
        screen.view
        for screen in reversed(shown)
        if isinstance(screen.view, FormView) and not screen.view.asked_id
    )
    return {row.id: row.chip.text for row in form.rows if row.chip.kind == "card"}


def case_identity(whole: WholeKiosk, result: Result) -> dict[str, str]:
    """What the case says of the applicant's identity."""
    form = whole.kiosk.store.cases.form_of(result.case_number)
    assert form is not None
    content: dict[str, dict[str, str]] = json.loads(form)
    return content["identity"]


def test_a_residence_permit_of_hong_kong_leads_to_a_licence(whole: WholeKiosk) -> None:
    result, shown = played(whole, "chan-siuwai")
    text = licence_text(whole, result)
    assert "陈小慧" in text
    assert "湖南省虚构市示例区滨江路66号一层" in text
    assert set(card_values(shown).values()) == {"居住证"}
    take = next(s.view for s in shown if isinstance(s.view, TakeView))
    assert [item.title for item in take.items if item.id == "card"] == ["您的居住证"]
    lines = next(s.view for s in shown if isinstance(s.view, LookupsView)).lines
    assert lines[0].text == "居住证"


def test_a_permanent_residence_card_leads_to_a_licence(whole: WholeKiosk) -> None:
    result, shown = played(whole, "utopian-2023")
    text = licence_text(whole, result)
    assert "安娜" in text
    assert "湖南省虚构市示例区秋水路20号一层" in text
    assert set(card_values(shown).values()) == {"永居身份证"}
    known = noted(whole, "card-read")[-1]
    assert known == ("", {"source": "sam_serial", "document": "foreign_2023"})


def test_an_identity_code_leads_to_a_licence_and_nothing_has_to_be_taken(
    whole: WholeKiosk,
) -> None:
    result, shown = played(whole, "chen-qiumei", shows="code")
    assert "陈秋美" in licence_text(whole, result)
    assert set(card_values(shown).values()) == {"身份码"}
    assert noted(whole, "card-read")[-1] == ("", {"source": "qr_token", "document": "resident"})
    identity = case_identity(whole, result)
    assert identity == {
        "source": "qr_token",
        "assurance": "platform_verified",
        "document": "resident",
        "person_check": "none",
        "check_id": "",
    }
    take = next(s.view for s in shown if isinstance(s.view, TakeView))
    assert not take.card_left
    assert "card" not in [item.id for item in take.items]
    board = next(s.view for s in shown if isinstance(s.view, BoardView))
    told = [(row.chip.text, row.plain) for row in board.rows if row.chip.kind == "card"]
    assert told == [("身份码", "从您的身份码上来的。")]
    page = next(s.view for s in shown if isinstance(s.view, CardView))
    assert [way.id for way in page.ways] == ["sam_serial", "qr_token"]
    assert all(way.enabled for way in page.ways)
    assert page.note == ""


def test_with_a_scanner_beside_it_the_card_costs_no_touch_more(
    whole: WholeKiosk, tmp_path: Path
) -> None:
    result, _ = played(whole, "chen-qiumei")
    with quick_world(tmp_path) as world, whole_kiosk(world) as reader_alone:
        usual, shown = played(reader_alone, "chen-qiumei")
    assert (result.taps, result.typed_characters) == (usual.taps, usual.typed_characters)
    page = next(s.view for s in shown if isinstance(s.view, CardView))
    assert page.ways == ()


@pytest.mark.parametrize("method", ["phone_code", "face_service"])
def test_a_checked_person_gets_the_licence_and_the_case_says_how(
    tmp_path_factory: pytest.TempPathFactory, method: str
) -> None:
    folder = tmp_path_factory.mktemp(method)
    catalogue = catalogue_asking(folder, person_check=method)
    with (
        quick_world(folder, person_check=method) as world,
        whole_kiosk(world, more=QUICK, catalogue=catalogue) as whole,
    ):
        result, _ = played(whole, "chen-qiumei")
        assert State.PERSON_CHECK in whole.visited
        assert noted(whole, "person-check-ended") == [("confirmed", {"method": method})]
        identity = case_identity(whole, result)
        assert identity["person_check"] == method
        assert identity["check_id"]
        assert identity["assurance"] == "chip_verified"
