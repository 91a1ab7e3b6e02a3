# SPDX-License-Identifier: Apache-2.0
"""A proof of another office counts only if everything about it is right; each fault by itself.

The seals are made by the simulated office with pyHanko; the check is the product's.
"""

import base64
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization

from certificates.answer_check import check_answer
from certificates.earlier_material import DigestKind, FileDigest, IssueState, SealedAnswer
from certificates.sealed_answer import AnswerFault, AnswerWanted, Believed
from certificates.simulation.issuing_office import office_keys, proof_pdf, sealed
from certificates.simulation.one_page_pdf import one_page_pdf
from certificates.trust import PdfRoot, TrustList, read_trust_list
from kiosk.clock import SHANGHAI

OFFICES = Path(__file__).parents[2] / "config" / "simulation" / "offices.keys.json"
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=SHANGHAI)
OFFICE, REQUEST, TICKET = "12439900MB0TEXT321", "HYGIENE-TEST-REPORT", "T-1"
HOLDER = "439900199001010023"
CONTENT = {
    "ticket": TICKET,
    "officeCode": OFFICE,
    "requestTypeCode": REQUEST,
    "holderCode": HOLDER,
    "conclusion": "favourable",
    "issuedDate": "2026-10-20",
    "validUntil": "2028-10-19",
}
WANTED = AnswerWanted(TICKET, OFFICE, REQUEST, HOLDER, FileDigest(DigestKind.SM3, ""))


@pytest.fixture(scope="module")
def trust() -> TrustList:
    return read_trust_list(OFFICES)


@pytest.fixture(scope="module")
def good() -> bytes:
    return sealed(proof_pdf(CONTENT), office_keys())


@pytest.fixture(autouse=True)
def quiet(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """PyHanko warns of every seal that it does not believe, which is the point here."""
    with caplog.at_level("CRITICAL", logger="pyhanko"):
        yield


def judged(
    pdf: bytes,
    trust: TrustList,
    *,
    kind: DigestKind = DigestKind.SM3,
    at: datetime = NOW,
    samples: bool = True,
) -> SealedAnswer | AnswerFault:
    digest = FileDigest(kind, kind.of(pdf))
    return check_answer(pdf, replace(WANTED, digest=digest), Believed(trust, at, samples))


@pytest.mark.parametrize("kind", DigestKind)
def test_a_good_answer_is_taken_as_it_says_itself(
    good: bytes, trust: TrustList, kind: DigestKind
) -> None:
    answer = judged(good, trust, kind=kind)
    assert isinstance(answer, SealedAnswer)
    assert answer.content == good
    assert (answer.ticket, answer.office_code, answer.request_type) == (TICKET, OFFICE, REQUEST)
    assert (answer.issued_on, answer.valid_until) == (date(2026, 10, 20), date(2028, 10, 19))
    assert answer.is_sample
    assert HOLDER not in repr(answer)


def test_an_answer_without_a_last_day_is_valid_for_good(trust: TrustList) -> None:
    pdf = sealed(proof_pdf({**CONTENT, "validUntil": ""}), office_keys())
    answer = judged(pdf, trust)
    assert isinstance(answer, SealedAnswer)
    assert answer.valid_until is None


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ({"ticket": "T-2"}, AnswerFault.OTHER_REQUEST),
        ({"officeCode": "11439900MB0TEXT16E"}, AnswerFault.OTHER_OFFICE),
        ({"requestTypeCode": "OTHER"}, AnswerFault.OTHER_TYPE),
        ({"holderCode": "439900199203170068"}, AnswerFault.OTHER_HOLDER),
        ({"holderCode": ""}, AnswerFault.OTHER_HOLDER),
        ({"conclusion": "adverse"}, AnswerFault.ADVERSE),
        ({"conclusion": "perhaps"}, AnswerFault.ADVERSE),
        ({"validUntil": "2026-11-22"}, AnswerFault.EXPIRED),
        ({"validUntil": "soon"}, AnswerFault.NO_CONTENT),
        ({"issuedDate": "20th of October"}, AnswerFault.NO_CONTENT),
    ],
)
def test_what_the_sealed_content_says_must_be_what_was_asked_for(
    said: dict[str, str], fault: AnswerFault, trust: TrustList
) -> None:
    pdf = sealed(proof_pdf({**CONTENT, **said}), office_keys())
    assert judged(pdf, trust) is fault


def test_the_last_day_counts(trust: TrustList) -> None:
    pdf = sealed(proof_pdf({**CONTENT, "validUntil": "2026-11-23"}), office_keys())
    assert isinstance(judged(pdf, trust), SealedAnswer)


def test_a_file_that_is_not_the_one_told_is_not_opened(good: bytes, trust: TrustList) -> None:
    told = FileDigest(DigestKind.SM3, "0" * 64)
    believed = Believed(trust, NOW, samples=True)
    assert check_answer(good, replace(WANTED, digest=told), believed) is AnswerFault.DIGEST


def test_every_kind_of_wrong_seal_has_its_own_reason(good: bytes, trust: TrustList) -> None:
    place = good.index(b"SPECIMEN")
    changed = good[:place] + b"specimen" + good[place + 8 :]
    stranger = sealed(proof_pdf(CONTENT), office_keys("stranger"))
    late = datetime(2046, 6, 1, tzinfo=SHANGHAI)
    assert judged(proof_pdf(CONTENT), trust) is AnswerFault.NOT_SEALED
    assert judged(b"no PDF at all", trust) is AnswerFault.NOT_SEALED
    assert judged(changed, trust) is AnswerFault.TAMPERED
    assert judged(good + b"%", trust) is AnswerFault.TAMPERED
    assert judged(stranger, trust) is AnswerFault.UNKNOWN_KEY
    assert judged(good, TrustList()) is AnswerFault.UNKNOWN_KEY
    assert judged(good, trust, at=late) is AnswerFault.SEAL_EXPIRED


def test_a_demo_seal_counts_only_where_the_kiosks_own_papers_are_samples(
    good: bytes, trust: TrustList
) -> None:
    assert judged(good, trust, samples=False) is AnswerFault.SAMPLE
    (root,) = trust.pdf_roots
    real = TrustList(pdf_roots=(PdfRoot(root.certificate, is_demo=False),))
    answer = judged(good, real, samples=False)
    assert isinstance(answer, SealedAnswer)
    assert not answer.is_sample


def test_a_sealed_file_without_its_content_is_no_answer(trust: TrustList) -> None:
    bare = sealed(one_page_pdf(("SPECIMEN",)), office_keys())
    assert judged(bare, trust) is AnswerFault.NO_CONTENT


@pytest.mark.parametrize("content", [b"[]", b"{", b"\xff", b"7", b'{"a":' * 2000])
def test_content_that_is_no_object_of_texts_is_no_answer(
    content: bytes, trust: TrustList, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(json, "dumps", lambda *_, **__: content.decode("latin-1"))
    pdf = proof_pdf(CONTENT)
    monkeypatch.undo()
    assert judged(sealed(pdf, office_keys()), trust) is AnswerFault.NO_CONTENT


def test_the_shipped_list_is_that_of_the_simulated_office_and_says_that_it_is_a_demo(
    trust: TrustList,
) -> None:
    """Nobody has to copy a key about: the same words make the same keys at every start."""
    (root,) = trust.pdf_roots
    der = office_keys().root.public_bytes(serialization.Encoding.DER)
    office_keys.cache_clear()
    again = office_keys().root.public_bytes(serialization.Encoding.DER)
    assert root == PdfRoot(der, is_demo=True) == PdfRoot(again, is_demo=True)
    assert base64.b64encode(der).decode() in OFFICES.read_text("utf-8")


def test_a_state_that_is_not_known_is_unknown() -> None:
    assert IssueState.of("issued") is IssueState.ISSUED
    assert IssueState.of("approved") is IssueState.UNKNOWN
    assert IssueState.of("") is IssueState.UNKNOWN
