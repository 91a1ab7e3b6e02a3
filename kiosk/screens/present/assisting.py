# SPDX-License-Identifier: Apache-2.0
"""The strip that says that staff helps, whose turn at the glass it is, and passes it on."""

from kiosk.screens.parts import AssistStrip, Button
from kiosk.screens.present.words import Words
from kiosk.session.assisting import OWN_PAGES
from kiosk.session.session import Session


def strip(session: Session, words: Words) -> AssistStrip | None:
    """Who helps and who has the glass; None in a visit without help."""
    assist = session.assist
    if assist is None:
        return None
    is_own = session.state in OWN_PAGES
    if not assist.is_typing:
        text = words("assist.citizen_own" if is_own else "assist.citizen", number=assist.number)
        turn = None if is_own else Button(words("assist.take"), "assist", "staff")
        return AssistStrip(text, turn, Button(words("assist.end"), "assist", "end"))
    text = words("assist.staff_own" if is_own else "assist.staff", number=assist.number)
    turn = Button(words("assist.hand_over"), "assist", "citizen")
    return AssistStrip(text, turn, Button(words("assist.end"), "assist", "end"), is_own)
