# SPDX-License-Identifier: Apache-2.0
"""From a decision to a licence (许可证); by type there is none under 容缺受理."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from certificates.licence import Licence, LicenceNumber
from certificates.numbering import format_number
from forms.application import Application
from forms.decision import Issued, IssuedUnderPromise
from forms.errors import IncompleteApplicationError
from forms.service_item import NumberFormat, ServiceItem, ValidityRule

_MARCH: Final = 3


@dataclass(frozen=True)
class Issuance:
    """Who issues, on which day, and where the licence may be verified (empty: nowhere yet)."""

    issued_on: date
    authority: str
    verify_url: str = ""


def licence_from(
    application: Application,
    decision: IssuedUnderPromise | Issued,  # noqa: ARG001  # asked for as the right to a licence
    number: LicenceNumber,
    *,
    item: ServiceItem,
    issuance: Issuance,
) -> Licence:
    """Make the licence of an issued case.

    ``decision`` is the right to one: no other kind of decision fits its type.

    Raises:
        IncompleteApplicationError: a field of the licence face has no value.

    """
    face = item.licence
    return Licence(
        number=number,
        unit_name=_value(application, face.unit_name),
        holder_name=_value(application, face.holder_name),
        address=_value(application, face.address),
        item_text=_value(application, face.item_text),
        valid_from=issuance.issued_on,
        valid_to=valid_to(issuance.issued_on, item.validity),
        issuing_authority=issuance.authority,
        issued_on=issuance.issued_on,
        title=face.title.zh_CN,
        verify_url=issuance.verify_url,
    )


def number_text(rule: NumberFormat, *, year: int, division: str, serial: int) -> str:
    """Write a licence number by the catalogue's template.

    Raises:
        ValueError: the serial is below 1, or the division is not six digits.
        NumberError: the serial no longer fits its width (NUMBER-0651).

    """
    template = rule.number_rule().template
    return format_number(template, year=year, division=division, serial=serial)


def valid_to(start: date, rule: ValidityRule) -> date:
    """Return the last day of validity: the anniversary less ``minus_days``.

    Where 29 February has no anniversary the year is full with the end of February (民法典 art.
    202: the last day of the month), which counts here as 1 March, so that a day less is
    28 February.

    >>> from forms.terms import Mark, Provenance
    >>> four_years = ValidityRule(4, 1, Provenance(Mark.SOURCED, ""))
    >>> valid_to(date(2026, 11, 22), four_years).isoformat()
    '2030-11-21'
    """
    year = start.year + rule.years
    try:
        anniversary = start.replace(year=year)
    except ValueError:
        anniversary = date(year, _MARCH, 1)
    return anniversary - timedelta(days=rule.minus_days)


def _value(application: Application, field_id: str) -> str:
    answer = application.fields.get(field_id)
    if answer is None:
        raise IncompleteApplicationError(f"the licence face needs the field {field_id}")
    return answer.value
