# SPDX-License-Identifier: Apache-2.0
"""All papers of a case: those of the decision, and the slip of what is said to be wrong."""

from collections.abc import Mapping

from forms.application import Application
from forms.working_days import WorkCalendar
from kiosk import papers
from kiosk.correction_slip import CORRECTION_SLIP, slip_values
from kiosk.papers import Filing, Paper, heading_of
from kiosk.store.records import CorrectionRecord


def papers_of(filing: Filing, calendar: WorkCalendar) -> tuple[Paper, ...]:
    """The papers of a decided application, in the order in which they are printed.

    What the citizen said is wrong goes on a slip of its own, the last one.
    """
    decided = papers.papers_of(filing, calendar)
    if decided and filing.application.disputes:
        return (*decided, correction_paper(filing))
    return decided


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
