# SPDX-License-Identifier: Apache-2.0
"""``kiosk support bundle|open|new-key``: how the kiosk is, sealed to the maker."""

import argparse
from pathlib import Path
from time import monotonic

from kiosk.checkup import probes_at
from kiosk.clock import SystemClock
from kiosk.commands.arguments import (
    SUCCESS,
    Subparsers,
    add_config_option,
    complain,
    load_from,
    reports_faults,
    say,
)
from kiosk.journal import Journal
from kiosk.side_by_side import DEVICES_S, side_by_side
from kiosk.store.store import Store
from kiosk.technician.bundle import contents, packed, unpacked
from kiosk.technician.sealed import (
    SealError,
    key_digest,
    key_id,
    new_pair,
    opened,
    private_key_from,
    public_key_from,
    sealed,
)


def add_parser(subparsers: Subparsers) -> None:
    """Offer ``support`` with its actions."""
    parser = subparsers.add_parser("support", help="a sealed bundle for the maker")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    bundle = actions.add_parser("bundle", help="write one; there is nothing of a person in it")
    add_config_option(bundle)
    bundle.add_argument("--out", type=Path, required=True, metavar="FILE")
    bundle.add_argument(
        "--to", type=Path, required=True, metavar="KEY.pub", help="the maker's public key, PEM"
    )
    bundle.set_defaults(do=_bundle)
    opening = actions.add_parser("open", help="for the maker: open one into a new folder")
    opening.add_argument("file", type=Path, metavar="FILE")
    opening.add_argument("--key", type=Path, required=True, metavar="KEY", help="private, PEM")
    opening.add_argument("--out", type=Path, required=True, metavar="DIR")
    opening.set_defaults(do=_open)
    making = actions.add_parser("new-key", help="for the maker: make KEY and KEY.pub")
    making.add_argument("key", type=Path, metavar="KEY")
    making.set_defaults(do=_new_key)
    parser.set_defaults(run=run)


@reports_faults
def run(args: argparse.Namespace) -> int:
    """Do it; status 0 only if the file, folder or key was written."""
    try:
        say(args.do(args))
    except (SealError, ValueError) as error:
        return complain(f"kiosk support {args.action}: {error}")
    except OSError as error:
        return complain(f"kiosk support {args.action}: {error.filename}: {error.strerror}")
    return SUCCESS


def _bundle(args: argparse.Namespace) -> str:
    key = public_key_from(args.to)  # before the devices are asked: it may be the wrong file
    loaded, clock = load_from(args), SystemClock()
    data_dir = loaded.settings.kiosk.data_dir
    with Store.open_beside(data_dir, clock=clock) as store:
        journal = Journal.open(store, clock=clock)
        probes = probes_at(loaded.settings, store)
        tested = tuple(side_by_side(probes, ends_at=monotonic() + DEVICES_S))
        files = contents(loaded, store, tested, now=clock.now())
        args.out.write_bytes(sealed(packed(files), key))
        journal.record("support-bundle-made", key_sha256=key_digest(key))
    return f"Written: {args.out}, sealed to key {key_id(key)}: {', '.join(files)}"


def _open(args: argparse.Namespace) -> str:
    key = private_key_from(args.key)
    files = unpacked(opened(args.file.read_bytes(), key))
    args.out.mkdir(mode=0o700)
    for name, content in files.items():
        (args.out / name).write_bytes(content)
    return f"Opened into {args.out}: {', '.join(files)}"


def _new_key(args: argparse.Namespace) -> str:
    public = args.key.with_name(f"{args.key.name}.pub")
    return f"Key {new_pair(args.key, public)}: {args.key}, {public}"
