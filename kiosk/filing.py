# SPDX-License-Identifier: Apache-2.0
"""A decided case as the bytes that are kept, and back: what a restart needs to finish it."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from types import MappingProxyType
from typing import Any, Final, assert_never

from certificates.qr import LicenceClaims
from forms.application import Application
from forms.deadlines import Deadline
from forms.decision import (
    Accepted,
    AcceptedWithGaps,
    Answered,
    Concluded,
    Decision,
    FilledIn,
    Issued,
    IssuedUnderPromise,
    Refused,
)
from forms.dispute import Dispute
from kiosk.materials_filing import materials_item
from kiosk.papers import Paper
from kiosk.session.effects import Strokes
from kiosk.store.records import PromiseRecord

FORMAT: Final = "jiban-case-1"
_WORDS: Final[Mapping[type[Decision], str]] = MappingProxyType(
    {
        IssuedUnderPromise: "issued_under_promise",
        Issued: "issued",
        AcceptedWithGaps: "accepted_with_gaps",
        Accepted: "accepted",
        Concluded: "concluded",
        Answered: "answered",
        FilledIn: "filled_in",
        Refused: "refused",
    }
)


def decision_word(decision: Decision) -> str:
    """Name a decision as the store keeps it."""
    return _WORDS[type(decision)]


def due_day(decision: Decision) -> date | None:
    """The last day of the whole case; None where nothing is owed."""
    match decision:
        case IssuedUnderPromise(due_on=day) | AcceptedWithGaps(due_on=day):
            return day
        case Accepted(decide_by=day):
            return day
        case Issued() | Concluded() | Answered() | FilledIn() | Refused():
            return None
        case _:
            assert_never(decision)


def promises_of(
    decision: Decision, deadline: Deadline | None = None
) -> tuple[PromiseRecord, ...]:
    """What the citizen still owes, one record for each material, all by the same day."""
    match decision:
        case IssuedUnderPromise(promised=materials, due_on=day):
            return tuple(PromiseRecord(material.id, day, deadline) for material in materials)
        case AcceptedWithGaps(gaps=materials, due_on=day):
            return tuple(PromiseRecord(material.id, day, deadline) for material in materials)
        case _:
            return ()


NOT_DELIVERED: Final[Mapping[str, str]] = MappingProxyType({})


def kept_from(
    application: Application,
    papers: tuple[Paper, ...],
    strokes: Strokes,
    delivery: Mapping[str, str] = NOT_DELIVERED,
    *,
    helpers: tuple[str, ...] = (),
) -> bytes:
    """Write a case as canonical JSON, UTF-8: the form, its papers' values, the signature.

    ``helpers`` are the staff numbers of who typed beside the citizen (帮办).
    """
    content = {
        "format": FORMAT,
        "item": application.item_id,
        "situation": application.situation,
        "route": application.route.value if application.route else "",
        "applicant": {
            "name": application.applicant.name,
            "number": application.applicant.number,
            "address": application.applicant.address,
            "number_type": application.applicant.number_type.value,
        },
        "identity": _identity_item(application),
        "answers": dict(application.answers),
        "materials": materials_item(application),
        "look_ups": dict(application.sought),
        "fields": {
            id_: {"value": answer.value, "source": answer.source.value}
            for id_, answer in application.fields.items()
        },
        "disputes": [_dispute_item(one) for one in application.disputes],
        "left_blank": sorted(application.left_blank),
        "helped_by": list(helpers),
        "delivery": dict(delivery),
        "papers": [paper_item(paper) for paper in papers],
        "strokes": strokes,
    }
    return json.dumps(content, ensure_ascii=False, sort_keys=True).encode()


def _identity_item(application: Application) -> Mapping[str, str]:
    """By what the applicant is known; empty where the form was not made at a kiosk."""
    proof = application.proof
    if proof is None:
        return {}
    return {
        "source": proof.source.value,
        "assurance": proof.assurance.value,
        "document": proof.document.value,
        "person_check": proof.person_check.value,
        "check_id": proof.check_id,
    }


def _dispute_item(one: Dispute) -> Mapping[str, str | bool]:
    """What the citizen says is wrong (纠错); the right value, if given, is among the fields."""
    return {
        "subject": one.subject,
        "role": one.role,
        "reason": one.reason.value,
        "source": one.source.value,
        "document": one.document,
        "number": one.number,
        "label": one.label,
        "shown": one.shown,
        "authority": one.authority,
        "is_whole": one.is_whole,
    }


def papers_from(kept: bytes) -> tuple[tuple[Paper, ...], Strokes]:
    """Read the papers and the signature back.

    Raises:
        ValueError: the bytes are not of this format.

    """
    content = json.loads(kept)
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise ValueError("a case of another format")
    try:
        papers = tuple(_paper_from(item) for item in content["papers"])
        strokes = tuple(
            tuple((float(x), float(y), float(t)) for x, y, t in stroke)
            for stroke in content["strokes"]
        )
    except (LookupError, TypeError, AttributeError) as error:
        raise ValueError("the case lacks what its papers need") from error
    return papers, strokes


def paper_item(paper: Paper) -> Mapping[str, Any]:
    """A paper's values as they are kept with the case."""
    claims = None
    if paper.claims is not None:
        claims = asdict(paper.claims)
        claims["issued_on"] = paper.claims.issued_on.isoformat()
        expires_on = paper.claims.expires_on
        claims["expires_on"] = expires_on.isoformat() if expires_on else None
    return {
        "name": paper.name,
        "values": dict(paper.values),
        "claims": claims,
        "is_signed_by_hand": paper.is_signed_by_hand,
        "must_show": paper.must_show,
        "is_printed": paper.is_printed,
    }


def _paper_from(item: Mapping[str, Any]) -> Paper:
    claims = item["claims"]
    if claims is not None:
        expires_on = claims["expires_on"]
        claims = LicenceClaims(
            number=claims["number"],
            unit=claims["unit"],
            representative=claims["representative"],
            item_codes=tuple(claims["item_codes"]),
            issued_on=date.fromisoformat(claims["issued_on"]),
            expires_on=date.fromisoformat(expires_on) if expires_on else None,
        )
    values = {
        name: value if isinstance(value, str) else tuple(value)
        for name, value in item["values"].items()
    }
    return Paper(
        name=item["name"],
        values=values,
        claims=claims,
        is_signed_by_hand=item["is_signed_by_hand"],
        must_show=tuple(item["must_show"]),
        is_printed=item.get("is_printed", True),
    )
