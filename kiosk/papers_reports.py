# SPDX-License-Identifier: Apache-2.0
"""Reports for technician and clerk (就绪检查报告, 物料与编号盘点表): values by name; pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from certificates.elements import Values
from certificates.tabling import row_of
from devices.states import DeviceState, ProbeReport
from kiosk.report_words import CHINESE, ReportWords
from kiosk.store.self_tests import KeptStep
from kiosk.trend import Trend

READINESS_REPORT: Final = "readiness_report"
STOCK_REPORT: Final = "stock_report"


@dataclass(frozen=True)
class Site:
    """Which machine the report is about, and when it was made."""

    machine: str
    authority: str
    at: datetime
    words: ReportWords = CHINESE

    def values(self) -> dict[str, str | tuple[str, ...]]:
        """What both reports head themselves with."""
        return {
            "machine": self.machine,
            "authority": self.authority,
            "made_at": self.words.minute(self.at),
        }


def readiness_values(  # noqa: PLR0913 - what stands on one sheet
    site: Site,
    reports: Sequence[ProbeReport],
    *,
    version: str,
    advice: Callable[[str], str],
    history: Sequence[str] = (),
    steps_left: int = 0,
) -> Values:
    """What the self-test found; ``advice`` says of a fault code what is to be done.

    A device that gave no answer is not ready. ``history`` is what ``history_rows`` gives;
    ``steps_left`` are those of the commissioning guide that are not good yet.
    """
    failed = [report for report in reports if not report.state.is_good]
    words = site.words
    verdict = words("not_ready", count=len(failed))
    if not failed:
        verdict = words("all_ready", count=len(reports)) if reports else words("nothing_tested")
    if steps_left:
        verdict = words("between").join((verdict, words("steps_left", count=steps_left)))
    rows = tuple(row_of(_readiness_cells(report, advice, words)) for report in reports)
    told = (*rows, *history)
    return {**site.values(), "version": version, "verdict": verdict, "rows": told}


def history_rows(
    trends: Sequence[Trend],
    steps: Sequence[KeptStep],
    names: Mapping[str, str],
    words: ReportWords = CHINESE,
) -> tuple[str, ...]:
    """The history below the results: each device over its tests, then what people confirmed.

    Args:
        trends: of the devices that were ever tested.
        steps: what came of each step last.
        names: what each step is called, by its id.
        words: of the report's language.

    """
    rows: list[str] = []
    if trends:
        rows.append(words("history"))
        rows += [row_of(_trend_cells(trend, words)) for trend in trends]
    for guide, heading in words.guides.items():
        if of_guide := [step for step in steps if step.guide == guide]:
            rows.append(heading)
            rows += [row_of(_step_cells(step, names, words)) for step in of_guide]
    return tuple(rows)


def _trend_cells(trend: Trend, words: ReportWords) -> tuple[str, ...]:
    said = [words("tests", tests=trend.tests, failures=trend.failures)]
    if trend.failed_last_at is not None:
        said[0] += words("failed_last", at=trend.failed_last_at)
    answer = words("answer", ms=trend.seconds_now * 1000)
    if trend.seconds_before is not None:
        answer += words("answer_before", ms=trend.seconds_before * 1000)
    said.append(answer)
    said += [f"{name} {oldest:g}→{newest:g}" for name, oldest, newest in trend.counters]
    name = words.devices.get(trend.device, trend.device)
    return (name, words.trends[trend.word], trend.last.code, words("between").join(said))


def _step_cells(
    step: KeptStep, names: Mapping[str, str], words: ReportWords
) -> tuple[str, ...]:
    said = [words.minute(step.at), *([words("by", who=step.who)] if step.who else [])]
    told = words("between").join(said)
    return (names.get(step.step, step.step), words.results[step.result], step.code, told)


def _readiness_cells(
    report: ProbeReport, advice: Callable[[str], str], words: ReportWords
) -> tuple[str, ...]:
    said = [f"{name} {value}" for name, value in report.facts]
    if report.detail:
        said.append(report.detail)
    if report.code:
        said.append(advice(report.code))
    is_unknown = report.state is DeviceState.UNKNOWN
    found = "ready" if report.state.is_good else "unknown" if is_unknown else "unready"
    name = words.devices.get(report.device, report.device)
    return (name, words(found), report.code, words("between").join(said))


@dataclass(frozen=True)
class StockLine:
    """One thing that was counted.

    Attributes:
        group: heading under which it stands.
        name: what it is.
        count: how much of it, in words or digits.
        remark: what is to be said of it.

    """

    group: str
    name: str
    count: str
    remark: str = ""


def stock_values(site: Site, lines: Sequence[StockLine], *, scope: str) -> Values:
    """What was counted, under its headings, in the order in which it was given."""
    rows: list[str] = []
    group = ""
    for line in lines:
        if line.group != group:
            group = line.group
            rows.append(group)
        rows.append(row_of((line.name, line.count, line.remark)))
    verdict = site.words("counted", count=len(lines))
    return {**site.values(), "scope": scope, "verdict": verdict, "rows": tuple(rows)}
