# SPDX-License-Identifier: Apache-2.0
"""The decision (办理决定): two regimes that never mix.

告知承诺 (promise) decides at once and the papers follow; 容缺受理 (tolerance) accepts the case
and the licence follows the papers. Only ``IssuedUnderPromise`` and ``Issued`` make a licence.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from forms.application import NO_ANSWER, Application, Route
from forms.copy_rules import PICKED
from forms.copying import CopyWish, wish_of
from forms.dispute_rules import dispute_closings
from forms.facts import facts_now
from forms.guide import gate_stop, promise_closings
from forms.material import SuppliedMaterial, supply_materials
from forms.prefill import blank_by_dispute, fields_missing, fields_unproven, fields_waiting
from forms.promise import WITHDRAWN, promise_clocks, rules_of
from forms.region import forwarded_to
from forms.service_item import Material, ResultKind, ServiceItem, Supply
from forms.text import Text
from forms.working_days import WorkCalendar

_NOT_SIGNED: Final = Text("还没有签字", "Not signed yet")
_NO_ROUTE: Final = Text("还没有选怎么办理", "The way of handling is not chosen yet")
_NOT_OFFERED: Final = Text("这种情形机器办不了", "This machine does not handle this situation")
_ROUTE_CLOSED: Final = Text("这种情形不能这样办理", "This situation is not handled in this way")
_NO_OLD_LICENCE: Final = Text("没有查到原来的证", "The earlier licence was not found")
_RULES_CHANGED: Final = Text(
    "办理规则刚刚更新，请重新开始", "The rules were just updated; please begin again"
)
_COPY_OF_WRONG: Final = Text(
    "您说这张证照上有信息不对，这里不打印；请先到发证的窗口更正",
    "You say that this certificate is wrong: it is not printed. Please have it corrected at "
    "the office that issued it",
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
class Concluded:
    """Done at once, and a receipt comes of it instead of a licence (办结): a cancellation."""


@dataclass(frozen=True)
class Answered:
    """Given at once, and nothing is decided about anybody (当场答复): a certificate's copy."""

    wish: CopyWish


@dataclass(frozen=True)
class FilledIn:
    """Filled in and printed here, handed in at the window (自助填单); nothing is accepted yet.

    ``to_bring`` are the papers that the window will ask for.
    """

    to_bring: tuple[Material, ...]


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


Decision = (
    IssuedUnderPromise
    | Issued
    | Concluded
    | Answered
    | AcceptedWithGaps
    | Accepted
    | FilledIn
    | Refused
)


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
        signed: the letter (promise route) or the form (the other routes) is signed by hand.
        today: the day of the decision.
        calendar: for the due dates.

    """
    blocking = _blocking(item, application, signed=signed)
    blocking += _run_out(application, today)
    rows = supply_materials(item, application)
    if application.route is Route.WINDOW:
        to_bring = tuple(row.material for row in rows if row.is_missing)
        return Refused(tuple(blocking)) if blocking else FilledIn(to_bring)
    blocking += [_missing(row.material) for row in rows if row.is_missing]
    if application.route is Route.PROMISE:
        closings = promise_closings(item, facts_now(item, application))
        blocking += [stop.reason for stop in closings]
        blocking += [WITHDRAWN] * application.is_promise_withdrawn
    if blocking:
        return Refused(tuple(blocking))
    case = _Case(item, application, rows, today, calendar)
    return _on_promise(case) if application.route is Route.PROMISE else _ordinary(case)


def decide_copy(
    item: ServiceItem, application: Application, *, today: date
) -> Answered | Refused:
    """Answer a wish for a copy; whether there is one, the library says.

    Args:
        item: a service that prints certificates.
        application: its form; a certificate is taken.
        today: the day from which the copy's period runs.

    """
    blocking = (*_against_rules(item, application), *_against_fields(item, application))
    if PICKED not in application.certificates:
        blocking = (_COPY_OF_WRONG, *blocking)
    wish = wish_of(item, application, today=today)
    if blocking or wish is None:
        return Refused(blocking)
    return Answered(wish)


@dataclass(frozen=True)
class _Case:
    """A case against which nothing stands any more."""

    item: ServiceItem
    application: Application
    rows: tuple[SuppliedMaterial, ...]
    today: date
    calendar: WorkCalendar

    def with_supply(self, supply: Supply) -> tuple[SuppliedMaterial, ...]:
        return tuple(row for row in self.rows if row.supply is supply)


def _on_promise(case: _Case) -> IssuedUnderPromise | Issued | Concluded | Accepted:
    """Issue at once; the first of the last days is what the citizen is told to keep.

    What nobody has proven or looked at yet is accepted with the promise, and issued after it
    was checked; the promise's clocks run from the issue.
    """
    if not is_proven(case.item, case.application) or any(row.is_to_check for row in case.rows):
        return _accepted(case)
    rows = case.with_supply(Supply.PROMISED)
    if not rows:
        return _done(case)
    rules = rules_of(case.item)
    due, check_due = promise_clocks(rules, today=case.today, calendar=case.calendar)
    limits = [row.limit for row in rows if row.limit]
    return IssuedUnderPromise(
        promised=tuple(row.material for row in rows),
        due_on=min(due.day, *(case.calendar.add(case.today, limit).day for limit in limits)),
        check_due_on=check_due.day,
        told_version=rules.told_version,
        is_provisional=check_due.is_provisional,
    )


def _done(case: _Case) -> Issued | Concluded:
    situation = case.item.situation(case.application.situation)
    return Issued() if situation.result.kind is ResultKind.LICENCE else Concluded()


def _ordinary(case: _Case) -> Issued | Concluded | AcceptedWithGaps | Accepted:
    """Decide what the rules alone decide; else accept, and a person of the authority decides.

    Nobody has looked yet at a paper that was handed in here, so nothing is decided on it; nor
    on what nobody has proven, nor on a case that is only collected for another region.
    """
    item = case.item
    gaps = case.with_supply(Supply.TOLERATED)
    if gaps:
        dues = [case.calendar.add(case.today, row.limit) for row in gaps if row.limit]
        first = min(dues, key=lambda due: due.day)
        return AcceptedWithGaps(
            tuple(row.material for row in gaps), first.day, first.is_provisional
        )
    return _done(case) if is_decided_here(item, case.application) else _accepted(case)


def _accepted(case: _Case) -> Accepted:
    situation = case.item.situation(case.application.situation)
    limit = situation.promised_limit or case.item.promised_limit
    decide_by = case.calendar.add(case.today, limit)
    return Accepted(decide_by.day, decide_by.is_provisional)


def is_decided_here(item: ServiceItem, application: Application) -> bool:
    """Whether on the ordinary route the rules alone would decide this case now."""
    ordinary = application.with_route(Route.ORDINARY)
    supplies = {row.supply for row in supply_materials(item, ordinary)}
    return (
        item.situation(application.situation).result.decided_here
        and not forwarded_to(item, application)
        and is_proven(item, application)
        and supplies.isdisjoint({Supply.TOLERATED, Supply.HANDED_IN})
    )


def is_proven(item: ServiceItem, application: Application) -> bool:
    """Whether documents say all that they must say, so that something may be issued at once.

    They do not where a certificate could not be looked up, or where its value is said to be
    wrong and another stands in its place: that is accepted, and a person decides.
    """
    if fields_waiting(item, application) or fields_unproven(item, application):
        return False
    result = item.situation(application.situation).result
    needs_old = result.needs_old_licence or result.kind is ResultKind.RECEIPT
    return not (needs_old and _may_be_there(item, application))


def _may_be_there(item: ServiceItem, application: Application) -> bool:
    """Whether nobody knows if there is an earlier licence: its source gave no answer."""
    role = item.licence.role if item.licence is not None else ""
    return application.sought.get(role) in NO_ANSWER


def _blocking(item: ServiceItem, application: Application, *, signed: bool) -> list[Text]:
    """Every reason against acceptance but the materials: all are told at once (art. 32)."""
    facts = facts_now(item, application)
    reasons = []
    stop = gate_stop(item, facts)
    if stop is not None:
        reasons.append(stop.reason)
    reasons += _against_rules(item, application)
    reasons += _against_situation(item, application)
    reasons += _against_fields(item, application)
    if application.route is None:
        reasons.append(_NO_ROUTE)
    if not signed:
        reasons.append(_NOT_SIGNED)
    return reasons


def _run_out(application: Application, today: date) -> list[Text]:
    """What was valid when it was looked up and is not any more: a visit over midnight."""
    return [
        Text(
            f"{one.name}刚刚到期，请重新开始",
            f"{one.name} has just run out; please begin again",
        )
        for one in application.certificates.values()
        if one.expires_on is not None and one.expires_on < today
    ]


def _against_rules(item: ServiceItem, application: Application) -> tuple[Text, ...]:
    """A case that was begun under other rules is not decided by these."""
    begun = application.catalogue_version, application.catalogue_checksum
    return () if begun == (item.version, item.checksum) else (_RULES_CHANGED,)


def _against_fields(item: ServiceItem, application: Application) -> tuple[Text, ...]:
    """What is disputed, and every required field that is open, by its label.

    The window takes a field blank that a dispute has emptied.
    """
    is_for_window = application.route is Route.WINDOW
    closings = () if is_for_window else dispute_closings(item, application)
    labels = [
        one.label
        for one in fields_missing(item, application)
        if not (is_for_window and blank_by_dispute(item, application, one))
    ]
    return closings + tuple(
        Text(f"“{one.zh_CN}”没有填", f"“{one.en}” is not filled in") for one in labels
    )


def _against_situation(item: ServiceItem, application: Application) -> list[Text]:
    """The situation is served here, by this route, and its earlier licence is known."""
    offered = {one.id: one.result for one in item.situations if one.is_offered}
    result = offered.get(application.situation)
    if result is None:
        return [_NOT_OFFERED]
    reasons = []
    if application.route is not None and application.route not in result.routes:
        reasons.append(_ROUTE_CLOSED)
    if result.needs_old_licence and application.route is not Route.WINDOW:
        role = item.licence.role if item.licence is not None else ""
        if role not in application.certificates and not _may_be_there(item, application):
            reasons.append(_NO_OLD_LICENCE)
    return reasons


def _missing(material: Material) -> Text:
    return Text(f"缺少{material.title.zh_CN}", f"Missing: {material.title.en}")
