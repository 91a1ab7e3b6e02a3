# SPDX-License-Identifier: Apache-2.0
"""``kiosk config check|show``: is the configuration good, and where it comes from."""

import argparse
import json

from config.loader import EffectiveValue
from kiosk.commands.arguments import (
    SUCCESS,
    Subparsers,
    add_config_option,
    load_from,
    reports_faults,
    say,
)

HIDDEN = "(hidden)"


def add_parser(subparsers: Subparsers) -> None:
    """Offer ``config`` with its two actions."""
    parser = subparsers.add_parser("config", help="check or show the configuration")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    for name, summary in (
        ("check", "exit 0 if the configuration is good, else list every problem"),
        ("show", "print each value and where it comes from; secrets are hidden"),
    ):
        action = actions.add_parser(name, help=summary)
        add_config_option(action)
        action.add_argument("--json", action="store_true", help="one JSON object a line")
    parser.set_defaults(run=run)


@reports_faults
def run(args: argparse.Namespace) -> int:
    """Check or show; problems go to stderr, one a line, with status 1."""
    loaded = load_from(args)
    if args.action == "check":
        say(
            json.dumps({"good": True, "sha256": loaded.checksum})
            if args.json
            else f"The configuration is good ({loaded.checksum[:12]})."
        )
        return SUCCESS
    for found in loaded.values:
        say(_as_json(found) if args.json else _as_line(found))
    return SUCCESS


def _shown(found: EffectiveValue) -> str | float:
    return HIDDEN if found.is_secret else found.value


def _as_line(found: EffectiveValue) -> str:
    value = json.dumps(_shown(found), ensure_ascii=False)
    return f"{found.table}.{found.key} = {value}    # {found.source.value}: {found.where}"


def _as_json(found: EffectiveValue) -> str:
    columns = {
        "key": f"{found.table}.{found.key}",
        "value": _shown(found),
        "source": found.source.value,
        "where": found.where,
    }
    return json.dumps(columns, ensure_ascii=False)
