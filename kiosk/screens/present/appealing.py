# SPDX-License-Identifier: Apache-2.0
"""Pages of an appeal about one's own case: what happened, the last look, the signature."""

from forms.appeal import AppealClass, AppealQuestion
from forms.case_progress import AppealStage
from forms.case_standing import CaseFile
from kiosk.screens.present.words import Words
from kiosk.screens.views import Button, Choice, Screen, SignView
from kiosk.screens.views_cases import AppealView, CaseRow
from kiosk.session import appeal, cases, pad
from kiosk.session.session import Session
from kiosk.session.states import State

_TONES = {
    AppealStage.UPHELD: "done",
    AppealStage.DISMISSED: "stop",
}


def _leave(words: Words) -> Button:
    return Button(words("leave"), "leave")


def page(session: Session, words: Words) -> Screen:
    """The next question, the keyboard, or what is going to be lodged."""
    now = appeal.reached(session)
    if isinstance(now, AppealQuestion):
        return _screen(words, _question(now, session, words))
    if cases.visit_of(session).is_writing:
        return _screen(words, _writing(words), words("appeal.written"))
    return _screen(words, _review(now, session, words), words("appeal.forward"))


def _screen(words: Words, view: AppealView, forward: str = "") -> Screen:
    return Screen(
        State.APPEAL.value,
        view,
        back=Button(words("back"), "back"),
        forward=Button(forward, "forward") if forward else None,
        extra=_leave(words),
    )


def _question(asked: AppealQuestion, session: Session, words: Words) -> AppealView:
    options = tuple(
        Choice(one.id, one.text.in_(words.language), "", "") for one in asked.options
    )
    is_first = not appeal.draft_of(session).answers
    return AppealView(
        id=asked.id,
        title=asked.text.in_(words.language),
        kind="choose",
        lead=words("appeal.lead") if is_first else "",
        remark=_number(session, words),
        options=options,
        rows=(),
    )


def _writing(words: Words) -> AppealView:
    return AppealView("words", words("appeal.title_write"), "write", "", "", (), ())


def _review(kind: AppealClass, session: Session, words: Words) -> AppealView:
    """What was said, what is done about it until when, and what it does not do."""
    told = appeal.receipt_of(session, kind).told.in_(words.language)
    added = appeal.draft_of(session).words
    key = "appeal.rewrite" if added else "appeal.write"
    detail = "" if added else words("appeal.write_detail")
    lines = "\n".join(appeal.chosen(session, words.language))
    own = (CaseRow(words("appeal.added"), added, "open"),) if added else ()
    return AppealView(
        id="review",
        title=words("appeal.title_review"),
        kind="review",
        lead="",
        remark=_number(session, words),
        options=(Choice("write", words(key), detail, "pen"),),
        rows=(
            CaseRow(words("appeal.said"), lines, "open"),
            *own,
            CaseRow(words("appeal.class", title=kind.title.in_(words.language)), told, "owed"),
            CaseRow("", words("appeal.note"), "open"),
        ),
    )


def _number(session: Session, words: Words) -> str:
    return words("cases.number", number=cases.case_of(session).number)


def sign(session: Session, words: Words) -> Screen:
    """The pad under an appeal."""
    has_ink = pad.ink_mm(session.strokes) >= pad.MIN_INK_MM
    error = words("sign.too_short") if session.strokes and not has_ink else ""
    statement = words("appeal.statement", name=session.read_card().name)
    view = SignView(words("sign.title"), statement, words("sign.hint"), error)
    return Screen(
        State.SIGN.value,
        view,
        back=Button(words("back"), "back"),
        forward=Button(words("appeal.lodge"), "forward", enabled=has_ink),
        extra=_leave(words),
    )


def rows(case: CaseFile, words: Words) -> tuple[CaseRow, ...]:
    """How the last appeal in a case stands, in plain words; nothing where there is none."""
    stage = case.progress.appeal
    sent = case.appeals[-1] if case.appeals else ("", "")
    told = tuple(one for one in case.news if one.kind.value.startswith("appeal_"))
    number = sent[0] or next((one.reference for one in reversed(told) if one.reference), "")
    label = words("appeal.number", number=number) if number else ""
    if sent[1] in {"queued", "refused"} or (sent[1] and stage is AppealStage.NONE):
        tone = "stop" if sent[1] == "refused" else "open"
        return (CaseRow(label, words(f"appeal.is_{sent[1]}"), tone),)
    if stage is AppealStage.NONE:
        return ()
    last = max(told, key=lambda one: one.step)
    due = words("appeal.due", day=words.day(last.due_on)) if last.due_on else ""
    text = words.joined(words(f"appeal.is_{stage.value}"), *last.texts, due)
    return (CaseRow(label, text, _TONES.get(stage, "open")),)
