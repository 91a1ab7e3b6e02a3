# SPDX-License-Identifier: Apache-2.0
"""From a decision to a licence (许可证); by type there is none under 容缺受理."""

from dataclasses import dataclass
from datetime import date

from certificates.licence import Licence, LicenceNumber
from forms.application import Application
from forms.decision import Issued, IssuedUnderPromise
from forms.service_item import ServiceItem, ValidityRule


@dataclass(frozen=True)
class Issuance:
    """Who issues, on which day, and where the licence may be verified (empty: nowhere yet)."""

    issued_on: date
    authority: str
    verify_url: str = ""


def licence_from(
    application: Application,
    decision: IssuedUnderPromise | Issued,
    number: LicenceNumber,
    *,
    item: ServiceItem,
    issuance: Issuance,
) -> Licence:
    """Make the licence of an issued case.

    Raises:
        IncompleteApplicationError: a field of the licence face has no value.

    """
    raise NotImplementedError


def valid_to(start: date, rule: ValidityRule) -> date:
    """Return the last day of validity; from 29 February it counts from 1 March."""
    raise NotImplementedError
