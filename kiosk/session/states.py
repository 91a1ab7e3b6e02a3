# SPDX-License-Identifier: Apache-2.0
"""States of one visit; each has exactly one screen, ``<State>Screen.qml``."""

from enum import Enum


class State(Enum):
    """Where the visit is; the value names the screen."""

    ATTRACT = "Attract"
    HOME = "Home"
    LICENCE_CHECK = "LicenceCheck"
    NOTICE = "Notice"
    CARD = "Card"
    PERSON_CHECK = "PersonCheck"
    LOOKUPS = "Lookups"
    CASES = "Cases"
    CASE = "Case"
    CORRECTION = "Correction"
    APPEAL = "Appeal"
    SHELF = "Shelf"
    OFFERS = "Offers"
    GUIDE = "Guide"
    STOPPED = "Stopped"
    BOARD = "Board"
    FORM = "Form"
    ROUTE = "Route"
    LETTER = "Letter"
    SIGN = "Sign"
    REVIEW = "Review"
    ISSUING = "Issuing"
    PRINTING = "Printing"
    TAKE = "Take"
    RATING = "Rating"
    FAREWELL = "Farewell"
    TROUBLE = "Trouble"
    OUT_OF_SERVICE = "OutOfService"
    PAUSE = "Pause"
    STAFF_PIN = "StaffPin"
    STAFF = "Staff"
    STAFF_TASK = "StaffTask"


STEP: dict[State, int] = {
    State.NOTICE: 1,
    State.CARD: 1,
    State.PERSON_CHECK: 1,
    State.LOOKUPS: 1,
    State.CASES: 1,
    State.CASE: 1,
    State.CORRECTION: 3,
    State.APPEAL: 3,
    State.SHELF: 2,
    State.OFFERS: 1,
    State.GUIDE: 2,
    State.STOPPED: 2,
    State.BOARD: 2,
    State.FORM: 3,
    State.ROUTE: 3,
    State.LETTER: 4,
    State.SIGN: 4,
    State.REVIEW: 4,
    State.ISSUING: 5,
    State.PRINTING: 5,
    State.TAKE: 5,
    State.RATING: 5,
}
"""The header's step: 刷证 1 · 问答 2 · 填表 3 · 签字 4 · 出证 5; absent means none."""
