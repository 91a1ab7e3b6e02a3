# SPDX-License-Identifier: Apache-2.0
"""The way from the staff's pages into a training, and what came of asking for one."""

from kiosk.screens.present.words import Words
from kiosk.screens.views import Choice
from kiosk.session.session import Session
from kiosk.session.staff_desk import StaffDesk
from kiosk.session.staff_rights import Act
from kiosk.session.staff_tasks import may_train


def way(session: Session, words: Words) -> tuple[Choice, ...]:
    """The way in, for whoever may go it."""
    if not may_train(session):
        return ()
    detail = words("staff.to_training_detail")
    return (Choice("training", words("staff.to_training"), detail, "flag"),)


def outcome(desk: StaffDesk) -> str:
    """Word for what came of the last act; asking for a training has its own."""
    if desk.pending is None or desk.pending.act is not Act.TRAIN:
        return desk.told
    return "training" if desk.told == "done" else "no_training"
