# SPDX-License-Identifier: Apache-2.0
"""``kiosk cases ofd``: OFD files that are kept beside the licences of a case, written out."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kiosk.commands.arguments import SUCCESS, complain, say
from kiosk.store.store import Store
from kiosk.stored_paper import OFD

if TYPE_CHECKING:
    from argparse import _SubParsersAction

OFD_FILES: Final = "ofd"
OWNER_ONLY: Final = 0o600
"""A licence names a person: nobody else on the machine reads the file."""
OFD_HELP: Final = (
    "Write out the OFD files (GB/T 33190) of the licences of a case. They bear no seal and say"
    " so; the sealed PDF counts. They are kept where the settings say [documents] formats ="
    ' "pdf+ofd".'
)


def add_ofd(
    actions: "_SubParsersAction[argparse.ArgumentParser]",
) -> argparse.ArgumentParser:
    """Offer the action; returns its parser."""
    parser = actions.add_parser(
        OFD_FILES, help="write out the OFD files of a case", description=OFD_HELP
    )
    parser.add_argument("case", metavar="CASE", help="case number")
    parser.add_argument("--out", type=Path, metavar="DIR", default=Path(), help="where to")
    return parser


def run_ofd(args: argparse.Namespace, store: Store) -> int:
    """Write each file; a name is the case number and the paper's."""
    summary = store.cases.summary(args.case)
    if summary is None:
        return complain(f"there is no case {args.case}")
    names = [name for name in summary.documents if name.endswith(OFD)]
    if not names:
        return complain(
            f'no OFD file is kept of {args.case}; [documents] formats = "pdf+ofd" keeps one of'
            " each licence from then on"
        )
    for name in names:
        stored = store.documents.get(args.case, name)
        if stored is None:
            return complain(f"{name} of {args.case} is gone")
        path: Path = args.out / f"{args.case}-{name}"
        try:
            args.out.mkdir(parents=True, exist_ok=True)
            path.touch(mode=OWNER_ONLY)
            path.chmod(OWNER_ONLY)  # one that lay there before
            path.write_bytes(stored.content)
        except OSError as error:
            return complain(f"{path}: {error.strerror}")
        say(f"Written: {path}. It bears no seal; the PDF counts.")
    return SUCCESS
