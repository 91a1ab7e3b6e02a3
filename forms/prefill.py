# SPDX-License-Identifier: Apache-2.0
"""The form fills itself (智能预填); only what is missing is asked.

Values of the guide, the card and the certificates come with their provenance and are locked;
defaults are shown for confirmation; a value that somebody typed is never overwritten.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Final, assert_never

from forms.application import Applicant, Application, CalledCertificate
from forms.base_data import BaseFact
from forms.calculations import CALCULATIONS
from forms.conditions import Truth, evaluate
from forms.dispute import CARD_ROLE
from forms.facts import facts_now
from forms.field_check import check_value
from forms.field_values import Answer, Source
from forms.service_item import (
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
    "fields_shown",
    "fields_to_ask",
    "is_answerable",
    "prefill",
    "refresh",
    "with_base_facts",
]

_BY_HAND: Final = frozenset({Source.TYPED, Source.CHOSEN})
_DOCUMENTS: Final = frozenset({SourceKind.CARD, SourceKind.CERTIFICATE, SourceKind.BASE_DATA})
"""What is called: never edited, and said to be wrong instead."""


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
    if dict(told) == dict(application.base_facts):
        return application
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
    facts = facts_now(item, current)
    for field in item.fields:
        if field.id not in current.fields and _applies(item, field, facts):
            answer = _first_answer(item, field, current, facts)
            if answer is not None:
                current = current.with_field(field.id, answer)
                facts = facts_now(item, current)  # the form tells facts, too
    return current


def fields_shown(item: ServiceItem, application: Application) -> tuple[Field, ...]:
    """List the fields that apply to this case, filled or not, in the order of the form."""
    facts = facts_now(item, application)
    return tuple(field for field in item.fields if _applies(item, field, facts))


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


def _applies(item: ServiceItem, field: Field, facts: Mapping[str, FactValue]) -> bool:
    return evaluate(field.condition, facts, item.conditions) is not Truth.FALSE


def _first_answer(
    item: ServiceItem,
    field: Field,
    application: Application,
    facts: Mapping[str, FactValue],
) -> Answer | None:
    for rule in field.sources:
        if evaluate(rule.condition, facts, item.conditions) is not Truth.TRUE:
            continue
        found = _look_up(item, rule, application, facts)
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
    if not is_hit:
        return False
    return _first_answer(item, field, application, facts_now(item, application)) is None


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
        _look_up(item, rule, application, facts)
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


def _look_up(
    item: ServiceItem,
    rule: SourceRule,
    application: Application,
    facts: Mapping[str, FactValue],
) -> Answer | None:
    match rule.kind:
        case SourceKind.CARD:
            return _from_card(rule, application)
        case SourceKind.CERTIFICATE:
            return _from_certificate(rule, application)
        case SourceKind.BASE_DATA:
            return _from_base(rule, application)
        case SourceKind.FACT:
            return _from_fact(item, rule, facts)
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


def _from_fact(
    item: ServiceItem, rule: SourceRule, facts: Mapping[str, FactValue]
) -> Answer | None:
    value = facts.get(rule.reference)
    if value is None:
        return None
    text = str(value).lower() if isinstance(value, bool) else str(value)
    numbers = {one.fact for one in item.questions if one.kind is QuestionKind.NUMBER}
    return Answer(text, Source.TYPED if rule.reference in numbers else Source.CHOSEN)
