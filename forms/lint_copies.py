# SPDX-License-Identifier: Apache-2.0
"""Catalogue checks of a service that prints certificates: kinds, mark, fields it asks by."""

from collections.abc import Iterator
from typing import Final

from certificates.certificate_types import type_by_key
from forms.copy_rules import PURPOSE, CopyRules
from forms.lint_finding import Trouble
from forms.lint_rules import has_field
from forms.service_item import FieldKind, ResultKind, ServiceItem
from forms.text import Text
from forms.wording import placeholders

LONGEST_DAYS: Final = 366
"""A copy that runs for years is no copy for one purpose."""


def copies(item: ServiceItem) -> Iterator[Trouble]:
    """A copy has its rules, and rules for copies have a situation that makes one."""
    kinds = {one.result.kind for one in item.situations if one.is_offered}
    is_alone = kinds == {ResultKind.COPY}
    if (ResultKind.COPY in kinds or item.copies is not None) and not (is_alone and item.copies):
        yield "copies", "copies and situations of kind copy go together, and alone; add one"
    if item.copies is not None:
        yield from _check_rules(item, item.copies)


def _check_rules(item: ServiceItem, rules: CopyRules) -> Iterator[Trouble]:
    if not rules.kinds or not rules.must_show:
        yield "copies", "name kinds to look for, and what a copy must show"
    for kind in rules.kinds:
        if type_by_key(kind) is None:
            yield "copies.kinds", f"there is no certificate {kind}; mend it"
    if not _names_purpose(rules.mark):
        yield "copies.mark", "a mark names {purpose} and nothing else; mend it"
    wanted = (rules.purpose_field, rules.words_field, rules.days_field)
    missing = [id_ for id_ in wanted if not has_field(item, id_)]
    for id_ in missing:
        yield "copies", f"there is no field {id_}; add it under fields"
    if not missing:
        yield from _check_fields(item, rules)


def _names_purpose(mark: Text) -> bool:
    try:
        return placeholders(mark) == {PURPOSE}
    except ValueError:
        return False


def _check_fields(item: ServiceItem, rules: CopyRules) -> Iterator[Trouble]:
    for id_ in (rules.purpose_field, rules.days_field):
        field = item.field(id_)
        if field.kind is not FieldKind.CHOICE or not field.is_required or field.condition:
            yield f"fields.{id_}", "purpose and days are always chosen from a list; mend it"
    if {one.id for one in item.field(rules.days_field).choices} != set(rules.days):
        yield "copies.days", "each period of the list has its days; mend days"
    if not all(1 <= count <= LONGEST_DAYS for count in rules.days.values()):
        yield "copies.days", f"a copy runs for 1 to {LONGEST_DAYS} days; mend days"
