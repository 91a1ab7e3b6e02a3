# SPDX-License-Identifier: Apache-2.0
"""A finger that presses now and lifts later, on the window of a stage."""

from dataclasses import dataclass, field

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPointingDevice
from PySide6.QtTest import QTest

from kiosk.robot.hands import Hands
from kiosk.screens.gallery import Stage
from kiosk.screens.views import Screen

LEFT = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)


@dataclass
class Finger:
    """Presses and releases on the glass, as a panel or a mouse would tell them.

    Attributes:
        acts: what the session heard.

    """

    stage: Stage
    panel: QPointingDevice | None
    acts: list[tuple[str, str]] = field(default_factory=list)
    at: QPoint = field(default_factory=QPoint)

    def see(self, screen: Screen) -> None:
        """Look at a page that has come to rest."""
        self.stage.session.present(screen)
        self.stage.wait()
        self.acts.clear()

    def press(self, name: str, beside: QPoint | None = None) -> None:
        """Lay the finger on the middle of what has this name, or so far beside it."""
        hands = Hands(self.stage.window)
        item = hands.find(name)
        assert item is not None, name
        self.lay(hands.centre(item) + (beside or QPoint()))

    def lay(self, at: QPoint) -> None:
        """Lay the finger on this place."""
        self.at = at
        if self.panel is None:
            QTest.mousePress(self.stage.window, *LEFT, at)
        else:
            QTest.touchEvent(self.stage.window, self.panel).press(0, at).commit()

    def lift(self, at: QPoint | None = None) -> None:
        """Take the finger away, where it was laid or somewhere else."""
        at = at or self.at
        if self.panel is None:
            QTest.mouseRelease(self.stage.window, *LEFT, at)
        else:
            QTest.touchEvent(self.stage.window, self.panel).release(0, at).commit()
        self.stage.wait()
