# SPDX-License-Identifier: Apache-2.0
"""``kiosk config apply|history|rollback|pack``: the configuration as versions."""

import argparse
import json
from collections.abc import Sequence
from importlib import resources
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from config.errors import ConfigError
from config.places import Problem
from kiosk.clock import SystemClock
from kiosk.commands.arguments import (
    FAILED,
    SUCCESS,
    WRONG_USE,
    Subparsers,
    add_config_option,
    complain,
    say,
    site_of,
)
from kiosk.configuration.applying import (
    Applied,
    NoSuchVersionError,
    apply,
    check_whole,
    preview,
    roll_back,
    tell_journal,
)
from kiosk.configuration.bringing import draft_of
from kiosk.configuration.differences import Change, changes_between
from kiosk.configuration.package import (
    EVERY_MACHINE,
    LARGEST_PACKAGE,
    Package,
    is_package,
    packed,
)
from kiosk.configuration.site import Site
from kiosk.configuration.versions import CONSOLE, Draft, History, Version, Way
from kiosk.configuration.whole_file import write_whole
from kiosk.journal import Journal
from kiosk.store.store import Store

_LONGEST_NUMBER: Final = 8


def add_actions(actions: Subparsers) -> None:
    """Offer the actions that keep or read versions."""
    applying = actions.add_parser("apply", help="check a file or package and keep it")
    applying.add_argument("file", type=Path, metavar="FILE|PACKAGE")
    applying.add_argument("--dry-run", action="store_true", help="check and compare only")
    applying.add_argument(
        "--older", action="store_true", help="consent to a package that is not newer"
    )
    history = actions.add_parser("history", help="every version with what it changed")
    history.add_argument("--json", action="store_true", help="one JSON object a line")
    back = actions.add_parser("rollback", help="go back, as a new version")
    back.add_argument(
        "number", nargs="?", type=int, default=0, metavar="N", help="default: the last good one"
    )
    for action in (applying, back):
        action.add_argument(
            "--by", type=_staff, default=CONSOLE, metavar="STAFF", help="staff number"
        )
        action.add_argument("--why", default="", metavar="TEXT", help="kept with the version")
    for action in (applying, history, back):
        add_config_option(action)
    _add_pack(actions)


def _staff(text: str) -> str:
    """A staff number, as the journal takes it."""
    is_number = text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER
    if not is_number and text != CONSOLE:
        raise argparse.ArgumentTypeError("a staff number has 1 to 8 digits")
    return text


def _add_pack(actions: Subparsers) -> None:
    packing = actions.add_parser("pack", help="make a signed package for a USB stick")
    packing.add_argument("file", type=Path, metavar="FILE", help="the kiosk.toml to pack")
    packing.add_argument("--number", type=int, required=True, help="higher than the last one")
    packing.add_argument(
        "--machine",
        action="append",
        required=True,
        metavar="ID",
        help=f"machine it is for, once each; {EVERY_MACHINE} is every one",
    )
    packing.add_argument(
        "--key", type=Path, required=True, metavar="PEM", help="Ed25519 private key"
    )
    packing.add_argument(
        "--calendar", type=Path, action="append", default=[], metavar="YEAR.yaml"
    )
    packing.add_argument("--out", type=Path, required=True, metavar="PACKAGE")


def run(args: argparse.Namespace) -> int:
    """Do one action.

    Raises:
        ConfigError: it does not hold (CONFIG-0701).
        PackageRefusedError: the package is not taken (CONFIG-0702).
        StoreError: nothing was kept.

    """
    match args.action:
        case "pack":
            return _pack(args)
        case "history":
            return _history(args)
        case "apply":
            return _apply(args)
        case _:
            return _roll_back(args)


def _apply(args: argparse.Namespace) -> int:
    site = site_of(args)
    draft = _draft(args, site)
    called = str(args.file)
    if args.dry_run:
        check_whole(site, draft.text, called=called)
        _say_changes(preview(site, draft.text))
        say("It holds; nothing was kept.")
        return SUCCESS
    with Store.open_beside(site.data_dir, clock=SystemClock()) as store:
        done = apply(site, draft, called=called, clock=SystemClock())
        _tell(site, store)
    return _done(done)


def _draft(args: argparse.Namespace, site: Site) -> Draft:
    """What is to become a version.

    Raises:
        ConfigError: the file cannot be read.
        PackageRefusedError: the package is not taken.

    """
    called = str(args.file)
    try:
        with args.file.open("rb") as file:
            content: bytes = file.read(LARGEST_PACKAGE + 1)
        if not is_package(content):
            return Draft(content.decode(), Way.APPLIED, who=args.by, why=args.why)
    except OSError as error:
        what = f"cannot be read ({error.strerror})"
        raise ConfigError.of([Problem(called, what)]) from error
    except UnicodeDecodeError as error:
        what = "is not UTF-8; save it as UTF-8"
        raise ConfigError.of([Problem(called, what)]) from error
    return draft_of(
        content,
        site,
        running=site.settings(),
        catalogue=Path(str(resources.files("config"))) / "catalogue",
        who=args.by,
        why=args.why,
        may_be_older=args.older,
    )


def _roll_back(args: argparse.Namespace) -> int:
    site, clock = site_of(args), SystemClock()
    with Store.open_beside(site.data_dir, clock=clock) as store:
        try:
            done = roll_back(site, args.number, who=args.by, why=args.why, clock=clock)
        except NoSuchVersionError as error:
            complain(f"kiosk config rollback: {error}")
            return WRONG_USE
        _tell(site, store)
    return _done(done)


def _tell(site: Site, store: Store) -> None:
    tell_journal(site.versions, store, Journal.open(store, clock=SystemClock()))


def _done(done: Applied) -> int:
    _say_changes(done.changes)
    say(f"Version {done.version.number} is kept; it counts from the next start of the app.")
    return SUCCESS


def _say_changes(changes: Sequence[Change]) -> None:
    for change in changes:
        say(str(change))
    if not changes:
        say("Nothing that counts is different.")


def _history(args: argparse.Namespace) -> int:
    site = site_of(args)
    history = site.versions.read()
    for version in history.versions:
        before = history.before(version)
        changes = changes_between(before.text if before else "", version.text)
        if args.json:
            say(json.dumps(_columns(history, version, changes), ensure_ascii=False))
            continue
        say(_line(history, version))
        if before is not None:
            for change in changes:
                say(f"    {change}")
    for name in history.damaged:
        complain(f"STORE-0502: {name} is damaged and does not count")
    if site.is_changed(history) and history.versions and not args.json:
        say("The site's file was changed since; it counts from the next start of the app.")
    return FAILED if history.damaged else SUCCESS


def _line(history: History, version: Version) -> str:
    draft = version.draft
    how = {
        Way.ROLLED_BACK: f"rolled back to {draft.of}",
        Way.PACKAGE: f"package {draft.package}",
        Way.APPLIED: "applied",
        Way.BY_HAND: "changed by hand",
    }[draft.way]
    good = "good" if history.is_good(version) else "not proved"
    why = f"  {draft.why}" if draft.why else ""
    return (
        f"{version.number:>4}  {version.at}  by {draft.who}  {how}  {good}"
        f"  {version.sha256[:12]}{why}"
    )


def _columns(
    history: History, version: Version, changes: Sequence[Change]
) -> dict[str, object]:
    draft = version.draft
    return {
        "number": version.number,
        "at": version.at,
        "who": draft.who,
        "why": draft.why,
        "way": draft.way.value,
        "of": draft.of,
        "package": draft.package,
        "sha256": version.sha256,
        "good": history.is_good(version),
        "changes": [[change.key, change.before, change.after] for change in changes],
    }


def _no_key(args: argparse.Namespace) -> int:
    complain(f"{args.key}: no Ed25519 private key in PEM without a password")
    return WRONG_USE


def _pack(args: argparse.Namespace) -> int:
    try:
        key = load_pem_private_key(args.key.read_bytes(), None)
        package = Package(
            args.number,
            tuple(args.machine),
            args.file.read_text("utf-8"),
            files={f"calendar/{file.name}": file.read_text("utf-8") for file in args.calendar},
        )
    except OSError as error:
        return complain(f"{error.filename}: {error.strerror}")
    except (ValueError, TypeError):
        return _no_key(args)
    if not isinstance(key, Ed25519PrivateKey):
        return _no_key(args)
    made_at = SystemClock().now().isoformat("T", "seconds")
    write_whole(args.out.absolute(), packed(package, key, made_at=made_at))
    public = key.public_key().public_bytes_raw().hex()
    say(f"Package {args.number} for {', '.join(args.machine)}; public key {public}")
    return SUCCESS
