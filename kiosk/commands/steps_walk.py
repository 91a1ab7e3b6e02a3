# SPDX-License-Identifier: Apache-2.0
"""Walks a person through steps: asks on the console, measures, keeps each result at once.

The store is open only while the machine does its part. Whoever is asked goes away meanwhile,
rehearses a visit, starts the kiosk or pulls the mains: that must find the store free.
"""

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Final

from certificates.errors import CertificateError
from config.faults import Audience, FaultCatalogue, load_faults
from config.settings import KioskSettings
from kiosk.clock import SystemClock
from kiosk.commands.arguments import say
from kiosk.journal import Journal
from kiosk.store.errors import StoreError
from kiosk.store.self_tests import KeptStep, StepResult
from kiosk.store.store import Store
from kiosk.technician.checks import CHECKS, Measured, Site
from kiosk.technician.deeds import ANOTHER_CODE, DEEDS, Done, Hand
from kiosk.technician.steps import Step

ANSWERS: Final[Mapping[str, StepResult]] = {
    "yes": StepResult.CONFIRMED,
    "y": StepResult.CONFIRMED,
    "是": StepResult.CONFIRMED,
    "no": StepResult.DENIED,
    "n": StepResult.DENIED,
    "否": StepResult.DENIED,
    "skip": StepResult.SKIPPED,
    "s": StepResult.SKIPPED,
    "跳过": StepResult.SKIPPED,
}
_AGAIN: Final = frozenset({"r", "again", "再试"})
WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "zh_CN": {
        "ask": "是 y / 否 n / 跳过 s",
        "again": "再测一次 r / 下一步 回车",
        "held": "终端程序正在运行，占着设备：请先退出它，再按回车",
        "measuring": "正在检测……",
        "queued": "正在排队打印……",
        "sending": "正在发给打印机……",
        "printing": "正在出纸……",
        "waiting_operator": "打印机在等人处理：看它的面板……",
        "scanning": "现在扫码……",
    },
    "en": {
        "ask": "y yes / n no / s skip",
        "again": "r measure again / Enter next step",
        "held": "The kiosk program runs and holds the devices: end it, then press Enter",
        "measuring": "measuring …",
        "queued": "the sheet is queued …",
        "sending": "sending to the printer …",
        "printing": "the sheet is coming out …",
        "waiting_operator": "the printer waits for somebody: look at its panel …",
        "scanning": "scan now …",
    },
}

Opened = Callable[[], AbstractContextManager[Site]]
"""Opens store and journal for as long as the machine needs them."""


def add_step_options(parser: argparse.ArgumentParser) -> None:
    """Offer who answers, and answers given beforehand."""
    parser.add_argument("--staff", metavar="NUMBER", default="", help="who looks, and answers")
    parser.add_argument(
        "--answer",
        action="append",
        default=[],
        metavar="STEP=yes|no|skip",
        help="answer a step beforehand; it is not asked then",
    )


def answers_from(words: Sequence[str], steps: Sequence[Step]) -> Mapping[str, StepResult]:
    """The answers that were given on the command line.

    Raises:
        ValueError: one names no step of these, or is none of the answers.

    """
    known, found = {step.id for step in steps}, {}
    former = {step.was: step.id for step in steps if step.was}
    for word in words:
        named, _, answer = word.partition("=")
        step = former.get(named, named)
        if step not in known:
            raise ValueError(f"--answer: {step} is none of {', '.join(sorted(known))}")
        if answer not in ANSWERS:
            raise ValueError(f"--answer: {answer or 'nothing'} is none of yes, no, skip")
        found[step] = ANSWERS[answer]
    return found


@contextmanager
def opened_site(settings: KioskSettings) -> Iterator[Site]:
    """Open store and journal of a kiosk, in its place or beside it.

    Raises:
        StoreError: they cannot be opened.

    """
    clock = SystemClock()
    with Store.open_beside(settings.kiosk.data_dir, clock=clock) as store:
        yield Site(settings, store, Journal.open(store, clock=clock))


def walk(  # noqa: PLR0913 - what is walked, then by whom and how
    guide: str,
    steps: Sequence[Step],
    opened: Opened,
    *,
    who: str,
    answers: Mapping[str, StepResult],
    language: str,
) -> tuple[KeptStep, ...]:
    """Do the steps in their order; gives what came of each.

    An end of the input, or Ctrl-C, skips nothing silently: what was not answered has no result.

    Raises:
        StoreError: the store could not be opened, or a result not be kept.

    """
    walker = _Walker(guide, opened, Hand(who, language), answers, load_faults())
    done = set()
    try:
        for number, step in enumerate(steps, start=1):
            say(f"{number}/{len(steps)} {step.id}: {step.texts[language]}")
            if not walker.does(step):
                break
            done.add(step.id)
    except KeyboardInterrupt:
        say("")
    with opened() as site:
        kept = site.store.self_tests.last_steps(guide)
    return tuple(one for one in kept if one.step in done)


@dataclass(frozen=True)
class _Walker:
    """One walk of one person at one console."""

    guide: str
    opened: Opened
    hand: Hand
    answers: Mapping[str, StepResult]
    faults: FaultCatalogue

    def does(self, step: Step) -> bool:
        """Do a step, and again as long as the person wants to; False where nobody answers."""
        if self.answers.get(step.id) is StepResult.SKIPPED:
            self._keep(step, StepResult.SKIPPED, Measured())
            return True
        while (failed := self._deed(step)) is not None:
            self._keep(step, StepResult.FAILED, failed)
            if not self._wants_again(step):
                return True
        said = StepResult.PASSED if step.is_measured_alone else self._answer(step)
        if said is None:
            return False
        while True:
            measured = self._measured(step) if said.is_good else Measured()
            result = said if measured.is_good else StepResult.FAILED
            self._keep(step, result, measured)
            if measured.is_good or not self._wants_again(step):
                return True

    def _keep(self, step: Step, result: StepResult, measured: Measured) -> None:
        by = self.hand.who if step.does or not step.is_measured_alone else ""
        with self.opened() as site:
            site.store.self_tests.confirm(
                self.guide, step.id, result, who=by, code=measured.code
            )
        told = measured.detail or (measured.told if result.is_good else "")
        say("    " + " ".join(word for word in (result.value, measured.code, told) if word))
        for code in measured.advised:
            say(f"    {self.faults.text(code, Audience.TECHNICIAN, self.hand.language)}")

    def _deed(self, step: Step) -> Measured | None:
        """Have the machine do its part, and tell it; what is wrong where it could not."""
        if not step.does:
            return None
        if step.takes_devices:
            self._wait_until_free()
            self._tell("scanning")
        last: list[str] = []

        def progress(phase: str) -> None:
            if phase != "done" and last[-1:] != [phase]:
                last.append(phase)
                self._tell(phase)

        self.hand.progress = progress
        try:
            with self.opened() as site:
                deed = DEEDS[step.does](site, self.hand)
        except (CertificateError, StoreError) as error:
            deed = Done(error.code, error.detail)
        if deed.code:
            advised = () if deed.code == ANOTHER_CODE else (deed.code,)
            return Measured(deed.code, deed.told or deed.code, advised=advised)
        if deed.told:
            say(f"    {deed.told}")
        return None

    def _measured(self, step: Step) -> Measured:
        """The first of the step's checks that is bad; else what the last one tells."""
        if not step.checks:
            return Measured()
        if step.takes_devices:
            self._wait_until_free()
        self._tell("measuring")
        found = Measured()
        for check in step.checks:
            with self.opened() as site:
                found = CHECKS[check](site)
            if not found.is_good:
                break
        return found

    def _wait_until_free(self) -> None:
        """Ask whoever is there to end the kiosk, which holds the lines."""
        while sys.stdin.isatty() and self._is_kiosk_running():
            if self._asked("held") is None:
                return

    def _is_kiosk_running(self) -> bool:
        with self.opened() as site:
            return site.store.is_beside

    def _answer(self, step: Step) -> StepResult | None:
        """What the person says; None where nobody answers any more."""
        if step.id in self.answers:
            return self.answers[step.id]
        while (line := self._asked("ask")) is not None:
            if (answer := ANSWERS.get(line)) is not None:
                return answer
        return None

    def _wants_again(self, step: Step) -> bool:
        """Whether a person at a terminal wants what has failed to be done once more."""
        if step.id in self.answers or not sys.stdin.isatty():
            return False
        return self._asked("again") in _AGAIN

    def _asked(self, question: str) -> str | None:
        """The line that somebody types; None at the end of the input."""
        sys.stdout.flush()
        sys.stderr.write(f"    {WORDS[self.hand.language][question]}: ")
        sys.stderr.flush()
        line = sys.stdin.readline()
        return line.strip().lower() if line else None

    def _tell(self, word: str) -> None:
        say(f"    {WORDS[self.hand.language][word]}")
        sys.stdout.flush()
