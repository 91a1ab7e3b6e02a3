# SPDX-License-Identifier: Apache-2.0
"""Cases of another region (跨省通办): what this kiosk does with them, by the two regions' pact.

The competent region is told by a certificate of the case, as a rule the business licence: its
area code. A code that is no partner's is treated as our own: libraries write the code of the
authority, which may be a city's where the kiosk stands in one of its districts.
"""

from typing import Final

from forms.application import Application
from forms.handling import RegionDuty, region_duty
from forms.service_item import ServiceItem

_FORWARDED: Final = frozenset({RegionDuty.COLLECT_AND_FORWARD, RegionDuty.HANDLE_JOINTLY})


def duty_of(item: ServiceItem, application: Application) -> RegionDuty:
    """What this kiosk does with the case."""
    across = item.handling.cross_region
    certificate = application.certificates.get(across.role) if across is not None else None
    if across is None or certificate is None or certificate.area_code not in across.partners:
        return RegionDuty.DECIDE
    return region_duty(item.handling, here="", division=certificate.area_code)


def forwarded_to(item: ServiceItem, application: Application) -> str:
    """The division (six digits) whose authority decides; empty where it is decided here.

    代收代办 and 多地联办 are taken in here and decided there; 全程网办 is decided as our own.
    """
    across = item.handling.cross_region
    if across is None or duty_of(item, application) not in _FORWARDED:
        return ""
    return application.certificates[across.role].area_code
