# SPDX-License-Identifier: Apache-2.0
"""Fields that somebody may fill in and nobody is asked for: the few who need them find them."""

from forms.application import Application
from forms.prefill import fields_shown
from forms.service_item import Field, ServiceItem


def fields_offered(item: ServiceItem, application: Application) -> tuple[Field, ...]:
    """List the fields that are open, not required and empty, in the order of the form."""
    return tuple(
        field for field in fields_shown(item, application) if _is_open(field, application)
    )


def is_offered(item: ServiceItem, application: Application, id_: str) -> bool:
    """Whether this one is; the form is asked only where the field itself would allow it.

    A field of another service is not: a touch may name one that this form does not have.
    """
    field = next((field for field in item.fields if field.id == id_), None)
    if field is None or not _is_open(field, application):
        return False
    return field in fields_shown(item, application)


def _is_open(field: Field, application: Application) -> bool:
    return not (field.is_required or field.is_locked) and field.id not in application.fields
