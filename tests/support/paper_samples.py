# SPDX-License-Identifier: Apache-2.0
"""One sample of every template, by the functions that make the real ones where there are."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from certificates.elements import Paragraphs, Table, Template, Values
from certificates.placing import value_names
from devices.printing.blanks import Balance, BlankMove, BlankState
from devices.states import DeviceState, ProbeReport
from forms.case_news import DeskNews, NewsKind, Outcome, Verdict
from forms.case_progress import progress_of
from forms.field_values import Answer, Source
from kiosk.papers import Paper
from kiosk.papers_desk import DecidedCase
from kiosk.papers_notices import (
    UnderWay,
    appeal_slip,
    correction_notice,
    not_accepted,
    refusal_decision,
    withdrawal_receipt,
)
from kiosk.papers_reports import Site, StockLine, readiness_values, stock_values
from kiosk.report_words import CHINESE, ENGLISH, ReportWords
from kiosk.stock_sheet import DaySheet, sheet_values
from kiosk.window_slip import window_slip
from tests.support.applying import complete, permit
from tests.support.documents import AUTHORITY, LICENCE_VALUES, shipped

TODAY = date(2026, 11, 24)
AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
NAMES = (
    *("张𠮷", "李𬭚", "王䶮", "赵㛃", "陈㸆", "周𰻝", "阿卜杜拉·买买提"),
    "古丽努尔·阿不都热合曼江阿吉木",
)
"""The last one has 15 characters."""

CASE = UnderWay(
    DecidedCase("K-0001-20261123-0007", "公共场所卫生许可", "王䶮㛃", AUTHORITY, "K-0001"),
    date(2026, 11, 23),
)
SITE = Site("K-0001", AUTHORITY, datetime(2026, 11, 24, 8, 30, tzinfo=UTC))
LICENCE_FACTS: Values = {
    **LICENCE_VALUES,
    "economy": "个体工商户",
    "form": "个人经营",
    "registered_on": "2026年11月22日",
}
NUMBERS = {
    "individual-business": "92439900MA0EXAMP0L",
    "road-freight-licence": "虚交运管许可字439900000123号",
}
"""Numbers of other services' licences; of nobody."""


def news(step: int, kind: NewsKind, **more: object) -> DeskNews:
    """One step of the case."""
    return DeskNews(step, kind, AT + timedelta(hours=step), **more)  # type: ignore[arg-type]


NOTICES = (
    news(
        2,
        NewsKind.CORRECTION_ASKED,
        reference="BZ-1",
        texts=("从业人员健康合格证明：缺少2名从业人员", "总平面图没有标出消毒间的位置"),
        due_on=date(2026, 12, 8),
    ),
    news(3, NewsKind.CORRECTION_ASKED, reference="BZ-2", texts=("申请表没有签名",)),
)
APPEALS = (
    news(1, NewsKind.RECEIVED),
    news(4, NewsKind.APPEAL_LODGED, reference="SQ-000017", texts=("补正的内容没有一次说清",)),
    news(5, NewsKind.APPEAL_ADVANCED, texts=("已转卫生健康部门核实",)),
)
REFUSED = Outcome(
    "",
    Verdict.REFUSED,
    office="虚构市样例区卫生健康局",
    reasons=(
        "经营场所距污染源不足25米，不符合《公共场所卫生管理条例》第四条规定的选址要求。",
        "集中空调通风系统没有卫生检测报告。",
    ),
)


def readiness(count: int = 9, words: ReportWords = CHINESE) -> Values:
    """A report of so many devices; with forty it goes over a page."""
    names = ("reader", "scanner", "printer", "platform", "desk", "base_data", "store", "seal")
    states = (DeviceState.ONLINE, DeviceState.ONLINE, DeviceState.OFFLINE, DeviceState.UNKNOWN)
    reports = [
        ProbeReport(
            names[at % len(names)],
            state := states[at % len(states)],
            "" if state.is_good else "PRINTER-0401",
            facts=(("model", "示例 M404"), ("turn", str(at))),
        )
        for at in range(count)
    ]
    advice = "打印机没有应答。看电源和网线，用 kiosk selftest --device printer 再试。"
    if words is ENGLISH:
        advice = "No answer. Look at mains and cable, then kiosk selftest --device printer."
    site = replace(SITE, words=words)
    return readiness_values(site, reports, version="1.0.0", advice=lambda _code: advice)


def day_in_english() -> Values:
    """A day's sheet of two series, as it is printed in English."""
    moved = {BlankMove.USE: (101, 102, 103), BlankMove.SPOIL: (104,)}
    sheets = [
        DaySheet(series, Balance({BlankState.RECEIVED: 96, BlankState.USED: 4}), closing, moved)
        for series in ("HYG-2026A", "FOOD-2026B")
        for closing in (
            Balance({BlankState.RECEIVED: 92, BlankState.USED: 7, BlankState.SPOILED: 1}),
        )
    ]
    return sheet_values(sheets, replace(SITE, words=ENGLISH), day=SITE.at.date())


def stock(count: int = 6) -> Values:
    """A report with headings; with eighty lines it goes over a page."""
    lines = [
        StockLine(
            f"第{at // 4 + 1}类", f"空白证 {at:03}", str(7 * at), "在柜" if at % 3 else ""
        )
        for at in range(count)
    ]
    return stock_values(SITE, lines, scope="空白证书 2026年11月24日")


def notices() -> dict[str, Paper]:
    """The papers of a case that is under way, by the name of their picture."""
    return {
        "correction-notice": correction_notice(CASE, NOTICES, today=TODAY),
        "refusal-decision": refusal_decision(CASE, REFUSED, today=TODAY),
        "not-accepted": not_accepted(CASE, ("不属于本机关职权范围",), today=TODAY),
        "withdrawal-asked": withdrawal_receipt(CASE, (), today=TODAY),
        "withdrawal-receipt": withdrawal_receipt(
            CASE, (news(4, NewsKind.WITHDRAWN),), today=TODAY
        ),
        "appeal-slip": appeal_slip(CASE, APPEALS, progress_of(APPEALS), today=TODAY),
    }


def window_values() -> Values:
    """The slip for a name with a character of Extension I."""
    name = "\U0002ebf0记理发店"
    application = complete().with_field("f_unit", Answer(name, Source.CERTIFICATE))
    slip = window_slip(permit(), application, ("U+2EBF0",))
    return {**slip.values, "machine": "K-0001", "printed_at": "2026年11月24日 16:30"}


def on_face(path: Path) -> Values:
    """What a licence says, its number in the form of its own service."""
    number = NUMBERS.get(path.parent.parent.name, str(LICENCE_FACTS["number"]))
    return {**LICENCE_FACTS, "number": number}


def plain(path: Path) -> Values:
    """Something for every name of a template that has no sample of its own."""
    template = shipped(path)
    lists, facts = _lists(template), on_face(path)
    return {
        name: ("第一项内容，写得稍微长一点，看它怎样换行。", "第二项内容")
        if name in lists
        else facts.get(name, "示例内容𠮷")
        for name in sorted(value_names(template))
    }


def _lists(template: Template) -> set[str]:
    return {
        piece.value
        for element in template.elements
        if isinstance(element, Paragraphs)
        for piece in element.flow
        if piece.value
    } | {element.value for element in template.elements if isinstance(element, Table)}
