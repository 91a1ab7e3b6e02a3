# SPDX-License-Identifier: Apache-2.0
"""The second visit over real HTTP: the card again, the correction answered, the result once."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from forms.case_standing import Standing, standing_of
from kiosk.robot.citizen import SIGNATURE
from kiosk.screens.views_cases import CaseView
from kiosk.session.cases import case_of
from kiosk.session.states import State
from kiosk.slip_code import SlipCodes
from tests.support.paper_text import joined, text_of
from tests.support.whole import WholeKiosk, script

pytestmark = [pytest.mark.daemon, pytest.mark.slow]

QUICK_S = 0.06


@pytest.fixture(autouse=True)
def desk_as_ever(whole: WholeKiosk) -> Iterator[None]:
    yield
    whole.world.platform.tell("clear")
    whole.rest_now()


def handed_in(whole: WholeKiosk, answer: str) -> str:
    """An ordinary application, received by a desk whose offices do so; its case number."""
    whole.world.platform.tell("set", office="*", answer=answer)
    result = whole.play(script("hygiene-permit-ordinary"), settle_s=QUICK_S)
    assert result.outcome == "accepted", result.stop_reason
    store, number = whole.kiosk.store, result.case_number
    whole.wait(lambda: store.desk_book.is_received(number), why="the desk's receipt")
    whole.rest_now()
    return number


def looks_after(whole: WholeKiosk, number: str) -> None:
    """The same person comes back, and opens the page of that case."""
    whole.tap("start")
    whole.tap("extra")
    whole.tap("forward")
    whole.world.lay_card()
    whole.wait_for(State.CASES)
    whole.world.lift_card()
    whole.wait(lambda: bool(whole.session.cases and whole.session.cases.desk), why="the desk")
    whole.tap(f"case-{number}")
    whole.wait_for(State.CASE)


def stands(whole: WholeKiosk) -> Standing:
    return standing_of(case_of(whole.session))


def printed_since(whole: WholeKiosk, before: list[Path]) -> list[Path]:
    return [path for path in whole.printed() if path not in before]


def done(whole: WholeKiosk) -> None:
    whole.wait_for(State.TAKE)
    whole.tap("forward")
    whole.wait_for(State.FAREWELL)
    whole.rest_now()


def test_a_correction_is_answered_and_the_result_comes_out_once(whole: WholeKiosk) -> None:
    number = handed_in(whole, "correct")
    looks_after(whole, number)
    assert stands(whole) is Standing.CORRECTION
    whole.tap("option-answer")
    whole.wait_for(State.CORRECTION)
    whole.tap("option-window")
    whole.wait(lambda: stands(whole) is not Standing.CORRECTION, why="the answer")
    whole.wait(
        lambda: stands(whole) in {Standing.GRANTED, Standing.RESULT_READY, Standing.IN_HAND},
        why="the desk's word",
    )
    whole.tap("back")
    whole.rest_now()

    looks_after(whole, number)
    assert stands(whole) is Standing.RESULT_READY
    before = whole.printed()
    whole.tap("option-fetch")
    done(whole)
    (sheet,) = printed_since(whole, before)
    assert number in joined(text_of(sheet))

    looks_after(whole, number)
    assert stands(whole) is Standing.RESULT_OUT
    view = whole.screen.view
    assert isinstance(view, CaseView)
    assert {"fetch", "answer", "withdraw"}.isdisjoint({act.id for act in view.acts})
    assert any("已在本机打出来，不能再打" in row.text for row in view.rows)


def test_a_refusal_is_printed_with_reasons_and_remedies_and_the_slip_again(
    whole: WholeKiosk,
) -> None:
    number = handed_in(whole, "refuse")
    looks_after(whole, number)
    assert stands(whole) is Standing.REFUSED
    before = whole.printed()
    whole.tap("option-decision")
    done(whole)
    (sheet,) = printed_since(whole, before)
    text = joined(text_of(sheet))
    assert "提交的材料不符合规定的条件" in text
    assert "行政复议" in text

    looks_after(whole, number)
    before = whole.printed()
    whole.tap("option-receipt")
    done(whole)
    (again,) = printed_since(whole, before)
    assert "补打件" in joined(text_of(again))
    journal = "".join(whole.journal())
    assert "paper-made-again" in journal
    assert not re.search("439900199203170068", journal)


def test_an_altered_result_is_never_printed_and_staff_has_a_task(whole: WholeKiosk) -> None:
    number = handed_in(whole, "grant")
    whole.world.platform.tell("set", results="altered")
    before = whole.printed()
    looks_after(whole, number)
    whole.tap("option-fetch")
    whole.wait(lambda: bool(whole.session.cases and whole.session.cases.told), why="the word")
    assert whole.session.cases is not None
    assert whole.session.cases.told_code == "DOCUMENT-0622"
    assert printed_since(whole, before) == []
    assert number in {task.case_id for task in whole.kiosk.store.desk_book.tasks()}


def test_withdrawn_before_the_decision(whole: WholeKiosk) -> None:
    number = handed_in(whole, "outage")
    looks_after(whole, number)
    whole.tap("option-withdraw")
    whole.tap("option-yes")
    whole.wait(lambda: stands(whole) is Standing.WITHDRAWN, why="the withdrawal")


def test_the_slip_of_the_receipt_leads_to_its_case(whole: WholeKiosk) -> None:
    number = handed_in(whole, "grant")
    code = SlipCodes(whole.kiosk.store.data_dir).code_of(number)
    form = whole.kiosk.store.cases.form_of(number)
    assert form is not None
    assert code.encode() in form
    assert re.fullmatch(r"JC1:K-0001-\d{8}-\d{4}:[A-Z2-7]{16}", code)


def told_now(whole: WholeKiosk) -> str:
    """Everything that the page of the case says."""
    view = whole.screen.view
    assert isinstance(view, CaseView)
    return "\n".join(f"{row.label} {row.text}" for row in view.rows)


def test_a_refusal_is_appealed_against_signed_and_followed(whole: WholeKiosk) -> None:
    number = handed_in(whole, "refuse")
    looks_after(whole, number)
    before = whole.printed()
    for touched in ("option-appeal", "option-told_no", "option-rules"):
        whole.tap(touched)
    whole.wait(lambda: whole.screen.forward is not None, why="the last look")
    whole.tap("forward")
    whole.wait_for(State.SIGN)
    whole.wait(lambda: whole.hands.is_settled, why="the pad")
    for pause in whole.hands.draw("pad", SIGNATURE):
        whole.rest(pause)
    whole.tap("forward")
    done(whole)
    (sheet,) = printed_since(whole, before)
    text = joined(text_of(sheet))
    assert "我去办事，没办成" in text
    ((ticket, _),) = whole.kiosk.store.outbox.under("appeal/").items()
    assert ticket.removeprefix("appeal/") in text

    looks_after(whole, number)
    whole.wait(lambda: "您的诉求已经登记" in told_now(whole), why="the desk has the appeal")
    view = whole.screen.view
    assert isinstance(view, CaseView)
    assert "appeal" not in {act.id for act in view.acts}
    whole.rest_now()
    whole.world.platform.tell("set", appeals="dismiss")
    looks_after(whole, number)
    whole.wait(lambda: "您的诉求办完了" in told_now(whole), why="its end")
