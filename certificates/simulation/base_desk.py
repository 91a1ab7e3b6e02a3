# SPDX-License-Identifier: Apache-2.0
"""Base data and pushed notices of the simulated platform, without HTTP.

Written from ``kiosk/sync/base_data.openapi.yaml``, not from the client.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from threading import Lock
from typing import Final

from certificates.simulation.base_records import (
    FACTS,
    NOTICES,
    UNKNOWN,
    load_base_records,
)
from certificates.simulation.operations import (
    Envelope,
    Parameters,
    RefusedCallError,
    Reply,
    demanded,
)
from certificates.simulation.troubles import FOREIGN_NUMBER, Trouble

BASE_OPERATIONS: Final = ("queryBaseData", "answerPushedNotice")
_FACT_NAME: Final = re.compile("[a-z][a-z0-9_]{0,39}")
_NOTICE_ID: Final = re.compile("[A-Za-z0-9._-]{1,64}")
_TYPE_CODE: Final = re.compile("[0-9]{3}")
_MOST_FACTS: Final = 40
_LONGEST_HOLDER: Final = 40
_FINAL: Final = ("accept", "decline")


class BaseDesk:
    """The bases of the platform; safe to use from several threads.

    ``set base_unknown=population,housing`` makes bases know nobody (``all`` of them), ``set
    base_trouble=KIND`` spoils the answers of base data alone (``none`` ends it).

    Args:
        data_folder: folder with ``base_data.yaml`` and ``persons.yaml``.
        generated: how many holders are made up beside them.

    Raises:
        OSError: a file cannot be read.
        ValueError: it is not of its form.

    """

    knobs = frozenset({"base_unknown", "base_trouble"})

    def __init__(self, data_folder: Path, generated: int) -> None:
        self._records = load_base_records(data_folder, generated)
        self._unknown: frozenset[str] = frozenset()
        self._trouble: Trouble | None = None
        self._answers: dict[tuple[str, str], tuple[str, str]] = {}
        self._lock = Lock()

    def turn(self, arguments: Mapping[str, object]) -> None:
        """Turn knobs; ValueError for a word that is none of theirs."""
        unknown = str(arguments.get("base_unknown", ",".join(sorted(self._unknown))))
        bases = frozenset(FACTS if unknown == "all" else filter(None, unknown.split(",")))
        if stray := bases - FACTS.keys():
            message = f"no base is called {min(stray)}: {', '.join(FACTS)}, all"
            raise ValueError(message)
        word = str(
            arguments.get("base_trouble", self._trouble.value if self._trouble else "none")
        )
        trouble = None if word == "none" else Trouble(word)
        with self._lock:
            self._unknown, self._trouble = bases, trouble

    def clear(self) -> None:
        """Forget knobs and answers."""
        with self._lock:
            self._unknown, self._trouble = frozenset(), None
            self._answers.clear()

    def state(self) -> dict[str, object]:
        """Say how it stands, with the answers to notices and without whose they are."""
        with self._lock:
            answers = [
                {"notice": notice, "answer": answer, "registered_by": who}
                for (_, notice), (answer, who) in self._answers.items()
            ]
            trouble = self._trouble.value if self._trouble else None
            return {
                "base_unknown": sorted(self._unknown),
                "base_trouble": trouble,
                "notice_answers": answers,
            }

    def trouble(self, operation: str) -> Trouble | None:
        """The trouble that this operation meets beside the platform's own."""
        with self._lock:
            return self._trouble if operation in BASE_OPERATIONS else None

    def reply(self, operation: str, request: object, parameters: Parameters) -> Reply:
        """Answer one call whose account and audit elements were checked."""
        holder = demanded(parameters, "holderCode")
        if len(holder) > _LONGEST_HOLDER:
            raise RefusedCallError("holderCode超过40字")
        if not _TYPE_CODE.fullmatch(demanded(parameters, "holderTypeCode")):
            raise RefusedCallError("holderTypeCode须为3位数字")
        if operation == "answerPushedNotice":
            return Envelope(data={"outcome": self._answered(holder, parameters)})
        base = demanded(parameters, "base")
        if base not in FACTS:
            raise RefusedCallError("没有这个基础库")
        return Envelope(
            data={"base": base, "holderCode": holder, **self._told(base, holder, request)}
        )

    def _told(self, base: str, holder: str, request: object) -> dict[str, object]:
        names = _names(request)
        with self._lock:
            is_unknown = base in self._unknown
            answered = {
                notice
                for (who, notice), (answer, _) in self._answers.items()
                if who == holder and answer in _FINAL
            }
        if base == NOTICES:
            if names != [NOTICES]:
                raise RefusedCallError("通知库只有notices一项")
            pushed = self._records.notices_of(holder)
            waiting = [one for one in pushed if one["noticeId"] not in answered]
            return {"notices": UNKNOWN if is_unknown else waiting}
        if is_unknown:
            return {"facts": {name: {"value": UNKNOWN} for name in names}}
        return {"facts": self._records.facts(base, holder, names)}

    def _answered(self, holder: str, parameters: Parameters) -> str:
        notice, answer = demanded(parameters, "noticeId"), demanded(parameters, "answer")
        who = demanded(parameters, "registeredBy")
        if not _NOTICE_ID.fullmatch(notice):
            raise RefusedCallError("noticeId格式不对")
        if answer not in {*_FINAL, "later"} or who not in {"citizen", "staff"}:
            raise RefusedCallError("answer或registeredBy取值不对")
        if notice not in {one["noticeId"] for one in self._records.notices_of(holder)}:
            return "unknown"
        with self._lock:
            before = self._answers.get((holder, notice))
            if before is not None and before[0] in _FINAL and before[0] != answer:
                return "other_answer"
            self._answers.setdefault((holder, notice), (answer, who))
            if before is not None and before[0] == "later":
                self._answers[holder, notice] = (answer, who)
        return "recorded"


def facts_asked(request: object) -> dict[str, object]:
    """Base and names of the facts that a call asks for, without anybody's data; for the log."""
    data = request.get("data") if isinstance(request, dict) else None
    if not isinstance(data, dict) or "base" not in data:
        return {}
    return {"base": data.get("base"), "facts": data.get("facts")}


def about_another_holder(reply: Reply) -> Reply:
    """Put another holder into an answer of base data."""
    if isinstance(reply, bytes) or "holderCode" not in reply.data:
        return reply
    return Envelope(data={**reply.data, "holderCode": FOREIGN_NUMBER})


def _names(request: object) -> list[str]:
    """The names of the facts that are asked for; they are no text, and so no parameter."""
    data = request["data"] if isinstance(request, dict) else {}
    names = data.get("facts")
    if not isinstance(names, list) or not 1 <= len(names) <= _MOST_FACTS:
        raise RefusedCallError("facts须为1到40个名称")
    if not all(isinstance(one, str) and _FACT_NAME.fullmatch(one) for one in names):
        raise RefusedCallError("facts里有不合规的名称")
    if len(set(names)) < len(names):
        raise RefusedCallError("facts里有重复的名称")
    return names
