# SPDX-License-Identifier: Apache-2.0
"""Papers of a case that is under way: what to put right, why not, taken back, appealed; pure.

Each says what the case desk has said, and nothing that it has not.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from certificates.elements import Values
from forms.case_news import DeskNews, NewsKind, Outcome, Verdict
from forms.case_progress import AppealStage, Progress
from forms.case_standing import APPEAL_SLIP
from kiosk.papers import Paper, chinese_day
from kiosk.papers_desk import DecidedCase, decision_paper

CORRECTION_NOTICE: Final = "correction_notice"
REFUSAL_DECISION: Final = "refusal_decision"
WITHDRAWAL_RECEIPT: Final = "withdrawal_receipt"
SIGNED: Final = "signed_label"
UNSIGNED: Final = "unsigned"
SIGN_HERE: Final = "诉求人（签名）"
"""Values of the appeal slip that say whether the citizen's strokes stand on it."""

_STEPS: Final = (
    "在自助机上点“查我办的事”，刷身份证，选这件事，直接回答。",
    "或者带上本告知书和补正的材料，到政务大厅窗口。",
)
_EFFECTS: Final = (
    "交过的纸质材料，请到窗口取回。",
    "撤回不影响以后再次申请。",
    "已经发给您的证件不因撤回而失效；要注销的，另行申请。",
)
_NEXT: Final = (
    "由受理诉求的机关核实，办理结果会告诉您。",
    "请保管好诉求编号，凭编号和身份证查询。",
)
_STANDINGS: Final = {
    AppealStage.NONE: "已经登记。",
    AppealStage.LODGED: "已经登记，等待核实。",
    AppealStage.IN_HAND: "正在核实办理。",
    AppealStage.UPHELD: "已经办结：诉求成立，由审批部门重新办理。",
    AppealStage.DISMISSED: "已经办结：诉求不成立。",
}


@dataclass(frozen=True)
class UnderWay:
    """A case as these papers head it: what every slip says, and when it was handed in."""

    about: DecidedCase
    submitted_on: date

    def heading(self, today: date) -> dict[str, str | tuple[str, ...]]:
        """Values that all these papers have."""
        return {
            "service": self.about.service,
            "case_number": self.about.case_number,
            "applicant": self.about.applicant,
            "issuing_authority": self.about.authority,
            "machine": self.about.machine,
            "submitted_on": chinese_day(self.submitted_on),
            "handled_on": chinese_day(today),
        }


@dataclass(frozen=True)
class LodgedAppeal:
    """An appeal as it was taken here; all texts in Chinese, as papers and desk read them.

    Attributes:
        number: under which it is followed (诉求编号).
        title: of its class, and what the citizen was told about its answer.
        said: what the citizen said, a line each.
        handing_back: what an office does that is not competent.

    """

    number: str
    day: date
    title: str
    told: str
    authority: str
    handing_back: str
    said: tuple[str, ...] = field(repr=False)


def _paper(name: str, case: UnderWay, values: Values) -> Paper:
    shown = {key: value for key, value in values.items() if value}
    return Paper(name, shown, must_show=(case.about.case_number,))


def correction_notice(case: UnderWay, notices: Iterable[DeskNews], *, today: date) -> Paper:
    """Everything that is to be put right on one paper (一次性告知), with the nearest last day.

    Raises:
        ValueError: nothing is to be put right.

    """
    told = tuple(notices)
    items = tuple(text for notice in told for text in notice.texts)
    if not items:
        raise ValueError(f"nothing is to be put right of {case.about.case_number}")
    days = [notice.due_on for notice in told if notice.due_on is not None]
    values = {
        **case.heading(today),
        "count": str(len(items)),
        "items": items,
        "due": chinese_day(min(days)) if days else "",
        "steps": _STEPS,
    }
    return _paper(CORRECTION_NOTICE, case, values)


def sole_refusal(outcomes: tuple[Outcome, ...]) -> Outcome | None:
    """The refusal, where the case is one matter and that is refused; else None."""
    match outcomes:
        case (Outcome(verdict=Verdict.REFUSED) as only,):
            return only
        case _:
            return None


def decided_paper(case: UnderWay, progress: Progress, *, today: date) -> Paper:
    """What the authority decided: a refused matter on a decision of its own, else one slip.

    Raises:
        ValueError: nothing is decided.

    """
    refused = sole_refusal(progress.outcomes)
    if refused is not None:
        return refusal_decision(case, refused, today=today)
    return decision_paper(case.about, progress, today=today)


def refusal_decision(case: UnderWay, refused: Outcome, *, today: date) -> Paper:
    """The decision not to grant (不予行政许可决定书), with reasons and remedies."""
    office = refused.office or case.about.authority
    matter = refused.title or case.about.service
    values = {
        **case.heading(today),
        "issuing_authority": office,
        "title": "不予行政许可决定书",
        "title_en": "Decision not to grant the permit",
        "opening": f"{_you(case)}提出的{matter}申请，经审查，不符合法定条件。",
        "reasons": refused.reasons or ("审批部门没有写明理由，请到窗口询问。",),
        "decision": "依照《中华人民共和国行政许可法》第三十八条，决定不予行政许可。",
        "remedies": refused.remedies,
    }
    return _paper(REFUSAL_DECISION, case, values)


def not_accepted(case: UnderWay, reasons: tuple[str, ...], *, today: date) -> Paper:
    """The decision not to take the case up (不予受理决定书), with reasons and remedies.

    Raises:
        ValueError: without a reason it is none (行政许可法 art. 32).

    """
    if not reasons:
        raise ValueError(f"nobody has said why {case.about.case_number} is not taken up")
    values = {
        **case.heading(today),
        "title": "不予受理决定书",
        "title_en": "Decision not to accept the application",
        "opening": f"{_you(case)}提出的{case.about.service}申请，经审查，不予受理。",
        "reasons": reasons,
        "decision": "依照《中华人民共和国行政许可法》第三十二条，决定不予受理。",
    }
    return _paper(REFUSAL_DECISION, case, values)


def _you(case: UnderWay) -> str:
    return f"您于{chinese_day(case.submitted_on)}"


def withdrawal_receipt(case: UnderWay, news: Iterable[DeskNews], *, today: date) -> Paper:
    """The receipt of a withdrawal; it says whether the desk has confirmed it."""
    said = next((one for one in news if one.kind is NewsKind.WITHDRAWN), None)
    day = said.at.date() if said is not None else today
    values = {
        **case.heading(today),
        "withdrawn_on": chinese_day(day),
        "headline": "申请已经撤回" if said is not None else "撤回要求已经登记",
        "headline_en": "Withdrawn." if said is not None else "Your withdrawal is registered.",
        "is_final": "1" if said is not None else "",
        "effects": _EFFECTS,
    }
    return _paper(WITHDRAWAL_RECEIPT, case, values)


def appeal_slip(
    case: UnderWay, news: Iterable[DeskNews], progress: Progress, *, today: date
) -> Paper:
    """The slip of the last appeal in this case.

    Raises:
        ValueError: there is none.

    """
    told = [one for one in sorted(news, key=lambda one: one.step) if one.kind in _APPEAL]
    lodged = [one for one in told if one.kind is NewsKind.APPEAL_LODGED]
    if not lodged:
        raise ValueError(f"no appeal is known in {case.about.case_number}")
    last = lodged[-1]
    later = [one for one in told if one.step > last.step]
    values = {
        **case.heading(today),
        "appeal_number": last.reference or case.about.case_number,
        "lodged_on": chinese_day(last.at.date()),
        "said": last.texts,
        "standing": _STANDINGS[progress.appeal],
        "steps": tuple(
            f"{chinese_day(one.at.date())}　{text}" for one in later for text in one.texts
        ),
        "next_steps": _NEXT,
        UNSIGNED: "1",
    }
    return _paper(APPEAL_SLIP, case, values)


def lodged_slip(case: UnderWay, lodged: LodgedAppeal, *, is_signed: bool) -> Paper:
    """The slip of an appeal that was taken here and that the desk has not receipted yet.

    Args:
        case: the case that it is about.
        lodged: the appeal.
        is_signed: the citizen's strokes stand on it.

    """
    values = {
        **case.heading(lodged.day),
        "appeal_number": lodged.number,
        "lodged_on": chinese_day(lodged.day),
        "said": lodged.said,
        "standing": f"本机已经登记（{lodged.title}），正在送往{lodged.authority}。",
        "next_steps": (lodged.told, lodged.handing_back, _NEXT[1]),
        **({SIGNED: SIGN_HERE} if is_signed else {UNSIGNED: "1"}),
    }
    shown = {key: value for key, value in values.items() if value}
    must_show = (case.about.case_number, lodged.number)
    return Paper(APPEAL_SLIP, shown, is_signed_by_hand=is_signed, must_show=must_show)


_APPEAL: Final = frozenset(
    {NewsKind.APPEAL_LODGED, NewsKind.APPEAL_ADVANCED, NewsKind.APPEAL_ENDED}
)
