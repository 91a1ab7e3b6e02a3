# SPDX-License-Identifier: Apache-2.0
"""``kiosk commission``: the guide by which a new kiosk is put to work, each result kept.

It may be left and taken up again: what is good stays good until ``--again``.
"""

import argparse
import json
from functools import partial

from kiosk.checkup import absent_devices
from kiosk.commands.arguments import (
    FAILED,
    SUCCESS,
    WRONG_USE,
    Subparsers,
    add_config_option,
    complain,
    load_from,
    reports_faults,
    say,
)
from kiosk.commands.steps_walk import add_step_options, answers_from, opened_site, walk
from kiosk.store.self_tests import KeptStep
from kiosk.technician.steps import COMMISSION, Step, as_named_now, steps_of


def add_parser(subparsers: Subparsers) -> None:
    """Offer ``commission``."""
    parser = subparsers.add_parser("commission", help="put a new kiosk to work, step by step")
    add_config_option(parser)
    add_step_options(parser)
    parser.add_argument("--step", metavar="STEP", default="", help="only this one, once more")
    parser.add_argument("--again", action="store_true", help="begin anew: ask every step")
    parser.add_argument("--show", action="store_true", help="show how it stands, ask nothing")
    parser.add_argument("--json", action="store_true", help="with --show: one object a line")
    parser.set_defaults(run=run)


@reports_faults
def run(args: argparse.Namespace) -> int:
    """Walk through what is open; status 0 only if every step is good."""
    settings = load_from(args).settings
    steps = steps_of(COMMISSION, without=absent_devices(settings))
    try:
        answers = answers_from(args.answer, steps)
    except ValueError as error:
        complain(f"kiosk commission: {error}")
        return WRONG_USE
    if args.step and args.step not in {step.id for step in steps}:
        complain(f"kiosk commission: there is no step {args.step} at this kiosk")
        return WRONG_USE
    if not args.show and not args.staff.isdigit():
        complain("kiosk commission: --staff NUMBER says who looks")
        return WRONG_USE
    opened = partial(opened_site, settings)
    with opened() as site:
        kept = as_named_now(site.store.self_tests.last_steps(COMMISSION), steps)
    if not args.show:
        walk(
            COMMISSION,
            _open_steps(args, steps, kept),
            opened,
            who=args.staff,
            answers=answers,
            language=settings.kiosk.language,
        )
        with opened() as site:
            kept = as_named_now(site.store.self_tests.last_steps(COMMISSION), steps)
    return _shown(args, steps, kept)


def _open_steps(
    args: argparse.Namespace, steps: tuple[Step, ...], kept: tuple[KeptStep, ...]
) -> tuple[Step, ...]:
    if args.step:
        return tuple(step for step in steps if step.id == args.step)
    good = set() if args.again else {one.step for one in kept if one.result.is_good}
    return tuple(step for step in steps if step.id not in good)


def _shown(
    args: argparse.Namespace, steps: tuple[Step, ...], kept: tuple[KeptStep, ...]
) -> int:
    """Say how every step stands; open ones are told as open."""
    by_id = {one.step: one for one in kept}
    for step in steps:
        one = by_id.get(step.id)
        result = one.result.value if one else "open"
        if args.json:
            told = {"step": step.id, "result": result, "good": bool(one and one.result.is_good)}
            at = {"at": one.at.isoformat(), "staff": one.who, "code": one.code} if one else {}
            say(json.dumps({**told, **at}))
        else:
            when = f"{one.at:%F %H:%M}  {one.who}  {one.code}".rstrip() if one else ""
            say(f"{step.id:<14}{result:<11}{when}".rstrip())
    good = {name for name, one in by_id.items() if one.result.is_good}
    left = [step.id for step in steps if step.id not in good]
    if not args.json:
        say(f"{len(steps) - len(left)} of {len(steps)} steps are good.")
        if left:
            say(f"Left: {', '.join(left)}. The same command goes on with them.")
    return FAILED if left else SUCCESS
