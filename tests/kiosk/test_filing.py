# SPDX-License-Identifier: Apache-2.0
"""A case as it is kept: nothing is lost on the way to the store and back."""

import json
from dataclasses import replace
from datetime import date
from functools import cache
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certificates.qr import LicenceClaims
from forms.application import Application
from forms.copying import CopyWish
from forms.decision import (
    Accepted,
    AcceptedWithGaps,
    Answered,
    Concluded,
    Decision,
    FilledIn,
    Issued,
    IssuedUnderPromise,
    Refused,
)
from forms.text import Text
from kiosk.filing import (
    FORMAT,
    decision_word,
    due_day,
    kept_from,
    papers_from,
    promises_of,
)
from kiosk.papers import PAPERS, Paper
from kiosk.session.effects import Strokes
from kiosk.store.records import PromiseRecord
from tests.support.applying import permit
from tests.support.visits import Visit

DUE = date(2027, 1, 21)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
DATES = st.dates(date(2000, 1, 1), date(2099, 12, 31))
CLAIMS = st.builds(
    LicenceClaims,
    number=TEXTS,
    unit=TEXTS,
    representative=TEXTS,
    item_codes=st.lists(TEXTS, max_size=3).map(tuple),
    issued_on=DATES,
    expires_on=st.none() | DATES,
)
PAPERS_ANY = st.builds(
    Paper,
    name=st.sampled_from(PAPERS),
    values=st.dictionaries(TEXTS, TEXTS | st.lists(TEXTS, max_size=3).map(tuple), max_size=4),
    claims=st.none() | CLAIMS,
    is_signed_by_hand=st.booleans(),
    must_show=st.lists(TEXTS, max_size=3).map(tuple),
)
POINT = st.tuples(*[st.floats(0, 500, allow_nan=False)] * 3)
STROKES = st.lists(st.lists(POINT, max_size=4).map(tuple), max_size=3).map(tuple)


@given(papers=st.lists(PAPERS_ANY, max_size=4).map(tuple), strokes=STROKES)
def test_papers_and_signature_come_back_as_they_were(
    papers: tuple[Paper, ...], strokes: Strokes
) -> None:
    assert papers_from(kept_from(_application(), papers, strokes)) == (papers, strokes)


@cache
def _application() -> Application:
    application = Visit().until_review().session.application
    assert application is not None
    return application


def test_the_form_is_kept_with_the_source_of_each_value() -> None:
    application = _application()
    kept = json.loads(kept_from(application, (), ()))
    assert kept["format"] == FORMAT
    assert kept["route"] == "promise"
    assert kept["applicant"]["name"] == application.applicant.name
    assert kept["fields"]["f_tel"] == {"value": "13800000000", "source": "typed"}
    assert set(kept["fields"]) == set(application.fields)


def test_the_same_case_is_the_same_bytes() -> None:
    application = _application()
    shuffled = replace(application, fields=dict(reversed(list(application.fields.items()))))
    assert kept_from(shuffled, (), ()) == kept_from(application, (), ())


@pytest.mark.parametrize("kept", [b"{}", b'{"format": "jiban-case-9"}', b"no json"])
def test_bytes_of_another_format_are_refused(kept: bytes) -> None:
    with pytest.raises(ValueError, match=r"format|Expecting"):
        papers_from(kept)


def _decisions() -> dict[str, Decision]:
    materials = permit().materials[:2]
    return {
        "issued_under_promise": IssuedUnderPromise(materials, DUE, DUE, "1"),
        "issued": Issued(),
        "accepted_with_gaps": AcceptedWithGaps(materials, DUE),
        "accepted": Accepted(DUE),
        "concluded": Concluded(),
        "answered": Answered(CopyWish(Text("年检", "inspection"), DUE)),
        "filled_in": FilledIn(()),
        "refused": Refused(()),
    }


def test_no_decision_is_without_a_word() -> None:
    assert {type(decision) for decision in _decisions().values()} == set(get_args(Decision))


DATED = {"issued_under_promise", "accepted_with_gaps", "accepted"}


@pytest.mark.parametrize("word", _decisions())
def test_every_decision_has_its_word_its_day_and_its_promises(word: str) -> None:
    decision = _decisions()[word]
    assert decision_word(decision) == word
    assert due_day(decision) == (DUE if word in DATED else None)
    owed = tuple(PromiseRecord(material.id, DUE) for material in permit().materials[:2])
    has_promises = word in {"issued_under_promise", "accepted_with_gaps"}
    assert promises_of(decision) == (owed if has_promises else ())
