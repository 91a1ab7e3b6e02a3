# SPDX-License-Identifier: Apache-2.0
"""Answers of the materials library, read strictly; whatever is not as described is rubbish."""

import json
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certificates.earlier_material import DigestKind, FileDigest, IssueReport, IssueState
from certificates.errors import CertificateError, PlatformRefusedError, PlatformRubbishError
from certificates.library.materials_wire import (
    REASON_LENGTH,
    decode_materials,
    decode_report,
    decode_ticket,
)

DIGEST = "ab" * 32
ENTRY: dict[str, object] = {
    "materialIdentifier": "MAT-1",
    "materialTypeCode": "SITE-PLAN",
    "materialName": "场所平面图",
    "materialVersion": "2019-1",
    "submittedDate": "2026-03-02",
    "validUntil": "",
    "holderCode": "439900199001010023",
    "digestAlgorithm": "SM3",
    "fileDigest": DIGEST,
    "mediaType": "application/pdf",
    "sourceCase": "439900-2026-000001",
}


def answer(data: object, status: int = 0) -> bytes:
    return json.dumps({"head": {"status": status, "message": ""}, "data": data}).encode()


def test_an_entry_is_read_whole() -> None:
    (paper,) = decode_materials(answer({"materials": [ENTRY]}))
    assert (paper.identifier, paper.type_code, paper.version) == (
        "MAT-1",
        "SITE-PLAN",
        "2019-1",
    )
    assert (paper.submitted_on, paper.valid_until) == (date(2026, 3, 2), None)
    assert paper.digest == FileDigest(DigestKind.SM3, DIGEST)
    assert (paper.media_type, paper.source_case) == ("application/pdf", "439900-2026-000001")
    assert "439900199001010023" not in repr(paper)


def test_nothing_on_file_is_an_empty_list() -> None:
    assert decode_materials(answer({"materials": []})) == ()


@pytest.mark.parametrize(
    "change",
    [
        {"materialIdentifier": ""},
        {"materialTypeCode": None},
        {"materialName": 7},
        {"materialVersion": " "},
        {"submittedDate": ""},
        {"submittedDate": "2026-02-30"},
        {"validUntil": "one day"},
        {"holderCode": ""},
        {"digestAlgorithm": "MD5"},
        {"fileDigest": DIGEST.upper()},
        {"fileDigest": "ab"},
        {"mediaType": "text/html"},
        {"sourceCase": ""},
    ],
)
def test_an_entry_with_one_part_wrong_makes_the_answer_rubbish(
    change: dict[str, object],
) -> None:
    with pytest.raises(PlatformRubbishError):
        decode_materials(answer({"materials": [{**ENTRY, **change}]}))


@pytest.mark.parametrize(
    "data", [None, [], "text", {}, {"materials": {}}, {"materials": ["x"]}]
)
def test_anything_but_a_list_of_objects_is_rubbish(data: object) -> None:
    with pytest.raises(PlatformRubbishError):
        decode_materials(answer(data))


def test_more_entries_than_anybody_hands_in_are_rubbish() -> None:
    with pytest.raises(PlatformRubbishError):
        decode_materials(answer({"materials": [ENTRY] * 201}))


def test_a_refusal_keeps_the_platforms_words_to_itself() -> None:
    body = json.dumps({"head": {"status": 99, "message": "陈秋美无权"}}).encode()
    for read in (decode_materials, decode_ticket, lambda said: decode_report(said, "T")):
        with pytest.raises(PlatformRefusedError) as caught:
            read(body)
        assert "陈秋美" not in str(caught.value)


def test_a_ticket_is_a_text_of_reasonable_length() -> None:
    assert decode_ticket(answer({"ticket": "T-1"})) == "T-1"
    for wrong in ({}, {"ticket": ""}, {"ticket": 1}, {"ticket": "x" * 201}):
        with pytest.raises(PlatformRubbishError):
            decode_ticket(answer(wrong))


@pytest.mark.parametrize(
    ("word", "state"),
    [
        ("waiting", IssueState.WAITING),
        ("unknown", IssueState.UNKNOWN),
        ("refused", IssueState.REFUSED),
        ("nearly", IssueState.UNKNOWN),
        ("", IssueState.UNKNOWN),
    ],
)
def test_a_report_has_a_known_state_or_an_unknown_one(word: str, state: IssueState) -> None:
    said = answer({"ticket": "T", "state": word, "reason": "没有记录"})
    assert decode_report(said, "T") == IssueReport("T", state, "没有记录")


def test_an_issued_report_names_the_digest() -> None:
    data = {
        "ticket": "T",
        "state": "issued",
        "digestAlgorithm": "SHA-256",
        "fileDigest": DIGEST,
    }
    report = decode_report(answer(data), "T")
    assert report.digest == FileDigest(DigestKind.SHA_256, DIGEST)
    with pytest.raises(PlatformRubbishError):
        decode_report(answer({"ticket": "T", "state": "issued"}), "T")


def test_a_report_about_another_ticket_is_rubbish() -> None:
    with pytest.raises(PlatformRubbishError):
        decode_report(answer({"ticket": "T-2", "state": "waiting"}), "T-1")


def test_a_long_reason_is_cut() -> None:
    said = answer({"ticket": "T", "state": "refused", "reason": "长" * 999})
    assert len(decode_report(said, "T").reason) == REASON_LENGTH


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.sampled_from(list(ENTRY)),
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.text() | st.sampled_from(list(ENTRY)), inner)
    ),
    max_leaves=20,
)


@given(data=JSON)
def test_no_json_does_harm(data: object) -> None:
    """Whatever comes is read, refused or rubbish; nothing else is ever raised."""
    for body in (answer(data), answer({"materials": [data]}), answer({"materials": data})):
        for read in (decode_materials, decode_ticket, lambda said: decode_report(said, "T")):
            with suppress(CertificateError):
                read(body)


@given(body=st.binary(max_size=200))
def test_no_bytes_do_harm(body: bytes) -> None:
    with pytest.raises(CertificateError):
        decode_materials(body)
