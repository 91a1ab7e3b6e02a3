# SPDX-License-Identifier: Apache-2.0
"""A whole kiosk for a test: real simulators beyond the wires, real window, robot citizen."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import monotonic

from PySide6.QtQuick import QQuickView

from config.loader import load_settings
from kiosk.app import CATALOGUE, Kiosk, build_kiosk
from kiosk.clock import Clock, SystemClock
from kiosk.demo.world import DEMO_CARD, SimulatedWorld
from kiosk.robot.citizen import RobotCitizen
from kiosk.robot.hands import Hands
from kiosk.robot.result import Result
from kiosk.robot.script import Script, load_script
from kiosk.screens.repeat_guard import REPEAT_MS
from kiosk.screens.views import Screen
from kiosk.screens.window import ScreenSettings, end_window, make_application, open_window
from kiosk.session.events import TimedOut, Touched
from kiosk.session.session import Session
from kiosk.session.states import State
from tests.support.lent import lent_documents, lent_world, unmeasured
from tests.support.waiting import wait_until

QUICK_GLASS = ScreenSettings(
    width_mm=344,
    height_mm=194,
    full_screen=False,
    width_px=1366,
    height_px=768,
    reduced_motion=True,
    repeat_ms=0,
)
"""A small low glass for a robot that waits for nothing."""

SCAN_S = 0.3
"""How often a scanner looks at a code that is held before it."""

REHEARSALS = Path(__file__).parents[2] / "config" / "rehearsals"
QUICK = """[timing]
card_wait_s = 5.0
look_up_s = 2.0
probe_s = 1.0
"""
"""Shorter waits, so that a trouble is over in seconds; the code under test is the same."""


def script(name: str = "hygiene-permit-new", **changes: object) -> Script:
    """A shipped rehearsal, changed where the test needs it."""
    return replace(load_script(REHEARSALS / f"{name}.toml"), **changes)  # type: ignore[arg-type]


def catalogue_asking(
    folder: Path, *, person_check: str = "none", stored_data: bool = False
) -> Path:
    """A copy of the shipped catalogue whose first service asks for another identity.

    That is a person check; or it takes a social-security card, too.
    """
    copy = folder / "catalogue"
    shutil.copytree(CATALOGUE, copy)
    item = copy / "hygiene-permit" / "item.yaml"
    text = item.read_text("utf-8")
    changes = {"person_check: none": f"person_check: {person_check}"}
    if stored_data:
        changes["platform_verified]"] = "platform_verified, stored_data]"
        changes["foreign_2017, hmt]"] = "foreign_2017, hmt, social_security]"
    for was, is_now in changes.items():
        assert was in text
        text = text.replace(was, is_now)
    item.write_text(text, "utf-8")
    return copy


@dataclass
class WholeKiosk:
    """A running kiosk in its simulated world.

    Attributes:
        visited: every state the session has been in, in order, without repeats in a row.
    """

    world: SimulatedWorld
    kiosk: Kiosk
    window: QQuickView
    visited: list[State] = field(default_factory=list)
    looked: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.kiosk.controller.stepped.connect(self._saw)
        self.hands = Hands(self.window)

    def _saw(self, session: Session, _event: object) -> None:
        if not self.visited or self.visited[-1] is not session.state:
            self.visited.append(session.state)

    @property
    def session(self) -> Session:
        """The session now."""
        return self.kiosk.controller.session

    @property
    def screen(self) -> Screen:
        """What is on the glass."""
        screen = self.kiosk.controller.screen
        assert screen is not None
        return screen

    def wait(
        self, is_true: Callable[[], bool], *, seconds: float = 20.0, why: str = ""
    ) -> None:
        """Turn the Qt loop until something is true; a real inner loop, no spinning."""
        wait_until(is_true, seconds)
        assert is_true(), (
            f"{why or 'it'} did not come true in {seconds} s at {self.screen.name}"
        )

    def wait_for(self, *states: State, seconds: float = 20.0) -> None:
        """Turn the Qt loop until the session is in one of ``states``."""
        self.wait(
            lambda: self.session.state in states,
            seconds=seconds,
            why=" or ".join(state.value for state in states),
        )

    def hold_up(
        self, text: str, is_read: Callable[[], bool], *, seconds: float = 20.0, why: str = ""
    ) -> None:
        """Hold a code before the scanner until it is read, as a hand does.

        What the scanner saw before the kiosk began to listen does not count, so one look of it
        may be too early.
        """
        scanner, looked_at = self.world.scanner, 0.0
        assert scanner is not None

        def has_read() -> bool:
            nonlocal looked_at
            if is_read():
                return True
            if monotonic() - looked_at > SCAN_S:
                looked_at = monotonic()
                scanner.tell("lay", text=text)
            return False

        self.wait(has_read, seconds=seconds, why=why or "a code")

    def rest(self, seconds: float) -> None:
        """Turn the Qt loop for a while."""
        wait_until(lambda: False, seconds)

    def tap(self, name: str, *, seconds: float = 5.0) -> None:
        """Touch what has this name, as soon as it can be touched; leaf through a long list."""
        self.wait(
            lambda: self.hands.find(name) is not None or self.hands.find("more") is not None,
            seconds=seconds,
            why=name,
        )
        self.rest(0.05)  # a list that has just come lays its lines out once more
        while not self.hands.tap(name):
            assert self.hands.tap("more"), f"{name} cannot be touched at {self.screen.name}"
            self.rest(0.05)

    def rest_now(self) -> None:
        """Go back to the attract screen without waiting for anybody's time to end."""
        for event in (Touched("leave"), TimedOut(), TimedOut()):
            if self.session.state is not State.ATTRACT:
                self.kiosk.controller.handle(event)
        self.wait_for(State.ATTRACT)
        self.world.reader.tell("lift")
        self.world.card = DEMO_CARD
        self.visited.clear()
        self.looked.clear()

    def play(
        self,
        wanted: Script,
        *,
        seconds: float = 90.0,
        settle_s: float = 0.25,
        looked: Callable[[str], None] | None = None,
        watch: Callable[[Hands], None] = lambda _hands: None,
        hands: Hands | None = None,
    ) -> Result:
        """Let the robot play a visit from the attract screen to its end, by touch as a rule."""
        self.world.card = wanted.card or self.world.card
        robot = RobotCitizen(
            wanted,
            self.kiosk.controller,
            self.window,
            hand=self.world,
            hands=hands,
            looked=looked or self.looked.append,
            settle_s=settle_s,
        )
        watch(robot._hands)
        done: list[Result] = []
        robot.finished.connect(lambda result: done.append(result))  # noqa: PLW0108  # a Python function: tests.support.waiting says why
        with self.world.broken(wanted.platform):
            robot.start()
            self.wait(lambda: bool(done), seconds=seconds, why="the end of the visit")
        return done[0]

    def printed(self) -> list[Path]:
        """Every file that the printer received, in order."""
        return sorted(self.world.printed.glob("*.pdf"))

    def journal(self) -> list[str]:
        """Every event of the journal with disposition and code, oldest first."""
        return list(self.kiosk.journal.export())


@contextmanager
def whole_kiosk(
    world: SimulatedWorld,
    *,
    more: str = QUICK,
    clock: Clock | None = None,
    catalogue: Path = CATALOGUE,
    size: tuple[int, int] = (1366, 768),
    millimetres: tuple[int, int] = (344, 194),
    reduced_motion: bool = True,
    own_documents: bool = False,
) -> Iterator[WholeKiosk]:
    """Build a kiosk in ``world``, show its window, start it; it is closed with the block.

    Its document process is the warm one that is lent, unless the test wants it for its own:
    to kill it, or to see the kiosk start and end one.
    """
    make_application()
    settings = load_settings(world.site_file(more=more), {}).settings
    with unmeasured():
        kiosk = build_kiosk(
            settings,
            clock=clock or SystemClock(),
            catalogue_folder=catalogue,
            documents=None if own_documents else lent_documents(settings.signing),
        )
    window = open_window(
        kiosk.controller.model,
        kiosk.controller.sheet,
        replace(
            QUICK_GLASS,
            width_mm=millimetres[0],
            height_mm=millimetres[1],
            width_px=size[0],
            height_px=size[1],
            reduced_motion=reduced_motion,
            repeat_ms=0 if reduced_motion else REPEAT_MS,
        ),
    )
    whole = WholeKiosk(world, kiosk, window)
    try:
        kiosk.controller.start()
        yield whole
    finally:
        end_window(window)
        kiosk.close()


@contextmanager
def quick_world(
    folder: Path, *, has_scanner: bool = False, person_check: str = "none"
) -> Iterator[SimulatedWorld]:
    """A world as at its start whose printer is fast; ``folder/printed`` leads to its papers."""
    with lent_world(has_scanner=has_scanner, person_check=person_check) as world:
        if not (folder / "printed").is_symlink():
            (folder / "printed").symlink_to(world.printed)
        world.printer.tell("set", speed=0.1)
        yield world
