# SPDX-License-Identifier: Apache-2.0
"""The one sentence a citizen reads about the decision."""

from forms.decision import Decision
from forms.service_item import ServiceItem
from forms.text import Text


def headline(item: ServiceItem, decision: Decision) -> Text:
    """Say what the decision means for the citizen, with dates and counts."""
    raise NotImplementedError
