# SPDX-License-Identifier: Apache-2.0
"""The decision (办理决定): two regimes that never mix.

告知承诺 (promise) decides at once and the papers follow; 容缺受理 (tolerance) accepts the case
and the licence follows the papers. Only ``IssuedUnderPromise`` and ``Issued`` make a licence.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from forms.application import Application, Route
from forms.guide import gate_stop, promise_closings
from forms.material import SuppliedMaterial, supply_materials
from forms.prefill import facts_now, fields_missing
from forms.promise import promise_clocks
from forms.service_item import Material, ServiceItem, Supply
from forms.text import Text
from forms.working_days import WorkCalendar

_NOT_SIGNED: Final = Text("还没有签字", "Not signed yet")
_NO_ROUTE: Final = Text("还没有选怎么办理", "The way of handling is not chosen yet")
_NOT_OFFERED: Final = Text("这种情形机器办不了", "This machine does not handle this situation")
_RULES_CHANGED: Final = Text(
    "办理规则刚刚更新，请重新开始", "The rules were just updated; please begin again"
)


@dataclass(frozen=True)
class IssuedUnderPromise:
    """Licence now; papers by ``due_on``, the check by ``check_due_on`` (告知承诺)."""

    promised: tuple[Material, ...]
    due_on: date
    check_due_on: date
    told_version: str
    is_provisional: bool = False


@dataclass(frozen=True)
class Issued:
    """Licence now, nothing left to hand in (当场办结)."""


@dataclass(frozen=True)
class AcceptedWithGaps:
    """Accepted; a licence only after the gaps are filled by ``due_on`` (容缺受理)."""

    gaps: tuple[Material, ...]
    due_on: date
    is_provisional: bool = False


@dataclass(frozen=True)
class Accepted:
    """Complete and accepted; the authority decides by ``decide_by`` (受理)."""

    decide_by: date
    is_provisional: bool = False


@dataclass(frozen=True)
class Refused:
    """Not accepted (不予受理): every reason, told at once."""

    blocking: tuple[Text, ...]


Decision = IssuedUnderPromise | Issued | AcceptedWithGaps | Accepted | Refused


def decide(
    item: ServiceItem,
    application: Application,
    *,
    signed: bool,
    today: date,
    calendar: WorkCalendar,
) -> Decision:
    """Decide the application by the catalogue's rules.

    Args:
        item: the service, as loaded.
        application: complete; its route is chosen.
        signed: the letter (promise route) or the form (ordinary route) is signed by hand.
        today: the day of the decision.
        calendar: for the due dates.

    """
    blocking = _blocking(item, application, signed=signed)
    rows = supply_materials(item, application)
    blocking += [_missing(row.material) for row in rows if row.is_missing]
    if application.route is Route.PROMISE:
        closings = promise_closings(item, facts_now(item, application))
        blocking += [stop.reason for stop in closings]
    if blocking:
        return Refused(tuple(blocking))
    if application.route is Route.PROMISE:
        return _on_promise(item, rows, today, calendar)
    return _ordinary(item, rows, today, calendar)


def _on_promise(
    item: ServiceItem, rows: tuple[SuppliedMaterial, ...], today: date, calendar: WorkCalendar
) -> IssuedUnderPromise | Issued:
    """Issue at once; the first of the last days is what the citizen is told to keep."""
    promised = tuple(row.material for row in rows if row.supply is Supply.PROMISED)
    if not promised:
        return Issued()
    due, check_due = promise_clocks(item, today=today, calendar=calendar)
    limits = [row.limit for row in rows if row.supply is Supply.PROMISED and row.limit]
    return IssuedUnderPromise(
        promised=promised,
        due_on=min(due.day, *(calendar.add(today, limit).day for limit in limits)),
        check_due_on=check_due.day,
        told_version=item.promise.told_version,
        is_provisional=check_due.is_provisional,
    )


def _ordinary(
    item: ServiceItem, rows: tuple[SuppliedMaterial, ...], today: date, calendar: WorkCalendar
) -> AcceptedWithGaps | Accepted:
    """Accept; a person of the authority decides, and no licence comes from here."""
    gaps = tuple(row for row in rows if row.supply is Supply.TOLERATED)
    if gaps:
        dues = [calendar.add(today, row.limit) for row in gaps if row.limit]
        first = min(dues, key=lambda due: due.day)
        return AcceptedWithGaps(
            tuple(row.material for row in gaps), first.day, first.is_provisional
        )
    decide_by = calendar.add(today, item.promised_limit)
    return Accepted(decide_by.day, decide_by.is_provisional)


def _blocking(item: ServiceItem, application: Application, *, signed: bool) -> list[Text]:
    """Every reason against acceptance but the materials: all are told at once (art. 32)."""
    facts = facts_now(item, application)
    reasons = []
    stop = gate_stop(item, facts)
    if stop is not None:
        reasons.append(stop.reason)
    if (application.catalogue_version, application.catalogue_checksum) != (
        item.version,
        item.checksum,
    ):
        reasons.append(_RULES_CHANGED)
    if not any(one.id == application.situation and one.is_offered for one in item.situations):
        reasons.append(_NOT_OFFERED)
    for field in fields_missing(item, application):
        label = field.label
        reasons.append(Text(f"“{label.zh_CN}”没有填", f"“{label.en}” is not filled in"))
    if application.route is None:
        reasons.append(_NO_ROUTE)
    if not signed:
        reasons.append(_NOT_SIGNED)
    return reasons


def _missing(material: Material) -> Text:
    return Text(f"缺少{material.title.zh_CN}", f"Missing: {material.title.en}")
