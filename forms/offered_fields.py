# SPDX-License-Identifier: Apache-2.0
"""Fields that somebody may fill in and nobody is asked for: the few who need them find them."""

from forms.application import Application
from forms.prefill import fields_shown
from forms.service_item import Field, ServiceItem


def fields_offered(item: ServiceItem, application: Application) -> tuple[Field, ...]:
    """List the fields that are open, not required and empty, in the order of the form."""
    return tuple(
        field
        for field in fields_shown(item, application)
        if not (field.is_required or field.is_locked) and field.id not in application.fields
    )
