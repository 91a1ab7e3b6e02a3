# SPDX-License-Identifier: Apache-2.0
"""Slips of the document process: dots, 样本 in black, nothing that is sealed."""

from dataclasses import replace

import pytest

from certificates.errors import DocumentError
from kiosk.app import CATALOGUE, templates_of
from kiosk.documents.process import DocumentProcess
from kiosk.documents.request import DocumentRequest
from tests.support.applying import shipped
from tests.support.document_process import NOW, READY_S
from tests.support.slip_samples import RECEIPT

TEMPLATES = templates_of(CATALOGUE, shipped())
ASKED = DocumentRequest(
    name="receipt",
    template=TEMPLATES["slip/receipt"],
    values=RECEIPT,
    created=NOW,
    document_id="K-0001/receipt",
    must_show=(str(RECEIPT["case_number"]),),
)


def test_a_slip_comes_as_dots(documents: DocumentProcess) -> None:
    picture = documents.slip(ASKED, deadline_s=READY_S)
    assert picture.width_dots == 576
    assert picture == documents.slip(ASKED, deadline_s=READY_S)
    assert sum(map(int.bit_count, picture.dots[: 40 * 72])) > 300  # a demo key: 样本


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (replace(ASKED, values={**RECEIPT, "applicant": "王\ue000"}), "DOCUMENT-0601"),
        (replace(ASKED, values={}), "DOCUMENT-0602"),
        (replace(ASKED, template=TEMPLATES["acceptance_slip"]), "DOCUMENT-0602"),
        (replace(ASKED, must_show=("not there",)), "DOCUMENT-0604"),
    ],
)
def test_what_cannot_be_a_slip_is_a_fault_and_the_process_lives(
    documents: DocumentProcess, asked: DocumentRequest, code: str
) -> None:
    with pytest.raises(DocumentError, match=code):
        documents.slip(asked, deadline_s=READY_S)
    assert documents.slip(ASKED, deadline_s=READY_S).width_dots == 576
