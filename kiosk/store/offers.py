# SPDX-License-Identifier: Apache-2.0
"""Offers that were answered: tokens with a last day, and nothing else."""

from collections.abc import Iterable
from datetime import date

from kiosk.store.engine import Database


class AnsweredOffers:
    """Which offers are not made again, and until when; rows that have run out are deleted."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, token: str, until: date) -> None:
        """Keep a token through ``until``; a later day takes the place of an earlier one."""
        self._database.execute(
            "INSERT INTO offer_answered (token, until) VALUES (?, ?)"
            " ON CONFLICT (token) DO UPDATE SET until = max(until, excluded.until)",
            (token, until.isoformat()),
        )

    def known(self, tokens: Iterable[str], today: date) -> frozenset[str]:
        """Those of the tokens that still count."""
        return frozenset(
            token
            for token in tokens
            if self._database.execute(
                "SELECT 1 FROM offer_answered WHERE token = ? AND until >= ?",
                (token, today.isoformat()),
            )
        )

    def forget_old(self, today: date) -> int:
        """Delete what has run out; returns how many rows went."""
        return self._database.changed(
            "DELETE FROM offer_answered WHERE until < ?", (today.isoformat(),)
        )
