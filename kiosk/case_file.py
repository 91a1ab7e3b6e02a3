# SPDX-License-Identifier: Apache-2.0
"""A case between store and desk: news as the store keeps it, and where the case stands."""

import json
from collections.abc import Iterable
from typing import Final

from forms.case_news import DeskNews
from forms.case_progress import Progress, progress_of
from kiosk.store.desk_book import NewsRow, TaskKind
from kiosk.store.store import Store
from kiosk.sync.case_desk_wire import news_from, news_to

ODD_REASON: Final = "审批业务系统前后说法不一致，步骤 {steps}"


def rows_of(news: Iterable[DeskNews]) -> tuple[NewsRow, ...]:
    """Write news as the store keeps them: our own JSON, never the desk's bytes."""
    return tuple(
        NewsRow(
            one.step,
            one.kind.value,
            one.at,
            json.dumps(news_to(one), ensure_ascii=False, sort_keys=True).encode(),
        )
        for one in news
    )


def news_in(store: Store, case_id: str) -> tuple[DeskNews, ...]:
    """All that the desk has said of a case and that is on disk.

    Raises:
        StoreError: it cannot be read.

    """
    kept = store.desk_book.news_of(case_id)
    return tuple(news_from(json.loads(row.body)) for row in kept)


def progress_in(store: Store, case_id: str) -> Progress:
    """Where a case stands by all that is on disk.

    Raises:
        StoreError: it cannot be read.

    """
    return progress_of(news_in(store, case_id))


def take_news(
    store: Store, case_id: str, news: Iterable[DeskNews], *, ends: str = ""
) -> Progress:
    """Keep what the desk said, end the message that brought it, and tell staff what is odd.

    All or nothing; may be repeated.

    Args:
        store: where the case is.
        case_id: its number.
        news: what was told, in any order.
        ends: idempotency key of the message that is receipted by it.

    Raises:
        StoreError: nothing was written.

    """
    with store.together():
        store.desk_book.take(case_id, rows_of(news), ends=ends)
        progress = progress_in(store, case_id)
        if progress.odd:
            steps = "、".join(map(str, progress.odd))
            store.desk_book.raise_task(
                TaskKind.CONTRADICTION, case_id, "", ODD_REASON.format(steps=steps)
            )
    return progress
