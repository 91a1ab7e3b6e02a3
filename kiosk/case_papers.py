# SPDX-License-Identifier: Apache-2.0
"""All papers of a case: those of the decision, and the slip of what is said to be wrong."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from forms.application import Application
from forms.working_days import WorkCalendar
from kiosk import papers
from kiosk.correction_slip import CORRECTION_SLIP, slip_values
from kiosk.papers import LICENCE, PROMISE_LETTER, Filing, Paper, heading_of
from kiosk.store.records import CorrectionRecord

LICENCE_DUPLICATE: Final = "licence_duplicate"
FACES: Final = {LICENCE: "licence", LICENCE_DUPLICATE: "duplicate"}
"""Papers whose template is a face of the service, by the name of its file."""


def papers_of(filing: Filing, calendar: WorkCalendar) -> tuple[Paper, ...]:
    """The papers of a decided application, in the order in which they are printed.

    What the citizen said is wrong goes on a slip of its own, the last one.
    """
    decided = with_copies(filing, papers.papers_of(filing, calendar))
    if decided and filing.application.disputes:
        return (*decided, correction_paper(filing))
    return decided


def with_copies(filing: Filing, decided: tuple[Paper, ...]) -> tuple[Paper, ...]:
    """Put behind each paper what comes more than once, as often as the service says.

    These are the duplicates (副本) of a licence and further copies of the promise letter
    (一式两份); nothing else has a number of copies (``forms.lint_papers``).
    """
    asked = {one.id: one.copies for one in filing.item.papers}
    duplicates, letters = asked.get(LICENCE_DUPLICATE, 0), asked.get(PROMISE_LETTER, 1)
    made: list[Paper] = []
    for paper in decided:
        made.append(paper)
        if paper.name == LICENCE:
            made += (_duplicate(paper, turn, duplicates) for turn in range(1, duplicates + 1))
        if paper.name == PROMISE_LETTER:
            made += (_once_more(paper, turn) for turn in range(2, letters + 1))
    return tuple(made)


def _once_more(paper: Paper, turn: int) -> Paper:
    """The same paper again: a file of its own, for the print ledger lets bytes out once."""
    return replace(paper, name=f"{paper.name}-{turn}")


def _duplicate(original: Paper, turn: int, count: int) -> Paper:
    """The same licence once more; each copy is a file of its own, so that each comes out."""
    name = LICENCE_DUPLICATE if turn == 1 else f"{LICENCE_DUPLICATE}-{turn}"
    many = {"is_one_of_many": "1", "copies": str(count), "copy": str(turn)}
    values = {**original.values, **(many if count > 1 else {})}
    return replace(original, name=name, values=values)


def correction_paper(filing: Filing) -> Paper:
    """The correction slip (纠错单): what is said to be wrong, and who is asked to check it."""
    values = {**heading_of(filing), **slip_values(filing.item, filing.application)}
    return Paper(CORRECTION_SLIP, values, must_show=(filing.case_number,))


def printed_values(application: Application) -> Mapping[str, str]:
    """Every value of a case that may come on paper, by a name of its own."""
    values = {id_: answer.value for id_, answer in application.fields.items()}
    shown = {f"disputed {one.subject}": one.shown for one in application.disputes}
    return {**values, **shown, "name": application.applicant.name}


def corrections_of(application: Application) -> tuple[CorrectionRecord, ...]:
    """What is said to be wrong, without content: for lists, and for the journal."""
    return tuple(
        CorrectionRecord(one.subject, one.role, one.reason.value)
        for one in application.disputes
    )
