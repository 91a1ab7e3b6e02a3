# SPDX-License-Identifier: Apache-2.0
"""Catalogue checks of a service's own days: its limits, and from when until when it holds."""

from collections.abc import Iterator

from forms.lint_finding import Trouble
from forms.service_item import ServiceItem


def terms(item: ServiceItem) -> Iterator[Trouble]:
    """Limits are periods, none promised is beyond the law's, and the service has its days."""
    limits = {"legal_limit": item.legal_limit, "promised_limit": item.promised_limit}
    for one in item.situations:
        if one.promised_limit is not None:
            limits[f"situations.{one.id}.promised_limit"] = one.promised_limit
    for where, limit in limits.items():
        if limit.days < 1:
            yield where, "a limit is of at least a day; mend days"
    legal, promised = item.legal_limit, item.promised_limit
    if legal.unit is promised.unit and promised.days > legal.days:
        yield "promised_limit", "it is longer than the legal limit; shorten it"
    if item.effective_to is not None and item.effective_to < item.effective_from:
        yield "effective_to", "it ends before it begins; mend effective_from or effective_to"
