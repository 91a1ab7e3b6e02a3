# SPDX-License-Identifier: Apache-2.0
"""The citizen of ``card`` by other sources, and the answers of a person check."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from devices.identity.record import Assurance, CardKind, IdentityRecord, SourceKind, Validity
from devices.states import DeviceState, ProbeReport
from forms.catalogue import Catalogue
from forms.identity_need import DocumentKind, PersonCheck
from kiosk.person_check import (
    CheckEnd,
    NotConfirmed,
    PassAnswer,
    PersonCheckMethod,
    PersonConfirmed,
    StartedCheck,
    WrongCode,
    binding_of,
)
from kiosk.session.events import (
    CheckAnswered,
    CheckFailed,
    CheckStarted,
    Event,
    ResendAllowed,
    SourceBack,
    SourceFailed,
)
from tests.support.applying import card, shipped

PHONE = "138****1234"


def asking_for(check: PersonCheck, *assurance: Assurance) -> Catalogue:
    """The shipped catalogue, with another identity asked for by its first service."""
    first, *others = shipped().services
    need = replace(first.identity, person_check=check)
    if assurance:
        need = replace(need, assurance=assurance, documents=tuple(DocumentKind))
    services = (replace(first, identity=need), *others)
    return replace(shipped(), services=services)


def confirmed(
    record: IdentityRecord | None = None,
    method: PersonCheckMethod = PersonCheckMethod.PHONE_CODE,
) -> PersonConfirmed:
    """The other side's word that this person was confirmed."""
    number = (record or card()).number.value
    started = StartedCheck(method, "C-1", "00ff", binding_of("C-1", "00ff", number))
    return PersonConfirmed(started, PassAnswer("C-1", started.binding))


def shown_code() -> IdentityRecord:
    """The citizen of ``card`` by an identity code: the platform states no validity."""
    return replace(
        card(), source=SourceKind.QR_TOKEN, validity=Validity(date.min, None, is_stated=False)
    )


def social_card() -> IdentityRecord:
    """The citizen of ``card`` by a social-security card."""
    return replace(card(), source=SourceKind.SSCARD_PCSC, kind=CardKind.SOCIAL_SECURITY)


def way_events(visit: int) -> Iterator[Event]:
    """One way breaks, and is back."""
    yield SourceFailed(visit, SourceKind.QR_TOKEN, "SCANNER-1101")
    report = ProbeReport("scanner", DeviceState.ONLINE)
    yield SourceBack(visit, SourceKind.QR_TOKEN, report)


def check_events(visit: int) -> Iterator[Event]:
    """One of each answer of a person check, and of each to an earlier turn."""
    yield CheckStarted(visit, 1, PHONE)
    yield CheckStarted(visit, 2, PHONE)
    yield CheckAnswered(visit, 1, confirmed())
    yield CheckAnswered(visit, 1, WrongCode(1))
    for end in CheckEnd:
        yield CheckAnswered(visit, 1, NotConfirmed(end))
    yield CheckFailed(visit, 1, "CHECK-1302")
    yield ResendAllowed(visit, 1)
