# SPDX-License-Identifier: Apache-2.0
"""What is known of a case as facts, before the first question and as the form stands now."""

from collections.abc import Mapping
from datetime import date
from typing import assert_never

from forms.application import EXPIRY_LABEL, Applicant, Application, CalledCertificate
from forms.renewal import RENEWAL_PARTS
from forms.service_item import (
    Fact,
    FactOrigin,
    FactPart,
    FactType,
    FactValue,
    ServiceItem,
)


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
    facts: dict[str, FactValue] = {}
    for fact in item.facts:
        match fact.origin:
            case FactOrigin.LOCAL if fact.value is not None:
                facts[fact.id] = fact.value
            case FactOrigin.CARD if fact.id == "age":
                facts[fact.id] = full_years(applicant.birth, today)
            case FactOrigin.CERTIFICATE if fact.part is FactPart.DAYS_LEFT:
                facts.update(_days_left(fact, certificates.get(fact.reference), today))
            case FactOrigin.CERTIFICATE if fact.part in RENEWAL_PARTS:
                pass  # told by ``renewal_facts``, which knows the calendar
            case FactOrigin.CERTIFICATE:
                is_found = fact.reference in certificates
                is_answered = is_found or fact.reference in absent_roles
                facts.update(_told_of_source(fact, is_found=is_found, is_answered=is_answered))
            case _:
                pass
    return facts


def _told_of_source(
    fact: Fact, *, is_found: bool, is_answered: bool
) -> Mapping[str, FactValue]:
    """Whether a certificate is there, unknown without an answer; whether there was one."""
    if fact.part is FactPart.ANSWERED:
        return {fact.id: is_answered}
    return {fact.id: is_found} if is_answered else {}


def _days_left(
    fact: Fact, certificate: CalledCertificate | None, today: date
) -> Mapping[str, FactValue]:
    """Days to a certificate's last day; nothing where there is none or it runs without end."""
    if certificate is None or certificate.expires_on is None:
        return {}
    return {fact.id: (certificate.expires_on - today).days}


def full_years(birth: date, today: date) -> int:
    """Count full years of life; a year is full on the birthday (民法典 art. 1259: 周岁)."""
    return today.year - birth.year - ((today.month, today.day) < (birth.month, birth.day))


def facts_now(item: ServiceItem, application: Application) -> dict[str, FactValue]:
    """All facts of the case with those that the form tells; what is not filled is unknown."""
    facts = dict(application.facts)
    for fact in item.facts:
        if application.disputes and _is_doubtful(fact, application):
            facts.pop(fact.id, None)
        answer = application.fields.get(fact.reference)
        if fact.origin is FactOrigin.FIELD and answer is not None:
            facts[fact.id] = _fact_value(fact.type, answer.value)
    return facts


def _is_doubtful(fact: Fact, application: Application) -> bool:
    """What a disputed certificate told is unknown: that it is there, or its last day.

    That its source answered stays true.
    """
    is_told = fact.origin is FactOrigin.CERTIFICATE and fact.part is not FactPart.ANSWERED
    return is_told and any(
        one.role == fact.reference
        and (one.is_whole or (fact.part is not FactPart.FOUND and one.label == EXPIRY_LABEL))
        for one in application.disputes
    )


def _fact_value(type_: FactType, value: str) -> FactValue:
    match type_:
        case FactType.BOOL:
            return value == "yes"
        case FactType.INT:
            return int(value)
        case FactType.TEXT:
            return value
        case _:
            assert_never(type_)
