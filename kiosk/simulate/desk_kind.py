# SPDX-License-Identifier: Apache-2.0
"""``kiosk simulate desk``: the case desk alone, which may be away while the library is not.

kiosk simulate ctl DESK set office=* answer=refuse    every office refuses from now on
kiosk simulate ctl DESK set delivery=double           each step is told twice
kiosk simulate ctl DESK fault kind=down               nobody listens there
"""

import argparse
import ssl
from collections.abc import Callable
from pathlib import Path

from kiosk.simulate.control import Simulator

Add = Callable[[str, str], argparse.ArgumentParser]
Run = Callable[[argparse.Namespace], int]


def add_desk_kind(add: Add, run: Run) -> None:
    """Add the kind.

    Args:
        add: makes the parser of a kind by its name and summary.
        run: runs what ``args.make`` builds.

    """
    desk = add("desk", "case desk on loopback")
    desk.add_argument("--port", type=int, default=0)
    desk.add_argument("--folder", type=Path, help="keep what was taken here, beyond a kill")
    desk.add_argument("--tls-certificate", type=Path, help="PEM with its key: HTTPS")
    desk.add_argument("--tls-authority", type=Path, help="PEM: clients must show one of it")
    desk.set_defaults(run=run, make=_make_desk)


def _make_desk(args: argparse.Namespace, _folder: Path) -> Simulator:
    from certificates.simulation.case_desk_service import (  # noqa: PLC0415  one per process
        CaseDeskSimulator,
    )

    tls = None
    if args.tls_certificate is not None:
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(args.tls_certificate)
        if args.tls_authority is not None:
            tls.load_verify_locations(args.tls_authority)
            tls.verify_mode = ssl.CERT_REQUIRED
    return CaseDeskSimulator(args.folder, args.port, tls=tls)
