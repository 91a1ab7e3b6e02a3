# SPDX-License-Identifier: Apache-2.0
"""Messages for the case desk, made of what is stored: the same bytes at every repetition."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from forms.application import NO_ANSWER
from forms.deadlines import Deadline
from kiosk.materials_filing import attached_in, reused_in
from kiosk.store.deadlines import DeadlineKey
from kiosk.store.outbox import DueMessage
from kiosk.store.records import CaseSummary, OutboxState
from kiosk.store.store import Store
from kiosk.sync.case_desk_values import (
    AcceptedOffer,
    Appeal,
    BundleMember,
    CorrectionAnswer,
    Holder,
    IssuedLicence,
    NamedValue,
    SealedPaper,
    Submission,
    VoidNumber,
)

LICENCE_PAPER = "licence.pdf"
PAPERS_AT_WINDOW = NamedValue("papers", "window", "chosen")
"""What the desk is told where a notice is answered by papers that are brought."""

LONGEST_APPEAL = 2000
"""Characters of an appeal's text, as ``case_desk.openapi.yaml`` says."""


class NotReadyError(Exception):
    """What is to be sent is not all there yet: a paper that must be made is missing."""


class UnknownFormatError(Exception):
    """The case is kept in a form that this version does not know."""


def submission_of(store: Store, due: DueMessage) -> Submission:
    """A case with its sealed papers.

    Raises:
        NotReadyError: a paper of it is not made yet.
        UnknownFormatError: its form cannot be read.
        StoreError: it cannot be read.

    """
    summary = _summary(store, due.case_id)
    try:
        return _submission(store, due, summary)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UnknownFormatError(due.case_id) from error


def _submission(store: Store, due: DueMessage, summary: CaseSummary) -> Submission:
    form = json.loads(due.message.body)
    promises = store.cases.promises_of(due.case_id)
    whole = store.deadlines.get(DeadlineKey(due.case_id))
    return Submission(
        key=due.key,
        case_number=due.case_id,
        service=summary.service,
        situation=summary.situation,
        decision=summary.decision,
        submitted_at=summary.submitted_at,
        holder=_holder(form["applicant"]),
        values=(*_values(form), *_unanswered(form), *reused_in(form), *_delivered(form)),
        papers=(
            *(
                _paper(store, due.case_id, name)
                for name in store.documents.names_due(due.case_id)
            ),
            *attached_in(form),
        ),
        promises=tuple(
            sorted((one.material_id, _told(one.deadline, one.due_on)) for one in promises)
        ),
        due_on=whole.told if whole is not None else summary.due_on,
        bundle=form.get("bundle", ""),
        members=tuple(_member(one) for one in form.get("members", ())),
    )


def _member(one: Mapping[str, Any]) -> BundleMember:
    return BundleMember(one["member"], one["office"], tuple(one["after"]), one["title"])


def licence_of(store: Store, due: DueMessage) -> IssuedLicence:
    """A licence that was issued here.

    Raises:
        NotReadyError: it is numbered and not made yet.
        UnknownFormatError: its case cannot be read.
        StoreError: it cannot be read.

    """
    summary = _summary(store, due.case_id)
    if LICENCE_PAPER not in summary.documents:
        raise NotReadyError(due.case_id)
    try:
        form = json.loads(store.cases.form_of(due.case_id) or b"")
        papers = {one["name"]: one for one in form["papers"]}
        claims = papers["licence"]["claims"]
        expires_on = claims["expires_on"]
        return IssuedLicence(
            key=due.key,
            case_number=due.case_id,
            number=summary.licence_number,
            service=summary.service,
            situation=summary.situation,
            holder_name=claims["representative"] or form["applicant"]["name"],
            issued_on=date.fromisoformat(claims["issued_on"]),
            paper=_paper(store, due.case_id, LICENCE_PAPER),
            unit=claims["unit"],
            item_codes=tuple(claims["item_codes"]),
            valid_to=date.fromisoformat(expires_on) if expires_on else None,
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UnknownFormatError(due.case_id) from error


def correction_of(due: DueMessage) -> CorrectionAnswer:
    """The answer to a correction notice: in words, or that the papers come to the window."""
    said = json.loads(due.message.body)
    words = said["words"]
    value = NamedValue("answer", words, "typed") if words else PAPERS_AT_WINDOW
    return CorrectionAnswer(due.key, case_of(due), said["notice"], (value,))


def case_of(due: DueMessage) -> str:
    """Number of the case that a citizen's word is about, also of another machine's case."""
    return due.case_id or str(json.loads(due.message.body).get("case", ""))


def appeal_of(store: Store, due: DueMessage) -> Appeal:
    """An appeal; about no case where the desk did not take the case in, so that it is heard.

    Raises:
        UnknownFormatError: it, or the case's form, cannot be read.
        StoreError: it cannot be read.

    """
    refused = store.outbox.states_of([due.case_id]).get(due.case_id) is OutboxState.REFUSED
    try:
        said = json.loads(due.message.body)
        form = json.loads(store.cases.form_of(due.case_id) or b"")
        text = f"{due.case_id}：{said['text']}" if refused else said["text"]
        return Appeal(
            key=due.key,
            kind=said["kind"],
            text=text[:LONGEST_APPEAL],
            holder=_holder(form["applicant"]),
            case_number="" if refused else due.case_id,
            number=said["lodged"]["number"],
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UnknownFormatError(due.key) from error


def void_of(due: DueMessage) -> VoidNumber:
    """A number that became void."""
    said = json.loads(due.message.body)
    return VoidNumber(
        key=due.key,
        series=said["series"],
        period=said["period"],
        value=said["value"],
        reason=said["reason"],
        voided_at=datetime.fromisoformat(said["voided_at"]),
    )


def offer_of(due: DueMessage) -> AcceptedOffer:
    """An offer that was accepted (``kiosk.offer_book`` writes it).

    Raises:
        UnknownFormatError: it cannot be read.

    """
    try:
        said = json.loads(due.message.body)
        told = sorted(said["told"].items())
        return AcceptedOffer(
            key=due.key,
            offer=said["offer"],
            title=said["title"],
            holder=_holder(said["applicant"]),
            registered_by=said["registered_by"],
            registered_at=datetime.fromisoformat(said["registered_at"]),
            service=said["item"],
            told=tuple(NamedValue(name, _word(value), "answer") for name, value in told),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UnknownFormatError(due.key) from error


def _word(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _summary(store: Store, case_id: str) -> CaseSummary:
    summary = store.cases.summary(case_id)
    if summary is None:
        raise UnknownFormatError(case_id)
    return summary


def _holder(applicant: Mapping[str, Any]) -> Holder:
    return Holder(
        name=applicant["name"],
        number=applicant["number"],
        number_type=applicant.get("number_type", ""),
        address=applicant.get("address", ""),
    )


def _values(form: Mapping[str, Any]) -> tuple[NamedValue, ...]:
    answers = tuple(
        NamedValue(name, str(value), "answer") for name, value in form["answers"].items()
    )
    fields = tuple(
        NamedValue(name, str(one["value"]), one["source"])
        for name, one in form["fields"].items()
    )
    return (*answers, *fields)


def _unanswered(form: Mapping[str, Any]) -> tuple[NamedValue, ...]:
    """Which certificates nobody could look up: the desk does, by the holder's number."""
    return tuple(
        NamedValue(f"look-up-{role}", word, "look_up")
        for role, word in sorted(form.get("look_ups", {}).items())
        if word in NO_ANSWER
    )


def _delivered(form: Mapping[str, Any]) -> tuple[NamedValue, ...]:
    """How the result comes, and who decides elsewhere; nothing in forms of older versions."""
    return tuple(
        NamedValue(f"delivery-{name}", value, "delivery")
        for name, value in form.get("delivery", {}).items()
    )


def _told(deadline: Deadline | None, due_on: date) -> date:
    """The day as the citizen was told: it never moves, so a repetition says the same."""
    return deadline.told if deadline is not None else due_on


def _paper(store: Store, case_id: str, name: str) -> SealedPaper:
    stored = store.documents.get(case_id, name)
    if stored is None:
        raise NotReadyError(case_id)
    return SealedPaper(name, stored.sha256, stored.content)
