# SPDX-License-Identifier: Apache-2.0
"""The simulated case desk: receives cases once each, lets offices work, hands out results.

Written from ``kiosk/sync/case_desk.openapi.yaml``, not from the client. With a folder it keeps
what it has taken, on disk before it answers, and knows it again after a kill.
"""

import base64
import hashlib
import json
import os
import random
import time
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta, timezone
from http import HTTPStatus
from pathlib import Path
from threading import Lock
from typing import Any, Final

from certificates.simulation.case_appeals import Appeals
from certificates.simulation.case_offices import (
    ONE_MATTER,
    TEMPERS,
    CaseThere,
    Matter,
    News,
    Office,
    in_turns,
)
from certificates.simulation.case_reading import (
    Data,
    MalformedError,
    answered,
    appealed,
    checked,
    offered,
    registered,
    submitted,
    text_of,
    voided,
    whole_of,
)
from certificates.simulation.case_truth import truth_of
from certificates.simulation.operations import REFUSED, Account, Envelope
from certificates.simulation.result_pdf import ResultFiles
from certificates.simulation.troubles import HttpReply, json_reply

PREFIX: Final = "desk/"
_LOCAL: Final = timezone(timedelta(hours=8))
_DECIDED_AT_THE_KIOSK: Final = frozenset(
    {"issued", "issued_under_promise", "concluded", "filled_in", "answered"}
)
Answer = dict[str, object]


class CaseDesk:
    """The desk's memory; safe to use from several threads.

    Args:
        folder: where what was taken is kept; None keeps nothing beyond this process.

    """

    knobs = frozenset(
        {
            *("office", "answer", "office_latency_ms", "delivery", "submissions"),
            *("registrations", "busy", "results", "appeals"),
        }
    )

    def __init__(self, folder: Path | None = None) -> None:
        self._lock = Lock()
        self._reset()
        self._book = folder / "desk.jsonl" if folder is not None else None
        if self._book is not None and self._book.exists():
            self._read_again(self._book)

    def _reset(self) -> None:
        self._cases: dict[str, CaseThere] = {}
        self._answers: dict[str, tuple[str, Answer]] = {}
        self._licences: dict[str, str] = {}
        self._voids: list[str] = []
        self._offers: list[str] = []
        self._appeals = Appeals()
        self._offices: dict[str, Office] = {"*": Office()}
        self._calls: Counter[str] = Counter()
        self._effects: Counter[str] = Counter()
        self._delivery = "plain"
        self._submissions = self._registrations = "take"
        self._results = ResultFiles()
        self._busy = 0

    # -- knobs ---------------------------------------------------------------------

    def turn(self, arguments: Mapping[str, object]) -> None:
        """Turn the knobs that are named.

        ``office=NAME|* answer=grant|correct|refuse|outage office_latency_ms=N`` says how an
        office works, ``delivery=plain|double|shuffled`` how news are told,
        ``submissions=take|refuse`` and ``registrations=take|refuse`` what is taken at all,
        ``results=KIND`` (``result_pdf``), ``appeals=KIND`` (``case_appeals``), ``busy=N`` how
        many calls are answered by HTTP 503.

        Raises:
            ValueError: a value that is not known.

        """
        said = {name: str(value) for name, value in arguments.items() if name in self.knobs}
        if not said:
            return
        with self._lock:
            now = _now()
            self._turn(said, now)
            self._keep("set", said, now)

    def _turn(self, said: Mapping[str, str], now: datetime) -> None:
        self._advance(now)
        name = said.get("office", "*")
        before = self._offices.get(name, self._offices["*"])
        temper = _one_of(said, "answer", TEMPERS, before.temper)
        latency = float(said.get("office_latency_ms", before.latency_s * 1000)) / 1000
        self._offices[name] = Office(temper, latency)
        self._delivery = _one_of(
            said, "delivery", ("plain", "double", "shuffled"), self._delivery
        )
        taking = ("take", "refuse")
        self._submissions = _one_of(said, "submissions", taking, self._submissions)
        self._registrations = _one_of(said, "registrations", taking, self._registrations)
        self._busy = int(said.get("busy", self._busy))
        self._results.turn(said.get("results", self._results.kind))
        self._appeals.turn(said.get("appeals", self._appeals.kind))

    def clear(self) -> None:
        """Put every knob back; what was taken stays taken."""
        with self._lock:
            self._offices = {"*": Office()}
            self._delivery = "plain"
            self._submissions = self._registrations = "take"
            self._results.turn("sealed")
            self._appeals.turn("hold")
            self._busy = 0

    def state(self) -> dict[str, object]:
        """What the desk has: how often each operation was called, and how often it worked."""
        with self._lock:
            return {
                "desk": {
                    "cases": sorted(self._cases),
                    "licences": dict(self._licences),
                    "voids": list(self._voids),
                    "offers": list(self._offers),
                    "calls": dict(self._calls),
                    "effects": dict(self._effects),
                    "truth": truth_of(self._cases.values()),
                }
            }

    # -- calls ---------------------------------------------------------------------

    def reply(self, operation: str, request: object, account: Account) -> HttpReply:
        """Answer one call; ``operation`` without the prefix."""
        if operation not in OPERATIONS:
            return json_reply(HTTPStatus.NOT_FOUND, Envelope(REFUSED, "没有这个接口"))
        if request is None:
            return json_reply(HTTPStatus.BAD_REQUEST, Envelope(REFUSED, "请求不是JSON"))
        with self._lock:
            self._calls[operation] += 1
            if self._busy > 0:
                self._busy -= 1
                later = Envelope(REFUSED, "请稍后再来")
                return json_reply(HTTPStatus.SERVICE_UNAVAILABLE, later)
            try:
                data = checked(request, account)
                answer = self._answer(operation, data, _now())
            except MalformedError as error:
                return json_reply(HTTPStatus.OK, Envelope(REFUSED, str(error)))
        return json_reply(HTTPStatus.OK, Envelope(data=answer))

    def _answer(self, operation: str, data: Data, now: datetime) -> Answer:
        """Answer, and keep what was changed before the answer leaves."""
        self._advance(now)
        act = OPERATIONS[operation]
        if operation not in _CHANGING:
            return act(self, data, now)
        key, digest = text_of(data, "idempotencyKey", 120), _digest(operation, data)
        if key in self._answers:
            kept, answer = self._answers[key]
            if kept != digest:
                return _no("key_used", "同一业务编号下的内容不一样。")
            return answer
        answer = act(self, data, now)
        self._keep(operation, data, now)
        self._answers[key] = (digest, answer)
        if answer["outcome"] != "not_taken":
            self._effects[operation] += 1
        return answer

    def _advance(self, now: datetime) -> None:
        self._appeals.advance(now)
        for case in self._cases.values():
            case.advance(now, self._offices)

    def _keep(self, operation: str, data: Mapping[str, Any], now: datetime) -> None:
        if self._book is None:
            return
        line = json.dumps([operation, now.isoformat(), data], ensure_ascii=False)
        with self._book.open("a", encoding="utf-8") as book:
            book.write(line + "\n")
            book.flush()
            os.fsync(book.fileno())

    def _read_again(self, book: Path) -> None:
        """Do again what was taken; a last line that was cut off was never answered."""
        self._book = None
        whole = book.read_bytes().rpartition(b"\n")[0]
        for line in whole.decode("utf-8").splitlines():
            operation, at, data = json.loads(line)
            now = datetime.fromisoformat(at)
            if operation == "set":
                self._turn(data, now)
            else:
                self._answer(operation, data, now)
        book.write_bytes(whole + b"\n" if whole else b"")
        self._book = book

    # -- operations ------------------------------------------------------------------

    def _submit(self, data: Data, now: datetime) -> Answer:
        case = submitted(data)
        if case.number in self._cases:
            return _no("case_there", "这个办件已经收过了。")
        if self._submissions == "refuse":
            return _no("not_ours", "不属于本部门受理的事项。")
        try:
            matters = in_turns(case.matters) if case.matters else [Matter("", ONE_MATTER)]
        except ValueError as error:
            return _no("bundle_odd", f"{error}。")
        there = CaseThere(
            number=case.number,
            service=case.service,
            holder=case.holder,
            submitted_at=case.submitted_at,
            received_at=now,
            matters=matters,
            is_decided_here=case.decision not in _DECIDED_AT_THE_KIOSK,
        )
        there.tell("received", now)
        self._cases[there.number] = there
        return {"outcome": "received", "news": self._told(there), "members": _placed(there)}

    def _query(self, data: Data, _now: datetime) -> Answer:
        case = self._cases.get(text_of(data, "caseNumber", 48))
        after = whole_of(data, "afterStep", 0, 10_000, default=0)
        if case is None:
            return {"outcome": "unknown"}
        news = [one for one in self._told(case) if int(str(one["step"])) > after]
        return {"outcome": "known", "news": news, "members": _placed(case)}

    def _list(self, data: Data, _now: datetime) -> Answer:
        holder = text_of(data, "holderCode", 40)
        found = [case for case in self._cases.values() if case.holder == holder]
        return {
            "cases": [
                {
                    "caseNumber": case.number,
                    "service": case.service,
                    "submittedAt": case.submitted_at,
                }
                for case in sorted(found, key=lambda one: one.received_at, reverse=True)[:50]
            ]
        }

    def _correct(self, data: Data, now: datetime) -> Answer:
        number, notice = answered(data)
        case = self._cases.get(number)
        if case is None or not case.answer(notice, now):
            return _no("no_notice", "没有这份待补正的通知。")
        return {"outcome": "taken", "news": self._told(case)}

    def _withdraw(self, data: Data, now: datetime) -> Answer:
        case = self._cases.get(text_of(data, "caseNumber", 48))
        text_of(data, "reason", 500, default="")
        if case is None or not case.withdraw(now):
            return _no("too_late", "没有这个办件，或已经作出决定。")
        return {"outcome": "taken", "news": self._told(case)}

    def _appeal(self, data: Data, now: datetime) -> Answer:
        number, named = appealed(data)
        case = self._cases.get(number)
        if number and case is None:
            return _no("no_case", "没有这个办件。")
        taken = self._appeals.lodge(named, case, now)
        if taken is None:
            return _no("not_heard", "这个诉求不归本窗口受理，或者编号已经用过。")
        news = self._told(case) if case is not None else []
        return {"outcome": "taken", "appeal": taken, "news": news}

    def _query_appeal(self, data: Data, _now: datetime) -> Answer:
        return self._appeals.progress(text_of(data, "appeal", 64))

    def _result(self, data: Data, _now: datetime) -> Answer:
        number, reference = text_of(data, "caseNumber", 48), text_of(data, "result", 64)
        case = self._cases.get(number)
        ready = [one.get("reference") for one in (case.news if case is not None else [])]
        if case is None or reference not in ready or not reference.startswith("JG-"):
            return {"outcome": "unknown"}
        content = self._results.file(number, reference)
        return {
            "outcome": "file",
            "name": f"{reference}.pdf",
            "mediaType": "application/pdf",
            "sha256": hashlib.sha256(content).hexdigest(),
            "content": base64.b64encode(content).decode("ascii"),
        }

    def _register(self, data: Data, now: datetime) -> Answer:
        case, number = registered(data)
        if self._registrations == "refuse":
            return _no("number_unknown", "证号不在本机关的号段内，不予登记。")
        if self._licences.get(number, case) != case:
            return _no("number_taken", "这个证号已经登记给别的办件。")
        self._licences[number] = case
        return {"outcome": "registered", "registeredAt": now.isoformat(timespec="seconds")}

    def _void(self, data: Data, _now: datetime) -> Answer:
        self._voids.append(voided(data))
        return {"outcome": "taken"}

    def _offer(self, data: Data, _now: datetime) -> Answer:
        _, offer = offered(data)
        if self._registrations == "refuse":
            return _no("not_entitled", "主管部门核实后认为不符合条件。")
        self._offers.append(offer)
        return {"outcome": "taken"}

    def _told(self, case: CaseThere) -> list[News]:
        """The news as they leave: plain, each twice, or in a wrong order."""
        news = list(case.news)[:250]
        if self._delivery == "double":
            news = [one for one in news for _ in range(2)]
        if self._delivery == "shuffled":
            random.Random(len(news)).shuffle(news)  # noqa: S311  # no secret
            news.reverse()
        return news


Operation = Callable[[CaseDesk, Data, datetime], Answer]
OPERATIONS: Final[Mapping[str, Operation]] = {
    "submitCase": CaseDesk._submit,  # noqa: SLF001  # the table of its own methods
    "listCases": CaseDesk._list,  # noqa: SLF001
    "queryCase": CaseDesk._query,  # noqa: SLF001
    "answerCorrection": CaseDesk._correct,  # noqa: SLF001
    "withdrawCase": CaseDesk._withdraw,  # noqa: SLF001
    "lodgeAppeal": CaseDesk._appeal,  # noqa: SLF001
    "queryAppeal": CaseDesk._query_appeal,  # noqa: SLF001
    "fetchResult": CaseDesk._result,  # noqa: SLF001
    "registerLicence": CaseDesk._register,  # noqa: SLF001
    "reportVoidNumber": CaseDesk._void,  # noqa: SLF001
    "registerOffer": CaseDesk._offer,  # noqa: SLF001
}
_CHANGING: Final = frozenset(
    {
        *("submitCase", "answerCorrection", "withdrawCase", "lodgeAppeal"),
        *("registerLicence", "reportVoidNumber", "registerOffer"),
    }
)


def _no(code: str, reason: str) -> Answer:
    return {"outcome": "not_taken", "reasonCode": code, "reason": reason}


def _placed(case: CaseThere) -> list[dict[str, object]]:
    return [
        {"member": one.member, "office": one.office, "order": one.order}
        for one in case.matters
        if one.member
    ]


def _digest(operation: str, data: Data) -> str:
    content = json.dumps([operation, data], sort_keys=True).encode()
    return hashlib.sha256(content).hexdigest()


def _one_of(said: Mapping[str, str], name: str, words: tuple[str, ...], default: str) -> str:
    word = said.get(name, default)
    if word not in words:
        message = f"{name} is one of {', '.join(words)}"
        raise ValueError(message)
    return word


def _now() -> datetime:
    return datetime.fromtimestamp(time.time(), UTC).astimezone(_LOCAL)
