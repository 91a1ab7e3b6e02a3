# SPDX-License-Identifier: Apache-2.0
"""Appeals (“有事”您说话): their classes, the questions that find one, and when to answer.

Which classes there are and how long an answer may take is data in
``config/catalogue/_appeals/appeals.yaml``; the model is the window of 龙井市 (since 2021).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Final, assert_never

from forms.errors import CatalogueError
from forms.terms import Limit, Provenance
from forms.text import Text
from forms.wording import dated, filled
from forms.working_days import DueDate, WorkCalendar
from forms.yaml_file import read_checked

APPEALS_FOLDER: Final = "_appeals"
APPEALS_FILE: Final = "appeals.yaml"
LAST_SERIAL: Final = 9999
_PROVISIONAL: Final = Text(
    "日期以国家公布的放假安排为准。", "The day depends on the published holidays."
)


class AnswerTerm(Enum):
    """When an answer is due: the same day, passed on at once, or within a limit."""

    SAME_DAY = "same_day"
    AT_ONCE = "at_once"
    WITHIN = "within"


class AnswerPart(Enum):
    """What an answer must hold."""

    RESULT = "result"
    REASON = "reason"
    PROGRESS = "progress"


@dataclass(frozen=True)
class AppealClass:
    """One class of appeals (诉求类别).

    ``treatment`` says what the office does with it; ``told`` is read to the citizen and may
    hold ``{due}``; ``limit`` is set for WITHIN only.
    """

    id: str
    title: Text
    treatment: Text
    told: Text
    term: AnswerTerm
    answer: tuple[AnswerPart, ...]
    provenance: Provenance
    limit: Limit | None = None


@dataclass(frozen=True)
class AppealOption:
    """One answer to tap; it leads to another question or to a class."""

    id: str
    text: Text
    question: str = ""
    appeal_class: str = ""


@dataclass(frozen=True)
class AppealQuestion:
    """One everyday question (问题); the first of the file is asked first."""

    id: str
    text: Text
    options: tuple[AppealOption, ...]
    provenance: Provenance


@dataclass(frozen=True)
class HandBack:
    """An office that is not competent hands the appeal back within so many hours (退回)."""

    hours: int
    text: Text
    provenance: Provenance


@dataclass(frozen=True)
class TicketFormat:
    """How appeals are numbered (诉求单号): ``{kiosk}``, ``{day}``, ``{serial:04}``."""

    template: str
    provenance: Provenance


@dataclass(frozen=True)
class AppealRules:
    """All that the catalogue says about appeals."""

    version: str
    title: Text
    authority: Text
    ticket: TicketFormat
    hand_back: HandBack
    classes: tuple[AppealClass, ...]
    questions: tuple[AppealQuestion, ...]

    def appeal_class(self, id_: str) -> AppealClass:
        """Return the class of that id; KeyError when there is none."""
        return {one.id: one for one in self.classes}[id_]

    def question(self, id_: str) -> AppealQuestion:
        """Return the question of that id; KeyError when there is none."""
        return {one.id: one for one in self.questions}[id_]


@dataclass(frozen=True)
class AppealReceipt:
    """An appeal as it was taken: its number, its class, its last day, what the citizen is told.

    ``due`` is the last day of the answer, or of passing it on where it is passed on at once.
    """

    ticket: str
    appeal_class: AppealClass
    due: DueDate
    told: Text


def load_appeals(folder: Path) -> AppealRules | None:
    """Read ``_appeals/appeals.yaml`` of a catalogue; None when it takes no appeals.

    Raises:
        CatalogueError: the file is not what the schema asks for; the text names file and key.

    """
    file = folder / APPEALS_FOLDER / APPEALS_FILE
    if not file.parent.is_dir():
        return None
    return read_checked(file, AppealRules, schema_in=folder)


def next_step(rules: AppealRules, answers: Mapping[str, str]) -> AppealQuestion | AppealClass:
    """Follow the answers (question id to option id) to the next question or to the class.

    An option that the question does not have counts as no answer.
    """
    question = rules.questions[0]
    while True:
        chosen = answers.get(question.id)
        option = next((one for one in question.options if one.id == chosen), None)
        if option is None:
            return question
        if option.appeal_class:
            return rules.appeal_class(option.appeal_class)
        question = rules.question(option.question)


def answer_due(appeal_class: AppealClass, taken: date, calendar: WorkCalendar) -> DueDate:
    """Last day of the answer to an appeal taken on that day.

    What is due the same day and was taken on a day off is due on the next working day: nobody
    is there before. Periods do not count the day of taking.

    Raises:
        CalendarError: no working day can be found.
        CatalogueError: the class has a period without its limit.

    """
    match appeal_class.term:
        case AnswerTerm.SAME_DAY | AnswerTerm.AT_ONCE:
            return calendar.next_working_day(taken)
        case AnswerTerm.WITHIN:
            if appeal_class.limit is None:
                raise CatalogueError(f"appeal class {appeal_class.id} has no limit")
            return calendar.add(taken, appeal_class.limit)
        case _:
            assert_never(appeal_class.term)


def ticket_number(rules: AppealRules, *, kiosk: str, day: date, serial: int) -> str:
    """Write the number of an appeal, such as ``SQ-K-0001-20261123-0007``.

    Raises:
        ValueError: the serial is not one to 9999.

    """
    if not 1 <= serial <= LAST_SERIAL:
        raise ValueError(f"serials of a day are 1 to {LAST_SERIAL}, not {serial}")
    return rules.ticket.template.format(kiosk=kiosk, day=f"{day:%Y%m%d}", serial=serial)


def receipt(
    appeal_class: AppealClass, *, ticket: str, taken: date, calendar: WorkCalendar
) -> AppealReceipt:
    """Put together what the citizen is told when the appeal is taken."""
    due = answer_due(appeal_class, taken, calendar)
    told = filled(appeal_class.told, {"due": dated(due.day)})
    if due.is_provisional:
        told = Text(told.zh_CN + _PROVISIONAL.zh_CN, f"{told.en} {_PROVISIONAL.en}")
    return AppealReceipt(ticket, appeal_class, due, told)
