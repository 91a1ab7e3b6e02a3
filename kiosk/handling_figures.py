# SPDX-License-Identifier: Apache-2.0
"""Figures of the cases of this kiosk, and the counters of the staff page."""

import json
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Final

from forms.case_figures import Figures, HandledCase, figures_of
from kiosk.clock import Clock
from kiosk.store.records import CaseSummary
from kiosk.store.store import Store
from kiosk.sync.case_desk_wire import news_from

DECIDED_HERE: Final = frozenset({"issued", "issued_under_promise", "concluded", "answered"})
"""Decisions that the kiosk makes at once; the rest is the desk's to decide."""

NOT_A_CASE: Final = frozenset({"filled_in", "refused"})
"""Nothing was accepted: a form for the window, or a refusal on the spot."""

ALL: Final = 1_000_000
RECENT: Final = timedelta(days=30)
MOST_RECENT: Final = 2_000
"""The staff page looks back so far, and at so many cases at most."""


def figures_in(
    store: Store, *, today: date, since: date | None = None, most: int = ALL
) -> tuple[Figures, ...]:
    """The figures of each service and of all, of cases submitted since a day.

    Raises:
        StoreError: the store cannot be read.

    """
    cases = (
        _handled(store, one)
        for one in store.cases.newest(most)
        if one.decision not in NOT_A_CASE
        and (since is None or one.submitted_at.date() >= since)
    )
    return figures_of(cases, today=today)


def _handled(store: Store, one: CaseSummary) -> HandledCase:
    is_here = one.decision in DECIDED_HERE
    rows = () if is_here else store.desk_book.news_of(one.case_id)
    return HandledCase(
        service=one.service,
        is_decided_here=is_here,
        decide_by=one.due_on if one.decision == "accepted" else None,
        news=tuple(news_from(json.loads(row.body)) for row in rows),
    )


def counters_of(store: Store, clock: Clock) -> Mapping[str, int]:
    """Today's counts for the staff page, and how the cases of the last days are handled."""
    now: datetime = clock.now()
    today = [one for one in store.cases.newest(500) if one.submitted_at.date() == clock.today()]
    work = store.open_work()
    since = (now - RECENT).date()
    recent = figures_in(store, today=clock.today(), since=since, most=MOST_RECENT)[-1]
    return {
        "cases": len(today),
        "licences": sum(bool(case.licence_number) for case in today),
        "waiting": store.outbox.depth(),
        "tasks": store.desk_book.open_tasks(),
        "open_prints": len(work.unprinted) + len(work.unsettled),
        "in_hand": recent.in_hand,
        "completion": round(100 * recent.completion) if recent.completion is not None else 100,
        "corrections": recent.corrections,
    }
