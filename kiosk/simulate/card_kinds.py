# SPDX-License-Identifier: Apache-2.0
"""``kiosk simulate pcscd|card``: a private daemon, and a card in its virtual reader.

kiosk simulate pcscd                        → the daemon's socket, its control socket
kiosk simulate card --beside CONTROL        → the slot, the card's control socket
PCSCLITE_CSOCK_NAME=SOCKET kiosk …          the kiosk then sees that reader alone
"""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from kiosk.simulate.control import Simulator, send
from kiosk.simulate.persons import SHIPPED_FOLDER, load_persons
from kiosk.simulate.private_pcscd import (
    DEFAULT_READER,
    FIRST_PORT,
    PrivatePcscd,
    enter_namespaces,
    join_namespaces,
)

Add = Callable[[str, str], argparse.ArgumentParser]
Run = Callable[[argparse.Namespace], int]


def add_card_kinds(add: Add, run: Run) -> None:
    """Add both kinds.

    Args:
        add: makes the parser of a kind by its name and summary.
        run: runs what ``args.make`` builds.

    """
    daemon = add("pcscd", "private PC/SC daemon with virtual readers")
    daemon.add_argument("--folder", type=Path, help="of its socket and configuration")
    daemon.add_argument("--reader", default=DEFAULT_READER, help="name of the reader")
    daemon.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    daemon.set_defaults(run=lambda args: _run_alone(args, run), make=_make_pcscd)

    card = add("card", "social-security card in a virtual PC/SC reader")
    card.add_argument("--beside", type=Path, help="control socket of a simulated pcscd")
    card.add_argument("--port", type=int, default=FIRST_PORT, help="of the slot")
    card.add_argument("--persons", type=Path, default=SHIPPED_FOLDER / "persons.yaml")
    card.set_defaults(run=lambda args: _run_beside(args, run), make=_make_card)


def _run_alone(args: argparse.Namespace, run: Run) -> int:
    if not args.inside:
        folder = ["--folder", str(args.folder.absolute())] if args.folder else []
        enter_namespaces(
            ["pcscd", "--inside", *folder, "--reader", args.reader, *_common(args)]
        )
    return run(args)


def _run_beside(args: argparse.Namespace, run: Run) -> int:
    if args.beside is not None:
        try:
            pid = send(args.beside, "state")["pid"]
        except (OSError, KeyError):
            sys.stderr.write(f"kiosk simulate card: no simulated pcscd at {args.beside}\n")
            return 1
        words = ["card", "--port", str(args.port), "--persons", str(args.persons.absolute())]
        join_namespaces(int(str(pid)), [*words, *_common(args)])
    return run(args)


def _common(args: argparse.Namespace) -> list[str]:
    """The options of every simulator, for the process that takes the place of this one."""
    control = ["--control", str(args.control.absolute())] if args.control else []
    return control + (["--until-stdin-closes"] if args.until_stdin_closes else [])


def _make_pcscd(args: argparse.Namespace, folder: Path) -> Simulator:
    return PrivatePcscd(args.folder or folder, args.reader)


def _make_card(args: argparse.Namespace, _folder: Path) -> Simulator:
    from devices.simulation.card_emulator import CardEmulator  # noqa: PLC0415  one kind a process

    return CardEmulator(load_persons(args.persons), "127.0.0.1", args.port)
