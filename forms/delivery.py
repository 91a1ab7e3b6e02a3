# SPDX-License-Identifier: Apache-2.0
"""How the result reaches the citizen (领取方式): printed now, posted, or fetched at the window.

The catalogue says which ways there are, the citizen chooses in the form. Nothing here keeps a
licence from being issued: a choice that cannot be carried out falls back on what can.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from forms.application import Application
from forms.decision import (
    Accepted,
    AcceptedWithGaps,
    Decision,
    Issued,
    IssuedUnderPromise,
)
from forms.field import Choice, Field
from forms.handling import Delivery
from forms.prefill import fields_shown
from forms.service_item import ResultKind, ServiceItem
from forms.text import Text

DELIVERY_TEXTS: Final[Mapping[Delivery, Text]] = {
    Delivery.PRINT: Text("现场打印", "Printed here"),
    Delivery.POST: Text("邮寄", "By post"),
    Delivery.WINDOW: Text("窗口领取", "At the window"),
}
"""What a paper calls each way."""


@dataclass(frozen=True)
class PostalAddress:
    """Where a result is posted to (收件信息); it hides itself in logs."""

    recipient: str = field(repr=False)
    address: str = field(repr=False)
    phone: str = field(repr=False)


@dataclass(frozen=True)
class DeliveryPlan:
    """How the result of a decided case is delivered; ``address`` where it is posted."""

    way: Delivery
    address: PostalAddress | None = None


def deliveries_of(item: ServiceItem, situation: str) -> tuple[Delivery, ...]:
    """The ways in which this situation's result may be had, the usual one first.

    None where no licence comes of it: its receipt is handed out on the spot.
    """
    result = item.situation(situation).result
    if result.kind is not ResultKind.LICENCE:
        return ()
    return result.deliveries or item.handling.deliveries


def choices_offered(
    item: ServiceItem, application: Application, field: Field
) -> tuple[Choice, ...]:
    """The choices of a field in this case; ways of delivery are those of the situation."""
    if field.id != item.handling.delivery_field:
        return field.choices
    ways = {way.value for way in deliveries_of(item, application.situation)}
    return tuple(choice for choice in field.choices if choice.id in ways)


def delivery_plan(
    item: ServiceItem, application: Application, decision: Decision
) -> DeliveryPlan | None:
    """Plan how the result of a case comes; None where nothing is delivered.

    A licence that is issued now is printed now unless post or window was chosen. What is
    decided later cannot be printed now: it is posted, or waits at the window. Without a whole
    address nothing is posted.
    """
    ways = deliveries_of(item, application.situation)
    if not ways or not isinstance(decision, _DELIVERED):
        return None
    wanted = _wanted(item, application, ways)
    address = postal_address(item, application)
    if wanted is Delivery.POST and address is not None:
        return DeliveryPlan(Delivery.POST, address)
    is_now = isinstance(decision, Issued | IssuedUnderPromise)
    if wanted is Delivery.WINDOW or not is_now or Delivery.PRINT not in ways:
        return DeliveryPlan(Delivery.WINDOW)
    return DeliveryPlan(Delivery.PRINT)


_DELIVERED: Final = (Issued, IssuedUnderPromise, Accepted, AcceptedWithGaps)


def _wanted(
    item: ServiceItem, application: Application, ways: tuple[Delivery, ...]
) -> Delivery:
    """What was chosen, if it is offered; else the usual way."""
    answer = application.fields.get(item.handling.delivery_field)
    return next((way for way in ways if answer and way.value == answer.value), ways[0])


def postal_address(item: ServiceItem, application: Application) -> PostalAddress | None:
    """Take recipient, address and telephone from the form; None where one of them lacks."""
    fields = item.handling.postal
    if fields is None:
        return None
    shown = {one.id for one in fields_shown(item, application)} & application.fields.keys()
    places = [id_ for id_ in fields.address if id_ in shown]
    if not places or not {fields.recipient, fields.phone} <= shown:
        return None
    recipient, address, phone = (
        application.fields[id_].value for id_ in (fields.recipient, places[0], fields.phone)
    )
    return PostalAddress(recipient, address, phone)


def delivery_fields(item: ServiceItem) -> frozenset[str]:
    """Ids of the fields that say how and where the result is delivered."""
    rules = item.handling
    postal = rules.postal
    places = (postal.recipient, *postal.address, postal.phone) if postal is not None else ()
    return frozenset({rules.delivery_field, *places} - {""})
