# SPDX-License-Identifier: Apache-2.0
"""Visits at a kiosk that can ask for earlier materials and for proofs of other offices."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from certificates.certificate_types import HYGIENE_PERMIT
from certificates.earlier_material import (
    DigestKind,
    EarlierMaterial,
    FileDigest,
    SealedAnswer,
)
from certificates.electronic_certificate import ElectronicCertificate
from forms.material import SuppliedMaterial, supply_materials
from kiosk.session.effects import Note
from kiosk.session.events import (
    EarlierTold,
    Event,
    LookupEnded,
    OnlineTold,
    PaperChecked,
    Touched,
)
from kiosk.session.states import State
from tests.support.applying import TODAY, card
from tests.support.visits import Visit, called, licence

FAILURES = ("timed_out", "refused", "broken", "unreachable")
PLAN = EarlierMaterial(
    identifier="MAT-2026-000001",
    type_code="SITE-PLAN",
    name="场所平面图",
    version="2019-1",
    submitted_on=TODAY - timedelta(days=300),
    valid_until=None,
    holder_code=card().number.value,
    digest=FileDigest(DigestKind.SM3, "ab" * 32),
    media_type="application/pdf",
    source_case="439900-2026-000001",
)
ANSWER = SealedAnswer(
    ticket="T-1",
    office_code="12439900MB0TEXT321",
    request_type="HYGIENE-TEST-REPORT",
    issued_on=TODAY,
    valid_until=None,
    digest=PLAN.digest,
    content=b"%PDF-",
)


def connected() -> Visit:
    """A visit at a kiosk that can ask for both."""
    visit = Visit()
    machine = replace(visit.session.machine, has_materials=True)
    visit.session = replace(visit.session, machine=machine)
    return visit


def row(visit: Visit, material: str) -> SuppliedMaterial:
    """The material as the board shows it."""
    rows = supply_materials(visit.session.chosen_item(), visit.session.begun())
    return next(one for one in rows if one.material.id == material)


def notes(visit: Visit, event: str) -> list[Note]:
    """What was written into the journal under this name."""
    return [one for one in visit.effects if isinstance(one, Note) and one.event == event]


def old_permit() -> ElectronicCertificate:
    return replace(
        called(
            HYGIENE_PERMIT,
            "虚卫公证字〔2023〕第1号",
            ("单位名称", "店"),
            ("许可项目", "美容店"),
        ),
        expires_on=TODAY + timedelta(days=100),
    )


def looked_up() -> Visit:
    """… to the end of the look-ups: licence and permit found."""
    visit = connected().until_lookups()
    number = visit.session.visit
    found = {"BL": licence(), "HYG": old_permit()}
    for line in visit.session.sources:
        certificate = found.get(line.role)
        outcome = "found" if certificate else "not_found"
        certificates = (certificate,) if certificate else ()
        visit.take(LookupEnded(number, line.role, outcome, certificates))
    return visit


def asking() -> Visit:
    """… to the board of a renewal, where papers and proofs have just been asked for."""
    visit = looked_up().touch("forward", "answer:renew")
    assert visit.at(State.BOARD), visit.session.state
    return visit


def renewing(*papers: EarlierMaterial, state: str = "waiting") -> Visit:
    """… with the papers that are on file, and M9 asked for."""
    visit = asking()
    number = visit.session.visit
    visit.take(EarlierTold(number, "found" if papers else "not_found", papers))
    return visit.take(OnlineTold(number, "M9", state))


def back_at_lookups(visit: Visit) -> Visit:
    """From the board through the questions to the look-ups."""
    while not visit.at(State.LOOKUPS):
        visit.touch("back")
    return visit


def issued(visit: Visit) -> OnlineTold:
    return OnlineTold(visit.session.visit, "M9", "issued", answer=ANSWER)


def whole(visit: Visit, state: str = "whole") -> PaperChecked:
    return PaperChecked(visit.session.visit, "M5", "MAT-2026-000001", state)


def material_visits() -> tuple[Visit, ...]:
    """Visits with papers and proofs in every state that a step tells apart."""
    used = renewing(PLAN).touch("reuse:M5")
    used.take(whole(used))
    came = renewing(PLAN)
    came.take(issued(came))
    return (asking(), back_at_lookups(renewing(PLAN)), renewing(PLAN), used, came)


def material_events(visit: int) -> Iterator[Event]:
    """One of every event of theirs, and the touch."""
    yield EarlierTold(visit, "found", (PLAN,))
    yield PaperChecked(visit, "M5", PLAN.identifier, "whole")
    yield OnlineTold(visit, "M9", "issued", answer=ANSWER)
    yield OnlineTold(visit, "M9", "late")
    yield Touched("reuse", "M5")
