# SPDX-License-Identifier: Apache-2.0
"""Samples of a visit in which staff stands beside the citizen, made by the real presenter."""

from collections.abc import Iterator
from dataclasses import replace

from kiosk.screens.present import assisting
from kiosk.screens.samples_staff import page_words
from kiosk.screens.views import Screen
from kiosk.session.assist import Assist
from kiosk.session.session import Session
from kiosk.session.states import State

SHOWN = {"form-text": State.FORM, "guide-choice": State.GUIDE, "sign-empty": State.SIGN}
"""Samples that are shown once more while staff types."""

HANDED = {"form-text": State.FORM}
"""Samples that are shown once more while the citizen has the glass."""


def assisted(name: str, screen: Screen, empty: Session) -> Iterator[tuple[str, Screen]]:
    """Yield what becomes of one sample when staff helps, with a new name."""
    words = page_words(screen.language)
    for more, shown, is_typing in (("assist", SHOWN, True), ("beside", HANDED, False)):
        if name in shown:
            helped = replace(empty, state=shown[name], assist=Assist("1024", is_typing))
            yield f"{name}-{more}", replace(screen, assist=assisting.strip(helped, words))
