# SPDX-License-Identifier: Apache-2.0
"""``kiosk simulate receipt-printer``: the ESC/POS printer for slips alone.

kiosk simulate ctl SOCKET fault kind=paper_end after_rows=99     the roll ends in mid slip
kiosk simulate ctl SOCKET fault kind=cutter_jam       the cutter sticks at its next cut
kiosk simulate ctl SOCKET lay                                    a new roll
kiosk simulate ctl SOCKET state                                  with the slips' pictures
"""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.simulate.control import Simulator

if TYPE_CHECKING:
    from devices.simulation.reader_line import ReaderLine

Add = Callable[[str, str], argparse.ArgumentParser]
Run = Callable[[argparse.Namespace], int]


def add_receipt_kind(add: Add, run: Run) -> None:
    """Add the kind.

    Args:
        add: makes the parser of a kind by its name and summary.
        run: runs what ``args.make`` builds.

    """
    printer = add("receipt-printer", "ESC/POS receipt printer on loopback or a pseudo-terminal")
    printer.add_argument("--port", type=int, default=0)
    printer.add_argument("--link", type=Path, help="on a pseudo-terminal that appears there")
    printer.add_argument("--folder", type=Path, help="where slips are put as PNG")
    printer.set_defaults(run=run, make=_make)


def _make(args: argparse.Namespace, folder: Path) -> Simulator:
    from devices.simulation.pty_line import PtyLine  # noqa: PLC0415  one kind per process
    from devices.simulation.receipt_printer import (  # noqa: PLC0415
        ReceiptPrinterSimulator,
    )
    from devices.simulation.tcp_line import TcpLine  # noqa: PLC0415

    if args.port and args.link:
        message = "either --port or --link"
        raise ValueError(message)
    line: ReaderLine = PtyLine(args.link) if args.link else TcpLine(args.port)
    return ReceiptPrinterSimulator(args.folder or folder / "slips", line)
