# SPDX-License-Identifier: Apache-2.0
"""Ratings (好差评): voluntary, once per case (GB/T 39734-2020, 一事一评)."""

import json

from kiosk.clock import Clock
from kiosk.store.audit import Audit
from kiosk.store.engine import Database
from kiosk.store.records import RatingRecord


class Ratings:
    """What citizens thought of it, in five steps."""

    def __init__(self, database: Database, clock: Clock, audit: Audit) -> None:
        self._database = database
        self._audit = audit
        self._clock = clock

    def put(self, rating: RatingRecord) -> bool:
        """Keep a rating; False when the case was rated before, and nothing is changed then."""
        now = self._clock.now().isoformat()
        with self._database.transaction():
            changed = self._database.changed(
                "INSERT INTO rating (case_id, score, tags, at) VALUES (?, ?, ?, ?)"
                " ON CONFLICT (case_id) DO NOTHING",
                (rating.case_id, rating.score, json.dumps(rating.tags), now),
            )
            if changed:
                self._audit.record("rating-given", case_id=rating.case_id, score=rating.score)
        return changed == 1

    def get(self, case_id: str) -> RatingRecord | None:
        """The rating of a case; None when nobody rated it."""
        rows = self._database.execute(
            "SELECT score, tags FROM rating WHERE case_id = ?", (case_id,)
        )
        for score, tags in rows:
            return RatingRecord(case_id, score, tuple(json.loads(tags)))
        return None
