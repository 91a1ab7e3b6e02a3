# SPDX-License-Identifier: Apache-2.0
"""Fields of an application form (表单字段) and where their values may come from."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Final

from forms.terms import Provenance
from forms.text import Text
from forms.wording import dated

ISO_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
"""How a field holds a day."""


class FieldKind(Enum):
    """What a form field holds; decides the keyboard or pad and the check."""

    TEXT = "text"
    NAME = "name"
    NUMBER = "number"
    PHONE = "phone"
    CHOICE = "choice"
    DATE = "date"
    CITIZEN_NUMBER = "citizen_number"
    CREDIT_CODE = "credit_code"
    ADDRESS = "address"


class SourceKind(Enum):
    """Where prefill may take a value from."""

    CARD = "card"
    CERTIFICATE = "certificate"
    BASE_DATA = "base_data"
    FACT = "fact"
    FIELD = "field"
    CONSTANT = "constant"
    CALCULATION = "calculation"


@dataclass(frozen=True)
class SourceRule:
    """One place to look for a field's value, tried in the order of the catalogue.

    CARD: ``reference`` is a part of the identity record (name, number, address, sex, birth).
    CERTIFICATE: ``reference`` is the role (BL …), ``labels`` its printed labels in order.
    BASE_DATA: ``reference`` is the fact that a base tells.
    FACT, FIELD: ``reference`` is the id. CONSTANT: ``reference`` is the value.
    CALCULATION: ``reference`` is one of ``forms.calculations``, ``labels`` its inputs.
    ``condition`` (CEL) must be true for the place to be looked at; unknown does not count.
    ``table`` translates the found value by the longest key that it begins with; a value that
    no key fits is not used, and an empty table leaves it as it is.
    """

    kind: SourceKind
    reference: str
    labels: tuple[str, ...] = ()
    table: Mapping[str, str] = field(default_factory=dict)
    condition: str = ""


@dataclass(frozen=True)
class Choice:
    """One value of a choice field: what is stored, what is read, and an example below it."""

    id: str
    text: Text
    example: Text | None = None


@dataclass(frozen=True)
class Field:
    """One entry of the application form (表单字段).

    Where ``waits_when`` (CEL) is true and no source has the value, the field is neither asked
    nor missing: it waits for the certificate that must prove it, and nothing is issued before.
    A day may not be later than today unless ``may_lie_ahead``: a contract may begin next month.
    """

    id: str
    label: Text
    why: Text
    kind: FieldKind
    provenance: Provenance
    sources: tuple[SourceRule, ...] = ()
    choices: tuple[Choice, ...] = ()
    is_required: bool = True
    is_locked: bool = False
    is_private: bool = False
    may_lie_ahead: bool = False
    condition: str = ""
    waits_when: str = ""
    minimum: int | None = None
    maximum: int | None = None
    maximum_field: str = ""
    pattern: str = ""
    hint: Text | None = None
    unit: Text | None = None

    def shown(self, value: str, language: str) -> str:
        """Return a stored value as the citizen reads it: a choice's text, a day in words."""
        for choice in self.choices:
            if choice.id == value:
                return choice.text.in_(language)
        return day_in_words(value, language) if self.kind is FieldKind.DATE else value


def day_in_words(value: str, language: str) -> str:
    """Write a day as the language says it; what is no day stays as it is."""
    try:
        return dated(date.fromisoformat(value)).in_(language)
    except ValueError:
        return value
