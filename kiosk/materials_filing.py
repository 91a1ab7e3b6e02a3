# SPDX-License-Identifier: Apache-2.0
"""Reused papers and sealed answers as part of a case, by which the platform hears of them.

The kiosk keeps no store of personal papers. Of a reused paper the reference is filed, for the
library has the paper; a sealed answer is attached whole, with the request that it answers.
"""

import base64
from collections.abc import Mapping

from forms.application import Application


def materials_item(application: Application) -> list[Mapping[str, str]]:
    """What of both supplies the case, in the order of the materials' ids."""
    reused: list[Mapping[str, str]] = [
        {
            "material": id_,
            "supply": "reused",
            "identifier": paper.identifier,
            "version": paper.version,
            "submitted_on": paper.submitted_on.isoformat(),
            "source_case": paper.source_case,
            "digest_kind": paper.digest.kind.value,
            "digest": paper.digest.value,
        }
        for id_, paper in application.reused.items()
    ]
    issued: list[Mapping[str, str]] = [
        {
            "material": id_,
            "supply": "issued_online",
            "ticket": answer.ticket,
            "office_code": answer.office_code,
            "request_type": answer.request_type,
            "issued_on": answer.issued_on.isoformat(),
            "digest_kind": answer.digest.kind.value,
            "digest": answer.digest.value,
            "content": base64.b64encode(answer.content).decode("ascii"),
        }
        for id_, answer in application.issued.items()
    ]
    return sorted([*reused, *issued], key=lambda one: one["material"])
