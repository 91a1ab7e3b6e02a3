# SPDX-License-Identifier: Apache-2.0
"""The form fills itself (智能预填); only what is missing is asked.

Values of the guide, the card and the certificates come with their provenance and are locked;
defaults are shown for confirmation; a value that somebody typed is never overwritten.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Final, assert_never

from forms.application import EXPIRY_LABEL, Applicant, Application, CalledCertificate
from forms.base_data import BaseFact
from forms.calculations import CALCULATIONS
from forms.conditions import Truth, evaluate
from forms.dispute import CARD_ROLE
from forms.field_check import check_value
from forms.field_values import Answer, Source
from forms.renewal import RENEWAL_PARTS
from forms.service_item import (
    Fact,
    FactOrigin,
    FactPart,
    FactType,
    FactValue,
    Field,
    QuestionKind,
    ServiceItem,
    SourceKind,
    SourceRule,
)

__all__ = [
    "blank_by_dispute",
    "check_value",
    "facts_now",
    "fields_shown",
    "fields_to_ask",
    "is_answerable",
    "known_facts",
    "prefill",
    "refresh",
    "with_base_facts",
]

_BY_HAND: Final = frozenset({Source.TYPED, Source.CHOSEN})
_DOCUMENTS: Final = frozenset({SourceKind.CARD, SourceKind.CERTIFICATE, SourceKind.BASE_DATA})
"""What is called: never edited, and said to be wrong instead."""


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
    begun = Application(
        item_id=item.id,
        catalogue_version=item.version,
        catalogue_checksum=item.checksum,
        situation=str(facts.get("situation", "")),
        applicant=applicant,
        answers=dict(answers),
        facts=dict(facts),
        certificates=dict(certificates),
    )
    return refresh(item, begun)


def with_base_facts(
    item: ServiceItem, application: Application, told: Mapping[str, BaseFact]
) -> Application:
    """Fill in what the bases told, too; ``told`` are their facts by id."""
    return refresh(item, replace(application, base_facts=dict(told)))


def refresh(item: ServiceItem, application: Application) -> Application:
    """Fill in again all that nobody typed or chose in the form.

    So the officer's telephone follows the contact telephone until it is given on its own. A
    value from the sources that does not pass its field's own check is not used.
    """
    current = replace(
        application,
        fields={
            id_: answer
            for id_, answer in application.fields.items()
            if answer.source in _BY_HAND and _may_write(item, application, item.field(id_))
        },
    )
    for field in item.fields:
        if field.id not in current.fields and _applies(item, field, current):
            answer = _first_answer(item, field, current)
            if answer is not None:
                current = current.with_field(field.id, answer)
    return current


def fields_shown(item: ServiceItem, application: Application) -> tuple[Field, ...]:
    """List the fields that apply to this case, filled or not, in the order of the form."""
    return tuple(field for field in item.fields if _applies(item, field, application))


def fields_to_ask(item: ServiceItem, application: Application) -> tuple[Field, ...]:
    """List the fields that are required and have no value yet, in the order of the form.

    Locked fields are never asked: what a certificate must prove cannot be typed, unless what it
    says is disputed. Nor is a field that was left blank.
    """
    return tuple(
        field
        for field in fields_missing(item, application)
        if field.id not in application.left_blank and _may_write(item, application, field)
    )


def _may_write(item: ServiceItem, application: Application, field: Field) -> bool:
    return not field.is_locked or is_answerable(item, application, field)


def fields_missing(item: ServiceItem, application: Application) -> tuple[Field, ...]:
    """List all required fields without a value, locked ones too, in the order of the form.

    What waits for its certificate is not missing.
    """
    return tuple(
        field for field in _empty(item, application) if not _waits(item, application, field)
    )


def fields_waiting(item: ServiceItem, application: Application) -> tuple[Field, ...]:
    """List the required fields that wait for a certificate whose source gave no answer."""
    return tuple(
        field for field in _empty(item, application) if _waits(item, application, field)
    )


def _empty(item: ServiceItem, application: Application) -> tuple[Field, ...]:
    return tuple(
        field
        for field in fields_shown(item, application)
        if field.is_required and field.id not in application.fields
    )


def _waits(item: ServiceItem, application: Application, field: Field) -> bool:
    if not field.waits_when:
        return False
    facts = facts_now(item, application)
    return evaluate(field.waits_when, facts, item.conditions) is Truth.TRUE


def fields_unproven(item: ServiceItem, application: Application) -> tuple[Field, ...]:
    """List the locked fields that a document should fill and a hand has filled.

    That happens where the document is said to be wrong; nobody has looked at it yet.
    """
    return tuple(
        field
        for field in item.fields
        if field.is_locked
        and (answer := application.fields.get(field.id)) is not None
        and answer.source in _BY_HAND
        and any(rule.kind in _DOCUMENTS for rule in field.sources)
    )


def facts_now(item: ServiceItem, application: Application) -> dict[str, FactValue]:
    """All facts of the case with those that the form tells; what is not filled is unknown."""
    facts = dict(application.facts)
    for fact in item.facts:
        if _is_doubtful(fact, application):
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


def _applies(item: ServiceItem, field: Field, application: Application) -> bool:
    facts = facts_now(item, application)
    return evaluate(field.condition, facts, item.conditions) is not Truth.FALSE


def _first_answer(item: ServiceItem, field: Field, application: Application) -> Answer | None:
    facts = facts_now(item, application)
    for rule in field.sources:
        if evaluate(rule.condition, facts, item.conditions) is not Truth.TRUE:
            continue
        found = _look_up(item, rule, application)
        if found is None or _is_rejected(found, application):
            continue
        if application.is_disputed(found):
            return None
        value = translated(rule.table, found.value)
        if value is not None and _is_sound(field, value, application):
            return replace(found, value=value, original=found.value)
    return None


def _is_rejected(found: Answer, application: Application) -> bool:
    """Whether it stands on a document of which nothing is used; another may say it."""
    return any(one.is_whole and one.role == found.role for one in application.disputes)


def blank_by_dispute(item: ServiceItem, application: Application, field: Field) -> bool:
    """Whether no source fills the field any more because what a document says is disputed."""
    is_hit = any(application.is_disputed(one) for one in _found(item, application, field))
    return is_hit and _first_answer(item, field, application) is None


def is_answerable(item: ServiceItem, application: Application, field: Field) -> bool:
    """Whether a dispute lets the citizen write a field, locked or not; never an identity."""
    if not application.disputes or not blank_by_dispute(item, application, field):
        return False
    found = _found(item, application, field)
    return not any(application.is_of_disputed_identity(one) for one in found)


def _found(item: ServiceItem, application: Application, field: Field) -> tuple[Answer, ...]:
    """All that the field's documents say, disputed or not."""
    facts = facts_now(item, application)
    answers = (
        _look_up(item, rule, application)
        for rule in field.sources
        if rule.kind in _DOCUMENTS
        and evaluate(rule.condition, facts, item.conditions) is Truth.TRUE
    )
    return tuple(one for one in answers if one is not None)


def _is_sound(field: Field, value: str, application: Application) -> bool:
    """Hold a found value to its field; dates of certificates may lie ahead."""
    return check_value(field, value, today=date.max, application=application) is None


def translated(table: Mapping[str, str], value: str) -> str | None:
    """Translate by exact key, else by the longest key that the value begins with."""
    if not table:
        return value
    keys = sorted((key for key in table if value.startswith(key)), key=len)
    return table[keys[-1]] if keys else None


def _look_up(item: ServiceItem, rule: SourceRule, application: Application) -> Answer | None:
    match rule.kind:
        case SourceKind.CARD:
            return _from_card(rule, application)
        case SourceKind.CERTIFICATE:
            return _from_certificate(rule, application)
        case SourceKind.BASE_DATA:
            return _from_base(rule, application)
        case SourceKind.FACT:
            return _from_fact(item, rule, application)
        case SourceKind.FIELD:
            answer = application.fields.get(rule.reference)
            return Answer(answer.value, Source.DEFAULT) if answer is not None else None
        case SourceKind.CONSTANT:
            return Answer(rule.reference, Source.DEFAULT)
        case SourceKind.CALCULATION:
            value = CALCULATIONS[rule.reference](item, application, rule.labels)
            return Answer(value, Source.CALCULATED) if value else None
        case _:
            assert_never(rule.kind)


def _from_card(rule: SourceRule, application: Application) -> Answer | None:
    applicant = application.applicant
    parts = {
        "name": applicant.name,
        "number": applicant.number,
        "address": applicant.address,
        "sex": applicant.sex,
        "birth": applicant.birth.isoformat(),
    }
    value = parts[rule.reference]
    return Answer(value, Source.CARD, role=CARD_ROLE, label=rule.reference) if value else None


def _from_certificate(rule: SourceRule, application: Application) -> Answer | None:
    role = rule.reference
    certificate = application.certificates.get(role) or application.doubted.get(role)
    if certificate is None:
        return None
    for label in rule.labels:
        if value := certificate.value(label):
            name = certificate.name
            return Answer(value, Source.CERTIFICATE, name, role=role, label=label)
    return None


def _from_base(rule: SourceRule, application: Application) -> Answer | None:
    fact = application.base_facts.get(rule.reference)
    if fact is None:
        return None
    base, name = fact.base.value, rule.reference
    told = Answer(str(fact.value), Source.BASE_DATA, base=base, as_of=fact.as_of)
    return replace(told, role=base, label=name)


def _from_fact(item: ServiceItem, rule: SourceRule, application: Application) -> Answer | None:
    value = facts_now(item, application).get(rule.reference)
    if value is None:
        return None
    text = str(value).lower() if isinstance(value, bool) else str(value)
    numbers = {one.fact for one in item.questions if one.kind is QuestionKind.NUMBER}
    return Answer(text, Source.TYPED if rule.reference in numbers else Source.CHOSEN)
