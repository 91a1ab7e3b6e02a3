# SPDX-License-Identifier: Apache-2.0
"""Finds the cases of one person in the store, and puts together what their owner may see.

Blocking and Qt-free. Whose a case is is worked out from its form, once, and kept as a keyed
hash: no list of persons lies beside the cases.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Final

from forms.case_news import DeskNews
from forms.case_standing import CaseFile, KeptPaper
from kiosk.case_file import news_in
from kiosk.slip_code import SlipCodes
from kiosk.store.keys import read_or_make_key
from kiosk.store.outbox import APPEAL, CORRECTION, WITHDRAWAL
from kiosk.store.records import OutboxState, PaperState
from kiosk.store.store import Store
from kiosk.sync.case_desk_values import CaseLine

HOLDERS_KEY: Final = "holders.key"
AGAIN: Final = "/again-"
"""Begins the turn of a message that staff had sent again, at the end of its key."""


class CaseFinder:
    """The cases of this machine by their owner.

    Args:
        store: where they are.

    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._slips = SlipCodes(store.data_dir)

    def cases_of(self, number: str) -> tuple[CaseFile, ...]:
        """Every case of this person, newest first.

        Raises:
            StoreError: the store or its key cannot be read.

        """
        self._index()
        found = self._store.holders.cases_of(self._token(number))
        return tuple(file for case_id in found if (file := self.file_of(case_id)) is not None)

    def is_of(self, case_id: str, number: str) -> bool:
        """Whether this person handed in this case, here.

        Raises:
            StoreError: the store or its key cannot be read.

        """
        self._index()
        return self._store.holders.is_of(case_id, self._token(number))

    def of_slip(self, text: str) -> CaseFile | None:
        """What the bearer of a slip may see of its case; None for any text that leads nowhere.

        Raises:
            StoreError: the store or its key cannot be read.

        """
        case_id = self._slips.case_of(text)
        file = self.file_of(case_id) if case_id else None
        return file.for_bearer() if file is not None else None

    def file_of(self, case_id: str) -> CaseFile | None:
        """One case with all that its owner may see; None when there is no such case.

        Raises:
            StoreError: it cannot be read.

        """
        summary = self._store.cases.summary(case_id)
        if summary is None:
            return None
        sent = self._store.outbox.of_case(case_id)
        return CaseFile(
            number=case_id,
            service=summary.service,
            submitted_at=summary.submitted_at,
            decision=summary.decision,
            news=news_in(self._store, case_id),
            due_on=summary.due_on,
            promises=tuple(
                (one.material_id, one.due_on) for one in self._store.cases.promises_of(case_id)
            ),
            licence_number=summary.licence_number,
            papers=self._papers(case_id),
            answers=_words_under(sent, f"{CORRECTION}/{case_id}/"),
            submission=_word(sent, f"case/{case_id}"),
            withdrawal=_word(sent, f"{WITHDRAWAL}/{case_id}"),
            appeals=_words_under(sent, f"{APPEAL}/"),
        )

    def elsewhere(self, line: CaseLine | CaseFile, news: tuple[DeskNews, ...]) -> CaseFile:
        """A case of another machine: what the desk says, and what was said to it from here.

        Raises:
            StoreError: it cannot be read.

        """
        number = line.number if isinstance(line, CaseFile) else line.case_number
        outbox = self._store.outbox
        start = f"{CORRECTION}/{number}/"
        return CaseFile(
            number,
            line.service,
            line.submitted_at,
            news=news,
            answers=_words_under(outbox.under(start), start),
            withdrawal=_word(outbox.under(f"{WITHDRAWAL}/{number}"), f"{WITHDRAWAL}/{number}"),
        )

    def _papers(self, case_id: str) -> tuple[KeptPaper, ...]:
        prints = self._store.prints
        return tuple(
            KeptPaper(
                one.name,
                one.state.value,
                prints.last_at(one.attempt_id) if one.state is PaperState.OUT else None,
            )
            for one in prints.papers_of(case_id)
        )

    def _index(self) -> None:
        """Say of each case that is new since the last time whose it is."""
        while rows := self._store.holders.unindexed():
            with self._store.together():
                for case_id, form in rows:
                    number = _applicant_number(form)
                    token = self._token(number) if number else ""
                    self._store.holders.put(case_id, token)

    def _token(self, number: str) -> str:
        key = read_or_make_key(self._store.data_dir, HOLDERS_KEY, may_make=True)
        return hmac.new(key, number.strip().upper().encode(), hashlib.sha256).hexdigest()


def _word(sent: Mapping[str, OutboxState], key: str) -> str:
    """How far the newest message of this key is; sent again it has a turn at its end."""
    found = [state for name, state in sent.items() if name.split(AGAIN)[0] == key]
    return found[-1].value if found else ""


def _words_under(sent: Mapping[str, OutboxState], start: str) -> tuple[tuple[str, str], ...]:
    """How far the newest message of each key that begins so is, oldest first."""
    found = {
        key.removeprefix(start).split(AGAIN)[0]: state.value
        for key, state in sent.items()
        if key.startswith(start)
    }
    return tuple(found.items())


def _applicant_number(form: bytes) -> str:
    """The number of whoever handed a case in; empty for a form of another kind."""
    try:
        number = json.loads(form)["applicant"]["number"]
    except (ValueError, KeyError, TypeError):
        return ""
    return number if isinstance(number, str) else ""
