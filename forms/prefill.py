# SPDX-License-Identifier: Apache-2.0
"""The form fills itself (智能预填); only what is missing is asked."""

from collections.abc import Mapping
from datetime import date

from forms.application import Applicant, Application, CalledCertificate
from forms.service_item import FactValue, Field, ServiceItem
from forms.text import Text


def known_facts(
    item: ServiceItem,
    applicant: Applicant,
    *,
    certificates: Mapping[str, CalledCertificate],
    absent_roles: frozenset[str],
    today: date,
) -> dict[str, FactValue]:
    """Facts before the first question: local switches, the card's age, certificates found.

    ``absent_roles`` are roles that the certificate library searched and did not find; a role
    that is in neither (library down) stays unknown.
    """
    raise NotImplementedError


def prefill(
    item: ServiceItem,
    applicant: Applicant,
    *,
    certificates: Mapping[str, CalledCertificate],
    answers: Mapping[str, str],
    facts: Mapping[str, FactValue],
) -> Application:
    """Fill the form from card, certificates and guide; each value says where it came from.

    ``facts`` are those of ``GuideDone``.
    """
    raise NotImplementedError


def refresh(item: ServiceItem, application: Application) -> Application:
    """Fill in what follows from values just typed (manager's phone from the contact phone)."""
    raise NotImplementedError


def fields_to_ask(item: ServiceItem, application: Application) -> tuple[Field, ...]:
    """List the fields that are required and have no value yet, in the order of the form."""
    raise NotImplementedError


def fields_shown(item: ServiceItem, application: Application) -> tuple[Field, ...]:
    """List the fields that apply to this case, filled or not, in the order of the form."""
    raise NotImplementedError


def check_value(
    field: Field, text: str, *, today: date, application: Application | None = None
) -> Text | None:
    """Say in plain words what is wrong with a value; None when it is good."""
    raise NotImplementedError
