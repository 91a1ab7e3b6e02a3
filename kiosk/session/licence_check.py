# SPDX-License-Identifier: Apache-2.0
"""Is this licence genuine (查验证照): a code at the scanner, the answer, and nothing kept."""

from dataclasses import replace
from typing import Final

from kiosk.session.effects import Effect, Note, StopReading
from kiosk.session.events import Event, Touched
from kiosk.session.licence_visit import (
    UNREAD,
    CheckLicence,
    LicenceChecked,
    LicenceUnread,
    LicenceVisit,
)
from kiosk.session.machine import Machine
from kiosk.session.session import Session, Step, with_state
from kiosk.session.states import State

_SCANNER: Final = "scanner"
_OF_THE_PLATFORM: Final = "TOKEN-"
"""Faults of who redeems identity codes; the scanner that they are told of is well."""


def scanner_fault(machine: Machine) -> str:
    """Code of what keeps licences from being checked now; empty when they can be."""
    code = machine.code_of(_SCANNER)
    return "" if code.startswith(_OF_THE_PLATFORM) else code


def is_offered(machine: Machine) -> bool:
    """Whether a licence can be checked here, now."""
    return machine.has_scanner and not scanner_fault(machine)


def begin(session: Session) -> Step:
    """Wait for a code; what was told before is gone from the page."""
    fresh = replace(session, licence=LicenceVisit())
    return with_state(fresh, State.LICENCE_CHECK), (CheckLicence(session.visit),)


def at_licence_check(session: Session, event: Event) -> Step:
    """Take the answer in, wait once more, or go back to what else there is."""
    now = session.licence or LicenceVisit()
    match event:
        case LicenceChecked(_, told) if now.is_waiting:
            note = Note("licence-checked", told.found.value)
            return replace(session, licence=LicenceVisit(told)), (note,)
        case LicenceUnread(_, code) if now.is_waiting:
            return _unread(session, code)
        case Touched("again") if not now.is_waiting:
            return begin(session)
        case Touched("back"):
            return with_state(replace(session, licence=None), State.HOME), (StopReading(),)
        case _:
            return session, ()


def _unread(session: Session, code: str) -> Step:
    """Ask for the code once more; where something is broken, say so and wait no longer."""
    effect: Effect
    if code == UNREAD:
        told, effect = LicenceVisit(is_unread=True), CheckLicence(session.visit)
    else:
        told, effect = LicenceVisit(code=code), Note("fault-raised", code=code)
    return replace(session, licence=told), (effect,)
