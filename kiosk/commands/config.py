# SPDX-License-Identifier: Apache-2.0
"""``kiosk config``: is it good, what counts, what a key means; versions are kept elsewhere."""

import argparse
import json
import os

from config.errors import ConfigError
from config.explained import Explained, StartsAnew, all_keys, explained
from config.loader import EffectiveValue, load_settings
from config.places import Problem
from kiosk.commands import config_versions
from kiosk.commands.arguments import (
    SUCCESS,
    WRONG_USE,
    Subparsers,
    add_config_option,
    complain,
    load_from,
    reports_faults,
    say,
    site_file_of,
)
from kiosk.configuration.applying import check_keys
from kiosk.configuration.differences import HIDDEN

_STARTS_ANEW = {
    StartsAnew.APP: ("应用重启后生效", "counts from the next start of the app"),
    StartsAnew.DEVICE: (
        "应用重启、设备断电重开后生效",
        "counts when the app and the device have started anew",
    ),
    StartsAnew.NOTHING: ("马上生效", "counts at once"),
}


def add_parser(subparsers: Subparsers) -> None:
    """Offer ``config`` with its actions."""
    parser = subparsers.add_parser("config", help="check, show and keep the configuration")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    check = actions.add_parser("check", help="exit 0 if it is good, else list every problem")
    show = actions.add_parser(
        "show", help="print each value and where it comes from, or explain one key"
    )
    show.add_argument("key", nargs="?", default="", metavar="KEY", help="such as timing.idle_s")
    show.add_argument("--language", choices=("zh_CN", "en"), default="en")
    for action in (check, show):
        add_config_option(action)
        action.add_argument("--json", action="store_true", help="one JSON object a line")
    config_versions.add_actions(actions)
    parser.set_defaults(run=run)


@reports_faults
def run(args: argparse.Namespace) -> int:
    """Do one action; problems go to stderr, one a line, with status 1."""
    match args.action:
        case "check":
            return _check(args)
        case "show":
            return _explain(args) if args.key else _show(args)
        case _:
            return config_versions.run(args)


def _check(args: argparse.Namespace) -> int:
    """Check the site's file itself, whatever version counts now."""
    site_file = site_file_of(args)
    loaded = load_settings(site_file, os.environ)
    text = site_file.read_text("utf-8") if site_file is not None else ""
    check_keys(loaded, called=str(site_file or "defaults.toml"), text=text)
    say(
        json.dumps({"good": True, "sha256": loaded.checksum})
        if args.json
        else f"The configuration is good ({loaded.checksum[:12]})."
    )
    return SUCCESS


def _show(args: argparse.Namespace) -> int:
    for found in load_from(args).values:
        say(_as_json(found) if args.json else _as_line(found))
    return SUCCESS


def _explain(args: argparse.Namespace) -> int:
    """Explain one key, and say what it holds now where the configuration can be read."""
    told = explained(args.key, args.language)
    if told is None:
        complain(f"there is no key {args.key}; kiosk config show lists all {len(all_keys())}")
        return WRONG_USE
    try:
        values = load_from(args).values
        value = next(one for one in values if f"{one.table}.{one.key}" == args.key)
        now = _as_line(value).partition(" = ")[2]
    except ConfigError as error:
        now = str(error.found[0] if error.found else Problem("", str(error)))
    is_english = args.language == "en"
    if args.json:
        say(json.dumps({**_columns(told), "now": now}, ensure_ascii=False))
        return SUCCESS
    names = ("meaning", "unit", "must be", "default", "effect", "change", "now")
    labels = ("含义", "单位", "可填", "默认", "影响", "改后", "现在")
    columns = (*_columns(told).values(),)[1:]
    say(told.key)
    for label, text in zip(names if is_english else labels, (*columns, now), strict=True):
        if text:
            say(f"  {label:<8} {text}" if is_english else f"  {label}  {text}")
    return SUCCESS


def _columns(told: Explained) -> dict[str, str]:
    again = _STARTS_ANEW[told.starts_anew]
    return {
        "key": told.key,
        "meaning": told.meaning,
        "unit": told.unit,
        "allowed": told.allowed,
        "default": told.default,
        "effect": told.effect,
        "change": again[told.meaning[0] < "一"],
    }


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
