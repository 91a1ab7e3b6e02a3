# SPDX-License-Identifier: Apache-2.0
"""Cases as a kiosk keeps them, and clients of a case desk; nobody in them is real."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from random import Random
from threading import Event

from certificates.library.interface import AuditElements
from config.settings import CaseDeskSettings
from kiosk.clock import Clock
from kiosk.outgoing import Outgoing, Pace
from kiosk.store.records import CaseRecord, OutboxMessage
from kiosk.store.store import Store
from kiosk.sync.case_desk import HttpCaseDesk
from kiosk.sync.case_desk_values import BundleMember, Holder, SealedPaper, Submission
from tests.support.fixed_clock import FixedClock
from tests.support.store_samples import numbered_case, sample_case

AUDIT = AuditElements("示例大厅", "K-0001", "公共场所卫生许可", "0001", "S-1")
HEADING = {
    "service": "公共场所卫生许可",
    "applicant": "测试甲",
    "issuing_authority": "示例市卫生健康局",
    "machine": "K-0001",
}
"""What every paper of a case is headed with."""
NOBODY = Holder("测试甲", "439900199203170068", "citizen", "示例市示例路1号")
PAPER = b"%PDF-1.7 sealed"
QUICK = Pace(call_s=5.0, first_s=1.0, longest_s=60.0, ask_s=600.0)


def form_of(number: str = "") -> bytes:
    """The form of a case as ``kiosk.filing`` writes it."""
    claims = {
        "number": number,
        "unit": "示例美容店",
        "representative": "测试甲",
        "item_codes": ["000123106001"],
        "issued_on": "2026-11-23",
        "expires_on": "2030-11-22",
    }
    content = {
        "format": "jiban-case-1",
        "item": "hygiene-permit",
        "applicant": {"name": NOBODY.name, "number": NOBODY.number, "number_type": "citizen"},
        "answers": {"kind": "beauty"},
        "fields": {"unit_name": {"value": "示例美容店", "source": "called"}},
        "papers": [
            {
                "name": "licence",
                "claims": claims if number else None,
                "values": HEADING,
                "is_signed_by_hand": False,
                "must_show": [],
            }
        ],
        "strokes": [],
    }
    return json.dumps(content, ensure_ascii=False).encode()


def kept_case(
    store: Store, *, decision: str = "accepted", case_id: str = "", has_paper: bool = True
) -> CaseRecord:
    """Commit a case with its paper, as the kiosk does; issued ones have a number."""
    case_id = case_id or store.new_case_id("K-0001")
    is_issued = decision.startswith("issued")
    paper = "licence.pdf" if is_issued else "acceptance_slip.pdf"
    case = numbered_case(store, case_id) if is_issued else sample_case(case_id)
    number = case.number and replace(case.number, text=f"示例卫公证字〔2026〕第{case_id}号")
    form = form_of(number.text if number else "")
    record = CaseRecord(
        **{
            **vars(case),
            "decision": decision,
            "number": number,
            "form": form,
            "papers": (paper,),
            "outbox": OutboxMessage(f"case/{case_id}", "case-submitted", form),
        }
    )
    store.submit_case(record)
    if has_paper:
        store.documents.put(case_id, paper, PAPER + case_id.encode())
    return record


def desk_on(address: str, **changes: object) -> HttpCaseDesk:
    """A client of the desk at this address."""
    return HttpCaseDesk(CaseDeskSettings(address, **changes))  # type: ignore[arg-type]


def outgoing_to(
    store: Store,
    address: str,
    clock: Clock | None = None,
    *,
    pace: Pace = QUICK,
    received: Callable[[str], None] = lambda _case_id: None,
) -> Outgoing:
    """The way out of a store to the desk at this address."""
    return Outgoing(
        store,
        desk_on(address),
        audit=lambda _service, case: AuditElements("大厅", "K-0001", "事项", "01", case),
        clock=clock or FixedClock(),
        pace=pace,
        chance=Random(1),
        received=received,
    )


def run(outgoing: Outgoing) -> float:
    """One pass to its end."""
    return outgoing.run_once(Event())


def submission(
    case_number: str, members: tuple[BundleMember, ...] = (), **changes: object
) -> Submission:
    """A case as it goes over the wire; with members it is a bundle."""
    content = PAPER + case_number.encode()
    paper = SealedPaper("slip.pdf", hashlib.sha256(content).hexdigest(), content)
    columns: dict[str, object] = {
        "key": f"case/{case_number}",
        "case_number": case_number,
        "service": "hygiene-permit",
        "situation": "new",
        "decision": "accepted",
        "submitted_at": FixedClock().now(),
        "holder": NOBODY,
        "papers": (paper,),
        "bundle": "newborn" if members else "",
        "members": members,
    }
    return Submission(**{**columns, **changes})  # type: ignore[arg-type]
