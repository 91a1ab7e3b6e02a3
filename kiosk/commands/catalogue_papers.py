# SPDX-License-Identifier: Apache-2.0
"""``kiosk catalogue sheet`` and ``card``: the one-time notice and the service card as PDF."""

import argparse
from pathlib import Path

from certificates.elements import Values
from certificates.errors import DocumentError
from certificates.rendering.render import Renderer
from certificates.template import Template, template_from
from forms.bundle_file import load_bundles
from forms.catalogue import load_catalogue
from forms.notice import bundle_notice, card_values, guide_notice, service_notice
from forms.service_list import ServiceLists, load_lists
from forms.service_list_query import entries, offered_here
from forms.yaml_file import read_yaml
from kiosk.clock import SystemClock
from kiosk.commands.arguments import (
    SUCCESS,
    WRONG_USE,
    Subparsers,
    add_config_option,
    complain,
    load_from,
    say,
)

SHEET, CARD = "service_sheet", "service_card"


def add_papers(actions: Subparsers, shipped: Path) -> None:
    """Offer ``sheet`` and ``card`` beneath ``catalogue``."""
    sheet = actions.add_parser("sheet", help="the one-time notice (一次性告知单) as PDF")
    sheet.add_argument(
        "subject", metavar="SERVICE", help="service, bundle or guide-only matter"
    )
    card = actions.add_parser("card", help="the card of a service point (便民卡) as PDF")
    card.add_argument("subject", metavar="POINT", help="id of a service point")
    for action in (sheet, card):
        action.add_argument("--out", type=Path, metavar="FILE.pdf", help="default: ID.pdf here")
        action.add_argument("--folder", type=Path, default=shipped, help="another catalogue")
        add_config_option(action)


def run_papers(args: argparse.Namespace) -> int:
    """Make the paper; 2 when nothing of that name is known."""
    lists = load_lists(args.folder)
    found = (_sheet if args.action == "sheet" else _card)(args.folder, args.subject, lists)
    if found is None:
        what = "service, bundle or guide" if args.action == "sheet" else "service point"
        complain(f"There is no {what} {args.subject}; kiosk catalogue list names them")
        return WRONG_USE
    values, url = found
    template = template_of(args.folder, SHEET if args.action == "sheet" else CARD)
    out = args.out or Path(f"{args.subject}.pdf")
    renderer = Renderer(load_from(args).settings.fonts)
    pdf = renderer.render(
        template, values, created=SystemClock().now(), document_id=args.subject, qr_text=url
    )
    try:
        out.write_bytes(pdf)
    except OSError as error:
        raise DocumentError("DOCUMENT-0602", f"{out}: {error.strerror}") from error
    say(f"Written: {out}")
    return SUCCESS


def template_of(folder: Path, name: str) -> Template:
    """Read a template of the catalogue's documents.

    Raises:
        CatalogueError: the file cannot be read.
        DocumentError: it is no template (CONFIG-0701).

    """
    return template_from(read_yaml(folder / "_documents" / f"{name}.yaml"))


def _sheet(folder: Path, id_: str, lists: ServiceLists) -> tuple[Values, str] | None:
    offers = {offer.service: offer for offer in lists.offers}
    url = offers[id_].phone_url if id_ in offers else ""
    for bundle in load_bundles(folder):
        if bundle.id == id_:
            return bundle_notice(bundle, offers.get(id_)), url
    for item in load_catalogue(folder).services:
        if item.id == id_:
            return service_notice(item, offers.get(id_)), url
    for guide in lists.guides:
        if guide.id == id_:
            return guide_notice(guide, lists), guide.phone_url
    return None


def _card(folder: Path, id_: str, lists: ServiceLists) -> tuple[Values, str] | None:
    found = entries(load_catalogue(folder).services, load_bundles(folder), lists)
    for point in lists.points:
        if point.id == id_:
            return card_values(point, offered_here(found, point.level)), point.url
    return None
