# SPDX-License-Identifier: Apache-2.0
"""Journal lines that outlast a disk that takes nothing for a while."""

from collections import deque
from typing import Final

from kiosk.journal import Journal
from kiosk.session.effects import Note
from kiosk.store.errors import StoreError

KEPT: Final = 200
"""Lines that wait; a disk that is full for longer loses the oldest of them."""


class Notes:
    """Writes the session's lines in their order; used by one worker.

    What the disk refuses is kept in memory (a note names no person) and written with the next
    line that it takes; the journal dates it then.
    """

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._waiting: deque[Note] = deque(maxlen=KEPT)

    def write(self, note: Note) -> None:
        """Write ``note`` after all that wait.

        Raises:
            StoreError: nothing can be written now; the line waits.
            JournalEntryError: the vocabulary has no such line; it is dropped.

        """
        self._waiting.append(note)
        while self._waiting:
            first = self._waiting.popleft()
            try:
                self._journal.record(
                    first.event,
                    disposition=first.disposition,
                    case_id=first.case_number,
                    code=first.code,
                    **dict(first.facts),
                )
            except StoreError:
                self._waiting.appendleft(first)
                raise
