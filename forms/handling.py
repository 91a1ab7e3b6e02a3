# SPDX-License-Identifier: Apache-2.0
"""How a service is handled (办理方式): at which kiosks, across which regions, how delivered.

Attributes with behaviour, as GB/T 39554.1 lists them (到现场次数, 通办范围, 物流).
"""

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from forms.terms import Provenance

if TYPE_CHECKING:
    from forms.service_item import ServiceItem


class KioskLevel(Enum):
    """Where a kiosk stands: in the county's hall, in a town's, or in a village."""

    COUNTY = "county"
    TOWN = "town"
    VILLAGE = "village"


class Delivery(Enum):
    """How the result reaches the citizen (领取方式); values are ids of the choice field."""

    PRINT = "print_here"
    POST = "post"
    WINDOW = "window"


class CrossRegionMode(Enum):
    """How a case of another region is handled (跨省通办): 全程网办, 代收代办, 多地联办."""

    ONLINE = "online"
    FORWARD = "forward"
    JOINT = "joint"


@dataclass(frozen=True)
class CrossRegion:
    """With which divisions (six digits each) the service is handled across regions, and how.

    ``role`` is the certificate whose area code says which region a case belongs to.
    """

    mode: CrossRegionMode
    partners: tuple[str, ...]
    provenance: Provenance
    role: str = "BL"


@dataclass(frozen=True)
class PostalFields:
    """Fields that say where a result is posted to (邮寄信息).

    Of the fields for the ``address`` the first counts that applies and has a value.
    """

    recipient: str
    address: tuple[str, ...]
    phone: str


@dataclass(frozen=True)
class Handling:
    """At which kiosks, in how many trips to the hall, and how the result is delivered.

    ``delivery_field`` is the choice field in which the citizen says it; empty where the only
    way is the first of ``deliveries``. ``postal`` is there where one of them is the post.
    """

    levels: tuple[KioskLevel, ...]
    trips: int
    deliveries: tuple[Delivery, ...]
    provenance: Provenance
    delivery_field: str = ""
    cross_region: CrossRegion | None = None
    postal: PostalFields | None = None


class RegionDuty(Enum):
    """What this kiosk does with a case of some division."""

    DECIDE = "decide"
    DECIDE_ONLINE = "decide_online"
    COLLECT_AND_FORWARD = "collect_and_forward"
    HANDLE_JOINTLY = "handle_jointly"
    SEND_AWAY = "send_away"


_DUTIES = {
    CrossRegionMode.ONLINE: RegionDuty.DECIDE_ONLINE,
    CrossRegionMode.FORWARD: RegionDuty.COLLECT_AND_FORWARD,
    CrossRegionMode.JOINT: RegionDuty.HANDLE_JOINTLY,
}


def region_duty(handling: Handling, *, here: str, division: str) -> RegionDuty:
    """What a kiosk in ``here`` does with a case of ``division``.

    Args:
        handling: the service's attributes.
        here: division of this kiosk, six digits.
        division: division that is competent for the case; empty counts as this one.

    Returns:
        its duty; SEND_AWAY where the two regions have no agreement on this service.

    """
    if division in {"", here}:
        return RegionDuty.DECIDE
    across = handling.cross_region
    if across is None or division not in across.partners:
        return RegionDuty.SEND_AWAY
    return _DUTIES[across.mode]


def offered_at(
    items: "tuple[ServiceItem, ...]", level: KioskLevel
) -> "tuple[ServiceItem, ...]":
    """The services that a kiosk of this level offers, in their order."""
    return tuple(item for item in items if level in item.handling.levels)
