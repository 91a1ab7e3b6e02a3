# SPDX-License-Identifier: Apache-2.0
"""The words of the reports for technician and clerk, in Chinese and in English."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from devices.printing.blanks import BlankMove, BlankState
from kiosk.moments import minute_in_words
from kiosk.papers import chinese_day
from kiosk.store.self_tests import StepResult


@dataclass(frozen=True)
class ReportWords:
    """One language; sentences with braces are filled with ``str.format``.

    Attributes:
        tag: of the language, for the PDF (BCP 47).
        template: ending of the template's name; empty for Chinese.
        devices: what a clerk calls a device of the self-test; another keeps its name.
        results: what came of a confirmed step.
        trends: what a trend says of a device.
        guides: headings above confirmed steps.
        states: where a blank is.
        moves: what became of a blank on the day.
        minute: a moment to the minute.
        day: a day.

    """

    tag: str
    template: str
    devices: Mapping[str, str]
    results: Mapping[StepResult, str]
    trends: Mapping[str, str]
    guides: Mapping[str, str]
    states: Mapping[BlankState, str]
    moves: Mapping[BlankMove, str]
    minute: Callable[[datetime], str]
    day: Callable[[date], str]
    says: Mapping[str, str]

    def __call__(self, name: str, /, **values: object) -> str:
        """One sentence, filled."""
        return self.says[name].format(**values)


CHINESE: Final = ReportWords(
    tag="zh-CN",
    template="",
    devices={
        "reader": "身份证阅读器",
        "card_slot": "社保卡卡槽",
        "scanner": "扫码器",
        "printer": "打印机",
        "receipt_printer": "凭条打印机",
        "guide_lights": "指示灯",
        "platform": "证照库",
        "desk": "办件平台",
        "base_data": "基础数据",
        "person_check": "实人核验",
        "store": "存储",
        "seal": "电子印章",
    },
    results={
        StepResult.CONFIRMED: "已确认",
        StepResult.DENIED: "不合格",
        StepResult.SKIPPED: "跳过",
        StepResult.PASSED: "通过",
        StepResult.FAILED: "未通过",
    },
    trends={
        "slower": "变慢",
        "quicker": "变快",
        "steady": "平稳",
        "new": "次数少",
        "failing": "未通过",
    },
    guides={"selftest": "人工确认", "commission": "安装验收"},
    states={
        BlankState.RECEIVED: "在柜",
        BlankState.LOADED: "已装入打印机",
        BlankState.RESERVED: "打印中（占用）",
        BlankState.USED: "已用",
        BlankState.SPOILED: "作废待销毁",
        BlankState.DESTROYED: "已销毁",
        BlankState.MISSING: "缺失",
        BlankState.RETURNED: "已退回",
    },
    moves={
        BlankMove.RECEIVE: "本日入库",
        BlankMove.LOAD: "本日装入",
        BlankMove.UNLOAD: "本日取出",
        BlankMove.USE: "本日使用",
        BlankMove.SPOIL: "本日作废",
        BlankMove.DESTROY: "本日销毁",
        BlankMove.MISS: "本日报缺",
        BlankMove.RETURN: "本日退回",
    },
    minute=minute_in_words,
    day=chinese_day,
    says={
        "all_ready": "{count}项全部就绪",
        "not_ready": "{count}项没有就绪",
        "nothing_tested": "没有检查任何设备",
        "steps_left": "安装验收还差{count}步",
        "ready": "就绪",
        "unknown": "不明",
        "unready": "未就绪",
        "between": "；",
        "history": "历次自检和趋势",
        "tests": "共{tests}次，失败{failures}次",
        "failed_last": "，最近失败{at:%m月%d日}",
        "answer": "应答{ms:.0f}毫秒",
        "answer_before": "，此前{ms:.0f}毫秒",
        "by": "工号{who}",
        "counted": "共盘点{count}项",
        "blanks": "空白证书　{series}",
        "scope": "空白证书 {day}",
        "opening": "上日结存",
        "closing": "本日结存",
        "closing_remark": "柜、机、废品箱合计；实点　　　张",
        "no_blanks": "本机没有编号空白证书",
        "balanced": "账面相符：入库总数等于各项合计（{count}张）",
        "missing": "；缺{count}张，请封存并上报",
        "signed_note": "本机电子签名",
        "signed_demo": "样本·演示密钥",
    },
)

ENGLISH: Final = ReportWords(
    tag="en",
    template="_en",
    devices={
        "reader": "Identity card reader",
        "card_slot": "Social card slot",
        "scanner": "Scanner",
        "printer": "Printer",
        "receipt_printer": "Receipt printer",
        "guide_lights": "Guide lights",
        "platform": "Certificate library",
        "desk": "Case desk",
        "base_data": "Base data",
        "person_check": "Person check",
        "store": "Storage",
        "seal": "Electronic seal",
    },
    results={
        StepResult.CONFIRMED: "Confirmed",
        StepResult.DENIED: "Denied",
        StepResult.SKIPPED: "Skipped",
        StepResult.PASSED: "Passed",
        StepResult.FAILED: "Failed",
    },
    trends={
        "slower": "Slower",
        "quicker": "Quicker",
        "steady": "Steady",
        "new": "Too few",
        "failing": "Failing",
    },
    guides={"selftest": "Confirmed by a person", "commission": "Commissioning"},
    states={
        BlankState.RECEIVED: "In the cabinet",
        BlankState.LOADED: "In the printer",
        BlankState.RESERVED: "Being printed",
        BlankState.USED: "Used",
        BlankState.SPOILED: "Void, to be destroyed",
        BlankState.DESTROYED: "Destroyed",
        BlankState.MISSING: "Missing",
        BlankState.RETURNED: "Returned",
    },
    moves={
        BlankMove.RECEIVE: "Received today",
        BlankMove.LOAD: "Loaded today",
        BlankMove.UNLOAD: "Taken out today",
        BlankMove.USE: "Used today",
        BlankMove.SPOIL: "Made void today",
        BlankMove.DESTROY: "Destroyed today",
        BlankMove.MISS: "Reported missing today",
        BlankMove.RETURN: "Returned today",
    },
    minute=lambda at: f"{at.day} {at:%B %Y, %H:%M}",
    day=lambda at: f"{at.day} {at:%B %Y}",
    says={
        "all_ready": "All ready: {count}",
        "not_ready": "Not ready: {count}",
        "nothing_tested": "Nothing was tested",
        "steps_left": "steps of commissioning left: {count}",
        "ready": "Ready",
        "unknown": "Unknown",
        "unready": "Not ready",
        "between": "; ",
        "history": "Earlier self-tests and trend",
        "tests": "{tests} tests, {failures} failed",
        "failed_last": ", last on {at.day} {at:%B}",
        "answer": "answers in {ms:.0f} ms",
        "answer_before": ", before {ms:.0f} ms",
        "by": "staff {who}",
        "counted": "{count} items counted",
        "blanks": "Numbered blanks {series}",
        "scope": "Blanks on {day}",
        "opening": "On hand the day before",
        "closing": "On hand today",
        "closing_remark": "Cabinet, printer and waste box together; counted: ______",
        "no_blanks": "This machine has no numbered blanks",
        "balanced": "The book balances: received is the sum of all ({count} sheets)",
        "missing": "; {count} missing: seal the box and report it",
        "signed_note": "Signed by this machine",
        "signed_demo": "Sample, demo key",
    },
)

LANGUAGES: Final[Mapping[str, ReportWords]] = {"zh_CN": CHINESE, "en": ENGLISH}
