# SPDX-License-Identifier: Apache-2.0
"""Reports for technician and clerk (就绪检查报告, 物料与编号盘点表): values by name; pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from certificates.elements import Values
from certificates.tabling import row_of
from devices.states import DeviceState, ProbeReport
from kiosk.moments import minute_in_words
from kiosk.store.self_tests import KeptStep, StepResult
from kiosk.trend import Trend

READINESS_REPORT: Final = "readiness_report"
STOCK_REPORT: Final = "stock_report"

NAMES: Final = {
    "reader": "身份证阅读器",
    "card_slot": "社保卡卡槽",
    "scanner": "扫码器",
    "printer": "打印机",
    "receipt_printer": "凭条打印机",
    "platform": "证照库",
    "desk": "办件平台",
    "base_data": "基础数据",
    "person_check": "实人核验",
    "store": "存储",
    "seal": "电子印章",
}
"""What a clerk calls a device of ``kiosk selftest``; one that is not here keeps its name."""


@dataclass(frozen=True)
class Site:
    """Which machine the report is about, and when it was made."""

    machine: str
    authority: str
    at: datetime

    def values(self) -> dict[str, str | tuple[str, ...]]:
        """What both reports head themselves with."""
        return {
            "machine": self.machine,
            "authority": self.authority,
            "made_at": minute_in_words(self.at),
        }


def readiness_values(
    site: Site,
    reports: Sequence[ProbeReport],
    *,
    version: str,
    advice: Callable[[str], str],
    history: Sequence[str] = (),
) -> Values:
    """What the self-test found; ``advice`` says of a fault code what is to be done.

    A device that gave no answer is not ready. ``history`` is what ``history_rows`` gives.
    """
    failed = [report for report in reports if not report.state.is_good]
    verdict = f"{len(reports)}项全部就绪" if not failed else f"{len(failed)}项没有就绪"
    if not reports:
        verdict = "没有检查任何设备"
    rows = tuple(row_of(_readiness_cells(report, advice)) for report in reports)
    told = (*rows, *history)
    return {**site.values(), "version": version, "verdict": verdict, "rows": told}


VERDICTS: Final = {
    StepResult.CONFIRMED: "已确认",
    StepResult.DENIED: "不合格",
    StepResult.SKIPPED: "跳过",
    StepResult.PASSED: "通过",
    StepResult.FAILED: "未通过",
}
WAYS: Final = {
    "slower": "变慢",
    "quicker": "变快",
    "steady": "平稳",
    "new": "初次",
    "failing": "未通过",
}
GUIDES: Final = {"selftest": "人工确认", "commission": "安装验收"}


def history_rows(
    trends: Sequence[Trend], steps: Sequence[KeptStep], names: Mapping[str, str]
) -> tuple[str, ...]:
    """The history below the results: each device over its tests, then what people confirmed.

    Args:
        trends: of the devices that were ever tested.
        steps: what came of each step last.
        names: what each step is called, by its id.

    """
    rows: list[str] = []
    if trends:
        rows.append("历次自检和趋势")
        rows += [row_of(_trend_cells(trend)) for trend in trends]
    for guide, heading in GUIDES.items():
        if of_guide := [step for step in steps if step.guide == guide]:
            rows.append(heading)
            rows += [row_of(_step_cells(step, names)) for step in of_guide]
    return tuple(rows)


def _trend_cells(trend: Trend) -> tuple[str, ...]:
    said = [f"共{trend.tests}次，失败{trend.failures}次"]
    if trend.failed_last_at is not None:
        said[0] += f"，最近失败{trend.failed_last_at:%m月%d日}"
    answer = f"应答{trend.seconds_now * 1000:.0f}毫秒"
    if trend.seconds_before is not None:
        answer += f"，此前{trend.seconds_before * 1000:.0f}毫秒"
    said.append(answer)
    said += [f"{name} {oldest:g}→{newest:g}" for name, oldest, newest in trend.counters]
    name = NAMES.get(trend.device, trend.device)
    return (name, WAYS[trend.word], trend.last.code, "；".join(said))


def _step_cells(step: KeptStep, names: Mapping[str, str]) -> tuple[str, ...]:
    who = f"；工号{step.who}" if step.who else ""
    when = f"{minute_in_words(step.at)}{who}"
    return (names.get(step.step, step.step), VERDICTS[step.result], step.code, when)


def _readiness_cells(report: ProbeReport, advice: Callable[[str], str]) -> tuple[str, ...]:
    said = [f"{name} {value}" for name, value in report.facts]
    if report.detail:
        said.append(report.detail)
    if report.code:
        said.append(advice(report.code))
    is_unknown = report.state is DeviceState.UNKNOWN
    found = "就绪" if report.state.is_good else "不明" if is_unknown else "未就绪"
    name = NAMES.get(report.device, report.device)
    return (name, found, report.code, "；".join(said))


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
    verdict = f"共盘点{len(lines)}项"
    return {**site.values(), "scope": scope, "verdict": verdict, "rows": tuple(rows)}
