# SPDX-License-Identifier: Apache-2.0
"""Whose cases they are: a keyed hash for each case, and nothing that could be read back."""

from kiosk.store.engine import Database


class CaseHolders:
    """Finds the cases of one person by a token that only this kiosk's key can make."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def unindexed(self, limit: int = 200) -> tuple[tuple[str, bytes], ...]:
        """Cases that have no token yet, with their forms."""
        rows = self._database.execute(
            "SELECT case_id, form FROM case_ WHERE NOT EXISTS (SELECT 1 FROM case_holder"
            " WHERE case_holder.case_id = case_.case_id) LIMIT ?",
            (limit,),
        )
        return tuple((case_id, form) for case_id, form in rows)

    def put(self, case_id: str, token: str) -> None:
        """Say whose case it is; what was said first stands.

        Args:
            case_id: a case of this store.
            token: 64 hex digits; empty for a case that is nobody's.

        """
        self._database.execute(
            "INSERT INTO case_holder (case_id, token) VALUES (?, ?) ON CONFLICT DO NOTHING",
            (case_id, token),
        )

    def cases_of(self, token: str, limit: int = 50) -> tuple[str, ...]:
        """The cases of this token, newest first."""
        rows = self._database.execute(
            "SELECT case_id FROM case_holder JOIN case_ USING (case_id) WHERE token = ?"
            " AND token <> '' ORDER BY submitted_at DESC, case_id DESC LIMIT ?",
            (token, limit),
        )
        return tuple(case_id for (case_id,) in rows)

    def is_of(self, case_id: str, token: str) -> bool:
        """Whether the case is of this token."""
        return bool(
            self._database.execute(
                "SELECT 1 FROM case_holder WHERE case_id = ? AND token = ? AND token <> ''",
                (case_id, token),
            )
        )
