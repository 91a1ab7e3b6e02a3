# SPDX-License-Identifier: Apache-2.0
"""Gives a decided case its licence number: the one that it keeps, or the next of the series."""

from dataclasses import replace
from datetime import date

from certificates.licence import LicenceNumber
from forms.decision import Issued, IssuedUnderPromise
from forms.licensing import Issuance, licence_from, licence_terms, number_text
from forms.service_item import ServiceItem
from kiosk.papers import Filing
from kiosk.store.numbers import Numbers
from kiosk.store.records import NumberUse


def numbered(
    filing: Filing, series: Numbers, *, division: str
) -> tuple[Filing, NumberUse | None]:
    """Make the licence where the decision makes one; a kept number reserves none.

    Raises:
        NumberError, StoreError: no number could be taken.
        IncompleteApplicationError: the earlier licence was not called.

    """
    decision, item, today = filing.decision, filing.item, filing.today
    if not isinstance(decision, IssuedUnderPromise | Issued):
        return filing, None
    terms = licence_terms(item, filing.application, issued_on=today)
    use = None if terms.kept_number else _next_number(item, series, today, division)
    licence = licence_from(
        filing.application,
        decision,
        LicenceNumber(use.text if use is not None else terms.kept_number),
        item=item,
        issuance=Issuance(today, filing.authority),
    )
    return replace(filing, licence=licence), use


def _next_number(item: ServiceItem, series: Numbers, today: date, division: str) -> NumberUse:
    """Reserve the next number; ValueError without a rule, which the linter sees to."""
    rule = item.numbering
    if rule is None:
        raise ValueError(f"{item.id} gives no numbers")
    period = str(today.year) if rule.reset == "yearly" else ""
    serial = series.reserve(rule.series, period)
    text = number_text(rule, year=today.year, division=division, serial=serial)
    return NumberUse(rule.series, period, serial, text)
