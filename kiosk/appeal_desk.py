# SPDX-License-Identifier: Apache-2.0
"""Takes an appeal (诉求) about a case of this machine: numbered, queued, told on a slip.

Blocking and Qt-free. It is on disk before it is said, under a number of this machine's own,
which goes to the desk as the appeal's name: the citizen has one number from the first minute.
"""

import json
from dataclasses import asdict, replace
from datetime import date
from itertools import count

from forms.appeal import AppealRules, receipt, ticket_number
from forms.case_news import NewsKind
from forms.case_standing import APPEAL_SLIP, CaseFile, slip_waiting
from forms.catalogue import Catalogue
from kiosk.case_results import CaseResults, NoPaperError
from kiosk.clock import Clock
from kiosk.desk import Desk
from kiosk.papers import Paper
from kiosk.papers_notices import LodgedAppeal, appeal_slip, lodged_slip
from kiosk.session.effects import Strokes
from kiosk.store.outbox import APPEAL
from kiosk.store.records import OutboxMessage
from kiosk.stored_paper import name_of


class AppealDesk:
    """One window of ``“有事”您说话``, inside the machine.

    Args:
        catalogue: with the rules of appeals; without them none is taken.
        desk: of this kiosk; keeps and makes papers.
        results: knows how a case's papers are headed.
        clock: dates an appeal.
        machine: id of this kiosk, in every number.

    """

    def __init__(
        self,
        catalogue: Catalogue,
        desk: Desk,
        results: CaseResults,
        clock: Clock,
        *,
        machine: str,
    ) -> None:
        self._catalogue = catalogue
        self._desk = desk
        self._results = results
        self._clock = clock
        self._machine = machine

    def lodge(self, case: CaseFile, class_id: str, said: tuple[str, ...]) -> LodgedAppeal:
        """Number an appeal and queue it for the case desk; on disk when this returns.

        Args:
            case: what it is about.
            class_id: of ``forms.appeal.AppealRules``.
            said: what the citizen said, in Chinese, a line each.

        Raises:
            NoPaperError: no appeals are taken here.
            CertificateError: something typed cannot be printed; nothing was kept.
            StoreError: nothing was kept.

        """
        rules = self._catalogue.appeals
        if rules is None:
            raise NoPaperError("closed")
        self._desk.preflight({f"said {turn}": line for turn, line in enumerate(said)})
        today, store = self._clock.today(), self._desk.store
        with store.together():
            number = self._number(rules, today)
            lodged = self._lodged(rules, class_id, number, said=said, day=today)
            body = {"kind": class_id, "text": "；".join(said), "lodged": _plain(lodged)}
            content = json.dumps(body, ensure_ascii=False, sort_keys=True).encode()
            message = OutboxMessage(f"{APPEAL}/{number}", APPEAL, content)
            store.outbox.queue(message, case.number)
            store.audit.record("appeal-lodged", case_id=case.number, appeal_class=class_id)
        return lodged

    def _number(self, rules: AppealRules, today: date) -> str:
        """The first number of the day that no appeal of this machine has."""
        known = self._desk.store.outbox.under(f"{APPEAL}/")
        numbers = (
            ticket_number(rules, kiosk=self._machine, day=today, serial=turn)
            for turn in count(1)
        )
        return next(one for one in numbers if f"{APPEAL}/{one}" not in known)

    def _lodged(
        self,
        rules: AppealRules,
        class_id: str,
        number: str,
        *,
        said: tuple[str, ...],
        day: date,
    ) -> LodgedAppeal:
        taken = receipt(
            rules.appeal_class(class_id),
            ticket=number,
            taken=day,
            calendar=self._catalogue.calendar,
        )
        return LodgedAppeal(
            number=number,
            day=day,
            title=taken.appeal_class.title.zh_CN,
            told=taken.told.zh_CN,
            authority=rules.authority.zh_CN,
            handing_back=rules.hand_back.text.zh_CN,
            said=said,
        )

    def slip(self, case: CaseFile, lodged: LodgedAppeal, strokes: Strokes) -> str:
        """Make the slip of an appeal that was just taken; returns the name of its paper.

        Raises:
            NoPaperError: the case has no receipt to be headed by.
            CertificateError: it could not be made; the appeal stays taken.
            StoreError: it could not be kept.

        """
        paper = lodged_slip(self._results.under_way(case), lodged, is_signed=bool(strokes))
        return self._made(case, paper, strokes)

    def again(self, case: CaseFile) -> str:
        """The slip of the last appeal as it stands now; one that was never printed comes first.

        Raises:
            NoPaperError: nothing is known of an appeal but that it is with the desk.
            CertificateError: it could not be made.
            StoreError: it could not be kept.

        """
        waiting = slip_waiting(case)
        if waiting:
            return waiting
        name = self._made(case, self._as_it_stands(case), ())
        self._desk.store.audit.record("paper-made-again", case_id=case.number)
        return name

    def _as_it_stands(self, case: CaseFile) -> Paper:
        headed = self._results.under_way(case)
        number, _ = case.appeals[-1]
        is_known = any(
            one.kind is NewsKind.APPEAL_LODGED and one.reference == number for one in case.news
        )
        if is_known:
            return appeal_slip(headed, case.news, case.progress, today=self._clock.today())
        kept = self._desk.store.outbox.waiting_body(f"{APPEAL}/{number}")
        if kept is None:
            raise NoPaperError("missing")
        return lodged_slip(headed, _lodged_from(kept), is_signed=False)

    def _made(self, case: CaseFile, paper: Paper, strokes: Strokes) -> str:
        kept = [one.name for one in case.papers]
        name = name_of(APPEAL_SLIP, kept, step=case.last_step)
        self._desk.make_more(case.number, replace(paper, name=name), strokes)
        return name


def _plain(lodged: LodgedAppeal) -> dict[str, object]:
    return {**asdict(lodged), "day": lodged.day.isoformat()}


def _lodged_from(body: bytes) -> LodgedAppeal:
    """Read an appeal back from its message."""
    said = json.loads(body)["lodged"]
    day = date.fromisoformat(said["day"])
    return LodgedAppeal(**{**said, "day": day, "said": tuple(said["said"])})
