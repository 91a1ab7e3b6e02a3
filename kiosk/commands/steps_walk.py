# SPDX-License-Identifier: Apache-2.0
"""Walks a person through steps: asks on the console, measures, keeps each result at once."""

import argparse
import sys
from collections.abc import Mapping, Sequence
from typing import Final

from certificates.errors import CertificateError
from kiosk.commands.arguments import say
from kiosk.store.errors import StoreError
from kiosk.store.self_tests import KeptStep, StepResult
from kiosk.technician.checks import CHECKS, Measured, Site
from kiosk.technician.deeds import DEEDS, Done, Hand
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
_HOW: Final = {
    "zh_CN": "是 y / 否 n / 跳过 s",
    "en": "y yes / n no / s skip",
}


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
    for word in words:
        step, _, answer = word.partition("=")
        if step not in known:
            raise ValueError(f"--answer: {step} is none of {', '.join(sorted(known))}")
        if answer not in ANSWERS:
            raise ValueError(f"--answer: {answer or 'nothing'} is none of yes, no, skip")
        found[step] = ANSWERS[answer]
    return found


def walk(  # noqa: PLR0913 - what is walked, then by whom and how
    guide: str,
    steps: Sequence[Step],
    site: Site,
    *,
    who: str,
    answers: Mapping[str, StepResult],
    language: str,
) -> tuple[KeptStep, ...]:
    """Do the steps in their order; gives what came of each.

    An end of the input skips nothing silently: what was not answered has no result.

    Raises:
        StoreError: a result could not be kept.

    """
    done, hand = set(), Hand(who, language)
    for number, step in enumerate(steps, start=1):
        say(f"{number}/{len(steps)} {step.id}: {step.texts[language]}")
        is_skipped = answers.get(step.id) is StepResult.SKIPPED
        said = StepResult.SKIPPED if is_skipped else StepResult.PASSED
        deed = Done() if is_skipped else _deed(step, site, hand)
        if not (step.is_measured_alone or deed.code):
            answer = _answer(step, answers, language)
            if answer is None:
                break
            said = answer
        measured = Measured(deed.code, deed.told or deed.code) if deed.code else Measured()
        if step.check and said.is_good:
            measured = CHECKS[step.check](site)
        result = said if measured.is_good else StepResult.FAILED
        by = who if step.does or not step.is_measured_alone else ""
        site.store.self_tests.confirm(guide, step.id, result, who=by, code=measured.code)
        done.add(step.id)
        say(f"    {result.value} {measured.code} {measured.detail}".rstrip())
    return tuple(kept for kept in site.store.self_tests.last_steps(guide) if kept.step in done)


def _deed(step: Step, site: Site, hand: Hand) -> Done:
    """Have the machine do its part, and tell it."""
    if not step.does:
        return Done()
    try:
        deed = DEEDS[step.does](site, hand)
    except (CertificateError, StoreError) as error:
        deed = Done(error.code, error.detail)
    if deed.told and not deed.code:
        say(f"    {deed.told}")
    return deed


def _answer(step: Step, answers: Mapping[str, StepResult], language: str) -> StepResult | None:
    """What the person says; None where nobody answers any more."""
    if step.id in answers:
        return answers[step.id]
    while True:
        sys.stderr.write(f"    {_HOW[language]}: ")
        sys.stderr.flush()
        line = sys.stdin.readline()
        if not line:
            return None
        if (answer := ANSWERS.get(line.strip().lower())) is not None:
            return answer
