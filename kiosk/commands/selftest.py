# SPDX-License-Identifier: Apache-2.0
"""``kiosk selftest``: does each device answer, and if not, what is to be done about it."""

import argparse
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from config.faults import Audience, FaultCatalogue, load_faults
from config.settings import KioskSettings
from devices.states import ProbeReport
from kiosk.clock import SystemClock
from kiosk.commands.arguments import (
    FAILED,
    SUCCESS,
    Subparsers,
    add_config_option,
    complain,
    load_from,
    reports_faults,
    say,
)
from kiosk.commands.readiness import write_readiness
from kiosk.store.store import Store

Probe = Callable[[], ProbeReport]
DEVICES: Final = (
    "reader",
    "card_slot",
    "scanner",
    "printer",
    "receipt_printer",
    "platform",
    "desk",
    "base_data",
    "person_check",
    "seal",
    "store",
)


def add_parser(subparsers: Subparsers) -> None:
    """Offer ``selftest``."""
    parser = subparsers.add_parser("selftest", help="test the devices")
    add_config_option(parser)
    parser.add_argument("--device", choices=DEVICES, help="only this one")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    parser.add_argument(
        "--report", type=Path, metavar="FILE.pdf", help="write it as a report to sign, too"
    )
    parser.set_defaults(run=run)


@reports_faults
def run(args: argparse.Namespace) -> int:
    """Test what the configuration names; status 0 only if all of it passed."""
    settings = load_from(args).settings
    absent = absent_devices(settings)
    if args.device in absent:
        return complain(
            f"CONFIG-0701 [{args.device}] is not configured: there is no such device"
        )
    with Store.open_beside(settings.kiosk.data_dir, clock=SystemClock()) as store:
        probes = _probes(settings, store)
        names = (
            [args.device] if args.device else [name for name in DEVICES if name not in absent]
        )
        wanted = {name: probes[name] for name in names}
        faults, language = load_faults(), settings.kiosk.language
        heard: list[ProbeReport] = []
        kept = {name: partial(_heard, probe, heard) for name, probe in wanted.items()}
        status = run_probes(kept, faults, language=language, as_json=args.json)
    if args.report is not None:
        write_readiness(args.report, settings, heard, faults)
    return status


def _heard(probe: Probe, heard: list[ProbeReport]) -> ProbeReport:
    heard.append(probe())
    return heard[-1]


def absent_devices(settings: KioskSettings) -> frozenset[str]:
    """Names of devices that the configuration does not have; they are not tested."""
    tables = {
        "reader": settings.reader,
        "card_slot": settings.card_slot,
        "scanner": settings.scanner,
        "printer": settings.printer,
        "receipt_printer": settings.receipt_printer,
        "platform": settings.platform,
        "desk": settings.desk,
        "base_data": settings.base_data,
        "person_check": None if settings.person_check.method == "none" else settings,
    }
    absent = {name for name, table in tables.items() if table is None}
    if settings.signing.backend == "file":
        absent.add("seal")  # a demo key is always there
    return frozenset(absent)


def run_probes(
    probes: Mapping[str, Probe], faults: FaultCatalogue, *, language: str, as_json: bool
) -> int:
    """Run the probes one after another and tell each result as it comes.

    Args:
        probes: what to test, by name, in order.
        faults: where the texts for the technician are.
        language: of those texts.
        as_json: one JSON object a line instead of text, and no progress bar.

    Returns:
        0 only if every device is good; unknown is not.

    """
    reports = []
    for report in _with_progress(probes, is_shown=not as_json):
        reports.append(report)
        say(_as_json(report) if as_json else _as_text(report, faults, language))
    failed = [report.device for report in reports if not report.state.is_good]
    if as_json:
        say(json.dumps({"passed": not failed, "failed": failed}))
    else:
        say(f"Failed: {', '.join(failed)}" if failed else f"All {len(reports)} passed.")
    return FAILED if failed else SUCCESS


def _probes(settings: KioskSettings, store: Store) -> Mapping[str, Probe]:
    """The probes of the configured devices; built by the composition root."""
    from kiosk.app import devices_of, seal_of  # noqa: PLC0415 - Qt comes with it, config errors do not wait
    from kiosk.base_room import base_side_of  # noqa: PLC0415
    from kiosk.outgoing import desk_probe  # noqa: PLC0415
    from kiosk.outgoing_room import case_desk_of  # noqa: PLC0415
    from kiosk.probes import probes_of, supplies_of  # noqa: PLC0415

    case_desk = case_desk_of(settings)
    devices = devices_of(settings)
    bases = base_side_of(settings, store, SystemClock())
    return {
        **probes_of(
            devices.sources,
            devices.printer,
            devices.library,
            store=lambda: store,
            check=devices.check,
            supplies=supplies_of(settings),
            receipts=devices.receipts,
        ),
        **({"base_data": bases.data.probe} if bases is not None else {}),
        **({"desk": partial(desk_probe, case_desk, store)} if case_desk is not None else {}),
        "seal": partial(seal_of, settings),
    }


def _with_progress(probes: Mapping[str, Probe], *, is_shown: bool) -> Iterator[ProbeReport]:
    console = Console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(
        *columns,
        console=console,
        transient=True,
        disable=not (is_shown and console.is_terminal),
    ) as progress:
        task = progress.add_task("", total=len(probes))
        for name, probe in probes.items():
            progress.update(task, description=f"testing {name}")
            yield probe()
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


def _as_json(report: ProbeReport) -> str:
    columns = {
        "device": report.device,
        "passed": report.state.is_good,
        "state": report.state.value,
        "code": report.code,
        "detail": report.detail,
        "facts": dict(report.facts),
    }
    return json.dumps(columns, ensure_ascii=False)
