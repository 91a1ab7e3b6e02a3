# SPDX-License-Identifier: Apache-2.0
"""``kiosk simulate scanner|face``: a scanner on a pseudo-terminal, a face service on loopback.

kiosk simulate ctl PLATFORM lay token=chen-qiumei   → the text of a new identity code
kiosk simulate ctl SCANNER lay text=TEXT            the code is held before the scanner
kiosk simulate ctl FACE set result=fail             the camera sees somebody else
"""

import argparse
from collections.abc import Callable
from pathlib import Path

from kiosk.simulate.control import Simulator

Add = Callable[[str, str], argparse.ArgumentParser]
Run = Callable[[argparse.Namespace], int]


def add_identity_kinds(add: Add, run: Run) -> None:
    """Add both kinds.

    Args:
        add: makes the parser of a kind by its name and summary.
        run: runs what ``args.make`` builds.

    """
    scanner = add("scanner", "QR scanner on a pseudo-terminal")
    scanner.add_argument("--link", type=Path, help="where the port appears")
    scanner.set_defaults(run=run, make=_make_scanner)

    face = add("face", "face service on loopback")
    face.add_argument("--port", type=int, default=0)
    face.set_defaults(run=run, make=_make_face)


def _make_scanner(args: argparse.Namespace, folder: Path) -> Simulator:
    from devices.simulation.qr_scanner import QrScannerSimulator  # noqa: PLC0415  one per process

    return QrScannerSimulator(args.link or folder / "scanner")


def _make_face(args: argparse.Namespace, _folder: Path) -> Simulator:
    from certificates.simulation.face_service import FaceServiceSimulator  # noqa: PLC0415

    return FaceServiceSimulator(args.port)
