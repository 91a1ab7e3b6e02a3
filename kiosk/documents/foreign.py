# SPDX-License-Identifier: Apache-2.0
"""Foreign files, looked at in the document process: sealed answers and results of cases."""

from certificates.answer_check import check_answer, sealed_as_sample
from certificates.earlier_material import DigestKind, FileDigest
from certificates.gate import CalledExpectation
from certificates.gate_check import check_called
from certificates.sealed_answer import AnswerFault, AnswerWanted, Believed
from certificates.trust import decode_trust_list
from kiosk.documents.request import Item


def answer_item(item: Item) -> Item:
    """Check an answer, in the document process."""
    wanted = item["wanted"]
    outcome = check_answer(
        item["pdf"],
        AnswerWanted(
            ticket=wanted["ticket"],
            office_code=wanted["office_code"],
            request_type=wanted["request_type"],
            holder_code=wanted["holder_code"],
            digest=FileDigest(DigestKind(wanted["digest_kind"]), wanted["digest"]),
        ),
        Believed(decode_trust_list(item["trust"]), item["at"], item["samples"]),
    )
    if isinstance(outcome, AnswerFault):
        return {"fault": outcome.value}
    until = outcome.valid_until
    return {
        "fault": "",
        "issued_on": outcome.issued_on.isoformat(),
        "valid_until": until.isoformat() if until is not None else "",
        "is_sample": outcome.is_sample,
    }


def result_item(item: Item) -> Item:
    """Check a result, in the document process."""
    believed = Believed(decode_trust_list(item["trust"]), item["at"], item["samples"])
    fault = sealed_as_sample(item["pdf"], believed)
    if isinstance(fault, AnswerFault):
        return {"fault": fault.value}
    expectation = CalledExpectation(tuple((text,) for text in item["texts"]))
    return {"fault": "", **vars(check_called(item["pdf"], expectation))}
