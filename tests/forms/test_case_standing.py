# SPDX-License-Identifier: Apache-2.0
"""The table of one's own cases: how each stands, and what can be done about it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.case_news import DeskNews
from forms.case_standing import (
    MOST_APPEALS,
    MOST_REPRINTS,
    CaseAct,
    CaseFile,
    KeptPaper,
    Standing,
    acts_of,
    standing_of,
)
from tests.support.case_visits import (
    ANSWERED,
    APPEALED,
    ASKED,
    AT,
    ENDED,
    GRANTED,
    IN_HAND,
    LODGED,
    PARTLY,
    READY,
    RECEIVED,
    REFUSED,
    TICKET,
    WITHDRAWN,
    away,
    case,
    printed,
)

FETCH, ANSWER, DECISION = CaseAct.FETCH, CaseAct.ANSWER, CaseAct.DECISION
RECEIPT, WITHDRAW = CaseAct.RECEIPT, CaseAct.WITHDRAW
NOTICE = CaseAct.NOTICE
APPEAL, APPEAL_SLIP = CaseAct.APPEAL, CaseAct.APPEAL_SLIP
GAP = (("floor-plan", date(2027, 1, 22)),)
DECIDED = replace(GRANTED, step=2)
TABLE: tuple[tuple[str, CaseFile, Standing, set[CaseAct]], ...] = (
    ("queued", case(), Standing.ACCEPTED, {RECEIPT, APPEAL, WITHDRAW}),
    ("not taken", case(submission="refused"), Standing.HELD, {RECEIPT, APPEAL}),
    ("received", case(RECEIVED), Standing.RECEIVED, {RECEIPT, APPEAL, WITHDRAW}),
    (
        "asked",
        case(RECEIVED, ASKED),
        Standing.CORRECTION,
        {ANSWER, NOTICE, RECEIPT, APPEAL, WITHDRAW},
    ),
    (
        "asked without a word",
        case(RECEIVED, replace(ASKED, texts=())),
        Standing.CORRECTION,
        {ANSWER, RECEIPT, APPEAL, WITHDRAW},
    ),
    (
        "answered here, not told yet",
        case(RECEIVED, ASKED, answers=(("BZ-1", "queued"),)),
        Standing.IN_HAND,
        {RECEIPT, APPEAL, WITHDRAW},
    ),
    (
        "answer not taken",
        case(RECEIVED, ASKED, answers=(("BZ-1", "refused"),)),
        Standing.IN_HAND,
        {RECEIPT, APPEAL, WITHDRAW},
    ),
    (
        "answered elsewhere",
        case(RECEIVED, ASKED, ANSWERED),
        Standing.IN_HAND,
        {RECEIPT, APPEAL, WITHDRAW},
    ),
    ("granted", case(RECEIVED, GRANTED), Standing.GRANTED, {DECISION, RECEIPT, APPEAL}),
    ("partly", case(RECEIVED, PARTLY), Standing.PARTLY_GRANTED, {DECISION, RECEIPT, APPEAL}),
    ("refused", case(RECEIVED, REFUSED), Standing.REFUSED, {DECISION, RECEIPT, APPEAL}),
    (
        "result ready",
        case(RECEIVED, GRANTED, READY),
        Standing.RESULT_READY,
        {FETCH, DECISION, RECEIPT, APPEAL},
    ),
    (
        "fetched, not printed",
        case(RECEIVED, GRANTED, READY, papers=(printed(state="unprinted"),)),
        Standing.RESULT_READY,
        {FETCH},
    ),
    (
        "printed",
        case(RECEIVED, GRANTED, READY, papers=(printed(),)),
        Standing.RESULT_OUT,
        set(),
    ),
    (
        "nobody knows",
        case(RECEIVED, GRANTED, READY, papers=(printed(state="unsettled"),)),
        Standing.RESULT_OUT,
        set(),
    ),
    (
        "withdrawing",
        case(RECEIVED, withdrawal="queued"),
        Standing.WITHDRAWING,
        {RECEIPT, APPEAL},
    ),
    (
        "withdrawal not taken",
        case(RECEIVED, withdrawal="refused"),
        Standing.RECEIVED,
        {RECEIPT, APPEAL},
    ),
    ("withdrawn", case(RECEIVED, WITHDRAWN), Standing.WITHDRAWN, {RECEIPT, APPEAL}),
    ("gaps", case(RECEIVED, promises=GAP), Standing.RECEIVED, {RECEIPT, APPEAL, WITHDRAW}),
    ("issued", case(decision="issued"), Standing.ISSUED, {RECEIPT, APPEAL}),
    (
        "promise",
        case(RECEIVED, decision="issued_under_promise", promises=GAP),
        Standing.PROMISE_DUE,
        {RECEIPT, APPEAL},
    ),
    ("promise kept", case(decision="issued_under_promise"), Standing.ISSUED, {RECEIPT, APPEAL}),
    ("concluded", case(decision="concluded", papers=()), Standing.CONCLUDED, set()),
    ("filled in", case(decision="filled_in", papers=()), Standing.FILLED_IN, set()),
    ("copy", case(decision="answered", papers=()), Standing.COPIED, set()),
    ("elsewhere", away(RECEIVED), Standing.RECEIVED, {WITHDRAW}),
    ("elsewhere, unknown there", away(), Standing.RECEIVED, set()),
    ("elsewhere, asked", away(RECEIVED, ASKED), Standing.CORRECTION, {ANSWER, WITHDRAW}),
    ("elsewhere, ready", away(RECEIVED, GRANTED, READY), Standing.RESULT_READY, set()),
    (
        "elsewhere, answered here",
        replace(away(RECEIVED, ASKED), answers=(("BZ-1", "queued"),)),
        Standing.IN_HAND,
        {WITHDRAW},
    ),
    (
        "elsewhere, withdrawn here",
        replace(away(RECEIVED), withdrawal="queued"),
        Standing.WITHDRAWING,
        set(),
    ),
    (
        "appealed, on its way",
        case(RECEIVED, REFUSED, appeals=APPEALED),
        Standing.REFUSED,
        {DECISION, RECEIPT, APPEAL_SLIP},
    ),
    (
        "appealed about nothing that the desk has",
        case(submission="refused", appeals=((TICKET, "sent"),)),
        Standing.HELD,
        {RECEIPT, APPEAL_SLIP},
    ),
    (
        "appeal looked into",
        case(RECEIVED, REFUSED, LODGED, IN_HAND, appeals=((TICKET, "sent"),)),
        Standing.REFUSED,
        {DECISION, RECEIPT, APPEAL_SLIP},
    ),
    (
        "appeal ended",
        case(RECEIVED, REFUSED, LODGED, IN_HAND, ENDED, appeals=((TICKET, "sent"),)),
        Standing.REFUSED,
        {DECISION, RECEIPT, APPEAL, APPEAL_SLIP},
    ),
    (
        "appeal not taken",
        case(RECEIVED, REFUSED, appeals=((TICKET, "refused"),)),
        Standing.REFUSED,
        {DECISION, RECEIPT, APPEAL, APPEAL_SLIP},
    ),
    (
        "appealed at the window",
        case(RECEIVED, REFUSED, LODGED),
        Standing.REFUSED,
        {DECISION, RECEIPT},
    ),
    (
        "appealed as often as is taken here",
        case(appeals=tuple((f"SQ-{turn}", "refused") for turn in range(MOST_APPEALS))),
        Standing.ACCEPTED,
        {RECEIPT, APPEAL_SLIP, WITHDRAW},
    ),
)


@pytest.mark.parametrize(
    ("file", "standing", "acts"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE]
)
def test_how_it_stands_and_what_can_be_done(
    file: CaseFile, standing: Standing, acts: set[CaseAct]
) -> None:
    assert standing_of(file) is standing
    assert set(acts_of(file)) == acts


def test_every_standing_is_in_the_table() -> None:
    assert {row[2] for row in TABLE} == set(Standing)
    assert {act for row in TABLE for act in row[3]} == set(CaseAct)


def test_a_receipt_is_made_again_so_often_and_no_more() -> None:
    again = tuple(KeptPaper(f"acceptance_slip-{turn}", "out") for turn in range(MOST_REPRINTS))
    slip = KeptPaper("acceptance_slip", "out")
    results = (printed(), printed("JG-2"))
    assert RECEIPT in acts_of(case(papers=(slip, *again[:-1], *results)))
    assert RECEIPT not in acts_of(case(papers=(slip, *again)))


def test_a_second_result_can_be_fetched_after_the_first() -> None:
    second = replace(READY, step=4, reference="JG-2")
    file = case(RECEIVED, GRANTED, READY, second, papers=(printed(),))
    assert standing_of(file) is Standing.RESULT_READY
    assert [one.reference for one in file.results_to_fetch] == ["JG-2"]


def test_a_slip_of_an_appeal_that_never_came_out_can_always_be_printed() -> None:
    again = tuple(KeptPaper(f"acceptance_slip-{turn}", "out") for turn in range(MOST_REPRINTS))
    papers = (KeptPaper("acceptance_slip", "out"), *again)
    file = case(papers=papers, appeals=APPEALED)
    assert APPEAL_SLIP not in acts_of(file)
    waiting = KeptPaper("appeal_slip-9", "unprinted")
    assert APPEAL_SLIP in acts_of(replace(file, papers=(*papers, waiting)))


def test_an_answer_that_was_not_taken_is_known() -> None:
    assert case(answers=(("BZ-1", "refused"),)).is_answer_refused
    assert not case(answers=(("BZ-1", "sent"),)).is_answer_refused


def test_a_bearer_sees_how_it_stands_and_nothing_that_was_written() -> None:
    later = replace(PARTLY, step=3)
    file = case(RECEIVED, ASKED, later, licence_number="N-1", appeals=APPEALED)
    bearer = file.for_bearer()
    assert standing_of(bearer) is standing_of(file)
    assert (bearer.licence_number, bearer.appeals) == ("", ())
    written = [text for one in bearer.news for text in one.texts]
    outcomes = [each for one in bearer.news for each in one.outcomes]
    assert written == []
    assert all(not (each.reasons or each.remedies or each.title) for each in outcomes)


NEWS = (RECEIVED, ASKED, ANSWERED, GRANTED, REFUSED, PARTLY, READY, WITHDRAWN)


@given(
    st.lists(st.sampled_from(NEWS), max_size=6, unique=True),
    st.sampled_from(["", "accepted", "accepted_with_gaps", "issued", "issued_under_promise"]),
    st.sampled_from(["", "queued", "sent", "refused"]),
)
def test_whatever_was_told_nothing_forbidden_is_offered(
    news: list[DeskNews], decision: str, withdrawal: str
) -> None:
    file = case(*news, decision=decision, withdrawal=withdrawal)
    acts, progress = set(acts_of(file)), file.progress
    assert FETCH not in acts or (progress.results and file.results_to_fetch)
    assert WITHDRAW not in acts or not (progress.outcomes or withdrawal)
    assert ANSWER not in acts or file.open_notices
    assert file.is_ours or acts <= {ANSWER, WITHDRAW}
    assert not (file.is_decided_here and acts - {RECEIPT, APPEAL})


def test_the_days_of_the_samples_are_in_order() -> None:
    assert timedelta(0) < ASKED.at - AT < ANSWERED.at - AT
