# SPDX-License-Identifier: Apache-2.0
"""The JSON Schema of the catalogue files, made from the types that read them.

``python -m forms.catalogue_schema > config/catalogue/schema.json`` writes the shipped file; a
test holds the two together. Editors use it to complete and check the YAML while it is written.
"""

import json
import sys

from forms.appeal import AppealRules
from forms.benefit import Benefit, BenefitFacts
from forms.bundle_parts import Bundle
from forms.dispute import DisputeRules
from forms.service_item import ServiceItem
from forms.service_list import ServiceLists
from forms.structure import definitions_of
from forms.working_days import CalendarRules, YearTable


def schema_document() -> dict[str, object]:
    """Describe one service file (draft 2020-12).

    The root allows the keys of a service in any number of files; ``$defs/ServiceItem`` is the
    whole service, with every key it needs, and ``$defs/CalendarRules`` is ``calendar.yaml``.
    """
    definitions = {
        **definitions_of(AppealRules),
        **definitions_of(CalendarRules),
        **definitions_of(DisputeRules),
        **definitions_of(YearTable),
        **definitions_of(Benefit),
        **definitions_of(BenefitFacts),
        **definitions_of(Bundle, calculated=frozenset({"checksum"})),
        **definitions_of(ServiceLists),
        **definitions_of(ServiceItem, calculated=frozenset({"checksum"})),
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Service catalogue: one file of a service",
        "type": "object",
        "properties": definitions["ServiceItem"]["properties"],
        "additionalProperties": False,
        "$defs": dict(sorted(definitions.items())),
    }


def schema_text() -> str:
    """The shipped file as text, its last line ended."""
    return json.dumps(schema_document(), ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    sys.stdout.write(schema_text())
