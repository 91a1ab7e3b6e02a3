# SPDX-License-Identifier: Apache-2.0
"""What the world has to do once staff has said that it is to be done; pure."""

from typing import Final, assert_never

from kiosk.session.effects import CloseApp, Effect, Note, Restart
from kiosk.session.session import Session
from kiosk.session.settings_acts import GoBack, KeepEdits, KeepPackage
from kiosk.session.staff_acts import (
    AskTraining,
    LoadBlanks,
    PutNotice,
    RebootMachine,
    RestartDevice,
    SettlePrint,
)
from kiosk.session.staff_desk import Pending
from kiosk.session.staff_rights import Act

OFF: Final = "off"
PROGRAM: Final = "program"
AFTER: Final = "program_after"
"""The program, as soon as the visit is over."""
TRAINING: Final = "training"
MACHINE: Final = "machine"
"""The computer itself."""
MACHINE_AFTER: Final = "machine_after"
"""The computer, as soon as the visit is over."""


def devices(session: Session) -> tuple[str, ...]:
    """Devices that can be let go of and opened anew."""
    return tuple(one.device for one in session.machine.reports if one.device != "store")


def restartable(session: Session) -> tuple[str, ...]:
    """What can be started anew now; after the visit only where there is one."""
    waits = session.behind is not None
    after = (AFTER,) if waits else ()
    computer = (MACHINE, *((MACHINE_AFTER,) if waits else ()))
    computer = computer if session.machine.can_reboot else ()
    return (PROGRAM, *after, *computer, *devices(session))


def effects_of(session: Session, asked: Pending, witness: str) -> tuple[Effect, ...]:
    """Have done what was pending; ``witness`` is the second person's number."""
    visit, desk = session.visit, session.staff
    who = (("staff", desk.number), ("role", desk.role))
    match asked.act:
        case Act.SETTLE | Act.SETTLE_NOTHING:
            return (SettlePrint(visit, asked.what, asked.found, desk.number, witness),)
        case Act.LOAD:
            first, last, tray = asked.first, asked.last, asked.tray
            return (LoadBlanks(visit, asked.what, first, last, tray, desk.number, witness),)
        case Act.NOTICE:
            kind = "" if asked.what == OFF else asked.what
            return (PutNotice(visit, kind, asked.text, desk.number),)
        case Act.RESTART | Act.TRAIN:
            return _restarting(session, asked)
        case Act.CLOSE:
            return (Note("app-close-asked", facts=who), CloseApp())
        case Act.CONFIGURE | Act.CONFIGURE_ALL | Act.CONFIGURE_TWO:
            return kept_by(session, asked)
        case Act.LOOK | Act.PROBE | Act.ASSIST:
            return ()
        case _:
            assert_never(asked.act)


def kept_by(session: Session, asked: Pending) -> tuple[Effect, ...]:
    """Keep the draft, a version that was, or a package; what it is, ``asked.what`` says."""
    visit, who, settings = session.visit, session.staff.number, session.staff.settings
    match asked.what:
        case "draft":
            return (KeepEdits(visit, settings.edits, settings.base, who, asked.text),)
        case "version":
            return (GoBack(visit, asked.first, who),)
        case _:
            return (KeepPackage(visit, settings.path, asked.first, who),)


def _restarting(session: Session, asked: Pending) -> tuple[Effect, ...]:
    """Start anew the program, now, later or as a training, the computer, or one device."""
    desk = session.staff
    who = (("staff", desk.number), ("role", desk.role))
    match asked.what:
        case "program":
            return (Note("app-restart-asked", "now", facts=who), Restart())
        case "program_after":
            return (Note("app-restart-asked", "after_visit", facts=who),)
        case "machine_after":
            return (Note("app-restart-asked", "computer_after", facts=who),)
        case "machine":
            reboot = RebootMachine(session.visit)
            return (Note("app-restart-asked", "computer", facts=who), reboot)
        case "training":
            return (Note("training-asked", facts=who), AskTraining(session.visit))
        case device:
            of = (("staff", desk.number), ("device", device))
            return (Note("device-restart-asked", facts=of), RestartDevice(device))
