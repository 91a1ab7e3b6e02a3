# SPDX-License-Identifier: Apache-2.0
"""Puts a session on the glass: the page at once, a sheet that stays in the loop's next turn.

A touch is answered by the page. The sheet beside it takes as long again where another paper
comes, and nobody sees whether it is laid a few milliseconds later, before the same frame. A
sheet that comes or goes changes the page's room or hides somebody's data: that is one picture.
"""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer

from kiosk.screens.present import Words, present
from kiosk.screens.present.sheet import has_sheet, is_same_sheet, sheet_of
from kiosk.screens.session_model import SessionModel
from kiosk.screens.sheet_model import SheetModel
from kiosk.screens.texts import tables
from kiosk.screens.views import Screen, TrainingView
from kiosk.session.session import Session
from kiosk.speech.voice import Voice


class Picture(QObject):
    """What is on the glass; lives on the Qt thread.

    Attributes:
        screen: the whole of it; None before the first page. Its sheet is the one that lies
            there, so for one turn of the loop it may be behind the page.
        model: what QML shows.
        sheet: the paper beside it.

    """

    def __init__(self, words: Mapping[str, Words], voice: Voice | None = None) -> None:
        """Take the words of each language, and the voice that says what is shown."""
        super().__init__()
        self.screen: Screen | None = None
        self.model = SessionModel(tables())
        self.sheet = SheetModel()
        self._words = words
        self._voice = voice
        self._session: Session | None = None
        self._drawn: Session | None = None
        """Of which session the sheet was drawn that lies there."""
        self._laying = QTimer(self, singleShot=True, interval=0)
        self._laying.timeout.connect(self._lay)

    def show(
        self, session: Session, *, seconds_left: int, training: TrainingView | None = None
    ) -> None:
        """Show ``session``; what looks the same changes nothing."""
        self._session = session
        lies = self.screen.sheet if self.screen is not None else None
        is_kept = lies is not None and bool(lies.elements) and has_sheet(session)
        screen = present(
            session,
            self._words[session.language],
            seconds_left=seconds_left,
            sheet=lies if is_kept else None,
        )
        screen = replace(screen, training=training)
        is_behind = is_kept and not self._is_drawn(session)
        if is_behind:
            self._laying.start()
        else:
            self._laying.stop()
            self._drawn = session
        if screen == self.screen:
            return
        self.screen = screen
        if not is_kept:
            self.sheet.show(screen.sheet)
        self.model.present(screen)
        if not is_behind:
            self._say(screen)

    def count(self, seconds_left: int) -> None:
        """Show how much time is left; -1 for no word of it."""
        if self.screen is not None and self.screen.seconds_left != seconds_left:
            self.screen = replace(self.screen, seconds_left=seconds_left)
            self.model.present(self.screen)
            self._say(self.screen)

    def stop(self) -> None:
        """Lay nothing any more."""
        self._laying.stop()

    def _is_drawn(self, session: Session) -> bool:
        return self._drawn is not None and is_same_sheet(self._drawn, session)

    def _lay(self) -> None:
        """Draw the sheet of what is shown now."""
        if self._session is None or self.screen is None:
            return
        self._drawn = self._session
        sheet = sheet_of(self._session, self._words[self._session.language])
        self.screen = replace(self.screen, sheet=sheet)
        self.sheet.show(sheet)
        self._say(self.screen)

    def _say(self, screen: Screen) -> None:
        if self._voice is not None:
            self._voice.show(screen)
