# SPDX-License-Identifier: Apache-2.0
"""The document process is killed, stopped, cut off and asked nonsense; the next call works."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp

from certificates.errors import CertificateError, DocumentError
from certificates.trust import KEY_LIST_NAME, read_trust_list
from certificates.verification import Verdict, verify_pdf, verify_qr
from kiosk.clock import SystemClock
from kiosk.documents.process import DocumentProcess
from tests.support.document_process import (
    CLAIMS,
    NOW,
    READY_S,
    REQUEST,
    TEMPLATE,
    make,
    pid_of,
    setup_in,
    text_of,
)

# -- what it makes --------------------------------------------------------------------------


def test_licence_is_sealed_and_proves_itself(
    documents: DocumentProcess, key_home: Path
) -> None:
    made = documents.make(REQUEST, deadline_s=READY_S)
    trust = read_trust_list(key_home / "keys" / KEY_LIST_NAME)
    found = verify_pdf(made.pdf, trust, at=NOW)
    assert found.verdict is Verdict.SAMPLE
    assert found.signed_at == NOW
    assert (made.name, made.pages) == ("licence.pdf", 1)
    assert made.sha256 == hashlib.sha256(made.pdf).hexdigest()
    assert "样本县𠮷祥理发店" in text_of(made.pdf)


def test_printed_code_proves_itself(documents: DocumentProcess, key_home: Path) -> None:
    """Another program reads the code from the page at the printer's resolution."""
    page = pypdfium2.PdfDocument(make(documents))[0]
    (code,) = zxingcpp.read_barcodes(page.render(scale=200 / 72).to_pil())
    assert code.text.startswith("https://example.cn/v#J1:")
    trust = read_trust_list(key_home / "keys" / KEY_LIST_NAME)
    found = verify_qr(code.text, trust, at=NOW)
    assert (found.verdict, found.claims) == (Verdict.SAMPLE, CLAIMS)


def test_demo_key_marks_every_document(documents: DocumentProcess) -> None:
    assert documents.wait_ready(deadline_s=READY_S).is_demo
    asked = replace(REQUEST, is_sample=False, is_sealed=False)
    assert "仅供演示" in text_of(make(documents, asked))


def test_paper_that_bears_no_seal_is_not_signed(
    documents: DocumentProcess, key_home: Path
) -> None:
    trust = read_trust_list(key_home / "keys" / KEY_LIST_NAME)
    plain = {**TEMPLATE, "is_sealed": False, "elements": [TEMPLATE["elements"][0]]}  # type: ignore[index]
    for asked in (
        replace(REQUEST, is_sealed=False),
        replace(REQUEST, template=plain, claims=None),
    ):
        found = verify_pdf(make(documents, asked), trust, at=NOW)
        assert found.verdict is Verdict.NOT_SIGNED


def test_same_request_gives_the_same_page(documents: DocumentProcess) -> None:
    asked = replace(REQUEST, is_sealed=False)
    assert make(documents, asked) == make(documents, asked)


def test_answers_stay_quick(documents: DocumentProcess) -> None:
    make(documents)
    clock = SystemClock()
    started_s = clock.monotonic()
    for _ in range(5):
        make(documents)
    assert (clock.monotonic() - started_s) / 5 < 1.0


# -- what it refuses ------------------------------------------------------------------------


def test_character_without_a_glyph_is_named_by_its_code_only(
    documents: DocumentProcess,
) -> None:
    with pytest.raises(DocumentError) as caught:
        documents.preflight({"unit": "样本县\ue000店"})
    assert caught.value.code == "DOCUMENT-0601"
    assert "U+E000" in caught.value.detail
    assert "样本县" not in str(caught.value)
    with pytest.raises(DocumentError, match="DOCUMENT-0601"):
        make(documents, replace(REQUEST, values={"unit": "\ufffd"}))


def test_preflight_passes_what_can_be_printed(documents: DocumentProcess) -> None:
    documents.preflight({"unit": "张𠮷祥", "items": ("李𬭚", "王䶮")})


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"values": {}}, "DOCUMENT-0602"),
        ({"template": {**TEMPLATE, "colour": "red"}}, "CONFIG-0701"),
        ({"template": {**TEMPLATE, "elements": []}}, "DOCUMENT-0602"),
        ({"authority": "某" * 60}, "DOCUMENT-0602"),
        ({"values": {"unit": "样" * 400}}, "DOCUMENT-0602"),
    ],
)
def test_request_that_cannot_be_met_has_its_code(
    documents: DocumentProcess, change: dict[str, object], code: str
) -> None:
    before = pid_of(documents)
    with pytest.raises(CertificateError) as caught:
        make(documents, replace(REQUEST, **change))  # type: ignore[arg-type]
    assert caught.value.code == code
    assert pid_of(documents) == before, "a fault is an answer, not a death"


@pytest.mark.slow
def test_bug_in_the_process_costs_one_call_and_says_no_value(
    key_home: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """A stroke of two numbers breaks this program's own promise: a bug, not a fault."""
    documents = DocumentProcess(setup_in(key_home), clock=SystemClock())
    strokes = (((1.0, 2.0),),)
    asked = replace(REQUEST, strokes=strokes, values={"unit": "店名"})  # type: ignore[arg-type]
    with pytest.raises(DocumentError, match="DOCUMENT-0602"):
        make(documents, asked)
    assert make(documents).startswith(b"%PDF")
    documents.close()
    told = capfd.readouterr().err
    assert told.startswith("document process: ValueError\n  ")
    assert "request.py" in told
    assert "店名" not in told


def test_finished_file_must_show_what_it_was_made_for(documents: DocumentProcess) -> None:
    shown = replace(REQUEST, must_show=("样本县𠮷祥理发店", "单位名称"))
    assert make(documents, shown).startswith(b"%PDF")
    with pytest.raises(DocumentError) as caught:
        make(documents, replace(REQUEST, must_show=("另一家店",)))
    assert caught.value.code == "DOCUMENT-0604"
    assert "另一家店" not in str(caught.value)
