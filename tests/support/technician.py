# SPDX-License-Identifier: Apache-2.0
"""A technician who follows the guide: reads, does with the hands, answers, counts."""

import json
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event
from time import monotonic

from kiosk.clock import SystemClock
from kiosk.session.states import State
from kiosk.store.records import PaperState
from kiosk.store.store import Store
from kiosk.technician.steps import COMMISSION, steps_of
from tests.support.commissioning import LANGUAGE, Bench, Cue, Guide, fitted_bench
from tests.support.console_in_process import run_main
from tests.support.lent import unmeasured
from tests.support.simulators import ROOT
from tests.support.site_kiosk import SiteKiosk
from tests.support.staff_hand import LIU, SUN
from tests.support.whole import QUICK, WholeKiosk

PATIENCE_S = 120.0
SENTENCES = {
    step.id: step.texts[LANGUAGE]
    for step in steps_of(COMMISSION, without=frozenset({"guide_lights"}))
}
PATIENT = QUICK.replace("card_wait_s = 5.0", "card_wait_s = 30.0")
SLOW_SHEET_S = 60.0
"""So slowly does a sheet come out whose plug is to be pulled: it is never whole."""
QUICK_SHEET_S = 0.1
PROCESSING = 5
"""``job-state`` of RFC 8011, 5.3.7."""
Hand = Callable[[], str | None]
"""Does what a sentence asks for; gives the answer, None where the guide is dead by then."""


@dataclass
class Technician:
    """Reads the guide and does what it says; counts answers, and what the hands did."""

    bench: Bench
    guide: Guide
    kiosk: SiteKiosk
    is_running: bool = False
    answers: int = 0
    walked: set[str] = field(default_factory=set)
    acts: Counter[str] = field(default_factory=Counter)
    began: float = field(default_factory=monotonic)

    # -- the guide -------------------------------------------------------------

    def begins(self) -> None:
        """Run the command, anew or once more."""
        self.guide.close()
        self.guide = Guide(self.bench.site, LIU)

    def follows(self, hands: Mapping[str, Hand]) -> int:
        """Answer what is asked until it ends; its exit status, or -9 when it was killed.

        ``hands`` has for each step what is done and said, and for ``held`` and
        ``STEP again`` what is done then.
        """
        while (cue := self._next()).word != "end":
            if cue.word == "scanning":
                self.guide.takes_up()
                hands[f"{cue.step} scanning"]()
                continue
            assert cue.sentence == SENTENCES[cue.step]
            names = {"ask": cue.step, "again": f"{cue.step} again", "held": "held"}
            typed = hands[names[cue.word]]()
            if typed is None:
                break
            self.guide.answer(typed)
            self.answers += 1
        self.walked.update(self.guide.steps())
        return self.guide.status()

    def _next(self) -> Cue:
        limit = monotonic() + PATIENCE_S
        while (cue := self.guide.cue()) is None:
            assert monotonic() < limit, self.guide.text
            self.rests()
        return cue

    def shows(self, code: str) -> None:
        """Hold a code to the scanner until it was read."""
        scanner = self.bench.world.scanner
        assert scanner is not None
        while self.guide.cue() is None and self.guide.steps()[-1] == "scan_back":
            scanner.tell("lay", text=code)
            Event().wait(0.2)

    def pulls(self, plug: str, pull: Callable[[], object]) -> None:
        """Pull a plug."""
        self.acts[f"plug of {plug} pulled"] += 1
        pull()

    def is_sheet_moving(self) -> bool:
        """Whether a sheet is in the printer's paper path now."""
        jobs = self.bench.world.printer.tell("state")["jobs"]
        assert isinstance(jobs, list)
        return any(job["state"] == PROCESSING for job in jobs)

    def rests(self) -> None:
        """Let a moment pass, also at the kiosk."""
        if self.is_running:
            self.kiosk.whole.rest(0.02)
        else:
            Event().wait(0.02)

    # -- the kiosk -------------------------------------------------------------

    def runs(self, *words: str, typed: str = "") -> str:
        """Run a command in another window; what it says. It must succeed.

        It is a process of its own while the kiosk runs in this one: locks are a process's.
        """
        if self.is_running:
            return self.bench.runs(*words, typed=typed).stdout
        done = run_main(*words, "--config", str(self.bench.site), stdin=typed)
        assert done.returncode == 0, done
        return done.stdout

    def starts_kiosk(self) -> WholeKiosk:
        """Start the program, if it does not run."""
        if not self.is_running:
            self.acts["kiosk started"] += 1
            self.kiosk.start()
            self.is_running = True
            self.kiosk.whole.wait_for(State.ATTRACT, seconds=60.0)
        return self.kiosk.whole

    def ends_kiosk(self) -> None:
        """End it."""
        if self.is_running:
            self.is_running = False
            self.kiosk.stop()

    def stored(self) -> Store:
        """The store, looked at beside whoever runs."""
        return Store.open_beside(self.bench.world.home / "data", clock=SystemClock())

    # -- what is settled -------------------------------------------------------

    def settles(self) -> None:
        """Two persons look for each open print, find half a sheet, and print anew."""
        listed = self.runs("cases", "print-attempts", "--json").splitlines()
        assert listed, "there is a print that nobody has settled"
        for line in listed:
            one = json.loads(line)
            self.acts["print settled"] += 1
            said = ("destroyed", "--by", LIU, "--witness", SUN)
            self.runs("cases", "settle", one["attempt"], *said)

    def prints_anew(self) -> None:
        """Have what never came out printed: each paper lies in the tray once."""
        self.bench.world.printer.tell("set", speed=QUICK_SHEET_S)
        with self.stored() as store:
            owed = [*dict.fromkeys(case for case, _ in store.open_work().unprinted)]
        for case in owed:
            self.runs("cases", "print", case)
        with self.stored() as store:
            assert store.open_work().unprinted == ()
            for case in owed:
                states = {one.state for one in store.prints.papers_of(case)}
                assert states == {PaperState.OUT}

    def loses_power(self) -> None:
        """A visit is killed while a sheet moves, and printer and guide with it."""
        world = self.bench.world
        world.printer.tell("set", speed=SLOW_SHEET_S)
        doomed = ("tests.support.doomed_visit", "printing", str(world.home))
        command = (sys.executable, "-m", *doomed, world.reader.control, world.printer.control)
        with unmeasured():
            ended = subprocess.run(command, cwd=ROOT, timeout=PATIENCE_S, check=False)
        assert ended.returncode == -signal.SIGKILL
        self.bench.pulls_printer()
        self.guide.loses_power()
        world.lift_card()
        self.bench.plugs_printer()

    def tells(self, journey: str) -> None:
        """Print what it cost; the robot does not walk."""
        took_s = monotonic() - self.began
        steps = len(self.walked)
        told = ", ".join(f"{name} {count}" for name, count in sorted(self.acts.items()))
        sys.stdout.write(
            f"\n{journey}: {steps} steps, {self.answers} answers, {took_s:.1f} s ({told})\n"
        )


@contextmanager
def technician() -> Iterator[Technician]:
    """A technician at a new kiosk, who has just begun the guide."""
    with fitted_bench(more=PATIENT) as bench:
        bench.world.printer.tell("set", speed=QUICK_SHEET_S)
        kiosk = SiteKiosk(bench.world, bench.site)
        one = Technician(bench, Guide(bench.site, LIU), kiosk)
        try:
            yield one
        finally:
            one.ends_kiosk()
            one.guide.close()
