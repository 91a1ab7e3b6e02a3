# SPDX-License-Identifier: Apache-2.0
"""A bundle as the case that is kept, queued for the desk and acknowledged on paper; pure.

One case, one message, one slip: the desk splits it to the offices of its members and handles
them in the order in which they need each other's results.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from certificates.certificate_types import HolderCodeType
from devices.identity.numbers import identity_number_from
from forms.application import holder_type_of
from forms.bundle import waits_for
from forms.bundle_application import JointApplication
from forms.bundle_parts import Bundle, Member
from forms.deadlines import Bearer, Deadline, new_deadline
from forms.working_days import WorkCalendar
from kiosk.filing import FORMAT, paper_item
from kiosk.papers import ACCEPTANCE_SLIP, FILED, SLIP_CODE, Paper, chinese_day
from kiosk.store.outbox import CASE
from kiosk.store.records import CaseRecord, OutboxMessage, PromiseRecord

SITUATION: Final = "joint"
"""Word for the situation of every bundle: all of its matters at once."""

BY_PEN: Final = "by_pen"
"""Value of the slip that says that it is signed on paper, not on the glass."""


@dataclass(frozen=True)
class FiledAt:
    """Where and when a bundle is filed.

    Attributes:
        at: aware time.
        slip_code: text of the slip's QR code.

    """

    case_number: str
    machine: str
    authority: str
    at: datetime
    slip_code: str = ""


def bundle_record(
    asked: JointApplication, filed: FiledAt, calendar: WorkCalendar
) -> tuple[CaseRecord, Paper]:
    """The case of a bundle, and its slip.

    Raises:
        CalendarError: a last day cannot be counted.

    """
    deadline = _deadline(asked, filed, calendar)
    slip = bundle_slip(asked, filed, deadline)
    form = _form(asked, slip)
    record = CaseRecord(
        case_id=filed.case_number,
        service=asked.bundle.id,
        situation=SITUATION,
        decision="accepted_with_gaps" if asked.gaps else "accepted",
        submitted_at=filed.at,
        catalogue_version=asked.bundle.version,
        catalogue_sha256=asked.bundle.checksum,
        form=form,
        due_on=deadline.due,
        promises=tuple(PromiseRecord(one.id, deadline.due, deadline) for one in asked.gaps),
        deadline=deadline,
        papers=(f"{ACCEPTANCE_SLIP}.pdf",),
        outbox=OutboxMessage(f"case/{filed.case_number}", CASE, form),
    )
    return record, slip


def _deadline(asked: JointApplication, filed: FiledAt, calendar: WorkCalendar) -> Deadline:
    """The citizen's last day where papers are lacking, else the day promised for the whole."""
    day = filed.at.date()
    if asked.gaps:
        limits = tuple(one.tolerance.limit for one in asked.gaps if one.tolerance is not None)
        return new_deadline(Bearer.CITIZEN, day, limits, calendar)
    return new_deadline(Bearer.AUTHORITY, day, (asked.bundle.promised_limit,), calendar)


def bundle_slip(asked: JointApplication, filed: FiledAt, deadline: Deadline) -> Paper:
    """The acceptance slip of a bundle: every matter, its office and its turn."""
    bundle, made = asked.bundle, asked.plan
    count, offices = len(made.members), len(made.offices)
    values: dict[str, str | tuple[str, ...]] = {
        "service": bundle.title.zh_CN,
        "case_number": filed.case_number,
        "applicant": asked.form.name,
        "headline": f"已经受理：一次申请，{count}个事项，由{offices}个部门办理。",
        "headline_en": f"Accepted: {count} matters at {offices} offices in one application.",
        "handled_on": chinese_day(filed.at.date()),
        "issuing_authority": filed.authority,
        "machine": filed.machine,
        "filed": FILED,
        "notes": (*member_lines(asked), _last_line(asked, deadline)),
        SLIP_CODE: filed.slip_code,
        BY_PEN: "在窗口打印后当面签名。",
    }
    if asked.received:
        values["received"] = tuple(one.title.zh_CN for one in asked.received)
    if asked.gaps:
        values["gaps"] = tuple(one.title.zh_CN for one in asked.gaps)
        values["due"] = chinese_day(deadline.told)
        values["overdue"] = "".join(
            one.tolerance.consequence.zh_CN for one in asked.gaps if one.tolerance is not None
        )
    return Paper(ACCEPTANCE_SLIP, values, must_show=(filed.case_number,))


def member_lines(asked: JointApplication) -> tuple[str, ...]:
    """One line for each turn: which matters run side by side, and at which office."""
    bundle = asked.bundle
    lines = []
    for turn, group in enumerate(asked.plan.groups, 1):
        named = "；".join(
            f"{one.title.zh_CN}（{bundle.office(one.office).title.zh_CN}）" for one in group
        )
        beside = "，同时办" if len(group) > 1 else ""
        lines.append(f"第{turn}步{beside}：{named}")
    return tuple(lines)


def _last_line(asked: JointApplication, deadline: Deadline) -> str:
    told = "其中一项没有批准的，别的照办；用得着它的事项办不了，会写明理由。"
    if asked.gaps:
        return told
    return f"承诺{chinese_day(deadline.told)}以前办完。{told}"


def members_item(bundle: Bundle, members: tuple[Member, ...]) -> list[dict[str, Any]]:
    """The members as they are kept and sent: office and what each waits for."""
    waiting = waits_for(members)
    return [
        {
            "member": one.id,
            "title": one.title.zh_CN,
            "office": bundle.office(one.office).title.zh_CN,
            "after": list(waiting[one.id]),
        }
        for one in members
    ]


def _form(asked: JointApplication, slip: Paper) -> bytes:
    """The kept form, in the format of every case, with the bundle and its members."""
    form = asked.form
    content: Mapping[str, Any] = {
        "format": FORMAT,
        "item": asked.bundle.id,
        "situation": SITUATION,
        "route": "",
        "applicant": {
            "name": form.name,
            "number": form.number,
            "address": form.address,
            "number_type": _type_of(form.number).value,
        },
        "answers": dict(form.answers),
        "materials": {},
        "fields": {
            id_: {"value": value, "source": source.value}
            for id_, (value, source) in asked.fields.items()
        },
        "handed_in": [one.id for one in asked.received],
        "bundle": asked.bundle.id,
        "members": members_item(asked.bundle, asked.plan.members),
        "papers": [paper_item(slip)],
        "strokes": (),
    }
    return json.dumps(content, ensure_ascii=False, sort_keys=True).encode()


def _type_of(number: str) -> HolderCodeType:
    return holder_type_of(identity_number_from(number))
