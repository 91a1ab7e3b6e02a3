# SPDX-License-Identifier: Apache-2.0
"""``kiosk simulate KIND``: one simulator alone; ``kiosk simulate ctl``: a word to one.

A simulator's first line says the address it serves, its second the control socket. It runs
until SIGTERM or SIGINT.
"""

import argparse
import json
import os
import select
import signal
import ssl
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.simulate.card_kinds import add_card_kinds
from kiosk.simulate.control import VERBS, ControlServer, Simulator, send
from kiosk.simulate.desk_kind import add_desk_kind
from kiosk.simulate.identity_kinds import add_identity_kinds
from kiosk.simulate.light_kind import add_light_kind
from kiosk.simulate.persons import SHIPPED_FOLDER, load_persons
from kiosk.simulate.receipt_kind import add_receipt_kind

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from devices.simulation.reader_line import ReaderLine


def add_parser(subparsers: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``simulate`` with its own sub-commands to the kiosk's command line."""
    parser = subparsers.add_parser("simulate", help="one simulator alone")
    add_kinds(parser)


def add_kinds(parser: argparse.ArgumentParser) -> None:
    """Add the kinds of simulator, and ``ctl``, to ``parser``."""
    kinds = parser.add_subparsers(dest="kind", required=True, metavar="KIND")

    reader = _add_simulator(kinds, "reader", "identity card reader on a pseudo-terminal or TCP")
    reader.add_argument("--baud", type=int, default=115_200)
    reader.add_argument("--link", type=Path, help="where the port appears")
    reader.add_argument("--tcp", action="store_true", help="on a loopback port instead")
    reader.add_argument("--port", type=int, default=0, help="with --tcp; 0 for any")
    reader.add_argument("--persons", type=Path, default=SHIPPED_FOLDER / "persons.yaml")
    reader.set_defaults(run=run, make=_make_reader)

    add_card_kinds(lambda name, summary: _add_simulator(kinds, name, summary), run)
    add_identity_kinds(lambda name, summary: _add_simulator(kinds, name, summary), run)
    add_desk_kind(lambda name, summary: _add_simulator(kinds, name, summary), run)
    add_receipt_kind(lambda name, summary: _add_simulator(kinds, name, summary), run)
    add_light_kind(lambda name, summary: _add_simulator(kinds, name, summary), run)

    printer = _add_simulator(kinds, "printer", "IPP printer on loopback")
    printer.add_argument("--port", type=int, default=0)
    printer.add_argument("--folder", type=Path, help="where printed sheets are put")
    printer.set_defaults(run=run, make=_make_printer)

    platform = _add_simulator(kinds, "platform", "certificate platform on loopback")
    platform.add_argument("--port", type=int, default=0)
    platform.add_argument("--data", type=Path, default=SHIPPED_FOLDER)
    platform.add_argument("--holders", type=int, default=5_000, help="generated beside --data")
    platform.add_argument("--tls-certificate", type=Path, help="PEM with its key: HTTPS")
    platform.add_argument("--tls-authority", type=Path, help="PEM: clients must show one of it")
    platform.set_defaults(run=run, make=_make_platform)

    control = kinds.add_parser("ctl", help="send a verb to a running simulator")
    control.add_argument("socket", type=Path, help="the simulator's second line")
    control.add_argument("verb", choices=VERBS)
    control.add_argument("arguments", nargs="*", type=_argument, metavar="KEY=VALUE")
    control.set_defaults(run=run_control)


def run(args: argparse.Namespace) -> int:
    """Run the simulator that ``args.make`` builds until it is told to stop."""
    with tempfile.TemporaryDirectory(prefix="kiosk-simulate-") as name:
        try:
            simulator: Simulator = args.make(args, Path(name))
            control_path = args.control or Path(name) / "control"
            return _serve(simulator, control_path, until_stdin_closes=args.until_stdin_closes)
        except (OSError, ValueError) as error:
            sys.stderr.write(f"kiosk simulate {args.kind}: {error}\n")
            return 1


def run_control(args: argparse.Namespace) -> int:
    """Send one verb and print the reply; 0 when it was done, else 1."""
    try:
        reply = send(args.socket, args.verb, **dict(args.arguments))
    except OSError as error:
        sys.stderr.write(f"kiosk simulate ctl: nobody answers at {args.socket}: {error}\n")
        return 1
    if reply.pop("ok", False) is not True:
        sys.stderr.write(f"kiosk simulate ctl: {reply.get('error', 'refused')}\n")
        return 1
    sys.stdout.write(json.dumps(reply, ensure_ascii=False, indent=2) + "\n")
    return 0


def _add_simulator(
    kinds: "_SubParsersAction[argparse.ArgumentParser]", name: str, summary: str
) -> argparse.ArgumentParser:
    parser = kinds.add_parser(name, help=summary)
    parser.add_argument("--control", type=Path, help="where the control socket appears")
    parser.add_argument(
        "--until-stdin-closes",
        action="store_true",
        help="stop when standard input ends, and so with the process that started this one",
    )
    return parser


def _make_reader(args: argparse.Namespace, folder: Path) -> Simulator:
    from devices.simulation.pty_line import PtyLine  # noqa: PLC0415  one kind per process
    from devices.simulation.sam_emulator import SamEmulator  # noqa: PLC0415
    from devices.simulation.tcp_line import TcpLine  # noqa: PLC0415

    if args.port and not args.tcp:
        message = "--port is for --tcp; the place of a pseudo-terminal is --link"
        raise ValueError(message)
    line: ReaderLine = (
        TcpLine(args.port) if args.tcp else PtyLine(args.link or folder / "reader")
    )
    return SamEmulator(load_persons(args.persons), line, baud=args.baud)


def _make_printer(args: argparse.Namespace, folder: Path) -> Simulator:
    from devices.simulation.ipp_printer import IppPrinterSimulator  # noqa: PLC0415  as above

    return IppPrinterSimulator(args.folder or folder, port=args.port)


def _make_platform(args: argparse.Namespace, _folder: Path) -> Simulator:
    from certificates.simulation.platform import PlatformSimulator  # noqa: PLC0415  as above

    tls = None
    if args.tls_certificate is not None:
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(args.tls_certificate)
        if args.tls_authority is not None:
            tls.load_verify_locations(args.tls_authority)
            tls.verify_mode = ssl.CERT_REQUIRED
    return PlatformSimulator(args.data, args.port, tls=tls, holders=args.holders)


def _serve(simulator: Simulator, control_path: Path, *, until_stdin_closes: bool) -> int:
    simulator.start()
    try:
        with closing(ControlServer(control_path, simulator)):
            wait = _stop_request(until_stdin_closes=until_stdin_closes)
            sys.stdout.write(f"{simulator.address}\n{control_path}\n")
            sys.stdout.flush()
            wait()
    finally:
        simulator.stop()
    return 0


def _stop_request(*, until_stdin_closes: bool) -> Callable[[], None]:
    """Catch the stop signals from now on; the function returned waits for one."""
    wake_reader, wake_writer = os.pipe()
    os.set_blocking(wake_writer, False)
    signal.set_wakeup_fd(wake_writer)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: None)

    def wait() -> None:
        ends = [wake_reader, *([sys.stdin.fileno()] if until_stdin_closes else [])]
        while True:
            ready, _, _ = select.select(ends, [], [])
            if wake_reader in ready or not os.read(sys.stdin.fileno(), 1024):
                return

    return wait


def _argument(text: str) -> tuple[str, object]:
    """Read ``KEY=VALUE``; numbers, true and false become such."""
    key, separator, value = text.partition("=")
    if not key or not separator:
        message = f"{text!r} is not KEY=VALUE"
        raise argparse.ArgumentTypeError(message)
    if value in {"true", "false"}:
        return key, value == "true"
    return key, int(value) if value.isdecimal() and value.isascii() else value
