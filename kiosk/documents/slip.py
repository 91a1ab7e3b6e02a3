# SPDX-License-Identifier: Apache-2.0
"""A slip as dots, asked of the document process: drawn, checked and turned there."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from certificates.slip_picture import SlipPicture
from kiosk.documents.request import (
    DocumentRequest,
    Item,
    item_from_request,
    request_from_item,
)

if TYPE_CHECKING:
    from kiosk.documents.workshop import Workshop

Ask = Callable[[Mapping[str, object], float], Item]


def slip_by(ask: Ask, request: DocumentRequest, *, deadline_s: float) -> SlipPicture:
    """Have a slip made.

    Args:
        ask: puts a question to the document process.
        request: with a template of the roll's width; never sealed.
        deadline_s: longest wait.

    Raises:
        DocumentError: as for a document; nothing was made.

    """
    said = ask({"slip": item_from_request(request)}, deadline_s)
    return SlipPicture(said["width_dots"], said["dots"])


def slip_item(workshop: "Workshop", item: Item) -> Item:
    """Make a slip, in the document process."""
    return vars(workshop.slip(request_from_item(item)))
