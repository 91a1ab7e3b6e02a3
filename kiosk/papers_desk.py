# SPDX-License-Identifier: Apache-2.0
"""Papers about what the case desk said: values by name, ready for the templates; pure."""

from dataclasses import dataclass, field
from datetime import date
from typing import Final

from forms.case_news import Outcome, Verdict
from forms.case_progress import Progress
from kiosk.papers import Paper, chinese_day

DECISION_NOTICE: Final = "decision_notice"

HEADLINES: Final = {
    Verdict.GRANTED: ("批准了", "Granted."),
    Verdict.REFUSED: ("没有批准", "Refused."),
}
PARTLY: Final = ("批准了{granted}项，{rest}项没有办成", "{granted} granted, {rest} not.")


@dataclass(frozen=True)
class DecidedCase:
    """What a slip says beside the decision.

    Attributes:
        service: title of the service or bundle in Chinese.
        authority: who stands under the slip.

    """

    case_number: str
    service: str
    applicant: str = field(repr=False)
    authority: str = ""
    machine: str = ""


def decision_paper(case: DecidedCase, progress: Progress, *, today: date) -> Paper:
    """One slip for the whole decision: of a bundle it says each member, granted ones too.

    Raises:
        ValueError: nothing is decided.

    """
    outcomes = progress.outcomes
    if not outcomes:
        raise ValueError(f"nothing is decided of {case.case_number}")
    headline, headline_en = _headline(outcomes)
    values: dict[str, str | tuple[str, ...]] = {
        "service": case.service,
        "case_number": case.case_number,
        "applicant": case.applicant,
        "headline": headline,
        "headline_en": headline_en,
        "granted": _named(outcomes, Verdict.GRANTED, case.service),
        "refused": _named(outcomes, Verdict.REFUSED, case.service),
        "not_possible": _named(outcomes, Verdict.NOT_POSSIBLE, case.service),
        "remedies": tuple(dict.fromkeys(line for one in outcomes for line in one.remedies)),
        "handled_on": chinese_day(today),
        "issuing_authority": case.authority,
        "machine": case.machine,
    }
    shown = {name: value for name, value in values.items() if value}
    return Paper(DECISION_NOTICE, shown, must_show=(case.case_number,))


def _headline(outcomes: tuple[Outcome, ...]) -> tuple[str, str]:
    verdicts = {one.verdict for one in outcomes}
    granted = sum(one.verdict is Verdict.GRANTED for one in outcomes)
    if granted == len(outcomes):
        return HEADLINES[Verdict.GRANTED]
    if Verdict.GRANTED not in verdicts:
        return HEADLINES[Verdict.REFUSED]
    rest = len(outcomes) - granted
    chinese, english = PARTLY
    return chinese.format(granted=granted, rest=rest), english.format(
        granted=granted, rest=rest
    )


def _named(outcomes: tuple[Outcome, ...], verdict: Verdict, service: str) -> tuple[str, ...]:
    """One line for each matter of this verdict: what, by whom, and why."""
    lines = []
    for one in outcomes:
        if one.verdict is verdict:
            office = f"（{one.office}）" if one.office else ""
            reasons = f"：{''.join(one.reasons)}" if one.reasons else ""
            lines.append(f"{one.title or service}{office}{reasons}")
    return tuple(lines)
