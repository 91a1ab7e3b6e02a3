# SPDX-License-Identifier: Apache-2.0
"""``kiosk catalogue show`` and ``list``: what a service asks, also drawn; what is offered."""

import argparse
import json
from pathlib import Path
from typing import Final

from forms.bundle import whole_plan
from forms.bundle_file import load_bundles
from forms.bundle_parts import Audience, Bundle
from forms.catalogue import load_catalogue
from forms.guide_graph import Graph, bundle_graph, service_graph
from forms.handling import KioskLevel
from forms.service_item import ServiceItem
from forms.service_list import ServiceWay, load_lists
from forms.service_list_query import entries, of_audience, offered_here, search
from kiosk.commands.arguments import SUCCESS, WRONG_USE, Subparsers, complain, say
from kiosk.diagrams.mermaid import mermaid
from kiosk.diagrams.svg import svg

_DRAWERS: Final = {"mermaid": mermaid, "svg": svg}


def add_show(actions: Subparsers, shipped: Path) -> None:
    """Offer ``show`` and ``list`` beneath ``catalogue``."""
    show = actions.add_parser("show", help="what a service or bundle asks and wants")
    show.add_argument("service", metavar="SERVICE", help="id of a service or bundle")
    show.add_argument("--json", action="store_true", help="the same as --format json")
    formats = ["text", "json", *_DRAWERS]
    show.add_argument("--format", choices=formats, default="text", help="mermaid, svg: drawn")
    show.add_argument("--out", type=Path, metavar="FILE", help="write there, not to stdout")
    offered = actions.add_parser("list", help="what is offered or explained")
    offered.add_argument("--level", choices=[one.value for one in KioskLevel])
    offered.add_argument("--way", choices=[one.value for one in ServiceWay])
    offered.add_argument("--for", dest="audience", choices=[one.value for one in Audience])
    offered.add_argument("--find", default="", metavar="WORDS", help="Chinese or English")
    for action in (show, offered):
        action.add_argument("--folder", type=Path, default=shipped, help="another catalogue")


def run_show(args: argparse.Namespace) -> int:
    """Show one service or bundle."""
    known: dict[str, ServiceItem | Bundle] = {
        item.id: item for item in load_catalogue(args.folder).services
    }
    known |= {bundle.id: bundle for bundle in load_bundles(args.folder)}
    if args.service not in known:
        complain(f"There is no service {args.service}; known are {', '.join(known)}")
        return WRONG_USE
    text = _shown(known[args.service], "json" if args.json else args.format)
    if args.out is None:
        say(text.rstrip("\n"))
    else:
        args.out.write_text(text.rstrip("\n") + "\n", "utf-8")
        say(f"Written: {args.out}")
    return SUCCESS


def run_list(args: argparse.Namespace) -> int:
    """List what is offered, one a line: kind, id, title, address on the phone."""
    lists = load_lists(args.folder)
    services = load_catalogue(args.folder).services
    found = entries(services, load_bundles(args.folder), lists)
    if args.level:
        found = offered_here(found, KioskLevel(args.level))
    if args.audience:
        found = of_audience(found, Audience(args.audience))
    if args.way:
        found = tuple(entry for entry in found if ServiceWay(args.way) in entry.ways)
    for entry in search(found, args.find):
        mark = " (assumed)" if entry.is_assumed else ""
        say(f"{entry.kind.value}\t{entry.id}\t{entry.title.zh_CN}{mark}\t{entry.phone_url}")
    return SUCCESS


def _shown(item: ServiceItem | Bundle, form: str) -> str:
    if form in _DRAWERS:
        return _DRAWERS[form](_graph(item))
    outline = _outline(item)
    return json.dumps(outline, ensure_ascii=False) if form == "json" else _text(outline)


def _graph(item: ServiceItem | Bundle) -> Graph:
    if isinstance(item, Bundle):
        return bundle_graph(item)
    titles = {one.id: one.title.zh_CN for one in item.situations}
    return service_graph(item, item.title.zh_CN, titles)


def _outline(item: ServiceItem | Bundle) -> dict[str, object]:
    outline: dict[str, object] = {
        "id": item.id,
        "version": item.version,
        "sha256": item.checksum,
    }
    if isinstance(item, Bundle):
        whole = whole_plan(item)
        outline["members"] = [member.id for member in item.members]
        outline["groups"] = [[one.id for one in group] for group in whole.groups]
        outline["merged"] = {
            "materials": [whole.materials.total, whole.materials.count],
            "forms": [whole.forms.total, whole.forms.count],
            "offices": len(whole.offices),
        }
    else:
        outline["situations"] = [situation.id for situation in item.situations]
    outline["questions"] = [question.id for question in item.questions]
    outline["fields"] = [field.id for field in item.fields]
    outline["materials"] = [material.id for material in item.materials]
    return outline


def _text(outline: dict[str, object]) -> str:
    lines = [f"{outline['id']} {outline['version']}  {str(outline['sha256'])[:12]}"]
    for name, value in outline.items():
        if name == "groups" and isinstance(value, list):
            lines.append("side by side: " + " → ".join(", ".join(group) for group in value))
        elif isinstance(value, list):
            lines.append(f"{name} ({len(value)}): {', '.join(value)}")
        elif isinstance(value, dict):
            lines.append(f"{name}: {json.dumps(value)}")
    return "\n".join(lines)
