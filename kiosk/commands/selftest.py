# SPDX-License-Identifier: Apache-2.0
"""``kiosk selftest``: does each device answer, and if not, what is to be done about it.

All devices are asked side by side under one deadline (``kiosk.side_by_side``); their results
are told in a fixed order, and kept beside those of earlier tests.
"""

import argparse
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from time import monotonic

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from config.faults import Audience, FaultCatalogue, load_faults
from config.settings import KioskSettings
from devices.states import ProbeReport
from kiosk.checkup import DEVICES, absent_devices, keep, present_devices, probes_at
from kiosk.clock import SystemClock
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
from kiosk.commands.selftest_history import tell_history
from kiosk.commands.steps_walk import add_step_options, answers_from, opened_site, walk
from kiosk.journal import Journal
from kiosk.side_by_side import (
    DEVICES_S,
    Probe,
    Tested,
    devices_deadline,
    side_by_side,
)
from kiosk.store.errors import StoreError
from kiosk.store.self_tests import Occasion, StepResult
from kiosk.store.store import Store
from kiosk.technician.steps import COMMISSION, SELFTEST, Step, load_steps, steps_left, steps_of
from kiosk.trend import trends


def add_parser(subparsers: Subparsers) -> None:
    """Offer ``selftest``."""
    parser = subparsers.add_parser("selftest", help="test the devices")
    add_config_option(parser)
    parser.add_argument("--device", choices=DEVICES, help="only this one")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    parser.add_argument(
        "--report", type=Path, metavar="FILE.pdf", help="write it as a report to sign, too"
    )
    parser.add_argument(
        "--report-language", choices=("en", "zh_CN"), default="zh_CN", help="of the report"
    )
    parser.add_argument(
        "--history", action="store_true", help="tell earlier tests, test nothing"
    )
    parser.add_argument(
        "--ask",
        action="store_true",
        help="ask what only a person can judge, too: sheet, sound …",
    )
    add_step_options(parser)
    parser.set_defaults(run=run)


@reports_faults
def run(args: argparse.Namespace) -> int:
    """Test what the configuration names; status 0 only if all of it passed."""
    settings = load_from(args).settings
    if args.device in absent_devices(settings):
        return complain(
            f"CONFIG-0701 [{args.device}] is not configured: there is no such device"
        )
    steps = steps_of(SELFTEST, without=absent_devices(settings)) if args.ask else ()
    try:
        answers = _answers(args, steps)
    except ValueError as error:
        complain(f"kiosk selftest: {error}")
        return WRONG_USE
    with ExitStack() as closing:
        store = _store_or_fault(settings)
        if isinstance(store, Store):
            closing.enter_context(store)
        if args.history:
            return _history(args, store)
        heard = _tested(args, settings, store)
        is_good = all(one.report.state.is_good for one in heard)
        if isinstance(store, Store):
            Journal.open(store, clock=SystemClock())
            keep(store.self_tests, Occasion.COMMAND, heard)
            if steps:
                closing.close()  # whoever is asked starts the kiosk meanwhile
                is_good &= _walked(args, settings, steps, answers)
                store = closing.enter_context(_opened(settings))
        if args.report is not None:
            reports = [one.report for one in heard]
            _report(args.report, settings, store, reports, language=args.report_language)
    return SUCCESS if is_good else FAILED


def _answers(args: argparse.Namespace, steps: Sequence[Step]) -> Mapping[str, StepResult]:
    if args.ask and not args.staff.isdigit():
        raise ValueError("--ask needs --staff NUMBER: who looks")
    return answers_from(args.answer, steps)


def _walked(
    args: argparse.Namespace,
    settings: KioskSettings,
    steps: Sequence[Step],
    answers: Mapping[str, StepResult],
) -> bool:
    """Ask what only a person can judge; whether all of it is good."""
    done = walk(
        SELFTEST,
        steps,
        partial(opened_site, settings),
        who=args.staff,
        answers=answers,
        language=settings.kiosk.language,
    )
    return len(done) == len(steps) and all(one.result.is_good for one in done)


def _report(
    out: Path,
    settings: KioskSettings,
    store: Store | StoreError,
    reports: Sequence[ProbeReport],
    *,
    language: str,
) -> None:
    """Write the readiness report, with what earlier tests found where the store tells it."""
    from kiosk.commands.readiness import Report, write_readiness  # noqa: PLC0415 - slow
    from kiosk.papers_reports import history_rows  # noqa: PLC0415
    from kiosk.report_words import LANGUAGES as WORDS  # noqa: PLC0415

    history, left = tuple[str, ...](), 0
    if isinstance(store, Store):
        kept = store.self_tests
        steps = [step for guide in (SELFTEST, COMMISSION) for step in kept.last_steps(guide)]
        names = {step.id: step.names[language] for step in load_steps()}
        history = history_rows(trends(kept), steps, names, WORDS[language])
        left = steps_left(COMMISSION, steps, without=absent_devices(settings))
    report = Report(reports, history, left)
    write_readiness(out, settings, report, load_faults(), language=language)


def _history(args: argparse.Namespace, store: Store | StoreError) -> int:
    if isinstance(store, StoreError):
        raise store
    return tell_history(store.self_tests, device=args.device or "", as_json=args.json)


def _tested(
    args: argparse.Namespace,
    settings: KioskSettings,
    store: Store | StoreError,
) -> list[Tested]:
    """Test, and tell each result; gives all of them."""
    names = [args.device] if args.device else present_devices(settings)
    probes = probes_at(settings, store)
    heard: list[Tested] = []
    run_probes(
        {name: probes[name] for name in names},
        load_faults(),
        language=settings.kiosk.language,
        as_json=args.json,
        ends_at=devices_deadline(args.started_s, monotonic()),
        heard=heard.append,
    )
    return heard


def _store_or_fault(settings: KioskSettings) -> Store | StoreError:
    """The store, or why it cannot be opened: that is told as its result, not instead of all."""
    try:
        return _opened(settings)
    except StoreError as error:
        return error


def _opened(settings: KioskSettings) -> Store:
    return Store.open_beside(settings.kiosk.data_dir, clock=SystemClock())


def run_probes(  # noqa: PLR0913 - what is tested, then how it is told
    probes: Mapping[str, Probe],
    faults: FaultCatalogue,
    *,
    language: str,
    as_json: bool,
    ends_at: float | None = None,
    heard: Callable[[Tested], None] = lambda _tested: None,
) -> int:
    """Run the probes side by side and tell each result in its turn.

    Args:
        probes: what to test, by name, in order.
        faults: where the texts for the technician are.
        language: of those texts.
        as_json: one JSON object a line instead of text, and no progress bar.
        ends_at: monotonic seconds; what has not answered by then has failed.
        heard: hears each result, too.

    Returns:
        0 only if every device is good; unknown is not.

    """
    until = monotonic() + DEVICES_S if ends_at is None else ends_at
    reports = []
    for tested in _with_progress(probes, until, is_shown=not as_json):
        reports.append(tested.report)
        heard(tested)
        say(_as_json(tested) if as_json else _as_text(tested.report, faults, language))
    failed = [report.device for report in reports if not report.state.is_good]
    if as_json:
        say(json.dumps({"passed": not failed, "failed": failed}))
    else:
        say(f"Failed: {', '.join(failed)}" if failed else f"All {len(reports)} passed.")
    return FAILED if failed else SUCCESS


def _with_progress(
    probes: Mapping[str, Probe], ends_at: float, *, is_shown: bool
) -> Iterator[Tested]:
    console = Console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(
        *columns,
        console=console,
        transient=True,
        disable=not (is_shown and console.is_terminal),
    ) as progress:
        task = progress.add_task(f"testing {len(probes)}", total=len(probes))
        for tested in side_by_side(probes, ends_at=ends_at):
            yield tested
            progress.advance(task)


def _as_text(report: ProbeReport, faults: FaultCatalogue, language: str) -> str:
    verdict = "passed" if report.state.is_good else "FAILED"
    facts = ", ".join(f"{name} {value}" for name, value in report.facts)
    lines = [f"{report.device:<13}{verdict:<8}{report.state.value:<15}{facts}".rstrip()]
    if told := f"{report.code} {report.detail}".strip():
        lines += _indented([told])
    if report.code:
        lines += _indented([faults.text(report.code, Audience.TECHNICIAN, language)])
    return "\n".join(lines)


def _indented(lines: Sequence[str]) -> list[str]:
    return [f"{'':<13}{line}" for line in lines]


def _as_json(tested: Tested) -> str:
    report = tested.report
    columns = {
        "device": report.device,
        "passed": report.state.is_good,
        "state": report.state.value,
        "code": report.code,
        "detail": report.detail,
        "facts": dict(report.facts),
        "seconds": round(tested.seconds, 3),
    }
    return json.dumps(columns, ensure_ascii=False)
