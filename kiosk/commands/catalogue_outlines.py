# SPDX-License-Identifier: Apache-2.0
"""What ``kiosk catalogue show`` tells of a service, a bundle, a benefit or the appeals."""

import json
from collections.abc import Mapping

from forms.appeal import AppealRules
from forms.benefit import Benefit
from forms.bundle import whole_plan
from forms.bundle_parts import Bundle
from forms.service_item import ServiceItem

Shown = ServiceItem | Bundle | Benefit | AppealRules
Outline = dict[str, object]

APPEALS = "appeals"
"""By what the appeals are asked for: their file has no id."""


def outline_of(item: Shown) -> Outline:
    """Name the parts of one entry of the catalogue, plain enough for JSON."""
    if isinstance(item, Benefit):
        return _benefit(item)
    if isinstance(item, AppealRules):
        return _appeals(item)
    outline: Outline = {"id": item.id, "version": item.version, "sha256": item.checksum}
    if isinstance(item, Bundle):
        whole = whole_plan(item)
        outline["members"] = [member.id for member in item.members]
        outline["groups"] = [[one.id for one in group] for group in whole.groups]
        outline["merged"] = {
            "materials": [whole.materials.total, whole.materials.count],
            "forms": [whole.forms.total, whole.forms.count],
            "offices": len(whole.offices),
        }
    else:
        outline["situations"] = [situation.id for situation in item.situations]
    outline["questions"] = [question.id for question in item.questions]
    outline["fields"] = [field.id for field in item.fields]
    outline["materials"] = [material.id for material in item.materials]
    return outline


def _benefit(benefit: Benefit) -> Outline:
    return {
        "id": benefit.id,
        "version": benefit.version,
        "drawn already": benefit.drawing,
        "conditions": {one.id: one.condition for one in benefit.conditions},
        "fen a month": {one.condition or "else": one.fen for one in benefit.amounts},
        "to add": [one.id for one in benefit.to_add],
    }


def _appeals(rules: AppealRules) -> Outline:
    return {
        "id": APPEALS,
        "version": rules.version,
        "ticket": rules.ticket.template,
        "classes": {
            one.id: f"{one.limit.days} {one.limit.unit.value} days"
            if one.limit is not None
            else one.term.value
            for one in rules.classes
        },
        "questions": [question.id for question in rules.questions],
    }


def text_of(outline: Mapping[str, object]) -> str:
    """Write an outline as lines for people."""
    sha256 = str(outline.get("sha256", ""))[:12]
    lines = [f"{outline['id']} {outline['version']}  {sha256}".rstrip()]
    for name, value in outline.items():
        if name == "groups" and isinstance(value, list):
            lines.append("side by side: " + " → ".join(", ".join(group) for group in value))
        elif isinstance(value, list):
            lines.append(f"{name} ({len(value)}): {', '.join(value)}")
        elif isinstance(value, dict):
            lines.append(f"{name}: {json.dumps(value, ensure_ascii=False)}")
    return "\n".join(lines)
