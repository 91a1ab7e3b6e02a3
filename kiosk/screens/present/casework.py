# SPDX-License-Identifier: Apache-2.0
"""Pages of one's own cases: the list, one case, the answer to a correction notice."""

from collections.abc import Iterator

from devices.identity.record import SourceKind
from forms.case_news import NewsKind, Outcome, Verdict
from forms.case_standing import OUT, CaseFile, Standing, standing_of
from kiosk.screens.present import appealing
from kiosk.screens.present.words import Words
from kiosk.screens.views import (
    Button,
    Choice,
    Screen,
)
from kiosk.screens.views_cases import (
    CaseCard,
    CaseRow,
    CasesView,
    CaseView,
    CorrectionView,
)
from kiosk.session import cases
from kiosk.session.case_visit import OWN_CASES, CaseVisit
from kiosk.session.session import Session
from kiosk.session.states import State

_TONES = {
    **dict.fromkeys(
        (
            Standing.GRANTED,
            Standing.RESULT_READY,
            Standing.RESULT_OUT,
            Standing.ISSUED,
            Standing.CONCLUDED,
            Standing.COPIED,
        ),
        "done",
    ),
    **dict.fromkeys(
        (
            Standing.CORRECTION,
            Standing.PROMISE_DUE,
            Standing.HELD,
            Standing.PARTLY_GRANTED,
            Standing.FILLED_IN,
        ),
        "owed",
    ),
    Standing.REFUSED: "stop",
}
_PICTURES = {
    "fetch": "sheet_out",
    "answer": "pen",
    "notice": "letter",
    "decision": "letter",
    "receipt": "printer",
    "appeal": "person",
    "appeal_slip": "printer",
    "withdraw": "undo",
    "card": "card",
    "yes": "undo",
    "no": "left",
}
_ACTED = {
    "answer_kept": "case.answer_kept",
    "withdraw_kept": "case.withdraw_kept",
    "fetch_out": "case.fetch_out",
    "fetch_open": "case.fetch_open",
    "fetch_unsettled": "case.fetch_open",
    "fetch_missing": "case.fetch_missing",
    "receipt_missing": "case.missing",
    "decision_missing": "case.missing",
    "appeal_slip_missing": "case.missing",
    "appeal_kept": "case.appeal_kept",
    "late": "case.late",
}
"""Texts of what came of an act; anything else that is no fault has overtaken the case."""


def way_in(words: Words) -> Button:
    """The way in from the start page: always at its foot, however many services there are."""
    return Button(words("cases.service"), "service", OWN_CASES)


def slip_note(session: Session, words: Words) -> str:
    """That a slip may be shown instead of a document; empty where none is read."""
    is_read = session.cases is not None and SourceKind.QR_TOKEN in session.accepted_ways
    return words("cases.slip") if is_read else ""


def _leave(words: Words) -> Button:
    return Button(words("leave"), "leave")


def _title(case: CaseFile, session: Session, words: Words) -> str:
    """Title of the service or bundle; one that is not offered any more has none."""
    titles = {one.id: one.title for one in session.catalogue.services}
    known = {**session.catalogue.bundle_titles, **titles}.get(case.service)
    return known.in_(words.language) if known else words("cases.unknown_service")


def _tone(standing: Standing) -> str:
    return _TONES.get(standing, "open")


# -- the list ------------------------------------------------------------------


def listing(session: Session, words: Words) -> Screen:
    """Every case, newest first, each with how it stands."""
    visit = cases.visit_of(session)
    has_failed = bool(visit.desk) and visit.desk not in cases.ANSWERED
    view = CasesView(
        title=words("cases.title" if visit.files or not visit.desk else "cases.title_none"),
        help=words("cases.help") if visit.files else "",
        cards=tuple(_card(one, session, words) for one in visit.files),
        empty="" if visit.files else _empty(visit, words, has_failed=has_failed),
        note=_note(visit, words, has_failed=has_failed),
        code=visit.code if has_failed else "",
    )
    again = Button(words("cases.again"), "again") if has_failed else None
    return Screen(
        State.CASES.value,
        view,
        forward=Button(words("cases.end"), "leave", enabled=visit.is_told or bool(visit.desk)),
        extra=again,
    )


def _card(case: CaseFile, session: Session, words: Words) -> CaseCard:
    standing = standing_of(case)
    number = words("cases.number", number=case.number)
    day = words("cases.at", day=words.day(case.submitted_at.date()))
    return CaseCard(
        case.number,
        _title(case, session, words),
        words(f"standing.{standing.value}"),
        _tone(standing),
        f"{number} · {day}",
    )


def _empty(visit: CaseVisit, words: Words, *, has_failed: bool) -> str:
    if not visit.desk:
        return words("cases.asking")
    if has_failed:
        return words("cases.away_none")
    return words("cases.none" if visit.desk == "found" else "cases.none_here")


def _note(visit: CaseVisit, words: Words, *, has_failed: bool) -> str:
    """What the list cannot say, small; where there is no case it is said large instead."""
    if not visit.files:
        return ""
    if not visit.desk:
        return words("cases.asking")
    return words("cases.away") if has_failed else ""


# -- one case ------------------------------------------------------------------


def page(session: Session, words: Words) -> Screen:
    """How one case stands, in plain words, and what can be done."""
    visit = cases.visit_of(session)
    case = visit.case
    if case is None:
        row = CaseRow("", words("case.opening"), "open")
        view = CaseView(words("cases.service"), "", (row,), (), "")
        return Screen(State.CASE.value, view, back=_leave(words))
    view = CaseView(
        title=_title(case, session, words),
        remark=words("cases.number", number=case.number),
        rows=tuple(_rows(case, visit, session, words)),
        acts=_acts(session, visit, words),
        code=visit.told_code,
    )
    back = None if visit.busy else Button(words("back"), "back")
    leave = None if visit.busy else _leave(words)
    return Screen(State.CASE.value, view, back=back, extra=leave)


def _rows(
    case: CaseFile, visit: CaseVisit, session: Session, words: Words
) -> Iterator[CaseRow]:
    """What is told: the act at hand first, then how it stands, then its history."""
    if visit.asking:
        yield CaseRow("", words("case.sure"), "owed")
        return
    if visit.busy:
        yield CaseRow("", words("case.working"), "open")
    elif visit.told:
        yield _acted(visit, words)
    standing = standing_of(case)
    yield CaseRow("", words(f"standing.{standing.value}"), _tone(standing))
    if visit.is_slip:
        yield from _due(case, standing, session, words)
        yield CaseRow("", words("case.bearer"), "open")
        return
    yield from appealing.rows(case, words)
    yield from _told(case, words)
    yield from _due(case, standing, session, words)
    yield CaseRow(words("case.history"), _history(case, words), "open")


def _acted(visit: CaseVisit, words: Words) -> CaseRow:
    """What came of the last act; a fault speaks with its own voice."""
    if visit.told_code:
        happened, now, _ = words.fault(visit.told_code)
        return CaseRow("", words.joined(happened, now), "stop")
    tone = "done" if visit.told.endswith("_kept") else "owed"
    return CaseRow("", words(_ACTED.get(visit.told, "case.closed")), tone)


def _told(case: CaseFile, words: Words) -> Iterator[CaseRow]:
    """What the desk asks for, what it decided and why, what became of the result."""
    for notice in case.open_notices:
        due = words("case.asked_due", day=words.day(notice.due_on)) if notice.due_on else ""
        text = words("case.asked", texts=words.joined(*notice.texts))
        yield CaseRow(due, text, "owed")
    if any(word == "queued" for _, word in case.answers):
        yield CaseRow("", words("case.answer_queued"), "open")
    if case.is_answer_refused:
        yield CaseRow("", words("case.answer_refused"), "stop")
    if case.withdrawal == "refused":
        yield CaseRow("", words("case.withdrawal_refused"), "stop")
    yield from _outcomes(case.progress.outcomes, words)
    yield from _results(case, words)
    if case.licence_number:
        yield CaseRow("", words("case.licence", number=case.licence_number), "done")
    if not case.is_ours:
        yield CaseRow("", words("case.elsewhere"), "open")


def _outcomes(outcomes: tuple[Outcome, ...], words: Words) -> Iterator[CaseRow]:
    for one in outcomes:
        tone = "done" if one.verdict is Verdict.GRANTED else "stop"
        if len(outcomes) > 1 and one.title:
            verdict = words(f"case.{one.verdict.value}")
            text = words("case.outcome", title=one.title, verdict=verdict)
            yield CaseRow(one.office, text, tone)
        if one.reasons:
            text = words("case.reasons", texts=words.joined(*one.reasons))
            yield CaseRow("", text, tone)
    remedies = tuple(dict.fromkeys(line for one in outcomes for line in one.remedies))
    if remedies:
        yield CaseRow("", words("case.remedies", texts=words.joined(*remedies)), "open")


def _results(case: CaseFile, words: Words) -> Iterator[CaseRow]:
    if not case.is_ours:
        return
    for result in case.progress.results:
        paper = case.paper_of(result)
        if paper.state == OUT and paper.out_at is not None:
            day = words.day(paper.out_at.date())
            at = f"{day} {paper.out_at:%H:%M}"
            yield CaseRow("", words("case.printed", at=at), "done")
        elif paper.state in {"open", "unsettled"}:
            yield CaseRow("", words("case.unsettled"), "owed")


def _due(
    case: CaseFile, standing: Standing, session: Session, words: Words
) -> Iterator[CaseRow]:
    """Who owes what until when."""
    if case.promises:
        day = words.day(min(day for _, day in case.promises))
        key = "case.due_promise" if standing is Standing.PROMISE_DUE else "case.due_gaps"
        yield CaseRow(
            "", words(key, day=day, materials=_materials(case, session, words)), "owed"
        )
    elif case.due_on is not None and standing in {
        Standing.ACCEPTED,
        Standing.RECEIVED,
        Standing.IN_HAND,
    }:
        yield CaseRow("", words("case.decide_by", day=words.day(case.due_on)), "open")


def _materials(case: CaseFile, session: Session, words: Words) -> str:
    known = next((one for one in session.catalogue.services if one.id == case.service), None)
    titles = {one.id: one.title.in_(words.language) for one in known.materials} if known else {}
    return words("document.and").join(titles.get(id_, id_) for id_, _ in case.promises)


def _history(case: CaseFile, words: Words) -> str:
    """Each step with its day, oldest first; a step that was told twice stands once."""
    steps = {(0, "handed_in"): case.submitted_at}
    for one in sorted(case.news, key=lambda news: news.step):
        steps.setdefault((one.step, NewsKind(one.kind).value), one.at)
    return "\n".join(
        f"{words.day(at.date())}　{words(f'case.step_{kind}')}"
        for (_, kind), at in steps.items()
    )


def _acts(session: Session, visit: CaseVisit, words: Words) -> tuple[Choice, ...]:
    if visit.busy:
        return ()
    if visit.asking:
        names = ["yes", "no"]
    elif visit.is_slip:
        names = ["card"]
    else:
        names = [act.value for act in cases.acts(session)]
    return tuple(
        Choice(
            name,
            words(f"case.act_{name}"),
            "" if name in {"yes", "no"} else words(f"case.act_{name}_detail"),
            _PICTURES[name],
        )
        for name in names
    )


# -- the answer to a correction notice -------------------------------------------


def correction(session: Session, words: Words) -> Screen:
    """What is to be corrected; in words here, or by papers at the window."""
    visit, notice = cases.visit_of(session), cases.notice_of(session)
    texts = words.joined(*notice.texts) if notice is not None else ""
    due = notice.due_on if notice is not None else None
    is_writing = visit.is_writing
    options = tuple(
        Choice(id_, words(f"correction.{key}"), words(f"correction.{key}_detail"), picture)
        for id_, key, picture in (
            ("write", "by_words", "pen"),
            ("window", "by_window", "window"),
        )
    )
    view = CorrectionView(
        title=words("correction.title_write" if is_writing else "correction.title"),
        kind="write" if is_writing else "choose",
        asked=texts,
        remark=words("correction.due", day=words.day(due)) if due else "",
        options=() if is_writing else options,
    )
    send = Button(words("correction.forward"), "forward", enabled=bool(session.entry.strip()))
    return Screen(
        State.CORRECTION.value,
        view,
        back=Button(words("back"), "back"),
        forward=send if is_writing else None,
        extra=_leave(words),
    )
