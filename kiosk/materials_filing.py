# SPDX-License-Identifier: Apache-2.0
"""Reused papers and sealed answers as part of a case, by which the platform hears of them.

The kiosk keeps no store of personal papers. Of a reused paper the reference is filed, for the
library has the paper; a sealed answer is attached whole, with the request that it answers.
"""

import base64
import hashlib
from collections.abc import Mapping
from typing import Any

from forms.application import Application
from kiosk.sync.case_desk_values import NamedValue, SealedPaper


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


def reused_in(form: Mapping[str, Any]) -> tuple[NamedValue, ...]:
    """Which earlier papers a kept case rests on: material, and identifier in the library."""
    return tuple(
        NamedValue(f"reused-{one['material']}", one["identifier"], "reused")
        for one in form.get("materials", ())
        if one["supply"] == "reused"
    )


def attached_in(form: Mapping[str, Any]) -> tuple[SealedPaper, ...]:
    """The sealed answers of other offices that a kept case carries, byte for byte."""
    return tuple(
        _attached(one) for one in form.get("materials", ()) if one["supply"] == "issued_online"
    )


def _attached(one: Mapping[str, str]) -> SealedPaper:
    content = base64.b64decode(one["content"], validate=True)
    return SealedPaper(
        f"online-{one['material']}.pdf", hashlib.sha256(content).hexdigest(), content
    )
