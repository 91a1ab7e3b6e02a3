# SPDX-License-Identifier: Apache-2.0
"""From a decision to a licence (许可证); by type there is none under 容缺受理."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, assert_never

from certificates.licence import Licence, LicenceNumber
from certificates.numbering import format_number
from forms.application import Application
from forms.decision import Issued, IssuedUnderPromise
from forms.errors import IncompleteApplicationError
from forms.service_item import (
    LicenceFace,
    NumberFormat,
    NumberFrom,
    ServiceItem,
    ValidFrom,
    ValidityRule,
    ValidTo,
)

_MARCH: Final = 3


@dataclass(frozen=True)
class Issuance:
    """Who issues, on which day, and where the licence may be verified (empty: nowhere yet)."""

    issued_on: date
    authority: str
    verify_url: str = ""


@dataclass(frozen=True)
class OldLicence:
    """The licence that is there already; ``expires_on`` None where it runs for good."""

    number: str
    expires_on: date | None


@dataclass(frozen=True)
class LicenceTerms:
    """Which number and which days the situation gives the licence.

    ``kept_number`` is empty where the next number of the series is taken; ``valid_to`` None
    where the licence has no last day (长期).
    """

    kept_number: str
    valid_from: date
    valid_to: date | None


def old_licence(item: ServiceItem, application: Application) -> OldLicence | None:
    """The earlier licence as the certificate library tells it; None where none was called."""
    role = item.licence.role if item.licence is not None else ""
    certificate = application.certificates.get(role)
    if certificate is None:
        return None
    return OldLicence(certificate.number, certificate.expires_on)


def licence_terms(
    item: ServiceItem, application: Application, *, issued_on: date
) -> LicenceTerms:
    """Work out number and days by the situation's rules.

    Raises:
        IncompleteApplicationError: the situation takes number or last day from an earlier
            licence, and none was called.

    """
    result = item.situation(application.situation).result
    old = old_licence(item, application)
    if old is None:
        if result.needs_old_licence:
            raise IncompleteApplicationError("the earlier licence was not called")
        old = OldLicence("", None)
    start = _start(result.start, issued_on, old)
    return LicenceTerms(
        kept_number=old.number if result.number is NumberFrom.KEPT else "",
        valid_from=start,
        valid_to=_end(result.end, start, old, item.validity),
    )


def _start(rule: ValidFrom, issued_on: date, old: OldLicence) -> date:
    """The day of issue; a renewal begins after the old last day, unless that has passed."""
    match rule:
        case ValidFrom.ISSUE_DAY:
            return issued_on
        case ValidFrom.AFTER_OLD_EXPIRY:
            if old.expires_on is None or old.expires_on < issued_on:
                return issued_on
            return old.expires_on + timedelta(days=1)
        case _:
            assert_never(rule)


def _end(
    rule: ValidTo, start: date, old: OldLicence, validity: ValidityRule | None
) -> date | None:
    match rule:
        case ValidTo.FULL:
            return valid_to(start, validity) if validity is not None else None
        case ValidTo.OLD_EXPIRY:
            return old.expires_on
        case ValidTo.NONE:
            return None
        case _:
            assert_never(rule)


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
        IncompleteApplicationError: a field of the licence face has no value, the service has
            no licence, or an earlier licence that is needed was not called.

    """
    face = face_of(item)
    terms = licence_terms(item, application, issued_on=issuance.issued_on)
    return Licence(
        number=number,
        unit_name=_value(application, face.unit_name),
        holder_name=_value(application, face.holder_name),
        address=_value(application, face.address),
        item_text=_value(application, face.item_text),
        valid_from=terms.valid_from,
        valid_to=terms.valid_to,
        issuing_authority=issuance.authority,
        issued_on=issuance.issued_on,
        title=face.title.zh_CN,
        verify_url=issuance.verify_url,
    )


def face_of(item: ServiceItem) -> LicenceFace:
    """The licence face of a service.

    Raises:
        IncompleteApplicationError: the service makes no licence.

    """
    if item.licence is None:
        raise IncompleteApplicationError(f"{item.id} makes no licence")
    return item.licence


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
