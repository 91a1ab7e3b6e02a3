# SPDX-License-Identifier: Apache-2.0
"""The JSON of the case desk (``case_desk.openapi.yaml``): written and read, pure.

Of an answer only what is described is taken; names that are not known are ignored and never
kept, so that an officer's name that a desk adds by mistake stays outside (受审分离).
"""

import base64
import binascii
import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum
from typing import Any, Final, TypeVar

from forms.case_news import DeskNews, NewsKind, Outcome, Verdict
from kiosk.sync.case_desk_values import (
    AcceptedOffer,
    Appeal,
    CorrectionAnswer,
    Holder,
    IssuedLicence,
    NamedValue,
    Placed,
    SealedPaper,
    Submission,
    VoidNumber,
)
from kiosk.sync.wire import needed, optional, rubbish, whole_number

REFERENCE: Final = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}"
MEMBER: Final = "[A-Za-z0-9_.-]{1,64}"
CASE_NUMBER: Final = "[A-Za-z0-9][A-Za-z0-9-]{0,47}"
SHA256: Final = "[0-9a-f]{64}"
MOST_NEWS: Final = 500
MOST_LINES: Final = 20
LONGEST_LINE: Final = 500

_MOMENT: Final = "[0-9-]{10}[Tt][0-9:]{8}([.][0-9]{1,6})?([Zz]|[+-][0-9]{2}:[0-9]{2})"
_DAY: Final = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_Word = TypeVar("_Word", bound=Enum)
Written = dict[str, object]


# -- what goes out ---------------------------------------------------------------


def encode(head: Mapping[str, str], audit: Mapping[str, str], data: Mapping[str, Any]) -> bytes:
    """Write one request body (JSON, UTF-8)."""
    content = {"head": dict(head), "data": {**data, **audit}}
    return json.dumps(content, ensure_ascii=False).encode("utf-8", "replace")


def submission(case: Submission) -> Written:
    """Write a case."""
    data: Written = {
        "idempotencyKey": case.key,
        "caseNumber": case.case_number,
        "service": case.service,
        "situation": case.situation,
        "decision": case.decision,
        "submittedAt": case.submitted_at.isoformat(),
        "holder": _holder(case.holder),
        "values": [_value(one) for one in case.values],
        "papers": [_paper(one) for one in case.papers],
        "promises": [
            {"material": material, "dueOn": day.isoformat()} for material, day in case.promises
        ],
    }
    if case.due_on is not None:
        data["dueOn"] = case.due_on.isoformat()
    if case.bundle:
        data["bundle"] = case.bundle
        data["members"] = [
            {
                "member": one.member,
                "title": one.title,
                "office": one.office,
                "after": list(one.after),
            }
            for one in case.members
        ]
    return data


def correction(answer: CorrectionAnswer) -> Written:
    """Write the answer to a correction notice."""
    return {
        "idempotencyKey": answer.key,
        "caseNumber": answer.case_number,
        "notice": answer.notice,
        "values": [_value(one) for one in answer.values],
        "papers": [_paper(one) for one in answer.papers],
    }


def licence(issued: IssuedLicence) -> Written:
    """Write a licence to be registered."""
    written: Written = {
        "number": issued.number,
        "service": issued.service,
        "situation": issued.situation,
        "unit": issued.unit,
        "holderName": issued.holder_name,
        "itemCodes": list(issued.item_codes),
        "issuedOn": issued.issued_on.isoformat(),
        "paper": _paper(issued.paper),
    }
    if issued.valid_to is not None:
        written["validTo"] = issued.valid_to.isoformat()
    return {
        "idempotencyKey": issued.key,
        "caseNumber": issued.case_number,
        "licence": written,
    }


def void_number(number: VoidNumber) -> Written:
    """Write a number that became void."""
    return {
        "idempotencyKey": number.key,
        "series": number.series,
        "period": number.period,
        "value": number.value,
        "reason": number.reason,
        "voidedAt": number.voided_at.isoformat(),
    }


def offer(accepted: AcceptedOffer) -> Written:
    """Write an accepted offer."""
    return {
        "idempotencyKey": accepted.key,
        "offer": accepted.offer,
        "title": accepted.title,
        "holder": _holder(accepted.holder),
        "told": [_value(one) for one in accepted.told],
        "registeredBy": accepted.registered_by,
        "registeredAt": accepted.registered_at.isoformat(),
    }


def appeal(lodged: Appeal) -> Written:
    """Write an appeal."""
    data: Written = {
        "idempotencyKey": lodged.key,
        "kind": lodged.kind,
        "text": lodged.text,
        "holder": _holder(lodged.holder),
    }
    if lodged.case_number:
        data["caseNumber"] = lodged.case_number
    if lodged.number:
        data["appeal"] = lodged.number
    return data


def _holder(holder: Holder) -> Written:
    return {
        "name": holder.name,
        "number": holder.number,
        "numberType": holder.number_type,
        "address": holder.address,
    }


def _value(value: NamedValue) -> Written:
    return {"name": value.name, "value": value.value, "source": value.source}


def _paper(paper: SealedPaper) -> Written:
    return {
        "name": paper.name,
        "mediaType": "application/pdf",
        "sha256": paper.sha256,
        "content": base64.b64encode(paper.content).decode("ascii"),
    }


# -- what comes back; every error is PlatformRubbishError ------------------------


def entries(data: Mapping[str, Any], name: str, most: int) -> list[Mapping[str, Any]]:
    """Read a list of objects that may be missing."""
    found = data.get(name)
    if found is None:
        return []
    if not isinstance(found, list) or len(found) > most:
        raise rubbish(f"{name} is no list of at most {most} entries")
    if not all(isinstance(one, dict) for one in found):
        raise rubbish(f"{name} has an entry that is no object")
    return found


def news_of(data: Mapping[str, Any]) -> tuple[DeskNews, ...]:
    """Read the news of an answer; missing is none."""
    return tuple(news_from(one) for one in entries(data, "news", MOST_NEWS))


def news_from(entry: Mapping[str, Any]) -> DeskNews:
    """Read one step."""
    kind = _word(NewsKind, entry, "kind")
    outcomes = tuple(_outcome(one) for one in entries(entry, "outcomes", MOST_LINES))
    members = [one.member for one in outcomes]
    if (kind is NewsKind.DECIDED) != bool(outcomes) or len(set(members)) < len(members):
        raise rubbish("a decision is told by one outcome for each matter, and nothing else is")
    day = optional(entry, "dueOn", longest=10, form=_DAY)
    is_upheld = entry.get("upheld")
    if is_upheld is not None and not isinstance(is_upheld, bool):
        raise rubbish("upheld is neither true nor false")
    reference = optional(entry, "reference", longest=64, form=REFERENCE)
    if not reference and kind in _NEED_REFERENCE:
        raise rubbish("what is to be answered or fetched has no reference")
    return DeskNews(
        step=whole_number(entry, "step", low=1, high=10_000),
        kind=kind,
        at=moment(entry, "at"),
        reference=reference,
        member=optional(entry, "member", longest=64, form=MEMBER),
        texts=_lines(entry, "texts"),
        due_on=_day(day) if day else None,
        is_upheld=bool(is_upheld),
        outcomes=outcomes,
    )


_NEED_REFERENCE: Final = frozenset(
    {NewsKind.CORRECTION_ASKED, NewsKind.CORRECTION_ANSWERED, NewsKind.RESULT_READY}
)


def news_to(news: DeskNews) -> Written:
    """Write one step, as it is kept in the store; ``news_from`` reads it back."""
    written: Written = {
        "step": news.step,
        "kind": news.kind.value,
        "at": news.at.isoformat(),
        "reference": news.reference,
        "member": news.member,
        "texts": list(news.texts),
        "upheld": news.is_upheld,
        "outcomes": [
            {
                "member": one.member,
                "verdict": one.verdict.value,
                "title": one.title,
                "office": one.office,
                "reasons": list(one.reasons),
                "remedies": list(one.remedies),
            }
            for one in news.outcomes
        ],
    }
    if news.due_on is not None:
        written["dueOn"] = news.due_on.isoformat()
    return written


def _outcome(entry: Mapping[str, Any]) -> Outcome:
    return Outcome(
        member=optional(entry, "member", longest=64, form=MEMBER),
        verdict=_word(Verdict, entry, "verdict"),
        title=optional(entry, "title", longest=200),
        office=optional(entry, "office", longest=100),
        reasons=_lines(entry, "reasons"),
        remedies=_lines(entry, "remedies"),
    )


def placed_of(data: Mapping[str, Any]) -> tuple[Placed, ...]:
    """Read where the members of a bundle went."""
    return tuple(
        Placed(
            needed(one, "member", longest=64, form=MEMBER),
            needed(one, "office", longest=100),
            whole_number(one, "order", low=1, high=20),
        )
        for one in entries(data, "members", MOST_LINES)
    )


def file_of(data: Mapping[str, Any]) -> tuple[str, str, bytes]:
    """Read a file: name, checksum, content; the checksum is compared."""
    name = needed(data, "name", longest=100)
    sha256 = needed(data, "sha256", longest=64, form=SHA256)
    if data.get("mediaType") != "application/pdf":
        raise rubbish("the file is no application/pdf")
    content = data.get("content")
    if not isinstance(content, str) or not content.isascii():
        raise rubbish("the file has no content")
    try:
        decoded = base64.b64decode(content, validate=True)
    except (binascii.Error, ValueError):
        raise rubbish("the file's content is no base64") from None
    if hashlib.sha256(decoded).hexdigest() != sha256:
        raise rubbish("the file is not the one of its checksum")
    return name, sha256, decoded


def moment(data: Mapping[str, Any], name: str) -> datetime:
    """Read a time with its offset (RFC 3339)."""
    text = needed(data, name, longest=40, form=_MOMENT)
    try:
        return datetime.fromisoformat(text.upper())
    except ValueError:
        raise rubbish(f"{name} is no time with an offset") from None


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise rubbish("dueOn is no day") from None


def _word(words: type[_Word], entry: Mapping[str, Any], name: str) -> _Word:
    text = needed(entry, name, longest=40)
    try:
        return words(text)
    except ValueError:
        raise rubbish(f"{name} is no word of the description") from None


def _lines(entry: Mapping[str, Any], name: str) -> tuple[str, ...]:
    found = entry.get(name)
    if found is None:
        return ()
    if not isinstance(found, list) or len(found) > MOST_LINES:
        raise rubbish(f"{name} is no list of at most {MOST_LINES} lines")
    return tuple(needed({name: one}, name, longest=LONGEST_LINE) for one in found)
