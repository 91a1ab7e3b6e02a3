# SPDX-License-Identifier: Apache-2.0
"""The five audit elements of a call: who asks, at which machine, what for."""

from datetime import datetime
from typing import Final

from certificates.library.interface import AuditElements
from forms.service_item import ServiceItem
from kiosk.session.case_visit import OWN_CASES

QUERY: Final = "办件查询"
"""What a call is for that is about one's own cases."""


def audit_elements(
    item: ServiceItem | None, *, place: str, machine: str, now: datetime
) -> AuditElements:
    """The elements of a call for a service; None for one's own cases."""
    return AuditElements(
        org_name=place,
        username=machine,
        item_name=item.title.zh_CN if item is not None else QUERY,
        item_code=(item.implementing_code or item.basic_code) if item else OWN_CASES,
        business_code=f"{machine}-{now:%Y%m%d%H%M%S}",
    )
