# SPDX-License-Identifier: Apache-2.0
"""Checks of the appeals beyond their schema (诉求目录体检)."""

from collections.abc import Callable, Collection, Iterator
from datetime import date
from pathlib import Path
from typing import Final

from forms.appeal import (
    APPEALS_FILE,
    APPEALS_FOLDER,
    AnswerPart,
    AnswerTerm,
    AppealOption,
    AppealQuestion,
    AppealRules,
    load_appeals,
    ticket_number,
)
from forms.errors import CatalogueError
from forms.lint_finding import Finding, Trouble
from forms.lint_place import load_findings
from forms.lint_texts import found, texts
from forms.terms import Provenance
from forms.text import Text
from forms.wording import placeholders
from forms.yaml_lines import line_of

FEWEST_OPTIONS: Final = 2
MOST_OPTIONS: Final = 7
_DAY: Final = date(2026, 11, 23)


def ids(rules: AppealRules) -> Iterator[Trouble]:
    """No id stands twice, and there is something to ask and somewhere to end."""
    lists = {
        "classes": [one.id for one in rules.classes],
        "questions": [one.id for one in rules.questions],
    }
    for question in rules.questions:
        lists[f"questions.{question.id}"] = [one.id for one in question.options]
    for where, names in lists.items():
        if not names:
            yield where, "nothing is there"
        for name in sorted({name for name in names if names.count(name) > 1}):
            yield where, f"{name} is there twice"


def terms(rules: AppealRules) -> Iterator[Trouble]:
    """Only a period has a limit; what is passed on owes reason and progress."""
    for one in rules.classes:
        where = f"classes.{one.id}"
        if (one.term is AnswerTerm.WITHIN) != (one.limit is not None):
            yield where, "a limit belongs to the term within, and to it alone"
        if one.limit is not None and one.limit.days < 1:
            yield where, "a limit of at least a day"
        owed = {AnswerPart.REASON, AnswerPart.PROGRESS}
        if one.term is AnswerTerm.AT_ONCE and not owed <= {*one.answer}:
            yield where, "what is passed on at once owes reason and progress"
        if not one.answer:
            yield where, "an answer must hold something"
        zh, en = (placeholders(Text(told, told)) for told in (one.told.zh_CN, one.told.en))
        if zh != {"due"} or en != {"due"}:
            yield f"{where}.told", "it says {due} in both languages, and no other placeholder"
    if rules.hand_back.hours < 1:
        yield "hand_back", "at least an hour"


def ways(rules: AppealRules) -> Iterator[Trouble]:
    """Every path ends in a class, none runs in a circle, and every class can be reached."""
    classes = {one.id for one in rules.classes}
    questions = {one.id: one for one in rules.questions}
    for question in rules.questions:
        where = f"questions.{question.id}"
        if not FEWEST_OPTIONS <= len(question.options) <= MOST_OPTIONS:
            yield where, f"{FEWEST_OPTIONS} to {MOST_OPTIONS} answers fit a page"
        for option in question.options:
            for message in _leads_nowhere(option, questions.keys(), classes):
                yield f"{where}.{option.id}", message
    reached: set[str] = set()
    for question in rules.questions[:1]:
        yield from _walk(question, questions, (), reached)
    for name in sorted((classes | questions.keys()) - reached):
        yield name, "no answer leads there"


def _leads_nowhere(
    option: AppealOption, questions: Collection[str], classes: Collection[str]
) -> Iterator[str]:
    if bool(option.question) == bool(option.appeal_class):
        yield "it leads to a question or to a class"
    elif option.question and option.question not in questions:
        yield f"there is no question {option.question}; add it or mend it"
    elif option.appeal_class and option.appeal_class not in classes:
        yield f"there is no class {option.appeal_class}; add it or mend it"


def _walk(
    question: AppealQuestion,
    questions: dict[str, AppealQuestion],
    path: tuple[str, ...],
    reached: set[str],
) -> Iterator[Trouble]:
    if question.id in path:
        yield f"questions.{question.id}", "the answers lead round in a circle"
        return
    reached.add(question.id)
    for option in question.options:
        reached.add(option.appeal_class)
        if option.question in questions:
            yield from _walk(
                questions[option.question], questions, (*path, question.id), reached
            )


def ticket(rules: AppealRules) -> Iterator[Trouble]:
    """Tickets of two days, kiosks or serials differ."""
    try:
        numbers = [
            ticket_number(rules, kiosk=kiosk, day=day, serial=serial)
            for kiosk in ("K-1", "K-2")
            for day in (_DAY, _DAY.replace(day=24))
            for serial in (1, 2)
        ]
    except (LookupError, ValueError) as error:
        yield "ticket", f"the template cannot be filled in: {error}"
        return
    if len({*numbers}) < len(numbers):
        yield "ticket", "two appeals would have one number: use {kiosk}, {day} and {serial:04}"


def sources(rules: AppealRules) -> Iterator[Trouble]:
    """Every statement says where it comes from."""
    for where, provenance in found(Provenance, rules):
        if not provenance.source.strip():
            yield where, "no source"


RULES: Final[dict[str, Callable[[AppealRules], Iterator[Trouble]]]] = {
    "appeal-ids": ids,
    "appeal-terms": terms,
    "appeal-ways": ways,
    "appeal-ticket": ticket,
    "appeal-sources": sources,
    "appeal-texts": texts,
}


def check_appeals(folder: Path) -> Iterator[Finding]:
    """Check the appeals of a catalogue by all rules; what cannot be read is a finding."""
    try:
        rules = load_appeals(folder)
    except CatalogueError as error:
        yield from load_findings("appeals", error, [folder / APPEALS_FOLDER / APPEALS_FILE])
        return
    if rules is None:
        return
    file = f"{APPEALS_FOLDER}/{APPEALS_FILE}"
    for rule, check in RULES.items():
        for where, message in check(rules):
            line = line_of(folder / file, where)
            yield Finding(rule, "appeals", where, message, file, line)
