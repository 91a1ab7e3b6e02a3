# SPDX-License-Identifier: Apache-2.0
"""Lines at the foot of receipt and slip: what was not looked up, what was spared; pure."""

from typing import Final

from forms.application import Application, Route
from forms.material import supply_materials
from forms.prefill import fields_waiting
from forms.service_item import ServiceItem
from forms.spared import spared_text

LOOKED_UP_LATER: Final = "查到证照以后由受理机关填写"
"""Stands on the printed form in place of what waits for its certificate."""
UNCHECKED: Final = "以核对后的证照为准"
"""Stands on the letter where the business licence could not be looked up."""


def unanswered_lines(item: ServiceItem, application: Application) -> tuple[str, ...]:
    """What nobody could look up, and what waits for it; nothing where every source answered."""
    rows = [row for row in supply_materials(item, application) if row.is_unanswered]
    waiting = fields_waiting(item, application)
    lines = []
    if rows:
        names = "、".join(row.material.title.zh_CN for row in rows)
        lines.append(f"没有查成的：{names}。证照库当时没有回应，不是没有这些证照。")
    if waiting:
        labels = "、".join(field.label.zh_CN for field in waiting)
        by = "由受理机关按申请人的证件号码查询后填写"
        lines.append(f"查到证照以后再填的：{labels}。{by}，申请人不用再填。")
    if lines and application.route is Route.PROMISE:
        lines.append("核对以后按承诺书作决定，承诺的期限从领证以后起算。")
    return ("".join(lines),) if lines else ()


def spared_line(item: ServiceItem, application: Application) -> tuple[str, ...]:
    """Say how many of the materials the citizen did not have to bring; nothing where none."""
    text = spared_text(item, application)
    return (text.zh_CN,) if text is not None else ()
