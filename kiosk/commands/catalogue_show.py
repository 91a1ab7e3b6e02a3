# SPDX-License-Identifier: Apache-2.0
"""``kiosk catalogue show`` and ``list``: what a service asks, also drawn; what is offered."""

import argparse
import json
from pathlib import Path
from typing import Final

from forms.appeal import AppealRules, load_appeals
from forms.benefit import Benefit, load_benefits
from forms.bundle_file import load_bundles
from forms.bundle_parts import Audience, Bundle
from forms.catalogue import load_catalogue
from forms.guide_graph import Graph, appeal_graph, bundle_graph, service_graph
from forms.handling import KioskLevel
from forms.service_item import ServiceItem
from forms.service_list import ServiceWay, load_lists
from forms.service_list_query import do_i_need, entries, of_audience, offered_here, search
from kiosk.commands.arguments import FAILED, SUCCESS, WRONG_USE, Subparsers, complain, say
from kiosk.commands.catalogue_needs import run_needs
from kiosk.commands.catalogue_outlines import APPEALS, Shown, outline_of, text_of
from kiosk.diagrams.mermaid import mermaid
from kiosk.diagrams.svg import svg

_DRAWERS: Final = {"mermaid": mermaid, "svg": svg}


def add_show(actions: Subparsers, shipped: Path) -> None:
    """Offer ``show``, ``list`` and ``need`` beneath ``catalogue``."""
    show = actions.add_parser("show", help="what a service, bundle or benefit asks and wants")
    show.add_argument(
        "service", metavar="SERVICE", nargs="?", default="", help="one of their ids; or appeals"
    )
    show.add_argument(
        "--needs", action="store_true", help="what remains while one thing is away; of all, too"
    )
    show.add_argument("--json", action="store_true", help="the same as --format json")
    formats = ["text", "json", *_DRAWERS]
    show.add_argument("--format", choices=formats, default="text", help="mermaid, svg: drawn")
    show.add_argument("--out", type=Path, metavar="FILE", help="write there, not to stdout")
    offered = actions.add_parser("list", help="what is offered or explained")
    offered.add_argument("--level", choices=[one.value for one in KioskLevel])
    offered.add_argument("--way", choices=[one.value for one in ServiceWay])
    offered.add_argument("--for", dest="audience", choices=[one.value for one in Audience])
    offered.add_argument("--find", default="", metavar="WORDS", help="Chinese or English")
    need = actions.add_parser("need", help="which proofs nobody asks for any more, and why not")
    need.add_argument("words", metavar="WORDS", nargs="?", default="", help="part of its name")
    for action in (show, offered, need):
        action.add_argument("--folder", type=Path, default=shipped, help="another catalogue")


def run_show(args: argparse.Namespace) -> int:
    """Show one service, bundle or benefit, or the appeals; with ``--needs`` the matrix."""
    if args.needs:
        return run_needs(args)
    known = _known(args.folder)
    if args.service not in known:
        complain(f"There is no service {args.service}; known are {', '.join(known)}")
        return WRONG_USE
    item, form = known[args.service], "json" if args.json else args.format
    if form in _DRAWERS and isinstance(item, Benefit):
        complain(f"{args.service} has conditions and no guide to draw; leave out --format")
        return WRONG_USE
    text = _shown(item, form)
    if args.out is None:
        say(text.rstrip("\n"))
    else:
        args.out.write_text(text.rstrip("\n") + "\n", "utf-8")
        say(f"Written: {args.out}")
    return SUCCESS


def _known(folder: Path) -> dict[str, Shown]:
    """Everything that can be shown, by the id it is asked for with."""
    known: dict[str, Shown] = {item.id: item for item in load_catalogue(folder).services}
    known |= {bundle.id: bundle for bundle in load_bundles(folder)}
    known |= {benefit.id: benefit for benefit in load_benefits(folder).benefits}
    appeals = load_appeals(folder)
    return known if appeals is None else {**known, APPEALS: appeals}


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


def run_need(args: argparse.Namespace) -> int:
    """Answer "do I need …?": cancelled proofs (取消的证明), each with what replaces it."""
    found = do_i_need(load_lists(args.folder), args.words)
    for proof in found:
        say(f"{proof.title.zh_CN}\t不用交\t{proof.substitute.zh_CN}")
    if not found:
        complain(f"No cancelled proof is called like {args.words}; ask at the window")
    return SUCCESS if found else FAILED


def _shown(item: Shown, form: str) -> str:
    if form in _DRAWERS and not isinstance(item, Benefit):
        return _DRAWERS[form](_graph(item))
    outline = outline_of(item)
    return json.dumps(outline, ensure_ascii=False) if form == "json" else text_of(outline)


def _graph(item: ServiceItem | Bundle | AppealRules) -> Graph:
    if isinstance(item, Bundle):
        return bundle_graph(item)
    if isinstance(item, AppealRules):
        return appeal_graph(item)
    titles = {one.id: one.title.zh_CN for one in item.situations}
    return service_graph(item, item.title.zh_CN, titles)
