# SPDX-License-Identifier: Apache-2.0
"""The teacher's desk: breaks and mends the simulated world, watches what is practised.

It stands beside the session and never in it: what is touched here goes to the simulators, and
the kiosk finds out by its own wires.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Final

import yaml
from PySide6.QtCore import QObject, QTimer, Signal

from config.faults import load_faults
from kiosk.demo.world import SimulatedWorld
from kiosk.screens.texts import LANGUAGES, Texts
from kiosk.screens.views_training import TrainingView
from kiosk.session.events import Event, KeyTouched, Signed, Touched
from kiosk.session.session import Session
from kiosk.simulate.persons import SHIPPED_FOLDER
from kiosk.training.exercises import Progress, advanced, exercises
from kiosk.training.panel import PLACES, Standing, World, panel
from kiosk.training.people import STAFF
from kiosk.training.provocations import (
    Provocation,
    Verb,
    provocations,
    simulator_of,
    tell,
)
from kiosk.workers import Worker

_HAND: Final = {"lift": ("reader", "lift"), "take": ("printer", "lift")}


def world_of(world: SimulatedWorld) -> World:
    """What can be broken and laid in this world."""
    faults = tuple(
        one for one in provocations().values() if simulator_of(world, one.device) is not None
    )
    known = {one.id for one in faults}
    text = (SHIPPED_FOLDER / "persons.yaml").read_text("utf-8")
    persons = yaml.load(text, yaml.CSafeLoader)
    return World(
        faults,
        tuple(one for one in exercises().values() if not one.fault or one.fault in known),
        tuple((row["id"], row["name"] or row["english_name"]) for row in persons["persons"]),
        STAFF,
        has_scanner=world.scanner is not None,
    )


class TrainingDesk(QObject):
    """Band and desk of one training; lives on the Qt thread.

    Args:
        world: the simulators, each a process of its own.
        probe: has the kiosk look at its devices, which a resting one does once a minute.
        idle_s: without a touch for so long training ends.

    """

    changed = Signal()
    """Something is shown otherwise now."""

    left = Signal()
    """Training ends, and the real kiosk comes back."""

    _told = Signal(object, str)
    """(what to do with the standing, what to say), from the worker to the Qt thread."""

    def __init__(
        self, world: SimulatedWorld, *, probe: Callable[[], None], idle_s: float
    ) -> None:
        super().__init__()
        self.now = Standing()
        self._world = world
        self._there = world_of(world)
        self._probe = probe
        self._worker = Worker("training")
        self._texts = {language: Texts(language) for language in LANGUAGES}
        self._faults = load_faults()
        self._idle = QTimer(self, singleShot=True, interval=int(idle_s * 1000))
        self._idle.timeout.connect(self.left)
        self._idle.start()
        self._told.connect(self._take)

    def close(self) -> None:
        """Let go of the worker; what it still asks ends with the simulators."""
        self._idle.stop()
        self._worker.drop()

    def view(self, language: str) -> TrainingView:
        """What is shown now."""
        return panel(self.now, self._there, self._texts[language], self._faults)

    def watch(self, session: Session, event: Event) -> None:
        """Take in a step of the session; it may be what is practised."""
        if isinstance(event, Touched | KeyTouched | Signed):
            self._idle.start()
        before = self.now.progress
        if before is None or before.is_over:
            return
        progress = advanced(before, session, event)
        if progress is before:
            return
        done = self.now.done | ({progress.exercise.id} if progress.is_over else set())
        self.now = replace(self.now, progress=progress, done=done, said="")
        if fault := progress.exercise.stages[before.done].then:
            self._break(provocations()[fault])
        self.changed.emit()

    def act(self, value: str) -> None:
        """Do what was touched on band or desk."""
        self._idle.start()
        word, _, what = value.partition(":")
        match word:
            case "open" | "close" | "to" | "at":
                self.now = _turned(self.now, word, what)
            case "break" | "mend" | "mend_all":
                self._mind(word, what)
            case "begin" if what in exercises():
                self._begin(what)
            case "end":
                self.left.emit()
            case _:
                self._hand(word, what)
        self.changed.emit()

    def _mind(self, word: str, id_: str) -> None:
        """Break or mend one thing, or mend all."""
        if word == "mend_all":
            for broken in sorted(self.now.broken):
                self._mend(provocations()[broken])
        elif id_ in provocations():
            (self._break if word == "break" else self._mend)(provocations()[id_])

    def _begin(self, id_: str) -> None:
        """Begin an exercise anew: whatever is broken is mended, its own fault provoked."""
        self._mind("mend_all", "")
        exercise = exercises()[id_]
        self.now = replace(
            self.now, place="exercises", at=id_, progress=Progress(exercise), said=""
        )
        if exercise.fault:
            self._break(provocations()[exercise.fault])

    def _break(self, fault: Provocation) -> None:
        broken = {fault.id} if fault.clear else set()
        self._do(fault, fault.provoke, lambda now: replace(now, broken=now.broken | broken))

    def _mend(self, fault: Provocation) -> None:
        """Mend it, and whatever its simulator mends with it."""
        mended = {
            one.id
            for one in self._there.faults
            if one.device == fault.device and one.clear == fault.clear
        }
        self._do(fault, fault.clear, lambda now: replace(now, broken=now.broken - mended))

    def _do(
        self,
        fault: Provocation,
        verbs: tuple[Verb, ...],
        then: Callable[[Standing], Standing],
    ) -> None:
        job = partial(tell, self._world, fault.device, verbs)
        self._ask(job, then, "")

    def _hand(self, word: str, what: str) -> None:
        """Play the hand of somebody who stands there."""
        world = self._world
        match word:
            case "lay":
                job = partial(_lay, world, what)
            case "show":
                job = partial(_show, world, what)
            case "refill":
                job = partial(tell, world, "printer", (("lay", {}),))
            case "lift" | "take":
                device, verb = _HAND[word]
                job = partial(tell, world, device, ((verb, {}),))
            case _:
                return
        paper = {"paper_out", "paper_few"} if word == "refill" else set()
        self.now = replace(self.now, is_open=word == "refill", at="")
        self._ask(job, lambda now: replace(now, broken=now.broken - paper), word)

    def _ask(
        self, job: Callable[[], None], then: Callable[[Standing], Standing], said: str
    ) -> None:
        self._worker.do(partial(self._asked, job, then, said), lambda _code: None)

    def _asked(
        self, job: Callable[[], None], then: Callable[[Standing], Standing], said: str
    ) -> None:
        """On the worker: a simulator that has gone is said, and the training stays."""
        try:
            job()
        except (OSError, ValueError):
            self._told.emit(lambda now: now, "failed")
        else:
            self._told.emit(then, said)

    def _take(self, then: Callable[[Standing], Standing], said: str) -> None:
        self.now = replace(then(self.now), said=said or self.now.said)
        self._probe()
        self.changed.emit()


def _turned(now: Standing, word: str, what: str) -> Standing:
    """Open or close the desk, or turn to another part of it."""
    match word:
        case "to" if what in PLACES:
            return replace(now, place=what, at="")
        case "at":
            return replace(now, at=what)
        case "open" | "close":
            return replace(now, is_open=word == "open", said="")
        case _:
            return now


def _lay(world: SimulatedWorld, card: str) -> None:
    """Lay a card on the reader, in place of the one that lies there."""
    tell(world, "reader", (("lift", {}), ("lay", {"card": card})))


def _show(world: SimulatedWorld, person: str) -> None:
    """Hold a fresh identity code of this person before the scanner."""
    reply = world.platform.tell("lay", token=person)
    if reply.get("ok") is not True:
        raise ValueError(str(reply.get("error")))
    tell(world, "scanner", (("lay", {"text": reply["token"]}),))
